"""Columns that stand still: one table to the hands, whether by keyboard or by mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from street_desk.session import Session
from street_desk.ui.grid_view import GridView
from tests.streets import big_street
from tests.ui.panes import KEY, PanedGrid

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("sheet", "still"),
    [
        ("communities", ["code", "name"]),
        ("workers", ["community", "name"]),
        ("duties", []),
        ("office", []),
    ],
)
def test_the_name_stands_still_at_first(qtbot: Any, street: Session, sheet: str, still: list[str]) -> None:
    assert PanedGrid(qtbot, street, sheet).still() == still


def test_the_name_stays_where_it_is_while_the_others_scroll(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    name = grid.view.place_of(grid.model.index_of(1, "name"))
    other = grid.view.place_of(grid.model.index_of(1, "residents"))
    grid.view.horizontalScrollBar().setValue(150)
    QApplication.processEvents()
    assert grid.view.place_of(grid.model.index_of(1, "name")) == name
    assert grid.view.place_of(grid.model.index_of(1, "residents")).left() == other.left() - 150
    # Side by side: neither covers the other, nor the numbers before the rows.
    edges = [
        widget.mapToGlobal(QPoint(0, 0)).x()
        for widget in (grid.view.numbers, grid.view.pane, grid.view.viewport())
    ]
    assert edges == sorted(edges)
    assert edges[1] == edges[0] + grid.view.numbers.viewport().width()
    assert edges[2] >= edges[1] + grid.view.pane.width()


def test_arrows_tab_and_home_go_over_the_border(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "class")
    grid.key(KEY.Key_Left)
    assert grid.here == (0, "name")
    grid.key(KEY.Key_Left)
    assert grid.here == (0, "code")
    grid.key(KEY.Key_Right, KEY.Key_Right)
    assert grid.here == (0, "class")
    grid.key(KEY.Key_Backtab)
    assert grid.here == (0, "name")
    grid.key(KEY.Key_Tab, KEY.Key_Down)
    assert grid.here == (1, "class")
    grid.key(KEY.Key_Home)
    assert grid.here == (1, "code")


def test_shift_and_arrows_select_over_the_border_even_when_scrolled(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(1, "households")
    grid.key(KEY.Key_Left, KEY.Key_Left, KEY.Key_Left, held=SHIFT)
    assert grid.view.blocks.picked() == [(1, 0, 1, 3)]
    # Where the block began is scrolled away by now: that is no cell of those that stand still.
    grid.at(0, "name")
    grid.key(KEY.Key_Right)
    grid.key(*[KEY.Key_Right] * 12, held=SHIFT)
    assert grid.view.horizontalScrollBar().value() > 0
    assert grid.view.blocks.picked() == [(0, 2, 0, 14)]


def test_a_cell_that_stands_still_is_typed_in(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.view.horizontalScrollBar().setValue(200)
    grid.at(0, "name")
    grid.enter("新名")
    assert street.book(2027).rows("communities")[0]["name"] == "新名"
    assert grid.here == (1, "name")
    assert grid.view.horizontalScrollBar().value() == 200
    grid.key(KEY.Key_F2)
    assert grid.view.state() == GridView.State.EditingState
    assert grid.view.pane.isAncestorOf(grid.line)
    grid.line.setText("另名")
    grid.line.setModified(True)
    QTest.keyClick(grid.line, KEY.Key_Tab)
    assert street.book(2027).rows("communities")[1]["name"] == "另名"
    assert grid.here == (1, "class")
    assert grid.view.state() != GridView.State.EditingState
    assert grid.view.hasFocus()


def test_a_text_that_does_not_fit_opens_the_cell_again(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    said: list[Any] = []
    grid.model.refused.connect(said.append)
    grid.at(1, "code")
    grid.enter("12")
    assert len(said) == 1
    qtbot.waitUntil(lambda: grid.view.state() == GridView.State.EditingState)
    assert (grid.here, grid.line.text()) == ((1, "code"), "12")
    assert not grid.view.editing.commit_editor()
    QTest.keyClick(grid.line, KEY.Key_Escape)
    assert street.book(2027).rows("communities")[1].get("code") is None
    assert grid.view.hasFocus()


def test_an_input_method_composes_in_a_cell_that_stands_still(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(2, "name")
    QApplication.sendEvent(grid.view, QInputMethodEvent("xin", []))
    assert grid.view.state() == GridView.State.EditingState
    rect = grid.view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert rect.isValid()
    done = QInputMethodEvent()
    done.setCommitString("新")
    QApplication.sendEvent(grid.view, done)
    assert grid.line.text() == "新"
    QTest.keyClick(grid.line, KEY.Key_Return)
    QApplication.processEvents()
    assert street.book(2027).rows("communities")[2]["name"] == "新"


def test_the_mouse_selects_over_the_border_both_ways(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.draw(grid.cell(0, "name"), grid.cell(2, "households"))
    assert grid.view.blocks.picked() == [(0, 1, 2, 3)]
    grid.draw(grid.cell(2, "residents"), grid.cell(1, "code"))
    assert grid.view.blocks.picked() == [(1, 0, 2, 4)]
    grid.click(grid.cell(0, "name"))
    assert (grid.here, grid.view.blocks.picked()) == ((0, "name"), [(0, 1, 0, 1)])
    grid.click(grid.cell(2, "class"), SHIFT)
    assert grid.view.blocks.picked() == [(0, 1, 2, 2)]
    grid.click(grid.cell(1, "code"), Qt.KeyboardModifier.ControlModifier)
    assert sorted(grid.view.blocks.picked()) == [(0, 1, 2, 2), (1, 0, 1, 0)]


def test_a_double_click_opens_a_cell_that_stands_still(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    port, place = grid.cell(1, "name")
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    assert grid.line.text() == "和平社区"
    assert grid.view.place_of(grid.view.currentIndex()).contains(
        grid.line.mapToGlobal(grid.line.rect().center())
    )


def test_leaving_an_open_cell_by_the_mouse_takes_in_what_was_typed(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "name")
    grid.key(KEY.Key_F2)
    grid.line.setText("改名社区")
    grid.line.setModified(True)
    grid.click(grid.cell(2, "households"))
    assert street.book(2027).rows("communities")[0]["name"] == "改名社区"
    assert grid.here == (2, "households")


def test_the_wheel_turns_both_panes(qtbot: Any, tmp_path: Path) -> None:
    street = big_street(tmp_path, 60, 0)
    grid = PanedGrid(qtbot, street)
    for table in (grid.view.pane, grid.view):
        before = grid.view.verticalScrollBar().value()
        there = QPointF(table.viewport().rect().center())
        event = QWheelEvent(
            there,
            QPointF(table.viewport().mapToGlobal(there)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(table.viewport(), event)
        assert grid.view.verticalScrollBar().value() > before
        assert grid.view.pane.verticalScrollBar().value() == grid.view.verticalScrollBar().value()
    # Far down, where a cell comes into sight only by scrolling both.
    grid.at(59, "name")
    QApplication.processEvents()
    cell = grid.view.place_of(grid.view.currentIndex())
    assert grid.view.rect().contains(grid.view.mapFromGlobal(cell.center()))
    assert cell.top() == grid.view.viewport().mapToGlobal(QPoint(0, grid.view.rowViewportPosition(59))).y()
    street.close()


def test_freezing_and_unfreezing_are_kept_for_the_sheet(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(1, "households")
    grid.view.do("freeze_columns")
    assert grid.still() == ["code", "name", "class", "households"]
    assert grid.here == (1, "households")
    again = PanedGrid(qtbot, street)
    assert again.still() == ["code", "name", "class", "households"]
    again.view.do("unfreeze_columns")
    assert PanedGrid(qtbot, street).still() == []
    assert PanedGrid(qtbot, street, "workers").still() == ["community", "name"]
    PanedGrid(qtbot, street).view.do("columns_as_first")
    assert PanedGrid(qtbot, street).still() == ["code", "name"]


def test_a_narrow_window_leaves_room_for_what_scrolls(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street, width=420)
    grid.at(0, "party_members")
    grid.view.do("freeze_columns")
    QApplication.processEvents()
    assert grid.view.viewport().width() >= 120
    grid.at(0, "star")
    QApplication.processEvents()
    cell = grid.view.place_of(grid.view.currentIndex())
    assert grid.view.rect().contains(grid.view.mapFromGlobal(cell.center()))
