"""How a grid's cell is painted and edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygon, QStaticText
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from street_desk.ui import style
from street_desk.ui.grid_model import DERIVED_ROLE, SEVERITY_ROLE, GridModel

_PADDING = 6
_CORNER = 7
_MOST_TEXTS = 20_000


class GridDelegate(QStyledItemDelegate):
    """Paints text laid out once and kept: laying it out anew is what makes large tables slow."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._texts: dict[tuple[str, int], QStaticText] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        model = index.model()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, style.PICKED)
        elif model.data(index, DERIVED_ROLE):
            painter.fillRect(rect, style.SHADE)
        text = model.data(index, int(Qt.ItemDataRole.DisplayRole))
        if text:
            self._draw(
                painter, rect, text, int(model.data(index, int(Qt.ItemDataRole.TextAlignmentRole)) or 0)
            )
        severity = model.data(index, SEVERITY_ROLE)
        if severity:
            corner = rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.SEVERITY[severity])
            painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(style.ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw(self, painter: QPainter, rect: QRect, text: str, alignment: int) -> None:
        width = rect.width() - 2 * _PADDING
        laid = self._texts.get((text, width))
        if laid is None:
            metrics = painter.fontMetrics()
            laid = QStaticText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(painter.transform(), painter.font())
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[text, width] = laid
        size = laid.size()
        left = (
            rect.right() - _PADDING - size.width()
            if alignment & int(Qt.AlignmentFlag.AlignRight)
            else rect.left() + _PADDING
        )
        painter.setPen(style.INK)
        painter.drawStaticText(QPointF(left, rect.top() + (rect.height() - size.height()) / 2), laid)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)
        _row, column = model.cell(index)
        choices = model.choices(column)
        if not choices:
            line = QLineEdit(parent)
            line.setFrame(False)
            line.setAccessibleName(column.shown())
            return line
        box = QComboBox(parent)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(choices)
        box.setAccessibleName(column.shown())
        completer = box.completer()
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        text = str(index.data(int(Qt.ItemDataRole.EditRole)) or "")
        if isinstance(editor, QComboBox):
            editor.setEditText(text)
            line = editor.lineEdit()
            line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, text, int(Qt.ItemDataRole.EditRole))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]
