"""Many workbooks in one dialog: bad ones in the list, dropped files, rows to be removed, the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from street_desk.session import Session
from street_desk.ui.import_dialog import ImportDialog
from street_desk.ui.import_files import FilesModel
from street_desk.ui.import_missing import MissingModel
from street_desk.ui.import_words import open_answer
from street_desk.ui.main_window import MainWindow
from tests.files.importing.cases import Tab, write
from tests.streets import small_street
from tests.ui.asked import when_asked

CHECKED = Qt.CheckState.Checked.value
STATE = int(Qt.ItemDataRole.CheckStateRole)


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> MainWindow:
    small_street(tmp_path).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(tmp_path / "street.desk")
    return window


def community(name: str, households: object = 2500) -> Tab:
    return Tab((("社区名称", "户数", "办公经费"), (name, households, 50000)), name="情况")


def several(folder: Path) -> list[Path]:
    """Three good workbooks with one that is empty among them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [write(folder / f"{name}.xlsx", community(f"{name}社区")) for name in ("甲", "乙", "丙")]
    bad = folder / "坏.xlsx"
    bad.write_bytes(b"")
    return [paths[0], bad, *paths[1:]]


def dialog_of(qtbot: Any, street: Session, paths: list[Path]) -> ImportDialog:
    dialog = ImportDialog(street, 2027, paths, street.plan_import(2027, paths, {}))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def communities(session: Session) -> list[str]:
    return [str(row["name"]) for row in session.book(2027).rows("communities")]


def test_a_bad_workbook_is_in_the_list_and_does_not_stop_the_others(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    paths = several(tmp_path / "来")
    dialog = dialog_of(qtbot, street, paths)
    assert dialog.files.isVisible()
    texts = [dialog.files.files.index(n).data() for n in range(4)]
    assert [text.split("\n")[0] for text in texts] == [path.name for path in paths]
    assert "无法读取" in texts[1]
    assert "0字节" in dialog.files.files.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert dialog.files.files.state(1)[1]
    dialog.files.setCurrentIndex(dialog.files.files.index(1))
    assert "0字节" in dialog.desk.trouble.text()
    assert dialog.desk.trouble.isVisible()
    dialog.files.setCurrentIndex(dialog.files.files.index(2))
    assert dialog.desk.panel.isVisible()
    assert dialog.desk.panel.path == paths[2]
    dialog.accept()
    assert street.take_import(2027, dialog.taken)
    assert {"甲社区", "乙社区", "丙社区"} <= set(communities(street))


def test_one_workbook_has_no_list(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, street, [write(tmp_path / "甲.xlsx", community("甲社区"))])
    assert not dialog.files.isVisible()


def test_two_workbooks_of_one_name_are_told_apart(qtbot: Any, street: Session, tmp_path: Path) -> None:
    paths = []
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        paths.append(write(tmp_path / name / "情况.xlsx", community(f"{name}社区")))
    dialog = dialog_of(qtbot, street, paths)
    assert [found.file for found in dialog.batch.previews] == ["甲/情况.xlsx", "乙/情况.xlsx"]
    dialog.files.setCurrentIndex(dialog.files.files.index(1))
    dialog.desk.panel.view.go_to(2, 1)
    dialog.desk.panel.toggle_rows()
    made = [change.after["name"] for change in dialog.agreed().changes if change.after]
    assert made == ["甲社区"]


def test_a_correction_in_one_workbook_keeps_the_others(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, street, several(tmp_path / "来"))
    dialog.files.setCurrentIndex(dialog.files.files.index(2))
    dialog.desk.panel.choose_column(3, "")
    assert dialog.file().path.name == "乙.xlsx"
    found = {preview.file: preview.regions[0].layout.columns[3] for preview in dialog.batch.previews}
    assert found == {"甲.xlsx": "office_approved", "乙.xlsx": "", "丙.xlsx": "office_approved"}


def test_a_question_goes_to_the_workbook_that_asks_it(qtbot: Any, street: Session, tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "甲.xlsx", community("甲社区")),
        write(tmp_path / "乙.xlsx", community("乙社区", "约3000")),
    ]
    dialog = dialog_of(qtbot, street, paths)
    (name,) = dialog.side.questions.asked
    dialog._go_to_question(name)
    assert dialog.file().path == paths[1]
    assert dialog.desk.panel.view.spot() == (2, 2)
    assert "乙.xlsx" in dialog.side.questions.asked[name][0].text()


# Rows that no workbook has ---------------------------------------------------------------------------------------------


def test_rows_that_no_workbook_has_are_removed_when_ticked(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    people = (("姓名", "社区", "职务"), ("甲一", "光明社区", "书记"), ("新人", "光明社区", "委员"))
    dialog = dialog_of(qtbot, street, [write(tmp_path / "表.xlsx", Tab(people))])
    model = dialog.side.missing.model
    assert [one.name for one in model.rows] == ["乙二"]
    assert dialog.side.isTabVisible(2)
    assert model.index(0).data(STATE) == Qt.CheckState.Unchecked
    assert all(change.after is not None for change in dialog.agreed().changes)
    model.setData(model.index(0), CHECKED, STATE)
    assert "1" in dialog._summary.text().rsplit(">", 2)[-2]
    dialog.accept()
    street.take_import(2027, dialog.taken)
    assert {row["name"] for row in street.book(2027).rows("workers")} == {"甲一", "新人", "丙三", "丁四"}
    street.undo()
    assert len(street.book(2027).rows("workers")) == 4


def test_a_community_that_someone_stays_in_is_not_removed(
    qtbot: Any, street: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (("社区名称", "户数"), ("光明社区", 5001), ("和平社区", 3000))
    dialog = dialog_of(qtbot, street, [write(tmp_path / "表.xlsx", Tab(rows))])
    model = dialog.side.missing.model
    assert [one.name for one in model.rows] == ["幸福社区"]
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    model.setData(model.index(0), CHECKED, STATE)
    dialog.accept()
    assert dialog.isVisible()
    assert "幸福社区" in told[0]


def test_the_panel_is_not_there_when_nothing_is_missing(qtbot: Any, street: Session, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, street, [write(tmp_path / "甲.xlsx", community("甲社区"))])
    assert not dialog.side.isTabVisible(2)


# The report --------------------------------------------------------------------------------------------------------------


def test_the_report_is_saved_as_text_that_every_editor_reads(
    qtbot: Any, street: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_of(qtbot, street, several(tmp_path / "来"))
    dialog.desk.panel.view.go_to(2, 1)
    dialog.desk.panel.toggle_rows()
    target = tmp_path / "报告.txt"
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save.click()
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    lines = content.decode("utf-8-sig").splitlines()
    assert asked[0].endswith(".txt")
    assert any(line.startswith("乙.xlsx · 情况") for line in lines)
    assert any("坏.xlsx" in line for line in lines)
    assert any("甲.xlsx 情况!A2" in line for line in lines)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".txt") == ["报告.txt"]


def test_a_report_that_cannot_be_written_is_said(
    qtbot: Any, street: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_of(qtbot, street, [write(tmp_path / "甲.xlsx", community("甲社区"))])
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "没有" / "报告.txt"), "")
    )
    dialog.save.click()
    assert "报告.txt" in told[0]


def test_after_the_import_the_report_is_one_click_away(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from street_desk.ui.import_dialog import import_workbooks

    page = window.page
    assert page is not None
    window.menus._open_file_menu()
    assert not window.menus._report.isEnabled()
    when_asked(ImportDialog, lambda dialog: dialog.accept())
    import_workbooks(page, several(tmp_path / "来"))
    assert "甲社区" in communities(page.session)
    assert page.notice.isVisible()
    assert "3" in page.notice.text()
    target = tmp_path / "报告.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.notice.linkActivated.emit("more")
    assert target.is_file()
    target.unlink()
    window.menus._open_file_menu()
    assert window.menus._report.isEnabled()
    window.menus._report.trigger()
    assert target.is_file()


# Dropping ------------------------------------------------------------------------------------------------------------------


def dropped(window: MainWindow, *paths: Path) -> bool:
    """Drags files over the window and lets them go; whether it takes them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), action, held, button, none)
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    assert window.dropping.sign.isVisible()
    drop = QDropEvent(QPointF(200, 200), action, held, button, none)
    QApplication.sendEvent(window, drop)
    assert not window.dropping.sign.isVisible()
    return drop.isAccepted()


def test_files_and_folders_let_fall_on_the_window_are_imported_together(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "来"
    several(folder)
    (folder / "~$甲.xlsx").write_bytes(b"x")
    single = write(tmp_path / "丁.xlsx", community("丁社区"))
    seen: list[list[str]] = []

    def agree(dialog: ImportDialog) -> None:
        seen.append([path.name for path in dialog._workbooks])
        dialog.accept()

    when_asked(ImportDialog, agree)
    # One of the folder's is dropped by itself as well.
    assert dropped(window, single, folder, folder / "甲.xlsx")
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: bool(seen) and "丁社区" in communities(session))
    assert seen == [["丁.xlsx", "丙.xlsx", "乙.xlsx", "坏.xlsx", "甲.xlsx"]]
    window.undo()
    assert "丁社区" not in communities(session)
    assert "甲社区" not in communities(session)


def test_what_is_no_workbook_is_not_taken(window: MainWindow, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("x")
    assert not dropped(window, text)
    assert not window.dropping.sign.isVisible()
    window.close_file()
    assert not dropped(window, write(tmp_path / "甲.xlsx", community("甲社区")))


def test_a_street_file_let_fall_on_the_window_is_opened(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    window.close_file()
    assert dropped(window, tmp_path / "street.desk")
    qtbot.waitUntil(lambda: window.page is not None)


def test_a_folder_without_workbooks_is_said(
    qtbot: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "空").mkdir()
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    assert dropped(window, tmp_path / "空")
    qtbot.waitUntil(lambda: bool(told))
    assert "空" in told[0]


def test_the_lists_keep_the_rules_of_qt(
    qtbot: Any, street: Session, tmp_path: Path, qtmodeltester: Any
) -> None:
    people = (("姓名", "社区", "职务"), ("甲一", "光明社区", "书记"), ("新人", "光明社区", "委员"))
    dialog = dialog_of(qtbot, street, [*several(tmp_path / "来"), write(tmp_path / "表.xlsx", Tab(people))])
    files, missing = dialog.files.files, dialog.side.missing.model
    assert isinstance(files, FilesModel)
    assert isinstance(missing, MissingModel)
    qtmodeltester.check(files)
    qtmodeltester.check(missing)
    qtmodeltester.check(dialog.models[0])


def test_leaving_a_question_open_counts_the_rows_of_its_own_workbook(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    rows = [("2024年社区情况",), ("社区名称", "户数"), ("幸福社区", 3100), ("和平社区", 4100)]
    for name, more in (("甲.xlsx", []), ("乙.xlsx", [("光明社区", 5100)])):
        columns = ("人口",) if more else ("户数",)
        made = [rows[0], ("社区名称", *columns), *rows[2:], *more]
        write(tmp_path / name, Tab(tuple(made)))
    dialog = dialog_of(qtbot, street, [tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"])
    said = [open_answer(question, dialog.regions()) for question in dialog.questions()]
    assert said == ["（暂不回答：这2行整行不导入）", "（暂不回答：这3行整行不导入）"]


def test_why_there_is_no_table_is_said_whole(qtbot: Any, street: Session, tmp_path: Path) -> None:
    items = ("办公运转经费", "党建经费")
    rows = [(name, item, 30000) for name in ("甲社区", "乙社区") for item in items]
    path = write(tmp_path / "长表.xlsx", Tab((("社区", "经费项目", "批复数"), *rows)))
    dialog = dialog_of(qtbot, street, [path])
    head = dialog.desk.head
    assert "每个社区占多行" in head.text()
    dialog.resize(900, 600)
    QApplication.processEvents()
    assert head.wordWrap()
    assert head.height() >= head.heightForWidth(head.width()) > 0
