"""Moving and selecting in a grid by keys and mouse, as in other spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest

from street_desk.session import Session
from street_desk.ui.main_window import MainWindow
from tests.streets import big_street, change
from tests.ui.grids import LEFT, NONE, Grid


@pytest.fixture
def grid(qtbot: Any, street: Session) -> Grid:
    return Grid(qtbot, street)


@pytest.fixture
def long_grid(qtbot: Any, tmp_path: Path) -> Iterator[Grid]:
    """Sixty communities; those of the places 10 to 14 have no star."""
    session = big_street(tmp_path, 60, 0)
    for row in range(11, 16):
        change(session, 2027, "communities", row, star="")
    yield Grid(qtbot, session)
    session.close()


# The cursor ----------------------------------------------------------------------------------------------------------


def test_arrows_stop_at_the_edges(grid: Grid) -> None:
    grid.at(0, "code")
    grid.press("Left", "Up")
    assert grid.here == (0, "code")
    grid.press("Right", "Down", "Down", "Down", "Down", "Down")
    assert grid.here == (3, "name")


def test_home_and_end_stay_in_the_row(grid: Grid) -> None:
    grid.at(1, "households")
    grid.press("Home")
    assert grid.here == (1, "code")
    # The last columns of the row are empty; what is worked out counts as data.
    grid.press("End")
    assert grid.here == (1, "public_posts_actual")
    grid.at(3, "households")
    grid.press("End")
    assert grid.here == (3, "note")


def test_ctrl_arrows_go_to_the_edge_of_data(long_grid: Grid) -> None:
    long_grid.at(0, "star")
    places = []
    for _ in range(5):
        long_grid.press("Ctrl+Down")
        places.append(long_grid.here[0])
    # The last before the gap, the first after it, the last row, the empty row, and no further.
    assert places == [9, 15, 59, 60, 60]
    long_grid.at(12, "star")
    long_grid.press("Ctrl+Up")
    assert long_grid.here[0] == 9
    long_grid.press("Ctrl+Up", "Ctrl+Up")
    assert long_grid.here[0] == 0
    long_grid.at(20, "residents")
    long_grid.press("Ctrl+Down")
    assert long_grid.here[0] == 60


def test_ctrl_right_goes_from_block_to_block(grid: Grid) -> None:
    grid.at(0, "code")
    found = []
    for _ in range(4):
        grid.press("Ctrl+Right")
        found.append(grid.here[1])
    assert found == ["name", "households", "party_organisation", "committee_seats"]
    grid.press("Ctrl+Left", "Ctrl+Left")
    assert grid.here[1] == "households"


def test_ctrl_home_and_end_reach_the_first_and_the_last_used_cell(grid: Grid) -> None:
    grid.at(1, "households")
    grid.press("Ctrl+End")
    assert grid.here == (2, "public_posts_actual")
    change(grid.street, 2027, "communities", 1, note="在")
    grid.press("Ctrl+End")
    assert grid.here == (2, "note")
    grid.press("Ctrl+Home")
    assert grid.here == (0, "code")


def test_pages_go_by_a_screen(long_grid: Grid) -> None:
    long_grid.at(0, "households")
    shown = long_grid.view.rowAt(long_grid.view.viewport().height() - 1) + 1
    long_grid.press("PgDown")
    first = long_grid.here[0]
    assert shown - 2 <= first <= shown
    long_grid.press("Shift+PgDown")
    column = long_grid.place("households")
    assert long_grid.here == (first, "households")
    assert long_grid.picked[0][:2] == (first, column)
    assert long_grid.picked[0][2] > first + shown - 3
    long_grid.press("PgUp", "PgUp")
    assert long_grid.here == (0, "households")
    long_grid.press("Alt+PgDown")
    right = long_grid.place(long_grid.here[1])
    assert right > column + 2
    long_grid.press("Alt+PgUp")
    assert long_grid.place(long_grid.here[1]) <= column


def test_a_list_of_fields_has_its_own_first_and_last(qtbot: Any, street: Session) -> None:
    grid = Grid(qtbot, street, "figures")
    grid.press("End")
    assert grid.view.currentIndex().row() == grid.model.rowCount() - 1
    grid.press("Home")
    assert grid.view.currentIndex().row() == 0
    grid.press("Ctrl+Down", "Shift+Up", "Ctrl+A", "Ctrl+Space", "Shift+Space")
    assert grid.said == []


# Selecting -----------------------------------------------------------------------------------------------------------


def test_shift_moves_the_far_corner_and_the_cursor_stays(grid: Grid) -> None:
    grid.at(0, "households")
    left = grid.place("households")
    grid.press("Shift+Down", "Shift+Down", "Shift+Right")
    assert grid.here == (0, "households")
    assert grid.picked == [(0, left, 2, left + 1)]
    grid.press("Shift+Up", "Shift+Left")
    assert grid.picked == [(0, left, 1, left)]
    grid.press("Shift+Up", "Shift+Left")
    assert grid.picked == [(0, left - 1, 0, left)]
    grid.type("7", "Return")
    assert grid.column("households")[0] == 7


def test_shift_and_ctrl_select_to_the_edge(long_grid: Grid) -> None:
    left = long_grid.place("star")
    long_grid.at(0, "star")
    long_grid.press("Ctrl+Shift+Down")
    assert long_grid.picked == [(0, left, 9, left)]
    long_grid.press("Ctrl+Shift+Down", "Ctrl+Shift+Down")
    assert long_grid.picked == [(0, left, 59, left)]
    long_grid.press("Shift+Home")
    assert long_grid.picked == [(0, 0, 59, left)]
    long_grid.at(3, "households")
    long_grid.press("Ctrl+Shift+Home")
    assert long_grid.picked == [(0, 0, 3, long_grid.place("households"))]
    long_grid.at(3, "households")
    long_grid.press("Ctrl+Shift+End")
    assert long_grid.picked == [
        (3, long_grid.place("households"), 59, long_grid.place("public_posts_actual"))
    ]
    assert long_grid.here == (3, "households")


def test_all_rows_columns(grid: Grid) -> None:
    last = len(grid.model.columns) - 1
    grid.at(1, "households")
    grid.press("Ctrl+A")
    assert grid.picked == [(0, 0, 2, last)]
    assert grid.here == (1, "households")
    grid.pick(1, "households", 2, "residents")
    grid.press("Shift+Space")
    assert grid.picked == [(1, 0, 2, last)]
    grid.pick(1, "households", 2, "residents")
    grid.press("Ctrl+Space")
    left = grid.place("households")
    assert grid.picked == [(0, left, 2, left + 1)]
    grid.view.do("select_all")
    assert grid.picked == [(0, 0, 2, last)]


def test_whole_rows_and_columns_stay_whole_when_they_are_extended(grid: Grid) -> None:
    last = grid.model.columnCount() - 1
    grid.at(0, "households")
    grid.press("Shift+Space", "Shift+Down")
    assert grid.picked == [(0, 0, 1, last)]
    grid.press("Shift+Up")
    assert grid.picked == [(0, 0, 0, last)]
    place = grid.place("households")
    grid.at(1, "households")
    grid.press("Ctrl+Space", "Shift+Right")
    assert grid.picked == [(0, place, 2, place + 1)]
    grid.press("Shift+Left")
    assert grid.picked == [(0, place, 2, place)]
    # A block that only happens to reach over every row shrinks as any other.
    grid.at(0, "households")
    grid.press("Shift+Down", "Shift+Down", "Shift+Right", "Shift+Up")
    assert grid.picked == [(0, place, 1, place + 1)]


def test_the_mouse_selects_with_ctrl_and_shift(grid: Grid) -> None:
    port, left = grid.view.viewport(), grid.place("households")
    grid.at(0, "households")
    QTest.mouseClick(port, LEFT, Qt.KeyboardModifier.ShiftModifier, grid.rect(1, "residents").center())
    assert grid.picked == [(0, left, 1, left + 1)]
    assert grid.here == (0, "households")
    QTest.mouseClick(port, LEFT, Qt.KeyboardModifier.ControlModifier, grid.rect(2, "grids").center())
    assert grid.here == (2, "grids")
    assert (0, left, 1, left + 1) in grid.picked
    assert len(grid.picked) == 2
    grid.press("Shift+Right")
    assert grid.picked == [(2, grid.place("grids"), 2, grid.place("grids") + 1)]


def test_the_cursor_stays_where_a_drag_began(grid: Grid) -> None:
    begin, end = grid.rect(0, "households").center(), grid.rect(2, "registered").center()
    grid.drag(grid.view.viewport(), begin, end)
    left = grid.place("households")
    assert grid.picked == [(0, left, 2, left + 2)]
    assert grid.here == (0, "households")
    grid.press("Shift+Right")
    assert grid.picked == [(0, left, 2, left + 3)]


def test_a_drag_far_down_does_not_jump_back_when_the_button_is_let_go(long_grid: Grid) -> None:
    view = long_grid.view
    begin = long_grid.rect(0, "households").center()
    QTest.mousePress(view.viewport(), LEFT, NONE, begin)
    view.selectionModel().setCurrentIndex(
        long_grid.model.index(50, long_grid.place("households")), QItemSelectionModel.SelectionFlag.Select
    )
    view.selectionModel().select(
        view.selectionModel()
        .selection()
        .__class__(
            long_grid.model.index(0, long_grid.place("households")),
            long_grid.model.index(50, long_grid.place("households")),
        ),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )
    there = view.verticalScrollBar().value()
    assert there > 0
    QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(begin.x(), view.viewport().height() - 5))
    assert long_grid.here == (0, "households")
    assert view.verticalScrollBar().value() == there


# Inside a selection --------------------------------------------------------------------------------------------------


def test_enter_and_tab_walk_inside_a_selection(grid: Grid) -> None:
    grid.pick(0, "households", 1, "residents")
    seen = []
    for _ in range(4):
        grid.press("Return")
        seen.append(grid.here)
    assert seen == [(1, "households"), (0, "residents"), (1, "residents"), (0, "households")]
    seen = []
    for _ in range(4):
        grid.press("Tab")
        seen.append(grid.here)
    assert seen == [(0, "residents"), (1, "households"), (1, "residents"), (0, "households")]
    grid.press("Shift+Return")
    assert grid.here == (1, "residents")
    grid.press("Backtab")
    assert grid.here == (1, "households")
    left = grid.place("households")
    assert grid.picked == [(0, left, 1, left + 1)]


def test_typing_walks_inside_a_selection_and_ends_up_in_every_cell(grid: Grid) -> None:
    grid.pick(0, "households", 1, "residents")
    grid.type("1", "Return")
    grid.type("2", "Return")
    grid.type("3", "Return")
    grid.type("4", "Return")
    assert grid.column("households")[:2] == [1, 2]
    assert grid.column("residents")[:2] == [3, 4]
    assert grid.here == (0, "households")


def test_enter_goes_through_several_selections(grid: Grid) -> None:
    port = grid.view.viewport()
    grid.at(0, "households")
    QTest.mouseClick(port, LEFT, Qt.KeyboardModifier.ControlModifier, grid.rect(2, "grids").center())
    seen = []
    for _ in range(2):
        grid.press("Return")
        seen.append(grid.here)
    assert seen == [(0, "households"), (2, "grids")]


@pytest.mark.parametrize(("key", "left"), [("Esc", (0, "households")), ("Down", (1, "households"))])
def test_escape_and_arrows_leave_a_selection(grid: Grid, key: str, left: tuple[int, str]) -> None:
    grid.pick(0, "households", 2, "residents")
    grid.press(key)
    assert grid.here == left
    assert len(grid.picked) == 1
    assert grid.picked[0][:2] == grid.picked[0][2:]


# Tabs of sheets ------------------------------------------------------------------------------------------------------


def test_ctrl_page_keys_turn_to_the_next_tab(qtbot: Any, street: Session) -> None:
    path = street.path
    street.close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.open(path)
    window.show()
    window.activateWindow()
    page = window.page
    assert page is not None
    qtbot.waitUntil(page.views["communities"].hasFocus)
    QTest.keyClick(page.views["communities"], Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.view() is page.views["workers"]
    view = page.views["workers"]
    view.moves.go_to(1, "note")
    QTest.keyClick(view, Qt.Key.Key_7)
    QTest.keyClick(view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.view() is page.views["communities"]
    # What was being typed went in.
    assert page.session.book(page.year).rows("workers")[0]["note"] == "7"
    QTest.keyClick(page.views["communities"], Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.currentIndex() == 0
    window.close()
