"""Several workbooks as one import: each once, told apart by name, never silently against each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.sheets import Row
from street_desk.exchange.batch import Batch, told_apart
from street_desk.session import Session
from tests.files.importing.cases import Tab, write
from tests.streets import type_in

HEADING = ("社区名称", "常住户数", "网格数")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    """A year with one community of 1,000 households."""
    session = Session.create(
        tmp_path / "street.desk", street="测试街道", county="测试县", year=2026, minimum_wage=130_000
    )
    type_in(session, 2026, "communities", {"name": "东风社区", "households": "1000"})
    yield session
    session.close()


def book(path: Path, *rows: tuple[object, ...], name: str = "表") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, Tab((HEADING, *rows), name=name))


def planned(session: Session, *paths: Path) -> Batch:
    return session.plan_import(2026, paths, {})


def community(session: Session, place: int = 0) -> Row:
    return session.book(2026).rows("communities")[place]


def test_a_workbook_given_twice_is_read_once(street: Session, tmp_path: Path) -> None:
    path = book(tmp_path / "来" / "甲.xlsx", ("西湖社区", 2000))
    again = tmp_path / "来" / ".." / "来" / "甲.xlsx"
    batch = planned(street, path, again)
    assert batch.originals == (path,)
    assert [c.after["name"] for c in batch.changes if c.after] == ["西湖社区"]
    assert street.take_import(2026, batch)


def test_workbooks_of_one_name_in_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = [tmp_path / name / "报表" / "表.xlsx" for name in ("东风", "西苑")] + [tmp_path / "别的.xlsx"]
    assert list(told_apart(paths).values()) == ["东风/报表/表.xlsx", "西苑/报表/表.xlsx", "别的.xlsx"]


def test_a_later_workbook_that_says_otherwise_is_refused_with_the_first_ones_cell(
    street: Session, tmp_path: Path
) -> None:
    first = book(tmp_path / "甲.xlsx", ("东风社区", 1111, None), ("西湖社区", 2000, 3))
    second = book(tmp_path / "乙.xlsx", ("西湖社区", 2001, 3), ("东风社区", 1200, 8))
    batch = planned(street, first, second)
    assert [(r.cell, r.why.text("en")) for r in batch.previews[1].regions[0].refused] == [
        ("B2", "differs from 甲.xlsx 表!B3, which says 2,000"),
        ("B3", "differs from 甲.xlsx 表!B2, which says 1,111"),
    ]
    assert not batch.complete
    street.take_import(2026, batch)
    found = community(street)
    assert (found["households"], found["grids"], community(street, 1)["households"]) == (1111, 8, 2000)


def test_the_first_one_is_called_as_it_is_told_apart(street: Session, tmp_path: Path) -> None:
    first, second = (
        book(tmp_path / name / "表.xlsx", ("东风社区", n, None)) for name, n in (("甲", 1111), ("乙", 1))
    )
    batch = planned(street, first, second)
    (refused,) = batch.previews[1].regions[0].refused
    assert "甲/表.xlsx 表!B2" in refused.why.text("en")


def test_workbooks_that_say_the_same_do_not_differ(street: Session, tmp_path: Path) -> None:
    paths = [book(tmp_path / f"{n}.xlsx", ("东风 社区", 1111, n or None)) for n in (0, 5)]
    batch = planned(street, *paths)
    assert batch.complete
    assert [change.after for change in batch.changes] == [{"households": 1111}, {"grids": 5}]


# Rows left out ---------------------------------------------------------------------------------------------------------


def test_what_a_row_left_out_said_first_is_brought_by_the_next_one_that_says_it(
    street: Session, tmp_path: Path
) -> None:
    paths = [book(tmp_path / f"{n}.xlsx", ("东风社区", 1111, None)) for n in (1, 2)]
    left = planned(street, *paths).leaving_out({("1.xlsx", "表", "A2")})
    assert [(c.before, c.after) for c in left.changes] == [({"households": 1000}, {"households": 1111})]
    (first, second) = left.sources()
    assert (len(first.rows), [row.number for row in second.rows]) == (0, [2])


def test_a_row_left_out_does_not_stand_against_another_and_undo_gives_what_was_held(
    street: Session, tmp_path: Path
) -> None:
    paths = [book(tmp_path / f"{n}.xlsx", ("东风社区", n, 5)) for n in (1111, 1200)]
    left = planned(street, *paths).leaving_out({("1111.xlsx", "表", "A2")})
    assert left.complete
    assert [(c.before, c.after) for c in left.changes] == [
        ({"households": 1000, "grids": None}, {"households": 1200, "grids": 5})
    ]
    assert street.take_import(2026, left)
    assert street.book(2026).rows("communities")[0]["households"] == 1200
    street.undo()
    assert street.book(2026).rows("communities")[0]["households"] == 1000


def test_of_the_rows_that_stay_the_first_one_stands(street: Session, tmp_path: Path) -> None:
    tabs = [Tab((HEADING, ("东风社区", n, None)), name=name) for name, n in (("一", 1), ("二", 2), ("三", 1))]
    batch = planned(street, write(tmp_path / "表.xlsx", *tabs))
    assert [region.rows.states for region in batch.previews[0].regions] == [["changed"], ["same"], ["same"]]
    without_one = batch.leaving_out({("表.xlsx", "一", "A2")})
    assert [c.after for c in without_one.changes] == [{"households": 2}]
    states = [region.rows.states[0] for region in without_one.previews[0].regions]
    assert states == ["skipped", "changed", "same"]
    refused = [r.why.text("en") for region in without_one.previews[0].regions for r in region.refused]
    assert refused == ["differs from 二!B2, which says 2"]
    without_two = batch.leaving_out({("表.xlsx", "一", "A2"), ("表.xlsx", "二", "A2")})
    assert [(c.before, c.after) for c in without_two.changes] == [({"households": 1000}, {"households": 1})]


def test_a_later_change_is_worked_out_from_what_stays(street: Session, tmp_path: Path) -> None:
    paths = [
        book(tmp_path / "1.xlsx", ("东风社区", 1111, None)),
        book(tmp_path / "2.xlsx", ("东风社区", None, 5)),
        write(tmp_path / "3.xlsx", Tab((("社区名称", "社区代码"), ("东风社区", "440981001001")), name="表")),
    ]
    batch = planned(street, *paths)
    assert len(batch.changes) == 3
    left = batch.leaving_out({("2.xlsx", "表", "A2")})
    assert [c.after for c in left.changes] == [{"households": 1111}, {"code": "440981001001"}]
    street.take_import(2026, left)
    street.undo()
    assert street.book(2026).rows("communities")[0].get("code") is None


def test_one_of_two_tables_side_by_side_keeps_its_row(street: Session, tmp_path: Path) -> None:
    rows = (
        ("社区名称", "户数", None, "社区名称", "户数"),
        ("甲社区", 1, None, "丙社区", 3),
        ("乙社区", 2, None, "丁社区", 4),
    )
    batch = planned(street, write(tmp_path / "表.xlsx", Tab(rows, name="表")))
    left = batch.leaving_out({("表.xlsx", "表", "D2")})
    assert [c.after["name"] for c in left.changes if c.after] == ["甲社区", "乙社区", "丁社区"]


def test_the_refused_cells_of_a_row_left_out_are_not_to_settle(street: Session, tmp_path: Path) -> None:
    batch = planned(street, book(tmp_path / "表.xlsx", ("西湖社区", "很多", 3), ("南山社区", 5, "几个")))
    assert [r.cell for r in batch.previews[0].regions[0].refused] == ["B2", "C3"]
    left = batch.leaving_out({("表.xlsx", "表", "A2")})
    (region,) = left.previews[0].regions
    assert [r.cell for r in region.refused] == ["C3"]
    assert (region.count("new"), len(left.changes)) == (1, 1)
    assert batch.leaving_out({("表.xlsx", "表", "A2"), ("表.xlsx", "表", "A3")}).complete


def test_people_stay_out_with_the_new_community_of_another_workbook(street: Session, tmp_path: Path) -> None:
    people = (("社区", "姓名", "职务"), ("西湖社区", "张样一", "委员"), ("东风社区", "李样", "委员"))
    paths = [
        book(tmp_path / "1.xlsx", ("西湖社区", 9, 1)),
        write(tmp_path / "2.xlsx", Tab(people, name="人")),
    ]
    left = planned(street, *paths).leaving_out({("1.xlsx", "表", "A2")})
    assert [c.after["name"] for c in left.changes if c.after] == ["李样"]


def test_a_community_that_an_answer_adds_comes_in_with_whoever_stays(street: Session, tmp_path: Path) -> None:
    heading = ("社区", "姓名", "职务")
    paths = [
        write(tmp_path / f"{n}.xlsx", Tab((heading, ("新社区", f"张样{n}", "委员")), name="人"))
        for n in (1, 2)
    ]
    (question,) = street.plan_import(2026, paths[:1], {}).previews[0].questions
    batch = street.plan_import(2026, paths, {question.id: question.options[0].text("en")})
    assert [c.after["name"] for c in batch.changes if c.after] == ["新社区", "张样1", "张样2"]
    left = batch.leaving_out({("1.xlsx", "人", "B2")})
    assert [c.after["name"] for c in left.changes if c.after] == ["新社区", "张样2"]
    both = {("1.xlsx", "人", "B2"), ("2.xlsx", "人", "B2")}
    assert batch.leaving_out(both).changes == ()
