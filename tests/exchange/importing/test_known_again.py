"""A table is known again only where it has the very shape that was confirmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from street_desk.domain.book import Book
from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing import Layout, Preview, preview
from tests.exchange.importing.support import IDS, added, columns, skipped
from tests.files.importing.cases import Rows, Tab, write

AT = "2026-03-01T10:00:00+08:00"
HEAD = ("社区名称", "总户数", "办公经费批复数")
EAST, WEST = ("东风社区", 1000, 80_000), ("西湖社区", 2000, 90_000)
PLAIN = (HEAD, EAST, WEST)
SAID = ("name", "households", "office_approved")


def of(folder: Path, rows: Rows, into: int = 2026, **said: Any) -> Preview:
    return preview(write(folder / "表.xlsx", Tab(rows)), Book(into, {}), None, IDS, **said)


def kept(folder: Path, rows: Rows = PLAIN, into: int = 2026, **said: Any) -> tuple[Remembered, ...]:
    return of(folder, rows, into, **said).remembered(AT)


def known(found: Preview) -> list[bool]:
    """Of each table whether it is read as last confirmed."""
    return [
        any(r.what.text("en").startswith("read as last confirmed") for r in region.remarks)
        for region in found.regions
    ]


def test_the_very_shape_is_known_again(tmp_path: Path) -> None:
    assert known(of(tmp_path, ((), (None, *HEAD), (None, *EAST)), remembered=kept(tmp_path))) == [True]


@pytest.mark.parametrize("left", [True, False])
def test_a_new_column_beside_a_known_shape_is_read(tmp_path: Path, left: bool) -> None:
    more = ("服务经费批复数", 70_000, 60_000)
    rows = tuple((new, *row) if left else (*row, new, None) for new, row in zip(more, PLAIN, strict=True))
    found = of(tmp_path, rows, remembered=kept(tmp_path))
    assert known(found) == [False]
    assert [row["service_approved"] for row in added(found)] == [7_000_000, 6_000_000]


def test_a_second_row_of_headings_is_no_row_of_a_known_shape(tmp_path: Path) -> None:
    rows = (("社区名称", "总户数", "办公经费"), *PLAIN[1:])
    last = kept(tmp_path, rows)
    found = of(tmp_path, (rows[0], (None, None, "万元"), ("东风社区", 1000, 8)), remembered=last)
    assert known(found) == [False]
    assert [row["office_approved"] for row in added(found)] == [8_000_000]
    grouped = ((*rows[0], None), (None, None, "批复", "执行"), (*EAST, 70_000))
    assert columns(of(tmp_path, grouped, remembered=last))["办公经费/执行"] == "office_actual"


HALVES = {
    "with a gap": ((*HEAD, None, *HEAD), (*EAST, None, *WEST)),
    "without a gap": ((*HEAD, *HEAD), (*EAST, *WEST)),
    "with a title": (("社区情况（单位：元）",), (*HEAD, None, *HEAD), (*EAST, None, *WEST)),
    "one lower": (
        (*HEAD, "党员人数", "居民人数"),
        (*EAST, 30, 3000, None, *HEAD),
        ("南山社区", 900, 70_000, 20, 2000, None, *WEST),
    ),
}


@pytest.mark.parametrize("name", HALVES)
def test_both_halves_of_a_known_table_come_in_again(tmp_path: Path, name: str) -> None:
    rows = HALVES[name]
    first = of(tmp_path, rows)
    again = of(tmp_path, rows, 2027, remembered=first.remembered(AT))
    assert [row["name"] for row in added(again)] == [row["name"] for row in added(first)]
    assert "西湖社区" in [row["name"] for row in added(again)]
    assert all(known(again))


def test_halves_that_only_the_user_knows_come_in_again(tmp_path: Path) -> None:
    head = ("单元", "家数", "花销")
    rows = ((*head, *head), (*EAST, *WEST))
    mine = [
        Layout("Sheet1", "communities", 1, 1, left, left + 2, 2, dict(enumerate(SAID, start=left)), "")
        for left in (1, 4)
    ]
    first = of(tmp_path, rows, layouts=mine)
    again = of(tmp_path, rows, 2027, remembered=first.remembered(AT))
    assert [row["name"] for row in added(again)] == ["东风社区", "西湖社区"]
    assert known(again) == [True, True]


def test_two_known_tables_without_a_gap_between_them_are_two(tmp_path: Path) -> None:
    people = ("社区", "姓名", "职务")
    rows = ((*HEAD, *people), (*EAST, "东风社区", "张样一", "书记"))
    known_ones = (*kept(tmp_path), *kept(tmp_path, (people, ("东风社区", "张样二", "委员"))))
    found = of(tmp_path, rows, 2027, remembered=known_ones)
    assert [region.sheet for region in found.regions] == ["communities", "workers"]
    assert known(found) == [True, True]


YEARS = (("社区名称", "总户数", "2025年办公经费", "2026年办公经费"), ("东风社区", 1000, 50_000, 60_000))


def test_a_heading_that_names_a_year_is_matched_anew_in_another_year(tmp_path: Path) -> None:
    last = kept(tmp_path, YEARS, 2025)
    assert [row["office_approved"] for row in added(of(tmp_path, YEARS, 2025))] == [5_000_000]
    found = of(tmp_path, YEARS, 2026, remembered=last)
    assert [row["office_approved"] for row in added(found)] == [6_000_000]


def test_an_unknown_heading_of_another_year_is_not_taken_for_this_one(tmp_path: Path) -> None:
    rows = (("社区名称", "总户数", "2025年小区费"), ("东风社区", 1000, 50_000))
    mine = by_hand(of(tmp_path, rows, 2025), {3: "office_approved"})
    last = kept(tmp_path, rows, 2025, layouts=mine)
    assert "office_approved" not in added(of(tmp_path, rows, 2026, remembered=last))[0]
    renewed = (("社区名称", "总户数", "2026年小区费"), ("东风社区", 1000, 60_000))
    found = of(tmp_path, renewed, 2026, remembered=last)
    assert added(found)[0]["office_approved"] == 6_000_000


def by_hand(found: Preview, said: dict[int, str], **more: Any) -> list[Layout]:
    """The layouts of a tab, with columns said of the first table."""
    first, *rest = (region.layout for region in found.regions)
    return [replace(first, columns={**first.columns, **said}, **more), *rest]


IN_WAN = (HEAD, ("东风社区", 1000, 8))


def money(found: Preview) -> int:
    return int(added(found)[0]["office_approved"])


def test_the_unit_of_a_title_is_not_remembered(tmp_path: Path) -> None:
    last = kept(tmp_path, (("单位：万元",), *IN_WAN))
    assert [one.unit for one in last] == [""]
    assert money(of(tmp_path, PLAIN, 2027, remembered=last)) == 8_000_000


def test_a_unit_set_by_hand_holds_where_nothing_is_stated(tmp_path: Path) -> None:
    mine = by_hand(of(tmp_path, IN_WAN), {}, unit="wan")
    last = kept(tmp_path, IN_WAN, layouts=mine)
    again = of(tmp_path, IN_WAN, 2027, remembered=last)
    assert money(again) == 8_000_000
    assert [one.unit for one in again.remembered(AT)] == ["wan"]


def test_a_title_goes_before_a_unit_set_by_hand_and_that_is_said(tmp_path: Path) -> None:
    last = kept(tmp_path, IN_WAN, layouts=by_hand(of(tmp_path, IN_WAN), {}, unit="wan"))
    found = of(tmp_path, (("单位：元",), *PLAIN), 2027, remembered=last)
    assert money(found) == 8_000_000
    said = [remark.what.text("en") for remark in found.regions[0].remarks]
    assert "the unit set by hand last time is not used, because the workbook states another one" in said
    assert [one.unit for one in found.remembered(AT)] == ["wan"], "what was set by hand is not forgotten"


def test_a_unit_set_by_hand_against_the_headings_holds_again(tmp_path: Path) -> None:
    rows = (("社区名称", "总户数", "办公经费（万元）"), EAST)
    last = kept(tmp_path, rows, layouts=by_hand(of(tmp_path, rows), {}, unit="yuan"))
    assert money(of(tmp_path, rows, 2027, remembered=last)) == 8_000_000


def test_a_layout_handed_back_as_it_was_read_sets_no_unit(tmp_path: Path) -> None:
    rows = (("单位：万元",), *IN_WAN)
    assert [one.unit for one in kept(tmp_path, rows, layouts=by_hand(of(tmp_path, rows), {}))] == [""]


def targets(found: Preview) -> list[list[str]]:
    return [[column.column for column in region.columns] for region in found.regions]


ACTUAL = {3: "office_actual"}
SET = ["name", "households", "office_actual"]


def test_a_column_corrected_in_one_half_is_so_in_both_and_next_year_too(tmp_path: Path) -> None:
    rows = HALVES["with a gap"]
    found = of(tmp_path, rows, layouts=by_hand(of(tmp_path, rows), ACTUAL))
    assert targets(found) == [SET, SET]
    again = of(tmp_path, rows, 2027, remembered=found.remembered(AT))
    assert targets(again) == [SET, SET]
    assert all(known(again))


def test_a_half_with_a_correction_of_its_own_keeps_it(tmp_path: Path) -> None:
    rows = HALVES["with a gap"]
    first, other = by_hand(of(tmp_path, rows), ACTUAL)
    mine = [first, replace(other, columns={**other.columns, 7: "service_approved"})]
    assert targets(of(tmp_path, rows, layouts=mine)) == [SET, [*SET[:2], "service_approved"]]


def test_what_a_correction_takes_the_place_of_is_left_out_in_both_halves(tmp_path: Path) -> None:
    head = (*HEAD, "党员人数")
    rows = ((*head, None, *head), (*EAST, 30, None, *WEST, 40))
    mine = by_hand(of(tmp_path, rows), {2: "", 4: "households"})
    found = of(tmp_path, rows, layouts=mine)
    assert targets(found) == [["name", "", "office_approved", "households"]] * 2


def test_of_tabs_of_one_shape_the_corrected_one_is_remembered(tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", Tab((HEAD, EAST), name="一"), Tab((HEAD, WEST), name="二"))
    first = preview(path, Book(2026, {}), None, IDS)
    found = preview(path, Book(2026, {}), None, IDS, layouts=by_hand(first, ACTUAL)[:1])
    assert [list(one.columns) for one in found.remembered(AT)] == [SET]


def test_a_table_without_a_column_of_names_is_skipped_aloud_and_not_remembered(tmp_path: Path) -> None:
    found = of(tmp_path, PLAIN, layouts=by_hand(of(tmp_path, PLAIN), {1: ""}))
    why = "no column is read as 社区名称, so nothing of this table comes in"
    assert {cell: skipped(found)[cell] for cell in ("A2", "B2", "C3")} == dict.fromkeys(
        ("A2", "B2", "C3"), why
    )
    assert [remark.what.text("en") for remark in found.regions[0].remarks] == [why]
    assert found.remembered(AT) == ()


def test_a_remembered_shape_without_a_column_of_names_is_passed_over(tmp_path: Path) -> None:
    (one,) = kept(tmp_path)
    found = of(tmp_path, PLAIN, remembered=[replace(one, columns=("", *one.columns[1:]))])
    assert [row["name"] for row in added(found)] == ["东风社区", "西湖社区"]
