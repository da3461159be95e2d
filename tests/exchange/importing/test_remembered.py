"""What was confirmed for one year's workbook holds for the next one of that shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from street_desk.domain.book import Book
from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, answering, columns, empty
from tests.files.importing.cases import Tab, write

AT = "2026-03-01T10:00:00+08:00"
LAST = (
    ("2026年社区情况",),
    ("社区名称", "2026年户数", "门牌数", "户籍户数", "办公经费"),
    ("东风社区", "约2500", 31, 900, 5),
)
NEXT = (
    ("2027年社区情况表（新）",),
    (),
    (None, "社区名称", "2027年户数", "门牌数", "户籍户数", "办公经费"),
    (None, "西湖社区", "约4200", 52, 800, 6),
)
TAKE, LEAVE = "Take the figures as written", "Leave these cells out"


def of(folder: Path, rows: tuple[tuple[Any, ...], ...], year: int = 2026, **said: Any) -> Preview:
    return preview(write(folder / "二〇.xlsx", Tab(rows)), Book(year, {}), None, IDS, **said)


def confirmed(folder: Path) -> tuple[Remembered, ...]:
    layout = of(folder, LAST).regions[0].layout
    mine = replace(layout, columns={**layout.columns, 2: "households", 3: "grids"}, unit="wan")
    found = of(folder, LAST, layouts=[mine])
    answers = answering(found, households=TAKE, registered="No, leave the column out")
    return of(folder, LAST, answers=answers, layouts=[mine]).remembered(AT)


def test_there_is_one_thing_to_remember_for_each_shape(tmp_path: Path) -> None:
    (one,) = confirmed(tmp_path)
    assert one.signature == (("社区名称", "20××年户数", "门牌数", "户籍户数", "办公经费"),)
    assert one.columns == ("name", "households", "grids", "", "office_approved")
    assert (one.sheet, one.unit, one.file, one.at) == ("communities", "wan", "二〇.xlsx", AT)
    assert one.answers == {"about:20××年户数": "Take the figures as written"}


def test_next_years_workbook_of_that_shape_needs_no_questions(tmp_path: Path) -> None:
    assert columns(of(tmp_path, NEXT))["门牌数"] == "", "nobody knows this heading"
    found = of(tmp_path, NEXT, 2027, remembered=confirmed(tmp_path))
    assert added(found) == [
        {"name": "西湖社区", "households": 4200, "grids": 52, "office_approved": 6_000_000}
    ]
    assert found.questions == ()
    region = found.regions[0]
    assert region.header == "B3:F3"
    assert [r.what.text("en") for r in region.remarks] == [
        "read as last confirmed for 二〇.xlsx on 2026-03-01"
    ]
    assert {c.heading: c.reason.text("en") for c in region.columns}["门牌数"] == "as last confirmed"


def test_an_answer_given_now_goes_before_the_one_remembered(tmp_path: Path) -> None:
    last = confirmed(tmp_path)
    (question,) = of(tmp_path, NEXT, 2027, remembered=last).regions[0].questions
    assert question.answer == 0
    found = of(tmp_path, NEXT, 2027, remembered=last, answers={question.id: LEAVE})
    assert "households" not in added(found)[0]


def test_a_unit_that_the_workbook_states_goes_before_the_one_remembered(tmp_path: Path) -> None:
    rows = (("单位：元",), NEXT[2], (None, "西湖社区", 4200, 52, 800, 60_000))
    found = of(tmp_path, rows, remembered=confirmed(tmp_path))
    assert added(found)[0]["office_approved"] == 6_000_000


def test_a_table_of_another_shape_is_read_as_ever(tmp_path: Path) -> None:
    rows = (("社区名称", "户数", "门牌数"), ("东风社区", 2500, 31))
    found = of(tmp_path, rows, remembered=confirmed(tmp_path))
    assert columns(found)["门牌数"] == ""
    assert found.regions[0].remarks == ()


def test_one_answer_settles_every_tab_of_one_shape(tmp_path: Path) -> None:
    head = ("社区名称", "户数", "网格数")
    path = write(
        tmp_path / "a.xlsx",
        Tab((head, ("东风社区", "约2500", 3)), name="一"),
        Tab((head, ("西湖社区", "约4200", 4)), name="二"),
        Tab((("社区名称", "户数"), ("南山社区", "约900")), name="三"),
    )
    found = preview(path, empty(), None, IDS)
    first, other = found.questions
    assert (first.tab, other.tab) == ("一", "三")
    found = preview(path, empty(), None, IDS, {first.id: TAKE})
    assert [row["name"] for row in added(found)] == ["东风社区", "西湖社区"]


def test_what_one_shape_is_confirmed_as_is_offered_again_unchanged(tmp_path: Path) -> None:
    found = of(tmp_path, LAST, remembered=confirmed(tmp_path))
    (again,) = found.remembered(AT)
    assert again.says() == confirmed(tmp_path)[0].says()
