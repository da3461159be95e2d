"""Printing: the pages of a PDF drawn on a printer, so that paper and preview are one.

How a form was printed last is kept on this PC: printer, paper, both sides, copies, colour, and which pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from street_desk import preferences
from street_desk.exchange.apart import Proceed, Progress
from street_desk.language import N_, _, message
from street_desk.ui.import_run import progress

_DPI = 300
_POINTS = 72
_MOST_COPIES = 999
_CURRENT = QPrinter.PrintRange.CurrentPage


def print_document(parent: QWidget, document: QPdfDocument, form: str, page: int = 1) -> str:
    """Asks for a printer, as the form was printed last, and prints; what is to be said of it, "" for nothing.

    `page` is the one that is looked at, from 1.
    """
    kept = preferences.print_settings(form)
    printer = printer_as(kept)
    lay_out(printer, document, str(kept.get("paper") or ""))
    choose_pages(printer, str(kept.get("pages") or ""), document.pageCount())
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage)
    dialog.setMinMax(1, max(document.pageCount(), 1))
    gone = gone_printer(kept)
    if gone:
        dialog.setWindowTitle(gone)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    pages = chosen_pages(printer, document.pageCount(), page, dialog)
    dialog.deleteLater()
    if not accepted:
        return gone
    preferences.keep_print_settings(form, settings_of(printer, document, pages))
    with progress(parent, _(N_("Printing"))) as proceed:
        done = draw(printer, document, pages, proceed)
    if not done:
        return _(N_("Printing was stopped."))
    sent = message(N_("{n} pages were sent to the printer."), n=len(pages)).text()
    return f"{gone} {sent}".strip()


# Settings ------------------------------------------------------------------------------------------------------------


def gone_printer(kept: dict[str, Any]) -> str:
    """The word that the printer used last is not there any more; "" where it is, or none was used."""
    name = str(kept.get("printer") or "")
    if not name or name in QPrinterInfo.availablePrinterNames():
        return ""
    return message(N_("The printer {name} is gone; the default one is chosen."), name=name).text()


def printer_as(kept: dict[str, Any]) -> QPrinter:
    """The printer that a form was printed on last, set as then; the default one where it is gone or there was none."""
    named = QPrinterInfo.printerInfo(str(kept.get("printer") or ""))
    mode = QPrinter.PrinterMode.HighResolution
    printer = QPrinter(mode) if named.isNull() else QPrinter(named, mode)
    copies = kept.get("copies")
    printer.setCopyCount(min(max(copies, 1), _MOST_COPIES) if isinstance(copies, int) else 1)
    printer.setCollateCopies(kept.get("collate") is not False)
    # What was never chosen is as the printer itself is set.
    modes = {mode.name: mode for mode in QPrinter.DuplexMode}
    if kept.get("duplex") in modes:
        printer.setDuplex(modes[kept["duplex"]])
    if isinstance(kept.get("colour"), bool):
        printer.setColorMode(QPrinter.ColorMode.Color if kept["colour"] else QPrinter.ColorMode.GrayScale)
    return printer


def settings_of(printer: QPrinter, document: QPdfDocument, pages: Sequence[int]) -> dict[str, Any]:
    """What is to be kept of how a form was printed."""
    paper, every = printer.pageLayout().pageSize(), len(pages) == document.pageCount()
    return {
        "printer": printer.printerName(),
        "paper": "" if paper.id() == _paper_of(document, 0).id() else paper.key(),
        "duplex": printer.duplex().name,
        "copies": printer.copyCount(),
        "collate": printer.collateCopies(),
        "colour": printer.colorMode() == QPrinter.ColorMode.Color,
        # Another page is looked at the next time.
        "pages": "" if every or printer.printRange() == _CURRENT else _as_ranges(pages),
    }


def choose_pages(printer: QPrinter, pages: str, count: int) -> None:
    """Presets the pages of last time, all of them where the form has not so many any more."""
    ranges = QPageRanges.fromString(pages)
    if ranges.isEmpty() or ranges.lastPage() > count:
        printer.setPrintRange(QPrinter.PrintRange.AllPages)
    else:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(ranges)


def chosen_pages(
    printer: QPrinter, count: int, page: int = 1, dialog: QPrintDialog | None = None
) -> list[int]:
    """The pages to print, from 1: all, those of the range, or the one that is looked at."""
    if printer.printRange() == _CURRENT:
        return [page]
    ranges = QPageRanges()
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges()
    elif dialog is not None:
        ranges = _taken_over(dialog)
    wanted = [number for number in range(1, count + 1) if ranges.isEmpty() or ranges.contains(number)]
    return wanted or list(range(1, count + 1))


def _taken_over(dialog: QPrintDialog) -> QPageRanges:
    """The range that was typed where CUPS would choose the pages itself: here they are chosen before, for all alike."""
    asked, typed = (
        dialog.findChild(QRadioButton, "pagesRadioButton"),
        dialog.findChild(QLineEdit, "pagesLineEdit"),
    )
    if not isinstance(asked, QRadioButton) or not isinstance(typed, QLineEdit) or not asked.isChecked():
        return QPageRanges()
    return QPageRanges.fromString(typed.text())


def _as_ranges(pages: Sequence[int]) -> str:
    ranges = QPageRanges()
    for page in pages:
        ranges.addPage(page)
    return str(ranges.toString())


# Drawing -------------------------------------------------------------------------------------------------------------


def lay_out(printer: QPrinter, document: QPdfDocument, paper: str = "") -> None:
    """Gives the printer the paper and orientation of the document, edge to edge: the PDF has its own margins.

    `paper` is another one that was chosen, by its name in the PDF and PostScript standards ("A4").
    """
    printer.setFullPage(True)
    printer.setResolution(_DPI)
    known = {QPageSize.key(one): one for one in QPageSize.PageSizeId}
    size = QPageSize(known[paper]) if paper in known else _paper_of(document, 0)
    _turn(printer, document, 0, size)


def draw(
    printer: QPrinter,
    document: QPdfDocument,
    pages: Sequence[int] | None = None,
    proceed: Proceed | None = None,
) -> bool:
    """Draws pages, from 1, one picture each; False where `proceed` stopped it.

    Every page has the orientation it has in the document, and its size too, unless the printer was given another paper.
    """
    chosen = printer.pageLayout().pageSize()
    own = chosen.id() == _paper_of(document, 0).id()
    wanted = list(_repeated(printer, pages or range(1, document.pageCount() + 1)))
    painter = QPainter()
    for place, number in enumerate(wanted):
        if proceed is not None and not proceed(Progress(_(N_("Page")), place + 1, len(wanted))):
            if painter.isActive():
                printer.abort()
                painter.end()
            return False
        _turn(printer, document, number - 1, _paper_of(document, number - 1) if own else chosen)
        if place == 0:
            painter.begin(printer)
            # Without this the pictures go out as JPEG: larger, and letters get halos.
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        else:
            printer.newPage()
        _draw_page(painter, printer, document, number - 1)
    painter.end()
    return True


def _repeated(printer: QPrinter, pages: Sequence[int]) -> Iterator[int]:
    """The pages as often as there are copies, where the printer does not do that itself."""
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        yield from [*pages] * copies
    else:
        yield from (number for number in pages for _copy in range(copies))


def _paper_of(document: QPdfDocument, page: int) -> QPageSize:
    """The size of a page, upright."""
    size = document.pagePointSize(page)
    upright = QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))
    return QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def _turn(printer: QPrinter, document: QPdfDocument, page: int, paper: QPageSize) -> None:
    size = document.pagePointSize(page)
    across = (
        QPageLayout.Orientation.Landscape
        if size.width() > size.height()
        else QPageLayout.Orientation.Portrait
    )
    layout = QPageLayout(paper, across, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    if not printer.pageLayout().isEquivalentTo(layout):
        printer.setPageLayout(layout)


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """A page on the paper, as large as goes on it and in its middle."""
    points = document.pagePointSize(page)
    picture = document.render(
        page, QSize(round(points.width() * _DPI / _POINTS), round(points.height() * _DPI / _POINTS))
    )
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    paper.moveTo(0, 0)
    size = QSizeF(points).scaled(QSizeF(paper.size()), Qt.AspectRatioMode.KeepAspectRatio)
    area = QRect(0, 0, round(size.width()), round(size.height()))
    area.moveCenter(paper.center())
    painter.fillRect(paper, "white")
    painter.drawImage(area, picture)
