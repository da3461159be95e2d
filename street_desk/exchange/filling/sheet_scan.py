"""A scan of a sheet's XML: where in its bytes the cells lie that are to be written, and those that hold formulas.

Nothing is turned into a tree and back: what is not written stays byte for byte as it was, whatever it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from street_desk.exchange.reading.cells import Merge, merge_of, place_of
from street_desk.exchange.reading.packages import refuse_entities

Place = tuple[int, int]

_TAG_END = re.compile(rb"<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(r"^<\?xml[^>]*\?>")


class Element(NamedTuple):
    """An element in the bytes: all of it from `start` to `end`, what it holds from `inner` to `inner_end`.

    Of one that closes itself (`<c r="A1"/>`) nothing lies inside, and `inner` is its end.
    """

    name: str
    start: int
    inner: int
    inner_end: int
    end: int
    attributes: Mapping[str, str]


class Formula(NamedTuple):
    """A cell with a formula: the cell, and its stored result, None where it has none."""

    cell: Element
    result: tuple[int, int] | None


@dataclass(slots=True)
class SheetScan:
    """What was found. `rows` are all rows by number; `cells` those of the rows wanted, `texts` formulas wanted."""

    content: bytes
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[Place, Element] = field(default_factory=dict)
    columns_of: dict[int, list[int]] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    body: Element | None = None
    reaches_out: bool = False
    _areas: list[Merge] = field(default_factory=list)
    _styles: list[tuple[int, int, str]] = field(default_factory=list)

    def holds_formula(self, place: Place) -> bool:
        """Whether a cell has a formula, or shows a part of the result of one that fills an area."""
        row, column = place
        return place in self.formulas or any(
            a.top <= row <= a.bottom and a.left <= column <= a.right for a in self._areas
        )

    def column_style(self, column: int) -> str:
        """The style of a column's cells that are not there, "" where it has none of its own."""
        return next((style for low, high, style in self._styles if low <= column <= high), "")

    def row_after(self, number: int) -> Element | None:
        """The first row below a number."""
        below = [one for one in self.rows if one > number]
        return self.rows[min(below)] if below else None

    def cell_after(self, place: Place) -> Element | None:
        """The first cell of a row to the right of a place."""
        columns = self.columns_of.get(place[0], [])
        at = bisect_right(columns, place[1])
        return self.cells[place[0], columns[at]] if at < len(columns) else None


def scanned(content: bytes, wanted: AbstractSet[Place]) -> SheetScan:
    """Scans a sheet for these cells. Raises ValueError and expat's errors for one that is no sound XML."""
    refuse_entities(content)
    if content.startswith(_UTF16):
        # Offsets are only told of bytes that are UTF-8.
        content = _DECLARED.sub("", content.decode("utf-16")).encode("utf-8")
    scan = SheetScan(content)
    _Scanner(scan, wanted).run()
    return scan


class _Scanner:
    """Follows the parser through one sheet."""

    def __init__(self, scan: SheetScan, wanted: AbstractSet[Place]) -> None:
        self._scan = scan
        self._wanted = wanted
        self._rows = {row for row, _ in wanted}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._open: list[tuple[str, str, int, dict[str, str]]] = []
        self._row = self._column = 0
        self._place: Place = (0, 0)
        self._formula: dict[str, str] | None = None
        self._text: list[str] = []
        self._result: tuple[int, int] | None = None
        self._masters: dict[str, str] = {}
        self._members: dict[Place, str] = {}

    def run(self) -> None:
        self._parser.Parse(self._scan.content, True)
        for place, master in self._members.items():
            self._scan.texts[place] = self._masters.get(master, "")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._open.append((local, name, self._parser.CurrentByteIndex, attributes))
        if local == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
        elif local == "c":
            reference = attributes.get("r")
            self._place = place_of(reference) if reference else (self._row, self._column + 1)
            self._column = self._place[1]
            self._formula, self._result = None, None
        elif local == "f" and self._in_cell():
            self._formula, self._text = attributes, []
            self._parser.CharacterDataHandler = self._text.append
        elif local == "col" and attributes.get("style"):
            low, high = int(attributes["min"]), int(attributes["max"])
            self._scan._styles.append((low, high, attributes["style"]))

    def _end(self, _name: str) -> None:
        local, name, start, attributes = self._open.pop()
        if local == "c":
            self._end_cell(name, start, attributes)
        elif local == "row":
            self._scan.rows[self._row] = self._element(name, start, attributes)
        elif local == "sheetData":
            self._scan.body = self._element(name, start, attributes)
        elif not self._in_cell(after=True):
            return
        elif local == "f":
            self._parser.CharacterDataHandler = None
            self._end_formula(attributes)
        elif local == "v" and self._formula is not None:
            found = self._element(name, start, attributes)
            self._result = found.start, found.end

    def _in_cell(self, *, after: bool = False) -> bool:
        """Whether the element stands right in a cell; sparklines and formats have formulas of their own."""
        above = -1 if after else -2
        return len(self._open) >= -above and self._open[above][0] == "c"

    def _end_cell(self, name: str, start: int, attributes: dict[str, str]) -> None:
        row, column = self._place
        if self._formula is None and row not in self._rows:
            return
        cell = self._element(name, start, attributes)
        if row in self._rows:
            self._scan.cells[self._place] = cell
            self._scan.columns_of.setdefault(row, []).append(column)
        if self._formula is not None:
            self._scan.formulas[self._place] = Formula(cell, self._result)

    def _end_formula(self, attributes: dict[str, str]) -> None:
        text, kind = "".join(self._text), attributes.get("t", "")
        if "!" in text or "[" in text or "INDIRECT" in text.upper():
            self._scan.reaches_out = True
        if kind in ("array", "dataTable") and attributes.get("ref"):
            self._scan._areas.append(merge_of(attributes["ref"]))
        if kind == "shared" and text:
            self._masters[attributes.get("si", "")] = text
        if self._place in self._wanted:
            self._scan.texts[self._place] = text
            if kind == "shared" and not text:
                self._members[self._place] = attributes.get("si", "")

    def _element(self, name: str, start: int, attributes: dict[str, str]) -> Element:
        """The element that ends here: the parser stands behind one that closes itself, else before its end tag."""
        content, here = self._scan.content, self._parser.CurrentByteIndex
        tag = _TAG_END.match(content, start)
        if tag is None:
            raise ValueError(name)
        if tag[1]:
            return Element(name, start, tag.end(), tag.end(), tag.end(), attributes)
        return Element(name, start, tag.end(), here, content.index(b">", here) + 1, attributes)
