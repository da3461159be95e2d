"""The same workbook in every format is read alike."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.reading import Merge, Tab, Workbook, read_workbook
from street_desk.exchange.reading.cells import Broken, merge_of, place_of
from tests.files.reading import by_hand
from tests.files.reading.truth import HERE, TABS, Truth

WHOLE = (
    "excel.xlsx",
    "calc.xlsx",
    "calc.ods",
    "flat.fods",
    "biff8.xls",
    "own_agile.xlsx",
    "own_rc4.xls",
    "own_xor.xls",
)
TEXTS = ("utf8.csv", "marked.csv", "gbk.csv", "tabs_utf16.csv")


def read(folder: Path, content: bytes, name: str = "a.xls") -> Workbook:
    path = folder / name
    path.write_bytes(content)
    return read_workbook(path)


def expected(truth: Truth) -> dict[tuple[int, int], Any]:
    return {
        place_of(address): Broken(value[1]) if isinstance(value, tuple) else value
        for address, value in truth.cells.items()
    }


def found(tab: Tab) -> dict[tuple[int, int], Any]:
    return {(cell.row, cell.column): cell.value for cell in tab.filled()}


def assert_true(workbook: Workbook) -> None:
    """Every value, merge and hidden thing of the Truth, and nothing more."""
    assert [tab.name for tab in workbook.tabs] == [truth.name for truth in TABS]
    for tab, truth in zip(workbook.tabs, TABS, strict=True):
        assert found(tab) == expected(truth)
        assert set(tab.merges) == {merge_of(area) for area in truth.merges}
        assert (tab.hidden, tab.hidden_rows, tab.hidden_columns) == (
            truth.hidden, truth.hidden_rows, truth.hidden_columns,
        )  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_workbook_of_every_format_holds_the_same(name: str) -> None:
    assert_true(read_workbook(HERE / name))


@pytest.mark.parametrize("name", WHOLE)
def test_no_ending_changes_what_is_read(name: str, tmp_path: Path) -> None:
    assert_true(read(tmp_path, (HERE / name).read_bytes(), "a.et"))


@pytest.mark.parametrize(
    "write",
    [by_hand.xlsb, by_hand.xml2003, lambda: by_hand.xml2003(encoding="gb18030"), lambda: by_hand.xml2003(encoding="utf-16")],
    ids=["xlsb", "xml2003", "xml2003 in GBK", "xml2003 in UTF-16"],
)  # fmt: skip
def test_a_workbook_put_together_by_hand_holds_the_same(tmp_path: Path, write: Callable[[], bytes]) -> None:
    assert_true(read(tmp_path, write()))


@pytest.mark.parametrize("name", TEXTS)
def test_a_table_of_text_holds_the_values_of_the_first_tab(name: str) -> None:
    (tab,) = read_workbook(HERE / name).tabs
    values = {
        place: value.isoformat() if isinstance(value, datetime.date) else value
        for place, value in expected(TABS[0]).items()
    }
    assert found(tab) == values
    assert tab.name == Path(name).stem


def test_a_page_of_libreoffice_holds_what_its_tables_show() -> None:
    (tab,) = read_workbook(HERE / "page.xls").tabs
    values = set(found(tab).values())
    # It leaves out what is hidden.
    assert {
        "幸福街道2026年社区情况表（单位：元）",
        "社区\n名称",
        2500,
        "2013-07-01",
        52500.5,
        8.75,
        Broken("#N/A"),
        "末",
    } <= values
    assert "西湖社区" not in values
    title = next(cell for cell in tab.filled() if str(cell.value).startswith("幸福街道"))
    assert Merge(title.row, 1, title.row, 7) in tab.merges


def test_the_oldest_xls_is_read_in_the_chinese_code_page(tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("东风社区", 2500.0), (None, 0.5))
    tab = read(tmp_path, by_hand.biff2(rows)).tabs[0]
    assert dict(tab.rows) == {1: ["社区名称", "户数"], 2: ["东风社区", 2500.0], 3: [None, 0.5]}


@pytest.mark.parametrize("code_page", [936, None])
def test_an_xls_of_excel_5_is_read_in_gbk(tmp_path: Path, code_page: int | None) -> None:
    tab = read(tmp_path, by_hand.biff5("社区", (("名称", 12.0),), code_page)).tabs[0]
    assert (tab.name, dict(tab.rows)) == ("社区", {1: ["名称", 12.0]})


def test_the_date_system_of_1904_is_known_and_applied(tmp_path: Path) -> None:
    day = Truth("一", {"A1": datetime.date(2026, 3, 1)})
    workbook = read(tmp_path, by_hand.xlsb([day], from_1904=True))
    assert workbook.from_1904
    assert workbook.tabs[0].rows[1] == [datetime.date(2030, 3, 2)]
    assert not read_workbook(HERE / "excel.xlsx").from_1904
