"""The preview: a PDF to scroll through, larger or smaller."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView

from street_desk.language import N_, _

ZOOMS = (25, 50, 75, 100, 125, 150, 200, 300, 400)
WIDTH, WHOLE = QPdfView.ZoomMode.FitToWidth, QPdfView.ZoomMode.FitInView
_POINTS = 72


class PdfView(QPdfView):
    """Ctrl with the wheel, + and − zoom; Home and End go to the first and the last page. `zoomed` follows each."""

    zoomed = Signal()

    def __init__(self, document: QPdfDocument, parent: Any = None) -> None:
        super().__init__(parent)
        self.setDocument(document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(WIDTH)
        self.setAccessibleName(_(N_("Preview")))

    def percent(self) -> int:
        """How large the page is shown: 100 is as on paper."""
        if self.zoomMode() == QPdfView.ZoomMode.Custom:
            return round(self.zoomFactor() * 100)
        size = self.document().pagePointSize(self.pageNavigator().currentPage())
        if size.isEmpty():
            return 100
        dots = QGuiApplication.primaryScreen().logicalDotsPerInch() / _POINTS
        margins, room = self.documentMargins(), self.viewport().size()
        factor = (room.width() - margins.left() - margins.right()) / (size.width() * dots)
        if self.zoomMode() == WHOLE:
            high = (room.height() - self.pageSpacing()) / (size.height() * dots)
            factor = min(factor, high)
        return round(factor * 100)

    def fit(self, mode: QPdfView.ZoomMode) -> None:
        """As wide as the room, or the whole page in it."""
        self.setZoomMode(mode)
        self.zoomed.emit()

    def zoom_to(self, percent: int) -> None:
        """So large, whatever the room."""
        page = self.pageNavigator().currentPage()
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(percent, ZOOMS[0]), ZOOMS[-1]) / 100)
        if page != self.pageNavigator().currentPage():
            self.turn_to(page)
        self.zoomed.emit()

    def step(self, way: int) -> None:
        """To the next usual size, larger or smaller."""
        now = self.percent()
        if way > 0:
            self.zoom_to(next((z for z in ZOOMS if z > now), ZOOMS[-1]))
        else:
            self.zoom_to(next((z for z in reversed(ZOOMS) if z < now), ZOOMS[0]))

    def turn_to(self, page: int) -> None:
        """Shows a page from its top, counted from 0."""
        if 0 <= page < self.document().pageCount():
            self.pageNavigator().jump(page, QPointF())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step(event.angleDelta().y())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.document().pageCount() - 1
        deeds = {
            Qt.Key.Key_Plus: lambda: self.step(1),
            Qt.Key.Key_Equal: lambda: self.step(1),
            Qt.Key.Key_Minus: lambda: self.step(-1),
            Qt.Key.Key_Home: lambda: self.turn_to(0),
            Qt.Key.Key_End: lambda: self.turn_to(last),
        }
        deed = deeds.get(Qt.Key(event.key()))
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.zoomed.emit()
