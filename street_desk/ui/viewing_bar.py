"""The bar over a preview: page x of y, zoom, finding text, and what was found out about the fonts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtPdf import QPdfSearchModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QToolButton, QWidget

from street_desk.language import N_, _, message
from street_desk.ui import style
from street_desk.ui.pdf_view import WHOLE, WIDTH, ZOOMS, PdfView
from street_desk.ui.tools import tool

_LEAST_LINE, _MOST_LINE = 70, 180


class ViewingBar(QWidget):
    """Moves its preview about and shows where it stands. `told` carries what else stands in for a font."""

    told = Signal(str)

    def __init__(self, view: PdfView, parent: Any = None) -> None:
        super().__init__(parent)
        self._view = view
        self.before = tool("▲", _(N_("Previous page")))
        self.after = tool("▼", _(N_("Next page")))
        self.page = QSpinBox(keyboardTracking=False, minimum=1)
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setAccessibleName(_(N_("Page")))
        self.count = QLabel(objectName="quiet")
        self.smaller = tool("−", _(N_("Smaller (Ctrl+wheel)")))
        self.larger = tool("+", _(N_("Larger (Ctrl+wheel)")))
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(_(N_("Zoom of the preview")))
        self.zoom.addItem(_(N_("Whole width")), WIDTH)
        self.zoom.addItem(_(N_("Whole page")), WHOLE)
        for percent in ZOOMS:
            self.zoom.addItem(f"{percent} %", percent)
        self.fonts = QToolButton(text=_(N_("Fonts")), autoRaise=True)
        self.fonts.hide()
        self.wanted = QLineEdit(placeholderText=_(N_("Find in the form")), clearButtonEnabled=True)
        self.wanted.setAccessibleName(_(N_("Find in the form")))
        self.wanted.setMinimumWidth(_LEAST_LINE)
        self.wanted.setMaximumWidth(_MOST_LINE)
        self.found = QLabel(objectName="quiet")
        self.back = tool("▲", _(N_("Previous place")))
        self.on = tool("▼", _(N_("Next place")))
        self.hits = QPdfSearchModel(self)
        self.hits.setDocument(view.document())
        view.setSearchModel(self.hits)
        self._lay_out()
        self._connect()
        self.follow()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MARGIN, 0, style.MARGIN, 4)
        row.setSpacing(4)
        for widget in (self.before, self.after, self.page, self.count):
            row.addWidget(widget)
        row.addSpacing(style.MARGIN)
        for widget in (self.smaller, self.zoom, self.larger):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.fonts)
        row.addWidget(self.wanted, 2)
        for widget in (self.found, self.back, self.on):
            row.addWidget(widget)

    def _connect(self) -> None:
        view, navigator = self._view, self._view.pageNavigator()
        self.before.clicked.connect(lambda: view.turn_to(navigator.currentPage() - 1))
        self.after.clicked.connect(lambda: view.turn_to(navigator.currentPage() + 1))
        self.page.valueChanged.connect(lambda number: view.turn_to(number - 1))
        navigator.currentPageChanged.connect(self._show_page)
        view.document().pageCountChanged.connect(self.follow)
        self.smaller.clicked.connect(lambda: view.step(-1))
        self.larger.clicked.connect(lambda: view.step(1))
        self.zoom.activated.connect(self._zoom)
        view.zoomed.connect(self._show_zoom)
        self.wanted.textChanged.connect(self._seek)
        self.wanted.returnPressed.connect(lambda: self.go_on(1))
        self.back.clicked.connect(lambda: self.go_on(-1))
        self.on.clicked.connect(lambda: self.go_on(1))
        self.hits.countChanged.connect(self._show_found)
        self.fonts.clicked.connect(lambda: self.told.emit(self.fonts.toolTip()))

    def follow(self) -> None:
        """After the PDF was laid out anew."""
        count = self._view.document().pageCount()
        self.page.blockSignals(True)
        self.page.setMaximum(max(count, 1))
        self.page.blockSignals(False)
        self.count.setText(message(N_("of {n}"), n=count).text())
        self.setEnabled(count > 0)
        self._show_page()
        self._show_zoom()
        self._show_found()

    def say_fonts(self, said: list[str]) -> None:
        """Which fonts stand in for others; nothing is shown where none does."""
        self.fonts.setVisible(bool(said))
        self.fonts.setToolTip("\n".join(said))
        self.fonts.setAccessibleDescription("\n".join(said))

    def _show_page(self, *_: object) -> None:
        place, last = self._view.pageNavigator().currentPage(), self._view.document().pageCount() - 1
        self.page.blockSignals(True)
        self.page.setValue(place + 1)
        self.page.blockSignals(False)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < last)

    # Zoom ------------------------------------------------------------------------------------------------------------

    def _zoom(self, place: int) -> None:
        asked = self.zoom.itemData(place)
        if asked in (WIDTH, WHOLE):
            self._view.fit(asked)
        else:
            self._view.zoom_to(int(asked))

    def _show_zoom(self) -> None:
        mode, percent = self._view.zoomMode(), self._view.percent()
        places = [self.zoom.itemData(place) for place in range(self.zoom.count())]
        known = mode if mode in (WIDTH, WHOLE) else percent
        self.zoom.setPlaceholderText(f"{percent} %")
        self.zoom.setCurrentIndex(places.index(known) if known in places else -1)
        self.smaller.setEnabled(percent > ZOOMS[0])
        self.larger.setEnabled(percent < ZOOMS[-1])

    # Finding ---------------------------------------------------------------------------------------------------------

    def _seek(self, text: str) -> None:
        self._view.setCurrentSearchResultIndex(-1)
        self.hits.setSearchString(text.strip())
        self._show_found()

    def go_on(self, way: int) -> None:
        """To the next place with the text that is looked for, or the one before; after the last comes the first."""
        count = self.hits.rowCount(QModelIndex())
        if not count:
            return
        now = self._view.currentSearchResultIndex()
        place = (now + way) % count if now >= 0 else 0 if way > 0 else count - 1
        self._view.setCurrentSearchResultIndex(place)
        hit = self.hits.resultAtIndex(place)
        self._view.pageNavigator().jump(hit.page(), hit.location())
        self._show_found()

    def _show_found(self) -> None:
        count, at = self.hits.rowCount(QModelIndex()), self._view.currentSearchResultIndex()
        wanted = bool(self.wanted.text().strip())
        if not wanted:
            said = ""
        elif not count:
            said = _(N_("not found"))
        elif at < 0:
            said = message(N_("{n} found"), n=count).text()
        else:
            said = message(N_("{at} of {n}"), at=at + 1, n=count).text()
        self.found.setText(said)
        self.found.setVisible(wanted)
        for button in (self.back, self.on):
            button.setVisible(wanted)
