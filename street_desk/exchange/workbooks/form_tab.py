"""A Page as a Tab: letters and columns as large as the PDF's, so that it prints at full size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from street_desk.domain.forms.widths import MM, PADDING, ems
from street_desk.domain.pages import Box, Page, PageColumn, PageRow
from street_desk.exchange.layout import NOTE_SIZE, TITLE_SIZE, balanced
from street_desk.exchange.workbooks.formulas import Formulas
from street_desk.exchange.workbooks.tabs import (
    BODY,
    HEADING,
    LESS_ROOM,
    PLAIN_SIZE,
    TEXT,
    TITLE,
    Cell,
    Look,
    Tab,
    fitted,
    height,
    looks_like_a_formula,
    parts,
)

_ATTACHMENT, _GAP = 10.5, 5.0
_SMALLEST = 0.85
"""How small signatures may be set against their usual size before they share one line."""
_ALIGN = {"left": "left", "centre": "center", "right": "right"}


def top_row(page: Page) -> int:
    """The sheet's row of the header's first line, counted from 0."""
    return 4 if page.notice else 3


def body_row(page: Page) -> int:
    """The sheet's row of the body's first line, counted from 0."""
    return top_row(page) + page.header_rows


def form_tab(page: Page, name: str, parameters: Mapping[str, str], *, alone: bool) -> Tab:
    """The Tab of a Page; `parameters` are the cells of the workbook's parameters by key.

    `alone`: it is the workbook's only one. LibreOffice takes no sheet but the first to begin anew.
    """
    tab = _Filling(page, name, parameters).tab()
    tab.running = f"{page.title}{'（续）' if alone else ''}　{page.meta[-1]}"
    return tab


class _Filling:
    """Fills the Tab of one Page from the top down."""

    def __init__(self, page: Page, name: str, parameters: Mapping[str, str]) -> None:
        top, body = top_row(page), body_row(page)
        self._page, self._body = page, body
        self._formulas = Formulas(page, body, parameters)
        self._looks: dict[tuple[object, ...], Look] = {}
        self._lines: dict[tuple[str, int, int], int] = {}
        self._tab = Tab(
            name,
            [column.width for column in page.columns],
            page.title,
            page.code_line,
            (top, body - 1) if body > top else None,
            (body, 2) if page.landscape else (body, 0),
            page.paper,
            page.landscape,
            page.size,
            page.protected,
        )

    def tab(self) -> Tab:
        self._head()
        self._header()
        for number, row in enumerate(self._page.rows):
            self._row(self._body + number, row)
        self._below(self._body + len(self._page.rows))
        return self._tab

    def _head(self) -> None:
        page, tab = self._page, self._tab
        tab.cells.append(Cell(0, 0, page.attachment, Look(HEADING, _ATTACHMENT, valign="")))
        tab.across(1, page.title, Look(TITLE, TITLE_SIZE, "center", bold=True))
        tab.heights[1] = 32
        row = 2
        if page.notice:
            tab.across(row, f"（{page.notice}）", Look(align="center"))
            row += 1
        # One line of them all where the form has fewer columns.
        texts = page.meta if len(page.meta) <= len(tab.widths) else ("　　".join(page.meta),)
        aligns = ("left", *("center",) * (len(texts) - 2), "right")
        for (first, last), text, align in zip(parts(tab.widths, len(texts)), texts, aligns, strict=False):
            tab.across(row, text, Look(align=align), first, last)
        tab.heights[row] = 20

    def _header(self) -> None:
        page, tab, top = self._page, self._tab, top_row(self._page)
        look = Look(HEADING, page.size, "center", text_wrap=True, border=1)
        lines = [1] * page.header_rows
        for heading in page.header:
            first, last = heading.column, heading.column + heading.columns - 1
            bottom = heading.row + heading.rows - 1
            # Broken where the PDF breaks it, and not wherever the column ends.
            room = sum(tab.widths[first : last + 1]) - 2 * PADDING
            broken = balanced(heading.text, room / MM, page.size)
            tab.cells.append(Cell(top + heading.row, first, "\n".join(broken), look, "", top + bottom, last))
            held = sum(lines[heading.row : bottom])
            lines[bottom] = max(lines[bottom], len(broken) - held)
        for place, count in enumerate(lines):
            tab.heights[top + place] = height(count, page.size)

    def _row(self, at: int, row: PageRow) -> None:
        lines, covered = 1, 0
        cells = self._tab.cells
        for place, (column, box) in enumerate(zip(self._page.columns, row.boxes, strict=True)):
            if place < covered:
                continue
            covered = place + box.span
            number_format = column.format_of(box)
            look = self._look(place, column, box, row.kind, number_format)
            if box.span > 1:
                cells.append(
                    Cell(at, place, self._value(box), look, self._formula(box, at, place), at, covered - 1)
                )
            else:
                cells.append(Cell(at, place, self._value(box), look, self._formula(box, at, place)))
            if not number_format and box.text:
                lines = max(lines, self._lines_of(box.text, place, covered - 1))
        self._tab.heights[at] = max(height(lines, self._page.size), row.height / MM)

    def _value(self, box: Box) -> float | str | None:
        return box.value if box.value is None or isinstance(box.value, str) else float(box.value)

    def _formula(self, box: Box, row: int, column: int) -> str:
        if box.formula is None or self._page.values_only or isinstance(box.value, (str, type(None))):
            return ""
        return self._formulas.text(box.formula, row, column)

    def _look(self, place: int, column: PageColumn, box: Box, kind: str, number_format: str) -> Look:
        risky = looks_like_a_formula(box.value)
        key = (place, box.label, box.align, number_format, kind, risky)
        if key not in self._looks:
            section = kind == "section"
            align = box.align or "left" if section else column.align_of(box)
            self._looks[key] = Look(
                HEADING if box.label or section else BODY,
                self._page.size,
                _ALIGN[align],
                bold=kind == "total" and bool(number_format),
                text_wrap=not number_format,
                # A figure that a wider font does not leave room for is set smaller, never shown as ###.
                shrink=bool(number_format),
                border=1,
                num_format=number_format or TEXT,
                quote_prefix=risky,
            )
        return self._looks[key]

    def _lines_of(self, text: str, first: int, last: int) -> int:
        key = (text, first, last)
        if key not in self._lines:
            self._lines[key] = self._tab.lines(text, self._page.size, first, last)
        return self._lines[key]

    def _below(self, row: int) -> None:
        """Notes, a little below the table, then the signatures."""
        page, tab = self._page, self._tab
        tab.heights[row] = _GAP
        row += 1
        look = Look(BODY, NOTE_SIZE, valign="top", text_wrap=True)
        for place, note in enumerate(page.notes):
            text = f"{'注：' if place == 0 else '　　'}{note}"
            tab.across(row, text, look)
            tab.heights[row] = height(tab.lines(text, NOTE_SIZE, 0, tab.last), NOTE_SIZE) - 2
            row += 1
        tab.heights[row] = 10
        self._signatures(row + 1, page.signature_lines())
        tab.heights[row + 1] = 24

    def _signatures(self, row: int, lines: Sequence[str]) -> None:
        """The signatures side by side in letters of one size; in one line where the columns leave one too little."""
        tab = self._tab
        needs = [ems(text) * PLAIN_SIZE * MM for text in lines]
        places = fitted(tab.widths, needs) if len(lines) <= len(tab.widths) else []
        rooms = [sum(tab.widths[first : last + 1]) * LESS_ROOM - 2 * PADDING for first, last in places]
        fits = min((room / need for room, need in zip(rooms, needs, strict=False)), default=0.0)
        if fits < _SMALLEST:
            text = "　　".join(lines)
            whole = sum(tab.widths) * LESS_ROOM - 2 * PADDING
            size = _half(min(PLAIN_SIZE, whole / (ems(text) * MM)))
            tab.across(row, text, Look(font_size=size, align="left"))
            return
        for (first, last), text in zip(places, lines, strict=True):
            tab.across(
                row, text, Look(font_size=_half(PLAIN_SIZE * min(1.0, fits)), align="left"), first, last
            )


def _half(size: float) -> float:
    """A size of letters in half points, not above the one given."""
    return max(1.0, math.floor(size * 2) / 2)
