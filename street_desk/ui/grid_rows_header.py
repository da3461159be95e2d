"""The numbers, and names, before the rows of a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from street_desk.ui import style
from street_desk.ui.grid_picked import Picked

if TYPE_CHECKING:
    from street_desk.ui.grid_panes import PanedTable

_PADDING = 7


class RowHeader(QHeaderView):
    """Paints itself; at its right it makes room for the columns that stand still."""

    def __init__(self, grid: PanedTable, picked: Picked) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._grid, self._picked = grid, picked
        self._room = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        picked.changed.connect(self.viewport().update)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The grid's menu, for the row under the mouse where it is not selected yet."""
        row = self.logicalIndexAt(event.pos())
        if row >= 0 and not self._picked.row(row):
            model, flag = self.model(), QItemSelectionModel.SelectionFlag
            rows = QItemSelection(model.index(row, 0), model.index(row, model.columnCount() - 1))
            self._grid.selectionModel().setCurrentIndex(model.index(row, 0), flag.NoUpdate)
            self._grid.selectionModel().select(rows, flag.ClearAndSelect)
        self._grid.contextMenuEvent(event)

    def make_room(self, width: int) -> None:
        """Keeps so much free at the right."""
        if width != self._room:
            self._room = width
            self.setViewportMargins(0, 0, width, 0)
            self.updateGeometry()

    def forget_widths(self) -> None:
        """Measures the names anew."""
        self.headerDataChanged(Qt.Orientation.Vertical, 0, self.count() - 1)
        self.updateGeometry()

    def own_width(self) -> int:
        """The width of the numbers and names alone."""
        return self.sizeHint().width() - self._room

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        digits = self.fontMetrics().horizontalAdvance("0" * max(3, len(str(self.count()))))
        return QSize(max(hint.width(), digits + 2 * _PADDING) + self._room, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        model, area = self.model(), self.viewport().rect()
        painter.fillRect(event.rect(), style.HEAD)
        first = self.visualIndexAt(event.rect().top())
        last = self.visualIndexAt(event.rect().bottom())
        last = self.count() - 1 if last < 0 else last
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row in range(max(first, 0), last + 1) if first >= 0 else ():
            if self.isSectionHidden(row):
                continue
            top, high = self.sectionViewportPosition(row), self.sectionSize(row)
            if how := self._picked.row(row):
                colour = style.HEAD_WHOLE if how == 2 else style.HEAD_PICKED
                painter.fillRect(0, top, area.width(), high, colour)
            painter.setPen(style.LINE)
            painter.drawLine(0, top + high - 1, area.right(), top + high - 1)
            brush = model.headerData(row, Qt.Orientation.Vertical, int(Qt.ItemDataRole.ForegroundRole))
            painter.setPen(brush.color() if brush is not None else style.INK)
            text = str(model.headerData(row, Qt.Orientation.Vertical) or "")
            painter.drawText(_PADDING, top, area.width() - _PADDING - 2, high - 1, flags, text)
        painter.setPen(style.LINE)
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.end()
