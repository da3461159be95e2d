"""A grid goes out as it is shown, by the File menu: its columns, rows and order, and nothing hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QProgressDialog

from street_desk import language
from street_desk.session import Session
from street_desk.ui.exporting_shown import as_shown, export_to
from street_desk.ui.grid_layout import Layout
from street_desk.ui.main_window import MainWindow
from tests.streets import change, small_street, state_of, type_in
from tests.ui.asked import when_asked

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    session = small_street(tmp_path)
    change(session, 2027, "workers", 1, id_number="440981198401011236", appointed="2013-07-15")
    session.close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    assert made.load(tmp_path / "street.desk")
    qtbot.waitActive(made)
    yield made
    made.close()


def _ask(monkeypatch: pytest.MonkeyPatch, path: Path, kind: int = 0) -> list[str]:
    """What the file dialog is answered with, as if the user had typed it; what it suggested."""
    suggested: list[str] = []

    def answer(_parent: Any, _title: str, start: str, kinds: str) -> tuple[str, str]:
        suggested.append(Path(start).name)
        return str(path), kinds.split(";;")[kind]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return suggested


def _press(window: MainWindow) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_E, CTRL_SHIFT)


def _rows(path: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_key_writes_what_is_looked_at_and_says_so(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = window.page, tmp_path / "社区.xlsx"
    assert page is not None
    suggested = _ask(monkeypatch, path)
    _press(window)
    assert suggested == ["测试街道-2027-社区.xlsx"]
    rows = _rows(path)
    assert [row[1] for row in rows[3:]] == ["幸福社区", "和平社区", "光明社区"]
    assert rows[2][: len(page.models["communities"].columns)] == [
        column.shown() for column in page.models["communities"].columns
    ]
    assert str(path) in page.notice.text()
    assert page.notice.isVisible()


def test_only_the_rows_and_columns_shown_go_out_in_their_order(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page
    assert page is not None
    model = page.models["communities"]
    shown = ("households", "name", "total_fund")
    hidden = frozenset(column.key for column in model.sheet) - set(shown)
    page.views["communities"].columns.keep(Layout((*shown, *hidden), hidden))
    model.beginResetModel()
    model.rows.ids = [3, 1]
    model.rows.count()
    model._looks.clear()
    model.endResetModel()
    _ask(monkeypatch, tmp_path / "t.xlsx")
    _press(window)
    assert [row[:2] for row in _rows(tmp_path / "t.xlsx")[3:]] == [[5001, "光明社区"], [2999, "幸福社区"]]
    assert len(_rows(tmp_path / "t.xlsx")[1]) == 3


def test_a_name_that_ends_in_csv_makes_text_and_ids_stay_masked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    page.turn_to("workers")
    # The kind chosen decides where the name is the one suggested.
    _ask(monkeypatch, tmp_path / "人员.xlsx", kind=1)
    _press(window)
    text = (tmp_path / "人员.csv").read_text(encoding="utf-8-sig")
    assert "440981********1236" in text
    assert "440981198401011236" not in text
    before = len(session.history())
    window.menus._full.trigger()
    _press(window)
    assert "440981198401011236\t" in (tmp_path / "人员.csv").read_text(encoding="utf-8-sig")
    # Showing them and letting them out are both in the log.
    assert len(session.history()) == before + 2


def test_what_went_out_is_imported_as_nothing(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    paths = []
    for name in ("communities", "workers"):
        page.turn_to(name)
        paths.append(tmp_path / f"{name}.xlsx")
        _ask(monkeypatch, paths[-1])
        _press(window)
    before = state_of(session)
    batch = session.plan_import(2027, paths, {})
    assert batch.changes == ()
    assert not batch.problems
    session.take_import(2027, batch)
    assert state_of(session) == before


def test_what_is_typed_goes_in_first(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page
    assert page is not None
    view, model = page.views["communities"], page.models["communities"]
    view.moves.move_to(model.index_of(1, "note"))
    view.edit(view.currentIndex())
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.insert("刚写的")
    _ask(monkeypatch, tmp_path / "t.xlsx")
    _press(window)
    assert any("刚写的" in row for row in _rows(tmp_path / "t.xlsx"))


def test_a_list_of_fields_goes_out_and_a_form_is_not_a_sheet(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page
    assert page is not None
    page.turn_to("office")
    _ask(monkeypatch, tmp_path / "t.xlsx")
    _press(window)
    assert ["街道", "测试街道"] in _rows(tmp_path / "t.xlsx")
    (tmp_path / "t.xlsx").unlink()
    page.turn_to("funding")
    _press(window)
    assert page.notice.isVisible()
    assert not (tmp_path / "t.xlsx").exists()


def test_a_place_that_cannot_be_written_is_said(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def close(box: QMessageBox) -> None:
        said.append(box.text())
        box.accept()

    when_asked(QMessageBox, close)
    _ask(monkeypatch, tmp_path / "没有的文件夹" / "t.xlsx")
    _press(window)
    assert "没有的文件夹" in said[0]


def test_a_long_export_can_be_stopped_and_leaves_nothing(
    qtbot: Any, window: MainWindow, tmp_path: Path, on_long: Callable[[Session], None]
) -> None:
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    on_long(session)
    page.turn_to("workers")
    shown = as_shown(page.views["workers"])
    stopped: list[bool] = []

    def stop() -> None:
        found = page.findChild(QProgressDialog)
        if found is not None and found.isVisible():
            stopped.append(True)
            found.cancel()
        elif not stopped:
            QTimer.singleShot(10, stop)

    QTimer.singleShot(10, stop)
    export_to(page, shown, tmp_path / "t.xlsx")
    assert stopped
    assert sorted(found.name for found in tmp_path.iterdir() if found.suffix == ".xlsx") == []


@pytest.fixture
def on_long() -> Callable[[Session], None]:
    def add(session: Session) -> None:
        rows = [{"community": "光明社区", "name": f"工作者{n}", "post": "委员"} for n in range(4_000)]
        type_in(session, 2027, "workers", *rows)

    return add


@pytest.mark.parametrize(("words", "along"), [("带批注(W)", True), ("不带批注(O)", False), (None, None)])
def test_comments_go_along_only_when_asked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str | None, along: bool | None
) -> None:
    page = window.page
    assert page is not None
    page.turn_to("communities")
    view = page.views["communities"]
    view.model().comments.write((2, "households"), "以派出所数为准")
    view.model().comments.write((3, "note"), "这一列不在表上")
    view.moves.go_to(3, "note")
    view.do("hide_columns")
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(box.text())
        if words is None:
            QTest.keyClick(box, Qt.Key.Key_Escape)
        else:
            named = next(b for b in box.buttons() if b.text().replace("&", "") == words)
            QTest.mouseClick(named, Qt.MouseButton.LeftButton)

    when_asked(QMessageBox, answer)
    _ask(monkeypatch, tmp_path / "t.xlsx")
    _press(window)
    assert "1" in asked[0]
    if along is None:
        assert not (tmp_path / "t.xlsx").exists()
        return
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    said = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert said == (["以派出所数为准"] if along else [])
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    _ask(monkeypatch, tmp_path / "t.csv", kind=1)
    _press(window)
    assert (tmp_path / "t.csv").exists()


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("sheet", ["communities", "workers"])
def test_what_goes_out_as_text_comes_in_again(
    window: MainWindow, tmp_path: Path, speech: str, sheet: str
) -> None:
    page, session = window.page, window.session
    assert page is not None
    assert session is not None
    language.use(speech)
    export_to(page, as_shown(page.views[sheet]), tmp_path / "t.csv")
    read = session.plan_import(2027, [tmp_path / "t.csv"], {})
    assert not read.changes
    assert [region.sheet for preview in read.previews for region in preview.regions] == [sheet]
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    wanted = {"communities": ("2999", "2998"), "workers": ("2013-07-15", "2013-08-15")}[sheet]
    assert text.count(wanted[0]) == 1
    (tmp_path / "t.csv").write_text(text.replace(*wanted), "utf-8-sig")
    changes = session.plan_import(2027, [tmp_path / "t.csv"], {}).changes
    assert [(change.sheet, change.row) for change in changes] == [(sheet, 1)]
