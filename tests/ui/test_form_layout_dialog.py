"""The dialog that adapts a form, by keys and mouse: what it shows, what it makes of the form, and its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTreeWidget,
)

from street_desk import language
from street_desk.domain import own_editing
from street_desk.domain.edits import Edit, updated
from street_desk.domain.form_editing import adaptable
from street_desk.domain.forms.layout import NAME
from street_desk.language import _, message
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.form_layout_dialog import FormLayoutDialog, adapt
from tests.streets import small_street, state_of
from tests.ui.asked import when_asked

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SMALL = QSize(849, 440)


def _dialog(qtbot: Any, street: Session, form: str = "funding") -> FormLayoutDialog:
    dialog = FormLayoutDialog(street, 2027, form)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def _go(dialog: FormLayoutDialog, heading: str) -> None:
    """To a column by its arrow keys."""
    tree = dialog.columns.list
    tree.setFocus()
    QTest.keyClick(tree, KEY.Key_Home)
    while (item := tree.currentItem()) is not None and item.text(0) != heading:
        before = tree.currentIndex().row()
        QTest.keyClick(tree, KEY.Key_Down)
        assert tree.currentIndex().row() == before + 1, heading


def _type_over(view: QTreeWidget | QTableWidget, text: str) -> None:
    """Over what stands in the editor that is open."""
    editor = view.viewport().findChildren(QLineEdit)[-1]
    editor.selectAll()
    editor.insert(text)
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()


def _printed(street: Session, form: str = "funding") -> list[str]:
    return ["/".join(column.path) for column in street.papers(form, 2027)[0].columns]


def test_columns_are_hidden_renamed_and_moved_by_keys_as_one_edit(qtbot: Any, street: Session) -> None:
    before, state = _printed(street), state_of(street)
    dialog = _dialog(qtbot, street)
    tree = dialog.columns.list
    _go(dialog, "常住人口")
    QTest.keyClick(tree, KEY.Key_Space)
    _go(dialog, "户数")
    QTest.keyClick(tree, KEY.Key_F2)
    _type_over(tree, "规模/总户数")
    assert dialog.isVisible(), "Enter in the editor does not close the dialog"
    _go(dialog, "合计")
    for _n in range(10):
        QTest.keyClick(tree, KEY.Key_Up, ALT)
    assert state_of(street) == state, "nothing is changed before it is accepted"
    QTest.keyClick(tree, KEY.Key_Return)
    assert not dialog.isVisible()
    assert dialog.changed
    assert _printed(street)[:4] == ["序号", "社区", "合计", "规模/总户数"]
    assert set(before) - set(_printed(street)) == {"常住人口", "户数"}
    undoable = street.undoable()
    assert undoable is not None
    assert undoable.text("zh_CN").count("社区经费保障申报表") == 1
    street.undo()
    assert _printed(street) == before
    assert state_of(street) == state


def test_what_says_whose_row_it_is_cannot_be_left_out(qtbot: Any, street: Session) -> None:
    dialog = _dialog(qtbot, street)
    _go(dialog, "社区")
    QTest.keyClick(dialog.columns.list, KEY.Key_Space)
    item = dialog.columns.list.currentItem()
    assert item is not None
    assert item.checkState(0) == Qt.CheckState.Checked
    assert item.toolTip(0)


def test_what_is_refused_is_said_and_the_dialog_stays(qtbot: Any, street: Session) -> None:
    state = state_of(street)
    dialog = _dialog(qtbot, street)
    _go(dialog, "户数")
    QTest.keyClick(dialog.columns.list, KEY.Key_F2)
    _type_over(dialog.columns.list, "常住人口")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.refused.isVisible()
    assert "常住人口" in dialog.refused.text()
    dialog.reset.click()
    assert not dialog.refused.isVisible()
    dialog.accept()
    assert not dialog.isVisible()
    assert not dialog.changed
    assert state_of(street) == state


def test_title_notes_and_signatures_are_typed(qtbot: Any, street: Session) -> None:
    dialog = _dialog(qtbot, street)
    dialog.parts.setCurrentWidget(dialog.words)
    dialog.words.title.setFocus()
    QTest.keyClicks(dialog.words.title, "X")
    dialog.words.title.setText("经费需求表")
    dialog.words.number.setText("2-1")
    dialog.words.notes.setPlainText("本表一式三份。\n\n另附明细")
    dialog.words.kinds.setFocus()
    QTest.keyClick(dialog.words.kinds, KEY.Key_Down)
    QTest.keyClick(dialog.words.kinds, KEY.Key_Space)
    dialog.parts.setCurrentWidget(dialog.signers)
    table = dialog.signers.table
    table.setFocus()
    table.setCurrentCell(2, 1)
    QTest.keyClick(table, KEY.Key_F2)
    _type_over(table, "分管领导")
    table.setCurrentCell(2, 2)
    QTest.keyClick(table, KEY.Key_F2)
    _type_over(table, "赵一")
    table.setCurrentCell(4, 1)
    dialog.signers.remove.click()
    dialog.signers.choices.actions()[-1].trigger()
    table.setCurrentCell(4, 1)
    QTest.keyClick(table, KEY.Key_F2)
    _type_over(table, "社区代表")
    dialog.signers.up.click()
    dialog.accept()
    assert dialog.refused.text() == ""
    page = street.papers("funding", 2027)[0]
    assert page.title == "测试街道2027年经费需求表"
    assert page.attachment == "附件2-1"
    assert page.signatures == (
        ("单位负责人", ""),
        ("财务负责人", ""),
        ("分管领导", "赵一"),
        ("社区代表", ""),
        ("填表人", ""),
    )
    assert [note.partition("．")[2] for note in page.notes[-2:]] == ["本表一式三份。", "另附明细。"]
    assert not any("依据：一" in note for note in page.notes)
    again = _dialog(qtbot, street)
    assert again.words.title.text() == "经费需求表"
    assert again.signers.signers() == dialog.signers.signers()
    assert again.words.hidden() == ("clauses",)
    again.reset.click()
    again.accept()
    assert not street.book(2027).rows(NAME)


def _own(street: Session, heading: str) -> str:
    row = street.next_id("own_columns")
    made = own_editing.adding(street.book(2027), (), "communities", heading, "money", False, row)
    street.apply(Edit(message("x"), (made,), 2027))
    return str((made.after or {})["key"])


def test_an_own_column_is_put_on_any_form_of_its_sheet(qtbot: Any, street: Session) -> None:
    _own(street, "物业补贴")
    for form in ("funding", "basics"):
        assert "物业补贴" not in _printed(street, form)
        dialog = _dialog(qtbot, street, form)
        _go(dialog, "物业补贴")
        QTest.keyClick(dialog.columns.list, KEY.Key_Space)
        dialog.accept()
        assert _printed(street, form)[-1] == "物业补贴"


def test_a_file_brings_the_form_to_another_office(qtbot: Any, street: Session, tmp_path: Path) -> None:
    _own(street, "物业补贴")
    dialog = _dialog(qtbot, street)
    dialog.columns.all.click()
    dialog.words.title.setText("经费需求表")
    dialog.signers.table.setCurrentCell(0, 2)
    QTest.keyClick(dialog.signers.table, KEY.Key_F2)
    _type_over(dialog.signers.table, "赵一")
    dialog.save_to(tmp_path / "表.deskform")
    assert dialog.told.isVisible()
    assert "赵一" not in (tmp_path / "表.deskform").read_text(encoding="utf-8")

    folder = tmp_path / "other"
    folder.mkdir()
    other = small_street(folder)
    there = _dialog(qtbot, other)
    there.load_from(tmp_path / "表.deskform")
    assert there.told.isVisible()
    assert "物业补贴" in there.told.text()
    assert other.papers("funding", 2027)[0].title.endswith("社区经费保障申报表")
    there.accept()
    assert other.papers("funding", 2027)[0].title.endswith("经费需求表")
    wrong = _dialog(qtbot, other, "basics")
    wrong.load_from(tmp_path / "表.deskform")
    assert wrong.refused.isVisible()
    (tmp_path / "坏.deskform").write_text("[[", encoding="utf-8")
    wrong.load_from(tmp_path / "坏.deskform")
    assert "坏.deskform" in wrong.refused.text()
    wrong.save_to(tmp_path / "no" / "x.deskform")
    assert wrong.refused.isVisible()
    other.close()


def test_it_is_asked_and_a_submitted_year_is_not(qtbot: Any, street: Session) -> None:
    parent = QLineEdit()
    qtbot.addWidget(parent)
    when_asked(FormLayoutDialog, lambda dialog: dialog.reject())
    assert not adapt(parent, street, 2027, "funding")

    def change(dialog: FormLayoutDialog) -> None:
        dialog.words.title.setText("另一张表")
        dialog.accept()

    when_asked(FormLayoutDialog, change)
    assert adapt(parent, street, 2027, "funding")
    state = updated("years", street.years()[2027], {"state": "submitted"})
    assert state is not None
    street.apply(Edit(message("x"), (state,), 2027))
    when_asked(QMessageBox, lambda box: box.accept())
    assert not adapt(parent, street, 2027, "funding")


def test_the_page_of_the_form_has_a_button_and_follows(qtbot: Any, street: Session) -> None:
    desk = DeskPage(street, 2027)
    qtbot.addWidget(desk)
    desk.resize(1_280, 660)
    desk.show()
    desk.turn_to("funding")
    page = desk.forms["funding"]
    (button,) = (one for one in page.findChildren(QPushButton) if one.text() == _("Adapt…"))

    def change(dialog: FormLayoutDialog) -> None:
        dialog.words.title.setText("另一张表")
        dialog.accept()

    when_asked(FormLayoutDialog, change)
    button.click()
    assert page.papers()[0].title.endswith("另一张表")


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("form", adaptable())
def test_it_fits_a_small_screen(qtbot: Any, street: Session, form: str, speech: str) -> None:
    language.use(speech)
    dialog = _dialog(qtbot, street, form)
    for part in range(dialog.parts.count()):
        dialog.parts.setCurrentIndex(part)
        dialog.refused.setText("不行" * 30)
        dialog.refused.show()
        dialog.resize(SMALL)
        QApplication.processEvents()
        assert dialog.minimumSizeHint().width() <= SMALL.width()
        assert dialog.size() == SMALL
        buttons = dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        assert dialog.rect().contains(buttons.geometry())
