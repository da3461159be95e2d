"""Blocks of a grid: what is selected, copied, pasted, cleared and removed, each as one Edit."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from street_desk.domain.problems import DerivedColumn, Problem
from street_desk.language import N_, message
from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_clip import Clip
from street_desk.ui.grid_copying import copied
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_pasting import Pasting
from street_desk.ui.grid_selecting import Selecting


class Blocks:
    """The selection of one view of a GridModel, and what is done with it."""

    def __init__(
        self, view: QTableView, model: GridModel, clip: Clip, moves: Moves, selecting: Selecting
    ) -> None:
        self._view, self._model, self._clip = view, model, clip
        self._moves, self._selecting = moves, selecting
        self._cells = Cells(model)
        self._pasting = Pasting(model, clip, moves, selecting)

    def picked(self) -> list[Edges]:
        """The selected blocks as (top, left, bottom, right)."""
        return self._moves.picked()

    def pick(self, top: int, left: int, bottom: int, right: int) -> None:
        """Selects a block, the cursor on its first cell, and brings it into view."""
        self._selecting.pick(Edges(top, left, bottom, right))

    def copy(self) -> None:
        """Puts what is selected on the clipboard, as text and as a table, as other spreadsheets read it."""
        self._copy(headings=False)

    def copy_headed(self) -> None:
        """The same with the headings."""
        self._copy(headings=True)

    def _copy(self, *, headings: bool) -> bool:
        blocks = self.picked()
        if not blocks:
            return False
        try:
            mime = copied(self._model, self._clip, blocks, headings, self._view)
        except Problem as problem:
            self._model.refused.emit(problem)
            return False
        QGuiApplication.clipboard().setMimeData(mime)
        return True

    def cut(self) -> None:
        """Copies, and lets the cells go away when they are pasted; in another program they are only copied."""
        if self._model.typing.closed():
            return
        cells = [self._model.aim(*place) for place in self._typable()]
        if not cells:
            self._say_why_not()
        elif self._copy(headings=False):
            self._clip.cut(self._model, cells)

    def paste(self) -> None:
        """Types the clipboard's block."""
        self._pasting.paste()

    def paste_special(self) -> None:
        """Asks how to change the clipboard's block, and types it so."""
        from street_desk.ui.paste_special import PasteSpecial

        if self.picked() and not self._model.typing.closed():
            dialog = PasteSpecial(self._view)
            if dialog.exec():
                self._pasting.paste(dialog.chosen())

    def next_mark(self) -> None:
        """Goes to the next cell, from the cursor on, that refused what was pasted; after the last to the first."""
        view, model = self._view, self._model
        marked = sorted(
            (index.row(), index.column())
            for row, key in model.marks.refused
            if (index := model.index_of(row, key)).isValid()
        )
        if marked:
            here = view.currentIndex().row(), view.currentIndex().column()
            row, column = next((cell for cell in marked if cell > here), marked[0])
            self.pick(row, column, row, column)

    def leave(self) -> None:
        """Leaves what was cut; else a selection of several cells, and takes the marks of all pastes away."""
        if self._clip.end_cut():
            return
        self._selecting.collapse()
        self.clear_marks()

    def clear_marks(self) -> None:
        """Takes the marks of all pastes away."""
        self._model.typing.clear_marks()

    def clear_cells(self) -> None:
        """Empties the selected cells that can be typed."""
        if cells := [(*place, "") for place in self._typable()]:
            self._model.typing.cells(cells, message(N_("Clear {n} cells"), n=len(cells)))
        else:
            self._say_why_not()

    def _typable(self) -> list[tuple[int, int]]:
        """The selected cells that can be typed."""
        places = (place for block in self.picked() for place in block.places())
        return [place for place in places if self._cells.typable(*place)]

    def _say_why_not(self) -> None:
        if (current := self._view.currentIndex()).isValid():
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

    def new_row(self) -> None:
        """Puts an empty row above the one at the cursor, as soon as something is typed in it it is a row.

        At the last, empty row, and at a subtotal, that is the row that takes the next entry.
        """
        model, at = self._model, self._view.currentIndex()
        if model.sheet.single or model.typing.closed():
            return
        row_id = model.rows.at(at.row()) if at.isValid() else 0
        if row_id > 0:
            model.rows.put(model, at.row())
        place = model.rows.place(0) if row_id > 0 else None
        place = model.rowCount() - 1 if place is None else place
        first = next((c for c in range(model.columnCount()) if self._cells.typable(place, c)), 0)
        self._moves.move(place, first)

    def remove_rows(self) -> None:
        """Removes the rows that the selection touches; the cell where the cursor comes to stand is selected."""
        if not self._model.sheet.single:
            model = self._model
            rows = {row for top, _l, bottom, _r in self.picked() for row in range(top, bottom + 1)}
            if not any(model.rows.at(row) > 0 for row in rows) and model.rows.place(0) in rows:
                model.rows.drop(model)
            else:
                model.remove(rows)
            if not self.picked() and (at := self._view.currentIndex()).isValid():
                self._moves.move_to(at)
