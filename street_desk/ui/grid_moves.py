"""The cursor of a grid: where Enter and Tab take it, and how it is put on a cell."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView

from street_desk.ui.grid_model import GridModel
from street_desk.ui.tab_run import TabRun


class Moves:
    """Moves the cursor of one view of a GridModel."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        self._view, self._model = view, model
        self._run = TabRun()

    def place(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return self._view.currentIndex().row(), self._view.currentIndex().column()

    def move_to(self, index: QModelIndex) -> None:
        """Puts the cursor on a cell and selects just it, whatever keys are held down."""
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._view.scrollTo(index)

    def enter(self) -> None:
        """Down; after a run of Tabs back to the column where the run began."""
        row, column = self.place()
        self.move(row + 1, self._run.began(row, column))

    def enter_up(self) -> None:
        row, column = self.place()
        self.move(row - 1, column)

    def tab(self) -> None:
        """To the next cell of the row; in a list of fields to the next field."""
        self._tab(1)

    def tab_back(self) -> None:
        self._tab(-1)

    def _tab(self, step: int) -> None:
        row, column = self.place()
        self.move(*((row + step, column) if self._model.sheet.single else (row, column + step)))
        self._run.tabbed((row, column), self.place())

    def move(self, row: int, column: int) -> None:
        """Puts the cursor on a place, or on the nearest one inside the table."""
        row = min(max(row, 0), self._model.rowCount() - 1)
        column = min(max(column, 0), self._model.columnCount() - 1)
        self.move_to(self._model.index(row, column))

    def go_to(self, row_id: int, key: str) -> bool:
        """Puts the cursor on a cell; False where it is not in this grid."""
        index = self._model.index_of(row_id, key)
        if not index.isValid():
            return False
        self.show_at(index)
        return True

    def show_at(self, index: QModelIndex) -> None:
        """Puts the cursor on a cell, in the middle of the view, and the keyboard into the grid."""
        self.move_to(index)
        self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._view.setFocus()
