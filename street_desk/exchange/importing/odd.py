"""Odd amounts: the few cells of a money column that are 1,000 or 10,000 times off the others are asked about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing.beside import held_beside
from street_desk.exchange.importing.doubts import BY_ANSWER, LEAVE, TAKE, waiting_text
from street_desk.exchange.importing.draft import Draft, DraftRow, ReadColumn, chosen
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Question
from street_desk.language import N_, message

NEAR = 4
"""An amount is like another where it is no more than so many times as much, or as little."""
# Between 250 and 1,000 times is far too, but for what is usual being no more than near.
_FAR = 250
# Fewer cells do not tell what is usual; where more than one in so many is off, the column is simply uneven.
_LEAST, _ONE_IN = 4, 3
_FACTORS = (1_000, 10_000)
_NOT_WHOLE = message(N_("divided as you answered it is no amount in whole fen"))


class Usual(NamedTuple):
    """What is usual in a column: the amounts of most cells, by place, and what they come to.

    `given` is what the Standard gives, by place. `unlikely`: the column has amounts that no community is given, so that
    it is not simply uneven.
    """

    amounts: Mapping[int, int]
    typical: float
    given: Mapping[int, int]
    unlikely: bool


def meant_as_written(draft: Draft, column: ReadColumn) -> set[int]:
    """The places of cells that say their unit themselves, or whose row does."""
    places = {place for place, raw in column.raws.items() if any(unit in raw for unit in "元圆块万亿")}
    if draft.row_units:
        places |= {place for place, number in enumerate(draft.numbers) if number in draft.row_units}
    return places


def ask_about_odd(
    draft: Draft,
    desk: Desk,
    key: str,
    amounts: Mapping[int, int],
    usual: Usual,
    assessment: Assessment | None,
) -> None:
    """Asks about the amounts (fen by place) far below the usual one of their column, and about those far above.

    Those that are off by different factors are asked about apart. An amount near what the file holds or what the
    Standard gives is meant as written.
    """
    if len(amounts) < _LEAST and not usual.unlikely:
        return
    for small in (True, False):
        far = [
            DraftRow(draft, place)
            for place, amount in amounts.items()
            if place not in usual.amounts
            and (amount * _FAR <= usual.typical if small else amount >= usual.typical * _FAR)
        ]
        if len(far) * _ONE_IN > len(amounts) and not usual.unlikely:
            continue
        found: dict[int, list[DraftRow]] = {}
        for row in far:
            factor = _factor(draft, desk, row, key, amounts[row.place], usual, assessment, small=small)
            if factor is not None:
                found.setdefault(factor, []).append(row)
        for factor, rows in found.items():
            _ask(draft, key, rows, factor, small=small)


def _factor(
    draft: Draft,
    desk: Desk,
    row: DraftRow,
    key: str,
    amount: int,
    usual: Usual,
    assessment: Assessment | None,
    *,
    small: bool,
) -> int | None:
    """By how much a cell is off, 0 where that is no unit; None where it is meant as written."""
    held = held_beside(draft, desk, row, key, assessment) or usual.given.get(row.place)
    if held and _near(amount, held, 1):
        return None
    for beside in (held, usual.typical):
        # 3,500 times too small is nearer to 1,000 times than to 10,000.
        near = [f for f in _FACTORS if beside and _near(amount, beside, f if small else 1 / f)]
        if near:
            return min(near, key=lambda f: abs(math.log(amount * (f if small else 1 / f) / (beside or 1))))
    return 0


def _ask(draft: Draft, key: str, rows: list[DraftRow], factor: int, *, small: bool) -> None:
    heading = draft.columns[key].heading
    cells = [row.cell(key) for row in rows]
    name = draft.question_id("odd", heading, f"{'×' if small else '÷'}{factor or ''}")
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
    settle(draft, key, rows, question, factor, small=small)


def settle(
    draft: Draft,
    key: str,
    rows: list[DraftRow],
    question: Question,
    factor: int,
    *,
    small: bool,
    alone: bool = True,
) -> None:
    """Asks about amounts that are off, and carries the answer out: taken as written, scaled, or left out.

    Until it is given they wait `alone`; else the whole column does.
    """
    draft.questions.append(question)
    if question.answer is None:
        if alone:
            draft.doubted |= {(row.place, key): question for row in rows}
            draft.flawed().update(row.place for row in rows)
        return
    said = question.options[question.answer]
    for row in rows if said is not TAKE else ():
        if said is LEAVE:
            draft.skip(row.cell(key), BY_ANSWER)
            row.drop(key)
        else:
            _scale(row, key, factor, small=small)


def _near(amount: float, usual: float, factor: float) -> bool:
    return 1 / NEAR <= amount * factor / usual <= NEAR


def _scale(row: DraftRow, key: str, factor: int, *, small: bool) -> None:
    """Multiplies a cell's amount that is too small, or divides one that is too large."""
    value = int(row.value(key))
    if small:
        row.put(key, value * factor)
    elif value % factor:
        row.refuse(key, _NOT_WHOLE)
    else:
        row.put(key, value // factor)
