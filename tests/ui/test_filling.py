"""Filling in the county's workbook in the window: where the copy goes, and the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from street_desk.ui.filling import FilledDialog, fill_into, proposed
from street_desk.ui.main_window import MainWindow
from tests.exchange.filling.support import written
from tests.streets import change, small_street
from tests.ui.asked import when_asked

ROWS = (("社区名称", "户数", "签字"), ("光明社区", 1, None))


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    session = small_street(tmp_path)
    change(session, 2027, "workers", 1, phone="13800001111")
    session.close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(tmp_path / "street.desk")
    yield window
    window.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026年经费表.xlsx", "2027年经费表.xlsx"),
        ("经费表.XLSX", "经费表-2027.xlsx"),
        ("2027年经费表.xlsm", "2027年经费表-2027.xlsm"),
    ],
)
def test_the_copy_is_named_after_the_template_and_the_year(name: str, expected: str) -> None:
    assert proposed(Path(name), 2027) == expected


def test_the_report_says_what_was_filled_and_lists_the_rest(window: MainWindow, tmp_path: Path) -> None:
    seen: list[Any] = []

    def look(dialog: FilledDialog) -> None:
        seen.extend([dialog.said.text(), [tuple(row) for row in dialog.model.rows]])
        dialog.copy.click()
        seen.append(QApplication.clipboard().text())
        dialog.reject()

    when_asked(FilledDialog, look)
    assert window.page is not None
    fill_into(window.page, written(tmp_path / "县.xlsx", ("表", ROWS)), tmp_path / "填.xlsx")
    said, rows, copied = seen
    assert "1" in said
    assert "填.xlsx" in said
    assert [row[1] for row in rows] == ["签字", "幸福社区", "和平社区"]
    assert [line.split("\t")[1] for line in copied.splitlines()] == ["签字", "幸福社区", "和平社区"]
    assert openpyxl.load_workbook(tmp_path / "填.xlsx").worksheets[0]["B2"].value == 5001


def test_the_menu_asks_for_both_files(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = written(tmp_path / "2026年县.xlsx", ("表", ROWS))
    offered: list[str] = []

    def where(_parent: Any, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(start).name)
        return str(tmp_path / "填好"), ""

    # The system's own file dialogs cannot be driven from a test.
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(template), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    when_asked(FilledDialog, lambda dialog: dialog.reject())
    actions = [a for menu in window.menuBar().actions() for a in menu.menu().actions()]
    next(a for a in actions if "&F" in a.text() and "…" in a.text() and _is_filling(a.text())).trigger()
    assert offered == ["2027年县.xlsx"]
    assert (tmp_path / "填好.xlsx").is_file()


def _is_filling(text: str) -> bool:
    return "Fill in" in text or "填写" in text


def test_a_problem_is_said_and_no_report_comes(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    said: list[str] = []

    def look(box: QMessageBox) -> None:
        said.append(box.text())
        QTest.keyClick(box, Qt.Key.Key_Escape)

    when_asked(QMessageBox, look)
    assert window.page is not None
    fill_into(window.page, tmp_path / "旧.xls", tmp_path / "填.xlsx")
    assert "旧.xls" in said[0]


def test_phones_go_in_only_while_the_window_shows_them_and_that_is_logged(
    window: MainWindow, tmp_path: Path
) -> None:
    rows = (("所在社区", "姓名", "职务", "联系电话"), ("光明社区", "甲一", "书记", None))
    template = written(tmp_path / "册.xlsx", ("表", rows))
    page = window.page
    assert page is not None
    assert window.session is not None

    def phone() -> object:
        when_asked(FilledDialog, lambda dialog: dialog.reject())
        fill_into(page, template, tmp_path / "填.xlsx")
        return openpyxl.load_workbook(tmp_path / "填.xlsx").worksheets[0]["D2"].value

    assert phone() is None
    before = len(window.session.history())
    for model in page.models.values():
        model.show_full(True)
    assert phone() == "13800001111"
    assert len(window.session.history()) == before + 1
