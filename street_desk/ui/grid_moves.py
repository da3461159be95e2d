"""The cursor of a grid: where Enter, Tab and the arrows take it, and how it is put on a cell."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView

from street_desk.ui.grid_cells import Cells, Edges, edge
from street_desk.ui.grid_model import GridModel
from street_desk.ui.tab_run import TabRun


class Moves:
    """Moves the cursor of one view of a GridModel."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        self._view, self._model = view, model
        self._cells = Cells(model)
        self._run = TabRun()

    def place(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return self._view.currentIndex().row(), self._view.currentIndex().column()

    def picked(self) -> list[Edges]:
        """The selected blocks, in the order in which they were selected."""
        found = self._view.selectionModel().selection()
        return [Edges(r.top(), r.left(), r.bottom(), r.right()) for r in found]

    def move_to(self, index: QModelIndex) -> None:
        """Puts the cursor on a cell and selects just it, whatever keys are held down."""
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._view.scrollTo(index)

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

    # Enter and Tab ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Down; after a run of Tabs back to the column where the run began. In a selection to its next cell."""
        if not self._walk(1, across=False):
            row, column = self.place()
            self.move(row + 1, self._run.began(row, column))

    def enter_up(self) -> None:
        if not self._walk(-1, across=False):
            row, column = self.place()
            self.move(row - 1, column)

    def tab(self) -> None:
        """To the next cell of the row; in a list of fields to the next field. In a selection to its next cell."""
        self._tab(1)

    def tab_back(self) -> None:
        self._tab(-1)

    def _tab(self, step: int) -> None:
        if self._walk(step, across=True):
            return
        row, column = self.place()
        self.move(*((row + step, column) if self._model.sheet.single else (row, column + step)))
        self._run.tabbed((row, column), self.place())

    def _walk(self, step: int, *, across: bool) -> bool:
        """Goes on inside what is selected, block after block and round again; False where that is one cell."""
        picked = self.picked()
        here = next((n for n, block in enumerate(picked) if block.holds(*self.place())), None)
        if here is None or not (len(picked) > 1 or picked[0].several):
            return False
        block, (row, column) = picked[here], self.place()
        down, wide = block.bottom - block.top + 1, block.right - block.left + 1
        across_place = (row - block.top) * wide + column - block.left
        place = step + (across_place if across else (column - block.left) * down + row - block.top)
        if not 0 <= place < down * wide:
            block = picked[(here + step) % len(picked)]
            down, wide = block.bottom - block.top + 1, block.right - block.left + 1
            place = 0 if step > 0 else down * wide - 1
        row, column = divmod(place, wide) if across else divmod(place, down)[::-1]
        index = self._model.index(block.top + row, block.left + column)
        self._view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._view.scrollTo(index)
        return True

    # Where a key leads from a place; the same for the cursor and for the corner of a selection ------------------------

    def by(self, row: int, column: int, down: int, right: int) -> tuple[int, int]:
        """So many cells away."""
        rows, columns = self._model.rowCount() - 1, self._model.columnCount() - 1
        return min(max(row + down, 0), rows), min(max(column + right, 0), columns)

    def to_edge(self, row: int, column: int, down: int, right: int) -> tuple[int, int]:
        """To the edge of data."""
        if down:
            last = self._model.rowCount() - 1
            return edge(self._cells.down(column), row, down, last), column
        last = self._model.columnCount() - 1
        return row, edge(lambda place: self._cells.filled(row, place), column, right, last)

    def to_start(self, row: int, _column: int) -> tuple[int, int]:
        """To the row's first cell; in a list of fields to the first field."""
        return (0 if self._model.sheet.single else row), 0

    def to_end(self, row: int, _column: int) -> tuple[int, int]:
        """To the row's last cell with something in it, to its last one where it is empty."""
        last_row, last = self._cells.last()
        if self._model.sheet.single:
            return last_row, 0
        return row, next((c for c in range(last, -1, -1) if self._cells.filled(row, c)), last)

    def to_first_cell(self, _row: int, _column: int) -> tuple[int, int]:
        return 0, 0

    def to_last_cell(self, _row: int, _column: int) -> tuple[int, int]:
        """To the last column that holds anything, in the last row with data."""
        rows, last = self._cells.last()
        holding = (c for c in range(last, -1, -1) if any(map(self._cells.down(c), range(rows, -1, -1))))
        return rows, next(holding, last)

    def page(self, row: int, column: int, down: int, right: int) -> tuple[int, int]:
        """One screen away."""
        view, port = self._view, self._view.viewport().rect()
        last_row = view.rowAt(port.bottom())
        rows = (last_row if last_row >= 0 else self._model.rowCount() - 1) - view.rowAt(0)
        last_column = view.columnAt(port.right())
        columns = (last_column if last_column >= 0 else self._model.columnCount() - 1) - view.columnAt(0)
        return self.by(row, column, down * max(rows, 1), right * max(columns, 1))
