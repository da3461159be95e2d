"""Opening the database itself: journal, locks, and the owner file that says who has it open."""

from __future__ import annotations

import datetime
import getpass
import platform
from pathlib import Path

import apsw

from street_desk.domain.problems import DeskInUse, FileMissing, FileUnreadable, FileUnwritable, NotADesk
from street_desk.language import N_, message

WAIT_MS = 5_000


def connect(path: Path, *, read_only: bool, create: bool = False) -> apsw.Connection:
    """An open connection with the settings every file has; writers hold the file until they close it.

    Raises FileMissing, FileUnreadable, FileUnwritable, NotADesk, DeskInUse.
    """
    if not create and not _is_file(path):
        raise FileMissing(path=str(path))
    if not create and path.stat().st_size == 0:
        # SQLite would take an empty file for a new database and write into it.
        raise NotADesk(path=str(path))
    if read_only and not create:
        _roll_back(path)
    flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
    try:
        db = apsw.Connection(str(path), flags=flags | (apsw.SQLITE_OPEN_CREATE if create else 0))
    except apsw.Error as error:
        raise (FileUnreadable if read_only else FileUnwritable)(path=str(path)) from error
    try:
        db.set_busy_timeout(WAIT_MS if read_only else 300)
        db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        # fetchall: apsw runs the statements after the first row only as rows are asked for.
        db.execute("PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL").fetchall()
        if not read_only:
            # locking_mode takes nothing by itself: the empty exclusive transaction does.
            held = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT; PRAGMA journal_mode=TRUNCATE"
            db.execute(held).fetchall()
        if read_only:
            # One look at the file for as long as it is open: a writer that comes meanwhile waits or is told.
            db.execute("BEGIN").fetchall()
        db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except apsw.BusyError:
        db.close()
        raise DeskInUse(path=str(path), owner=owner_of(path)) from None
    except apsw.NotADBError as error:
        db.close()
        raise NotADesk(path=str(path)) from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.IOError, apsw.FullError) as error:
        db.close()
        raise (FileUnreadable if read_only else FileUnwritable)(path=str(path)) from error
    except apsw.CorruptError as error:
        db.close()
        raise NotADesk(path=str(path)) from error
    return db


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        # A name that no file can have.
        return False


def _roll_back(path: Path) -> None:
    """After a power cut a journal with content lies beside the file: only a writer may undo what was half written."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file() and journal.stat().st_size:
        try:
            connect(path, read_only=False).close()
        except (DeskInUse, FileUnwritable):
            # Someone is in the middle of writing, or may not write here: the reader waits, or is told.
            return


def who() -> str:
    """The user as the log names them: login and PC."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "?"
    return f"{name}@{platform.node() or '?'}"


def owner_file(path: Path) -> Path:
    """The small file beside an open one that tells a second user who has it."""
    return path.with_name(f"~${path.name}")


def claim(path: Path) -> None:
    """Says who has the file open; the real lock is the database's, so a folder may refuse this file."""
    since = datetime.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    try:
        owner_file(path).write_text(f"{who()}\n{since}\n", encoding="utf-8")
    except OSError:
        return


def release(path: Path) -> None:
    try:
        owner_file(path).unlink(missing_ok=True)
    except OSError:
        return


def owner_of(path: Path) -> object:
    """Who has the file open and since when, as far as its owner file tells."""
    try:
        name, since, *_ = owner_file(path).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return message(N_("by another program"))
    return message(N_("{who}, since {when}"), who=name, when=since)
