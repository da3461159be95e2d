"""Selecting with the keyboard: each key leads the cursor away, and with Shift the far corner of the selection."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves

_Lead = Callable[[int, int], tuple[int, int]]
_Flag = QItemSelectionModel.SelectionFlag

_ARROWS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class Selecting:
    """The selection of one view of a GridModel.

    As in other spreadsheets the cursor stays where a selection began, and it is the opposite corner that moves.
    """

    def __init__(self, view: QTableView, model: GridModel, moves: Moves) -> None:
        self._view, self._model, self._moves = view, model, moves
        self._cells = Cells(model)
        leads: dict[str, _Lead] = {
            "start": moves.to_start,
            "end": moves.to_end,
            "first_cell": moves.to_first_cell,
            "last_cell": moves.to_last_cell,
        }
        for name, (down, right) in _ARROWS.items():
            leads[name] = lambda row, column, d=down, r=right: moves.by(row, column, d, r)  # type: ignore[misc]
            leads[f"edge_{name}"] = lambda row, column, d=down, r=right: moves.to_edge(row, column, d, r)  # type: ignore[misc]
            leads[f"page_{name}"] = lambda row, column, d=down, r=right: moves.page(row, column, d, r)  # type: ignore[misc]
        self.deeds: dict[str, Callable[[], None]] = {}
        for name, lead in leads.items():
            self.deeds[f"go_{name}"] = lambda lead=lead: self._go(lead)
            self.deeds[f"extend_{name}"] = lambda lead=lead: self._extend(lead)

    def __getattr__(self, name: str) -> Callable[[], None]:
        """A move by its name, such as go_edge_down or extend_end."""
        try:
            return self.__dict__["deeds"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None

    def _go(self, lead: _Lead) -> None:
        self._moves.move(*lead(*self._moves.place()))

    def _extend(self, lead: _Lead) -> None:
        if self._view.currentIndex().isValid():
            self.extend_to(*lead(*self.corner()))

    def corner(self) -> tuple[int, int]:
        """The corner of the selection that is opposite to the cursor."""
        row, column = self._moves.place()
        block = self._block()
        if block is None:
            return row, column
        far_row = block.top if row == block.bottom else block.bottom
        far_column = block.left if column == block.right else block.right
        return far_row, far_column

    def extend_to(self, row: int, column: int) -> None:
        """Selects from the cursor to a cell and brings that into view.

        Where only its row or its column is another one than the corner's, the other side of the block stays as it is:
        the cursor may stand inside of whole rows or columns.
        """
        here, corner, held = self._moves.place(), self.corner(), self._block()
        block = Edges(*map(min, here, (row, column)), *map(max, here, (row, column)))
        if held is not None and row == corner[0]:
            block = block._replace(top=held.top, bottom=held.bottom)
        if held is not None and column == corner[1]:
            block = block._replace(left=held.left, right=held.right)
        self.select(block)
        self._view.scrollTo(self._model.index(row, column))

    def _block(self) -> Edges | None:
        """The selected block that the cursor is in."""
        row, column = self._moves.place()
        return next((b for b in reversed(self._moves.picked()) if b.holds(row, column)), None)

    def pick(self, *blocks: Edges) -> None:
        """Selects blocks, the cursor on the first cell, and brings them into view."""
        first, last = self._model.index(*blocks[0][:2]), self._model.index(*blocks[0][2:])
        self._view.selectionModel().setCurrentIndex(first, _Flag.NoUpdate)
        self.select(*blocks)
        self._view.scrollTo(last)
        self._view.scrollTo(first)

    def select(self, *blocks: Edges) -> None:
        """Selects blocks; the cursor stays where it is."""
        model, chosen = self._model, QItemSelection()
        for block in blocks:
            chosen.select(model.index(block.top, block.left), model.index(block.bottom, block.right))
        self._view.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def select_all(self) -> None:
        """All that holds data: the empty last row is left out, for it would be copied along."""
        self.select(Edges(0, 0, *self._cells.last()))

    def select_rows(self) -> None:
        """The whole rows of what is selected."""
        last = self._model.columnCount() - 1
        self.select(*(Edges(block.top, 0, block.bottom, last) for block in self._moves.picked()))

    def select_columns(self) -> None:
        """The whole columns of what is selected, as far as there are rows."""
        last, _column = self._cells.last()
        self.select(*(Edges(0, block.left, last, block.right) for block in self._moves.picked()))

    def collapse(self) -> None:
        """Selects the cell at the cursor alone."""
        picked = self._moves.picked()
        if len(picked) > 1 or (picked and picked[0].several):
            self._moves.move_to(self._view.currentIndex())
