"""A value's way through the history: each entry that set it, where an imported one stood, and which one counts now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import apsw

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.catalogue.own_columns import own_kind
from street_desk.domain.kinds import Kind, Reference, Text, Value
from street_desk.domain.remembering import Origin, address, spelt
from street_desk.language import Message
from street_desk.store.history import Carried, Entry, ValueEntry
from street_desk.store.rows import from_log


def value_entries(
    db: apsw.Connection, sheet: str, row: int, key: str, before: int | None = None
) -> Iterator[ValueEntry]:
    """The entries that set a value, the newest first, each looked up as it is asked for.

    `before`: only entries older than that one.
    """
    sql = "SELECT DISTINCT edit FROM import_rows WHERE sheet = ? AND row = ?"
    imported = {found[0] for found in db.execute(sql, (sheet, row))}
    for entry, was, became in _set(db, sheet, row, key, before):
        origin = carried = None
        if entry.id in imported and became is not None and became.get(key) is not None:
            origin = _origin(db, entry, sheet, row, key, became[key])
        if entry.kind == "edit" and was is None and became is not None and became.get("origin"):
            carried = Carried(int(became["year"]) - 1, int(became["origin"]))
        yield ValueEntry(entry, (was or {}).get(key), (became or {}).get(key), origin, carried)


def counting(entries: Iterable[ValueEntry]) -> ValueEntry | None:
    """Of a value's entries, newest first, the one that made it what it is; None where nothing did.

    What undo took back made nothing, and what redo made again was made by its Edit.
    """
    older_than: int | None = None
    again: int | None = None
    for one in entries:
        number = one.entry.id
        if again is not None and number != again:
            continue
        if older_than is not None and number >= older_than:
            continue
        if one.entry.kind == "undo":
            older_than = one.entry.target
        elif one.entry.kind == "redo":
            again = one.entry.target
        else:
            return one
    return None


_Set = tuple[Entry, dict[str, Any] | None, dict[str, Any] | None]


def _set(db: apsw.Connection, sheet: str, row: int, key: str, before: int | None) -> Iterator[_Set]:
    # The index on sheet and row of changes ends in edit and place, so the newest comes without sorting.
    sql = """
        SELECT e.id, e.at, e.who, e.year, e.kind, e.target, e.what, c.before, c.after
        FROM changes c JOIN edits e ON e.id = c.edit
        WHERE c.sheet = ? AND c.row = ? AND c.edit < ? ORDER BY c.edit DESC, c.place DESC
    """
    named = json.dumps(key, ensure_ascii=False)
    newest = before if before is not None else 2**62
    rows: Iterable[tuple[Any, ...]] = db.execute(sql, (sheet, row, newest))
    for number, at, who, year, kind, target, what, was, became in rows:
        # Reading JSON is slow where a row has thousands of entries: only those that name the key at all.
        if named not in (was or "") and named not in (became or ""):
            continue
        then, now = from_log(sheet, was), from_log(sheet, became)
        if key in (then or {}) or key in (now or {}):
            words = Message.from_json(json.loads(what))
            yield Entry(number, at, who, year, kind, target, words), then, now


def _origin(db: apsw.Connection, entry: Entry, sheet: str, row: int, key: str, value: Value) -> Origin | None:
    sql = """
        SELECT r.number, r.raws, r.places, t.tab, t.wan, t.columns, i.file
        FROM import_rows r
        JOIN import_tables t ON t.edit = r.edit AND t.place = r.place
        JOIN imports i ON i.edit = t.edit AND i.place = t.workbook
        WHERE r.sheet = ? AND r.row = ? AND r.edit = ? ORDER BY r.place DESC
    """
    for number, raws, places, tab, wan, columns, file in db.execute(sql, (sheet, row, entry.id)):
        raw = json.loads(raws).get(key) if raws else None
        cell = json.loads(places).get(key) if places else None
        if cell is None and (column := json.loads(columns).get(key)) is not None:
            cell = address(column, number)
        if cell is None or raw == "":
            continue
        if raw is None:
            raw = _plain(db, entry, sheet, key, value, bool(wan))
        return Origin(entry.id, entry.at, entry.who, file, tab, cell, raw)
    return None


def _plain(db: apsw.Connection, entry: Entry, sheet: str, key: str, value: Value, wan: bool) -> str:
    kind: Kind = SHEETS[sheet][key].kind if key in SHEETS[sheet] else own_kind(key) or Text()
    if not isinstance(kind, Reference):
        return spelt(kind, value, wan)
    # The name that the row had then.
    named = _set(db, kind.sheet, int(value), "name", entry.id + 1)
    return str(next(((now or {}).get("name") or "" for _entry, _then, now in named), ""))
