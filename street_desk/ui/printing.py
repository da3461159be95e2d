"""Printing: the pages of a PDF drawn on a printer, so that paper and preview are one."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRect, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

_DPI = 300
_POINTS = 72


def print_document(parent: QWidget, document: QPdfDocument) -> bool:
    """Asks for a printer and prints; False where the user went back."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_out(printer, document)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw(printer, document)
    return True


def lay_out(printer: QPrinter, document: QPdfDocument) -> None:
    """Gives the printer the paper and orientation of the document, edge to edge: the PDF has its own margins."""
    size = document.pagePointSize(0)
    landscape = size.width() > size.height()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    )
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setResolution(_DPI)


def draw(printer: QPrinter, document: QPdfDocument) -> None:
    """Draws the pages asked for, one picture each."""
    first = printer.fromPage() or 1
    last = printer.toPage() or document.pageCount()
    painter = QPainter(printer)
    # Without this the pictures go out as JPEG: larger, and letters get halos.
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for number in range(first - 1, min(last, document.pageCount())):
        if number >= first:
            printer.newPage()
        points = document.pagePointSize(number)
        picture = document.render(
            number, QSize(round(points.width() * _DPI / _POINTS), round(points.height() * _DPI / _POINTS))
        )
        area = painter.viewport()
        painter.fillRect(area, "white")
        painter.drawImage(QRect(0, 0, area.width(), area.height()), picture)
    painter.end()
