"""Checks on premises, duties and the like, on movements, and on what every sheet refers to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from street_desk.domain.book import targets
from street_desk.domain.catalogue import DUTIES, ENTRIES, MOVEMENTS, OBJECTIVES, PREMISES, REGISTERS
from street_desk.domain.checks.finding import AnyCheck, ByGroup, ByRow, Finding, finding
from street_desk.domain.kinds import Reference, References, matching
from street_desk.domain.sheets import Row, Sheet
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, Words, message


def _doubles(sheet: Sheet) -> ByGroup:
    """No place is listed twice in its community, no duty twice under its department, no project twice."""

    def of(row: Row) -> Hashable | None:
        same = tuple(matching(str(row.get(key) or "")) for key in sheet.identity)
        return same if sheet.called(row) else None

    def run(_assessment: Assessment, groups: Iterable[Sequence[Row]]) -> Iterator[Finding]:
        column = sheet[sheet.naming]
        for rows in groups:
            for row in rows[1:]:
                said = message(
                    N_("{column} {value} stands twice"),
                    column=Words(column.heading, column.title),
                    value=sheet.called(row),
                )
                values = (sheet.called(rows[0]), sheet.called(row))
                yield finding("double", "note", sheet.name, row, column.key, said, values)

    return ByGroup(sheet.name, of, run)


def references(assessment: Assessment) -> Iterator[Finding]:
    """What a row refers to is there in the same year."""
    for sheet in REGISTERS:
        for column in sheet.typed:
            if not isinstance(column.kind, (Reference, References)):
                continue
            for row in assessment.book.rows(sheet.name):
                named = targets(column.kind, row.get(column.key))
                if any(assessment.book.row(column.kind.sheet, target) is None for target in named):
                    said = message(
                        N_("{column} refers to a row that is not in this year: choose it again"),
                        column=Words(column.heading, column.title),
                    )
                    yield finding("reference", "error", sheet.name, row, column.key, said)


def signs(assessment: Assessment) -> Iterator[Finding]:
    """Only what was added to a budget or taken from it may be below 0."""
    for row in assessment.book.rows(MOVEMENTS.name):
        if (row.get("amount") or 0) < 0 and row.get("kind") != "adjusted":
            said = message(
                N_("only an adjustment may be below 0: choose another stage, or type it without minus")
            )
            shown = MOVEMENTS["amount"].kind.format(row["amount"])
            yield finding("sign", "error", MOVEMENTS.name, row, "amount", said, (shown,))


CHECKS: tuple[AnyCheck, ...] = (
    *map(_doubles, (PREMISES, DUTIES, ENTRIES, OBJECTIVES)),
    ByRow(references),
    ByRow(signs),
)
