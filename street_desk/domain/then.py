"""A year's rows as they were at another time, to compare with what stands now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from street_desk.domain.kinds import Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import Words


@dataclass(frozen=True, slots=True)
class Then:
    """The rows of that time. `row` finds what a row of now was then, None where it was not there.

    `when` says the time ("2026", "when submitted"). Sheets named in `silent` have no rows of that time.
    """

    when: Words
    assessment: Assessment
    row: Callable[[str, Row], Row | None]
    silent: frozenset[str] = frozenset()

    def value(self, sheet: str, row: Row, column: Column) -> Value:
        """A value of a row of that time."""
        if column.derived:
            return self.assessment.value(sheet, int(row["id"]), column.key)
        return row.get(column.key)

    def text(self, column: Column, value: Value, unmasked: bool = False) -> str:
        """A value of that time as it was shown."""
        if isinstance(column.kind, Masked) and not unmasked:
            return column.kind.mask(value)
        return self.assessment.book.format(column, value)


def year_before(assessment: Assessment, prior: Assessment) -> Then:
    """The year before, each row as the one that it was carried from, or a community of the same code or name."""

    def row(sheet: str, now: Row) -> Row | None:
        if sheet == "communities":
            return assessment.prior_row(now)
        if sheet == "figures":
            return prior.book.figures or None
        return prior.book.row(sheet, now["origin"]) if now.get("origin") else None

    when = Words(f"{prior.book.year}年", str(prior.book.year))
    return Then(when, prior, row, frozenset({"office"}))


def same_rows(when: Words, assessment: Assessment) -> Then:
    """The same year at an earlier time: a row is then what has its number."""
    return Then(when, assessment, lambda sheet, now: assessment.book.row(sheet, int(now["id"])))
