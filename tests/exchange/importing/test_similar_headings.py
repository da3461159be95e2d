"""Headings that are like a column's name: taken where only a slip of the pen can be meant, else asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, answering, asked, columns, empty, of_rows, skipped
from tests.files.importing.cases import Tab, write


def of_heading(folder: Path, heading: str, answers: dict[str, str] | None = None) -> Preview:
    return of_rows(
        folder, ("社区名称", "网格数", heading), ("东风社区", 3, 2500), ("西湖社区", 4, 4200), answers=answers
    )


@pytest.mark.parametrize(
    ("heading", "column", "name"),
    [
        ("常往户数", "households", "常住户数"),
        ("户数(常住)", "households", "常住户数"),
        ("现有常住居民总户数", "households", "常住户数"),
        ("户藉人口", "registered", "户籍人口"),
        ("党员总人数", "party_members", "党员人数"),
    ],
)
def test_a_slip_another_order_and_more_words_are_taken(
    tmp_path: Path, heading: str, column: str, name: str
) -> None:
    found = of_heading(tmp_path, heading)
    (view,) = (c for c in found.regions[0].columns if c.heading == heading)
    assert view.column == column
    assert 85 <= view.score < 95
    assert view.reason.text("en") == f"like “{name}”"
    assert found.complete


@pytest.mark.parametrize(
    ("heading", "column"), [("身份证号吗", "id_number"), ("联系电活", "phone"), ("政治面貎", "political")]
)
def test_slips_in_lists_of_people_are_taken(tmp_path: Path, heading: str, column: str) -> None:
    found = of_rows(tmp_path, ("社区", "姓名", "职务", heading), ("东风社区", "张样一", "书记", None))
    assert columns(found)[heading] == column


def test_figures_of_another_year_are_neither_taken_nor_asked_about(tmp_path: Path) -> None:
    found = of_heading(tmp_path, "2025年常住户数")
    assert columns(found)["2025年常住户数"] == ""
    assert found.questions == ()
    assert skipped(found)["C2"] == "a figure of another year"


@pytest.mark.parametrize("heading", ["人均常住户数", "新增网格数", "科目编码"])
def test_what_is_another_thing_is_neither_taken_nor_asked_about(tmp_path: Path, heading: str) -> None:
    found = of_heading(tmp_path, heading)
    assert columns(found)[heading] == ""
    assert found.questions == ()
    assert skipped(found)["C2"] == "no column has this heading"


def test_a_doubtful_heading_is_asked_about_and_its_column_waits(tmp_path: Path) -> None:
    found = of_heading(tmp_path, "户籍户数")
    (question,) = found.questions
    assert (question.column, question.cells) == ("registered", ("C2", "C3"))
    assert question.text.text("en") == "Is “户籍户数” the column 户籍人口?"
    assert added(found) == [{"name": "东风社区", "grids": 3}, {"name": "西湖社区", "grids": 4}]
    assert not found.complete


def test_a_required_column_that_waits_holds_its_rows(tmp_path: Path) -> None:
    found = of_heading(tmp_path, "常住户口数")
    assert found.questions[0].column == "households"
    assert [row.state for row in found.rows()] == ["held", "held"]
    assert found.changes() == ()


@pytest.mark.parametrize(
    ("answer", "value"), [("Yes, take its figures", 2500), ("No, leave the column out", None)]
)
def test_the_answer_is_carried_out(tmp_path: Path, answer: str, value: int | None) -> None:
    answers = answering(of_heading(tmp_path, "户籍户数"), registered=answer)
    found = of_heading(tmp_path, "户籍户数", answers)
    assert added(found)[0].get("registered") == value
    assert found.complete
    if value is None:
        assert skipped(found)["C2"] == "left out by you"


def test_a_heading_whose_column_is_taken_is_not_asked_about(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区名称", "户籍人口", "户籍户数"), ("东风社区", 5000, 2500))
    assert found.questions == ()
    assert skipped(found)["C2"] == "the heading 户籍人口 fits this column better"


def test_amounts_are_never_taken_by_a_likeness_alone(tmp_path: Path) -> None:
    found = of_heading(tmp_path, "服装经费")
    assert [q.cell for q in found.questions] == ["C1"]


def sheets(folder: Path, *tabs: Tab) -> list[str]:
    return [r.sheet for r in preview(write(folder / "x.xlsx", *tabs), empty(), None, IDS).regions]


def test_every_kind_of_sheet_is_told_by_all_its_headings(tmp_path: Path) -> None:
    cases: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
        "communities": (("社区", "户数", "面积", "类型", "备注"), ("东风社区", 2500, 1.2, "城市", None)),
        "workers": (("社区", "姓名", "性别", "党员", "职务"), ("东风社区", "张样一", "男", "是", "书记")),
        "premises": (("社区", "阵地名称", "用途", "面积", "备注"), ("东风社区", "大厅", "办公", 300, None)),
        "duties": (("序号", "事项名称", "牵头部门", "依据"), (1, "人民调解", "司法所", "人民调解法")),
    }
    found = sheets(tmp_path, *(Tab(rows, name=f"表{n}") for n, rows in enumerate(cases.values())))
    assert found == list(cases)


def test_people_without_a_column_of_names_are_no_communities(tmp_path: Path) -> None:
    people = Tab(
        (("社区", "人员", "性别", "学历", "政治面貌", "职务", "党员"), ("东风社区", "张", "男", 1, 2, 3, 4))
    )
    others = Tab((("社区名称", "户数"), ("东风社区", 2500)), name="社区")
    found = preview(write(tmp_path / "x.xlsx", people, others), empty(), None, IDS)
    assert [u.tab for u in found.unread] == ["Sheet1"]


def test_where_two_sheets_fit_alike_the_tab_says_which(tmp_path: Path) -> None:
    rows = (("名称", "面积", "类型", "社区"), ("大厅", 300, "办公", "东风社区"))
    assert sheets(tmp_path, Tab(rows, name="阵地")) == ["premises"]


def test_part_of_a_number_is_not_taken_for_all_of_it(tmp_path: Path) -> None:
    found = of_heading(tmp_path, "低保户数")
    assert asked(found) == ["column:households"]
    found = of_rows(tmp_path, ("社区名称", "常住户数", "低保户数"), ("东风社区", 2500, 31))
    assert added(found) == [{"name": "东风社区", "households": 2500}]
    assert found.questions == ()
