from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain.capitals import capitals
from street_desk.domain.pages import Page, PageRow, RowsSum
from street_desk.exchange import packs
from street_desk.session import Session
from tests.pages import filled, two_years
from tests.streets import change, type_in

_AMOUNT, _CAPITALS = 3, 4


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def named(page: Page, title: str) -> PageRow:
    """The first row whose words say so."""
    return next(row for row in page.rows if title in {box.text for box in row.boxes[:2]})


def part(page: Page, section: str) -> list[PageRow]:
    """The rows below a section, without its headings."""
    start = next(n for n, row in enumerate(page.rows) if row.boxes[0].text == section)
    rows: list[PageRow] = []
    for row in page.rows[start + 1 :]:
        if row.kind == "section":
            break
        if row.kind != "heading":
            rows.append(row)
    return rows


def test_the_funds_are_those_of_the_assessment_in_figures_and_in_capitals(session: Session) -> None:
    page, totals = filled(session, "summary"), session.assessment(2027).totals()
    for title, key in (
        ("办公运转经费", "office_fund"),
        ("服务和发展专项经费", "service_fund"),
        ("党建经费", "party_fund"),
        ("社区工作者报酬（财政应安排）", "finance_due"),
    ):
        row = named(page, title)
        assert row.boxes[_AMOUNT].value == Decimal(totals[key]) / 100
        assert row.boxes[_CAPITALS].text == capitals(Decimal(totals[key]) / 100)
    assert named(page, "社区经费小计").boxes[_AMOUNT].value == Decimal(totals["total_fund"]) / 100
    whole = Decimal(totals["total_fund"] + totals["finance_due"]) / 100
    assert named(page, "合计").boxes[_AMOUNT].value == whole


def test_its_sums_are_formulas_over_the_rows_they_add_up(session: Session) -> None:
    page = filled(session, "summary")
    for title in ("社区经费小计", "合计"):
        box = named(page, title).boxes[_AMOUNT]
        assert isinstance(box.formula, RowsSum)
        parts = [page.rows[place].boxes[_AMOUNT].value for place in box.formula.rows]
        assert sum(value for value in parts if isinstance(value, Decimal)) == box.value


def test_in_wan_the_capitals_stay_exact_and_a_note_says_so(session: Session) -> None:
    change(session, 2027, "workers", session.book(2027).ids("workers")[0], funded_elsewhere="0.37")
    yuan, wan = filled(session, "summary"), filled(session, "summary", unit="wan")
    assert wan.places == 4
    title = "社区工作者报酬（财政应安排）"
    assert named(wan, title).boxes[_CAPITALS].text == named(yuan, title).boxes[_CAPITALS].text
    assert named(wan, title).boxes[_CAPITALS].text.endswith("分")
    assert any("大写金额按元计" in note for note in wan.notes)
    assert not any("大写金额按元计" in note for note in yuan.notes)


def test_budget_subjects_stand_beside_their_fund(session: Session) -> None:
    typed = {"fund": "党建经费", "source": "县级财政", "function": "2130705", "government_subject": "50299"}
    type_in(session, 2027, "subjects", typed)
    row = named(filled(session, "summary"), "党建经费")
    assert [box.text for box in row.boxes[5:]] == ["县级财政", "2130705", "", "50299"]
    session.open_year(2028)
    assert [row["source"] for row in session.book(2028).rows("subjects")] == ["县级财政"]


def test_staff_is_counted_against_what_is_set(session: Session) -> None:
    first, second, third = session.book(2027).ids("communities")
    for row, seats in ((first, "7"), (second, "5"), (third, "5")):
        change(session, 2027, "communities", row, committee_seats=seats)
    change(session, 2027, "communities", first, posts_requested="2", posts_granted="1")
    committees, posts = part(filled(session, "summary"), "二、人员配备")
    actual = sum(
        session.assessment(2027).value("communities", r, "committee_actual") for r in (first, second, third)
    )
    assert [committees.boxes[n].value for n in (2, 3)] == [17, actual]
    assert committees.boxes[5].text == "职数范围合计15—27人"
    due = session.assessment(2027).total("communities", "public_posts_due")
    assert posts.boxes[2].value == due
    assert posts.boxes[5].text == "申请调剂2名，已分配1名"


def test_pay_by_post_adds_up_to_the_form_pay(session: Session) -> None:
    *posts, total = part(filled(session, "summary"), "三、社区工作者报酬")
    pay = filled(session, "pay").rows[-1]
    keys = [column.key for column in filled(session, "pay").columns]
    for place, key in ((3, "month_pay"), (4, "year_pay"), (7, "finance_due")):
        assert total.boxes[place].value == pay.boxes[keys.index(key)].value
        parts = [row.boxes[place].value for row in posts]
        assert sum(value for value in parts if isinstance(value, Decimal)) == total.boxes[place].value


def test_who_pays_adds_up_to_the_fund(session: Session) -> None:
    rows = part(filled(session, "summary"), "四、经费分担")
    assert [row.boxes[1].text for row in rows] == ["办公运转经费", "服务和发展专项经费", "党建经费"]
    assert {row.boxes[2].text for row in rows} == {"100.0%"}
    session.adopt(2027, packs.pack_text("panjin-2016"), "panjin-2016")
    page = filled(session, "summary")
    office = [row for row in part(page, "四、经费分担") if row.boxes[1].text == "社区经费"]
    assert [row.boxes[2].text for row in office] == ["50.0%", "50.0%"]
    parts = [row.boxes[_AMOUNT].value for row in office]
    assert sum(v for v in parts if isinstance(v, Decimal)) == named(page, "社区经费").boxes[_AMOUNT].value


def test_what_cannot_be_told_yet_is_named(session: Session) -> None:
    first = session.book(2027).ids("communities")[0]
    change(session, 2027, "communities", first, party_organisation="")
    page = filled(session, "summary")
    assert named(page, "党建经费").boxes[2].text == "2个"
    name = session.book(2027).community_name(first)
    assert any(f"党建经费尚缺{name}，合计不完整" in note for note in page.notes)


def test_a_year_without_rows_gives_a_summary_without_amounts(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "a.desk", street="空街道", county="县", year=2027)
    page = filled(session, "summary")
    session.close()
    assert {row.boxes[_AMOUNT].text for row in page.rows if row.kind in ("data", "total")} <= {"", "0"}
    assert named(page, "合计").boxes[_CAPITALS].text == ""
