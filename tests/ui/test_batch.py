"""Exporting all forms at once by the File menu: which, as what, where to, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from street_desk import language, preferences
from street_desk.domain.forms import FORMS
from street_desk.exchange.held import HeldBy
from street_desk.session import Session
from street_desk.ui.batch_dialog import BatchDialog
from street_desk.ui.batch_targets import file_name
from street_desk.ui.import_run import ProgressDialog
from street_desk.ui.main_window import MainWindow
from street_desk.ui.printing_all import PrintAllDialog
from tests.streets import change, small_street, type_in
from tests.ui.asked import when_asked


@pytest.fixture
def dialog(qtbot: Any, street: Session, tmp_path: Path) -> BatchDialog:
    made = BatchDialog(street, 2027)
    qtbot.addWidget(made)
    made.show()
    made.folder.setText(str(tmp_path / "申报" / "表格"))
    return made


def written(dialog: BatchDialog) -> list[str]:
    return sorted(path.name for path in Path(dialog.folder.text()).iterdir())


def _menu(window: MainWindow, title: str) -> Any:
    found = [
        action
        for menu in window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.text() == language.translated(title)
    ]
    return found[0]


def test_all_forms_are_written_both_ways_into_a_folder_that_is_made(dialog: BatchDialog) -> None:
    dialog.export.click()
    assert len(written(dialog)) == 2 * len(FORMS)
    assert "测试街道2027年社区经费保障申报表.xlsx" in written(dialog)
    assert "测试街道2027年社区经费保障申报表.pdf" in written(dialog)
    assert str(2 * len(FORMS)) in dialog.said.text()
    assert dialog.results.count() == 2 * len(FORMS)
    assert dialog.show_folder.isEnabled()


def test_only_what_is_ticked_is_written_in_the_unit_that_was_chosen(dialog: BatchDialog) -> None:
    dialog.forms.none.click()
    assert not dialog.export.isEnabled()
    dialog.forms.tick(("funding",))
    dialog.pdf.setChecked(False)
    dialog.unit.setCurrentIndex(1)
    dialog.export.click()
    assert written(dialog) == ["测试街道2027年社区经费保障申报表.xlsx"]
    sheet = openpyxl.load_workbook(Path(dialog.folder.text()) / written(dialog)[0]).worksheets[0]
    assert any("万元" in str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row)


def test_worksheets_go_together_or_a_file_for_each_community(dialog: BatchDialog) -> None:
    dialog.forms.tick(("worksheet",))
    dialog.excel.setChecked(False)
    dialog.export.click()
    (together,) = written(dialog)
    document = pypdfium2.PdfDocument((Path(dialog.folder.text()) / together).read_bytes())
    assert len(document) == 3
    document.close()
    dialog.apart.setCurrentIndex(1)
    dialog.export.click()
    assert len(written(dialog)) == 4
    for name in ("幸福社区", "和平社区", "光明社区"):
        assert [one for one in written(dialog) if name in one]


def test_communities_that_are_called_alike_or_oddly_get_files_of_their_own(
    dialog: BatchDialog, street: Session
) -> None:
    type_in(street, 2027, "communities", {"name": "东/西:社区"}, {"name": "东_西_社区"}, {"name": "长" * 60})
    dialog.forms.tick(("worksheet",))
    dialog.pdf.setChecked(False)
    dialog.apart.setCurrentIndex(1)
    dialog.export.click()
    assert [one.problem for one in dialog.outcomes] == [None] * 6
    assert len(written(dialog)) == 6


def test_each_form_is_written_as_it_was_wanted_last(dialog: BatchDialog) -> None:
    preferences.keep_form_options("funding", {"paper": True})
    dialog.forms.tick(("funding", "pay"))
    dialog.excel.setChecked(False)
    dialog.export.click()
    widths = {}
    for name in written(dialog):
        document = pypdfium2.PdfDocument((Path(dialog.folder.text()) / name).read_bytes())
        widths[name] = round(document[0].get_width() / 72 * 25.4)
        document.close()
    assert sorted(widths.values()) == [297, 420]


def test_files_that_are_there_are_replaced_only_when_that_is_ticked(dialog: BatchDialog) -> None:
    dialog.forms.tick(("funding",))
    dialog.pdf.setChecked(False)
    dialog.export.click()
    path = Path(dialog.folder.text()) / written(dialog)[0]
    path.write_bytes(b"mine")
    dialog.export.click()
    assert path.read_bytes() == b"mine"
    assert path.name in dialog.results.item(0).text()
    assert language.message("{n} were not written:", n=1).text() in dialog.said.text()
    dialog.replace.setChecked(True)
    dialog.export.click()
    assert path.read_bytes() != b"mine"


def test_a_file_that_is_open_elsewhere_and_a_form_that_cannot_be_printed_are_named_and_the_rest_goes_on(
    dialog: BatchDialog, street: Session
) -> None:
    dialog.export.click()
    held = Path(dialog.folder.text()) / "测试街道2027年社区经费保障申报表.xlsx"
    before = held.read_bytes()
    held.with_name(f".~lock.{held.name}#").write_text(
        ",王会计,PC,24.11.2026 09:10,file:///x;", encoding="utf-8"
    )
    change(street, 2027, "workers", 2, name="乙😀二")
    change(street, 2027, "communities", 1, households="3000")
    dialog.replace.setChecked(True)
    dialog.export.click()
    refused = {one.path.name: one.problem for one in dialog.outcomes if one.problem is not None}
    assert isinstance(refused[held.name], HeldBy)
    assert held.read_bytes() == before
    assert any("😀" in str(problem) for problem in refused.values())
    lines = [dialog.results.item(n).text() for n in range(dialog.results.count())]
    assert any("王会计" in line for line in lines)
    assert len(lines) == 2 * len(FORMS)


def test_a_folder_that_cannot_be_made_is_said(dialog: BatchDialog, tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"")
    dialog.folder.setText(str(tmp_path / "a file" / "forms"))
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(box.text())
        box.accept()

    when_asked(QMessageBox, read)
    dialog.export.click()
    assert "a file" in said[0]
    assert not dialog.results.isVisible()


def test_it_can_be_cancelled_and_what_was_written_stays(dialog: BatchDialog) -> None:
    def cancel() -> None:
        running = [w for w in QApplication.topLevelWidgets() if isinstance(w, ProgressDialog)]
        folder = Path(dialog.folder.text())
        if folder.is_dir() and any(not name.startswith(".") for name in written(dialog)):
            for shown in running:
                shown.reject()
        elif dialog.results.isHidden():
            QTimer.singleShot(1, cancel)

    QTimer.singleShot(0, cancel)
    dialog.export.click()
    done = [one for one in dialog.outcomes if one.problem is None]
    assert 0 < len(done) < 2 * len(FORMS)
    assert len(written(dialog)) == len(done)
    left = language.message("Stopped: {n} files were not written.", n=2 * len(FORMS) - len(done)).text()
    assert left in dialog.said.text()


def test_what_was_chosen_is_there_the_next_time(qtbot: Any, dialog: BatchDialog, street: Session) -> None:
    dialog.forms.tick(("pay",))
    dialog.excel.setChecked(False)
    dialog.unit.setCurrentIndex(1)
    dialog.apart.setCurrentIndex(1)
    dialog.export.click()
    again = BatchDialog(street, 2027)
    qtbot.addWidget(again)
    assert again.wanted() == dialog.wanted()
    assert again.folder.text() == dialog.folder.text()
    preferences.keep_batch({"without": 3, "endings": "x", "unit": [], "apart": None})
    other = BatchDialog(street, 2027)
    qtbot.addWidget(other)
    assert other.wanted().forms == tuple(FORMS)
    assert other.wanted().endings == (".xlsx", ".pdf")


def test_the_folder_is_chosen_in_a_dialog(
    dialog: BatchDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.choose.click()
    assert dialog.folder.text() == str(tmp_path)


# The menu ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    small_street(tmp_path).close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    assert made.load(tmp_path / "street.desk")
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Export all forms to a fol&der…", BatchDialog), ("Print &all forms…", PrintAllDialog)],
)
def test_the_file_menu_opens_it_for_the_year_that_is_shown(
    window: MainWindow, title: str, kind: type[BatchDialog] | type[PrintAllDialog]
) -> None:
    seen: list[str] = []

    def look(found: Any) -> None:
        seen.append(found.windowTitle())
        found.reject()

    when_asked(kind, look)
    _menu(window, title).trigger()
    assert seen


def test_names_of_files_say_street_year_and_form(street: Session) -> None:
    assert file_name("funding", street.papers("funding", 2027)) == "测试街道2027年社区经费保障申报表"
    assert (
        file_name("worksheet", street.papers("worksheet", 2027))
        == f"测试街道2027年{FORMS['worksheet'].title}"
    )
