"""Amounts of several sizes in one column, columns without a unit beside others, rows that name their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, empty, of_rows, of_tabs, skipped
from tests.exchange.importing.test_hidden_and_scale import against_the_standard
from tests.files.importing.cases import Tab, write

H = ("社区名称", "总户数", "办公经费批复数")
AT = "2026-03-01T10:00:00+08:00"


def table(*amounts: Any, name: str = "第", heads: tuple[str, ...] = H) -> tuple[tuple[Any, ...], ...]:
    return (heads, *((f"{name}{n}社区", 1000, amount) for n, amount in enumerate(amounts)))


def office(found: Preview) -> list[int | None]:
    return [row.get("office_approved") for row in added(found)]


MIXED = table(3.1, 31000, 3.3, 3.4, 34000, 3.6)


@pytest.mark.parametrize(
    ("option", "amounts"),
    [
        ("Multiply by 10,000", [3_100_000, 3_100_000, 3_300_000, 3_400_000, 3_400_000, 3_600_000]),
        ("Take the figures as written", [310, 3_100_000, 330, 340, 3_400_000, 360]),
        ("Leave these cells out", [None, 3_100_000, None, None, 3_400_000, None]),
    ],
)
def test_only_the_cells_that_are_off_wait_and_are_multiplied(
    tmp_path: Path, option: str, amounts: list[int | None]
) -> None:
    found = of_rows(tmp_path, *MIXED)
    (question,) = found.questions
    assert question.cells == ("C2", "C4", "C5", "C7")
    assert "Until this is answered only these 4 cells wait" in question.text.text("en")
    assert office(found) == [None, 3_100_000, None, None, 3_400_000, None]
    answered = of_rows(tmp_path, *MIXED, answers={question.id: option})
    assert office(answered) == amounts
    assert answered.complete


def test_half_and_half_beside_the_standard(tmp_path: Path) -> None:
    rows = (
        ("社区名称", "常住户数", "党组织设置", "办公经费"),
        ("东风社区", 2500, "党支部", 8),
        ("西湖社区", 2600, "党支部", 80000),
    )
    (question,) = against_the_standard(tmp_path, *rows).questions
    assert question.cells == ("D2",)
    answered = against_the_standard(tmp_path, *rows, answers={question.id: "Multiply by 10,000"})
    assert office(answered) == [8_000_000, 8_000_000]


def test_an_amount_no_community_is_given_waits(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("单位：万元",), *table(15000, 16000, 17000))
    (question,) = found.questions
    assert "10,000 times too large beside what a community is given in a year" in question.text.text("en")
    assert office(found) == [None, None, None]
    few = of_rows(tmp_path, *table(80000, 90000, 800_000_000))
    assert [q.cells for q in few.questions] == [("C4",)]


def test_amounts_with_a_unit_of_their_own_are_not_multiplied_with_the_others(tmp_path: Path) -> None:
    rows = table(8, "8万元", 9, "90000元")
    (question,) = of_rows(tmp_path, *rows).questions
    assert question.cells == ("C2", "C4")
    answered = of_rows(tmp_path, *rows, answers={question.id: "Multiply by 10,000"})
    assert office(answered) == [8_000_000, 8_000_000, 9_000_000, 9_000_000]


def test_about_so_much_is_judged_like_any_amount_once_it_is_taken(tmp_path: Path) -> None:
    def of(text: str, *remembered: Any, answers: dict[str, str] | None = None) -> Preview:
        path = write(tmp_path / "a.xlsx", Tab(table(text, text, text, text)))
        return preview(path, empty(), None, IDS, answers, remembered=remembered)

    answers = {q.id: q.options[0].text("en") for q in of("约80000").questions}
    done = of("约80000", answers=answers)
    assert done.complete
    second = of("约8", *done.remembered(AT))
    assert [q.id.partition(":")[0] for q in second.questions] == ["scale"]
    assert office(second) == [None] * 4


ODD = table(*[80000] * 6, 8, 8, 80)


def test_cells_that_are_off_by_different_factors_are_asked_about_apart(tmp_path: Path) -> None:
    found = of_rows(tmp_path, *ODD)
    asked = {q.cells: q.options[1].text("en") for q in found.questions}
    assert asked == {("C8", "C9"): "Multiply by 10,000", ("C10",): "Multiply by 1,000"}
    answers = {q.id: q.options[1].text("en") for q in found.questions}
    assert office(of_rows(tmp_path, *ODD, answers=answers)) == [8_000_000] * 9


def test_two_tables_that_are_off_differently_have_questions_of_their_own(tmp_path: Path) -> None:
    tabs = [Tab(table(*[80000] * 6, odd, name=name), name=name) for name, odd in (("东", 8), ("西", 80))]
    found = of_tabs(tmp_path, *tabs)
    assert len(found.questions) == 2
    answers = {q.id: q.options[1].text("en") for q in found.questions}
    answered = of_tabs(tmp_path, *tabs, answers=answers)
    assert set(office(answered)) == {8_000_000}
    assert answered.complete


HALF = ("社区名称", "户数", "办公经费批复数（万元）", "服务经费批复数")


@pytest.mark.parametrize(("amount", "held"), [(90_000, 9_000_000), (9, 9_000_000), (1.5, 1_500_000)])
def test_a_heading_without_a_unit_beside_one_with_is_read_as_is_plausible(
    tmp_path: Path, amount: float, held: int
) -> None:
    found = of_rows(tmp_path, HALF, ("东风社区", 900, 8, amount), ("西湖社区", 900, 8, amount))
    assert [row["service_approved"] for row in added(found)] == [held, held]
    assert {row["office_approved"] for row in added(found)} == {8_000_000}


@pytest.mark.parametrize(
    ("option", "held"),
    [
        ("They are in yuan", 60_000),
        ("They are in 10,000 yuan", 600_000_000),
        ("Leave these cells out", None),
    ],
)
def test_a_heading_whose_unit_cannot_be_told_is_asked_about(
    tmp_path: Path, option: str, held: int | None
) -> None:
    rows = (HALF, ("东风社区", 900, 8, 600), ("西湖社区", 900, 8, 600))
    found = of_rows(tmp_path, *rows)
    (question,) = found.questions
    assert (question.column, question.cells) == ("service_approved", ("D2", "D3"))
    assert not any("service_approved" in row for row in added(found))
    answered = of_rows(tmp_path, *rows, answers={question.id: option})
    assert [row.get("service_approved") for row in added(answered)] == [held, held]
    # 6,000,000 is much and 600 is little, so that what was answered is not asked again.
    assert answered.complete


def test_a_title_speaks_for_headings_without_a_unit(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("单位：元",), HALF, ("东风社区", 900, 8, 600))
    assert (added(found)[0]["service_approved"], found.complete) == (60_000, True)


def test_a_column_of_units_says_each_rows_own(tmp_path: Path) -> None:
    rows = (
        ("社区名称", "党建经费批复数", "单位"),
        ("东风社区", 1.5, "万元"),
        ("西湖社区", 15000, "元"),
        ("南山社区", 15, "千元"),
        ("北湖社区", 15000, None),
        ("合计", 6, "万元"),
    )
    found = of_rows(tmp_path, *rows)
    assert [row["party_approved"] for row in added(found)] == [1_500_000] * 4
    assert skipped(found)["C2"] == "the unit of the amounts in its row"
    assert [t.agrees for t in found.regions[0].totals] == [True]
    assert found.complete


@pytest.mark.parametrize("line", [("单位：元",), ("续表", None, "单位：元"), ("（金额：元）",)])
def test_a_line_of_units_between_the_rows_holds_for_those_below_it(
    tmp_path: Path, line: tuple[Any, ...]
) -> None:
    first, second = ("第一社区", 900, 8), ("第二社区", 900, 80_000)
    found = of_rows(tmp_path, ("单位：万元",), H, first, first[:0], line, second)
    assert office(found) == [8_000_000, 8_000_000]
    assert found.complete


def test_a_unit_in_a_title_goes_before_one_that_was_once_set_by_hand(tmp_path: Path) -> None:
    def of(title: str, amount: float, *remembered: Any, layouts: Any = ()) -> Preview:
        path = write(tmp_path / "a.xlsx", Tab(((title,), H, ("东风社区", 900, amount))))
        return preview(path, empty(), None, IDS, layouts=layouts, remembered=remembered)

    layouts = [replace(region.layout, unit="wan") for region in of("经费表", 8).regions]
    kept = of("经费表", 8, layouts=layouts).remembered(AT)
    assert office(of("经费表", 8, *kept)) == [8_000_000]
    for title in ("经费表（元）", "经费表（金额：元）", "经费表 单位：元"):
        found = of(title, 81_000, *kept)
        assert (office(found), found.complete) == ([8_100_000], True)
