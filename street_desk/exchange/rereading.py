"""Rereading: what was written, read by other libraries than wrote it, against the Page it was written from."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from street_desk.domain.documents import Paper
from street_desk.domain.page_sums import HERE, SO_FAR, page_sums
from street_desk.domain.pages import Page, PageRow
from street_desk.exchange.breaking import Sheet
from street_desk.exchange.fonts import chain
from street_desk.exchange.layout import Layout
from street_desk.exchange.prose_layout import ProseLayout
from street_desk.exchange.together import Laid, laid_out
from street_desk.exchange.workbooks.tabs import Tab
from street_desk.exchange.xlsx import tabs_of

Differing = tuple[str, str, str]
"""The place, what should stand there, and what does."""

_SPACE = re.compile(r"[\s\u00a0\u3000]+")


def differing_cell(pages: Sequence[Page], path: Path) -> Differing | None:
    """The first cell of a workbook that does not hold what it should: a value, a formula or its stored result.

    Every cell of every tab is looked at, and a tab or a cell too many is found as well.
    """
    tabs = list(tabs_of(pages))
    names = [tab.name for tab in tabs]
    values = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    if values.sheet_names != names:
        return pages[0].title, "、".join(names), "、".join(values.sheet_names)
    # Calamine does not say formulas, and openpyxl gives either them or their results.
    formulas = openpyxl.load_workbook(path, read_only=True)
    try:
        for tab in tabs:
            rows = values.get_sheet_by_name(tab.name).to_python(skip_empty_area=False)
            found = _differing_value(tab, rows) or _differing_formula(tab, formulas[tab.name])
            if found is not None:
                return f"{tab.name}!{found[0]}", found[1], found[2]
    finally:
        formulas.close()
    return None


def _differing_value(tab: Tab, rows: Sequence[Sequence[object]]) -> Differing | None:
    expected = {(cell.row, cell.column): cell.value for cell in tab.cells}
    last_row = max(len(rows), *(row + 1 for row, _column in expected))
    for row in range(last_row):
        held = rows[row] if row < len(rows) else ()
        for column in range(max(len(held), len(tab.widths))):
            wanted = expected.get((row, column))
            found = held[column] if column < len(held) else None
            if not _same(wanted, found):
                return _place(row, column), _said(wanted), _said(found)
    return None


def _differing_formula(tab: Tab, sheet: Any) -> Differing | None:
    expected = {(cell.row, cell.column): f"={cell.formula}" for cell in tab.cells if cell.formula}
    found = {
        (cell.row - 1, cell.column - 1): str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    for row, column in sorted(expected.keys() | found.keys()):
        wanted, held = expected.get((row, column), ""), found.get((row, column), "")
        if wanted != held:
            return _place(row, column), wanted, held
    return None


def _place(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"


def differing_text(papers: Sequence[Paper], path: Path) -> Differing | None:
    """The first text or figure of a PDF that is not theirs: all of it must be there, in order, and nothing else."""
    # Its bytes, because the library makes a path that begins with ~ into one of the user's home.
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        sheets = [_bare(_drawn(sheet)) for sheet in document]
    finally:
        document.close()
    for laid in laid_out(papers):
        count = len(laid.layout.sheets)
        if isinstance(laid.layout, ProseLayout):
            found = _differing_prose(laid.layout, sheets[:count])
        else:
            found = _differing_in(laid, laid.layout, sheets[:count])
        if found is not None:
            return found
        sheets = sheets[count:]
    return (papers[-1].title, "", sheets[0]) if sheets else None


def _differing_prose(laid: ProseLayout, sheets: Sequence[str]) -> Differing | None:
    """The same of a text: its blocks, the numbers that its entries refer to, and the foot of each sheet."""
    title, shown = laid.document.title, ""
    for number, text in enumerate(sheets, laid.first):
        foot = _bare("".join(line.text for line in laid.foot(number)))
        if not text.endswith(foot):
            return title, foot, text[-len(foot) :]
        shown += text.removesuffix(foot)
    numbers = [piece.texts[-1].text for sheet in laid.sheets for piece in sheet.pieces if piece.refers]
    place = 0
    for block in laid.document.blocks:
        said = block.said + (numbers.pop(0) if block.refers else "")
        wanted = _bare("".join(run for _, run in chain("body").runs(said)))
        if not shown.startswith(wanted, place):
            return title, said, shown[place : place + len(wanted)]
        place += len(wanted)
    return None if place == len(shown) else (title, "", shown[place:])


def _differing_in(laid: Laid, layout: Layout, sheets: Sequence[str]) -> Differing | None:
    page = layout.page
    head = _bare(f"{page.title}（续）{page.meta[-1]}")
    header = _bare("".join(heading.text for heading in page.header))
    shown = ""
    for number, text in enumerate(sheets, 1):
        foot = _bare(f"第{number}页共{len(sheets)}页{page.code_line}{laid.counted(number)}")
        if not text.endswith(foot):
            return page.title, foot, text[-len(foot) :]
        text = text.removesuffix(foot)
        # What each further sheet repeats; one with notes alone has no table and no header.
        shown += text if number == 1 else text.removeprefix(head).removeprefix(header)
    place = 0
    for where, text in _texts(page, layout.sheets):
        wanted = _bare("".join(run for _, run in chain("body").runs(text)))
        if not shown.startswith(wanted, place):
            return where, text, shown[place : place + len(wanted)]
        place += len(wanted)
    return None if place == len(shown) else (page.title, "", shown[place:])


def _texts(page: Page, laid: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Every text in the order in which a PDF shows it, with the sums of each of its sheets of paper."""
    notice = f"（{page.notice}）" if page.notice else ""
    for text in (page.attachment, page.title, notice, *page.meta, *(h.text for h in page.header)):
        yield page.title, text
    for where, row in _rows(page, laid):
        for column, box in zip(page.columns, row.boxes, strict=True):
            yield f"{where} {'/'.join(column.path)}", box.text
    for number, note in enumerate(page.notes, 1):
        yield page.title, f"注：{note}" if number == 1 else note
    for label, name in page.signatures:
        yield label, f"{label}：{name}"


def _drawn(sheet: pypdfium2.PdfPage) -> str:
    """All text of a sheet of paper in the order in which it was drawn; a text page would sort it by where it stands."""
    whole = sheet.get_textpage()
    kinds = (pypdfium2.raw.FPDF_PAGEOBJ_TEXT,)
    return "".join(text.extract() for text in sheet.get_objects(filter=kinds, textpage=whole))


def _rows(page: Page, laid: Sequence[Sheet]) -> Iterator[tuple[str, PageRow]]:
    """All rows of the Page, whatever the sheets hold; where those are summed up, their sums, added up anew."""
    sums, done = page_sums(page), 0
    for sheet in laid:
        here = [row.place for row in sheet.rows if row.place is not None]
        labels = [HERE, SO_FAR]
        for row in sheet.rows:
            if row.place is not None:
                yield f"{done + 1}", page.rows[done]
                done += 1
            elif sums is not None:
                label = labels.pop(0)
                until = max(here) + 1
                yield label, sums.row(label, here if label == HERE else range(until))
    for place in range(done, len(page.rows)):
        yield f"{place + 1}", page.rows[place]


def _same(expected: object, found: object) -> bool:
    if expected is None or isinstance(expected, str):
        return (found or "") == (expected or "")
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return False
    return math.isclose(float(str(expected)), found, rel_tol=1e-14, abs_tol=1e-9)


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _bare(text: str) -> str:
    """The text without spaces and breaks; pdfium marks a hyphen at the end of a line with letters of its own."""
    return _SPACE.sub("", text).replace("\ufffe", "-").replace("\x02", "-")
