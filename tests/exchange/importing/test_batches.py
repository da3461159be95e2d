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
