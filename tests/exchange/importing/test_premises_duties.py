from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from street_desk.domain.book import Book
from street_desk.domain.sheets import Row
from tests.exchange.importing.support import added, of_rows, of_tabs, refused
from tests.files.importing.cases import Tab

PLACES = ("所在社区", "场所名称", "用途", "建筑面积（平方米）", "权属")
DUTIES = ("序号", "事项名称", "牵头部门", "归属")


def held(premises: list[Row] | None = None, duties: list[Row] | None = None) -> Book:
    communities: dict[int, Row] = {
        i: {"id": i, "year": 2026, "name": name} for i, name in ((1, "东风社区"), (2, "西湖社区"))
    }
    return Book(
        2026,
        {
            "communities": communities,
            "premises": {int(row["id"]): {"year": 2026, **row} for row in premises or []},
            "duties": {int(row["id"]): {"year": 2026, **row} for row in duties or []},
        },
    )


def test_premises_are_known_by_community_and_name(tmp_path: Path) -> None:
    book = held(
        [
            {"id": 1, "community": 1, "name": "活动室", "use": "activity", "area": Decimal(120)},
            {"id": 2, "community": 2, "name": "活动室", "use": "activity", "area": Decimal(80)},
        ]
    )
    found = of_rows(
        tmp_path,
        PLACES,
        ("东风社区", "活 动室", "室内活动", 150, "自有"),
        ("西湖社区", "活动室", "室内活动", 80, None),
        ("西湖社区", "办公用房", "办公", 300, "租用"),
        book=book,
    )
    assert found.regions[0].sheet == "premises"
    assert [row.state for row in found.rows()] == ["changed", "same", "new"]
    assert [(c.row, c.after) for c in found.changes() if c.before] == [
        (1, {"area": Decimal(150), "tenure": "owned"})
    ]
    assert added(found, "premises") == [
        {"community": 2, "name": "办公用房", "use": "office", "area": Decimal(300), "tenure": "rented"}
    ]
    assert [row.name for row in found.rows()] == ["活 动室", "活动室", "办公用房"]


def test_the_second_row_of_one_place_is_refused_and_names_the_first(tmp_path: Path) -> None:
    rows = PLACES, ("东风社区", "活动室", "文化", 150, "自有"), ("东风社区", "活动室", "健身", 90, "自有")
    found = of_rows(tmp_path, *rows, book=held())
    assert refused(found) == {"B3": "“活动室” stands in B2 already"}


def test_a_place_that_the_file_holds_twice_may_come_back_twice(tmp_path: Path) -> None:
    twins: list[Row] = [
        {"id": i, "community": 1, "name": "活动室", "area": Decimal(area)} for i, area in ((1, 120), (2, 80))
    ]
    rows = PLACES, ("东风社区", "活动室", None, 120, None), ("东风社区", "活动室", None, 80, None)
    found = of_rows(tmp_path, *rows, book=held(twins))
    assert [row.state for row in found.rows()] == ["same", "same"]


def test_premises_and_people_of_an_unknown_community_wait_for_one_answer(tmp_path: Path) -> None:
    tabs = (
        Tab((PLACES, ("北山社区", "活动室", "文化", 150, "自有")), name="阵地"),
        Tab((("社区", "姓名", "职务"), ("北山社区", "张样一", "书记")), name="人员"),
    )
    found = of_tabs(tmp_path, *tabs, book=held())
    (question,) = found.questions
    assert question.id == "community:北山社区"
    taken = of_tabs(tmp_path, *tabs, book=held(), answers={question.id: "Add the community"})
    assert added(taken) == [{"name": "北山社区"}]
    assert added(taken, "premises")[0]["community"] == 10
    assert added(taken, "workers")[0]["community"] == 10
    left = of_tabs(tmp_path, *tabs, book=held(), answers={question.id: "Leave its rows out"})
    assert left.changes() == ()
    assert left.complete


def test_duties_are_known_by_title_and_department(tmp_path: Path) -> None:
    book = held(
        duties=[
            {"id": 1, "number": 1, "title": "社区矫正", "department": "司法局", "belongs": "assist"},
            {"id": 2, "number": 2, "title": "社区矫正", "department": "公安局", "belongs": "assist"},
        ]
    )
    found = of_rows(
        tmp_path,
        DUTIES,
        (1, "社区 矫正", "司法局", "依法协助政府事项"),
        (2, "社区矫正", "公安局", "部门职责事项"),
        (3, "居民自治", "民政局", "依法履行职责事项"),
        (4, "居民自治", "民政局", "依法履行职责事项"),
        book=book,
    )
    assert found.regions[0].sheet == "duties"
    assert [row.state for row in found.rows()] == ["same", "changed", "new", "refused"]
    assert [(c.row, c.after) for c in found.changes() if c.before] == [(2, {"belongs": "department"})]
    assert added(found, "duties")[0]["title"] == "居民自治"
    assert "“居民自治” stands in B4 already" in refused(found).values()


def test_a_duty_without_its_department_is_the_only_one_of_its_title(tmp_path: Path) -> None:
    book = held(
        duties=[
            {"id": 1, "title": "社区矫正", "department": "司法局"},
            {"id": 2, "title": "禁毒", "department": "公安局"},
            {"id": 3, "title": "禁毒", "department": "司法局"},
        ]
    )
    rows = ("事项名称", "归属", "依据"), ("社区矫正", "协助", "略"), ("禁毒", "协助", "略")
    found = of_rows(tmp_path, *rows, book=book)
    assert [(row.row, row.state) for row in found.rows()] == [(1, "changed"), (10, "new")]
