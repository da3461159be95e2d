"""The mouse in a grid, where other spreadsheets do otherwise than Qt: the cursor stays where a selection began."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView

from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_selecting import Selecting

_Type = QEvent.Type


class Mouse(QObject):
    """Watches the viewport of one view of a GridModel."""

    def __init__(self, view: QTableView, moves: Moves, selecting: Selecting) -> None:
        super().__init__(view)
        self._view, self._moves, self._selecting = view, moves, selecting
        self._pressed = QPersistentModelIndex()
        self._extending = False
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == _Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                return self._press(event)
            if event.type() == _Type.MouseMove and self._extending:
                return self._extend(event)
            if event.type() == _Type.MouseButtonRelease:
                return self._release()
        return super().eventFilter(watched, event)

    def _press(self, event: QMouseEvent) -> bool:
        """Shift and a click select from the cursor on; Qt would begin where the mouse was last pressed."""
        index = self._view.indexAt(event.position().toPoint())
        if event.modifiers() == Qt.KeyboardModifier.ShiftModifier and self._view.currentIndex().isValid():
            self._extending = True
            return self._extend(event)
        self._pressed = QPersistentModelIndex(index)
        return False

    def _extend(self, event: QMouseEvent) -> bool:
        index = self._view.indexAt(event.position().toPoint())
        if index.isValid():
            self._selecting.extend_to(index.row(), index.column())
        return True

    def _release(self) -> bool:
        """The cursor goes back to where the mouse was pressed; the view stays where it is."""
        done, self._extending = self._extending, False
        pressed, self._pressed = self._pressed, QPersistentModelIndex()
        model, here = self._view.model(), (pressed.row(), pressed.column())
        if pressed.isValid() and any(
            b.holds(*here) and b.holds(*self._moves.place()) for b in self._moves.picked()
        ):
            scrolls = self._view.hasAutoScroll()
            self._view.setAutoScroll(False)
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self._view.selectionModel().setCurrentIndex(model.index(*here), flag)
            self._view.setAutoScroll(scrolls)
        return done
