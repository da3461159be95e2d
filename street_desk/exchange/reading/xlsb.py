"""Reading .xlsb: the cells with calamine, and from the records themselves errors, merges and what is hidden.

The records are described in [MS-XLSB]: a number and a size of seven bits a byte, then so many bytes.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from street_desk.exchange.problems import NotAWorkbook, TooLargeWorkbook
from street_desk.exchange.reading.cells import Broken, Merge, TabBuilder, Workbook
from street_desk.exchange.reading.limits import AREA, COLUMNS, ROWS
from street_desk.exchange.reading.marks import mark_of
from street_desk.exchange.reading.outline import custom_properties
from street_desk.exchange.reading.packages import Package
from street_desk.exchange.reading.xlsx import calamine_rows

WORKBOOK = "xl/workbook.bin"

# 2.3 Record Enumeration
_ROW, _CELL_ERROR, _FORMULA_ERROR, _COLUMNS = 0, 3, 11, 60
_FILLED = {*range(2, 12)}
_WORKBOOK_PROPERTIES, _TAB, _MERGE = 153, 156, 176
# 2.5.97.2 BErr
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


@dataclass(slots=True)
class _Scan:
    """What the records of a sheet say."""

    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    area: int = 0


def read_xlsb(content: bytes, name: str) -> Workbook:
    """The cells of an .xlsb. Raises NotAWorkbook, TooLargeWorkbook, DamagedWorkbook, or what calamine raises."""
    from python_calamine import CalamineWorkbook

    package = Package(content, name)
    if WORKBOOK not in package:
        raise NotAWorkbook(path=name)
    from_1904, places = _outline(package)
    scans = [_scan(package.pieces(part)) if part in package else _Scan() for _, part, _, _ in places]
    if sum(scan.area for scan in scans) > AREA:
        raise TooLargeWorkbook(path=name)
    for part in ("xl/sharedStrings.bin", "xl/styles.bin"):
        package.read(part)
    mark = mark_of(custom_properties(package, "docProps/custom.xml"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tabs = []
    for index, ((title, _, hidden, cells), scan) in enumerate(zip(places, scans, strict=True)):
        if cells:
            builder = TabBuilder(title, hidden, scan.merges)
            builder.rows = calamine_rows(book.get_sheet_by_index(index))
            for (row, column), broken in scan.broken.items():
                builder.put(row, column, broken)
            tabs.append(builder.tab(scan.hidden_rows, scan.hidden_columns))
    return Workbook(name, tuple(tabs), mark, from_1904)


def _outline(package: Package) -> tuple[bool, list[tuple[str, str, bool, bool]]]:
    """The date system, and of each tab its name, its part, whether it is hidden, whether it holds cells."""
    parts = package.relations(WORKBOOK)
    from_1904 = False
    places = []
    for kind, record in _records(package.pieces(WORKBOOK)):
        if kind == _WORKBOOK_PROPERTIES:
            from_1904 = bool(record[0] & 1)
        elif kind == _TAB:
            state, _, length = struct.unpack_from("<IIi", record)
            relation, end = _wide(record, 12, max(length, 0))
            (length,) = struct.unpack_from("<I", record, end)
            title, _ = _wide(record, end + 4, length)
            found = parts[relation]
            places.append((title, found.part, state != 0, found.kind == "worksheet"))
    return from_1904, places


def _scan(pieces: Iterator[bytes]) -> _Scan:
    scan = _Scan()
    row = top = bottom = right = 0
    for kind, record in _records(pieces):
        if kind == _ROW:
            row = struct.unpack_from("<I", record)[0] + 1
            if row > ROWS:
                raise ValueError(row)
            if record[11] & 0x10:
                scan.hidden_rows.add(row)
        elif kind in _FILLED:
            column = struct.unpack_from("<I", record)[0] + 1
            if column > COLUMNS:
                raise ValueError(column)
            top, bottom, right = top or row, max(bottom, row), max(right, column)
            if kind in (_CELL_ERROR, _FORMULA_ERROR):
                scan.broken[row, column] = Broken(_ERRORS.get(record[8], "#ERR!"))
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", record)
            if record[16] & 1:
                scan.hidden_columns |= set(range(first + 1, min(last + 1, COLUMNS) + 1))
        elif kind == _MERGE:
            first_row, last_row, first, last = struct.unpack_from("<IIII", record)
            scan.merges.append(Merge(first_row + 1, first + 1, last_row + 1, last + 1))
    scan.area = (bottom - top + 1) * right
    return scan


def _records(pieces: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """The records of a part; one that breaks off in the middle is a struct.error."""
    rest = b""
    place = 0
    for piece in pieces:
        rest, place = rest[place:] + piece, 0
        while (found := _header(rest, place)) is not None:
            kind, start, size = found
            if start + size > len(rest):
                break
            yield kind, rest[start : start + size]
            place = start + size
    if place != len(rest):
        raise struct.error("record breaks off")


def _header(data: bytes, place: int) -> tuple[int, int, int] | None:
    """The kind, the start and the size of the record at a place; None where not all of its header is there."""
    try:
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            size |= (data[place] & 0x7F) << shift
            place += 1
            shift += 7
            if not data[place - 1] & 0x80 or shift == 28:
                return kind, place, size
    except IndexError:
        return None


def _wide(record: bytes, start: int, length: int) -> tuple[str, int]:
    end = start + 2 * length
    return record[start:end].decode("utf-16-le"), end
