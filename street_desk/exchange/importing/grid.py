"""A Grid: a tab's cells with its merges looked up."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from street_desk.domain.kinds import as_text
from street_desk.exchange.reading import Broken, Cell, Merge, Tab


def raw_text(value: Any) -> str:
    """What a raw value shows, as text; a number beyond 15 digits as Excel shows it, for it has lost the others."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Broken):
        return value.error
    if isinstance(value, (int, float)) and abs(value) >= 1e15:
        return f"{value:.6G}"
    return as_text(value).strip()


def cell_text(cell: Cell) -> str:
    """What a cell shows, as text."""
    return raw_text(cell.value)


def is_words(cell: Cell) -> bool:
    """Whether a cell holds text, and not a number typed as text."""
    return isinstance(cell.value, str) and not cell.value.strip().replace(",", "").replace(".", "").isdigit()


class Grid:
    """The cells of a tab by row, and what a merged cell shows."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.numbers: tuple[int, ...] = tuple(tab.rows)
        """The rows that are not empty, from the top down."""
        self.last = self.numbers[-1] if self.numbers else 0
        self._cells: dict[int, list[Cell]] = {}
        self._merges: dict[int, list[Merge]] = defaultdict(list)
        for merge in tab.merges:
            for row in range(merge.top, min(merge.bottom, self.last) + 1):
                self._merges[row].append(merge)

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row that are not empty. Meant for the rows looked at one by one: headings, totals, notes."""
        found = self._cells.get(row)
        if found is None:
            found = self._cells[row] = self.tab.cells(row)
        return found

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell itself; None where it is empty or covered by a merge."""
        return self.tab.cell(row, column)

    def merge(self, row: int, column: int) -> Merge | None:
        """The merge that covers a cell."""
        return next((m for m in self._merges.get(row, ()) if m.left <= column <= m.right), None)

    def merges(self, row: int) -> list[Merge]:
        """The merges that touch a row."""
        return self._merges.get(row, [])

    def merges_from(self, column: int) -> list[Merge]:
        """The merges of more than one row whose left edge is a column."""
        return [m for m in self.tab.merges if m.left == column and m.bottom > m.top]

    def shown(self, row: int, column: int) -> Cell | None:
        """The cell whose content is seen here: itself, or the top left one of its merge."""
        found = self.tab.cell(row, column)
        if found is None and (merge := self.merge(row, column)) is not None:
            found = self.tab.cell(merge.top, merge.left)
        return found

    def filled_down(self, row: int, column: int) -> Cell | None:
        """The cell itself, else the one of the same column that is merged down over it."""
        found = self.tab.cell(row, column)
        if found is None and (merge := self.merge(row, column)) is not None and merge.left == column:
            found = self.tab.cell(merge.top, merge.left)
        return found
