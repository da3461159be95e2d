"""What the file holds beside a row of a table that is not matched yet: this year's value, else last year's."""

from __future__ import annotations

from street_desk.domain.kinds import Value, matching
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.identity import register_key
from street_desk.exchange.importing.people import Person
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.vocabulary import SHEETS


def held_beside(
    draft: Draft, desk: Desk, row: DraftRow, key: str, assessment: Assessment | None
) -> Value | None:
    """What the file holds in a column for the one row that this may be; None where there is none, or several."""
    held = _held(draft, desk, row)
    if held is None:
        return None
    found = held.get(key)
    if found or assessment is None:
        return found
    if draft.sheet == "communities":
        before = assessment.prior_row(held)
    else:
        before = assessment.prior_worker(held) if draft.sheet == "workers" else None
    return (before or {}).get(key)


def _held(draft: Draft, desk: Desk, row: DraftRow) -> Row | None:
    if draft.sheet == "communities":
        named = desk.communities.named(str(row.value("name") or ""))
        return desk.communities.entry(named[0]).now if len(named) == 1 else None
    sheet = SHEETS[draft.sheet]
    home = 0
    if "community" in sheet:
        text = str(row.value("community") or draft.community)
        homes = desk.communities.named(text) if text else ()
        if len(homes) != 1:
            return None
        home = homes[0]
    if draft.sheet == "workers":
        entries = desk.people.like(_person(row, home))
    else:
        own = {key: row.value(key) for key in sheet.identity} | {"community": home}
        entries = desk.register(sheet).find(register_key(sheet, own))
    known = [entry.held for entry in entries if entry.held is not None]
    return known[0] if len(known) == 1 else None


def _person(row: DraftRow, home: int) -> Person:
    id_number = str(row.value("id_number") or "")
    name = matching(str(row.value("name") or ""))
    return Person(name, home, id_number, "*" in id_number, "", "")
