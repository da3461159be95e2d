"""A county's own columns by commands: added, filled, shown, printed, imported, removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest


@pytest.fixture
def with_column(street_desk: Any, desk: str) -> str:
    ran = street_desk(
        "columns",
        desk,
        "communities",
        "--year",
        2027,
        "--add",
        "物业补贴",
        "--kind",
        "money",
        "--form",
        "yes",
    )
    assert ran.code == 0, ran.err
    return desk


def _rows(street_desk: Any, desk: str, year: int = 2027) -> dict[str, Any]:
    shown = street_desk("show", desk, "communities", "--year", year, "--json").data["rows"]
    return {row["name"]: row.get("own_money_1", "no column") for row in shown}


def test_a_column_is_added_listed_filled_and_shown(street_desk: Any, with_column: str) -> None:
    listed = street_desk("columns", with_column, "communities", "--year", 2027, "--json").data["columns"]
    assert listed == [{"key": "own_money_1", "heading": "物业补贴", "kind": "money", "form": True}]
    row = ("--row", "光明社区", "own_money_1=1.2万")
    assert street_desk("set", with_column, "communities", "--year", 2027, *row).code == 0
    assert _rows(street_desk, with_column)["光明社区"] == "12000.00"
    assert "物业补贴" in street_desk("show", with_column, "communities", "--year", 2027).out
    assert "物业补贴 = 1.2万" in street_desk("log", with_column).out


def test_a_column_is_renamed_removed_and_comes_back(street_desk: Any, with_column: str) -> None:
    row = ("--row", "光明社区", "own_money_1=5")
    street_desk("set", with_column, "communities", "--year", 2027, *row)
    on = ("columns", with_column, "communities", "--year", 2027)
    assert street_desk(*on, "--column", "物业补贴", "--rename", "物业费补贴", "--form", "no").code == 0
    assert street_desk(*on, "--json").data["columns"][0]["heading"] == "物业费补贴"
    assert street_desk(*on, "--json").data["columns"][0]["form"] is False
    assert street_desk(*on, "--column", "own_money_1", "--remove").code == 0
    assert _rows(street_desk, with_column)["光明社区"] == "no column"
    assert street_desk("undo", with_column).code == 0
    assert _rows(street_desk, with_column)["光明社区"] == "5.00"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--add", "户数"), 3, "“户数” is already"),
        (("--add", "物业补贴"), 3, "“物业补贴” is already"),
        (("--add", "x", "--column", "y"), 2, "--add"),
        (("--rename", "x"), 2, "--column"),
        (("--column", "物业补贴", "--last", "--remove"), 2, "one thing"),
        (("--column", "没有", "--remove"), 3, "没有"),
    ],
)
def test_what_cannot_be_done_is_said(
    street_desk: Any, with_column: str, options: tuple[str, ...], code: int, said: str
) -> None:
    ran = street_desk("columns", with_column, "communities", "--year", 2027, *options)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_sheet_of_one_row_takes_no_own_columns(street_desk: Any, desk: str) -> None:
    ran = street_desk("columns", desk, "office", "--year", 2027, "--add", "传真")
    assert ran.code == 3
    assert "Office takes no columns of its own" in ran.err


def _workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def test_a_workbook_fills_an_own_column_by_its_heading(
    street_desk: Any, with_column: str, tmp_path: Path
) -> None:
    path = _workbook(
        tmp_path / "a.xlsx",
        ("社区名称", "户数", "物业补贴（万元）", "网格员姓名"),
        ("幸福社区", 2999, 1.5, "甲"),
        ("和平社区", 3000, None, "乙"),
        ("光明社区", 5001, 0.25, "丙"),
    )
    ran = street_desk("import", with_column, path, "--year", 2027, "--json")
    (region,) = ran.data["workbooks"][0]["regions"]
    assert {c["heading"]: c["column"] for c in region["columns"]}["物业补贴（万元）"] == "own_money_1"
    assert (region["changed"], region["same"]) == (2, 1)
    assert _rows(street_desk, with_column) == {
        "幸福社区": "15000.00",
        "和平社区": None,
        "光明社区": "2500.00",
    }
    again = street_desk("import", with_column, path, "--year", 2027, "--json")
    assert again.data["workbooks"][0]["regions"][0]["changed"] == 0
    assert street_desk("undo", with_column).code == 0
    assert _rows(street_desk, with_column)["光明社区"] is None


def test_a_heading_of_ones_own_may_name_a_year(street_desk: Any, desk: str, tmp_path: Path) -> None:
    on = ("columns", desk, "communities", "--year", 2027)
    assert street_desk(*on, "--add", "2026年补助", "--kind", "number").code == 0
    path = _workbook(
        tmp_path / "a.xlsx",
        ("社区名称", "户数", "2026年补助"),
        ("幸福社区", 2999, 1.5),
        ("和平社区", 3000, 2),
    )
    assert street_desk("import", desk, path, "--year", 2027).code == 0
    shown = street_desk("show", desk, "communities", "--year", 2027, "--json").data["rows"]
    assert [row["own_number_1"] for row in shown] == ["1.5", "2", None]


def test_without_the_column_the_same_heading_means_nothing(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    path = _workbook(
        tmp_path / "a.xlsx", ("社区名称", "户数", "物业补贴"), ("幸福社区", 2999, 1), ("和平社区", 3000, 2)
    )
    ran = street_desk("import", desk, path, "--year", 2027, "--json")
    (region,) = ran.data["workbooks"][0]["regions"]
    assert not {c["heading"]: c["column"] for c in region["columns"]}["物业补贴"]


def test_last_years_workbook_fills_the_column_of_a_year_made_as_history(
    street_desk: Any, with_column: str, tmp_path: Path
) -> None:
    path = _workbook(tmp_path / "a.xlsx", ("社区名称", "户数", "物业补贴"), ("幸福社区", 2900, 77))
    assert street_desk("import", with_column, path, "--year", 2026).code == 0
    assert _rows(street_desk, with_column, 2026) == {"幸福社区": "77.00"}


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_an_own_export_comes_back_as_nothing_new(
    street_desk: Any, with_column: str, tmp_path: Path, unit: str
) -> None:
    on = ("columns", with_column, "communities", "--year", 2027)
    for heading, kind in (("满意率", "number"), ("检查日期", "date"), ("物业公司", "text")):
        assert street_desk(*on, "--add", heading, "--kind", kind, "--form", "yes").code == 0
    cells = ("own_money_1=1234567.89", "own_number_2=98.2501", "own_date_3=2027-03", "own_text_4=安居物业")
    street_desk("set", with_column, "communities", "--year", 2027, "--row", "光明社区", *cells)
    street_desk("set", with_column, "communities", "--year", 2027, "--row", "和平社区", "own_money_1=-20000")
    out = tmp_path / "out.xlsx"
    ran = street_desk(
        *("export", with_column, "--year", 2027, "--form", "funding", "--to", out, "--unit", unit)
    )
    assert ran.code == 0, ran.err
    ran = street_desk("import", with_column, out, "--year", 2027, "--json")
    (region,) = ran.data["workbooks"][0]["regions"]
    assert {c["column"] for c in region["columns"]} >= {
        "own_money_1",
        "own_number_2",
        "own_date_3",
        "own_text_4",
    }
    assert (region["new"], region["changed"], region["refused"]) == (0, 0, [])
    assert region["same"] == 3
    # And a figure changed there comes in.
    book = openpyxl.load_workbook(out)
    sheet = book.active
    assert sheet is not None
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == "安居物业"]
    cell.value = "平安物业"
    book.save(out)
    street_desk("import", with_column, out, "--year", 2027)
    shown = street_desk("show", with_column, "communities", "--year", 2027, "--json").data["rows"]
    assert [row["own_text_4"] for row in shown] == [None, None, "平安物业"]
