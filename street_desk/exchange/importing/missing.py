"""Missing rows: what the year holds and no workbook of an import names, offered for removal and never removed unasked.

Only where a workbook can be taken to be complete is something missing: people and premises in the communities that the
import names people or premises of, communities and duties where a table of them names some that the year holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from street_desk.domain.book import Book, removals, row_name
from street_desk.domain.catalogue import REGISTERS
from street_desk.domain.edits import Change
from street_desk.domain.kinds import matching
from street_desk.domain.sheets import Row, Sheet
from street_desk.exchange.importing.preview import Preview
from street_desk.exchange.importing.result import HELD, REFUSED, SKIPPED


class Missing(NamedTuple):
    """A row that no workbook names, with the name of its community ("" on a sheet whose rows belong to none)."""

    sheet: str
    row: int
    name: str
    community: str


def missing_rows(previews: Iterable[Preview], book: Book) -> Iterator[Missing]:
    """What no workbook of the import names, communities first. `book` is the year before the import."""
    previews = tuple(previews)
    for sheet in REGISTERS:
        told = set[int]().union(*(p.told().get(sheet.name, ()) for p in previews))
        waiting = _Waiting(sheet, previews)
        homes = set(_homes(sheet, previews))
        if not told or not (homes or told & set(book.ids(sheet.name))):
            continue
        for row in book.rows(sheet.name):
            if row["id"] in told or waiting.may_be(row):
                continue
            home = row.get("community")
            if "community" not in sheet or home in homes:
                yield Missing(
                    sheet.name, int(row["id"]), row_name(sheet.name, row), book.community_name(home)
                )


def removing(book: Book, changes: Iterable[Change], rows: Iterable[tuple[str, int]]) -> tuple[Change, ...]:
    """The Changes that remove rows once an import's `changes` are made, what belongs to a community before it.

    Raises RowInUse for a community that something stays in.
    """
    after = book.copy()
    after.take(changes)
    found: list[Change] = []
    wanted = list(rows)
    for sheet in reversed(REGISTERS):
        gone = removals(after, sheet.name, [row for name, row in wanted if name == sheet.name])
        after.take(gone)
        found += gone
    return tuple(found)


class _Waiting:
    """The rows of the year that rows of the workbooks may be which do not come in: nobody knows yet."""

    def __init__(self, sheet: Sheet, previews: Iterable[Preview]) -> None:
        self._sheet = sheet
        self._spared: set[int] = set()
        self._names: set[str] = set()
        for region in (r for p in previews for r in p.regions if r.sheet == sheet.name):
            self._spared |= region.rows.spared
            for place, state in enumerate(region.rows.states):
                # A row that was found and then left out is told by its id.
                if state in (HELD, REFUSED, SKIPPED) and not region.rows.ids[place]:
                    self._names.add(matching(region.rows.name(place)))

    def may_be(self, row: Row) -> bool:
        return row["id"] in self._spared or matching(self._sheet.called(row)) in self._names


def _homes(sheet: Sheet, previews: Iterable[Preview]) -> Iterator[int]:
    """The communities that the workbooks name rows of."""
    for preview in previews:
        for region in preview.regions:
            if region.sheet == sheet.name:
                yield from region.rows.homes


def told_by(previews: Iterable[Preview]) -> dict[str, AbstractSet[int]]:
    """The rows that workbooks name, by sheet."""
    found: dict[str, AbstractSet[int]] = {}
    for preview in previews:
        for sheet, rows in preview.told().items():
            found[sheet] = found.get(sheet, frozenset()) | rows
    return found
