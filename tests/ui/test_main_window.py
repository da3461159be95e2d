"""The window: welcome, first run, opening, years, language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton

from street_desk import preferences
from street_desk.exchange.sample import write_sample_workbook
from street_desk.first_run import Beginning
from street_desk.session import Session
from street_desk.ui import asking
from street_desk.ui.import_dialog import ImportDialog
from street_desk.ui.main_window import MainWindow
from street_desk.ui.saving_copy import save_copy
from tests.streets import change, small_street, state_of
from tests.ui.asked import when_asked


@pytest.fixture
def window(qtbot: Any) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_the_welcome_page_offers_new_open_recent_and_sample(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    preferences.remember(tmp_path / "street.desk")
    window.welcome.read_recent()
    texts = [button.text() for button in window.welcome.findChildren(QPushButton)]
    for wanted in ("从去年的表开始", "打开台账", "看看示例街道", "street"):
        assert any(wanted in text for text in texts)
    link = next(b for b in window.welcome.findChildren(QPushButton) if b.text().startswith("street"))
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert window.page is not None
    assert window.page.year == 2027


def test_the_first_run_ends_at_the_first_form(window: MainWindow, tmp_path: Path) -> None:
    workbook = tmp_path / "去年.xlsx"
    write_sample_workbook(workbook)
    window.begin()
    page = window.beginning
    page.street.setText("幸福街道")
    page.county.setText("某县")
    page.year.setValue(2027)
    page.wage.setText("1300")
    page.workbook.setText(str(workbook))
    asked: list[Beginning] = []
    page.asked.disconnect(window.start)
    page.asked.connect(asked.append)
    QTest.mouseClick(page.start, Qt.MouseButton.LeftButton)
    seen: list[str] = []

    def agree(dialog: ImportDialog) -> None:
        seen.append(dialog._summary.text())
        QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)

    when_asked(ImportDialog, agree)
    window.start_in(tmp_path / "幸福.desk", asked[0])
    assert seen
    assert seen[0].startswith("新增")
    assert window.session is not None
    assert list(window.session.years()) == [2026, 2027]
    assert window.page is not None
    assert window.page._places[window.page.tabs.currentIndex()] == "funding"
    assert window.session.book(2027).figures["minimum_wage"] == 130_000
    assert (
        len(window.session.book(2027).rows("communities"))
        == len(window.session.book(2026).rows("communities"))
        > 5
    )
    assert window.session.book(2026).rows("communities")[0]["office_approved"] > 0


def test_going_back_from_the_preview_leaves_no_file(window: MainWindow, tmp_path: Path) -> None:
    workbook = tmp_path / "去年.xlsx"
    write_sample_workbook(workbook)
    when_asked(ImportDialog, ImportDialog.reject)
    window.start_in(tmp_path / "x.desk", Beginning("街道", "县", 2027, None, workbook))
    assert window.session is None
    assert not (tmp_path / "x.desk").exists()


def test_a_bad_workbook_is_said_on_the_page_and_leaves_no_file(window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 not really")
    window.begin()
    window.start_in(tmp_path / "x.desk", Beginning("街道", "县", 2027, None, bad))
    assert "坏.xlsx" in window.beginning._refused.text()
    assert window.beginning._refused.isVisible()
    assert not (tmp_path / "x.desk").exists()


def test_the_first_page_says_what_is_missing_or_unreadable(window: MainWindow) -> None:
    window.begin()
    page = window.beginning
    QTest.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert "街道名称" in page._refused.text()
    page.street.setText("街道")
    page.wage.setText("很多")
    QTest.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert "很多" in page._refused.text()


def test_without_a_workbook_only_this_year_is_made(window: MainWindow, tmp_path: Path) -> None:
    window.start_in(tmp_path / "x.desk", Beginning("街道", "县", 2027, 130_000))
    assert window.session is not None
    assert list(window.session.years()) == [2027]


def test_the_sample_street_opens(window: MainWindow, tmp_path: Path) -> None:
    window.open_sample_in(tmp_path / "示例")
    assert window.page is not None
    assert window.page.year == 2027
    assert [f for f in window.page.session.findings(2027) if f.severity == "error"] == []


def test_undo_and_redo_from_the_menu_are_named(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    assert window.menus._undo.text().startswith("撤销(&U)")
    assert window.menus._undo.isEnabled()
    window.undo()
    assert window.menus._redo.isEnabled()
    assert window.session is not None
    assert window.session.book(2027).rows("workers") == []
    window.redo()
    assert len(window.session.book(2027).rows("workers")) == 4


def test_undo_shows_a_hidden_column_that_it_changed(window: MainWindow, tmp_path: Path) -> None:
    session = small_street(tmp_path)
    change(session, 2027, "communities", 2, note="改过")
    session.close()
    window.open(tmp_path / "street.desk")
    page = window.page
    assert page is not None
    view = page.views["communities"]
    view.moves.go_to(1, "note")
    view.do("hide_columns")
    page.turn_to("workers")
    window.undo()
    assert page.view() is view
    row, column = view.grid_model.cell(view.currentIndex())
    assert (row, column.key) == (2, "note")


def test_opening_the_next_year_shows_it_and_undo_comes_back(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    window.menus.open_next_year()
    assert window.page is not None
    assert window.page.year == 2028
    window.undo()
    assert window.page.year == 2027
    assert window.page.years_shown() == 1


def test_a_file_that_is_no_desk_is_said(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "bad.desk").write_bytes(b"nonsense" * 200)
    said: list[str] = []

    def read(dialog: QMessageBox) -> None:
        said.append(f"{dialog.text()} {dialog.informativeText()}")
        dialog.accept()

    when_asked(QMessageBox, read)
    assert not window.open(tmp_path / "bad.desk")
    assert "bad.desk" in said[0]


def test_a_file_in_use_is_offered_for_reading(window: MainWindow, tmp_path: Path) -> None:
    import subprocess
    import sys

    small_street(tmp_path).close()
    path = str(tmp_path / "street.desk")
    code = (
        "import sys, pathlib; from street_desk.session import Session; "
        f"s = Session.open(pathlib.Path({path!r})); "
        "print('open', flush=True); sys.stdin.readline(); s.close()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"

        def read(dialog: QMessageBox) -> None:
            QTest.mouseClick(
                next(b for b in dialog.buttons() if b.text() == "只读打开"), Qt.MouseButton.LeftButton
            )

        when_asked(QMessageBox, read)
        assert window.open(tmp_path / "street.desk")
        assert window.session is not None
        assert window.session.read_only
        assert "只读" in window.windowTitle()
        assert len(window.session.book(2027).rows("communities")) == 3
    finally:
        holder.communicate("\n", timeout=30)


def test_closing_lets_the_file_go(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    window.close()
    session = Session.open(tmp_path / "street.desk")
    session.close()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "data") == ["street.desk"]


def test_every_control_has_a_name_for_those_who_do_not_see_it(window: MainWindow, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QHeaderView, QTabBar

    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    assert window.page is not None
    for kind in (QAbstractItemView, QComboBox, QTabBar):
        for widget in window.page.findChildren(kind):
            if widget.isVisible() and not isinstance(widget, QHeaderView):
                assert widget.accessibleName(), widget
    for button in window.page.findChildren(QAbstractButton):
        if button.isVisible() and type(button) is QPushButton:
            assert button.text() or button.accessibleName()


def _typing(window: MainWindow, text: str) -> None:
    """Leaves an editor open on a community's households with a text in it."""
    assert window.page is not None
    view = window.page.views["communities"]
    window.page.turn_to("communities")
    view.moves.go_to(1, "households")
    view.edit(view.currentIndex())
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)


def test_closing_takes_in_what_is_being_typed(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    _typing(window, "8888")
    assert window.close()
    session = Session.open(tmp_path / "street.desk")
    assert session.book(2027).rows("communities")[0]["households"] == 8888
    session.close()


def test_a_text_that_does_not_fit_keeps_the_window_open(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    _typing(window, "3O00")
    assert not window.close()
    assert window.session is not None
    QApplication.processEvents()
    view = window.page.view()
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "3O00"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert window.close()


def test_the_next_year_is_opened_with_what_is_being_typed(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    _typing(window, "8888")
    window.menus.open_next_year()
    assert window.session is not None
    assert window.session.book(2028).rows("communities")[0]["households"] == 8888


def test_a_row_left_out_stays_out_when_a_question_is_answered(window: MainWindow, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("社区名称", "户数"), ("甲社区", "约3000"), ("乙社区", 2000), ("丙社区", 1000)):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    session = small_street(tmp_path)
    batch = session.plan_import(2027, [tmp_path / "表.xlsx"], {})
    dialog = ImportDialog(session, 2027, [tmp_path / "表.xlsx"], batch, window)
    model = dialog.models[0]
    place = next(n for n in range(model.rowCount()) if model.data(model.index(n, 2)) == "乙社区")
    model.setData(model.index(place, 0), Qt.CheckState.Unchecked.value, int(Qt.ItemDataRole.CheckStateRole))
    question = batch.previews[0].questions[0]
    dialog._answer(question.id, question.options[0].text())
    names = [c.after["name"] for c in dialog.agreed().changes if c.sheet == "communities" and c.after]
    assert "乙社区" not in names
    assert {"甲社区", "丙社区"} <= set(names)
    session.close()


def test_a_form_that_cannot_be_laid_out_is_neither_shown_nor_printed(
    window: MainWindow, tmp_path: Path
) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    assert window.page is not None
    window.page.turn_to("funding")
    form = window.page.forms["funding"]
    assert form.document.pageCount() > 0
    change(window.page.session, 2027, "communities", 1, name="笑😀社区")
    assert form.document.pageCount() == 0
    form.print()
    assert "😀" in form.refusal.text.text()


def test_the_first_key_types_into_the_grid(window: MainWindow, tmp_path: Path) -> None:
    session = small_street(tmp_path, 2026)
    session.open_year(2027)
    session.close()
    window.open(tmp_path / "street.desk")
    assert window.page is not None
    assert window.focusWidget() is window.page.views["communities"]
    window.page.turn_to("workers")
    window.page.head.years.setFocus()
    window.page.year_asked.emit(2026)
    assert window.page.year == 2026
    assert window.focusWidget() is window.page.views["workers"]


def test_opening_a_year_says_what_was_carried(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    assert "…" not in window.menus._open_year.text()
    window.menus._open_year.trigger()
    assert window.page is not None
    said = window.page.notice.text()
    assert window.page.notice.isVisible()
    for number in ("2028", "2027", "3", "4"):
        assert number in said


def test_ctrl_s_says_that_everything_is_saved(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    _typing(window, "8888")
    save = next(a for a in window.findChildren(QAction) if a.shortcut().toString() == "Ctrl+S")
    save.trigger()
    assert window.page is not None
    assert "street.desk" in window.page.notice.text()
    assert window.page.session.book(2027).rows("communities")[0]["households"] == 8888


def test_the_edit_menu_shows_the_grids_keys_and_takes_none_from_an_editor(
    window: MainWindow, tmp_path: Path
) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    shown = {a.shortcut().toString(): a for a in window.findChildren(QAction) if not a.shortcut().isEmpty()}
    assert {"Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+D", "Del", "Ctrl+-"} <= shown.keys()
    _typing(window, "8888")
    assert window.page is not None
    view = window.page.views["communities"]
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.setCursorPosition(0)
    for key, held in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier),
    ):
        QTest.keyClick(editor, key, held)
    assert editor.text() == "888"
    assert window.page.session.book(2027).rows("communities")[0]["households"] == 2999
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_the_menus_paste_goes_into_the_open_editor(window: MainWindow, tmp_path: Path) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    _typing(window, "88")
    assert window.page is not None
    view = window.page.views["communities"]
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    QApplication.clipboard().setText("77")
    shown = {a.shortcut().toString(): a for a in window.findChildren(QAction) if not a.shortcut().isEmpty()}
    shown["Ctrl+V"].trigger()
    assert editor.text() == "8877"
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_enter_in_a_field_of_the_first_page_starts_and_correcting_takes_the_notice_away(
    window: MainWindow,
) -> None:
    window.begin()
    page = window.beginning
    page.asked.disconnect(window.start)
    asked: list[Beginning] = []
    page.asked.connect(asked.append)
    QTest.keyClick(page.county, Qt.Key.Key_Return)
    assert page._refused.isVisible()
    QTest.keyClicks(page.street, "x")
    assert not page._refused.isVisible()
    for field in (page.wage, page.year, page.start):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(asked) == 3


def test_file_dialogs_start_beside_the_open_file_or_where_the_last_one_was(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    small_street(tmp_path / "a").close()
    started: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        started.append(start)
        return str(tmp_path / "b" / "x.desk"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.open(tmp_path / "a" / "street.desk")
    save_copy(window)
    assert (tmp_path / "b" / "x.desk").is_file()
    asking.file_to_open(window, "", asking.WORKBOOKS)
    assert started == [str(tmp_path / "a" / "street"), str(tmp_path / "b")]


def test_a_copy_onto_the_open_file_itself_is_not_made(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_street(tmp_path).close()
    window.open(tmp_path / "street.desk")
    chosen = str(tmp_path / "street.desk"), ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    save_copy(window)
    assert window.page is not None
    assert "street.desk" in window.page.notice.text()
    assert window.page.notice.isVisible()


def test_a_window_that_only_reads_says_so_and_changes_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_street(tmp_path).close()
    assert window._open_copy(tmp_path / "street.desk")
    page = window.page
    assert page is not None
    before = state_of(page.session)
    view = page.views["communities"]
    QApplication.clipboard().setText("7\n8\n")
    for act in (
        lambda: QTest.keyClick(view, Qt.Key.Key_7),
        lambda: QTest.keyClick(view, Qt.Key.Key_Delete),
        lambda: QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
        lambda: QTest.keyClick(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier),
        lambda: QTest.keyClick(view, Qt.Key.Key_F2),
        window.menus.save,
    ):
        view.moves.go_to(1, "households")
        page.notice.hide()
        act()
        assert page.notice.isVisible()
        assert page.notice.text().startswith("street.desk")
    assert state_of(page.session) == before
    actions = {a.shortcut().toString(): a for a in window.findChildren(QAction)}
    for keys in ("Ctrl+Z", "Ctrl+Y", "Ctrl+I", "Ctrl+X", "Ctrl+V", "Ctrl+D", "Del", "Ctrl+-"):
        assert not actions[keys].isEnabled(), keys
    assert actions["Ctrl+C"].isEnabled()
    assert not window.menus._open_year.isEnabled()
    enabled = {a.shortcut().toString() for a in view.deeds().actions() if a.isEnabled() and not a.menu()}
    assert enabled == {"Ctrl+C", "Ctrl+Shift+C", "Ctrl+A", "Shift+Space", "Ctrl+Space"}
