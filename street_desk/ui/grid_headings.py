"""The two rows of headings of a grid, above the columns that stand still and above those that scroll, as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt

from street_desk.ui.grid_header import GridHeader
from street_desk.ui.grid_heading import below_group
from street_desk.ui.grid_picked import Picked

if TYPE_CHECKING:
    from street_desk.ui.grid_panes import PanedTable


class Headings:
    """What concerns both headers of one table: `main` scrolls, `still` does not."""

    def __init__(self, table: PanedTable, picked: Picked) -> None:
        self._table = table
        self.main = GridHeader(table, table, self, picked)
        table.setHorizontalHeader(self.main)
        self.still = GridHeader(table, table.pane, self, picked)
        table.pane.setHorizontalHeader(self.still)
        table.horizontalScrollBar().valueChanged.connect(self._show_groups)
        self.both = (self.main, self.still)
        for header in self.both:
            header.sectionResized.connect(self._resized)

    def _resized(self, column: int, before: int, after: int) -> None:
        if before and after:
            self.settle()
            if column < self._table.frozen:
                self._table.updateGeometries()

    def settle(self) -> None:
        """Brings both rows of headings to the height that the widths ask for."""
        if self.main.height() not in (0, self.height()):
            self.main.updateGeometry()
            self.still.updateGeometry()
            self._table.updateGeometries()
            self._table.pane.updateGeometries()

    def grouped(self) -> bool:
        """Whether any column stands under a group."""
        model = self._table.grid_model
        return not model.sheet.single and any(column.group is not None for column in model.columns)

    def height(self) -> int:
        """How high the headings are: as high as the one that needs most."""
        model = self._table.grid_model
        if model.sheet.single:
            return self.main.height_for([], False)
        columns = [
            (below_group(column, model.unit), self._table.width_of(place))
            for place, column in enumerate(model.columns)
        ]
        return self.main.height_for(columns, self.grouped())

    def at(self, there: QPoint) -> int:
        """The column whose heading, or cells, a place on the screen is over; beyond the edges the nearest."""
        x = self._table.pane.viewport().mapFromGlobal(there).x()
        if self._table.frozen and x < self._table.pane.viewport().width():
            return max(0, self._table.pane.columnAt(max(0, x)))
        x = self._table.viewport().mapFromGlobal(there).x()
        column = self._table.columnAt(min(max(0, x), self._table.viewport().width() - 1))
        return column if column >= 0 else self._table.grid_model.columnCount() - 1

    def gap_at(self, there: QPoint) -> int:
        """Between which columns a place on the screen is, by the number of the one after it."""
        column = self.at(there)
        view = self._table.side(column)
        middle = view.columnViewportPosition(column) + view.columnWidth(column) // 2
        return column + int(view.viewport().mapFromGlobal(there).x() > middle)

    def show_drop(self, gap: int | None) -> None:
        """Shows where columns that are carried would go; None for nowhere."""
        self.main.show_drop(gap)
        self.still.show_drop(gap)

    def pick(self, column: int, held: Qt.KeyboardModifier, anchor: int | None = None) -> int:
        """Selects a whole column, with Ctrl besides others, with Shift from the cursor's on; returns where from."""
        model, flags = self._table.grid_model, QItemSelectionModel.SelectionFlag
        selection = self._table.selectionModel()
        how = flags.Select if held & Qt.KeyboardModifier.ControlModifier else flags.ClearAndSelect
        if held & Qt.KeyboardModifier.ShiftModifier:
            first = anchor if anchor is not None else max(0, self._table.currentIndex().column())
        else:
            first = column
            row = max(0, self._table.rowAt(0))
            selection.setCurrentIndex(model.index(row, column), flags.NoUpdate)
        left, right = min(first, column), max(first, column)
        last = model.rowCount() - 1
        selection.select(QItemSelection(model.index(0, left), model.index(last, right)), how)
        self._table.setFocus()
        return first

    def _show_groups(self) -> None:
        """The name of a group stays in the middle of what can be seen of it."""
        if self.grouped():
            self.main.viewport().update()
