"""The table in the HTML of a copy, as Excel, WPS and LibreOffice write it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from street_desk.exchange.clipboard.block import EMPTY, Block, BlockCell, Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_CELLS = 1_000_000
# The most that HTML itself lets a cell span; a browser cuts it there too.
_WIDEST, _TALLEST = 1_000, 65_534
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$")
_LEADING_DIGITS = re.compile(r"\s*([0-9]{1,9})")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_OUTSIDE = (
    "//body//text()[not(ancestor::table or ancestor::style or ancestor::script or ancestor::title"
    " or ancestor::xml)]"
)
_ROWS = "./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"
_PARTS = ".//text()[not(parent::style or parent::script)] | .//br | .//p | .//div | .//li | .//tr"


class _TooLarge(Exception):
    """More cells than anyone copies."""


def read_table(html: str) -> Block | None:
    """The one table that the HTML is; None where it is something else, or larger than anyone copies."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    if html.startswith("Version:"):
        # Windows puts the places of the parts before the page itself.
        html = html[html.find("<") :] if "<" in html else ""
    # As bytes: a page that states its encoding is refused as text.
    data = html.replace("\0", "").encode("utf-8", "replace")
    try:
        page = document_fromstring(data, parser=HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None
    tables = page.xpath("//table[not(ancestor::td or ancestor::th)]")
    if len(tables) != 1 or "".join(page.xpath(_OUTSIDE)).strip():
        return None
    try:
        return _block(tables[0])
    except _TooLarge:
        return None


def _block(table: HtmlElement) -> Block | None:
    rows = table.xpath(_ROWS)
    cells: dict[tuple[int, int], BlockCell] = {}
    spans: list[Span] = []
    unseen: set[tuple[int, int]] = set()
    ends: list[int] = []
    covered: dict[int, int] = {}
    counted = 0
    parts = _parts()
    for number, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./td | ./th"):
            while covered.get(column, 0) > number:
                column += 1
            across = _spanned(cell, "colspan", _WIDEST)
            down = min(_spanned(cell, "rowspan", _TALLEST), len(rows) - number)
            counted += across * down
            if counted > MOST_CELLS:
                raise _TooLarge
            found = _cell(cell, parts)
            if found is not EMPTY:
                cells[number, column] = found
            if _HIDDEN.search(cell.get("style") or ""):
                unseen.add((number, column))
            if across > 1 or down > 1:
                spans.append(Span(number, column, number + down - 1, column + across - 1))
            if down > 1:
                covered.update(dict.fromkeys(range(column, column + across), number + down))
            column += across
        ends.append(column)
    width = max([*ends, *(span.right + 1 for span in spans)], default=0)
    if not width or width * len(rows) > MOST_CELLS:
        return None
    gone = _unseen_columns(table) | {
        column for column in range(width) if unseen and all((n, column) in unseen for n in range(len(rows)))
    }
    downs = [n for n, row in enumerate(rows) if not _HIDDEN.search(row.get("style") or "")]
    acrosses = [column for column in range(width) if column not in gone]
    if not downs or not acrosses:
        return None
    kept = _kept(spans, downs, acrosses, cells)
    hidden = sum(1 for n, row in enumerate(rows) if n not in set(downs) and _says_something(row))
    grid = [[cells.get((row, column), EMPTY) for column in acrosses] for row in downs]
    return Block(grid, kept, hidden + width - len(acrosses))


def _says_something(row: HtmlElement) -> bool:
    """Whether a hidden row holds anything: Excel ends a table with an empty one that only keeps the widths."""
    return bool("".join(row.itertext()).strip())


def _unseen_columns(table: HtmlElement) -> set[int]:
    gone: set[int] = set()
    place = 0
    for column in table.iter("col"):
        span = _spanned(column, "span", _WIDEST)
        if _HIDDEN.search(column.get("style") or ""):
            gone.update(range(place, place + span))
        place += span
    return gone


def _kept(
    spans: list[Span], downs: list[int], acrosses: list[int], cells: dict[tuple[int, int], BlockCell]
) -> tuple[Span, ...]:
    """The spans by the rows and columns that are seen; where the first of a span is hidden its value moves on."""
    rows = {row: place for place, row in enumerate(downs)}
    columns = {column: place for place, column in enumerate(acrosses)}
    kept = []
    for span in spans:
        seen = [row for row in range(span.top, span.bottom + 1) if row in rows]
        beside = [column for column in range(span.left, span.right + 1) if column in columns]
        if not seen or not beside:
            continue
        if (span.top, span.left) in cells:
            cells.setdefault((seen[0], beside[0]), cells[span.top, span.left])
        if len(seen) > 1 or len(beside) > 1:
            kept.append(Span(rows[seen[0]], columns[beside[0]], rows[seen[-1]], columns[beside[-1]]))
    return tuple(kept)


def _spanned(element: HtmlElement, name: str, most: int) -> int:
    stated = _LEADING_DIGITS.match(element.get(name) or "")
    return min(max(int(stated[1]), 1), most) if stated else 1


def _parts() -> Any:
    from lxml.etree import XPath

    return XPath(_PARTS, smart_strings=False)


def _cell(cell: HtmlElement, parts: Any) -> BlockCell:
    if len(cell) == 0:
        text = _SPACE.sub(" ", cell.text or "")
    else:
        pieces = (_SPACE.sub(" ", p) if isinstance(p, str) else "\n" for p in parts(cell))
        text = _AROUND_BREAK.sub("\n", "".join(pieces))
    text = text.strip(" \n").replace("\xa0", " ")
    number = next(_numbers(cell, text), None)
    return BlockCell(text, number) if text or number is not None else EMPTY


def _numbers(cell: HtmlElement, text: str) -> Iterator[float]:
    """The exact number of a cell: LibreOffice states it as `sdval`, WPS and older Excel as `x:num`.

    An `x:num` without a value, and a figure that newer Excel moves to the right by itself, are as exact as shown.
    """
    for name in ("x:num", "sdval"):
        if stated := cell.get(name):
            try:
                value = float(stated)
            except ValueError:
                continue
            if math.isfinite(value):
                yield value
    if (cell.get("x:num") is not None or cell.get("align") == "right") and _PLAIN_NUMBER.match(text):
        digits = text.replace(",", "")
        # More digits than a number can keep are text, or zeros that stand for lost ones.
        if len(digits) < 310 and not digits.partition(".")[0].lstrip("+-")[15:].strip("0"):
            yield float(digits)
