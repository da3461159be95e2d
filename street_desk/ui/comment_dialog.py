"""The comment of one cell, for writing: Ctrl+Enter keeps it, Esc leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from street_desk.language import N_, _
from street_desk.ui.grid_heads import shortened
from street_desk.ui.grid_marks import Cell
from street_desk.ui.grid_model import GridModel


class _Lines(QPlainTextEdit):
    """Lines of text; Ctrl+Enter says that they are done, and plain Enter begins a new one."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class CommentDialog(QDialog):
    """One cell's comment; an emptied text takes it away."""

    def __init__(self, model: GridModel, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._cell = model, cell
        name = shortened(model.name(model.index_of(*cell)))
        self.setWindowTitle(_(N_("Comment")))
        self.setMinimumWidth(420)
        self.text = _Lines(model.comments.text(cell))
        self.text.setAccessibleName(_(N_("Comment")))
        self.text.setTabChangesFocus(True)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.refused = QLabel(objectName="refused", wordWrap=True, visible=False)
        hint = QLabel(_(N_("Ctrl+Enter keeps it; an empty comment is removed.")), objectName="quiet")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        keep = buttons.addButton(_(N_("Keep")), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setObjectName("primary")
        keep.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.text.done.connect(self.accept)
        column = QVBoxLayout(self)
        head = QLabel(f"{name} · {model.sheet[cell[1]].shown()}", objectName="cell")
        head.setWordWrap(True)
        for part in (head, self.text, hint, self.refused, buttons):
            column.addWidget(part)
        self.text.setFocus()

    def accept(self) -> None:
        problem = self._model.comments.write(self._cell, self.text.toPlainText())
        if problem is None:
            super().accept()
            return
        self.refused.setText(problem.text())
        self.refused.show()
