"""Reading the records of .xls and .et (BIFF 2 to 8) with xlrd, with formats where they can be had.

Merges and hidden rows come with the formats.
"""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Any

from street_desk.exchange.problems import DamagedWorkbook, LockedWorkbook
from street_desk.exchange.reading.cells import Broken, Merge, Tab, TabBuilder, Workbook

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet


def read_xls(records: bytes, name: str) -> Workbook:
    """The cells of an .xls, taken out of its compound file. Raises LockedWorkbook, DamagedWorkbook."""
    # First with everything; then without what may be damaged beside the values.
    for formats in (True, False):
        try:
            return _read(records, name, formatting_info=formats)
        except MemoryError:
            raise
        except Exception as error:
            # xlrd meets a damaged file with whatever broke first: struct.error, AssertionError, IndexError …
            if "encrypted" in str(error):
                raise LockedWorkbook(path=name) from error
    raise DamagedWorkbook(path=name)


def _read(records: bytes, name: str, **way: Any) -> Workbook:
    book = _open(records, **way)
    if book.biff_version < 80 and book.codepage is None:
        # Before Unicode, and without a word on what its bytes mean: here that is the Chinese code page.
        book = _open(records, encoding_override="gb18030", **way)
    tabs = []
    for number in range(book.nsheets):
        tabs.append(_tab(book.sheet_by_index(number), book))
        book.unload_sheet(number)
    return Workbook(name, tuple(tabs), None, book.datemode == 1)


def _open(records: bytes, **way: Any) -> Book:
    import xlrd

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        return xlrd.open_workbook(file_contents=records, ragged_rows=True, logfile=nowhere, **way)


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
        found = xlrd.xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return value
    if 0 <= value < 1:
        return found.time()
    return found.date() if found.time() == datetime.time() else found
