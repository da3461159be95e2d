"""The second year asks nothing: what was confirmed once is applied silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.session import Session
from tests.files.importing.cases import Tab, write

ROWS = (
    ("{year}年社区情况",),
    ("社区名称", "户数", "党员数", "活动"),
    ("东风社区", 2500, "约60", "三次"),
    ("西湖社区", 4200, 80, "四次"),
)


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return Session.create(
        tmp_path / "x.desk", street="甲街道", county="甲县", year=2026, minimum_wage=130_000
    )


def workbook(folder: Path, year: int) -> Path:
    rows = tuple(tuple(c.format(year=year) if isinstance(c, str) else c for c in row) for row in ROWS)
    return write(folder / f"{year}.xlsx", Tab(rows, name=f"{year}年"))


def test_answers_given_once_are_applied_to_next_years_workbook(street: Session, tmp_path: Path) -> None:
    first = street.plan_import(2026, [workbook(tmp_path, 2026)], {})
    questions = first.previews[0].questions
    assert questions
    answers = {q.id: q.options[0].text("en") for q in questions}
    answered = street.plan_import(2026, [workbook(tmp_path, 2026)], answers)
    assert street.take_import(2026, answered)
    assert [one.sheet for one in street.remembered()] == ["communities"]
    street.open_year(2027)
    second = street.plan_import(2027, [workbook(tmp_path, 2027)], {})
    assert not second.previews[0].questions
    assert any("last confirmed" in r.what.text("en") for r in second.previews[0].regions[0].remarks)
    street.forget(street.remembered()[0].fingerprint)
    assert street.plan_import(2027, [workbook(tmp_path, 2027)], {}).previews[0].questions


def test_what_is_still_open_is_not_remembered(street: Session, tmp_path: Path) -> None:
    batch = street.plan_import(2026, [workbook(tmp_path, 2026)], {})
    assert batch.previews[0].questions
    assert street.take_import(2026, batch)
    assert street.remembered() == []


def test_an_imported_value_knows_its_cell_without_being_told(street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("东风社区", "2,500户"))
    street.take_import(2026, street.plan_import(2026, [write(tmp_path / "a.xlsx", Tab(rows))], {}))
    row = int(street.book(2026).rows("communities")[0]["id"])
    (found,) = street.origin("communities", row, "households")
    assert (found.origin.file, found.origin.cell, found.origin.raw) == ("a.xlsx", "B2", "2,500户")
