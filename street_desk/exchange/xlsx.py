"""Page -> xlsx: the same form as a workbook with live formulas, their results stored beside them.

Letters and columns are as large as the PDF's, so that it prints at full size; on a screen it opens enlarged. The
workbook says of itself what it is (the custom property street-desk), so that it can be read back in.
"""

from __future__ import annotations

import datetime
import io
import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from street_desk.domain.forms.assembling import MARGIN
from street_desk.domain.forms.widths import MM, PADDING, ems
from street_desk.domain.pages import Box, ColumnSum, Formula, Growth, Page, PageRow, Product, RowsSum, Sum
from street_desk.exchange.layout import NOTE_SIZE, TITLE_SIZE, balanced

MARK = "street-desk"
"""The custom property that tells an importer what it reads; longer ones go on in street-desk-2 and so on."""
_MARK_ROOM = 250
_ON_SCREEN = 10.5
"""How large, in points, the letters of the table look on a screen."""
# Excel leaves more room beside the text than a printed table does, and breaks lines earlier.
_LESS_ROOM = 0.94
_ATTACHMENT, _PLAIN = 10.5, 10.0
_GAP, _LEAST_ROW = 5.0, 17.0
_PAPERS = {"A4": 9, "A3": 8}
_BODY, _HEADING, _TITLE = "仿宋", "黑体", "宋体"
_TAB = 31
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")
# A workbook's own date would make every export differ from the one before.
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001


def write_xlsx(pages: Sequence[Page], path: Path) -> None:
    """Writes Pages as the sheets of a workbook. The same Pages give the same bytes. Raises OSError."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # Columns are measured in digits of this font: one that every PC has, or one just as wide in its place.
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }
    book = xlsxwriter.Workbook(buffer, options)
    for page, name in zip(pages, tab_names(pages), strict=True):
        _Writing(book, page, name).everything()
    first = pages[0]
    book.set_properties(
        {"title": first.title, "author": first.street, "subject": first.code_line, "created": _CREATED}
    )
    for name, text in mark_properties(first):
        book.set_custom_property(name, text, "text")
    book.close()
    path.write_bytes(buffer.getvalue())


def tab_names(pages: Sequence[Page]) -> list[str]:
    """What the sheets are called: the form, or the part of it that a Page is; no two alike, as Excel wants it."""
    names: list[str] = []
    for page in pages:
        year = f"{page.year}年"
        # Without the street: a tab's name is short, and some characters are not allowed in it.
        whole = page.part or year + page.title.rpartition(year)[2]
        bare = _NOT_IN_TABS.sub("", whole).strip("'")[:_TAB] or year
        name, number = bare, 1
        while name.casefold() in map(str.casefold, names):
            number += 1
            name = f"{bare[: _TAB - len(str(number)) - 2]}({number})"
        names.append(name)
    return names


def top_row(page: Page) -> int:
    """The sheet's row of the header's first line, counted from 0."""
    return 4 if page.notice else 3


def body_row(page: Page) -> int:
    """The sheet's row of the body's first line, counted from 0."""
    return top_row(page) + page.header_rows


class _Writing:
    """Writes one Page to the one sheet of a workbook."""

    def __init__(self, book: Any, page: Page, name: str) -> None:
        self._book = book
        self._page = page
        self._sheet = book.add_worksheet(name)
        self._widths = [column.width for column in page.columns]
        self._last = len(page.columns) - 1
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def everything(self) -> None:
        for place, width in enumerate(self._widths):
            self._sheet.set_column_pixels(place, place, round(width * 96 / 25.4))
        self._head()
        self._header()
        for number, row in enumerate(self._page.rows):
            self._row(number, row)
        self._below(body_row(self._page) + len(self._page.rows))
        self._paper()

    # The parts of the sheet ------------------------------------------------------------------------------------------

    def _head(self) -> None:
        page = self._page
        plain = {"font_name": _BODY, "font_size": _PLAIN}
        attached = self._format(font_name=_HEADING, font_size=_ATTACHMENT)
        self._sheet.write_string(0, 0, page.attachment, attached)
        title = {"font_name": _TITLE, "font_size": TITLE_SIZE, "bold": True, "align": "center"}
        self._merged(1, 0, self._last, page.title, **title)
        self._sheet.set_row(1, 32)
        row = 2
        if page.notice:
            self._merged(row, 0, self._last, f"（{page.notice}）", **plain, align="center")
            row += 1
        texts = side_by_side(page.meta, len(self._widths))
        aligns = ("left", *("center",) * (len(texts) - 2), "right")
        for (first, last), text, align in zip(self._parts(len(texts)), texts, aligns, strict=False):
            self._merged(row, first, last, text, **plain, align=align)
        self._sheet.set_row(row, 20)

    def _header(self) -> None:
        top = top_row(self._page)
        form = self._format(
            font_name=_HEADING,
            font_size=self._page.size,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
        )
        lines = [1] * self._page.header_rows
        for heading in self._page.header:
            first, last = heading.column, heading.column + heading.columns - 1
            bottom = heading.row + heading.rows - 1
            # Broken where the PDF breaks it, and not wherever the column ends.
            room = sum(self._widths[first : last + 1]) - 2 * PADDING
            broken = balanced(heading.text, room / MM, self._page.size)
            self._block(top + heading.row, first, top + bottom, last, "\n".join(broken), form)
            held = sum(lines[heading.row : bottom])
            lines[bottom] = max(lines[bottom], len(broken) - held)
        for place, count in enumerate(lines):
            self._sheet.set_row(top + place, _height(count, self._page.size))

    def _row(self, number: int, row: PageRow) -> None:
        at = body_row(self._page) + number
        lines = 1
        covered = 0
        for place, (column, box) in enumerate(zip(self._page.columns, row.boxes, strict=True)):
            if place < covered:
                continue
            covered = place + box.span
            number_format = column.format_of(box)
            align = column.align_of(box)
            form = self._format(
                font_name=_HEADING if box.label else _BODY,
                font_size=self._page.size,
                align="center" if align == "centre" else align,
                valign="vcenter",
                text_wrap=not number_format,
                # A figure that a wider font does not leave room for is set smaller, never shown as ###.
                shrink=bool(number_format),
                border=1,
                bold=row.kind == "total" and bool(number_format),
                num_format=number_format or "@",
                quote_prefix=isinstance(box.value, str) and box.value.startswith(_RISKY),
            )
            if box.span > 1:
                self._sheet.merge_range(at, place, at, covered - 1, "", form)
            self._box(at, place, box, form)
            if not number_format:
                lines = max(lines, self._lines(box.text, place, covered - 1))
        height = max(_height(lines, self._page.size), row.height / MM)
        self._sheet.set_row(at, height)

    def _box(self, row: int, column: int, box: Box, form: Any) -> None:
        if box.value is None:
            self._sheet.write_blank(row, column, None, form)
        elif isinstance(box.value, str):
            self._sheet.write_string(row, column, box.value, form)
        elif box.formula is not None and not self._page.values_only:
            text = self._formula(box.formula, row, column)
            self._sheet.write_formula(row, column, text, form, float(box.value))
        else:
            self._sheet.write_number(row, column, float(box.value), form)

    def _below(self, row: int) -> None:
        """Notes, a little below the table, then the signatures."""
        self._sheet.set_row(row, _GAP)
        row += 1
        for place, note in enumerate(self._page.notes):
            text = f"{'注：' if place == 0 else '　　'}{note}"
            self._merged(
                row, 0, self._last, text, font_name=_BODY, font_size=NOTE_SIZE, text_wrap=True, valign="top"
            )
            self._sheet.set_row(row, _height(self._lines(text, 0, self._last, NOTE_SIZE), NOTE_SIZE) - 2)
            row += 1
        lines = side_by_side(self._page.signature_lines(), len(self._widths))
        self._sheet.set_row(row, 10)
        for (first, last), text in zip(self._parts(len(lines)), lines, strict=True):
            # Set smaller where it needs more room: Excel prints what overflows, and cuts nothing off but the last.
            room = sum(self._widths[first : last + 1]) * _LESS_ROOM - 2 * PADDING
            size = math.floor(min(_PLAIN, room / (ems(text) * MM)) * 2) / 2
            self._merged(row + 1, first, last, text, font_name=_BODY, font_size=size, align="left")
        self._sheet.set_row(row + 1, 24)

    # Paper and properties --------------------------------------------------------------------------------------------

    def _paper(self) -> None:
        sheet, page = self._sheet, self._page
        sheet.set_paper(_PAPERS[page.paper])
        if page.landscape:
            sheet.set_landscape()
        sheet.set_margins(left=MARGIN / 25.4, right=MARGIN / 25.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top_row(page), body_row(page) - 1)
        code = page.code_line.replace("&", "&&")
        sheet.set_footer(f'&C&"{_BODY},Regular"第&P页 共&N页&R&"{_BODY},Regular"{code}', {"margin": 0.3})
        sheet.freeze_panes(body_row(page), 2)
        sheet.hide_gridlines(2)
        sheet.set_zoom(round(100 * _ON_SCREEN / page.size))

    # Cells -----------------------------------------------------------------------------------------------------------

    def _formula(self, formula: Formula, row: int, column: int) -> str:
        if isinstance(formula, ColumnSum):
            top = body_row(self._page)
            name = xl_col_to_name(column)
            cells = f"{name}{top + formula.first + 1}:{name}{top + formula.last + 1}"
            # SUBTOTAL leaves other SUBTOTALs inside its range out, a SUM would count them again.
            grouped = any(row.kind == "subtotal" for row in self._page.rows)
            return f"=SUBTOTAL(9,{cells})" if grouped else f"=SUM({cells})"
        if isinstance(formula, RowsSum):
            top = body_row(self._page)
            return "=" + "+".join(xl_rowcol_to_cell(top + place, column) for place in formula.rows)
        return f"={self._expression(formula, row)}"

    def _expression(self, formula: Formula | str, row: int) -> str:
        if isinstance(formula, str):
            place = next(n for n, c in enumerate(self._page.columns) if c.key == formula)
            return str(xl_rowcol_to_cell(row, place))
        if isinstance(formula, Sum):
            less = "".join(f"-{self._expression(key, row)}" for key in formula.less)
            return "+".join(self._expression(key, row) for key in formula.of) + less
        if isinstance(formula, Product):
            factors = [self._expression(factor, row) for factor in formula.of]
            pairs = zip(formula.of, factors, strict=True)
            return "*".join(f"({text})" if isinstance(factor, Sum) else text for factor, text in pairs)
        if isinstance(formula, Growth):
            return f"ROUND({self._expression(formula.now, row)}/{self._expression(formula.before, row)}-1,4)"
        raise TypeError(type(formula).__name__)

    def _merged(self, row: int, first: int, last: int, text: str, **properties: Any) -> None:
        self._block(row, first, row, last, text, self._format(**{"valign": "vcenter", **properties}))

    def _block(self, top: int, first: int, bottom: int, last: int, text: str, form: Any) -> None:
        """Text in one cell or several made one."""
        if (top, first) != (bottom, last):
            self._sheet.merge_range(top, first, bottom, last, "", form)
        self._sheet.write_string(top, first, text, form)

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def _lines(self, text: str, first: int, last: int, size: float | None = None) -> int:
        """How many lines text takes in these columns."""
        room = sum(self._widths[first : last + 1]) * _LESS_ROOM - 2 * PADDING
        return max(1, math.ceil(ems(text) * (size or self._page.size) * MM / room)) if text else 1

    def _parts(self, count: int) -> list[tuple[int, int]]:
        """The columns cut into `count` parts of about the same width."""
        return list(parts(self._widths, count))


def side_by_side(texts: Sequence[str], columns: int) -> Sequence[str]:
    """Texts that stand beside each other; one line of them all where the form has fewer columns than texts."""
    return texts if len(texts) <= columns else ("　　".join(texts),)


def parts(widths: Sequence[float], count: int) -> Iterator[tuple[int, int]]:
    """First and last column of each of `count` neighbouring parts about as wide as each other, none empty."""
    first, used = 0, 0.0
    whole = sum(widths)
    for part in range(count):
        last = first
        used += widths[first]
        must_leave = count - part - 1
        while (
            last + 1 < len(widths) - must_leave and used + widths[last + 1] / 2 <= whole * (part + 1) / count
        ) or (must_leave == 0 and last + 1 < len(widths)):
            last += 1
            used += widths[last]
        yield first, last
        first = last + 1


def mark_properties(page: Page) -> Iterator[tuple[str, str]]:
    """The custom properties that say what the workbook is: one JSON text, cut to what Excel allows a property."""
    yield from marked(json.dumps(page.mark(), ensure_ascii=False, separators=(",", ":")))


def marked(text: str) -> Iterator[tuple[str, str]]:
    """A mark as custom properties."""
    for number, start in enumerate(range(0, len(text), _MARK_ROOM), 1):
        yield MARK if number == 1 else f"{MARK}-{number}", text[start : start + _MARK_ROOM]


def _height(lines: int, size: float) -> float:
    """The height of a row of so many lines of letters of that size, in points."""
    return max(lines * size * 1.35 + 6, _LEAST_ROW)


__all__ = ["MARK", "body_row", "mark_properties", "marked", "parts", "top_row", "write_xlsx"]
