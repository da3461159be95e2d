"""The details: the row at the cursor as a form, filled in by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from street_desk.session import Session
from street_desk.ui.detail_field import DetailField
from street_desk.ui.grid_editors import ChoiceLine
from street_desk.ui.main_window import MainWindow
from tests.streets import change, small_street

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
    box = field._editor
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
