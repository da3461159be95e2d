"""Reading the XML workbooks of Excel 2003 (XML 表格), often called .xls."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from street_desk.exchange.problems import NotAWorkbook, TooLargeWorkbook
from street_desk.exchange.reading.cells import UNCOMPUTED, Broken, Merge, Tab, TabBuilder, Workbook
from street_desk.exchange.reading.limits import CELLS, COLUMNS, ROWS
from street_desk.exchange.reading.marks import mark_of
from street_desk.exchange.reading.packages import events, forget, local, refuse_entities

if TYPE_CHECKING:
    from lxml.etree import _Element

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WANTED = ("Worksheet", "Row", "Column", "Date1904", "Visible", "CustomDocumentProperties")


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read."""

    builder: TabBuilder
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0


def read_xml2003(text: str, name: str) -> Workbook:
    """The cells of an XML workbook. Raises NotAWorkbook, TooLargeWorkbook."""
    content = text.encode("utf-8", "replace")
    refuse_entities(content)
    tabs: list[Tab] = []
    properties: dict[str, str] = {}
    from_1904 = False
    sheet = _Sheet(TabBuilder(""))
    count = 0
    # The text was decoded already, whatever its first line still says.
    for event, element in events(io.BytesIO(content), _WANTED, events=("start", "end"), encoding="utf-8"):
        kind = local(element.tag)
        if event == "start":
            if kind == "Worksheet":
                sheet = _Sheet(TabBuilder(element.get(f"{_SS}Name", "")))
        elif kind == "Worksheet":
            tabs.append(sheet.builder.tab(sheet.rows, sheet.columns))
            forget(element)
        elif kind == "Row":
            count += _take_row(sheet, element)
            forget(element)
            if count > CELLS or sheet.row > ROWS:
                raise TooLargeWorkbook(path=name)
        elif kind == "Column":
            _take_column(sheet, element)
        elif kind == "Visible":
            sheet.builder.hidden = (element.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
        elif kind == "Date1904":
            from_1904 = True
        else:
            properties = {local(one.tag): one.text or "" for one in element}
    if not tabs:
        raise NotAWorkbook(path=name)
    return Workbook(name, tuple(tabs), mark_of(properties), from_1904)


def _take_row(sheet: _Sheet, row: _Element) -> int:
    """Takes a row; gives back how many cells it has."""
    sheet.row = int(row.get(f"{_SS}Index") or sheet.row + 1)
    if row.get(f"{_SS}Hidden") == "1" or row.get(f"{_SS}Height") == "0":
        sheet.rows.add(sheet.row)
    column = count = 0
    for cell in row.iterfind(f"{_SS}Cell"):
        column = int(cell.get(f"{_SS}Index") or column + 1)
        if column > COLUMNS or sheet.row > ROWS:
            raise ValueError(column)
        sheet.builder.put(sheet.row, column, _value(cell))
        count += 1
        across, down = int(cell.get(f"{_SS}MergeAcross") or 0), int(cell.get(f"{_SS}MergeDown") or 0)
        if across > 0 or down > 0:
            merge = Merge(sheet.row, column, min(sheet.row + down, ROWS), min(column + across, COLUMNS))
            sheet.builder.merges.append(merge)
        column += max(across, 0)
    # A row may stand for several that have nothing but their height.
    sheet.row += max(0, int(row.get(f"{_SS}Span") or 0))
    return count


def _take_column(sheet: _Sheet, column: _Element) -> None:
    first = int(column.get(f"{_SS}Index") or sheet.column + 1)
    sheet.column = first + max(0, int(column.get(f"{_SS}Span") or 0))
    if column.get(f"{_SS}Hidden") == "1" or column.get(f"{_SS}Width") == "0":
        sheet.columns |= set(range(first, min(sheet.column, COLUMNS) + 1))


def _value(cell: _Element) -> Any:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return UNCOMPUTED if cell.get(f"{_SS}Formula") else None
    text = "".join(map(str, data.itertext()))
    kind = data.get(f"{_SS}Type", "String")
    if kind == "Error":
        return Broken(text.strip())
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Number":
        return float(text) if text.strip() else None
    if kind == "DateTime":
        return _date(text.strip())
    return text


def _date(text: str) -> Any:
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    if found.date() == datetime.date(1899, 12, 31):
        return found.time()
    return found.date() if found.time() == datetime.time() else found
