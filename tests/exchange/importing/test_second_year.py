"""The second year asks nothing: what was confirmed once is applied silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from street_desk.exchange.importing import Region
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


TURNED_ROWS = (
    ("指标", "东风社区", "西湖社区", "南山社区"),
    ("常住户数", 2500, 4200, 900),
    ("党员数", "约60", 80, 70),
    ("常住人口", 6500, 9800, 2300),
    ("活动次数", 3, 4, 5),
)
CARD_ROWS = (
    ("东风社区基本情况",),
    ("社区名称", "东风社区", "常住户数", 2500),
    ("党员数", "约60", "常住人口", 6500),
    ("活动次数", 3, "网格数", 7),
)


@pytest.mark.parametrize(("rows", "shape"), [(TURNED_ROWS, "turned"), (CARD_ROWS, "card")])
def test_a_table_down_the_side_or_a_card_is_known_again_too(
    street: Session, tmp_path: Path, rows: tuple[tuple[object, ...], ...], shape: str
) -> None:
    path = write(tmp_path / "a.xlsx", Tab(rows, name="情况"))
    first = street.plan_import(2026, [path], {})
    (question,) = first.previews[0].questions
    # The user sets the line of 活动次数 too, which is none that the program knows.
    (region,) = first.previews[0].regions
    assert region.layout.shape == shape
    line = next(n for n, key in region.layout.columns.items() if not key and n in _lines(region, "活动次数"))
    layout = replace(region.layout, columns={**region.layout.columns, line: "registered"})
    answers = {question.id: question.options[0].text("en")}
    done = street.plan_import(2026, [path], answers, layouts={path: (layout,)})
    assert done.complete
    assert street.take_import(2026, done)
    street.open_year(2027)
    again = write(tmp_path / "b.xlsx", Tab(_doubled(rows), name="别的名字"))
    second = street.plan_import(2027, [again], {})
    assert second.previews[0].questions == ()
    assert second.complete
    held = {row["name"]: row for row in street.book(2027).rows("communities")}
    changed = {c.row: c.after or {} for c in second.changes}
    assert changed[held["东风社区"]["id"]]["registered"] == 6
    assert changed[held["东风社区"]["id"]]["party_members"] == 70


def test_a_card_and_a_table_of_the_same_headings_are_not_taken_for_each_other(
    street: Session, tmp_path: Path
) -> None:
    labels = ("社区名称", "常住户数", "党员数", "常住人口", "活动次数", "网格数")
    turned = write(tmp_path / "a.xlsx", Tab(CARD_ROWS))
    first = street.plan_import(2026, [turned], {})
    (question,) = first.previews[0].questions
    answers = {question.id: question.options[0].text("en")}
    assert street.take_import(2026, street.plan_import(2026, [turned], answers))
    across = write(tmp_path / "b.xlsx", Tab((labels, ("西湖社区", 900, "约70", 2000, 3, 4))))
    assert len(street.plan_import(2026, [across], {}).previews[0].questions) == 1


def _lines(region: Region, heading: str) -> list[int]:
    """What a Layout knows the columns of that heading by."""
    views = zip(region.layout.columns, region.columns, strict=False)
    return [number for number, view in views if view.heading == heading]


def _doubled(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    """The same table a year later."""
    return tuple(
        tuple("约70" if cell == "约60" else cell * 2 if isinstance(cell, int) else cell for cell in row)
        for row in rows
    )
