"""How quickly the import window answers for large workbooks: opening, scrolling the sheet, leaving rows out.

Held to: 120,000 rows are shown within 1 s after they are planned; a step of scrolling takes less than 16 ms.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QTableView

from street_desk.domain.edits import Edit, added
from street_desk.exchange.batch import Batch
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui.import_dialog import ImportDialog
from tests.bench.workbooks import community, write_workers

YEAR = 2026
COMMUNITIES = 400


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workers(tmp_path_factory.mktemp("roster") / "花名册.xlsx", 120_000, COMMUNITIES)


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("street") / "x.desk"
    session = Session.create(path, street="幸福街道", county="甲县", year=YEAR)
    changes = tuple(
        added("communities", n, YEAR, {"name": community(n), "households": 1_000})
        for n in range(1, COMMUNITIES + 1)
    )
    session.apply(Edit(message("communities"), changes, YEAR))
    yield session
    session.close()


@pytest.fixture(scope="module")
def batch(street: Session, roster: Path) -> Batch:
    return street.plan_import(YEAR, [roster], {})


def test_120_000_rows_are_shown(
    benchmark: Any, qtbot: Any, street: Session, roster: Path, batch: Batch
) -> None:
    def shown() -> ImportDialog:
        dialog = ImportDialog(street, YEAR, [roster], batch)
        qtbot.addWidget(dialog)
        dialog.show()
        QApplication.processEvents()
        return dialog

    assert benchmark.pedantic(shown, rounds=3).models[0].rowCount() == 120_000


@pytest.mark.parametrize("way", ["sheet", "rows"])
def test_scrolling(benchmark: Any, qtbot: Any, street: Session, roster: Path, batch: Batch, way: str) -> None:
    dialog = ImportDialog(street, YEAR, [roster], batch)
    qtbot.addWidget(dialog)
    dialog.show()
    view: QTableView = dialog.desk.panel.view if way == "sheet" else dialog.desk.rows
    dialog.desk.views.setCurrentIndex(0 if way == "sheet" else 1)
    QApplication.processEvents()
    bar = view.verticalScrollBar()
    places = iter(range(0, bar.maximum(), max(1, bar.maximum() // 2_000)))

    def step() -> None:
        bar.setValue(next(places))
        view.viewport().repaint()

    benchmark.pedantic(step, rounds=200)


def test_taking_only_some_rows(
    benchmark: Any, qtbot: Any, street: Session, roster: Path, batch: Batch
) -> None:
    dialog = ImportDialog(street, YEAR, [roster], batch)
    qtbot.addWidget(dialog)
    benchmark.pedantic(lambda: dialog.models[0].take_only("changed"), rounds=3)
