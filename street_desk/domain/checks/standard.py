"""Checks that the year's Standard asks for itself: choices in ranges and among options, pools that keep their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.checks.finding import AnyCheck, ByRow, Finding, finding
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.overrides import overrides_of
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.pack import Item
from street_desk.domain.standards.rules.conditions import AllowedRange
from street_desk.domain.standards.rules.sharing import Pool
from street_desk.domain.standards.working import settled
from street_desk.language import N_, Words, message, number


def choices(assessment: Assessment) -> Iterator[Finding]:
    """What the clerk chose where the Standard allows a range lies in it."""
    for item in assessment.standard.items:
        ranges = [rule for rule in item.rule.within() if isinstance(rule, AllowedRange)]
        for rule in dict.fromkeys(ranges):
            if rule.choice in SHEETS[item.rows]:
                yield from _outside(assessment, item, rule)


def _outside(assessment: Assessment, item: Item, rule: AllowedRange) -> Iterator[Finding]:
    column = SHEETS[item.rows][rule.choice]
    for row in assessment.book.rows(item.rows):
        held = row.get(rule.choice)
        if held is None:
            continue
        value = Decimal(held) / FEN if isinstance(column.kind, Money) else held
        if not rule.holds(value) and _applies(assessment, item, rule, row):
            said = message(
                N_("{column} {value} is outside {low} to {high}, which the standard allows"),
                column=Words(column.heading, column.title),
                value=column.kind.format(held),
                low=rule.min,
                high=rule.max,
            )
            shown = (column.kind.format(held), f"{number(rule.min)}–{number(rule.max)}")
            yield finding("range", "note", item.rows, row, rule.choice, said, shown)


def _applies(assessment: Assessment, item: Item, rule: AllowedRange, row: Row) -> bool:
    """Whether a row's working came by the range: it may stand under a class or a condition that is not the row's."""
    line = assessment.lines(item.rows, int(row["id"])).get(item.key)
    return line is not None and any(step.amount == (rule.min, rule.max) for step in line.steps)


def settings(assessment: Assessment) -> Iterator[Finding]:
    """What the county chose is an option of this Standard: it may have been chosen under another one."""
    figures = assessment.book.figures
    for setting in assessment.standard.settings:
        key = f"setting.{setting.id}"
        held = figures.get(key)
        if held is None or setting.offers(held):
            continue
        default = next(o.text for o in setting.options if o.value == setting.default)
        said = message(
            N_("{setting}: the standard does not offer “{value}”; “{default}” counts until you choose again"),
            setting=setting.text,
            value=held,
            default=default,
        )
        yield finding("setting", "note", "figures", figures, key, said, (held, setting.default))


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


def pools(assessment: Assessment) -> Iterator[Finding]:
    """A pool of which some row's share was set by hand still adds up to its total."""
    for item in assessment.standard.items:
        if item.unit not in ("money", "count") or not any(
            isinstance(form, Pool) for form in item.rule.within()
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


CHECKS: tuple[AnyCheck, ...] = (ByRow(choices), settings, in_force, pools)
