"""The details: the row at the cursor as a form, filled in by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from street_desk.session import Session
from street_desk.ui.detail_field import DetailField
from street_desk.ui.grid_editors import ChoiceLine
from street_desk.ui.grid_model import GridModel
from street_desk.ui.main_window import MainWindow
from street_desk.ui.names_editor import NamesEdit
from tests.streets import change, small_street, type_in

KEY = Qt.Key


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    small_street(tmp_path, 2026).close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.open(tmp_path / "street.desk")
    yield made
    made.close()


@pytest.fixture
def session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _field(window: MainWindow, key: str) -> DetailField:
    assert window.page is not None
    return next(field for field in window.page.panes.details.fields if field.column.key == key)


def _open(window: MainWindow, sheet: str, row: int, key: str) -> DetailField:
    page = window.page
    assert page is not None
    page.turn_to(sheet)
    page.views[sheet].moves.go_to(row, key)
    page.panes.turn_to("details")
    return _field(window, key)


def _type(field: DetailField, text: str, key: Qt.Key = KEY.Key_Return) -> None:
    field.setFocus()
    field.line.selectAll()
    # As an input method puts Chinese in.
    composed = QInputMethodEvent("", [])
    composed.setCommitString(text)
    QApplication.sendEvent(field.line, composed)
    QTest.keyClick(field.line, key)


def _here(window: MainWindow) -> tuple[int, str]:
    page = window.page
    assert page is not None
    view = page.view()
    assert view is not None
    row, column = page.models[page._places[page.tabs.currentIndex()]].cell(view.currentIndex())
    return row, column.key


def test_a_field_typed_is_an_edit_and_enter_goes_to_the_next(window: MainWindow, session: Session) -> None:
    field = _open(window, "communities", 1, "households")
    assert field.line.text() == "2999"
    _type(field, "3100")
    assert session.book(2026).rows("communities")[0]["households"] == 3100
    assert _field(window, "residents").line.hasFocus()
    # The grid's cursor goes along, and so does the explanation.
    assert _here(window) == (1, "residents")
    QTest.keyClick(_field(window, "residents").line, KEY.Key_Backtab)
    assert field.line.hasFocus()
    session.undo()
    assert field.line.text() == "2999"


def test_a_worked_out_field_follows_and_takes_no_typing(window: MainWindow, session: Session) -> None:
    fund = _field_after(window, "office_fund")
    before = fund.line.text()
    _type(_field(window, "households"), "3000")
    assert fund.line.text() != before
    fund.setFocus()
    QTest.keyClicks(fund.line, "7")
    assert "7" not in fund.line.text()[:1]
    assert window.page is not None
    assert "S1" in window.page.explanation.text()


def _field_after(window: MainWindow, key: str) -> DetailField:
    _open(window, "communities", 1, "households")
    return _field(window, key)


def test_a_refused_text_stays_with_its_sentence_until_it_fits(window: MainWindow, session: Session) -> None:
    field = _open(window, "communities", 1, "households")
    _type(field, "abc")
    assert field.line.text() == "abc"
    assert field.line.hasFocus()
    assert "abc" in field.why.text()
    assert field.why.isVisible()
    assert session.book(2026).rows("communities")[0]["households"] == 2999
    # Another Edit does not take it away.
    change(session, 2026, "communities", 2, households="3500")
    assert field.line.text() == "abc"
    QTest.keyClick(field.line, KEY.Key_Escape)
    assert field.line.text() == "2999"
    assert not field.why.isVisible()
    _type(field, "4000")
    assert session.book(2026).rows("communities")[0]["households"] == 4000


def test_page_keys_go_to_the_row_before_and_after_in_the_same_field(
    window: MainWindow, session: Session
) -> None:
    field = _open(window, "communities", 1, "households")
    _type(field, "3100", KEY.Key_PageDown)
    assert session.book(2026).rows("communities")[0]["households"] == 3100
    assert _here(window) == (2, "households")
    assert field.line.text() == "3000"
    assert field.line.hasFocus()
    QTest.keyClick(field.line, KEY.Key_PageUp)
    assert field.line.text() == "3100"
    QTest.keyClick(field.line, KEY.Key_PageUp)
    assert _here(window) == (1, "households")


def test_the_empty_row_becomes_a_row_as_soon_as_a_field_is_filled(
    window: MainWindow, session: Session
) -> None:
    _open(window, "communities", 3, "name")
    field = _field(window, "name")
    QTest.keyClick(field.line, KEY.Key_PageDown)
    assert field.line.text() == ""
    _type(field, "新社区")
    _type(_field(window, "households"), "700")
    row = session.book(2026).rows("communities")[-1]
    assert (row["name"], row["households"]) == ("新社区", 700)
    assert len(session.book(2026).rows("communities")) == 4


def test_a_choice_is_chosen_from_its_list_or_typed(window: MainWindow, session: Session) -> None:
    field = _open(window, "communities", 1, "party_organisation")
    box = field.line
    assert isinstance(box, ChoiceLine)
    assert "党委" in box.choices
    _type(field, "")
    field.line.setText("党委")
    QTest.keyClick(field.line, KEY.Key_Tab)
    assert session.book(2026).rows("communities")[0]["party_organisation"] == "committee"


def test_what_is_typed_goes_in_when_the_file_is_closed(window: MainWindow, tmp_path: Path) -> None:
    field = _open(window, "communities", 1, "households")
    field.line.selectAll()
    QTest.keyClicks(field.line, "3456")
    window.close_file()
    again = Session.open(tmp_path / "street.desk")
    assert again.book(2026).rows("communities")[0]["households"] == 3456
    again.close()


def test_a_text_that_does_not_fit_keeps_the_file_open(window: MainWindow, session: Session) -> None:
    page = window.page
    assert page is not None
    field = _open(window, "communities", 1, "households")
    _type(field, "abc")
    page.panes.turn_to("history")
    assert not window.close_file()
    assert page.panes.currentWidget() is page.panes.details
    assert field.line.text() == "abc"
    field.take_back()
    assert window.close_file()


def test_the_form_follows_the_cursor_and_the_sheet(window: MainWindow) -> None:
    page = window.page
    assert page is not None
    field = _open(window, "communities", 1, "households")
    page.views["communities"].moves.go_to(3, "households")
    assert field.line.text() == "5001"
    page.turn_to("figures")
    assert _field(window, "minimum_wage").line.text() == "1300.00"
    page.turn_to("funding")
    assert page.panes.details._none.isVisible()


def test_an_id_is_masked_in_the_form_as_in_the_grid(window: MainWindow, session: Session) -> None:
    change(session, 2026, "workers", 1, id_number="440981199001011234")
    field = _open(window, "workers", 1, "id_number")
    assert "*" in field.line.text()
    masked = field.line.text()
    QTest.keyClick(field.line, KEY.Key_Return)
    assert session.book(2026).rows("workers")[0]["id_number"] == "440981199001011234"
    assert field.line.text() == masked


def test_the_pane_open_last_is_open_again(window: MainWindow, tmp_path: Path) -> None:
    page = window.page
    assert page is not None
    page.panes.turn_to("details")
    window.close_file()
    window.open(tmp_path / "street.desk")
    assert window.page is not None
    assert window.page.panes.currentWidget() is window.page.panes.details
    assert window.page.panes.details.fields


def test_enter_goes_through_the_typed_fields_and_on_to_the_next_row(window: MainWindow) -> None:
    _open(window, "communities", 1, "households")
    _field(window, "note").setFocus()
    QTest.keyClick(_field(window, "note").line, KEY.Key_Return)
    assert _here(window) == (2, "code")
    assert _field(window, "code").line.hasFocus()
    QTest.keyClick(_field(window, "code").line, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert _here(window) == (1, "note")
    QTest.keyClick(_field(window, "note").line, KEY.Key_Tab)
    assert _field(window, "secretary").line.hasFocus()


def test_escape_gives_the_keyboard_back_to_the_grid_from_every_pane(window: MainWindow) -> None:
    page = window.page
    assert page is not None
    _open(window, "communities", 1, "households")
    change(page.session, 2026, "communities", 1, households="")
    for name in ("findings", "history", "details"):
        page.panes.turn_to(name)
        inside = window.focusWidget()
        assert inside is not None
        assert page.panes.isAncestorOf(inside), name
        QTest.keyClick(inside, KEY.Key_Escape)
        assert window.focusWidget() is page.views["communities"], name


def _keys(field: DetailField, text: str, key: Qt.Key | None = KEY.Key_Return) -> None:
    """Types letters over what stands there, as a keyboard does."""
    field.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, text)
    if key is not None:
        QTest.keyClick(field.line, key)


def _turn_unit(window: MainWindow) -> None:
    inside = window.focusWidget()
    assert inside is not None
    QTest.keyClick(inside, KEY.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def _hide(window: MainWindow, sheet: str, key: str) -> None:
    page = window.page
    assert page is not None
    page.turn_to(sheet)
    page.views[sheet].moves.go_to(1, key)
    page.views[sheet].columns.hide_columns()
    assert key not in [column.key for column in page.models[sheet].columns]


def _fen(session: Session) -> object:
    return session.book(2026).rows("communities")[0]["office_ceiling"]


@pytest.mark.parametrize("hidden", [False, True])
def test_money_is_shown_and_typed_in_the_unit_of_the_grids(
    window: MainWindow, session: Session, hidden: bool
) -> None:
    change(session, 2026, "communities", 1, office_ceiling="80500.00")
    if hidden:
        _hide(window, "communities", "office_ceiling")
    _open(window, "communities", 1, "households")
    field, fund = _field(window, "office_ceiling"), _field(window, "office_fund")
    field.setFocus()
    assert field.line.text() == "80500.00"
    in_yuan, label = fund.line.text(), field._label.text()
    _turn_unit(window)
    assert field.line.text() == "8.05"
    assert label not in (field._label.text(), fund._label.text())
    for one in (field, fund):
        assert window.showing.unit.sign in one._label.text()
        assert window.showing.unit.sign in one.line.accessibleName()
    assert float(fund.line.text()) == pytest.approx(float(in_yuan.replace(",", "")) / 10_000)
    # Coming by and going writes nothing.
    edits = len(session.history())
    QTest.keyClick(field.line, KEY.Key_Return)
    assert (_fen(session), len(session.history())) == (8_050_000, edits)
    _keys(field, "8.06")
    assert _fen(session) == 8_060_000
    assert field.line.text() == "8.06"
    field.setFocus()
    _turn_unit(window)
    assert field.line.text() == "80600.00"
    _keys(field, "80501")
    assert _fen(session) == 8_050_100


def test_an_amount_being_typed_goes_in_before_the_unit_turns(window: MainWindow, session: Session) -> None:
    field = _open(window, "communities", 1, "office_ceiling")
    _keys(field, "80500", key=None)
    _turn_unit(window)
    assert _fen(session) == 8_050_000
    assert field.line.text() == "8.05"
    # A text that does not fit keeps its unit.
    _keys(field, "abc", key=None)
    _turn_unit(window)
    assert field.line.text() == "abc"
    assert window.showing.unit.factor == 10_000
    # A window with it would not close.
    field.take_back()


@pytest.mark.parametrize("hidden", [False, True])
def test_an_id_typed_into_the_form_stands_masked_in_the_history(
    window: MainWindow, session: Session, hidden: bool
) -> None:
    if hidden:
        _hide(window, "workers", "id_number")
    _open(window, "workers", 1, "name")
    _keys(_field(window, "id_number"), "110101199003071233")
    assert session.book(2026).rows("workers")[0]["id_number"] == "110101199003071233"
    said = session.history()[-1][0].what.text()
    assert "110101********1233" in said
    undo = next(
        action
        for action in window.findChildren(QAction)
        if action.shortcut() == QKeySequence.StandardKey.Undo
    )
    assert "110101********1233" in undo.text()


@pytest.mark.parametrize("hidden", [False, True])
def test_pinyin_finds_a_choice_and_enter_takes_it(window: MainWindow, session: Session, hidden: bool) -> None:
    if hidden:
        _hide(window, "workers", "community")
    _open(window, "workers", 1, "name")
    field = _field(window, "community")
    _keys(field, "xfsq")
    assert session.book(2026).rows("workers")[0]["community"] == 1
    assert field.line.text() == "幸福社区"
    assert not field.why.isVisible()
    assert not _list(field).isVisible()
    # Taken again, it is what stands there already.
    edits = len(session.history())
    _keys(field, "xfsq")
    assert (field.line.text(), len(session.history())) == ("幸福社区", edits)


def test_what_could_be_several_choices_is_said_and_the_arrows_choose(
    window: MainWindow, session: Session
) -> None:
    field = _open(window, "workers", 1, "community")
    _keys(field, "sq")
    assert field.line.hasFocus()
    assert field.line.text() == "sq"
    assert field.why.isVisible()
    assert all(name in field.why.text() for name in ("幸福社区", "和平社区", "光明社区"))
    # The sentence can be read: the list is not over it.
    assert not _list(field).isVisible()
    QTest.keyClick(field.line, KEY.Key_Down)
    assert _list(field).isVisible()
    QTest.keyClick(field.line, KEY.Key_Down)
    QTest.keyClick(field.line, KEY.Key_Return)
    assert session.book(2026).rows("workers")[0]["community"] == 1
    assert not field.why.isVisible()


def _list(field: DetailField) -> QListWidget:
    assert isinstance(field.line, ChoiceLine)
    return field.line.list


def _assert_seen(window: MainWindow, field: DetailField) -> None:
    """The list is wholly in the window, below or above its line, and nothing lies over it."""
    box = _list(field)
    place = QRect(box.mapTo(window, box.rect().topLeft()), box.size())
    assert window.rect().contains(place)
    assert box.visibleRegion().boundingRect() == box.rect()
    assert window.childAt(place.center()) is box.viewport()
    line = QRect(field.line.mapTo(window, field.line.rect().topLeft()), field.line.size())
    assert not place.intersects(line)
    assert min(abs(place.top() - line.bottom()), abs(line.top() - place.bottom())) <= 2


@pytest.mark.parametrize("key", ["community", "post"])
def test_the_list_of_a_choice_is_seen_and_takes_the_mouse_and_the_keys(
    window: MainWindow, session: Session, key: str
) -> None:
    window.resize(1280, 720)
    field = _open(window, "workers", 1, "name")
    field = _field(window, key)
    assert isinstance(field.line, ChoiceLine)
    field.setFocus()
    before = field.line.text()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(field.line, KEY.Key_Down, alt)
    box = _list(field)
    _assert_seen(window, field)
    wanted = next(n for n in range(box.count()) if box.item(n).text() != before)
    chosen = box.item(wanted).text()
    spot = box.visualItemRect(box.item(wanted)).center()
    QTest.mouseClick(box.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not box.isVisible()
    assert field.line.text() == chosen
    row = session.book(2026).rows("workers")[0]
    assert session.book(2026).text(field.column, row[key]) == chosen
    # By keys: from the one that stands there to the next, and Esc takes that back.
    QTest.keyClick(field.line, KEY.Key_Down, alt)
    _assert_seen(window, field)
    step = KEY.Key_Down if box.currentRow() + 1 < box.count() else KEY.Key_Up
    QTest.keyClick(field.line, step)
    assert field.line.text() != chosen
    QTest.keyClick(field.line, KEY.Key_Escape)
    assert (field.line.text(), box.isVisible(), field.line.hasFocus()) == (chosen, False, True)
    QTest.keyClick(field.line, KEY.Key_Down, alt)
    QTest.keyClick(field.line, step)
    following = field.line.text()
    QTest.keyClick(field.line, KEY.Key_Tab)
    row = session.book(2026).rows("workers")[0]
    assert session.book(2026).text(field.column, row[key]) == following
    assert not box.isVisible()


@pytest.mark.parametrize("height", [720, 420])
def test_the_list_of_the_lowest_field_fits_into_the_window(
    window: MainWindow, session: Session, height: int
) -> None:
    window.resize(1280, height)
    _open(window, "workers", 1, "name")
    assert window.page is not None
    area = window.page.panes.details._area
    fields = [field for field in window.page.panes.details.fields if isinstance(field.line, ChoiceLine)]
    for field in fields:
        # At the lower end of what is seen of the form.
        field.setFocus()
        bar = area.verticalScrollBar()
        inner = area.widget()
        assert inner is not None
        bar.setValue(field.mapTo(inner, field.rect().bottomLeft()).y() + 1 - area.viewport().height())
        QTest.keyClick(field.line, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
        _assert_seen(window, field)
        # What is behind it moves: it does not stay in its old place.
        bar.setValue(bar.value() + (1 if bar.value() < bar.maximum() else -1))
        assert not _list(field).isVisible()


def test_a_community_that_came_after_the_form_can_be_chosen(window: MainWindow, session: Session) -> None:
    field = _open(window, "workers", 1, "community")
    type_in(session, 2026, "communities", {"name": "新村社区", "households": "10"})
    _field(window, "name").setFocus()
    _keys(field, "xcsq")
    assert session.book(2026).rows("workers")[0]["community"] == 4


def test_a_form_that_is_only_read_offers_no_choices(window: MainWindow, tmp_path: Path) -> None:
    window.close_file()
    session = Session.open(tmp_path / "street.desk", read_only=True)
    model = GridModel(session, "workers", 2026)
    field = DetailField(model, model.sheet["community"])
    field.show_row(1)
    assert field.line.isReadOnly()
    assert field.line.text() == "光明社区"
    assert not isinstance(field.line, ChoiceLine)
    session.close()


def test_a_name_completed_from_the_list_goes_in_whole(window: MainWindow, session: Session) -> None:
    page = window.page
    assert page is not None
    page.turn_to("duties")
    page.panes.turn_to("details")
    field = _field(window, "communities")
    assert isinstance(field.line, NamesEdit)
    field.setFocus()
    for name, typed in (("幸福社区", "幸"), ("光明社区", "、光")):
        composed = QInputMethodEvent("", [])
        composed.setCommitString(typed)
        QApplication.sendEvent(field.line, composed)
        QApplication.processEvents()
        popup = field.line.names.popup()
        assert popup is not None
        assert popup.isVisible()
        # What is typed so far is no name yet, and nothing is said about it.
        assert not field.why.isVisible()
        QTest.keyClick(popup, KEY.Key_Down)
        QTest.keyClick(popup, KEY.Key_Return)
        QApplication.processEvents()
        assert field.line.text().endswith(name)
    assert session.book(2026).rows("duties") == []
    QTest.keyClick(field.line, KEY.Key_Return)
    assert session.book(2026).rows("duties")[0]["communities"] == (1, 3)


def test_the_list_stays_at_its_line_when_a_sentence_above_goes(window: MainWindow, session: Session) -> None:
    window.resize(1280, 720)
    refused = _open(window, "workers", 1, "community")
    _keys(refused, "sq")
    QApplication.processEvents()
    assert refused.why.isVisible()
    field = _field(window, "education")
    field.setFocus()
    QTest.keyClick(field.line, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    place = _list(field).y()
    change(session, 2026, "workers", 1, community="幸福社区")
    refused.take_back()
    QTest.qWait(50)
    assert _list(field).y() < place
    _assert_seen(window, field)


def test_a_refused_text_keeps_its_row_when_another_is_clicked(window: MainWindow, session: Session) -> None:
    field = _open(window, "communities", 1, "households")
    _type(field, "abc")
    assert field.why.isVisible()
    page = window.page
    assert page is not None
    view = page.views["communities"]
    there = view.visualRect(view.grid_model.index_of(3, "households")).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=there)
    kept = _field(window, "households")
    assert (kept.row, kept.line.text()) == (1, "abc")
    assert kept.why.isVisible()
    assert kept.line.hasFocus()
    # Taken back or corrected, the form goes on to the cursor's row.
    _type(kept, "3200")
    assert session.book(2026).rows("communities")[0]["households"] == 3200
    view.moves.go_to(3, "residents")
    assert _field(window, "households").line.text() == "5001"
    assert session.book(2026).rows("communities")[2]["households"] == 5001


def test_an_empty_row_that_was_put_between_is_filled_from_the_form(
    window: MainWindow, session: Session
) -> None:
    field = _open(window, "communities", 2, "name")
    page = window.page
    assert page is not None
    page.views["communities"].do("new_row")
    _type(_field(window, "name"), "中间社区")
    names = [row["name"] for row in session.book(2026).rows("communities")]
    assert names == ["幸福社区", "中间社区", "和平社区", "光明社区"]
    assert field.row == 4
    _type(_field(window, "households"), "77")
    assert session.book(2026).rows("communities")[1]["households"] == 77
