"""A form as it will be printed: the very PDF, previewed, printed from, and saved beside its Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from street_desk.domain.documents import Paper
from street_desk.domain.forms import FORMS, DocumentForm
from street_desk.domain.problems import Problem
from street_desk.exchange.apart import Proceed, Progress
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import asking, printing, style
from street_desk.ui.batch_targets import file_name
from street_desk.ui.form_layout_button import adapting_button
from street_desk.ui.form_options import FormOptions
from street_desk.ui.form_refusal import Refusal
from street_desk.ui.in_thread import wait_for
from street_desk.ui.laying_out import LayingOut
from street_desk.ui.pdf_view import PdfView
from street_desk.ui.viewing_bar import ViewingBar

_KINDS = {
    ".xlsx": N_("Excel workbooks (*.xlsx)"),
    ".docx": N_("Word documents (*.docx)"),
    ".pdf": N_("PDF documents (*.pdf)"),
}


class FormPage(QWidget):
    """One form of one year. It is laid out anew when shown after a change.

    `told` carries what was done, `cell_asked` the sheet, row and column of a cell to go to.
    """

    told = Signal(str)
    cell_asked = Signal(str, object, str)

    def __init__(self, session: Session, form: str, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self._session, self._form, self._year = session, form, year
        self._stale = True
        self._by_community = False
        self._buffer = QBuffer(self)
        self._scrolled = (0, 0)
        self.document = QPdfDocument(self)
        self.view = PdfView(self.document)
        self.setFocusProxy(self.view)
        self.options = FormOptions(form)
        self.options.changed.connect(self.refresh)
        self.bar = ViewingBar(self.view)
        self.bar.told.connect(self.told)
        self.refusal = Refusal()
        self.refusal.asked.connect(self.cell_asked)
        self.laying_out = LayingOut(self)
        self.laying_out.laid.connect(self._show_pdf)
        self.laying_out.refused.connect(self._refuse)
        self.laying_out.went.connect(self._show_progress)
        self.laying_out.stopped.connect(self._show_stopped)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(style.MARGIN, 6, style.MARGIN, 4)
        row.addWidget(self.options)
        row.addStretch()
        row.addWidget(adapting_button(self, self._session, self._year, self._form))
        table = (N_("To Excel…"), lambda: self.save(".xlsx"))
        text = (N_("To Word…"), lambda: self.save(".docx"))
        for said, act in (
            text if isinstance(FORMS[self._form], DocumentForm) else table,
            (N_("To PDF…"), lambda: self.save(".pdf")),
            (N_("Print…"), self.print),
        ):
            button = QPushButton(_(said))
            button.clicked.connect(act)
            row.addWidget(button)
        self._waiting = QWidget()
        self._progress = QLabel()
        self._stop, self._again = QPushButton(_(N_("Stop"))), QPushButton(_(N_("Lay it out")))
        self._stop.clicked.connect(self.laying_out.stop)
        self._again.clicked.connect(self.refresh)
        waits = QHBoxLayout(self._waiting)
        waits.setContentsMargins(style.MARGIN, 0, style.MARGIN, 4)
        for widget in (self._progress, self._stop, self._again):
            waits.addWidget(widget)
        waits.addStretch()
        self._waiting.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self._waiting)
        column.addWidget(self.refusal)
        column.addWidget(self.view, 1)

    def papers(self) -> tuple[Paper, ...]:
        """The form, filled now as it is wanted. Raises the Problems of `Session.papers`."""
        return self._session.papers(self._form, self._year, self.options.options())

    # Laying out ------------------------------------------------------------------------------------------------------

    def mark_stale(self) -> None:
        """Something changed: lay out anew, at once where it is seen, else when it is shown."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        # What is not finished begins anew when it is looked at again.
        self.laying_out.drop()

    def refresh(self) -> None:
        """Writes the PDF again and shows it, a long one a little later; nothing where it cannot be laid out."""
        self._stale = True
        self._offer_communities()
        try:
            pages = self.papers()
        except Problem as problem:
            self._refuse(problem)
            return
        if not self._by_community and self._is_by_community(pages):
            self._by_community = True
            self._offer_communities()
        if self.document.pageCount():
            self._scrolled = (self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value())
        self.laying_out.start(pages)

    def _is_by_community(self, pages: Sequence[Paper]) -> bool:
        """Whether each Page is one community's, so that one of them may be wanted alone."""
        names = {name for _row, name in self._communities()}
        return all(page.part in names for page in pages)

    def _communities(self) -> list[tuple[int, str]]:
        book = self._session.book(self._year)
        return [(row, book.community_name(row)) for row in book.ids("communities")]

    def _offer_communities(self) -> None:
        """Those there are now: the one that was chosen may have gone."""
        if self._by_community:
            self.options.offer(self._communities())

    def _show_pdf(self, content: bytes) -> None:
        from street_desk.exchange.fonts import substitutions

        self._stale = False
        self.refusal.hide()
        self._waiting.hide()
        self._close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self.view.horizontalScrollBar().setValue(self._scrolled[0])
        self.view.verticalScrollBar().setValue(self._scrolled[1])
        self.bar.follow()
        self.bar.say_fonts([one.text() for one in substitutions()])

    def _close(self) -> None:
        self.document.close()
        self._buffer.close()

    def _refuse(self, problem: Problem) -> None:
        self._waiting.hide()
        self._close()
        self.bar.follow()
        self.refusal.say(problem, self._session.book(self._year))

    def _show_progress(self, progress: Progress) -> None:
        # What is shown would be out of date.
        self._close()
        self.refusal.hide()
        said = N_("Laying out: sheet {number} of {of}") if progress.name else N_("Laying out…")
        self._progress.setText(message(said, number=str(progress.number), of=str(progress.of)).text())
        self._stop.show()
        self._again.hide()
        self._waiting.show()

    def _show_stopped(self) -> None:
        self._progress.setText(_(N_("Laying out was stopped: nothing is shown.")))
        self._stop.hide()
        self._again.show()
        self._waiting.show()

    # Out -------------------------------------------------------------------------------------------------------------

    def save(self, ending: str) -> None:
        """Asks where, writes, reads back and compares, and says so."""
        kind = _KINDS[ending]
        try:
            pages = self.papers()
        except Problem as problem:
            asking.tell(self, problem)
            return
        named = f"{file_name(self._form, pages)}{ending}"
        path = asking.file_to_save(self, _(N_("Save the form")), named, kind, ending)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Writes the form, reads it back and compares, and says so; what takes long can be stopped."""
        try:
            pages = self.papers()
            written = wait_for(self, _(N_("Save the form")), lambda proceed: _export(pages, path, proceed))
        except Problem as problem:
            asking.tell(self, problem)
            return
        if written:
            self.told.emit(_(N_("Saved {path}; every figure was read back and compared.")).format(path=path))
        else:
            self.told.emit(_(N_("Stopped; nothing was changed.")))

    def print(self) -> None:
        """Prints the PDF that is previewed."""
        if self._stale and not self.laying_out.running:
            self.refresh()
        if self.laying_out.running:
            self.laying_out.finish(self)
        if self._stale:
            return
        page = self.view.pageNavigator().currentPage() + 1
        if said := printing.print_document(self, self.document, self._form, page):
            self.told.emit(said)


def _export(pages: Sequence[Paper], path: Path, proceed: Proceed) -> int:
    from street_desk.exchange.exporting import export

    def sheet(done: int, total: int) -> bool:
        return proceed(Progress(path.name, min(done + 1, total), total))

    proceed(Progress(path.name, 1, 1))
    return export(pages, path, sheet)
