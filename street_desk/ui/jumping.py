"""Going to what an undo or redo changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from street_desk.session import Changed

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage


def jump(page: DeskPage, changed: Changed, places: list[str]) -> None:
    """Goes to the first of the changed cells, from the top and from the left; says so where a filter hides them all."""
    changes = [c for c in page.session.store.changes(changed.entry.id) if c.sheet in page.views]
    if not changes:
        return
    sheet = min((c.sheet for c in changes), key=places.index)
    model = page.models[sheet]
    keys = [
        (change.row, key.removeprefix("override."))
        for change in changes
        if change.sheet == sheet
        for key in (change.after or {} if change.before else [model.columns[0].key])
    ]
    cells = [(index.row(), index.column()) for cell in keys if (index := model.index_of(*cell)).isValid()]
    page.turn_to(sheet)
    if cells:
        page.views[sheet].moves.show_at(model.index(*min(cells)))
    elif keys:
        page.views[sheet].arranging.go_to(*keys[0])
