"""Where each imported value stood, and what its cell said: asked of the file after real imports."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Reference
from street_desk.domain.remembering import spelt
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing.grid import raw_text
from street_desk.exchange.reading import read_workbook
from street_desk.session import Session
from tests.files.importing.cases import Tab, write

ID = "440981198401011236"


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = Session.create(
        tmp_path / "street.desk", street="测试街道", county="测试县", year=2026, minimum_wage=130_000
    )
    yield session
    session.close()


def came(session: Session, batch: Batch) -> None:
    assert session.take_import(2026, batch, sources=batch.sources())


def planned(session: Session, folder: Path, *tabs: Tab, name: str = "去年", **answers: str) -> Batch:
    return session.plan_import(2026, [write(folder / f"{name}.xlsx", *tabs)], answers)


def stood(session: Session, sheet: str, name: str, key: str) -> str:
    """The workbook, tab, cell and text that a value of a row comes from; "" for one that no cell says."""
    row = next(int(r["id"]) for r in session.book(2026).rows(sheet) if SHEETS[sheet].called(r) == name)
    found = session.origin(sheet, row, key)
    origin = found[0].origin if found else None
    return f"{origin.file} {origin.tab}!{origin.cell} {origin.raw}" if origin else ""


COMMUNITIES = Tab(
    (
        ("2026年社区情况表（单位：万元）",),
        ("社区代码", "社区名称", "常住户数", "党组织设置", "办公经费", "党建经费（元）"),
        ("440981001001", "东风社区", "2,500户", "党总支", 5, "2万"),
        ("440981001002", "西湖 社区", 4200, "社区党委", 6.25, 30000),
    ),
    name="社区",
)


def test_each_value_knows_its_cell_and_what_stood_there(street: Session, tmp_path: Path) -> None:
    came(street, planned(street, tmp_path, COMMUNITIES))
    east = {key: stood(street, "communities", "东风社区", key) for key in ("code", "households", "name")}
    assert east == {
        "code": "去年.xlsx 社区!A3 440981001001",
        "households": "去年.xlsx 社区!C3 2,500户",
        "name": "去年.xlsx 社区!B3 东风社区",
    }
    assert stood(street, "communities", "东风社区", "office_approved") == "去年.xlsx 社区!E3 5"
    assert stood(street, "communities", "东风社区", "party_approved") == "去年.xlsx 社区!F3 2万"
    assert stood(street, "communities", "西湖 社区", "office_approved") == "去年.xlsx 社区!E4 6.25"
    assert stood(street, "communities", "西湖 社区", "party_approved") == "去年.xlsx 社区!F4 30000"
    assert stood(street, "communities", "西湖 社区", "party_organisation") == "去年.xlsx 社区!D4 社区党委"


def test_only_what_is_not_plainly_spelt_is_kept(street: Session, tmp_path: Path) -> None:
    (source,) = planned(street, tmp_path, COMMUNITIES).sources()
    assert source.tables[0].wan
    assert source.tables[0].columns == {
        "code": 1, "name": 2, "households": 3, "party_organisation": 4, "office_approved": 5, "party_approved": 6,
    }  # fmt: skip
    assert [dict(row.raws) for row in source.rows] == [
        {"households": "2,500户", "party_approved": "2万"},
        {"party_organisation": "社区党委", "party_approved": "30000"},
    ]


def test_whatever_is_read_is_kept_or_spelt_just_so(street: Session, tmp_path: Path) -> None:
    when = datetime.datetime(2013, 7, 15)
    rows = (
        ("社区", "姓名", "身份证号", "联系电话", "职务", "任职时间", "月报酬", "工龄", "性别", "备注"),
        ("东风社区", "张 样", ID, "0668 123-4567", "书记", when, 2412.35, 3.0, "男", "甲\n乙"),
        ("东风社区", "李样", ID.lower(), 19900001234, "社区副书记", "2013年7月", "2412.35元", "3", "女", 12),
        ("东风居委会", "王样", f" {ID[:6]} {ID[6:]}", "199", "委员", 201307, "2千", "3年", None, "略 "),
    )
    batch = planned(street, tmp_path, Tab(rows), **{"community:东风社区": "Add the community"})
    (source,) = batch.sources()
    workbook = read_workbook(source.original)  # type: ignore[arg-type]
    values = {(c.sheet, c.row): c.after or {} for c in batch.changes}
    checked = 0
    for row in source.rows:
        table = source.tables[row.table]
        for key, column in table.columns.items():
            value = values[table.sheet, row.row].get(key)
            cell = workbook.tabs[0].cell(row.number, column)
            if value is None or row.raws.get(key) == "":
                continue
            kind = SHEETS[table.sheet][key].kind
            plain = "东风社区" if isinstance(kind, Reference) else spelt(kind, value, table.wan)
            assert cell is not None
            assert row.raws.get(key, plain) == raw_text(cell.value)
            checked += 1
    assert checked > 20


def test_what_follows_from_an_id_is_said_by_no_cell(street: Session, tmp_path: Path) -> None:
    rows = (
        ("社区", "姓名", "身份证号", "职务", "性别", "出生年月"),
        ("东风社区", "张样", ID, "书记", None, None),
    )
    came(street, planned(street, tmp_path, Tab(rows), **{"community:东风社区": "Add the community"}))
    assert stood(street, "workers", "张样", "id_number") == f"去年.xlsx Sheet1!C2 {ID}"
    assert [street.book(2026).rows("workers")[0][key] for key in ("sex", "birth")] == ["male", "1984-01"]
    assert [stood(street, "workers", "张样", key) for key in ("sex", "birth")] == ["", ""]


def test_a_cell_merged_down_is_the_one_that_is_named(street: Session, tmp_path: Path) -> None:
    rows = (("社区", "姓名", "职务"), ("东风社区", "张样", "书记"), (None, "李样", "委员"))
    communities = Tab((("社区名称", "常住户数"), ("东风居委会", 9)), name="社区")
    people = Tab(rows, ("A2:A3",), name="人员")
    came(street, planned(street, tmp_path, communities, people))
    assert stood(street, "workers", "李样", "community") == "去年.xlsx 人员!A2 东风社区"
    assert stood(street, "workers", "李样", "post") == "去年.xlsx 人员!C3 委员"


def test_each_tab_is_named_for_what_it_brought(street: Session, tmp_path: Path) -> None:
    tabs = (
        Tab((("社区名称", "常住户数", "网格数"), ("东风社区", 2500, 8)), name="户数"),
        Tab((("社区", "办公经费", "常住户数", "网格数"), ("东风社区", 50000, 2501, None)), name="经费"),
    )
    came(street, planned(street, tmp_path, *tabs))
    assert stood(street, "communities", "东风社区", "office_approved") == "去年.xlsx 经费!B2 50000"
    # The second tab disagrees about the households and says nothing of the grids.
    assert stood(street, "communities", "东风社区", "households") == "去年.xlsx 户数!B2 2500"
    assert stood(street, "communities", "东风社区", "grids") == "去年.xlsx 户数!C2 8"


def test_an_amount_multiplied_by_an_answer_is_shown_as_it_stood(street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "常住户数", "办公经费"), ("东风社区", 2500, 5), ("西湖社区", 3000, 6))
    batch = planned(street, tmp_path, Tab(rows))
    (question,) = batch.previews[0].questions
    batch = planned(street, tmp_path, Tab(rows), **{question.id: question.options[1].text("en")})
    came(street, batch)
    assert street.book(2026).rows("communities")[0]["office_approved"] == 5_000_000
    assert stood(street, "communities", "东风社区", "office_approved") == "去年.xlsx Sheet1!C2 5"


def test_rows_left_out_are_not_remembered(street: Session, tmp_path: Path) -> None:
    batch = planned(street, tmp_path, COMMUNITIES).leaving_out({("去年.xlsx", "社区", "B3")})
    (source,) = batch.sources()
    assert [row.number for row in source.rows] == [4]
    assert source.original == tmp_path / "去年.xlsx"


def test_rows_that_are_the_same_bring_nothing_and_are_not_remembered(street: Session, tmp_path: Path) -> None:
    came(street, planned(street, tmp_path, COMMUNITIES))
    changed = Tab((*COMMUNITIES.rows[:3], ("440981001002", "西湖社区", 4300, None, None, None)), name="社区")
    batch = planned(street, tmp_path, changed, name="今年")
    (source,) = batch.sources()
    assert [(row.number, row.raws["party_organisation"]) for row in source.rows] == [(4, "")]
    came(street, batch)
    assert stood(street, "communities", "西湖 社区", "households") == "今年.xlsx 社区!C4 4300"
    assert stood(street, "communities", "西湖 社区", "code") == "去年.xlsx 社区!A4 440981001002"


def test_the_cells_of_a_turned_table_are_named_where_people_see_them(street: Session, tmp_path: Path) -> None:
    rows = (
        ("指标", "东风社区", "西湖社区"),
        ("常住户数", "2,500户", 4200),
        ("党员数", 60, 70),
        ("网格数", 8, 9),
    )
    came(street, planned(street, tmp_path, Tab(rows)))
    assert stood(street, "communities", "东风社区", "households") == "去年.xlsx Sheet1!B2 2,500户"
    assert stood(street, "communities", "西湖社区", "grids") == "去年.xlsx Sheet1!C4 9"
    assert stood(street, "communities", "西湖社区", "name") == "去年.xlsx Sheet1!C1 西湖社区"


def test_an_amount_in_thousands_is_shown_as_it_stood(street: Session, tmp_path: Path) -> None:
    rows = (("单位：千元",), ("社区名称", "常住户数", "办公经费"), ("东风社区", 2500, 62.5))
    came(street, planned(street, tmp_path, Tab(rows)))
    assert street.book(2026).rows("communities")[0]["office_approved"] == 6_250_000
    assert stood(street, "communities", "东风社区", "office_approved") == "去年.xlsx Sheet1!C3 62.5"
