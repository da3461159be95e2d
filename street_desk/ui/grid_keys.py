"""The keys of a grid: what each does, by the name of a method of the view or of one of its parts.

An editor that is open keeps its keys for itself.
"""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

KEYS: dict[str, str] = {
    "Return": "enter",
    "Enter": "enter",
    "Shift+Return": "enter_up",
    "Shift+Enter": "enter_up",
    "Tab": "tab",
    "Shift+Backtab": "tab_back",
    "Backtab": "tab_back",
    "F2": "edit_at_end",
    "Alt+Down": "open_choice",
    "Del": "clear_cells",
    "Backspace": "clear_cells",
    "Ctrl+D": "fill_down",
    "Ctrl+R": "fill_right",
    "Ctrl+E": "fill_on",
    "Ctrl+;": "type_today",
    "Ctrl+'": "type_above",
    'Ctrl+Shift+"': "type_above",
    "Ctrl+Shift+C": "copy_headed",
    "Ctrl+Alt+V": "paste_special",
    "Ctrl+-": "remove_rows",
    "Ctrl++": "new_row",
    "Ctrl+=": "new_row",
    "Ctrl+Shift++": "new_row",
    "Ctrl+Shift+=": "new_row",
    "Ctrl+Shift+H": "set_by_hand",
    "Ctrl+Shift+L": "ask_filter",
    "Ctrl+Alt+L": "apply_again",
    "Alt+Left": "move_columns_left",
    "Alt+Right": "move_columns_right",
    "F8": "next_mark",
    "Shift+F2": "comment",
    "Esc": "leave",
    "Ctrl+A": "select_all",
    "Shift+Space": "select_rows",
    "Ctrl+Space": "select_columns",
}

_LEADS = {
    "Up": "up",
    "Down": "down",
    "Left": "left",
    "Right": "right",
    "Ctrl+Up": "edge_up",
    "Ctrl+Down": "edge_down",
    "Ctrl+Left": "edge_left",
    "Ctrl+Right": "edge_right",
    "Home": "start",
    "End": "end",
    "Ctrl+Home": "first_cell",
    "Ctrl+End": "last_cell",
    "PgUp": "page_up",
    "PgDown": "page_down",
    "Alt+PgUp": "page_left",
    "Alt+PgDown": "page_right",
}
"""Where a key leads: the cursor, and with Shift the corner of the selection."""

KEYS |= {keys: f"go_{lead}" for keys, lead in _LEADS.items()}
KEYS |= {f"Shift+{keys}": f"extend_{lead}" for keys, lead in _LEADS.items()}

_STANDARD = {
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Cut: "cut",
    QKeySequence.StandardKey.Paste: "paste",
}


def _combined(keys: str) -> int:
    return int(QKeySequence(keys)[0].toCombined())  # type: ignore[index]


_BY_KEY = {_combined(keys): name for keys, name in KEYS.items()}


def deed_of(event: QKeyEvent) -> str:
    """What a pressed key does, empty where Qt decides."""
    for standard, name in _STANDARD.items():
        if event.matches(standard):
            return name
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _BY_KEY.get(QKeyCombination(held, Qt.Key(event.key())).toCombined(), "")
