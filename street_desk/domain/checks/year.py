"""Checks on a year as a whole: what is required, and the figures the Standard rests on."""

from __future__ import annotations

from collections.abc import Iterator

from street_desk.domain.catalogue import FIGURES, GRIDS
from street_desk.domain.catalogue.street import PROVISIONAL
from street_desk.domain.checks.finding import AnyCheck, ByRow, Finding, finding
from street_desk.domain.kinds import Money, Value
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, Words, message


def required(assessment: Assessment) -> Iterator[Finding]:
    """Every required cell is filled; the minimum wage only where the year's Standard reads it."""
    read = assessment.standard.reads_of["communities"] | assessment.standard.reads_of["workers"]
    for sheet in GRIDS:
        columns = [c for c in sheet.typed if c.required and (sheet is not FIGURES or c.key in read)]
        for row in assessment.book.rows(sheet.name):
            for column in columns:
                if row.get(column.key) is None:
                    said = message(N_("{column} is missing"), column=Words(column.heading, column.title))
                    yield finding("required", "error", sheet.name, row, column.key, said)


def provisional(assessment: Assessment) -> Iterator[Finding]:
    """A figure carried forward from last year was confirmed or typed anew."""
    figures = assessment.book.figures
    for key in filter(None, str(figures.get(PROVISIONAL) or "").split(",")):
        value = _shown(assessment, key, figures.get(key))
        said = message(
            N_(
                "{column} {value} was carried forward: type this year's figure, or the same one to confirm it"
            ),
            column=_words(assessment, key),
            value=value,
        )
        yield finding("provisional", "error", "figures", figures, key, said, (value,))


def indexes(assessment: Assessment) -> Iterator[Finding]:
    """Every figure that the year's Standard rests on is entered, last year's too where it reads that."""
    figures = assessment.book.figures
    read = assessment.standard.reads_of["communities"] | assessment.standard.reads_of["workers"]
    for index in assessment.standard.indexes:
        if not index.required or index.id in FIGURES:
            continue
        if index.id in read and figures.get(index.id) is None:
            said = message(N_("{column} is missing"), column=index.text)
            yield finding("required", "error", "figures", figures, index.id, said)
        prior = assessment.prior.figures if assessment.prior is not None else {}
        last = figures.get(f"last.{index.id}", prior.get(index.id))
        if f"last.{index.id}" in read and last is None:
            said = message(N_("{column} is missing: enter it in the figures"), column=index.last_year)
            yield finding("required", "error", "figures", figures, f"last.{index.id}", said)


def _words(assessment: Assessment, key: str) -> Words:
    index = next((i for i in assessment.standard.indexes if i.id == key), None)
    if index is not None and key not in FIGURES:
        return index.text
    return Words(FIGURES[key].heading, FIGURES[key].title)


def _shown(assessment: Assessment, key: str, value: Value) -> str:
    number = any(i.id == key and i.unit == "number" for i in assessment.standard.indexes)
    return str(value) if number else Money().format(value)


def wage_magnitude(assessment: Assessment) -> Iterator[Finding]:
    """The minimum wage is not ten or more times last year's, or its tenth."""
    if assessment.prior is None:
        return
    now, before = assessment.book.figures.get("minimum_wage"), assessment.prior.figures.get("minimum_wage")
    if now and before and (times := near_power(now, before)):
        shown = (Money().format(now), Money().format(before))
        said = message(
            N_("the minimum wage {now} is about {times} times last year's {before}: is the unit right?"),
            now=shown[0], times=times, before=shown[1],
        )  # fmt: skip
        yield finding("magnitude", "note", "figures", assessment.book.figures, "minimum_wage", said, shown)


_POWERS = (10, 1_000, 10_000)


def near_power(one: int, other: int) -> str:
    """The power of ten that `one` is away from `other` by, "10" or "1/10"; empty where it is not near one.

    Near: within a quarter either way, so that a typing slip of a unit is caught and an ordinary change is not.
    """
    for power in _POWERS:
        for large, small, said in ((one, other, f"{power:,}"), (other, one, f"1/{power:,}")):
            if small > 0 and 3 * small * power <= 4 * large and 4 * large <= 5 * small * power:
                return said
    return ""


CHECKS: tuple[AnyCheck, ...] = (ByRow(required), indexes, provisional, wage_magnitude)
