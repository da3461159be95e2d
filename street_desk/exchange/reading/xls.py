"""Reading .xls (BIFF) with xlrd, with formats where they can be had, so that merges and hidden rows are known."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from street_desk.domain.problems import LockedWorkbook, NotAWorkbook
from street_desk.exchange.reading.cells import Broken, Merge, Tab, TabBuilder, Workbook

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet


def read_xls(content: bytes, name: str) -> Workbook:
    """The cells of an .xls file. Raises LockedWorkbook, NotAWorkbook, or whatever xlrd stumbles over."""
    from xlrd.biffh import XLRDError

    try:
        book = _open(content, True)
    except XLRDError as error:
        _name_the_problem(str(error), name)
        book = _open(content, False)
    except Exception:
        # A damaged style table; the values may be sound all the same.
        book = _open(content, False)
    return Workbook(name, tuple(_tab(sheet, book) for sheet in book.sheets()), None, book.datemode == 1)


def _open(content: bytes, formats: bool) -> Book:
    import xlrd

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        return xlrd.open_workbook(file_contents=content, formatting_info=formats, logfile=nowhere)


def _name_the_problem(said: str, name: str) -> None:
    if "encrypted" in said:
        raise LockedWorkbook(path=name)
    if "Can't find workbook in OLE2 compound document" in said:
        # A Word document, an installer …
        raise NotAWorkbook(path=name)


def _tab(sheet: Sheet, book: Book) -> Tab:
    import xlrd

    builder = TabBuilder(sheet.name, sheet.visibility != 0)
    # xlrd counts from 0 and leaves the far edges out.
    builder.merges = [
        Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    ]
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(
            zip(sheet.row_types(row), sheet.row_values(row), strict=True), start=1
        ):
            if kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(int(value), "#ERR!")
                builder.put(row + 1, column, Broken(text))
            elif kind == xlrd.XL_CELL_BOOLEAN:
                builder.put(row + 1, column, bool(value))
            elif kind == xlrd.XL_CELL_DATE:
                builder.put(row + 1, column, _date(float(value), book))
            elif kind in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
                builder.put(row + 1, column, value)
    return builder.tab(
        (row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
        (column + 1 for column, info in sheet.colinfo_map.items() if info.hidden),
    )


def _date(value: float, book: Book) -> object:
    import xlrd

    try:
        return xlrd.xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return value
