"""Units that not all amounts of a table share: of some columns alone, or of each row where a column names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import median

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.kinds import Money
from street_desk.exchange.importing import units
from street_desk.exchange.importing.doubts import BY_ANSWER, LEAVE
from street_desk.exchange.importing.draft import Draft, chosen
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import Match
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.tables import Heading, Table
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
    rows = (n for n in table.grid.numbers if table.bottom < n <= table.last)
    cells = (table.grid.tab.cell(n, column) for n in rows)
    values = (cell.value for cell in cells if cell is not None)
    found = (float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool) and v > 0)
    return [value for value, _ in zip(found, range(_SAMPLED), strict=False)]


def units_of_rows(table: Table) -> tuple[int, dict[int, str]]:
    """The column that names each row's unit of money, and those units by row; 0 and none where there is none."""
    for heading in table.headings:
        if heading.match.target or plain(heading.text) not in _ROWS:
            continue
        found: dict[int, str] = {}
        for number in table.grid.numbers:
            cell = table.grid.shown(number, heading.column) if table.bottom < number <= table.last else None
            if cell is not None and (unit := units.of_titles([cell_text(cell)])):
                found[number] = unit
        if found:
            return heading.column, found
    return 0, {}


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
        unit = draft.units.get(number, units.YUAN)
        rows = [row for row in draft.rows() if column.values[row.place] is not None]
        if number not in draft.unclear or not rows:
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
