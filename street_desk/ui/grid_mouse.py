"""The mouse in a grid, where other spreadsheets do otherwise than Qt: the cursor stays where a selection began."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView

from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_selecting import Selecting


class Mouse:
    """What is pressed and drawn with the mouse in one view of a GridModel."""

    def __init__(self, view: QTableView, moves: Moves, selecting: Selecting) -> None:
        self._view, self._moves, self._selecting = view, moves, selecting
        self._pressed = QPersistentModelIndex()
        self._extending = False

    def press(self, event: QMouseEvent) -> bool:
        """Shift and a click select from the cursor on; Qt would begin where the mouse was last pressed.

        False where Qt decides.
        """
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        self._extending = shift and self._view.currentIndex().isValid()
        self._pressed = QPersistentModelIndex(self._view.indexAt(event.position().toPoint()))
        return self.move(event)

    def move(self, event: QMouseEvent) -> bool:
        """Goes on selecting, where Shift was held; False where Qt decides."""
        index = self._view.indexAt(event.position().toPoint())
        if self._extending and index.isValid():
            self._selecting.extend_to(index.row(), index.column())
        return self._extending

    def release(self) -> bool:
        """The cursor goes back to where the mouse was pressed; the view stays where it is. False where Qt goes on."""
        done, self._extending = self._extending, False
        pressed, self._pressed = self._pressed, QPersistentModelIndex()
        if pressed.isValid() and not done:
            self._back_to(pressed.row(), pressed.column())
        return done

    def _back_to(self, row: int, column: int) -> None:
        here = self._moves.place()
        if any(block.holds(row, column) and block.holds(*here) for block in self._moves.picked()):
            scrolls = self._view.hasAutoScroll()
            self._view.setAutoScroll(False)
            index = self._view.model().index(row, column)
            self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._view.setAutoScroll(scrolls)
