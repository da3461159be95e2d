"""Comments on cells: written with Shift+F2, marked and said, listed, removed, and printed on request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from street_desk.domain import own_editing
from street_desk.domain.comments import on_sheet
from street_desk.domain.edits import Edit, added
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.comment_dialog import CommentDialog
from street_desk.ui.desk_page import DeskPage
from tests.streets import change, small_street

TIP = int(Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    yield session
    session.close()


@pytest.fixture
def page(qtbot: Any, street: Session) -> DeskPage:
    made = DeskPage(street, 2026)
    qtbot.addWidget(made)
    made.resize(1440, 800)
    made.show()
    return made


def _write(page: DeskPage, text: str, sheet: str = "communities") -> CommentDialog:
    """Shift+F2, types and Ctrl+Enter, as a clerk does."""
    view = page.views[sheet]
    QTest.keyClick(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    dialog = view.findChildren(CommentDialog)[-1]
    dialog.text.selectAll()
    dialog.text.insertPlainText(text)
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return dialog


def _held(page: DeskPage, sheet: str = "communities") -> dict[tuple[int, str], str]:
    return {cell: str(row["text"]) for cell, row in on_sheet(page.session.book(2026), sheet).items()}


def test_shift_f2_writes_a_comment_and_undo_takes_it_back(page: DeskPage) -> None:
    page.views["communities"].moves.go_to(2, "households")
    _write(page, "与派出所核对\n含新建小区")
    assert _held(page) == {(2, "households"): "与派出所核对\n含新建小区"}
    said = page.session.undoable()
    assert said is not None
    assert "和平社区" in said.text()
    page.session.undo()
    assert _held(page) == {}


def test_a_comment_is_said_under_the_mouse_and_in_the_bar_as_it_was_typed(page: DeskPage) -> None:
    page.views["communities"].moves.go_to(2, "households")
    _write(page, "<b>粗</b>\n第二行")
    model = page.models["communities"]
    tip = model.data(model.index_of(2, "households"), TIP)
    assert "&lt;b&gt;粗&lt;/b&gt;<br>第二行" in tip
    assert "<b>粗</b>" in page.explanation.text()
    assert model.data(model.index_of(1, "households"), TIP) is None


def test_the_lower_right_corner_marks_a_comment(page: DeskPage) -> None:
    view, model = page.views["communities"], page.models["communities"]
    view.moves.go_to(2, "households")
    index = model.index_of(2, "households")

    def corner() -> object:
        rect = view.visualRect(index)
        view.moves.go_to(3, "name")
        image = view.viewport().grab().toImage()
        return image.pixelColor(rect.right() - 1, rect.bottom() - 1)

    assert corner() != style.ACCENT
    view.moves.go_to(2, "households")
    _write(page, "批注")
    assert corner() == style.ACCENT


def test_an_emptied_comment_is_removed_and_escape_changes_nothing(page: DeskPage) -> None:
    view = page.views["communities"]
    view.moves.go_to(1, "name")
    _write(page, "一")
    QTest.keyClick(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    dialog = view.findChildren(CommentDialog)[-1]
    assert dialog.text.toPlainText() == "一"
    dialog.text.insertPlainText("二")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert _held(page) == {(1, "name"): "一"}
    _write(page, "  ")
    assert _held(page) == {}


def test_a_comment_that_is_too_long_stays_to_be_shortened(page: DeskPage) -> None:
    page.views["communities"].moves.go_to(1, "name")
    dialog = _write(page, "长" * 1001)
    assert dialog.isVisible()
    assert "1,001" in dialog.refused.text()
    assert _held(page) == {}


def test_the_empty_row_has_nobody_to_comment_on(page: DeskPage) -> None:
    view = page.views["communities"]
    view.moves.move(3, 1)
    view.do("comment")
    assert view.findChildren(CommentDialog) == []
    assert page.notice.isVisible()


def test_comments_are_listed_gone_to_and_removed(page: DeskPage) -> None:
    page.turn_to("workers")
    page.views["workers"].moves.go_to(3, "name")
    _write(page, "已核对", "workers")
    page.turn_to("communities")
    page.views["communities"].moves.go_to(1, "households")
    _write(page, "户数待定")
    pane = page.panes.comments
    page.panes.turn_to("comments")
    texts = [str(pane.model.index(n).data()) for n in range(pane.model.rowCount())]
    assert "幸福社区" in texts[0]
    assert "户数待定" in texts[0]
    assert "丙三" in texts[1]
    pane.view.setCurrentIndex(pane.model.index(1))
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert page.view() is page.views["workers"]
    assert page.models["workers"].cell(page.views["workers"].currentIndex())[0] == 3
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Delete)
    assert _held(page, "workers") == {}
    assert pane.model.rowCount() == 1


def test_a_removed_row_takes_its_comments_along_and_says_one_row(page: DeskPage) -> None:
    view = page.views["workers"]
    page.turn_to("workers")
    view.moves.go_to(4, "name")
    _write(page, "临时", "workers")
    view.blocks.remove_rows()
    assert _held(page, "workers") == {}
    said = page.session.undoable()
    assert said is not None
    assert said.values["n"] == 1
    page.session.undo()
    assert _held(page, "workers") == {(4, "name"): "临时"}


def test_a_removed_column_takes_its_comments_along_and_undo_brings_them_back(page: DeskPage) -> None:
    session, key = page.session, _own_column(page.session)
    assert page.models["communities"].comments.write((1, key), "待核") is None
    held = own_editing.found(session.book(2026), key)
    session.apply(Edit(message("removed"), own_editing.removing(session.book(2026), held), 2026))
    page.panes.turn_to("comments")
    assert _held(page) == {}
    assert page.panes.comments.model.rowCount() == 0
    session.undo()
    model = page.models["communities"]
    assert model.look(model.index_of(1, key)).comment
    assert page.panes.comments.model.rowCount() == 1


def test_a_comment_whose_column_is_gone_is_removed_from_the_list(page: DeskPage) -> None:
    # An earlier program left such comments behind.
    session = page.session
    values = {"sheet": "communities", "row": 1, "column": "own_text_9", "text": "旧批注"}
    session.apply(Edit(message("x"), (added("comments", session.next_id("comments"), 2026, values),), 2026))
    page.panes.turn_to("comments")
    pane = page.panes.comments
    pane.view.setCurrentIndex(pane.model.index(0))
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Delete)
    assert _held(page) == {}
    assert pane.model.rowCount() == 0
    said = session.undoable()
    assert said is not None
    assert "own_text_9" in said.text()


def _own_column(session: Session) -> str:
    row_id = session.next_id("own_columns")
    made = own_editing.adding(session.book(2026), (), "communities", "网格员", "text", False, row_id)
    session.apply(Edit(message("added"), (made,), 2026))
    return str((made.after or {})["key"])


def test_undo_of_a_comment_goes_to_its_cell(page: DeskPage) -> None:
    page.views["communities"].moves.go_to(2, "households")
    _write(page, "批注")
    page.turn_to("workers")
    page.jump(page.session.undo())
    assert page.view() is page.views["communities"]
    row, column = page.models["communities"].cell(page.views["communities"].currentIndex())
    assert (row, column.key) == (2, "households")


def test_comments_are_printed_under_the_form_on_request(page: DeskPage, qtbot: Any) -> None:
    page.views["communities"].moves.go_to(2, "households")
    _write(page, "与派出所核对")
    page.views["communities"].moves.go_to(2, "registered")
    _write(page, "不在表上的列")
    change(page.session, 2026, "communities", 1, note="无关")
    page.turn_to("funding")
    form = page.forms["funding"]
    qtbot.waitUntil(lambda: form.document.pageCount() > 0)
    assert not any("与派出所核对" in note for note in form.papers()[0].notes)
    form.options.actions_["comments"].trigger()
    qtbot.waitUntil(lambda: form.document.pageCount() > 0)
    notes = [note for note in form.papers()[0].notes if "批注" in note]
    assert len(notes) == 1
    assert "和平社区" in notes[0]
    assert "与派出所核对" in notes[0]
    assert "与派出所核对" in form.document.getAllText(0).text().replace("\r\n", "")
