"""Going to what an Edit changed: the first of its cells, from the top and from the left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from street_desk.domain.edits import Change

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage


class _Place(NamedTuple):
    """A row that an Edit changed, and the keys of its cells; none where the whole row came."""

    sheet: str
    row: int
    keys: tuple[str, ...]


def jump(page: DeskPage, edit: int) -> bool:
    """Shows what an entry of the history changed; False where the page's year has nothing of it any more."""
    places = [p for p in _places(page, page.session.store.changes(edit)) if p.sheet in page.views]
    shown = [place.sheet for place in places if page.session.book(page.year).row(place.sheet, place.row)]
    if not places:
        return False
    order = list(page.views)
    sheet = min(shown or [place.sheet for place in places], key=order.index)
    model = page.models[sheet]
    named = [
        (place.row, key)
        for place in places
        if place.sheet == sheet
        for key in place.keys or (model.columns[0].key,)
    ]
    page.turn_to(sheet)
    cells = [(index.row(), index.column()) for cell in named if (index := model.index_of(*cell)).isValid()]
    if not cells and named:
        # Hidden columns hold all of it: the first is shown again.
        page.views[sheet].columns.reveal(named[0][1])
        cells = [
            (index.row(), index.column()) for cell in named if (index := model.index_of(*cell)).isValid()
        ]
    if cells:
        first = min(cells)
        view = page.views[sheet]
        if not any(block.several and block.holds(*first) for block in view.blocks.picked()):
            view.moves.show_at(model.index(*first))
    elif named:
        # A filter may hide them all, and then that is said.
        page.views[sheet].arranging.go_to(*named[0])
    return bool(cells)


def _places(page: DeskPage, changes: Iterable[Change]) -> Iterator[_Place]:
    for change in changes:
        if change.sheet == "comments":
            # A comment is shown by its cell.
            held = page.session.book(page.year).row("comments", change.row) or {}
            said = {**held, **(change.before or {}), **(change.after or {})}
            if "sheet" in said:
                yield _Place(said["sheet"], int(said["row"]), (said["column"],))
        else:
            keys = change.after or {} if change.before else {}
            yield _Place(change.sheet, change.row, tuple(key.removeprefix("override.") for key in keys))
