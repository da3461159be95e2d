"""The explanation bar: what the selected figure is and why, in words with its clause."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from street_desk.domain.standards.working import Line
from street_desk.language import N_, _, message
from street_desk.ui import style
from street_desk.ui.grid_model import GridModel


class ExplanationBar(QWidget):
    """Above the grid; of a steady height, so that the grid below never jumps."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._cell = QLabel(objectName="cell")
        self._cell.setMinimumWidth(260)
        self._cell.setWordWrap(True)
        self._html = ""
        # A text that scrolls where a clause is long; it never takes the keyboard from the grid.
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._text.document().setDocumentMargin(0)
        self._text.setAccessibleName(_(N_("Explanation")))
        left = QVBoxLayout()
        left.addWidget(self._cell)
        left.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MARGIN, 8, style.MARGIN, 6)
        row.addLayout(left, 1)
        row.addWidget(self._text, 5)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 18)

    def text(self) -> str:
        """What the bar says now."""
        return f"{self._cell.text()}\n{self._text.toPlainText()}"

    def show_cell(self, model: GridModel, index: Any) -> None:
        """Explains one cell: a derived figure by its steps, a typed one by what it is and what a check says of it."""
        if not index.isValid():
            self._say("", "")
            return
        row_id, column = model.cell(index)
        value = model.data(index)
        name = model.name(index)
        shown = f"{name} · {column.shown()}" if name and not model.sheet.single else column.shown()
        lines = [
            _found(text) for text in (model.data(index, int(Qt.ItemDataRole.ToolTipRole)) or "").splitlines()
        ]
        if column.derived and row_id:
            line = model.session.assessment(model.year).lines(model.sheet.name, row_id).get(column.key)
            lines = [*_steps(line), *lines, *_notes(model, line)]
        elif setting := model.session.standard(model.year).setting.get(column.key.removeprefix("setting.")):
            basis = message(N_("A choice the standard leaves to the county: {basis}"), basis=setting.basis)
            default = next(o.text for o in setting.options if o.value == setting.default)
            lines = [
                escape(basis.text()),
                escape(message(N_("Left empty: {choice}"), choice=default).text()),
                *lines,
            ]
        self._say(f"{shown}\n{value}" if value else shown, "<br>".join(lines))

    def _say(self, cell: str, html: str) -> None:
        """Shows both parts; one that stays the same is left alone, since laying it out costs a good part of a frame."""
        if cell != self._cell.text():
            self._cell.setText(cell)
        if html != self._html:
            self._html = html
            self._text.setHtml(html)


def _steps(line: Line | None) -> list[str]:
    """The steps in one paragraph, each with its clause where it changes."""
    if line is None:
        nothing = escape(_(N_("The standard states nothing for this.")))
        return [f'<span style="color:{style.QUIET.name()}">{nothing}</span>']
    parts, clause = [], ""
    for step in line.steps:
        mark = ""
        if step.clause and step.clause != clause:
            clause = step.clause
            mark = f'<b style="color:{style.ACCENT.name()}">{escape(clause)}</b>&nbsp; '
        parts.append(mark + escape(step.message.text()))
    return [" → ".join(parts)]


def _notes(model: GridModel, line: Line | None) -> list[str]:
    """The clause itself, and what is doubtful about its reading."""
    standard = model.session.standard(model.year)
    clauses = list(dict.fromkeys(step.clause for step in (line.steps if line else ()) if step.clause))
    quiet = f'<span style="color:{style.QUIET.name()}">{{}}</span>'
    texts = [standard.clause[c].text.text() for c in clauses if c in standard.clause]
    texts += [note.text.text() for c in clauses for note in standard.notes_on(c)]
    return [quiet.format(escape(text)) for text in texts]


def _found(text: str) -> str:
    return f'<span style="color:{style.SEVERITY["error"].name()}">● {escape(text)}</span>'
