"""Matching the data rows of a table to communities and workers, then planning each."""

from __future__ import annotations

from collections.abc import Mapping

from street_desk.domain.book import stem
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import matching
from street_desk.exchange.importing.draft import Draft, DraftRow, chosen
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.identity import Entry, Person, paired
from street_desk.exchange.importing.planning import Desk, ask, hold_row, leave_row, refuse_row, take_row
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.result import Plan
from street_desk.language import N_, Message, message

_ADD = message(N_("Add the community"))
_LEAVE = message(N_("Leave its people out"))
_NO_HOME = message(N_("the row names no community"))


def match_communities(desk: Desk, draft: Draft, held: Mapping[str, Question]) -> None:
    """Plans the rows of a table of communities; `held` are its columns that wait for an answer."""
    blocking = next((q for key, q in held.items() if SHEETS["communities"][key].required), None)
    taken: dict[int, DraftRow] = {}
    called = _called(desk, draft)
    for row in draft.rows():
        problem = _unnamed(row)
        if problem is not None:
            refuse_row(desk, draft, row, "name", problem)
            continue
        name = str(row.value("name"))
        _without_anothers_code(desk, draft, row, name, taken, called)
        code = row.value("code")
        found = _community(desk, name, code)
        if isinstance(found, Message):
            refuse_row(desk, draft, row, "name", found)
        elif found is not None and found in taken:
            refuse_row(desk, draft, row, "name", _twice(draft, taken[found]))
        elif blocking is not None:
            if found is None:
                desk.waiting.setdefault(matching(name), blocking)
                desk.waiting.setdefault(f"stem:{stem(name)}", blocking)
            hold_row(desk, draft, row, blocking)
        else:
            new = found is None
            entry = (
                desk.communities.add(desk.next_id("communities"), name, code)
                if found is None
                else desk.communities.entry(found)
            )
            taken[entry.row] = row
            desk.communities.give_code(entry.row, code)
            take_row(desk, draft, row, entry, held, new)


def _called(desk: Desk, draft: Draft) -> dict[int, int]:
    """The communities of the file that rows of the table call by their very name, each with the first such row."""
    found: dict[int, int] = {}
    for row in draft.rows():
        named = desk.communities.named(str(row.value("name") or ""))
        if len(named) == 1:
            found.setdefault(named[0], row.number)
    return found


def _without_anothers_code(
    desk: Desk,
    draft: Draft,
    row: DraftRow,
    name: str,
    taken: Mapping[int, DraftRow],
    called: Mapping[int, int],
) -> None:
    """Refuses the code of a row where it is another community's; the row goes on under its name.

    A code that nobody else of the table lays claim to tells a community that was renamed.
    """
    code = row.value("code")
    owner = next(iter(desk.communities.coded(code)), None) if code else None
    if owner is None:
        return
    named = desk.communities.named(name)
    if owner in named or (not named and owner not in taken and called.get(owner, row.number) == row.number):
        return
    if owner in taken:
        cell = taken[owner].cell("name")
        why = message(
            N_("the code {code} is that of {name} already, in row {row}"),
            code=code,
            name=cell_text(cell),
            row=str(taken[owner].number),
        )
    else:
        why = message(
            N_("the code {code} is that of {name} already"), code=code, name=desk.communities.name(owner)
        )
    row.refuse("code", why)


def _community(desk: Desk, name: str, code: str | None) -> int | Message | None:
    """The row of a community by code, else by name; None for a new one, or why it cannot be told."""
    coded = desk.communities.coded(code) if code else []
    named = desk.communities.named(name)
    if coded:
        return coded[0]
    if len(named) > 1:
        names = tuple(desk.communities.name(i) for i in named)
        return message(N_("“{text}” could be several communities: {choices}."), text=name, choices=names)
    if named and code:
        own = desk.communities.entry(named[0]).now
        if own.get("code") and matching(str(own.get("name"))) != matching(name):
            # X社区居委会 with a code of its own is not X社区.
            return None
    return named[0] if named else None


def match_workers(desk: Desk, draft: Draft, held: Mapping[str, Question]) -> None:
    """Plans the rows of a table of workers; `held` are its columns that wait for an answer."""
    placed: list[tuple[DraftRow, Person]] = []
    for row in draft.rows():
        problem = _unnamed(row)
        if problem is not None:
            refuse_row(desk, draft, row, "name", problem)
            continue
        home = _home(desk, draft, row)
        if isinstance(home, int):
            placed.append((row, _person(row, home)))
        elif home is None:
            leave_row(desk, draft, row)
        elif isinstance(home, Question):
            hold_row(desk, draft, row, home)
        else:
            refuse_row(desk, draft, row, "community" if row.reading("community") else "name", home)
    first: dict[tuple[int, str], list[tuple[DraftRow, Person]]] = {}
    once: list[tuple[DraftRow, Person]] = []
    for row, person in placed:
        keys = {(person.community, person.name), (person.community, person.id_number or person.name)}
        earlier = next((r for key in keys for r, p in first.get(key, []) if person.repeats(p)), None)
        if earlier is not None:
            refuse_row(desk, draft, row, "name", _twice(draft, earlier))
            continue
        for key in keys:
            first.setdefault(key, []).append((row, person))
        once.append((row, person))
    offers = [(place, person, desk.people.like(person)) for place, (_, person) in enumerate(once)]
    pairs = dict(paired(offers))
    for place, (row, person) in enumerate(once):
        entry = pairs.get(place)
        new = entry is None
        if entry is None:
            entry = Entry(desk.next_id("workers"), None, {})
        given = {"community": person.community} if new else {}
        if row.value("community") is not None:
            row.put("community", person.community)
        take_row(desk, draft, row, entry, held, new, given)
        if new:
            desk.people.add(entry)


def _home(desk: Desk, draft: Draft, row: DraftRow) -> int | Question | Message | None:
    """The community of a worker; the question or the reason where it cannot be told, None where it is left out."""
    text = str(row.value("community") or "")
    reading = None if text and text in desk.communities.homes else row.reading("community")
    if reading is None and text:
        return desk.communities.homes[text]
    if reading is not None and reading.why is not None:
        return reading.why
    if not text:
        found = desk.communities.named(draft.tab) if draft.table.heading("community") is None else []
        return found[0] if len(found) == 1 else _NO_HOME
    found = desk.communities.named(text)
    if len(found) > 1:
        names = tuple(desk.communities.name(i) for i in found)
        return message(N_("“{text}” could be several communities: {choices}."), text=text, choices=names)
    if found:
        desk.communities.homes[text] = found[0]
        return found[0]
    waiting = desk.waiting.get(matching(text)) or desk.waiting.get(f"stem:{stem(text)}")
    if waiting is not None:
        return waiting
    options = (_ADD, _LEAVE)
    name = f"community:{matching(text)}"
    cell = reading.cell.address if reading is not None else ""
    asked = message(N_("“{text}” is not among the communities of this year."), text=text)
    question = Question(
        name, draft.tab, cell, "community", asked, options, answer=chosen(options, name, desk.answers)
    )
    if question.answer is None:
        desk.waiting[matching(text)] = question
        return question
    ask(draft, question)
    if question.answer == 1:
        return None
    entry = desk.communities.add(desk.next_id("communities"), text, None)
    entry.now["name"] = text
    desk.asked_for.append(Plan("", 0, "communities", entry.row, {"name": text}))
    return entry.row


def _person(row: DraftRow, home: int) -> Person:
    id_number = str(row.value("id_number") or "")
    masked = id_number if "*" in id_number else ""
    return Person(
        matching(str(row.value("name"))),
        home,
        "" if masked else id_number,
        masked,
        str(row.value("post") or ""),
        str(row.value("appointed") or ""),
    )


def _unnamed(row: DraftRow) -> Message | None:
    if row.value("name") is not None:
        return None
    reading = row.reading("name")
    if reading is None:
        return message(N_("this row has no {column}"), column=SHEETS["workers"]["name"].heading)
    return reading.why


def _twice(draft: Draft, earlier: DraftRow) -> Message:
    cell = earlier.cell("name")
    return message(N_("“{text}” stands in {cell} already"), text=cell_text(cell), cell=cell.address)
