"""Blank forms: a Page without its figures, to be filled in by hand or typed into as a workbook.

Serial numbers, names and codes stay, and so do the formulas, which show nothing as long as there is nothing to add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from street_desk.domain.forms.widths import MM, PADDING, ems, heading_needed
from street_desk.domain.pages import (
    AtLeast,
    Box,
    ColumnSum,
    Formula,
    Given,
    Growth,
    Page,
    PageColumn,
    PageRow,
    Product,
    RowFormula,
    Sum,
)

BLANK = "空白表"
"""What the verification code reads."""
_DATE = "填报日期：　　　　年　　月　　日"
_KEPT = ("serial", "name", "community", "code", "item", "clause", "unit")
"""The columns that say what a row is about."""
_HEIGHT = 9.0
"""The least height in mm of a row to write in."""
_FEW = 3
# What stands around the table, in mm: margins and foot, title and particulars, the head of a further sheet, signatures.
_MARGINS, _HEAD, _RUNNING_HEAD, _SIGNATURES = 26.0, 23.0, 6.0, 13.0
_NOTE, _NOTE_LINE = 8.5, 4.0
_LINE, _ROUND, _LEAST = 1.35, 2.2, 6.0
"""From line to line in letters, the room above and below lines, and the least height of a row, in mm."""
_SPARE = 2.5
_LONG = 40.0
"""A column so many mm wide is one for sentences."""


def blanked(page: Page) -> Page:
    """The Page without figures, choices and whatever was worked out, with rows to write in to the end of its paper."""
    formulas = _formulas(page)
    notes = tuple(_notes(page.notes))
    rows = [_row(page, row, formulas) for row in page.rows]
    blank = replace(
        page,
        notice="",
        meta=tuple(_DATE if text.startswith("填报日期") else text for text in page.meta),
        columns=_columns(page),
        rows=tuple(rows),
        notes=notes,
        signatures=tuple((label, "") for label, _name in page.signatures),
        code=BLANK,
    )
    return _filled_up(blank, formulas)


def _formulas(page: Page) -> list[RowFormula | None]:
    """What each column is worked out by, wherever that gave a value. Nothing grows from nothing."""
    found: list[RowFormula | None] = [None] * len(page.columns)
    for row in page.rows:
        if row.kind == "data":
            for place, box in enumerate(row.boxes):
                if isinstance(box.formula, (Sum, Product, AtLeast)):
                    found[place] = found[place] or box.formula
    return found


def _row(page: Page, row: PageRow, formulas: Sequence[RowFormula | None]) -> PageRow:
    if row.kind in ("section", "heading"):
        return row
    boxes = []
    for column, box, formula in zip(page.columns, row.boxes, formulas, strict=True):
        if box.label or (row.kind == "data" and column.key in _KEPT):
            boxes.append(box)
        else:
            # What the Standard gives this year is a figure like any other.
            own = None if isinstance(box.formula, Given) else box.formula
            boxes.append(_empty(page, column, box, own or (formula if row.kind == "data" else None)))
    return replace(row, boxes=tuple(boxes), height=max(row.height, _HEIGHT))


def _empty(page: Page, column: PageColumn, box: Box, formula: Formula | None) -> Box:
    """The box with nothing to see in it; a formula's result is shown once it is no longer 0."""
    number_format = column.format_of(box)
    if formula is None or not number_format or page.values_only or isinstance(formula, Growth):
        return Box(span=box.span, align=box.align)
    hidden = f"{number_format};-{number_format};"
    return Box("", 0, formula, span=box.span, align=box.align, number_format=hidden)


def _notes(notes: Sequence[str]) -> Iterator[str]:
    """The document and its clauses, counted anew; what was said of this year's figures falls away."""
    kept = [text for note in notes if (text := re.sub(r"^\d+．", "", note)).startswith("依据")]
    return (f"{number}．{text}" for number, text in enumerate(kept, 1))


def _columns(page: Page) -> tuple[PageColumn, ...]:
    """All columns to write in about equally wide, for figures were what their widths went by."""
    kept = [column.width if column.key in _KEPT else 0.0 for column in page.columns]
    least = [
        0.0 if fixed else heading_needed(column.path[-1], page.size)
        for column, fixed in zip(page.columns, kept, strict=True)
    ]
    shares = [
        0.0 if fixed else 2.0 if column.width > _LONG else 1.0
        for column, fixed in zip(page.columns, kept, strict=True)
    ]
    room = sum(column.width for column in page.columns) - sum(kept)
    widths = list(kept)
    # Those whose heading needs more than their share get that, and the others share the rest.
    while shares and any(shares):
        unit = room / sum(shares)
        tight = [n for n, share in enumerate(shares) if share and unit * share < least[n]]
        if not tight:
            widths = [width + unit * share for width, share in zip(widths, shares, strict=True)]
            break
        for place in tight:
            widths[place], shares[place] = least[place], 0.0
            room -= least[place]
    return tuple(
        replace(column, width=round(width, 2)) for column, width in zip(page.columns, widths, strict=True)
    )


# Rows to write in ----------------------------------------------------------------------------------------------------


def _filled_up(page: Page, formulas: Sequence[RowFormula | None]) -> Page:
    """With empty rows before the total, to the end of the last sheet of paper, at least a few of them.

    A table in sections has its rows already.
    """
    if not page.rows or any(row.kind in ("section", "heading") for row in page.rows):
        return page
    end = len(page.rows)
    while end and page.rows[end - 1].kind == "total":
        end -= 1
    count = _free(page, end)
    empty = PageRow(
        "data",
        tuple(
            _empty(page, column, Box(), formula)
            for column, formula in zip(page.columns, formulas, strict=True)
        ),
        _HEIGHT,
    )
    totals = tuple(_reaching(row, end, count) for row in page.rows[end:])
    return replace(page, rows=(*page.rows[:end], *[empty] * count, *totals))


def _reaching(row: PageRow, end: int, count: int) -> PageRow:
    """A total whose sums take the new rows in."""
    return replace(
        row,
        boxes=tuple(
            replace(box, formula=replace(box.formula, last=box.formula.last + count))
            if isinstance(box.formula, ColumnSum) and box.formula.last >= end - 1
            else box
            for box in row.boxes
        ),
    )


def _free(page: Page, end: int) -> int:
    """How many rows the last sheet of paper still holds, those of another sheet where it holds few.

    Reckoned without the fonts, so a little room is left.
    """
    sheets, count = _free_beside(page, end, 0.0)
    if page.page_sums and sheets > 1:
        sheets, count = _free_beside(page, end, 2 * _HEIGHT)
    return count


def _free_beside(page: Page, end: int, reserved: float) -> tuple[int, int]:
    """The sheets of paper, and the rows to add, where each sheet keeps `reserved` mm for other things."""
    height = page.paper_size[1] - _MARGINS - _SPARE - _header_height(page) - reserved
    below = sum(_height(page, row) for row in page.rows[end:]) + _below(page)
    left, others, sheets = height - _HEAD, height - _RUNNING_HEAD, 1
    for row in page.rows[:end]:
        needed = _height(page, row)
        if needed > left:
            left, sheets = others, sheets + 1
        left -= needed
    count = int((left - below) // _HEIGHT)
    if count >= _FEW:
        return sheets, count
    return sheets + 1, max(_FEW, int((max(0.0, left) + others - below) // _HEIGHT))


def _height(page: Page, row: PageRow) -> float:
    """The height of a row in mm."""
    lines, covered = 1.0, 0
    for place, box in enumerate(row.boxes):
        if place >= covered:
            covered = place + box.span
            width = sum(column.width for column in page.columns[place:covered]) - 2 * PADDING
            # A line is never quite full.
            lines = max(lines, -(-ems(box.text) * page.size * MM * 1.06 // width))
    return max(row.height, lines * page.size * MM * _LINE + _ROUND)


def _header_height(page: Page) -> float:
    """The height of the header in mm."""
    heights = [_LEAST] * page.header_rows
    for heading in page.header:
        first, end = heading.column, heading.row + heading.rows
        width = sum(column.width for column in page.columns[first : first + heading.columns]) - 2 * PADDING
        lines = -(-ems(heading.text) * page.size * MM // width)
        held = sum(heights[heading.row : end])
        heights[end - 1] += max(0.0, lines * page.size * MM * _LINE + _ROUND - held)
    return sum(heights)


def _below(page: Page) -> float:
    """What notes and signatures take, in mm."""
    room = sum(column.width for column in page.columns) - 2 * _NOTE * MM
    lines = sum(-(-ems(note) * _NOTE * MM // room) for note in page.notes)
    return lines * _NOTE_LINE + 2.0 + (_SIGNATURES if page.signatures else 0.0)
