"""Reading a sheet of an .xlsx cell by cell: slower than calamine, but nothing about a cell escapes it.

For what calamine cannot do: sheets with cells scattered so far apart that a full table of them does not fit into
memory, errors it has no word for, parts in unusual places, prefixes and encodings that no one expects.
"""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from street_desk.exchange.problems import TooLargeWorkbook
from street_desk.exchange.reading.cells import UNCOMPUTED, Broken, Tab, TabBuilder, merge_of, place_of
from street_desk.exchange.reading.limits import CELLS, COLUMNS, ROWS
from street_desk.exchange.reading.outline import Outline, Place
from street_desk.exchange.reading.packages import Package, Source, events, forget, local
from street_desk.exchange.reading.sheet_look import columns_of, hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

# The numbers that stand for dates in the Chinese edition without a format written out (ECMA-376, 18.8.30).
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}
_DATE, _SPAN = "date", "span"


class CellByCell:
    """Reads the sheets of one .xlsx."""

    def __init__(self, package: Package, outline: Outline, name: str) -> None:
        self._package = package
        self._outline = outline
        self._name = name
        self._count = 0

    def tab(self, place: Place) -> Tab:
        """One sheet."""
        builder = TabBuilder(place.name, place.hidden)
        rows: set[int] = set()
        columns: set[int] = set()
        number = 0
        for _, element in events(Source(self._package, place.part), ("row", "col", "mergeCell")):
            kind = local(element.tag)
            if kind == "row":
                number = int(element.get("r") or number + 1)
                if hidden(element):
                    rows.add(number)
                self._row(element, number, builder)
            elif kind == "col":
                if hidden(element):
                    columns |= columns_of(element)
            else:
                builder.merges.append(merge_of(element.get("ref", "")))
            forget(element)
        return builder.tab(rows, columns)

    def _row(self, row: _Element, number: int, builder: TabBuilder) -> None:
        column = 0
        for cell in row.iterfind("{*}c"):
            reference = cell.get("r")
            column = place_of(reference)[1] if reference else column + 1
            if number > ROWS or column > COLUMNS:
                raise ValueError(reference)
            value = self._value(cell)
            if value is not None and value != "":
                self._count += 1
                if self._count > CELLS:
                    raise TooLargeWorkbook(path=self._name)
                builder.put(number, column, value)

    def _value(self, cell: _Element) -> Any:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return None if inline is None else _text(inline)
        text = cell.findtext("{*}v") or ""
        if not text and kind != "str" and cell.find("{*}f") is not None:
            return UNCOMPUTED
        if not text:
            return None
        if kind == "s":
            return self._strings[int(text)]
        if kind == "e":
            return Broken(text.strip())
        if kind == "b":
            return text.strip() not in ("0", "false")
        if kind == "d":
            return _iso(text)
        return text if kind == "str" else self._number(float(text), int(cell.get("s") or 0))

    def _number(self, number: float, style: int) -> Any:
        kind = self._formats[style] if style < len(self._formats) else ""
        if not kind:
            return number
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        epoch = MAC_EPOCH if self._outline.from_1904 else WINDOWS_EPOCH
        try:
            found = from_excel(number, epoch, timedelta=kind == _SPAN)
        except (ValueError, OverflowError):
            return number
        midnight = isinstance(found, datetime.datetime) and found.time() == datetime.time()
        return found.date() if midnight else found

    @cached_property
    def _strings(self) -> list[str]:
        part = self._outline.strings
        if part not in self._package:
            return []
        found = []
        for _, element in events(Source(self._package, part), ("si",)):
            found.append(_text(element))
            forget(element)
        return found

    @cached_property
    def _formats(self) -> list[str]:
        """What the numbers of each style are: _DATE, _SPAN or ""."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        root = self._package.xml(self._outline.styles)
        if root is None:
            return []
        codes = {
            int(f.get("numFmtId", 0)): f.get("formatCode", "") for f in root.iterfind("{*}numFmts/{*}numFmt")
        }
        found = []
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            number = int(style.get("numFmtId", 0))
            code = codes.get(number, BUILTIN_FORMATS.get(number, ""))
            if is_timedelta_format(code):
                found.append(_SPAN)
            else:
                dated = is_date_format(code) or (number not in codes and number in _CHINESE_DATES)
                found.append(_DATE if dated else "")
        return found


def _text(item: _Element) -> str:
    """A string with its runs joined; readings in small print (rPh) are none of it."""
    return "".join(
        one.text or ""
        for one in item.iter("{*}t")
        if (over := one.getparent()) is None or local(over.tag) != "rPh"
    )


def _iso(text: str) -> Any:
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.date() if len(text) <= len("2026-03-01") else found.replace(tzinfo=None)
