"""Finding the tables of a workbook: tab by tab, in whatever way each tab lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing.cards import card_of, find_card
from street_desk.exchange.importing.confirmed import Known, signature_of
from street_desk.exchange.importing.continuing import headless
from street_desk.exchange.importing.grid import Grid, part_of
from street_desk.exchange.importing.heading_rows import known_of
from street_desk.exchange.importing.headings import as_confirmed
from street_desk.exchange.importing.layout import CARD, TABLE, TURNED, Layout, shape_in
from street_desk.exchange.importing.long import LONG, is_long
from street_desk.exchange.importing.panels import apart, side_by_side
from street_desk.exchange.importing.placing import forgotten, placed
from street_desk.exchange.importing.preview import Unread
from street_desk.exchange.importing.stacking import NOTHING, stacked
from street_desk.exchange.importing.tables import Table, Vocabulary
from street_desk.exchange.importing.turned import find_turned, turned_of
from street_desk.exchange.reading import Tab
from street_desk.language import N_, Message, message

NO_TABLE = message(N_("no row of it has the headings of a table that this program knows"))
NONE_SAID = message(N_("you said that it holds no table"))


@dataclass(frozen=True, slots=True)
class Finder:
    """How tables are found: by a vocabulary, for a year, with what was confirmed of earlier workbooks.

    `own`: the workbook is of our own making, and its tables lie as they were written.
    """

    vocabulary: Vocabulary
    year: int
    confirmed: Known = NOTHING
    own: bool = False

    def tables(self, tab: Tab, before: Table | None) -> list[Table] | Unread:
        """The tables of a tab; `before` is the last one of the tabs before it."""
        if self.own:
            return stacked(Grid(tab), self.vocabulary) or Unread(tab.name, NO_TABLE)
        if is_long(tab, self.vocabulary):
            return Unread(tab.name, LONG)
        found = self._across(tab)
        turned = find_turned(tab, self.vocabulary, self.year) if _poor(found) else None
        if isinstance(turned, Table) and _knows([turned]) > _knows(found):
            return [self._as_confirmed(turned)]
        card = find_card(tab, self.vocabulary)
        if card is not None:
            first, *below = self._with_card(tab, card)
            return [self._as_confirmed(first), *below]
        if found:
            return found
        part = headless(tab, before) if before is not None else None
        if part is not None:
            return [part]
        return Unread(tab.name, turned if isinstance(turned, Message) else NO_TABLE)

    def _across(self, tab: Tab) -> list[Table]:
        below = stacked(Grid(tab), self.vocabulary, self.confirmed)
        if len(below) > 1 and (panels := apart(tab, self.vocabulary, self.confirmed, least=2)):
            # What seems to stand below stands beside it and begins further down.
            return panels
        found = [part for table in below for part in side_by_side(table, self.vocabulary, self.confirmed)]
        return found or apart(tab, self.vocabulary, self.confirmed)

    def _with_card(self, tab: Tab, card: Table) -> list[Table]:
        """A card, and the tables below it."""
        last = max(row for row, _ in card.grid.places.single.values())
        below = self._across(part_of(tab, [row for row in tab.rows if row > last]))
        if not below:
            return [card]
        alone = find_card(part_of(tab, [row for row in tab.rows if row <= last]), self.vocabulary)
        card = alone or card
        name = card.heading("name")
        cell = None if name is None else card.grid.cell(card.last, name.column)
        return [card, *(replace(table, beside=((cell,),) if cell is not None else ()) for table in below)]

    def placed(self, tab: Tab, layouts: Sequence[Layout]) -> list[Table]:
        """The tables that layouts say are in a tab, each without the rows and columns of the others."""
        found: list[Table] = []
        ordered = sorted(layouts, key=lambda layout: (layout.top, layout.left))
        for layout in ordered:
            if layout.shape == TURNED:
                table = turned_of(tab, layout, self.vocabulary, self.year)
            elif layout.shape == CARD:
                table = card_of(tab, layout, self.vocabulary)
            else:
                table = placed(
                    tab, layout, [other for other in ordered if other is not layout], self.vocabulary
                )
            if table is not None:
                found.append(self._known_again(table))
        if found and all(layout.shape == TABLE for layout in ordered):
            found = [replace(table, outside=()) for table in found]
            found[0] = replace(found[0], outside=tuple(forgotten(tab, found)))
        return found

    def _known_again(self, table: Table) -> Table:
        """The table, confirmed where it is read just as one of its shape was."""
        one = self._shape_of(table)
        return replace(table, confirmed=one) if one is not None and one.columns == table.reads else table

    def _as_confirmed(self, table: Table) -> Table:
        """A turned table or a card, its headings read as those of its shape were."""
        one = self._shape_of(table)
        if one is None or len(one.columns) != table.right - table.left + 1:
            return table
        headings = tuple(
            replace(h, match=as_confirmed(one.sheet, one.columns[h.column - table.left], h.match))
            for h in table.headings
        )
        return replace(table, headings=headings, confirmed=one)

    def _shape_of(self, table: Table) -> Remembered | None:
        """The confirmed shape with the very headings of a table."""
        signature = signature_of(table.grid, table.top, table.bottom, table.left, table.right, self.year)
        known_by = (table.sheet, shape_in(table.grid.places), signature)
        shapes = self.confirmed.shapes if table.grid.places.as_shown else self.confirmed.others
        return next((one for one in shapes if (one.sheet, one.shape, one.signature) == known_by), None)


def _poor(found: Sequence[Table]) -> bool:
    """Whether so little of a tab was understood that it may be meant otherwise."""
    return not found or (len(found) == 1 and _knows(found) < 300)


def _knows(found: Sequence[Table]) -> int:
    return sum(known_of(table.headings) for table in found)
