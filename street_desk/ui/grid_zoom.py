"""How large one grid is drawn: its font, its rows, its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from street_desk.ui import style
from street_desk.ui.grid_shown import show_in
from street_desk.ui.showing import Showing

if TYPE_CHECKING:
    from street_desk.ui.grid_view import GridView

_ROOM = 7


class Zoom:
    """Draws one view of a GridModel as large as the window's grids are shown."""

    def __init__(self, view: GridView) -> None:
        self._view = view
        self._showing = Showing(view)
        self._turned = 0
        self.size_rows()

    def follow(self, showing: Showing) -> None:
        """Shows the grid as all grids of a window are shown from now on."""
        self._showing = showing
        showing.zoomed.connect(self.draw)
        showing.unit_changed.connect(self.show_unit)
        self.show_unit()
        if showing.zoom != 100:
            self.draw(showing.zoom)

    def draw(self, percent: int) -> None:
        """Draws everything in that size; the first row and column in sight stay the first."""
        view = self._view
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        top, left = view.verticalScrollBar().value(), view.horizontalScrollBar()
        first = max(0, view.columnAt(0))
        view.set_fonts(font)
        self.size_rows(percent)
        view.forget_texts()
        view.columns.lay_widths()
        view.numbers.forget_widths()
        view.headings.settle()
        view.verticalScrollBar().setValue(top)
        left.setValue(left.value() + view.columnViewportPosition(first))
        view.viewport().update()
        view.pane.viewport().update()

    def size_rows(self, percent: int = 100) -> None:
        """The height of a row: what the font needs, and not less than the program's own."""
        view = self._view
        high = max(round(style.ROW_HEIGHT * percent / 100), view.fontMetrics().lineSpacing() + _ROOM)
        for header in (view.verticalHeader(), view.pane.verticalHeader()):
            header.setMinimumSectionSize(8)
            header.setDefaultSectionSize(high)

    def show_unit(self) -> None:
        """Shows money in the unit of all grids, the headings with it."""
        view, model = self._view, self._view.grid_model
        if model.unit != self._showing.unit:
            show_in(model, self._showing.unit)
            view.columns.lay_widths()
            view.headings.settle()

    def turn(self, event: QWheelEvent) -> bool:
        """Ctrl and the wheel make everything larger or smaller; False where the wheel is not for that."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= 120:
            way = 1 if self._turned > 0 else -1
            self._turned -= 120 * way
            self._step(way)
        event.accept()
        return True

    def _step(self, way: int) -> None:
        self._showing.step(way)
        if self._showing.parent() is self._view:
            # A grid that stands alone follows nobody else.
            self.draw(self._showing.zoom)
