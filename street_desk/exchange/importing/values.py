"""Reading the cells of a table's data rows through the Kinds of their columns, one column after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from street_desk.domain import numbers
from street_desk.domain.days import AmbiguousMonth
from street_desk.domain.kinds import FEN, Area, Kind, Money, Reference, Value
from street_desk.domain.numbers import ApproximateValue, ImplausibleValue
from street_desk.domain.people import Masked, without_numbers
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.remembering import spelt
from street_desk.exchange.importing.doubts import ABOUT, MONTH, MUCH
from street_desk.exchange.importing.draft import Draft, Flaw, ReadColumn
from street_desk.exchange.importing.grid import cell_text, raw_text
from street_desk.exchange.importing.headings import NO_HEADING
from street_desk.exchange.importing.rows import (
    ASIDE,
    AVERAGE,
    INSTRUCTION,
    LABEL,
    PART,
    STRAY,
    RowKind,
    TableRows,
)
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.units import WAN, YUAN, area_in, area_of, kind_in
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_dash
from street_desk.exchange.reading import Broken
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

_NOTHING = Flaw()
"""What a cell is that says there is nothing to enter."""


def read_rows(draft: Draft, rows: TableRows) -> None:
    """Reads the data rows and says of every other row what it is; totals and notes are left to their own steps."""
    table = draft.table
    headed = {cell for heading in table.headings for cell in heading.cells}
    for number in range(table.top, table.bottom + 1):
        for cell in table.grid.cells(number):
            if cell not in headed:
                draft.skip(cell, NO_HEADING)
    draft.numbers = rows.data
    draft.states = [""] * len(rows.data)
    draft.ids = [0] * len(rows.data)
    _read_columns(draft)
    for row in rows.others:
        if row.kind in (INSTRUCTION, AVERAGE):
            for cell in row.cells:
                draft.skip(cell, _INSTRUCTION if row.kind == INSTRUCTION else _AVERAGE_ROW)
        elif row.kind == STRAY:
            sheet = SHEETS[draft.sheet]
            _refuse(draft, row, message(N_("this row has no {column}"), column=sheet[sheet.naming].heading))
        elif row.kind == LABEL:
            said = message(N_("“{name}” is the name of a column and of no community"), name=row.label)
            _refuse(draft, row, said)
        elif row.kind in (ASIDE, PART):
            said = message(N_("“{name}” is no community; the row is not imported"), name=row.label)
            for cell in row.cells:
                draft.skip(cell, said)


def _refuse(draft: Draft, row: RowKind, why: Message) -> None:
    by_column = {h.column: h.match for h in draft.table.headings}
    for cell in row.cells:
        match = by_column.get(cell.column)
        if match is not None and match.target:
            draft.refuse(cell, match.target, why)
        else:
            draft.skip(cell, (match.why if match else None) or NO_HEADING)


def _read_columns(draft: Draft) -> None:
    rows = draft.table.grid.tab.rows
    data = [rows[number] for number in draft.numbers]
    headed = {heading.column: heading for heading in draft.table.headings}
    for column, raws in enumerate(zip_longest(*data), start=1):
        heading = headed.get(column)
        if heading is not None and (heading.match.of or heading.match.compared):
            # A total of its row's funds is checked by `totals`, a figure of our own by `own`.
            continue
        if heading is None or not heading.match.target:
            why = (heading.match.why if heading is not None else None) or NO_HEADING
            draft.skip_column(column, raws, why)
            continue
        draft.columns[heading.match.target] = _read_column(draft, heading, raws)


def _read_column(draft: Draft, heading: Heading, raws: Sequence[Any]) -> ReadColumn:
    unit = draft.units.get(heading.column, YUAN)
    plain = SHEETS[draft.sheet][heading.match.target].kind
    kind = kind_in(plain, unit) if isinstance(plain, Money) else area_kind(draft, heading, plain)
    read = _reader(kind, isinstance(kind, Money) and unit == WAN, draft.from_1904)
    by_row = draft.row_units if isinstance(plain, Money) else {}
    readers = {one: _reader(kind_in(plain, one), one == WAN, draft.from_1904) for one in set(by_row.values())}
    # What a column says it mostly says again: each text is read once.
    known: dict[Any, Any] = {}
    odd: dict[Any, str] = {}
    in_wan = draft.unit == WAN
    values: list[Any] = [None] * len(raws)
    column = ReadColumn(heading, values)
    for place, raw in enumerate(raws):
        if raw is None:
            continue
        # True and 1 are one key.
        key = raw if raw.__class__ is not bool else ("bool", raw)
        own = ""
        if by_row and (own := by_row.get(draft.numbers[place], "")):
            key = key, own
        found = known.get(key)
        if found is None:
            found = known[key] = readers[own](raw) if own else read(raw)
            value = found[0] if found.__class__ is tuple else found
            if value is not None and (text := _odd_text(plain, raw, value, in_wan)) is not None:
                odd[key] = text
        if found.__class__ is not tuple:
            values[place] = found
        elif found[1] is _NOTHING:
            cell = draft.table.grid.cell(draft.numbers[place], heading.column)
            assert cell is not None
            draft.skip(cell, _DASH)
        else:
            values[place], column.flaws[place] = found
    if odd and not isinstance(kind, Reference):
        # A reference is spelt as its row is called, which is known once it is found.
        column.raws = {
            place: text
            for place, raw in enumerate(raws)
            if raw.__class__ is not bool
            and (text := odd.get((raw, by_row[n]) if (n := draft.numbers[place]) in by_row else raw))
        }
    _fill_down(draft, column, kind)
    return column


def area_kind(draft: Draft, heading: Heading, kind: Kind) -> Kind:
    """The kind that reads a column of areas in the unit that its heading or the title states; any other as it is."""
    if not isinstance(kind, Area):
        return kind
    texts = (*heading.path, *map(cell_text, heading.cells[-1:]))
    return area_in(kind, area_of(texts, draft.table.title_texts()))


def _odd_text(kind: Kind, raw: Any, value: Value, wan: bool) -> str | None:
    """What a cell says where that is not what its value is plainly spelt as; None where it is.

    `wan`: plain amounts of the table are in 万元.
    """
    told = raw.__class__
    if told is str:
        if value == raw:
            return None
    elif (told is int or told is float) and kind.numeric:
        # Numbers are read exactly, so that they differ from how they are spelt only in their unit.
        plain = round(raw * (FEN * numbers.WAN if wan else FEN)) if isinstance(kind, Money) else raw
        if value == plain:
            return None
    text = raw_text(raw)
    return None if text == spelt(kind, value, wan) else text


def _reader(kind: Kind, wan: bool, from_1904: bool) -> Callable[[Any], Any]:
    """Reads one raw value: the value itself, or a tuple of the value and its Flaw."""

    def read(raw: Any) -> Any:
        if isinstance(raw, Broken):
            return None, Flaw(message(ERROR, error=raw.error) if raw.error else UNCOMPUTED)
        if isinstance(kind, Reference):
            return raw_text(raw)
        if isinstance(kind, Masked) and isinstance(raw, str) and "*" in raw:
            return raw_text(raw), Flaw(masked=True)
        try:
            value = kind.read(raw, wan=wan, from_1904=from_1904)
        except ApproximateValue as problem:
            return _taken(kind, problem.value, ABOUT)
        except ImplausibleValue as problem:
            return _taken(kind, problem.value, MUCH)
        except AmbiguousMonth as problem:
            return problem.choices[0], Flaw(doubt=MONTH, choices=problem.choices)
        except UnreadableValue as problem:
            return (None, _NOTHING) if is_dash(raw_text(raw)) else (None, Flaw(_why(kind, problem)))
        return (None, _NOTHING) if value is None else value

    return read


def _taken(kind: Kind, value: Decimal, doubt: str) -> Any:
    """A value taken as written, with what has to be asked about it."""
    try:
        return kind.read(value), Flaw(doubt=doubt)
    except UnreadableValue as refused:
        return None, Flaw(_why(kind, refused))


def _fill_down(draft: Draft, column: ReadColumn, kind: Kind) -> None:
    """A cell merged down over several rows is that of each; an amount cannot be shared out among them."""
    merges = draft.table.grid.merges_from(column.heading.column)
    if not merges:
        return
    places = {number: place for place, number in enumerate(draft.numbers)}
    for merge in merges:
        covered = [places[n] for n in range(merge.top, merge.bottom + 1) if n in places]
        top = places.get(merge.top)
        if kind.numeric:
            if len(covered) > 1 and top is not None and _read_at(column, top):
                column.values[top] = None
                column.flaws[top] = Flaw(_SPREAD)
            continue
        if top is None or not _read_at(column, top):
            # Merged down from the heading, or from a row that is none of the data.
            continue
        for place in covered[1:]:
            column.values[place] = column.values[top]
            column.above[place] = merge.top
            if top in column.raws:
                column.raws[place] = column.raws[top]
            if top in column.flaws:
                column.flaws[place] = column.flaws[top]


def _read_at(column: ReadColumn, place: int) -> bool:
    return column.values[place] is not None or place in column.flaws


def _why(kind: Kind, problem: UnreadableValue) -> Message:
    # The reason is printed and saved: it quotes no more of an id than is shown of one that is taken.
    hide = kind.mask_text if isinstance(kind, Masked) else without_numbers
    values = {
        key: hide(v) if key == "text" and isinstance(v, str) else v for key, v in problem.values.items()
    }
    what, to_do = Message(problem.what, values), Message(problem.to_do, values)
    return message(N_("{what} {to_do}"), what=what, to_do=to_do)
