"""Pasting from Excel, WPS and Calc: by headings, with exact numbers, bad cells marked and the rest in, one undo."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from street_desk.domain.edits import Edit
from street_desk.domain.problems import DerivedColumn
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from tests.copies import calc, excel, wps
from tests.streets import change, state_of

KEY = Qt.Key
TIP = int(Qt.ItemDataRole.ToolTipRole)


class Grid:
    """A grid on the screen, and what it said."""

    def __init__(self, qtbot: Any, street: Session, sheet: str) -> None:
        self.street = street
        self.model = GridModel(street, sheet, 2027)
        street.watch(self.model.follow)
        self.view = GridView(self.model)
        self.model.setParent(self.view)
        self.said: list[Any] = []
        self.model.refused.connect(self.said.append)
        qtbot.addWidget(self.view)
        self.view.resize(1200, 500)
        self.view.show()
        self.view.setFocus()

    def paste(self, row: int, key: str, text: str | None = None, html: str | None = None) -> None:
        mime = QMimeData()
        if text is not None:
            mime.setText(text)
        if html is not None:
            mime.setHtml(html)
        QGuiApplication.clipboard().setMimeData(mime)
        column = [c.key for c in self.model.columns].index(key)
        self.view.moves.move_to(
            self.model.index(*((column, 0) if self.model.sheet.single else (row, column)))
        )
        QTest.keyClick(self.view, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)

    def column(self, key: str) -> list[Any]:
        return [row.get(key) for row in self.street.book(2027).rows(self.model.sheet.name)]

    def marks(self) -> set[tuple[int, str]]:
        return set(self.model.marks.refused)

    def heard(self) -> str:
        return " ".join(said.text() for said in self.said)


@pytest.fixture
def communities(qtbot: Any, street: Session) -> Grid:
    return Grid(qtbot, street, "communities")


@pytest.fixture
def workers(qtbot: Any, street: Session) -> Grid:
    return Grid(qtbot, street, "workers")


# Marks ---------------------------------------------------------------------------------------------------------------


def test_bad_cells_are_marked_and_the_rest_goes_in(communities: Grid) -> None:
    communities.paste(0, "households", "100\t约9000\n很多\t9100\n300\t9200\n")
    assert communities.column("households") == [100, 3000, 300]
    assert communities.column("residents") == [None, 9100, 9200]
    assert communities.marks() == {(1, "residents"), (2, "households")}
    index = communities.model.index_of(2, "households")
    assert communities.model.look(index).refused
    assert communities.model.data(index) == "3,000"
    assert "很多" in communities.model.data(index, TIP)
    said = communities.said[-1]
    assert (said.taken, said.count, said.row) == (4, 2, 1)
    assert "约9000" in said.text()


def test_a_marked_cell_is_drawn_red_with_the_value_it_holds(communities: Grid) -> None:
    communities.paste(0, "households", "100\n很多\n300\n")
    communities.view.moves.move_to(communities.model.index(0, 0))
    where = communities.view.visualRect(communities.model.index_of(2, "households")).topLeft()
    picture = communities.view.viewport().grab().toImage()
    scale = picture.devicePixelRatio()
    assert picture.pixelColor(int((where.x() + 3) * scale), int((where.y() + 3) * scale)) == style.REFUSED


def test_typing_the_cell_takes_its_mark_away(communities: Grid) -> None:
    communities.paste(0, "households", "很多\n不少\n很少\n")
    model = communities.model
    model.setData(model.index_of(1, "households"), "2000", int(Qt.ItemDataRole.EditRole))
    assert communities.marks() == {(2, "households"), (3, "households")}
    # What stands there typed again is an answer too.
    model.setData(model.index_of(2, "households"), "3000", int(Qt.ItemDataRole.EditRole))
    assert communities.marks() == {(3, "households")}
    model.setData(model.index_of(3, "households"), "更多", int(Qt.ItemDataRole.EditRole))
    assert communities.marks() == {(3, "households")}
    assert not model.look(model.index_of(2, "households")).refused


def test_deleting_what_is_empty_takes_its_mark_away_and_draws_it_so(communities: Grid) -> None:
    model = communities.model
    communities.paste(0, "grids", "许多")
    cell = model.index_of(1, "grids")
    assert model.look(cell).refused
    QTest.keyClick(communities.view, KEY.Key_Delete)
    assert not communities.marks()
    assert not model.look(cell).refused


def test_undo_of_the_paste_takes_its_marks_away_and_another_undo_does_not(
    communities: Grid, street: Session
) -> None:
    before = state_of(street)
    communities.paste(0, "households", "100\n很多\n")
    change(street, 2027, "communities", 3, note="在")
    street.undo()
    assert communities.marks() == {(2, "households")}
    street.undo()
    assert communities.marks() == set()
    assert state_of(street) == before


def test_stepping_back_over_a_paste_takes_its_marks_away(communities: Grid, street: Session) -> None:
    change(street, 2027, "communities", 3, note="在")
    before = street.history()[-2][0].id
    communities.paste(0, "households", "100\n很多\n")
    cell = communities.model.index_of(2, "households")
    assert communities.model.look(cell).refused
    street.step_to(before)
    assert communities.marks() == set()
    assert not communities.model.look(cell).refused


def test_a_mark_goes_with_its_row_and_with_another_value(communities: Grid, street: Session) -> None:
    communities.paste(3, "name", "新社区\t\t很多\n老社区\t\t不少\n")
    assert communities.marks() == {(4, "households"), (5, "households")}
    change(street, 2027, "communities", 4, households="700")
    communities.model.remove([4])
    assert communities.marks() == set()


def test_escape_and_the_menu_clear_marks_and_f8_steps_through_them(communities: Grid) -> None:
    communities.paste(0, "households", "很多\t1\n2\t不少\n3\t4\n")
    view = communities.view

    def here() -> tuple[int, str]:
        row, column = communities.model.cell(view.currentIndex())
        return row, column.key

    view.moves.move_to(communities.model.index(0, 0))
    stops = []
    for _press in range(3):
        QTest.keyClick(view, KEY.Key_F8)
        stops.append(here())
    assert stops == [(1, "households"), (2, "residents"), (1, "households")]
    QTest.keyClick(view, KEY.Key_Escape)
    assert communities.marks() == set()
    communities.paste(0, "households", "很多\n")
    menu = view.deeds()
    next(action for action in menu.actions() if "Esc" in action.text()).trigger()
    assert communities.marks() == set()
    menu.deleteLater()


def test_a_refused_id_stays_hidden_in_its_mark(workers: Grid) -> None:
    workers.paste(0, "id_number", "4409811990010100\n")
    tip = workers.model.data(workers.model.index_of(1, "id_number"), TIP)
    assert "4409811990010100" not in tip
    assert "440981******0100" in tip


def test_a_new_row_with_a_bad_cell_comes_in_by_its_name_or_not_at_all(communities: Grid) -> None:
    communities.paste(3, "name", "甲社区\t\t很多\n#REF!\t\t500\n乙社区\t\t600\n")
    assert communities.column("name")[3:] == ["甲社区", "乙社区"]
    assert communities.column("households")[3:] == [None, 600]
    assert communities.marks() == {(4, "households")}
    assert communities.said[-1].count == 3


def test_an_error_that_the_copied_cell_shows_is_never_a_value(communities: Grid) -> None:
    communities.paste(
        0,
        "note",
        html=calc('<tr><td sdval="0" sdnum="1033;">#DIV/0!</td></tr><tr><td>########</td></tr>'),
    )
    communities.paste(0, "households", html=calc('<tr><td sdval="0" sdnum="1033;">#DIV/0!</td></tr>'))
    assert communities.column("note") == [None, None, None]
    assert communities.column("households")[0] == 2999
    assert communities.marks() == {(1, "note"), (2, "note"), (1, "households")}


def test_a_paste_over_a_worked_out_figure_alone_says_why(communities: Grid, street: Session) -> None:
    before = state_of(street)
    communities.paste(0, "office_fund", "1\n2\n")
    assert isinstance(communities.said[-1], DerivedColumn)
    assert state_of(street) == before


def test_an_empty_cell_pasted_over_a_figure_set_by_hand_leaves_it(communities: Grid, street: Session) -> None:
    changes, _refused = street.typed(2027, "communities", [Typed(1, "office_fund", "500", "上级定")])
    street.apply(Edit(message("test"), changes, 2027))
    communities.paste(0, "party_ceiling", "1\t\n")
    assert communities.model.data(communities.model.index_of(1, "office_fund")) == "500.00"
    assert communities.column("party_ceiling")[0] == 100


def test_derived_cells_and_dashes_are_left_out_and_counted(communities: Grid) -> None:
    communities.paste(0, "star", "3\t5\t2万\n—\t5\t30000\n")
    assert communities.column("star") == [3, 3, 5]
    assert communities.column("office_ceiling")[:2] == [2_000_000, 3_000_000]
    assert communities.marks() == set()
    assert "2" in communities.heard()
    assert "1" in communities.heard()


# Numbers -------------------------------------------------------------------------------------------------------------


def test_the_exact_number_counts_and_not_what_is_shown(communities: Grid) -> None:
    communities.paste(
        0,
        "area_km2",
        "1.23\n",
        wps("<tr><td align='right' x:num='1.23456789'>1.23</td></tr>"),
    )
    assert str(communities.column("area_km2")[0]) == "1.2346"
    communities.paste(
        0, "households", "1.23E+5\n", calc('<tr><td sdval="123456" sdnum="1033;">1.23E+5</td></tr>')
    )
    assert communities.column("households")[0] == 123_456


def test_a_number_of_another_unit_than_the_figure_seen_is_not_taken_for_it(communities: Grid) -> None:
    rows = (
        "<tr><td>社区名称</td><td>党员数</td><td>办公运转经费控制数（万元）</td></tr>"
        '<tr><td>幸福社区</td><td>1</td><td align="right" sdval="80000" sdnum="1033;0;0!.0,">8.0</td></tr>'
        '<tr><td>和平社区</td><td>1</td><td align="right" sdval="8.0123" sdnum="1033;0;0.0">8.0</td></tr>'
        '<tr><td>光明社区</td><td>1</td><td align="right" sdval="9" sdnum="1033;0;0&quot;万元&quot;">9万元</td></tr>'
    )
    communities.paste(0, "name", html=calc(rows))
    assert communities.column("office_ceiling") == [8_000_000, 8_012_300, 9_000_000]


def test_codes_and_days_go_in_as_they_are_shown(workers: Grid) -> None:
    row = (
        '<tr><td align="right" sdval="2012345678" sdnum="1033;0;00000000000">02012345678</td></tr>',
        '<tr><td align="right" sdval="41470" sdnum="1033;0;YYYY年M月">2013年7月</td></tr>',
        '<tr><td align="right" sdval="2013.1" sdnum="1033;">2013.1</td></tr>',
    )
    workers.paste(0, "phone", html=calc(row[0]))
    workers.paste(0, "appointed", html=calc(row[1]))
    workers.paste(1, "appointed", html=calc(row[2]))
    assert workers.column("phone")[0] == "02012345678"
    assert workers.column("appointed")[:2] == ["2013-07", None]
    assert workers.marks() == {(2, "appointed")}


@pytest.mark.parametrize("shown", ["4.40981E+17", "440981199001010000"])
def test_an_id_that_was_a_number_is_refused(workers: Grid, shown: str) -> None:
    html = calc(f'<tr><td align="right" sdval="4.4098119900101E+017" sdnum="1033;0;0">{shown}</td></tr>')
    workers.paste(0, "id_number", f"{shown}\n", html)
    assert workers.column("id_number")[0] is None
    assert workers.marks() == {(1, "id_number")}


# Headings ------------------------------------------------------------------------------------------------------------


def test_a_block_with_headings_lands_on_its_namesakes_wherever_the_cursor_is(
    communities: Grid, street: Session
) -> None:
    before = state_of(street)
    communities.paste(
        2,
        "note",
        "序号\t社区名称\t常住人口\t户数\t办公运转经费\t合计\t吉祥物\n"
        "1\t光明社区居委会\t9100\t\t80000\t80000\t熊\n"
        "2\t新社区\t1200\t很多\t1\t1\t猫\n"
        "3\t幸福社区\t约8000\t2500\t1\t1\t狗\n"
        "合计\t\t18300\t2500\t80002\t80002\t\n",
    )
    assert communities.column("name") == ["幸福社区", "和平社区", "光明社区", "新社区"]
    assert communities.column("residents") == [None, None, 9100, 1200]
    # An empty cell leaves what is held.
    assert communities.column("households") == [2500, 3000, 5001, None]
    assert communities.column("office_approved") == [None] * 4
    assert communities.marks() == {(1, "residents"), (4, "households")}
    said = communities.said[-1]
    assert (said.taken, said.count, said.row, said.line) == (4, 2, 4, False)
    for part in ("吉祥物", "光明社区居委会"):
        assert part in said.text()
    street.undo()
    assert state_of(street) == before
    assert communities.marks() == set()


def test_headings_of_several_rows_units_and_titles_are_understood(communities: Grid) -> None:
    rows = """ <tr><td colspan=5>2027年城市社区基本情况表</td></tr>
 <tr><td colspan=5>单位：万元</td></tr>
 <tr><td rowspan=2>序号</td><td rowspan=2>社区<br>名称</td><td colspan=2>控制数</td><td rowspan=2>党员数</td></tr>
 <tr><td>办公运转经费</td><td>党建经费（元）</td></tr>
 <tr><td align=right>1</td><td>幸福社区</td><td align=right>8.5</td><td align=right>5000</td><td align=right>41</td></tr>
 <tr><td align=right>2</td><td>和平社区</td><td>9万元</td><td>1万</td><td align=right>52</td></tr>"""
    communities.paste(0, "name", html=excel(rows))
    assert communities.column("office_ceiling")[:2] == [8_500_000, 9_000_000]
    assert communities.column("party_ceiling")[:2] == [500_000, 1_000_000]
    assert communities.column("party_members")[:2] == [41, 52]
    assert len(communities.column("name")) == 3


def test_as_text_a_group_of_headings_stands_over_its_first_column_only(communities: Grid) -> None:
    communities.paste(0, "name", "社区名称\t控制数\t\n\t办公运转经费\t党建经费\n和平社区\t80000\t5000\n")
    assert communities.column("office_ceiling")[1] == 8_000_000
    assert communities.column("party_ceiling")[1] == 500_000


def test_headings_without_names_go_to_the_rows_from_the_cursor_on(communities: Grid) -> None:
    communities.paste(1, "note", "党员数\t户数\n31\t3100\n32\t\n33\t3300\n")
    assert communities.column("party_members") == [None, 31, 32]
    assert communities.column("households") == [2999, 3100, None]
    assert len(communities.column("name")) == 3
    said = communities.said[-1]
    assert (said.count, said.row, said.line) == (2, 4, True)


def test_a_block_without_headings_keeps_to_its_place(communities: Grid) -> None:
    communities.paste(0, "name", "幸福\t社区\t2000\n")
    assert communities.column("name")[0] == "幸福"
    assert communities.column("class")[0] == "社区"
    # One known heading is none: a class may well be called so.
    communities.paste(0, "class", "类别\n甲类\n")
    assert communities.column("class")[:2] == ["类别", "甲类"]


def test_rows_that_could_be_several_or_come_twice_are_refused_whole(
    communities: Grid, street: Session
) -> None:
    change(street, 2027, "communities", 2, name="幸福居委会")
    communities.paste(
        0, "name", "社区名称\t户数\n幸福\t1\n光明社区\t2\n光明社区\t3\n新社区\t4\n新社区\t5\n\t6\n"
    )
    assert communities.column("households") == [2999, 3000, 2, 4]
    assert communities.marks() == set()
    said = communities.said[-1]
    assert (said.count, said.row, said.line) == (7, 2, True)
    assert "幸福居委会" in said.text()


def test_workers_are_found_by_id_name_and_community(workers: Grid, street: Session) -> None:
    change(street, 2027, "workers", 2, id_number="440981199001010011")
    workers.paste(
        0,
        "community",
        html=excel(
            """ <tr><td>所在社区</td><td>姓名</td><td>身份证号码</td><td>职务</td><td>原月报酬</td></tr>
 <tr><td rowspan=3>光明社区</td><td>甲 一</td><td></td><td>书记</td><td align=right>2500</td></tr>
 <tr><td>乙二改</td><td class=xl65>440981199001010011</td><td>副主任</td><td align=right>2300</td></tr>
 <tr><td>新来</td><td></td><td>委员</td><td align=right>2000</td></tr>
 <tr><td>没有的社区</td><td>某某</td><td></td><td>委员</td><td align=right>1</td></tr>
 <tr><td></td><td>丙三</td><td></td><td>书记</td><td align=right>2600</td></tr>
 <tr><td></td><td>无家</td><td></td><td>委员</td><td align=right>1</td></tr>"""
        ),
    )
    assert workers.column("name") == ["甲一", "乙二改", "丙三", "丁四", "新来"]
    assert workers.column("former_pay") == [250_000, 230_000, 260_000, None, 200_000]
    assert workers.column("community") == [3, 3, 2, 1, 3]
    assert "没有的社区" in workers.heard()
    assert workers.marks() == set()


def test_a_figure_merged_over_several_rows_is_refused_for_each(communities: Grid) -> None:
    communities.paste(
        0,
        "name",
        html=excel(
            """ <tr><td>社区名称</td><td>类别</td><td>党员数</td></tr>
 <tr><td>幸福社区</td><td rowspan=2>甲类</td><td rowspan=2 align=right>99</td></tr>
 <tr><td>和平社区</td></tr>"""
        ),
    )
    assert communities.column("class") == ["甲类", "甲类", None]
    assert communities.column("party_members") == [None, None, None]
    assert communities.marks() == {(1, "party_members"), (2, "party_members")}


def test_the_fields_of_the_office_take_a_column(qtbot: Any, street: Session) -> None:
    office = Grid(qtbot, street, "office")
    office.paste(0, "head", "甲一\n乙二\n")
    assert (office.column("head"), office.column("finance_head")) == (["甲一"], ["乙二"])


# Copying -------------------------------------------------------------------------------------------------------------


def test_a_copied_block_is_a_table_with_its_texts_as_texts(communities: Grid, street: Session) -> None:
    change(street, 2027, "communities", 1, code="044098100101", note="甲\n乙  丙")
    view = communities.view
    view.blocks.pick(0, 0, 0, len(communities.model.columns) - 1)
    view.blocks.copy()
    mime = QGuiApplication.clipboard().mimeData()
    html = mime.html()
    assert 'mso-number-format:"\\@"\' sdnum="1033;0;@">044098100101<' in html
    assert 'mso-number-format:"0\\.00"\'>80000.00<' in html
    assert mime.text().startswith("044098100101\t幸福社区\t")


def test_ids_are_masked_in_the_table_too(workers: Grid, street: Session) -> None:
    change(street, 2027, "workers", 1, id_number="11010519491231002X")
    workers.view.moves.move_to(workers.model.index_of(1, "id_number"))
    workers.view.blocks.copy()
    assert "11010519491231002X" not in QGuiApplication.clipboard().mimeData().html()
    workers.view.blocks.paste()
    assert workers.column("id_number")[0] == "11010519491231002X"


def test_the_page_says_what_went_in_and_what_did_not(qtbot: Any, street: Session) -> None:
    page = DeskPage(street, 2027)
    qtbot.addWidget(page)
    page.resize(1440, 800)
    page.show()
    view = page.views["communities"]
    view.moves.go_to(1, "households")
    QGuiApplication.clipboard().setText("100\n很多\n300\n")
    view.blocks.paste()
    assert not page.notice.isHidden()
    assert "2" in page.notice.text()
    assert "很多" in page.notice.text()
    view.moves.go_to(2, "households")
    assert "很多" in page.explanation.text()
