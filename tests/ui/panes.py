"""A grid in two panes as the tests of its panes, headings and columns use it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QWidget

from street_desk.session import Session
from tests.ui.grids import LEFT, NONE, Grid, move_held

KEY = Qt.Key


class PanedGrid(Grid):
    """A narrow grid, most of whose columns are scrolled to."""

    def __init__(self, qtbot: Any, street: Session, sheet: str = "communities", width: int = 900) -> None:
        super().__init__(qtbot, street, sheet, width, 420)

    def order(self) -> list[str]:
        """The columns from left to right."""
        return [column.key for column in self.model.columns]

    def still(self) -> list[str]:
        """The columns that stand still."""
        return self.order()[: self.view.frozen]

    def key(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Presses keys on the grid itself."""
        for key in keys:
            QTest.keyClick(self.view, key, held)

    def enter(self, text: str, key: str = "Return") -> None:
        """Types into the cell at the cursor, and presses the key that takes it in."""
        self.type(text, key)

    @property
    def line(self) -> QLineEdit:
        """The editor, which is open."""
        assert self.editor is not None
        return self.editor

    # Mouse -----------------------------------------------------------------------------------------------------------

    def cell(self, row: int, key: str) -> tuple[QWidget, QPoint]:
        """The widget that shows a cell, and where the middle of it is there."""
        column = self.place(key)
        port = self.view.side(column).viewport()
        middle = self.view.place_of(self.model.index(row, column)).center()
        return port, port.mapFromGlobal(middle)

    def heading(self, key: str) -> tuple[QHeaderView, QPoint]:
        """The header that shows a heading, and a place in it where nothing else is."""
        column = self.place(key)
        header = self.view.side(column).horizontalHeader()
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 3
        return header, QPoint(middle, header.height() - 20)

    def border(self, key: str) -> tuple[QHeaderView, QPoint]:
        """The border at the right of a heading."""
        column = self.place(key)
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
            move_held(port, step)
        QTest.mouseRelease(port, LEFT, NONE, there)
        QApplication.processEvents()

    def click(self, place: tuple[QWidget, QPoint], held: Qt.KeyboardModifier = NONE) -> None:
        port = place[0].viewport() if isinstance(place[0], QHeaderView) else place[0]
        QTest.mouseClick(port, LEFT, held, place[1])
        QApplication.processEvents()
