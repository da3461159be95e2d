"""Odd amounts: the few cells of a money column that are 1,000 or 10,000 times off the others are asked about."""

from __future__ import annotations

from statistics import median

from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing.beside import held_beside
from street_desk.exchange.importing.doubts import BY_ANSWER, LEAVE, TAKE, waiting_text
from street_desk.exchange.importing.draft import Draft, DraftRow, chosen
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Question
from street_desk.language import N_, message

NEAR = 4
"""An amount is like another where it is no more than so many times as much, or as little."""
_FAR = 1_000
# Fewer cells do not tell what is usual; where more than one in so many is off, the column is simply uneven.
_LEAST, _ONE_IN = 4, 3
_NOT_WHOLE = message(N_("divided as you answered it is no amount in whole fen"))


def ask_about_odd(
    draft: Draft, desk: Desk, key: str, amounts: dict[int, int], assessment: Assessment | None
) -> None:
    """Asks about the amounts (fen by place) far below the usual one of their column, and about those far above.

    An amount with a unit of its own is meant as written, and so is one that is near what the file holds.
    """
    if len(amounts) < _LEAST:
        return
    usual = median(amounts.values())
    for small in (True, False):
        far = [
            DraftRow(draft, place)
            for place, amount in amounts.items()
            if (amount * _FAR <= usual if small else amount >= usual * _FAR)
        ]
        if len(far) * _ONE_IN > len(amounts):
            continue
        odd = [row for row in far if not _explained(draft, desk, row, key, amounts[row.place], assessment)]
        if odd:
            _ask(draft, key, odd, usual, small=small)


def _explained(
    draft: Draft, desk: Desk, row: DraftRow, key: str, amount: int, assessment: Assessment | None
) -> bool:
    if any(unit in row.text(key) for unit in "元圆块万亿"):
        return True
    held = held_beside(draft, desk, row, key, assessment)
    return _near(amount, held, 1) if held else False


def _ask(draft: Draft, key: str, rows: list[DraftRow], usual: float, *, small: bool) -> None:
    heading = draft.columns[key].heading
    typical = median(row.value(key) for row in rows)
    factor = next((f for f in (10_000, 1_000) if _near(typical, usual, f if small else 1 / f)), 0)
    cells = [row.cell(key) for row in rows]
    name = draft.question_id("odd", heading, "×" if small else "÷")
    several = N_(
        "“{text}” and {others} more in the column {column} are far below the other amounts: what unit?"
    )
    one = N_("“{text}” in the column {column} is far below the other amounts: what unit?")
    if not small:
        several = N_(
            "“{text}” and {others} more in the column {column} are far above the other amounts: what unit?"
        )
        one = N_("“{text}” in the column {column} is far above the other amounts: what unit?")
    asked = message(
        N_("{doubt} {waiting}"),
        doubt=message(
            several if len(cells) > 1 else one,
            text=rows[0].text(key),
            others=len(cells) - 1,
            column=heading.text,
        ),
        waiting=waiting_text(len(cells), required=False),
    )
    scaling = message(N_("Multiply by {factor}") if small else N_("Divide by {factor}"), factor=factor)
    options = (TAKE, scaling, LEAVE) if factor else (TAKE, LEAVE)
    answer = chosen(options, name, draft.answers)
    held = tuple(cell.address for cell in cells)
    question = Question(name, draft.tab, cells[0].address, key, asked, options, held, answer)
    draft.questions.append(question)
    if answer is None:
        draft.doubted |= {(row.place, key): question for row in rows}
        draft.flawed().update(row.place for row in rows)
    for row in rows if answer else ():
        if options[answer or 0] is LEAVE:
            draft.skip(row.cell(key), BY_ANSWER)
            row.drop(key)
        else:
            scaled(row, key, factor, small=small)


def _near(amount: float, usual: float, factor: float) -> bool:
    return 1 / NEAR <= amount * factor / usual <= NEAR


def scaled(row: DraftRow, key: str, factor: int, *, small: bool) -> None:
    """Multiplies a cell's amount that is too small, or divides one that is too large."""
    value = int(row.value(key))
    if small:
        row.put(key, value * factor)
    elif value % factor:
        row.refuse(key, _NOT_WHOLE)
    else:
        row.put(key, value // factor)
