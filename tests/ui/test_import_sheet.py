"""The sheet in the import dialog: what becomes of each cell, and corrections by mouse, by menu, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from street_desk.domain.catalogue import SHEETS
from street_desk.exchange.importing import CHANGED, NEW, REFUSED, SAME, SKIPPED
from street_desk.language import _
from street_desk.session import Session
from street_desk.ui.import_dialog import ImportDialog
from street_desk.ui.import_layouts import BOTTOM, LAST, LEFT, RIGHT, TOP
from street_desk.ui.import_marks import DIFFERS, HEADING, NOTE
from street_desk.ui.import_sheet import SheetModel
from tests.files.importing.cases import Tab, write

ROWS = (
    ("测试街道2027年情况", None, None, None),
    ("社区名称", "户数", "门牌数", "办公经费"),
    ("幸福社区", 3100, 31, 50000),
    ("新社区", "很多", 52, 60000),
    ("合计", 9999, 83, 120000),
    ("附录一", 1, 2, 3000),
)
Opened = Callable[..., ImportDialog]


@pytest.fixture
def opened(qtbot: Any, street: Session, tmp_path: Path) -> Opened:
    def opened(*tabs: Tab) -> ImportDialog:
        path = write(tmp_path / "表.xlsx", *(tabs or (Tab(ROWS, ("A1:D1",), name="情况"),)))
        dialog = ImportDialog(street, 2027, [path], street.plan_import(2027, [path], {}))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


def sheet(dialog: ImportDialog) -> SheetModel:
    model = dialog.desk.panel.view.sheet()
    assert model is not None
    return model


def names(dialog: ImportDialog) -> list[str]:
    return [
        row.name for preview in dialog.batch.previews for region in preview.regions for row in region.rows
    ]


def drag(dialog: ImportDialog, edge: str, row: int, column: int) -> None:
    """Takes an edge of the current table and lets it go beyond the middle of a cell, as a hand would."""
    view = dialog.desk.panel.view
    head, whole = view.frames(view.layouts[view.current])
    middle = whole.center()
    start = {
        TOP: QPoint(middle.x(), whole.top()),
        BOTTOM: QPoint(middle.x(), head.bottom()),
        LAST: QPoint(middle.x(), whole.bottom()),
        LEFT: QPoint(whole.left(), middle.y()),
        RIGHT: QPoint(whole.right(), middle.y()),
    }[edge]
    assert view.edge_at(start) == edge
    model = sheet(dialog)
    cell = view.visualRect(model.index(model.place_of(row), column - 1))
    # Lines before a cell are nearest in its first half, those behind it in its second.
    share = 1 if edge in (TOP, LEFT) else 3
    end = QPoint(cell.left() + cell.width() * share // 4, cell.top() + cell.height() * share // 4)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_each_cell_shows_what_becomes_of_it(opened: Opened) -> None:
    dialog = opened()
    model = sheet(dialog)

    def mark(row: int, column: int) -> Any:
        return model.mark(model.index(row - 1, column - 1))

    assert mark(1, 1).state == NOTE
    assert mark(2, 2).state == HEADING
    assert mark(2, 2).column == "常住户数"
    assert (mark(3, 2).state, mark(3, 2).text) == (CHANGED, "2,999 → 3,100")
    assert mark(4, 1).state == NEW
    assert mark(4, 2).state == REFUSED
    assert "整数" in mark(4, 2).why
    # The refused cell above leaves nothing to check this total by.
    assert mark(5, 2).state == SKIPPED
    assert "无法核对" in mark(5, 2).why
    assert mark(5, 4).state == DIFFERS
    assert "7,000.00" in mark(5, 4).why
    assert model.index(4, 3).data() == "✗ 120000"
    assert model.index(4, 3).data(Qt.ItemDataRole.BackgroundRole) is not None


def test_the_line_below_says_it_of_the_cell_at_the_cursor(opened: Opened) -> None:
    dialog = opened()
    view = dialog.desk.panel.view
    view.go_to(4, 1)
    QTest.keyClick(view, Qt.Key.Key_Right)
    said = dialog.desk.panel.strip.said.text()
    assert "B4" in said
    assert "很多" in said
    assert "常住户数" in said
    assert "整数" in said
    assert dialog.desk.panel.strip.box.currentText() == "常住户数"


@pytest.mark.parametrize(
    ("edge", "row", "column"), [(TOP, 1, 2), (BOTTOM, 3, 2), (LAST, 4, 2), (LEFT, 3, 2), (RIGHT, 3, 3)]
)
def test_an_edge_that_is_dragged_changes_the_table(opened: Opened, edge: str, row: int, column: int) -> None:
    dialog = opened()
    before = dialog.batch.previews[0].regions[0].layout
    drag(dialog, edge, row, column)
    after = dialog.batch.previews[0].regions[0].layout
    assert getattr(after, edge) == (column if edge in (LEFT, RIGHT) else row) != getattr(before, edge)


def test_dragging_the_end_changes_what_comes_in_and_ctrl_z_takes_it_back(qtbot: Any, opened: Opened) -> None:
    dialog = opened()
    first = names(dialog)
    assert "附录一" in first
    drag(dialog, LAST, 5, 2)
    assert names(dialog) == ["幸福社区", "新社区"]
    assert dialog.models[0].rowCount() == 2
    QTest.keyClick(dialog.desk.panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    # The workbook is matched anew in a process of its own.
    qtbot.waitUntil(lambda: names(dialog) == first, timeout=20_000)
    assert not dialog.desk.undo.isEnabled()


def test_escape_lets_an_edge_go_without_a_change(opened: Opened) -> None:
    dialog = opened()
    view = dialog.desk.panel.view
    _head, whole = view.frames(view.layouts[0])
    start = QPoint(whole.center().x(), whole.bottom())
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), QPoint(start.x(), start.y() - 60))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(start.x(), start.y() - 60))
    assert dialog.isVisible()
    assert not dialog.corrections.begun


def test_a_column_chosen_below_the_sheet_goes_there(opened: Opened) -> None:
    dialog = opened()
    panel = dialog.desk.panel
    panel.view.go_to(3, 3)
    box = panel.strip.box
    place = box.findData("grids")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    region = dialog.batch.previews[0].regions[0]
    assert region.layout.columns[3] == "grids"
    assert dialog.batch.changes[0].after is not None
    assert dialog.batch.changes[0].after["grids"] == 31
    label = panel.view.labels._labels[3]
    assert (label.text, label.by_hand) == ("网格数", True)
    assert panel.view.spot() == (3, 3)


def test_a_column_that_another_has_is_marked_and_taken_from_it(opened: Opened) -> None:
    dialog = opened()
    panel = dialog.desk.panel
    panel.view.go_to(3, 3)
    box = panel.strip.box
    place = box.findData("households")
    assert "B" in box.itemText(place)
    box.setCurrentIndex(place)
    box.activated.emit(place)
    layout = dialog.batch.previews[0].regions[0].layout
    assert (layout.columns[2], layout.columns[3]) == ("", "households")


def test_a_click_on_a_label_offers_the_columns(opened: Opened) -> None:
    dialog = opened()
    labels = dialog.desk.panel.view.labels
    QTest.mouseClick(labels.viewport(), Qt.MouseButton.LeftButton, pos=labels.label_rect(3).center())
    (menu,) = [m for m in dialog.findChildren(QMenu) if m.isVisible()]
    wanted = next(action for action in menu.actions() if action.text() == "网格数")
    wanted.trigger()
    menu.close()
    assert dialog.batch.previews[0].regions[0].layout.columns[3] == "grids"


def choose(dialog: ImportDialog, *words: str, place: object = "") -> None:
    """Chooses from the menu of the button, as the keyboard would; the words are message ids."""
    menu = dialog.desk.panel.correct.menu()
    menu.aboutToShow.emit()
    for word in words:
        said = _(word).format(place=place)
        action = next(action for action in menu.actions() if action.text() == said)
        below = action.menu()
        if isinstance(below, QMenu):
            menu = below
        else:
            assert action.isEnabled()
            action.trigger()


def test_everything_can_be_said_from_the_menu(opened: Opened) -> None:
    dialog = opened()
    view = dialog.desk.panel.view
    view.go_to(5, 2)
    choose(dialog, "The table ends at row {place}", place=5)
    assert dialog.batch.previews[0].regions[0].layout.last == 5
    choose(dialog, "Amounts are in", "10,000 yuan")
    assert dialog.batch.previews[0].regions[0].unit == "wan"
    view.go_to(5, 3)
    choose(dialog, "The table ends at column {place}", place="C")
    assert dialog.batch.previews[0].regions[0].layout.right == 3
    choose(dialog, "The table holds", "社区工作者")
    assert dialog.batch.previews[0].regions[0].sheet == "workers"
    assert SHEETS["workers"]["name"].heading in dialog.side.told.toPlainText().splitlines()[0]
    for _step in range(4):
        dialog.desk.step_back()
    assert not dialog.corrections.begun
    assert dialog.batch.previews[0].regions[0].unit == "yuan"


def test_what_is_no_table_can_be_one_again(opened: Opened) -> None:
    dialog = opened(Tab(ROWS, name="情况"), Tab((("姓名", "社区"), ("甲某", "幸福社区")), name="人员"))
    dialog.desk.turn_to(dialog.desk.panel.places[0])
    choose(dialog, "This is no table")
    assert [region.tab for region in dialog.batch.previews[0].regions] == ["人员"]
    assert dialog.desk.panel.region() is None
    assert dialog.desk.panel.place().tab == "情况"
    view, model = dialog.desk.panel.view, sheet(dialog)
    view.clearSelection()
    view.setSelection(
        view.visualRect(model.index(1, 0)).united(view.visualRect(model.index(3, 3))),
        view.selectionCommand(model.index(1, 0)),
    )
    choose(dialog, "Here is a table of", "社区")
    layout = dialog.batch.previews[0].regions[0].layout
    assert (layout.top, layout.bottom, layout.last, layout.right) == (2, 2, 4, 4)
    assert names(dialog)[:2] == ["幸福社区", "新社区"]
    assert dialog.desk.panel.region() is not None
    dialog.desk.back.click()
    assert "附录一" in names(dialog)


def test_a_workbook_without_any_table_is_shown_and_can_be_given_one(opened: Opened) -> None:
    rows = (("甲", "乙"), ("东风社区", 2500), ("西湖社区", 4200))
    dialog = opened(Tab(rows))
    assert dialog.batch.previews == ()
    assert not dialog.take.isEnabled()
    assert dialog.desk.currentIndex() == 0
    view = dialog.desk.panel.view
    view.go_to(1, 1)
    choose(dialog, "Here is a table of", "社区")
    panel = dialog.desk.panel
    assert panel.region() is not None
    for column, key in ((1, "name"), (2, "households")):
        panel.choose_column(column, key)
    assert names(dialog) == ["东风社区", "西湖社区"]
    assert dialog.take.isEnabled()
    for _step in range(3):
        dialog.desk.step_back()
    assert dialog.batch.previews == ()


def test_space_leaves_a_row_out_and_takes_it_in_again(opened: Opened, street: Session) -> None:
    dialog = opened()
    view = dialog.desk.panel.view
    view.go_to(4, 1)
    QTest.keyClick(view, Qt.Key.Key_Space)
    made = [
        change.after["name"] for change in dialog.agreed().changes if change.after and change.before is None
    ]
    assert "新社区" not in made
    assert sheet(dialog).look(sheet(dialog).index(3, 0)).struck
    assert "1" in dialog._summary.text().rsplit(";", 1)[-1]
    model = dialog.models[0]
    assert model.data(model.index(1, 0), int(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Unchecked
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert dialog.agreed().changes == dialog.batch.changes


def test_ids_are_masked_over_the_sheet_too(opened: Opened) -> None:
    dialog = opened(Tab((("姓名", "社区", "身份证号"), ("甲某", "幸福社区", "440981198401011236"))))
    model = sheet(dialog)
    text = model.index(1, 2).data()
    assert "*" in text
    dialog.desk.panel.view.go_to(2, 3)
    assert "19840101" not in dialog.desk.panel.strip.said.text()


def test_a_card_is_marked_by_cell_and_its_labels_can_be_set(opened: Opened) -> None:
    rows = (("社区名称", "幸福社区", "户数", 3100), ("网格数", 8, "党员数", 100), ("户籍人口", "很多"))
    dialog = opened(Tab(rows))
    assert dialog.batch.previews[0].regions[0].layout.shape == "card"
    model, view, panel = sheet(dialog), dialog.desk.panel.view, dialog.desk.panel
    states = [[model.mark(model.index(row, column)).state for column in range(4)] for row in range(2)]
    assert states == [[HEADING, SAME, HEADING, CHANGED], [HEADING, NEW, HEADING, NEW]]
    assert model.mark(model.index(2, 1)).state == REFUSED
    view.go_to(2, 4)
    assert panel.strip.box.currentData() == "party_members"
    panel.choose_column(panel.strip._slot, "registered")
    assert dialog.batch.changes[0].after is not None
    assert dialog.batch.changes[0].after["registered"] == 100
    assert model.mark(model.index(2, 1)).state == SKIPPED


def test_of_tables_beside_each_other_the_one_with_the_cursor_is_changed(opened: Opened) -> None:
    head = ("社区名称", "户数")
    rows = (
        (*head, None, *head),
        ("幸福社区", 3100, None, "甲社区", 10),
        ("和平社区", 3000, None, "乙社区", 20),
    )
    dialog = opened(Tab(rows))
    assert len(dialog.batch.previews[0].regions) == 2
    view, panel = dialog.desk.panel.view, dialog.desk.panel
    view.go_to(3, 4)
    assert panel.place().region == 1
    assert dialog.desk.tables.currentIndex() == 1
    drag(dialog, LAST, 2, 4)
    assert names(dialog) == ["幸福社区", "和平社区", "甲社区"]
    assert panel.place().region == 1


def test_a_part_without_headings_is_framed_and_keeps_having_none(opened: Opened) -> None:
    rows = (("社区名称", "户数"), ("幸福社区", 3100), ("和平社区", 3000))
    dialog = opened(
        Tab(rows, name="表一"), Tab((("甲社区", 10), ("乙社区", 20), ("丙社区", 30)), name="表一(续)")
    )
    dialog.desk.turn_to(dialog.desk.panel.places[1])
    region = dialog.batch.previews[0].regions[1]
    assert region.layout.bottom < region.layout.top
    drag(dialog, LAST, 2, 1)
    assert names(dialog) == ["幸福社区", "和平社区", "甲社区", "乙社区"]
    dialog.desk.step_back()
    drag(dialog, TOP, 2, 1)
    assert names(dialog) == ["幸福社区", "和平社区", "乙社区", "丙社区"]


def test_a_turned_table_is_marked_by_cell(opened: Opened) -> None:
    rows = (
        ("项目", "幸福社区", "和平社区"),
        ("户数", 3100, 3000),
        ("人口", 9000, "很多"),
        ("办公经费", 50000, 60000),
    )
    dialog = opened(Tab(rows))
    region = dialog.batch.previews[0].regions[0]
    assert region.layout.shape == "turned"
    model, view = sheet(dialog), dialog.desk.panel.view
    assert model.mark(model.index(1, 1)).state == CHANGED
    assert model.mark(model.index(2, 2)).state == REFUSED
    assert model.mark(model.index(1, 0)).state == HEADING
    view.go_to(4, 2)
    assert dialog.desk.panel.strip.box.currentData() == "office_approved"
    dialog.desk.panel.choose_column(4, "party_approved")
    assert dialog.batch.previews[0].regions[0].layout.columns[4] == "party_approved"
    view.go_to(2, 3)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert model.look(model.index(1, 2)).struck
    assert not model.look(model.index(1, 1)).struck


def test_the_model_of_a_sheet_keeps_the_rules_of_qt(opened: Opened, qtmodeltester: Any) -> None:
    qtmodeltester.check(sheet(opened()))


def test_merged_and_hidden_cells_are_shown_as_excel_does(opened: Opened, tmp_path: Path) -> None:
    dialog = opened()
    view = dialog.desk.panel.view
    assert view.columnSpan(0, 0) == 4
    # Far below stands one more row: the empty ones between are passed over.
    far = opened(Tab((*ROWS, *([()] * 300), ("备注", None, None, None))))
    model = sheet(far)
    assert model.numbers[-4] == 307
    assert len(model.numbers) < 20


def test_ids_are_hidden_in_the_sheet_whatever_column_they_stand_in(opened: Opened) -> None:
    rows = (("社区名称", "户数", "备查"), ("幸福社区", 3100, "440981198401011236"))
    dialog = opened(Tab(rows))
    model = sheet(dialog)
    assert model.index(1, 2).data() == "440981********1236"
