"""Matching the data rows of a table to rows of the year, then planning each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.planning import (
    Desk,
    hold_row,
    leave_row,
    refuse_double,
    refuse_row,
    take_row,
)
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.proposing import CERTAIN, taken_for, wait, which_community
from street_desk.exchange.importing.registers import match_register, unnamed
from street_desk.exchange.importing.roster import match_workers
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, message


def claim_communities(desk: Desk, drafts: Iterable[Draft]) -> None:
    """Finds the communities of the year that tables name beyond doubt: no other row of the workbook is like them."""
    for draft in drafts:
        if draft.sheet != "communities":
            continue
        for row in draft.rows():
            for key in ("code", "name"):
                named = desk.communities.named(str(row.value(key) or ""))
                if len(named) == 1:
                    desk.communities.claimed.update(named)


def match_rows(desk: Desk, draft: Draft, held: Mapping[str, Question]) -> None:
    """Plans the rows of a table; `held` are its columns that wait for an answer."""
    if draft.sheet == "communities":
        match_communities(desk, draft, held)
    elif draft.sheet == "workers":
        match_workers(desk, draft, held)
    else:
        match_register(desk, draft, held)


def match_communities(desk: Desk, draft: Draft, held: Mapping[str, Question]) -> None:
    """Plans the rows of a table of communities."""
    blocking = next((q for key, q in held.items() if SHEETS["communities"][key].required), None)
    taken: dict[int, DraftRow] = {}
    called = _called(desk, draft)
    for row in draft.rows():
        problem = unnamed(row)
        if problem is not None:
            refuse_row(desk, draft, row, "name", problem)
            continue
        name = str(row.value("name"))
        _without_anothers_code(desk, draft, row, name, taken, called)
        code = row.value("code")
        found, match, question, left = which_community(desk, draft, row, name, code)
        own = called.get(found or 0, row)
        if question is not None:
            wait(desk, name, question)
            draft.spared.update(pair[1] for pair in desk.communities.alike(name))
            draft.spared.update(desk.communities.named(name))
            hold_row(desk, draft, row, question)
        elif left:
            leave_row(desk, draft, row)
        elif found is not None and found in taken:
            refuse_double(desk, draft, row, taken[found], desk.communities.entry(found).held)
        elif match is not None and match.score < CERTAIN and own.place != row.place:
            # The row that has the community's very name is the community.
            refuse_double(desk, draft, row, own, desk.communities.entry(found or 0).held)
        elif (blocked := blocking or draft.blocked(row.place)) is not None:
            if found is None:
                wait(desk, name, blocked)
            else:
                draft.spared.add(found)
            hold_row(desk, draft, row, blocked)
        else:
            new = found is None
            entry = (
                desk.communities.add(desk.next_id("communities"), name, code)
                if found is None
                else desk.communities.entry(found)
            )
            if match is not None:
                spoken = taken_for(name, desk.communities.name(entry.row), match)
                draft.remark(row.cell("name").address, spoken)
            taken[entry.row] = row
            desk.communities.give_code(entry.row, code)
            take_row(desk, draft, row, entry, held, new, match=match)


def _called(desk: Desk, draft: Draft) -> dict[int, DraftRow]:
    """The communities that rows of the table call by their very name, each with the first such row."""
    found: dict[int, DraftRow] = {}
    for row in draft.rows():
        named = desk.communities.exact(str(row.value("name") or ""))
        if len(named) == 1:
            found.setdefault(named[0], row)
    return found


def _without_anothers_code(
    desk: Desk,
    draft: Draft,
    row: DraftRow,
    name: str,
    taken: Mapping[int, DraftRow],
    called: Mapping[int, DraftRow],
) -> None:
    """Refuses the code of a row where it is another community's; the row goes on under its name.

    A code that nobody else of the table lays claim to tells a community that was renamed.
    """
    code = row.value("code")
    owner = next(iter(desk.communities.coded(code)), None) if code else None
    if owner is None:
        return
    named = desk.communities.named(name)
    if owner in named or (not named and owner not in taken and called.get(owner, row).number == row.number):
        return
    if owner in taken:
        why = message(
            N_("the code {code} is that of {name} already, in row {row}"),
            code=code,
            name=cell_text(taken[owner].cell("name")),
            row=str(taken[owner].number),
        )
    else:
        why = message(
            N_("the code {code} is that of {name} already"), code=code, name=desk.communities.name(owner)
        )
    row.refuse("code", why)
