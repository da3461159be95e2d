"""The own columns of a grid, by keys and mouse: the dialog, the grid beside it, and what the store holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from street_desk import language
from street_desk.domain.arranging import Arrangement, Chosen, Filter
from street_desk.domain.edits import Edit
from street_desk.domain.own_editing import NoOwnColumns, removing
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui.grid_layout import Layout
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from street_desk.ui.import_choices import columns_to_choose
from street_desk.ui.import_dialog import ImportDialog
from street_desk.ui.own_columns import OwnColumns
from tests.files.importing.cases import Tab, write
from tests.streets import change, small_street, state_of
from tests.ui.asked import when_asked

KEY = Qt.Key


def _grid(qtbot: Any, street: Session, sheet: str = "communities") -> tuple[GridModel, GridView]:
    model = GridModel(street, sheet, 2027)
    street.watch(model.follow)
    view = GridView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(1_200, 500)
    view.show()
    view.setFocus()
    return model, view


def _dialog(qtbot: Any, model: GridModel) -> OwnColumns:
    dialog = OwnColumns(model)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _compose(line: QLineEdit, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def _add(dialog: OwnColumns, heading: str, kind: int = 0, on_form: bool = False) -> None:
    """By the keyboard alone: the heading, Tab to the kind, Tab to the form, Enter."""
    dialog.heading.setFocus()
    dialog.heading.selectAll()
    _compose(dialog.heading, heading)
    for _n in range(kind):
        QTest.keyClick(dialog.kind, KEY.Key_Down)
    if on_form:
        QTest.keyClick(dialog.on_form, KEY.Key_Space)
    QTest.keyClick(dialog.heading, KEY.Key_Return)


def _type(view: GridView, text: str) -> None:
    first = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text[0])
    QApplication.sendEvent(view, first)
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    for letter in text[1:]:
        QApplication.sendEvent(
            editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )
    QTest.keyClick(editor, KEY.Key_Return)
    QApplication.processEvents()


def test_a_column_is_added_and_filled_by_keys(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    view.columns.keep(Layout(widths={model.columns[3].key: 23}))
    before, width = model.columnCount(), view.width_of(3)
    dialog = _dialog(qtbot, model)
    _add(dialog, "物业补贴", kind=3, on_form=True)
    assert model.columnCount() == before + 1
    assert model.headerData(before, Qt.Orientation.Horizontal) == "物业补贴"
    assert view.width_of(3) == width, "the others keep the widths they were given"
    assert view.columnWidth(before) > 60
    assert dialog.heading.text() == ""
    dialog.reject()
    view.moves.move_to(model.index(1, before))
    _type(view, "1.5万")
    assert street.store.rows("communities", 2027)[2]["own_money_1"] == 1_500_000
    assert model.data(model.index(1, before)) == "15,000.00"
    assert street.papers("funding", 2027)[0].columns[-1].path == ("物业补贴",)
    street.undo()
    street.undo()
    assert model.columnCount() == before
    street.redo()
    street.redo()
    assert model.data(model.index(1, before)) == "15,000.00"


def test_what_the_dialog_refuses_it_says(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    before = state_of(street)
    _add(dialog, "户数")
    assert dialog.refused.isVisible()
    assert "户数" in dialog.refused.text()
    assert state_of(street) == before
    _add(dialog, "网格员")
    assert not dialog.refused.isVisible()
    assert [row["heading"] for row in dialog.rows()] == ["网格员"]


def test_columns_are_renamed_and_moved(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    for heading in ("甲列", "乙列", "丙列"):
        _add(dialog, heading)
    change(street, 2027, "communities", 1, own_text_1="一", own_text_2="二")
    dialog.list.selectRow(0)
    dialog.heading.selectAll()
    _compose(dialog.heading, "甲等列")
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    count = model.columnCount()

    def shown() -> list[tuple[Any, Any]]:
        places = range(count - 3, count)
        return [
            (model.headerData(n, Qt.Orientation.Horizontal), model.data(model.index(0, n))) for n in places
        ]

    assert shown() == [("甲等列", "一"), ("乙列", "二"), ("丙列", "")]
    QTest.mouseClick(dialog.last, Qt.MouseButton.LeftButton)
    assert shown() == [("乙列", "二"), ("丙列", ""), ("甲等列", "一")]
    street.undo()
    assert shown() == [("甲等列", "一"), ("乙列", "二"), ("丙列", "")]


def _answer(box: list[str], words: str) -> None:
    """Clicks the button of that name in the question that is asked next."""

    def click(shown: QMessageBox) -> None:
        box.append(shown.text())
        button = next(b for b in shown.buttons() if b.text() == words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    when_asked(QMessageBox, click)


def test_a_filled_column_goes_only_when_asked_and_comes_back(qtbot: Any, street: Session) -> None:
    model, _view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    language.use("en")
    _add(dialog, "网格员")
    change(street, 2027, "communities", 1, own_text_1="甲一")
    change(street, 2027, "communities", 3, own_text_1="乙二")
    before, count = state_of(street), model.columnCount()
    said: list[str] = []
    dialog.show_columns()
    dialog.list.selectRow(0)
    _answer(said, "Keep")
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert "filled in 2 rows" in said[0]
    assert state_of(street) == before
    _answer(said, "Remove")
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert model.columnCount() == count - 1
    assert "own_text_1" not in street.store.rows("communities", 2027)[1]
    street.undo()
    assert state_of(street) == before
    assert model.data(model.index(0, count - 1)) == "甲一"
    # An empty one goes without a question.
    change(street, 2027, "communities", 1, own_text_1="")
    change(street, 2027, "communities", 3, own_text_1="")
    dialog.show_columns()
    dialog.list.selectRow(0)
    QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert len(said) == 2
    assert model.columnCount() == count - 1


def test_the_menu_opens_the_dialog_and_a_list_of_fields_says_why_not(qtbot: Any, street: Session) -> None:
    _model, view = _grid(qtbot, street, "ratings")
    seen: list[str] = []

    def close(dialog: OwnColumns) -> None:
        seen.append(dialog.windowTitle())
        assert not dialog.on_form.isVisible(), "no form is printed from this sheet"
        dialog.reject()

    when_asked(OwnColumns, close)
    view.do("own_columns")
    assert len(seen) == 1
    fields, list_of_fields = _grid(qtbot, street, "office")
    refused: list[Any] = []
    fields.refused.connect(refused.append)
    list_of_fields.do("own_columns")
    assert isinstance(refused[0], NoOwnColumns)


def test_columns_that_stand_in_another_order_keep_it(qtbot: Any, street: Session) -> None:
    """As when columns were put in another order or hidden: only what is new comes to the end."""
    model, view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    _add(dialog, "甲列")
    shown = (model.columns[-1], *model.columns[3:5], model.columns[0])
    others = [column.key for column in model.columns if column not in shown]
    view.columns.keep(Layout((*(column.key for column in shown), *others), frozenset(others)))
    assert model.columns == shown
    _add(dialog, "乙列")
    assert [c.key for c in model.columns] == [*(c.key for c in shown), "own_text_2"]
    assert model.sheet["own_text_2"].heading == "乙列"


def test_every_control_has_a_name_and_a_key(qtbot: Any, street: Session) -> None:
    language.use("en")
    model, _view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    assert dialog.list.accessibleName()
    assert dialog.heading.hasFocus() or dialog.focusWidget() is dialog.heading
    titles = [b.text() for b in (dialog.add, dialog.change, dialog.last, dialog.remove)]
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(letters)
    for button in (dialog.add, dialog.change, dialog.last, dialog.remove):
        assert button.width() >= button.sizeHint().width()


def test_a_block_with_headings_finds_an_own_column(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    _add(dialog, "物业补贴", kind=3)
    dialog.reject()
    board = QApplication.clipboard()
    assert board is not None
    board.setText("社区名称\t物业补贴\n光明社区\t30\n幸福社区\t10\n")
    view.do("paste")
    held = street.book(2027).rows("communities")
    assert [row.get("own_money_1") for row in held] == [1_000, None, 3_000]
    assert "own_money_1" in SHEETS["communities"]


def test_the_window_of_an_import_knows_the_own_columns(qtbot: Any, street: Session, tmp_path: Path) -> None:
    model, _view = _grid(qtbot, street)
    dialog = _dialog(qtbot, model)
    _add(dialog, "物业补贴", kind=3)
    dialog.reject()
    rows = (("社区名称", "户数", "物业补贴"), ("幸福社区", 2999, 10), ("光明社区", 5001, 30))
    path = write(tmp_path / "表.xlsx", Tab(rows))
    shown = ImportDialog(street, 2027, [path], street.plan_import(2027, [path], {}))
    qtbot.addWidget(shown)
    shown.show()
    (region,) = shown.batch.previews[0].regions
    listed = dict(columns_to_choose(region, 1))
    assert "own_money_1" in listed.values()
    assert any(text.startswith("物业补贴") for text in listed)
    table = shown.models[0]
    heads = [table.headerData(n, Qt.Orientation.Horizontal) for n in range(table.columnCount())]
    assert any("物业补贴" in str(head) for head in heads)
    assert street.take_import(2027, shown.batch)
    assert [row.get("own_money_1") for row in street.book(2027).rows("communities")] == [1_000, None, 3_000]
    shown.reject()


def test_what_was_arranged_by_a_column_is_let_go_with_it(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _add(_dialog(qtbot, model), "甲列")
    change(street, 2027, "communities", 1, own_text_1="一")
    found = Filter(Chosen(frozenset({"一"})))
    both = Arrangement(
        {"own_text_1": found, "name": Filter(Chosen(frozenset({"幸福社区"})))}, group="own_text_1"
    )
    model.arrange(both)
    view.grab()
    street.undo()
    street.undo()
    view.grab()
    assert model.arrangement == Arrangement({"name": both.filters["name"]})
    assert list(model.rows.ids) == [1]
    model.arrange(Arrangement())
    street.redo()
    street.redo()
    assert model.data(model.index(0, model.columnCount() - 1)) == "一"


def test_a_column_among_those_that_stand_still_comes_and_goes(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    _add(_dialog(qtbot, model), "甲列")
    view.moves.move_to(model.index(0, model.columnCount() - 1))
    for _ in range(model.columnCount() - 1):
        view.do("move_columns_left")
    assert (model.columns[0].key, view.frozen) == ("own_text_1", 2)
    street.undo()
    assert (model.columns[0].key, view.frozen) == ("code", 1)
    view.moves.go_to(1, "name")
    QTest.keyClick(view, KEY.Key_F2)
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert not view.pane.isAncestorOf(editor)
    assert editor.height() > 10
    QTest.keyClick(editor, KEY.Key_Escape)
    street.redo()
    assert (model.columns[0].key, view.frozen) == ("own_text_1", 2)


def test_a_hidden_column_that_comes_back_is_still_hidden(qtbot: Any, street: Session) -> None:
    model, view = _grid(qtbot, street)
    for heading in ("甲列", "乙列"):
        _add(_dialog(qtbot, model), heading)
    view.moves.go_to(1, "own_text_1")
    view.do("hide_columns")
    own = street.book(2027).rows("own_columns")[0]
    street.apply(Edit(message("test"), removing(street.book(2027), own), 2027))
    street.undo()
    assert [column.key for column in model.columns][-1:] == ["own_text_2"]
    assert "own_text_1" not in [column.key for column in model.columns]


def test_how_a_column_is_laid_out_is_kept_by_its_heading(qtbot: Any, street: Session, tmp_path: Path) -> None:
    model, view = _grid(qtbot, street)
    _add(_dialog(qtbot, model), "甲列")
    view.moves.go_to(1, "own_text_1")
    view.do("hide_columns")
    again, _again = _grid(qtbot, street)
    assert "own_text_1" not in [column.key for column in again.columns]
    (tmp_path / "other").mkdir()
    other = small_street(tmp_path / "other")
    shown, _view = _grid(qtbot, other)
    _add(_dialog(qtbot, shown), "乙列")
    assert "own_text_1" in [column.key for column in shown.columns]
    third, _third = _grid(qtbot, other)
    assert "own_text_1" in [column.key for column in third.columns]
    other.close()
