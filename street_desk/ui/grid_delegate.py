"""How a grid's cell is painted and edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen, QPolygon, QStaticText
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from street_desk.domain.kinds import Choice, Reference, References, Text
from street_desk.domain.sheets import Column
from street_desk.ui import style
from street_desk.ui.grid_cells import Cells
from street_desk.ui.grid_editors import ChoiceLine, SeveralChoices, WordLine
from street_desk.ui.grid_model import GridModel
from street_desk.ui.names_editor import NamesEdit

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
        # Asked before an open editor gets a key; True where that is all there is to do.
        self.keys_first: Callable[[QKeyEvent], bool] = lambda _event: False

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
        elif look.total:
            painter.fillRect(rect, style.TOTAL)
        elif look.tinted:
            painter.fillRect(rect, style.TINT)
        elif look.derived:
            painter.fillRect(rect, style.SHADE)
        if look.text:
            painter.setPen(style.QUIET if look.unset else style.ACCENT if look.by_hand else style.INK)
            if look.total:
                self._draw_bold(painter, rect, look.text, look.right)
            else:
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
        if look.cut:
            painter.setPen(QPen(style.ACCENT, 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if state & _FOCUSED:
            painter.setPen(style.ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw_bold(self, painter: QPainter, rect: QRect, text: str, right: bool) -> None:
        """A subtotal's; its text is kept apart from the same one in plain letters, by a sign of no width."""
        plain = painter.font()
        bold = QFont(plain)
        bold.setBold(True)
        painter.setFont(bold)
        self._draw(painter, rect, f"{text}\u200b", right)
        painter.setFont(plain)

    def forget_texts(self) -> None:
        """Lays every text out anew: the font changed."""
        self._texts.clear()

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
        line = line_for(column, model, parent)
        if isinstance(line, ChoiceLine):
            line.picked.connect(lambda: self._close(line))
        line.setFrame(False)
        if column.kind.numeric and not model.sheet.single:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setAccessibleName(column.shown())
        return line

    def _close(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.keys_first(event):
            return True
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(int(Qt.ItemDataRole.EditRole)) or ""))

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            # Looking is not typing: a carried figure stays unconfirmed.
            return
        try:
            model.setData(index, entered(editor), int(Qt.ItemDataRole.EditRole))
        except SeveralChoices as problem:
            model.refused.emit(problem)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]


def line_for(column: Column, model: GridModel, parent: QWidget) -> QLineEdit:
    """The line that a column is typed in: one of a list, words that complete themselves, or a plain one."""
    if isinstance(column.kind, References):
        return NamesEdit(model.choices(column), parent)
    if isinstance(column.kind, (Choice, Reference)):
        return ChoiceLine(model.choices(column), lambda text: model.typing.fits(column, text), parent)
    if isinstance(column.kind, Text) and column.key != model.sheet.naming:
        # A name that completes itself would be another row's.
        return WordLine(lambda: Cells(model).words(column), parent)
    return QLineEdit(parent)


def entered(editor: QLineEdit) -> str:
    """What an editor means. Raises SeveralChoices."""
    return editor.entry() if isinstance(editor, ChoiceLine) else editor.text()
