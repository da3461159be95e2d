"""Widths, order and hiding of a grid's columns, kept for its sheet on this PC."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView

from street_desk import paths, preferences
from street_desk.domain.catalogue import COMMUNITIES
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_columns_dialog import ColumnsDialog
from street_desk.ui.grid_layout import Layout, moved
from tests.streets import change
from tests.ui.asked import when_asked
from tests.ui.panes import KEY, PanedGrid

ALT = Qt.KeyboardModifier.AltModifier
AT_FIRST = [column.key for column in COMMUNITIES.columns]


# Order ---------------------------------------------------------------------------------------------------------------


def test_columns_move_by_key_with_the_cursor_and_stay_so(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(1, "residents")
    grid.key(KEY.Key_Left, held=ALT)
    assert grid.order()[2:5] == ["class", "residents", "households"]
    assert grid.here == (1, "residents")
    grid.key(KEY.Key_Right, KEY.Key_Right, held=ALT)
    assert grid.order()[2:6] == ["class", "households", "registered", "residents"]
    assert PanedGrid(qtbot, street).order() == grid.order()
    # Typing goes where it is seen to go.
    grid.enter("4321")
    assert street.book(2027).rows("communities")[1]["residents"] == 4321
    grid.view.do("columns_as_first")
    assert grid.order() == AT_FIRST
    assert PanedGrid(qtbot, street).order() == AT_FIRST


def test_several_columns_move_together_and_over_the_border(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.view.blocks.pick(0, 2, 1, 3)
    grid.key(KEY.Key_Left, held=ALT)
    assert grid.order()[:4] == ["code", "class", "households", "name"]
    # As many stand still as before.
    assert grid.still() == ["code", "class"]
    assert grid.view.blocks.picked() == [(0, 1, 1, 2)]
    grid.key(KEY.Key_Left, KEY.Key_Left, held=ALT)
    assert grid.order()[:4] == ["class", "households", "code", "name"]


def test_a_selected_heading_is_carried_by_the_mouse(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.click(grid.heading("residents"))
    grid.draw(grid.heading("residents"), grid.heading("class"))
    assert grid.order()[2:5] == ["residents", "class", "households"]
    assert grid.here[1] == "residents"
    # Another heading is only selected by a drag.
    grid.draw(grid.heading("households"), grid.heading("class"))
    assert grid.order()[2:5] == ["residents", "class", "households"]


def test_what_is_copied_and_pasted_follows_the_order_shown(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "residents")
    grid.key(KEY.Key_Left, held=ALT)
    QGuiApplication.clipboard().setText("11\t22\n")
    grid.view.do("paste")
    row = street.book(2027).rows("communities")[0]
    assert (row["residents"], row["households"]) == (11, 22)
    grid.view.do("copy")
    assert QGuiApplication.clipboard().text() == "11\t22\n"


# Hiding --------------------------------------------------------------------------------------------------------------


def test_columns_are_hidden_and_shown_again_at_their_place(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.view.blocks.pick(1, 3, 1, 4)
    grid.view.do("hide_columns")
    assert grid.order() == [key for key in AT_FIRST if key not in ("households", "residents")]
    assert grid.here == (1, "registered")
    assert PanedGrid(qtbot, street).order() == grid.order()
    assert street.book(2027).rows("communities")[0]["households"] == 2999
    grid.view.do("show_columns")
    assert grid.order() == AT_FIRST


def test_hiding_one_that_stands_still_takes_no_other_into_its_place(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "code")
    grid.view.do("hide_columns")
    assert grid.still() == ["name"]
    grid.at(0, "name")
    grid.view.do("hide_columns")
    assert grid.still() == []
    # The name is not to be seen in a column any more, so it stands beside the number.
    assert grid.model.headerData(0, Qt.Orientation.Vertical) == "1  幸福社区"


def test_going_to_a_finding_shows_its_column_again(qtbot: Any, street: Session) -> None:
    change(street, 2027, "communities", 2, households="")
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    view = page.views["communities"]
    view.moves.go_to(2, "households")
    view.do("hide_columns")
    finding = next(f for f in page.findings.model.findings if f.column == "households")
    page.go_to(finding.sheet, finding.row, finding.column)
    assert view.grid_model.cell(view.currentIndex())[1].key == "households"
    assert view.currentIndex().row() == 1
    street.unwatch(page.follow)


def test_the_last_column_cannot_be_hidden(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.view.selectAll()
    grid.view.do("hide_columns")
    assert grid.order() == AT_FIRST


def test_an_undo_of_a_hidden_cell_shows_the_row_all_the_same(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    change(street, 2027, "communities", 2, households="1234")
    grid.at(0, "households")
    grid.view.do("hide_columns")
    street.undo()
    assert not grid.model.index_of(2, "households").isValid()
    assert street.book(2027).rows("communities")[1]["households"] == 3000


def test_the_dialog_hides_moves_and_resets(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)

    def answer(act: Any) -> None:
        when_asked(ColumnsDialog, act)
        grid.view.do("choose_columns")

    def ok(dialog: ColumnsDialog) -> Any:
        return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)

    def change_it(dialog: ColumnsDialog) -> None:
        QTest.keyClick(dialog.list, KEY.Key_Down)
        QTest.keyClick(dialog.list, KEY.Key_Down)
        assert dialog.list.currentItem().text() == "类别"
        QTest.keyClick(dialog.list, KEY.Key_Space)
        QTest.keyClick(dialog.list, KEY.Key_Down)
        QTest.mouseClick(dialog.down, Qt.MouseButton.LeftButton)
        ok(dialog).click()

    answer(change_it)
    assert grid.order()[:4] == ["code", "name", "residents", "households"]
    assert "class" not in grid.order()

    def uncheck_all(dialog: ColumnsDialog) -> None:
        for n in range(dialog.list.count()):
            dialog.list.item(n).setCheckState(Qt.CheckState.Unchecked)
        assert not ok(dialog).isEnabled()
        dialog.all.click()
        assert ok(dialog).isEnabled()
        dialog.first.click()
        ok(dialog).click()

    answer(uncheck_all)
    assert grid.order() == AT_FIRST
    assert preferences.layout("communities") is None


# Widths --------------------------------------------------------------------------------------------------------------


def test_a_border_drawn_by_the_mouse_is_kept(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    for key in ("households", "name"):
        before = grid.view.width_of(grid.place(key))
        header, place = grid.border(key)
        grid.draw((header, place), (header, place + QPoint(40, 0)))
        wide = grid.view.width_of(grid.place(key))
        assert abs(wide - before - 40) <= 2
        again = PanedGrid(qtbot, street)
        assert abs(again.view.width_of(again.place(key)) - wide) <= 1
    # What stands still grew, and what scrolls begins behind it.
    assert grid.view.pane.width() >= sum(grid.view.width_of(n) for n in (0, 1))


def test_selected_columns_get_one_width_together(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street, width=1300)
    grid.draw(grid.heading("households"), grid.heading("registered"))
    header, place = grid.border("residents")
    grid.draw((header, place), (header, place + QPoint(35, 0)))
    widths = {grid.view.width_of(grid.place(key)) for key in ("households", "residents", "registered")}
    assert max(widths) - min(widths) <= 1
    assert min(widths) > 110


def test_a_double_click_on_a_border_fits_what_can_be_seen(qtbot: Any, street: Session) -> None:
    change(street, 2027, "communities", 1, **{"class": "一二三四五六七八九十一二三四五六七八九十"})
    grid = PanedGrid(qtbot, street, width=1300)
    place = grid.place("class")
    header, border = grid.border("class")
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=border)
    needed = grid.view.fontMetrics().horizontalAdvance("一二三四五六七八九十一二三四五六七八九十")
    assert needed < grid.view.width_of(place) < needed + 30
    change(street, 2027, "communities", 1, **{"class": "一"})
    grid.at(0, "class")
    grid.view.do("fit_columns")
    assert grid.view.width_of(place) < 80


def test_widths_hold_under_another_font(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.view.columns._set([3], 200)
    grid.view.zoom.draw(150)
    assert abs(grid.view.width_of(3) - 300) <= 16
    grid.view.zoom.draw(100)
    assert abs(grid.view.width_of(3) - 200) <= 2


def test_the_value_of_a_list_of_fields_keeps_its_width(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street, "office")
    header = grid.view.horizontalHeader()
    assert isinstance(header, QHeaderView)
    grid.view.horizontalScrollBar().setValue(0)
    before = grid.view.columnWidth(0)
    border = QPoint(before - 1, header.height() - 6)
    grid.draw((header, border), (header, border - QPoint(60, 0)))
    assert abs(grid.view.columnWidth(0) - before + 60) <= 2
    assert abs(PanedGrid(qtbot, street, "office").view.columnWidth(0) - before + 60) <= 2


# What is kept --------------------------------------------------------------------------------------------------------


def test_what_is_kept_says_only_what_differs(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "class")
    grid.view.do("hide_columns")
    kept = json.loads((paths.data() / "preferences.json").read_text(encoding="utf-8"))["layouts"]
    assert list(kept) == ["communities"]
    assert kept["communities"]["hidden"] == ["class"]
    assert "widths" not in kept["communities"]


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        "x",
        {"order": "name", "hidden": 3, "widths": [1], "frozen": 4},
        {"order": [1, None, "gone"], "hidden": ["gone"], "widths": {"name": "wide", "code": -3}},
    ],
)
def test_what_was_spoilt_is_as_at_first(kept: Any) -> None:
    layout = Layout.read(kept)
    shown = layout.shown(COMMUNITIES.columns)
    assert [column.key for column in shown] == AT_FIRST
    assert layout.still(COMMUNITIES, shown) == 2
    assert not layout.widths


def test_a_new_column_stands_behind_the_one_it_follows() -> None:
    columns = list(COMMUNITIES.columns[:5])
    layout = Layout(order=("households", "name", "code", "class", "residents"))
    fresh = [replace(columns[0], key=key) for key in ("first", "after")]
    found = layout.ordered([fresh[0], *columns[:4], fresh[1], *columns[4:]])
    assert [c.key for c in found] == ["first", "households", "after", "name", "code", "class", "residents"]
    assert layout.ordered(columns[:3]) == [columns[1], columns[0], columns[2]]


def test_columns_are_put_together_before_another_one() -> None:
    a, b, c, d = COMMUNITIES.columns[:4]
    assert moved([a, b, c, d], [a.key, c.key], d) == [b, a, c, d]
    assert moved([a, b, c, d], [a.key, c.key], None) == [b, d, a, c]


def test_columns_that_come_to_the_sheet_later_are_shown(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "class")
    grid.key(KEY.Key_Right, held=ALT)
    own = replace(COMMUNITIES["note"], key="own")
    columns = (*COMMUNITIES.columns[:3], own, *COMMUNITIES.columns[3:])
    grid.model.beginResetModel()
    grid.model.sheet = replace(COMMUNITIES, columns=columns)
    grid.model.columns = columns
    grid.model._flags = grid.model._column_flags()
    grid.model.endResetModel()
    assert grid.order()[:6] == ["code", "name", "households", "class", "own", "residents"]
    assert grid.still() == ["code", "name"]
