"""The grid: keys, typing, blocks, and what the store holds afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from street_desk.domain.catalogue import GRIDS
from street_desk.domain.problems import DerivedColumn
from street_desk.session import Session
from street_desk.ui.grid_editors import ChoiceLine
from street_desk.ui.grid_keys import KEYS
from street_desk.ui.grid_menu import DEEDS
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from tests.streets import change, small_street, state_of

KEY = Qt.Key


def _grid(qtbot: Any, street: Session, sheet: str = "communities") -> tuple[GridModel, GridView]:
    model = GridModel(street, sheet, 2027)
    street.watch(model.follow)
    view = GridView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(1200, 500)
    view.show()
    view.setFocus()
    return model, view


def _at(view: GridView, model: GridModel, row: int, key: str) -> None:
    column = [c.key for c in model.columns].index(key)
    view.moves.move_to(model.index(row, column) if not model.sheet.single else model.index(column, 0))


def _type(view: GridView, text: str, key: Qt.Key = KEY.Key_Return) -> None:
    """Types into the current cell as a person does: the first letter opens the editor."""
    first = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text[0])
    QApplication.sendEvent(view, first)
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    for letter in text[1:]:
        QApplication.sendEvent(
            editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )
    QTest.keyClick(editor, key)
    QApplication.processEvents()


@pytest.mark.parametrize("sheet", [s.name for s in GRIDS])
def test_every_model_keeps_qts_rules(qtmodeltester: Any, street: Session, sheet: str) -> None:
    model = GridModel(street, sheet, 2027)
    qtmodeltester.check(model, force_py=True)


def test_typing_replaces_and_enter_goes_down(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "households")
    _type(view, "3200")
    assert street.book(2027).rows("communities")[0]["households"] == 3200
    assert (view.currentIndex().row(), model.cell(view.currentIndex())[1].key) == (1, "households")
    _type(view, "3300", KEY.Key_Tab)
    assert model.cell(view.currentIndex())[1].key == "residents"
    assert view.state() != GridView.State.EditingState


def test_an_input_method_composes_in_the_cell(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "note")
    view.edit(view.currentIndex())
    editor = view.findChild(QLineEdit)
    assert editor is not None
    event = QInputMethodEvent()
    event.setCommitString("旧城改造")
    QApplication.sendEvent(editor, event)
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()
    assert street.book(2027).rows("communities")[0]["note"] == "旧城改造"


def test_a_row_typed_at_the_end_is_added(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    assert model.rowCount() == 4
    _at(view, model, 3, "name")
    _type(view, "新社区")
    assert model.rowCount() == 5
    assert street.book(2027).rows("communities")[3]["name"] == "新社区"
    street.undo()
    assert model.rowCount() == 4


def test_what_does_not_fit_is_said_and_the_text_is_not_lost(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    said: list[Any] = []
    model.refused.connect(said.append)
    _at(view, model, 0, "households")
    _type(view, "很多")
    assert "很多" in said[0].text()
    qtbot.waitUntil(lambda: view.state() == GridView.State.EditingState)
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "很多"
    assert view.currentIndex().row() == 0
    QTest.keyClick(editor, KEY.Key_Escape)
    QApplication.processEvents()
    assert street.book(2027).rows("communities")[0]["households"] == 2999


def test_shift_enter_goes_up_and_selects_one_cell(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 2, "households")
    QTest.keyClick(view, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    column = view.currentIndex().column()
    assert view.blocks.picked() == [(1, column, 1, column)]


def test_a_choice_is_picked_from_its_list(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "party_organisation")
    view.edit(view.currentIndex())
    line = view.findChild(ChoiceLine)
    assert line is not None
    line.open_list()
    shown = [line.list.item(n).text() for n in range(line.list.count())]
    assert shown == ["党委", "党总支", "党支部", "未单独设立"]
    QTest.mouseClick(
        line.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=line.list.visualItemRect(line.list.item(0)).center(),
    )
    QApplication.processEvents()
    assert street.book(2027).rows("communities")[0]["party_organisation"] == "committee"


def test_a_workers_community_is_picked_by_name(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street, "workers")
    assert model.choices(model.columns[0]) == ["幸福社区", "和平社区", "光明社区"]
    _at(view, model, 0, "community")
    _type(view, "幸福")
    assert street.book(2027).rows("workers")[0]["community"] == 1


def test_derived_cells_are_shaded_and_read_only(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    index = model.index_of(1, "office_fund")
    assert model.data(index) == "80,000.00"
    assert model.look(index).derived
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    view.moves.move_to(index)
    QTest.keyClick(view, KEY.Key_5)
    assert view.findChild(QLineEdit) is None


def test_typing_on_a_derived_cell_says_why_and_the_cursor_stays(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    said: list[Any] = []
    model.refused.connect(said.append)
    index = model.index_of(2, "office_fund")
    # "8" begins the first row's figure: Qt would jump there.
    for act in (
        lambda: QTest.keyClick(view, KEY.Key_8),
        lambda: QTest.keyClick(view, KEY.Key_F2),
        lambda: QTest.keyClick(view, KEY.Key_Delete),
        lambda: QTest.mouseDClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
        ),
    ):
        view.moves.move_to(index)
        said.clear()
        act()
        assert isinstance(said[0], DerivedColumn)
        assert view.currentIndex() == index
        assert view.state() != GridView.State.EditingState


def test_f2_puts_the_caret_at_the_end_of_a_number_on_the_right(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "households")
    QTest.keyClick(view, KEY.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    assert (editor.selectedText(), editor.cursorPosition()) == ("", 4)
    assert editor.alignment() & Qt.AlignmentFlag.AlignRight
    QTest.keyClicks(editor, "1")
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()
    assert street.book(2027).rows("communities")[0]["households"] == 29991


def test_a_new_row_is_filled_by_tab_and_enter_begins_the_next(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 3, "name")
    start = view.currentIndex().column()
    before = len(street.book(2027).rows("communities"))
    _type(view, "新社区", KEY.Key_Tab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (3, start + 1)
    while model.cell(view.currentIndex())[1].key != "households":
        QTest.keyClick(view, KEY.Key_Tab)
    _type(view, "1234", KEY.Key_Return)
    rows = street.book(2027).rows("communities")
    assert len(rows) == before + 1
    assert (rows[3]["name"], rows[3]["households"]) == ("新社区", 1234)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (4, start)
    assert model.data(model.index_of(rows[3]["id"], "name")) == "新社区"
    assert model.headerData(4, Qt.Orientation.Vertical) == "＊"


def test_enter_without_a_run_of_tabs_stays_in_its_column(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "name")
    QTest.keyClick(view, KEY.Key_Tab)
    QTest.keyClick(view, KEY.Key_Down)
    here = view.currentIndex().column()
    QTest.keyClick(view, KEY.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, here)


def test_a_block_pasted_into_the_empty_row_stays_selected_and_in_sight(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    view.resize(500, 130)
    QGuiApplication.clipboard().setText("甲社区\n乙社区\n丙社区\n")
    _at(view, model, 3, "name")
    column = view.currentIndex().column()
    QTest.keyClick(view, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.blocks.picked() == [(3, column, 5, column)]
    assert (view.currentIndex().row(), view.currentIndex().column()) == (3, column)
    cell = view.place_of(view.currentIndex())
    assert view.rect().contains(view.mapFromGlobal(cell.center()))
    assert [r["name"] for r in street.book(2027).rows("communities")][3:] == ["甲社区", "乙社区", "丙社区"]


def test_the_keys_work_while_an_input_method_takes_the_letters(qtbot: Any, street: Session) -> None:
    def press(key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, held, ""))

    control = Qt.KeyboardModifier.ControlModifier
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "note")
    change(street, 2027, "communities", 1, note="在")
    press(KEY.Key_C, control)
    _at(view, model, 1, "note")
    press(KEY.Key_V, control)
    press(KEY.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert [r.get("note") for r in street.book(2027).rows("communities")][:2] == ["在", None]
    view.blocks.pick(0, view.currentIndex().column(), 2, view.currentIndex().column())
    press(KEY.Key_D, control)
    assert [r.get("note") for r in street.book(2027).rows("communities")] == ["在", "在", "在"]
    _at(view, model, 0, "party_organisation")
    press(KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    line = view.findChild(ChoiceLine)
    assert line is not None
    assert line.list.isVisible()


def test_the_menu_under_the_right_button_does_what_it_says(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "households")
    menu = view.deeds()
    keys = {action.text(): action.shortcut().toString() for action in menu.actions() if not action.menu()}
    said = ["Ctrl+X", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+V", "Ctrl+Alt+V", "Ctrl+D", "Ctrl+R", "Ctrl+E", "Del"]
    said += [
        "Ctrl++",
        "Ctrl+-",
        "Ctrl+A",
        "Shift+Space",
        "Ctrl+Space",
        "Ctrl+Shift+H",
        "Shift+F2",
        "",
        "F8",
        "",
        "",
    ]
    assert list(keys.values()) == said
    by_key = {action.shortcut().toString(): action for action in menu.actions()}
    by_key["Del"].trigger()
    assert "households" not in street.book(2027).rows("communities")[0]
    column = view.currentIndex().column()
    view.blocks.pick(1, column, 2, column)
    by_key["Ctrl+D"].trigger()
    assert [r.get("households") for r in street.book(2027).rows("communities")][1:] == [3000, 3000]
    menu.deleteLater()


def test_ctrl_minus_removes_rows_and_in_an_editor_does_not(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street, "workers")
    view.moves.move_to(model.index(0, 1))
    view.edit(view.currentIndex())
    editor = view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, KEY.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert len(street.book(2027).rows("workers")) == 4
    QTest.keyClick(editor, KEY.Key_Escape)
    QTest.keyClick(view, KEY.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert len(street.book(2027).rows("workers")) == 3


def test_an_edit_repaints_what_follows_from_it(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street)
    touched: list[int] = []
    model.dataChanged.connect(lambda first, last: touched.extend(range(first.row(), last.row() + 1)))
    change(street, 2027, "communities", 2, households="4999")
    assert touched == [1]
    change(street, 2027, "communities", 2, households="5001")
    assert model.data(model.index_of(2, "office_fund")) == "110,000.00"


def test_copy_and_paste_of_a_block_is_one_undo_step(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    before = state_of(street)
    QGuiApplication.clipboard().setText("3,100\t9,000\n3,200\t9,100\n3,300\t9,200\n3,400\t9,300\n")
    _at(view, model, 0, "households")
    QTest.keyClick(view, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = street.book(2027).rows("communities")
    assert [(r["households"], r["residents"]) for r in rows] == [
        (3100, 9000),
        (3200, 9100),
        (3300, 9200),
        (3400, 9300),
    ]
    QTest.keyClick(view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "3100\t9000\n3200\t9100\n3300\t9200\n3400\t9300\n"
    street.undo()
    assert state_of(street) == before


def test_pasting_one_cell_fills_the_selection(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    QGuiApplication.clipboard().setText("7\n")
    _at(view, model, 0, "committee_seats")
    column = view.currentIndex().column()
    view.blocks.pick(0, column, 2, column)
    view.blocks.paste()
    assert [r["committee_seats"] for r in street.book(2027).rows("communities")] == [7, 7, 7]


def test_a_paste_with_bad_cells_brings_the_rest(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    said: list[Any] = []
    model.refused.connect(said.append)
    QGuiApplication.clipboard().setText("100\nabc\n-3\n")
    _at(view, model, 0, "households")
    view.blocks.paste()
    assert [r["households"] for r in street.book(2027).rows("communities")] == [100, 3000, 5001]
    assert said[0].count == 2
    assert "2" in said[0].text()
    assert "常住户数" in said[0].text()


def test_what_is_copied_quotes_and_line_breaks_comes_back(qtbot: Any, street: Session) -> None:
    change(street, 2027, "communities", 1, note='他说"好"')
    model, view = _grid(qtbot, street)
    _at(view, model, 0, "note")
    view.blocks.copy()
    _at(view, model, 1, "note")
    view.blocks.paste()
    assert street.book(2027).rows("communities")[1]["note"] == '他说"好"'


def test_fill_down_and_clear_are_one_step_each(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    before = state_of(street)
    _at(view, model, 0, "households")
    column = view.currentIndex().column()
    view.blocks.pick(0, column, 2, column)
    QTest.keyClick(view, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert {r["households"] for r in street.book(2027).rows("communities")} == {2999}
    view.blocks.pick(0, column, 2, column)
    QTest.keyClick(view, KEY.Key_Delete)
    assert all("households" not in r for r in street.book(2027).rows("communities"))
    street.undo()
    street.undo()
    assert state_of(street) == before


def test_ids_stay_masked_on_the_screen_and_on_the_clipboard(qtbot: Any, street: Session) -> None:
    change(street, 2027, "workers", 1, id_number="11010519491231002X")
    model, view = _grid(qtbot, street, "workers")
    index = model.index_of(1, "id_number")
    assert model.data(index) == "110105********002X"
    view.moves.move_to(index)
    view.blocks.copy()
    assert QGuiApplication.clipboard().text() == "110105********002X\n"
    model.show_full(True)
    assert model.data(index) == "11010519491231002X"


def test_editing_a_masked_cell_without_a_change_keeps_it(qtbot: Any, street: Session) -> None:
    change(street, 2027, "workers", 1, id_number="11010519491231002X")
    model, view = _grid(qtbot, street, "workers")
    view.moves.move_to(model.index_of(1, "id_number"))
    QTest.keyClick(view, KEY.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, KEY.Key_Return)
    assert street.book(2027).rows("workers")[0]["id_number"] == "11010519491231002X"


def test_removing_rows_asks_the_rules_first(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    said: list[Any] = []
    model.refused.connect(said.append)
    view.moves.move_to(model.index(0, 1))
    view.blocks.remove_rows()
    assert "幸福社区" in said[0].text()
    assert model.rowCount() == 4
    people, rows = _grid(qtbot, street, "workers")
    rows.moves.move_to(people.index(3, 1))
    rows.blocks.remove_rows()
    view.blocks.remove_rows()
    assert model.rowCount() == 3
    street.undo()
    assert model.rowCount() == 4
    assert model.data(model.index(0, 1)) == "幸福社区"


def test_findings_mark_their_cells(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street)
    change(street, 2027, "communities", 1, party_organisation="无")
    index = model.index_of(1, "party_organisation")
    assert model.look(index).severity == "note"
    assert "未单独设立党组织" in model.data(index, int(Qt.ItemDataRole.ToolTipRole))


def test_a_finding_on_another_row_repaints_that_row(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street)
    touched: list[int] = []
    model.dataChanged.connect(lambda first, last: touched.extend(range(first.row(), last.row() + 1)))
    change(street, 2027, "communities", 1, name="和平社区")
    assert touched == [0, 1]
    assert model.look(model.index_of(2, "name")).severity == "note"


def test_a_single_row_sheet_is_a_list_of_fields(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street, "figures")
    assert model.columnCount() == 1
    assert model.headerData(0, Qt.Orientation.Vertical) == "上年度当地月最低工资标准"
    assert "正好3,000户归" in [model.headerData(n, Qt.Orientation.Vertical) for n in range(model.rowCount())]
    _at(view, model, 0, "minimum_wage")
    _type(view, "1400")
    assert street.book(2027).figures["minimum_wage"] == 140_000


def test_an_empty_setting_shows_its_default_quietly(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street, "figures")
    look = model.look(model.index_of(1, "setting.star_year"))
    assert (look.text, look.unset) == ("上年星级", True)
    assert model.data(model.index_of(1, "setting.star_year")) == ""


def test_the_name_stays_in_sight_at_the_rows_head(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    # Where its column stands still already, the number is enough.
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"
    view.do("unfreeze_columns")
    assert model.headerData(0, Qt.Orientation.Vertical) == "1  幸福社区"
    assert model.headerData(3, Qt.Orientation.Vertical) == "＊"


def test_an_empty_cell_and_a_ragged_block_are_pasted_cell_by_cell(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    QGuiApplication.clipboard().setText("旧\n\n新\n")
    for row in range(3):
        change(street, 2027, "communities", row + 1, note="在")
    _at(view, model, 0, "note")
    view.blocks.paste()
    assert [r.get("note") for r in street.book(2027).rows("communities")] == ["旧", None, "新"]
    QGuiApplication.clipboard().setText("\r\n")
    _at(view, model, 0, "note")
    view.blocks.paste()
    assert street.book(2027).rows("communities")[0].get("note") is None


def test_what_falls_off_the_edge_is_said(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    said: list[Any] = []
    model.refused.connect(said.append)
    QGuiApplication.clipboard().setText("甲\t乙\t丙\n")
    _at(view, model, 0, "note")
    view.blocks.paste()
    assert "2" in said[-1].text()
    assert street.book(2027).rows("communities")[0]["note"] == "甲"


def test_looking_at_a_carried_figure_does_not_confirm_it_and_typing_it_does(
    qtbot: Any, tmp_path: Path
) -> None:
    street = small_street(tmp_path, 2026)
    street.open_year(2027)
    model, view = _grid(qtbot, street, "figures")
    _at(view, model, 0, "minimum_wage")
    QTest.keyClick(view, KEY.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert "provisional" in street.book(2027).figures
    _at(view, model, 0, "minimum_wage")
    _type(view, "1300.00")
    assert "provisional" not in street.book(2027).figures
    street.close()


def test_the_log_keeps_ids_masked(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street, "workers")
    view.moves.move_to(model.index_of(1, "id_number"))
    _type(view, "11010519491231002X")
    assert "11010519491231002X" not in str(street.undoable())
    assert "110105********002X" in str(street.undoable())


def test_a_duty_is_headed_by_its_title_which_does_not_crowd_out_its_figures(
    qtbot: Any, street: Session
) -> None:
    model, view = _grid(qtbot, street, "duties")
    narrow = view.verticalHeader().sizeHint().width()
    title = "协助人民政府做好与居民利益有关的公共卫生、优抚救济、青少年教育等项工作" * 3
    _at(view, model, 0, "title")
    _type(view, title)
    assert street.book(2027).rows("duties")[0]["title"] == title
    head = model.headerData(0, Qt.Orientation.Vertical)
    assert head.startswith("1  协助人民政府")
    assert head.endswith("…")
    assert narrow < view.verticalHeader().sizeHint().width() < view.width() / 3
    assert model.name(model.index(0, 0)) == title


def test_premises_choose_their_community_and_the_new_row_is_headed_by_its_name(
    qtbot: Any, street: Session
) -> None:
    model, view = _grid(qtbot, street, "premises")
    view.do("unfreeze_columns")
    column = next(c for c in model.columns if c.key == "community")
    assert model.choices(column) == ["幸福社区", "和平社区", "光明社区"]
    _at(view, model, 0, "name")
    _type(view, "警务室")
    _at(view, model, 0, "community")
    _type(view, "光明社区")
    assert street.book(2027).rows("premises")[0]["community"] == 3
    assert model.headerData(0, Qt.Orientation.Vertical) == "1  警务室"


def test_every_key_and_every_entry_of_the_menu_does_something(qtbot: Any, street: Session) -> None:
    _model, view = _grid(qtbot, street)
    for name in (*KEYS.values(), *(deed.name for deed in DEEDS)):
        assert callable(view.deed(name)), name
    with pytest.raises(AttributeError):
        view.deed("dance")
