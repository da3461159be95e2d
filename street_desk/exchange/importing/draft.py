"""A Draft: one table on its way to becoming a Region; the steps of importing write down here what each cell became.

What was read is held by column, because a workbook may have 120,000 rows: a cell as everybody writes it is one entry in
its column's list, and only what is said of a single cell (a refusal, a change) is an object of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, NamedTuple

from street_desk.domain.kinds import Kind, Value
from street_desk.domain.people import Masked, without_numbers
from street_desk.domain.sheets import Row
from street_desk.exchange.importing.confirmed import signature_of, signature_text
from street_desk.exchange.importing.grid import cell_text, raw_text
from street_desk.exchange.importing.homes import Line
from street_desk.exchange.importing.layout import CARD, TURNED, Layout, shape_in
from street_desk.exchange.importing.preview import (
    ColumnView,
    Note,
    Question,
    Refused,
    Region,
    Remark,
    Total,
)
from street_desk.exchange.importing.result import (
    MatchedBy,
    Said,
    Skipped,
    Skips,
    TakenColumn,
    TakenRows,
    shown_text,
)
from street_desk.exchange.importing.tables import Heading, Table
from street_desk.exchange.importing.units import YUAN
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading import Cell, area, letters
from street_desk.language import Message


class Flaw(NamedTuple):
    """Why a cell has no value, or none to rely on.

    `doubt` is what has to be asked about it (`doubts`), `choices` the values it may stand for. `masked`: the cell shows
    a mask, and only the row it belongs to can tell whose.
    """

    why: Message | None = None
    doubt: str = ""
    masked: bool = False
    choices: tuple[Value, ...] = ()


class Reading(NamedTuple):
    """A cell read for a column: its value, or why there is none."""

    cell: Cell
    value: Value = None
    why: Message | None = None
    doubt: str = ""
    masked: bool = False
    choices: tuple[Value, ...] = ()


@dataclass(slots=True)
class ReadColumn:
    """The cells of one column in the data rows, by place from 0; None where nothing was read.

    `flaws` are the cells with something to say; `above` the rows of cells that are merged down from there; `raws` what
    cells say where that is not what their value is plainly spelt as.
    """

    heading: Heading
    values: list[Value]
    flaws: dict[int, Flaw] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)
    raws: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A data row by its place: what was read for each column, by the column's key."""

    draft: Draft
    place: int

    @property
    def number(self) -> int:
        return self.draft.numbers[self.place]

    def value(self, key: str) -> Value:
        column = self.draft.columns.get(key)
        return None if column is None else column.values[self.place]

    def reading(self, key: str) -> Reading | None:
        """What was read for a column; None where there is no cell, or nothing in it to read."""
        column = self.draft.columns.get(key)
        if column is None:
            return None
        value, flaw = column.values[self.place], column.flaws.get(self.place)
        if value is None and flaw is None:
            return None
        return Reading(self._cell(column), value, *(flaw or ()))

    def readings(self) -> dict[str, Reading]:
        return {key: found for key in self.draft.columns if (found := self.reading(key)) is not None}

    def cell(self, key: str) -> Cell:
        """The cell that a column was read from."""
        return self._cell(self.draft.columns[key])

    def _cell(self, column: ReadColumn) -> Cell:
        row = column.above.get(self.place, self.number)
        return self.draft.table.grid.at(row, column.heading.column)

    def text(self, key: str) -> str:
        """What the cell says, as it stands there."""
        return cell_text(self.cell(key)) if self.reading(key) is not None else ""

    def put(self, key: str, value: Value) -> None:
        """Sets another value than was read from a cell."""
        column = self.draft.columns[key]
        column.raws.setdefault(self.place, self.text(key))
        column.values[self.place] = value

    def refuse(self, key: str, why: Message) -> None:
        """Takes a cell's value away for a reason."""
        column = self.draft.columns[key]
        column.values[self.place] = None
        column.flaws[self.place] = Flaw(why)
        self.draft.flawed().add(self.place)

    def drop(self, key: str) -> None:
        """Leaves a cell out, as if it were empty."""
        column = self.draft.columns[key]
        column.values[self.place] = None
        column.flaws.pop(self.place, None)
        self.draft.dropped.add((self.place, key))


@dataclass(slots=True)
class Draft:
    """Everything said so far about one table. `units` are those of its columns of money that are not in yuan.

    `year` is the one imported into. `shape` tells tables of one shape from others in the ids of their questions, and
    `answers` are those to them, also what was remembered of the shape. `kept_unit` is to be remembered: set by hand or
    stated in the headings. `unclear` are columns that may be in yuan or in their unit, `row_units` the units of rows
    that name their own. `community` is the one that all its rows belong to, where no column says so; `lines` say it of
    the rows below them. `from_1904` tells how the workbook counts days.

    `numbers` are the data rows; `states`, `ids`, `whys`, `said`, `befores`, `given`, `homes` (the community it belongs
    to), `matches` and `doubles` (rows refused for one above them) are what became of them, by place. `names` are those
    communities. `spared` are rows of the year that a row which does not come in may be. `doubted` are single cells that
    wait for an answer, by place and column, where the others of their column do not. `dropped` are those that an answer
    left out, `scaled` says by how much an answer multiplied the usual amounts of a column.
    """

    table: Table
    unit: str
    units: Mapping[int, str]
    year: int
    shape: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    kept_unit: str = ""
    unclear: frozenset[int] = frozenset()
    row_units: Mapping[int, str] = field(default_factory=dict)
    community: str = ""
    lines: Sequence[Line] = ()
    from_1904: bool = False
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, ReadColumn] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    whys: dict[int, Message] = field(default_factory=dict)
    said: dict[tuple[int, str], Said] = field(default_factory=dict)
    befores: dict[int, Row] = field(default_factory=dict)
    given: dict[int, Mapping[str, Value]] = field(default_factory=dict)
    homes: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    matches: dict[int, MatchedBy] = field(default_factory=dict)
    doubles: dict[int, int] = field(default_factory=dict)
    spared: set[int] = field(default_factory=set)
    skips: Skips = field(default_factory=Skips)
    refused: list[Refused] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    office: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    waiting: dict[str, dict[str, None]] = field(default_factory=dict)
    doubted: dict[tuple[int, str], Question] = field(default_factory=dict)
    dropped: set[tuple[int, str]] = field(default_factory=set)
    scaled: dict[str, int | Fraction] = field(default_factory=dict)
    _flawed: set[int] | None = None
    _masks: tuple[Table, Mapping[int, Masked]] | None = None

    @property
    def tab(self) -> str:
        return self.table.grid.tab.name

    @property
    def sheet(self) -> str:
        return self.table.sheet

    @property
    def corner(self) -> str:
        """The first cell of the table."""
        table = self.table
        return table.grid.places.address(max(1, min(table.top, table.bottom + 1)), table.left)

    def signature(self) -> tuple[tuple[str, ...], ...]:
        """The heading rows as a table of this shape is known again by."""
        table = self.table
        return signature_of(table.grid, table.top, table.bottom, table.left, table.right, self.year)

    def question_id(self, kind: str, heading: Heading, detail: str = "") -> str:
        """The id of a question about a column: the same for every table of this shape, also in the next workbook."""
        text = signature_text(heading.text, self.year)
        before = [h for h in self.table.headings if h.column < heading.column]
        again = sum(signature_text(h.text, self.year) == text for h in before)
        place = f"·{again + 1}" if again else ""
        return f"{kind}:{text}{detail}{place}·{self.shape}"

    def flawed(self) -> set[int]:
        """The places of the rows that have a cell with something to say."""
        if self._flawed is None:
            self._flawed = {place for column in self.columns.values() for place in column.flaws}
        return self._flawed

    def rows(self) -> Iterator[DraftRow]:
        """The data rows from the top down."""
        return (DraftRow(self, place) for place in range(len(self.numbers)))

    def blocked(self, place: int) -> Question | None:
        """The question that a row waits for because a cell of it that must not be missing does."""
        required = (key for key in self.columns if SHEETS[self.sheet][key].required)
        return next((q for key in required if (q := self.doubted.get((place, key))) is not None), None)

    def unit_at(self, number: int, column: int) -> str:
        """The unit of plain amounts in a cell."""
        return self.row_units.get(number) or self.units.get(column, YUAN)

    def skip(self, cell: Cell, why: Message) -> None:
        self.skips.add(Skipped(cell.address, shown_text(self._mask(cell.column), cell.value), why))

    def skip_column(self, column: int, raws: Sequence[Any], why: Message) -> None:
        """Skips the cells of a column in the data rows."""
        filled = [(n, raw) for n, raw in zip(self.numbers, raws, strict=True) if raw is not None]
        if self.table.grid.places.as_shown:
            numbers, values = [n for n, _ in filled], [raw for _, raw in filled]
            self.skips.add_column(letters(column), numbers, values, why, self._mask(column))
            return
        for number, _ in filled:
            self.skip(self.table.grid.at(number, column), why)

    def _mask(self, column: int) -> Masked | None:
        """The kind of a column that holds ids or phones, taken or not; None for any other."""
        if self._masks is None or self._masks[0] is not self.table:
            kinds = (
                (h.column, _kind(self.sheet, h.match.target or h.match.key)) for h in self.table.headings
            )
            self._masks = self.table, {place: kind for place, kind in kinds if isinstance(kind, Masked)}
        return self._masks[1].get(column)

    def refuse(self, cell: Cell, column: str, why: Message) -> None:
        self.refused.append(Refused(cell.address, column, hidden(self.table.sheet, column, cell), why))

    def remark(self, cell: str, what: Message) -> None:
        self.remarks.append(Remark(cell, what))

    def settle(self, place: int, state: str, row: int = 0, why: Message | None = None) -> None:
        """Says what became of a data row."""
        self.states[place] = state
        self.ids[place] = row
        if why is not None:
            self.whys[place] = why

    def region(self) -> Region:
        table = self.table
        places = table.grid.places
        columns = tuple(_column_view(table, heading) for heading in table.headings)
        headed = table.bottom >= table.top
        taken = tuple(
            TakenColumn(key, c.heading.column, letters(c.heading.column), c.values, c.above, c.raws)
            for key, c in self.columns.items()
        )
        rows = TakenRows(
            self.tab,
            self.sheet,
            self.numbers,
            taken,
            self.states,
            self.ids,
            self.whys,
            self.said,
            self.befores,
            self.given,
            self.homes,
            self.names,
            self.matches,
            self.spared,
            places,
            self.doubles,
        )
        return Region(
            self.tab,
            table.sheet,
            self._header() if headed else "",
            self.unit,
            columns,
            rows,
            self.skips,
            tuple(self.refused),
            tuple(self.totals),
            tuple(self.notes),
            self.office,
            tuple(replace(q, cells=tuple(self.waiting.get(q.id, q.cells))) for q in self.questions),
            tuple(self.remarks),
            self.layout(),
            self.signature(),
            self.table.reads,
            self.kept_unit,
        )

    def _header(self) -> str:
        layout = self.layout()
        return area(layout.top, layout.left, layout.bottom, layout.right)

    def layout(self) -> Layout:
        """Where the table lies, in the rows and columns of the tab that people see."""
        table, places = self.table, self.table.grid.places
        columns = {heading.column: heading.match.target for heading in table.headings}
        edges = table.top, table.bottom, table.left, table.right, table.last
        shape = shape_in(places)
        if shape == TURNED:
            shown = [column for column in columns if (table.top, column) not in places.single]
            columns = {column: columns[column] for column in shown}
            edges = shown[0], shown[-1], table.top, table.bottom, table.last
        elif shape == CARD:
            labelled = {heading.column for heading in table.headings if heading.cells}
            spots = [spot for (_, column), spot in places.single.items() if column in labelled]
            rows, lines = [row for row, _ in spots], [column for _, column in spots]
            edges = min(rows), max(rows), min(lines), max(lines), max(rows)
        top, bottom, left, right, last = edges
        return Layout(self.tab, self.sheet, top, bottom, left, right, last, columns, self._one_unit(), shape)

    def _one_unit(self) -> str:
        """The unit of every column, "" where they differ: one word for all of them would lose that."""
        units = {self.units.get(heading.column, YUAN) for heading in self.table.headings}
        return self.unit if units == {self.unit} else ""


def hidden(sheet: str, column: str, cell: Cell) -> str:
    """A cell's text as it may be shown: ids and phones behind their mask, also where they do not fit."""
    kind = _kind(sheet, column)
    text = raw_text(cell.value)
    return kind.mask_text(text) if isinstance(kind, Masked) else without_numbers(text)


def _kind(sheet: str, column: str) -> Kind | None:
    return SHEETS[sheet][column].kind if column in SHEETS[sheet] else None


def chosen(options: tuple[Message, ...], question: str, answers: Mapping[str, Any]) -> int | None:
    """Which option an answer names, in either language; None while there is no answer that fits."""
    given = str(answers.get(question, "")).strip()
    for place, option in enumerate(options):
        if given and given in (option.text("en"), option.text("zh_CN")):
            return place
    return None


def _column_view(table: Table, heading: Heading) -> ColumnView:
    match = heading.match
    reason = match.why if match.why is not None else match.reason
    return ColumnView(
        heading.text,
        match.target,
        match.score if match.target else 0,
        reason,
        table.grid.places.line(table.top, heading.column),
        tuple(cell.address for cell in heading.cells),
    )
