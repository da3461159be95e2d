"""Checks on premises and duties, and on what every sheet refers to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from street_desk.domain.catalogue import DUTIES, PREMISES, REGISTERS
from street_desk.domain.checks.finding import AnyCheck, ByGroup, ByRow, Finding, finding
from street_desk.domain.kinds import Reference, matching
from street_desk.domain.sheets import Row, Sheet
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, Words, message


def _doubles(sheet: Sheet) -> ByGroup:
    """No place is listed twice in its community, and no duty twice under its department."""

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
            if not isinstance(column.kind, Reference):
                continue
            for row in assessment.book.rows(sheet.name):
                target = row.get(column.key)
                if target is not None and assessment.book.row(column.kind.sheet, target) is None:
                    said = message(
                        N_("{column} refers to a row that is not in this year: choose it again"),
                        column=Words(column.heading, column.title),
                    )
                    yield finding("reference", "error", sheet.name, row, column.key, said)


CHECKS: tuple[AnyCheck, ...] = (_doubles(PREMISES), _doubles(DUTIES), ByRow(references))
