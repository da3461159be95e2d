"""The history beside the grid: stepping back and forward, after a restart too, and going to what an entry changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from street_desk.domain.edits import Edit
from street_desk.language import message
from street_desk.session import Changed, Session
from street_desk.ui import stepping
from street_desk.ui.grid_model import GridModel
from street_desk.ui.history_pane import HistoryPane
from street_desk.ui.main_window import MainWindow
from tests.streets import change, small_street, state_of


@pytest.fixture
def window(qtbot: Any, tmp_path: Path) -> Iterator[MainWindow]:
    small_street(tmp_path, 2026).close()
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.open(tmp_path / "street.desk")
    yield made
    made.close()


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _pane(window: MainWindow) -> HistoryPane:
    assert window.page is not None
    window.page.panes.turn_to("history")
    return window.page.panes.history


def _households(window: MainWindow, *values: str) -> None:
    for value in values:
        change(_session(window), 2026, "communities", 1, households=value)


def _held(window: MainWindow) -> object:
    return _session(window).book(2026).rows("communities")[0].get("households")


def _choose(pane: HistoryPane, place: int) -> None:
    pane.view.setCurrentIndex(pane.model.index(place))


def _shown(pane: HistoryPane) -> list[str]:
    return [str(pane.model.index(n).data()) for n in range(pane.model.rowCount())]


def test_stepping_back_undoes_down_to_an_entry_and_forward_makes_it_again(window: MainWindow) -> None:
    _households(window, "3001", "3002", "3003", "3004")
    after = state_of(_session(window))
    pane = _pane(window)
    _choose(pane, 2)
    assert pane.step.text() == "退回到这里" or pane.step.text() == "Step back to here"
    QTest.mouseClick(pane.step, Qt.MouseButton.LeftButton)
    assert _held(window) == 3002
    assert sum(pane._session.undone_by(pane.model.entry(n).id) is not None for n in range(4)) == 2
    _choose(pane, 0)
    assert pane.step.isEnabled()
    QTest.mouseClick(pane.step, Qt.MouseButton.LeftButton)
    assert _held(window) == 3004
    assert state_of(_session(window)) == after
    # Already there: there is nowhere to step to.
    assert not pane.step.isEnabled()


def test_the_page_is_told_once_however_many_steps_there_are(window: MainWindow) -> None:
    _households(window, "3001", "3002", "3003")
    told: list[Changed] = []
    _session(window).watch(told.append)
    pane = _pane(window)
    _choose(pane, 3)
    pane.step.click()
    assert len(told) == 1
    assert ("communities", 1) in told[0].rows[2026]
    assert window.page is not None
    model = window.page.models["communities"]
    assert model.look(model.index_of(1, "households")).text == "2,999"
    assert window.page.explanation.text().startswith("幸福社区")


def test_the_findings_of_every_step_are_drawn(window: MainWindow) -> None:
    session = _session(window)
    assert window.page is not None
    model = window.page.models["communities"]
    cells = [model.index_of(row, "households") for row in (1, 2)]
    before = [model.look(cell).severity for cell in cells]
    for row in (1, 2):
        change(session, 2026, "communities", row, households="")
    assert [model.look(cell).severity for cell in cells] != before
    pane = _pane(window)
    _choose(pane, 2)
    pane.step.click()
    assert [model.look(cell).severity for cell in cells] == before
    fresh = GridModel(session, "communities", 2026)
    assert [fresh.look(cell).severity for cell in cells] == before


def test_the_history_survives_a_restart_with_what_is_undone(window: MainWindow, tmp_path: Path) -> None:
    _households(window, "3001", "3002", "3003")
    pane = _pane(window)
    _choose(pane, 1)
    pane.step.click()
    window.close_file()
    window.open(tmp_path / "street.desk")
    pane = _pane(window)
    assert _held(window) == 3002
    _choose(pane, 0)
    pane.step.click()
    assert _held(window) == 3003


def test_what_was_overtaken_is_shown_and_cannot_be_made_again(window: MainWindow) -> None:
    _households(window, "3001")
    _session(window).undo()
    _households(window, "3005")
    pane = _pane(window)
    _choose(pane, 1)
    assert not pane.step.isEnabled()
    assert pane._why.text()
    before = state_of(_session(window))
    stepping.step_to(window, pane.model.entry(1).id)
    assert state_of(_session(window)) == before
    assert window.page is not None
    assert window.page.notice.isVisible()


def test_a_note_between_undone_edits_is_stepped_forward_to(window: MainWindow) -> None:
    session = _session(window)
    _households(window, "3001", "3002")
    session.note(message("A note"), 2026)
    _households(window, "3003")
    pane = _pane(window)
    _choose(pane, 3)
    pane.step.click()
    assert _held(window) == 3001
    _choose(pane, 1)
    assert pane.step.isEnabled()
    assert pane.step.text() == "恢复到这里"
    assert not pane._why.text()
    pane.step.click()
    assert _held(window) == 3002
    assert pane._why.text() == "文件正是这一步刚做完的样子。"
    # Overtaken, it is out of reach, and what is said of it is true of a note.
    _choose(pane, 3)
    pane.step.click()
    _households(window, "3005")
    pane.model.follow()
    place = next(n for n in range(pane.model.rowCount()) if pane.model.entry(n).kind == "note")
    _choose(pane, place)
    assert not pane.step.isEnabled()
    assert pane._why.text() == "当时的改动后来撤销了，之后又有别的改动，不能再回到这里。"


def test_an_edit_made_while_the_pane_is_open_comes_in_on_top(window: MainWindow) -> None:
    pane = _pane(window)
    QAbstractItemModelTester(pane.model)
    before = pane.model.rowCount()
    _households(window, "3001")
    assert pane.model.rowCount() == before + 1
    entry = pane.model.entry(0)
    assert entry.kind == "edit"
    # What undid it is no entry of its own: the entry itself says so.
    _session(window).undo()
    assert pane.model.rowCount() == before + 1
    assert len(_shown(pane)[0].split(" · ")) == 4


def test_entries_are_read_only_as_far_as_they_are_looked_at(window: MainWindow, monkeypatch: Any) -> None:
    session = _session(window)
    with session.store.connection:
        for number in range(10_000):
            session.store.connection.execute(
                "INSERT INTO edits (at, who, year, kind, what) VALUES ('2026-01-01T00:00:00', 'x', 2026, 'note', ?)",
                (json.dumps({"msgid": f"note {number}", "values": {}}),),
            )
    pane = _pane(window)
    assert pane.model.rowCount() > 10_000
    window.repaint()
    assert len(pane.model._read) <= 300
    pane.view.scrollToBottom()
    assert "note 0" in " ".join(_shown(pane)[-10:])


def test_enter_goes_to_what_an_entry_changed(window: MainWindow) -> None:
    page = window.page
    assert page is not None
    change(_session(window), 2026, "workers", 3, deductions="120")
    page.turn_to("communities")
    pane = _pane(window)
    _choose(pane, 0)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    view = page.view()
    assert view is page.views["workers"]
    row, column = page.models["workers"].cell(view.currentIndex())
    assert (row, column.key) == (3, "deductions")


def test_an_entry_of_another_year_shows_that_year(window: MainWindow) -> None:
    _session(window).open_year(2027)
    window.show_year(2027)
    change(_session(window), 2026, "communities", 2, households="4000")
    pane = _pane(window)
    _choose(pane, 0)
    pane.show_it.click()
    page = window.page
    assert page is not None
    assert page.year == 2026
    view = page.view()
    assert view is not None
    assert page.models["communities"].cell(view.currentIndex())[1].key == "households"


def test_stepping_back_over_a_years_opening_shows_the_year_before(window: MainWindow) -> None:
    _session(window).open_year(2027)
    window.show_year(2027)
    pane = _pane(window)
    _choose(pane, 1)
    pane.step.click()
    assert window.page is not None
    assert window.page.year == 2026
    assert list(_session(window).years()) == [2026]


def test_stepping_back_to_the_beginning_leaves_the_new_file(window: MainWindow) -> None:
    session = _session(window)
    session.apply(Edit(message("nothing"), (), 2026))
    pane = _pane(window)
    _choose(pane, pane.model.rowCount() - 1)
    pane.step.click()
    assert session.book(2026).rows("communities") == []
    assert session.undoable() is None
