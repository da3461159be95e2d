"""The headings over a tab: Excel's letters, and under them the Column that each goes to; a click chooses another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip

from street_desk.exchange.reading import letters
from street_desk.ui import style

_TAKEN, _NOT = QColor("#cfe2f3"), QColor("#e9edf1")
_SURE = 80
_EDGE = 6
"""So near to its edges a click on a label is about the column's width."""


class Label(NamedTuple):
    """What stands over a column: a Column's name or "—", how sure that is, why, whether it was set by hand."""

    text: str
    score: int
    why: str
    taken: bool
    by_hand: bool = False


class LabelHeader(QHeaderView):
    """`chosen` carries the column (from 1) whose label was clicked."""

    chosen = Signal(int)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setMouseTracking(True)
        self._labels: Mapping[int, Label] = {}
        self._hidden: frozenset[int] = frozenset()
        self._pressed = 0

    def show_labels(self, labels: Mapping[int, Label], hidden: frozenset[int]) -> None:
        """Shows the labels by column; `hidden` are the columns that Excel does not show."""
        self._labels, self._hidden = labels, hidden
        self.viewport().update()

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing() + 6

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 2 * self._line() + 4)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column, line = section + 1, self._line()
        painter.save()
        painter.fillRect(rect, style.HEAD)
        painter.setPen(style.LINE)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        letter = QRect(rect.left(), rect.top(), rect.width(), line)
        if column in self._hidden:
            painter.fillRect(letter.adjusted(0, 0, -1, 0), _NOT.darker(108))
        painter.setPen(style.QUIET)
        painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, letters(column))
        label = self._labels.get(column)
        if label is not None:
            self._paint_label(
                painter, QRect(rect.left() + 2, rect.top() + line, rect.width() - 5, line), label
            )
        painter.restore()

    def _paint_label(self, painter: QPainter, chip: QRect, label: Label) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.ACCENT if label.by_hand and label.taken else _TAKEN if label.taken else _NOT)
        painter.drawRoundedRect(chip, 3, 3)
        inner = chip.adjusted(4, 0, -3, 0)
        if label.taken and label.score < 100:
            score = str(label.score)
            painter.setPen(style.QUIET if label.score >= _SURE else style.SEVERITY["note"])
            small = painter.font()
            small.setPointSizeF(small.pointSizeF() * 0.8)
            kept = painter.font()
            painter.setFont(small)
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, score)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(score) - 3)
            painter.setFont(kept)
        painter.setPen(
            style.PAPER if label.by_hand and label.taken else style.ACCENT if label.taken else style.QUIET
        )
        text = painter.fontMetrics().elidedText(label.text, Qt.TextElideMode.ElideRight, inner.width())
        where = Qt.AlignmentFlag.AlignLeft if label.taken else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(inner, where | Qt.AlignmentFlag.AlignVCenter, text)

    def label_rect(self, column: int) -> QRect:
        """Where a column's label is, in the viewport."""
        left = self.sectionViewportPosition(column - 1)
        return QRect(left, self._line(), self.sectionSize(column - 1), self._line())

    def _on_label(self, event: QMouseEvent) -> int:
        spot = event.position().toPoint()
        column = self.logicalIndexAt(spot) + 1
        inside = column in self._labels and self.label_rect(column).adjusted(_EDGE, 0, -_EDGE, 0).contains(
            spot
        )
        return column if inside else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._on_label(event) if event.button() == Qt.MouseButton.LeftButton else 0
        if not self._pressed:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons() and self._on_label(event):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, 0
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self._on_label(event) == pressed:
            self.chosen.emit(pressed)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            label = self._labels.get(self.logicalIndexAt(event.pos()) + 1)
            said = "\n".join(filter(None, (label.text, label.why))) if label is not None else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().viewportEvent(event)
