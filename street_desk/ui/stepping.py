"""Stepping through the history: undo, redo, back to an entry and forward again, each shown by what it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from street_desk.domain.problems import Problem
from street_desk.language import N_, _

if TYPE_CHECKING:
    from street_desk.session import Changed, Session
    from street_desk.store.history import Entry
    from street_desk.ui.main_window import MainWindow


def step(window: MainWindow, act: Callable[[Session], Changed | None]) -> None:
    """Undoes or does again, and shows what that changed."""
    session, page = window.session, window.page
    if session is None or page is None or not window.settle():
        return
    try:
        changed = act(session)
    except Problem as problem:
        page.refuse(problem)
        return
    if changed is None:
        return
    years = session.years()
    if page.year not in years:
        window.show_year(max(years))
    elif len(years) != page.years_shown():
        window.show_year(page.year)
    else:
        year = changed.entry.year
        if year != page.year and year in years:
            # Nothing changes out of sight.
            window.show_year(year)
            assert window.page is not None
            page = window.page
        page.jump(changed)


def step_to(window: MainWindow, number: int) -> None:
    """Undoes or makes again all that lies between now and an entry of the history."""
    window.setUpdatesEnabled(False)
    try:
        step(window, lambda session: session.step_to(number))
    finally:
        window.setUpdatesEnabled(True)


def go_to_entry(window: MainWindow, entry: Entry) -> None:
    """Shows what an entry of the history changed, in its own year."""
    from street_desk.ui.jumps import jump

    page, session = window.page, window.session
    if page is None or session is None:
        return
    if entry.year != page.year and entry.year in session.years():
        window.show_year(entry.year)
        page = window.page
    if page is not None and not jump(page, entry.id):
        page.tell(_(N_("Nothing of what this changed is shown in the grids now.")))
