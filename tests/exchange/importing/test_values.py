from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.importing.support import (
    ENDINGS,
    added,
    of_case,
    of_rows,
    of_tabs,
    refused,
    skipped,
)
from tests.files.importing import cases

TAKE = "Take the figures as written"
ADD = {"community:东风社区": "Add the community", "community:西湖社区": "Add the community"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_full_width_comma_and_units_are_read_as_numbers(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "numbers", ending)
    assert [(r["households"], r["residents"], r["office_approved"]) for r in added(found)] == [
        (1234, 3000, 500_050),
        (3000, 8500, 5_000_000),
        (2100, 5200, 5_000_000),
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_approximate_figures_are_asked_about_once_a_column_and_held(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "numbers", ending)
    (question,) = found.questions
    assert (question.column, question.cell) == ("party_members", "D2")
    assert question.cells == ("D2", "D4")
    assert [row.get("party_members") for row in added(found)] == [None, 85, None]
    assert question.text.text("en").endswith(
        "are marked as approximate. Until this is answered only these 2 cells wait, and only they can be left out."
    )
    assert not found.complete


@pytest.mark.parametrize("option", [0, 1])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_answer_in_either_language_settles_the_question(
    tmp_path: Path, option: int, language: str
) -> None:
    asked = of_case(tmp_path, "numbers", "xlsx").questions[0]
    answers = {asked.id: asked.options[option].text(language)}
    found = of_case(tmp_path, "numbers", "xlsx", answers)
    assert found.questions == ()
    assert found.complete
    taken = [row.get("party_members") for row in added(found)]
    assert taken == ([120, 85, 60] if option == 0 else [None, 85, None])


def test_a_doubtful_cell_of_a_required_column_holds_its_row_alone(tmp_path: Path) -> None:
    rows = (("社区名称", "常住户数", "网格数"), ("东风社区", "约3000", 8), ("西湖社区", 4200, 12))
    people = cases.Tab((("社区", "姓名", "职务"), ("东风社区", "张样一", "书记")), name="人员")
    found = of_tabs(tmp_path, cases.Tab(rows), people)
    assert added(found) == [{"name": "西湖社区", "households": 4200, "grids": 12}]
    assert [row.state for row in found.rows()] == ["held", "new", "held"]
    (question,) = found.questions
    assert {"A2", "B2", "C2"} <= set(question.cells)
    assert question.text.text("en").endswith(
        "Until this is answered the row of this cell waits; the others come in."
    )
    answered = of_tabs(tmp_path, cases.Tab(rows), people, answers={found.questions[0].id: TAKE})
    assert [r["households"] for r in added(answered)] == [3000, 4200]
    assert len(added(answered, "workers")) == 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_id_stored_as_a_number_is_refused_and_never_completed(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "ids", ending, ADD)
    said = refused(found)
    assert set(said) == {"C2", "C3"}
    assert "its last digits are lost" in said["C2"]
    people = added(found, "workers")
    assert [p.get("id_number") for p in people] == [None, None, "440981198401011236", "440981840101123"]
    assert {r.text for r in found.regions[0].refused} == {"4.40981E+17"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_error_cells_are_refused_by_address(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "errors", ending)
    said = refused(found)
    assert {cell: why.split(":")[0] for cell, why in said.items()} == {
        "B2": "the formula in this cell shows #REF!",
        "C3": "the formula in this cell shows #DIV/0!",
        "D3": "the formula in this cell shows #N/A",
        "D4": "the formula in this cell shows #VALUE!",
    }
    assert added(found) == [
        {"name": "东风社区", "residents": 6500, "office_approved": 5_000_000},
        {"name": "西湖社区", "households": 4200},
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_dates_of_both_formats_are_read_and_an_ambiguous_month_is_asked_about(
    tmp_path: Path, ending: str
) -> None:
    found = of_case(tmp_path, "dates", ending, ADD)
    people = added(found, "workers")
    assert [p["appointed"] for p in people] == ["2018-05-01", "2018-05", "2018-05"]
    assert [p.get("both_posts") for p in people] == ["yes", "yes", None]
    assert [p.get("birth") for p in people] == ["1984-03", "2013-07", None], "the doubtful one is held back"
    (question,) = found.questions
    assert (question.column, question.cell) == ("birth", "D4")
    assert "January or October" in question.text.text("en")
    for option, month in (("They are January", "2013-01"), ("They are October", "2013-10")):
        answered = added(of_case(tmp_path, "dates", ending, {**ADD, question.id: option}), "workers")
        assert [p["birth"] for p in answered] == ["1984-03", "2013-07", month]


def test_a_formula_without_a_stored_result_is_refused_and_never_0(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区名称", "常住户数", "网格数"), ("东风社区", "=1000+500", 8))
    assert list(refused(found)) == ["B2"]
    assert "no stored result" in refused(found)["B2"]
    assert added(found) == [{"name": "东风社区", "grids": 8}]


@pytest.mark.parametrize("ending", ENDINGS)
def test_cells_merged_down_are_filled_down(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "merged_data", ending, ADD)
    communities = {c["name"]: i for i, c in enumerate(added(found), start=10)}
    homes = [p["community"] for p in added(found, "workers")]
    assert homes == [communities["东风社区"]] * 2 + [communities["西湖社区"]] * 2
    assert found.complete


def test_an_amount_merged_over_several_rows_is_refused_and_not_repeated(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        cases.Tab(
            (("社区名称", "户数", "办公经费"), ("东风社区", 2500, 90000), ("西湖社区", 4200, None)),
            ("C2:C3",),
        ),
    )
    assert list(refused(found)) == ["C2"]
    assert all("office_approved" not in row for row in added(found))


@pytest.mark.parametrize(
    ("title", "heading", "cell", "fen"),
    [
        ("单位：万元", "办公经费", 5, 5_000_000),
        ("金额单位：万元", "办公经费", "５．５", 5_500_000),
        ("（单位：万元）", "办公经费", "50000元", 5_000_000),
        ("单位：元", "办公经费（万元）", 5, 5_000_000),
        ("单位：万元", "办公经费（元）", 50000, 5_000_000),
        ("单位：元、户、人", "办公经费", 50000, 5_000_000),
        ("", "办公经费", "2万", 2_000_000),
        ("", "办公经费", "2万元", 2_000_000),
        ("", "办公经费(万元)", "2万元", 2_000_000),
        ("", "办公经费/万元", 0.325, 325_000),
        ("填报单位：万元街道", "办公经费", 50000, 5_000_000),
    ],
)
def test_the_unit_comes_from_title_heading_or_cell(
    tmp_path: Path, title: str, heading: str, cell: object, fen: int
) -> None:
    found = of_rows(
        tmp_path, ("社区表",), (title, None, None), ("社区", "户数", heading), ("东风社区", 2500, cell)
    )
    assert added(found)[0]["office_approved"] == fen


def test_each_tab_has_its_own_unit(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        cases.Tab((("单位：万元",), ("社区", "户数", "办公经费"), ("东风社区", 2500, 5)), name="一"),
        cases.Tab((("社区", "户数", "党建经费"), ("西湖社区", 4200, 30000)), name="二"),
    )
    assert [r.unit for r in found.regions] == ["wan", "yuan"]
    assert [r.get("office_approved") or r.get("party_approved") for r in added(found)] == [
        5_000_000,
        3_000_000,
    ]


def test_a_dash_is_skipped_and_means_nothing_entered(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区名称", "户数", "党员数"), ("东风社区", 2500, "—"))
    assert skipped(found)["C2"] == "says that there is nothing to enter"
    assert found.complete


def test_names_are_kept_as_written(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区", "姓名", "职务"),
        ("东风社区", "张　三", "书记"),
        ("东风社区", "阿依•古丽", "委 员"),
        answers=ADD,
    )
    assert [p["name"] for p in added(found, "workers")] == ["张　三", "阿依•古丽"]
