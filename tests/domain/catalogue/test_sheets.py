"""Every sheet of a street's file: what goes into it, what it refers to, and what the next year gets of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk import language
from street_desk.domain.book import removals
from street_desk.domain.catalogue import CARRIED, DUTIES, GRIDS, MOVEMENTS, RATINGS, SHEETS
from street_desk.domain.edits import Edit, updated
from street_desk.domain.problems import Problem, RowInUse, UnreadableValue
from street_desk.domain.typing_in import Typed
from street_desk.exchange.clipboard import headed, read_clipboard
from street_desk.exchange.clipboard.landing import land
from street_desk.language import message
from street_desk.session import Session
from tests.streets import change, small_street, state_of, type_in


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    type_in(
        session,
        2027,
        "duties",
        {
            "number": "7",
            "title": "社区矫正",
            "department": "司法局",
            "communities": "光明社区居委会，幸福社区",
        },
        {"number": "8", "title": "养犬管理", "department": "公安分局"},
        {"number": "9", "title": "养犬管理", "department": "城管局"},
    )
    type_in(
        session,
        2027,
        "movements",
        {
            "date": "2027年3月1日",
            "community": "光明社区",
            "fund": "办公经费",
            "duty": "7",
            "kind": "已拨付",
            "amount": "1.2万",
        },
        {"date": "2027-04", "fund": "党建", "kind": "调减", "amount": "-300.50", "holder": "街道办"},
    )
    type_in(session, 2027, "entries", {"title": "垃圾分类入户", "department": "城管局", "decision": "不同意"})
    type_in(session, 2027, "releases", {"unit": "测试学校", "posts": "3", "date": "2027-02"})
    type_in(
        session, 2027, "ratings", {"community": "光明社区", "item": "居民", "score": "95分", "weight": "30％"}
    )
    type_in(
        session,
        2027,
        "objectives",
        {"project": "社区经费保障", "unit": "测试街道", "year_goal": "保障3个社区", "appropriated": "79万"},
    )
    yield session
    session.close()


def _refused(street: Session, sheet: str, row: int, **cells: str) -> Problem:
    changes, refused = street.typed(2027, sheet, [Typed(row, key, text) for key, text in cells.items()])
    assert not changes
    return refused[0].problem


def _text(street: Session, sheet: str, row: int, key: str) -> str:
    book = street.book(2027)
    held = book.row(sheet, row)
    assert held is not None
    return book.text(SHEETS[sheet][key], held.get(key))


def test_every_sheet_of_the_office_has_its_grid() -> None:
    assert [s.name for s in GRIDS] == [
        *("communities", "workers", "premises", "duties", "entries", "releases", "movements", "ratings"),
        *("subjects", "figures", "objectives", "office"),
    ]
    assert [s.name for s in CARRIED] == [
        "communities",
        "workers",
        "premises",
        "duties",
        "subjects",
        "objectives",
        "own_columns",
        "form_layouts",
    ]


def test_words_of_offices_become_values(street: Session) -> None:
    first, second = street.book(2027).rows("movements")
    assert (first["date"], first["fund"], first["kind"], first["amount"]) == (
        *("2027-03-01", "office", "released", 1_200_000),
    )
    assert (second["date"], second["kind"], second["amount"], second["holder"]) == (
        *("2027-04", "adjusted", -30_050, "street"),
    )
    (rating,) = street.book(2027).rows("ratings")
    assert (rating["item"], rating["score"], rating["weight"]) == ("residents", 95, 30)
    assert street.book(2027).rows("entries")[0]["decision"] == "refused"
    assert isinstance(_refused(street, "ratings", 1, score="100.5"), Problem)
    assert isinstance(_refused(street, "releases", 1, posts="-1"), Problem)


def test_the_file_gives_back_what_was_typed(street: Session) -> None:
    before = {sheet.name: street.book(2027).rows(sheet.name) for sheet in GRIDS}
    street.close()
    again = Session.open(street.path)
    assert {sheet.name: again.book(2027).rows(sheet.name) for sheet in GRIDS} == before
    while again.undoable() is not None:
        again.undo()
    assert not again.book(2027).rows("duties")
    while again.redoable() is not None:
        again.redo()
    assert {sheet.name: again.book(2027).rows(sheet.name) for sheet in GRIDS} == before
    again.close()


@pytest.mark.parametrize("text", ["-", "--5", "−", "5-", "1e3", "-约5"])
def test_no_amount_of_a_movement_is_guessed(text: str) -> None:
    with pytest.raises(UnreadableValue):
        MOVEMENTS["amount"].kind.parse(text)


def test_an_amount_below_zero_keeps_its_sign_and_its_fen() -> None:
    kind = MOVEMENTS["amount"].kind
    assert kind.parse("−3,000.5元") == kind.read(-3000.5) == kind.read(Decimal("-3000.5")) == -300_050
    assert kind.parse("-1.2万") == -1_200_000
    assert kind.parse("") is None
    assert kind.parse(kind.text(-5)) == -5
    assert kind.format(-1_234_567) == "-12,345.67"
    assert RATINGS["score"].kind.parse("88.5") == Decimal("88.5")


def test_only_an_adjustment_is_below_zero(street: Session) -> None:
    assert not [f for f in street.findings(2027) if f.check == "sign"]
    change(street, 2027, "movements", 1, amount="-5")
    (found,) = [f for f in street.findings(2027) if f.check == "sign"]
    assert (found.severity, found.sheet, found.row, found.column) == ("error", "movements", 1, "amount")


# References --------------------------------------------------------------------------------------------------------------


def test_a_movement_names_its_duty_by_number_title_or_title_and_department(street: Session) -> None:
    assert _text(street, "movements", 1, "duty") == "社区矫正"
    change(street, 2027, "movements", 1, duty="8")
    assert _text(street, "movements", 1, "duty") == "养犬管理（公安分局）"
    change(street, 2027, "movements", 1, duty="养犬管理(城管局)")
    assert street.book(2027).rows("movements")[0]["duty"] == 3
    language.use("en")
    assert "could be several duties: 养犬管理（公安分局）, 养犬管理（城管局）" in str(
        _refused(street, "movements", 1, duty="养犬管理")
    )
    assert "There is no duty “没有”" in str(_refused(street, "movements", 1, duty="没有"))
    change(street, 2027, "duties", 3, title="城市养犬")
    assert _text(street, "movements", 1, "duty") == "城市养犬"
    change(street, 2027, "movements", 1, duty="")
    assert "duty" not in street.book(2027).rows("movements")[0]


def test_a_duty_names_the_communities_that_carry_it(street: Session) -> None:
    assert street.book(2027).rows("duties")[0]["communities"] == (1, 3)
    assert _text(street, "duties", 1, "communities") == "幸福社区、光明社区"
    change(street, 2027, "duties", 1, communities="和平;光明社区 , 和平社区；")
    assert street.book(2027).rows("duties")[0]["communities"] == (2, 3)
    assert "没有社区" in str(_refused(street, "duties", 1, communities="和平社区、没有社区"))
    change(street, 2027, "duties", 1, communities=" 、 ")
    assert "communities" not in street.book(2027).rows("duties")[0]
    street.undo()
    assert _text(street, "duties", 1, "communities") == "和平社区、光明社区"
    change(street, 2027, "communities", 2, name="安宁社区")
    assert _text(street, "duties", 1, "communities") == "安宁社区、光明社区"


def test_what_others_refer_to_is_not_removed(street: Session) -> None:
    language.use("en")
    with pytest.raises(RowInUse, match="1 in Duties, 1 in Movements of money, 1 in Ratings"):
        removals(street.book(2027), "communities", [3])
    with pytest.raises(RowInUse, match="社区矫正 is still in use this year: 1 in Movements"):
        removals(street.book(2027), "duties", [1])
    assert len(removals(street.book(2027), "duties", [2, 3])) == 2


def test_a_name_that_is_not_of_this_year_is_an_error(street: Session) -> None:
    stray = updated("duties", street.book(2027).rows("duties")[0], {"communities": (1, 99)})
    assert stray is not None
    street.apply(Edit(message("x"), (stray,), 2027))
    (found,) = [f for f in street.findings(2027) if f.check == "reference"]
    assert (found.sheet, found.column) == ("duties", "communities")


def test_the_next_year_gets_duties_and_projects_and_no_movements(street: Session) -> None:
    before = state_of(street)
    street.open_year(2028)
    book = street.book(2028)
    for name in ("entries", "releases", "movements", "ratings"):
        assert not book.rows(name), name
    assert [book.text(DUTIES["communities"], r.get("communities")) for r in book.rows("duties")] == [
        *("幸福社区、光明社区", "", ""),
    ]
    assert set(book.rows("duties")[0]["communities"]) < set(book.ids("communities"))
    (project,) = book.rows("objectives")
    assert (project["project"], project["unit"]) == ("社区经费保障", "测试街道")
    assert not {"year_goal", "appropriated"} & set(project)
    assert not [f for f in street.findings(2028) if f.check == "reference"]
    street.undo()
    assert state_of(street) == before


def test_a_project_or_an_entry_that_stands_twice_is_noticed(street: Session) -> None:
    type_in(street, 2027, "objectives", {"project": "社区 经费保障"})
    type_in(street, 2027, "entries", {"title": "垃圾分类入户", "department": "城管局", "date": "2027-05"})
    found = [f.id for f in street.findings(2027) if f.check == "double"]
    assert found == ["double:objectives:2:project"], "an entry asked for again on another day is no double"


# Blocks with headings ----------------------------------------------------------------------------------------------------


def _landed(street: Session, sheet: str, text: str) -> dict[int, dict[str, str]]:
    block = read_clipboard(None, text)
    assert block is not None
    found = headed(block, SHEETS[sheet], 2027)
    assert found is not None
    book = street.book(2027)
    rows: dict[int, dict[str, str]] = {}
    for cell in land(book, SHEETS[sheet], found, book.ids(sheet)[1:]).cells:
        if cell.text:
            rows.setdefault(cell.row, {})[cell.key] = cell.text
    return rows


def test_movements_with_headings_go_on_from_the_cursor_and_past_the_end(street: Session) -> None:
    text = (
        "日期\t社区\t资金\t环节\t金额\n2027-05-01\t和平社区\t党建\t到账\t900\n2027-06-01\t\t自筹\t支出\t80\n"
    )
    rows = _landed(street, "movements", text)
    assert rows == {
        2: {"date": "2027-05-01", "community": "和平社区", "fund": "党建", "kind": "到账", "amount": "900"},
        -1: {"date": "2027-06-01", "fund": "自筹", "kind": "支出", "amount": "80"},
    }


def test_duties_with_headings_land_on_their_namesakes(street: Session) -> None:
    text = "事项\t牵头部门\t依据\n养犬管理\t城管局\t条例\n新事项\t民政局\t办法\n"
    rows = _landed(street, "duties", text)
    assert rows == {
        3: {"title": "养犬管理", "department": "城管局", "basis": "条例"},
        -1: {"title": "新事项", "department": "民政局", "basis": "办法"},
    }
