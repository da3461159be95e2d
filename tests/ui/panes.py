"""A grid as the tests of its panes, headings and columns use it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QWidget

from street_desk.session import Session
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Grid:
    """One sheet of a street in a window of its own."""

    def __init__(self, qtbot: Any, street: Session, sheet: str = "communities", width: int = 900) -> None:
        self.street = street
        self.model = GridModel(street, sheet, 2027)
        street.watch(self.model.follow)
        self.view = GridView(self.model)
        self.model.setParent(self.view)
        qtbot.addWidget(self.view)
        self.view.resize(width, 420)
        self.view.show()
        self.view.setFocus()
        QApplication.processEvents()

    def order(self) -> list[str]:
        """The columns from left to right."""
        return [column.key for column in self.model.columns]

    def still(self) -> list[str]:
        """The columns that stand still."""
        return self.order()[: self.view.frozen]

    def column(self, key: str) -> int:
        return self.order().index(key)

    def at(self, row: int, key: str) -> None:
        self.view.moves.move_to(self.model.index(row, self.column(key)))

    def here(self) -> tuple[int, str]:
        index = self.view.currentIndex()
        return index.row(), self.order()[index.column()]

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.view, key, held)

    def type(self, text: str, key: Qt.Key = KEY.Key_Return) -> None:
        """Types into the cell at the cursor: the first letter opens the editor."""
        QApplication.sendEvent(self.view, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, text[0]))
        editor = self.editor()
        for letter in text[1:]:
            QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))
        QTest.keyClick(editor, key)
        QApplication.processEvents()

    def editor(self) -> QLineEdit:
        editor = self.view.indexWidget(self.view.currentIndex())
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        return line

    # Mouse -----------------------------------------------------------------------------------------------------------

    def cell(self, row: int, key: str) -> tuple[QWidget, QPoint]:
        """The widget that shows a cell, and where the middle of it is there."""
        column = self.column(key)
        port = self.view.side(column).viewport()
        middle = self.view.place_of(self.model.index(row, column)).center()
        return port, port.mapFromGlobal(middle)

    def heading(self, key: str) -> tuple[QHeaderView, QPoint]:
        """The header that shows a heading, and a place in it where nothing else is."""
        column = self.column(key)
        header = self.view.side(column).horizontalHeader()
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 3
        return header, QPoint(middle, header.height() - 20)

    def border(self, key: str) -> tuple[QHeaderView, QPoint]:
        """The border at the right of a heading."""
        column = self.column(key)
        header = self.view.side(column).horizontalHeader()
        right = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
        return header, QPoint(right, header.height() - 20)

    def draw(self, start: tuple[QWidget, QPoint], end: tuple[QWidget, QPoint]) -> None:
        """Presses in one place, goes to another with the button held, and lets go there."""
        port = start[0].viewport() if isinstance(start[0], QHeaderView) else start[0]
        there = port.mapFromGlobal(end[0].mapToGlobal(end[1]))
        QTest.mousePress(port, LEFT, NONE, start[1])
        for part in (1, 2, 3, 4):
            step = start[1] + (there - start[1]) * part / 4
            QTest.mouseMove(port, step)
            _moved(port, step)
        QTest.mouseRelease(port, LEFT, NONE, there)
        QApplication.processEvents()

    def click(self, place: tuple[QWidget, QPoint], held: Qt.KeyboardModifier = NONE) -> None:
        port = place[0].viewport() if isinstance(place[0], QHeaderView) else place[0]
        QTest.mouseClick(port, LEFT, held, place[1])
        QApplication.processEvents()


def _moved(port: QWidget, place: QPoint) -> None:
    """A move with the button held: QTest's own holds none."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QMouseEvent

    there = QPointF(port.mapToGlobal(place))
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), there, Qt.MouseButton.NoButton, LEFT, NONE)
    QApplication.sendEvent(port, event)
