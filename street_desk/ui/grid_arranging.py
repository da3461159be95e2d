"""Arranging a grid: filtering, sorting and grouping its rows, asked for by key, menu or heading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from street_desk.domain.arranging import Arrangement
from street_desk.domain.problems import Problem
from street_desk.language import N_
from street_desk.ui.grid_editing import Editing
from street_desk.ui.grid_holding import Holding
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_panes import PanedTable
from street_desk.ui.slices import Slices

if TYPE_CHECKING:
    from street_desk.ui.grid_filter import FilterPopup


_MANY, _IDLE_MS = 20_000, 1_000
"""From so many rows on, and so long after the start, what a sort by names needs is worked out in the background."""


class ListOfFields(Problem):
    """A sheet of one row has no rows to arrange."""

    what = N_("“{sheet}” is a list of fields and has no rows to sort or filter.")
    to_do = N_("Turn to a sheet of many rows.")


class RowHidden(Problem):
    """What somebody wants to go to is not among the rows shown."""

    what = N_("The row is hidden by a filter.")
    to_do = N_("Clear the filters to see it.")


class Arranging:
    """Arranges the rows of one view of a GridModel; the cursor stays on its cell where that is still shown."""

    def __init__(self, view: PanedTable, model: GridModel, moves: Moves, editing: Editing) -> None:
        self._view, self._model, self._moves, self._editing = view, model, moves, editing
        self.popup: FilterPopup | None = None
        self._holding = Holding(view, model, moves)
        self._preparing = Slices(view)
        if len(model.rows) > _MANY:
            QTimer.singleShot(_IDLE_MS, view, lambda: self._preparing.start(model.sight.prepare()))

    # Deeds -----------------------------------------------------------------------------------------------------------

    def ask_filter(self, column: int | None = None) -> None:
        """Opens the filter of a column, of the cursor's where none is given, below its heading."""
        from street_desk.ui.grid_filter import FilterPopup

        if not self._may():
            return
        place = self._column() if column is None else column
        view = self._view
        view.scrollTo(self._model.index(max(view.currentIndex().row(), 0), place))
        self.popup = FilterPopup(self._model, self._model.columns[place].key, view)
        self.popup.asked.connect(self._arrange)
        head = view.side(place).horizontalHeader()
        left = head.sectionViewportPosition(place)
        self.popup.open_at(head.viewport().mapToGlobal(head.viewport().rect().bottomLeft()), left)

    def ask_sort(self) -> None:
        """Asks for the columns to sort by."""
        from street_desk.ui.grid_sorting import SortDialog

        if not self._may():
            return
        dialog = SortDialog(self._model, self._key(), self._view)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._arrange(dialog.arrangement())

    def sort_up(self) -> None:
        """Sorts by the cursor's column, the least first."""
        self._sort(descending=False)

    def sort_down(self) -> None:
        """Sorts by the cursor's column, the greatest first."""
        self._sort(descending=True)

    def unsorted(self) -> None:
        """Shows the rows in the order they were entered."""
        self._change(order=())

    def clear_filters(self) -> None:
        """Shows all rows again; they stay sorted."""
        self._change(filters={})

    def apply_again(self) -> None:
        """Filters, sorts and groups anew, with what was typed since."""
        self._change()

    def group(self) -> None:
        """Puts rows of equal values of the cursor's column together, each group with a subtotal."""
        self._change(group=self._key())

    def ungroup(self) -> None:
        """No groups and no subtotals."""
        self._change(group="")

    def go_to(self, row_id: int, key: str) -> bool:
        """Puts the cursor on a cell; says so where a filter hides its row."""
        if self._moves.go_to(row_id, key):
            return True
        if self._model.row(row_id) is not None and self._model.arrangement.filters:
            self._model.refused.emit(RowHidden())
        return False

    # How they are done -----------------------------------------------------------------------------------------------

    def _sort(self, *, descending: bool) -> None:
        self._change(order=((self._key(), descending),))

    def _change(self, **parts: object) -> None:
        if self._may():
            self._arrange(replace(self._model.arrangement, **parts))  # type: ignore[arg-type]

    def _may(self) -> bool:
        """Whether there is something to arrange, and what is being typed went in."""
        if self._model.sheet.single:
            self._model.refused.emit(ListOfFields(sheet=self._model.sheet.shown()))
            return False
        return self._editing.commit_editor()

    def _arrange(self, arrangement: Arrangement) -> None:
        self._model.arrange(arrangement)

    def _column(self) -> int:
        return max(self._view.currentIndex().column(), 0)

    def _key(self) -> str:
        return self._model.columns[self._column()].key
