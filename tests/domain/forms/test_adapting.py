"""Forms as the office has them: columns, titles, notes and signatures, and what is refused of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk.domain.edits import Edit, updated
from street_desk.domain.form_editing import (
    Adaptable,
    ColumnNeeded,
    FewColumns,
    FormFrozen,
    HeadingDeep,
    HeadingTwice,
    LabelMissing,
    SumFirst,
    TooMany,
    adaptable,
    adapting,
    tidied,
)
from street_desk.domain.forms import TABLES, TableForm
from street_desk.domain.forms.adapting import layout_of, needed
from street_desk.domain.forms.layout import NAME, FormLayout, Placed, Signer
from street_desk.domain.own_editing import HeadingInUnit, adding, found, removing
from street_desk.domain.pages import ColumnSum
from street_desk.domain.problems import CellRefused, Problem
from street_desk.exchange.exporting import export
from street_desk.language import message
from street_desk.session import Session
from tests.pages import column, dumped, expect, filled, papers, two_years
from tests.streets import change, state_of


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def adapt(session: Session, form: str, layout: FormLayout, year: int = 2027) -> bool:
    edit = adapting(session.assessment(year), form, layout, session.next_id(NAME))
    if edit is not None:
        session.apply(edit)
    return edit is not None


def columns(session: Session, form: str, hide: tuple[str, ...] = (), **headings: str) -> FormLayout:
    one = Adaptable.of(form, session.assessment(2027))
    order = one.order(layout_of(session.book(2027), form))
    return FormLayout(
        columns=tuple(
            Placed(c.key, headings.get(c.key, c.heading), c.shown and c.key not in hide) for c in order
        )
    )


def first(layout: FormLayout, *keys: str) -> FormLayout:
    """The layout with some columns in front."""
    front = [one for key in keys for one in layout.columns if one.key == key]
    return replace(layout, columns=(*front, *(one for one in layout.columns if one.key not in keys)))


ADAPTED = {
    "funding": lambda s: replace(
        first(
            columns(
                s,
                "funding",
                ("residents", "office_base", "basis", "prior_actual"),
                households="规模／总户数",
                service_fund="合计数",
            ),
            "serial",
            "name",
            "total_fund",
        ),
        title="社区经费需求表",
        number="2-1",
        signers=(Signer("分管领导", "reviewer", "赵一"), Signer("制表", "preparer"), Signer("社区代表")),
        notes=("本表一式三份。", "《办法》另附"),
        hidden=("clauses", "settings"),
    ),
    "summary": lambda s: replace(
        first(columns(s, "summary", ("function", "government_subject"), item="项目名称"), "item", "capitals"),
        title="经费汇总表",
    ),
    "worksheet": lambda s: replace(columns(s, "worksheet", ("clause", "unit")), title="经费测算通知"),
    "pay": lambda s: columns(s, "pay", ("multiple", "months", "month_pay"), name="职工姓名"),
}


@pytest.mark.parametrize("form", list(ADAPTED))
def test_the_adapted_page_is_the_expected_one(session: Session, form: str) -> None:
    assert adapt(session, form, ADAPTED[form](session))
    expect(f"{form}_adapted.txt", "\n".join(dumped(page) for page in papers(session, form)))


def test_a_form_without_a_layout_stays_as_it_is(session: Session) -> None:
    before = {form: papers(session, form) for form in TABLES}
    for form in adaptable():
        assert not adapt(session, form, columns(session, form))
    assert {form: papers(session, form) for form in TABLES} == before


def test_a_sum_of_a_hidden_column_is_a_plain_figure(session: Session) -> None:
    before = filled(session)
    adapt(session, "funding", columns(session, "funding", ("office_base", "service_fund", "prior_approved")))
    page = filled(session)
    for key in ("office_fund", "total_fund", "difference"):
        place = next(n for n, c in enumerate(page.columns) if c.key == key)
        assert {row.boxes[place].formula for row in page.rows if row.kind == "data"} == {None}, key
        assert isinstance(page.rows[-1].boxes[place].formula, ColumnSum)
    assert column(page, "total_fund")[0] == column(before, "total_fund")[0]


def test_a_workbook_and_a_pdf_of_an_adapted_form_hold_what_is_printed(
    session: Session, tmp_path: Path
) -> None:
    for form, layout in ADAPTED.items():
        adapt(session, form, layout(session))
        pages = papers(session, form)
        assert export(pages, tmp_path / f"{form}.pdf") >= 1
        export(pages, tmp_path / f"{form}.xlsx")
        tab = openpyxl.load_workbook(tmp_path / f"{form}.xlsx").worksheets[0]
        said = {str(cell.value) for row in tab.iter_rows() for cell in row if cell.value is not None}
        assert pages[0].title in said
        assert pages[0].attachment in said


def test_what_was_exported_comes_back_without_a_change(session: Session, tmp_path: Path) -> None:
    for form in ("funding", "basics", "pay"):
        layout = ADAPTED[form](session) if form in ADAPTED else columns(session, form, households="总户")
        adapt(session, form, layout)
        export(papers(session, form), tmp_path / f"{form}.xlsx")
        batch = session.plan_import(2027, [tmp_path / f"{form}.xlsx"], {})
        assert batch.changes == (), form
        assert batch.complete, form
        (said,) = batch.to_json()
        (region,) = said["regions"]
        rows = len(session.book(2027).rows(region["sheet"]))
        assert (region["new"], region["changed"], region["same"]) == (0, 0, rows)
        assert not region["refused"]


def test_a_renamed_column_that_is_typed_over_comes_in(session: Session, tmp_path: Path) -> None:
    adapt(session, "funding", columns(session, "funding", ("residents",), households="规模/总户数"))
    path = tmp_path / "funding.xlsx"
    export(papers(session, "funding"), path)
    book = openpyxl.load_workbook(path)
    cell = next(c for row in book.worksheets[0].iter_rows() for c in row if c.value == 2999)
    cell.value = 2888
    book.save(path)
    assert session.take_import(2027, session.plan_import(2027, [path], {}))
    assert session.book(2027).rows("communities")[0]["households"] == 2888


# Own columns ---------------------------------------------------------------------------------------------------------


def _own(session: Session, heading: str, kind: str, on_form: bool = False) -> str:
    row = session.next_id("own_columns")
    made = adding(session.book(2027), (), "communities", heading, kind, on_form, row)
    session.apply(Edit(message("x"), (made,), 2027))
    return str((made.after or {})["key"])


def test_an_own_column_can_stand_on_any_form_of_its_sheet(session: Session) -> None:
    key = _own(session, "物业补贴", "money")
    change(session, 2027, "communities", session.book(2027).ids("communities")[0], **{key: "1200"})
    for form in ("funding", "basics"):
        assert key not in [c.key for c in filled(session, form).columns]
        layout = columns(session, form)
        shown = tuple(replace(one, shown=True) for one in layout.columns)
        adapt(session, form, first(replace(layout, columns=shown), "serial", "name", key))
        page = filled(session, form)
        assert [c.key for c in page.columns][2] == key
        assert page.rows[-1].boxes[2].value == Decimal(1200)


def test_an_own_column_that_is_asked_for_stands_on_the_first_form_only(session: Session) -> None:
    key = _own(session, "网格员", "text", on_form=True)
    assert filled(session, "funding").columns[-1].key == key
    assert key not in [c.key for c in filled(session, "basics").columns]
    adapt(session, "funding", columns(session, "funding", (key,)))
    assert key not in [c.key for c in filled(session, "funding").columns]


def test_a_column_that_is_gone_is_passed_over_and_named(session: Session) -> None:
    key = _own(session, "物业补贴", "money", on_form=True)
    adapt(session, "funding", columns(session, "funding", ("residents",)))
    book = session.book(2027)
    session.apply(Edit(message("x"), removing(book, found(book, key)), 2027))
    assert [c.key for c in filled(session).columns][-1] == "basis"
    assert "residents" not in [c.key for c in filled(session).columns]


def test_a_new_column_of_the_program_appears_where_the_form_has_it(session: Session) -> None:
    layout = columns(session, "funding", ("residents",))
    older = replace(layout, columns=tuple(c for c in layout.columns if c.key != "ceiling"))
    one = Adaptable.of("funding", session.assessment(2027))
    keys = [placed.key for placed in one.order(older)]
    assert keys.index("ceiling") == keys.index("total_fund") + 1
    assert next(p for p in one.order(older) if p.key == "ceiling").shown


# What is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "problem"),
    [
        (lambda s: columns(s, "funding", ("name",)), ColumnNeeded),
        (
            lambda s: columns(
                s,
                "funding",
                tuple(c.key for c in TABLES["funding"].columns if c.key != "name"),
            ),
            FewColumns,
        ),
        (lambda s: first(columns(s, "funding"), "households"), SumFirst),
        (lambda s: columns(s, "funding", residents="户数"), HeadingTwice),
        (lambda s: columns(s, "funding", residents="一/二/三/四"), HeadingDeep),
        (lambda s: columns(s, "funding", total_fund="合计（万元）"), HeadingInUnit),
        (lambda s: columns(s, "funding", residents="人" * 41), CellRefused),
        (lambda s: FormLayout(title="表" * 41), CellRefused),
        (lambda s: FormLayout(notes=("一",) * 21), TooMany),
        (lambda s: FormLayout(signers=(Signer("甲"),) * 9), TooMany),
        (lambda s: FormLayout(signers=(Signer(" ", "head", "王"),)), LabelMissing),
    ],
)
def test_what_would_make_nonsense_of_a_form_is_refused(
    session: Session, layout: Any, problem: type[Problem]
) -> None:
    before = state_of(session)
    with pytest.raises(problem) as caught:
        adapt(session, "funding", layout(session))
    assert caught.value.text("en")
    assert state_of(session) == before


def test_texts_are_kept_without_what_is_invisible_in_them(session: Session) -> None:
    one = Adaptable.of("funding", session.assessment(2027))
    found_ = tidied(
        one, FormLayout(title=" 经费\u200b申报表\u0007 ", number="附件3", notes=("", "  ", "一\u202e"))
    )
    assert found_ == FormLayout(title="经费申报表", number="3", notes=("一",))


def test_braces_of_an_office_are_words(session: Session) -> None:
    adapt(session, "funding", columns(session, "funding", residents="{executed}人/{0}", households="户{"))
    assert ("{executed}人", "{0}") in [c.path for c in filled(session).columns]


@pytest.mark.parametrize("form", adaptable())
def test_every_form_can_lose_what_it_does_not_need_and_be_turned_round(
    session: Session, form: str, tmp_path: Path
) -> None:
    one = TABLES[form]
    assert isinstance(one, TableForm)
    whole = columns(session, form)
    words = next(c.key for c in one.columns if not c.summed)
    turned = first(replace(whole, columns=tuple(reversed(whole.columns))), words)
    keep = {*needed(one), one.columns[-1].key}
    bare = columns(session, form, tuple(c.key for c in one.columns if c.key not in keep))
    for layout in (turned, bare):
        try:
            adapt(session, form, layout)
        except FewColumns:
            continue
        pages = papers(session, form)
        assert all(len(row.boxes) == len(page.columns) for page in pages for row in page.rows)
        assert sum(c.width for c in pages[0].columns) == pytest.approx(pages[0].paper_size[0] - 20, abs=0.5)
        export(pages, tmp_path / f"{form}.xlsx")
        export(pages, tmp_path / f"{form}.pdf")


def test_the_parts_of_the_summary_keep_every_word(session: Session) -> None:
    def words() -> set[str]:
        rows = [row for row in filled(session, "summary").rows if row.kind in ("heading", "section")]
        return {box.text for row in rows for box in row.boxes if box.text}

    before = words()
    adapt(session, "summary", ADAPTED["summary"](session))
    assert words() == before


# In the file ---------------------------------------------------------------------------------------------------------


def test_a_layout_is_undone_made_again_and_read_back(session: Session) -> None:
    before, plain = state_of(session), filled(session)
    adapt(session, "funding", ADAPTED["funding"](session))
    after, page = state_of(session), filled(session)
    undoable = session.undoable()
    assert undoable is not None
    assert undoable.text("en") == "Form “Community funds” adapted"
    session.undo()
    assert (state_of(session), filled(session)) == (before, plain)
    session.redo()
    assert (state_of(session), filled(session)) == (after, page)
    session.close()
    again = Session.open(session.path)
    assert filled(again) == page
    assert again.store.soundness() == []
    adapt(again, "funding", FormLayout())
    assert filled(again) == plain
    assert not again.book(2027).rows(NAME)
    again.close()


def test_the_next_year_begins_with_it_and_goes_its_own_way(session: Session) -> None:
    adapt(session, "funding", ADAPTED["funding"](session))
    page = filled(session)
    assert filled(session, year=2026).title == "测试街道2026年社区经费保障申报表"
    session.open_year(2028)
    next_ = filled(session, year=2028)
    assert [(c.key, c.path) for c in next_.columns] == [
        (c.key, tuple(p for p in c.path)) for c in page.columns
    ]
    assert next_.title == "测试街道2028年社区经费需求表"
    edit = adapting(session.assessment(2028), "funding", FormLayout(), session.next_id(NAME))
    assert edit is not None
    session.apply(edit)
    assert filled(session) == page
    session.undo()
    session.undo()
    assert filled(session) == page


def test_a_year_that_was_submitted_keeps_its_forms(session: Session) -> None:
    row = session.years()[2027]
    state = updated("years", row, {"state": "submitted"})
    assert state is not None
    session.apply(Edit(message("x"), (state,), 2027))
    with pytest.raises(FormFrozen):
        adapt(session, "funding", FormLayout(title="另一张表"))


def test_a_hidden_name_of_a_signer_comes_from_the_office(session: Session) -> None:
    adapt(
        session, "funding", FormLayout(signers=(Signer("分管领导", "reviewer"), Signer("会签", "", "钱二")))
    )
    change(session, 2027, "office", 1, reviewer="孙三")
    assert filled(session).signatures == (("分管领导", "孙三"), ("会签", "钱二"))


def test_what_says_that_a_figure_is_provisional_is_never_left_out(session: Session) -> None:
    row = session.book(2027).ids("communities")[0]
    change(session, 2027, "communities", row, party_organisation="")
    said = filled(session).notes
    adapt(session, "funding", FormLayout(hidden=("document", "clauses", "settings", "basis", "counted_on")))
    left = [note.partition("．")[2] for note in filled(session).notes]
    assert any("未计入这两列" in note for note in left)
    assert not any(note.startswith(("依据", "选定口径", "户数口径", "数据截止")) for note in left)
    assert len(left) < len(said)
    adapt(session, "pay", FormLayout(hidden=("document", "clauses", "settings", "basis", "counted_on")))
    assert any("暂按上年" in note for note in filled(session, "pay").notes)
