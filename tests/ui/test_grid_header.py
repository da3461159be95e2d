"""The headings of a grid: groups, two lines, selecting by them, and what is painted."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView

from street_desk import language
from street_desk.domain.arranging import Arrangement, Filter
from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.shown_unit import IN_WAN, IN_YUAN
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.grid_heading import below_group, group_of
from street_desk.ui.grid_shown import show_in
from tests.ui.panes import KEY, PanedGrid


def _picture(header: QHeaderView) -> QImage:
    QApplication.processEvents()
    return header.viewport().grab().toImage()


def _has(picture: QImage, colour: QColor, left: int, right: int) -> bool:
    wanted = colour.rgb()
    return any(
        picture.pixel(x, y) == wanted
        for x in range(max(left, 0), min(right, picture.width()))
        for y in range(picture.height())
    )


def test_a_group_is_said_once_above_its_columns() -> None:
    column = COMMUNITIES["office_ceiling"]
    assert (group_of(column), below_group(column, IN_YUAN)) == ("控制数", "办公运转经费")
    assert below_group(column, IN_WAN) == "办公运转经费（万元）"
    # A heading that is not made of its group's words stays whole.
    assert below_group(WORKERS["month_pay"], IN_YUAN) == "月合计"
    language.use("en")
    assert (group_of(column), below_group(column, IN_YUAN)) == ("Ceiling", "Office")


@pytest.mark.parametrize("sheet", [COMMUNITIES, WORKERS], ids=lambda s: s.name)
def test_the_columns_of_a_group_stand_beside_each_other(sheet: Any) -> None:
    groups = [group_of(column) for column in sheet.columns]
    runs = [group for n, group in enumerate(groups) if group and (n == 0 or groups[n - 1] != group)]
    assert len(runs) == len(set(runs)) > 1


def test_the_name_of_a_group_stays_in_the_middle_of_what_can_be_seen(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street, width=700)
    header = grid.view.headings.main
    first, last = grid.place("office_ceiling"), grid.place("party_ceiling")
    bar = grid.view.horizontalScrollBar()

    def middle() -> float:
        picture = _picture(header)
        band = header.fontMetrics().lineSpacing()
        left = max(0, header.sectionViewportPosition(first))
        right = min(picture.width(), header.sectionViewportPosition(last) + header.sectionSize(last))
        inked = [
            x
            for x in range(left, right - 2)
            if any(QColor(picture.pixel(x, y)).lightness() < 140 for y in range(2, band))
        ]
        return (inked[0] + inked[-1]) / 2 - (left + right) / 2

    bar.setValue(bar.value() + header.sectionViewportPosition(first))
    assert abs(middle()) < 4
    bar.setValue(bar.value() + 150)
    assert abs(middle()) < 4


def test_headings_take_two_lines_rather_than_being_cut(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    header = grid.view.headings.main
    place = grid.place("committee_seats")
    assert header._wrapped("两委核定职数", header.sectionSize(place)) in (
        ("两委核", "定职数"),
        ("两委核定职数",),
    )
    high = header.height()
    # Narrower than one line, wide enough for two.
    grid.view.set_width(place, header.fontMetrics().horizontalAdvance("两委核定") + 26)
    assert header._wrapped("两委核定职数", header.sectionSize(place)) == ("两委核", "定职数")
    assert header.height() >= high
    grid.view.set_width(place, 400)
    assert header._wrapped("两委核定职数", 400) == ("两委核定职数",)
    language.use("en")
    assert header._wrapped("Star that pays", header.fontMetrics().horizontalAdvance("Star that") + 28) == (
        "Star that",
        "pays",
    )


@pytest.mark.parametrize("chosen", ["zh_CN", "en"])
@pytest.mark.parametrize("sheet", ["communities", "workers", "premises", "duties"])
@pytest.mark.parametrize("points", [10.0, 15.0, 20.0])
def test_no_heading_is_cut_at_first_whatever_the_font(
    qtbot: Any, street: Session, chosen: str, sheet: str, points: float
) -> None:
    language.use(chosen)
    before = QApplication.font()
    larger = QApplication.font()
    larger.setPointSizeF(points)
    QApplication.setFont(larger)
    try:
        grid = PanedGrid(qtbot, street, sheet)
        header = grid.view.headings.main
        for unit in (IN_YUAN, IN_WAN):
            show_in(grid.model, unit)
            grid.view.columns.lay_widths()
            for place, column in enumerate(grid.model.columns):
                text = below_group(column, unit)
                lines = header._wrapped(text, grid.view.width_of(place))
                assert "".join("".join(lines).split()) == "".join(text.split()), text
    finally:
        QApplication.setFont(before)


def test_both_rows_of_headings_are_equally_high(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    for key in ("name", "households"):
        grid.view.set_width(grid.place(key), 30)
        grid.view.headings.settle()
        QApplication.processEvents()
        still, main = grid.view.headings.still, grid.view.headings.main
        assert still.height() == main.height()
        tops = [
            port.mapToGlobal(QPoint(0, 0)).y() for port in (grid.view.pane.viewport(), grid.view.viewport())
        ]
        assert tops[0] == tops[1]


def test_a_heading_selects_its_column_and_a_drag_several_over_the_border(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    last = grid.model.rowCount() - 1
    grid.click(grid.heading("households"))
    assert grid.view.blocks.picked() == [(0, 3, last, 3)]
    assert grid.here == (0, "households")
    grid.draw(grid.heading("residents"), grid.heading("name"))
    assert grid.view.blocks.picked() == [(0, 1, last, 4)]
    grid.click(grid.heading("code"))
    grid.click(grid.heading("class"), Qt.KeyboardModifier.ShiftModifier)
    assert grid.view.blocks.picked() == [(0, 0, last, 2)]
    grid.click(grid.heading("residents"), Qt.KeyboardModifier.ControlModifier)
    assert sorted(grid.view.blocks.picked()) == [(0, 0, last, 2), (0, 4, last, 4)]
    # A click on one of several that are selected selects it alone.
    grid.click(grid.heading("name"))
    assert grid.view.blocks.picked() == [(0, 1, last, 1)]


def test_a_selection_is_seen_in_both_headers(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    header, rows = grid.view.headings.main, grid.view.numbers
    place = grid.place("residents")
    left = header.sectionViewportPosition(place)
    edges = left + 2, left + header.sectionSize(place) - 2
    grid.at(0, "households")
    assert not _has(_picture(header), style.HEAD_PICKED, *edges)
    grid.view.blocks.pick(1, place, 2, place)
    assert _has(_picture(header), style.HEAD_PICKED, *edges)
    grid.click(grid.heading("residents"))
    assert _has(_picture(header), style.HEAD_WHOLE, *edges)
    grid.view.selectRow(1)
    picture = _picture(rows)
    assert picture.pixel(2, rows.sectionViewportPosition(1) + 3) == style.HEAD_WHOLE.rgb()
    assert picture.pixel(2, rows.sectionViewportPosition(0) + 3) == style.HEAD.rgb()
    grid.view.selectAll()
    assert _picture(rows).pixel(2, rows.sectionViewportPosition(2) + 3) == style.HEAD_WHOLE.rgb()


class _Filters:
    """The part that opens a column's filter, as the grid looks for it."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def ask_filter(self, column: int) -> None:
        self.asked.append(column)


def test_the_arrow_asks_for_the_columns_filter_and_selects_nothing(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    filters = _Filters()
    grid.view.parts = (filters, *grid.view.parts)
    grid.at(0, "households")
    for key in ("name", "residents"):
        place = grid.place(key)
        header = grid.view.side(place).horizontalHeader()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.arrow(place).center())
        assert filters.asked[-1] == place
    assert grid.here == (0, "households")
    assert len(grid.view.blocks.picked()) == 1


def test_a_filtered_and_a_sorted_column_are_marked(qtbot: Any, street: Session) -> None:
    grid = PanedGrid(qtbot, street)
    grid.view.parts = (_Filters(), *grid.view.parts)
    header, place = grid.view.headings.main, grid.place("households")
    grid.at(0, "residents")
    box = header.arrow(place)
    plain = _picture(header)
    assert not _has(plain, style.ACCENT, box.left(), box.right())
    grid.model.arrangement = Arrangement(filters={"households": Filter()})
    header.viewport().update()
    assert _has(_picture(header), style.ACCENT, box.left(), box.right())
    grid.model.arrangement = Arrangement(order=(("households", True), ("residents", False)))
    header.viewport().update()
    assert _picture(header) != plain


def test_the_menu_key_and_the_right_button_reach_what_can_be_done_with_columns(
    qtbot: Any, street: Session
) -> None:
    grid = PanedGrid(qtbot, street)
    grid.at(0, "class")
    inside = [a.text() for a in grid.view.deeds().actions() if a.menu()]
    assert len(inside) == len(set(inside)) == 2
    titles = [a.text() for a in grid.view.heading_menu().actions()]
    assert len(titles) == len(set(titles)) == 9
    assert all("&" in title for title in titles)
    grid.key(KEY.Key_Right, held=Qt.KeyboardModifier.AltModifier)
    assert grid.order()[2:4] == ["households", "class"]
