"""Layouts that offices have and that used to be taken for another: long tables, lines between rows, parts set in."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.exchange.problems import LongTable
from tests.exchange.importing.support import added, asked, of_rows, of_tabs, refused, skipped, year
from tests.files.importing.cases import Tab

ID = "44098119840101123"
THREE = year([(1, {"name": "春晖社区"}), (2, {"name": "锦绣社区"})])


@pytest.mark.parametrize("community", ["春晖社区", None], ids=["every row", "the first row"])
def test_a_row_for_each_item_is_refused_in_words(tmp_path: Path, community: str | None) -> None:
    rows = [("社区", "经费项目", "批复数")]
    for name in ("春晖社区", "锦绣社区"):
        rows += [(name, "办公运转经费", 30000), (name if community else None, "党建经费", 15000)]  # type: ignore[list-item]
    with pytest.raises(LongTable) as problem:
        of_rows(tmp_path, *rows)
    assert "one for each item" in problem.value.text("en")


def test_headings_that_come_again_on_every_page_are_no_items(tmp_path: Path) -> None:
    heading = ("社区名称", "办公运转经费批复数", "党建经费批复数")
    pages = [row for n in range(4) for row in (heading, (f"第{n}社区", 30000 + n, 15000 + n))]
    assert len(added(of_rows(tmp_path, *pages))) == 4


@pytest.mark.parametrize("line", ["春晖社区居委会", "春晖社区（2人）", "春晖社区："])
@pytest.mark.parametrize("merges", [(), ("A2:D2", "A5:D5")], ids=["plain", "merged"])
def test_lines_between_people_say_whose_they_are(tmp_path: Path, line: str, merges: tuple[str, ...]) -> None:
    rows = (
        ("序号", "姓名", "身份证号", "职务"),
        (line, None, None, None),
        (1, "张样一", f"{ID}6", "书记"),
        (2, "李样二", f"{ID}7", "委员"),
        ("锦绣社区", None, None, None),
        (1, "王样三", f"{ID}8", "委员"),
    )
    found = of_tabs(tmp_path, Tab(rows, merges, name="名册"), book=THREE)
    people = [(row["name"], row["community"]) for row in added(found, "workers")]
    assert people == [("张样一", 1), ("李样二", 1), ("王样三", 2)]
    assert {"A2", "A5"} <= {note.cell for note in found.regions[0].notes}
    assert asked(found) == []


def test_parts_set_in_below_a_part_are_no_communities(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区", "党建经费批复数"),
        ("春晖社区", 15000),
        ("其中：第一网格", 5000),
        ("  第二网格", 10000),
        ("  锦绣社区", 15001),
        ("社区小计", 30001),
        ("街道本级", 20000),
        ("街道党建办", 1000),
        ("总计", 51001),
    )
    assert [row["name"] for row in added(found)] == ["春晖社区", "锦绣社区"]
    assert all(total.agrees for total in found.regions[0].totals)
    assert {"B3", "B4", "B7", "B8"} <= set(skipped(found))


def test_people_of_the_street_itself_are_of_no_community(tmp_path: Path) -> None:
    rows = (("社区", "姓名", "职务"), ("春晖社区", "张样一", "书记"), ("街道本级", "李样二", "委员"))
    found = of_rows(tmp_path, *rows, book=THREE)
    assert [row["name"] for row in added(found, "workers")] == ["张样一"]
    assert "no community" in refused(found)["A3"]
    assert asked(found) == []


def test_a_heading_that_says_only_unit_names_the_communities(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("单位", "党建经费批复数", "办公经费批复数"), ("春晖社区", 15000, 80000))
    assert added(found) == [{"name": "春晖社区", "party_approved": 1_500_000, "office_approved": 8_000_000}]


def test_years_below_each_community_across_the_top(tmp_path: Path) -> None:
    rows = (
        ("项目", "春晖社区", None, "锦绣社区", None),
        (None, "2025年", "2026年", "2025年", "2026年"),
        ("办公运转经费", 30000, 30500, 31000, 31500),
        ("党建经费", 15000, 15500, 16000, 16500),
        ("服务和发展专项经费", 200000, 200500, 201000, 201500),
    )
    found = of_tabs(tmp_path, Tab(rows, ("A1:A2", "B1:C1", "D1:E1")), book=THREE)
    assert {c.row: c.after["party_approved"] for c in found.changes()} == {1: 1_550_000, 2: 1_650_000}  # type: ignore[index]
    assert refused(found) == {}


def test_somebody_in_office_has_no_day_of_leaving(tmp_path: Path) -> None:
    rows = (("社区", "姓名", "职务", "离任时间"), ("春晖社区", "张样一", "书记", "在职"))
    found = of_rows(tmp_path, *rows, book=THREE)
    assert refused(found) == {}
    assert "left" not in added(found, "workers")[0]


@pytest.mark.parametrize("heading", ["身份证件号", "证件号码"])
def test_more_headings_of_ids(tmp_path: Path, heading: str) -> None:
    rows = (("社区", "姓名", "职务", heading), ("春晖社区", "张样一", "书记", f"{ID}6"))
    assert added(of_rows(tmp_path, *rows, book=THREE), "workers")[0]["id_number"] == f"{ID}6"
