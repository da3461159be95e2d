"""Blocks of a grid: copied, pasted, filled, cleared, with keys and the mouse; one undo each, over the rows shown."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog

from street_desk import language
from street_desk.domain.arranging import Arrangement
from street_desk.domain.book import Book
from street_desk.domain.problems import Cancelled, DerivedColumn
from street_desk.session import Session
from street_desk.ui.grid_copying import SelectionsApart
from street_desk.ui.grid_rows import Rows
from street_desk.ui.paste_special import PasteSpecial
from tests.streets import big_street, change, state_of, type_in
from tests.ui.asked import when_asked
from tests.ui.grids import LEFT, Grid

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(qtbot: Any, street: Session) -> Grid:
    return Grid(qtbot, street)


@pytest.fixture
def long_grid(qtbot: Any, tmp_path: Path) -> Iterator[Grid]:
    session = big_street(tmp_path, 12, 0)
    yield Grid(qtbot, session)
    session.close()


def _also(grid: Grid, row: int, key: str) -> None:
    """Selects one more cell with Ctrl and the mouse."""
    QTest.mouseClick(grid.view.viewport(), LEFT, CTRL, grid.rect(row, key).center())


def _turned(grid: Grid) -> None:
    """The rows in the order that a sort gives, the second of them filtered out."""
    grid.model.beginResetModel()
    grid.model.rows = Rows([3, 1])
    grid.model.endResetModel()


# Copying -------------------------------------------------------------------------------------------------------------


def test_selections_in_the_same_rows_are_joined(grid: Grid) -> None:
    change(grid.street, 2027, "communities", 1, grids="12")
    grid.pick(0, "households", 0, "households")
    _also(grid, 0, "grids")
    grid.press("Ctrl+C")
    assert grid.clipboard() == "2999\t12\n"
    # In the order of the columns, whichever was selected first.
    grid.pick(0, "grids", 0, "grids")
    _also(grid, 0, "households")
    grid.press("Ctrl+C")
    assert grid.clipboard() == "2999\t12\n"


def test_selections_in_the_same_columns_are_joined(grid: Grid) -> None:
    grid.pick(0, "households", 0, "households")
    _also(grid, 2, "households")
    grid.press("Ctrl+C")
    assert grid.clipboard() == "2999\n5001\n"
    grid.press("Ctrl+X")
    assert grid.column("households") == [2999, 3000, 5001]
    grid.at(0, "grids")
    grid.press("Ctrl+V")
    assert grid.column("households") == [None, 3000, None]
    assert grid.column("grids") == [2999, 5001, None]
    grid.street.undo()
    assert grid.column("households") == [2999, 3000, 5001]
    assert grid.column("grids") == [None, None, None]


def test_selections_that_make_no_block_are_refused_in_words(grid: Grid) -> None:
    QGuiApplication.clipboard().setText("before")
    before = state_of(grid.street)
    grid.pick(0, "grids", 0, "grids")
    _also(grid, 1, "households")
    grid.press("Ctrl+C")
    assert isinstance(grid.said[-1], SelectionsApart)
    grid.press("Ctrl+X")
    assert grid.clipboard() == "before"
    assert state_of(grid.street) == before


def test_a_copy_with_headings_comes_back_by_them(grid: Grid) -> None:
    grid.pick(0, "name", 1, "households")
    grid.press("Ctrl+Shift+C")
    assert grid.clipboard().splitlines()[0] == "社区名称\t类别\t常住户数"
    assert "社区名称" in QGuiApplication.clipboard().mimeData().html()
    change(grid.street, 2027, "communities", 1, households="1")
    grid.at(2, "code")
    grid.press("Ctrl+V")
    assert grid.column("households") == [2999, 3000, 5001]


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("sheet", ["communities", "workers", "duties"])
def test_a_grids_own_copy_with_headings_changes_nothing_where_it_is_pasted_again(
    qtbot: Any, street: Session, sheet: str, speech: str
) -> None:
    duty = {"title": "社区矫正", "department": "司法局", "communities": "幸福社区、光明社区"}
    type_in(street, 2027, "duties", duty)
    language.use(speech)
    grid = Grid(qtbot, street, sheet)
    before = state_of(street)
    grid.press("Ctrl+A", "Ctrl+Shift+C")
    grid.at(0, grid.model.columns[0].key)
    grid.press("Ctrl+V")
    assert state_of(street) == before


def test_the_communities_of_a_duty_come_back_with_it(qtbot: Any, street: Session) -> None:
    duty = {"title": "社区矫正", "department": "司法局", "communities": "幸福社区、光明社区"}
    type_in(street, 2027, "duties", duty)
    grid = Grid(qtbot, street, "duties")
    grid.press("Ctrl+A", "Ctrl+Shift+C", "Shift+Space", "Ctrl+-")
    assert street.book(2027).rows("duties") == []
    grid.press("Ctrl+V")
    assert [row["communities"] for row in street.book(2027).rows("duties")] == [(1, 3)]


def test_a_list_of_fields_is_copied_with_its_names(qtbot: Any, street: Session) -> None:
    grid = Grid(qtbot, street, "figures")
    grid.view.blocks.pick(0, 0, 0, 0)
    grid.press("Ctrl+Shift+C")
    assert grid.clipboard() == "上年度当地月最低工资标准\t1300.00\n"


def test_a_whole_column_is_copied_without_the_empty_row(grid: Grid) -> None:
    grid.click_heading("households")
    grid.press("Ctrl+C")
    assert grid.clipboard() == "2999\n3000\n5001\n"
    grid.press("Ctrl+A", "Ctrl+C")
    assert len(grid.clipboard().splitlines()) == 3


def test_what_is_sorted_and_filtered_is_copied_and_pasted_as_shown(grid: Grid) -> None:
    _turned(grid)
    grid.pick(0, "name", 1, "name")
    grid.press("Ctrl+C")
    assert grid.clipboard() == "光明社区\n幸福社区\n"
    grid.at(0, "households")
    grid.paste("1\n2\n")
    assert grid.column("households") == [2, 3000, 1]
    grid.pick(0, "residents", 1, "residents")
    grid.type("9", "Ctrl+Return")
    assert grid.column("residents") == [9, None, 9]
    grid.pick(0, "households", 1, "households")
    grid.press("Ctrl+D")
    assert grid.column("households") == [1, 3000, 1]
    grid.pick(0, "households", 1, "households")
    grid.press("Del")
    assert grid.column("households") == [None, 3000, None]


def test_a_block_with_headings_and_no_names_goes_to_the_rows_shown(grid: Grid) -> None:
    _turned(grid)
    grid.at(0, "code")
    grid.paste("常住户数\t常住人口\n7\t70\n8\t80\n")
    assert grid.column("households") == [8, 3000, 7]


# Pasting -------------------------------------------------------------------------------------------------------------


def test_one_cell_fills_every_selection_as_one_step(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.pick(0, "households", 1, "residents")
    _also(grid, 2, "grids")
    grid.paste("7\n")
    assert grid.column("households") == [7, 7, 5001]
    assert grid.column("residents") == [7, 7, None]
    assert grid.column("grids") == [None, None, 7]
    assert len(grid.picked) == 2
    grid.street.undo()
    assert state_of(grid.street) == before


def test_a_block_repeats_over_a_larger_selection(long_grid: Grid) -> None:
    long_grid.pick(0, "residents", 5, "registered")
    long_grid.paste("1\n2\n")
    assert long_grid.column("residents")[:7] == [1, 2, 1, 2, 1, 2, None]
    assert long_grid.column("registered")[:6] == [1, 2, 1, 2, 1, 2]


def test_a_paste_over_a_whole_column_adds_no_row(grid: Grid) -> None:
    grid.click_heading("note")
    grid.paste("在\n")
    assert grid.column("note") == ["在", "在", "在"]


def _special(grid: Grid, text: str, times: str = "1", transposed: bool = False, skip: bool = False) -> None:
    """Pastes specially, as the dialog is answered."""
    seen: list[bool] = []

    def answer(dialog: PasteSpecial) -> None:
        seen.append(True)
        dialog.times[Decimal(times)].setChecked(True)
        dialog.transposed.setChecked(transposed)
        dialog.skip_blanks.setChecked(skip)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    when_asked(PasteSpecial, answer)
    grid.paste(text, "Ctrl+Alt+V")
    assert seen


def test_wan_becomes_yuan_and_back(grid: Grid) -> None:
    grid.at(0, "office_ceiling")
    _special(grid, "8.5\tabc\n", "10000")
    assert grid.column("office_ceiling")[0] == 8_500_000
    assert "abc" in grid.heard()
    grid.at(1, "office_ceiling")
    # What states its own unit is not multiplied once more.
    _special(grid, "8万元\n", "10000")
    assert grid.column("office_ceiling")[1] == 8_000_000
    grid.at(2, "office_ceiling")
    _special(grid, "123,400\n", "0.0001")
    assert grid.column("office_ceiling")[2] == 1234
    grid.at(2, "name")
    _special(grid, "第5社区\n", "10000")
    assert grid.column("name")[2] == "第5社区"


def test_rows_become_columns_and_blanks_leave_what_is_there(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(0, "households")
    _special(grid, "1\t2\n\t4\n", transposed=True, skip=True)
    assert grid.column("households")[:2] == [1, 2]
    assert grid.column("residents")[:2] == [None, 4]
    grid.at(0, "households")
    _special(grid, "\n\n5\n", skip=True)
    assert grid.column("households") == [1, 2, 5]
    grid.street.undo()
    grid.street.undo()
    assert state_of(grid.street) == before


# Filling -------------------------------------------------------------------------------------------------------------


def test_fill_down_and_right(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(1, "households")
    grid.press("Ctrl+D")
    assert grid.column("households") == [2999, 2999, 5001]
    grid.pick(0, "households", 1, "registered")
    grid.press("Ctrl+R")
    assert grid.column("residents") == [2999, 2999, None]
    assert grid.column("registered") == [2999, 2999, None]
    grid.at(2, "residents")
    grid.press("Ctrl+R")
    assert grid.column("residents")[2] == 5001
    for _ in range(3):
        grid.street.undo()
    assert state_of(grid.street) == before


def test_fill_over_what_is_worked_out_says_why_not(grid: Grid) -> None:
    grid.pick(0, "office_fund", 2, "office_fund")
    grid.press("Ctrl+D")
    assert isinstance(grid.said[-1], DerivedColumn)
    grid.pick(0, "party_ceiling", 0, "office_fund")
    change(grid.street, 2027, "communities", 1, party_ceiling="5")
    grid.press("Ctrl+R")
    assert grid.column("party_ceiling")[0] == 500


def test_a_whole_column_is_filled_without_a_new_row(grid: Grid) -> None:
    change(grid.street, 2027, "communities", 1, note="在")
    grid.click_heading("note")
    grid.press("Ctrl+D")
    assert grid.column("note") == ["在", "在", "在"]


def test_a_series_goes_on_through_the_empty_cells(long_grid: Grid) -> None:
    before = state_of(long_grid.street)
    long_grid.at(0, "grids")
    long_grid.paste("2\n4\n")
    long_grid.pick(0, "grids", 4, "grids")
    long_grid.press("Ctrl+E")
    assert long_grid.column("grids")[:6] == [2, 4, 6, 8, 10, None]
    long_grid.at(0, "note")
    long_grid.paste("第1号\n")
    long_grid.pick(0, "note", 2, "note")
    long_grid.press("Ctrl+E")
    assert long_grid.column("note")[:4] == ["第1号", "第2号", "第3号", None]
    for _ in range(4):
        long_grid.street.undo()
    assert state_of(long_grid.street) == before


def _pull(grid: Grid, row: int, key: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    handle = grid.view.handle
    assert handle.isVisible()
    grid.drag(handle, handle.rect().center(), grid.rect(row, key).center(), held)


def _at_the_corner(grid: Grid, row: int, key: str) -> bool:
    """Whether the handle lies over the lower right corner of a cell, in whichever pane that is."""
    side = grid.view.side(grid.place(key))
    corner = side.visualRect(grid.model.index(row, grid.place(key))).bottomRight()
    handle = grid.view.handle
    away = handle.mapToGlobal(handle.rect().center()) - side.viewport().mapToGlobal(corner)
    return bool(away.manhattanLength() <= 8)


def test_the_handle_fills_columns_that_stand_still_and_across_the_edge(long_grid: Grid) -> None:
    street = long_grid.street
    assert long_grid.view.frozen == 2
    long_grid.pick(0, "code", 1, "code")
    long_grid.paste("429901001001\n429901001002\n")
    handle = long_grid.view.handle
    assert handle.isVisible()
    assert _at_the_corner(long_grid, 1, "code")
    pane = long_grid.view.pane
    end = pane.visualRect(long_grid.model.index(4, long_grid.place("code"))).center()
    long_grid.drag(
        handle,
        handle.rect().center(),
        long_grid.view.viewport().mapFromGlobal(pane.viewport().mapToGlobal(end)),
    )
    codes = [f"42990100100{n}" for n in range(1, 6)]
    assert [row.get("code") for row in street.book(2027).rows("communities")] == [*codes, *[None] * 7]
    assert long_grid.view.blocks.picked() == [(0, long_grid.place("code"), 4, long_grid.place("code"))]
    # A block that begins where columns stand still and ends where they scroll.
    first, last = long_grid.place("name"), long_grid.place("class")
    assert first < long_grid.view.frozen <= last
    long_grid.pick(0, "name", 0, "class")
    assert handle.isVisible()
    assert _at_the_corner(long_grid, 0, "class")
    # While the cell that stands still is edited there is none, and afterwards it is there again.
    long_grid.at(0, "code")
    long_grid.press("F2")
    assert not handle.isVisible()
    long_grid.press("Esc")
    QApplication.processEvents()
    assert handle.isVisible()


def test_the_handle_stands_at_the_corner_of_one_block(grid: Grid) -> None:
    grid.pick(0, "households", 1, "residents")
    handle = grid.view.handle
    assert handle.isVisible()
    assert _at_the_corner(grid, 1, "residents")
    assert handle.cursor().shape() == Qt.CursorShape.CrossCursor
    _also(grid, 2, "grids")
    assert not handle.isVisible()
    grid.at(2, "households")
    assert handle.isVisible()
    grid.press("F2")
    assert not handle.isVisible()
    grid.press("Esc")
    QApplication.processEvents()
    assert handle.isVisible()
    grid.view.resize(400, 60)
    QApplication.processEvents()
    QApplication.processEvents()
    assert not handle.isVisible()


def test_the_handle_repeats_one_cell_and_continues_two(long_grid: Grid) -> None:
    before = state_of(long_grid.street)
    long_grid.at(0, "grids")
    long_grid.type("5", "Return")
    long_grid.at(0, "grids")
    _pull(long_grid, 3, "grids")
    assert long_grid.column("grids")[:5] == [5, 5, 5, 5, None]
    left = long_grid.place("grids")
    assert long_grid.picked == [(0, left, 3, left)]
    long_grid.at(1, "grids")
    long_grid.type("7", "Return")
    long_grid.pick(0, "grids", 1, "grids")
    _pull(long_grid, 4, "grids")
    assert long_grid.column("grids")[:6] == [5, 7, 9, 11, 13, None]
    for _ in range(4):
        long_grid.street.undo()
    assert state_of(long_grid.street) == before


def test_ctrl_turns_the_handle_round(long_grid: Grid) -> None:
    long_grid.at(0, "grids")
    long_grid.type("5", "Return")
    long_grid.at(0, "grids")
    _pull(long_grid, 3, "grids", CTRL)
    assert long_grid.column("grids")[:4] == [5, 6, 7, 8]
    long_grid.pick(0, "grids", 1, "grids")
    _pull(long_grid, 3, "grids", CTRL)
    assert long_grid.column("grids")[:4] == [5, 6, 5, 6]


def test_the_handle_fills_to_the_right_too(grid: Grid) -> None:
    grid.pick(0, "households", 1, "households")
    _pull(grid, 1, "registered")
    assert grid.column("residents") == [2999, 3000, None]
    assert grid.column("registered") == [2999, 3000, None]


def test_the_handle_never_fills_into_the_empty_row(grid: Grid) -> None:
    grid.at(1, "households")
    _pull(grid, 3, "households")
    assert grid.column("households") == [2999, 3000, 3000]
    assert grid.model.rowCount() == 4


def test_a_double_click_on_the_handle_fills_as_far_as_the_neighbour(long_grid: Grid) -> None:
    change(long_grid.street, 2027, "communities", 9, households="")
    long_grid.pick(0, "residents", 1, "residents")
    long_grid.paste("1\n2\n")
    handle = long_grid.view.handle
    QTest.mouseDClick(handle, LEFT, pos=handle.rect().center())
    assert long_grid.column("residents")[:9] == [1, 2, 3, 4, 5, 6, 7, 8, None]


def test_a_sum_is_pasted_times_so_much_too(grid: Grid) -> None:
    grid.at(0, "office_ceiling")
    _special(grid, "=1+2\n1.5\n2万\n", times="10000")
    # What states 万 itself is in yuan already.
    assert grid.column("office_ceiling") == [3_000_000, 1_500_000, 2_000_000]


def test_new_rows_without_a_name_are_said(grid: Grid) -> None:
    grid.at(2, "grids")
    grid.paste("7\n8\n9\n")
    assert grid.column("grids") == [None, None, 7, 8, 9]
    assert "2" in grid.heard()
    assert "社区名称" in grid.heard()
    grid.street.undo()
    grid.said.clear()
    grid.at(3, "name")
    grid.paste("新一社区\n新二社区\n")
    assert grid.heard() == ""


def test_a_handle_that_is_not_moved_does_nothing(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(0, "households")
    handle = grid.view.handle
    QTest.mouseClick(handle, LEFT, pos=handle.rect().center())
    _pull(grid, 0, "households")
    assert state_of(grid.street) == before


def test_the_handle_follows_the_grid_as_it_scrolls(qtbot: Any, tmp_path: Path) -> None:
    street = big_street(tmp_path, 60, 0)
    grid = Grid(qtbot, street)
    grid.at(5, "households")
    before = grid.view.handle.pos()
    grid.view.verticalScrollBar().setValue(2)
    assert grid.view.handle.pos() != before
    assert _at_the_corner(grid, 5, "households")
    grid.view.verticalScrollBar().setValue(30)
    assert not grid.view.handle.isVisible()
    street.close()


# Rows ----------------------------------------------------------------------------------------------------------------


def _names(grid: Grid) -> list[str]:
    return [str(row.get("name")) for row in grid.street.book(2027).rows("communities")]


def _heads(grid: Grid) -> list[str]:
    across = Qt.Orientation.Vertical
    return [str(grid.model.headerData(n, across)) for n in range(grid.model.rowCount())]


def _painted(grid: Grid) -> list[str]:
    """The names as the grid paints them."""
    place = grid.place("name")
    return [grid.model.look(grid.model.index(n, place)).text for n in range(grid.model.rowCount())]


def _enter_name(grid: Grid, name: str) -> None:
    grid.at(grid.here[0], "name")
    grid.compose(commit=name)
    grid.press("Return")


def test_a_row_is_put_above_the_one_at_the_cursor_and_stays_there(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(1, "households")
    assert _painted(grid) == ["幸福社区", "和平社区", "光明社区", ""]
    grid.press("Ctrl++")
    assert grid.here == (1, "code")
    assert _painted(grid) == ["幸福社区", "", "和平社区", "光明社区", ""]
    assert _heads(grid) == ["1", "＊", "2", "3", "＊"]
    assert state_of(grid.street) == before
    _enter_name(grid, "中间社区")
    assert _names(grid) == ["幸福社区", "中间社区", "和平社区", "光明社区"]
    assert _painted(grid) == [*_names(grid), ""]
    assert _heads(grid) == ["1", "2", "3", "4", "＊"]
    assert str(grid.model.index(1, grid.place("name")).data()) == "中间社区"
    # Above and above again, and above the first.
    grid.at(1, "name")
    grid.press("Ctrl++")
    _enter_name(grid, "更前社区")
    grid.at(0, "name")
    grid.press("Ctrl++")
    _enter_name(grid, "最前社区")
    wanted = ["最前社区", "幸福社区", "更前社区", "中间社区", "和平社区", "光明社区"]
    assert _names(grid) == wanted
    # In the file it is so too.
    held = Book(2027, {"communities": grid.street.store.rows("communities", 2027)})
    assert [row["name"] for row in held.rows("communities")] == wanted
    for _ in range(3):
        grid.street.undo()
    assert state_of(grid.street) == before
    for _ in range(3):
        grid.street.redo()
    assert _names(grid) == wanted
    assert [str(grid.model.index(n, grid.place("name")).data()) for n in range(6)] == wanted


def test_an_empty_row_that_was_put_goes_again(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(0, "name")
    grid.press("Ctrl++")
    grid.at(2, "name")
    grid.press("Ctrl++")
    assert _heads(grid) == ["1", "＊", "2", "3", "＊"]
    grid.press("Ctrl+-")
    assert _heads(grid) == ["1", "2", "3", "＊"]
    assert _painted(grid) == ["幸福社区", "和平社区", "光明社区", ""]
    assert state_of(grid.street) == before
    # At the last row there is one already.
    grid.at(3, "name")
    grid.press("Ctrl++")
    assert grid.here == (3, "code")
    assert _heads(grid) == ["1", "2", "3", "＊"]


def test_a_row_is_put_into_sorted_rows_and_stands_there_in_the_sheet_too(grid: Grid) -> None:
    grid.model.arrange(Arrangement(order=(("households", True),)))
    assert list(grid.model.rows.ids) == [3, 2, 1]
    grid.at(1, "name")
    grid.press("Ctrl++")
    _enter_name(grid, "新社区")
    assert [str(grid.model.index(n, grid.place("name")).data()) for n in range(4)] == [
        "光明社区", "新社区", "和平社区", "幸福社区",
    ]  # fmt: skip
    assert _names(grid) == ["幸福社区", "新社区", "和平社区", "光明社区"]
    assert [head.split()[0] for head in _heads(grid)] == ["4", "2", "3", "1", "＊"]


def test_a_block_pasted_into_a_row_that_was_put_and_the_next_year(grid: Grid) -> None:
    grid.at(1, "name")
    grid.press("Ctrl++")
    grid.at(1, "name")
    grid.paste("新社区\t\t77\n")
    assert _names(grid) == ["幸福社区", "新社区", "和平社区", "光明社区"]
    assert grid.column("households") == [2999, 77, 3000, 5001]
    # Another Edit that brings rows takes the empty row away.
    grid.at(0, "name")
    grid.press("Ctrl++")
    type_in(grid.street, 2027, "communities", {"name": "末尾社区"})
    assert _heads(grid) == ["1", "2", "3", "4", "5", "＊"]
    grid.street.open_year(2028)
    assert [row["name"] for row in grid.street.book(2028).rows("communities")] == _names(grid)
    assert all("rank" not in row for row in grid.street.book(2028).rows("communities"))


def test_a_text_that_does_not_fit_a_row_that_was_put_is_said_with_its_number(grid: Grid) -> None:
    grid.at(1, "name")
    grid.press("Ctrl++")
    grid.at(1, "households")
    grid.paste("abc\n")
    assert _names(grid) == ["幸福社区", "和平社区", "光明社区"]
    assert "2" in grid.heard()
    assert _heads(grid) == ["1", "＊", "2", "3", "＊"]


def test_rows_of_several_selections_are_removed_as_one_step(qtbot: Any, street: Session) -> None:
    grid = Grid(qtbot, street, "workers")
    before = state_of(street)
    grid.pick(0, "grade", 0, "grade")
    _also(grid, 2, "grade")
    grid.press("Ctrl+-")
    assert grid.column("name") == ["乙二", "丁四"]
    street.undo()
    assert state_of(street) == before


def test_nothing_is_done_where_the_file_is_only_read(qtbot: Any, street: Session, tmp_path: Path) -> None:
    path = street.path
    street.close()
    read = Session.open(path, read_only=True)
    grid = Grid(qtbot, read)
    before = state_of(read)
    QGuiApplication.clipboard().setText("7\n")
    grid.pick(0, "households", 2, "households")
    assert not grid.view.handle.isVisible()
    for keys in ("Ctrl+D", "Ctrl+R", "Ctrl+E", "Ctrl+;", "Ctrl+'", "Ctrl+Alt+V", "Ctrl++", "Ctrl+V", "Del"):
        grid.said.clear()
        grid.at(1, "note" if keys == "Ctrl+;" else "households")
        if keys == "Ctrl+E":
            grid.pick(0, "residents", 0, "households")
        grid.press(keys)
        assert grid.said or keys == "Ctrl+E", keys
    assert state_of(read) == before
    read.close()


def test_a_click_beside_the_cells_does_no_harm(grid: Grid) -> None:
    port = grid.view.viewport()
    grid.at(1, "households")
    QTest.mouseClick(port, LEFT, pos=QPoint(10, port.height() - 4))
    assert grid.picked == []
    grid.press("Ctrl+C", "Ctrl+D", "Ctrl+V", "Del", "Ctrl+E", "Shift+Space", "Ctrl+Space", "Esc", "Return")
    assert grid.column("households") == [2999, 3000, 5001]


# Very large copies -----------------------------------------------------------------------------------------------------


def _large(grid: Grid, rows: int) -> None:
    """So many rows shown, each of them the same."""
    grid.model.beginResetModel()
    grid.model.rows = Rows([1] * rows)
    grid.model.endResetModel()


def test_a_very_large_copy_shows_how_far_it_is(grid: Grid) -> None:
    _large(grid, 12_000)
    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QProgressDialog):
            seen.append(dialog.value())

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(0)
    grid.press("Ctrl+A", "Ctrl+C")
    timer.stop()
    assert len(set(seen)) > 1
    lines = grid.clipboard().splitlines()
    assert len(lines) == 12_000
    assert lines[0].split("\t")[1:4] == ["幸福社区", "", "2999"]


def test_a_very_large_copy_can_be_stopped(grid: Grid) -> None:
    QGuiApplication.clipboard().setText("before")
    _large(grid, 12_000)

    grid.press("Ctrl+A")
    when_asked(QProgressDialog, QProgressDialog.cancel)
    grid.press("Ctrl+X")
    assert isinstance(grid.said[-1], Cancelled)
    assert grid.clipboard() == "before"
    assert grid.column("households") == [2999, 3000, 5001]
