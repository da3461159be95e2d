"""Reading the cells of a table's data rows through the Kinds of their columns."""

from __future__ import annotations

from collections.abc import Mapping

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Kind, Money, Reference
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing.draft import Draft, DraftRow, Reading, chosen
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import NO_HEADING
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.rows import AVERAGE, DATA, INSTRUCTION, NOTE, STRAY, RowKind
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.wording import is_dash
from street_desk.exchange.reading import Cell
from street_desk.language import N_, Message, message

ERROR = N_("the formula in this cell shows {error}: correct it, or type the figure")
UNCOMPUTED = message(
    N_(
        "the formula in this cell has no stored result: open the workbook in Excel or WPS, save it, and import it again"
    )
)
_DASH = message(N_("says that there is nothing to enter"))
_INSTRUCTION = message(N_("says how to fill the table in"))
_AVERAGE_ROW = message(N_("an average, not a row of its own"))
_SPREAD = message(N_("one amount merged over several rows cannot be shared out: type each row's own"))
TAKE = message(N_("Take the figures as written"))
LEAVE = message(N_("Leave these cells out"))


def read_rows(draft: Draft, rows: list[RowKind]) -> None:
    """Reads the data rows and says of every other row what it is; totals and notes are left to their own steps."""
    table = draft.table
    headed = {cell for heading in table.headings for cell in heading.cells}
    for number in range(table.top, table.bottom + 1):
        for cell in table.grid.rows.get(number, ()):
            if cell not in headed:
                draft.skip(cell, NO_HEADING)
    last = {row.number for row in rows if row.kind == DATA}
    for row in rows:
        if row.kind == DATA:
            draft.data.append(_data_row(draft, row, last))
        elif row.kind in (INSTRUCTION, AVERAGE):
            for cell in row.cells:
                draft.skip(cell, _INSTRUCTION if row.kind == INSTRUCTION else _AVERAGE_ROW)
        elif row.kind == STRAY:
            _stray(draft, row)
        elif row.kind == NOTE:
            continue


def _stray(draft: Draft, row: RowKind) -> None:
    identity = SHEETS[draft.table.sheet]["name"].heading
    why = message(N_("this row has no {column}"), column=identity)
    by_column = {h.column: h.match for h in draft.table.headings}
    for cell in row.cells:
        match = by_column.get(cell.column)
        if match is not None and match.target:
            draft.refuse(cell, match.target, why)
        else:
            draft.skip(cell, (match.why if match else None) or NO_HEADING)


def _data_row(draft: Draft, row: RowKind, data: set[int]) -> DraftRow:
    grid = draft.table.grid
    readings: dict[str, Reading] = {}
    seen = set()
    for heading in draft.table.headings:
        seen.add(heading.column)
        cell = grid.filled_down(row.number, heading.column)
        if cell is None:
            continue
        match = heading.match
        own = cell.row == row.number
        if match.of or match.compared:
            # A total of its row's funds is checked by `totals`, a figure of our own by `own`.
            continue
        if not match.target:
            if own:
                draft.skip(cell, match.why or NO_HEADING)
            continue
        kind = SHEETS[draft.table.sheet][match.target].kind
        merge = grid.merge(row.number, heading.column)
        if kind.numeric and merge is not None and sum(merge.top <= n <= merge.bottom for n in data) > 1:
            if own:
                readings[match.target] = Reading(cell, why=_SPREAD)
            continue
        if cell.row <= draft.table.bottom or (not own and cell.row not in data):
            continue
        reading = _read(draft, heading, kind, cell)
        if reading is not None:
            readings[match.target] = reading
    for cell in row.cells:
        if cell.column not in seen:
            draft.skip(cell, NO_HEADING)
    return DraftRow(row.number, readings)


def _read(draft: Draft, heading: Heading, kind: Kind, cell: Cell) -> Reading | None:
    if cell.error:
        return Reading(cell, why=message(ERROR, error=cell.error))
    if cell.uncomputed:
        return Reading(cell, why=UNCOMPUTED)
    text = cell_text(cell)
    if isinstance(kind, Reference):
        return Reading(cell, text)
    if isinstance(kind, Masked) and "*" in text:
        return Reading(cell, text, masked=True)
    try:
        value = kind.read(cell.value, wan=isinstance(kind, Money) and heading.column in draft.wan)
    except ApproximateValue as problem:
        return _approximate(draft, kind, cell, problem)
    except UnreadableValue as problem:
        if is_dash(text):
            draft.skip(cell, _DASH)
            return None
        return Reading(cell, why=_why(problem))
    if value is None:
        draft.skip(cell, _DASH)
        return None
    return Reading(cell, value)


def _approximate(draft: Draft, kind: Kind, cell: Cell, problem: ApproximateValue) -> Reading:
    try:
        value = kind.read(problem.value)
    except UnreadableValue as refused:
        return Reading(cell, why=_why(refused))
    return Reading(cell, value, about=True)


def _why(problem: UnreadableValue) -> Message:
    return message(N_("{what} {to_do}"), what=problem.message, to_do=problem.remedy)


def ask_about(draft: Draft, answers: Mapping[str, str]) -> set[str]:
    """Asks once a column whether approximate figures are taken; returns the columns whose answer is open."""
    open_columns: set[str] = set()
    for heading in draft.table.headings:
        key = heading.match.target
        rows = [row for row in draft.data if key and (r := row.readings.get(key)) is not None and r.about]
        if not rows:
            continue
        cells = [row.readings[key].cell for row in rows]
        options = (TAKE, LEAVE)
        name = f"about:{draft.tab}!{heading.cells[0].address if heading.cells else key}"
        answer = chosen(options, name, answers)
        asked = message(
            N_("“{text}” and {others} more in the column {column} are marked as approximate.")
            if len(cells) > 1
            else N_("“{text}” in the column {column} is marked as approximate."),
            text=cell_text(cells[0]),
            others=len(cells) - 1,
            column=heading.text,
        )
        waiting = cells if answer is not None else [
            r.cell for row in draft.data if (r := row.readings.get(key)) is not None and r.why is None
        ]  # fmt: skip
        draft.questions.append(
            Question(
                name,
                draft.tab,
                cells[0].address,
                key,
                asked,
                options,
                tuple(cell.address for cell in waiting),
                answer,
            )
        )
        if answer is None:
            open_columns.add(key)
        elif answer == 1:
            for row in rows:
                draft.skip(row.readings.pop(key).cell, message(N_("approximate, left out by your answer")))
    return open_columns
