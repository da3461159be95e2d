"""How long it takes to know: the bar over a long history, tinted scrolling, the history of ten thousand entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from street_desk.domain.edits import Edit, updated
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.desk_page import DeskPage
from tests.streets import big_street

YEAR = 2027


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[DeskPage]:
    """Ten thousand Edits, every tenth of them of one cell; then the year is carried on."""
    if not qapp.styleSheet():
        style.apply(qapp)
    street = big_street(tmp_path, 40, 2_000, YEAR)
    with street.store.connection:
        for number in range(10_000):
            row = street.store.rows("communities", YEAR)[1] if number % 10 == 0 else None
            made = updated("communities", row, {"households": 1_000 + number}) if row is not None else None
            street.store.write(Edit(message(f"edit {number}"), (made,) if made else (), YEAR))
    street.close()
    session = Session.open(tmp_path / "big.desk")
    session.open_year(YEAR + 1)
    made_page = DeskPage(session, YEAR)
    made_page.resize(1600, 900)
    made_page.show()
    qapp.processEvents()
    yield made_page
    made_page.close()
    session.close()


def test_the_cursor_on_a_cell_of_a_thousand_entries(
    benchmark: Any, qapp: QApplication, page: DeskPage
) -> None:
    moves = page.views["communities"].moves

    def there_and_back() -> None:
        moves.go_to(2, "households")
        qapp.processEvents()
        moves.go_to(1, "households")
        qapp.processEvents()

    benchmark(there_and_back)


@pytest.mark.parametrize("pane", ["findings", "history", "details"])
def test_the_cursor_goes_down_beside_a_pane(
    benchmark: Any, qapp: QApplication, page: DeskPage, pane: str
) -> None:
    page.turn_to("workers")
    page.panes.turn_to(pane)
    moves = page.views["workers"].moves

    def down() -> None:
        row, column = moves.place()
        moves.move(row + 1 if row < 1_900 else 0, column)
        qapp.processEvents()

    benchmark(down)


def test_the_history_comes_into_sight(benchmark: Any, qapp: QApplication, page: DeskPage) -> None:
    def show() -> None:
        page.panes.turn_to("findings")
        qapp.processEvents()
        page.panes.turn_to("history")
        qapp.processEvents()

    benchmark(show)


@pytest.mark.parametrize("tint", ["", "year"])
def test_a_wheel_step_with_and_without_tints(
    benchmark: Any, qapp: QApplication, page: DeskPage, tint: str
) -> None:
    page = DeskPage(page.session, YEAR + 1)
    page.resize(1600, 900)
    page.show()
    page.turn_to("workers")
    page.knowing.compare(tint)
    bar = page.views["workers"].verticalScrollBar()

    def wheel() -> None:
        bar.setValue(bar.value() + 3 if bar.value() < bar.maximum() - 3 else 0)
        qapp.processEvents()

    benchmark(wheel)
    page.close()
