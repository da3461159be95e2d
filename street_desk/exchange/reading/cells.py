"""What reading gives: workbooks, tabs and raw cells as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Cell(NamedTuple):
    """One cell that is not empty; rows and columns count from 1.

    `error` is the error it shows ("#REF!"); `uncomputed`: a formula whose result was never stored.
    """

    row: int
    column: int
    value: Any = None
    error: str = ""
    uncomputed: bool = False

    @property
    def address(self) -> str:
        return address(self.row, self.column)


class Merge(NamedTuple):
    """Merged cells, all four edges included; only the top left one has content."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its cells that are not empty by (row, column), its merges, and what is hidden."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook. `mark` is what a workbook of our own making says of itself, else None."""

    file: str
    tabs: tuple[Tab, ...]
    mark: Mapping[str, Any] | None = None
    from_1904: bool = False


@dataclass(slots=True)
class TabBuilder:
    """A tab while it is read; what is covered by a merge is not shown by Excel and not kept."""

    name: str
    hidden: bool = False
    merges: list[Merge] = field(default_factory=list)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def add(self, cell: Cell) -> None:
        empty = cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())
        if not empty or cell.error or cell.uncomputed:
            self.cells[cell.row, cell.column] = cell

    def tab(self, rows: Iterable[int] = (), columns: Iterable[int] = ()) -> Tab:
        """The finished tab, with the hidden rows and columns given."""
        tops = {(m.top, m.left) for m in self.merges}
        for merge in self.merges:
            size = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
            inside = (
                [
                    (row, column)
                    for row in range(merge.top, merge.bottom + 1)
                    for column in range(merge.left, merge.right + 1)
                ]
                if size <= len(self.cells)
                else [
                    p
                    for p in self.cells
                    if merge.top <= p[0] <= merge.bottom and merge.left <= p[1] <= merge.right
                ]
            )
            for place in inside:
                if place not in tops:
                    self.cells.pop(place, None)
        return Tab(
            self.name,
            dict(sorted(self.cells.items())),
            tuple(sorted(self.merges)),
            self.hidden,
            frozenset(rows),
            frozenset(columns),
        )


def letters(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """A cell as Excel names it, "B12"."""
    return f"{letters(column)}{row}"


def area(top: int, left: int, bottom: int, right: int) -> str:
    """A block of cells as Excel names it, "A3:K4"."""
    return f"{address(top, left)}:{address(bottom, right)}"
