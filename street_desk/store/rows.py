"""Rows between Python and SQL: values by Kind, a county's own columns in `extra`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import apsw
import msgspec

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.edits import Change
from street_desk.domain.kinds import Kind
from street_desk.domain.sheets import Row, Sheet


def table_columns(sheet: Sheet) -> tuple[str, ...]:
    """The SQL columns of a sheet, in the order statements use."""
    hidden = ("id", "year", "origin") if sheet.yearly else ("id", "origin")
    return (*hidden, *(c.key for c in sheet.typed))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def read_rows(db: apsw.Connection, sheet: Sheet, year: int | None) -> dict[int, Row]:
    """The rows of a sheet, those of one year where it has years; empty values are left out."""
    columns = table_columns(sheet)
    kinds = _kinds(sheet.name)
    sql = f'SELECT {_quoted(columns)}, extra FROM "{sheet.name}"'
    where, values = (" WHERE year = ?", (year,)) if sheet.yearly and year is not None else ("", ())
    found: dict[int, Row] = {}
    for *stored, extra in db.execute(f"{sql}{where} ORDER BY id", values):
        row = {
            key: kinds[key].load(value) if key in kinds else value
            for key, value in zip(columns, stored, strict=True)
            if value is not None
        }
        if extra != "{}":
            row |= json.loads(extra, parse_float=Decimal)
        found[row["id"]] = row
    return found


def write_change(db: apsw.Connection, change: Change) -> None:
    """Makes one Change in its table."""
    sheet = SHEETS[change.sheet]
    if change.after is None:
        db.execute(f'DELETE FROM "{sheet.name}" WHERE id = ?', (change.row,))
        return
    own, extra = _split(sheet, change.after)
    if change.before is None:
        own["id"] = change.row
        own["extra"] = _json(extra)
        db.execute(_insert(sheet.name, tuple(own)), tuple(own.values()))
        return
    if own:
        sets = ", ".join(f'"{key}" = ?' for key in own)
        db.execute(f'UPDATE "{sheet.name}" SET {sets} WHERE id = ?', (*own.values(), change.row))
    if extra:
        patch = _json(extra)
        db.execute(
            f'UPDATE "{sheet.name}" SET extra = json_patch(extra, ?) WHERE id = ?', (patch, change.row)
        )


def _split(sheet: Sheet, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of the table's own columns as stored, and those of the county's."""
    stored = _stored(sheet.name)
    own: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in values.items():
        if key in stored:
            store = stored[key]
            own[key] = value if store is None else store(value)
        elif key not in ("id", "street"):
            extra[key] = value
    return own, extra


@lru_cache(maxsize=1_000)
def _insert(sheet: str, keys: tuple[str, ...]) -> str:
    """The statement that puts in a row of these columns; an import asks 120,000 times."""
    return f'INSERT INTO "{sheet}" ({_quoted(keys)}) VALUES ({", ".join("?" * len(keys))})'


@cache
def _stored(sheet: str) -> Mapping[str, Callable[[Any], Any] | None]:
    """How each of a table's own columns is stored, by key; None where the value is stored as it is."""
    kinds = _kinds(sheet)
    stored = {key: None if type(kind).store is Kind.store else kind.store for key, kind in kinds.items()}
    return {**stored, "year": None, "origin": None}


@cache
def _kinds(sheet: str) -> Mapping[str, Kind]:
    """The kinds of a table's own columns by key; an import asks 120,000 times."""
    return {c.key: c.kind for c in SHEETS[sheet].typed}


# A Decimal is a number in JSON too, digit by digit.
_JSON = msgspec.json.Encoder(decimal_format="number")


def _json(values: Mapping[str, Any]) -> str:
    """Values as JSON."""
    return _JSON.encode(values).decode() if values else "{}"


def to_log(values: Mapping[str, Any] | None) -> str | None:
    """A Change's values for the history."""
    if values is None:
        return None
    return _json(values)


def from_log(sheet: str, text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    kinds = _kinds(sheet)
    held = json.loads(text, parse_float=Decimal)
    return {k: kinds[k].load(v) if k in kinds and v is not None else v for k, v in held.items()}


def changes_of(db: apsw.Connection, edit: int) -> Iterator[Change]:
    """The Changes of an Edit in the history, in their order."""
    sql = "SELECT sheet, row, before, after FROM changes WHERE edit = ? ORDER BY place"
    for sheet, row, before, after in db.execute(sql, (edit,)):
        yield Change(sheet, row, from_log(sheet, before), from_log(sheet, after))
