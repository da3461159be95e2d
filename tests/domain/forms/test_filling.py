from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk import language
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.edits import Change, Edit
from street_desk.domain.forms import TABLES, fill
from street_desk.domain.pages import AtLeast, ColumnSum, Sum, Unit
from street_desk.domain.problems import UnknownForm
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Session
from tests.pages import DAY, OF_SHEETS, column, dumped, expect, filled, papers, two_years
from tests.streets import change, small_street, type_in


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def first(session: Session, sheet: str, year: int = 2027) -> int:
    return session.book(year).ids(sheet)[0]


@pytest.mark.parametrize("unit", ["yuan", "wan"])
@pytest.mark.parametrize("form", list(TABLES))
def test_the_page_is_the_expected_one(session: Session, form: str, unit: Unit) -> None:
    pages = papers(session, form, unit=unit)
    expect(f"{form}_{unit}.txt", "\n".join(dumped(page) for page in pages))


def test_an_unknown_form_is_named_with_those_there_are(session: Session) -> None:
    with pytest.raises(UnknownForm) as caught:
        fill("budget", session.assessment(2027), date=DAY)
    assert "budget" in caught.value.text("en")
    assert "funding" in caught.value.text("en")


def test_a_form_is_chinese_whatever_the_window_speaks(session: Session) -> None:
    pages = []
    before = language.current()
    try:
        for spoken in language.LANGUAGES:
            language.use(spoken)
            pages.append([filled(session, form) for form in TABLES])
    finally:
        language.use(before)
    assert pages[0] == pages[1]


def test_the_title_names_street_and_year_without_the_office(session: Session) -> None:
    change(session, 2027, "office", 1, street="幸福街道办事处")
    page = filled(session)
    assert page.title == "幸福街道2027年社区经费保障申报表"
    assert page.meta == ("填报单位（盖章）：幸福街道办事处", "填报日期：2026年11月24日", "单位：元")


def test_what_is_not_known_stays_blank_and_the_note_says_so(session: Session) -> None:
    row = first(session, "communities")
    change(session, 2027, "communities", row, party_organisation="", residents="")
    page = filled(session)
    for key in ("party_organisation", "party_fund", "total_fund", "difference", "residents", "ceiling"):
        assert column(page, key)[0] == ""
    assert column(page, "office_fund")[0] == "80,000.00"
    assert any("幸福社区党建经费、合计尚无法测算，未计入这两列。" in note for note in page.notes)
    assert any("未计入增减：幸福社区" in note for note in page.notes)


def test_the_ceiling_is_the_sum_of_those_given(session: Session) -> None:
    row = first(session, "communities")
    change(session, 2027, "communities", row, office_ceiling="80000", party_ceiling="20000")
    assert column(filled(session), "ceiling") == ["100,000.00", "", "", "100,000.00"]


def test_without_a_year_before_there_is_no_change_and_no_note_on_it(tmp_path: Path) -> None:
    session = small_street(tmp_path)
    page = filled(session)
    session.close()
    for key in ("prior_approved", "prior_actual", "difference"):
        assert set(column(page, key)) == {""}
    assert not any("增减" in note for note in page.notes)
    assert [h.text for h in page.header if h.text.startswith("上年")] == ["上年批复", "上年执行"]


@pytest.mark.parametrize(("state", "heading"), [("open", "预计全年"), ("locked", "决算")])
def test_the_state_of_the_year_before_names_its_spending(session: Session, state: str, heading: str) -> None:
    before = session.years()[2026]
    locked = Change("years", int(before["id"]), {"state": before["state"]}, {"state": state})
    session.apply(Edit(message("test"), (locked,), 2026))
    column = next(c for c in filled(session).columns if c.key == "prior_actual")
    assert column.path == ("上年执行", heading)


def test_a_formula_stands_only_where_it_gives_the_standards_amount(session: Session) -> None:
    page = filled(session, "pay")
    place = next(n for n, c in enumerate(page.columns) if c.key == "finance_due")
    due = [row.boxes[place] for row in page.rows if row.kind == "data"]
    assert all(isinstance(box.formula, AtLeast) for box in due)
    worker = int(next(w["id"] for w in session.book(2027).rows("workers") if w["name"] == "丁四"))
    # More than the pay comes from elsewhere: the Standard stops at 0, and the formula with it.
    change(session, 2027, "workers", worker, funded_elsewhere="9000")
    box = filled(session, "pay").rows[0].boxes[place]
    assert (box.value, isinstance(box.formula, AtLeast)) == (0, True)
    by_hand, refused = session.typed(2027, "workers", [Typed(worker, "finance_due", "1409.50", "上级压减")])
    assert not refused
    session.apply(Edit(message("test"), by_hand, 2027))
    box = filled(session, "pay").rows[0].boxes[place]
    assert (box.value, box.formula) == (Decimal("1409.50"), None)


def test_sums_of_rows_and_of_columns_are_both_formulas(session: Session) -> None:
    page = filled(session)
    boxes = dict(zip((c.key for c in page.columns), page.rows[0].boxes, strict=True))
    assert boxes["office_fund"].formula == Sum(("office_base", "office_add"))
    assert boxes["total_fund"].formula == Sum(("office_fund", "service_fund", "party_fund"))
    total = dict(zip((c.key for c in page.columns), page.rows[-1].boxes, strict=True))
    assert total["total_fund"].formula == ColumnSum(0, 2)
    assert (
        total["total_fund"].value
        == Decimal(session.assessment(2027).total("communities", "total_fund")) / 100
    )


def test_workers_stand_by_community_in_the_order_of_the_communities(session: Session) -> None:
    type_in(session, 2027, "workers", {"name": "戊五", "post": "委员", "community": "幸福社区"})
    page = filled(session, "pay")
    kinds = [row.kind for row in page.rows]
    assert kinds == ["data", "data", "subtotal", "data", "subtotal", "data", "data", "subtotal", "total"]
    named = [text for text, kind in zip(column(page, "name"), kinds, strict=True) if kind == "data"]
    assert named == ["丁四", "戊五", "丙三", "甲一", "乙二"]
    assert column(page, "year_pay")[-1] == filled(session, "pay").rows[-1].boxes[13].text


def test_a_group_is_not_counted_twice_in_the_total(session: Session) -> None:
    page = filled(session, "pay")
    place = next(n for n, c in enumerate(page.columns) if c.key == "year_pay")
    total = session.assessment(2027).total("workers", "year_pay")
    assert page.rows[-1].boxes[place].value == Decimal(total) / 100


def test_a_provisional_wage_is_said_above_and_below_the_table_that_uses_it(session: Session) -> None:
    said = "暂按上年最低工资标准1,300元测算"
    page = filled(session, "pay")
    assert page.notice == said
    assert any(said in note for note in page.notes)
    assert filled(session, "funding").notice == ""
    change(session, 2027, "figures", first(session, "figures"), minimum_wage="1300")
    page = filled(session, "pay")
    assert page.notice == ""
    assert not any("暂按" in note for note in page.notes)


def test_a_wage_that_changes_inside_the_year_is_said_under_the_table(session: Session) -> None:
    change(session, 2027, "figures", first(session, "figures"), **{"minimum_wage@2027-07": "1400"})
    said = "7月起1,400元：年合计按月分段测算"
    assert any(said in note for note in filled(session, "pay").notes)
    assert not any(said in note for note in filled(session, "funding").notes)


def test_notes_name_the_document_its_clauses_and_what_the_county_chose(session: Session) -> None:
    change(session, 2027, "figures", first(session, "figures"), **{"setting.edge_5000": "above"})
    notes = "\n".join(filled(session).notes)
    assert "依据：《社区基本保障工作调查报告》" in notes
    for clause in ("一、办公运转经费", "二、服务和发展专项经费", "三、党建经费"):
        assert f"依据：{clause}" in notes
    assert "五、社区工作者报酬" not in notes
    assert "正好3,000户归3,000户至5,000户一档；正好5,000户归5,000户以上一档" in notes
    assert "户数口径及来源：常住户数，来源：公安" in notes
    assert "数据截止日期：2026年9月30日" in notes


def test_amounts_in_wan_have_as_few_places_as_show_them(session: Session) -> None:
    # 79,512.35 yuan: four places are the most a form shows.
    page = filled(session, unit="wan")
    assert page.places == 4
    assert column(page, "prior_actual") == ["7.9512", "9.9000", "8.8000", "26.6512"]
    for row, spent in zip(session.book(2026).ids("communities"), ("79500", "99000", "88000"), strict=True):
        change(session, 2026, "communities", row, office_actual=spent)
    page = filled(session, unit="wan")
    assert page.places == 2
    assert column(page, "prior_actual") == ["7.95", "9.90", "8.80", "26.65"]
    assert page.meta[-1] == "单位：万元"


def test_the_total_in_wan_is_the_rounded_true_sum_and_the_gap_is_noted(session: Session) -> None:
    for row in session.book(2026).ids("communities"):
        change(session, 2026, "communities", row, office_actual="10000.40")
    page = filled(session, unit="wan")
    assert column(page, "prior_actual") == ["1.0000", "1.0000", "1.0000", "3.0001"]
    gap = next(note for note in page.notes if "四舍五入" in note)
    assert "上年执行/预计全年0.0001万元" in gap
    assert "合计0" not in gap


def test_whole_yuan_are_shown_whole_and_fen_with_two_places_throughout(session: Session) -> None:
    assert filled(session).places == 2
    assert filled(session, "pay").places == 0
    assert column(filled(session, "pay"), "month_pay")[0] == "2,340"


def test_the_basis_says_each_step_once_and_not_what_has_a_column(session: Session) -> None:
    basis = column(filled(session), "basis")[1]
    assert basis.count("3,000户至5,000户") == 1
    assert "基础" not in basis
    assert "党总支" in basis


def test_a_year_without_rows_gives_a_form_without_rows(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "a.desk", street="空街道", county="县", year=2027)
    for form in OF_SHEETS:
        page = filled(session, form)
        assert [row.kind for row in page.rows] == ["total"]
        assert {box.text for box in page.rows[0].boxes} == {"合计", ""}
    session.close()


def test_the_code_is_a_draft_until_there_is_one(session: Session) -> None:
    assert filled(session).code_line == "校验码：草稿"
    assert filled(session, code="A1B2C3").code_line == "校验码：A1B2C3"


def test_every_column_says_what_an_importer_may_take_it_for(session: Session) -> None:
    for form in TABLES:
        page = filled(session, form)
        for _, source in page.mark()["columns"]:
            key, _, role = source.partition(".")
            assert not source or key in SHEETS[page.sheet]
            assert not role or role in ("base", "add", "choice", "index")


def test_columns_fill_the_paper_and_the_basis_has_its_room(session: Session) -> None:
    for form in TABLES:
        for paper, upright, across in (("A4", 190, 277), ("A3", 277, 400)):
            page = filled(session, form, paper=paper)
            room = across if page.landscape else upright
            assert sum(c.width for c in page.columns) == pytest.approx(room, abs=0.2)
    page = filled(session)
    assert next(c.width for c in page.columns if c.key == "basis") >= 45


def test_forms_load_none_of_the_libraries_that_write_files() -> None:
    heavy = "reportlab, xlsxwriter, openpyxl, pypdfium2, PySide6"
    code = (
        "import sys, street_desk.domain.forms, street_desk.exchange.exporting; "
        f"found = set('{heavy}'.split(', ')) & set(sys.modules); sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_total_that_leaves_rows_out_says_which_of_which_columns(session: Session) -> None:
    rows = session.book(2027).ids("communities")
    for row in rows[:2]:
        change(session, 2027, "communities", row, party_organisation="")
    change(session, 2027, "communities", rows[1], name="")
    page = filled(session)
    assert page.rows[-1].boxes[0].text == "合计（不完整）"
    for key in ("total_fund", "party_fund"):
        first_, second, third, total = column(page, key)
        assert (first_, second, total) == ("", "", third), "the sum is that of what the column shows"
    assert any("幸福社区、序号2党建经费、合计尚无法测算，未计入这两列。" in note for note in page.notes)


def test_a_complete_total_says_nothing_of_the_kind(session: Session) -> None:
    page = filled(session)
    assert page.rows[-1].boxes[0].text == "合计"
    assert not any("尚无法测算" in note for note in page.notes)


def test_an_incomplete_subtotal_is_marked_and_the_others_are_not(session: Session) -> None:
    for year in (2026, 2027):
        row = next(r for r in session.book(year).rows("communities") if r["name"] == "和平社区")
        change(session, year, "communities", int(row["id"]), star="")
    page = filled(session, "pay")
    labels = [row.boxes[0].text for row in page.rows if row.kind != "data"]
    assert labels == ["小计", "小计（不完整）", "小计", "合计（不完整）"]
    (note,) = [note for note in page.notes if "尚无法测算" in note]
    assert note.split("．")[1].startswith("丙三基本报酬、")
