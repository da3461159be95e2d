"""Letting go of what a file keeps of its imports, mappings and workbooks; each is logged and not undone."""

from __future__ import annotations

from collections.abc import Callable

from street_desk.domain.remembering import Original, Remembered
from street_desk.language import N_, Message, message
from street_desk.store import imports
from street_desk.store.store import Store


def forget(store: Store, one: Remembered, year: int) -> None:
    """Removes a confirmed mapping. Raises ReadOnly, FileUnwritable."""
    what = message(N_("Forgot how tables like those of {file} are read"), file=one.file)
    store.note(what, year, lambda _entry: imports.forget(store.connection, one.fingerprint))


def thin(store: Store, year: int, keep_bytes: int = 0) -> None:
    """Drops the oldest contents of imported workbooks until `keep_bytes` are left; names, sizes and hashes stay.

    What is dropped is overwritten, for it may hold people's ids. The file does not shrink by it: the pages that fall
    free take what is written next, and a file is never rewritten as a whole just for its size.
    Raises ReadOnly, FileUnwritable.
    """
    what = message(N_("Removed the contents of imported workbooks"))
    _erase(store, what, year, lambda _entry: imports.thin(store.connection, keep_bytes))


def drop_original(store: Store, one: Original, year: int) -> None:
    """Drops one workbook's content, as `thin` does. Raises ReadOnly, FileUnwritable."""
    what = message(N_("Removed the content of the imported workbook {file}"), file=one.file)
    _erase(store, what, year, lambda _entry: imports.drop(store.connection, one.edit, one.place))


def _erase(store: Store, what: Message, year: int, erase: Callable[[int], object]) -> None:
    store.connection.pragma("secure_delete", True)
    try:
        store.note(what, year, erase)
    finally:
        store.connection.pragma("secure_delete", False)
