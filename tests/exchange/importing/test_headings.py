from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.exchange.problems import NothingFound
from tests.exchange.importing.support import ENDINGS, added, columns, of_case, of_rows, of_tabs, skipped
from tests.files.importing.cases import Tab

FUNDED = [
    {
        "name": "东风社区",
        "households": 2500,
        "office_approved": 5_000_000,
        "service_approved": 10_000_000,
        "party_approved": 2_000_000,
        "note": "老旧小区多",
    },
    {
        "name": "西湖社区",
        "households": 4200,
        "office_approved": 6_000_000,
        "service_approved": 10_000_000,
        "party_approved": 3_000_000,
    },
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_titles_above_the_heading_give_the_unit_and_the_office(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "titles", ending)
    region = found.regions[0]
    assert (region.header, region.unit) == ("A4:E4", "wan")
    assert added(found)[0]["party_approved"] == 2_500_000
    assert [note.cell for note in region.notes] == ["A1", "A3", "D3", "E3"]
    assert found.office_offers == {"street": "幸福街道办事处"}
    assert found.complete


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("case", ["two_rows", "unmerged", "lower_labels"])
def test_merged_headings_and_those_merged_anew_give_the_same(tmp_path: Path, case: str, ending: str) -> None:
    found = of_case(tmp_path, case, ending)
    assert columns(found)["经费/办公"] == "office_approved"
    assert columns(found)["经费/党建"] == "party_approved"
    assert columns(found)["备注"] == "note"
    assert found.regions[0].header == "A1:G2"
    assert added(found) == FUNDED


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_group_without_a_label_is_read_by_what_stands_below(tmp_path: Path, ending: str) -> None:
    assert added(of_case(tmp_path, "empty_group", ending)) == FUNDED


@pytest.mark.parametrize("ending", ENDINGS)
def test_three_rows_of_headings_are_matched_at_every_level(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "three_rows", ending)
    assert found.regions[0].header == "A1:G3"
    assert columns(found) == {
        "社区基本情况/名称": "name",
        "社区基本情况/户数": "households",
        "社区基本情况/党组织设置": "party_organisation",
        "保障经费（元）/办公运转经费/控制数": "office_ceiling",
        "保障经费（元）/办公运转经费/批复数": "office_approved",
        "保障经费（元）/党建经费": "party_approved",
        "保障经费（元）/合计": "",
    }
    assert added(found)[0]["office_ceiling"] == 6_000_000


@pytest.mark.parametrize("ending", ENDINGS)
def test_rows_that_explain_the_columns_are_skipped_and_shown(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "instructions", ending)
    said = skipped(found)
    assert {cell for cell, why in said.items() if why == "says how to fill the table in"} == {
        *(f"{c}3" for c in "ABCDE"),
        *(f"{c}4" for c in "ABCDE"),
        "A5",
    }
    assert [row["office_approved"] for row in added(found)] == [5_000_000, 6_000_000]


def test_a_row_of_units_belongs_to_the_heading(tmp_path: Path) -> None:
    found = of_case(tmp_path, "instructions", "xlsx")
    assert found.regions[0].header == "A1:E2"
    assert "办公经费" in columns(found)


def test_a_first_row_with_figures_in_words_is_data_and_not_an_instruction(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区名称", "常住户数", "常住人口"), ("东风社区", "几千", "好几千"))
    assert added(found) == [{"name": "东风社区"}]
    assert [r.cell for r in found.regions[0].refused] == ["B2", "C2"]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("社 区 名 称", "name"),
        ("居委会名称", "name"),
        ("总户数（户）", "households"),
        ("常住居民户数", "households"),
        ("居民常住户数", "households"),
        ("本社区党员总数", "party_members"),
        ("非户籍人口数", ""),
        ("党组织设置形式", "party_organisation"),
        ("辖区面积（平方公里）", "area_km2"),
        ("办公运行经费", "office_approved"),
        ("2026年办公运转经费", "office_approved"),
        ("社区办公运转经费（元）", "office_approved"),
        ("惠民资金", "service_approved"),
        ("党组织工作经费", "party_approved"),
        ("办公运转经费执行数", "office_actual"),
        ("党建经费决算数", "party_actual"),
        ("服务和发展专项经费控制数", "service_ceiling"),
        ("办公用房面积", ""),
        ("部门工作经费", ""),
        ("2025年办公经费", ""),
        ("上年办公运转经费批复数", ""),
        ("户均面积", ""),
        ("两委实有", ""),
        ("公益性岗位应配数", ""),
    ],
)
def test_a_heading_is_taken_for_the_column_it_means(tmp_path: Path, heading: str, column: str) -> None:
    others = [name for name in ("社区", "户数", "星级") if column not in ("name", "households")] or (
        ["网格数", "户数"] if column == "name" else ["社区", "网格数"]
    )
    found = of_rows(tmp_path, (*others, heading), ("东风社区" if others[0] == "社区" else 1, 2, 3))
    assert columns(found)[heading.replace(" ", "")] == column


def test_money_of_a_group_about_something_else_is_not_a_fund(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab(
            (
                ("社区", "户数", "设施用途", None, "阵地"),
                (None, None, "办公", "服务", "面积"),
                ("东风社区", 2500, 1, 2, 300),
            ),
            ("A1:A2", "B1:B2", "C1:D1"),
        ),
    )
    assert added(found) == [{"name": "东风社区", "households": 2500}]


def test_parts_of_a_fund_are_skipped_and_its_subtotal_is_taken(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab(
            (
                ("社区名称", "户数", "办公运转经费", None, None),
                (None, None, "基础", "增加", "小计"),
                ("东风社区", 2500, 50000, 30000, 80000),
            ),
            ("A1:A2", "B1:B2", "C1:E1"),
        ),
    )
    assert added(found) == [{"name": "东风社区", "households": 2500, "office_approved": 8_000_000}]
    assert skipped(found)["C3"] == "a part of the fund; only the whole of it is held"


def test_of_two_headings_for_one_column_the_better_one_takes_it(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "总户数", "常住户数", "办公经费", "办公运转经费批复数"),
        ("东风社区", 2600, 2500, 70000, 60000),
    )
    assert added(found) == [{"name": "东风社区", "households": 2500, "office_approved": 6_000_000}]
    assert skipped(found)["B2"] == "the heading 常住户数 fits this column better"


def test_derived_columns_of_a_foreign_workbook_are_not_imported(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("所在社区", "姓名", "职务", "基本报酬", "职务补贴", "月报酬"),
        ("东风社区", "张样一", "书记", 1950, 500, 2450),
        answers={"community:东风社区": "Add the community"},
    )
    assert added(found, "workers")[0]["former_pay"] == 245_000
    assert skipped(found)["D2"] == "the program works this out itself"


def test_several_tables_of_one_tab_are_several_regions(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区情况",),
        ("社区名称", "常住户数", "办公经费"),
        ("东风社区", 2500, 5),
        ("合计", 2500, 5),
        (),
        ("社区工作者花名册",),
        ("社区", "姓名", "职务"),
        ("东风社区", "张样一", "书记"),
    )
    assert [(r.sheet, r.header, len(r.rows)) for r in found.regions] == [
        ("communities", "A2:C2", 1),
        ("workers", "A7:C7", 1),
    ]
    assert [n.text for n in found.regions[1].notes] == ["社区工作者花名册"]
    assert added(found, "workers")[0]["community"] == 10


def test_a_tab_without_a_table_is_named(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((("社区名称", "常住户数"), ("东风社区", 2500)), name="社区"),
        Tab((("填报要求",), ("请于3月前报送。",)), name="说明"),
    )
    assert [(u.tab, u.why.text("en")) for u in found.unread] == [
        ("说明", "no row of it has the headings of a table that this program knows")
    ]
    assert [u["tab"] for u in found.to_json()["unread"]] == ["说明"]


def test_a_workbook_without_any_table_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(NothingFound) as problem:
        of_rows(tmp_path, ("菜单", "价格"), ("包子", 2))
    assert "工作簿.xlsx" in problem.value.text("en")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("2026年户数", "households"),
        ("户数（2026年末）", "households"),
        ("2026年度党建经费批复数", "party_approved"),
        ("截至2026年底党员数", "party_members"),
        ("2025年户数", ""),
        ("2025年党建经费批复数", ""),
        ("2025-2026年户数", ""),
        ("2025至2026年常住人口", ""),
    ],
)
def test_a_year_in_a_heading_is_that_of_its_figures(tmp_path: Path, heading: str, column: str) -> None:
    found = of_rows(tmp_path, ("社区", heading, "网格数"), ("东风社区", 900, 7))
    assert columns(found) == {"社区": "name", heading: column, "网格数": "grids"}


def test_headings_that_all_name_a_year_are_found(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区", "2026年户数", "2026年党建经费批复数"), ("东风社区", 900, 15000))
    assert added(found) == [{"name": "东风社区", "households": 900, "party_approved": 1_500_000}]


def test_of_groups_of_years_only_that_of_the_import_is_read(tmp_path: Path) -> None:
    rows = (
        ("社区", "2025年", None, "2026年", None),
        (None, "户数", "党建经费批复数", "户数", "党建经费批复数"),
        ("东风社区", 800, 14000, 900, 15000),
    )
    found = of_tabs(tmp_path, Tab(rows, ("A1:A2", "B1:C1", "D1:E1")))
    assert added(found) == [{"name": "东风社区", "households": 900, "party_approved": 1_500_000}]
    assert skipped(found)["B3"] == "a figure of another year"
    assert skipped(found)["C3"] == "an amount of another year"


def test_a_plain_heading_is_preferred_to_one_with_the_year(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区", "2026年户数", "户数"), ("东风社区", 900, 901))
    assert added(found) == [{"name": "东风社区", "households": 901}]
