"""The columns of a grid after a county's own ones came, went, moved, or were called otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from street_desk.domain.sheets import Sheet

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


def follow_columns(model: GridModel, fresh: Sheet) -> None:
    """Shows the columns that the sheet has now: the others keep their places, and new ones stand at the end.

    A view's layout then puts and hides them as its user had them. Filters, sorting and groups by a column that went
    are gone with it.
    """
    known = {column.key for column in model.sheet.columns}
    wanted = {column.key: column for column in fresh.columns}
    kept = [wanted[column.key] for column in model.columns if column.key in wanted]
    arrangement = model.arrangement.within(wanted)
    model.beginResetModel()
    model.sheet = fresh
    model.put_columns((*kept, *(column for key, column in wanted.items() if key not in known)))
    lost = arrangement != model.arrangement
    if lost:
        # Before anything is drawn: a group by a column that went has no name.
        model.sight.forget_lines(arrangement)
    model.endResetModel()
    if lost:
        model.arrange(arrangement)
