"""Reading .xlsx and .xlsm with openpyxl: once for values and, where there are formulas, once for those."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from street_desk.domain.problems import NotAWorkbook
from street_desk.exchange.reading.cells import UNCOMPUTED, Broken, Merge, Tab, TabBuilder, Workbook

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook as Book
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "street-desk"
"""The custom document property by which a workbook of our own making is known."""


def read_xlsx(content: bytes, name: str) -> Workbook:
    """The cells of an .xlsx file. Raises NotAWorkbook, or whatever openpyxl stumbles over."""
    import openpyxl

    has_formulas = _has_formulas(content, name)
    with warnings.catch_warnings():
        # What openpyxl will not keep of a workbook does not matter to reading it.
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        formulas = openpyxl.load_workbook(io.BytesIO(content), keep_links=False) if has_formulas else None
        tabs = tuple(_tab(sheet, formulas) for sheet in values.worksheets)
        return Workbook(name, tabs, _mark(values), values.epoch.year == 1904)


def _has_formulas(content: bytes, name: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        if "xl/workbook.xml" not in names:
            # Another program's zip, a document, or .xlsb; openpyxl finds workbooks stored elsewhere, if rarely.
            types = parts.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            if b"spreadsheetml.sheet.main+xml" not in types and b"macroEnabled.main+xml" not in types:
                raise NotAWorkbook(path=name)
        for part in names:
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                text = parts.read(part)
                if b"<f" in text or b":f>" in text:
                    return True
    return False


def _tab(sheet: Worksheet, formulas: Book | None) -> Tab:
    builder = TabBuilder(sheet.title, sheet.sheet_state != "visible")
    builder.merges = [Merge(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges]
    # The cells as a dict: a stored dimension that reaches XFD1048576 costs nothing then.
    for (row, column), cell in sheet._cells.items():
        if cell.data_type == "e":
            builder.put(row, column, Broken(str(cell.value)))
        elif cell.value is not None:
            builder.put(row, column, cell.value)
    if formulas is not None:
        for row, column in _uncomputed(formulas[sheet.title], sheet):
            builder.put(row, column, UNCOMPUTED)
    hidden_columns = [
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    ]
    return builder.tab((n for n, d in sheet.row_dimensions.items() if d.hidden), hidden_columns)


def _uncomputed(formulas: Any, values: Any) -> Iterator[tuple[int, int]]:
    for place, cell in formulas._cells.items():
        if cell.data_type == "f":
            stored = values._cells.get(place)
            # A formula that gives an empty text has a result, and openpyxl leaves its type as it found it.
            if stored is None or (stored.value is None and stored.data_type != "str"):
                yield place


def _mark(book: Any) -> Mapping[str, Any] | None:
    """The workbook's own word on itself; what does not read as such is as good as none."""
    # Excel wants properties of at most 255 characters, so a long mark goes on in street-desk-2, street-desk-3 …
    held = {p.name: str(p.value) for p in book.custom_doc_props.props if p.name}
    if MARK not in held:
        return None
    text, part = held[MARK], 2
    while f"{MARK}-{part}" in held:
        text += held[f"{MARK}-{part}"]
        part += 1
    try:
        mark = json.loads(text)
    except ValueError:
        return None
    return mark if isinstance(mark, dict) else None
