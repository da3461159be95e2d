"""Leaving rows out: the previews of an import as they would be if those rows did not stand in the workbooks.

What was matched stays matched. What changes is who says something first: a row that is left out neither brings a value
nor stands against another, and the first row refused for being the same takes its place. Where it would have made a
row, or alone tells by which name or code one is called, everything that is said of that row by it stays out with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from street_desk.domain.book import stem
from street_desk.domain.edits import completed, made
from street_desk.domain.kinds import Value
from street_desk.exchange.importing.comparing import Beside, compared
from street_desk.exchange.importing.preview import Preview, Region
from street_desk.exchange.importing.result import CHANGED, NEW, REFUSED, SAME
from street_desk.exchange.importing.staying import LEFT, Table, Telling
from street_desk.language import N_, message

Named = tuple[str, str, str]
"""A row of an import: its file, its tab, and the cell that names it there (`TakenRows.named`)."""
_COMES_IN = (NEW, CHANGED, SAME)
_WITH = message(N_("stays out with the row that alone calls its community so"))


def without(previews: Sequence[Preview], out: AbstractSet[Named]) -> tuple[Preview, ...]:
    """The previews without these rows; what they say of rows that are not concerned stays as it is."""
    return _Leaving(previews, out).previews() if out else tuple(previews)


def without_counted(previews: Sequence[Preview], out: AbstractSet[Named]) -> tuple[tuple[Preview, ...], int]:
    """The previews without these rows, and how many rows these are; of all that go with them none is counted."""
    if not out:
        return tuple(previews), 0
    leaving = _Leaving(previews, out)
    return leaving.previews(), leaving.count


def named_now(previews: Iterable[Preview], out: AbstractSet[Named]) -> dict[Named, Named]:
    """The rows that are left out as they are named now, each behind the name it was left out by.

    Another column may name the rows since a table was corrected; what names no row any more is none.
    """
    cells = _cells(out)
    found: dict[Named, Named] = {}
    for preview in previews:
        for region in preview.regions:
            here = cells.get((preview.file, region.tab))
            for place, cell in region.named_by(here).items() if here else ():
                found[preview.file, region.tab, region.rows.named(place)] = preview.file, region.tab, cell
    return found


def _cells(out: AbstractSet[Named]) -> dict[tuple[str, str], set[str]]:
    cells: dict[tuple[str, str], set[str]] = {}
    for file, tab, cell in out:
        cells.setdefault((file, tab), set()).add(cell)
    return cells


class _Leaving:
    """One working out of an import without some of its rows."""

    def __init__(self, previews: Sequence[Preview], out: AbstractSet[Named]) -> None:
        self._previews = previews
        self._tables = [
            Table(first, found, region)
            for first, found in enumerate(previews)
            # As they are planned.
            for region in sorted(found.regions, key=lambda region: region.sheet != "communities")
        ]
        cells = _cells(out)
        for table in self._tables:
            here = cells.get((table.found.file, table.region.tab), ())
            table.left = dict.fromkeys(table.region.named_by(here), LEFT)
            table.promote()
        self.count = sum(len(table.left) for table in self._tables)
        for communities in (True, False):
            self._follow(communities=communities)

    def _follow(self, *, communities: bool) -> None:
        """Works out anew the rows of the year that rows left out speak of, communities first: others go with them."""
        tables = [one for one in self._tables if (one.region.sheet == "communities") == communities]
        touched = {
            (t.region.sheet, t.rows.ids[place]) for t in tables for place in t.left if t.rows.ids[place]
        }
        gone: dict[int, set[str] | None] = {}
        for (_sheet, row), tellings in _tellings(tables, touched).items():
            if _nobody_makes(tellings):
                gone[row] = None
                for table, place in tellings:
                    table.left.setdefault(place, LEFT)
                continue
            held = _held(tellings)
            # What nobody brings anything to needs nothing worked out.
            if held is not None or any(t.rows.states[place] == NEW for t, place in tellings):
                if communities and (names := _ungrounded(tellings, held)):
                    gone[row] = names
                _Replay(row, self._previews[0].year, held, tellings).run()
        for table in self._tables if communities and gone else ():
            table.leave_homeless(gone, _WITH)

    def previews(self) -> tuple[Preview, ...]:
        regions: dict[int, dict[int, Region]] = {}
        for table in self._tables:
            regions.setdefault(table.first, {})[id(table.region)] = table.now()
        # A community that only an answer adds comes in with the first workbook of which someone of it does.
        wanted: dict[int, int] = {}
        for table in self._tables:
            for place, home in enumerate(table.rows.homes):
                if (home := table.homes.get(place, home)) not in wanted and table.brings(place):
                    wanted[home] = table.first
        asked_for = [plan for found in self._previews for plan in found.asked_for]
        return tuple(
            replace(
                found,
                regions=tuple(regions[first][id(region)] for region in found.regions),
                asked_for=tuple(plan for plan in asked_for if wanted.get(plan.row) == first),
            )
            for first, found in enumerate(self._previews)
        )


def _tellings(
    tables: Sequence[Table], touched: AbstractSet[tuple[str, int]]
) -> dict[tuple[str, int], list[Telling]]:
    """Who says something of those rows, in the order of the import."""
    found: dict[tuple[str, int], list[Telling]] = {row: [] for row in touched}
    for table in tables:
        for place, row in enumerate(table.rows.ids):
            of_row = found.get((table.region.sheet, table.ids.get(place, row) if table.ids else row))
            if of_row is not None and (table.rows.states[place] in _COMES_IN or place in table.ids):
                of_row.append(Telling(table, place))
    return found


def _nobody_makes(tellings: Sequence[Telling]) -> bool:
    """Whether the row that makes a new one is left out, and no other takes its place."""
    maker = next((one for one in tellings if one.table.rows.states[one.place] == NEW), None)
    if maker is None or maker.place not in maker.table.left:
        return False
    return not any(t is maker.table and place in t.ids and place not in t.left for t, place in tellings)


def _held(tellings: Sequence[Telling]) -> Mapping[str, Any] | None:
    """The row of the year as it is held, None for a new one and where nobody brings anything."""
    if any(table.rows.states[place] == NEW for table, place in tellings):
        return None
    befores = (table.rows.befores.get(place) for table, place in tellings)
    return next((before for before in befores if before is not None), None)


def _ungrounded(tellings: Sequence[Telling], held: Mapping[str, Any] | None) -> set[str]:
    """Leaves out the rows of a community of which only rows left out tell that they are of it; the names it loses."""
    names, codes = set[str](), set[str]()
    if held is not None:
        names, codes = {stem(str(held.get("name") or ""))}, {str(held.get("code") or "")} - {""}
    gone_names, gone_codes = set[str](), set[str]()
    # Who makes a row needs nobody else.
    grounded = held is None
    for table, place in tellings:
        name, code = stem(table.text(place, "name")), table.text(place, "code")
        own = grounded or name in names or code in codes
        if place not in table.left and not own and (name in gone_names or code in gone_codes):
            table.left[place] = _WITH
        if place in table.left:
            gone_names.add(name)
            gone_codes |= {code} - {""}
        else:
            grounded = False
            names.add(name)
            codes |= {code} - {""}
    return gone_names - names


class _Replay:
    """A row of the year, told anew by the rows that stay: `planning` once more, for what they were matched to."""

    def __init__(
        self, row: int, year: int, held: Mapping[str, Any] | None, tellings: Sequence[Telling]
    ) -> None:
        self._tellings = tellings
        self._plain: dict[str, Any] = {"id": row, "year": year}
        self._held = held
        self._now: dict[str, Any] = dict(held or {})
        self._brought: dict[str, Value] = {}
        # Where a column was said first, in this workbook and before it.
        self._here: dict[str, str] = {}
        self._earlier: dict[str, str] = {}

    def run(self) -> None:
        workbook, first = -1, self._held is None
        for table, place in self._tellings:
            if place in table.left:
                continue
            if table.first != workbook:
                self._next_workbook(workbook)
                workbook = table.first
            self._tell(table, place, new=first)
            first = False

    def _next_workbook(self, last: int) -> None:
        """Takes what a workbook brought into the row, as the next one finds it."""
        file = next((table.found.file for table, _place in self._tellings if table.first == last), "")
        for key, spot in self._here.items():
            self._earlier.setdefault(key, f"{file} {spot}")
        self._here = {}
        if self._brought:
            sheet = self._tellings[0].table.region.sheet
            if self._held is None:
                row = made(sheet, self._plain["id"], dict(self._brought))
                self._held = {**self._plain, **(row.after or {})}
            else:
                self._held = {**self._held, **completed(sheet, self._held, self._brought)}
            self._now = dict(self._held)
        self._brought = {}

    def _tell(self, table: Table, place: int, *, new: bool) -> None:
        """Says what a row brings after those before it."""
        values: dict[str, Value] = {}
        told: dict[str, str] = {}
        differs = False
        for column in table.rows.columns:
            key = column.key
            read = table.read(place, column)
            if read is None:
                continue
            before, said = self._now.get(key), None
            if before != read.value or read.masked or read.settled is not None:
                spots = self._here, self._earlier
                beside = Beside(
                    before,
                    self._held is not None,
                    lambda key=key, spots=spots: spots[0].get(key) or spots[1].get(key, ""),  # type: ignore[misc]
                    lambda one, value, place=place: table.shown(place, one.key, value),  # type: ignore[misc]
                    table.found.equal,
                )
                said = compared(table.region.sheet, read, beside)
            table.say(place, column, said, settled=read.settled is not None)
            if said is None or said.state in _COMES_IN:
                told[key] = f"{table.region.tab}!{table.rows.address(place, column)}"
            if said is not None and said.state in (NEW, CHANGED):
                values[key] = read.value
            differs |= said is not None and said.state == REFUSED and said.differs
        if new:
            values.update(table.given.get(place) or table.rows.given.get(place, {}))
        self._brought |= values
        self._now |= values
        for key, spot in told.items():
            self._here.setdefault(key, spot)
        table.states[place] = NEW if new else CHANGED if values else SAME
        if self._held is not None and (values or differs):
            table.befores[place] = self._held
        if table.rows.homes:
            table.homes[place] = int(self._now.get("community") or 0)
