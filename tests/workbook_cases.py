"""Workbooks as offices write them, each described in a TOML file with the truth about it: tests/files/workbooks."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).parent / "files" / "workbooks"


@dataclass(frozen=True)
class WorkbookCase:
    """One file of the folder: what the workbook holds, in which formats it lies there, and what must come of it."""

    name: str
    said: Mapping[str, Any]

    @property
    def formats(self) -> tuple[str, ...]:
        return tuple(self.said["formats"])

    @property
    def truth(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.said["truth"]
        return found

    @property
    def held(self) -> Mapping[str, list[dict[str, Any]]]:
        """The rows of the year before the import, by sheet; values as they are stored."""
        found: Mapping[str, list[dict[str, Any]]] = self.said.get("held", {})
        return found

    def path(self, ending: str) -> Path:
        return FOLDER / f"{self.name}.{ending}"

    def write(self, path: Path) -> Path:
        """Writes the workbook as .xlsx; a text that begins with = becomes a formula without a stored result."""
        book = Book()
        if self.said.get("from_1904"):
            book.epoch = CALENDAR_MAC_1904
        book.remove(book.worksheets[0])
        for tab in self.said["tab"]:
            _write_tab(book.create_sheet(tab["name"]), tab)
        book.save(path)
        return path


def _write_tab(sheet: Worksheet, tab: Mapping[str, Any]) -> None:
    for number, row in enumerate(tab["rows"], start=int(tab.get("first_row", 1))):
        for column, value in enumerate(row, start=int(tab.get("first_column", 1))):
            if value != "":
                sheet.cell(number, column, value)
    for merge in tab.get("merges", ()):
        sheet.merge_cells(merge)
    for area in tab.get("formats", {}):
        for (cell,) in sheet[area]:
            cell.number_format = tab["formats"][area]
    for number in tab.get("hidden_rows", ()):
        sheet.row_dimensions[number].hidden = True
    for letters in tab.get("hidden_columns", ()):
        sheet.column_dimensions[letters].hidden = True
    if tab.get("hidden"):
        sheet.sheet_state = "hidden"


def workbook_cases() -> Iterator[WorkbookCase]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield WorkbookCase(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


def as_written(value: object) -> object:
    """A stored value as the truth writes it."""
    return value.isoformat() if isinstance(value, datetime.date) else value


__all__ = ["FOLDER", "WorkbookCase", "as_written", "openpyxl", "workbook_cases"]
