"""The findings of a year, brought along by Edits: what an Edit does not touch is not looked at again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, cast

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.checks.finding import SEVERITIES, AnyCheck, ByGroup, ByRow, Finding
from street_desk.domain.kinds import Reference, References
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment

Place = tuple[str, int]
_Order = tuple[int, int, int, int, int]
_SHEET_ORDER = {name: place for place, name in enumerate(SHEETS)}
_REFERRED = {
    column.kind.sheet
    for sheet in SHEETS.values()
    for column in sheet
    if isinstance(column.kind, (Reference, References))
}
_MANY = 2_000


class _SomeRows:
    """A Book, or an Assessment of it, of which a check sees only the rows that are to be looked at again."""

    def __init__(self, whole: Any, rows: dict[str, list[Row]]) -> None:
        self._whole, self._rows = whole, rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    def rows(self, sheet: str) -> list[Row]:
        return self._rows.get(sheet, [])

    @property
    def book(self) -> _SomeRows:
        return _SomeRows(self._whole.book, self._rows)


class _Groups:
    """The rows of one sheet by what a check compares them by."""

    def __init__(self, check: ByGroup, rows: Iterable[Row]) -> None:
        self._key = check.key
        self._keys: dict[int, Hashable] = {}
        self._rows: dict[Hashable, set[int]] = defaultdict(set)
        for row in rows:
            self._put(int(row["id"]), row)

    def _put(self, row_id: int, row: Row) -> None:
        key = self._key(row)
        if key is not None:
            self._keys[row_id] = key
            self._rows[key].add(row_id)

    def all(self) -> list[list[int]]:
        """The groups of several rows."""
        return [sorted(rows) for rows in self._rows.values() if len(rows) > 1]

    def follow(
        self, touched: Iterable[int], row: Callable[[int], Row | None]
    ) -> tuple[set[int], list[list[int]]]:
        """Takes the rows touched as they are now.

        Returns every row that was or is in a group with one of them, and those groups as they are now.
        """
        keys: set[Hashable] = set()
        looked = set(touched)
        for row_id in list(looked):
            if row_id in self._keys:
                key = self._keys.pop(row_id)
                self._rows[key].discard(row_id)
                keys.add(key)
            held = row(row_id)
            if held is not None:
                self._put(row_id, held)
                keys.add(self._keys.get(row_id))
        groups = [sorted(self._rows[key]) for key in keys if key in self._rows]
        return looked.union(*groups), [group for group in groups if len(group) > 1]


class Kept:
    """What the checks notice in one Assessment."""

    def __init__(self, assessment: Assessment, checks: Sequence[AnyCheck]) -> None:
        self._assessment = assessment
        self._checks = checks
        self._groups: dict[int, _Groups] = {}
        self._parts: list[dict[Place, list[Finding]]] = []
        self._order: list[_Order] = []
        self._found: list[Finding] = []
        self._begin()

    def all(self) -> list[Finding]:
        """Every finding: errors first, then what needs a note, then hints; each in the order of the sheets."""
        return list(self._found)

    def at(self, place: Place) -> list[Finding]:
        """What was noticed on one row, the gravest first."""
        found = [finding for part in self._parts for finding in part.get(place, ())]
        return sorted(found, key=lambda f: SEVERITIES.index(f.severity))

    def follow(self, touched: Iterable[Place], moved: Iterable[str] = ()) -> set[Place]:
        """Looks at the rows touched again; returns those of which something else is noticed now.

        `moved` are the sheets of which rows came or went: what refers to these may stand anywhere.
        """
        places = set(touched)
        before = self._parts
        if _REFERRED & set(moved) or len(places) > _MANY:
            self._begin()
            return {
                place
                for old, new in zip(before, self._parts, strict=True)
                for place in old.keys() | new.keys()
                if old.get(place) != new.get(place)
            }
        changed: set[Place] = set()
        for number, check in enumerate(self._checks):
            looked, found = self._again(number, check, places)
            part = self._parts[number]
            for place in looked:
                old, new = part.get(place, []), found.get(place, [])
                if old != new:
                    self._replace(number, place, old, new)
                    changed.add(place)
        return changed

    def _begin(self) -> None:
        """Looks at everything."""
        book = self._assessment.book
        self._parts = []
        for number, check in enumerate(self._checks):
            if isinstance(check, ByGroup):
                groups = self._groups[number] = _Groups(check, book.rows(check.sheet))
                found = check.run(self._assessment, self._rows(check.sheet, groups.all()))
            else:
                found = (check.run if isinstance(check, ByRow) else check)(self._assessment)
            self._parts.append(_by_place(found))
        ordered = sorted(
            (
                (_order(number, place, seq, finding), finding)
                for number, part in enumerate(self._parts)
                for place, findings in part.items()
                for seq, finding in enumerate(findings)
            ),
            key=lambda pair: pair[0],
        )
        self._order = [order for order, _finding in ordered]
        self._found = [finding for _order, finding in ordered]

    def _again(
        self, number: int, check: AnyCheck, touched: set[Place]
    ) -> tuple[set[Place], dict[Place, list[Finding]]]:
        """The rows that a check looks at again, and what it notices there."""
        book = self._assessment.book
        if isinstance(check, ByRow):
            rows: dict[str, list[Row]] = defaultdict(list)
            for sheet, row_id in sorted(touched):
                if (row := book.row(sheet, row_id)) is not None:
                    rows[sheet].append(row)
            some = cast(Assessment, _SomeRows(self._assessment, rows))
            return touched, _by_place(check.run(some))
        if isinstance(check, ByGroup):
            sheet = check.sheet
            ids = [row_id for name, row_id in touched if name == sheet]
            looked, groups = self._groups[number].follow(ids, lambda row_id: book.row(sheet, row_id))
            found = _by_place(check.run(self._assessment, self._rows(sheet, groups)))
            return {(sheet, row_id) for row_id in looked}, found
        found = _by_place(check(self._assessment))
        return self._parts[number].keys() | found.keys(), found

    def _rows(self, sheet: str, groups: Iterable[Sequence[int]]) -> Iterator[list[Row]]:
        book = self._assessment.book
        for group in groups:
            yield [row for row_id in group if (row := book.row(sheet, row_id)) is not None]

    def _replace(self, number: int, place: Place, old: list[Finding], new: list[Finding]) -> None:
        for seq, finding in enumerate(old):
            at = bisect_left(self._order, _order(number, place, seq, finding))
            del self._order[at], self._found[at]
        for seq, finding in enumerate(new):
            order = _order(number, place, seq, finding)
            at = bisect_left(self._order, order)
            self._order.insert(at, order)
            self._found.insert(at, finding)
        if new:
            self._parts[number][place] = new
        else:
            self._parts[number].pop(place, None)


def _by_place(found: Iterable[Finding]) -> dict[Place, list[Finding]]:
    places: dict[Place, list[Finding]] = {}
    for finding in found:
        places.setdefault((finding.sheet, finding.row), []).append(finding)
    return places


def _order(number: int, place: Place, seq: int, finding: Finding) -> _Order:
    return SEVERITIES.index(finding.severity), number, _SHEET_ORDER[place[0]], place[1], seq
