"""The import dialog: questions answered by keyboard, figures set in order, what went wrong said first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QTextEdit

from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.import_dialog import ImportDialog
from tests.streets import small_street

RED = style.SEVERITY["error"].name()


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


def _dialog(qtbot: Any, street: Session, folder: Path, *rows: tuple[object, ...]) -> ImportDialog:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = folder / "表.xlsx"
    book.save(path)
    dialog = ImportDialog(street, 2027, [path], street.plan_import(2027, [path], {}))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_an_answer_chosen_by_keyboard_is_taken(qtbot: Any, street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("甲社区", "约3000"), ("乙社区", 2000))
    dialog = _dialog(qtbot, street, tmp_path, *rows)
    ((_label, box),) = dialog._asked.values()
    box.setFocus()
    for answer in (0, 1, None):
        if answer == 1:
            # From the open list, as well as with the list closed.
            QTest.keyClick(box, Qt.Key.Key_Return)
            QTest.keyClick(box.view(), Qt.Key.Key_Down)
            QTest.keyClick(box.view(), Qt.Key.Key_Return)
        else:
            QTest.keyClick(box, Qt.Key.Key_Home if answer is None else Qt.Key.Key_Down)
        QApplication.processEvents()
        assert dialog.batch.previews[0].regions[0].questions[0].answer == answer
        assert [pair[1] for pair in dialog._asked.values()] == [box]
        assert dialog.focusWidget() is box
        assert dialog.isVisible()
    assert box.currentIndex() == 0


def test_an_answer_keeps_the_tab_that_is_looked_at(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, ("姓名", "社区"), ("戊五", "新社区"), ("己六", "幸福社区"))
    dialog._tabs.addTab(QTextEdit(), "")
    question = dialog.batch.previews[0].questions[0]
    dialog._tabs.setCurrentIndex(0)
    dialog._answer(question.id, question.options[0].text())
    assert dialog._tabs.currentIndex() == 0
    assert dialog.batch.previews[0].questions == ()


def test_an_open_question_says_that_rows_wait(qtbot: Any, street: Session, tmp_path: Path) -> None:
    rows = (("戊五", "新社区"), ("己六", "新社区"), ("庚七", "幸福社区"))
    dialog = _dialog(qtbot, street, tmp_path, ("姓名", "社区"), *rows)
    ((_label, box),) = dialog._asked.values()
    assert "2" in box.itemText(0)
    assert "2" in dialog._summary.text()


def test_numbers_stand_right_and_headings_are_whole(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, ("社区名称", "户数"), ("甲社区", 1234))
    model = dialog.models[0]
    place = next(n for n in range(model.columnCount()) if "户" in model.heading(n))
    role = int(Qt.ItemDataRole.TextAlignmentRole)
    assert model.data(model.index(0, place), role) & Qt.AlignmentFlag.AlignRight.value
    assert not (model.data(model.index(0, place - 1), role) or 0) & Qt.AlignmentFlag.AlignRight.value
    view = dialog.findChild(QTableView)
    assert view is not None
    heads = view.horizontalHeader()
    for column in range(model.columnCount()):
        heading = model.heading(column)
        wide = heads.fontMetrics().horizontalAdvance(heading) + 8
        assert view.columnWidth(column) >= min(wide, 240)
        tip = model.headerData(column, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.ToolTipRole))
        assert tip == heading


def test_what_went_wrong_is_said_first_and_counted_in_red(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    rows = (("社区名称", "户数", "人口"), ("甲社区", 1000, 10), ("乙社区", 2500, "很多"), ("合计", 9999, 10))
    dialog = _dialog(qtbot, street, tmp_path, *rows)
    summary = dialog._summary.text()
    assert summary.count(RED) == 2
    told = next(t for t in dialog._tabs.findChildren(QTextEdit) if t.isVisible())
    wrong, refused, agrees = told.toPlainText().splitlines()[:3]
    assert "常住户数" in wrong
    assert "9,999" in wrong
    assert "3,500" in wrong
    assert "很多" in refused
    assert "常住人口" in agrees
    assert told.toHtml().count(RED) == 2


def test_an_import_without_trouble_shows_no_red(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, ("社区名称", "户数"), ("甲社区", 1000), ("合计", 1000))
    assert RED not in dialog._summary.text()
