"""How long a hand waits in a sheet of 120,000 rows: a jump to the edge of data, all selected and drawn, all copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Count, Money, Text
from street_desk.domain.sheets import Column
from street_desk.ui import style
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from tests.streets import small_street

YEAR, ROWS = 2027, 120_000


COLUMNS = tuple(
    Column(f"own{n}", f"own{n}", f"列{n}", (Text(), Money(), Count())[n % 3], width=8) for n in range(40)
)

SHEET = replace(
    SHEETS["premises"], columns=(*SHEETS["premises"].columns, *COLUMNS[len(SHEETS["premises"].columns) :])
)


def _value(row: int, column: int) -> str | int:
    return (f"文字{row % 977}", row * 100 + column, row % 1_000)[column % 3]


@pytest.fixture
def view(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[GridView]:
    """A sheet of 40 columns; the rows are written straight into the year, for typing them in would take long."""
    if not qapp.styleSheet():
        style.apply(qapp)
    session = small_street(tmp_path)
    session.book(YEAR)._rows["premises"] = {
        row: {
            "id": row,
            "name": f"第{row}处",
            **{column.key: _value(row, n) for n, column in enumerate(COLUMNS)},
        }
        for row in range(1, ROWS + 1)
    }
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setitem(SHEETS, "premises", SHEET)
    view = GridView(GridModel(session, "premises", YEAR))
    view.resize(1600, 900)
    view.show()
    qapp.processEvents()
    yield view
    view.close()
    session.close()


def test_ctrl_down_through_all_rows(benchmark: Any, qapp: QApplication, view: GridView) -> None:
    def jump() -> None:
        view.moves.move(0, 1)
        view.do("go_edge_down")
        qapp.processEvents()

    benchmark(jump)
    assert view.currentIndex().row() == ROWS - 1


def test_ctrl_end(benchmark: Any, qapp: QApplication, view: GridView) -> None:
    benchmark(lambda: view.do("go_last_cell"))


@pytest.mark.parametrize("deed", ["select_all", "select_columns"])
def test_all_selected_and_drawn(benchmark: Any, qapp: QApplication, view: GridView, deed: str) -> None:
    def select() -> None:
        view.moves.move(0, 1)
        view.do(deed)
        view.viewport().update()
        view.verticalHeader().viewport().update()
        view.horizontalHeader().viewport().update()
        qapp.processEvents()

    benchmark.pedantic(select, rounds=3)


def test_all_copied(benchmark: Any, view: GridView) -> None:
    view.do("select_all")
    benchmark.pedantic(lambda: view.do("copy"), rounds=2)
    assert QGuiApplication.clipboard().text().count("\n") == ROWS


def test_a_move_inside_a_large_selection(benchmark: Any, qapp: QApplication, view: GridView) -> None:
    view.do("select_all")

    def enter() -> None:
        view.do("enter")
        qapp.processEvents()

    benchmark.pedantic(enter, rounds=3)
