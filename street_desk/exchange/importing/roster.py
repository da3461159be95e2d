"""The roster: the rows of a table of workers set against the people of the year."""

from __future__ import annotations

from collections.abc import Mapping

from street_desk.domain.kinds import matching
from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.identity import Entry
from street_desk.exchange.importing.people import Person, paired
from street_desk.exchange.importing.planning import Desk, refuse_double
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.registers import Placed, placed_rows, put_home, take_placed
from street_desk.exchange.importing.result import NEW
from street_desk.language import N_, Message, message

_TOLD = ("id_number", "post", "appointed", "phone", "birth")


def match_workers(desk: Desk, draft: Draft, held: Mapping[str, Question]) -> None:
    """Plans the rows of a table of workers."""
    placed = placed_rows(desk, draft)
    once: list[Placed] = []
    people: list[Person] = []
    named: dict[tuple[int, str], list[int]] = {}
    for one, person in zip(placed, _people(draft, placed), strict=True):
        namesakes = named.setdefault((person.community, person.name), [])
        if namesakes:
            earlier = next((place for place in namesakes if person.repeats(people[place])), None)
            if earlier is not None:
                first = DraftRow(draft, once[earlier].place)
                refuse_double(desk, draft, DraftRow(draft, one.place), first)
                continue
        namesakes.append(len(once))
        once.append(one)
        people.append(person)
    pairs = dict(paired((place, p, like) for place, p in enumerate(people) if (like := desk.people.like(p))))
    _remark_on_doubles(desk, draft, [DraftRow(draft, one.place) for one in once], people, pairs)
    odd = draft.flawed()
    for number, (place, home) in enumerate(once):
        entry = pairs.get(number)
        row = DraftRow(draft, place)
        if entry is None and not held and place not in odd:
            _take_new(desk, draft, row, home)
        else:
            new = entry is None
            entry = entry or Entry(desk.next_id("workers"), None, {})
            take_placed(desk, draft, row, home, entry, held, new)
            if new:
                desk.people.add(entry)
    held_by = {once[number].place: entry.held for number, entry in pairs.items()}
    for place, double_of in draft.doubles.items():
        if (row_held := held_by.get(double_of)) is not None:
            draft.befores[place] = row_held


def _take_new(desk: Desk, draft: Draft, row: DraftRow, home: int) -> None:
    """Takes in a new worker of whom nothing is to be said cell by cell, as nearly all are."""
    place, number = row.place, desk.next_id("workers")
    if not put_home(desk, draft, place, home):
        draft.given[place] = {"community": home}
    draft.settle(place, NEW, number)
    draft.homes[place] = home
    desk.people.add_plain(draft, place, number)
    desk.derived(draft, row, None)


def _people(draft: Draft, placed: list[Placed]) -> list[Person]:
    """What each row says of who it is about."""
    if not placed:
        return []
    names = draft.columns["name"].values
    empty = [None] * len(names)
    ids, posts, starts, phones, births = (
        draft.columns[key].values if key in draft.columns else empty for key in _TOLD
    )
    return [
        Person(
            matching(names[place]),
            home,
            id_number := ids[place] or "",
            "*" in id_number,
            posts[place] or "",
            starts[place] or "",
            phones[place] or "",
            births[place] or "",
        )
        for place, home in placed
    ]


def _remark_on_doubles(
    desk: Desk, draft: Draft, rows: list[DraftRow], people: list[Person], pairs: Mapping[int, Entry]
) -> None:
    """Says which rows may be one person twice: one id in two communities or under two names, one name without ids."""
    ids: dict[str, int] = {}
    names: dict[tuple[int, str], int] = {}
    for place, person in enumerate(people):
        cell = None
        if person.id_number and not person.masked:
            first = ids.setdefault(person.id_number, place)
            if first != place:
                other = people[first]
                if (other.community, other.name) != (person.community, person.name):
                    draft.remark(_cell(rows[place]), _one_id(rows[place], rows[first]))
                continue
            cell = _told_before(desk, draft, rows[place], person) if place not in pairs else None
        if cell is not None:
            draft.remark(_cell(rows[place]), cell)
            continue
        first = names.setdefault((person.community, person.name), place)
        if first != place and not (person.id_number and people[first].id_number):
            said = message(
                N_("“{text}” stands in {cell} too, and no id tells the two apart: both go in"),
                text=_text(rows[place]),
                cell=_cell(rows[first]),
            )
            draft.remark(_cell(rows[place]), said)


def _one_id(row: DraftRow, other: DraftRow) -> Message:
    return message(
        N_("“{text}” and “{other}” in {cell} have one id: both go in"),
        text=_text(row),
        other=_text(other),
        cell=_cell(other),
    )


def _told_before(desk: Desk, draft: Draft, row: DraftRow, person: Person) -> Message | None:
    """That an earlier table or workbook of this import has the id of a row that goes in as a new one."""
    other = next(iter(desk.people.with_id(person.id_number)), None)
    if other is None:
        return None
    if other.told:
        table, place = other.told[0]
        found = DraftRow(table, place)
        return message(
            N_("“{text}” and “{other}” in {cell} have one id: both go in"),
            text=_text(row),
            other=_text(found),
            cell=f"{table.tab}!{_cell(found)}",
        )
    return message(
        N_("“{text}” and “{other}” of {community} have one id: both go in"),
        text=_text(row),
        other=str(other.now.get("name") or ""),
        community=desk.communities.name(int(other.now.get("community") or 0)),
    )


def _cell(row: DraftRow) -> str:
    return row.cell("name").address


def _text(row: DraftRow) -> str:
    return cell_text(row.cell("name"))
