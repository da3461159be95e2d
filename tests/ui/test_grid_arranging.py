"""Filtering, sorting and grouping a grid: by key, by the popup below a heading, by menu; and typing in what is shown."""

from __future__ import annotations

import random
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QToolButton

from street_desk.domain.arranging import Arrangement, Chosen, Days, Filter, Number, Written
from street_desk.session import Session
from street_desk.ui import grid_arranging
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_arranging import ListOfFields, RowHidden
from street_desk.ui.grid_filter import FilterPopup
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_sorting import SortDialog
from street_desk.ui.grid_view import GridView
from street_desk.ui.main_window import MainWindow
from tests.streets import change, state_of, type_in

KEY = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
YEAR = 2027


class Desk:
    """A page on one sheet, as a clerk sees and uses it."""

    def __init__(self, page: DeskPage, sheet: str) -> None:
        self.page, self.sheet = page, sheet
        self.model: GridModel = page.models[sheet]
        self.view: GridView = page.views[sheet]
        page.turn_to(sheet)

    def names(self) -> list[str]:
        """What stands in the column of names, subtotals as Σ, without the empty row."""
        model, place = self.model, [c.key for c in self.model.columns].index("name")
        return [
            str(model.index(row, place).data()) if model.is_row(row) else "Σ"
            for row in range(model.rowCount() - 1)
        ]

    def heads(self) -> list[str]:
        """The numbers of the rows."""
        texts = [self.model.headerData(n, Qt.Orientation.Vertical) for n in range(self.model.rowCount())]
        return [str(text).split()[0] for text in texts]

    def at(self, row: int, key: str) -> None:
        column = [c.key for c in self.model.columns].index(key)
        self.view.moves.move_to(self.model.index(row, column))
        self.view.setFocus()

    def here(self) -> tuple[str, str]:
        """The name and the column of the cursor's cell."""
        index = self.view.currentIndex()
        return self.model.name(index), self.model.cell(index)[1].key

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Types over the current cell, with an input method where need be."""
        self.view.edit(self.view.currentIndex())
        editor = self.view.indexWidget(self.view.currentIndex())
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)
        QTest.keyClick(editor, KEY.Key_Return)
        QApplication.processEvents()

    def ask(self, key: str) -> FilterPopup:
        """Opens the filter of a column by its key."""
        self.at(0, key)
        self.press(KEY.Key_L, CONTROL | SHIFT)
        popup = self.view.arranging.popup
        assert popup is not None
        assert popup.isVisible()
        return popup


@pytest.fixture
def page(qtbot: Any, street: Session) -> DeskPage:
    made = DeskPage(street, YEAR)
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    return made


@pytest.fixture
def workers(page: DeskPage) -> Desk:
    return Desk(page, "workers")


def _listed(popup: FilterPopup) -> list[tuple[str, bool]]:
    model = popup.values
    return [
        (str(model.index(n).data()), model.index(n).data(int(Qt.ItemDataRole.CheckStateRole)) == 2)
        for n in range(model.rowCount())
    ]


def _enter(widget: Any, text: str) -> None:
    """Text as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


# Filtering ---------------------------------------------------------------------------------------------------------------


def test_a_filter_is_set_by_keys_alone(workers: Desk) -> None:
    popup = workers.ask("community")
    assert popup.search.hasFocus() or popup.focusWidget() is popup.search
    assert _listed(popup)[1:] == [
        ("光明社区  (2)", True),
        ("和平社区  (1)", True),
        ("幸福社区  (1)", True),
    ]
    QTest.keyClick(popup.search, KEY.Key_Down)
    QTest.keyClick(popup.view, KEY.Key_Space)
    assert [on for _text, on in _listed(popup)] == [False, False, True, True]
    QTest.keyClick(popup.view, KEY.Key_Return)
    assert workers.names() == ["丙三", "丁四"]
    assert workers.heads() == ["3", "4", "＊"]
    assert workers.model.arrangement.filters["community"].chosen == Chosen(
        frozenset({"和平社区", "幸福社区"})
    )


def test_values_are_found_by_pinyin_initials_and_only_those_found_are_shown(workers: Desk) -> None:
    popup = workers.ask("community")
    QTest.keyClicks(popup.search, "xfsq")
    assert [text.split()[0] for text, _on in _listed(popup)[1:]] == ["幸福社区"]
    QTest.keyClick(popup.search, KEY.Key_Return)
    assert workers.names() == ["丁四"]


def test_the_list_follows_the_other_columns_and_keeps_what_was_chosen(workers: Desk) -> None:
    workers.model.arrange(
        Arrangement(
            {
                "community": Filter(Chosen(frozenset({"和平社区", "光明社区"}))),
                "name": Filter(Chosen(frozenset({"丙三", "丁四"}))),
            }
        )
    )
    popup = workers.ask("community")
    assert [(text.split()[0], on) for text, on in _listed(popup)[1:]] == [
        ("和平社区", True),
        ("幸福社区", False),
    ]
    QTest.mouseClick(
        popup.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=popup.view.visualRect(popup.values.index(2)).center(),
    )
    popup.accept()
    assert workers.names() == ["丙三", "丁四"]
    # Everything that is listed is ticked: no filter is left, as in Excel.
    assert "community" not in workers.model.arrangement.filters


def test_nothing_ticked_is_no_filter_to_set(workers: Desk) -> None:
    popup = workers.ask("community")
    popup.values.turn(0)
    ok = popup.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    QTest.keyClick(popup.search, KEY.Key_Return)
    assert popup.isVisible()
    QTest.keyClick(popup.search, KEY.Key_Escape)
    assert not workers.model.arrangement


def test_blanks_and_amounts_typed_in_yuan(workers: Desk) -> None:
    popup = workers.ask("former_pay")
    line = popup.conditions.lines[0]
    assert not line.text.isVisible()
    line.how.setCurrentIndex(line.how.findData("at_least"))
    QTest.keyClicks(line.text, "2400")
    QTest.keyClick(line.text, KEY.Key_Return)
    assert workers.names() == ["甲一"]
    assert workers.model.arrangement.filters["former_pay"].custom == (Number("at_least", 240_000),)
    popup = workers.ask("former_pay")
    line = popup.conditions.lines[0]
    assert (line.how.currentData(), line.text.text()) == ("at_least", "2400.00")
    line.how.setCurrentIndex(line.how.findData("blank"))
    popup.accept()
    assert workers.names() == ["乙二", "丙三", "丁四"]


def test_two_conditions_are_joined_by_or(workers: Desk) -> None:
    popup = workers.ask("name")
    first, second = popup.conditions.lines
    first.how.setCurrentIndex(first.how.findData("begins"))
    _enter(first.text, "甲")
    second.how.setCurrentIndex(second.how.findData("ends"))
    _enter(second.text, "四")
    popup.conditions.joint.setCurrentIndex(1)
    popup.accept()
    assert workers.names() == ["甲一", "丁四"]


def test_what_does_not_fit_is_said_and_the_popup_stays(workers: Desk) -> None:
    popup = workers.ask("former_pay")
    line = popup.conditions.lines[0]
    line.how.setCurrentIndex(line.how.findData("between"))
    assert line.more.isVisible()
    QTest.keyClicks(line.text, "abc")
    QTest.keyClicks(line.more, "9")
    QTest.keyClick(line.text, KEY.Key_Return)
    assert popup.isVisible()
    assert "abc" in popup.said.text()


def test_a_range_of_months(workers: Desk, street: Session) -> None:
    for row, month in ((1, "1984-03"), (2, "1990-07"), (3, "1971-12")):
        change(street, YEAR, "workers", row, birth=month)
    popup = workers.ask("birth")
    line = popup.conditions.lines[0]
    line.how.setCurrentIndex(line.how.findData("between"))
    QTest.keyClicks(line.text, "1980.1")
    QTest.keyClicks(line.more, "1989-12")
    popup.accept()
    assert workers.names() == ["甲一"]
    assert workers.model.arrangement.filters["birth"].custom == (Days("between", "1980-01", "1989-12"),)


def test_rows_with_a_finding(workers: Desk, street: Session) -> None:
    change(street, YEAR, "workers", 3, deductions="99999")
    popup = workers.ask("deductions")
    popup.finding.setCurrentIndex(1)
    popup.accept()
    assert workers.names() == ["丙三"]


def test_ids_are_listed_masked(workers: Desk, street: Session) -> None:
    change(street, YEAR, "workers", 1, id_number="440981198403150017")
    popup = workers.ask("id_number")
    assert "19840315" not in _listed(popup)[1][0]
    popup.close()
    workers.model.show_full(True)
    assert "440981198403150017" in _listed(workers.ask("id_number"))[1][0]


def test_the_popup_is_clear_of_the_filter_of_its_column_and_of_no_other(workers: Desk) -> None:
    one = Filter(Chosen(frozenset({"甲一", "丙三"})))
    workers.model.arrange(Arrangement({"name": one, "former_pay": Filter(custom=(Number("more", 1),))}))
    assert workers.names() == ["甲一"]
    popup = workers.ask("former_pay")
    QTest.mouseClick(popup.clear, Qt.MouseButton.LeftButton)
    assert workers.model.arrangement.filters == {"name": one}
    assert workers.names() == ["甲一", "丙三"]


# The cursor and what is typed --------------------------------------------------------------------------------------------


def test_the_cursor_stays_on_its_cell_or_goes_beside_it(workers: Desk) -> None:
    workers.at(3, "post")
    workers.model.arrange(Arrangement(order=(("name", False),)))
    assert workers.names() == ["丙三", "丁四", "甲一", "乙二"]
    assert workers.here() == ("丁四", "post")
    workers.model.arrange(Arrangement({"name": Filter(Chosen(frozenset({"甲一", "丙三"})))}))
    assert workers.here()[1] == "post"
    workers.at(2, "name")
    workers.model.arrange(Arrangement())
    assert workers.view.currentIndex().row() == 4


def test_an_edited_row_stays_until_it_is_applied_again(workers: Desk, street: Session) -> None:
    workers.at(0, "name")
    workers.view.do("sort_up")
    assert workers.names() == ["丙三", "丁四", "甲一", "乙二"]
    workers.at(0, "name")
    workers.type("周九")
    assert workers.names() == ["周九", "丁四", "甲一", "乙二"]
    assert street.book(YEAR).row("workers", 3)["name"] == "周九"  # type: ignore[index]
    workers.press(KEY.Key_L, CONTROL | ALT)
    assert workers.names() == ["丁四", "甲一", "乙二", "周九"]
    assert workers.heads() == ["4", "1", "2", "3", "＊"]


def test_an_edited_row_that_no_longer_passes_stays_in_sight(workers: Desk) -> None:
    workers.model.arrange(Arrangement({"name": Filter(Chosen(frozenset({"丁四"})))}))
    workers.at(0, "name")
    workers.type("丁五")
    assert workers.names() == ["丁五"]
    workers.press(KEY.Key_L, CONTROL | ALT)
    assert workers.names() == []


def test_a_new_row_stays_at_the_end_until_sorted_again(workers: Desk, street: Session) -> None:
    workers.at(0, "name")
    workers.view.do("sort_up")
    workers.at(4, "community")
    workers.view.edit(workers.view.currentIndex())
    workers.view.editing.commit_editor()
    workers.at(4, "name")
    workers.type("安一")
    assert workers.names() == ["丙三", "丁四", "甲一", "乙二", "安一"]
    assert workers.heads()[-2:] == ["5", "＊"]
    workers.view.do("apply_again")
    assert workers.names()[0] == "安一"


def test_a_new_row_appears_though_no_filter_lets_it_pass(workers: Desk, street: Session) -> None:
    workers.model.arrange(Arrangement({"name": Filter(Chosen(frozenset({"丁四"})))}))
    workers.at(1, "name")
    workers.type("新人")
    assert workers.names() == ["丁四", "新人"]
    assert workers.here()[1] == "name"
    assert workers.heads() == ["4", "5", "＊"]


def test_rows_that_undo_brings_back_stand_where_they_stood(workers: Desk, street: Session) -> None:
    workers.model.arrange(Arrangement(order=(("name", False),)))
    workers.view.blocks.pick(0, 0, 1, 0)
    workers.press(KEY.Key_Minus, CONTROL)
    assert workers.names() == ["甲一", "乙二"]
    street.undo()
    assert workers.names() == ["丙三", "丁四", "甲一", "乙二"]
    street.redo()
    assert workers.names() == ["甲一", "乙二"]


def test_an_undo_of_a_hidden_row_leaves_it_hidden_and_says_so(
    page: DeskPage, workers: Desk, street: Session
) -> None:
    changed = change(street, YEAR, "workers", 1, note="一")
    workers.model.arrange(Arrangement({"name": Filter(Chosen(frozenset({"丁四"})))}))
    said: list[Any] = []
    workers.model.refused.connect(said.append)
    page.jump(changed)
    assert isinstance(said[0], RowHidden)
    assert workers.names() == ["丁四"]


# Blocks ------------------------------------------------------------------------------------------------------------------


def _only(workers: Desk, *names: str) -> None:
    workers.model.arrange(Arrangement({"name": Filter(Chosen(frozenset(names)))}))


def _notes(street: Session) -> list[Any]:
    return [row.get("note") for row in street.book(YEAR).rows("workers")]


def test_copy_paste_fill_and_clear_touch_visible_rows_only(workers: Desk, street: Session) -> None:
    before = state_of(street)
    _only(workers, "甲一", "丙三", "丁四")
    workers.at(0, "note")
    QGuiApplication.clipboard().setText("一\n二\n三\n")
    workers.press(KEY.Key_V, CONTROL)
    assert _notes(street) == ["一", None, "二", "三"]
    workers.press(KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "一\n二\n三\n"
    workers.press(KEY.Key_D, CONTROL)
    assert _notes(street) == ["一", None, "一", "一"]
    workers.press(KEY.Key_Delete)
    assert _notes(street) == [None] * 4
    for _step in range(3):
        street.undo()
    assert state_of(street) == before
    workers.press(KEY.Key_Minus, CONTROL)
    assert [row["name"] for row in street.book(YEAR).rows("workers")] == ["乙二"]


def test_a_block_without_names_under_its_headings_goes_to_the_rows_shown(
    workers: Desk, street: Session
) -> None:
    _only(workers, "丙三", "丁四")
    workers.at(0, "note")
    QGuiApplication.clipboard().setText("学历\t备注\n本科\t甲\n大专\t乙\n")
    workers.press(KEY.Key_V, CONTROL)
    assert _notes(street) == [None, None, "甲", "乙"]


def test_a_refused_cell_is_named_by_the_number_that_its_row_shows(workers: Desk) -> None:
    _only(workers, "丙三", "丁四")
    said: list[Any] = []
    workers.model.refused.connect(said.append)
    workers.at(0, "grade")
    QGuiApplication.clipboard().setText("1\n很多\n")
    workers.press(KEY.Key_V, CONTROL)
    assert said[0].row == 4


# Groups ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def communities(page: DeskPage, street: Session) -> Desk:
    type_in(street, YEAR, "communities", {"name": "安宁社区", "households": "100", "star": "1"})
    desk = Desk(page, "communities")
    desk.at(0, "star")
    desk.view.do("group")
    return desk


def _texts(desk: Desk, key: str) -> list[str]:
    column = [c.key for c in desk.model.columns].index(key)
    return [str(desk.model.index(n, column).data() or "") for n in range(desk.model.rowCount() - 1)]


def test_groups_have_subtotals_and_a_total(communities: Desk) -> None:
    assert communities.names() == ["幸福社区", "安宁社区", "Σ", "和平社区", "Σ", "光明社区", "Σ", "Σ"]
    assert _texts(communities, "households") == [
        "2,999", "100", "3,099", "3,000", "3,000", "5,001", "5,001", "11,100",
    ]  # fmt: skip
    assert communities.heads() == ["1", "4", "Σ", "2", "Σ", "3", "Σ", "Σ", "＊"]
    index = communities.model.index(2, 0)
    look = communities.model.look(index)
    assert look.total
    assert not communities.model.look(communities.model.index(0, 0)).total
    communities.view.do("ungroup")
    assert communities.names() == ["幸福社区", "和平社区", "光明社区", "安宁社区"]


def test_subtotals_follow_the_filter_and_what_is_typed(communities: Desk, street: Session) -> None:
    filters = {"name": Filter(Chosen(frozenset({"安宁社区", "光明社区"})))}
    communities.model.arrange(Arrangement(filters, group="star"))
    assert _texts(communities, "households") == ["100", "100", "5,001", "5,001", "5,101"]
    painted: list[int] = []
    communities.model.dataChanged.connect(
        lambda first, last: painted.extend(range(first.row(), last.row() + 1))
    )
    change(street, YEAR, "communities", 4, households="200")
    assert _texts(communities, "households") == ["200", "200", "5,001", "5,001", "5,201"]
    assert {1, 4} <= set(painted)


def test_a_subtotal_takes_no_typing_and_is_not_removed(communities: Desk, street: Session) -> None:
    before = state_of(street)
    said: list[Any] = []
    communities.model.refused.connect(said.append)
    communities.at(2, "households")
    for key, held in (
        (KEY.Key_5, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_F2, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_Minus, CONTROL),
        (KEY.Key_H, CONTROL | SHIFT),
    ):
        communities.press(key, held)
        assert communities.view.findChild(QLineEdit) is None
    QGuiApplication.clipboard().setText("7")
    communities.press(KEY.Key_V, CONTROL)
    assert state_of(street) == before
    assert len(said) >= 4


def test_paste_fill_and_clear_pass_over_subtotals(communities: Desk, street: Session) -> None:
    def households() -> dict[Any, Any]:
        return {row.get("name"): row.get("households") for row in street.book(YEAR).rows("communities")}

    communities.at(1, "households")
    QGuiApplication.clipboard().setText("11\n12\n13\n14\n")
    count = communities.model.rowCount()
    communities.press(KEY.Key_V, CONTROL)
    assert households() == {"幸福社区": 2999, "安宁社区": 11, "和平社区": 12, "光明社区": 13, None: 14}
    street.undo()
    assert communities.model.rowCount() == count
    column = communities.view.currentIndex().column()
    communities.view.blocks.pick(0, column, 6, column)
    QGuiApplication.clipboard().setText("7")
    communities.press(KEY.Key_V, CONTROL)
    assert set(households().values()) == {7}
    assert communities.model.rowCount() == count
    street.undo()
    communities.view.blocks.pick(2, column, 5, column)
    communities.press(KEY.Key_D, CONTROL)
    assert households() == {"幸福社区": 2999, "和平社区": 3000, "光明社区": 3000, "安宁社区": 100}
    communities.view.blocks.pick(0, column, 6, column)
    communities.press(KEY.Key_Delete)
    assert set(households().values()) == {None}


def test_the_model_keeps_qts_rules_under_groups(qtmodeltester: Any, communities: Desk) -> None:
    qtmodeltester.check(communities.model, force_py=True)


# Sorting -----------------------------------------------------------------------------------------------------------------


def test_the_popup_sorts_by_pinyin_and_by_code(workers: Desk, street: Session) -> None:
    for row, code in ((1, "441901001001"), (2, "441901001002"), (3, "441901001003")):
        change(street, YEAR, "communities", row, code=code)
    popup = workers.ask("community")
    QTest.mouseClick(popup.up, Qt.MouseButton.LeftButton)
    assert workers.names() == ["甲一", "乙二", "丙三", "丁四"]
    popup = workers.ask("community")
    assert popup.by is not None
    popup.by.setCurrentIndex(1)
    popup.down.setFocus()
    QTest.keyClick(popup.down, KEY.Key_Return)
    assert workers.names() == ["甲一", "乙二", "丙三", "丁四"]
    workers.model.arrange(
        Arrangement(order=(("community", False),), by_code=workers.model.arrangement.by_code)
    )
    assert workers.names() == ["丁四", "丙三", "甲一", "乙二"]


def test_several_columns_are_asked_for_in_a_dialog(qtbot: Any, workers: Desk) -> None:
    dialog = SortDialog(workers.model, "community", workers.view)
    qtbot.addWidget(dialog)
    dialog.show()
    second = dialog.add("name", descending=True)
    third = dialog.add("grade")
    up, _down, away = second.findChildren(QToolButton)
    assert up.accessibleName()
    third.findChildren(QToolButton)[2].click()
    assert dialog.arrangement().order == (("community", False), ("name", True))
    up.click()
    assert dialog.arrangement().order == (("name", True), ("community", False))
    away.click()
    second = dialog.add("name")
    second.way.setCurrentIndex(1)
    workers.model.arrange(dialog.arrangement())
    assert workers.names() == ["乙二", "甲一", "丙三", "丁四"]


def test_what_is_being_typed_goes_in_before_rows_move(workers: Desk, street: Session) -> None:
    workers.at(0, "name")
    workers.view.edit(workers.view.currentIndex())
    editor = workers.view.indexWidget(workers.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    _enter(editor, "周九")
    editor.setModified(True)
    workers.view.do("sort_up")
    assert workers.names() == ["丙三", "丁四", "乙二", "周九"]


def test_a_list_of_fields_says_that_it_is_not_arranged(page: DeskPage) -> None:
    desk = Desk(page, "figures")
    said: list[Any] = []
    desk.model.refused.connect(said.append)
    desk.press(KEY.Key_L, CONTROL | SHIFT)
    desk.press(KEY.Key_L, CONTROL | ALT)
    assert [type(one) for one in said] == [ListOfFields, ListOfFields]


# What is said ------------------------------------------------------------------------------------------------------------


def test_the_line_above_the_grid_says_how_many_rows_are_shown(page: DeskPage, workers: Desk) -> None:
    line = page.arranged
    assert not line.isVisible()
    _only(workers, "丙三")
    assert line.isVisible()
    assert "1" in line.text()
    assert "4" in line.text()
    assert workers.model.sheet["name"].shown() in line.text()
    page.turn_to("communities")
    assert not line.isVisible()
    page.turn_to("workers")
    assert line.isVisible()
    QTest.mouseClick(line._clear, Qt.MouseButton.LeftButton)
    assert len(workers.names()) == 4
    assert not line.isVisible()


def test_a_finding_on_a_hidden_row_is_said_to_be_hidden(
    page: DeskPage, workers: Desk, street: Session
) -> None:
    change(street, YEAR, "workers", 3, deductions="99999")
    _only(workers, "甲一")
    finding = next(f for f in street.findings(YEAR) if f.row == 3 and f.sheet == "workers")
    page.go_to(finding.sheet, finding.row, finding.column)
    assert page.notice.isVisible()
    assert RowHidden().text() in page.notice.text()


def test_every_deed_is_in_the_menus_with_its_key(workers: Desk, qtbot: Any) -> None:
    menu = next(a.menu() for a in workers.view.deeds().actions() if a.menu() is not None)
    shown = [a.shortcut().toString() for a in menu.actions()]
    assert shown.count("Ctrl+Shift+L") == shown.count("Ctrl+Alt+L") == 1
    workers.at(0, "name")
    menu.actions()[1].trigger()
    assert workers.names() == ["乙二", "甲一", "丁四", "丙三"]


def test_the_arrangement_stays_when_another_year_is_shown(qtbot: Any, street: Session) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    path = street.path
    street.close()
    window.open(path)
    window.show()
    assert window.page is not None
    order = Arrangement(order=(("name", True),))
    window.page.models["workers"].arrange(order)
    window.menus.open_next_year()
    assert window.page.year == YEAR + 1
    assert window.page.models["workers"].arrangement == order
    assert Desk(window.page, "workers").names()[0] == "乙二"
    window.close_file()


def test_sorting_by_names_is_prepared_a_moment_after_the_start(
    qtbot: Any, street: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid_arranging, "_MANY", 2)
    monkeypatch.setattr(grid_arranging, "_IDLE_MS", 10)
    page = DeskPage(street, YEAR)
    qtbot.addWidget(page)
    workers = Desk(page, "workers")
    qtbot.waitUntil(lambda: len(workers.model.sight._cells._values.get("name", {})) == 4)
    workers.at(0, "name")
    workers.view.do("sort_down")
    assert workers.names()[0] == "乙二"


def test_the_filter_of_a_column_that_stands_still_opens_below_it(workers: Desk) -> None:
    assert workers.view.frozen == 2
    popup = workers.ask("community")
    pane = workers.view.pane
    assert popup.geometry().left() == pane.mapToGlobal(pane.rect().topLeft()).x()


def test_a_filter_by_an_id_lets_the_same_rows_pass_when_ids_are_shown(workers: Desk, street: Session) -> None:
    change(street, YEAR, "workers", 2, id_number="440981199001011234")
    workers.model.arrange(Arrangement({"id_number": Filter(Chosen(frozenset({"440981********1234"})))}))
    assert workers.names() == ["乙二"]
    workers.model.show_full(True)
    workers.view.do("apply_again")
    assert workers.names() == ["乙二"]
    workers.model.show_full(False)
    workers.view.do("apply_again")
    assert workers.names() == ["乙二"]


def test_a_whole_id_is_found_though_only_its_mask_is_shown(workers: Desk, street: Session) -> None:
    change(street, YEAR, "workers", 2, id_number="440981199001011234")
    for typed, found in (("440981199001011234", ["乙二"]), ("44098119900101123", []), ("1990", [])):
        one = Filter(custom=(Written("is", typed),))
        workers.model.arrange(Arrangement({"id_number": one}))
        assert workers.names() == found


def test_what_refers_to_a_row_follows_its_new_name(page: DeskPage, workers: Desk, street: Session) -> None:
    type_in(street, YEAR, "premises", {"community": "和平社区", "name": "活动室"})
    premises = page.models["premises"]
    page.turn_to("premises")
    index = premises.index_of(1, "community")
    assert premises.look(index).text == "和平社区"
    change(street, YEAR, "communities", 2, name="安宁社区")
    assert premises.look(premises.index_of(1, "community")).text == "安宁社区"
    assert ("安宁社区", 1) in premises.sight.tally("community")
    assert ("和平社区", 1) not in premises.sight.tally("community")


def test_the_sort_dialog_keeps_a_hidden_column(qtbot: Any, workers: Desk) -> None:
    order = (("note", False), ("name", True))
    workers.model.arrange(Arrangement(order=order))
    workers.at(0, "note")
    workers.view.do("hide_columns")
    dialog = SortDialog(workers.model, "name", workers.view)
    qtbot.addWidget(dialog)
    assert dialog.arrangement().order == order


_TYPED = (
    ("households", "2500"),
    ("households", "6000"),
    ("households", ""),
    ("grids", "7"),
    ("grids", ""),
    ("office_ceiling", "12.34"),
    ("office_ceiling", ""),
    ("party_organisation", "党委"),
)


def test_sums_that_are_brought_along_are_those_of_all_rows(communities: Desk, street: Session) -> None:
    """Random Edits, and after each of them the lines as a grid that adds everything up anew has them."""
    chance = random.Random(11)
    communities.model.arrange(Arrangement(group="party_organisation"))
    keys = ("households", "grids", "office_ceiling", "office_fund", "total_fund")

    def lines(model: GridModel) -> list[list[str]]:
        places = [[c.key for c in model.columns].index(key) for key in keys]
        rows = [n for n in range(model.rowCount()) if not model.is_row(n)]
        return [[str(model.index(n, place).data()) for place in places] for n in rows]

    lines(communities.model)
    for _step in range(60):
        row = chance.choice(street.book(YEAR).ids("communities"))
        deed = chance.randrange(6)
        if deed == 0:
            street.undo()
        else:
            key, value = chance.choice(_TYPED)
            change(street, YEAR, "communities", row, **{key: value})
        anew = GridModel(street, "communities", YEAR)
        anew.rows.show(communities.model.rows.ids, communities.model.rows.every, True)
        anew.arrangement, anew.sight._lines = communities.model.arrangement, communities.model.sight._lines
        assert lines(communities.model) == lines(anew)
