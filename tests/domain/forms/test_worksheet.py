from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain.pages import Given, RowsSum
from street_desk.exchange import packs
from street_desk.language import CHINESE
from street_desk.session import Session
from tests.pages import filled, papers, two_years
from tests.streets import change

_WORKING, _AMOUNT, _UNIT = 3, 4, 5


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def test_each_community_has_a_page_of_its_own(session: Session) -> None:
    pages = papers(session, "worksheet")
    names = [str(row["name"]) for row in session.book(2027).rows("communities")]
    assert [page.part for page in pages] == names
    assert [page.title for page in pages] == [f"测试街道2027年{name}测算单" for name in names]
    assert all(page.meta[0] == f"社区（盖章）：{name}" for page, name in zip(pages, names, strict=True))
    assert pages[0].signatures[0] == ("社区书记（签字）", "")


def test_only_the_one_asked_for(session: Session) -> None:
    second = session.book(2027).ids("communities")[1]
    (page,) = papers(session, "worksheet", community=second)
    assert page.part == session.book(2027).community_name(second)


@pytest.mark.parametrize("pack", packs.shipped())
def test_every_line_stands_there_with_each_of_its_steps(session: Session, pack: str) -> None:
    if pack != "community-basics":
        session.adopt(2027, packs.pack_text(pack), pack)
    assessment = session.assessment(2027)
    items = assessment.standard.items_of.get("communities", {})
    for community, page in zip(
        session.book(2027).ids("communities"), papers(session, "worksheet"), strict=True
    ):
        said = [row.boxes[_WORKING].text for row in page.rows if len(row.boxes) > _WORKING]
        for key, item in items.items():
            line = assessment.lines("communities", community)[key]
            row = next(r for r in page.rows if r.boxes[1].text == item.text.zh and r.boxes[1].label)
            if item.unit == "money" and line.value is not None:
                assert row.boxes[_AMOUNT].value == Decimal(line.value) / 100
            for step in line.steps:
                text = step.message.text(CHINESE)
                assert any(_plain(text) == _plain(found) for found in said), text


def _plain(text: str) -> str:
    return text.translate(str.maketrans("（）：；", "():;"))


def test_a_fund_adds_up_its_steps_and_the_total_its_funds(session: Session) -> None:
    page = filled(session, "worksheet")
    formulas = {row.boxes[1].text: row.boxes[_AMOUNT].formula for row in page.rows}
    live = {title: formula for title, formula in formulas.items() if isinstance(formula, RowsSum)}
    assert set(live) == {"办公运转经费", "服务和发展专项经费", "三项经费合计"}
    assert formulas["党建经费"] == Given("party_fund.rule.values.branch")
    total = live["三项经费合计"]
    assert isinstance(total, RowsSum)
    added = [page.rows[place].boxes[1].text for place in total.rows]
    assert added == ["办公运转经费", "服务和发展专项经费", "党建经费"]


def test_an_amount_that_cannot_be_told_says_what_is_missing(session: Session) -> None:
    first = session.book(2027).ids("communities")[0]
    change(session, 2027, "communities", first, party_organisation="")
    (page,) = papers(session, "worksheet", community=first)
    row = next(r for r in page.rows if r.boxes[1].text == "党建经费")
    assert (row.boxes[_WORKING].text, row.boxes[_AMOUNT].value) == ("尚无法测算", None)
    said = [r.boxes[_WORKING].text for r in page.rows if len(r.boxes) > _WORKING]
    assert any("党组织设置" in text for text in said)


def test_amounts_in_wan_and_counts_keep_their_units(session: Session) -> None:
    page = filled(session, "worksheet", unit="wan")
    units = {row.boxes[1].text: row.boxes[_UNIT].text for row in page.rows if row.boxes[1].text}
    assert (units["办公运转经费"], units["公益性岗位应配数"], units["常住户数"]) == ("万元", "人", "户")


def test_a_file_without_communities_gives_one_empty_worksheet(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "a.desk", street="空街道", county="县", year=2027)
    (page,) = papers(session, "worksheet")
    session.close()
    assert [row.kind for row in page.rows] == ["section", "section"]
