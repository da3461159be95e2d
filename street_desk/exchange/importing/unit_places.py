"""Units that not all amounts of a table share: of some columns alone, or of each row where a column names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from statistics import median

from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.kinds import Money
from street_desk.exchange.importing import units
from street_desk.exchange.importing.doubts import BY_ANSWER, LEAVE
from street_desk.exchange.importing.draft import Draft, chosen
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import Match
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.tables import Heading, Table
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import plain
from street_desk.language import N_, Message, message

_ROWS = ("单位", "金额单位", "计量单位", "货币单位")
# What is usual in yuan for a fund in a year, and for what one person gets.
_FUND, _PAY = (1_000, 3_000_000), (300, 300_000)
_SAMPLED = 500

_YUAN = message(N_("They are in yuan"))
_OTHERS: Mapping[str, Message] = {
    units.WAN: message(N_("They are in 10,000 yuan")),
    units.QIAN: message(N_("They are in 1,000 yuan")),
    units.BAI: message(N_("They are in 100 yuan")),
}
ROWS_UNIT = message(N_("the unit of the amounts in its row"))


def without_units(table: Table, own: Mapping[int, str | None], unit: str) -> dict[int, str | None]:
    """The unit of each money column without one, where only other headings state a unit: by what is plausible.

    None for a column of which that cannot be told.
    """
    found: dict[int, str | None] = {}
    for heading in table.headings:
        if own.get(heading.column) or not _is_money(table, heading) or unit == units.YUAN:
            continue
        amounts = _plain_amounts(table, heading.column)
        if not amounts:
            continue
        least, most = _FUND if heading.match.target.partition("_")[0] in FUNDS else _PAY
        typical = median(amounts)
        in_yuan, in_unit = typical >= least, typical * units.factor_of(unit) <= most
        found[heading.column] = None if in_yuan == in_unit else units.YUAN if in_yuan else unit
    return found


def _is_money(table: Table, heading: Heading) -> bool:
    key = heading.match.target
    return bool(key) and isinstance(SHEETS[table.sheet][key].kind, Money)


def _plain_amounts(table: Table, column: int) -> list[float]:
    cells = (table.grid.tab.cell(n, column) for n in _rows(table))
    values = (cell.value for cell in cells if cell is not None)
    found = (float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool) and v > 0)
    return [value for value, _ in zip(found, range(_SAMPLED), strict=False)]


def units_of_rows(table: Table) -> tuple[int, dict[int, str]]:
    """The column that names each row's unit of money, 0 where there is none, and the units by row.

    A line of units between the rows holds for those below it.
    """
    found = _below_lines(table) if any(_is_money(table, heading) for heading in table.headings) else {}
    for heading in table.headings:
        if heading.match.target or plain(heading.text) not in _ROWS:
            continue
        own: dict[int, str] = {}
        for number in _rows(table):
            cell = table.grid.shown(number, heading.column)
            if cell is not None and (unit := units.of_titles([cell_text(cell)])):
                own[number] = unit
        if own:
            return heading.column, {**found, **own}
    return 0, found


def _below_lines(table: Table) -> dict[int, str]:
    """The units by row that lines between the rows state: 续表 单位：元."""
    found: dict[int, str] = {}
    unit = ""
    for number in _rows(table):
        if units.is_line(table.grid.tab.rows[number]):
            texts = [cell_text(cell) for cell in table.grid.cells(number)]
            unit = units.of_titles(texts) or unit
        elif unit:
            found[number] = unit
    return found


def _rows(table: Table) -> Iterator[int]:
    return (number for number in table.grid.numbers if table.bottom < number <= table.last)


def naming_units(table: Table, column: int) -> Table:
    """The table with the heading of the column of units known for what it is."""
    return replace(
        table,
        headings=tuple(
            replace(h, match=Match(reason=ROWS_UNIT, why=ROWS_UNIT)) if h.column == column else h
            for h in table.headings
        ),
    )


def ask_about_units(draft: Draft) -> None:
    """Asks in which unit a column without one is where only other headings state one."""
    for key, column in draft.columns.items():
        number = column.heading.column
        if number not in draft.unclear:
            continue
        unit = draft.units.get(number, units.YUAN)
        rows = [row for row in draft.rows() if column.values[row.place] is not None]
        if not rows:
            continue
        text = message(
            N_(
                "Other columns are in another unit than yuan, {column} states none: what unit is “{text}” in?"
            ),
            column=column.heading.text,
            text=rows[0].text(key),
        )
        name, options = draft.question_id("unit", column.heading), (_YUAN, _OTHERS[unit], LEAVE)
        answer, cells = chosen(options, name, draft.answers), tuple(row.cell(key).address for row in rows)
        draft.questions.append(Question(name, draft.tab, cells[0], key, text, options, cells, answer))
        if answer == 0:
            for row in rows:
                raw = row.cell(key).value
                if isinstance(raw, (int, float)):
                    row.put(key, SHEETS[draft.sheet][key].kind.read(raw))
        elif answer == 2:
            for row in rows:
                draft.skip(row.cell(key), BY_ANSWER)
                row.drop(key)
