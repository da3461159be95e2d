"""What a GridModel shows of its sheet: which columns, and money in which unit. What is stored stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from street_desk.domain.sheets import Column
from street_desk.domain.shown_unit import ShownUnit
from street_desk.ui.grid_model import GridModel


def show_columns(model: GridModel, columns: Sequence[Column]) -> None:
    """Shows these columns of the sheet, in this order."""
    model.beginResetModel()
    model.put_columns(tuple(columns))
    model.endResetModel()


def show_in(model: GridModel, unit: ShownUnit) -> None:
    """Shows and takes money in another unit."""
    model.unit = unit
    model.show_anew()
    across = Qt.Orientation.Vertical if model.sheet.single else Qt.Orientation.Horizontal
    model.headerDataChanged.emit(across, 0, len(model.columns) - 1)
