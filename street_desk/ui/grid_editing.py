"""Typing in a cell: the editor opens, its text goes in or comes back, and the cursor goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QWidget,
)

from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_panes import PanedTable
from street_desk.ui.names_editor import NamesEdit

_Hint = QAbstractItemDelegate.EndEditHint


class Editing:
    """The editor of one view of a GridModel."""

    def __init__(self, view: PanedTable, model: GridModel, moves: Moves) -> None:
        self._view, self._model, self._moves = view, model, moves
        self._refused = ""

    def takes_typing(self) -> bool:
        """Whether something can be typed into the cell at the cursor."""
        return bool(self._view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    def say_why_not(self) -> None:
        """Says why the cell at the cursor takes no typing."""
        if self._view.currentIndex().isValid():
            self._model.typing.say_why_not(self._model.cell(self._view.currentIndex())[1])

    def edit_at_end(self) -> None:
        """F2 changes what stands there: the caret goes behind it, and nothing is marked to be replaced."""
        if self.takes_typing():
            self._view.edit(self._view.currentIndex())
            self.caret_to_end()
        else:
            self.say_why_not()

    def caret_to_end(self) -> None:
        """Puts the caret of the open editor behind its text."""
        if (line := _line(self._view.indexWidget(self._view.currentIndex()))) is not None:
            line.end(False)

    def open_choice(self) -> None:
        """Opens the cell with its list of choices, where it has one."""
        if not self.takes_typing():
            self.say_why_not()
            return
        self._view.edit(self._view.currentIndex())
        box = self._view.indexWidget(self._view.currentIndex())
        if isinstance(box, QComboBox):
            box.showPopup()
        elif isinstance(box, NamesEdit):
            box.offer(everything=True)

    def take(self, editor: QWidget, commit: Callable[[QWidget], None]) -> None:
        """Commits an editor by `commit`. A refused text is not lost: the cell opens again with it."""
        index = self._view.editor_index(editor)
        refused: list[object] = []
        self._model.refused.connect(refused.append)
        try:
            commit(editor)
        finally:
            self._model.refused.disconnect(refused.append)
        line = _line(editor)
        if refused and index.isValid() and line is not None:
            self._refused = text = line.text()
            place = QPersistentModelIndex(index)
            QTimer.singleShot(0, self._view, lambda: self._reopen(place, text))

    def closed(self, hint: _Hint) -> None:
        """Goes on after an editor closed: Enter down and Tab right, unless its text was refused."""
        if not self._refused:
            if hint == _Hint.SubmitModelCache:
                self._moves.enter()
            elif hint == _Hint.EditNextItem:
                self._moves.tab()
            elif hint == _Hint.EditPreviousItem:
                self._moves.tab_back()
        self._refused = ""

    def commit_editor(self) -> bool:
        """Takes in what is being typed; False where it does not fit, and the editor stays open with it."""
        editor = self._view.indexWidget(self._view.currentIndex())
        if self._view.state() != QAbstractItemView.State.EditingState or editor is None:
            return True
        self._refused = ""
        self._view.commitData(editor)
        if self._refused:
            return False
        self._view.closeEditor(editor, _Hint.NoHint)
        return True

    def _reopen(self, place: QPersistentModelIndex, text: str) -> None:
        index: QModelIndex = self._model.index(place.row(), place.column())
        if self._view.indexWidget(index) is None:
            self._moves.move_to(index)
            self._view.edit(index)
        if (line := _line(self._view.indexWidget(index))) is not None:
            line.setText(text)
            line.setModified(True)
            line.selectAll()


def _line(editor: QWidget | None) -> QLineEdit | None:
    """The line of text of an editor, a choice's too."""
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor if isinstance(editor, QLineEdit) else None
