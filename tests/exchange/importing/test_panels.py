"""Tables that stand beside each other in one tab are read each by itself, and nothing between them is silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, columns, empty, of_rows, skipped, year
from tests.files.importing.cases import Tab, write

H = ("序号", "社区名称", "常住户数")
BOOK = year([(1, {"name": "东风社区"}), (2, {"name": "西湖社区"})])
HALVES = (
    ("幸福街道社区户数表",),
    ("填报单位：幸福街道", None, None, None, None, None, "单位：户"),
    (*H, None, *H),
    (1, "东风社区", 2500, None, 3, "南山社区", 900),
    (2, "西湖社区", 4200, None, 4, "北山社区", 800),
    (None, None, None, None, "合计", None, 8400),
    ("注：户数为年末数",),
)


def names(found: Preview) -> list[Any]:
    return [row["name"] for row in added(found)]


def test_a_table_that_goes_on_in_the_right_half_of_the_page_is_read_in_parts(tmp_path: Path) -> None:
    found = of_rows(tmp_path, *HALVES)
    assert [(r.header, len(r.rows)) for r in found.regions] == [("A3:C3", 2), ("E3:G3", 2)]
    assert names(found) == ["东风社区", "西湖社区", "南山社区", "北山社区"]
    (total,) = found.regions[1].totals
    assert total == ("G6", "households", 8400, 8400, True), "over both halves"
    assert found.complete


def test_titles_are_shared_and_not_doubled(tmp_path: Path) -> None:
    found = of_rows(tmp_path, *HALVES)
    assert [[n.cell for n in r.notes] for r in found.regions] == [["A1", "A2", "A7"], ["G2"]]


def test_headings_that_begin_anew_without_a_gap_are_another_panel(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        H + H,
        (1, "东风社区", 2500, 3, "南山社区", 900),
        (2, "西湖社区", 4200, None, None, None),
        ("合计", None, 6700, "合计", None, 900),
    )
    assert [r.header for r in found.regions] == ["A1:C1", "D1:F1"]
    assert names(found) == ["东风社区", "西湖社区", "南山社区"]
    assert [t.agrees for r in found.regions for t in r.totals] == [True, True]


def test_panels_of_two_sheets_have_their_own_columns_and_may_begin_in_other_rows(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数", "网格数"),
        ("东风社区", 2500, 3),
        ("西湖社区", 4200, 4, None, "工作者花名册"),
        ("南山社区", 900, 5, None, "社区", "姓名", "职务"),
        (None, None, None, None, "东风社区", "张样一", "书记"),
        book=BOOK,
    )
    assert [(r.sheet, r.header) for r in found.regions] == [("communities", "A1:C1"), ("workers", "E4:G4")]
    assert names(found) == ["南山社区"]
    assert [row["name"] for row in added(found, "workers")] == ["张样一"]
    assert found.complete


def test_a_panel_that_fits_no_sheet_is_skipped_cell_by_cell_with_the_reason(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("收支情况", None, None, None, "单位：万元"),
        ("科目编码", "社区名称", "办公经费", None, "支出项目", "金额"),
        ("2080208", "东风社区", 5, None, "水电", 100),
        ("2080209", "西湖社区", 6, None, "合计", 100),
        ("合计", None, 11, None, "差旅", 5),
    )
    assert [row["office_approved"] for row in added(found)] == [5_000_000, 6_000_000]
    assert columns(found)["科目编码"] == ""
    said = skipped(found)
    assert {cell for cell, why in said.items() if why == "no column has this heading"} == {
        *(f"{c}{r}" for c in "EF" for r in range(2, 6)),
        "A3",
        "A4",
    }
    assert [n.cell for n in found.regions[0].notes] == ["A1", "E1"]
    assert found.complete


def test_a_panel_on_the_left_does_not_make_totals_of_the_rows_beside_it(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("收入项目", "金额", None, "社区名称", "常住户数", "网格数"),
        ("拨款", 100, None, "东风社区", 2500, 8),
        ("合计", 100, None, "西湖社区", 4200, 9),
    )
    assert names(found) == ["东风社区", "西湖社区"]
    assert found.regions[0].totals == ()


def test_an_empty_column_inside_one_table_makes_no_panels(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数", None, "网格数", "星级"),
        ("东风社区", 2500, None, 3, 4),
    )
    assert len(found.regions) == 1
    assert added(found) == [{"name": "东风社区", "households": 2500, "grids": 3, "star": 4}]


def test_a_second_name_in_a_row_of_people_makes_no_panels(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区", "姓名", "职务", "姓名", "关系"),
        ("东风社区", "张样一", "书记", "张样二", "夫妻"),
        book=BOOK,
    )
    assert [row["name"] for row in added(found, "workers")] == ["张样一"]
    assert skipped(found)["D2"] == "the heading 姓名 fits this column better"


def test_panels_can_be_handed_back_as_layouts_and_change_nothing(tmp_path: Path) -> None:
    for rows in (
        HALVES,
        (
            ("收支情况", None, None, None, "单位：万元"),
            ("社区名称", "户数", "办公经费", None, "支出项目", "金额"),
            ("东风社区", 2500, 5, None, "水电", 100),
        ),
    ):
        path = write(tmp_path / "a.xlsx", Tab(rows))
        first = preview(path, empty(), None, IDS)
        again = preview(path, empty(), None, IDS, layouts=[r.layout for r in first.regions])
        assert again.to_json() == first.to_json()
        assert again.changes() == first.changes()
