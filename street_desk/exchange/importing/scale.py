"""Scale: amounts of a foreign workbook that look 10, 1,000 or 10,000 times off are held and asked about.

A heading without its unit is the everyday mistake of such workbooks: 8 that means 80,000. The amounts are set beside
what the file holds of the same communities, this year or the last one, else beside what the year's Standard gives them,
else beside the other funds of the table. Where a column has amounts of several sizes, each size is judged by itself,
and only the cells that are off wait and are multiplied.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from statistics import median
from typing import NamedTuple

from street_desk.domain.book import Book
from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing.beside import held_beside
from street_desk.exchange.importing.doubts import LEAVE, TAKE, waiting_text
from street_desk.exchange.importing.draft import Draft, DraftRow, chosen
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.odd import NEAR, Usual, ask_about_odd, meant_as_written, settle
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, message

_FACTORS = (10_000, 1_000)
# One digit too many is only told from a change when the amounts are known: then they are just about ten times as much.
_DIGIT, _JUST = 10, 1.25
# No community is given so little in a year; a pay is rarely far from this many minimum wages.
_LEAST_FUND = 500 * FEN
_MOST_FUND = 10_000_000 * FEN
_WAGES = 2.5
# So many rows tell the unit of a column.
_SAMPLED = 500
# Amounts of one unit leave no such gap between them.
_GAP = 250


class _Off(NamedTuple):
    """By how much amounts are off, whether they are too small, and beside what."""

    factor: int
    small: bool
    beside: Message


def ask_about_scale(draft: Draft, desk: Desk, assessment: Assessment | None) -> None:
    """Asks once a column; an answer that multiplies or divides is carried out here, an open question holds it."""
    single = {question.id for question in draft.doubted.values()}
    asked = {q.column for q in draft.questions if q.answer is None and q.id not in single}
    written = {key: _written(draft, key) for key in _money_columns(draft) if key not in asked}
    due = _standard_amounts(draft, desk, assessment) if any(written.values()) else {}
    funds = {key: amounts for key, amounts in written.items() if key.partition("_")[0] in FUNDS}
    others = {key: median(amounts.values()) for key, amounts in funds.items() if amounts}
    for key, amounts in written.items():
        sizes = _sizes(amounts)
        if not sizes:
            continue
        beside = [typical for other, typical in others.items() if other != key]
        # What most cells say, and of as many what is likely.
        judged = [(size, _off(draft, desk, key, size, beside, due, assessment)) for size in sizes]
        main, off = max(judged, key=lambda one: (len(one[0]), one[1] is None))
        usual = median(main.values())
        if off is not None:
            _ask(draft, key, off, main, whole=len(sizes) == 1)
            usual = usual * off.factor if off.small else usual / off.factor
        given = {place: amount for place, held in due.items() if (amount := held.get(_fund_of(key)))}
        smallest, largest = median(sizes[0].values()), median(sizes[-1].values())
        unlikely = key in funds and (smallest < _LEAST_FUND <= usual or largest > _MOST_FUND >= usual)
        ask_about_odd(draft, desk, key, amounts, Usual(main, usual, given, unlikely), assessment)


def _sizes(amounts: dict[int, int]) -> list[dict[int, int]]:
    """The amounts by place, apart where none lie between small and large ones."""
    found: list[dict[int, int]] = []
    last = 0
    for place, amount in sorted(amounts.items(), key=lambda one: one[1]):
        if not last or amount > last * _GAP:
            found.append({})
        found[-1][place] = last = amount
    # In the order of the rows, for what is said of the first one.
    return [dict(sorted(one.items())) for one in found] if len(found) > 1 else [amounts] * bool(found)


def _fund_of(key: str) -> str:
    return f"{key.partition('_')[0]}_fund"


def _money_columns(draft: Draft) -> Iterable[str]:
    sheet = SHEETS[draft.sheet]
    return [key for key in draft.columns if isinstance(sheet[key].kind, Money)]


def _written(draft: Draft, key: str) -> dict[int, int]:
    """The amounts of a column that are more than nothing, in fen by place.

    Those that wait for an answer are left out, and those with a unit of their own, which are meant as written.
    """
    column = draft.columns[key]
    own = meant_as_written(draft, column)
    return {
        place: value
        for place, value in enumerate(column.values)
        if value and place not in own and (place, key) not in draft.doubted
    }


def _standard_amounts(draft: Draft, desk: Desk, assessment: Assessment | None) -> dict[int, dict[str, int]]:
    """What the Standard gives each community of the table, worked out from what the table and the file say of it."""
    if assessment is None or draft.sheet != "communities":
        return {}
    rows: dict[int, Row] = {}
    for row in draft.rows():
        found = desk.communities.named(str(row.value("name") or ""))
        held = desk.communities.entry(found[0]).now if len(found) == 1 else {}
        own = {key: value for key in draft.columns if (value := row.value(key)) is not None}
        # A row without an id is none to the Standard.
        rows[row.place + 1] = {**held, **own, "id": row.place + 1}
    book = Book(assessment.book.year, {"communities": rows, "figures": {1: assessment.book.figures}})
    trial = Assessment(assessment.standard, book, None)
    return {row_id - 1: trial.amounts("communities", row_id) for row_id in rows}


def _known(
    draft: Draft, desk: Desk, key: str, amounts: dict[int, int], assessment: Assessment | None
) -> list[float]:
    """How many times what the file holds each amount is, for those that it holds: this year's, else last year's."""
    found: list[float] = []
    rows = (DraftRow(draft, place) for place in islice(amounts, _SAMPLED))
    for row in rows:
        beside = held_beside(draft, desk, row, key, assessment)
        if beside:
            found.append(amounts[row.place] / beside)
    return found


def _beside_known(ratios: list[float]) -> _Off | None:
    beside = message(N_("what the file holds"))
    off = _judged(median(ratios), beside)
    if off is not None:
        return off
    for small, as_meant in ((True, median(ratios) * _DIGIT), (False, median(ratios) / _DIGIT)):
        if 1 / _JUST <= as_meant <= _JUST:
            return _Off(_DIGIT, small, beside)
    return None


def _off(
    draft: Draft,
    desk: Desk,
    key: str,
    amounts: dict[int, int],
    others: list[float],
    due: dict[int, dict[str, int]],
    assessment: Assessment | None,
) -> _Off | None:
    """How far amounts of one size are off; None where they are not, or where there is nothing to set them beside.

    `others` are what is usual in the other funds of the table.
    """
    known = _known(draft, desk, key, amounts, assessment)
    if known:
        return _beside_known(known)
    typical = median(amounts.values())
    if draft.sheet == "workers":
        wage = assessment.book.figures.get("minimum_wage") if assessment is not None else None
        if key != "former_pay" or not wage:
            return None
        return _judged(typical / (wage * _WAGES), message(N_("the minimum wage")))
    if key.partition("_")[0] not in FUNDS:
        return None
    ratios = [
        amount / given
        for place, amount in amounts.items()
        if (given := due.get(place, {}).get(_fund_of(key)))
    ]
    if ratios:
        return _judged(median(ratios), message(N_("what the standard gives")))
    if others and typical * 1_000 < max(others) < _MOST_FUND:
        return _Off(_FACTORS[0], True, message(N_("the other amounts of the table")))
    in_a_year = message(N_("what a community is given in a year"))
    if typical < _LEAST_FUND and max([typical, *others]) < _LEAST_FUND:
        return _Off(_FACTORS[0], True, in_a_year)
    return _Off(_FACTORS[0], False, in_a_year) if typical > _MOST_FUND else None


def _judged(ratio: float, beside: Message) -> _Off | None:
    for factor in _FACTORS:
        for small, as_meant in ((True, ratio * factor), (False, ratio / factor)):
            if 1 / NEAR <= as_meant <= NEAR:
                return _Off(factor, small, beside)
    return None


def _ask(draft: Draft, key: str, off: _Off, amounts: dict[int, int], *, whole: bool) -> None:
    """Asks about these amounts, and about all cells of the column where they are the `whole` of it."""
    heading = draft.columns[key].heading
    whole = whole and not meant_as_written(draft, draft.columns[key])
    whole = whole and not any(column == key for _, column in draft.doubted)
    rows = [row for row in draft.rows() if row.value(key) is not None]
    if not whole:
        rows = [row for row in rows if row.place in amounts]
    sample = next(row for row in rows if row.value(key)).cell(key)
    name = draft.question_id("scale", heading, f"{'×' if off.small else '÷'}{off.factor}")
    asked = message(
        N_(
            "The amounts in {column}, such as {text}, look {factor} times too small beside {beside}: what unit?"
        )
        if off.small
        else N_(
            "The amounts in {column}, such as {text}, look {factor} times too large beside {beside}: what unit?"
        ),
        column=heading.text,
        text=cell_text(sample),
        factor=off.factor,
        beside=off.beside,
    )
    if not whole:
        asked = message(N_("{doubt} {waiting}"), doubt=asked, waiting=waiting_text(len(rows), required=False))
    scaling = message(
        N_("Multiply by {factor}") if off.small else N_("Divide by {factor}"), factor=off.factor
    )
    options = (TAKE, scaling, LEAVE)
    answer = chosen(options, name, draft.answers)
    waiting = tuple(row.cell(key).address for row in rows)
    question = Question(name, draft.tab, sample.address, key, asked, options, waiting, answer)
    settle(draft, key, rows, question, off.factor, small=off.small, alone=not whole)
    if answer == 1:
        draft.scaled[key] = off.factor if off.small else Fraction(1, off.factor)
