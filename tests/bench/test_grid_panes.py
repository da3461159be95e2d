"""How quickly a grid of 120,000 rows and 40 columns answers: a step of the wheel, an edit, everything selected.

Beside it the same rows in a plain QTableView. Run apart with `python3 installer/dev.py bench`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView

from street_desk.domain.edits import Edit, added
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.grid_shown import show_columns

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2027
ROWS = 120_000
COLUMNS = 40
POSTS = ("secretary", "deputy", "member", "public", "member")


def _file(path: Path, rows: int) -> Path:
    homes = rows // 300
    session = Session.create(path, street="大街道", county="测试县", year=YEAR, minimum_wage=130_000)
    communities = (
        added(
            "communities",
            n,
            YEAR,
            {"name": f"第{n}社区", "households": 500 + n * 137 % 7_000, "committee_seats": 5, "star": n % 6},
        )
        for n in range(1, homes + 1)
    )
    workers = (
        added(
            "workers",
            n,
            YEAR,
            {
                "community": n % homes + 1,
                "name": f"工作者{n}",
                "post": POSTS[n // homes % 5],
                "title": "none",
                "former_pay": 200_000 + n,
                "phone": f"1380000{n % 10_000:04}",
                "note": "记" if n % 3 else None,
            },
        )
        for n in range(1, rows + 1)
    )
    session.apply(Edit(message("rows"), (*communities, *workers), YEAR))
    session.close()
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _file(tmp_path_factory.mktemp("large") / "large.desk", ROWS)


@pytest.fixture
def page(
    qapp: QApplication, large: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[DeskPage]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if not qapp.styleSheet():
        style.apply(qapp)
    session = Session.open(large)
    page = DeskPage(session, YEAR)
    page.resize(1600, 900)
    page.turn_to("workers")
    model = page.models["workers"]
    # As many columns as the largest sheets have: some stand there twice.
    more = [replace(column, key=f"{column.key}~") for column in model.columns]
    show_columns(model, [*model.columns, *more[: COLUMNS - len(model.columns)]])
    page.views["workers"].freeze(2)
    page.show()
    qapp.processEvents()
    yield page
    session.unwatch(page.follow)
    page.close()
    page.deleteLater()
    qapp.processEvents()
    session.close()


def _turn(table: QTableView, way: int) -> None:
    there = QPointF(table.viewport().rect().center())
    event = QWheelEvent(
        there,
        table.viewport().mapToGlobal(there),
        QPoint(),
        QPoint(0, way),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), event)
    QApplication.processEvents()


def _plain(page: DeskPage, qtbot: Any) -> QTableView:
    table = QTableView()
    table.setModel(page.models["workers"])
    table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.resize(page.views["workers"].size())
    table.show()
    qtbot.addWidget(table)
    QApplication.processEvents()
    return table


@pytest.mark.parametrize("which", ["grid", "plain"])
def test_a_step_of_the_wheel(benchmark: Any, qtbot: Any, page: DeskPage, which: str) -> None:
    table = page.views["workers"] if which == "grid" else _plain(page, qtbot)
    benchmark.pedantic(_turn, args=(table, -120), rounds=100, warmup_rounds=5)


@pytest.mark.parametrize("which", ["grid", "plain"])
def test_a_step_to_the_side(benchmark: Any, qtbot: Any, page: DeskPage, which: str) -> None:
    table = page.views["workers"] if which == "grid" else _plain(page, qtbot)
    places = cycle(range(0, 1200, 60))

    def step() -> None:
        table.horizontalScrollBar().setValue(next(places))
        QApplication.processEvents()

    benchmark.pedantic(step, rounds=60, warmup_rounds=25)


def test_an_edit_with_assessment_and_findings_and_its_paint(benchmark: Any, page: DeskPage) -> None:
    model, view = page.models["workers"], page.views["workers"]
    texts = cycle(("2100", "2200"))
    view.moves.go_to(50, "former_pay")
    QApplication.processEvents()

    def edit() -> None:
        model.setData(model.index_of(50, "former_pay"), next(texts), int(Qt.ItemDataRole.EditRole))
        QApplication.processEvents()

    benchmark.pedantic(edit, rounds=30, warmup_rounds=3)


@pytest.mark.parametrize("which", ["grid", "plain"])
def test_everything_selected(benchmark: Any, qtbot: Any, page: DeskPage, which: str) -> None:
    table = page.views["workers"] if which == "grid" else _plain(page, qtbot)

    def select() -> None:
        table.selectAll()
        table.viewport().repaint()
        table.horizontalHeader().viewport().repaint()
        table.verticalHeader().viewport().repaint()

    def clear() -> tuple[tuple[()], dict[str, Any]]:
        table.clearSelection()
        QApplication.processEvents()
        return (), {}

    benchmark.pedantic(select, setup=clear, rounds=5 if which == "grid" else 1)


def test_a_start_with_a_file_of_20_000_rows(benchmark: Any, tmp_path: Path) -> None:
    path = _file(tmp_path / "start.desk", 20_000)
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "STREET_DESK_QUIT_WHEN_READY": "1",
        "XDG_DATA_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def start() -> None:
        command = [sys.executable, "-m", "street_desk", str(path)]
        subprocess.run(command, check=True, cwd=tmp_path, env=environment, capture_output=True)

    benchmark.pedantic(start, rounds=5, warmup_rounds=1)
