"""Lists of two-line entries beside the grid: a quiet line of where or when, and the words below it."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from street_desk.ui import style

ENTRY = int(Qt.ItemDataRole.UserRole)
_BAR = 4


class TwoLines(NamedTuple):
    """One entry. `quiet`: both lines in grey, for what does not count any more."""

    head: str
    text: str
    quiet: bool = False


class _Delegate(QStyledItemDelegate):
    """Paints an entry; every one has the same height, so that a list of ten thousand need not be measured."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        entry: TwoLines = index.data(ENTRY)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, style.PICKED)
        if not entry.quiet:
            painter.fillRect(QRect(rect.left(), rect.top() + 3, _BAR, rect.height() - 6), style.ACCENT)
        metrics = painter.fontMetrics()
        inner = rect.adjusted(_BAR + 8, 4, -6, -4)
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(style.QUIET)
        line = metrics.lineSpacing()
        head = metrics.elidedText(entry.head, elide, inner.width())
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), line), 0, head)
        painter.setPen(style.QUIET if entry.quiet else style.INK)
        text = metrics.elidedText(entry.text.replace("\n", " "), elide, inner.width())
        painter.drawText(QRect(inner.left(), inner.top() + line, inner.width(), line), 0, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, 2 * option.fontMetrics.lineSpacing() + 10)  # type: ignore[attr-defined]


def entry_data(entry: TwoLines, role: int) -> Any:
    """What a model says of an entry to a view, to the mouse and to a screen reader."""
    if role == ENTRY:
        return entry
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{entry.head}\n{entry.text}"
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        return f"{entry.head}: {entry.text}"
    return None


class TwoLineList(QListView):
    """The view of a model whose entries are TwoLines; `deleted` says that Del was pressed."""

    deleted = Signal()

    def __init__(self, name: str, parent: Any = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)
