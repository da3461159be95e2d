"""The View menu's part about knowing: panes, findings, tints, the full working of a cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from street_desk.language import N_, _

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage
    from street_desk.ui.main_window import MainWindow

_PANES = (
    ("findings", N_("Pane: &checks"), "Alt+1"),
    ("history", N_("Pane: &history"), "Alt+2"),
    ("details", N_("Pane: &details"), "Alt+3"),
    ("comments", N_("Pane: co&mments"), "Alt+4"),
)
_TINTS = (
    ("year", N_("Tint what changed since last &year"), "Ctrl+Shift+Y"),
    ("submission", N_("Tint what changed since the &submission"), "Ctrl+Shift+U"),
)


def add_knowing(window: MainWindow, menu: QMenu) -> list[QAction]:
    """Adds the entries; returned are those that need an open file."""
    made: list[QAction] = []

    def add(title: str, keys: str, act: Callable[[DeskPage], object]) -> QAction:
        def chosen() -> None:
            # What is being typed goes in first.
            if window.page is not None and window.settle():
                act(window.page)

        action = menu.addAction(_(title))
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: chosen())
        made.append(action)
        return action

    def tint(page: DeskPage, name: str) -> None:
        page.knowing.compare("" if page.knowing.tint == name else name)
        show_tint()

    def show_tint() -> None:
        for name, action in tints.items():
            action.setChecked(window.page is not None and window.page.knowing.tint == name)

    add(N_("Full &working of the cell"), "F1", lambda page: page.knowing.show_working())
    add(N_("&Next finding"), "F7", lambda page: page.knowing.next_finding())
    add(N_("&Previous finding"), "Shift+F7", lambda page: page.knowing.next_finding(-1))
    tints = {
        name: add(title, keys, lambda page, name=name: tint(page, name))  # type: ignore[misc]
        for name, title, keys in _TINTS
    }
    for action in tints.values():
        action.setCheckable(True)
    menu.aboutToShow.connect(show_tint)
    menu.addSeparator()
    for name, title, keys in _PANES:
        add(title, keys, lambda page, name=name: page.panes.turn_to(name))  # type: ignore[misc]
    menu.addSeparator()
    return made
