"""Scale: money columns of a foreign workbook whose amounts look 10, 1,000 or 10,000 times off are held and asked about.

A heading without its unit is the everyday mistake of such workbooks: 8 that means 80,000. The amounts are set beside
what the file holds of the same communities, this year or the last one, else beside what the year's Standard gives them,
else beside the other funds of the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from statistics import median
from typing import NamedTuple

from street_desk.domain.book import Book
from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing.beside import held_beside
from street_desk.exchange.importing.doubts import BY_ANSWER, LEAVE, TAKE
from street_desk.exchange.importing.draft import Draft, DraftRow, chosen
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.odd import NEAR, ask_about_odd, scaled
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, message

_FACTORS = (10_000, 1_000)
# One digit too many is only told from a change when the amounts are known: then they are just about ten times as much.
_DIGIT, _JUST = 10, 1.25
# No community is given so little in a year; a pay is rarely far from this many minimum wages.
_LEAST_FUND = 500 * FEN
_WAGES = 2.5
# So many rows tell the unit of a column.
_SAMPLED = 500


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
    for key, amounts in written.items():
        if not amounts:
            continue
        known = _known(draft, desk, key, amounts, assessment)
        off = _beside_known(known) if known else _off(draft.sheet, key, amounts, written, due, assessment)
        if off is not None:
            _ask(draft, key, off)
        else:
            ask_about_odd(draft, desk, key, amounts, assessment)


def _money_columns(draft: Draft) -> Iterable[str]:
    sheet = SHEETS[draft.sheet]
    return [key for key in draft.columns if isinstance(sheet[key].kind, Money)]


def _written(draft: Draft, key: str) -> dict[int, int]:
    """The amounts of a column that are more than nothing and beyond doubt, in fen by place."""
    column = draft.columns[key]
    doubtful = {place for place, flaw in column.flaws.items() if flaw.doubt}
    return {place: value for place, value in enumerate(column.values) if value and place not in doubtful}


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
    sheet: str,
    key: str,
    amounts: dict[int, int],
    written: dict[str, dict[int, int]],
    due: dict[int, dict[str, int]],
    assessment: Assessment | None,
) -> _Off | None:
    """How far a column is off; None where it is not, or where there is nothing to set it beside."""
    typical = median(amounts.values())
    if sheet == "workers":
        wage = assessment.book.figures.get("minimum_wage") if assessment is not None else None
        if key != "former_pay" or not wage:
            return None
        return _judged(typical / (wage * _WAGES), message(N_("the minimum wage")))
    fund = key.partition("_")[0]
    if fund not in FUNDS:
        return None
    ratios = [
        amount / given
        for place, amount in amounts.items()
        if (given := due.get(place, {}).get(f"{fund}_fund"))
    ]
    if ratios:
        return _judged(median(ratios), message(N_("what the standard gives")))
    others = [median(held.values()) for other, held in written.items() if held and other != key]
    if others and typical * 1_000 < max(others):
        return _Off(_FACTORS[0], True, message(N_("the other amounts of the table")))
    if typical < _LEAST_FUND and max([typical, *others]) < _LEAST_FUND:
        return _Off(_FACTORS[0], True, message(N_("what a community is given in a year")))
    return None


def _judged(ratio: float, beside: Message) -> _Off | None:
    for factor in _FACTORS:
        for small, as_meant in ((True, ratio * factor), (False, ratio / factor)):
            if 1 / NEAR <= as_meant <= NEAR:
                return _Off(factor, small, beside)
    return None


def _ask(draft: Draft, key: str, off: _Off) -> None:
    heading = draft.columns[key].heading
    rows = [row for row in draft.rows() if row.value(key) is not None]
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
    scaling = message(
        N_("Multiply by {factor}") if off.small else N_("Divide by {factor}"), factor=off.factor
    )
    options = (TAKE, scaling, LEAVE)
    answer = chosen(options, name, draft.answers)
    waiting = tuple(row.cell(key).address for row in rows)
    draft.questions.append(Question(name, draft.tab, sample.address, key, asked, options, waiting, answer))
    for row in rows if answer else ():
        if answer == 1:
            scaled(row, key, off.factor, small=off.small)
        else:
            draft.skip(row.cell(key), BY_ANSWER)
            row.drop(key)
