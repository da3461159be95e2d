"""Reading the HTML pages that many systems send out as .xls: their tables, one below the other, in one tab."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from street_desk.exchange.problems import NotAWorkbook, TooLargeWorkbook
from street_desk.exchange.reading.cells import Merge, TabBuilder, Workbook
from street_desk.exchange.reading.limits import CELLS, COLUMNS, ROWS
from street_desk.exchange.reading.texts import cell_of

_UNSEEN = frozenset(("head", "script", "style", "title", "xml", "noscript", "template"))
# Between these a text is one; each of the others ends it.
_INLINE = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "s", "small", "span", "strong", "sub", "sup", "u")
)


def read_html(text: str, name: str) -> Workbook:
    """The tables of a page. Raises NotAWorkbook where it has none, and TooLargeWorkbook."""
    from lxml import etree

    target = _Tables(name)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    content = text.encode("utf-8", "replace")
    for start in range(0, len(content), 1 << 20):
        parser.feed(content[start : start + (1 << 20)])
    parser.close()
    if not target.tables:
        raise NotAWorkbook(path=name)
    return Workbook(name, (target.builder.tab(target.hidden_rows, target.hidden_columns),))


# A page runs plain spaces into one; the wide space of a Chinese name stays.
_PLAIN_SPACES = re.compile(r"[ \t\r\f\v]+")


class _Tables:
    """Takes the tags and texts of a page as they come."""

    def __init__(self, name: str) -> None:
        self.builder = TabBuilder(PurePath(name).stem)
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.tables = 0
        self._name = name
        self._unseen = 0
        self._row = 0
        self._column = 0
        self._count = 0
        self._place: tuple[int, int] | None = None
        self._number = ""
        self._words: list[str] = []
        # How far down each column is taken by a cell that spans rows.
        self._taken: dict[int, int] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag = tag.rpartition(":")[2].lower()
        if tag in _UNSEEN:
            self._unseen += 1
        if self._unseen:
            return
        if tag == "table":
            self._end_text()
            self.tables += 1
            self._column = 0
            self._taken.clear()
        elif tag == "tr":
            self._begin_row(attributes)
        elif tag in ("td", "th"):
            self._begin_cell(attributes)
        elif tag == "col":
            self._take_column(attributes)
        elif tag == "br":
            self._words.append("\n")
        elif tag not in _INLINE and self._words:
            self._between()

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2].lower()
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._unseen and tag not in _INLINE and tag != "br":
            if tag in ("td", "th", "tr", "table"):
                self._end_text()
                if tag == "table":
                    # What follows a table in a cell stands below it.
                    self._row += 1
                    self._column = 0
                    self._taken.clear()
            else:
                self._between()

    def data(self, text: str) -> None:
        if not self._unseen:
            # Line breaks of the source are spaces.
            self._words.append(text.replace("\xa0", " ").replace("\r", "").replace("\n", " "))

    def close(self) -> None:
        self._end_text()

    def _between(self) -> None:
        """Ends a paragraph: outside of cells a row of its own, inside a line."""
        if self._place is None:
            self._end_text()
        elif self._words:
            self._words.append("\n")

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._end_text()
        self._row += 1
        self._column = 0
        if _unseen(attributes):
            self.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._end_text()
        self._row = max(self._row, 1)
        self._column += 1
        while self._taken.get(self._column, 0) >= self._row:
            self._column += 1
        across = _span(attributes.get("colspan"), COLUMNS - self._column + 1)
        down = _span(attributes.get("rowspan"), ROWS - self._row)
        self._count += 1
        if self._count > CELLS or self._row >= ROWS or self._column >= COLUMNS:
            raise TooLargeWorkbook(path=self._name)
        self._place = (self._row, self._column)
        # Excel writes beside the shown text the number itself; x:str says that it is none.
        self._number = attributes.get("x:num", "") or ("text" if "x:str" in attributes else "")
        if across > 1 or down > 1:
            self.builder.merges.append(
                Merge(self._row, self._column, self._row + down - 1, self._column + across - 1)
            )
        if down > 1:
            self._taken.update(
                dict.fromkeys(range(self._column, self._column + across), self._row + down - 1)
            )
        self._column += across - 1

    def _take_column(self, attributes: Mapping[str, str]) -> None:
        first = self._column + 1
        self._column += _span(attributes.get("span"), COLUMNS)
        if _unseen(attributes):
            self.hidden_columns |= set(range(first, min(self._column, COLUMNS) + 1))

    def _end_text(self) -> None:
        lines = (_PLAIN_SPACES.sub(" ", line).strip(" ") for line in "".join(self._words).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._words.clear()
        if self._place is not None:
            self.builder.put(*self._place, _value(text, self._number))
            self._place = None
        elif text:
            self._row += 1
            self.builder.put(self._row, 1, text)


def _value(text: str, number: str) -> Any:
    if number == "text":
        return text
    try:
        return float(number) if number else cell_of(text)
    except ValueError:
        return text


def _span(text: str | None, most: int) -> int:
    bare = (text or "").strip()
    return max(1, min(int(bare), most)) if bare.isdecimal() and len(bare) < 8 else 1


def _unseen(attributes: Mapping[str, str]) -> bool:
    return "display:none" in attributes.get("style", "").replace(" ", "").lower()
