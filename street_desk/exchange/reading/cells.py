"""What reading gives: workbooks, tabs and their raw values as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


class Broken(NamedTuple):
    """What stands in a cell whose value cannot be had.

    `error` is the error it shows ("#REF!"); "" is a formula whose result was never stored.
    """

    error: str = ""


UNCOMPUTED = Broken()


class Cell(NamedTuple):
    """One cell that is not empty; rows and columns count from 1."""

    row: int
    column: int
    value: Any = None

    @property
    def address(self) -> str:
        return address(self.row, self.column)

    @property
    def error(self) -> str:
        """The error it shows, "" for none."""
        return self.value.error if isinstance(self.value, Broken) else ""

    @property
    def uncomputed(self) -> bool:
        """Whether it holds a formula whose result was never stored."""
        return isinstance(self.value, Broken) and not self.value.error


class Merge(NamedTuple):
    """Merged cells, all four edges included; only the top left one has content."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: the raw values of its rows that are not empty, its merges, and what is hidden.

    `rows` holds by row number, in order, the values from column A on: None for an empty cell, a Broken for one whose
    value cannot be had. A row of a large workbook stays one list: 120,000 rows of 20 columns are read within seconds.
    """

    name: str
    rows: Mapping[int, Sequence[Any]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at a place; None where it is empty."""
        values = self.rows.get(row, ())
        value = values[column - 1] if 0 < column <= len(values) else None
        return None if value is None else Cell(row, column, value)

    def filled(self) -> Iterator[Cell]:
        """Every cell that is not empty, row by row."""
        for row in self.rows:
            yield from self.cells(row)

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row that are not empty."""
        return [
            Cell(row, column, value)
            for column, value in enumerate(self.rows.get(row, ()), start=1)
            if value is not None
        ]


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
    rows: dict[int, list[Any]] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Any) -> None:
        """Sets one cell; an empty text is no content."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        values = self.rows.setdefault(row, [])
        if len(values) < column:
            values.extend([None] * (column - len(values)))
        values[column - 1] = value

    def tab(self, rows: Iterable[int] = (), columns: Iterable[int] = ()) -> Tab:
        """The finished tab, with those of the hidden rows and columns that lie within its content."""
        for merge in self.merges:
            self._cover(merge)
        kept = {}
        for number, values in sorted(self.rows.items()):
            while values and values[-1] is None:
                values.pop()
            if values:
                kept[number] = values
        last, widest = max(kept, default=0), max(map(len, kept.values()), default=0)
        return Tab(
            self.name,
            kept,
            tuple(sorted(self.merges)),
            self.hidden,
            frozenset(row for row in rows if row <= last),
            frozenset(column for column in columns if column <= widest),
        )

    def _cover(self, merge: Merge) -> None:
        height = merge.bottom - merge.top + 1
        numbers: Iterable[int] = range(merge.top, merge.bottom + 1)
        if height > len(self.rows):
            numbers = [number for number in self.rows if merge.top <= number <= merge.bottom]
        for number in numbers:
            values = self.rows.get(number, [])
            start = merge.left if number == merge.top else merge.left - 1
            for place in range(start, min(merge.right, len(values))):
                values[place] = None


def letters(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int:
    """The column of letters: A is 1, AA is 27."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(text: str) -> tuple[int, int]:
    """Row and column of an address such as "$B$12". Raises ValueError."""
    found = _ADDRESS.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[2]), column_number(found[1])


def merge_of(text: str) -> Merge:
    """The merge of an area such as "A3:K4". Raises ValueError."""
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return Merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def address(row: int, column: int) -> str:
    """A cell as Excel names it, "B12"."""
    return f"{letters(column)}{row}"


def area(top: int, left: int, bottom: int, right: int) -> str:
    """A block of cells as Excel names it, "A3:K4"."""
    return f"{address(top, left)}:{address(bottom, right)}"
