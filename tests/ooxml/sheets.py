"""A worksheet's cells, merges, columns and formulas: what Excel would not take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from lxml import etree
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

_ROWS, _COLUMNS = 1_048_576, 16_384


def bounds_of(cells: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row; whole rows and columns reach to the sheet's end."""
    left, top, right, bottom = range_boundaries(cells)
    return left or 1, top or 1, right or _COLUMNS, bottom or _ROWS


def faults_of_formula(text: str, sheets: Sequence[str]) -> Iterator[str]:
    """What is wrong with a formula, given without its =."""
    items = Tokenizer(f"={text}").items
    depth = 0
    for item in items:
        depth += (item.subtype == Token.OPEN) - (item.subtype == Token.CLOSE)
        if item.type != Token.OPERAND or item.subtype != Token.RANGE:
            continue
        sheet, _mark, cells = item.value.rpartition("!")
        if sheet and sheet.strip("'").replace("''", "'") not in sheets:
            yield f"{text} names the sheet {sheet}, which is not there"
        try:
            left, top, right, bottom = bounds_of(cells)
        except ValueError:
            yield f"{text}: {cells} is no cell"
        else:
            if right > _COLUMNS or bottom > _ROWS or left > right or top > bottom:
                yield f"{text}: {cells} lies outside"
    operands = [one.type == Token.OPERAND for one in items if one.type != Token.WSPACE]
    if depth or not items or any(one and other for one, other in pairwise(operands)):
        yield f"{text} cannot be read"


class SheetCheck:
    """Checks one worksheet against the formats, texts and sheets that its workbook has."""

    def __init__(self, root: etree._Element, formats: int, strings: int, sheets: Sequence[str]) -> None:
        self._root = root
        self._formats, self._strings, self._sheets = formats, strings, sheets
        self._cells: dict[tuple[int, int], etree._Element] = {}

    def faults(self) -> Iterator[str]:
        yield from self._of_rows()
        for place, cell in self._cells.items():
            yield from (f"{cell.get('r')}: {fault}" for fault in self._of_cell(place, cell))
        yield from self._of_merges()
        yield from self._of_columns()
        rows = [row for row, _column in self._cells]
        columns = [column for _row, column in self._cells]
        said = self._root.find("{*}dimension")
        if said is not None and self._cells:
            bounds = (min(columns), min(rows), max(columns), max(rows))
            if bounds_of(said.get("ref", "")) != bounds:
                yield f"its cells are not {said.get('ref')}"
        for one in self._root.iterfind("{*}headerFooter/*"):
            if len(one.text or "") > 255:
                yield f"{etree.QName(one).localname} is longer than 255 letters"

    def _of_rows(self) -> Iterator[str]:
        last = 0
        for row in self._root.iterfind("{*}sheetData/{*}row"):
            number = int(row.get("r", last + 1))
            if number <= last or number > _ROWS:
                yield f"row {number} stands after row {last}"
            if float(row.get("ht", "15")) > 409.5:
                yield f"row {number} is higher than Excel's rows may be"
            last, column = number, 0
            for cell in row:
                place = coordinate_to_tuple(cell.get("r", ""))
                if place[0] != number or place[1] <= column or place[1] > _COLUMNS:
                    yield f"cell {cell.get('r')} stands in row {number} after column {column}"
                column = place[1]
                if place in self._cells:
                    yield f"cell {cell.get('r')} is there twice"
                self._cells[place] = cell

    def _of_cell(self, place: tuple[int, int], cell: etree._Element) -> Iterator[str]:
        kind, value, formula = cell.get("t", "n"), cell.findtext("{*}v"), cell.findtext("{*}f")
        if not 0 <= int(cell.get("s", "0")) < self._formats:
            yield f"format {cell.get('s')} is not there"
        if kind not in ("n", "s", "str", "inlineStr"):
            yield f"kind {kind} is none of ours"
        if formula is not None:
            if value is None:
                yield "its formula has no result"
            yield from faults_of_formula(formula, self._sheets)
        if kind == "s" and not 0 <= int(value or "-1") < self._strings:
            yield f"text {value} is not there"
        if (kind == "inlineStr") != (cell.find("{*}is") is not None):
            yield "its text is not where its kind says"
        if kind == "n" and value is not None and not (_figure(value)):
            yield f"{value} is no figure"

    def _of_merges(self) -> Iterator[str]:
        merges = [one.get("ref", "") for one in self._root.iterfind("{*}mergeCells/{*}mergeCell")]
        held = self._root.find("{*}mergeCells")
        if held is not None and int(held.get("count", len(merges))) != len(merges):
            yield f"merges are {len(merges)}, not {held.get('count')}"
        bounds = {one: bounds_of(one) for one in merges}
        for one, (left, top, right, bottom) in bounds.items():
            if (left, top) == (right, bottom):
                yield f"{one} is one cell and cannot be merged"
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    cell = self._cells.get((row, column))
                    if (row, column) != (top, left) and cell is not None and len(cell):
                        yield f"{cell.get('r')} has a value under the merge {one}"
        by_top = sorted(bounds.items(), key=lambda item: item[1][1])
        for (one, a), (other, b) in combinations(by_top, 2):
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
                yield f"merges {one} and {other} overlap"
        if len(set(merges)) < len(merges):
            yield "a merge is there twice"

    def _of_columns(self) -> Iterator[str]:
        last = 0
        for one in self._root.iterfind("{*}cols/{*}col"):
            first, end = int(one.get("min", "0")), int(one.get("max", "0"))
            if not last < first <= end <= _COLUMNS or float(one.get("width", "1")) > 255:
                yield f"columns {first} to {end} stand after {last}, or are too wide"
            last = end


def _figure(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
