"""Workbooks put together byte by byte, in formats that nothing here writes any more."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from street_desk.exchange.reading.cells import merge_of, place_of
from tests.files.reading.truth import TABS, Truth

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CODES = {
    "#NULL!": 0x00,
    "#DIV/0!": 0x07,
    "#VALUE!": 0x0F,
    "#REF!": 0x17,
    "#NAME?": 0x1D,
    "#NUM!": 0x24,
    "#N/A": 0x2A,
}
_BINARY_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
Rows = dict[int, dict[int, Any]]


def rows_of(truth: Truth) -> Rows:
    """The cells of a Truth by row and column."""
    rows: Rows = {}
    for address, value in truth.cells.items():
        row, column = place_of(address)
        rows.setdefault(row, {})[column] = value
    return {row: dict(sorted(rows[row].items())) for row in sorted(rows)}


def serial(value: datetime.date) -> float:
    """A day or a moment as Excel counts it."""
    moment = (
        value
        if isinstance(value, datetime.datetime)
        else datetime.datetime(value.year, value.month, value.day)
    )
    return (moment - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)


# BIFF 2 and 5: bare records, as Excel 2 and Excel 5 wrote them ---------------------------------------------------------


def biff(kind: int, content: bytes = b"") -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(content)) + content


def biff2(rows: Sequence[Sequence[Any]]) -> bytes:
    """A sheet of Excel 2.1: texts in GBK, with no word on what its bytes mean."""
    records = [biff(0x0009, struct.pack("<HH", 2, 0x10))]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HH3x", row, column)
            if isinstance(value, str):
                text = value.encode("gbk")
                records.append(biff(0x0004, place + bytes([len(text)]) + text))
            elif value is not None:
                records.append(biff(0x0003, place + struct.pack("<d", value)))
    return b"".join([*records, biff(0x000A)])


def biff5(name: str, rows: Sequence[Sequence[Any]], code_page: int | None = 936) -> bytes:
    """A workbook of Excel 5 with one sheet, in GBK."""
    title = name.encode("gbk")
    page = b"" if code_page is None else biff(0x0042, struct.pack("<H", code_page))
    start = biff(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)) + page
    size = len(biff(0x0085, struct.pack("<IHB", 0, 0, len(title)) + title))
    place = len(start) + size + len(biff(0x000A))
    sheet = [biff(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0))]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("gbk")
                sheet.append(biff(0x0204, at + struct.pack("<H", len(text)) + text))
            elif value is not None:
                sheet.append(biff(0x0203, at + struct.pack("<d", value)))
    bound = biff(0x0085, struct.pack("<IHB", place, 0, len(title)) + title)
    return b"".join([start, bound, biff(0x000A), *sheet, biff(0x000A)])


# .xlsb ----------------------------------------------------------------------------------------------------------------


def brt(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(content)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + size + content


def wide(text: str) -> bytes:
    """A text with its length before it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(tabs: Iterable[Truth] = TABS, from_1904: bool = False) -> bytes:
    """The Truth as .xlsb. Style 1 is a day, style 2 a moment."""
    tabs = list(tabs)
    formats = b"".join(
        brt(44, struct.pack("<H", number) + wide(code))
        for number, code in ((164, "yyyy-mm-dd"), (165, "yyyy-mm-dd hh:mm"))
    )
    styles = b"".join(brt(47, struct.pack("<HH12x", 0, number)) for number in (0, 164, 165))
    sheets = b"".join(
        brt(
            156,
            struct.pack("<II", 2 if truth.hidden else 0, number) + wide(f"rId{number}") + wide(truth.name),
        )
        for number, truth in enumerate(tabs, start=1)
    )
    parts = {
        "[Content_Types].xml": _BINARY_TYPES,
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": b"".join(
            [brt(131), brt(153, bytes([from_1904]) + bytes(7) + wide("")), brt(143), sheets, brt(144), brt(157, bytes(29)), brt(132)]
        ),
        "xl/_rels/workbook.bin.rels": relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(tabs) + 1)}
        ),
        "xl/styles.bin": b"".join(
            [brt(278), brt(615, struct.pack("<I", 2)), formats, brt(616), brt(617, struct.pack("<I", 3)), styles, brt(618), brt(279)]
        ),
        **{f"xl/worksheets/sheet{n}.bin": _xlsb_sheet(truth) for n, truth in enumerate(tabs, start=1)},
    }  # fmt: skip
    return zipped(parts)


def _xlsb_sheet(truth: Truth) -> bytes:
    records = [brt(129), brt(148, struct.pack("<IIII", 0, 0, 0, 0))]
    if truth.hidden_columns:
        columns = (struct.pack("<IIIIH", c - 1, c - 1, 2304, 0, 1) for c in sorted(truth.hidden_columns))
        records += [brt(390), *(brt(60, column) for column in columns), brt(391)]
    records.append(brt(145))
    for row, cells in rows_of(truth).items():
        flags = 0x10 if row in truth.hidden_rows else 0
        records.append(brt(0, struct.pack("<IIHBB", row - 1, 0, 300, 0, flags) + bytes(5)))
        records += [_xlsb_cell(column, value) for column, value in cells.items()]
    merges = [merge_of(area) for area in truth.merges]
    edges = (struct.pack("<IIII", m.top - 1, m.bottom - 1, m.left - 1, m.right - 1) for m in merges)
    records += [
        brt(146),
        brt(177, struct.pack("<I", len(merges))),
        *(brt(176, edge) for edge in edges),
        brt(178),
    ]
    return b"".join([*records, brt(130)])


def _xlsb_cell(column: int, value: Any) -> bytes:
    style = {datetime.date: 1, datetime.datetime: 2}.get(type(value), 0)
    place = struct.pack("<II", column - 1, style)
    if isinstance(value, tuple):
        return brt(3, place + bytes([_CODES[value[1]]]))
    if isinstance(value, bool):
        return brt(4, place + bytes([value]))
    if isinstance(value, str):
        return brt(6, place + wide(value))
    return brt(5, place + struct.pack("<d", serial(value) if style else value))


# XML of 2003, and zip files of XML -------------------------------------------------------------------------------------


def xml2003(tabs: Iterable[Truth] = TABS, encoding: str = "utf-8") -> bytes:
    """The Truth as XML of Excel 2003."""
    sheets = "".join(map(_xml_sheet, tabs))
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
        f' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{sheets}</Workbook>'
    ).encode(encoding)


def _xml_sheet(truth: Truth) -> str:
    merges = {(m.top, m.left): m for m in map(merge_of, truth.merges)}
    columns = "".join(
        f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in sorted(truth.hidden_columns)
    )
    rows = ""
    for row, cells in rows_of(truth).items():
        hidden = ' ss:Hidden="1"' if row in truth.hidden_rows else ""
        rows += f'<Row ss:Index="{row}"{hidden}>'
        for column, value in cells.items():
            merge = merges.get((row, column))
            across = (
                f' ss:MergeAcross="{merge.right - merge.left}" ss:MergeDown="{merge.bottom - merge.top}"'
                if merge
                else ""
            )
            kind, text = _xml_value(value)
            rows += f'<Cell ss:Index="{column}"{across}><Data ss:Type="{kind}">{escape(text)}</Data></Cell>'
        rows += "</Row>"
    seen = "<x:Visible>SheetHidden</x:Visible>" if truth.hidden else ""
    return (
        f"<Worksheet ss:Name={quoteattr(truth.name)}><Table>{columns}{rows}</Table>"
        f"<x:WorksheetOptions>{seen}</x:WorksheetOptions></Worksheet>"
    )


def _xml_value(value: Any) -> tuple[str, str]:
    if isinstance(value, tuple):
        return "Error", value[1]
    if isinstance(value, bool):
        return "Boolean", str(int(value))
    if isinstance(value, datetime.datetime):
        return "DateTime", value.strftime("%Y-%m-%dT%H:%M:%S.000")
    if isinstance(value, datetime.date):
        return "DateTime", value.strftime("%Y-%m-%dT00:00:00.000")
    return ("String", value) if isinstance(value, str) else ("Number", str(value))


def xlsx(sheet: bytes, **more: bytes | None) -> bytes:
    """An .xlsx with this XML as its only sheet; `more` are parts to put in the place of the usual ones, None for none."""
    parts: dict[str, bytes | None] = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{_RELATIONS}"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/worksheets/sheet1.xml": sheet,
        **more,
    }
    return zipped({name: content for name, content in parts.items() if content is not None})


def sheet_xml(rows: str, before: str = "", after: str = "") -> bytes:
    """The XML of a sheet around its rows."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet '
        f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_RELATIONS}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def relations(targets: dict[str, tuple[str, str]]) -> bytes:
    """The relations of a part: by id the kind and the target."""
    each = "".join(
        f'<Relationship Id="{id_}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'.encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return content.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """A zip file with one part made anew, or taken out where the change gives None."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    made = change(parts.pop(part, b""))
    return zipped(parts if made is None else {**parts, part: made})
