"""One field of the detail pane: a column's name, its value to be typed or chosen, and why a text did not go in."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMoveEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Column
from street_desk.ui import style
from street_desk.ui.grid_delegate import entered, line_for
from street_desk.ui.grid_editors import ChoiceLine, SeveralChoices
from street_desk.ui.grid_marks import NotTaken
from street_desk.ui.grid_model import GridModel
from street_desk.ui.names_editor import NamesEdit

_LEAVES = {Qt.Key.Key_PageUp: "row -1", Qt.Key.Key_PageDown: "row 1"}


class DetailField(QWidget):
    """A label, an editor and a sentence. `left` carries where the keyboard wants to go; `entered` that it came."""

    left = Signal(str)
    entered = Signal()

    def __init__(self, model: GridModel, column: Column, parent: Any = None) -> None:
        super().__init__(parent)
        self.column = column
        self._model, self._row, self._held = model, 0, ""
        self._lent = False
        self._label = QLabel(wordWrap=True)
        self.line = self._made()
        if column.derived:
            self.line.setStyleSheet(f"background: {style.SHADE.name()};")
        self.why = QLabel(objectName="refused", wordWrap=True, visible=False)
        self._label.setBuddy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        layout.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(self._label, 2)
        row.addWidget(self.line, 3)
        layout.addLayout(row)
        layout.addWidget(self.why)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)

    def _made(self) -> QLineEdit:
        if self.column.derived or self._model.session.read_only:
            # Nor can anything be chosen where nothing can be typed.
            line = QLineEdit(self)
            line.setReadOnly(True)
            return line
        # The cells' own line: what narrows a choice there narrows it here.
        line = line_for(self.column, self._model, self)
        if isinstance(line, ChoiceLine):
            line.picked.connect(self.commit)
        return line

    # What it shows ---------------------------------------------------------------------------------------------------

    @property
    def index(self) -> QModelIndex:
        """The cell that the field is about; an invalid index where the grid hides the column."""
        model = self._model
        if self._row:
            return model.index_of(self._row, self.column.key)
        place = next((n for n, c in enumerate(model.columns) if c.key == self.column.key), None)
        if place is None:
            return QModelIndex()
        return model.index(place, 0) if model.sheet.single else model.index(len(model.rows), place)

    @property
    def row(self) -> int:
        """The id of the row that is shown, 0 for the one that takes the next entry."""
        return self._row

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
        heading = model.heading(self.column)
        words = f"{mark}{escape(heading)}"
        if words != self._label.text():
            self._label.setText(words)
            self.line.setAccessibleName(heading)
        tip = "<br>".join(escape(text, quote=False) for text in (*said, *([comment] if comment else ())))
        self.setToolTip(f"<qt>{tip}</qt>" if tip else "")

    def _text(self) -> str:
        model, column = self._model, self.column
        value = model.held(self._row, column)
        if column.derived:
            return model.unit.format(model.session.book(model.year), column, value)
        return model.words(column, value)

    # What is typed ---------------------------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Makes an Edit of what was typed; a text that does not fit stays, with its sentence, and False comes back."""
        self.close_list()
        if self.line.isReadOnly() or self.line.text() == self._held:
            self.line.setModified(False)
            self.why.hide()
            return True
        problem = self._put()
        if problem is None:
            # What stands there now is shown by whoever follows the Edit; where none was made, it is shown again.
            self.line.setModified(False)
            self.why.hide()
            self.show_row(self._row)
            return True
        self.why.setText(problem)
        self.why.show()
        return False

    def _put(self) -> str | None:
        """Brings in what was typed; returns why it was refused."""
        refused: list[Problem | NotTaken] = []
        self._model.refused.connect(refused.append)
        try:
            self._model.typing.into(self._row, self.column, entered(self.line))
        except SeveralChoices as problem:
            return problem.text()
        finally:
            self._model.refused.disconnect(refused.append)
        return refused[0].text() if refused else None

    def _choose(self) -> None:
        """Opens the list, with what was typed and did not tell which."""
        if isinstance(self.line, ChoiceLine):
            if self.line.isModified():
                self.line.narrow(self.line.text())
            else:
                self.line.open_list()

    def take_back(self) -> bool:
        """Shows what stands in the file again; False where nothing else was typed."""
        if self.line.text() == self._held and not self.why.isVisibleTo(self):
            return False
        self.line.setText(self._held)
        self.line.setModified(False)
        self.why.hide()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._turned(come=event.gotFocus())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def moveEvent(self, event: QMoveEvent) -> None:
        # A sentence above comes or goes.
        super().moveEvent(event)
        if isinstance(self.line, ChoiceLine):
            self.line.place_list()

    def _turned(self, *, come: bool) -> None:
        """The keyboard came or went: the first key types over what stands there, and what was typed goes in.

        What opens over the window, as names that complete one or a menu, brings the keyboard back: that is neither.
        """
        lent, self._lent = self._lent, not come and QApplication.activePopupWidget() is not None
        if lent or self._lent:
            return
        if not come:
            self.commit()
            return
        if isinstance(self.line, (ChoiceLine, NamesEdit)):
            # Rows may have come to be chosen from since the line was made.
            self.line.take_choices(self._model.choices(self.column))
        self.line.selectAll()
        self.entered.emit()

    def close_list(self) -> bool:
        """Closes the list of choices; False where none is open."""
        if not isinstance(self.line, ChoiceLine) or not self.line.list.isVisible():
            return False
        self.line.list.hide()
        return True

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            listed = self.close_list()
            if not self.take_back() and not listed:
                self.left.emit("grid")
            return True
        if isinstance(self.line, ChoiceLine) and not event.modifiers():
            if self.line.list.isVisible() and key in _LEAVES:
                # They go through the list.
                return False
            if not self.line.list.isVisible() and key == Qt.Key.Key_Down:
                self._choose()
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
