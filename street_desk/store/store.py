"""The Store: one `*.desk` file. Every change is an Edit, written with its history in one transaction."""

from __future__ import annotations

import datetime
import functools
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import apsw

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.edits import Change, Edit
from street_desk.domain.problems import (
    DeskInUse,
    FileExists,
    FileUnreadable,
    FileUnwritable,
    NewerDesk,
    NotADesk,
    ReadOnly,
)
from street_desk.domain.remembering import Original, Remembered, Source
from street_desk.domain.sheets import Row
from street_desk.language import N_, Message, message
from street_desk.store import connect, entries, imports, migrate, origins
from street_desk.store.history import Entry, ValueEntry
from street_desk.store.rows import changes_of, read_rows, to_log, write_change

_Read = TypeVar("_Read", bound=Callable[..., Any])


def _readable(read: _Read) -> _Read:
    """Makes a file that turns out to be damaged, or gone, while it is read a Problem."""

    @functools.wraps(read)
    def reading(store: Store, *arguments: Any, **named: Any) -> Any:
        try:
            return read(store, *arguments, **named)
        except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, ValueError) as error:
            raise NotADesk(path=str(store.path)) from error
        except (apsw.BusyError, apsw.LockedError):
            raise DeskInUse(path=str(store.path), owner=connect.owner_of(store.path)) from None
        except (apsw.IOError, apsw.CantOpenError) as error:
            raise FileUnreadable(path=str(store.path)) from error

    return cast("_Read", reading)


def _nothing(_entry: int) -> None:
    """What most entries do beside their Changes."""


class Store:
    """An open file. Use `create` or `open`; close it when done."""

    def __init__(self, db: apsw.Connection, path: Path, *, read_only: bool) -> None:
        self._db = db
        self.path = path
        self.read_only = read_only

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty file. Raises FileExists, FileUnwritable."""
        try:
            taken, placed = path.exists(), path.parent.is_dir()
        except (OSError, ValueError) as error:
            # A name that no file can have, such as one of 300 letters.
            raise FileUnwritable(path=str(path)) from error
        if taken:
            raise FileExists(path=str(path))
        if not placed:
            raise FileUnwritable(path=str(path))
        db = connect.connect(path, read_only=False, create=True)
        try:
            migrate.migrate(db, path)
            db.execute("INSERT INTO meta VALUES ('id', ?)", (uuid.uuid4().hex,))
        except BaseException:
            db.close()
            path.unlink(missing_ok=True)
            raise
        connect.claim(path)
        return cls(db, path, read_only=False)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """An existing file, brought to this version. Raises what `connect` and `migrate` raise."""
        db = connect.connect(path, read_only=read_only)
        try:
            found = migrate.version(db)
            if found == 0:
                raise NotADesk(path=str(path))
            if found > migrate.newest():
                raise NewerDesk(path=str(path), theirs=found, ours=migrate.newest())
            if found < migrate.newest() and read_only:
                db.close()
                cls.open(path).close()
                db = connect.connect(path, read_only=True)
            elif not read_only:
                migrate.migrate(db, path)
        except BaseException:
            db.close()
            raise
        if not read_only:
            connect.claim(path)
        return cls(db, path, read_only=read_only)

    def close(self) -> None:
        """Lets the file go; nothing lies beside it afterwards."""
        self._db.close()
        if not self.read_only:
            connect.release(self.path)
            journal = self.path.with_name(f"{self.path.name}-journal")
            if journal.exists() and journal.stat().st_size == 0:
                journal.unlink()

    # Reading ---------------------------------------------------------------------------------------------------------

    @_readable
    def rows(self, sheet: str, year: int | None = None) -> dict[int, Row]:
        return read_rows(self._db, SHEETS[sheet], year)

    @_readable
    def next_id(self, sheet: str) -> int:
        """An id that no row of the sheet has or ever had."""
        sql = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)"
        return int(str(self._db.execute(sql, (sheet,)).fetchall()[0][0])) + 1

    @_readable
    def standard_text(self, standard: str) -> str | None:
        """The text of an adopted pack."""
        found = self._db.execute("SELECT text FROM standards WHERE id = ?", (standard,)).fetchall()
        return str(found[0][0]) if found else None

    @_readable
    def standard_ids(self) -> list[str]:
        """The ids of the adopted packs, the oldest adoption first."""
        return [str(row[0]) for row in self._db.execute("SELECT id FROM standards ORDER BY rowid")]

    @_readable
    def history(self) -> list[Entry]:
        """Every entry, the oldest first."""
        return entries.read(self._db)

    @_readable
    def entry_numbers(self, after: int = 0) -> list[int]:
        """The numbers of the edits and notes after one, the oldest first; what undid or redid them is left out."""
        return entries.numbers(self._db, after)

    @_readable
    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """The entries of these numbers, in their order."""
        return entries.read(self._db, numbers)

    @_readable
    def changes(self, edit: int) -> tuple[Change, ...]:
        return tuple(changes_of(self._db, edit))

    @_readable
    def taken_back(self, edit: int) -> tuple[Change, ...]:
        """The Changes that would bring the file back to how it was after an entry."""
        return tuple(change.reversed() for change in entries.changes_since(self._db, edit))

    @_readable
    def history_of(self, sheet: str, row: int, key: str, most: int | None = None) -> list[ValueEntry]:
        """Every entry that set a value, the newest first; not more than `most` of them."""
        return list(islice(origins.value_entries(self._db, sheet, row, key), most))

    @_readable
    def made_by(self, sheet: str, row: int, key: str, before: int | None = None) -> ValueEntry | None:
        """The entry that made a value what it is, or what it was before an entry."""
        return origins.counting(origins.value_entries(self._db, sheet, row, key, before))

    @_readable
    def remembered(self) -> list[Remembered]:
        """The mappings that were confirmed, the newest first."""
        return imports.remembered(self._db)

    @_readable
    def originals(self) -> list[Original]:
        """The workbooks that were imported, the newest first."""
        return list(imports.originals(self._db))

    @_readable
    def original(self, edit: int, place: int) -> bytes | None:
        """The content of an imported workbook, byte for byte; None where it is not kept."""
        return imports.original(self._db, edit, place)

    def soundness(self) -> list[str]:
        """What SQLite finds wrong with the file: nothing where it is sound."""
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check")]
            found += [f"{row[0]} #{row[1]}" for row in self._db.execute("PRAGMA foreign_key_check")]
        except apsw.Error as error:
            return [str(error)]
        return [text for text in found if text != "ok"]

    # Writing ---------------------------------------------------------------------------------------------------------

    def write(
        self,
        edit: Edit,
        kind: str = "edit",
        target: int | None = None,
        *,
        sources: Sequence[Source] = (),
        remembered: Sequence[Remembered] = (),
    ) -> Entry:
        """Makes an Edit and logs it, with the workbooks it came from and the mappings confirmed, all or nothing.

        Raises ReadOnly, FileUnwritable, and FileUnreadable where a workbook is gone.
        """
        self._writable()
        kept = imports.prepared(sources)

        def also(number: int) -> None:
            imports.write_sources(self._db, number, kept)
            self._remember(remembered, edit.year)

        return self._transaction(edit.what, edit.year, kind, target, edit.changes, also)

    def note(self, what: Message, year: int, also: Callable[[int], object] = _nothing) -> Entry:
        """Logs something that cannot be undone, and does it: both or neither."""
        return self._transaction(what, year, "note", None, (), also)

    def remember(self, items: Sequence[Remembered], year: int) -> None:
        """Keeps confirmed mappings, and logs those that say something new."""
        self._writable()
        with self._writing():
            self._remember(items, year)

    def _remember(self, items: Sequence[Remembered], year: int) -> None:
        for one in imports.remember(self._db, items):
            what = message(N_("Remembered how tables like those of {file} are read"), file=one.file)
            self._log(_now(), connect.who(), year, "note", None, what)

    def adopt(self, standard: str, text: str) -> None:
        """Keeps a pack as it is now; one adopted earlier under this id is left as it is."""
        self._writable()
        sql = "INSERT INTO standards VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        self._db.execute(sql, (standard, text, _now()))

    def _transaction(
        self,
        what: Message,
        year: int,
        kind: str,
        target: int | None,
        changes: Iterable[Change],
        also: Callable[[int], object] = _nothing,
    ) -> Entry:
        self._writable()
        at, user = _now(), connect.who()
        with self._writing():
            edit = self._log(at, user, year, kind, target, what)
            for place, change in enumerate(changes):
                write_change(self._db, change)
                self._db.execute(
                    "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)",
                    (edit, place, change.sheet, change.row, to_log(change.before), to_log(change.after)),
                )
            also(edit)
        return Entry(edit, at, user, year, kind, target, what)

    def _log(self, at: str, user: str, year: int, kind: str, target: int | None, what: Message) -> int:
        self._db.execute(
            "INSERT INTO edits (at, who, year, kind, target, what) VALUES (?, ?, ?, ?, ?, ?)",
            (at, user, year, kind, target, json.dumps(what.to_json(), ensure_ascii=False)),
        )
        return self._db.last_insert_rowid()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; what the disk refuses is a Problem. Raises FileUnwritable."""
        try:
            with self._db:
                yield
        except (apsw.IOError, apsw.FullError, apsw.ReadOnlyError, apsw.CantOpenError) as error:
            raise FileUnwritable(path=str(self.path)) from error

    def _writable(self) -> None:
        if self.read_only:
            raise ReadOnly(path=str(self.path))

    @property
    def connection(self) -> apsw.Connection:
        """For the backup, which copies the open file, and for what is kept of imports."""
        return self._db


def _now() -> str:
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
