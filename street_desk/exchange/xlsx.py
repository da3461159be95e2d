"""Page -> xlsx: the same form as a workbook with live formulas, their results stored beside them.

Each Page is a tab; then come the parameters that their amounts rest on and what is to be said of the whole. The
workbook says of itself what it is (the custom property street-desk), so that it can be read back in.
"""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from street_desk.domain.pages import Page
from street_desk.exchange.reading.marks import MARK
from street_desk.exchange.workbooks import notes_tab, parameter_tab
from street_desk.exchange.workbooks.form_tab import body_row, form_tab, top_row
from street_desk.exchange.workbooks.tabs import Tab, parts
from street_desk.exchange.workbooks.writing import TabWriter

_MARK_ROOM = 250
_TAB = 31
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TAKEN = (parameter_tab.NAME, notes_tab.NAME)
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
    writer = TabWriter(book)
    for tab in tabs_of(pages):
        writer.write(tab)
    first = pages[0]
    book.set_properties(
        {"title": first.title, "author": first.street, "subject": first.code_line, "created": _CREATED}
    )
    for name, text in mark_properties(pages):
        book.set_custom_property(name, text, "text")
    book.close()
    path.write_bytes(buffer.getvalue())


def tabs_of(pages: Sequence[Page]) -> Iterator[Tab]:
    """The Tabs of a workbook: one a Page, then the parameters where there are any, then the notes."""
    parameters = parameter_tab.merged(pages)
    for page, name in zip(pages, tab_names(pages), strict=True):
        yield form_tab(page, name, parameter_tab.cells_of(page, parameters), alone=len(pages) == 1)
    if parameters:
        yield parameter_tab.parameter_tab(pages, parameters)
    yield notes_tab.notes_tab(pages)


def tab_names(pages: Sequence[Page]) -> list[str]:
    """What the sheets are called: the form, or the part of it that a Page is; no two alike, as Excel wants it."""
    names: list[str] = []
    taken = {name.casefold() for name in _TAKEN}
    for page in pages:
        year = f"{page.year}年"
        # Without the street: a tab's name is short, and some characters are not allowed in it.
        whole = page.part or year + page.title.rpartition(year)[2]
        bare = _cut(_NOT_IN_TABS.sub("", whole), _TAB).strip("'") or year
        name, number = bare, 1
        while name.casefold() in taken:
            number += 1
            name = f"{_cut(bare, _TAB - len(str(number)) - 2)}({number})"
        names.append(name)
        taken.add(name.casefold())
    return names


def _cut(text: str, room: int) -> str:
    """As much of a text as has room: Excel counts a character above U+FFFF as two."""
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")


def mark_properties(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The custom properties that say what the workbook is: one JSON text, cut to what Excel allows a property."""
    yield from marked(json.dumps(mark_of(pages), ensure_ascii=False, separators=(",", ":")))


def mark_of(pages: Sequence[Page]) -> dict[str, object]:
    """What a workbook says of itself: its first Page that can be read back in, and the tabs that are not like it."""
    marks = [page.mark() for page in pages]
    chosen = next(
        (page.mark() for page in pages if page.sheet and any(c.source for c in page.columns)), marks[0]
    )
    others = [name for name, mark in zip(tab_names(pages), marks, strict=True) if mark != chosen]
    return {**chosen, "beside": [*others, *_TAKEN]}


def marked(text: str) -> Iterator[tuple[str, str]]:
    """A mark as custom properties."""
    for number, start in enumerate(range(0, len(text), _MARK_ROOM), 1):
        yield MARK if number == 1 else f"{MARK}-{number}", text[start : start + _MARK_ROOM]


__all__ = [
    "MARK",
    "body_row",
    "mark_of",
    "mark_properties",
    "marked",
    "parts",
    "tab_names",
    "top_row",
    "write_xlsx",
]
