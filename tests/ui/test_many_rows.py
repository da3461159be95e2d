"""Many rows that go or come back at once: which stand where, the cursor, what is selected, and how often it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from street_desk.domain.arranging import Arrangement
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_cells import Edges
from tests.streets import big_street, state_of, type_in
from tests.ui.grids import Grid

ROWS = 200


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Session]:
    session = big_street(tmp_path, 3, ROWS)
    yield session
    session.close()


@pytest.fixture
def workers(qtbot: Any, large: Session) -> Grid:
    grid = Grid(qtbot, large, "workers")
    QAbstractItemModelTester(grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal, grid.model)
    return grid


@pytest.mark.parametrize(
    "arrangement",
    [Arrangement(), Arrangement(order=(("name", True),)), Arrangement(order=(("name", True),), group="post")],
    ids=["as entered", "sorted", "in groups"],
)
def test_scattered_rows_go_and_come_back_to_where_they_stood(
    workers: Grid, large: Session, arrangement: Arrangement
) -> None:
    model = workers.model
    model.arrange(arrangement)
    before, held = list(model.rows.ids), state_of(large)
    shown = [model.index(row, 1).data() for row in range(model.rowCount())]
    gone = [row_id for row_id in before if row_id > 0 and row_id % 2]
    resets, inserted = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda *_: inserted.append(1))
    model.typing.remove(gone)
    assert model.rows.ids == [row_id for row_id in before if row_id not in gone]
    large.undo()
    assert model.rows.ids == before
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == shown
    assert [model.rows.place(row_id) for row_id in before] == list(range(len(before)))
    assert state_of(large) == held
    # The views are told once and not a hundred times.
    assert (len(resets), len(inserted)) == (2, 0)
    large.redo()
    assert model.rows.ids == [row_id for row_id in before if row_id not in gone]


def test_the_cursor_and_what_is_selected_stay(workers: Grid, large: Session) -> None:
    model, view = workers.model, workers.view

    def ids() -> set[tuple[int, int, int]]:
        """What is selected by row ids, 0 for the empty row."""
        return {(model.rows.at(r), b[1], b[3]) for b in workers.picked for r in range(b[0], b[2] + 1)}

    def cursor() -> tuple[int, str]:
        return model.cell(view.currentIndex())[0], workers.here[1]

    post, note = workers.place("post"), workers.place("note")
    view.moves.move_to(model.index(151, post))
    view.selecting.select(Edges(151, post, 159, note), Edges(10, 0, 10, 2), Edges(ROWS, 1, ROWS, 2))
    held, kept = cursor(), ids()
    model.typing.remove(range(1, 141, 2))
    assert cursor() == held
    assert ids() == {one for one in kept if not (one[0] % 2 and 0 < one[0] < 141)}
    large.undo()
    assert cursor() == held
    assert ids() <= kept
    assert {one for one in kept if one[0] > 140 or one[0] == 0} <= ids()


def test_the_cursor_of_a_row_that_goes_stays_at_its_place(workers: Grid) -> None:
    workers.at(60, "post")
    workers.model.typing.remove(range(1, 140, 2))
    assert workers.here == (60, "post")


def test_a_few_rows_come_back_without_a_new_layout(workers: Grid, large: Session) -> None:
    resets: list[int] = []
    workers.model.modelReset.connect(lambda: resets.append(1))
    workers.model.typing.remove([3, 5, 9])
    large.undo()
    assert workers.model.rows.ids == list(range(1, ROWS + 1))
    assert not resets


def test_many_touched_rows_are_drawn_anew(workers: Grid) -> None:
    model, note = workers.model, workers.place("note")
    looks = [model.look(model.index(row, note)).text for row in range(ROWS)]
    told: list[int] = []
    model.dataChanged.connect(lambda *_: told.append(1))
    assert model.typing.cells([(row, note, "记") for row in range(0, ROWS, 3)], message("x"))
    changed = [model.look(model.index(row, note)).text for row in range(ROWS)]
    assert [row for row in range(ROWS) if changed[row] != looks[row]] == list(range(0, ROWS, 3))
    assert len(told) < 5


def test_the_line_above_the_grid_counts_what_came_and_went(qtbot: Any, large: Session) -> None:
    page = DeskPage(large, 2027)
    qtbot.addWidget(page)
    page.show()
    page.turn_to("workers")
    model = page.models["workers"]
    model.arrange(Arrangement(order=(("name", True),)))
    model.typing.remove(range(1, ROWS, 2))
    assert f"{ROWS // 2}" in page.arranged.text()
    large.undo()
    assert f"{ROWS}" in page.arranged.text()
    type_in(large, 2027, "workers", {"community": "第1社区", "name": "新人"})
    assert f"{ROWS + 1}" in page.arranged.text()
