"""The import dialog: questions answered by keyboard, figures set in order, what went wrong said first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.import_dialog import ImportDialog
from tests.files.importing.cases import Tab, write

RED = style.SEVERITY["error"].name()


def _dialog(qtbot: Any, street: Session, folder: Path, *rows: tuple[object, ...]) -> ImportDialog:
    path = write(folder / "表.xlsx", Tab(rows))
    dialog = ImportDialog(street, 2027, [path], street.plan_import(2027, [path], {}))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_an_answer_chosen_by_keyboard_is_taken(qtbot: Any, street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("甲社区", "约3000"), ("乙社区", 2000))
    dialog = _dialog(qtbot, street, tmp_path, *rows)
    ((_label, box),) = dialog.side.questions.asked.values()
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
        assert [pair[1] for pair in dialog.side.questions.asked.values()] == [box]
        assert dialog.focusWidget() is box
        assert dialog.isVisible()
    assert box.currentIndex() == 0


def test_a_question_shows_its_cell_when_the_keyboard_comes_to_it(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    rows = (("社区名称", "户数"), ("乙社区", 2000), ("甲社区", "约3000"))
    dialog = _dialog(qtbot, street, tmp_path, *rows)
    ((_label, box),) = dialog.side.questions.asked.values()
    dialog.desk.views.setCurrentIndex(1)
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert dialog.desk.panel.view.spot() == (3, 2)
    assert dialog.desk.views.currentWidget() is dialog.desk.panel
    assert dialog.focusWidget() is box


def test_an_answer_keeps_the_table_that_is_looked_at(qtbot: Any, street: Session, tmp_path: Path) -> None:
    people = Tab((("姓名", "社区"), ("戊五", "新社区"), ("己六", "幸福社区")), name="人员")
    places = Tab((("社区名称", "户数"), ("幸福社区", 3100)), name="社区")
    path = write(tmp_path / "表.xlsx", places, people)
    dialog = ImportDialog(street, 2027, [path], street.plan_import(2027, [path], {}))
    qtbot.addWidget(dialog)
    dialog.desk.turn_to(dialog.desk.panel.places[1])
    question = dialog.batch.previews[0].questions[0]
    dialog._answer(question.id, question.options[0].text())
    assert dialog.desk.tables.currentText().startswith("人员")
    assert dialog.desk.panel.place().tab == "人员"
    assert dialog.batch.previews[0].questions == ()


def test_an_open_question_says_that_rows_wait(qtbot: Any, street: Session, tmp_path: Path) -> None:
    rows = (("戊五", "新社区"), ("己六", "新社区"), ("庚七", "幸福社区"))
    dialog = _dialog(qtbot, street, tmp_path, ("姓名", "社区"), *rows)
    ((_label, box),) = dialog.side.questions.asked.values()
    assert "2" in box.itemText(0)
    assert "2" in dialog._summary.text()


def test_numbers_stand_right_and_headings_are_whole(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, ("社区名称", "户数"), ("甲社区", 1234))
    model = dialog.models[0]
    place = next(n for n in range(model.columnCount()) if "户" in model.heading(n))
    role = int(Qt.ItemDataRole.TextAlignmentRole)
    assert model.data(model.index(0, place), role) & Qt.AlignmentFlag.AlignRight.value
    assert not (model.data(model.index(0, place - 1), role) or 0) & Qt.AlignmentFlag.AlignRight.value
    view = dialog.desk.rows
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
    assert dialog._summary.text().count(RED) == 2
    told = dialog.side.told
    wrong, refused, new, agrees = told.toPlainText().splitlines()[:4]
    assert "常住户数" in wrong
    assert "9,999" in wrong
    assert "3,500" in wrong
    assert "6,499" in wrong
    assert "很多" in refused
    assert "甲社区、乙社区" in new
    assert "常住人口" in agrees
    assert [line[0] for line in (wrong, refused, new, agrees)] == ["✗", "✗", "A", "C"]
    assert told.toHtml().count(RED) == 2 * 2


def test_a_link_in_the_notes_shows_its_cell(qtbot: Any, street: Session, tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("甲社区", 1000), ("乙社区", "很多"))
    dialog = _dialog(qtbot, street, tmp_path, *rows)
    from PySide6.QtCore import QUrl

    dialog.side.told.anchorClicked.emit(QUrl("B3"))
    assert dialog.desk.panel.view.spot() == (3, 2)
    assert "很多" in dialog.desk.panel.strip.said.text()


def test_an_import_without_trouble_shows_no_red(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, ("社区名称", "户数"), ("甲社区", 1000), ("合计", 1000))
    assert RED not in dialog._summary.text()


def test_enter_in_a_table_does_not_import(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, ("社区名称", "户数"), ("甲社区", 1000))
    for widget in (dialog.desk.panel.view, dialog.desk.rows, dialog.side.told):
        QTest.keyClick(widget, Qt.Key.Key_Return)
        assert dialog.isVisible()
    dialog.take.setFocus()
    QTest.keyClick(dialog.take, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_every_control_of_the_dialog_has_a_name(qtbot: Any, street: Session, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTabBar

    rows = (("社区名称", "户数"), ("甲社区", "约3000"), ("乙社区", 2000))
    dialog = _dialog(qtbot, street, tmp_path, *rows)
    for kind in (QAbstractItemView, QComboBox, QTabBar):
        for widget in dialog.findChildren(kind):
            if widget.isVisible() and not isinstance(widget, QHeaderView):
                assert widget.accessibleName(), widget


BESIDE = (
    ("社区名称", "户数", None, "社区名称", "户数"),
    ("甲社区", 1000, None, "丙社区", 3000),
    ("乙社区", "很多", None, "丁社区", 4000),
)


def _names(dialog: ImportDialog) -> list[str]:
    return [str(c.after["name"]) for c in dialog.agreed().changes if c.after]


def test_of_tables_side_by_side_only_the_row_unticked_stays_out(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    dialog = _dialog(qtbot, street, tmp_path, *BESIDE)
    dialog.models[1].leave_out([0], out=True)
    assert _names(dialog) == ["甲社区", "乙社区", "丁社区"]
    panel = dialog.desk.panel
    assert not panel.is_out(2, 1)
    assert panel.is_out(2, 5)
    # A whole row of the sheet is all that stands in it.
    panel.view.selectRow(panel.view.sheet().place_of(3))
    panel.toggle_rows()
    assert _names(dialog) == ["甲社区"]


def test_the_summary_and_the_report_count_what_comes(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, street, tmp_path, *BESIDE)
    assert RED in dialog._summary.text()
    assert "4" in dialog._summary.text().split("&nbsp;")[0]
    dialog.models[0].leave_out([1], out=True)
    assert RED not in dialog._summary.text()
    assert "3" in dialog._summary.text().split("&nbsp;")[0]
    assert not any("B3" in line for line in dialog.report(applied=True)[:-2])
    assert dialog.report(applied=True)[-1] in ("已导入。", "Imported.")


def test_the_dialog_says_that_the_year_is_made(qtbot: Any, street: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", Tab((("社区名称", "户数"), ("甲社区", 1234))))
    for year, said in ((2019, True), (2027, False)):
        dialog = ImportDialog(street, year, [path], street.plan_import(year, [path], {}))
        qtbot.addWidget(dialog)
        assert ("2019" in dialog._summary.text()) is said
