"""Checks on workers: ids, doubles, dates, and pay that does not add up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from street_desk.domain import roster
from street_desk.domain.checks.finding import AnyCheck, ByGroup, ByRow, Finding, finding
from street_desk.domain.days import first_day, last_day
from street_desk.domain.kinds import Money, matching
from street_desk.domain.people import IdNumber, birth_month, checksum_fits, sex
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, message

_SHEET = "workers"


def ids(assessment: Assessment) -> Iterator[Finding]:
    """An id's last place fits the others, and the id agrees with sex and birth."""
    for row in assessment.book.rows(_SHEET):
        held = row.get("id_number")
        if not held:
            continue
        shown = IdNumber().mask(held)
        if not checksum_fits(held):
            said = message(
                N_("the last place of the id {id} does not fit the others: compare it with the card"),
                id=shown,
            )
            yield finding("id", "note", _SHEET, row, "id_number", said, (shown,))
        for key, told, text in (
            ("birth", birth_month(held), N_("born {typed}, but the id says {told}")),
            ("sex", sex(held), N_("the sex entered does not agree with the id")),
        ):
            if told and row.get(key) and row[key] != told:
                said = message(text, typed=row[key], told=told)
                yield finding("id", "hint", _SHEET, row, key, said, (row[key], told))


def _doubles(key: str) -> ByGroup:
    """No one is in post twice at the same time."""

    def of(row: Row) -> Hashable | None:
        # Two people of one name are common; in one community they are worth a look.
        home = row.get("community") if key == "name" else None
        return (matching(str(row[key])), home) if row.get(key) else None

    def run(assessment: Assessment, groups: Iterable[Sequence[Row]]) -> Iterator[Finding]:
        for rows in groups:
            for one, other in roster.overlaps(rows):
                if key == "name" and one.get("id_number") and other.get("id_number"):
                    continue
                names = tuple(
                    f"{r.get('name') or '?'} ({assessment.book.community_name(r.get('community'))})"
                    for r in (one, other)
                )
                said = message(
                    N_("{one} and {other} are one person by id, in post at the same time")
                    if key == "id_number"
                    else N_("{one} stands twice in this community"),
                    one=names[0], other=names[1],
                )  # fmt: skip
                yield finding(f"double-{one['id']}", "note", _SHEET, other, key, said, names)

    return ByGroup(_SHEET, of, run)


def shared_months(assessment: Assessment, groups: Iterable[Sequence[Row]]) -> Iterator[Finding]:
    """No month of a career is paid in two rows: a promotion on 16 June leaves June in both."""
    for rows in groups:
        for index, one in enumerate(rows):
            for other in rows[index + 1 :]:
                year = assessment.book.year
                both = set(roster.months_in_post(one, year)) & set(roster.months_in_post(other, year))
                if both and not roster.overlapping(one, other):
                    said = message(
                        N_("month {month} is paid in two rows of {name}: end one a month earlier or start one later"),
                        month=str(min(both)), name=one.get("name") or "?",
                    )  # fmt: skip
                    yield finding(f"months-{one['id']}", "note", _SHEET, other, "appointed", said)


def dates(assessment: Assessment) -> Iterator[Finding]:
    """Nobody leaves before they came, and everyone listed was there in this year."""
    for row in assessment.book.rows(_SHEET):
        start, end = row.get("appointed"), row.get("left")
        if start and end and last_day(end) < first_day(start):
            said = message(
                N_("left on {left}, before being appointed on {appointed}"), left=end, appointed=start
            )
            yield finding("dates", "hint", _SHEET, row, "left", said, (start, end))
        elif not roster.months_in_post(row, assessment.book.year):
            said = message(
                N_("not in post in any month of {year}, so no pay is due"), year=str(assessment.book.year)
            )
            yield finding("dates", "hint", _SHEET, row, "left" if end else "appointed", said)


def pay(assessment: Assessment) -> Iterator[Finding]:
    """What is taken off or paid from elsewhere is not more than the pay."""
    for row in assessment.book.rows(_SHEET):
        for key, text in (
            ("deductions", N_("own contributions {typed} are more than the pay of the month {month}")),
            ("funded_elsewhere", N_("other funds {typed} pay more than the pay of the month {month}")),
        ):
            typed = row.get(key)
            # The pay is worked out only for those who have something taken off it.
            month = assessment.value(_SHEET, row["id"], "month_pay") if typed else None
            if typed and month is not None and typed > month:
                shown = (Money().format(typed), Money().format(month))
                yield finding(
                    "pay", "error", _SHEET, row, key, message(text, typed=shown[0], month=shown[1]), shown
                )


def secretaries(assessment: Assessment) -> Iterator[Finding]:
    """A community with workers has a secretary."""
    for community in assessment.book.rows("communities"):
        people = assessment.book.workers_of(community["id"])
        if people and not assessment.value("communities", community["id"], "secretary"):
            said = message(N_("no secretary is in the roster"))
            yield finding("secretary", "hint", "communities", community, "secretary", said)


CHECKS: tuple[AnyCheck, ...] = (
    ByRow(ids),
    _doubles("id_number"),
    _doubles("name"),
    ByGroup(_SHEET, lambda row: row.get("id_number") or None, shared_months),
    ByRow(dates),
    ByRow(pay),
    ByRow(secretaries),
)
