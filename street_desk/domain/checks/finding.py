"""A Finding: something a check noticed, with both values, plain words, and the cell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from street_desk.domain.book import row_name
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import Message

SEVERITIES = ("error", "note", "hint")
"""error blocks a submission; note needs a note before it; hint only says."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`id` stays the same while the matter stays: its check, its row and its column."""

    check: str
    severity: str
    sheet: str
    row: int
    column: str
    name: str
    message: Message
    values: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.check}:{self.sheet}:{self.row}:{self.column}"


Check = Callable[[Assessment], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class ByRow:
    """A check that asks every row by itself: what it notices on one rests on what an Edit to another does not touch."""

    run: Check


@dataclass(frozen=True, slots=True)
class ByGroup:
    """A check that compares the rows of a sheet that have one `key`; a row whose key is None is compared with none.

    `run` gets the groups of several rows, each in the order the rows were entered.
    """

    sheet: str
    key: Callable[[Row], Hashable | None]
    run: Callable[[Assessment, Iterable[Sequence[Row]]], Iterator[Finding]]


AnyCheck = Check | ByRow | ByGroup
"""A plain function looks at the whole year again after every Edit: only for what is small, as the figures are."""


def finding(
    check: str,
    severity: str,
    sheet: str,
    row: Row,
    column: str,
    said: Message,
    values: tuple[object, ...] = (),
) -> Finding:
    """A Finding on a row's cell; `values` are the two that do not agree, as shown."""
    name = row_name(sheet, row)
    return Finding(
        check, severity, sheet, int(row.get("id") or 0), column, name, said, tuple(map(str, values))
    )
