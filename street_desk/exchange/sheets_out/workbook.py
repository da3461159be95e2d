"""A sheet as shown -> xlsx: one table under its title, set up for A4, and known again by its mark."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from street_desk.domain.shown import DATE, TEXT, Cell, ShownColumn, ShownRow, ShownSheet
from street_desk.exchange.xlsx import marked

Proceed = Callable[[int], bool]
_STEP = 200
_RISKY = ("=", "+", "-", "@", "\t", "\r")
# A workbook's own date would make every export differ from the one before.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001
_HEAD, _TOTAL = "#e6ecf2", "#f2f5f8"
_FITS = 260
"""Characters that A4 across still shows readably when it is made to fit."""
_NARROW, _WIDE = 5.0, 60.0


def write(shown: ShownSheet, path: Path, proceed: Proceed) -> bool:
    """Writes the workbook; False where `proceed`, told the rows done, stopped it. Raises OSError."""
    options = {
        # Row by row to the disk: a large sheet would not fit into memory.
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }
    with path.open("wb") as file:
        book = xlsxwriter.Workbook(file, options)
        try:
            return _Writing(book, shown).everything(proceed)
        finally:
            # The rows wait in a file of its own until then.
            book.close()


def body_row(shown: ShownSheet) -> int:
    """The row of the table's first line, counted from 0."""
    return 1 + (2 if any(column.group for column in shown.columns) else 1)


class _Writing:
    """Writes one sheet to the one tab of a workbook, from the top down."""

    def __init__(self, book: Any, shown: ShownSheet) -> None:
        self._book, self._shown = book, shown
        self._sheet = book.add_worksheet(_tab_name(shown.sheet.shown()))
        self._last = len(shown.columns) - 1
        self._forms: dict[tuple[str, bool, bool], Any] = {}

    def everything(self, proceed: Proceed) -> bool:
        for place, column in enumerate(self._shown.columns):
            self._sheet.set_column(place, place, min(max(column.width, _NARROW), _WIDE))
        self._paper()
        self._head()
        top = body_row(self._shown)
        for number, row in enumerate(self._shown.rows()):
            if number % _STEP == 0 and not proceed(number):
                return False
            self._row(top + number, row)
        self._properties()
        return True

    def _head(self) -> None:
        shown, top = self._shown, body_row(self._shown)
        title = self._book.add_format({"bold": True, "font_size": 14, "valign": "vcenter"})
        self._sheet.set_row(0, 26)
        self._sheet.write_string(0, 0, f"{shown.title}   {shown.about}", title)
        head = self._book.add_format(
            {
                "bold": True,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
                "bg_color": _HEAD,
            }
        )
        if top == 3:
            for first, last, group in _groups(shown.columns):
                if group and first != last:
                    self._sheet.merge_range(1, first, 1, last, group, head)
                else:
                    for place in range(first, last + 1):
                        self._sheet.write_string(1, place, group, head)
        lines = max(_lines(column) for column in shown.columns)
        self._sheet.set_row(top - 1, 8 + 14 * lines)
        for place, column in enumerate(shown.columns):
            self._sheet.write_string(top - 1, place, column.heading, head)

    def _row(self, at: int, row: ShownRow) -> None:
        for place, (column, cell) in enumerate(zip(self._shown.columns, row.cells, strict=True)):
            self._cell(at, place, column, cell, row.total)
            if said := self._shown.comments.get((row.id, column.key)):
                self._sheet.write_comment(at, place, said)

    def _cell(self, at: int, place: int, column: ShownColumn, cell: Cell, total: bool) -> None:
        if isinstance(cell, str):
            form = self._form(TEXT, total, quoted=cell.startswith(_RISKY))
            self._sheet.write_string(at, place, cell, form)
        elif isinstance(cell, datetime.date):
            self._sheet.write_datetime(at, place, cell, self._form(DATE, total))
        elif cell is None:
            self._sheet.write_blank(at, place, None, self._form(column.form, total))
        else:
            form = self._form("#,##0.######" if column.form == TEXT else column.form, total)
            self._sheet.write_number(at, place, cell, form)

    def _form(self, written: str, total: bool, *, quoted: bool = False) -> Any:
        held = self._forms.get((written, total, quoted))
        if held is None:
            properties: dict[str, Any] = {"num_format": written, "border": 1, "valign": "vcenter"}
            if total:
                properties |= {"bold": True, "bg_color": _TOTAL}
            if quoted:
                properties["quote_prefix"] = True
            held = self._forms[written, total, quoted] = self._book.add_format(properties)
        return held

    def _paper(self) -> None:
        sheet, shown, top = self._sheet, self._shown, body_row(self._shown)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(1, top - 1)
        if sum(column.width for column in shown.columns) <= _FITS:
            sheet.fit_to_pages(1, 0)
        elif shown.frozen:
            # Too wide to be read on one page: the names come again on each.
            sheet.repeat_columns(0, shown.frozen - 1)
        sheet.set_footer("&C&P / &N", {"margin": 0.3})
        sheet.freeze_panes(top, shown.frozen)

    def _properties(self) -> None:
        shown = self._shown
        self._book.set_properties({"title": shown.title, "author": shown.street, "created": _CREATED})
        for name, text in marked(json.dumps(shown.mark(), ensure_ascii=False, separators=(",", ":"))):
            self._book.set_custom_property(name, text, "text")


def _groups(columns: tuple[ShownColumn, ...]) -> Iterator[tuple[int, int, str]]:
    """First and last column of each group; columns without one stand alone."""
    place = 0
    while place < len(columns):
        last = place
        group = columns[place].group
        while group and last + 1 < len(columns) and columns[last + 1].group == group:
            last += 1
        yield place, last, group
        place = last + 1


def _lines(column: ShownColumn) -> int:
    """How many lines a heading takes in its column; Chinese letters are two figures wide."""
    wide = sum(1 if char.isascii() else 2 for char in column.heading)
    return -(-wide // max(int(min(max(column.width, _NARROW), _WIDE)) - 1, 1))


def _tab_name(name: str) -> str:
    return "".join(char for char in name if char not in "[]:*?/\\")[:31] or "1"


# Reading back --------------------------------------------------------------------------------------------------------


def differing(shown: ShownSheet, path: Path, proceed: Proceed) -> tuple[str, str, str] | tuple[()] | None:
    """The first cell that does not read as it should: place, expected, found. () where `proceed` stopped it."""
    with path.open("rb") as file:
        tab = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        found = tab.iter_rows()
    top = body_row(shown)
    head = [next(found, []) for _line in range(top)]
    for place, column in enumerate(shown.columns):
        if head[top - 1][place] != column.heading:
            return _at(top - 1, place), column.heading, str(head[top - 1][place])
    for number, row in enumerate(shown.rows()):
        if number % _STEP == 0 and not proceed(number):
            return ()
        cells = next(found, [])
        for place, cell in enumerate(row.cells):
            read = cells[place] if place < len(cells) else ""
            if not _same(cell, read):
                return _at(top + number, place), _said(cell), _said(read)
    return None


def _same(expected: Cell, found: Any) -> bool:
    if expected is None or isinstance(expected, str):
        return bool((expected or "") == found)
    if isinstance(expected, datetime.date):
        day = found.date() if isinstance(found, datetime.datetime) else found
        return bool(day == expected)
    return isinstance(found, int | float) and math.isclose(float(expected), found, rel_tol=1e-14)


def _at(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"


def _said(value: Cell | object) -> str:
    return "" if value is None else str(value)
