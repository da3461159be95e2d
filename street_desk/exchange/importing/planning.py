"""Planning: each data row set against the year's rows; what it would add or change, and why it is refused or held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from street_desk.domain.book import Book
from street_desk.domain.kinds import Reference, Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.exchange.importing.comparing import Beside, Equal, Read, compared
from street_desk.exchange.importing.draft import Draft, DraftRow, Reading, hidden
from street_desk.exchange.importing.earlier import Earlier
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.identity import Communities, Entry, Register
from street_desk.exchange.importing.people import People
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.result import (
    CHANGED,
    HELD,
    NEW,
    REFUSED,
    ROW_REFUSED,
    SAME,
    SKIPPED,
    STANDS_IN,
    MatchedBy,
    Plan,
    Said,
)
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading import Cell
from street_desk.language import N_, Message, message

_LEFT_OUT = message(N_("left out by your answer"))


@dataclass(slots=True)
class Desk:
    """What planning works with: the year's rows, what is new so far, the free ids, and the answers given.

    `equal` tells whether a read value is the held one; `derived` compares the figures of a workbook of our own.
    `earlier` are the workbooks before this one.
    `waiting` are the questions that names of communities wait for, `said` the names of which it was said already whom
    they mean.
    """

    book: Book
    ids: dict[str, int]
    answers: Mapping[str, str]
    communities: Communities
    people: People
    equal: Equal
    derived: Callable[[Draft, DraftRow, int | None], None]
    earlier: Earlier
    asked_for: list[Plan] = field(default_factory=list)
    waiting: dict[str, Question] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    registers: dict[str, Register] = field(default_factory=dict)

    def register(self, sheet: Sheet) -> Register:
        """The rows of a sheet that is known by its identity columns alone."""
        if sheet.name not in self.registers:
            self.registers[sheet.name] = Register(sheet, self.book.rows(sheet.name))
        return self.registers[sheet.name]

    def next_id(self, sheet: str) -> int:
        """A free row id, used up now."""
        found = self.ids.get(sheet, 1)
        self.ids[sheet] = found + 1
        return found

    def shown(self, column: Column, value: Value) -> str:
        """A value as the preview shows it: ids and phones behind their mask."""
        if isinstance(column.kind, Reference):
            return self.communities.name(value) if value else ""
        if isinstance(column.kind, Masked):
            return column.kind.mask(value)
        return column.kind.format(value)


def refuse_row(desk: Desk, draft: Draft, row: DraftRow, key: str, why: Message) -> None:
    """Refuses a row because of one of its cells; the others are skipped with it."""
    desk.derived(draft, row, None)
    draft.settle(row.place, REFUSED, why=why)
    for other, reading in row.readings().items():
        own = reading.cell.row == row.number
        reason = why if other == key else reading.why
        if reason is not None:
            _say(draft, row, other, reading.cell, REFUSED, reason)
            if own or other == key:
                draft.refuse(reading.cell, other, reason)
        elif own:
            draft.skip(reading.cell, ROW_REFUSED)


def refuse_double(desk: Desk, draft: Draft, row: DraftRow, first: DraftRow, held: Row | None = None) -> None:
    """Refuses a row that stands in the table already; `held` is the row of the year that the two are.

    It takes the place of the first one where that is left out.
    """
    refuse_row(desk, draft, row, SHEETS[draft.sheet].naming, twice(first))
    draft.doubles[row.place] = first.place
    if held is not None:
        draft.befores[row.place] = held


def twice(earlier: DraftRow) -> Message:
    """That a row stands in the table already."""
    cell = earlier.cell(SHEETS[earlier.draft.sheet].naming)
    return message(STANDS_IN, text=cell_text(cell), cell=cell.address)


def hold_row(desk: Desk, draft: Draft, row: DraftRow, question: Question) -> None:
    """Holds a row until a question is answered; refused cells in it are said at once."""
    desk.derived(draft, row, None)
    draft.settle(row.place, HELD, why=question.text)
    waiting = []
    for key, reading in row.readings().items():
        waiting.append(reading.cell.address)
        if reading.why is None:
            continue
        _say(draft, row, key, reading.cell, REFUSED, reading.why)
        if reading.cell.row == row.number:
            draft.refuse(reading.cell, key, reading.why)
    ask(draft, question, tuple(waiting))


def leave_row(desk: Desk, draft: Draft, row: DraftRow) -> None:
    """Leaves a row out because the user's answer says so."""
    desk.derived(draft, row, None)
    draft.settle(row.place, SKIPPED, why=_LEFT_OUT)
    for key, reading in row.readings().items():
        _say(draft, row, key, reading.cell, SKIPPED, _LEFT_OUT)
        if reading.cell.row == row.number:
            draft.skip(reading.cell, _LEFT_OUT)


def _say(draft: Draft, row: DraftRow, key: str, cell: Cell, state: str, why: Message) -> None:
    draft.said[row.place, key] = Said(state, hidden(draft.sheet, key, cell), why=why)


def ask(draft: Draft, question: Question, cells: tuple[str, ...] = ()) -> None:
    """Puts a question into the table's list, once, with the cells that wait for it."""
    if question.id not in draft.waiting:
        draft.waiting[question.id] = {}
        draft.questions.append(question)
    # A cell merged down belongs to several rows, and is named once.
    draft.waiting[question.id].update(dict.fromkeys(cells))


def take_row(
    desk: Desk,
    draft: Draft,
    row: DraftRow,
    entry: Entry,
    held_columns: Mapping[str, Question],
    new: bool,
    given: Mapping[str, Value] | None = None,
    match: MatchedBy | None = None,
) -> None:
    """Takes a row in: what differs from the row it is becomes its part of the plan, `given` what no cell says."""
    place = row.place
    if match is not None:
        draft.matches[place] = match
    values = _new_values(draft, row, held_columns) if new else None
    if values is None:
        values = _compared(desk, draft, row, entry, held_columns)
    if given:
        values.update(given)
        draft.given[place] = given
    entry.now.update(values)
    entry.told.append((draft, place))
    draft.settle(place, NEW if new else CHANGED if values else SAME, entry.row)
    if values and entry.held is not None:
        draft.befores[place] = entry.held
    if draft.homes:
        draft.homes[place] = int(entry.now.get("community") or 0)
    desk.derived(draft, row, entry.row if entry.held is not None else None)


def _new_values(draft: Draft, row: DraftRow, held_columns: Mapping[str, Question]) -> dict[str, Value] | None:
    """All values of a new row of which nothing is to be said cell by cell; None where something is."""
    if held_columns or row.place in draft.flawed():
        return None
    place = row.place
    return {
        key: value for key, column in draft.columns.items() if (value := column.values[place]) is not None
    }


def _compared(
    desk: Desk, draft: Draft, row: DraftRow, entry: Entry, held_columns: Mapping[str, Question]
) -> dict[str, Value]:
    """The values that a row adds or changes; everything else but what is the same is said of its cells."""
    values: dict[str, Value] = {}
    place = row.place
    match = draft.matches.get(place)
    naming = SHEETS[draft.sheet].naming
    for key, read in draft.columns.items():
        before = entry.now.get(key)
        waits = held_columns.get(key) or draft.doubted.get((place, key))
        if before == read.values[place] and place not in read.flaws and waits is None:
            # Nothing, or the very same, as most cells of a second import are.
            continue
        reading = row.reading(key)
        if reading is None:
            continue
        column = SHEETS[draft.sheet][key]
        kept = match is not None and not match.renames and key == naming
        settled = _settled(desk, draft, column, reading, waits)
        first = partial(_told_at, desk, draft.sheet, entry, key)
        said = compared(
            draft.sheet,
            Read(column, reading.value, reading.masked, settled, kept),
            Beside(before, entry.held is not None, first, desk.shown, desk.equal),
        )
        if said.differs and entry.held is not None:
            # For when the first one is left out.
            draft.befores[place] = entry.held
        elif said.state in (NEW, CHANGED):
            values[key] = reading.value
        if said.state == REFUSED and said.why is not None and reading.cell.row == row.number:
            draft.refuse(reading.cell, key, said.why)
        draft.said[place, key] = said
    return values


def _settled(
    desk: Desk, draft: Draft, column: Column, reading: Reading, waits: Question | None
) -> Said | None:
    """What a cell is whatever its row holds; None where that tells."""
    if reading.why is not None:
        return Said(REFUSED, hidden(draft.sheet, column.key, reading.cell), why=reading.why)
    if waits is not None and not (reading.masked and isinstance(column.kind, Masked)):
        return Said(HELD, desk.shown(column, reading.value), why=waits.text)
    return None


def _told_at(desk: Desk, sheet: str, entry: Entry, key: str) -> str:
    """Where an earlier row of the import says this of the same row, "" where none does."""
    for draft, place in entry.told:
        row = DraftRow(draft, place)
        said = draft.said.get((place, key))
        if (said is None or said.state in (NEW, CHANGED, SAME)) and (reading := row.reading(key)) is not None:
            return f"{draft.tab}!{reading.cell.address}"
    return desk.earlier.spot(sheet, entry.row, key)
