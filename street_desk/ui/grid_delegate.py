"""How a grid's cell is painted and edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygon, QStaticText
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from street_desk.ui import style
from street_desk.ui.grid_model import GridModel

_PADDING = 6
_CORNER = 7
_BAR = 3
_MOST_TEXTS = 20_000
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class GridDelegate(QStyledItemDelegate):
    """Paints text laid out once and kept: laying it out anew is what makes large tables slow."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._texts: dict[tuple[str, int], tuple[QStaticText, float, float]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # As numbers: Python's flags cost more than all the rest of a cell.
        state: int = option.state.value  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, GridModel)
        look = model.look(index)
        if state & _SELECTED:
            painter.fillRect(rect, style.REFUSED_PICKED if look.refused else style.PICKED)
        elif look.refused:
            painter.fillRect(rect, style.REFUSED)
        elif look.tinted:
            painter.fillRect(rect, style.TINT)
        elif look.derived:
            painter.fillRect(rect, style.SHADE)
        if look.text:
            painter.setPen(style.QUIET if look.unset else style.ACCENT if look.by_hand else style.INK)
            self._draw(painter, rect, look.text, look.right)
        if look.tinted:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), style.TINT_BAR)
        if look.comment:
            corner = rect.bottomRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.ACCENT)
            painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER, 0), corner - QPoint(0, _CORNER)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.severity:
            corner = rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.SEVERITY[look.severity])
            painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER)]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & _FOCUSED:
            painter.setPen(style.ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw(self, painter: QPainter, rect: QRect, text: str, right: bool) -> None:
        width = rect.width() - 2 * _PADDING
        held = self._texts.get((text, width))
        if held is None:
            metrics = painter.fontMetrics()
            laid = QStaticText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(painter.transform(), painter.font())
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            size = laid.size()
            held = self._texts[text, width] = (laid, size.width(), size.height())
        laid, wide, high = held
        left = rect.right() - _PADDING - wide if right else rect.left() + _PADDING
        painter.drawStaticText(QPointF(left, rect.top() + (rect.height() - high) / 2), laid)

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
            if column.kind.numeric and not model.sheet.single:
                line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
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
        if isinstance(editor, QLineEdit) and not editor.isModified():
            # Looking is not typing: a carried figure stays unconfirmed.
            return
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, text, int(Qt.ItemDataRole.EditRole))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]
