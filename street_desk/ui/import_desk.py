"""The middle of the import dialog: one workbook's tables, over the real sheet or as the rows that would come in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from street_desk.exchange.importing import CHANGED, NEW, SAME
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.import_boxes import whole_of
from street_desk.ui.import_files import File
from street_desk.ui.import_layouts import Corrections
from street_desk.ui.import_model import RegionModel
from street_desk.ui.import_panel import LeftOut, Place, SheetPanel, place_text, unit_text

_WIDEST = 240
"""How wide a column becomes for its heading and first rows, in pixels; a longer heading is in its tooltip."""
_SAMPLE = 40


class ImportDesk(QStackedWidget):
    """`corrected`: the corrections have changed. `turned`: another table is looked at. `ticked`: rows were left out or
    taken in."""

    corrected = Signal()
    turned = Signal()
    ticked = Signal()

    def __init__(self, corrections: Corrections, rows_out: LeftOut, parent: Any = None) -> None:
        super().__init__(parent)
        self._corrections, self._rows_out = corrections, rows_out
        self.models: list[RegionModel] = []
        self.panel = SheetPanel(corrections, rows_out)
        self.panel.corrected.connect(self.corrected)
        self.panel.turned.connect(self._follow_table)
        self.panel.left_out.connect(self._follow_ticks)
        self.tables = QComboBox()
        self.tables.setAccessibleName(_(N_("Tables of the workbook")))
        self.tables.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.tables.setMinimumContentsLength(16)
        self.tables.activated.connect(lambda place: self.turn_to(self.panel.places[place]))
        self.undo = QPushButton(_(N_("Take the correction back")))
        self.undo.clicked.connect(self.step_back)
        self.back = QPushButton(_(N_("As recognised")))
        self.back.setToolTip(_(N_("Back to what was recognised in this tab")))
        self.back.clicked.connect(self._forget)
        self.head = QLabel(objectName="quiet")
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Why a workbook has no table is a whole sentence.
        self.head.setWordWrap(True)
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.rows = QTableView()
        self.rows.setAccessibleName(_(N_("The rows that would come in")))
        self.rows.verticalHeader().hide()
        self.rows.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.rows.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.rows.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setWordWrap(False)
        self.rows.setTabKeyNavigation(False)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._show_menu)
        self.views = QTabWidget()
        self.views.setDocumentMode(True)
        self.views.addTab(self.panel, _(N_("The sheet")))
        self.views.addTab(self.rows, _(N_("By column")))
        self.views.tabBar().setAccessibleName(_(N_("How it is shown")))
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.trouble.setMargin(style.MARGIN)
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.tables, 1)
        for button in (self.panel.correct, self.undo, self.back):
            above.addWidget(button)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(4)
        column.addLayout(above)
        column.addWidget(self.head)
        column.addWidget(self.views, 1)
        self.addWidget(work)
        self.addWidget(self.trouble)

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_file(self, file: File) -> None:
        """Shows a workbook on the table that was looked at, else on its first one; or says why it cannot be."""
        if file.preview is None:
            assert file.problem is not None
            self.models = []
            self.trouble.setText(f"{file.problem.message.text()}\n\n{file.problem.remedy.text()}")
            self.setCurrentWidget(self.trouble)
            return
        self.setCurrentIndex(0)
        before = self.panel.place() if self.panel.path == file.path else Place("", None)
        self.panel.show_workbook(file.path, file.preview)
        self.models = [
            RegionModel(file.path, region, self._rows_out, self)
            for place in self.panel.places
            if (region := self.panel.region_of(place)) is not None
        ]
        for model in self.models:
            model.dataChanged.connect(lambda *_args: self._tick())
        self.tables.clear()
        for place in self.panel.places:
            self.tables.addItem(place_text(self.panel, place))
        self.turn_to(self._again(before))

    def _again(self, before: Place) -> Place:
        """The table that was looked at, as far as it is still there."""
        places, spot = self.panel.places, self.panel.view.spot()
        if before in places:
            return before
        of_tab = [place for place in places if place.tab == before.tab]
        for place in of_tab:
            region = self.panel.region_of(place)
            if region is not None and spot is not None and whole_of(region.layout).holds(*spot):
                return place
        with_table = [place for place in places if place.region is not None]
        return next(iter([*of_tab, *with_table, *places]), Place("", None))

    def turn_to(self, place: Place, at: tuple[int, int] | None = None) -> None:
        """Shows a table, or a cell of its tab."""
        if place in self.panel.places:
            self.panel.turn_to(place, at)
        self._follow_table()

    def go_to(self, place: Place, spot: tuple[int, int]) -> None:
        """Shows a cell over the sheet."""
        self.views.setCurrentWidget(self.panel)
        self.turn_to(place, spot)

    def go_to_tab(self, tab: str, spot: tuple[int, int]) -> None:
        """Shows a cell of a tab."""
        place = next((place for place in self.panel.places if place.tab == tab), None)
        if place is not None:
            self.go_to(place, spot)

    def _follow_table(self) -> None:
        """Everything that speaks of the table looked at."""
        place, region = self.panel.place(), self.panel.region()
        if place in self.panel.places:
            self.tables.setCurrentIndex(self.panel.places.index(place))
        hint = _(N_("Select the rows of a table, its headings first, then: Correct, Here is a table of."))
        unread = self.panel.preview.unread if self.panel.preview is not None else ()
        why = next((one.why.text() for one in unread if one.tab == place.tab), "")
        self.head.setText("\n".join(filter(None, (why, hint))) if region is None else unit_text(region))
        self.head.setToolTip(self.head.text())
        own = self.panel.preview is not None and self.panel.preview.own
        self.panel.correct.setEnabled(not own)
        self.undo.setEnabled(self._corrections.begun)
        self.back.setEnabled(self._corrections.corrected(self.panel.path, place.tab))
        model = next((model for model in self.models if model.region is region), None)
        if self.rows.model() is not model:
            self._show_rows(model)
        self.views.setTabEnabled(1, model is not None)
        self.turned.emit()

    def _show_rows(self, model: RegionModel | None) -> None:
        self.rows.setModel(model)
        if model is None:
            return
        one = self.rows.fontMetrics().horizontalAdvance("0")
        metrics = self.rows.horizontalHeader().fontMetrics()
        sample = range(min(model.rowCount(), _SAMPLE))
        for place in range(model.columnCount()):
            heading = metrics.horizontalAdvance(model.heading(place)) + 20
            texts = [str(model.index(row, place).data() or "") for row in sample] if place > 1 else []
            widest = max((metrics.horizontalAdvance(text) + 16 for text in texts), default=0)
            least = model.width(place) * one + 20
            self.rows.setColumnWidth(place, max(min(max(heading, widest), _WIDEST), least))

    # Corrections and rows left out -----------------------------------------------------------------------------------

    def step_back(self) -> None:
        """Takes the last correction back."""
        if self._corrections.begun:
            self._corrections.back()
            self.corrected.emit()

    def _forget(self) -> None:
        self._corrections.forget(self.panel.path, self.panel.place().tab)
        self.corrected.emit()

    def _tick(self) -> None:
        self.panel.refresh_rows()
        self.panel.show_cell()
        self.ticked.emit()

    def _follow_ticks(self) -> None:
        self.rows.viewport().update()
        self.ticked.emit()

    def _show_menu(self, spot: QPoint) -> None:
        model = self.rows.model()
        if not isinstance(model, RegionModel):
            return
        menu = QMenu(self)
        picked = {index.row() for index in self.rows.selectionModel().selectedIndexes()}
        everything = range(model.rowCount())
        for words, act in (
            (N_("Leave the rows selected out"), lambda: model.leave_out(picked, out=True)),
            (N_("Take the rows selected in"), lambda: model.leave_out(picked, out=False)),
            (N_("Take all rows in"), lambda: model.leave_out(everything, out=False)),
            (N_("Leave all rows out"), lambda: model.leave_out(everything, out=True)),
            (N_("Take only new rows in"), lambda: model.take_only(NEW)),
            (N_("Take only changed rows in"), lambda: model.take_only(CHANGED, SAME)),
        ):
            menu.addAction(_(words), act)
        menu.popup(self.rows.viewport().mapToGlobal(spot))
