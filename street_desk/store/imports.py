"""What the file remembers of its imports, as SQL: originals, where values stood, and confirmed mappings."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apsw
import msgspec

from street_desk.domain.problems import FileUnreadable
from street_desk.domain.remembering import Original, Remembered, Source

MOST_OF_ONE = 20_000_000
"""The largest workbook kept, in bytes: the largest offices hand in are some 15 MB, pictures and all."""

MOST_TOGETHER = 100_000_000
"""How much of originals a file keeps: it stays small enough to be copied to a stick and backed up in a few seconds."""

_PACKED_ENOUGH = 0.9
"""An .xlsx is a zip already and gets no smaller; .xls, .et and .csv come to a fifth."""

_SAMPLE = 65_536


@dataclass(frozen=True, slots=True)
class Kept:
    """A source with its original read and packed, before anything is written; `content` is None where too large."""

    source: Source
    size: int
    sha256: str
    packed: bool
    content: bytes | None


def prepared(sources: Iterable[Source]) -> list[Kept]:
    """The sources ready to be written. Raises FileUnreadable where an original is gone."""
    return [_prepared(source) for source in sources]


def _prepared(source: Source) -> Kept:
    content = source.original
    if not isinstance(content, bytes):
        try:
            content = content.read_bytes()
        except OSError as error:
            raise FileUnreadable(path=str(source.original)) from error
    size, sha256 = len(content), hashlib.sha256(content).hexdigest()
    if size > MOST_OF_ONE:
        return Kept(source, size, sha256, False, None)
    sample = content[:_SAMPLE]
    if len(zlib.compress(sample)) < _PACKED_ENOUGH * len(sample):
        return Kept(source, size, sha256, True, zlib.compress(content))
    return Kept(source, size, sha256, False, content)


def write_sources(db: apsw.Connection, edit: int, kept: Sequence[Kept]) -> None:
    """Writes the sources of an Edit; of the originals the oldest go where all together are too much."""
    first = 0
    for workbook, one in enumerate(kept):
        source = one.source
        db.execute(
            "INSERT INTO imports VALUES (?, ?, ?, ?, ?)", (edit, workbook, source.file, one.size, one.sha256)
        )
        if one.content is not None:
            sql = "INSERT INTO originals VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            db.execute(sql, (one.sha256, int(one.packed), one.content))
        db.executemany(
            "INSERT INTO import_tables VALUES (?, ?, ?, ?, ?, ?)",
            (
                (edit, first + place, workbook, table.tab, int(table.wan), _json(table.columns))
                for place, table in enumerate(source.tables)
            ),
        )
        sheets = [table.sheet for table in source.tables]
        db.executemany(
            # A row that a table holds twice was last read from the second.
            "INSERT OR REPLACE INTO import_rows VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    sheets[table],
                    row,
                    edit,
                    first + table,
                    number,
                    _json(raws) if raws else None,
                    _json(places) if places else None,
                )
                # In the order of the table's key, so that each goes to its end.
                for table, row, number, raws, places in sorted(
                    source.rows, key=lambda r: (sheets[r[0]], r[1])
                )
            ),
        )
        first += len(source.tables)
    if kept:
        thin(db, MOST_TOGETHER)


_JSON = msgspec.json.Encoder()


def _json(values: Any) -> str:
    return _JSON.encode(values).decode()


def originals(db: apsw.Connection) -> Iterator[Original]:
    """Every workbook that was imported, the newest first."""
    sql = """
        SELECT i.edit, i.place, e.at, e.who, e.year, i.file, i.size, i.sha256, o.sha256 IS NOT NULL
        FROM imports i JOIN edits e ON e.id = i.edit LEFT JOIN originals o ON o.sha256 = i.sha256
        ORDER BY i.edit DESC, i.place
    """
    rows: Iterable[tuple[Any, ...]] = db.execute(sql)
    for edit, place, when, who, year, file, size, sha256, kept in rows:
        yield Original(edit, place, when, who, year, file, size, sha256, bool(kept))


def original(db: apsw.Connection, edit: int, place: int) -> bytes | None:
    """The content of an imported workbook; None where it is not kept."""
    sql = """
        SELECT o.packed, o.content FROM imports i JOIN originals o ON o.sha256 = i.sha256
        WHERE i.edit = ? AND i.place = ?
    """
    for packed, content in db.execute(sql, (edit, place)):
        return zlib.decompress(content) if packed else bytes(content)
    return None


def thin(db: apsw.Connection, keep_bytes: int) -> int:
    """Drops the contents imported longest ago until `keep_bytes` are left; how many went."""
    sql = """
        SELECT o.sha256, length(o.content), max(i.edit) AS newest, max(i.place) AS place
        FROM originals o JOIN imports i ON i.sha256 = o.sha256
        GROUP BY o.sha256 ORDER BY newest DESC, place DESC
    """
    together, gone = 0, []
    rows: list[tuple[Any, ...]] = db.execute(sql).fetchall()
    for sha256, size, *_place in rows:
        together += size
        if together > keep_bytes:
            gone.append((sha256,))
    db.executemany("DELETE FROM originals WHERE sha256 = ?", gone)
    return len(gone)


def drop(db: apsw.Connection, edit: int, place: int) -> None:
    """Drops one workbook's content, for every import of it."""
    db.execute(
        "DELETE FROM originals WHERE sha256 = (SELECT sha256 FROM imports WHERE edit = ? AND place = ?)",
        (edit, place),
    )


# Mappings ----------------------------------------------------------------------------------------------------------


def remembered(db: apsw.Connection) -> list[Remembered]:
    """The confirmed mappings, the newest first."""
    found = [
        msgspec.json.decode(str(row[0]), type=Remembered) for row in db.execute("SELECT data FROM mappings")
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def remember(db: apsw.Connection, items: Iterable[Remembered]) -> list[Remembered]:
    """Keeps mappings, each in place of an earlier one of its fingerprint; those that say something new."""
    held = {one.fingerprint: one.says() for one in remembered(db)}
    new = [one for one in items if held.get(one.fingerprint) != one.says()]
    db.executemany(
        "INSERT INTO mappings VALUES (?, ?) ON CONFLICT (fingerprint) DO UPDATE SET data = excluded.data",
        ((one.fingerprint, msgspec.json.encode(one).decode()) for one in new),
    )
    return new


def forget(db: apsw.Connection, fingerprint: str) -> None:
    db.execute("DELETE FROM mappings WHERE fingerprint = ?", (fingerprint,))
