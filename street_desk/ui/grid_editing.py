"""Typing in a cell: the editor opens, its text goes in or comes back, and the cursor goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)

from street_desk.language import N_, message
from street_desk.ui.grid_cells import Cells
from street_desk.ui.grid_delegate import entered
from street_desk.ui.grid_editors import ChoiceLine, SeveralChoices
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_panes import PanedTable
from street_desk.ui.names_editor import NamesEdit

_Hint = QAbstractItemDelegate.EndEditHint
_Key = Qt.Key
_ARROWS = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}


class Editing:
    """The editor of one view of a GridModel.

    An arrow leaves a cell that was begun by typing, as in other spreadsheets; in one opened by F2 or the mouse it moves
    the caret.
    """

    def __init__(self, view: PanedTable, model: GridModel, moves: Moves) -> None:
        self._view, self._model, self._moves = view, model, moves
        self._refused = ""
        self._by_typing = False

    def takes_typing(self) -> bool:
        """Whether something can be typed into the cell at the cursor."""
        return bool(self._view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    def say_why_not(self) -> None:
        """Says why the cell at the cursor takes no typing."""
        if self._view.currentIndex().isValid():
            self._model.typing.say_why_not(self._model.cell(self._view.currentIndex())[1])

    def began(self, *, by_typing: bool) -> None:
        """An editor may have opened, by typing or otherwise."""
        self._by_typing = by_typing and self._view.state() == QAbstractItemView.State.EditingState

    def compose(self, event: QInputMethodEvent, compose: Callable[[QInputMethodEvent], None]) -> None:
        """What an input method sends to the cell: `compose` opens the editor and passes it on."""
        if self._view.state() == QAbstractItemView.State.EditingState:
            compose(event)
        elif event.commitString() and not event.preeditString():
            # A sign or a word that comes without being composed; Qt would open the editor and lose it.
            self._view.edit(self._view.currentIndex())
            if (line := _line(self._view.indexWidget(self._view.currentIndex()))) is not None:
                QApplication.sendEvent(line, event)
            self.began(by_typing=True)
        else:
            compose(event)
            self.began(by_typing=True)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Does what a key means whatever the open editor would do with it; False where the editor decides."""
        line = self._view.indexWidget(self._view.currentIndex())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = _Key(event.key())
        if not isinstance(line, QLineEdit):
            return False
        if held == Qt.KeyboardModifier.ControlModifier and key in (_Key.Key_Return, _Key.Key_Enter):
            self._fill_typed(line)
        elif held:
            return False
        elif key == _Key.Key_F2:
            self._by_typing = not self._by_typing
        elif self._by_typing and key in _ARROWS and not _listed(line, key):
            if self.commit_editor():
                (row, column), (down, right) = self._moves.place(), _ARROWS[key]
                self._moves.move(row + down, column + right)
        else:
            return False
        return True

    def _fill_typed(self, line: QLineEdit) -> None:
        """Ctrl+Enter types the same into every selected cell, as one Edit; the cursor stays."""
        can, cells = Cells(self._model), self._moves.picked()
        if len(cells) < 2 and not any(block.several for block in cells):
            self.commit_editor()
            return
        try:
            text = entered(line)
        except SeveralChoices as problem:
            self._model.refused.emit(problem)
            return
        places = [place for block in cells for place in block.places()]
        last, _column = can.last()
        typed = [(row, column, text) for row, column in places if row <= last and can.typable(row, column)]
        what = message(N_("Fill {n} cells"), n=len(typed))
        if typed and self._model.typing.cells(typed, what):
            self._view.closeEditor(line, _Hint.NoHint)

    def edit_at_end(self) -> None:
        """F2 changes what stands there: the caret goes behind it, and nothing is marked to be replaced."""
        self._by_typing = False
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
        self._by_typing = False
        self._view.edit(self._view.currentIndex())
        line = self._view.indexWidget(self._view.currentIndex())
        if isinstance(line, ChoiceLine):
            line.open_list()
        elif isinstance(line, NamesEdit):
            line.offer(everything=True)

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
        self._by_typing = False

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
        if isinstance(line, ChoiceLine):
            line.narrow(text)


def _line(editor: QWidget | None) -> QLineEdit | None:
    """The line of text of an editor."""
    return editor if isinstance(editor, QLineEdit) else None


def _listed(line: QLineEdit, key: Qt.Key) -> bool:
    """Whether an arrow goes through the list that an editor shows."""
    return isinstance(line, ChoiceLine) and line.list.isVisible() and key in (_Key.Key_Up, _Key.Key_Down)
