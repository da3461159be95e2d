"""Copying and cutting inside the program: cells arrive as they are held, whatever is shown of them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from street_desk.domain.arranging import Arrangement, Chosen, Filter
from street_desk.domain.shown_unit import IN_WAN, IN_YUAN
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_shown import show_in
from street_desk.ui.main_window import MainWindow
from tests.streets import change, state_of
from tests.ui.grids import Grid

ID, PHONE = "11010519491231002X", "13800001234"


@pytest.fixture
def people(qtbot: Any, street: Session) -> Grid:
    change(street, 2027, "workers", 1, id_number=ID, phone=PHONE, note="走")
    return Grid(qtbot, street, "workers")


@pytest.mark.parametrize(("copied", "pasted"), [(IN_YUAN, IN_WAN), (IN_WAN, IN_YUAN), (IN_WAN, IN_WAN)])
@pytest.mark.parametrize("key", ["Ctrl+C", "Ctrl+Shift+C"])
def test_money_stays_the_same_when_the_unit_is_switched_in_between(
    qtbot: Any, street: Session, copied: Any, pasted: Any, key: str
) -> None:
    change(street, 2027, "communities", 1, office_ceiling="35000.01", service_ceiling="2")
    grid = Grid(qtbot, street)
    show_in(grid.model, copied)
    grid.pick(0, "office_ceiling", 0, "service_ceiling")
    grid.press(key)
    show_in(grid.model, pasted)
    grid.at(1, "office_ceiling")
    grid.press("Ctrl+V")
    assert grid.column("office_ceiling") == [3_500_001, 3_500_001, None]
    assert grid.column("service_ceiling") == [200, 200, None]


def test_another_windows_copy_says_its_unit(qtbot: Any, street: Session) -> None:
    change(street, 2027, "communities", 1, office_ceiling="35000")
    here, there = Grid(qtbot, street), Grid(qtbot, street)
    show_in(here.model, IN_WAN)
    here.at(0, "office_ceiling")
    here.press("Ctrl+C")
    assert here.clipboard() == "3.50\n"
    there.at(1, "office_ceiling")
    there.press("Ctrl+V")
    assert there.column("office_ceiling") == [3_500_000, 3_500_000, None]


def test_a_row_is_copied_with_its_id_and_its_phone_and_the_clipboard_has_only_masks(people: Grid) -> None:
    people.at(0, "community")
    people.press("Shift+Space", "Ctrl+C")
    mime = QGuiApplication.clipboard().mimeData()
    everything = [bytes(mime.data(kind).data()).decode("utf-8", "replace") for kind in mime.formats()]
    assert not any(ID in one or PHONE in one for one in everything)
    people.at(people.model.rowCount() - 1, "community")
    people.press("Ctrl+V")
    new = people.street.book(2027).rows("workers")[-1]
    assert (new["name"], new["id_number"], new["phone"]) == ("甲一", ID, PHONE)


def test_what_is_cut_goes_away_when_it_is_pasted_as_one_step(people: Grid) -> None:
    before = state_of(people.street)
    people.pick(0, "name", 0, "phone")
    people.press("Ctrl+X")
    assert state_of(people.street) == before
    assert people.model.look(people.model.index_of(1, "name")).cut
    people.pick(1, "name", 1, "name")
    people.press("Ctrl+V")
    first, second = people.street.book(2027).rows("workers")[:2]
    assert "id_number" not in first
    assert "name" not in first
    assert (second["name"], second["id_number"], second["phone"]) == ("甲一", ID, PHONE)
    assert not people.model.marks.cut
    people.street.undo()
    assert state_of(people.street) == before
    # Once: a second paste only copies.
    people.press("Ctrl+V")
    assert people.street.book(2027).rows("workers")[0]["name"] == "甲一"


def test_cells_may_be_moved_over_themselves(people: Grid) -> None:
    people.pick(0, "name", 1, "name")
    people.press("Ctrl+X")
    people.at(1, "name")
    people.press("Ctrl+V")
    assert people.column("name")[:3] == [None, "甲一", "乙二"]


def test_escape_leaves_what_was_cut(people: Grid) -> None:
    before = state_of(people.street)
    people.at(0, "note")
    people.press("Ctrl+X", "Esc")
    assert not people.model.marks.cut
    people.at(1, "note")
    people.press("Ctrl+V")
    assert people.column("note")[:2] == ["走", "走"]
    people.street.undo()
    assert state_of(people.street) == before


def test_what_does_not_fit_stays_where_it_was_cut(people: Grid) -> None:
    people.pick(0, "note", 0, "note")
    people.press("Ctrl+X")
    people.at(1, "former_pay")
    people.press("Ctrl+V")
    assert people.column("note")[0] == "走"
    assert "剪切" in people.heard()


def test_cells_are_moved_to_another_sheet_in_one_step(qtbot: Any, street: Session) -> None:
    change(street, 2027, "workers", 1, note="走")
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.show()
    before = state_of(street)
    page.go_to("workers", 1, "note")
    page.views["workers"].do("cut")
    page.go_to("communities", 2, "note")
    page.views["communities"].do("paste")
    assert street.book(2027).rows("communities")[1]["note"] == "走"
    assert "note" not in street.book(2027).rows("workers")[0]
    street.undo()
    assert state_of(street) == before


def test_a_block_by_names_says_which_rows_are_new_and_which_are_hidden(qtbot: Any, street: Session) -> None:
    grid = Grid(qtbot, street)
    grid.model.arrange(Arrangement({"name": Filter(Chosen(frozenset({"和平社区"})))}))
    grid.paste("社区名称\t网格数\n幸福社区\t9\n新兴社区\t8\n和平社区\t7\n")
    assert [row.get("grids") for row in street.book(2027).rows("communities")] == [9, 7, None, 8]
    assert "新兴社区" in grid.heard()
    assert "有1行被筛选隐藏" in grid.heard()


def test_hidden_columns_that_a_block_passes_over_are_said(qtbot: Any, street: Session) -> None:
    grid = Grid(qtbot, street)
    grid.at(0, "residents")
    grid.view.do("hide_columns")
    grid.at(0, "households")
    grid.paste("1681\t2222\n")
    assert (grid.column("households")[0], grid.column("registered")[0]) == (1681, 2222)
    assert "常住人口" in grid.heard()


def test_times_so_much_is_for_money_alone_and_comes_out_in_yuan(qtbot: Any, street: Session) -> None:
    from decimal import Decimal

    from street_desk.ui.grid_pasting import Special

    grid = Grid(qtbot, street)
    show_in(grid.model, IN_WAN)
    grid.at(0, "households")
    QGuiApplication.clipboard().setText("31\n")
    grid.view.blocks._pasting.paste(Special(times=Decimal(10_000)))
    assert grid.column("households")[0] == 31
    grid.at(0, "office_ceiling")
    QGuiApplication.clipboard().setText("5\n30000元\n3户\n")
    grid.view.blocks._pasting.paste(Special(times=Decimal(10_000)))
    assert grid.column("office_ceiling") == [5_000_000, 3_000_000, None]


def test_the_menu_of_a_rows_number_is_for_that_row(qtbot: Any, street: Session) -> None:
    grid = Grid(qtbot, street, "workers")
    numbers = grid.view.numbers
    place = QPoint(8, numbers.sectionViewportPosition(1) + 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, numbers.viewport().mapToGlobal(place))
    QApplication.sendEvent(numbers.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert grid.picked == [(1, 0, 1, grid.model.columnCount() - 1)]
    next(action for action in menu.actions() if "Ctrl+-" in action.shortcut().toString()).trigger()
    menu.close()
    assert [row["name"] for row in street.book(2027).rows("workers")] == ["甲一", "丙三", "丁四"]


def test_undo_shows_the_year_that_it_changes(qtbot: Any, street: Session) -> None:
    path = street.path
    street.open_year(2028)
    street.close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    assert window.load(path)
    window.show_year(2027)
    assert window.session is not None
    change(window.session, 2027, "communities", 2, households="77")
    window.show_year(2028)
    window.undo()
    assert window.page is not None
    assert window.page.year == 2027
    view = window.page.view()
    assert view is not None
    assert view.grid_model.cell(view.currentIndex())[0] == 2
    window.show_year(2028)
    window.redo()
    assert window.page.year == 2027
    window.close()


def test_undo_of_a_paste_leaves_its_block_selected(qtbot: Any, street: Session) -> None:
    path = street.path
    street.close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    assert window.load(path)
    page = window.page
    assert page is not None
    view = page.views["communities"]
    place = [column.key for column in view.grid_model.columns].index("grids")
    view.blocks.pick(0, place, 1, place)
    QGuiApplication.clipboard().setText("7")
    view.do("paste")
    window.undo()
    assert view.blocks.picked() == [(0, place, 1, place)]
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.session is not None
    assert [row.get("grids") for row in window.session.book(2027).rows("communities")] == [7, 7, None]
    window.close()
