"""What can be corrected at a cell of a tab, as a menu: by keyboard all that the mouse can drag."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from street_desk.domain.catalogue import SHEETS
from street_desk.exchange.importing import Region
from street_desk.exchange.importing.headings import SHEETS_READ
from street_desk.exchange.importing.units import WAN, YUAN
from street_desk.exchange.reading import letters
from street_desk.language import N_, _
from street_desk.ui.import_layouts import BOTTOM, LAST, LEFT, RIGHT, TOP, Asked

UNITS: Mapping[str, str] = {YUAN: N_("yuan"), WAN: N_("10,000 yuan")}
_Take = Callable[[Asked | None], None]


def columns_to_choose(region: Region, column: int) -> list[tuple[str, str]]:
    """The Columns that a column may go to, none first, as shown and by key; those that another one has are marked."""
    held = {key: other for other, key in region.layout.columns.items() if key and other != column}
    found = [(_(N_("— (not read)")), "")]
    for one in SHEETS[region.sheet].typed:
        text = one.shown()
        if one.key in held:
            text = _(N_("{column}   (now column {letters})")).format(
                column=text, letters=letters(held[one.key])
            )
        found.append((text, one.key))
    return found


def fill_columns(menu: QMenu, region: Region, column: int, choose: Callable[[int, str], None]) -> None:
    """The Columns as entries, the one that it goes to ticked."""
    now = region.layout.columns.get(column, "")
    for text, key in columns_to_choose(region, column):
        action = menu.addAction(text.replace("&", "&&"), lambda key=key: choose(column, key))
        action.setCheckable(True)
        action.setChecked(key == now)
        if key == now:
            menu.setActiveAction(action)
    # Otherwise a long one stands in several columns, which a small screen has no room for.
    menu.setStyleSheet("QMenu { menu-scrollable: 1; }")


def fill_table(
    menu: QMenu,
    region: Region,
    asked: Asked,
    spot: tuple[int, int],
    take: _Take,
    choose: Callable[[int, str], None],
) -> None:
    """What can be said of the table at a cell; `take` gets the table as it is then, None for no table."""
    row, column = spot
    name = letters(column)
    for words, edge, place in (
        (N_("Headings begin at row {place}"), TOP, row),
        (N_("Headings end at row {place}"), BOTTOM, row),
        (N_("The table ends at row {place}"), LAST, row),
        (N_("The table begins at column {place}"), LEFT, column),
        (N_("The table ends at column {place}"), RIGHT, column),
    ):
        said = _(words).format(place=name if edge in (LEFT, RIGHT) else place)
        action = menu.addAction(said, lambda edge=edge, place=place: take(asked.moved(edge, place)))
        action.setEnabled(
            getattr(asked.layout, edge) != place and (edge != LAST or row > asked.layout.bottom)
        )
    menu.addSeparator()
    if column in region.layout.columns:
        fill_columns(
            menu.addMenu(_(N_("Column {letters} goes to")).format(letters=name)), region, column, choose
        )
    fill_sheets(
        menu.addMenu(_(N_("The table holds"))), region.sheet, lambda sheet: take(asked.with_sheet(sheet))
    )
    amounts = menu.addMenu(_(N_("Amounts are in")))
    for unit, words in UNITS.items():
        action = amounts.addAction(_(words), lambda unit=unit: take(asked.with_unit(unit)))
        _tick(action, asked.layout.unit == unit)
    _tick(
        amounts.addAction(_(N_("what its headings say")), lambda: take(asked.with_unit(""))),
        not asked.layout.unit,
    )
    menu.addAction(_(N_("This is no table")), lambda: take(None))


def fill_sheets(menu: QMenu, now: str, choose: Callable[[str], None]) -> None:
    """The sheets that a table may be of."""
    for sheet in SHEETS_READ:
        _tick(menu.addAction(SHEETS[sheet].shown(), lambda sheet=sheet: choose(sheet)), sheet == now)


def _tick(action: QAction, ticked: bool) -> None:
    action.setCheckable(True)
    action.setChecked(ticked)
