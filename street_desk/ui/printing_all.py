"""Printing many forms one after another, each as it was printed last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QIcon
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from street_desk import preferences
from street_desk.domain.forms import FORMS
from street_desk.domain.problems import Problem
from street_desk.exchange.apart import Proceed, Progress
from street_desk.exchange.problems import NoPrinter
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import asking, printing, screens, style
from street_desk.ui.form_list import FormList
from street_desk.ui.form_options import kept_options
from street_desk.ui.import_run import progress
from street_desk.ui.in_thread import InThread
from street_desk.ui.laying_out import pdf_of

_WIDTH, _HEIGHT = 560, 480
_BLINK = 0.02

PrinterOf = Callable[[dict[str, Any]], QPrinter]


def printer_there(kept: dict[str, Any]) -> QPrinter:
    """The printer a form was printed on last, else the default one. Raises NoPrinter."""
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter
    return printing.printer_as(kept)


class PrintAllDialog(QDialog):
    """The list of forms, each with its printer, and Print."""

    def __init__(
        self,
        session: Session,
        year: int,
        parent: QWidget | None = None,
        printer_of: PrinterOf = printer_there,
    ) -> None:
        super().__init__(parent)
        self._session, self._year, self._printer_of = session, year, printer_of
        self.setWindowTitle(_(N_("Print all forms")))
        self.forms = FormList({form: _on_what(form) for form in FORMS})
        said = QLabel(
            _(
                N_(
                    "Each form is printed whole, with the printer, paper, sides and copies it was printed with last;"
                    " where it never was, on the default printer."
                )
            ),
            objectName="quiet",
            wordWrap=True,
        )
        self.said = QLabel(wordWrap=True)
        self.said.hide()
        buttons = QDialogButtonBox()
        self.print_ = buttons.addButton(_(N_("&Print")), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        self.print_.setDefault(True)
        self.print_.clicked.connect(self.run)
        close.clicked.connect(self.reject)
        self.forms.changed.connect(lambda: self.print_.setEnabled(bool(self.forms.ticked())))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN, style.MARGIN, style.MARGIN, style.MARGIN)
        for widget in (self.forms, said, self.said, buttons):
            column.addWidget(widget)
        screens.fit(self, _WIDTH, _HEIGHT)

    def run(self) -> None:
        """Prints what is ticked; what cannot be printed is named, and the rest goes on."""
        wanted = self.forms.ticked()
        printed, refused, stopped = 0, list[str](), False
        with progress(self, self.windowTitle()) as proceed:
            for number, form in enumerate(wanted, 1):
                now = Progress(FORMS[form].shown(), number, len(wanted))
                try:
                    stopped = not self._print(form, lambda _page, now=now: proceed(now))  # type: ignore[misc]
                except NoPrinter as problem:
                    asking.tell(self, problem)
                    return
                except Problem as problem:
                    refused.append(f"{FORMS[form].shown()}: {problem.text()}")
                    continue
                if stopped:
                    break
                printed += 1
        said = [message(N_("{n} forms were sent to the printer."), n=printed).text()]
        if stopped:
            said.append(_(N_("Printing was stopped.")))
        self.said.setText("\n".join([" ".join(said), *refused]))
        self.said.show()

    def _print(self, form: str, proceed: Proceed) -> bool:
        """Prints one form; False where it was stopped. Raises NoPrinter and the Problems of the form."""
        kept = preferences.print_settings(form)
        printer = self._printer_of(kept)
        pages = self._session.papers(form, self._year, kept_options(form))
        task = InThread(lambda thread: pdf_of(pages, thread))
        while not task.wait(_BLINK):
            if not proceed(task.progress):
                task.stop()
        content = task.result()
        if not content:
            return False
        document, buffer = QPdfDocument(self), QBuffer(self)
        try:
            buffer.setData(QByteArray(content))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            document.load(buffer)
            printer.setDocName(pages[0].title)
            printing.lay_out(printer, document, str(kept.get("paper") or ""))
            return printing.draw(printer, document, None, proceed)
        finally:
            document.close()
            document.deleteLater()
            buffer.deleteLater()


def _on_what(form: str) -> str:
    """The printer of a form and its copies, where it was printed before."""
    kept = preferences.print_settings(form)
    name, copies = str(kept.get("printer") or ""), kept.get("copies")
    if printing.gone_printer(kept):
        name = ""
    many = isinstance(copies, int) and copies > 1
    said = message(N_("{n} copies"), n=copies).text() if many else ""
    return " · ".join(filter(None, (name, said)))
