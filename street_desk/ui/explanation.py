"""The explanation bar: what the selected figure is and why, in words with its clause."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.explained import explained
from street_desk.ui.grid_heads import shortened
from street_desk.ui.grid_model import GridModel

_LINES = 4
_LETTERS = 12


class ExplanationBar(QWidget):
    """Above the grid; of a steady height, so that the grid below never jumps."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cell = QLabel(objectName="cell")
        # A name may look like the tags of a rich text.
        self._cell.setTextFormat(Qt.TextFormat.PlainText)
        self._cell.setMinimumWidth(_LETTERS * self.fontMetrics().horizontalAdvance("国"))
        self._cell.setWordWrap(True)
        self._html = ""
        # A text that scrolls where a clause is long; it never takes the keyboard from the grid.
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._text.document().setDocumentMargin(0)
        self._text.setAccessibleName(_(N_("Explanation")))
        # Every line has the same height and the text scrolls by whole lines: none is ever half cut.
        self._line = self.fontMetrics().lineSpacing()
        self._text.setFixedHeight(_LINES * self._line)
        scroll = self._text.verticalScrollBar()
        scroll.setSingleStep(self._line)
        scroll.valueChanged.connect(lambda value: scroll.setValue(value - value % self._line))
        left = QVBoxLayout()
        left.addWidget(self._cell)
        left.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MARGIN, 8, style.MARGIN, 6)
        row.addLayout(left, 1)
        row.addWidget(self._text, 5, Qt.AlignmentFlag.AlignTop)
        self.setFixedHeight(_LINES * self._line + 18)

    def text(self) -> str:
        """What the bar says now."""
        return f"{self._cell.text()}\n{self._text.toPlainText()}"

    def show_cell(self, model: GridModel, index: Any) -> None:
        """Explains one cell: a derived figure by its steps, a typed one by what it is and what a check says of it."""
        if not index.isValid():
            self._say("", "")
            return
        _row_id, column = model.cell(index)
        value = model.data(index)
        name = shortened(model.name(index))
        heading = model.heading(column)
        shown = f"{name} · {heading}" if name and not model.sheet.single else heading
        self._say(f"{shown}\n{value}" if value else shown, "<br>".join(explained(model, index)))

    def _say(self, cell: str, html: str) -> None:
        """Shows both parts; one that stays the same is left alone, since laying it out costs a good part of a frame."""
        if cell != self._cell.text():
            self._cell.setText(cell)
        if html != self._html:
            self._html = html
            self._text.setHtml(html)
            even = QTextBlockFormat()
            even.setLineHeight(self._line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor = QTextCursor(self._text.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(even)
