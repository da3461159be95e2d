"""How grids are shown, in the View menu and in the status bar: columns, zoom, the unit of money."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from street_desk.domain.shown_unit import IN_WAN
from street_desk.language import N_, _
from street_desk.ui.grid_menu import COLUMN_DEEDS, add_deeds
from street_desk.ui.showing import GREATEST, LEAST, STEPS, Showing

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow


class ViewMenu:
    """The part of the View menu that is about grids; `act` does a deed of the grid that is shown."""

    def __init__(self, window: MainWindow, menu: QMenu, act: Callable[[str], object]) -> None:
        self._window = window
        self._columns = menu.addMenu(_(N_("Col&umns")))
        self._deeds = add_deeds(self._columns, act, COLUMN_DEEDS)
        self._columns.aboutToShow.connect(self._allow)
        self._zoom = menu.addMenu(_(N_("&Zoom")))
        showing = window.showing
        self._larger = self._action(self._zoom, N_("&Larger (Ctrl+wheel)"), lambda: showing.step(1))
        self._smaller = self._action(self._zoom, N_("&Smaller (Ctrl+wheel)"), lambda: showing.step(-1))
        self._zoom.addSeparator()
        add_steps(self._zoom, showing)
        # Of the window and not of the menu, where it would stand twice.
        whole = QAction(window)
        whole.setShortcut(QKeySequence("Ctrl+0"))
        whole.triggered.connect(lambda: showing.zoom_to(100))
        window.addAction(whole)
        self._wan = self._action(menu, N_("Money in &10,000 yuan"), self._turn_unit)
        self._wan.setCheckable(True)
        self._wan.setShortcut(QKeySequence("Ctrl+Shift+W"))
        showing.unit_changed.connect(self.refresh)
        self._grids = (self._columns.menuAction(), self._zoom.menuAction(), self._wan)

    def _action(self, menu: QMenu, title: str, act: Callable[[], object]) -> QAction:
        action = menu.addAction(_(title))
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _turn_unit(self) -> None:
        if self._window.page is not None:
            self._window.page.turn_unit()
        self.refresh()

    def _allow(self) -> None:
        """What makes no sense in the grid that is shown is grey."""
        view = self._window.page.view() if self._window.page is not None else None
        for deed, action in self._deeds:
            action.setEnabled(view is not None and view.columns.can(deed.name))

    def refresh(self) -> None:
        """Whether there are grids to show at all, and how they are shown."""
        for action in self._grids:
            action.setEnabled(self._window.session is not None)
        self._wan.setChecked(self._window.showing.unit is IN_WAN)


def add_steps(menu: QMenu, showing: Showing) -> None:
    """Puts the usual sizes into a menu, the one of now with a tick."""
    group = QActionGroup(menu)
    actions = []
    for percent in STEPS:
        action = menu.addAction(f"{percent} %" + ("\tCtrl+0" if percent == 100 else ""))
        action.setCheckable(True)
        action.setActionGroup(group)
        action.triggered.connect(lambda _checked=False, percent=percent: showing.zoom_to(percent))
        actions.append(action)

    def tick() -> None:
        group.setExclusive(False)
        for percent, action in zip(STEPS, actions, strict=True):
            action.setChecked(percent == showing.zoom)
        group.setExclusive(True)

    menu.aboutToShow.connect(tick)


class ZoomBox(QWidget):
    """The zoom in the status bar: a slider, and the percentage that opens the usual sizes."""

    def __init__(self, showing: Showing) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST, GREATEST)
        self.slider.setSingleStep(10)
        self.slider.setPageStep(25)
        self.slider.setFixedWidth(8 * self.fontMetrics().horizontalAdvance("0") + 30)
        self.slider.setAccessibleName(_(N_("Zoom of the grids")))
        self.button = QToolButton(objectName="zoom")
        self.button.setAutoRaise(True)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(_(N_("Zoom of the grids")))
        menu = QMenu(self.button)
        add_steps(menu, showing)
        self.button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider)
        row.addWidget(self.button)
        self._show(showing.zoom)
        self.slider.valueChanged.connect(showing.zoom_to)
        showing.zoomed.connect(self._show)

    def _show(self, percent: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(percent)
        self.slider.blockSignals(False)
        self.button.setText(f"{percent} %")
