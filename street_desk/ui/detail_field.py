"""One field of the detail pane: a column's name, its value to be typed or chosen, and why a text did not go in."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.edits import Edit
from street_desk.domain.people import Masked
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Column
from street_desk.domain.typing_in import Typed
from street_desk.language import N_, message
from street_desk.ui import style
from street_desk.ui.grid_delegate import GridDelegate
from street_desk.ui.grid_marks import NotTaken
from street_desk.ui.grid_model import GridModel

_LEAVES = {Qt.Key.Key_PageUp: "row -1", Qt.Key.Key_PageDown: "row 1"}


class DetailField(QWidget):
    """A label, an editor and a sentence. `left` carries where the keyboard wants to go; `entered` that it came."""

    left = Signal(str)
    entered = Signal()

    def __init__(self, model: GridModel, column: Column, delegate: GridDelegate, parent: Any = None) -> None:
        super().__init__(parent)
        self.column = column
        self._model, self._row, self._held = model, 0, ""
        self._label = QLabel(wordWrap=True)
        self._editor = self._made(delegate)
        line = self._editor.lineEdit() if isinstance(self._editor, QComboBox) else self._editor
        assert isinstance(line, QLineEdit)
        self.line = line
        self.line.setReadOnly(column.derived or model.session.read_only)
        if column.derived:
            self.line.setStyleSheet(f"background: {style.SHADE.name()};")
        self.line.setAccessibleName(column.shown())
        self.why = QLabel(objectName="refused", wordWrap=True, visible=False)
        self._label.setBuddy(self._editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        layout.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self._label, 2)
        row.addWidget(self._editor, 3)
        layout.addLayout(row)
        layout.addWidget(self.why)
        self.setFocusProxy(self.line)
        for watched in {self.line, self._editor}:
            watched.installEventFilter(self)

    def _made(self, delegate: GridDelegate) -> QWidget:
        index = self._index_in(0)
        if self.column.derived or not index.isValid():
            return QLineEdit(self)
        # The cells' own editor: what narrows a choice there narrows it here.
        editor = delegate.createEditor(self, QStyleOptionViewItem(), index)
        if isinstance(editor, QComboBox):
            editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            editor.activated.connect(lambda _place: self.commit())
            return editor
        if isinstance(editor, QLineEdit):
            editor.setFrame(True)
            editor.setAlignment(Qt.AlignmentFlag.AlignLeft)
            return editor
        editor.deleteLater()
        return QLineEdit(self)

    # What it shows ---------------------------------------------------------------------------------------------------

    def _index_in(self, row: int) -> QModelIndex:
        """The cell in a row of the grid; an invalid index where the grid hides the column."""
        model = self._model
        if row:
            return model.index_of(row, self.column.key)
        place = next((n for n, c in enumerate(model.columns) if c.key == self.column.key), None)
        if place is None:
            return QModelIndex()
        return model.index(place, 0) if model.sheet.single else model.index(len(model.rows), place)

    @property
    def index(self) -> QModelIndex:
        """The cell that the field is about."""
        return self._index_in(self._row)

    def show_row(self, row: int) -> None:
        """Shows a row's value; what was refused stays as long as its row does."""
        same = row == self._row
        self._row = row
        held = self._text()
        if same and held == self._held and (self.line.isModified() or self.why.isVisibleTo(self)):
            self._dress()
            return
        self._held = held
        if self.line.text() != held:
            self.line.setText(held)
            self.line.setCursorPosition(0)
        self.line.setModified(False)
        self.why.hide()
        self._dress()

    def _dress(self) -> None:
        """The label with the gravest mark of what checks noticed, and the words under the mouse."""
        model, cell = self._model, (self._row, self.column.key)
        severity = model.marks.severity(cell)
        mark = f'<span style="color:{style.SEVERITY[severity].name()}">●</span> ' if severity else ""
        said = [text for _severity, text in model.marks.found(cell)]
        comment = model.comments.text(cell)
        mark += f'<span style="color:{style.ACCENT.name()}">◢</span> ' if comment else ""
        words = f"{mark}{escape(self.column.shown())}"
        if words != self._label.text():
            self._label.setText(words)
        tip = "<br>".join(escape(text, quote=False) for text in (*said, *([comment] if comment else ())))
        self.setToolTip(f"<qt>{tip}</qt>" if tip else "")

    def _text(self) -> str:
        model, column = self._model, self.column
        row = model.row(self._row)
        if row is None:
            return ""
        value = model.session.value(model.year, model.sheet.name, row, column)
        if isinstance(column.kind, Masked) and not model.unmasked:
            return column.kind.mask(value)
        book = model.session.book(model.year)
        return book.format(column, value) if column.derived else book.text(column, value)

    # What is typed ---------------------------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Makes an Edit of what was typed; a text that does not fit stays, with its sentence, and False comes back."""
        text = self.line.text()
        if self.line.isReadOnly() or text == self._held:
            self.line.setModified(False)
            self.why.hide()
            return True
        problem = self._put(text)
        if problem is None:
            # What stands there now is shown by whoever follows the Edit; where none was made, it is shown again.
            self.line.setModified(False)
            self.why.hide()
            self.show_row(self._row)
            return True
        self.why.setText(problem)
        self.why.show()
        return False

    def _put(self, text: str) -> str | None:
        """Brings a text in; returns why it was refused."""
        model, index = self._model, self.index
        refused: list[Problem | NotTaken] = []
        if index.isValid():
            model.refused.connect(refused.append)
            try:
                model.setData(index, text, int(Qt.ItemDataRole.EditRole))
            finally:
                model.refused.disconnect(refused.append)
            return refused[0].text() if refused else None
        try:
            changes, wrong = model.session.typed(
                model.year, model.sheet.name, [Typed(self._row, self.column.key, text)]
            )
            if wrong:
                return wrong[0].problem.text()
            name = model.sheet.called(model.row(self._row) or {})
            what = message(N_("{row} {column}: {text}"), row=name, column=self.column.shown(), text=text)
            if changes:
                model.session.apply(Edit(what, changes, model.year))
        except Problem as problem:
            return problem.text()
        return None

    def take_back(self) -> bool:
        """Shows what stands in the file again; False where nothing else was typed."""
        if self.line.text() == self._held and not self.why.isVisibleTo(self):
            return False
        self.line.setText(self._held)
        self.line.setModified(False)
        self.why.hide()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.line.selectAll()
            self.entered.emit()
        elif event.type() == QEvent.Type.FocusOut and not self._choosing():
            self.commit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _choosing(self) -> bool:
        """Whether the list of a choice is open: the keyboard is there, and will be back."""
        return isinstance(self._editor, QComboBox) and self._editor.view().isVisible()

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if not self.take_back():
                self.left.emit("grid")
            return True
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        way = _LEAVES.get(key, "")
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            way = "field -1" if back or key == Qt.Key.Key_Backtab else "field 1"
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            way = "typed -1" if back else "typed 1"
        if way and self.commit():
            self.left.emit(way)
        return bool(way)
