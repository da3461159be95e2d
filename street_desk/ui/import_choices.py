"""What can be corrected at a cell of a tab, as a menu: by keyboard all that the mouse can drag."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from street_desk.exchange.importing import Region
from street_desk.exchange.importing.headings import SHEETS_READ, importable
from street_desk.exchange.importing.layout import CARD, TABLE, TURNED
from street_desk.exchange.importing.units import BAI, QIAN, WAN, YUAN
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading import letters
from street_desk.language import N_, _
from street_desk.ui.import_layouts import BOTTOM, LAST, LEFT, RIGHT, TOP, Asked

UNITS: Mapping[str, str] = {
    YUAN: N_("yuan"),
    WAN: N_("10,000 yuan"),
    QIAN: N_("1,000 yuan"),
    BAI: N_("100 yuan"),
}
_Take = Callable[[Asked | None], None]


def columns_to_choose(region: Region, slot: int) -> list[tuple[str, str]]:
    """The Columns that a column may go to, none first, as shown and by key; those that another one has are marked."""
    held = {key: other for other, key in region.layout.columns.items() if key and other != slot}
    found = [(_(N_("— (not read)")), "")]
    for one in importable(region.sheet):
        if one.derived:
            continue
        text = one.shown()
        if one.key in held:
            text = _(N_("{column}   (now {where})")).format(
                column=text, where=slot_name(region, held[one.key])
            )
        found.append((text, one.key))
    return found


def slot_name(region: Region, slot: int) -> str:
    """What a column of a table is called in its tab: a column, of a turned table a row, of a card a label's cell."""
    layout = region.layout
    if layout.shape == TABLE:
        return _(N_("column {letters}")).format(letters=letters(slot))
    if layout.shape == TURNED:
        return _(N_("row {number}")).format(number=slot)
    return next((view.letters for n, view in enumerate(region.columns, start=1) if n == slot), "")


def fill_columns(menu: QMenu, region: Region, slot: int, choose: Callable[[int, str], None]) -> None:
    """The Columns as entries, the one that it goes to ticked."""
    now = region.layout.columns.get(slot, "")
    for text, key in columns_to_choose(region, slot):
        action = menu.addAction(text.replace("&", "&&"), lambda key=key: choose(slot, key))
        action.setCheckable(True)
        action.setChecked(key == now)
        if key == now:
            menu.setActiveAction(action)
    # Otherwise a long one stands in several columns, which a small screen has no room for.
    menu.setStyleSheet("QMenu { menu-scrollable: 1; }")


def fill_table(menu: QMenu, region: Region, asked: Asked, spot: tuple[int, int], take: _Take) -> None:
    """What can be said of the table at a cell; `take` gets the table as it is then, None for no table."""
    if asked.layout.shape == TABLE:
        _fill_edges(menu, asked, spot, take)
    if asked.layout.shape != CARD:
        kinds = menu.addMenu(_(N_("The table holds")))
        fill_sheets(kinds, region.sheet, lambda sheet: take(asked.with_sheet(sheet)))
    amounts = menu.addMenu(_(N_("Amounts are in")))
    for unit, words in UNITS.items():
        action = amounts.addAction(_(words), lambda unit=unit: take(asked.with_unit(unit)))
        _tick(action, asked.unit_by_hand and asked.layout.unit == unit)
    stated = amounts.addAction(_(N_("what its headings say")), lambda: take(asked.with_unit("")))
    _tick(stated, not asked.unit_by_hand)
    menu.addAction(_(N_("This is no table")), lambda: take(None))


def _fill_edges(menu: QMenu, asked: Asked, spot: tuple[int, int], take: _Take) -> None:
    row, column = spot
    for words, edge in (
        (N_("Headings begin at row {place}"), TOP),
        (N_("Headings end at row {place}"), BOTTOM),
        (N_("The table ends at row {place}"), LAST),
        (N_("The table begins at column {place}"), LEFT),
        (N_("The table ends at column {place}"), RIGHT),
    ):
        across = edge in (LEFT, RIGHT)
        place = column if across else row
        said = _(words).format(place=letters(column) if across else row)
        action = menu.addAction(said, lambda edge=edge, place=place: take(asked.moved(edge, place)))
        action.setEnabled(
            getattr(asked.layout, edge) != place and (edge != LAST or row > asked.layout.bottom)
        )
    menu.addSeparator()


def fill_sheets(menu: QMenu, now: str, choose: Callable[[str], None]) -> None:
    """The sheets that a table may be of."""
    for sheet in SHEETS_READ:
        _tick(menu.addAction(SHEETS[sheet].shown(), lambda sheet=sheet: choose(sheet)), sheet == now)


def _tick(action: QAction, ticked: bool) -> None:
    action.setCheckable(True)
    action.setChecked(ticked)
