"""A table in two panes: its first columns stand still at the left while the others scroll.

The two are views side by side with one model and one selection; one drawn over the other would be painted anew at every
step of the wheel. The table keeps the keyboard for both, and takes what the mouse does in either.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from street_desk.ui import style
from street_desk.ui.grid_headings import Headings
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_picked import Picked
from street_desk.ui.grid_rows_header import RowHeader

_Trigger = QAbstractItemView.EditTrigger
_State = QAbstractItemView.State

SPAN = 1_000_000
"""Cells that stand still have their place, as Qt reckons with places, this far apart and left of all others: so a block
that begins where the scrolling columns were scrolled away is never taken for one that begins in these."""

_BORDER = 2
_LEAST = 160


class FrozenPane(QTableView):
    """The columns that stand still. What the mouse and the keyboard do here is done by the table beside it."""

    def __init__(self, table: PanedTable) -> None:
        super().__init__(table)
        self._table = table
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(table.grid_model)
        self.setSelectionModel(table.selectionModel())
        self.setFocusProxy(table)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(table.editTriggers())
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        self._table.mousePressEvent(self._table.moved_over(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._table.mouseMoveEvent(self._table.moved_over(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._table.mouseReleaseEvent(self._table.moved_over(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(self._table.moved_over(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._table.contextMenuEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._table.wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == _State.EditingState:
            # A key that the open editor has no use for is not meant for the cells below it.
            super().keyPressEvent(event)
        else:
            self._table.keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:
        self._table.take_editor(editor, super().commitData)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._table.editor_closed(hint)


class PanedTable(QTableView):
    """A table of a GridModel with headings of its own, whose first `frozen` columns stand still."""

    def __init__(self, model: GridModel, parent: Any = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self.frozen = 0
        self.setModel(model)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.DoubleClicked | _Trigger.EditKeyPressed)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        picked = Picked(self.selectionModel(), self)
        self.numbers = RowHeader(self, picked)
        self.setVerticalHeader(self.numbers)
        self.numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.pane = FrozenPane(self)
        self.headings = Headings(self, picked)
        self._line = QWidget(self)
        self._line.setStyleSheet(f"background: {style.BORDER.name()};")
        self.pane.hide()
        self._line.hide()

    # Panes -----------------------------------------------------------------------------------------------------------

    def freeze(self, count: int) -> None:
        """Lets so many columns stand still; at least one always scrolls."""
        count = max(0, min(count, self.grid_model.columnCount() - 1))
        widths = [self.width_of(column) for column in range(self.grid_model.columnCount())]
        self.frozen = count
        for column, width in enumerate(widths):
            still = column < count
            self.setColumnHidden(column, still)
            self.pane.setColumnHidden(column, not still)
            self.set_width(column, width)
        self.pane.setVisible(bool(count))
        self._line.setVisible(bool(count))
        self.updateGeometries()

    def in_pane(self, index: Any) -> bool:
        """Whether a cell stands still."""
        return bool(index.isValid() and index.column() < self.frozen)

    def side(self, column: int) -> QTableView:
        """The view that shows a column."""
        return self.pane if column < self.frozen else self

    def width_of(self, column: int) -> int:
        """How wide a column is, wherever it is shown."""
        return self.side(column).columnWidth(column)

    def set_width(self, column: int, width: int) -> None:
        self.side(column).setColumnWidth(column, width)

    def updateGeometries(self) -> None:
        if not hasattr(self, "_line"):
            super().updateGeometries()
            return
        wide = 0
        if self.frozen:
            wide = sum(map(self.pane.columnWidth, range(self.frozen))) + _BORDER
            most = self.width() - self.numbers.own_width() - _LEAST
            wide = max(min(wide, most), 60)
        self.numbers.make_room(wide)
        super().updateGeometries()
        if wide:
            room = self.viewport().geometry()
            top = self.headings.main.geometry().top()
            high = room.bottom() + 1 - top
            self.pane.setGeometry(room.left() - wide, top, wide - _BORDER, high)
            self._line.setGeometry(room.left() - _BORDER, top, _BORDER, high)
            self.pane.verticalScrollBar().setValue(self.verticalScrollBar().value())
            self.pane.raise_()
            self._line.raise_()

    # Where a cell is -------------------------------------------------------------------------------------------------

    def visualRect(self, index: Any) -> QRect:
        if not self.in_pane(index):
            return super().visualRect(index)
        left = SPAN * (index.column() - self.frozen)
        top, high = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
        return QRect(left, top, self.pane.columnWidth(index.column()) - 1, high - 1)

    def indexAt(self, place: QPoint) -> QModelIndex:
        if self.frozen and place.x() < -SPAN // 2:
            column = max(0, self.frozen + (place.x() + SPAN // 2) // SPAN)
            row = self.rowAt(place.y())
            return self.grid_model.index(row, column) if row >= 0 else QModelIndex()
        return super().indexAt(place)

    def place_of(self, index: QModelIndex) -> QRect:
        """Where a cell is on the screen."""
        view = self.side(index.column())
        rect = QTableView.visualRect(view, index)
        return QRect(view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def moved_over(self, event: QMouseEvent) -> QMouseEvent:
        """A mouse event of the pane as the table reckons places."""
        there = event.globalPosition()
        inside = self.pane.viewport().mapFromGlobal(there)
        if inside.x() >= self.pane.viewport().width():
            local = QPointF(self.viewport().mapFromGlobal(there))
        else:
            x = max(0, int(inside.x()))
            column = max(0, self.pane.columnAt(x))
            within = x - self.pane.columnViewportPosition(column)
            local = QPointF(SPAN * (column - self.frozen) + within, inside.y())
        return _copied(event, local)

    def scrollTo(
        self, index: Any, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not self.in_pane(index):
            super().scrollTo(index, hint)
            return
        # Only up and down, by a cell of the row that scrolls.
        bar = self.horizontalScrollBar()
        held = bar.value()
        seen = max(self.columnAt(0), self.frozen)
        super().scrollTo(self.grid_model.index(index.row(), seen), hint)
        bar.setValue(held)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        if not self.frozen:
            return super().moveCursor(action, modifiers)
        move = QAbstractItemView.CursorAction
        model, at = self.grid_model, self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, 0)
        last_row, last = model.rowCount() - 1, model.columnCount() - 1
        page = max(1, self.viewport().height() // max(1, self.rowHeight(0)) - 1)
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if action in (move.MoveNext, move.MovePrevious):
            step = 1 if action == move.MoveNext else -1
            row, column = divmod(row * (last + 1) + column + step, last + 1)
        row += {move.MoveUp: -1, move.MoveDown: 1, move.MovePageUp: -page, move.MovePageDown: page}.get(
            action, 0
        )
        column += {move.MoveLeft: -1, move.MoveRight: 1}.get(action, 0)
        if action in (move.MoveHome, move.MoveEnd):
            column = 0 if action == move.MoveHome else last
            row = row if not far else 0 if action == move.MoveHome else last_row
        return model.index(min(max(row, 0), last_row), min(max(column, 0), last))

    def heading_menu(self) -> QMenu:
        """The menu under the right button on a heading."""
        return QMenu(self)

    def offers_filters(self) -> bool:
        """Whether a heading's arrow opens a filter."""
        return False

    def set_fonts(self, font: QFont) -> None:
        """Shows everything in a font; a style sheet keeps parts from getting it from the table."""
        parts = (self, self.pane, self.numbers, *self.headings.both)
        for part in parts:
            part.setFont(font)
            part.viewport().setFont(font)

    # Editors, keyboard, mouse ----------------------------------------------------------------------------------------

    def edit(self, index: Any, trigger: Any = None, event: Any = None) -> Any:
        trigger = _Trigger.AllEditTriggers if trigger is None else trigger
        still = self.in_pane(index)
        opened = self.pane.edit(index, trigger, event) if still else super().edit(index, trigger, event)
        if opened and (editor := self.indexWidget(index)) is not None:
            editor.setFont(self.font())
        return opened

    def indexWidget(self, index: Any) -> QWidget:
        return QTableView.indexWidget(self.side(index.column()), index)

    def state(self) -> QAbstractItemView.State:
        still = self.pane.state() == _State.EditingState
        return _State.EditingState if still else super().state()

    def editor_index(self, editor: QWidget) -> QModelIndex:
        """The cell that an open editor is for."""
        view = self.pane if self.pane.isAncestorOf(editor) else self
        return QTableView.indexAt(view, editor.pos() + editor.rect().center())

    def take_editor(self, editor: QWidget, commit: Any) -> None:
        """Takes in what an editor holds, by `commit`."""
        commit(editor)

    def editor_closed(self, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """An editor closed."""

    def commitData(self, editor: QWidget) -> None:
        if self.pane.isAncestorOf(editor):
            self.pane.commitData(editor)
        else:
            self.take_editor(editor, super().commitData)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down and Tab right, as in a spreadsheet, without opening the next cell's editor."""
        if self.pane.isAncestorOf(editor):
            self.pane.closeEditor(editor, hint)
        else:
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.editor_closed(hint)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.in_pane(self.currentIndex()):
            self.pane.inputMethodEvent(event)
        else:
            super().inputMethodEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if self.in_pane(self.currentIndex()):
            found = self.pane.inputMethodQuery(query)
            return found.translated(self.pane.pos()) if isinstance(found, (QRect, QRectF)) else found
        return super().inputMethodQuery(query)

    def viewportEvent(self, event: QEvent) -> bool:
        if self.frozen and isinstance(event, QMouseEvent) and -SPAN // 2 < event.position().x() < 0:
            # Drawn from here into the pane.
            return super().viewportEvent(self.moved_over(event))
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.frozen and -SPAN // 2 < event.position().x() < 0:
            # Scrolling by itself, where the mouse is held outside, Qt calls this alone.
            event = self.moved_over(event)
        super().mouseMoveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pane.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pane.viewport().update()


def _copied(event: QMouseEvent, local: QPointF) -> QMouseEvent:
    return QMouseEvent(
        event.type(),
        local,
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.device(),  # type: ignore[arg-type]
    )
