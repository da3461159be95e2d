"""What the mouse does with the headings of a grid: select, draw wider, carry elsewhere, open a filter or a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QStyle, QToolTip, QWidget

from street_desk.ui.grid_heading import PaintedHeader
from street_desk.ui.grid_picked import Picked

if TYPE_CHECKING:
    from street_desk.ui.grid_headings import Headings
    from street_desk.ui.grid_panes import PanedTable


class GridHeader(PaintedHeader):
    """The headings above the columns that scroll, or above those that stand still."""

    filter_asked = Signal(int)
    moved_to = Signal(int)
    settled = Signal()

    def __init__(self, grid: PanedTable, parent: QWidget, headings: Headings, picked: Picked) -> None:
        super().__init__(grid, parent, headings, picked)
        self._anchor: int | None = None
        self._carried: int | None = None
        self._from = 0
        self._gap: int | None = None
        # What a press does is decided here, but for a border that is drawn.
        self.setSectionsClickable(False)
        self.setMouseTracking(True)

    def border_at(self, x: int) -> int:
        """The column whose right border is at a place, -1 for none."""
        grip = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)
        for section, rect in self._shown():
            if abs(x - rect.right()) <= grip:
                return section
        return -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        ours = event.button() == Qt.MouseButton.LeftButton and section >= 0 and self.border_at(place.x()) < 0
        if not ours or self.model_().sheet.single:
            super().mousePressEvent(event)
        elif self._filters() and self.arrow(section).contains(place):
            self.filter_asked.emit(section)
        elif self._picked.column(section) == 2 and not event.modifiers():
            # A heading that is picked already may be carried elsewhere; without a drag it is picked anew.
            self._carried, self._from = section, place.x()
        else:
            self._anchor = self._headings.pick(section, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._anchor is not None:
            there = self._headings.at(event.globalPosition().toPoint())
            if there >= 0:
                self._headings.pick(there, Qt.KeyboardModifier.ShiftModifier, self._anchor)
        elif self._carried is not None:
            self._carry(event)
        else:
            super().mouseMoveEvent(event)
            section = self.logicalIndexAt(place)
            hot = section if section >= 0 and self.arrow(section).contains(place) else -1
            if hot != self._hot:
                self._hot = hot
                self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = -1
        self.viewport().update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._carried is not None:
            section, self._carried = self._carried, None
            gap, self._gap = self._gap, None
            self.unsetCursor()
            self._headings.show_drop(None)
            if gap is None:
                self._headings.pick(section, Qt.KeyboardModifier.NoModifier)
            else:
                self.moved_to.emit(gap)
        elif self._anchor is None:
            super().mouseReleaseEvent(event)
            self.settled.emit()
        self._anchor = None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        section = self.logicalIndexAt(event.pos())
        if section >= 0 and not self.model_().sheet.single and self._picked.column(section) != 2:
            self._headings.pick(section, Qt.KeyboardModifier.NoModifier)
        self._grid.heading_menu().popup(event.globalPos())

    def _carry(self, event: QMouseEvent) -> None:
        """Columns follow the mouse once it has gone a little way."""
        way = event.position().toPoint().x() - self._from
        if self._gap is not None or abs(way) >= QApplication.startDragDistance():
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._gap = self._headings.gap_at(event.globalPosition().toPoint())
            self._headings.show_drop(self._gap)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            if section >= 0 and not self.model_().sheet.single:
                column = self._column(section)
                QToolTip.showText(event.globalPos(), self.model_().heading(column), self)
                return True
        return super().viewportEvent(event)
