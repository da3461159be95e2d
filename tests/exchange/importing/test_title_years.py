"""A table whose title or tab names another year than the one imported never comes in silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, asked, empty, of_rows, of_tabs, skipped
from tests.files.importing.cases import Tab, write

H = ("社区名称", "户数", "党建经费批复数")
ROW = ("东风社区", 2500, 20000)
AT = "2026-03-01T10:00:00+08:00"


def text_of(found: Preview) -> list[str]:
    return [q.text.text("en") for q in found.questions]


@pytest.mark.parametrize(
    "title",
    [
        "2024年社区经费（元）",
        "社区经费（2024年度）",
        "2024年12月社区情况",
        "二〇二四年社区经费",
        "截至2024年底",
    ],
)
def test_a_title_of_another_year_is_asked_about_once(tmp_path: Path, title: str) -> None:
    found = of_rows(tmp_path, (title,), H, ROW, ("西湖社区", 4200, 30000))
    assert text_of(found) == ["The title says 2024: import it into 2026?"]
    assert added(found) == []
    (question,) = found.questions
    answers = {question.id: "Read it"}
    assert [row["households"] for row in added(of_rows(tmp_path, (title,), H, ROW, answers=answers))] == [
        2500
    ]
    left = of_rows(tmp_path, (title,), H, ROW, answers={question.id: "Leave it out"})
    assert (added(left), left.complete) == ([], True)
    assert skipped(left)["B3"] == "a table of 2024, left out by your answer"


@pytest.mark.parametrize(
    "title",
    [
        "2026年社区经费",
        "2025年执行和2026年预算",
        "2025-2026年社区经费",
        "填报日期：2025年12月30日",
        "制表 2025年12月30日",
        "根据《2024年社区经费办法》",
        "青府发〔2024〕12号",
        "社区经费",
    ],
)
def test_a_title_of_the_year_or_of_a_day_asks_nothing(tmp_path: Path, title: str) -> None:
    found = of_rows(tmp_path, (title,), H, ROW)
    assert (asked(found), len(added(found))) == ([], 1)


@pytest.mark.parametrize("name", ["2024年", "2024", "24年预算", "上年"])
def test_the_name_of_a_tab_says_the_year_where_no_title_does(tmp_path: Path, name: str) -> None:
    year = "2025" if name == "上年" else "2024"
    found = of_tabs(tmp_path, Tab((H, ROW), name=name))
    assert text_of(found) == [f"The tab's name says {year}: import it into 2026?"]
    assert not text_of(of_tabs(tmp_path, Tab((("2026年经费",), H, ROW), name=name)))


def test_of_tabs_of_several_years_that_of_the_year_is_read(tmp_path: Path) -> None:
    tabs = [
        Tab(((f"{year}年社区经费（元）",), H, ("东风社区", year, 100 * year)), name=f"{year}年")
        for year in (2025, 2026, 2027)
    ]
    found = of_tabs(tmp_path, *tabs)
    assert added(found) == [{"name": "东风社区", "households": 2026, "party_approved": 20_260_000}]
    assert found.complete
    whys = [{s.why.text("en") for s in region.skipped} for region in found.regions]
    assert whys == [
        {"a table of 2025; that of 2026 is read"},
        set(),
        {"a table of 2027; that of 2026 is read"},
    ]


def test_a_table_of_other_columns_is_asked_about_and_not_passed_over(tmp_path: Path) -> None:
    money = (("2026年社区经费",), ("社区名称", "党建经费批复数"), ("东风社区", 20000))
    people = (("2025年末社区户数",), ("社区名称", "户数"), ("东风社区", 2500))
    found = of_tabs(tmp_path, Tab(money, name="经费"), Tab(people, name="户数"))
    assert text_of(found) == ["The title says 2025: import it into 2026?"]


def test_a_part_below_is_of_the_year_of_the_table_above(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("2024年社区经费",), H, ROW, (), H, ("西湖社区", 4200, 30000))
    assert len(found.questions) == 1
    assert added(found) == []


def test_headings_of_the_year_speak_for_themselves(tmp_path: Path) -> None:
    heads = ("社区名称", "2026年户数", "党建经费批复数")
    assert not text_of(of_rows(tmp_path, ("2024年社区经费",), heads, ROW))


def test_the_answer_is_remembered_for_that_year_alone(tmp_path: Path) -> None:
    def of(year: int, *remembered: Any, answers: dict[str, str] | None = None) -> Preview:
        path = write(tmp_path / "a.xlsx", Tab(((f"{year}年社区经费",), H, ROW)))
        return preview(path, empty(), None, IDS, answers, remembered=remembered)

    answers = {q.id: "Read it" for q in of(2024).questions}
    kept = of(2024, answers=answers).remembered(AT)
    assert not text_of(of(2024, *kept))
    assert text_of(of(2023, *kept)) == ["The title says 2023: import it into 2026?"]


def test_columns_under_this_year_are_read_and_those_under_last_year_are_not(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "上年", None, "本年", None),
        (None, "党建经费批复数", "户数", "党建经费批复数", "户数"),
        ("东风社区", 19000, 2400, 20000, 2500),
    )
    assert added(found) == [{"name": "东风社区", "households": 2500, "party_approved": 2_000_000}]


@pytest.mark.parametrize("heading", ["去年户数", "上年户数", "户数（上年末）", "上一年度户数"])
def test_a_column_of_last_year_is_none_of_this_one(tmp_path: Path, heading: str) -> None:
    found = of_rows(tmp_path, ("社区名称", heading, "网格数"), ("东风社区", 2400, 5))
    assert added(found) == [{"name": "东风社区", "grids": 5}]
    assert not asked(found)


YEARS = (
    ("2025年经费",),
    ("社区名称", "总户数", "2025年办公经费批复数"),
    ("东风社区", 1000, 50_000),
    ("合计", 1000, 50_000),
    (),
    ("2026年经费",),
    ("社区名称", "总户数", "2026年办公经费批复数"),
    ("东风社区", 1100, 60_000),
    ("合计", 1100, 60_000),
)


@pytest.mark.parametrize("set_to", ["", "office_actual"])
def test_a_column_set_in_last_years_table_is_not_set_in_this_years(tmp_path: Path, set_to: str) -> None:
    path = write(tmp_path / "a.xlsx", Tab(YEARS))
    first = preview(path, empty(), None, IDS)
    assert first.complete
    layouts = [region.layout for region in first.regions]
    layouts[0] = replace(layouts[0], columns={**layouts[0].columns, 3: set_to})
    found = preview(path, empty(), None, IDS, layouts=layouts)
    assert found.regions[1].columns[2].column == "office_approved"
    assert added(found) == [{"name": "东风社区", "households": 1100, "office_approved": 6_000_000}]
