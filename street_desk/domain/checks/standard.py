"""Checks that the year's Standard asks for itself: choices inside its ranges, pools that keep their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.checks.finding import Check, Finding, finding
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.overrides import overrides_of
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.rules.conditions import AllowedRange
from street_desk.domain.standards.rules.sharing import Pool
from street_desk.domain.standards.working import settled
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


def pools(assessment: Assessment) -> Iterator[Finding]:
    """A pool of which some row's share was set by hand still adds up to its total."""
    for item in assessment.standard.items:
        if item.unit not in ("money", "count") or not any(
            isinstance(form, Pool) for form in item.rule.forms()
        ):
            continue
        changed = [row for row in assessment.book.rows(item.rows) if item.key in overrides_of(row)]
        more = 0
        for row in changed:
            given = assessment.lines(item.rows, row["id"])[item.key].part("given")
            more += overrides_of(row)[item.key].value - (settled(given or 0, item.unit)[0] or 0)
        if more:
            column = SHEETS[item.rows][item.key]
            found = assessment.total(item.rows, item.key)
            shown = (column.kind.format(found), column.kind.format(found - more))
            said = message(
                N_(
                    "{column}: with what was set by hand the rows add up to {found}, not to the {total} "
                    "that the standard shares out: set the others by hand too, or note why"
                ),
                column=Words(column.heading, column.title),
                found=shown[0],
                total=shown[1],
            )
            yield finding("pool", "note", item.rows, changed[0], item.key, said, shown)


CHECKS: tuple[Check, ...] = (choices, pools)
