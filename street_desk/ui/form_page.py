"""A form as it will be printed: the very PDF, previewed, printed from, and saved beside its Excel."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from street_desk.domain.pages import Page, Unit
from street_desk.domain.problems import Problem
from street_desk.language import N_, _
from street_desk.session import Session
from street_desk.ui import asking, printing, style
from street_desk.ui.form_layout_button import adapting_button


class FormPage(QWidget):
    """One form of one year. It is laid out anew when shown after a change."""

    told = Signal(str)

    def __init__(self, session: Session, form: str, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self._session, self._form, self._year = session, form, year
        self._stale = True
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(_(N_("Preview")))
        self._unit = QComboBox()
        self._unit.addItem(_(N_("yuan")), "yuan")
        self._unit.addItem(_(N_("10,000 yuan")), "wan")
        self._unit.setAccessibleName(_(N_("Unit")))
        self._unit.currentIndexChanged.connect(lambda *_: self.refresh())
        self.with_comments = QCheckBox(_(N_("Print the comments on its cells")))
        self.with_comments.toggled.connect(lambda *_: self.refresh())
        row = QHBoxLayout()
        row.setContentsMargins(style.MARGIN, 6, style.MARGIN, 6)
        row.addWidget(QLabel(_(N_("Unit")), objectName="quiet"))
        row.addWidget(self._unit)
        row.addWidget(self.with_comments)
        row.addStretch()
        row.addWidget(adapting_button(self, session, year, form))
        for text, act in (
            (N_("Save as Excel…"), lambda: self.save(".xlsx")),
            (N_("Save as PDF…"), lambda: self.save(".pdf")),
            (N_("Print…"), self.print),
        ):
            button = QPushButton(_(text))
            button.clicked.connect(act)
            row.addWidget(button)
        self._refused = QLabel(objectName="refused")
        self._refused.setWordWrap(True)
        self._refused.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._refused)
        column.addWidget(self.view, 1)

    def papers(self) -> tuple[Page, ...]:
        """The form, filled now. Raises the Problems of `Session.papers`."""
        from street_desk.domain.forms import Options

        unit: Unit = "wan" if self._unit.currentData() == "wan" else "yuan"
        options = Options(unit=unit, comments=self.with_comments.isChecked())
        return self._session.papers(self._form, self._year, options)

    def mark_stale(self) -> None:
        """Something changed: lay out anew, at once where it is seen, else when it is shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> bool:
        """Writes the PDF again and shows it; False, and nothing is shown, where it cannot be laid out."""
        from street_desk.exchange.pdf import write_pdf

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "form.pdf"
                write_pdf(self.papers(), path)
                content = path.read_bytes()
            self._stale = False
            self._refused.hide()
        except Problem as problem:
            self._refused.setText(problem.text())
            self._refused.show()
            self.document.close()
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        return True

    def save(self, ending: str) -> None:
        """Asks where, writes, reads back and compares, and says so."""
        kind = N_("Excel workbooks (*.xlsx)") if ending == ".xlsx" else N_("PDF documents (*.pdf)")
        title = _(N_("Save the form"))
        path = asking.file_to_save(self, title, f"{self.papers()[0].title}{ending}", kind, ending)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        from street_desk.exchange.exporting import export

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            export(self.papers(), path)
        except Problem as problem:
            QGuiApplication.restoreOverrideCursor()
            asking.tell(self, problem)
            return
        QGuiApplication.restoreOverrideCursor()
        self.told.emit(_(N_("Saved {path}; every figure was read back and compared.")).format(path=path))

    def print(self) -> None:
        """Prints the PDF that is previewed."""
        if not self._stale or self.refresh():
            printing.print_document(self, self.document)
