"""How long a hand waits in a sheet of 120,000 rows: a jump to the edge of data, all selected and drawn, all copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from street_desk.domain.book import Book
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from tests.streets import small_street

YEAR, ROWS = 2027, 120_000


class _Street:
    """An open file whose premises are 120,000: written straight into the year's rows, for typing them in takes long."""

    def __init__(self, session: Session) -> None:
        book = session.book(YEAR)
        rows = {
            n: {"id": n, "name": f"第{n}处", "community": n % 3 + 1, "note": f"备注{n % 50}"}
            for n in range(1, ROWS + 1)
        }
        _fill(book, rows)
        self.session = session


def _fill(book: Book, rows: dict[int, dict[str, Any]]) -> None:
    book._rows["premises"] = rows  # type: ignore[assignment]


@pytest.fixture
def view(tmp_path: Path, qapp: QApplication) -> Iterator[GridView]:
    if not qapp.styleSheet():
        style.apply(qapp)
    session = small_street(tmp_path)
    street = _Street(session)
    view = GridView(GridModel(street.session, "premises", YEAR))
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
    benchmark.pedantic(lambda: view.do("copy"), rounds=3)
    assert QGuiApplication.clipboard().text().count("\n") == ROWS


def test_a_move_inside_a_large_selection(benchmark: Any, qapp: QApplication, view: GridView) -> None:
    view.do("select_all")

    def enter() -> None:
        view.do("enter")
        qapp.processEvents()

    benchmark.pedantic(enter, rounds=3)
