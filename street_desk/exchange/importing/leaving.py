"""Leaving rows out: the previews of an import as they would be if those rows did not stand in the workbooks.

What was matched stays matched. What changes is who says something first: a row that is left out neither brings a value
nor stands against another, and where it would have made a row everything that is said of that row stays out with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from street_desk.domain.edits import completed, made
from street_desk.domain.kinds import Value
from street_desk.exchange.importing.preview import Preview, Refused, Region
from street_desk.exchange.importing.result import (
    CHANGED,
    DIFFERS,
    NEW,
    REFUSED,
    SAME,
    SKIPPED,
    Said,
    TakenRows,
)
from street_desk.language import N_, message

Named = tuple[str, str, str]
"""A row of an import: its file, its tab, and the cell that names it there (`TakenRows.named`)."""
_COMES_IN = (NEW, CHANGED, SAME)
_LEFT = message(N_("left out by you"))


def without(previews: Sequence[Preview], out: AbstractSet[Named]) -> tuple[Preview, ...]:
    """The previews without these rows; what they say of rows that are not concerned stays as it is."""
    return _Leaving(previews, out).previews() if out else tuple(previews)


class _Telling(NamedTuple):
    """One row of a table that says something of a row of the year: the table, and its place there."""

    table: _Table
    place: int


@dataclass(slots=True)
class _Table:
    """A region of the import and what becomes otherwise in it; `first` is the place of its workbook."""

    first: int
    file: str
    region: Region
    left: set[int] = field(default_factory=set)
    states: dict[int, str] = field(default_factory=dict)
    said: dict[tuple[int, str], Said] = field(default_factory=dict)
    befores: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    refused: list[Refused] = field(default_factory=list)

    @property
    def rows(self) -> TakenRows:
        return self.region.rows

    def brings(self, place: int) -> bool:
        """Whether a row still brings something."""
        return place not in self.left and self.states.get(place, self.rows.states[place]) in (NEW, CHANGED)

    def now(self) -> Region:
        """The region as it is now."""
        if not (self.left or self.states or self.said):
            return self.region
        states = list(self.rows.states)
        for place, state in (*self.states.items(), *((place, SKIPPED) for place in self.left)):
            states[place] = state
        rows = replace(
            self.rows,
            states=states,
            whys={**self.rows.whys, **dict.fromkeys(self.left, _LEFT)},
            said={**self.rows.said, **self.said},
            befores={**self.rows.befores, **self.befores},
        )
        gone = self.rows.only_of(self.left)
        kept = [
            one
            for one in self.region.refused
            if (one.cell, one.column) not in self.taken and not gone(one.cell)
        ]
        return replace(self.region, rows=rows, refused=(*kept, *self.refused))


class _Leaving:
    """One working out of an import without some of its rows."""

    def __init__(self, previews: Sequence[Preview], out: AbstractSet[Named]) -> None:
        self._previews = previews
        self._tables = [
            _Table(first, found.file, region)
            for first, found in enumerate(previews)
            # As they are planned.
            for region in sorted(found.regions, key=lambda region: region.sheet != "communities")
        ]
        cells: dict[tuple[str, str], set[str]] = {}
        for file, tab, cell in out:
            cells.setdefault((file, tab), set()).add(cell)
        for table in self._tables:
            table.left = table.rows.places_of(cells.get((table.file, table.region.tab), ()))
        for communities in (True, False):
            self._follow(communities=communities)

    def _follow(self, *, communities: bool) -> None:
        """Works out anew the rows of the year that rows left out speak of, communities first: others go with them."""
        tables = [one for one in self._tables if (one.region.sheet == "communities") == communities]
        touched = {
            (t.region.sheet, t.rows.ids[place]) for t in tables for place in t.left if t.rows.ids[place]
        }
        gone: set[int] = set()
        for row, tellings in _tellings(tables, touched).items():
            if any(t.rows.states[place] == NEW and place in t.left for t, place in tellings):
                gone.add(row[1])
                for table, place in tellings:
                    table.left.add(place)
            else:
                _Replay(row[1], self._previews[0].year, tellings).run()
        if not communities:
            return
        for table in self._tables:
            if table.rows.homes and gone:
                table.left |= {place for place, home in enumerate(table.rows.homes) if home in gone}

    def previews(self) -> tuple[Preview, ...]:
        regions: dict[int, dict[int, Region]] = {}
        for table in self._tables:
            regions.setdefault(table.first, {})[id(table.region)] = table.now()
        # A community that only an answer adds comes in with the first workbook of which someone of it does.
        wanted: dict[int, int] = {}
        for table in self._tables:
            for place, home in enumerate(table.rows.homes):
                if home not in wanted and table.brings(place):
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
    tables: Sequence[_Table], touched: AbstractSet[tuple[str, int]]
) -> dict[tuple[str, int], list[_Telling]]:
    """Who says something of those rows, in the order of the import."""
    found: dict[tuple[str, int], list[_Telling]] = {row: [] for row in touched}
    for table in tables:
        for place, row in enumerate(table.rows.ids):
            of_row = found.get((table.region.sheet, row))
            if of_row is not None and table.rows.states[place] in _COMES_IN:
                of_row.append(_Telling(table, place))
    return found


class _Replay:
    """A row of the year, told anew by the rows that stay."""

    def __init__(self, row: int, year: int, tellings: Sequence[_Telling]) -> None:
        self._tellings = tellings
        befores = (table.rows.befores.get(place) for table, place in tellings)
        self._held = next((before for before in befores if before is not None), None)
        if any(table.rows.states[place] == NEW for table, place in tellings):
            self._held = None
        self._plain: dict[str, Any] = {"id": row, "year": year}
        self._now: dict[str, Value] = dict(self._held or {})
        self._told: dict[str, tuple[int, str]] = {}

    def run(self) -> None:
        told = [(one, dict(values)) for one, values in self._values()]
        before: Mapping[str, Any] | None = self._held
        brought: dict[str, Value] = {}
        workbook = -1
        for (table, place), values in told:
            if place in table.left:
                continue
            if table.first != workbook:
                before = self._after(before, brought)
                workbook, brought = table.first, {}
            brought |= self._tell(table, place, values, before)

    def _values(self) -> Iterator[tuple[_Telling, Iterator[tuple[str, Value]]]]:
        """What each row says, by column, the ones left out too: a cell that is the same says what it is the same as."""
        now: dict[str, Value] = dict(self._held or {})
        for one in self._tellings:
            yield one, _said_by(one, now)

    def _after(self, before: Mapping[str, Any] | None, brought: dict[str, Value]) -> Mapping[str, Any] | None:
        """The row after a workbook."""
        if not brought:
            return before
        sheet = self._tellings[0].table.region.sheet
        if before is not None:
            return {**before, **completed(sheet, before, brought)}
        row = made(sheet, self._plain["id"], dict(brought))
        return {**self._plain, **(row.after or {})}

    def _tell(
        self, table: _Table, place: int, values: Mapping[str, Value], before: Mapping[str, Any] | None
    ) -> dict[str, Value]:
        """What a row brings after those before it."""
        brought: dict[str, Value] = {}
        makes = table.rows.states[place] == NEW
        for key, value in values.items():
            known, now = self._told.get(key), self._now.get(key)
            if makes or (known is None and now != value):
                brought[key] = self._now[key] = value
                if not makes:
                    self._say(
                        table, place, key, CHANGED if now is not None and self._held else NEW, value, now
                    )
            elif now == value:
                self._say(table, place, key, SAME, value, None)
            else:
                self._differ(table, place, key, value)
                continue
            cell = table.rows.cell(place, key)
            if cell is not None:
                self._told.setdefault(key, (table.first, f"{table.region.tab}!{cell.address}"))
        if not makes:
            table.states[place] = CHANGED if brought else SAME
            if brought and before is not None:
                table.befores[place] = before
        return brought

    def _say(self, table: _Table, place: int, key: str, state: str, value: Value, old: Value) -> None:
        rows = table.rows
        said = rows.said.get((place, key))
        if said is None and state == SAME:
            return
        text = said.text if said is not None else rows.shown(key, value)
        table.said[place, key] = Said(state, text, rows.shown(key, old) if state == CHANGED else "")
        if said is not None and said.differs and (cell := rows.cell(place, key)) is not None:
            table.taken.add((cell.address, key))

    def _differ(self, table: _Table, place: int, key: str, value: Value) -> None:
        rows = table.rows
        cell = rows.cell(place, key)
        first, spot = self._told.get(key, (table.first, ""))
        if cell is None or not spot:
            return
        if first != table.first:
            spot = f"{self._file(first)} {spot}"
        why = message(DIFFERS, cell=spot, text=rows.shown(key, self._now.get(key)))
        table.said[place, key] = Said(REFUSED, cell.text, why=why, differs=True)
        table.taken.add((cell.address, key))
        table.refused.append(Refused(cell.address, key, cell.text, why))

    def _file(self, first: int) -> str:
        return next(table.file for table, _place in self._tellings if table.first == first)


def _said_by(one: _Telling, now: dict[str, Value]) -> Iterator[tuple[str, Value]]:
    rows, place = one.table.rows, one.place
    for column in rows.columns:
        key, value, said = column.key, column.values[place], rows.said.get((place, column.key))
        if said is None:
            if value is not None:
                now[key] = value
                yield key, value
        elif said.state == SAME:
            yield key, now.get(key) or value
        elif said.state in (NEW, CHANGED):
            now[key] = value
            yield key, value
        elif said.differs:
            yield key, value
    for key, value in rows.given.get(place, {}).items():
        now[key] = value
        yield key, value
