"""A grid on the screen for tests that act as its user does: keys, letters, the mouse, the clipboard, an input method."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from street_desk.session import Session
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Grid:
    """A view of one sheet of 2027, and what it said."""

    def __init__(
        self, qtbot: Any, street: Session, sheet: str = "communities", width: int = 1200, height: int = 500
    ) -> None:
        self.street = street
        self.model = GridModel(street, sheet, 2027)
        street.watch(self.model.follow)
        self.view = GridView(self.model)
        self.model.setParent(self.view)
        self.said: list[Any] = []
        self.model.refused.connect(self.said.append)
        qtbot.addWidget(self.view)
        self.view.resize(width, height)
        self.view.show()
        self.view.setFocus()
        QApplication.processEvents()

    # Looking ---------------------------------------------------------------------------------------------------------

    def place(self, key: str) -> int:
        return [column.key for column in self.model.columns].index(key)

    @property
    def here(self) -> tuple[int, str]:
        """The row and the column's key of the cursor."""
        index = self.view.currentIndex()
        return index.row(), self.model.cell(index)[1].key

    @property
    def picked(self) -> list[tuple[int, int, int, int]]:
        return [(b.top, b.left, b.bottom, b.right) for b in self.view.blocks.picked()]

    @property
    def editor(self) -> QLineEdit | None:
        found: QWidget | None = self.view.indexWidget(self.view.currentIndex())
        if found is None or isinstance(found, QLineEdit):
            return found
        return found.findChild(QLineEdit)

    def column(self, key: str) -> list[Any]:
        """What the file holds in a column, row by row."""
        return [row.get(key) for row in self.street.book(2027).rows(self.model.sheet.name)]

    def heard(self) -> str:
        return " ".join(said.text() for said in self.said)

    @staticmethod
    def clipboard() -> str:
        return str(QGuiApplication.clipboard().text())

    # Acting ----------------------------------------------------------------------------------------------------------

    def at(self, row: int, key: str) -> None:
        self.view.moves.move_to(self.model.index(row, self.place(key)))

    def pick(self, top: int, left: str, bottom: int, right: str) -> None:
        self.view.blocks.pick(top, self.place(left), bottom, self.place(right))

    def press(self, *keys: str) -> None:
        """Presses keys by their names, such as Ctrl+Shift+Down, on whatever has the keyboard."""
        for name in keys:
            combined = QKeySequence(name)[0]  # type: ignore[index]
            target: QWidget = self.editor or self.view
            QTest.keyClick(target, combined.key(), combined.keyboardModifiers())
            # What the editor hands on, what closes it, and what may open it again.
            for _ in range(3):
                QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def type(self, text: str, *keys: str) -> None:
        """Types letters as a keyboard sends them, then presses keys."""
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter)
            QApplication.sendEvent(self.editor or self.view, event)
        self.press(*keys)

    def compose(self, preedit: str = "", commit: str = "") -> None:
        """What an input method sends while it composes, and when it is done."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        keeps = self.view if self.view.hasFocus() else self.editor
        QApplication.sendEvent(keeps or self.view, event)
        QApplication.processEvents()

    def paste(self, text: str, *keys: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(*(keys or ("Ctrl+V",)))

    def click_heading(self, key: str) -> None:
        """Selects a whole column with the mouse."""
        header = self.view.horizontalHeader()
        place = self.place(key)
        where = QPoint(header.sectionViewportPosition(place) + header.sectionSize(place) // 2, 10)
        QTest.mouseClick(header.viewport(), LEFT, NONE, where)

    def rect(self, row: int, key: str) -> QRect:
        return self.view.visualRect(self.model.index(row, self.place(key)))

    def drag(self, source: QWidget, begin: QPoint, end: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """Draws from a point of a widget to a point of the grid's viewport."""
        to = source.mapFromGlobal(self.view.viewport().mapToGlobal(end))
        QTest.mousePress(source, LEFT, held, begin)
        for point in ((begin + to) / 2, to):
            move_held(source, point, held)
        QTest.mouseRelease(source, LEFT, held, to)
        QApplication.processEvents()


def move_held(widget: QWidget, point: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    """A move with the button down, which QTest's own move is not."""
    where, out = QPointF(point), QPointF(widget.mapToGlobal(point))
    event = QMouseEvent(QEvent.Type.MouseMove, where, out, Qt.MouseButton.NoButton, LEFT, held)
    QApplication.sendEvent(widget, event)
