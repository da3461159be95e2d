"""Rows left out: what stays is what workbooks without those rows would bring."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from street_desk.domain.people import IdNumber, Phone
from street_desk.exchange.batch import Batch
from street_desk.session import Session
from street_desk.ui.import_words import batch_summary
from tests.files.importing.cases import Tab, write
from tests.streets import type_in

PEOPLE = ("社区", "姓名", "职务", "联系电话", "职称", "原工资")
PLACES = ("社区名称", "常住户数", "网格数")
HELD, OTHER, THIRD = "13900001111", "13800002222", "13700003333"
STARS = Phone().mask(OTHER)
CODE = "440981001001"


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    """A year with two communities, the first with a code, and a worker in each."""
    session = Session.create(
        tmp_path / "street.desk", street="测试街道", county="测试县", year=2026, minimum_wage=130_000
    )
    first = {"name": "东风社区", "households": "1000", "code": CODE}
    type_in(session, 2026, "communities", first, {"name": "西湖社区"})
    workers = (
        {"community": "东风社区", "name": "张样", "post": "委员", "phone": HELD},
        {"community": "西湖社区", "name": "李样", "post": "书记"},
    )
    type_in(session, 2026, "workers", *workers)
    yield session
    session.close()


def book(folder: Path, name: str, *rows: tuple[object, ...], tab: str = "表") -> Path:
    return write(folder / f"{name}.xlsx", Tab(rows, name=tab))


def planned(session: Session, *paths: Path, **more: Any) -> Batch:
    return session.plan_import(2026, paths, {}, **more)


def brought(batch: Batch) -> dict[tuple[str, int], dict[str, Any]]:
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for change in batch.changes:
        found.setdefault((change.sheet, change.row), {}).update(change.after or {})
    return found


def refused(batch: Batch) -> list[tuple[str, str, str, str]]:
    return sorted(
        (p.file, r.tab, one.cell, one.why.text("en"))
        for p in batch.previews
        for r in p.regions
        for one in r.refused
    )


def states(batch: Batch) -> dict[tuple[str, str, str], str]:
    return {
        (p.file, r.tab, r.rows.named(place)): state
        for p in batch.previews
        for r in p.regions
        for place, state in enumerate(r.rows.states)
        if state != "skipped"
    }


def asked(batch: Batch) -> set[tuple[str, tuple[str, ...]]]:
    return {
        (q.column, tuple(sorted(q.cells))) for p in batch.previews for r in p.regions for q in r.questions
    }


def _person(rnd: random.Random, name: str, home: str) -> tuple[object, ...]:
    return (
        home,
        name,
        rnd.choice(("委员", "书记", "副主任", None)),
        rnd.choice((None, OTHER, HELD, STARS, Phone().mask(HELD), Phone().mask(THIRD))),
        rnd.choice((None, "社会工作师", "无")),
        rnd.choice((None, 2000, 2400, "几千", "约2400")),
    )


def _place(rnd: random.Random, name: str, once: bool) -> tuple[object, ...]:
    return name, rnd.choice((None, 1000, 7, "很多", "约9" if once else 9)), rnd.choice((None, 3, 4, "约4"))


def _tabs(rnd: random.Random) -> list[list[tuple[object, ...]]]:
    """One or two tabs of people or of communities, the latter at times twice in one."""
    tabs = []
    for _n in range(rnd.choice((1, 2))):
        # A person twice in one table may be two people, which other rows then tell apart.
        people = rnd.random() < 0.6
        some = (
            rnd.sample((0, 1), rnd.choice((1, 2))) if people else rnd.choices((0, 1), k=rnd.choice((1, 2, 3)))
        )
        homes = ("东风社区", "西湖社区")
        if people:
            tabs.append([_person(rnd, ("张样", "李样")[n], homes[n]) for n in some])
        else:
            names = [rnd.choice((homes[n], homes[n].removesuffix("社区") + "居委会")) for n in some]
            tabs.append([_place(rnd, name, len(names) == 1) for name in names])
    return tabs


@pytest.mark.parametrize("seed", range(10))
def test_leaving_rows_out_is_importing_workbooks_without_them(
    street: Session, tmp_path: Path, seed: int
) -> None:
    rnd = random.Random(seed)
    books = [_tabs(rnd) for _n in range(rnd.choice((1, 2, 3)))]
    rows = [(w, t, r) for w, tabs in enumerate(books) for t, tab in enumerate(tabs) for r in range(len(tab))]
    out = set(rnd.sample(rows, rnd.randint(1, len(rows))))

    def files(folder: Path, left: set[tuple[int, int, int]]) -> list[Path]:
        folder.mkdir()
        found = []
        for w, tabs in enumerate(books):
            shown = [
                Tab(
                    (_heading(tab), *(row if (w, t, r) not in left else () for r, row in enumerate(tab))),
                    name=f"表{t}",
                )
                for t, tab in enumerate(tabs)
            ]
            found.append(write(folder / f"{w}.xlsx", *shown))
        return found

    named = {(f"{w}.xlsx", f"表{t}", f"{'B' if len(books[w][t][0]) > 3 else 'A'}{r + 2}") for w, t, r in out}
    left = planned(street, *files(tmp_path / "all", set())).leaving_out(named)
    fresh = planned(street, *files(tmp_path / "some", out))
    assert brought(left) == brought(fresh)
    assert states(left) == states(fresh)
    assert refused(left) == refused(fresh)
    assert asked(left) == asked(fresh)
    assert left.complete == fresh.complete


def _heading(rows: Sequence[tuple[object, ...]]) -> tuple[str, ...]:
    return PEOPLE if len(rows[0]) > 3 else PLACES


def test_people_stay_when_all_rows_of_their_community_that_change_nothing_go(
    street: Session, tmp_path: Path
) -> None:
    a = book(tmp_path, "a", PLACES, ("东风居委会", None, None), ("西湖社区", 5, 5))
    b = book(tmp_path, "b", PEOPLE[:3], ("东风社区", "张样", "书记"))
    left = planned(street, a, b).leaving_out({("a.xlsx", "表", "A2")})
    assert brought(left)["workers", 1] == {"post": "secretary"}


# Masks -----------------------------------------------------------------------------------------------------------------


def test_a_mask_is_no_value_when_the_number_it_hides_is_left_out(street: Session, tmp_path: Path) -> None:
    a = book(tmp_path, "a", PEOPLE[:4], ("东风社区", "张样", "委员", OTHER))
    b = book(tmp_path, "b", PEOPLE[:4], ("东风社区", "张样", "委员", STARS))
    batch = planned(street, a, b)
    assert batch.complete
    left = batch.leaving_out({("a.xlsx", "表", "B2")})
    assert left.changes == ()
    ((_file, _tab, cell, why),) = refused(left)
    assert (cell, "hidden behind stars" in why) == ("D2", True)


def test_a_masked_id_is_no_value_when_the_id_is_left_out(street: Session, tmp_path: Path) -> None:
    number, heading = "11010519491231002X", ("社区", "姓名", "身份证号码")
    a = book(tmp_path, "a", heading, ("东风社区", "张样", number))
    b = book(tmp_path, "b", heading, ("东风社区", "张样", IdNumber().mask(number)))
    left = planned(street, a, b).leaving_out({("a.xlsx", "表", "B2")})
    assert left.changes == ()
    assert [one[2] for one in refused(left)] == ["C2"]


def test_a_plan_never_carries_a_mask(street: Session, tmp_path: Path) -> None:
    path = book(tmp_path, "a", PEOPLE[:4], ("东风社区", "张样", "书记", STARS))
    (region,) = planned(street, path).previews[0].regions
    rows = replace(region.rows, said={k: v._replace(state="changed") for k, v in region.rows.said.items()})
    assert [plan.values for plan in rows.plans()] == [{"post": "secretary"}]


# Names -----------------------------------------------------------------------------------------------------------------


def test_a_community_is_not_renamed_by_a_row_that_only_knew_the_name_from_one_left_out(
    street: Session, tmp_path: Path
) -> None:
    a = book(tmp_path, "a", ("社区代码", *PLACES[:2]), (CODE, "新风社区", 1100))
    b = book(tmp_path, "b", (PLACES[0], PLACES[2]), ("新风社区", 5))
    c = book(tmp_path, "c", PEOPLE[:3], ("新风社区", "王样", "委员"), ("西湖社区", "赵样", "委员"))
    batch = planned(street, a, b, c)
    assert brought(batch)["communities", 1] == {"name": "新风社区", "households": 1100, "grids": 5}
    left = batch.leaving_out({("a.xlsx", "表", "B2")})
    assert [c.after["name"] for c in left.changes if c.after] == ["赵样"]
    why = left.previews[1].regions[0].rows[0].why
    assert why is not None
    assert why.text("en") == "stays out with the row that alone calls its community so"


def test_a_row_that_renames_by_the_code_itself_still_does(street: Session, tmp_path: Path) -> None:
    heading = ("社区代码", *PLACES[:2])
    paths = [book(tmp_path, name, heading, (CODE, "新风社区", 1100)) for name in "ab"]
    left = planned(street, *paths).leaving_out({("a.xlsx", "表", "B2")})
    assert brought(left) == {("communities", 1): {"name": "新风社区", "households": 1100}}


# Doubles ---------------------------------------------------------------------------------------------------------------


def test_a_row_that_stands_twice_takes_the_place_of_the_first(street: Session, tmp_path: Path) -> None:
    rows = (
        ("东风社区", 1111, 2),
        ("东风社区", 1200, 3),
        ("东风社区", 7, 7),
        ("南山社区", 5, 5),
        ("南山社区", 6, 6),
    )
    batch = planned(street, book(tmp_path, "a", PLACES, *rows))
    assert len(refused(batch)) == 3
    left = batch.leaving_out({("a.xlsx", "表", "A2"), ("a.xlsx", "表", "A5")})
    assert [c.after for c in left.changes] == [
        {"households": 1200, "grids": 3},
        {"name": "南山社区", "households": 6, "grids": 6, "year": 2026},
    ]
    assert [one[2:] for one in refused(left)] == [("A4", "“东风社区” stands in A3 already")]
    assert not any(one.cell in ("B3", "C3") for one in left.previews[0].regions[0].skipped)


def test_a_new_person_who_stands_twice_takes_the_place_of_the_first(street: Session, tmp_path: Path) -> None:
    path = book(
        tmp_path, "a", PEOPLE[:4], ("东风 社区", "王样", "委员", None), ("东风社区", "王样", None, OTHER)
    )
    left = planned(street, path).leaving_out({("a.xlsx", "表", "B2")})
    assert [c.after for c in left.changes] == [{"community": 1, "name": "王样", "phone": OTHER, "year": 2026}]
    (source,) = left.sources()
    assert [row.number for row in source.rows] == [3]


# Questions -------------------------------------------------------------------------------------------------------------


def test_a_question_goes_with_the_last_row_that_waits_for_it(street: Session, tmp_path: Path) -> None:
    rows = (("东风社区", "约1200"), ("西湖社区", "约5"), ("南山社区", 5))
    batch = planned(street, book(tmp_path, "a", PLACES[:2], *rows))
    assert asked(batch)
    one = batch.leaving_out({("a.xlsx", "表", "A2")})
    ((_column, cells),) = asked(one)
    assert "B3" in cells
    assert not {"A2", "B2"} & set(cells)
    assert one.previews[0].questions[0].cell == "B3"
    assert one.remembered("2026-01-01") == ()
    both = batch.leaving_out({("a.xlsx", "表", "A2"), ("a.xlsx", "表", "A3")})
    assert both.complete
    assert len(both.remembered("2026-01-01")) == 1


# Which rows are left out -----------------------------------------------------------------------------------------------


def test_a_row_stays_left_out_when_another_column_names_the_rows(street: Session, tmp_path: Path) -> None:
    heading, rows = (
        ("社区名称", "小区全称", "常住户数"),
        (("东风社区", "西湖社区", 1111), ("南山社区", "北海社区", 5)),
    )
    path = book(tmp_path, "a", heading, *rows)
    batch = planned(street, path)
    layout = replace(batch.previews[0].regions[0].layout, columns={1: "", 2: "name", 3: "households"})
    again = planned(street, path, layouts={path: [layout]})
    out = {("a.xlsx", "表", "A3")}
    assert brought(again.leaving_out(out)) == {("communities", 2): {"households": 1111}}
    assert again.left_out(out) == {("a.xlsx", "表", "B3"): ("a.xlsx", "表", "A3")}
    assert "rows left out by you: 1" in batch_summary(again, out, 0)
    assert "left out by you" not in batch_summary(again, {("a.xlsx", "表", "A9")}, 0)


def test_only_the_panel_of_the_cell_loses_its_row(street: Session, tmp_path: Path) -> None:
    heading = ("社区名称", "常住户数", None, "社区名称", "常住户数")
    path = book(tmp_path, "a", heading, ("甲社区", 1, None, "丙社区", 3), ("乙社区", 2, None, "丁社区", 4))
    left = planned(street, path).leaving_out({("a.xlsx", "表", "E2")})
    assert [c.after["name"] for c in left.changes if c.after] == ["甲社区", "乙社区", "丁社区"]


def test_of_a_turned_table_a_column_is_left_out(street: Session, tmp_path: Path) -> None:
    rows = (("指标", "甲社区", "乙社区"), ("常住户数", 1, 2), ("网格数", 3, 4), ("党员人数", 5, 6))
    left = planned(street, book(tmp_path, "a", *rows)).leaving_out({("a.xlsx", "表", "B3")})
    assert [c.after["name"] for c in left.changes if c.after] == ["乙社区"]
