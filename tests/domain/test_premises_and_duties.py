"""Premises and duties: carried from year to year, held by their community, checked, and no part of the money."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.book import removals, row_name
from street_desk.domain.catalogue import DUTIES, PREMISES, REGISTERS, SHEETS
from street_desk.domain.days import Day
from street_desk.domain.edits import Edit, updated
from street_desk.domain.kinds import Value
from street_desk.domain.problems import RowInUse
from street_desk.domain.sheets import Sheet
from street_desk.exchange.importing.wording import plain
from street_desk.language import message
from street_desk.session import Session
from tests.streets import change, small_street, state_of, type_in

PLACES = (
    {"community": "光明社区", "name": "党群服务中心", "use": "办公用房", "area": "320.5", "tenure": "自建"},
    {"community": "和平社区", "name": "日间照料中心", "use": "日照中心", "indoor": "是", "note": "今年新建"},
)
TASKS = (
    {"number": "7", "title": "协助做好公共卫生工作", "department": "卫生健康局", "due_per_community": "2万"},
    {"number": "8", "title": "社区矫正", "department": "司法局", "belongs": "部门职责", "assessed": "是"},
)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    type_in(session, 2027, "premises", *PLACES)
    type_in(session, 2027, "duties", *TASKS)
    yield session
    session.close()


@pytest.mark.parametrize(
    ("sheet", "key", "text", "value"),
    [
        ("premises", "use", "办公用房", "office"),
        ("premises", "use", "活动室", "activity"),
        ("premises", "use", "卫生室", "clinic"),
        ("premises", "use", "日间照料中心", "elder_care"),
        ("premises", "use", "幼儿园", "child_care"),
        ("premises", "use", "文化室", "culture"),
        ("premises", "use", "健身场地", "sport"),
        ("premises", "use", "警务室", "police"),
        ("premises", "use", "其它", "other"),
        ("premises", "tenure", "街道自有", "owned"),
        ("premises", "tenure", "自建", "owned"),
        ("premises", "tenure", "租赁", "rented"),
        ("premises", "tenure", "借用", "borrowed"),
        ("premises", "tenure", "共享", "shared"),
        ("premises", "indoor", "否", "no"),
        ("premises", "normal", "正常", "yes"),
        ("premises", "normal", "闲置", "no"),
        ("duties", "belongs", "依法协助政府工作事项", "assist"),
        ("duties", "belongs", "依法履行职责", "own"),
        ("duties", "belongs", "部门职责", "department"),
        ("duties", "due_per_community", "1.5万元", 1_500_000),
    ],
)
def test_cells_are_read_as_offices_write_them(sheet: str, key: str, text: str, value: Value) -> None:
    assert SHEETS[sheet][key].kind.parse(text) == value


@pytest.mark.parametrize(
    ("sheet", "heading", "key"),
    [
        ("premises", "阵地名称", "name"),
        ("premises", "场所名称", "name"),
        ("premises", "功能", "use"),
        ("premises", "建筑面积", "area"),
        ("premises", "面积(平方米)", "area"),
        ("premises", "产权性质", "tenure"),
        ("premises", "使用情况", "normal"),
        ("duties", "事项名称", "title"),
        ("duties", "职责事项", "title"),
        ("duties", "工作事项", "title"),
        ("duties", "责任部门", "department"),
        ("duties", "主管部门", "department"),
        ("duties", "类别", "belongs"),
        ("duties", "设定依据", "basis"),
        ("duties", "文件依据", "basis"),
        ("duties", "是否考核", "assessed"),
    ],
)
def test_headings_of_offices_name_their_column(sheet: str, heading: str, key: str) -> None:
    assert key in [c.key for c in SHEETS[sheet] if plain(heading) in map(plain, c.names)]


def test_a_new_year_carries_both_with_their_origin_and_community(street: Session) -> None:
    before = state_of(street)
    street.open_year(2028)
    book = street.book(2028)
    places, tasks = book.rows("premises"), book.rows("duties")
    assert [row["origin"] for row in (*places, *tasks)] == [1, 2, 1, 2]
    assert [book.community_name(row["community"]) for row in places] == ["光明社区", "和平社区"]
    assert places[0]["community"] in book.ids("communities")
    assert "note" not in places[1]
    assert tasks[0]["due_per_community"] == 2_000_000
    street.undo()
    assert state_of(street) == before


def test_a_community_with_premises_is_not_removed(street: Session) -> None:
    with pytest.raises(RowInUse) as caught:
        removals(street.book(2027), "communities", [3])
    assert "2 in Workers, 1 in Premises" in caught.value.text("en")
    street.apply(Edit(message("x"), removals(street.book(2027), "workers", [1, 2]), 2027))
    with pytest.raises(RowInUse):
        removals(street.book(2027), "communities", [3])
    street.apply(Edit(message("x"), removals(street.book(2027), "premises", [1]), 2027))
    assert len(removals(street.book(2027), "communities", [3])) == 1


def test_a_row_is_called_by_its_own_column(street: Session) -> None:
    book = street.book(2027)
    assert row_name("duties", book.rows("duties")[1]) == "社区矫正"
    assert row_name("premises", book.rows("premises")[0]) == "党群服务中心"
    assert row_name("duties", {"id": 9}) == "#9"


def test_rows_are_found_by_what_their_sheet_says(street: Session) -> None:
    type_in(street, 2027, "duties", {"number": "9", "title": "7", "department": "民政局"})
    book = street.book(2027)

    def found(sheet: str, text: str) -> list[int]:
        return [int(row["id"]) for row in book.find(SHEETS[sheet], text)]

    assert found("duties", "7") == [1], "the number goes before a title"
    assert found("duties", "社区 矫正") == [2]
    assert found("premises", "2") == [2]
    assert found("premises", "日间照料中心") == [2]
    assert found("workers", "甲一") == [1]
    assert found("communities", "光明社区居委会") == [3]
    assert found("duties", "") == found("duties", "没有") == []


def test_checks_see_what_is_missing_and_what_stands_twice(street: Session) -> None:
    type_in(street, 2027, "premises", {"community": "和平社区", "name": "日间 照料中心"}, {"use": "办公"})
    type_in(street, 2027, "premises", {"community": "幸福社区", "name": "日间照料中心"})
    type_in(street, 2027, "duties", {"title": "社区矫正", "department": "司法局"}, {"title": "社区矫正"})
    found = {f.id: f for f in street.findings(2027) if f.sheet in ("premises", "duties")}
    assert found.keys() == {
        "double:premises:3:name",
        "required:premises:4:community",
        "required:premises:4:name",
        "double:duties:3:title",
        "required:duties:4:department",
    }
    assert found["double:premises:3:name"].severity == "note"
    assert found["required:duties:4:department"].name == "社区矫正"


def test_a_reference_into_another_year_is_an_error(street: Session) -> None:
    street.open_year(2028)
    row = street.book(2028).rows("premises")[0]
    stray = updated("premises", row, {"community": 1})
    assert stray is not None
    street.apply(Edit(message("x"), (stray,), 2028))
    (found,) = [f for f in street.findings(2028) if f.check == "reference"]
    assert (found.severity, found.sheet, found.column) == ("error", "premises", "community")
    assert not [f for f in street.findings(2027) if f.check == "reference"]


def test_an_edit_of_premises_works_nothing_out_anew(street: Session) -> None:
    street.open_year(2028)
    now, after = street.assessment(2027), street.assessment(2028)
    funds = now.lines("communities", 3)
    changed = change(street, 2027, "premises", 1, area="99")
    assert changed.rows == {2027: {("premises", 1)}}
    assert street.assessment(2028) is after
    assert street.assessment(2027).lines("communities", 3) is funds
    change(street, 2027, "communities", 3, star="1")
    assert street.assessment(2028) is not after


@pytest.mark.parametrize("sheet", REGISTERS, ids=lambda s: s.name)
def test_every_register_says_what_tells_its_rows_apart(sheet: Sheet) -> None:
    if sheet.naming:
        assert sheet.naming in sheet.identity
        assert sheet.found_by[-1] == sheet.naming
    else:
        assert sheet.found_by == ("id",)
    # A day may be unknown; everything else that tells rows apart has to be there.
    assert all(sheet[key].required for key in sheet.identity if not isinstance(sheet[key].kind, Day))
    assert all(key == "id" or key in sheet for key in sheet.found_by)


def test_both_stand_after_the_workers() -> None:
    assert REGISTERS[2:4] == (PREMISES, DUTIES)
