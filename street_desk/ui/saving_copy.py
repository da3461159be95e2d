"""Saving a copy of the open file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from street_desk.domain.problems import Problem
from street_desk.language import N_, _
from street_desk.ui import asking

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow


def save_copy(window: MainWindow) -> None:
    """Asks where to, and writes the copy there."""
    from street_desk.store import backup

    session, page = window.session, window.page
    assert session is not None
    assert page is not None
    path = asking.file_to_save(window, _(N_("Save a copy")), session.path.stem, asking.DESKS, ".desk")
    if path is None:
        return
    if path.exists() and session.path.exists() and path.samefile(session.path):
        said = _(N_("{file} is the open file itself; give the copy another name or folder."))
        page.tell(said.format(file=path.name))
        return
    try:
        backup.copy(session.store, path)
    except Problem as problem:
        asking.tell(window, problem)
        return
    page.tell(_(N_("Saved a copy as {path}; the copy is sound.")).format(path=path))
