"""A form of 1,000 rows as a workbook, beside XlsxWriter alone with the same cells; reading back is not counted.

Run apart with `python3 installer/dev.py bench`. It may take twice as long, no more.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from street_desk.domain.pages import Page
from street_desk.exchange.workbooks.tabs import Tab
from street_desk.exchange.xlsx import tabs_of, write_xlsx
from tests.pages import filled
from tests.streets import big_street

ROWS = 1_000


@pytest.fixture(scope="module", params=["pay", "funding"])
def page(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Page:
    street = big_street(tmp_path_factory.mktemp("big"), ROWS if request.param == "funding" else 100, ROWS)
    try:
        return filled(street, request.param)
    finally:
        street.close()


def _alone(tabs: list[Tab], path: Path) -> None:
    """The same values, formulas and merges in two formats."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0"})
    for tab in tabs:
        sheet = book.add_worksheet(tab.name)
        for row, column, value, _look, formula, bottom, right in tab.cells:
            if right > column or bottom > row:
                sheet.merge_range(row, column, max(row, bottom), max(column, right), "", formats[0])
            if value is None:
                sheet.write_blank(row, column, None, formats[0])
            elif isinstance(value, str):
                sheet.write_string(row, column, value, formats[0])
            elif formula:
                sheet.write_formula(row, column, f"={formula}", formats[1], value)
            else:
                sheet.write_number(row, column, value, formats[1])
    book.close()
    path.write_bytes(buffer.getvalue())


def test_xlsxwriter_alone(benchmark: Any, page: Page, tmp_path: Path) -> None:
    tabs = list(tabs_of([page]))
    benchmark.pedantic(_alone, args=(tabs, tmp_path / "alone.xlsx"), rounds=7, warmup_rounds=1)


def test_a_form_of_a_thousand_rows(benchmark: Any, page: Page, tmp_path: Path) -> None:
    benchmark.pedantic(write_xlsx, args=([page], tmp_path / "form.xlsx"), rounds=7, warmup_rounds=1)
    assert sum(row.kind == "data" for row in page.rows) == ROWS
