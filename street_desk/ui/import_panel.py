"""The panel of one workbook's tabs: the real sheet with its tables drawn over it, and what can be corrected there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from street_desk.exchange.importing import Layout, Preview, Region
from street_desk.exchange.importing.layout import TABLE
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.import_cell import CellStrip
from street_desk.ui.import_choices import UNITS, fill_columns, fill_sheets, fill_table, slot_name
from street_desk.ui.import_labels import Label
from street_desk.ui.import_layouts import Asked, Corrections, between
from street_desk.ui.import_marks import TabMarks, column_name
from street_desk.ui.import_sheet import SheetModel
from street_desk.ui.import_sheet_view import SheetView

LeftOut = set[tuple[Path, str, str]]
"""Rows left out, each by its workbook, its tab and the cell that names it there."""


class Place(NamedTuple):
    """A tab, and one of its tables by its place there; None where it has none."""

    tab: str
    region: int | None


class SheetPanel(QWidget):
    """`corrected`: a step was added to the corrections, and the import is to be planned anew. `left_out`: rows were
    left out or taken in. `turned`: another table is looked at."""

    corrected = Signal()
    left_out = Signal()
    turned = Signal()

    def __init__(self, corrections: Corrections, rows_out: LeftOut, parent: Any = None) -> None:
        super().__init__(parent)
        self._corrections, self._rows_out = corrections, rows_out
        self.path, self.preview = Path(), None
        self.places: list[Place] = []
        self.view = SheetView()
        self.view.setAccessibleName(_(N_("The sheet as it is in the workbook")))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.moved.connect(self.show_cell)
        self.view.dragged.connect(self._drag)
        self.view.toggled.connect(self.toggle_rows)
        self.view.labels.chosen.connect(self._choose_label)
        self.strip = CellStrip()
        self.strip.chosen.connect(self.choose_column)
        self._more = QLabel(objectName="quiet")
        self.correct = QPushButton(_(N_("Correct")))
        self.correct.setMenu(QMenu(self.correct))
        self.correct.menu().aboutToShow.connect(lambda: fill_menu(self, self.correct.menu()))
        self._lay_out()

    preview: Preview | None

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.view.setMinimumHeight(4 * style.ROW_HEIGHT)
        column.addWidget(self.view, 1)
        column.addWidget(self._more)
        column.addWidget(self.strip)

    # What is shown ---------------------------------------------------------------------------------------------------

    def show_workbook(self, path: Path, preview: Preview) -> None:
        """Lists the tables of a workbook; `turn_to` shows one."""
        self.path, self.preview = path, preview
        self.places = []
        for tab in preview.tabs:
            regions = [region for region in preview.regions if region.tab == tab.name]
            self.places += [Place(tab.name, n) for n in range(len(regions))]
            if not regions and tab.rows:
                self.places.append(Place(tab.name, None))

    def region_of(self, place: Place) -> Region | None:
        """The table of a place."""
        if self.preview is None or place.region is None:
            return None
        return [region for region in self.preview.regions if region.tab == place.tab][place.region]

    def turn_to(self, place: Place, at: tuple[int, int] | None = None) -> None:
        """Shows a table, or the cell `at` a row and column of its tab."""
        preview = self.preview
        assert preview is not None
        tab = next(one for one in preview.tabs if one.name == place.tab)
        model, marks = self.view.sheet(), TabMarks(preview, place.tab)
        layouts = [region.layout for region in marks.regions]
        same = (
            model is not None
            and self._shown == (self.path, place.tab)
            and len(model.tab.rows) == len(tab.rows)
        )
        moved = not same or self._place != place
        self._shown, self._place = (self.path, place.tab), place
        if same and model is not None:
            model.show_marks(tab, marks)
            self.view.show_layouts(layouts, place.region or 0)
        else:
            names = {
                column: column_name(region.sheet, key)
                for region in marks.regions
                if region.layout.shape == TABLE
                for column, key in region.layout.columns.items()
            }
            made = SheetModel(tab, marks, self.is_out, self)
            self.view.show_sheet(made, layouts, place.region or 0, names)
        more = _(N_("{n} more rows are not shown; they are read all the same.")).format(n=tab.more)
        self._more.setText(more)
        self._more.setVisible(tab.more > 0)
        self._show_labels(tab.hidden_columns)
        if at is not None:
            self.view.go_to(*at)
        elif moved and layouts:
            self.view.show_table(layouts[place.region or 0])
        elif moved:
            self.view.go_to(1, 1)
        self.show_cell()

    _shown: tuple[Path, str] = (Path(), "")
    _place = Place("", None)

    def place(self) -> Place:
        """What is shown."""
        return self._place

    def region(self) -> Region | None:
        """The table that is shown, None where the tab has none."""
        return self.region_of(self._place)

    def named(self, row: int, column: int) -> tuple[Path, str, str] | None:
        """What names the row of data that a cell belongs to."""
        model = self.view.sheet()
        found = model.marks.entry(row, column) if model is not None else None
        return (self.path, self._place.tab, found[0].rows.named(found[1])) if found is not None else None

    def is_out(self, row: int, column: int) -> bool:
        """Whether the row of a cell is left out."""
        return self.named(row, column) in self._rows_out

    def refresh_rows(self) -> None:
        """Shows which rows are left out now."""
        model = self.view.sheet()
        if model is not None:
            model.refresh()

    def _show_labels(self, hidden: frozenset[int]) -> None:
        region = self.region()
        labels: dict[int, Label] = {}
        model = self.view.sheet()
        if region is not None and model is not None and region.layout.shape == TABLE:
            by_hand = self.asked().by_hand
            for column, view in model.marks.of[self._place.region or 0].slots.items():
                name = column_name(region.sheet, view.column)
                why = view.reason.text()
                labels[column] = Label(name or "—", view.score, why, bool(name), column in by_hand)
        self.view.labels.show_labels(labels, hidden)

    def show_cell(self) -> None:
        """Says of the cell at the cursor what it holds and what becomes of it."""
        model, index, spot = self.view.sheet(), self.view.currentIndex(), self.view.spot()
        if model is None or spot is None:
            self.strip.clear()
            return
        row, column = spot
        held = model.marks.region_at(row, column)
        if held is not None and held != self._place.region:
            self._place = Place(self._place.tab, held)
            self.view.show_layouts(self.view.layouts, held)
            self._show_labels(model.tab.hidden_columns)
            self.turned.emit()
        out = _(N_("the row was left out by you")) if self.is_out(row, column) else ""
        more = (model.marks.row_why(row, column), out)
        self.strip.show_cell(row, column, model.raw(index), model.mark(index), more)
        self.strip.show_column(self.region(), self.slot(row, column), can=self.can_correct())

    def slot(self, row: int, column: int) -> int | None:
        """What the table that is shown knows the column of a cell by, None where it has none."""
        model = self.view.sheet()
        if model is None or self._place.region is None:
            return None
        return model.marks.of[self._place.region].slot(row, column)

    # Corrections -----------------------------------------------------------------------------------------------------

    def can_correct(self) -> bool:
        """Whether a workbook is shown that layouts change."""
        return self.preview is not None and not self.preview.own

    def _tables(self) -> tuple[Asked, ...]:
        assert self.preview is not None
        return self._corrections.asked(self.path, self.preview, self._place.tab)

    def asked(self) -> Asked:
        """The table that is shown, as it is asked for."""
        return self._tables()[self._place.region or 0]

    def take(self, asked: Asked | None) -> None:
        """The table that is shown is so, or is none."""
        tables = list(self._tables())
        place = self._place.region
        if place is None:
            tables += [between(asked, tables)] if asked is not None else []
        else:
            others = tables[:place] + tables[place + 1 :]
            if asked is not None and asked.layout.shape == TABLE:
                asked = between(asked, others)
            tables = others if asked is None else [*others, asked]
        self._corrections.take(self.path, self._place.tab, tables)
        self.corrected.emit()

    def _drag(self, edge: str, place: int) -> None:
        if self.can_correct() and self._place.region is not None:
            now = self.asked()
            if getattr(now.layout, edge) != place:
                self.take(now.moved(edge, place))

    def choose_column(self, slot: int, key: str) -> None:
        """A column of the table goes to a Column, "" for none."""
        region = self.region()
        if region is not None and region.layout.columns.get(slot, "") != key:
            now = self.asked()
            self.take(now.with_column(slot, key, region.layout.columns))

    def _choose_label(self, column: int) -> None:
        region = self.region()
        if region is None or not self.can_correct():
            return
        menu = QMenu(self)
        fill_columns(menu, region, column, self.choose_column)
        menu.popup(self.view.labels.mapToGlobal(self.view.labels.label_rect(column).bottomLeft()))

    def here_is_a_table(self, sheet: str) -> None:
        """The cells selected are a table: their first row its headings."""
        block = self.view.block()
        model = self.view.sheet()
        if block is None or model is None:
            return
        top, left, bottom, right = block
        if bottom == top:
            bottom = max(model.tab.rows, default=top) + model.tab.more
        if right == left:
            widest = max(len(model.tab.rows.get(row, ())) for row in (top, top + 1))
            right = max(left, widest)
        layout = Layout(self._place.tab, sheet, top, top, left, right, max(bottom, top), {}, "")
        self._place = Place(self._place.tab, None)
        self.take(Asked(layout))

    def toggle_rows(self) -> None:
        """Leaves the rows selected out, or takes them in where all of them are out."""
        model = self.view.sheet()
        if model is None:
            return
        rows = {named for spot in self.view.picked() if (named := self.named(*spot)) is not None}
        if rows <= self._rows_out:
            self._rows_out -= rows
        else:
            self._rows_out |= rows
        model.refresh()
        self.show_cell()
        self.left_out.emit()

    def _show_menu(self, spot: QPoint) -> None:
        menu = QMenu(self)
        fill_menu(self, menu)
        menu.popup(self.view.viewport().mapToGlobal(spot))


def fill_menu(panel: SheetPanel, menu: QMenu) -> None:
    """What can be done at the cell that the cursor is on."""
    menu.clear()
    spot, region, model = panel.view.spot(), panel.region(), panel.view.sheet()
    if spot is None or model is None:
        return
    if not panel.can_correct():
        menu.addAction(_(N_("A workbook of this program says itself what it holds"))).setEnabled(False)
        return
    if panel.named(*spot) is not None:
        words = N_("Leave the rows selected out")
        if panel.is_out(*spot):
            words = N_("Take the rows selected in again")
        menu.addAction(_(words), panel.toggle_rows)
        menu.addSeparator()
    if region is not None:
        slot = panel.slot(*spot)
        if slot is not None:
            said = _(N_("Where {column} goes")).format(column=slot_name(region, slot))
            fill_columns(menu.addMenu(said), region, slot, panel.choose_column)
        fill_table(menu, region, panel.asked(), spot, panel.take)
    fill_sheets(menu.addMenu(_(N_("Here is a table of"))), "", panel.here_is_a_table)


def place_text(panel: SheetPanel, place: Place) -> str:
    """A table in the list of tables: its tab, its sheet and how many rows it has."""
    region = panel.region_of(place)
    if region is None:
        return _(N_("{tab}: no table")).format(tab=place.tab)
    said = _(N_("{tab} → {sheet} ({n} rows)"))
    return said.format(tab=place.tab, sheet=SHEETS[region.sheet].shown(), n=len(region.rows))


def unit_text(region: Region) -> str:
    """The headings of a table and the unit of its amounts."""
    return _(N_("Heading {header}   Unit {unit}")).format(header=region.header, unit=_(UNITS[region.unit]))
