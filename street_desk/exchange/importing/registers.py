"""Registers: rows that a year knows by the columns their sheet names, such as premises by community and name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.identity import Entry, register_key
from street_desk.exchange.importing.naming import holds_several
from street_desk.exchange.importing.planning import (
    Desk,
    hold_row,
    leave_row,
    refuse_double,
    refuse_row,
    take_row,
)
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.proposing import home_of
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, message


class Placed(NamedTuple):
    """A row that is named, by its place, and the community it belongs to (0 on a sheet whose rows belong to none)."""

    place: int
    home: int


def placed_rows(desk: Desk, draft: Draft) -> list[Placed]:
    """The rows that can be matched; the others are refused, held or left out."""
    sheet = SHEETS[draft.sheet]
    belongs = "community" in sheet
    found: list[Placed] = []
    names = draft.columns[sheet.naming].values if sheet.naming in draft.columns else []
    texts = draft.columns["community"].values if "community" in draft.columns else [None] * len(names)
    homes = desk.communities.homes
    for place, name in enumerate(names):
        known = homes.get(texts[place] or "")
        if name is not None and known is not None:
            found.append(Placed(place, known))
            continue
        row = DraftRow(draft, place)
        problem = unnamed(row)
        if problem is not None:
            refuse_row(desk, draft, row, sheet.naming, problem)
            continue
        home = home_of(desk, draft, row) if belongs else 0
        if isinstance(home, int):
            found.append(Placed(place, home))
        elif home is None:
            leave_row(desk, draft, row)
        elif isinstance(home, Question):
            hold_row(desk, draft, row, home)
        else:
            refuse_row(desk, draft, row, "community" if row.reading("community") else sheet.naming, home)
    return found


def match_register(desk: Desk, draft: Draft, held: Mapping[str, Question]) -> None:
    """Plans the rows of a table of premises, duties or the like."""
    sheet = SHEETS[draft.sheet]
    known = desk.register(sheet)
    seen: dict[tuple[str, ...], list[DraftRow]] = {}
    for place, home in placed_rows(desk, draft):
        row = DraftRow(draft, place)
        key = register_key(sheet, {key: row.value(key) for key in sheet.identity} | {"community": home})
        earlier = seen.setdefault(key, [])
        entries = known.find(key)
        # A file may hold a row twice, and its own export brings both back.
        if earlier and len(earlier) >= len(entries):
            refuse_double(desk, draft, row, earlier[0], entries[0].held)
            continue
        new = not entries
        if new:
            entry = Entry(desk.next_id(draft.sheet), None, {})
            known.add(key, entry)
        else:
            entry = entries[len(earlier)]
        earlier.append(row)
        take_placed(desk, draft, row, home, entry, held, new)


def take_placed(
    desk: Desk, draft: Draft, row: DraftRow, home: int, entry: Entry, held: Mapping[str, Question], new: bool
) -> None:
    """Takes a row in with the community that was found for it."""
    told = put_home(desk, draft, row.place, home)
    given = {"community": home} if new and home and not told else None
    take_row(desk, draft, row, entry, held, new, given)


def put_home(desk: Desk, draft: Draft, place: int, home: int) -> bool:
    """Puts the community that was found into the row's own cell of it; False where there is none."""
    column = draft.columns.get("community")
    text = column.values[place] if column is not None else None
    if column is None or text is None:
        return False
    column.values[place] = home
    if text != desk.communities.name(home):
        column.raws[place] = text
    return True


def unnamed(row: DraftRow) -> Message | None:
    """Why a row has no name, or several; None where it has one."""
    sheet = SHEETS[row.draft.sheet]
    if (name := row.value(sheet.naming)) is not None:
        several = sheet.name == "communities" and holds_several(cell_text(row.cell(sheet.naming)))
        return (
            message(N_("“{text}” names several communities: give each its own row"), text=name)
            if several
            else None
        )
    reading = row.reading(sheet.naming)
    return (
        message(N_("this row has no {column}"), column=sheet[sheet.naming].heading)
        if reading is None
        else reading.why
    )
