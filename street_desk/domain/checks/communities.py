"""Checks on communities: seats, organisation, doubles, head counts, and amounts of the wrong size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from street_desk.domain.catalogue import COMMUNITIES, SHEETS
from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.checks.finding import AnyCheck, ByGroup, ByRow, Finding, finding
from street_desk.domain.checks.year import near_power
from street_desk.domain.kinds import Money, matching
from street_desk.domain.overrides import overrides_of, set_by_hand
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, Words, message

_SHEET = "communities"


def _words(key: str) -> Words:
    column = COMMUNITIES[key]
    return Words(column.heading, column.title)


def seats(assessment: Assessment) -> Iterator[Finding]:
    """The two committees have as many seats, and people, as the Standard's range allows."""
    for row in assessment.book.rows(_SHEET):
        allowed = assessment.value(_SHEET, row["id"], "committee_range")
        if not allowed:
            continue
        actual = assessment.value(_SHEET, row["id"], "committee_actual")
        for key, count in (
            ("committee_seats", row.get("committee_seats")),
            ("committee_actual", actual or None),
        ):
            if count is not None and not allowed[0] <= count <= allowed[1]:
                said = message(
                    N_("{column}: {count} is outside {low} to {high}"),
                    column=_words(key), count=count, low=allowed[0], high=allowed[1],
                )  # fmt: skip
                yield finding("seats", "note", _SHEET, row, key, said, (count, f"{allowed[0]}–{allowed[1]}"))


def organisation(assessment: Assessment) -> Iterator[Finding]:
    """Every community has a party organisation of its own; one without gets no party fund."""
    if "party_organisation" not in assessment.standard.reads_of[_SHEET]:
        return
    for row in assessment.book.rows(_SHEET):
        held = row.get("party_organisation")
        if held is None:
            said = message(N_("the party organisation is missing, so the party fund cannot be worked out"))
            yield finding("organisation", "note", _SHEET, row, "party_organisation", said)
        elif held == "none":
            said = message(N_("it has no party organisation of its own, so its party fund is 0"))
            yield finding("organisation", "note", _SHEET, row, "party_organisation", said)


def _doubles(key: str) -> ByGroup:
    """No two communities have one name, or one code."""

    def run(assessment: Assessment, groups: Iterable[Sequence[Row]]) -> Iterator[Finding]:
        for rows in groups:
            for row in rows[1:]:
                said = message(N_("{column} {value} stands twice"), column=_words(key), value=row[key])
                yield finding("double", "note", _SHEET, row, key, said, (rows[0][key], row[key]))

    return ByGroup(_SHEET, lambda row: matching(row[key]) if row.get(key) else None, run)


def head_counts(assessment: Assessment) -> Iterator[Finding]:
    """The heads set and due agree with the people in the roster."""
    for row in assessment.book.rows(_SHEET):
        if not assessment.book.workers_of(row["id"]):
            continue
        for wanted, key, actual_key in (
            (row.get("committee_seats"), "committee_seats", "committee_actual"),
            (
                assessment.value(_SHEET, row["id"], "public_posts_due"),
                "public_posts_due",
                "public_posts_actual",
            ),
        ):
            actual = assessment.value(_SHEET, row["id"], actual_key)
            if wanted is not None and wanted != actual:
                said = message(
                    N_("{column} {wanted}, but {actual} in the roster"),
                    column=_words(key),
                    wanted=wanted,
                    actual=actual,
                )
                yield finding("heads", "hint", _SHEET, row, actual_key, said, (wanted, actual))


def star_ratings(assessment: Assessment) -> Iterator[Finding]:
    """The rating that pays is there; where last year's is missing, this year's pays and it is said."""
    if "pay_star" not in assessment.standard.reads_of["workers"]:
        return
    wants_last = assessment.standard.chosen(assessment.book.figures).get("star_year") == "last"
    for row in assessment.book.rows(_SHEET):
        has_people = bool(assessment.book.workers_of(row["id"]))
        if assessment.value(_SHEET, row["id"], "pay_star") is None:
            if has_people:
                said = message(
                    N_("no star rating is entered, so the pay of its workers cannot be worked out")
                )
                yield finding("star", "hint", _SHEET, row, "star", said)
            continue
        prior = assessment.prior_row(row)
        if wants_last and (prior is None or prior.get("star") is None):
            said = message(N_("last year's star rating is not in the file, so this year's pays"))
            yield finding("star", "hint", _SHEET, row, "pay_star", said)


def ceilings(assessment: Assessment) -> Iterator[Finding]:
    """What a community is due stays within the county's ceiling."""
    for row in assessment.book.rows(_SHEET):
        for fund in FUNDS:
            ceiling, due = row.get(f"{fund}_ceiling"), assessment.value(_SHEET, row["id"], f"{fund}_fund")
            if ceiling is not None and due is not None and due > ceiling:
                shown = (Money().format(due), Money().format(ceiling))
                said = message(
                    N_("{column} {due} is above the ceiling {ceiling}"),
                    column=_words(f"{fund}_fund"), due=shown[0], ceiling=shown[1],
                )  # fmt: skip
                yield finding("ceiling", "note", _SHEET, row, f"{fund}_fund", said, shown)


def by_hand(assessment: Assessment) -> Iterator[Finding]:
    """Figures that were set by hand in the place of what the Standard gives, and those it no longer has."""
    for sheet in ("communities", "workers"):
        for row in assessment.book.rows(sheet):
            for key, override in overrides_of(row).items() if set_by_hand(row) else ():
                column = SHEETS[sheet][key]
                value = column.kind.format(override.value)
                if key not in assessment.standard.items_of[sheet]:
                    said = message(
                        N_(
                            "{column} was set by hand to {value}, but the standard in force has no such figure; "
                            "empty the cell to take it back"
                        ),
                        column=Words(column.heading, column.title),
                        value=value,
                    )
                    yield finding("by_hand", "note", sheet, row, key, said, (value,))
                    continue
                line = assessment.lines(sheet, row["id"]).get(key)
                given = line.part("given") if line is not None else None
                said = message(
                    N_("{column} was set by hand to {value}; the standard gives {given}: {reason}"),
                    column=Words(column.heading, column.title),
                    value=value,
                    given=Words("—") if given is None else f"{given:,}",
                    reason=override.reason,
                )
                yield finding("by_hand", "hint", sheet, row, key, said, (value, str(given)))


# No ordinary difference comes to so many times, whether or not it is that of a unit.
_FAR = 100


def magnitude(assessment: Assessment) -> Iterator[Finding]:
    """Money and households are not ten, a thousand or ten thousand times too large or small."""
    for row in assessment.book.rows(_SHEET):
        for fund in FUNDS:
            due = assessment.value(_SHEET, row["id"], f"{fund}_fund")
            for part in ("ceiling", "approved", "actual"):
                key = f"{fund}_{part}"
                if due and row.get(key) and (times := _times_off(row[key], due, spent=part == "actual")):
                    yield _of_wrong_size(row, key, times, row[key], due)
        prior = assessment.prior_row(row)
        now, before = row.get("households"), (prior or {}).get("households")
        if now and before and (times := near_power(now, before)):
            said = message(
                N_("households {now} are about {times} times last year's {before}"),
                now=now,
                times=times,
                before=before,
            )
            yield finding("magnitude", "note", _SHEET, row, "households", said, (now, before))


def _times_off(typed: int, due: int, *, spent: bool) -> str:
    """How many times what is due an amount is, where that is no ordinary difference; `spent`: it may be little."""
    if times := near_power(typed, due):
        return times
    if typed >= due * _FAR:
        return f"{round(typed / due):,}"
    return f"1/{round(due / typed):,}" if not spent and typed * _FAR <= due and typed > 0 else ""


def _of_wrong_size(row: Row, key: str, times: str, typed: int, due: int) -> Finding:
    shown = (Money().format(typed), Money().format(due))
    said = message(
        N_("{column} {typed} is about {times} times the standard's {due}: is the unit right?"),
        column=_words(key), typed=shown[0], times=times, due=shown[1],
    )  # fmt: skip
    return finding("magnitude", "note", _SHEET, row, key, said, shown)


CHECKS: tuple[AnyCheck, ...] = (
    ByRow(seats),
    ByRow(organisation),
    _doubles("name"),
    _doubles("code"),
    ByRow(head_counts),
    ByRow(star_ratings),
    ByRow(ceilings),
    ByRow(by_hand),
    ByRow(magnitude),
)
