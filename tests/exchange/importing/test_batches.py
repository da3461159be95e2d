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
