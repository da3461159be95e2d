"""Reading .ods and its flat form .fods, row by row from the XML: nothing that another library would leave out."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from street_desk.exchange.problems import NotAWorkbook, TooLargeWorkbook, UnknownProtection
from street_desk.exchange.reading.cells import UNCOMPUTED, Broken, Merge, Tab, TabBuilder, Workbook
from street_desk.exchange.reading.limits import CELLS, COLUMNS, ROWS
from street_desk.exchange.reading.marks import mark_of
from street_desk.exchange.reading.packages import Package, Source, events, forget, local, refuse_entities

if TYPE_CHECKING:
    from lxml.etree import _Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARAGRAPH = f"{_TEXT}p"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(r"(?:Err:\d{3}|#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!))")
_SPAN = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_WANTED = ("table", "table-row", "table-column", "style", "null-date", "user-defined")


def read_ods(content: bytes, name: str) -> Workbook:
    """The cells of an .ods. Raises NotAWorkbook, UnknownProtection, TooLargeWorkbook, DamagedWorkbook."""
    package = Package(content, name)
    if "content.xml" not in package or b"opendocument.spreadsheet" not in package.read("mimetype"):
        raise NotAWorkbook(path=name)
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise UnknownProtection(path=name)
    reading = _Reading(name)
    reading.take(Source(package, "content.xml"))
    if "meta.xml" in package:
        reading.take(Source(package, "meta.xml"))
    return reading.workbook()


def read_flat_ods(text: str, name: str) -> Workbook:
    """The cells of a .fods, one XML file. Raises TooLargeWorkbook."""
    content = text.encode("utf-8", "replace")
    refuse_entities(content)
    reading = _Reading(name)
    # The text was decoded already, whatever its first line still says.
    reading.take(io.BytesIO(content), encoding="utf-8")
    return reading.workbook()


@dataclass(slots=True)
class _Table:
    """A table while its rows come in."""

    builder: TabBuilder
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0


class _Reading:
    """Reads the XML of one workbook, table after table."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._from_1904 = False
        self._properties: dict[str, str] = {}
        self._hidden_styles: set[str] = set()
        self._tabs: list[Tab] = []
        self._count = 0
        # A chart in a cell carries a table of its own.
        self._open: list[_Table] = []

    def workbook(self) -> Workbook:
        return Workbook(self._name, tuple(self._tabs), mark_of(self._properties), self._from_1904)

    def take(self, source: Source | io.BytesIO, **more: Any) -> None:
        """Reads one part."""
        for event, element in events(source, _WANTED, events=("start", "end"), **more):
            kind = local(element.tag)
            if event == "start":
                if kind == "table":
                    self._open_table(element)
            elif kind == "table-row":
                self._take_row(element)
            elif kind == "table-column":
                self._take_column(element)
            elif kind == "table":
                self._close_table(element)
            elif kind == "style":
                self._take_style(element)
            elif kind == "null-date":
                self._from_1904 = element.get(f"{_TABLE}date-value") == "1904-01-01"
            elif kind == "user-defined":
                self._properties[element.get(f"{_META}name", "")] = element.text or ""

    def _take_style(self, style: _Element) -> None:
        for properties in style.iterfind(f"{_STYLE}table-properties"):
            if properties.get(f"{_TABLE}display") == "false":
                self._hidden_styles.add(style.get(f"{_STYLE}name", ""))

    def _open_table(self, table: _Element) -> None:
        hidden = table.get(f"{_TABLE}style-name", "") in self._hidden_styles
        self._open.append(_Table(TabBuilder(table.get(f"{_TABLE}name", ""), hidden)))

    def _close_table(self, element: _Element) -> None:
        table = self._open.pop()
        parent = element.getparent()
        # Charts and links to other files are no tabs.
        if parent is not None and local(parent.tag) == "spreadsheet":
            self._tabs.append(table.builder.tab(table.rows, table.columns))
            forget(element)

    def _take_column(self, column: _Element) -> None:
        table = self._open[-1]
        count = _repeats(column, "columns", COLUMNS)
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            table.columns |= set(range(table.column + 1, min(table.column + count, COLUMNS) + 1))
        table.column += count

    def _take_row(self, row: _Element) -> None:
        table = self._open[-1]
        count = _repeats(row, "rows", ROWS)
        first = table.row + 1
        table.row += count
        if row.get(f"{_TABLE}visibility", "visible") != "visible":
            table.rows |= set(range(first, min(table.row, ROWS) + 1))
        cells = [
            (column + place, value)
            for column, repeats, value in self._cells(row, first)
            for place in range(repeats)
        ]
        forget(row)
        self._count += len(cells) * count
        if self._count > CELLS or (cells and table.row > ROWS):
            raise TooLargeWorkbook(path=self._name)
        if cells:
            for number in range(first, first + count):
                for column, value in cells:
                    table.builder.put(number, column, value)

    def _cells(self, row: _Element, number: int) -> Iterator[tuple[int, int, Any]]:
        column = 1
        for cell in row:
            kind = local(cell.tag)
            if kind not in ("table-cell", "covered-table-cell"):
                continue
            repeats = _repeats(cell, "columns", COLUMNS)
            value = _value(cell) if kind == "table-cell" and (len(cell) or len(cell.attrib)) else None
            if value is not None:
                yield column, repeats, value
            down = min(int(cell.get(f"{_TABLE}number-rows-spanned") or 1), ROWS)
            across = min(int(cell.get(f"{_TABLE}number-columns-spanned") or 1), COLUMNS)
            if down > 1 or across > 1:
                self._open[-1].builder.merges.append(
                    Merge(number, column, number + down - 1, column + across - 1)
                )
            column += repeats


def _repeats(element: _Element, what: str, most: int) -> int:
    return max(1, min(int(element.get(f"{_TABLE}number-{what}-repeated") or 1), most))


def _value(cell: _Element) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    formula = cell.get(f"{_TABLE}formula") is not None
    shown = _text(cell) if formula or kind in (None, "string") else ""
    if kind is None and not formula:
        return shown or None
    if formula and (cell.get(f"{_CALC}value-type") == "error" or _ERROR.fullmatch(shown)):
        return Broken(shown)
    if kind is None:
        return UNCOMPUTED
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", ""))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", ""))
    return cell.get(f"{_OFFICE}string-value") or shown


def _date(text: str) -> Any:
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return found.date() if found.time() == datetime.time() else found


def _time(text: str) -> Any:
    found = _SPAN.fullmatch(text)
    if not found:
        return text
    sign, *parts = found.groups()
    hours, minutes, seconds = (int(part or 0) for part in parts)
    if not sign and hours < 24 and minutes < 60 and seconds < 60:
        return datetime.time(hours, minutes, seconds)
    span = datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -span if sign else span


def _text(cell: _Element) -> str:
    """The paragraphs of a cell as lines; remarks and pictures of it are no content."""
    return "\n".join(_words(one) if len(one) else one.text or "" for one in cell if one.tag == _PARAGRAPH)


def _words(element: _Element) -> str:
    text = element.text or ""
    for one in element:
        kind = local(one.tag)
        if one.tag == f"{_TEXT}s":
            text += " " * min(int(one.get(f"{_TEXT}c") or 1), 1000)
        elif one.tag == f"{_TEXT}tab":
            text += "\t"
        elif one.tag == f"{_TEXT}line-break":
            text += "\n"
        elif kind not in ("annotation", "ruby-text"):
            text += _words(one)
        text += one.tail or ""
    return text
