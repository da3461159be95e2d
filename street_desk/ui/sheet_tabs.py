"""The tabs at the bottom: one a sheet or form, scrolled by arrows where there is no room, and listed by a button."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton

from street_desk.language import N_, _


class SheetTabs(QTabBar):
    """Tabs whose names stay whole; the list beside them, also under the right button, goes to any of them."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent, objectName="sheets")
        self.setShape(QTabBar.Shape.RoundedSouth)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(_(N_("Sheets and forms")))
        self.button = QToolButton(text="≡", autoRaise=True)
        self.button.setToolTip(_(N_("All sheets and forms")))
        self.button.setAccessibleName(_(N_("All sheets and forms")))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.begins: set[int] = set()
        """Where another kind begins: the forms, and after them the standard."""
        self.menu.aboutToShow.connect(self.list_tabs)
        self.button.setMenu(self.menu)

    def with_list(self) -> QHBoxLayout:
        """The tabs behind the button that lists them."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self, 1)
        return row

    def list_tabs(self) -> None:
        """Fills the list: every tab by its name, the one that is shown ticked."""
        self.menu.clear()
        for place in range(self.count()):
            if place in self.begins:
                self.menu.addSeparator()
            action = self.menu.addAction(self.tabText(place).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, place=place: self.setCurrentIndex(place))
            action.setCheckable(True)
            action.setChecked(place == self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu.popup(event.globalPos())
