"""Finding and replacing by keys and clicks, over the selection, a sheet and all sheets; and what the file holds then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from street_desk.domain.arranging import Arrangement, Chosen, Filter
from street_desk.domain.book import removals
from street_desk.domain.edits import Edit
from street_desk.domain.seeking import Sought, checks
from street_desk.domain.shown_unit import IN_WAN
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.main_window import MainWindow
from street_desk.ui.seeker import FILE, SCOPES, SELECTION, SHEET
from street_desk.ui.seeking_bar import SeekingBar, seeking_bar
from tests.streets import change, small_street, state_of, type_in

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    session = small_street(tmp_path)
    ids = [row["id"] for row in session.book(2027).rows("workers")]
    change(
        session, 2027, "workers", ids[0], id_number="440981198001010011", phone="13800001111", note="幸福里"
    )
    change(session, 2027, "communities", 2, note="靠近幸福社区")
    session.close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1_440, 860)
    made.show()
    made.activateWindow()
    assert made.load(tmp_path / "street.desk")
    qtbot.waitActive(made)
    yield made
    made.close()


def _page(window: MainWindow) -> DeskPage:
    assert window.page is not None
    return window.page


def _press(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def _settled(bar: SeekingBar) -> SeekingBar:
    """The bar, once everything is looked through and replaced."""
    while bar.seeker.slices.running or bar.replacing.slices.running:
        QApplication.processEvents()
    return bar


def _count(bar: SeekingBar) -> str:
    return str(_settled(bar).count.text())


def _replace_all(bar: SeekingBar) -> None:
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    _settled(bar)


def _open(
    window: MainWindow, text: str, scope: str = SHEET, key: Qt.Key = KEY.Key_F, *, settled: bool = True
) -> SeekingBar:
    """Opens the bar by its key and types what is sought."""
    _press(window, key, CTRL)
    bar = seeking_bar(_page(window))
    assert bar.isVisible()
    assert bar.wanted.hasFocus()
    if bar.scope.currentData() != scope:
        bar.scope.setFocus()
        QTest.keyClick(bar.scope, KEY.Key_Home)
        for _step in range(SCOPES.index(scope)):
            QTest.keyClick(bar.scope, KEY.Key_Down)
        bar.scope.activated.emit(bar.scope.currentIndex())
        bar.wanted.setFocus()
    bar.wanted.selectAll()
    bar.wanted.insert(text)
    return _settled(bar) if settled else bar


def _at(page: DeskPage) -> tuple[str, int, str]:
    view = page.view()
    assert view is not None
    row, column = page.models[view.model().sheet.name].cell(view.currentIndex())
    return view.model().sheet.name, row, column.key


def _value(session: Session, sheet: str, row: int, key: str) -> Any:
    held = session.book(2027).row(sheet, row)
    assert held is not None
    return held.get(key)


def _said(msgid: str, **values: Any) -> str:
    return message(msgid, **values).text()


def _note(window: MainWindow) -> str:
    return str(_page(window).notice.text())


def test_enter_goes_on_shift_enter_goes_back_and_escape_gives_the_grid_back(window: MainWindow) -> None:
    page = _page(window)
    bar = _open(window, "社区")
    assert _count(bar) == _said("{n} found", n=4)
    QTest.keyClick(bar.wanted, KEY.Key_Return)
    assert _at(page) == ("communities", 1, "name")
    assert _count(bar) == _said("{at} of {n}", at=1, n=4)
    _press(window, KEY.Key_Return)
    _press(window, KEY.Key_F3)
    assert _at(page) == ("communities", 2, "note")
    assert _count(bar) == _said("{at} of {n}", at=3, n=4)
    QTest.keyClick(bar.wanted, KEY.Key_Return, SHIFT)
    assert _at(page) == ("communities", 2, "name")
    _press(window, KEY.Key_F3, SHIFT)
    _press(window, KEY.Key_F3, SHIFT)
    # Before the first comes the last.
    assert _at(page) == ("communities", 3, "name")
    assert bar.wanted.hasFocus()
    _press(window, KEY.Key_Escape)
    assert not bar.isVisible()
    assert page.views["communities"].hasFocus()
    # Without the bar the key still goes on.
    _press(window, KEY.Key_F3)
    assert _at(page) == ("communities", 1, "name")
    assert page.views["communities"].hasFocus()


def test_the_bar_covers_nothing_of_the_grid(window: MainWindow) -> None:
    page, view = _page(window), _page(window).views["communities"]
    bar = _open(window, "社区", key=KEY.Key_H)
    QTest.mouseClick(bar.listed, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert view.mapTo(page, view.rect().bottomLeft()).y() < bar.mapTo(page, bar.rect().topLeft()).y()
    assert (
        bar.mapTo(page, bar.rect().bottomLeft()).y() < page.tabs.mapTo(page, page.tabs.rect().topLeft()).y()
    )
    assert view.height() > 200


def test_all_sheets_are_gone_through_and_the_list_leads_there(window: MainWindow) -> None:
    page = _page(window)
    bar = _open(window, "幸福", FILE)
    QTest.mouseClick(bar.listed, Qt.MouseButton.LeftButton)
    texts = [[bar.found.index(row, column).data() for column in range(4)] for row in range(4)]
    assert bar.found.rowCount() == 4
    assert texts[0] == ["社区", "1  幸福社区", "社区名称", "幸福社区"]
    assert texts[1] == ["社区", "2  和平社区", "备注", "靠近幸福社区"]
    assert texts[2] == ["社区工作者", "1  甲一", "备注", "幸福里"]
    place = bar.list.visualRect(bar.found.index(2, 0)).center()
    QTest.mouseClick(bar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert _at(page) == ("workers", 1, "note")
    bar.wanted.setFocus()
    QTest.keyClick(bar.wanted, KEY.Key_Return)
    assert _at(page) == ("workers", 4, "community")
    assert bar.wanted.hasFocus()
    QTest.keyClick(bar.wanted, KEY.Key_Return)
    assert _at(page) == ("communities", 1, "name")


def test_a_selection_is_looked_through_alone(window: MainWindow) -> None:
    page = _page(window)
    view, model = page.views["communities"], page.models["communities"]
    view.setFocus()
    selection = view.selectionModel()
    first, last = model.index_of(2, "name"), model.index_of(3, "name")
    selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    view.blocks.pick(first.row(), first.column(), last.row(), last.column())
    bar = _open(window, "社区", SELECTION)
    assert bar.scope.currentData() == SELECTION
    assert len(bar.seeker.hits) == 2
    for _step in range(3):
        QTest.keyClick(bar.wanted, KEY.Key_Return)
        assert _at(page)[2] == "name"
        assert _at(page)[1] in (2, 3)


def test_case_width_and_whole_cells_are_asked_for_by_their_boxes(window: MainWindow) -> None:
    session = window.session
    assert session is not None
    change(session, 2027, "communities", 3, note="Ａ３楼")
    bar = _open(window, "a3")
    assert _count(bar) == _said("{n} found", n=1)
    QTest.keyClick(bar.exact, KEY.Key_Space)
    assert _count(bar) == _said("not found")
    QTest.keyClick(bar.exact, KEY.Key_Space)
    QTest.keyClick(bar.whole, KEY.Key_Space)
    assert _count(bar) == _said("not found")
    bar.wanted.setText("a3楼")
    assert _count(bar) == _said("{n} found", n=1)


def test_of_ids_and_phones_only_what_is_shown_is_found(window: MainWindow) -> None:
    page = _page(window)
    page.turn_to("workers")
    bar = _open(window, "0011")
    assert _count(bar) == _said("{n} found", n=1)
    bar.wanted.setText("19800101")
    assert _count(bar) == _said("not found")
    window.menus._full.trigger()
    assert _count(bar) == _said("{n} found", n=1)


def test_replacing_one_by_one_types_each_cell(window: MainWindow) -> None:
    page, session = _page(window), window.session
    assert session is not None
    bar = _open(window, "幸福", FILE, KEY.Key_H)
    QTest.keyClick(bar.wanted, KEY.Key_Return)
    QTest.keyClick(bar.wanted, KEY.Key_Tab)
    bar.by.setFocus()
    QTest.keyClicks(bar.by, "xf")
    QTest.keyClick(bar.by, KEY.Key_Return)
    assert _value(session, "communities", 1, "name") == "xf社区"
    assert _at(page) == ("communities", 2, "note")
    assert bar.by.hasFocus()
    # The worker's community is the renamed one by now.
    assert _count(bar) == _said("{at} of {n}", at=1, n=2)
    QTest.keyClick(bar.by, KEY.Key_Return)
    QTest.keyClick(bar.by, KEY.Key_Return)
    assert _value(session, "communities", 2, "note") == "靠近xf社区"
    assert _value(session, "workers", 1, "note") == "xf里"
    assert _count(bar) == _said("not found")


def test_replacing_all_is_one_step_back_over_all_sheets(window: MainWindow) -> None:
    page, session = _page(window), window.session
    assert session is not None
    before = state_of(session)
    bar = _open(window, "幸福", FILE, KEY.Key_H)
    bar.by.setText("平安")
    _replace_all(bar)
    book = session.book(2027)
    # A worker's community is the renamed one: that cell follows, and nothing of it is refused.
    assert _note(window) == _said("{n} cells replaced.", n=3)
    assert book.community_name(_value(session, "workers", 4, "community")) == "平安社区"
    assert _value(session, "communities", 1, "name") == "平安社区"
    assert _value(session, "communities", 2, "note") == "靠近平安社区"
    assert _value(session, "workers", 1, "note") == "平安里"
    window.undo()
    assert state_of(session) == before
    assert page.models["communities"].text(page.models["communities"].index_of(1, "name")) == "幸福社区"


def test_a_cell_that_does_not_fit_is_said_and_marked_and_the_rest_goes_in(window: MainWindow) -> None:
    page, session = _page(window), window.session
    assert session is not None
    bar = _open(window, "2999", SHEET, KEY.Key_H)
    change(session, 2027, "communities", 3, note="2999平方米")
    assert _count(bar) == _said("{n} found", n=2)
    bar.by.setText("很多")
    _replace_all(bar)
    assert _value(session, "communities", 1, "households") == 2999
    assert _value(session, "communities", 3, "note") == "很多平方米"
    assert "1 " in _note(window)
    assert "常住户数" in _note(window)
    model = page.models["communities"]
    assert model.look(model.index_of(1, "households")).refused
    why = model.found(model.index_of(1, "households"))[0][1]
    assert why.startswith(_said("Replaced here and refused: {why}", why=""))
    window.undo()
    assert not model.look(model.index_of(1, "households")).refused


def test_worked_out_figures_are_found_left_alone_and_counted(window: MainWindow) -> None:
    page, session = _page(window), window.session
    assert session is not None
    before = state_of(session)
    model = page.models["communities"]
    derived = next(c for c in model.columns if c.key == "total_fund")
    shown = model.data(model.index_of(1, derived.key))
    bar = _open(window, shown, SHEET, KEY.Key_H)
    assert _count(bar) == _said("{n} found", n=1)
    bar.by.setText("1")
    _replace_all(bar)
    assert derived.shown() in _note(window)
    assert state_of(session) == before


def test_a_hidden_id_is_not_replaced_by_its_mask(window: MainWindow) -> None:
    page, session = _page(window), window.session
    assert session is not None
    page.turn_to("workers")
    bar = _open(window, "4409", SHEET, KEY.Key_H)
    bar.by.setText("4410")
    _replace_all(bar)
    assert _value(session, "workers", 1, "id_number") == "440981198001010011"
    assert _said("Show ids and phones in full first: it is in the View menu.") in _note(window)
    window.menus._full.trigger()
    _replace_all(bar)
    assert _value(session, "workers", 1, "id_number") == "441081198001010011"
    # The history keeps no piece of an id.
    assert "4410" not in str(session.undoable())


def test_a_file_that_is_only_read_is_found_in_and_not_changed(
    qtbot: Any, tmp_path: Path, window: MainWindow
) -> None:
    window.close_file()
    session = Session.open(tmp_path / "street.desk", read_only=True)
    window._show(session, 2027)
    bar = _open(window, "社区", SHEET, KEY.Key_H)
    bar.by.setText("x")
    _replace_all(bar)
    assert _value(session, "communities", 1, "name") == "幸福社区"
    assert "只读" in _note(window)


def test_a_long_search_lets_the_window_live_and_can_be_stopped(
    qtbot: Any, window: MainWindow, on_long: Callable[[Session, int], None]
) -> None:
    page, session = _page(window), window.session
    assert session is not None
    on_long(session, 3_000)
    page.turn_to("workers")
    bar = _open(window, "99", settled=False)
    assert bar.seeker.slices.running
    assert "%" in bar.count.text()
    QTest.keyClick(bar.wanted, KEY.Key_Return)
    QTest.keyClick(bar.wanted, KEY.Key_Escape)
    assert bar.isVisible()
    assert not bar.seeker.slices.running
    bar.wanted.setText("9")
    bar.wanted.setText("者2999")
    bar.wanted.setText("者29")
    bar.wanted.setText("9")
    QTest.keyClick(bar.wanted, KEY.Key_Return)
    # Pressed while it was still looking, the key goes there when all is found.
    qtbot.waitUntil(lambda: not bar.seeker.slices.running, timeout=20_000)
    assert bar.seeker.at() == 0
    bar.wanted.setText("工作者")
    assert _count(bar) == _said("{n} found", n=3_000)
    bar.by.setText("人员")
    bar.all.click()
    assert bar.replacing.slices.running
    qtbot.waitUntil(lambda: not bar.replacing.slices.running, timeout=60_000)
    assert session.book(2027).rows("workers")[-1]["name"] == "人员2999"
    window.undo()
    assert session.book(2027).rows("workers")[-1]["name"] == "工作者2999"


@pytest.fixture
def on_long() -> Callable[[Session, int], None]:
    def add(session: Session, count: int) -> None:
        rows = [{"community": "光明社区", "name": f"工作者{n}", "post": "委员"} for n in range(count)]
        type_in(session, 2027, "workers", *rows)

    return add


def test_a_search_without_a_text_opens_the_bar(window: MainWindow) -> None:
    _press(window, KEY.Key_F3)
    bar = seeking_bar(_page(window))
    assert bar.isVisible()
    assert _count(bar) == ""
    assert not bar.on.isEnabled()
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_rows_that_a_filter_hides_are_said_not_to_be_searched(window: MainWindow) -> None:
    page = _page(window)
    model = page.models["communities"]
    bar = _open(window, "社区")
    assert bar.hidden.isHidden()
    every = len(model.rows)
    model.arrange(Arrangement(filters={"name": Filter(Chosen(frozenset({"幸福社区"})))}))
    _settled(bar)
    assert _count(bar) == _said("{n} found", n=1) or _count(bar) == _said("{at} of {n}", at=1, n=1)
    assert bar.hidden.text() == _said("{n} rows hidden by filters are not searched", n=every - 1)
    assert bar.hidden.isVisible()
    model.arrange(Arrangement())
    _settled(bar)
    assert bar.hidden.isHidden()


def test_a_whole_id_that_is_typed_is_found_and_a_part_of_it_is_not(window: MainWindow) -> None:
    page = _page(window)
    bar = _open(window, "440981198001010011", scope=FILE)
    assert _count(bar) != _said("not found")
    assert [(hit.sheet, hit.key) for hit in bar.seeker.hits] == [("workers", "id_number")]
    assert _count(_open(window, "44098119800101001", scope=FILE)) == _said("not found")
    assert page.models["workers"].unmasked is False


def test_a_small_difference_is_found_in_the_unit_that_is_shown(window: MainWindow) -> None:
    page = _page(window)
    sought = Sought("0.14")
    column = page.models["communities"].sheet["office_ceiling"]
    found = checks(
        sought, [column], lambda _c, value: IN_WAN.money(value), lambda _c, value: IN_WAN.bare(value)
    )
    assert [check.meets(value) for check in found for value in (140_000, -140_000, 14, None)] == [
        True,
        True,
        False,
        False,
    ]


def test_what_is_typed_while_all_is_replaced_stays(window: MainWindow) -> None:
    page = _page(window)
    session = page.session
    type_in(
        session, 2027, "workers", *({"name": f"工作者{n}", "community": "幸福社区"} for n in range(3_000))
    )
    bar = _open(window, "工作者", scope=FILE)
    _settled(bar)
    bar.by.setText("人员")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert bar.replacing.slices.running
    first, second = (hit.row for hit in bar.seeker.hits[:2])
    change(session, 2027, "workers", first, name="张三丰")
    changes = removals(session.book(2027), "workers", [second])
    session.apply(Edit(message("test"), changes, 2027))
    _settled(bar)
    names = {int(row["id"]): row["name"] for row in session.book(2027).rows("workers")}
    assert names[first] == "张三丰"
    assert second not in names
    assert sum(name.startswith("人员") for name in names.values()) == 2_998
    session.undo()
    assert {int(row["id"]): row["name"] for row in session.book(2027).rows("workers")}[first] == "张三丰"
