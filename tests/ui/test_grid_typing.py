"""Typing in a grid's cells: replacing, changing, composing, choosing, completing, working out."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from street_desk.domain.arithmetic import Endless
from street_desk.domain.problems import CellRefused, UnknownChoice
from street_desk.session import Session
from street_desk.ui.grid_editors import ChoiceLine, SeveralChoices
from street_desk.ui.grid_filling import NoDayHere
from tests.streets import change, state_of, type_in
from tests.ui.grids import LEFT, Grid


@pytest.fixture
def grid(qtbot: Any, street: Session) -> Grid:
    return Grid(qtbot, street)


@pytest.fixture
def workers(qtbot: Any, street: Session) -> Grid:
    return Grid(qtbot, street, "workers")


# Typing --------------------------------------------------------------------------------------------------------------


def test_typing_replaces_and_an_arrow_takes_it_in(grid: Grid) -> None:
    grid.at(0, "households")
    grid.type("12", "Down")
    assert (grid.column("households")[0], grid.here) == (12, (1, "households"))
    grid.type("13", "Right")
    assert (grid.column("households")[1], grid.here) == (13, (1, "residents"))
    grid.type("14", "Left")
    assert (grid.column("residents")[1], grid.here) == (14, (1, "households"))
    assert grid.editor is None


def test_f2_edits_at_the_end_and_arrows_move_the_caret(grid: Grid) -> None:
    grid.at(0, "households")
    grid.press("F2")
    assert (grid.editor.text(), grid.editor.cursorPosition()) == ("2999", 4)
    grid.press("Left")
    grid.type("1", "Return")
    assert grid.column("households")[0] == 29919
    grid.at(0, "households")
    # F2 while typing changes over, as in other spreadsheets.
    grid.type("57")
    grid.press("F2", "Left")
    grid.type("6", "Return")
    assert grid.column("households")[0] == 567


def test_a_double_click_edits_at_the_end(grid: Grid) -> None:
    where = grid.rect(1, "households").center()
    QTest.mouseClick(grid.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, where)
    QTest.mouseDClick(grid.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, where)
    assert (grid.editor.text(), grid.editor.cursorPosition()) == ("3000", 4)
    grid.press("Left")
    grid.type("5", "Return")
    assert grid.column("households")[1] == 30050


def test_escape_brings_back_what_was_there(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(0, "households")
    grid.type("77", "Esc")
    assert grid.editor is None
    assert grid.here == (0, "households")
    assert state_of(grid.street) == before


def test_what_is_refused_stays_under_the_cursor_after_an_arrow(grid: Grid) -> None:
    grid.at(0, "households")
    grid.type("1x", "Down")
    assert grid.here == (0, "households")
    assert isinstance(grid.said[-1], CellRefused)
    assert grid.editor.text() == "1x"


def test_ctrl_enter_fills_the_selection_as_one_step(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.pick(0, "households", 1, "residents")
    QTest.mouseClick(
        grid.view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, grid.rect(2, "grids").center()
    )
    grid.type("42", "Ctrl+Return")
    assert grid.column("households") == [42, 42, 5001]
    assert grid.column("residents") == [42, 42, None]
    assert grid.column("grids") == [None, None, 42]
    assert grid.here == (2, "grids")
    assert grid.editor is None
    grid.street.undo()
    assert state_of(grid.street) == before


def test_ctrl_enter_over_a_whole_column_adds_no_row(grid: Grid) -> None:
    grid.click_heading("note")
    grid.type("a", "Ctrl+Enter")
    assert grid.column("note") == ["a", "a", "a"]


def test_ctrl_enter_in_one_cell_takes_it_in_and_stays(grid: Grid) -> None:
    grid.at(0, "households")
    grid.type("8", "Ctrl+Return")
    assert (grid.column("households")[0], grid.here) == (8, (0, "households"))


def test_today_and_the_cell_above(workers: Grid) -> None:
    today = datetime.date.today().isoformat()
    workers.at(1, "appointed")
    workers.press("Ctrl+;")
    assert workers.column("appointed")[1] == today
    workers.at(1, "birth")
    workers.press("Ctrl+;")
    assert workers.column("birth")[1] == today[:7]
    workers.at(2, "appointed")
    workers.press("Ctrl+'")
    assert workers.column("appointed")[2] == today
    workers.at(2, "title")
    workers.press('Ctrl+Shift+"')
    assert workers.column("title")[2] == workers.column("title")[1]
    workers.at(0, "grade")
    workers.press("Ctrl+;", "Ctrl+'")
    assert isinstance(workers.said[-1], NoDayHere)
    assert workers.column("grade")[0] is None


# Input methods -------------------------------------------------------------------------------------------------------


def test_an_input_method_opens_the_cell_and_composes_in_it(grid: Grid) -> None:
    grid.at(0, "class")
    grid.compose("cheng")
    assert grid.editor is not None
    assert grid.editor.text() == ""
    grid.compose("cheng'shi")
    grid.compose(commit="城市")
    assert grid.editor.text() == "城市"
    grid.compose("xing")
    grid.compose(commit="型")
    grid.press("Return")
    assert grid.column("class")[0] == "城市型"
    assert grid.here == (1, "class")


def test_what_an_input_method_gives_up_changes_nothing(grid: Grid) -> None:
    change(grid.street, 2027, "communities", 1, **{"class": "旧"})
    before = state_of(grid.street)
    grid.at(0, "class")
    grid.compose("cheng")
    grid.compose()
    assert grid.editor.text() == "旧"
    grid.press("Esc")
    assert state_of(grid.street) == before


def test_a_composition_is_not_completed_and_what_it_commits_is(grid: Grid) -> None:
    change(grid.street, 2027, "communities", 1, note="老旧小区改造")
    grid.at(1, "note")
    grid.compose("lao")
    assert grid.editor.text() == ""
    grid.compose(commit="老")
    assert (grid.editor.text(), grid.editor.selectedText()) == ("老旧小区改造", "旧小区改造")
    # Going on to compose takes the place of what was completed.
    grid.compose("ren")
    assert grid.editor.text() == "老"
    grid.compose(commit="人")
    grid.press("Return")
    assert grid.column("note")[1] == "老人"


# Completing ----------------------------------------------------------------------------------------------------------


def test_words_are_completed_from_their_column(grid: Grid) -> None:
    change(grid.street, 2027, "communities", 1, note="abc")
    change(grid.street, 2027, "communities", 2, note="axe")
    grid.at(2, "note")
    grid.type("a")
    # Two begin so.
    assert grid.editor.text() == "a"
    grid.type("b")
    assert (grid.editor.text(), grid.editor.selectedText()) == ("abc", "c")
    grid.press("Return")
    assert grid.column("note") == ["abc", "axe", "abc"]


def test_a_completion_can_be_typed_over_and_deleted(grid: Grid) -> None:
    change(grid.street, 2027, "communities", 1, note="abc")
    grid.at(1, "note")
    grid.type("axd", "Return")
    grid.type("ab")
    grid.press("Backspace")
    assert grid.editor.text() == "ab"
    grid.press("Return")
    assert grid.column("note") == ["abc", "axd", "ab"]


def test_a_name_is_never_completed_into_another_rows(grid: Grid) -> None:
    grid.at(3, "name")
    grid.compose(commit="幸福")
    assert grid.editor.text() == "幸福"


# Choices -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Return", "Tab"])
@pytest.mark.parametrize("typed", ["xfsq", "xf", "xingfu", "xingfs"])
def test_a_community_is_found_by_its_sounds(workers: Grid, typed: str, key: str) -> None:
    workers.at(0, "community")
    workers.type(typed)
    line = workers.editor
    assert isinstance(line, ChoiceLine)
    assert [line.list.item(n).text() for n in range(line.list.count())] == ["幸福社区"]
    assert line.list.isVisible()
    assert line.list.currentItem().text() == "幸福社区"
    workers.press(key)
    assert workers.column("community")[0] == 1
    assert workers.said == []
    assert workers.here == ((1, "community") if key == "Return" else (0, "name"))


def test_characters_narrow_the_list_too(workers: Grid) -> None:
    workers.at(0, "community")
    workers.compose("guang")
    workers.compose(commit="和")
    line = workers.editor
    assert isinstance(line, ChoiceLine)
    assert [line.list.item(n).text() for n in range(line.list.count())] == ["和平社区"]
    workers.press("Return")
    assert workers.column("community")[0] == 2


def test_an_ambiguous_entry_is_never_taken_silently(workers: Grid) -> None:
    type_in(workers.street, 2027, "communities", {"name": "新风社区"})
    workers.at(0, "community")
    workers.type("xf")
    line = workers.editor
    assert isinstance(line, ChoiceLine)
    assert line.list.count() == 2
    assert line.list.currentRow() == -1
    workers.press("Return")
    assert isinstance(workers.said[-1], SeveralChoices)
    assert "幸福社区、新风社区" in workers.heard()
    assert workers.column("community")[0] == 3
    line = workers.editor
    assert isinstance(line, ChoiceLine)
    assert line.text() == "xf"
    # The list is there again to choose from.
    assert line.list.isVisible()
    workers.press("Down", "Down", "Return")
    assert workers.column("community")[0] == 4


def test_a_valid_entry_goes_before_what_it_could_also_find(grid: Grid) -> None:
    grid.at(0, "party_organisation")
    # 支部 names 党支部 in its own right.
    grid.compose(commit="支部")
    grid.press("Return")
    assert grid.column("party_organisation")[0] == "branch"
    grid.at(0, "party_organisation")
    grid.type("dw", "Return")
    assert grid.column("party_organisation")[0] == "committee"
    grid.at(0, "party_organisation")
    grid.type("dz", "Return")
    assert isinstance(grid.said[-1], SeveralChoices)
    grid.press("Esc")
    grid.at(0, "party_organisation")
    grid.type("qq", "Return")
    assert "qq" in grid.said[-1].text()
    assert UnknownChoice(text="qq", choices=()).message.text() in grid.said[-1].text()


def test_alt_down_opens_the_list_at_what_is_there(grid: Grid) -> None:
    grid.at(0, "party_organisation")
    grid.press("Alt+Down")
    line = grid.editor
    assert isinstance(line, ChoiceLine)
    assert line.list.isVisible()
    assert line.list.currentItem().text() == "党支部"
    grid.press("Up", "Up")
    assert line.text() == "党委"
    grid.press("Return")
    assert grid.column("party_organisation")[0] == "committee"
    assert grid.view.findChild(QListWidget) is None


def test_looking_through_the_list_and_escaping_changes_nothing(grid: Grid) -> None:
    before = state_of(grid.street)
    grid.at(0, "party_organisation")
    grid.press("Alt+Down", "Down", "Esc")
    assert state_of(grid.street) == before
    grid.press("Alt+Down", "Return")
    assert state_of(grid.street) == before


def test_an_emptied_choice_is_empty(grid: Grid) -> None:
    grid.at(0, "party_organisation")
    grid.press("F2")
    grid.editor.selectAll()
    grid.press("Backspace", "Return")
    assert grid.column("party_organisation")[0] is None


# Sums ----------------------------------------------------------------------------------------------------------------


def test_a_sum_goes_in_as_its_result(workers: Grid, grid: Grid) -> None:
    workers.at(0, "former_pay")
    workers.type("=1200*3+0.5", "Return")
    assert workers.column("former_pay")[0] == 360_050
    grid.at(0, "households")
    grid.type("=(1000+500)*2", "Return")
    assert grid.column("households")[0] == 3000
    grid.at(0, "note")
    grid.type("=1+1", "Return")
    assert grid.column("note")[0] == "=1+1"


def test_a_sum_without_an_exact_result_is_refused(workers: Grid) -> None:
    workers.at(0, "former_pay")
    workers.type("=10000/3", "Return")
    assert workers.column("former_pay")[0] == 240_000
    assert "=10000/3" in workers.heard()
    assert Endless.to_do
    workers.press("Esc")
    workers.type("=A1+2", "Return")
    assert "=A1+2" in workers.said[-1].text()
