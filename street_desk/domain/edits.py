"""Edits: what one undo takes back, made of Changes to rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from street_desk.domain.catalogue.street import PROVISIONAL
from street_desk.domain.kinds import Value
from street_desk.domain.people import birth_month, sex
from street_desk.domain.sheets import Row
from street_desk.language import Message


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after: None before it is added, None after it is removed, else only what differs."""

    sheet: str
    row: int
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None

    def reversed(self) -> Change:
        return Change(self.sheet, self.row, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One undoable action: what it did, in words, and its Changes. `year` is the year it was made in."""

    what: Message
    changes: tuple[Change, ...]
    year: int

    def reversed(self, what: Message) -> Edit:
        """The Edit that takes this one back."""
        return Edit(what, tuple(c.reversed() for c in reversed(self.changes)), self.year)


FOLLOWS = {"workers": ("sex", "birth")}
"""What a row gets from its other values where it is not told, by sheet: see `completed`."""


def added(sheet: str, row_id: int, year: int, values: Mapping[str, Value]) -> Change:
    """A new row; empty values are not held."""
    return made(sheet, row_id, {"year": year, **{k: v for k, v in values.items() if v is not None}})


def made(sheet: str, row_id: int, values: dict[str, Any]) -> Change:
    """A new row of values that hold the year, are none of them empty, and are given away: 120,000 copies take long."""
    _complete(sheet, {}, values)
    return Change(sheet, row_id, None, values)


def updated(sheet: str, row: Row, values: Mapping[str, Value]) -> Change | None:
    """The change that gives a row these values; None where it has them."""
    differing = {k: v for k, v in completed(sheet, row, values).items() if row.get(k) != v}
    if not differing:
        return None
    return Change(sheet, int(row["id"]), {k: row.get(k) for k in differing}, differing)


def removed(sheet: str, row: Row) -> Change:
    """The row gone, everything it held kept for undo."""
    return Change(sheet, int(row["id"]), {k: v for k, v in row.items() if k != "id" and v is not None}, None)


def completed(sheet: str, row: Row, values: Mapping[str, Value]) -> dict[str, Any]:
    """The values with what follows from them: sex and birth from an id; a retyped figure is confirmed."""
    full = dict(values)
    _complete(sheet, row, full)
    return full


def _complete(sheet: str, row: Row, values: dict[str, Any]) -> None:
    if sheet == "workers" and (id_number := values.get("id_number")):
        for key, told in (("sex", sex), ("birth", birth_month)):
            if row.get(key) is None and values.get(key) is None and (found := told(id_number)):
                values[key] = found
    if sheet == "figures" and row.get(PROVISIONAL):
        waiting = [key for key in str(row[PROVISIONAL]).split(",") if key not in values]
        values.setdefault(PROVISIONAL, ",".join(waiting) or None)
