"""Planning: each data row set against the year's rows; what it would add or change, and why it is refused or held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from street_desk.domain.book import Book, stem
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Reference, Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, same_name
from street_desk.exchange.importing.draft import Draft, DraftRow, Reading, hidden
from street_desk.exchange.importing.identity import Communities, Entry, People
from street_desk.exchange.importing.preview import (
    CHANGED,
    HELD,
    NEW,
    REFUSED,
    SAME,
    SKIPPED,
    CellView,
    Plan,
    Question,
    RowView,
)
from street_desk.language import N_, Message, message

_MASKED = message(
    N_("the number is hidden behind stars and is none that the file holds: import a list with full numbers")
)
_ROW_REFUSED = message(N_("its row is not imported"))
_LEFT_OUT = message(N_("its people are left out by your answer"))

Equal = Callable[[Column, Value, Value], bool]


@dataclass(slots=True)
class Desk:
    """What planning works with: the year's rows, what is new so far, the free ids, and the answers given.

    `equal` tells whether a read value is the held one; `derived` compares the figures of a workbook of our own.
    """

    book: Book
    ids: dict[str, int]
    answers: Mapping[str, str]
    communities: Communities
    people: People
    equal: Equal
    derived: Callable[[Draft, DraftRow, int | None], None]
    plans: list[Plan] = field(default_factory=list)
    waiting: dict[str, Question] = field(default_factory=dict)
    sources: dict[tuple[str, int, str], str] = field(default_factory=dict)

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
    cells: dict[str, CellView] = {}
    for other, reading in row.readings.items():
        text = hidden(draft.table.sheet, other, reading.cell)
        if other == key:
            cells[other] = CellView(other, reading.cell.address, text, REFUSED, why=why)
            draft.refuse(reading.cell, key, why)
        elif reading.why is not None:
            cells[other] = CellView(other, reading.cell.address, text, REFUSED, why=reading.why)
            if reading.cell.row == row.number:
                draft.refuse(reading.cell, other, reading.why)
        else:
            cells[other] = CellView(other, reading.cell.address, text, SKIPPED, why=_ROW_REFUSED)
            if reading.cell.row == row.number:
                draft.skip(reading.cell, _ROW_REFUSED)
    draft.rows.append(RowView(draft.tab, row.number, row.text("name"), REFUSED, cells, why=why))


def hold_row(desk: Desk, draft: Draft, row: DraftRow, question: Question) -> None:
    """Holds a row until a question is answered; refused cells in it are said at once."""
    desk.derived(draft, row, None)
    cells: dict[str, CellView] = {}
    for key, reading in row.readings.items():
        text = hidden(draft.table.sheet, key, reading.cell)
        if reading.why is not None:
            cells[key] = CellView(key, reading.cell.address, text, REFUSED, why=reading.why)
            if reading.cell.row == row.number:
                draft.refuse(reading.cell, key, reading.why)
        else:
            cells[key] = CellView(key, reading.cell.address, text, HELD, why=question.text)
    draft.rows.append(RowView(draft.tab, row.number, row.text("name"), HELD, cells, why=question.text))
    ask(draft, question, tuple(cell.address for cell in cells.values()))


def leave_row(desk: Desk, draft: Draft, row: DraftRow) -> None:
    """Leaves a row out because the user's answer says so."""
    desk.derived(draft, row, None)
    cells: dict[str, CellView] = {}
    for key, reading in row.readings.items():
        text = hidden(draft.table.sheet, key, reading.cell)
        cells[key] = CellView(key, reading.cell.address, text, SKIPPED, why=_LEFT_OUT)
        if reading.cell.row == row.number:
            draft.skip(reading.cell, _LEFT_OUT)
    draft.rows.append(RowView(draft.tab, row.number, row.text("name"), SKIPPED, cells, why=_LEFT_OUT))


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
) -> None:
    """Takes a row in: what differs from the row it is becomes its part of the plan, `given` what no cell says."""
    sheet = SHEETS[draft.table.sheet]
    values: dict[str, Any] = dict(given or {})
    cells: dict[str, CellView] = {}
    for key, reading in row.readings.items():
        column = sheet[key]
        before = entry.now.get(key)
        view = _cell(desk, draft, column, reading, before, held_columns)
        spot = sheet.name, entry.row, key
        if view.state in (NEW, CHANGED) and spot in desk.sources and before is not None:
            # Two tabs that disagree: the first one stands, and the second is shown.
            why = message(
                N_("differs from {cell}, which says {text}"), cell=desk.sources[spot], text=view.old
            )
            view = CellView(key, view.address, view.text, REFUSED, why=why)
        elif view.state in (NEW, CHANGED):
            values[key] = reading.value
            if entry.held is None:
                view = view._replace(state=NEW, old="")
        if view.state in (NEW, CHANGED, SAME):
            desk.sources.setdefault(spot, f"{draft.tab}!{view.address}")
        if view.state == REFUSED and view.why is not None and reading.cell.row == row.number:
            draft.refuse(reading.cell, key, view.why)
        cells[key] = view
    entry.now.update(values)
    state = NEW if new else CHANGED if values else SAME
    draft.rows.append(RowView(draft.tab, row.number, row.text("name"), state, cells, entry.row))
    if values or new:
        home = entry.now.get("community") if sheet.name == "workers" else None
        desk.plans.append(Plan(draft.tab, row.number, sheet.name, entry.row, values, entry.held, home))
    desk.derived(draft, row, entry.row if entry.held is not None else None)


def _cell(
    desk: Desk,
    draft: Draft,
    column: Column,
    reading: Reading,
    before: Value,
    held_columns: Mapping[str, Question],
) -> CellView:
    cell = reading.cell
    key = column.key
    if reading.why is not None:
        return CellView(key, cell.address, hidden(draft.table.sheet, key, cell), REFUSED, why=reading.why)
    if reading.masked and isinstance(column.kind, Masked):
        if before and column.kind.hides(str(reading.value), before):
            return CellView(key, cell.address, str(reading.value), SAME)
        return CellView(key, cell.address, str(reading.value), REFUSED, why=_MASKED)
    text = desk.shown(column, reading.value)
    if key in held_columns:
        return CellView(key, cell.address, text, HELD, why=held_columns[key].text)
    if _same(desk, draft.table.sheet, column, reading.value, before):
        return CellView(key, cell.address, text, SAME)
    return CellView(key, cell.address, text, NEW if before is None else CHANGED, desk.shown(column, before))


def _same(desk: Desk, sheet: str, column: Column, value: Value, before: Value) -> bool:
    if before is None:
        return False
    if column.key == "name":
        # 张 三 is 张三, and X社区居委会 is X社区: what the file holds stays as it was written.
        return same_name(value, before) or (sheet == "communities" and stem(value) == stem(before))
    return desk.equal(column, value, before)
