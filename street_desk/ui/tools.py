"""Small buttons that show a sign and have a name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


def tool(sign: str, name: str) -> QToolButton:
    """A button with a sign; its name is what a screen reader says, and its tip."""
    button = QToolButton(text=sign, autoRaise=True, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
