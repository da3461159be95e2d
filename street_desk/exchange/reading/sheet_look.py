"""A look through the raw XML of a sheet for what calamine does not tell, far faster than parsing it.

Nothing here is parsed that need not be: 112 MB of XML are looked through in half a second. It knows the shape in which
programs write sheets; whatever has another shape makes it say so, and the sheet is read cell by cell instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from street_desk.exchange.reading.cells import UNCOMPUTED, Broken, Merge, column_number, merge_of
from street_desk.exchange.reading.limits import COLUMNS
from street_desk.exchange.reading.packages import parsed

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_ROW = 16 << 20
# Within a tag there is no <, and what is optional is never tried twice: nothing here takes longer than it is long.
_BODY = re.compile(rb"<sheetData(?:\s[^<>]*)?>")
_ROW = re.compile(rb'\s*<row\b[^<>]*?\sr="(\d+)"')
_CELL = re.compile(rb'<c\b[^<>]*?\sr="')
_REFERENCE = re.compile(rb'\sr="([A-Z]+)(\d+)"')
_NUMBER = re.compile(rb'\sr="(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row\b([^<>]*\s(?:hidden="(?:1|true)"|ht="0")[^<>]*)>')
_FORMULA = rb"<f\b[^<>]*+(?:(?<=/)>|>[^<]*+</f>)"
_ERROR = re.compile(rb'<c\b([^<>]*\st="e"[^<>]*)>\s*+(?:' + _FORMULA + rb")?+\s*+<v\b[^<>]*+>([^<]*+)</v>")
_NO_RESULT = rb"\s*+(?:<v\s*+/>|<v></v>)?+\s*+</c>"
_UNCOMPUTED = re.compile(rb"(?:</f>|<f\b[^<>]*+(?<=/)>)" + _NO_RESULT)
_UNCOMPUTED_CELL = re.compile(rb"<c\b([^<>]*)>\s*+" + _FORMULA + _NO_RESULT)
# Wider and wider: the first that finds nothing more says how wide the sheet is at most.
_WIDTHS = (
    (26, re.compile(rb'r="[A-Z]{2}')),
    (52, re.compile(rb'r="(?:[B-Z][A-Z]|[A-Z]{3})')),
    (104, re.compile(rb'r="(?:[D-Z][A-Z]|[A-Z]{3})')),
    (260, re.compile(rb'r="(?:[J-Z][A-Z]|[A-Z]{3})')),
    (702, re.compile(rb'r="[A-Z]{3}')),
)


class UnusualShape(Exception):
    """The sheet is not written the way that the look knows."""


@dataclass(slots=True)
class Look:
    """What was seen: broken cells by place, hidden rows and columns, merges, and how far the sheet reaches at most."""

    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    first: int = 0
    last: int = 0
    _width: int = 0

    @property
    def area(self) -> int:
        """How many cells lie between the first and the last at most."""
        width = _WIDTHS[self._width][0] if self._width < len(_WIDTHS) else COLUMNS
        return (self.last - self.first + 1) * width

    def take(self, rows: bytes) -> None:
        """Looks through whole rows."""
        first = _ROW.match(rows)
        # A single character is found ten times faster than two, and none of these stands in a usual sheet.
        if not first or (b"!" in rows and b"<!" in rows) or (b"'" in rows and b"='" in rows):
            raise UnusualShape
        cell = rows.find(b"<c ")
        if cell >= 0 and not _CELL.match(rows, cell):
            raise UnusualShape
        last = _ROW.match(rows, rows.rfind(b"<row "))
        if not last:
            raise UnusualShape
        self.first = min(self.first or int(first[1]), int(first[1]))
        self.last = max(self.last, int(last[1]))
        while self._width < len(_WIDTHS) and _WIDTHS[self._width][1].search(rows):
            self._width += 1
        if b"h" in rows and (b'hidden="' in rows or b' ht="0"' in rows):
            self.hidden_rows.update(_number(found[1]) for found in _HIDDEN_ROW.finditer(rows))
        if b'="e"' in rows:
            for found in _ERROR.finditer(rows):
                self.broken[_place(found[1])] = Broken(found[2].decode().strip())
        if b"f" in rows and b"<f" in rows and _UNCOMPUTED.search(rows):
            for found in _UNCOMPUTED_CELL.finditer(rows):
                # A formula that gives an empty text has a result, and says so by its type.
                if b't="str"' not in found[1]:
                    self.broken[_place(found[1])] = UNCOMPUTED

    def frame(self, root: _Element) -> None:
        """Takes what stands around the rows."""
        for column in root.iterfind("{*}cols/{*}col"):
            if hidden(column):
                self.hidden_columns |= columns_of(column)
        self.merges += (merge_of(one.get("ref", "")) for one in root.iterfind("{*}mergeCells/{*}mergeCell"))


def look_through(pieces: Iterator[bytes]) -> Look:
    """Looks through a sheet. Raises UnusualShape."""
    look = Look()
    rest = b""
    for piece in pieces:
        rest += piece
        if found := _BODY.search(rest):
            break
        if len(rest) > _LONGEST_ROW:
            raise UnusualShape
    else:
        raise UnusualShape
    head, rest = rest[: found.start()], rest[found.end() :]
    if not found[0].endswith(b"/>"):
        rest = _rows(look, rest, pieces)
    tail = rest + b"".join(pieces)
    look.frame(parsed(head + b"<sheetData/>" + tail))
    return look


def _rows(look: Look, rest: bytes, pieces: Iterator[bytes]) -> bytes:
    """Looks through all rows; gives back what follows them."""
    while True:
        # What follows the rows has no <row of this kind in it.
        cut = max(rest.rfind(b"<row "), 0)
        end = rest.find(b"</sheetData>", cut)
        if end >= 0:
            break
        if cut:
            look.take(rest[:cut])
            rest = rest[cut:]
        elif len(rest) > _LONGEST_ROW:
            raise UnusualShape
        piece = next(pieces, None)
        if piece is None:
            raise UnusualShape
        rest += piece
    if rest[:end].strip():
        look.take(rest[:end])
    return rest[end + len(b"</sheetData>") :]


def hidden(row_or_column: _Element) -> bool:
    """Whether a row or a column is not to be seen: said outright, or of no height."""
    return row_or_column.get("hidden") in ("1", "true") or row_or_column.get("ht") == "0"


def columns_of(column: _Element) -> set[int]:
    """The columns that one <col> describes."""
    first, last = int(column.get("min", 1)), int(column.get("max", 0))
    return set(range(first, min(last, COLUMNS) + 1))


def _place(attributes: bytes) -> tuple[int, int]:
    found = _REFERENCE.search(attributes)
    if not found:
        raise UnusualShape
    return int(found[2]), column_number(found[1].decode())


def _number(attributes: bytes) -> int:
    found = _NUMBER.search(attributes)
    if not found:
        raise UnusualShape
    return int(found[1])
