"""Writing Tabs to a workbook: cells, merges, formats, and how they print."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from street_desk.domain.forms.assembling import MARGIN
from street_desk.exchange.workbooks.tabs import BODY, Cell, Look, Tab

_PAPERS = {"A4": 9, "A3": 8}
_ON_SCREEN = 10.5
"""How large, in points, the letters of the table look on a screen."""
_RUNNING = 100
"""Excel takes 255 characters above a sheet of paper, codes and all."""
_ALLOWED = {"format_columns": True, "format_rows": True}
"""What a protected sheet lets one do besides selecting cells."""


class FormSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose first sheet of paper has no running head: the title stands there."""

    def _write_header_footer(self) -> None:
        # XlsxWriter 3 has no word for a first sheet of paper of its own; the file format does.
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._write_odd_header()
        self._write_odd_footer()
        self._xml_data_element("firstFooter", self.footer)
        self._xml_end_tag("headerFooter")


class TabWriter:
    """Writes Tabs to one workbook, whose formats they share."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[Look, Any] = {}

    def write(self, tab: Tab) -> None:
        sheet = self._book.add_worksheet(tab.name, FormSheet)
        for place, width in enumerate(tab.widths):
            sheet.set_column_pixels(place, place, round(width * 96 / 25.4))
        for row, high in tab.heights.items():
            sheet.set_row(row, high)
        for cell in tab.cells:
            self._cell(sheet, cell)
        _paper(sheet, tab)
        if tab.protected:
            sheet.protect("", _ALLOWED)

    def _cell(self, sheet: Any, cell: Cell) -> None:
        row, column, value, look, formula, _bottom, _right = cell
        form = self._formats.get(look) or self._format(look)
        if cell.merged:
            sheet.merge_range(row, column, max(row, cell.bottom), max(column, cell.right), "", form)
        if value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, form)
        elif formula:
            sheet.write_formula(row, column, f"={formula}", form, value)
        else:
            sheet.write_number(row, column, value, form)

    def _format(self, look: Look) -> Any:
        # The fonts are said always: a workbook's own default is another one.
        said = {
            key: value
            for key, value in look._asdict().items()
            if key.startswith("font") or (value and value != "General")
        }
        form = self._formats[look] = self._book.add_format(said)
        return form


def _paper(sheet: Any, tab: Tab) -> None:
    sheet.set_paper(_PAPERS[tab.paper])
    if tab.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=MARGIN / 25.4, right=MARGIN / 25.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    if tab.titles is not None:
        sheet.repeat_rows(*tab.titles)
    font = f'&"{BODY},Regular"'
    sheet.set_header(f"&R{font}{_plain(tab.running)}", {"margin": 0.2})
    sheet.set_footer(f"&C{font}第&P页 共&N页&R{font}{_plain(tab.code)}", {"margin": 0.3})
    if any(tab.frozen):
        sheet.freeze_panes(*tab.frozen)
    sheet.hide_gridlines(2)
    sheet.set_zoom(round(100 * _ON_SCREEN / tab.size))


def _plain(text: str) -> str:
    return text[:_RUNNING].replace("&", "&&")
