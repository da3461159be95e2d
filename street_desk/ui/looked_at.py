"""How a page is looked at, for the page that takes its place: another year's, or one in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from street_desk.domain.arranging import Arrangement
from street_desk.domain.shown_unit import ShownUnit

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage


class LookedAt(NamedTuple):
    """The tab that is open, the unit of money, how each sheet is filtered and sorted, and the cell of its cursor."""

    tab: int
    unit: ShownUnit
    arrangements: Mapping[str, Arrangement]
    cells: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, page: DeskPage) -> LookedAt:
        """How a page is looked at now."""
        models, views = page.models, page.views
        cells = {
            name: (row, column.key)
            for name, model in models.items()
            if views[name].currentIndex().isValid()
            for row, column in (model.cell(views[name].currentIndex()),)
        }
        held = {name: model.arrangement for name, model in models.items() if model.arrangement}
        return cls(page.tabs.currentIndex(), page.showing.unit, held, cells)

    def give(self, page: DeskPage) -> None:
        """Makes another page looked at like that; a row that it does not have leaves the cursor where it is."""
        page.showing.show_in(self.unit)
        for name, arrangement in self.arrangements.items():
            page.models[name].arrange(arrangement)
        for name, (row, key) in self.cells.items():
            index = page.models[name].index_of(row, key)
            if index.isValid():
                page.views[name].moves.move_to(index)
        page.tabs.setCurrentIndex(self.tab)
        page.take_focus()
