"""A Grid: a tab's cells with its merges looked up, and where each of them stands for whoever opens the workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from street_desk.domain.kinds import as_text
from street_desk.exchange.reading import Broken, Cell, Merge, Tab, address, letters

FAR = 1_000_000
"""A column that no tab has."""


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


@dataclass(frozen=True, slots=True)
class Places:
    """Where the cells of a grid stand in the tab that people see: as they are, `turned`, or some of them by themselves.

    `single` are those, as row and column of the grid and of the tab.
    """

    turned: bool = False
    single: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def as_shown(self) -> bool:
        return not self.turned and not self.single

    def of(self, row: int, column: int) -> tuple[int, int]:
        """Row and column in the tab."""
        found = self.single.get((row, column))
        return found or ((column, row) if self.turned else (row, column))

    def address(self, row: int, column: int) -> str:
        """The cell as Excel names it."""
        return address(*self.of(row, column))

    def line(self, row: int, column: int) -> str:
        """What a column of the grid is called in the tab: its letters; of a turned tab its row, of a card its cell."""
        if self.as_shown:
            return letters(column)
        return str(column) if self.turned else self.address(row, column)


AS_SHOWN = Places()


class PlacedCell(Cell):
    """A cell of a turned tab or a card: its address is the one that people see."""

    places: Places

    @classmethod
    def at(cls, cell: Cell, places: Places) -> PlacedCell:
        placed = cls(*cell)
        placed.places = places
        return placed

    @property
    def address(self) -> str:
        return self.places.address(self.row, self.column)


def part_of(tab: Tab, rows: Iterable[int], left: int = 1, right: int = FAR) -> Tab:
    """The tab with nothing in it but these rows of these columns, everything in its place."""
    kept: dict[int, list[Any]] = {}
    for number in rows:
        values = tab.rows.get(number, ())[left - 1 : right]
        if any(value is not None for value in values):
            kept[number] = [None] * (left - 1) + list(values)
    merges = tuple(
        m._replace(right=min(m.right, right)) for m in tab.merges if m.top in kept and left <= m.left <= right
    )
    return replace(tab, rows=kept, merges=merges)


class Grid:
    """The cells of a tab by row, and what a merged cell shows."""

    def __init__(self, tab: Tab, places: Places = AS_SHOWN) -> None:
        self.tab = tab
        self.places = places
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
            found = self.tab.cells(row)
            if not self.places.as_shown:
                found = [PlacedCell.at(cell, self.places) for cell in found]
            self._cells[row] = found
        return found

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell itself; None where it is empty or covered by a merge."""
        found = self.tab.cell(row, column)
        if found is None or self.places.as_shown:
            return found
        return PlacedCell.at(found, self.places)

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place, also an empty one."""
        return self.cell(row, column) or PlacedCell.at(Cell(row, column), self.places)

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
        found = self.cell(row, column)
        if found is None and (merge := self.merge(row, column)) is not None:
            found = self.cell(merge.top, merge.left)
        return found

    def filled_down(self, row: int, column: int) -> Cell | None:
        """The cell itself, else the one of the same column that is merged down over it."""
        found = self.cell(row, column)
        if found is None and (merge := self.merge(row, column)) is not None and merge.left == column:
            found = self.cell(merge.top, merge.left)
        return found

    def filled(self) -> list[Cell]:
        """Every cell that is not empty, row by row."""
        return [cell for row in self.numbers for cell in self.cells(row)]
