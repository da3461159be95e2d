"""The entries of the history, read a few at a time: a file of many years has tens of thousands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import apsw

from street_desk.domain.edits import Change
from street_desk.language import Message
from street_desk.store.history import Entry
from street_desk.store.rows import from_log


def numbers(db: apsw.Connection, after: int) -> list[int]:
    """The numbers of the edits and notes after one, the oldest first."""
    sql = "SELECT id FROM edits WHERE id > ? AND kind IN ('edit', 'note') ORDER BY id"
    return [int(str(row[0])) for row in db.execute(sql, (after,))]


def read(db: apsw.Connection, wanted: Sequence[int] | None = None) -> list[Entry]:
    """The entries of these numbers, the oldest first; all of them where none are named."""
    sql = "SELECT id, at, who, year, kind, target, what FROM edits"
    if wanted is not None:
        # Few enough for one statement: what a window shows.
        sql += f" WHERE id IN ({', '.join('?' * len(wanted))})"
    found = db.execute(f"{sql} ORDER BY id", tuple(wanted or ()))
    return [
        Entry(number, at, who, year, kind, target, Message.from_json(json.loads(what)))
        for number, at, who, year, kind, target, what in found
    ]


def changes_since(db: apsw.Connection, edit: int) -> Iterator[Change]:
    """Every Change made after an entry, the newest first."""
    sql = """
        SELECT sheet, "row", before, after FROM changes WHERE edit > ? ORDER BY edit DESC, place DESC
    """
    for sheet, row, before, after in db.execute(sql, (edit,)):
        yield Change(sheet, row, from_log(sheet, before), from_log(sheet, after))
