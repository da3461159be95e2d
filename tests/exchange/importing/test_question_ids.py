"""A question's id belongs to its table: whoever answers one answers that table, and those of its shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from street_desk.domain.book import Book
from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, answering, empty
from tests.files.importing.cases import Rows, Tab, write

AT = "2026-03-01T10:00:00+08:00"
TIMES_TEN_THOUSAND = "Multiply by 10,000"
WIDE: Rows = (("社区名称", "总户数", "服务经费"), ("东风社区", 1000, 8), ("西苑社区", 2000, 9))
SLIM: Rows = (("社区名称", "服务经费"), ("南山社区", 7), ("北山社区", 6))


def of(folder: Path, *tabs: Rows, into: int = 2026, **said: object) -> Preview:
    path = write(folder / "表.xlsx", *(Tab(rows, name=f"表{n}") for n, rows in enumerate(tabs)))
    return preview(path, Book(into, {}), None, IDS, **said)  # type: ignore[arg-type]


def ids(found: Preview) -> list[str]:
    return [question.id for question in found.questions]


def test_the_id_of_a_table_is_the_same_wherever_it_stands(tmp_path: Path) -> None:
    wide, slim = ids(of(tmp_path, WIDE, SLIM))
    assert wide != slim
    assert ids(of(tmp_path, SLIM, WIDE)) == [slim, wide]
    assert ids(of(tmp_path, SLIM)) == [slim]


def test_next_years_workbook_asks_under_the_same_id(tmp_path: Path) -> None:
    this: Rows = (("社区名称", "户数", "2026年服务经费"), ("南山社区", 1000, 7), ("北山社区", 900, 6))
    following: Rows = (("社区名称", "户数", "2027年服务经费"), ("南山社区", 1000, 8))
    assert len(ids(of(tmp_path, this))) == 1
    assert ids(of(tmp_path, this)) == ids(of(tmp_path, following, into=2027))


def test_an_answer_stays_with_its_table_when_another_is_corrected(tmp_path: Path) -> None:
    first = of(tmp_path, WIDE, SLIM)
    answers = {first.questions[0].id: "Leave these cells out"}
    layout = replace(first.regions[0].layout, unit="wan")
    found = of(tmp_path, WIDE, SLIM, answers=answers, layouts=[layout])
    assert [question.tab for question in found.questions] == ["表1"]


def test_a_remembered_answer_is_only_for_the_shape_it_was_given_for(tmp_path: Path) -> None:
    answers = answering(of(tmp_path, WIDE), service_approved=TIMES_TEN_THOUSAND)
    last = of(tmp_path, WIDE, answers=answers).remembered(AT)
    again = of(tmp_path, WIDE, into=2027, remembered=last)
    assert [row["service_approved"] for row in added(again)] == [8_000_000, 9_000_000]
    full = (WIDE[0], ("东风社区", 1000, 80_000), ("西苑社区", 2000, 90_000))
    found = of(tmp_path, full, SLIM, into=2027, remembered=last)
    assert [question.tab for question in found.questions] == ["表1"]


def test_a_part_without_headings_is_answered_with_the_table_it_goes_on_with(tmp_path: Path) -> None:
    head = ("社区名称", "户数", "网格数")
    rows = [(f"第{n}社区", 1000 + n, 3) for n in range(1, 9)]
    path = write(
        tmp_path / "a.xlsx",
        Tab((head, ("东风社区", "约2500", 3), *rows[:4]), name="一"),
        Tab((*rows[4:], ("西湖社区", "约4200", 4)), name="一(续)"),
    )
    found = preview(path, empty(), None, IDS)
    assert len(found.regions) == 2
    (question,) = found.questions
    found = preview(path, empty(), None, IDS, {question.id: "Take the figures as written"})
    assert {row["name"]: row["households"] for row in added(found)}["西湖社区"] == 4200
    assert found.questions == ()
