"""Where a cell says it comes from, and the dialog of import records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from street_desk.domain.edits import Change
from street_desk.domain.remembering import ImportedRow, ImportedTable, Remembered, Source
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.import_records import ImportRecords, reading
from street_desk.ui.main_window import MainWindow
from tests.imports import CONTENT, FILE, mapping, source_of, take
from tests.streets import change, small_street
from tests.ui.asked import when_asked

ID = "440981198403120011"


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    came = (Change("communities", 1, {"households": 2999}, {"households": 20_000}),)
    take(session, 2026, came, source_of(ImportedRow(0, 1, 7, {"households": "2万"})))
    session.remember([mapping(), _workers()])
    yield session
    session.close()


def _workers() -> Remembered:
    return replace(
        mapping("花名册.xls", "2026-02-01T09:00:00+08:00"),
        fingerprint="workers",
        sheet="workers",
        signature=(("姓名", "电话", "备注"),),
        columns=("name", "phone", "note"),
        unit="",
        answers={},
    )


def _said(page: DeskPage, row: int, key: str, sheet: str = "communities") -> str:
    page.turn_to(sheet)
    page.views[sheet].moves.go_to(row, key)
    return page.explanation.text()


@pytest.fixture
def page(qtbot: Any, street: Session) -> DeskPage:
    made = DeskPage(street, 2026)
    qtbot.addWidget(made)
    made.resize(1280, 680)
    made.show()
    return made


def test_an_imported_cell_names_its_workbook_its_place_and_its_text(page: DeskPage, street: Session) -> None:
    said = _said(page, 1, "households")
    entry = street.store.made_by("communities", 1, "households").entry
    for part in (FILE, "表一", "D7", "2万", entry.who, entry.at[:10]):
        assert part in said
    # What is worked out explains itself by its steps.
    assert FILE not in _said(page, 1, "office_fund")


def test_a_typed_cell_says_who_typed_it_and_what_it_was(page: DeskPage, street: Session) -> None:
    model = page.models["communities"]
    for text in ("4100", "4200"):
        model.setData(model.index_of(1, "households"), text, int(Qt.ItemDataRole.EditRole))
    said = _said(page, 1, "households")
    assert "4,100" in said
    # The workbook is named only where it is told what the cell was before.
    assert FILE not in said.split("20,000")[0]
    street.undo()
    assert "20,000" in page.explanation.text()
    street.undo()
    assert FILE in page.explanation.text()
    assert _said(page, 1, "grids").count("\n") == 1


def test_a_carried_cell_tells_of_the_year_before(qtbot: Any, street: Session) -> None:
    street.open_year(2027)
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.show()
    said = _said(page, street.book(2027).ids("communities")[0], "households")
    assert "2026" in said
    assert f"{FILE} · 表一 · D7" in said


def test_a_pasted_cell_says_what_was_done(page: DeskPage, street: Session) -> None:
    # What the fixture types has a name of its own, as pasting has.
    change(street, 2026, "communities", 2, households="3333")
    said = _said(page, 2, "households")
    assert "test" in said
    assert "3,000" in said


def test_ids_show_no_more_than_their_mask_until_they_are_shown_in_full(qtbot: Any, street: Session) -> None:
    street.undo()
    came = (Change("workers", 1, {"id_number": None}, {"id_number": ID}),)
    table = ImportedTable("花名册", "workers", {"id_number": 3, "phone": 4})
    raws = {"id_number": f" {ID[:6]} {ID[6:]}"}
    take(street, 2026, came, Source("花名册.xls", CONTENT, (table,), (ImportedRow(0, 1, 5, raws),)))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    path = street.path
    street.close()
    window.open(path)
    assert window.page is not None
    said = _said(window.page, 1, "id_number", "workers")
    assert "花名册.xls · 花名册 · C5" in said
    assert "440981********0011" in said
    assert "19840312" not in said
    window.menus._full.trigger()
    assert "440981 198403120011" in window.page.explanation.text()
    window.menus._full.trigger()
    assert "19840312" not in window.page.explanation.text()
    model = window.page.models["workers"]
    model.setData(model.index_of(1, "id_number"), "", int(Qt.ItemDataRole.EditRole))
    assert "440981********0011" in _said(window.page, 1, "id_number", "workers")
    window.close()


# The dialog ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot: Any, street: Session) -> ImportRecords:
    made = ImportRecords(street)
    qtbot.addWidget(made)
    made.show()
    return made


def _texts(view: Any) -> list[list[str]]:
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _answer(role: QMessageBox.ButtonRole) -> None:
    """Presses the button of that role in the question that is asked next."""

    def press(box: QMessageBox) -> None:
        button = next(b for b in box.buttons() if box.buttonRole(b) == role)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    when_asked(QMessageBox, press)


def test_the_dialog_lists_what_is_remembered_and_kept(dialog: ImportRecords, qtmodeltester: Any) -> None:
    assert [(row[0], row[3], row[4]) for row in _texts(dialog.mappings)] == [
        (FILE, "1", "2026-03-01 09:00"),
        ("花名册.xls", "", "2026-02-01 09:00"),
    ]
    assert _texts(dialog.originals)[0][:2] == [FILE, "13 KB"]
    assert "社区名称 → 社区名称" in dialog.details.toPlainText()
    qtmodeltester.check(dialog.mappings.model())
    qtmodeltester.check(dialog.originals.model())


def test_a_mapping_is_read_out_with_its_unit_and_its_answers() -> None:
    said = reading(replace(mapping(unit="wan"), answers={"about:表一!D3": "January"}))
    assert "经费/办公 → 办公运转经费批复数" in said[0]
    assert "备用" in said[0]
    assert "万元" in said[1]
    assert "千元" in reading(mapping(unit="qian"))[1]
    assert "百元" in reading(mapping(unit="bai"))[1]
    assert said[2].startswith("表一!D3")
    # A sheet that this version does not know is no reason to fail.
    assert "name" in reading(replace(mapping(), sheet="later"))[0]


def test_a_mapping_is_removed_with_the_keyboard(dialog: ImportRecords, street: Session) -> None:
    QTest.keyClick(dialog.mappings, Qt.Key.Key_Down)
    assert "姓名" in dialog.details.toPlainText()
    QTest.keyClick(dialog.mappings, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.forget
    QTest.keyClick(dialog.forget, Qt.Key.Key_Space)
    assert street.remembered() == [mapping()]
    assert len(_texts(dialog.mappings)) == 1
    # Enter closes, and removes nothing.
    QTest.keyClick(dialog.mappings, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert street.remembered() == [mapping()]


def test_a_kept_workbook_is_saved_as_it_was(
    dialog: ImportRecords, street: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, suggested: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(suggested).name)
        return str(tmp_path / "copy.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert asked == [FILE]
    assert (tmp_path / "copy.xlsx").read_bytes() == CONTENT
    assert not (tmp_path / "copy.xlsx.part").exists()
    # It shows ids and phones in full, which is logged.
    entry, _undone = street.history()[-1]
    assert (entry.kind, FILE in entry.what.text()) == ("note", True)


def test_a_content_is_removed_only_after_a_question(dialog: ImportRecords, street: Session) -> None:
    for role in (QMessageBox.ButtonRole.RejectRole, QMessageBox.ButtonRole.DestructiveRole):
        assert dialog.drop.isEnabled()
        _answer(role)
        QTest.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
        assert street.originals()[0].kept == (role == QMessageBox.ButtonRole.RejectRole)
    assert not dialog.drop.isEnabled()
    assert not dialog.save.isEnabled()
    assert dialog.originals.model().rowCount() == 1


def test_a_file_for_reading_only_shows_and_saves_but_removes_nothing(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    path = street.path
    street.close()
    reader = Session.open(path, read_only=True)
    made = ImportRecords(reader)
    qtbot.addWidget(made)
    made.show()
    assert (made.forget.isEnabled(), made.drop.isEnabled(), made.save.isEnabled()) == (False, False, True)
    reader.close()


def test_the_menu_opens_the_dialog(qtbot: Any, street: Session) -> None:
    path = street.path
    street.close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(path)
    seen: list[object] = []

    def look(dialog: ImportRecords) -> None:
        seen.append(type(dialog))
        dialog.reject()

    when_asked(ImportRecords, look)
    window.menus._import_records()
    assert seen == [ImportRecords]
    window.close()
