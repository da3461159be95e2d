"""Reading .xlsx and .xlsm: the cells with calamine, and with a look through the XML what calamine does not tell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from street_desk.exchange.reading.cells import Tab, TabBuilder, Workbook
from street_desk.exchange.reading.limits import AREA
from street_desk.exchange.reading.outline import USUAL, Outline, Place, outline_of
from street_desk.exchange.reading.packages import Package
from street_desk.exchange.reading.sheet_look import Look, UnusualShape, look_through
from street_desk.exchange.reading.sheet_xml import CellByCell


def read_xlsx(content: bytes, name: str) -> Workbook:
    """The cells of an .xlsx. Raises NotAWorkbook, TooLargeWorkbook, DamagedWorkbook, or what the libraries raise."""
    package = Package(content, name)
    outline = outline_of(package, name)
    places = [place for place in outline.places if place.cells]
    looks = [_look(package, place) for place in places]
    # All of it was unpacked once and found sound and of bearable size before calamine sees it.
    for part in (outline.strings, outline.styles):
        for _ in package.pieces(part) if part in package else ():
            pass
    del package
    fast = _calamine(content, outline) if any(looks) else None
    tabs = []
    careful: CellByCell | None = None
    for place, look in zip(places, looks, strict=True):
        tab = _fast_tab(fast, outline, place, look) if fast and look else None
        if tab is None:
            careful = careful or CellByCell(Package(content, name), outline, name)
            tab = careful.tab(place)
        tabs.append(tab)
    return Workbook(name, tuple(tabs), outline.mark, outline.from_1904)


def _look(package: Package, place: Place) -> Look | None:
    """What is seen of a sheet; None where it has to be read cell by cell."""
    try:
        look = look_through(package.pieces(place.part))
    except UnusualShape:
        return None
    return look if look.area <= AREA else None


def _calamine(content: bytes, outline: Outline) -> Any:
    """The workbook as calamine opens it; None where it does not see the same tabs."""
    from python_calamine import CalamineError, CalamineWorkbook

    if outline.workbook != USUAL:
        return None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        return None
    return book if book.sheet_names == [place.name for place in outline.places] else None


def _fast_tab(book: Any, outline: Outline, place: Place, look: Look) -> Tab | None:
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_index(outline.places.index(place))
    except CalamineError:
        return None
    builder = TabBuilder(place.name, place.hidden, look.merges)
    builder.rows = calamine_rows(sheet)
    for (row, column), broken in look.broken.items():
        builder.put(row, column, broken)
    return builder.tab(look.hidden_rows, look.hidden_columns)


def calamine_rows(sheet: Any) -> dict[int, list[Any]]:
    """The rows of a sheet as calamine has them, by row number, with None for what is empty."""
    if sheet.start is None:
        return {}
    # Its own filling up to A1 would hold all the cells twice.
    top, left = sheet.start
    rows: Sequence[list[Any]] = sheet.to_python(skip_empty_area=True)
    for values in rows:
        for place, value in enumerate(values):
            if value.__class__ is str and (not value or value.isspace()):
                values[place] = None
        if left:
            values[:0] = [None] * left
    return dict(enumerate(rows, start=top + 1))
