"""Running an import in the window: progress with a Cancel, and passwords asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import psutil
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from street_desk.exchange.apart import Progress
from street_desk.session import Session
from street_desk.ui import import_run
from street_desk.ui.import_dialog import ImportDialog, import_workbooks, review
from street_desk.ui.import_run import PasswordDialog, ProgressDialog
from street_desk.ui.main_window import MainWindow
from tests.streets import small_street, state_of

_Widget = TypeVar("_Widget", bound=QWidget)


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    small_street(tmp_path).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(tmp_path / "street.desk")
    yield window
    window.close()


def _shown(kind: type[_Widget]) -> _Widget | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


When = Callable[..., list[Any]]


@pytest.fixture
def when() -> Iterator[When]:
    """Makes a list of what deeds gave, each done to the next dialog of a kind that is seen."""
    timer, waiting = QTimer(), []
    timer.setInterval(20)

    def wait(kind: type[QWidget], *deeds: Callable[[Any], Any]) -> list[Any]:
        done: list[Any] = []
        seen: list[QWidget] = []
        left = list(deeds)

        def look() -> None:
            found = _shown(kind)
            if found is not None and found not in seen and left:
                seen.append(found)
                try:
                    done.append(left.pop(0)(found))
                except Exception:
                    # Nobody else would close what is waiting for the user.
                    QTimer.singleShot(1_000, lambda: [w.close() for w in QApplication.topLevelWidgets()])
                    raise

        timer.timeout.connect(look)
        waiting.append(left)
        return done

    timer.start()
    yield wait
    timer.stop()
    assert not any(waiting), "a dialog was never shown"


def _short(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("社区名称", "户数"), ("甲社区", 1000)):
        sheet.append(row)
    book.save(folder / "短.xlsx")
    return folder / "短.xlsx"


def _locked(folder: Path) -> Path:
    path = folder / "密.xlsx"
    with _short(folder).open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("社区2026", target)
    return path


_BEFORE: set[psutil.Process] = set()


@pytest.fixture(autouse=True)
def _others() -> None:
    """The processes that other tests have started are none of these."""
    _BEFORE.clear()
    _BEFORE.update(psutil.Process().children(recursive=True))


def _children() -> list[psutil.Process]:
    return [process for process in psutil.Process().children(recursive=True) if process not in _BEFORE]


def test_a_long_workbook_shows_its_name_and_cancel_ends_it(
    qtbot: Any, street: Session, long_list: Path, when: When
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    before = state_of(street)

    def cancel(dialog: ProgressDialog) -> object:
        told = dialog.name.text(), dialog.isModal(), dialog.bar.maximum(), len(_children())
        QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        return told

    done = when(ProgressDialog, cancel)
    assert review(page, street, 2027, long_list) is None
    assert done == [(long_list.name, True, 0, 1)]
    assert _children() == []
    assert _shown(ProgressDialog) is None
    assert state_of(street) == before


def test_progress_counts_the_workbooks(
    qtbot: Any, street: Session, tmp_path: Path, long_list: Path, when: When
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    short = _short(tmp_path)

    def told(dialog: ProgressDialog) -> object:
        found = dialog.name.text(), dialog.bar.value(), dialog.bar.maximum()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        return found

    done = when(ProgressDialog, told)
    assert import_run.plan(page, street, 2027, [long_list, short], []) is None
    ((name, value, maximum),) = done
    assert long_list.name in name
    assert "1" in name
    assert "2" in name
    assert (value, maximum) == (0, 2)


def test_progress_is_shown_only_when_it_takes_long(qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = ProgressDialog(page)
    assert dialog.proceed(Progress("短.xlsx", 1, 1))
    assert not dialog.isVisible()
    # As if half a second had gone by.
    dialog._since -= 0.5
    assert dialog.proceed(Progress("短.xlsx", 1, 1))
    assert dialog.isVisible()
    dialog.finish()
    assert not dialog.isVisible()


def test_nothing_can_be_done_in_the_window_while_a_workbook_is_read(
    window: MainWindow, long_list: Path, when: When
) -> None:
    assert window.page is not None
    tabs = window.page.tabs

    def press() -> int:
        """Clicks the second tab as a user would: through the window, before which the dialog stands."""
        handle = window.windowHandle()
        assert handle is not None
        place = tabs.mapTo(window, tabs.tabRect(1).center())
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        return tabs.currentIndex()

    def press_and_leave(dialog: ProgressDialog) -> int:
        found = press()
        dialog.reject()
        return found

    done = when(ProgressDialog, press_and_leave)
    import_workbooks(window.page, [long_list])
    assert done == [0]
    assert tabs.currentIndex() == 0
    assert press() == 1, "the same click works when nothing is read"


def test_a_window_that_is_closed_meanwhile_ends_the_reading(
    window: MainWindow, long_list: Path, when: When
) -> None:
    done = when(ProgressDialog, lambda _dialog: window.close())
    import_workbooks(window.page, [long_list])
    assert done == [True]
    assert _children() == []
    assert not window.isVisible()
    assert window.session is None


def test_an_answer_that_is_cancelled_changes_nothing(
    qtbot: Any, street: Session, tmp_path: Path, long_list: Path, when: When
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("社区名称", "户数"), ("甲社区", "约3000")):
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    batch = street.plan_import(2027, [tmp_path / "表.xlsx"], {})
    dialog = ImportDialog(street, 2027, [tmp_path / "表.xlsx"], batch)
    qtbot.addWidget(dialog)
    dialog.show()
    ((name, (_label, box)),) = dialog.side.questions.asked.items()
    dialog._workbooks.append(long_list)
    when(ProgressDialog, lambda progress: progress.reject())
    box.setCurrentIndex(1)
    dialog._answer(name, box.itemData(1))
    assert dialog.batch is batch
    assert dialog._answers == {}
    assert box.currentIndex() == 0


# Passwords ---------------------------------------------------------------------------------------------------------------


def test_a_password_is_hidden_until_its_box_is_ticked(qtbot: Any) -> None:
    dialog = PasswordDialog(None, "密.xlsx")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.take.isEnabled()
    assert not dialog.refused.isVisible()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    dialog.password.setText("社区2026")
    assert dialog.take.isEnabled()
    dialog.shown.setChecked(True)
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Normal
    dialog.shown.setChecked(False)
    assert dialog.password.displayText() != dialog.password.text()


def test_a_wrong_password_is_said_and_asked_again_and_cancel_goes_back(
    qtbot: Any, street: Session, tmp_path: Path, when: When
) -> None:
    page = QWidget()
    qtbot.addWidget(page)

    def give(dialog: PasswordDialog) -> Any:
        wrong = dialog.refused.isVisible()
        dialog.password.setText("nonsense")
        dialog.accept()
        return wrong

    def leave(dialog: PasswordDialog) -> Any:
        wrong = dialog.refused.isVisible()
        dialog.reject()
        return wrong

    done = when(PasswordDialog, give, leave)
    passwords: list[str] = []
    assert import_run.plan(page, street, 2027, [_locked(tmp_path)], passwords) is None
    assert done == [False, True]
    assert passwords == [], "one that does not fit is forgotten"


def test_a_workbook_without_its_password_is_left_and_the_others_are_shown(
    qtbot: Any, street: Session, tmp_path: Path, when: When
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    locked = _locked(tmp_path)
    done = when(PasswordDialog, lambda dialog: dialog.reject())
    batch = import_run.plan(page, street, 2027, [locked, tmp_path / "短.xlsx"], [])
    assert len(done) == 1
    assert batch is not None
    assert batch.failed == (locked,)
    assert [preview.file for preview in batch.previews] == ["短.xlsx"]
    assert _shown(QMessageBox) is None


def test_no_second_import_begins_while_one_is_being_read(
    qtbot: Any, window: MainWindow, long_list: Path, tmp_path: Path, when: When
) -> None:
    assert window.page is not None
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(_short(tmp_path)))])
    said: list[object] = []

    def try_another() -> None:
        # Half a second passes before the progress is shown.
        said.append((_shown(ProgressDialog), import_run.busy(), window.dropping.words(held)))
        window.dropping.take([long_list])
        import_workbooks(window.page, [long_list])
        said.append(len(_children()))

    def cancel(dialog: ProgressDialog) -> object:
        QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
        return True

    assert window.dropping.words(held)
    QTimer.singleShot(0, try_another)
    done = when(ProgressDialog, cancel)
    import_workbooks(window.page, [long_list])
    assert done == [True]
    assert said == [(None, True, ""), 1]
    assert not import_run.busy()
    assert window.dropping.words(held)
