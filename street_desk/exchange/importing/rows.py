"""Telling the rows below a heading apart: data, totals, notes, instructions, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from street_desk.domain.kinds import Reference, Text
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing import funds
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import names
from street_desk.exchange.importing.homes import may_have_lines, names_community
from street_desk.exchange.importing.tables import Heading, Table
from street_desk.exchange.importing.units import is_line
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import (
    is_advice,
    is_aside,
    is_average,
    is_continuation,
    is_dash,
    is_example,
    is_note,
    is_partly,
    is_sentence,
    is_signature,
    is_total,
    plain,
)
from street_desk.exchange.reading import Cell

DATA, TOTAL, AVERAGE, NOTE, INSTRUCTION, STRAY = "data", "total", "average", "note", "instruction", "stray"
LABEL, ASIDE, PART = "label", "aside", "part"
"""A row called like a column; of figures that are no community's: 街道本级; of a part of another row's: 其中."""
_FUND = re.compile("经费|资金")
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百千万两]")


class RowKind(NamedTuple):
    """One row with content, and what it is. `label` is what it is called, where that tells."""

    number: int
    kind: str
    cells: list[Cell]
    label: str = ""


class TableRows(NamedTuple):
    """The rows of a table that hold anything: the numbers of the data rows, and every other row."""

    data: list[int]
    others: list[RowKind]


# A row in which none of this stands is no total, average, note or signature, whatever else it is.
_UNUSUAL = re.compile(r"[计均和汇注说附备填编续页接:：﹕]")


def rows_of(table: Table) -> TableRows:
    """The rows of a table from the top down, told apart."""
    found = TableRows([], [])
    naming = table.heading(SHEETS[table.sheet].naming)
    if naming is None:
        return found
    home = table.heading("community")
    edge = max(naming.column, home.column if home else 0)
    begun = noted = inside = False
    rows = table.grid.tab.rows
    for number in table.grid.numbers:
        if not table.bottom < number <= table.last:
            continue
        odd = _is_odd(rows[number], naming.column) if table.sheet == "communities" else ""
        # 其中：第一网格, and set in below it the others.
        if inside and not odd and _is_set_in(rows[number], naming.column):
            odd = PART
        inside = odd == PART
        if begun and not noted and not odd and _is_plain(rows[number], naming.column, edge):
            found.data.append(number)
            continue
        cells = table.grid.cells(number)
        row = _kind(table, number, cells, naming, edge, begun)
        if noted and row.kind == DATA and len(cells) == 1:
            # Below a note a lone text is one more line of it.
            row = row._replace(kind=NOTE)
        begun = begun or row.kind == DATA
        if odd and row.kind == DATA:
            row = row._replace(kind=odd, label=cell_text(table.grid.at(number, naming.column)))
        noted = begun and row.kind == NOTE and not is_continuation(cell_text(cells[0]))
        if row.kind == DATA:
            found.data.append(number)
        else:
            found.others.append(row)
    return found


def _is_odd(values: Sequence[Any], naming: int) -> str:
    """What a row of a table of communities is, going by its name, where that is no community's; "" where it may be."""
    name = values[naming - 1] if len(values) >= naming else None
    if not isinstance(name, str):
        return ""
    bare = plain(name)
    if bare in names("communities") or (_FUND.search(bare) and funds.match((bare,), 0) is not None):
        return LABEL
    return PART if is_partly(bare) else ASIDE if is_aside(bare) else ""


def _is_set_in(values: Sequence[Any], naming: int) -> bool:
    """Whether the name of a row begins further right than the others', and is no community's all the same."""
    name = values[naming - 1] if len(values) >= naming else None
    return isinstance(name, str) and name[:1].isspace() and not names_community(name)


def _is_plain(values: Sequence[Any], naming: int, edge: int) -> bool:
    """Whether a row below the first one is data at first sight, as nearly all of them are."""
    if len(values) <= naming or values[naming - 1] is None:
        return False
    labels = [value for value in values[:edge] if isinstance(value, str)]
    return not _UNUSUAL.search("".join(labels)) and len(values) - values.count(None) > 1


def _kind(table: Table, number: int, cells: list[Cell], naming: Heading, edge: int, begun: bool) -> RowKind:
    labels = [cell_text(cell) for cell in cells if cell.column <= edge and isinstance(cell.value, str)]
    for label in labels:
        if is_total(label):
            return RowKind(number, TOTAL, cells, label)
        if is_average(label):
            return RowKind(number, AVERAGE, cells, label)
    first = cell_text(cells[0])
    if len(cells) == 1 and (is_continuation(first) or (may_have_lines(table) and names_community(first))):
        return RowKind(number, NOTE, cells)
    if is_signature(first) or is_line([cell.value for cell in cells]):
        return RowKind(number, NOTE, cells)
    if is_note(first) and _explains(table, cells):
        return RowKind(number, NOTE if begun else INSTRUCTION, cells)
    if not begun and _instructs(table, cells):
        return RowKind(number, INSTRUCTION, cells)
    if len(cells) == 1 and _stands_alone(table, cells[0]):
        return RowKind(number, NOTE if begun else INSTRUCTION, cells)
    name = table.grid.filled_down(number, naming.column)
    if name is not None and (name.row == number or len(cells) > 1):
        return RowKind(number, DATA, cells)
    if all(isinstance(cell.value, str) for cell in cells) and not _holds_values(table, cells):
        return RowKind(number, NOTE, cells)
    return RowKind(number, STRAY, cells)


def _explains(table: Table, cells: list[Cell]) -> bool:
    """Whether a row that begins with 注 or 说明 has nothing that a column could hold."""
    return not any(isinstance(cell.value, (int, float)) for cell in cells) or not _holds_values(table, cells)


def _stands_alone(table: Table, cell: Cell) -> bool:
    """Whether the only cell of a row is a remark: a sentence, or merged over half of the table."""
    if not isinstance(cell.value, str):
        return False
    merge = table.grid.merge(cell.row, cell.column)
    wide = (
        merge is not None
        and (merge.right - merge.left + 1) * 2 >= len(table.headings)
        and merge.right > merge.left
    )
    return wide or is_sentence(cell_text(cell))


def _instructs(table: Table, cells: list[Cell]) -> bool:
    """Whether a row right under the heading says how to fill the columns in, numbers them, or is an example."""
    texts = [plain(cell_text(cell)) for cell in cells]
    if any(map(is_example, texts[:2])) or texts[0] in ("栏次", "行次", "列次", "甲"):
        return True
    counted = [text for text in texts if text not in ("甲", "乙", "丙", "丁", "戊", "—", "-")]
    if len(counted) >= 3 and counted == [str(n) for n in range(1, len(counted) + 1)]:
        return True
    fits, fails = _fitting(table, cells)
    if fits:
        return False
    advice = sum(isinstance(cell.value, str) and is_advice(cell.value) for cell in cells)
    # 三千 and 两百 are figures that cannot be read; 据实 and 人数 are no figures at all.
    # A row that names somebody is a row, however little else of it can be read: what cannot is refused by cell.
    wordy = len(fails) >= 2 and not any(map(_NUMERAL.search, fails)) and not _names_somebody(table, cells)
    return wordy or (advice >= 1 and (bool(fails) or advice >= 2))


def _names_somebody(table: Table, cells: list[Cell]) -> bool:
    """Whether the cell under the naming heading looks like a name: short, and no advice on how to fill it in."""
    column = next((h.column for h in table.headings if h.match.key == "name"), None)
    cell = next((c for c in cells if c.column == column), None)
    if cell is None or not isinstance(cell.value, str):
        return False
    text = plain(cell.value)
    return 2 <= len(text) <= 12 and not is_advice(cell.value) and not is_sentence(cell.value)


def _holds_values(table: Table, cells: list[Cell]) -> bool:
    return _fitting(table, cells)[0] > 0


def _fitting(table: Table, cells: list[Cell]) -> tuple[int, list[str]]:
    """How many cells fit the kinds of their columns, and the texts that do not; free text says nothing either way."""
    by_column = {cell.column: cell for cell in cells}
    fits = 0
    fails: list[str] = []
    for heading in table.headings:
        cell = by_column.get(heading.column)
        if cell is None or not heading.match.key or heading.match.key not in SHEETS[table.sheet]:
            continue
        kind = SHEETS[table.sheet][heading.match.key].kind
        text = cell_text(cell)
        if isinstance(kind, (Text, Reference)) or cell.error or cell.uncomputed or is_dash(text):
            continue
        try:
            fits += (isinstance(kind, Masked) and "*" in text) or kind.read(cell.value) is not None
        except ApproximateValue:
            fits += 1
        except UnreadableValue:
            fails.append(text)
    return fits, fails
