"""Blocks of a grid: what is selected, copied, pasted, filled and cleared, each as one Edit."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from street_desk.domain.people import Masked
from street_desk.domain.problems import BlockTooLarge, DerivedColumn
from street_desk.exchange.clipboard import read_block, write_block
from street_desk.language import N_, message
from street_desk.ui.grid_model import GridModel

_Edges = tuple[int, int, int, int]


class Blocks:
    """The selection of one view of a GridModel, and what is done with it."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        self._view = view
        self._model = model

    def picked(self) -> list[_Edges]:
        """The selected blocks as (top, left, bottom, right)."""
        return [(r.top(), r.left(), r.bottom(), r.right()) for r in self._view.selectionModel().selection()]

    def _whole(self) -> _Edges | None:
        """The smallest block around all that is selected."""
        blocks = self.picked()
        if not blocks:
            return None
        tops, lefts, bottoms, rights = zip(*blocks, strict=True)
        return min(tops), min(lefts), max(bottoms), max(rights)

    def copy(self) -> None:
        """Puts the block on the clipboard as other spreadsheets read it."""
        edges = self._whole()
        if edges is None:
            return
        top, left, bottom, right = edges
        QGuiApplication.clipboard().setText(
            write_block(
                [self._model.text(self._model.index(row, column)) for column in range(left, right + 1)]
                for row in range(top, bottom + 1)
            )
        )

    def cut(self) -> None:
        """Copies, then clears; a masked id stays, because only its mask could be pasted back."""
        self.copy()
        self._clear(keep_masked=True)

    def paste(self) -> None:
        """Types the clipboard's block from the selection's corner on; one cell fills all that is selected."""
        text = QGuiApplication.clipboard().text()
        edges = self._whole()
        if not text or edges is None or self._model.typing.closed():
            return
        block = read_block(text)
        top, left, bottom, right = edges
        down, across = len(block), len(block[0])
        # A selection that the block fits into a whole number of times is filled with it.
        rows = bottom - top + 1 if (bottom - top + 1) % down == 0 else down
        columns = right - left + 1 if (right - left + 1) % across == 0 else across
        most_columns = self._model.columnCount() - left
        most_rows = self._model.rowCount() - top if self._model.sheet.single else rows
        cells = [
            (top + r, left + c, block[r % down][c % across])
            for r in range(min(rows, most_rows))
            for c in range(min(columns, most_columns))
        ]
        self._model.typing.cells(cells, message(N_("Paste {n} cells"), n=len(cells)))
        beyond = rows * columns - len(cells)
        if beyond:
            self._model.refused.emit(BlockTooLarge(count=beyond))
        self.pick(top, left, top + min(rows, most_rows) - 1, left + min(columns, most_columns) - 1)

    def fill_down(self) -> None:
        """Types the first row of each selected block into the rows below it."""
        cells = [
            (row, column, self._model.text(self._model.index(top, column)))
            for top, left, bottom, right in self.picked()
            for row in range(top + 1, bottom + 1)
            for column in range(left, right + 1)
            if not self._derived(row, column)
        ]
        if cells:
            self._model.typing.cells(cells, message(N_("Fill {n} cells down"), n=len(cells)))

    def clear(self) -> None:
        """Empties the selected cells that can be typed."""
        self._clear()

    def _clear(self, *, keep_masked: bool = False) -> None:
        cells = [
            (row, column, "")
            for top, left, bottom, right in self.picked()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if not self._derived(row, column) and not (keep_masked and self._masked(row, column))
        ]
        if cells:
            self._model.typing.cells(cells, message(N_("Clear {n} cells"), n=len(cells)))
        elif (current := self._view.currentIndex()).isValid():
            self._model.typing.say_why_not(self._model.cell(current)[1])

    def set_by_hand(self) -> None:
        """Asks for a figure and a reason to stand in the place of what the standard gives in the current cell."""
        from street_desk.ui.by_hand import ByHandDialog

        index = self._view.currentIndex()
        row_id, column = self._model.cell(index)
        if not column.derived:
            self._view.edit(index)
        elif row_id and column.key in self._model.session.standard(self._model.year).item:
            ByHandDialog(self._model, row_id, column.key, self._view).exec()
        else:
            self._model.refused.emit(DerivedColumn(column=column.shown()))

    def remove_rows(self) -> None:
        """Removes the rows that the selection touches."""
        if not self._model.sheet.single:
            self._model.remove(
                {row for top, _l, bottom, _r in self.picked() for row in range(top, bottom + 1)}
            )

    def _derived(self, row: int, column: int) -> bool:
        return self._model.cell(self._model.index(row, column))[1].derived

    def _masked(self, row: int, column: int) -> bool:
        kind = self._model.cell(self._model.index(row, column))[1].kind
        return isinstance(kind, Masked) and not self._model.unmasked

    def pick(self, top: int, left: int, bottom: int, right: int) -> None:
        """Selects a block, the cursor on its first cell, and brings it into view."""
        first, last = (
            self._model.index(top, left),
            self._model.index(min(bottom, self._model.rowCount() - 1), right),
        )
        flags = QItemSelectionModel.SelectionFlag
        selection = self._view.selectionModel()
        selection.setCurrentIndex(first, flags.NoUpdate)
        selection.select(QItemSelection(first, last), flags.ClearAndSelect)
        self._view.scrollTo(last)
        self._view.scrollTo(first)
