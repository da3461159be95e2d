"""What stands over a table: its title and its unit are its own, not the last rows of the table above."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exchange.importing.support import added, of_rows, of_tabs
from tests.files.importing.cases import Tab

PARTY = ("社区名称", "党建经费批复数")
FIRST = (("2025年党建经费批复表",), ("单位：万元",), PARTY, ("东风社区", 1.5), ("西湖社区", 1.6))


@pytest.mark.parametrize(
    "between",
    [
        (("单位：元",),),
        ((), ("单位：元",)),
        ((), ("2026年党建经费批复表（续）",), ("单位：元",)),
        (("2026年党建经费批复表（续）",), ("单位：元",)),
        (("2026年党建经费批复表（续）", "单位：元"),),
        (("党建经费批复表（续）（元）",),),
        ((), ("二、党建经费（元）",)),
        ((), ("二、党建经费（金额：元）",)),
        ((), ("二、党建经费", "（元）")),
        ((), ("二、党建经费表",), (), ("单位：元",)),
        ((), ("单位：元",), ()),
    ],
)
def test_a_unit_over_a_second_table_is_that_tables(tmp_path: Path, between: tuple[Any, ...]) -> None:
    found = of_rows(tmp_path, *FIRST[1:], *between, PARTY, ("南山社区", 18000), ("北湖社区", 19000))
    assert [(row["name"], row["party_approved"]) for row in added(found)] == [
        ("东风社区", 1_500_000),
        ("西湖社区", 1_600_000),
        ("南山社区", 1_800_000),
        ("北湖社区", 1_900_000),
    ]
    assert [region.unit for region in found.regions] == ["wan", "yuan"]


@pytest.mark.parametrize("title", ["社区经费表（元）", "（金额：元）", "社区经费 金额：元", "金额单位：元"])
def test_yuan_in_a_title_goes_before_the_name_of_the_tab(tmp_path: Path, title: str) -> None:
    tab = Tab(((title,), PARTY, ("东风社区", 18000)), name="经费（万元）")
    assert added(of_tabs(tmp_path, tab))[0]["party_approved"] == 1_800_000


@pytest.mark.parametrize(
    "title", ["社区经费（金额：万元）", "社区经费 金额：万元，人数：人", "经费（万元）（续）"]
)
def test_an_amount_in_ten_thousands_may_be_stated_in_many_words(tmp_path: Path, title: str) -> None:
    found = of_rows(tmp_path, (title,), PARTY, ("东风社区", 1.8))
    assert added(found)[0]["party_approved"] == 1_800_000


@pytest.mark.parametrize(
    "titles",
    [
        (("2026年党建经费批复表",), ("单位：千元",)),
        (("二、党建经费", "单位：千元"),),
        (("党建经费表",), ("单位：千元",)),
        (("表二 社区经费", "单位：千元"),),
        (("党建经费（千元）",),),
        (("附件2",), ("社区经费",), ("单位：千元",)),
    ],
)
@pytest.mark.parametrize("apart", [0, 1, 2])
def test_the_title_of_a_second_table_is_no_community(tmp_path: Path, titles: Any, apart: int) -> None:
    households = (("表一 社区户数",), ("社区名称", "户数"), ("东风社区", 1000), ("西湖社区", 1001))
    second = (PARTY, ("东风社区", 15), ("西湖社区", 16))
    found = of_rows(tmp_path, *households, *((),) * apart, *titles, *second)
    assert added(found) == [
        {"name": "东风社区", "households": 1000, "party_approved": 1_500_000},
        {"name": "西湖社区", "households": 1001, "party_approved": 1_600_000},
    ]
    assert [n.text for n in found.regions[1].notes] == [text for line in titles for text in line]
