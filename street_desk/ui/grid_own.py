"""A grid's own columns: opening the dialog that adds and changes them."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from street_desk.domain.own_editing import NoOwnColumns
from street_desk.ui.grid_model import GridModel


class Own:
    """The county's own columns of one grid."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        self._view, self._model = view, model

    def own_columns(self) -> None:
        """Opens the dialog of the sheet's own columns; says why where there can be none."""
        if self._model.typing.closed():
            return
        if self._model.sheet.single:
            self._model.refused.emit(NoOwnColumns(sheet=self._model.sheet.shown()))
            return
        from street_desk.ui.own_columns import OwnColumns

        OwnColumns(self._model, self._view).exec()
