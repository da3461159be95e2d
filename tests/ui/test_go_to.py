"""Going to a row, a column or a tab: by keys alone, over all tabs of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from street_desk.domain.arranging import Arrangement, Chosen, Filter
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.go_to import GoTo
from street_desk.ui.main_window import MainWindow
from tests.streets import small_street
from tests.ui.asked import when_asked

KEY = Qt.Key


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    small_street(tmp_path).close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    assert made.load(tmp_path / "street.desk")
    qtbot.waitActive(made)
    yield made
    made.close()


def _page(window: MainWindow) -> DeskPage:
    assert window.page is not None
    return window.page


def _ready(window: MainWindow) -> None:
    """After a dialog the window has the keyboard again."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)


def _go(window: MainWindow, typed: str, *keys: Qt.Key, by: Qt.Key = KEY.Key_G) -> list[str]:
    """Opens the palette by its key, types, presses keys; returns what the list showed before them."""
    shown: list[str] = []

    def act(dialog: GoTo) -> None:
        assert dialog.asked.hasFocus()
        dialog.asked.insert(typed)
        while dialog._slices.running:
            QApplication.processEvents()
        shown.extend(dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount()))
        for key in keys:
            QTest.keyClick(dialog.asked, key)
        if dialog.isVisible():
            dialog.reject()

    _ready(window)
    when_asked(GoTo, act)
    held = Qt.KeyboardModifier.NoModifier if by == KEY.Key_F5 else Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(QApplication.focusWidget() or window, by, held)
    return shown


def _at(window: MainWindow) -> tuple[str, int, str]:
    view = _page(window).view()
    assert view is not None
    name = view.model().sheet.name
    row, column = _page(window).models[name].cell(view.currentIndex())
    return name, row, column.key


def test_initials_and_enter_go_to_a_row_of_any_sheet(window: MainWindow) -> None:
    assert _go(window, "gm", KEY.Key_Return)[0].startswith("光明社区")
    assert _at(window) == ("communities", 3, "name")
    _go(window, "bs", KEY.Key_Return)
    assert _at(window) == ("workers", 3, "name")
    _go(window, "丁四", KEY.Key_Return, by=KEY.Key_F5)
    assert _at(window) == ("workers", 4, "name")
    assert window.focusWidget() is _page(window).views["workers"]


def test_a_heading_behind_the_name_chooses_the_column(window: MainWindow) -> None:
    shown = _go(window, "xf czhs", KEY.Key_Return)
    assert "常住户数" in shown[0]
    assert _at(window) == ("communities", 1, "households")
    # The column alone, in the row where the cursor is.
    _go(window, "星级", KEY.Key_Return)
    assert _at(window)[1:] == (1, "star")


def test_it_opens_with_every_tab_at_the_one_that_is_open(window: MainWindow) -> None:
    page = _page(window)
    page.turn_to("workers")
    assert _go(window, "", KEY.Key_Down, KEY.Key_Return) == [
        page.tabs.tabText(place) for place in range(page.tabs.count())
    ]
    assert page.tabs.currentIndex() == list(page.models).index("workers") + 1


def test_a_number_goes_to_that_row(window: MainWindow) -> None:
    _go(window, "3", KEY.Key_Return)
    assert _at(window) == ("communities", 3, "name")


def test_arrows_choose_and_a_click_goes(window: MainWindow) -> None:
    shown = _go(window, "社区", KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert len(shown) > 3
    page = _page(window)
    page.turn_to("communities")

    def click(dialog: GoTo) -> None:
        dialog.asked.insert("丙三")
        where = dialog.list.visualRect(dialog.model.index(0, 0)).center()
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=where)

    _ready(window)
    when_asked(GoTo, click)
    QTest.keyClick(QApplication.focusWidget() or window, KEY.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert _at(window) == ("workers", 3, "name")


def test_forms_and_lists_of_fields_are_gone_to_as_well(window: MainWindow) -> None:
    page = _page(window)
    _go(window, page.tabs.tabText(len(page.models)), KEY.Key_Return)
    assert page.view() is None
    _go(window, "年度参数", KEY.Key_Return)
    assert _at(window)[0] == "figures"
    figures = page.models["figures"]
    wanted = figures.columns[1]
    _go(window, wanted.shown(), KEY.Key_Return)
    assert _at(window)[2] == wanted.key


def test_escape_and_nothing_found_change_nothing(window: MainWindow) -> None:
    before = _at(window)
    assert _go(window, "没有这个", KEY.Key_Return) == []
    assert _go(window, "gm", KEY.Key_Escape)
    assert _at(window) == before


def test_a_number_means_the_one_before_the_row_however_rows_are_sorted(window: MainWindow) -> None:
    page = _page(window)
    model = page.models["communities"]
    model.arrange(Arrangement(order=(("households", True),)))
    assert list(model.rows.ids)[:1] == [3]
    shown = _go(window, "3", KEY.Key_Return)
    assert _at(window) == ("communities", 3, "name")
    assert "3" in shown[0]
    assert str(model.headerData(0, Qt.Orientation.Vertical)).startswith("3")
    model.arrange(Arrangement(filters={"name": Filter(Chosen(frozenset({"和平社区"})))}))
    assert all("第1行" not in text for text in _go(window, "1", KEY.Key_Escape))
