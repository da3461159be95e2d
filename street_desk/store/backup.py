"""Verified copies of a file, made while it is open."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import apsw

from street_desk.domain.problems import BackupUnsound, FileUnreadable, FileUnwritable, Problem
from street_desk.store.store import Store


def copy(store: Store, to: Path) -> Path:
    """Copies the open file to `to`, checks the copy, and only then puts it in place.

    Raises FileUnwritable, BackupUnsound.
    """
    beside = to.with_name(f"{to.name}.part")
    try:
        beside.unlink(missing_ok=True)
        target = apsw.Connection(str(beside))
        try:
            with target.backup("main", store.connection, "main") as backup:
                while not backup.done:
                    backup.step(1_000)
        finally:
            target.close()
        _verify(beside, to)
        os.replace(beside, to)
    except (OSError, apsw.Error) as error:
        raise FileUnwritable(path=str(to)) from error
    finally:
        beside.unlink(missing_ok=True)
    return to


_TRIES = 5
_PAUSE_S = 0.2


def readable_copy(path: Path, folder: Path) -> Path:
    """A verified copy of a file that another window holds, to be read.

    The holder writes in short transactions; a copy taken in the middle of one is not sound, and is taken again.
    Raises FileUnreadable, BackupUnsound.
    """
    to = folder / path.name
    for attempt in range(_TRIES):
        try:
            shutil.copyfile(path, to)
        except OSError as error:
            raise FileUnreadable(path=str(path)) from error
        try:
            _verify(to, to)
        except BackupUnsound:
            to.unlink(missing_ok=True)
            if attempt == _TRIES - 1:
                raise
            time.sleep(_PAUSE_S)
        else:
            break
    return to


def _verify(beside: Path, to: Path) -> None:
    try:
        opened = Store.open(beside, read_only=True)
    except Problem as problem:
        raise BackupUnsound(path=str(to)) from problem
    wrong = opened.soundness()
    opened.close()
    if wrong:
        raise BackupUnsound(path=str(to))
