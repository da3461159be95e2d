"""Where the cursor of a grid was and what was selected, held while its rows are put otherwise."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_rows import runs

_MOST_PARTS = 200
"""A selection in more parts than this is slow to draw, and nobody sees what it covers."""


class _Cursor(NamedTuple):
    """The cursor's cell, and the place where it stood."""

    row_id: int
    key: str
    row: int
    column: int


class _Block(NamedTuple):
    """A selected block: the ids of its rows, 0 for the empty one, and its first and last column."""

    ids: list[int]
    left: int
    right: int


class Holding:
    """Puts the cursor of one view back on its cell after the model was reset, where that is still shown.

    What was selected is selected again where rows only came or went; arranged anew the rows are another list.
    """

    def __init__(self, view: QTableView, model: GridModel, moves: Moves) -> None:
        self._view, self._model, self._moves = view, model, moves
        self._cursor: _Cursor | None = None
        self._blocks: list[_Block] = []
        self._of: tuple[object, object] = (None, None)
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._put_back)

    def _hold(self) -> None:
        model, index = self._model, self._view.currentIndex()
        self._cursor = None
        self._blocks = []
        self._of = model.arrangement, model.columns
        if index.isValid():
            row_id, column = model.cell(index)
            self._cursor = _Cursor(row_id, column.key, index.row(), index.column())
        if not model.sheet.single:
            ids = [*model.rows.ids, 0]
            self._blocks = [
                _Block(ids[block.top : block.bottom + 1], block.left, block.right)
                for block in self._moves.picked()
            ]

    def _put_back(self) -> None:
        if self._cursor is None:
            return
        model, cursor = self._model, self._cursor
        index = model.index_of(cursor.row_id, cursor.key)
        if index.isValid():
            self._moves.move_to(index)
        else:
            # The empty row is the last one, and so it stays; for a row that is hidden now its neighbour stands in.
            self._moves.move(cursor.row if cursor.row_id else model.rowCount(), cursor.column)
        arrangement, columns = self._of
        if arrangement is model.arrangement and columns is model.columns:
            self._select_again()

    def _select_again(self) -> None:
        parts = [
            (first, block.left, last, block.right)
            for block in self._blocks
            for first, last in runs(self._places(block.ids))
        ]
        if 0 < len(parts) <= _MOST_PARTS:
            chosen = QItemSelection()
            for top, left, bottom, right in parts:
                chosen.select(self._model.index(top, left), self._model.index(bottom, right))
            self._view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _places(self, ids: list[int]) -> list[int]:
        """Where rows stand now, those that are still shown; the empty one is the last."""
        rows = self._model.rows
        found = (rows.place(row_id) if row_id else len(rows) for row_id in ids)
        return sorted(place for place in found if place is not None)
