"""How long a clerk waits: an edit in a street of 40 communities and 400 workers, and the start of the window.

Run apart with `python3 installer/dev.py bench`. The edit is measured from the keystroke's text to the repainted grid:
parsing, the commit to the disk, the assessment, the findings, and the paint.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.desk_page import DeskPage
from tests.streets import big_street

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2027


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = big_street(tmp_path, 40, 400, YEAR)
    yield session
    session.close()


@pytest.mark.parametrize(
    ("sheet", "row", "key", "texts"),
    [
        ("communities", 3, "households", ("2999", "5001")),
        ("communities", 3, "star", ("1", "4")),
        ("workers", 7, "post", ("委员", "书记")),
        ("figures", 1, "minimum_wage", ("1300", "1400")),
    ],
)
def test_an_edit_with_reassessment_findings_and_repaint(
    benchmark: Any,
    qapp: QApplication,
    street: Session,
    sheet: str,
    row: int,
    key: str,
    texts: tuple[str, str],
) -> None:
    if not qapp.styleSheet():
        style.apply(qapp)
    page = DeskPage(street, YEAR)
    page.resize(1600, 900)
    page.show()
    page.turn_to(sheet)
    page.views[sheet].moves.go_to(row, key)
    model = page.models[sheet]
    text = cycle(texts)
    qapp.processEvents()

    def edit() -> None:
        model.setData(model.index_of(row, key), next(text), int(Qt.ItemDataRole.EditRole))
        # What Qt paints is due now: the cells touched, the explanation, the findings.
        qapp.processEvents()

    benchmark(edit)
    page.close()


def test_the_first_assessment_with_findings(benchmark: Any, street: Session) -> None:
    def assess() -> None:
        street._ledger.keep(street.years())
        street.findings(YEAR)
        street.assessment(YEAR).totals()

    benchmark(assess)


@pytest.mark.parametrize(
    ("wanted", "selected"), [("first", False), ("scattered", False), ("scattered", True)]
)
def test_thousands_of_removed_rows_come_back(
    benchmark: Any, qapp: QApplication, tmp_path: Path, wanted: str, selected: bool
) -> None:
    if not qapp.styleSheet():
        style.apply(qapp)
    street = big_street(tmp_path, 1, 20_000, YEAR)
    page = DeskPage(street, YEAR)
    page.resize(1600, 900)
    page.show()
    page.turn_to("workers")
    model = page.models["workers"]
    whole = list(model.rows.ids)
    gone = whole[:2_000] if wanted == "first" else whole[::2]

    def remove() -> None:
        model.typing.remove(gone)
        if selected:
            page.views["workers"].do("select_all")
        qapp.processEvents()

    def undo() -> None:
        street.undo()
        qapp.processEvents()

    benchmark.pedantic(undo, setup=remove, rounds=5)
    assert model.rows.ids == whole
    page.close()
    street.close()


_EMPTY = (
    "from PySide6.QtWidgets import QApplication, QMainWindow; from PySide6.QtCore import QTimer; import sys; "
    "a = QApplication([]); w = QMainWindow(); w.show(); QTimer.singleShot(0, a.quit); sys.exit(a.exec())"
)


@pytest.mark.parametrize("what", ["an empty QMainWindow", "Street Desk"])
def test_a_start_to_a_usable_window(benchmark: Any, tmp_path: Path, what: str) -> None:
    arguments = ["-c", _EMPTY] if what.startswith("an empty") else ["-m", "street_desk"]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "STREET_DESK_QUIT_WHEN_READY": "1",
        "XDG_DATA_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }

    def start() -> None:
        subprocess.run(
            [sys.executable, *arguments], check=True, cwd=tmp_path, env=environment, capture_output=True
        )

    benchmark.pedantic(start, rounds=10, warmup_rounds=1)
