"""The columns of a grid after a county's own ones came, went, moved, or were called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt

from street_desk.domain.catalogue.own_columns import own_kind
from street_desk.domain.sheets import Sheet

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


def follow_columns(model: GridModel, fresh: Sheet) -> None:
    """Shows the columns that the sheet has now: the others keep their places, and new ones stand at the end.

    A column that was hidden stays so.
    """
    known = {column.key for column in model.sheet.columns}
    model.sheet = fresh
    wanted = {column.key: column for column in fresh.columns}
    own = [column.key for column in fresh.columns if own_kind(column.key) is not None]
    shown = [column.key for column in model.columns if column.key in own]
    ordered = [key for key in own if key in shown]
    # From the first one that stands elsewhere now they all go to the end, in their new order.
    moved = next((place for place, key in enumerate(ordered) if shown[place] != key), len(ordered))
    going = {*ordered[moved:], *(c.key for c in model.columns if c.key not in wanted)}
    for place in reversed([n for n, column in enumerate(model.columns) if column.key in going]):
        _remove(model, place)
    for place, column in enumerate(model.columns):
        if wanted[column.key] != column:
            model.put_columns((*model.columns[:place], wanted[column.key], *model.columns[place + 1 :]))
            model.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)
    coming = [key for key in own if key in ordered[moved:] or key not in known]
    if coming:
        first = len(model.columns)
        model.beginInsertColumns(QModelIndex(), first, first + len(coming) - 1)
        model.put_columns((*model.columns, *(wanted[key] for key in coming)))
        model.endInsertColumns()


def _remove(model: GridModel, place: int) -> None:
    model.beginRemoveColumns(QModelIndex(), place, place)
    model.put_columns((*model.columns[:place], *model.columns[place + 1 :]))
    model.endRemoveColumns()
