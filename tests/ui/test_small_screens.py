"""Windows on a small screen, or with enlarged text: everything stays within reach and readable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)

from street_desk import language, preferences
from street_desk.session import Session
from street_desk.ui.beginning import BeginningPage
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.import_dialog import ImportDialog
from street_desk.ui.main_window import MainWindow
from street_desk.ui.screens import fitted
from street_desk.ui.seeking_bar import seeking_bar
from street_desk.ui.welcome import Welcome
from tests.streets import small_street
from tests.ui.windows import KINDS, opened

# What 1280 × 720 leaves at 150 %, under the title bar.
SMALL = QSize(849, 440)


def test_a_window_is_never_larger_than_its_screen(qtbot: Any) -> None:
    for screen in (QRect(0, 0, 1280, 720), QRect(0, 30, 853, 450), QRect(1920, 0, 1920, 1080)):
        where = fitted(QSize(1_440, 860), screen)
        assert screen.contains(where)
        assert where.top() - screen.top() >= 30
    assert fitted(QSize(1_440, 860), QRect(0, 0, 1920, 1080)).size() == QSize(1_440, 860)
    window = MainWindow()
    qtbot.addWidget(window)
    assert window.screen().availableGeometry().contains(window.geometry())


def test_tabs_and_findings_are_seen_on_a_small_screen(qtbot: Any, street: Session) -> None:
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.resize(SMALL.width(), SMALL.height() - 50)
    page.show()
    assert page.minimumSizeHint().width() <= SMALL.width()
    assert page.minimumSizeHint().height() <= SMALL.height() - 50
    for widget in (page.tabs, page.findings):
        where = QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size())
        assert page.rect().contains(where)


def test_the_buttons_of_an_import_with_many_questions_are_seen(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("姓名", "社区", "职务"))
    for place in range(20):
        sheet.append((f"工作者{place}", f"没有{place}社区", "委员"))
    book.save(tmp_path / "表.xlsx")
    batch = street.plan_import(2027, [tmp_path / "表.xlsx"], {})
    assert len(batch.previews[0].questions) == 20
    dialog = ImportDialog(street, 2027, [tmp_path / "表.xlsx"], batch)
    qtbot.addWidget(dialog)
    assert dialog.screen().availableGeometry().contains(dialog.geometry())
    dialog.resize(SMALL)
    dialog.show()
    assert dialog.size() == SMALL
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    assert dialog.rect().contains(buttons.geometry())


@pytest.mark.parametrize("kind", [BeginningPage, Welcome])
def test_the_first_pages_cut_no_text(qtbot: Any, kind: type[QWidget], tmp_path: Path) -> None:
    for place in range(8):
        (tmp_path / f"街道{place}.desk").write_bytes(b"")
        preferences.remember(tmp_path / f"街道{place}.desk")
    page = kind()
    qtbot.addWidget(page)
    page.resize(SMALL.width(), 300)
    page.show()
    if isinstance(page, BeginningPage):
        page.refuse("不行" * 100)
    QApplication.processEvents()
    QApplication.processEvents()
    texts = [w for kind in (QLabel, QPushButton) for w in page.findChildren(kind) if w.isVisible()]
    assert len(texts) > 3
    for widget in texts:
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        wanted = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        assert widget.height() >= wanted, widget
        assert wraps or widget.width() >= widget.sizeHint().width(), widget


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_every_tab_is_seen_on_a_screen_of_1280_by_720(qtbot: Any, street: Session, speech: str) -> None:
    language.use(speech)
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.resize(1_280, 660)
    page.show()
    qtbot.waitExposed(page)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        QApplication.processEvents()
        assert page.tabs.rect().contains(page.tabs.tabRect(place)), page.tabs.tabText(place)
    assert page.width() == 1_280


def test_the_list_beside_the_tabs_goes_to_any_of_them(qtbot: Any, street: Session) -> None:
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.resize(1_280, 660)
    page.show()
    qtbot.waitExposed(page)
    page.tabs.list_tabs()
    listed = [action for action in page.tabs.menu.actions() if not action.isSeparator()]
    # Sheets, forms, the standard.
    assert len(page.tabs.menu.actions()) == len(listed) + 2
    assert [a.text() for a in listed] == [page.tabs.tabText(n) for n in range(page.tabs.count())]
    assert [a.isChecked() for a in listed].index(True) == 0
    next(a for a in listed if a.text() == page.models["movements"].sheet.shown()).trigger()
    view = page.view()
    assert view is not None
    assert view.model() is page.models["movements"]


# Larger text ---------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[1.5, 2.0], ids=["150%", "200%"])
def larger(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """Everything in letters so much larger, as a system is set for those who see badly."""
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    yield request.param
    qapp.setFont(before)


def _cut(top: QWidget) -> list[str]:
    """What is shown with less room than its text takes."""
    QApplication.processEvents()
    QApplication.processEvents()
    found = []
    for kind in (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox):
        for widget in top.findChildren(kind):
            inside = isinstance(
                widget.parentWidget(), (QTabBar, QAbstractSpinBox, QComboBox, QAbstractItemView)
            )
            if widget.isVisible() and not inside and not _fits(widget):
                found.append(f"{kind.__name__} {getattr(widget, 'text', str)()!r} {widget.size()}")
    for view in top.findChildren(QTableView):
        if view.isVisible() and view.verticalHeader().defaultSectionSize() < view.fontMetrics().height():
            found.append(f"rows of {view.accessibleName()}")
    return found


def _fits(widget: QWidget) -> bool:
    least = widget.minimumSizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() >= widget.heightForWidth(widget.width())
    if isinstance(widget, (QLabel, QAbstractButton)):
        least = widget.sizeHint()
    # A line that one types in may be narrower than what stands in it, and never lower than its letters.
    wide = least.width() if not isinstance(widget, (QLineEdit, QComboBox, QAbstractSpinBox)) else 0
    return widget.width() >= wide and widget.height() >= min(least.height(), widget.sizeHint().height())


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_larger_text_is_not_cut_in_any_dialog(
    qtbot: Any, street: Session, tmp_path: Path, larger: float, kind: str, speech: str
) -> None:
    language.use(speech)
    top = opened(street, kind, tmp_path)
    qtbot.addWidget(top)
    top.resize(top.sizeHint().boundedTo(QSize(1_600, 860)))
    top.show()
    assert _cut(top) == []


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_larger_text_is_not_cut_in_the_window(qtbot: Any, tmp_path: Path, larger: float, speech: str) -> None:
    language.use(speech)
    small_street(tmp_path).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1_600, 900)
    window.show()
    assert _cut(window) == []
    assert window.load(tmp_path / "street.desk")
    page = window.page
    assert page is not None
    seeking_bar(page).open(replacing=True)
    seeking_bar(page).listed.setChecked(True)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        seeking_bar(page).listed.setChecked(page.view() is not None)
        assert _cut(window) == [], page.tabs.tabText(place)
    parts = page.forms["standard"].parts
    for part in range(parts.count()):
        parts.setCurrentIndex(part)
        assert _cut(window) == [], parts.tabText(part)
    assert window.width() <= 1_600
    window.close()
