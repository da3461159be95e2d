"""The keys of a grid: what each does, by the name of a method of the view or of one of its parts.

An editor that is open keeps its keys for itself; Qt's own moves (arrows, Page, Home …) need no line here.
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
    "Ctrl+-": "remove_rows",
    "Ctrl+Shift+H": "set_by_hand",
    "F8": "next_mark",
    "Shift+F2": "comment",
    "Esc": "clear_marks",
}

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
