"""Indicators down and communities or years across are turned over, and every address is the one people see."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from street_desk.exchange.importing import Preview, preview
from street_desk.exchange.problems import UnclearTable
from tests.exchange.importing.support import IDS, accounted, added, empty, of_rows, of_tabs, refused, skipped
from tests.files.importing.cases import Tab, write

ACROSS = (
    ("幸福街道社区情况",),
    ("序号", "指标", "单位", "东风社区", "西湖社区", "合计"),
    (1, "常住户数", "户", 2500, 4200, 6800),
    (2, "网格数", "个", "约8", "若干", 17),
    (3, "楼栋数", "栋", 30, 40, 70),
    (4, "办公经费", "万元", 5, 6, 11),
    ("注：年末数",),
    ("填表人：张样二",),
)
YEARS = (
    ("东风社区基本情况",),
    ("指标", "2024年", "2025年", "2026年", "增减"),
    ("常住户数", 2300, 2400, 2500, 100),
    ("网格数", 7, 8, 9, 1),
    ("党员数", 100, 110, 120, 10),
)


def holds_all(found: Preview, cells: set[str]) -> bool:
    return set().union(*map(accounted, found.regions)) >= cells


def test_communities_across_are_rows(tmp_path: Path) -> None:
    found = of_rows(tmp_path, *ACROSS)
    region = found.regions[0]
    assert added(found) == [
        {"name": "东风社区", "households": 2500, "office_approved": 5_000_000},
        {"name": "西湖社区", "households": 4200, "office_approved": 6_000_000},
    ]
    assert (region.header, region.unit) == ("B2:C6", "wan")
    assert {c.heading: (c.column, c.letters) for c in region.columns} == {
        "指标": ("name", "2"),
        "常住户数": ("households", "3"),
        "网格数": ("grids", "4"),
        "楼栋数/栋": ("", "5"),
        "办公经费": ("office_approved", "6"),
    }
    assert found.office_offers == {"preparer": "张样二"}


def test_all_that_is_said_of_a_turned_table_names_the_cells_that_people_see(tmp_path: Path) -> None:
    found = of_rows(tmp_path, *ACROSS)
    region = found.regions[0]
    assert region.rows[0].cells["households"].address == "D3"
    assert [(t.cell, t.agrees) for t in region.totals] == [("F3", False), ("F6", True)]
    assert "1 of the cells it sums up hold no figure" in skipped(found)["F4"]
    assert list(refused(found)) == ["E4"]
    (question,) = found.questions
    assert (question.column, question.cell, question.cells) == ("grids", "D4", ("D4",))
    assert {"D5", "E5", "F5", "A2", "A3", "F2"} <= set(skipped(found))
    assert [n.cell for n in region.notes] == ["A1", "A7", "A8"]
    filled = {f"{c}{r}" for r in range(2, 7) for c in "ABCDEF"}
    assert holds_all(found, filled | {"A1", "A7", "A8"})


def test_labels_of_groups_down_the_side_are_groups(tmp_path: Path) -> None:
    rows = (
        ("项目", None, "东风社区", "西湖社区"),
        ("户数", None, 2500, 4200),
        ("经费", "办公", 50000, 60000),
        (None, "服务", 100000, 110000),
        (None, "党建", 20000, 30000),
    )
    found = of_tabs(tmp_path, Tab(rows, ("A1:B1", "A2:B2", "A3:A5")))
    assert [c.heading for c in found.regions[0].columns] == [
        "项目",
        "户数",
        "经费/办公",
        "经费/服务",
        "经费/党建",
    ]
    assert added(found)[1] == {
        "name": "西湖社区",
        "households": 4200,
        "office_approved": 6_000_000,
        "service_approved": 11_000_000,
        "party_approved": 3_000_000,
    }


def test_of_years_across_only_the_one_of_the_import_is_read(tmp_path: Path) -> None:
    found = of_rows(tmp_path, *YEARS)
    assert added(found) == [{"name": "东风社区", "households": 2500, "grids": 9, "party_members": 120}]
    said = skipped(found)
    others = {f"{c}{r}" for c in "BC" for r in range(2, 6)}
    assert {cell for cell, why in said.items() if why == "a figure of another year"} == others
    assert holds_all(found, {f"{c}{r}" for c in "ABCDE" for r in range(2, 6)} | {"A1"})
    assert found.regions[0].rows[0].cells["households"].address == "D3"
    assert found.complete


def test_hidden_rows_and_columns_are_named_as_they_stand(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", Tab(YEARS))
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.row_dimensions[4].hidden = True
    book.save(path)
    found = preview(path, empty(), None, IDS)
    assert [r.what.text("en") for r in found.regions[0].remarks] == [
        "row 4 is hidden; it was read all the same"
    ]


@pytest.mark.parametrize("rows", [ACROSS, YEARS])
def test_a_turned_table_can_be_handed_back_as_a_layout(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...]
) -> None:
    path = write(tmp_path / "a.xlsx", Tab(rows))
    first = preview(path, empty(), None, IDS)
    assert first.regions[0].layout.shape == "turned"
    again = preview(path, empty(), None, IDS, layouts=[first.regions[0].layout])
    assert again.to_json() == first.to_json()


def test_what_cannot_be_told_is_said_in_one_sentence(tmp_path: Path) -> None:
    rows = (("常住户数", 2500, 4200), ("网格数", 8, 9), ("党员数", 1, 2))
    with pytest.raises(UnclearTable) as problem:
        of_rows(tmp_path, *rows)
    assert "Sheet1" in problem.value.text("en")
    found = of_tabs(tmp_path, Tab((("社区名称", "户数"), ("东风社区", 2500))), Tab(rows, name="指标"))
    assert [(u.tab, "no row above them says" in u.why.text("en")) for u in found.unread] == [("指标", True)]


def test_a_column_of_totals_right_of_the_communities_does_not_hide_that_the_table_is_turned(
    tmp_path: Path,
) -> None:
    rows = (
        ("情况（单位：千元）",),
        ("社区名称", "东风社区", "西湖社区", "合计"),
        ("户数", 900, 901, 1801),
        ("办公运转经费批复数", 30.5, 31.25, 61.75),
        ("党建经费批复数", 15, 15.001, 30.001),
    )
    found = of_rows(tmp_path, *rows)
    assert added(found) == [
        {"name": "东风社区", "households": 900, "office_approved": 3_050_000, "party_approved": 1_500_000},
        {"name": "西湖社区", "households": 901, "office_approved": 3_125_000, "party_approved": 1_500_100},
    ]
    assert [(t.cell, t.agrees) for t in found.regions[0].totals] == [("D3", True), ("D4", True), ("D5", True)]
    assert found.complete


def test_a_row_called_like_a_column_is_no_community(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数", "党员数"),
        ("东风社区", 900, 30),
        ("党员数", 30, 31),
        ("办公经费批复数", 3, 4),
    )
    assert [row["name"] for row in added(found)] == ["东风社区"]
    assert refused(found)["A3"] == "“党员数” is the name of a column and of no community"
    assert {"A3", "B3", "C3", "A4", "B4", "C4"} == set(refused(found))
