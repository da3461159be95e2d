"""Turning the pages of an open file by keyboard, as the sheets of a workbook: Ctrl+PageDown and Ctrl+PageUp."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget


def turn_by_keys(page: QWidget, tabs: QTabBar, may_turn: Callable[[], bool]) -> None:
    """Gives a page the keys that turn its tabs, where `may_turn` lets go of what is being typed."""

    def turn(step: int) -> None:
        place = tabs.currentIndex() + step
        if 0 <= place < tabs.count() and may_turn():
            tabs.setCurrentIndex(place)

    for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda step=step: turn(step))
