"""What can be done with a grid's cells, named once for the Edit menu and for the menu under the right button."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    Deed("copy_headed", N_("Copy with &headings"), "Ctrl+Shift+C", changes=False),
    Deed("paste", N_("&Paste"), QKeySequence.StandardKey.Paste),
    Deed("paste_special", N_("Paste &special…"), "Ctrl+Alt+V"),
    Deed("fill_down", N_("&Fill down"), "Ctrl+D"),
    Deed("fill_right", N_("Fill to the ri&ght"), "Ctrl+R"),
    Deed("fill_on", N_("Continue the s&eries"), "Ctrl+E"),
    Deed("clear_cells", N_("Clear cells"), "Del"),
    Deed("new_row", N_("I&nsert a row"), "Ctrl++"),
    Deed("remove_rows", N_("Remove rows"), "Ctrl+-"),
    Deed("select_all", N_("Select &all"), QKeySequence.StandardKey.SelectAll, changes=False),
    Deed("select_rows", N_("Select whole ro&ws"), "Shift+Space", changes=False),
    Deed("select_columns", N_("Select whole co&lumns"), "Ctrl+Space", changes=False),
    Deed("set_by_hand", N_("Set a worked-out figure by hand…"), "Ctrl+Shift+H"),
    Deed("comment", N_("Co&mment on the cell…"), "Shift+F2"),
    Deed("remove_comment", N_("Remove the comment"), ""),
    Deed("next_mark", N_("Next refused cell"), "F8"),
    # Its key is told in words: as a shortcut it would be kept from closing the menu.
    Deed("clear_marks", N_("Clear the marks of a paste (Esc)"), ""),
    Deed("own_columns", N_("&Own columns: add, rename, remove…"), ""),
)

ARRANGING = (
    Deed("sort_up", N_("Sort &ascending"), "", changes=False),
    Deed("sort_down", N_("Sort &descending"), "", changes=False),
    Deed("ask_sort", N_("&Sort by several columns…"), "", changes=False),
    Deed("unsorted", N_("In the &order of entry"), "", changes=False),
    Deed("ask_filter", N_("&Filter this column…"), "Ctrl+Shift+L", changes=False),
    Deed("clear_filters", N_("&Clear all filters"), "", changes=False),
    Deed("apply_again", N_("A&pply again"), "Ctrl+Alt+L", changes=False),
    Deed("group", N_("&Group by this column, with subtotals"), "", changes=False),
    Deed("ungroup", N_("&No groups"), "", changes=False),
)
"""How the rows are looked at: nothing in the file changes."""


COLUMN_DEEDS = (
    Deed("freeze_columns", N_("&Freeze up to this column"), "", changes=False),
    Deed("unfreeze_columns", N_("&Unfreeze columns"), "", changes=False),
    Deed("hide_columns", N_("&Hide columns"), "", changes=False),
    Deed("show_columns", N_("&Show all columns"), "", changes=False),
    Deed("move_columns_left", N_("Move columns &left"), "Alt+Left", changes=False),
    Deed("move_columns_right", N_("Move columns &right"), "Alt+Right", changes=False),
    Deed("fit_columns", N_("Widths to f&it"), "", changes=False),
    Deed("choose_columns", N_("&Columns…"), "", changes=False),
    Deed("columns_as_first", N_("Columns as at firs&t"), "", changes=False),
)
"""What can be done with columns, for the menu under the right button and the View menu."""


def add_deeds(
    menu: QMenu, act: Callable[[str], object], deeds: Iterable[Deed] = DEEDS
) -> list[tuple[Deed, QAction]]:
    """Puts deeds into a menu; `act` is called with the name of the one chosen.

    The keys are only shown: the grid answers them itself, so that they stay an editor's while one is open.
    """
    made = []
    for deed in deeds:
        action = menu.addAction(_(deed.title))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcut(QKeySequence(deed.keys))
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False, name=deed.name: act(name))
        made.append((deed, action))
    return made
