"""A Draft: one table on its way to becoming a Region; the steps of importing write down here what each cell became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Value
from street_desk.domain.people import Masked
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.preview import (
    ColumnView,
    Note,
    Question,
    Refused,
    Region,
    Remark,
    RowView,
    Skipped,
    Total,
)
from street_desk.exchange.importing.tables import Heading, Table
from street_desk.exchange.reading import Cell, area, letters
from street_desk.language import Message


class Reading(NamedTuple):
    """A cell read for a column: its value, or why there is none. `about`: the value is only approximate.

    `masked`: the cell shows a mask, and only the row it belongs to can tell whose.
    """

    cell: Cell
    value: Value = None
    why: Message | None = None
    about: bool = False
    masked: bool = False


@dataclass(slots=True)
class DraftRow:
    """A data row: what was read for each column, by the column's key."""

    number: int
    readings: dict[str, Reading]

    def value(self, key: str) -> Value:
        reading = self.readings.get(key)
        return None if reading is None else reading.value

    def text(self, key: str) -> str:
        reading = self.readings.get(key)
        return "" if reading is None else cell_text(reading.cell)


@dataclass(slots=True)
class Draft:
    """Everything said so far about one table. `wan` are the columns of the tab that are in 万元."""

    table: Table
    unit: str
    wan: frozenset[int]
    data: list[DraftRow] = field(default_factory=list)
    rows: list[RowView] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    office: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    waiting: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def tab(self) -> str:
        return self.table.grid.tab.name

    def skip(self, cell: Cell, why: Message) -> None:
        self.skipped.append(Skipped(cell.address, cell_text(cell), why))

    def refuse(self, cell: Cell, column: str, why: Message) -> None:
        self.refused.append(Refused(cell.address, column, hidden(self.table.sheet, column, cell), why))

    def remark(self, cell: str, what: Message) -> None:
        self.remarks.append(Remark(cell, what))

    def region(self) -> Region:
        table = self.table
        columns = tuple(_column_view(heading) for heading in table.headings)
        return Region(
            self.tab,
            table.sheet,
            area(table.top, table.headings[0].column, table.bottom, table.headings[-1].column),
            self.unit,
            columns,
            tuple(self.rows),
            tuple(self.skipped),
            tuple(self.refused),
            tuple(self.totals),
            tuple(self.notes),
            self.office,
            tuple(replace(q, cells=tuple(self.waiting.get(q.id, q.cells))) for q in self.questions),
            tuple(self.remarks),
        )


def hidden(sheet: str, column: str, cell: Cell) -> str:
    """A cell's text as it may be shown: ids and phones behind their mask, also where they do not fit."""
    text = cell_text(cell)
    kind = SHEETS[sheet][column].kind if column in SHEETS[sheet] else None
    if isinstance(kind, Masked) and sum(map(str.isdigit, text)) > kind.head + kind.tail:
        return kind.mask(text)
    return text


def chosen(options: tuple[Message, ...], question: str, answers: Mapping[str, Any]) -> int | None:
    """Which option an answer names, in either language; None while there is no answer that fits."""
    given = str(answers.get(question, "")).strip()
    for place, option in enumerate(options):
        if given and given in (option.text("en"), option.text("zh_CN")):
            return place
    return None


def _column_view(heading: Heading) -> ColumnView:
    match = heading.match
    reason = match.why if match.why is not None else match.reason
    return ColumnView(
        heading.text,
        match.target,
        match.score if match.target else 0,
        reason,
        letters(heading.column),
        tuple(cell.address for cell in heading.cells),
    )
