"""The cells of a grid by their places, read from the rows themselves: Qt's way costs ten times as much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from street_desk.domain.kinds import Reference, Value
from street_desk.domain.sheets import Column, Row
from street_desk.ui.grid_model import GridModel

_AT_ONCE = 2_000
_MOST_WORDS = 50_000


class Edges(NamedTuple):
    """A block of cells by its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def several(self) -> bool:
        """Whether it is more than one cell."""
        return self.top != self.bottom or self.left != self.right

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def places(self) -> Iterator[tuple[int, int]]:
        """Its cells, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


class Cells:
    """The cells of a GridModel by row and column as shown."""

    def __init__(self, model: GridModel) -> None:
        self._model = model

    def last(self) -> tuple[int, int]:
        """The last row with data and the last column; a row that is empty yet has none."""
        model = self._model
        rows = model.rowCount() if model.sheet.single else max(len(model.rows), 1)
        return rows - 1, model.columnCount() - 1

    def column(self, row: int, column: int) -> Column:
        """The Column of a cell; in a list of fields each row is one."""
        return self._model.columns[row if self._model.sheet.single else column]

    def row_id(self, row: int) -> int:
        """The id of a row, 0 for the empty one; below 0 for one that only sums others up."""
        return self._model.rows.at(0 if self._model.sheet.single else row)

    def real(self, rows: Iterable[int]) -> Iterator[int]:
        """Those of some rows that are rows of the sheet, or the empty one, and do not only sum others up."""
        return (row for row in rows if self.row_id(row) >= 0)

    def typable(self, row: int, column: int) -> bool:
        """Whether a cell takes what is typed."""
        return self.row_id(row) >= 0 and not self.column(row, column).derived

    def filled(self, row: int, column: int) -> bool:
        """Whether something stands in a cell."""
        found = self._model.row(self.row_id(row))
        if found is None:
            return self.row_id(row) < 0
        return self._value(found, self.column(row, column)) is not None

    def down(self, column: int) -> Callable[[int], bool]:
        """Whether something stands in a column, by row.

        What is worked out counts as filled in every row: asking for it all only to jump over it would take seconds.
        """
        model = self._model
        if model.sheet.single:
            return lambda row: self.filled(row, column)
        ids, row_of, last = model.rows.ids, model.row, len(model.rows)
        key, derived = model.columns[column].key, model.columns[column].derived

        def filled(place: int) -> bool:
            row = row_of(ids[place]) if place < last else {}
            return row is None or row.get(key) is not None or (derived and place < last)

        return filled

    def text(self, row: int, column: int) -> str:
        """A cell as it is typed and copied; ids and phones masked unless shown in full."""
        return self._model.text(self._model.index(row, column))

    def texts(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        worded: Callable[[Column, Value], str] | None = None,
    ) -> Iterator[list[str]]:
        """The texts of a block by row, as shown or as `worded` has it; of a line of subtotals as shown."""
        model, say = self._model, worded or self._model.words
        if model.sheet.single:
            fields = model.row(self.row_id(0)) or {}
            for place in rows:
                field = self.column(place, 0)
                yield [say(field, self._value(fields, field)) for _column in columns]
            return
        words = [_Words(model, model.columns[c], say) for c in columns]
        for begin in range(0, len(rows), _AT_ONCE):
            part = [(place, model.row(self.row_id(place))) for place in rows[begin : begin + _AT_ONCE]]
            held = [row for _place, row in part if row is not None]
            # Column by column, which takes a third of the time.
            lines = zip(*(column.texts(held) for column in words), strict=True)
            for place, row in part:
                if row is None:
                    yield [self.text(place, column) for column in columns]
                else:
                    yield list(next(lines))

    def _value(self, row: Row, column: Column) -> Value:
        return self._model.session.value(self._model.year, self._model.sheet.name, row, column)

    def words(self, column: Column) -> list[str]:
        """The different texts that a column of words holds already, in the order of the rows."""
        if isinstance(column.kind, Reference) or self._model.sheet.single:
            return []
        rows = (self._model.row(row_id) for row_id in self._model.rows.ids)
        found = (row.get(column.key) for row in rows if row is not None)
        return list(dict.fromkeys(text for text in found if isinstance(text, str)))


class _Words(dict[Value, str]):
    """What the values of a column are in words; each value is put into words only once."""

    def __init__(self, model: GridModel, column: Column, say: Callable[[Column, Value], str]) -> None:
        super().__init__()
        self._model, self._column, self._say = model, column, say

    def __missing__(self, value: Value) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        words = self[value] = self._say(self._column, value)
        return words

    def texts(self, rows: Sequence[Row]) -> list[str]:
        """The column of some rows."""
        model, column, key = self._model, self._column, self._column.key
        if column.derived:
            return [self[model.session.value(model.year, model.sheet.name, row, column)] for row in rows]
        return [self[row.get(key)] for row in rows]


def edge(filled: Callable[[int], bool], here: int, step: int, last: int) -> int:
    """Where Ctrl and an arrow lead along a line of cells, from place 0 to the last: to the edge of data.

    From a filled cell to the last filled one before a gap; from an empty cell, or from the last one before a gap, to
    the next filled one; where there is none, to the end.
    """
    end = last if step > 0 else 0
    if here == end:
        return here
    place = here + step
    beyond = end + step
    if filled(here) and filled(place):
        gap = next((n for n in range(place, beyond, step) if not filled(n)), beyond)
        return gap - step
    return next((n for n in range(place, beyond, step) if filled(n)), end)
