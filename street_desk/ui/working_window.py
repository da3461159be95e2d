"""The full working of one cell in a window of its own: beside the grid, to be read, copied and saved."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from street_desk import looking_back
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Column
from street_desk.domain.standards.full_working import Part, Said, as_text, full_working
from street_desk.domain.then import Then
from street_desk.language import N_, _, message
from street_desk.ui import asking, screens, style
from street_desk.ui.grid_model import GridModel
from street_desk.ui.origins import history_of, origin_of, shown

_TEXTS = N_("Text files (*.txt)")


class WorkingWindow(QWidget):
    """A derived figure by its steps, a typed value by its origin and its whole history."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._model, self._row, self._column = model, 0, model.columns[0]
        self._title, self._parts = "", list[Part]()
        self.setWindowTitle(_(N_("Full working")))
        screens.fit(self, 760, 620)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(_(N_("Full working")))
        copy = QPushButton(_(N_("Copy all")))
        copy.clicked.connect(self.copy)
        save = QPushButton(_(N_("Save…")))
        save.clicked.connect(self.save)
        close = QPushButton(_(N_("Close")))
        close.clicked.connect(self.close)
        QShortcut(QKeySequence("Esc"), self, self.close)
        row = QHBoxLayout()
        for button in (copy, save):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addLayout(row)

    def show_cell(self, model: GridModel, row: int, column: Column) -> None:
        """Shows a cell's working and comes to the front."""
        self._model, self._row, self._column = model, row, column
        self.refresh()
        self.show()
        self.activateWindow()
        self.text.setFocus()

    def refresh(self) -> None:
        """Works it out as it is now; a row that is gone leaves its last words standing."""
        model, column = self._model, self._column
        held = model.row(self._row)
        if held is None:
            return
        value = model.session.value(model.year, model.sheet.name, held, column)
        text = shown(model, column, value) or "—"
        name = "" if model.sheet.single else f"{model.sheet.called(held)} · "
        self._title = f"{name}{column.shown()} {model.year}: {text}"
        self._parts = self._worked() if column.derived else self._typed()
        noted = [text for _severity, text in model.marks.found((self._row, column.key))]
        comment = model.comments.text((self._row, column.key))
        noted += [message(N_("Comment: {text}"), text=comment).text()] if comment else []
        if noted:
            self._parts.append(Part(_(N_("Noticed")), tuple(map(Said, noted))))
        self.text.setHtml(_html(self._title, self._parts))

    def _then(self) -> Then | None:
        try:
            return looking_back.last_year(self._model.session, self._model.year)
        except Problem:
            return None

    def _worked(self) -> list[Part]:
        model = self._model
        assessment = model.session.assessment(model.year)
        row = model.row(self._row)
        assert row is not None
        return full_working(assessment, model.sheet.name, row, self._column.key, self._then())

    def _typed(self) -> list[Part]:
        model, column = self._model, self._column
        origin = tuple(map(Said, origin_of(model, self._row, column)))
        history = tuple(map(Said, history_of(model, self._row, column)))
        parts = [Part(_(N_("Where it comes from")), origin), Part(_(N_("What it was before")), history)]
        setting = model.session.standard(model.year).setting.get(column.key.removeprefix("setting."))
        if setting is not None:
            parts.insert(
                0, Part(_(N_("What the standard leaves to the county")), (Said(setting.basis.text()),))
            )
        then, row = self._then(), model.row(self._row)
        was = then.row(model.sheet.name, row) if then is not None and row is not None else None
        if then is not None and was is not None and model.sheet.name not in then.silent:
            text = then.text(column, then.value(model.sheet.name, was, column), model.unmasked) or "—"
            parts.append(Part(message(N_("Beside {when}"), when=then.when).text(), (Said(text),)))
        return [part for part in parts if part.entries]

    def lines(self) -> list[str]:
        """All of it as plain lines."""
        return as_text(self._title, self._parts)

    def copy(self) -> None:
        """Puts all of it on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(self.lines()))

    def save(self) -> None:
        """Asks where to, and writes it there as a text."""
        from street_desk.exchange.importing.report import write_report

        name = self._title.partition(":")[0].replace("/", "-")
        path = asking.file_to_save(self, _(N_("Save the working")), f"{name}.txt", _TEXTS, ".txt")
        if path is None:
            return
        try:
            write_report(path, self.lines())
        except Problem as problem:
            asking.tell(self, problem)


def _html(title: str, parts: list[Part]) -> str:
    said = [f'<h3 style="color:{style.ACCENT.name()}">{escape(title)}</h3>']
    for part in parts:
        tag = "ol" if part.numbered else "ul"
        entries = "".join(f"<li>{_entry(entry)}</li>" for entry in part.entries)
        said.append(f"<h4>{escape(part.title)}</h4><{tag}>{entries}</{tag}>")
    return "".join(said)


def _entry(entry: Said) -> str:
    below = f'<br><span style="color:{style.QUIET.name()}">{escape(entry.rests_on)}</span>'
    return escape(entry.text).replace("\n", "<br>") + (below if entry.rests_on else "")
