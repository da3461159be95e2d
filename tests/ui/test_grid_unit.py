"""Money in yuan or in 万元, sums of a selection, and the zoom: as the window shows them, and what the store holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from street_desk.domain.arranging import Arrangement, Number
from street_desk.domain.shown_unit import IN_WAN, IN_YUAN
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from street_desk.ui.main_window import MainWindow
from street_desk.ui.view_menu import ZoomBox
from tests.streets import big_street, change, small_street, state_of
from tests.ui.panes import KEY, NONE, PanedGrid

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A window with a small street open in it."""

    def __init__(self, qtbot: Any, folder: Path) -> None:
        self.folder = folder
        small_street(folder).close()
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1280, 720)
        self.window.show()
        self.window.open(folder / "street.desk")
        QApplication.processEvents()

    @property
    def page(self) -> DeskPage:
        assert self.window.page is not None
        return self.window.page

    @property
    def view(self) -> GridView:
        view = self.page.view()
        assert view is not None
        return view

    @property
    def model(self) -> GridModel:
        return self.view.grid_model

    def held(self, row: int, key: str) -> Any:
        assert self.window.session is not None
        return (self.window.session.book(2027).row(self.model.sheet.name, row) or {}).get(key)

    def at(self, row: int, key: str) -> None:
        self.view.moves.go_to(row, key)

    def shown(self, row: int, key: str) -> str:
        return str(self.model.data(self.model.index_of(row, key)))

    def type(self, text: str) -> None:
        self.view.edit(self.view.currentIndex())
        editor = self.view.indexWidget(self.view.currentIndex())
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        if text.isascii():
            QTest.keyClicks(editor, text)
        else:
            editor.setText(text)
            editor.setModified(True)
        QTest.keyClick(editor, KEY.Key_Return)
        QApplication.processEvents()

    def wan(self) -> None:
        QTest.keyClick(self.view, KEY.Key_W, CTRL | Qt.KeyboardModifier.ShiftModifier)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.view.do("paste")

    def sums(self) -> str:
        return self.window._sums.whole()


@pytest.fixture
def desk(qtbot: Any, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.window.close()


# 元 and 万元 ---------------------------------------------------------------------------------------------------------


def test_every_money_cell_is_shown_in_wan_and_nothing_is_changed(desk: Desk) -> None:
    assert desk.window.session is not None
    change(desk.window.session, 2027, "communities", 1, office_ceiling="80500.01")
    before = state_of(desk.window.session)
    assert desk.shown(1, "office_ceiling") == "80,500.01"
    desk.wan()
    assert desk.shown(1, "office_ceiling") == "8.050001"
    assert desk.shown(1, "office_fund") == "8.00"
    assert desk.shown(1, "households") == "2,999"
    column = desk.model.index_of(1, "office_ceiling").column()
    assert desk.model.headerData(column, Qt.Orientation.Horizontal) == "办公运转经费控制数（万元）"
    for name in ("workers", "figures"):
        desk.page.turn_to(name)
        assert desk.model.unit is IN_WAN
    desk.page.turn_to("figures")
    place = desk.model.index_of(1, "minimum_wage").row()
    assert str(desk.model.headerData(place, Qt.Orientation.Vertical)).endswith("（万元）")
    assert desk.shown(1, "minimum_wage") == "0.13"
    assert state_of(desk.window.session) == before
    desk.wan()
    desk.page.turn_to("communities")
    assert desk.shown(1, "office_ceiling") == "80,500.01"


def test_what_is_typed_is_in_the_unit_that_is_shown(desk: Desk) -> None:
    desk.wan()
    desk.at(1, "office_ceiling")
    desk.type("8.05")
    assert desk.held(1, "office_ceiling") == 8_050_000
    assert desk.shown(1, "office_ceiling") == "8.05"
    for text, fen in (
        ("0.000001", 1),
        ("1,234.567891", 1_234_567_891),
        ("8万元", 8_000_000),
        ("500元", 50_000),
        ("1.5万", 1_500_000),
        ("0", 0),
    ):
        desk.at(1, "office_ceiling")
        desk.type(text)
        assert desk.held(1, "office_ceiling") == fen, text
    # Counts have no such unit.
    desk.at(1, "households")
    desk.type("3")
    assert desk.held(1, "households") == 3


def test_an_open_cell_holds_the_figure_in_that_unit_and_leaving_it_changes_nothing(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.type("80500.01")
    desk.wan()
    before = state_of(desk.window.session)  # type: ignore[arg-type]
    desk.at(1, "office_ceiling")
    QTest.keyClick(desk.view, KEY.Key_F2)
    editor = desk.view.indexWidget(desk.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "8.050001"
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()
    assert state_of(desk.window.session) == before  # type: ignore[arg-type]


def test_a_part_of_a_fen_and_an_odd_entry_are_said_and_the_figure_stays(desk: Desk) -> None:
    desk.wan()
    desk.at(1, "office_ceiling")
    desk.type("8")
    for text in ("0.0000001", "3千", "很多", "-1"):
        desk.page.notice.hide()
        desk.at(1, "office_ceiling")
        desk.type(text)
        assert desk.page.notice.isVisible(), text
        assert text in desk.page.notice.text()
        # The cell opens again with what was typed.
        QApplication.processEvents()
        editor = desk.view.indexWidget(desk.view.currentIndex())
        assert isinstance(editor, QLineEdit)
        QTest.keyClick(editor, KEY.Key_Escape)
        assert desk.held(1, "office_ceiling") == 8_000_000


def test_the_history_says_the_unit_of_what_was_typed(desk: Desk) -> None:
    desk.wan()
    desk.at(1, "office_ceiling")
    desk.type("8.5")
    assert desk.window.session is not None
    said = desk.window.session.undoable()
    assert said is not None
    assert said.text() == "幸福社区办公运转经费控制数（万元）：8.5"
    desk.window.undo()
    assert desk.held(1, "office_ceiling") is None


def test_copying_gives_what_is_shown_and_pasting_it_changes_nothing(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.paste("80500.01\t1200\t3\n1\t0.01\t99999.99\n")
    held = [
        desk.held(row, key)
        for row in (1, 2)
        for key in ("office_ceiling", "service_ceiling", "party_ceiling")
    ]
    assert held == [8_050_001, 120_000, 300, 100, 1, 9_999_999]
    desk.wan()
    desk.view.do("copy")
    text = QGuiApplication.clipboard().text()
    assert text == "8.050001\t0.12\t0.0003\n0.0001\t0.000001\t9.999999\n"
    html = QGuiApplication.clipboard().mimeData().html()
    assert "8.050001" in html
    assert "0\\.00" not in html.split("8.050001")[0].rsplit("<td", 1)[1]
    before = state_of(desk.window.session)  # type: ignore[arg-type]
    desk.view.do("paste")
    assert state_of(desk.window.session) == before  # type: ignore[arg-type]
    desk.view.do("clear_cells")
    QGuiApplication.clipboard().setText(text)
    desk.view.do("paste")
    assert state_of(desk.window.session) == before  # type: ignore[arg-type]


def test_a_copy_with_headings_states_the_unit_and_pasting_it_in_yuan_changes_nothing(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.paste("80500.01\t1200\t3\n")
    before = state_of(desk.window.session)  # type: ignore[arg-type]
    desk.view.do("select_rows")
    desk.wan()
    desk.view.do("copy_headed")
    text = QGuiApplication.clipboard().text()
    assert "（万元）" in text.splitlines()[0]
    desk.wan()
    desk.paste(text)
    assert state_of(desk.window.session) == before  # type: ignore[arg-type]


def test_a_filter_is_asked_and_listed_in_the_unit_that_is_shown(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.paste("80500.01\n90000\n120000\n")
    desk.wan()
    QTest.keyClick(desk.view, KEY.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    popup = desk.view.arranging.popup
    assert popup is not None
    listed = [str(popup.values.index(n).data()) for n in range(popup.values.rowCount())][1:]
    assert listed == ["8.050001  (1)", "9.00  (1)", "12.00  (1)"]
    line = popup.conditions.lines[0]
    line.how.setCurrentIndex(line.how.findData("at_least"))
    assert line.text.placeholderText() == "万元"
    QTest.keyClicks(line.text, "9")
    QTest.keyClick(line.text, KEY.Key_Return)
    assert desk.model.arrangement.filters["office_ceiling"].custom == (Number("at_least", 9_000_000),)
    assert list(desk.model.rows.ids)[:2] == [2, 3]
    desk.wan()
    desk.at(2, "office_ceiling")
    QTest.keyClick(desk.view, KEY.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    popup = desk.view.arranging.popup
    assert popup is not None
    assert popup.conditions.lines[0].text.text() == "90000.00"
    popup.search.setText("120,000")
    popup.accept()
    assert next(iter(desk.model.rows.ids)) == 3


def test_what_is_due_to_the_street_follows_the_unit(desk: Desk) -> None:
    assert desk.page.head.total.text() == "全街道应保障：790,000.00元"
    desk.wan()
    assert desk.page.head.total.text() == "全街道应保障：79.00万元"


def test_pasted_figures_with_a_unit_of_their_own_are_what_they_say(desk: Desk) -> None:
    desk.wan()
    desk.at(1, "office_ceiling")
    desk.paste("8万元\t500元\t2\n")
    assert [desk.held(1, f"{fund}_ceiling") for fund in ("office", "service", "party")] == [
        8_000_000,
        50_000,
        2_000_000,
    ]
    desk.at(2, "office_ceiling")
    desk.paste("0.0000001\n")
    assert desk.held(2, "office_ceiling") is None
    assert "0.0000001" in desk.page.notice.text()


@pytest.mark.parametrize(
    ("heading", "fen"),
    [
        ("办公运转经费控制数", 8_000_000),
        ("办公运转经费控制数（元）", 800),
        ("办公运转经费控制数（万元）", 8_000_000),
    ],
)
def test_a_block_with_headings_is_in_the_unit_it_states_else_in_the_one_shown(
    desk: Desk, heading: str, fen: int
) -> None:
    desk.wan()
    desk.at(1, "office_ceiling")
    desk.paste(f"社区名称\t{heading}\n和平社区\t8\n")
    assert desk.held(2, "office_ceiling") == fen


def test_the_switch_at_the_head_and_the_menu_follow_each_other(desk: Desk) -> None:
    yuan, wan = desk.page.findChildren(QToolButton, "unit")
    assert (yuan.isChecked(), wan.isChecked()) == (True, False)
    assert yuan.accessibleName() != wan.accessibleName()
    wan.click()
    assert desk.model.unit is IN_WAN
    assert desk.window.menus._view._wan.isChecked()
    desk.window.menus._view._wan.trigger()
    assert (yuan.isChecked(), wan.isChecked()) == (True, False)
    assert desk.model.unit is IN_YUAN
    wan.setFocus()
    QTest.keyClick(wan, KEY.Key_Space)
    assert desk.model.unit is IN_WAN
    # The next page of the same window keeps it; the next start begins with yuan.
    desk.window.show_year(2027)
    assert desk.model.unit is IN_WAN


def test_switching_takes_in_what_is_being_typed_in_its_own_unit(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.view.edit(desk.view.currentIndex())
    editor = desk.view.indexWidget(desk.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "80000")
    desk.page.turn_unit()
    assert desk.held(1, "office_ceiling") == 8_000_000
    assert desk.model.unit is IN_WAN
    # A text that does not fit stays, and the unit with it.
    desk.at(1, "service_ceiling")
    desk.view.edit(desk.view.currentIndex())
    editor = desk.view.indexWidget(desk.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "x")
    desk.page.findChildren(QToolButton, "unit")[0].click()
    assert desk.model.unit is IN_WAN
    assert desk.page.findChildren(QToolButton, "unit")[1].isChecked()


# Sums ----------------------------------------------------------------------------------------------------------------


def test_money_and_counts_are_summed_apart_and_exactly(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.paste("0.1\n0.2\n0.3\n")
    assert desk.sums() == "求和 0.60元   平均 0.20元   计数 3   最小 0.10元   最大 0.30元"
    desk.wan()
    assert desk.sums() == "求和 0.00006万元   平均 0.00002万元   计数 3   最小 0.00001万元   最大 0.00003万元"
    desk.wan()
    first = desk.model.index_of(1, "star").column()
    desk.view.blocks.pick(0, first, 2, desk.model.index_of(1, "office_ceiling").column())
    # The rating, and the one that pays.
    assert desk.sums() == (
        "求和 18   平均 3   计数 6   最小 1   最大 5   |   求和 0.60元   平均 0.20元   计数 3   最小 0.10元   最大 0.30元"
    )
    desk.at(1, "office_ceiling")
    assert desk.sums() == ""


def test_areas_are_no_heads(desk: Desk) -> None:
    desk.at(1, "registered")
    desk.paste("10\t1.25\n20\t0.5\n")
    assert desk.sums() == (
        "求和 30   平均 15   计数 2   最小 10   最大 20   |   求和 1.75   平均 ≈0.88   计数 2   最小 0.5   最大 1.25"
    )


def test_a_large_selection_is_summed_bit_by_bit(qtbot: Any, tmp_path: Path) -> None:
    street = big_street(tmp_path, 20, 9_000)
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.show()
    page.turn_to("workers")
    said: list[str] = []
    page.summed.connect(said.append)
    view = page.views["workers"]
    view.selectAll()
    # What is worked out counts to more than 90,000 cells: the first answer says that it is not all yet.
    assert said[-1] == "正在计算…"
    view.moves.move_to(view.grid_model.index(0, 0))
    assert said[-1] == ""
    column = view.grid_model.index_of(1, "former_pay").column()
    view.blocks.pick(0, column, view.grid_model.rowCount() - 1, column)
    qtbot.waitUntil(lambda: said[-1].startswith("求和"))
    assert (
        said[-1] == "求和 18,000,000.00元   平均 2,000.00元   计数 9,000   最小 2,000.00元   最大 2,000.00元"
    )
    street.unwatch(page.follow)
    page.sums.stop()
    street.close()


def test_the_sums_that_have_no_room_are_whole_under_the_mouse(desk: Desk) -> None:
    desk.window.resize(500, 500)
    first, last = desk.model.index_of(1, "star").column(), desk.model.index_of(1, "total_fund").column()
    desk.view.blocks.pick(0, first, 2, last)
    QApplication.processEvents()
    label = desk.window._sums
    assert label.text().endswith("…")
    assert label.toolTip().count("\n") == 1
    assert label.toolTip().endswith("元")


# Zoom ----------------------------------------------------------------------------------------------------------------


def _wheel(view: GridView, way: int, held: Qt.KeyboardModifier = CTRL) -> None:
    there = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        there,
        QPointF(view.viewport().mapToGlobal(there)),
        QPoint(),
        QPoint(0, way),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_ctrl_and_the_wheel_zoom_every_grid_and_ctrl_0_goes_back(desk: Desk) -> None:
    high, wide = desk.view.rowHeight(0), desk.view.width_of(3)
    top = desk.view.verticalScrollBar().value()
    for _turn in range(5):
        _wheel(desk.view, 120)
    assert desk.page.showing.zoom == 150
    assert abs(desk.view.rowHeight(0) - 1.5 * high) <= 2
    assert desk.view.pane.rowHeight(0) == desk.view.rowHeight(0)
    assert desk.view.width_of(3) > 1.3 * wide
    assert desk.view.verticalScrollBar().value() == top
    other = desk.page.views["workers"]
    assert other.rowHeight(0) == desk.view.rowHeight(0)
    # The editor is as large as its cell.
    desk.at(1, "households")
    desk.view.edit(desk.view.currentIndex())
    editor = desk.view.indexWidget(desk.view.currentIndex())
    assert editor.height() == desk.view.rowHeight(0) - 1
    assert editor.font().pointSizeF() == pytest.approx(QApplication.font().pointSizeF() * 1.5)
    QTest.keyClick(editor, KEY.Key_Escape)
    QTest.keyClick(desk.view, KEY.Key_0, CTRL)
    assert (desk.view.rowHeight(0), desk.view.width_of(3)) == (high, wide)
    for _turn in range(9):
        _wheel(desk.view, -120)
    assert desk.page.showing.zoom == 50
    assert desk.view.rowHeight(0) < high


def test_the_zoom_is_kept_and_shown_in_the_status_bar(desk: Desk, qtbot: Any) -> None:
    box = desk.window.findChild(ZoomBox)
    assert isinstance(box, ZoomBox)
    assert box.button.text() == "100 %"
    box.slider.setValue(125)
    assert desk.page.showing.zoom == 125
    assert box.button.text() == "125 %"
    high = desk.view.rowHeight(0)
    again = MainWindow()
    qtbot.addWidget(again)
    assert again.showing.zoom == 125
    again.close()
    menu = box.button.menu()
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["125 %"]
    next(a for a in menu.actions() if a.text().startswith("200")).trigger()
    assert desk.view.rowHeight(0) > high
    QTest.keyClick(box.slider, KEY.Key_Left)
    assert desk.page.showing.zoom == 190


def test_cells_and_headings_are_painted_anew_at_every_size(qtbot: Any, tmp_path: Path) -> None:
    street = small_street(tmp_path)
    grid = PanedGrid(qtbot, street, width=1200)
    pictures = []
    for percent in (100, 200, 100):
        grid.view.zoom.draw(percent)
        QApplication.processEvents()
        rect = grid.view.visualRect(grid.model.index_of(1, "households"))
        pictures.append(grid.view.viewport().grab(rect).toImage())
    assert pictures[0] == pictures[2]
    inked = [
        sum(p.pixelColor(x, y).lightness() < 120 for x in range(p.width()) for y in range(p.height()))
        for p in pictures
    ]
    assert inked[1] > 2 * inked[0]
    street.close()


def test_the_first_column_in_sight_stays_the_first_at_every_size(desk: Desk) -> None:
    left = desk.view.horizontalScrollBar()
    left.setValue(left.maximum() // 2)
    first = desk.view.columnAt(0)
    left.setValue(left.value() + desk.view.columnViewportPosition(first))
    for percent in (150, 75, 200, 100):
        desk.page.showing.zoom_to(percent)
        assert desk.view.columnAt(0) == first or left.value() == left.maximum()


def test_the_wheel_alone_scrolls(desk: Desk) -> None:
    assert desk.page.showing.zoom == 100
    _wheel(desk.view, -120, NONE)
    assert desk.page.showing.zoom == 100


def test_subtotals_are_in_the_unit_that_is_shown(desk: Desk) -> None:
    desk.at(1, "office_ceiling")
    desk.paste("80500.01\n90000\n1\n")
    desk.model.arrange(Arrangement(group="party_organisation"))
    desk.wan()
    place = [column.key for column in desk.model.columns].index("office_ceiling")
    lines = [row for row in range(desk.model.rowCount()) if not desk.model.is_row(row)]
    assert [str(desk.model.index(row, place).data()) for row in lines][-1] == "17.050101"
    desk.view.moves.move_to(desk.model.index(lines[-1], place))
    desk.view.do("copy")
    assert QGuiApplication.clipboard().text() == "17.050101\n"
