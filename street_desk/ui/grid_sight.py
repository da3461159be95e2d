"""What a grid shows of its sheet: the rows that an Arrangement asks for, and the subtotal lines among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from street_desk.domain.arranging import Arrangement, Cells, Chosen, Line, Source, added_up, arranged, tally
from street_desk.domain.kinds import Reference, References, Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column
from street_desk.language import N_, _, message
from street_desk.session import Changed

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


_FEW = 200
"""Of so many rows that an Edit touches, the sums of their lines are brought along one by one."""


class Sight:
    """Arranges the rows of one GridModel. Nothing moves of itself: only when it is asked for."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._book = model.session.book(model.year)
        self._cells = Cells(
            Source(self._ids, self._values, self._shown, self._code, lambda *cell: model.marks.severity(cell))
        )
        self._names = self._named()
        self._lines: Mapping[int, Line] = {}
        self._sums: dict[tuple[int, str], Value] = {}
        self._counts: dict[int, int] = {}
        self._of_lines: dict[str, Column] = {}

    # What is arranged ------------------------------------------------------------------------------------------------

    def arrange(self, arrangement: Arrangement) -> None:
        """Shows the rows of an Arrangement, as they are now."""
        model = self._model
        if model.sheet.single:
            return
        found = arranged(arrangement, self._cells, self._columns())
        model.beginResetModel()
        model.arrangement = arrangement
        self._lines = found.lines
        self._forget_sums()
        model.rows.show(found.ids, self._ids(), bool(arrangement))
        model.forget_looks()
        model.endResetModel()
        model.arranged.emit()

    def forget_lines(self, arrangement: Arrangement) -> None:
        """Shows the rows as they stand, without subtotals, until they are arranged so."""
        model = self._model
        model.arrangement, self._lines = arrangement, {}
        self._forget_sums()
        model.rows.show([row_id for row_id in model.rows.ids if row_id > 0], self._ids(), bool(arrangement))
        model.forget_looks()

    def tally(self, key: str) -> list[tuple[str, int]]:
        """The values of a column as shown and how many rows have each, of rows that the other filters let pass."""
        return tally(self._model.arrangement, self._cells, self._columns(), key)

    def prepare(self) -> Iterator[None]:
        """Gets ready to sort by the names of the rows, which are different in every row, some rows at a time."""
        naming = self._model.sheet.naming
        if naming in self._model.sheet:
            yield from self._cells.prepare(self._model.sheet[naming])

    def shown(self) -> tuple[int, int]:
        """How many rows are shown, and how many the sheet has."""
        rows = self._model.rows
        return len(rows) - len(self._lines), len(rows.every)

    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self._model.sheet.columns}

    def _ids(self) -> Sequence[int]:
        return self._book.ids(self._model.sheet.name)

    def _values(self, ids: Sequence[int], column: Column) -> list[Value]:
        name, session, year = self._model.sheet.name, self._model.session, self._model.year
        rows = [self._book.row(name, row_id) or {} for row_id in ids]
        if column.derived:
            return [session.value(year, name, row, column) if row else None for row in rows]
        return [row.get(column.key) for row in rows]

    def _shown(self, column: Column, value: Value) -> str:
        if isinstance(column.kind, Masked) and not self._model.unmasked:
            return column.kind.mask(value)
        return self._book.format(column, value)

    def _code(self, column: Column, value: Value) -> str:
        named = column.kind.sheet if isinstance(column.kind, Reference) else self._model.sheet.name
        return str((self._book.row(named, value) or {}).get("code") or "")

    # Subtotal lines --------------------------------------------------------------------------------------------------

    def column(self, column: Column) -> Column:
        """A column as it is on a subtotal line, where everything is worked out."""
        if column.derived:
            return column
        held = self._of_lines.get(column.key)
        if held is None:
            held = self._of_lines[column.key] = replace(column, derived=True)
        return held

    def sums(self, column: Column) -> bool:
        """Whether subtotal lines add a column up."""
        return added_up(column) and column.key != self._model.arrangement.group

    def line_text(self, line_id: int, column: Column, *, plain: bool = False) -> str:
        """What stands on a subtotal line; `plain` as it is copied."""
        if column.key == self._model.arrangement.group:
            return self.line_name(line_id)
        value = self._sum(line_id, column) if added_up(column) else None
        unit = self._model.unit
        return unit.text(self._book, column, value) if plain else unit.format(self._book, column, value)

    def line_name(self, line_id: int) -> str:
        """What a subtotal line is about, and how many rows it counts."""
        line, count = self._lines[line_id], self._count(line_id)
        if line.grand:
            return message(N_("Σ Total ({n})"), n=count).text()
        name = self._shown(self._columns()[self._model.arrangement.group], line.value) or _(N_("(blank)"))
        return message(N_("Σ {name} ({n})"), name=name, n=count).text()

    def _count(self, line_id: int) -> int:
        if line_id not in self._counts:
            self._counts[line_id] = len(self._rows_of(line_id))
        return self._counts[line_id]

    def _sum(self, line_id: int, column: Column) -> Value:
        """What a line adds up in a column, worked out when it is first looked at; None where nothing is entered."""
        place = (line_id, column.key)
        if place not in self._sums:
            # On a line every column is one that is worked out; its rows hold the sheet's own.
            values = self._cells.values(self._model.sheet[column.key], self._rows_of(line_id))
            held = [value for value in values if value is not None]
            self._sums[place] = sum(held) if held else None
        return self._sums[place]

    def _rows_of(self, line_id: int) -> Sequence[int]:
        """The rows that a line is about: those above it, or all."""
        ids = self._model.rows.ids
        if self._lines[line_id].grand:
            return [row_id for row_id in ids if row_id > 0]
        end = first = self._model.rows.place(line_id) or 0
        while first and ids[first - 1] > 0:
            first -= 1
        return ids[first:end]

    # After an Edit ---------------------------------------------------------------------------------------------------

    def follow(self, changed: Changed) -> frozenset[int]:
        """Takes in what an Edit changed; returns the lines to be drawn anew. No row moves."""
        rows = changed.rows.get(self._model.year, frozenset())
        touched = [row_id for sheet, row_id in rows if sheet == self._model.sheet.name]
        self._bring_along(touched, came_or_went=self._model.sheet.name in changed.sheets)
        if any(sheet in self._names for sheet, _row in rows) and (names := self._named()) != self._names:
            self._names = names
            self._model.show_anew()
        return frozenset(self._lines)

    def _bring_along(self, touched: Sequence[int], *, came_or_went: bool) -> None:
        """Forgets what rows held, and brings the sums to what they hold now: adding all up anew would take long."""
        if came_or_went or len(touched) > _FEW:
            self._cells.forget(touched)
            self._forget_sums()
            return
        summed = [(row, line, key) for row in touched for line in self._lines_of(row) for key in self._keys]
        before = {(row, key): self._held(row, key) for row, _line, key in summed}
        self._cells.forget(touched)
        for row, line, key in summed:
            old, new = before[row, key], self._held(row, key)
            total = self._sums.get((line, key))
            if old is None or new is None or total is None:
                # Whether anything else is entered there, nobody knows.
                self._sums.pop((line, key), None)
            else:
                self._sums[line, key] = total + new - old

    def _forget_sums(self) -> None:
        self._sums.clear()
        self._counts.clear()

    @property
    def _keys(self) -> list[str]:
        """The columns that are added up in some line."""
        return list(dict.fromkeys(key for _line, key in self._sums))

    def _held(self, row: int, key: str) -> Value:
        return self._cells.values(self._model.sheet[key], [row])[0]

    def _lines_of(self, row_id: int) -> list[int]:
        """The lines that a row is added up in: its group's, and that of all."""
        place, ids = self._model.rows.place(row_id), self._model.rows.ids
        if place is None or not self._lines:
            return []
        own = next((n for n in islice(ids, place, None) if n < 0), None)
        found = {n for n, line in self._lines.items() if line.grand} | ({own} if own is not None else set())
        return sorted(found)

    def _named(self) -> dict[str, dict[int, str]]:
        """What the rows are called that this sheet refers to: called otherwise, they are shown otherwise."""
        kinds = (column.kind for column in self._model.sheet.columns)
        sheets = {kind.sheet for kind in kinds if isinstance(kind, (Reference, References))}
        return {sheet: dict(self._book.names(sheet)) for sheet in sheets}

    def show_full(self, full: bool) -> None:
        """Shows ids and phones in full, or masked; filters by them let the same rows pass as before."""
        model, arrangement = self._model, self._model.arrangement
        columns = self._columns()
        ticked: dict[str, set[Value]] = {}
        for key, one in arrangement.filters.items():
            if one.chosen is not None and isinstance(columns[key].kind, Masked):
                shown = self._cells.shown(columns[key])
                values = set(self._cells.values(columns[key], self._ids()))
                ticked[key] = {value for value in values if shown(value) in one.chosen.texts}
        model.unmasked = full
        model.show_anew()
        for key, wanted in ticked.items():
            shown = self._cells.shown(columns[key])
            chosen = Chosen(frozenset(map(shown, wanted)))
            arrangement = arrangement.filtered(key, replace(arrangement.filters[key], chosen=chosen))
        model.arrangement = arrangement

    def forget_words(self) -> None:
        """Values are shown otherwise now."""
        self._cells.forget_words()
