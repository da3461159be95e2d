"""Checks that the year's Standard asks for itself: choices inside its ranges."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.checks.finding import Check, Finding, finding
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.rules.conditions import AllowedRange
from street_desk.language import N_, Words, message, number


def choices(assessment: Assessment) -> Iterator[Finding]:
    """What the clerk chose where the Standard allows a range lies in it."""
    for item in assessment.standard.items:
        rule = item.rule
        if not isinstance(rule, AllowedRange) or not rule.choice or rule.choice not in SHEETS[item.rows]:
            continue
        column = SHEETS[item.rows][rule.choice]
        for row in assessment.book.rows(item.rows):
            held = row.get(rule.choice)
            if held is None:
                continue
            value = Decimal(held) / FEN if isinstance(column.kind, Money) else held
            if not rule.holds(value):
                said = message(
                    N_("{column} {value} is outside {low} to {high}, which the standard allows"),
                    column=Words(column.heading, column.title),
                    value=column.kind.format(held),
                    low=rule.min,
                    high=rule.max,
                )
                shown = (column.kind.format(held), f"{number(rule.min)}–{number(rule.max)}")
                yield finding("range", "note", item.rows, row, rule.choice, said, shown)


def in_force(assessment: Assessment) -> Iterator[Finding]:
    """The Standard takes effect before the year is over."""
    standard, year = assessment.standard, assessment.book.year
    if standard.effective is not None and standard.effective.year > year:
        day = standard.effective.isoformat()
        said = message(
            N_("the standard {title} takes effect on {day}, after {year}: adopt the one in force"),
            title=standard.title,
            day=day,
            year=str(year),
        )
        yield finding("in_force", "note", "figures", assessment.book.figures, "standard", said, (day, year))


CHECKS: tuple[Check, ...] = (choices, in_force)
