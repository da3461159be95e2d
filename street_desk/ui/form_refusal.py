"""Why a form is not shown: the Problem in words, and the way to the cell where that is known."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from street_desk.domain.book import Book
from street_desk.domain.catalogue import GRIDS
from street_desk.domain.problems import Problem
from street_desk.exchange.problems import MissingCharacter
from street_desk.language import N_, _

Cell = tuple[str, int, str]
"""Sheet, row and column."""


class Refusal(QWidget):
    """The line over the preview. `asked` carries the sheet, row and column of the cell that has to be changed."""

    asked = Signal(str, object, str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.text = QLabel(objectName="refused", wordWrap=True)
        self.go = QPushButton(_(N_("&Go to the cell")))
        self.go.clicked.connect(self._go)
        self._cell: Cell | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.go)
        self.hide()

    def say(self, problem: Problem, book: Book) -> None:
        """Shows a Problem of a year's form."""
        self._cell = None
        if isinstance(problem, MissingCharacter):
            missing = (chr(int(one.values["number"], 16)) for one in problem.values["characters"])
            self._cell = next((cell for one in missing if (cell := cell_with(book, one)) is not None), None)
        self.text.setText(problem.text())
        self.go.setVisible(self._cell is not None)
        self.show()

    def _go(self) -> None:
        if self._cell is not None:
            self.asked.emit(*self._cell)


def cell_with(book: Book, character: str) -> Cell | None:
    """The first cell of a year with a character in it, or with it in the comment on it; None where none has it."""
    for sheet in GRIDS:
        for row in book.rows(sheet.name):
            for column in sheet.typed:
                if isinstance(value := row.get(column.key), str) and character in value:
                    return sheet.name, int(row["id"]), column.key
    for one in book.rows("comments"):
        if character in str(one["text"]):
            return str(one["sheet"]), int(one["row"]), str(one["column"])
    return None
