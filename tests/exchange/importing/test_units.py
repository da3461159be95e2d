"""Units of money: wherever they are stated, and exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exchange.importing.support import added, answering, asked, of_rows, of_tabs, refused
from tests.files.importing.cases import Tab

H = ("社区名称", "户数", "办公经费", "党建经费")
ROW = ("东风社区", 2500, 62.35, "20.5")


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ((("金额单位：千元",), H, ROW), "qian"),
        ((("社区经费表", None, None, "单位：千元"), H, ROW), "qian"),
        ((("社区经费表（千元）",), H, ROW), "qian"),
        ((("社区名称", "户数", "办公经费（千元）", "党建经费（千元）"), ROW), "qian"),
        (((*H,), (None, "户", "千元", "千元"), ROW), "qian"),
    ],
)
def test_thousands_of_yuan_are_exact(tmp_path: Path, rows: tuple[tuple[Any, ...], ...], unit: str) -> None:
    found = of_rows(tmp_path, *rows)
    assert found.regions[0].unit == unit
    assert added(found) == [
        {"name": "东风社区", "households": 2500, "office_approved": 6_235_000, "party_approved": 2_050_000}
    ]


def test_hundreds_and_amounts_with_a_unit_of_their_own(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("单位：百元",),
        H,
        ("东风社区", 2500, 500, "3万元"),
        ("西湖社区", 4200, "1,234", "4000元"),
        ("合计", 6700, 1734, 340),
    )
    assert [(row["office_approved"], row["party_approved"]) for row in added(found)] == [
        (5_000_000, 3_000_000),
        (12_340_000, 400_000),
    ]
    assert [t.agrees for t in found.regions[0].totals] == [True, True, True]


def test_about_so_many_thousands_asks_and_is_taken_in_yuan(tmp_path: Path) -> None:
    rows = (("单位：千元",), H, ("东风社区", 2500, "约50", 20))
    found = of_rows(tmp_path, *rows)
    assert asked(found) == ["about:office_approved"]
    found = of_rows(tmp_path, *rows, answers=answering(found, office_approved="Take the figures as written"))
    assert added(found)[0]["office_approved"] == 5_000_000


def test_units_may_differ_by_heading_and_by_tab(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((("社区名称", "办公经费（万元）", "党建经费（元）"), ("东风社区", 5, 20000)), name="一"),
        Tab((("单位：元",), ("社区名称", "户数", "服务经费"), ("东风社区", 2500, 100000)), name="二"),
    )
    assert added(found) == [
        {
            "name": "东风社区",
            "households": 2500,
            "office_approved": 5_000_000,
            "party_approved": 2_000_000,
            "service_approved": 10_000_000,
        }
    ]


@pytest.mark.parametrize("unit", ["万元", "千元", "百元"])
@pytest.mark.parametrize("written", ["5000元", "5000圆", "5000块", "人民币5000", "RMB5000", "CNY5000"])
def test_an_amount_that_says_yuan_is_yuan_in_a_column_of_any_unit(
    tmp_path: Path, unit: str, written: str
) -> None:
    found = of_rows(tmp_path, (f"单位：{unit}",), ("社区名称", "党建经费批复数"), ("东风社区", written))
    assert added(found) == [{"name": "东风社区", "party_approved": 500_000}]


@pytest.mark.parametrize("unit", ["万元", "千元", "百元"])
def test_three_hundred_in_a_column_of_another_unit_is_refused(tmp_path: Path, unit: str) -> None:
    found = of_rows(tmp_path, (f"单位：{unit}",), ("社区名称", "党建经费批复数"), ("东风社区", "3百"))
    assert list(refused(found)) == ["B3"]


@pytest.mark.parametrize(("unit", "yuan"), [("万元", "33333.3333333333"), ("千元", "3333.33333333333")])
def test_a_part_of_a_fen_is_said_in_yuan(tmp_path: Path, unit: str, yuan: str) -> None:
    found = of_rows(
        tmp_path, (f"单位：{unit}",), ("社区名称", "党建经费批复数"), ("东风社区", 3.33333333333333)
    )
    assert f"comes to {yuan} yuan, which is no whole number of fen" in refused(found)["B3"]
