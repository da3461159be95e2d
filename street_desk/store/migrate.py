"""Bringing a file to this version: numbered SQL files, each run whole or not at all."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import apsw

from street_desk.domain.problems import CannotMigrate, NewerDesk

_FOLDER = resources.files("street_desk.store") / "migrations"


def _scripts() -> list[tuple[int, str]]:
    found = sorted(f.name for f in _FOLDER.iterdir() if f.name.endswith(".sql"))
    return [(int(name[:4]), name) for name in found]


def newest() -> int:
    """The file version that this program writes (SQLite's user_version)."""
    return _scripts()[-1][0]


def version(db: apsw.Connection) -> int:
    return int(db.pragma("user_version"))


def migrate(db: apsw.Connection, path: Path) -> None:
    """Runs what is missing. An existing file is copied beside first; the copy is removed when all went well.

    Raises NewerDesk, CannotMigrate.
    """
    found = version(db)
    if found > newest():
        raise NewerDesk(path=str(path), theirs=found, ours=newest())
    missing = [(number, name) for number, name in _scripts() if number > found]
    if not missing:
        return
    copy = path.with_name(f"{path.name}.before-{missing[-1][0]:04}")
    try:
        if found:
            shutil.copy2(path, copy)
        for number, name in missing:
            _run(db, number, (_FOLDER / name).read_text(encoding="utf-8"))
    except (OSError, apsw.Error) as error:
        raise CannotMigrate(path=str(path), copy=str(copy)) from error
    copy.unlink(missing_ok=True)


def _run(db: apsw.Connection, number: int, script: str) -> None:
    # foreign_keys is ignored inside a transaction: it is off around it, and references are checked before the commit.
    db.pragma("foreign_keys", False)
    try:
        with db:
            db.execute(script)
            broken = db.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise apsw.ConstraintError(f"{len(broken)} references are broken")
            db.pragma("user_version", number)
    finally:
        db.pragma("foreign_keys", True)
