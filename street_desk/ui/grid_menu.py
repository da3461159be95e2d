"""What can be done with a grid's cells, named once for the Edit menu and for the menu under the right button."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from street_desk.language import N_, _


class Deed(NamedTuple):
    """A method of the grid, with its words and its key. `changes`: not where the file is only read."""

    name: str
    title: str
    keys: QKeySequence.StandardKey | str
    changes: bool = True


DEEDS = (
    Deed("cut", N_("Cu&t"), QKeySequence.StandardKey.Cut),
    Deed("copy", N_("&Copy"), QKeySequence.StandardKey.Copy, changes=False),
    Deed("paste", N_("&Paste"), QKeySequence.StandardKey.Paste),
    Deed("fill_down", N_("&Fill down"), "Ctrl+D"),
    Deed("clear_cells", N_("Clear cells"), "Del"),
    Deed("remove_rows", N_("Remove rows"), "Ctrl+-"),
    Deed("set_by_hand", N_("Set a worked-out figure by hand…"), "Ctrl+Shift+H"),
    Deed("comment", N_("Co&mment on the cell…"), "Shift+F2"),
    Deed("remove_comment", N_("Remove the comment"), ""),
    Deed("next_mark", N_("Next refused cell"), "F8"),
    # Its key is told in words: as a shortcut it would be kept from closing the menu.
    Deed("clear_marks", N_("Clear the marks of a paste (Esc)"), ""),
)


def add_deeds(menu: QMenu, act: Callable[[str], object]) -> list[tuple[Deed, QAction]]:
    """Puts every deed into a menu; `act` is called with the name of the one chosen.

    The keys are only shown: the grid answers them itself, so that they stay an editor's while one is open.
    """
    made = []
    for deed in DEEDS:
        action = menu.addAction(_(deed.title))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcut(QKeySequence(deed.keys))
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False, name=deed.name: act(name))
        made.append((deed, action))
    return made
