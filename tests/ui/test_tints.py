"""Tints on demand: what changed since last year and since the submission, with what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from street_desk.domain.edits import Edit, updated
from street_desk.language import message
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.desk_page import DeskPage
from tests.streets import change, small_street, type_in

TIP = int(Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    yield session
    session.close()


def _page(qtbot: Any, street: Session, year: int) -> DeskPage:
    made = DeskPage(street, year)
    qtbot.addWidget(made)
    made.resize(1440, 800)
    made.show()
    return made


@pytest.fixture
def next_year(qtbot: Any, street: Session) -> DeskPage:
    street.open_year(2027)
    return _page(qtbot, street, 2027)


def _row(street: Session, name: str, year: int = 2027) -> int:
    return next(int(row["id"]) for row in street.book(year).rows("communities") if row["name"] == name)


def _tinted(page: DeskPage, sheet: str = "communities") -> set[tuple[str, str]]:
    model = page.models[sheet]
    return {
        (model.sheet.called(model.row(row) or {}), column.key)
        for place, row in enumerate(model.rows.ids)
        for n, column in enumerate(model.columns)
        if model.look(model.index(place, n)).tinted
    }


def _state(street: Session, year: int, state: str) -> None:
    made = updated("years", street.years()[year], {"state": state})
    assert made is not None
    street.apply(Edit(message("state"), (made,), year))


def test_what_changed_since_last_year_is_tinted_and_says_what_stood_there(
    next_year: DeskPage, street: Session
) -> None:
    row = _row(street, "幸福社区")
    change(street, 2027, "communities", row, households="3100")
    assert _tinted(next_year) == set()
    next_year.knowing.compare("year")
    found = _tinted(next_year)
    assert ("幸福社区", "households") in found
    # What it is worked out from crossed an edge.
    assert ("幸福社区", "office_fund") in found
    assert ("和平社区", "households") not in found
    assert ("和平社区", "name") not in found
    model = next_year.models["communities"]
    index = model.index_of(row, "households")
    assert "2,999" in model.data(index, TIP)
    next_year.views["communities"].moves.go_to(row, "households")
    assert "2,999" in next_year.explanation.text()
    assert next_year.knowing.legend.isVisible()
    assert "2026" in next_year.knowing.legend.text()


def test_a_tint_follows_the_edits_and_goes_when_it_is_not_wanted_any_more(
    next_year: DeskPage, street: Session
) -> None:
    next_year.knowing.compare("year")
    row = _row(street, "和平社区")
    change(street, 2027, "communities", row, households="2000")
    assert ("和平社区", "households") in _tinted(next_year)
    change(street, 2027, "communities", row, households="3000")
    assert ("和平社区", "households") not in _tinted(next_year)
    # The year before itself is altered.
    change(street, 2026, "communities", 2, households="1")
    assert ("和平社区", "households") in _tinted(next_year)
    next_year.knowing.compare("")
    assert _tinted(next_year) == set()
    assert not next_year.knowing.legend.isVisible()


def test_a_new_row_is_tinted_throughout_and_a_reference_is_compared_by_name(
    next_year: DeskPage, street: Session
) -> None:
    type_in(street, 2027, "communities", {"name": "新社区"})
    next_year.knowing.compare("year")
    model = next_year.models["communities"]
    assert model.look(model.index_of(_row(street, "新社区"), "code")).tinted
    # Each year has its own rows of the same communities.
    assert not {key for _name, key in _tinted(next_year, "workers")} & {"community"}


def test_the_first_year_has_nothing_to_be_compared_with(qtbot: Any, street: Session) -> None:
    page = _page(qtbot, street, 2026)
    page.knowing.compare("year")
    assert page.knowing.tint == ""
    assert "2026" in page.notice.text()
    assert _tinted(page) == set()


def test_what_changed_since_the_submission_is_tinted(qtbot: Any, street: Session) -> None:
    page = _page(qtbot, street, 2026)
    page.knowing.compare("submission")
    assert page.knowing.tint == ""
    assert page.notice.isVisible()
    change(street, 2026, "communities", 1, households="2000")
    _state(street, 2026, "submitted")
    page.knowing.compare("submission")
    assert _tinted(page) == set()
    change(street, 2026, "communities", 1, households="3100", note="改")
    change(street, 2026, "communities", 1, households="3200")
    found = _tinted(page)
    assert {("幸福社区", "households"), ("幸福社区", "note"), ("幸福社区", "office_fund")} <= found
    model = page.models["communities"]
    assert "2,000" in model.data(model.index_of(1, "households"), TIP)
    change(street, 2026, "communities", 1, households="2000")
    assert ("幸福社区", "households") not in _tinted(page)
    assert not any(name == "和平社区" for name, _key in _tinted(page))


def test_a_submission_that_was_undone_is_none(qtbot: Any, street: Session) -> None:
    _state(street, 2026, "submitted")
    change(street, 2026, "communities", 1, households="3100")
    page = _page(qtbot, street, 2026)
    page.knowing.compare("submission")
    assert ("幸福社区", "households") in _tinted(page)
    street.undo()
    street.undo()
    assert page.knowing.tint == ""
    assert _tinted(page) == set()


def test_a_tint_is_told_from_other_shades_without_colours(
    qtbot: Any, next_year: DeskPage, street: Session
) -> None:
    row = _row(street, "幸福社区")
    change(street, 2027, "communities", row, households="3100")
    next_year.knowing.compare("year")
    view, model = next_year.views["communities"], next_year.models["communities"]
    view.moves.go_to(_row(street, "光明社区"), "name")
    rect = view.visualRect(model.index_of(row, "households"))
    image = view.viewport().grab().toImage()
    assert image.pixelColor(rect.left() + 1, rect.center().y()) == style.TINT_BAR
    other = view.visualRect(model.index_of(_row(street, "和平社区"), "households"))
    assert image.pixelColor(other.left() + 1, other.center().y()) == style.PAPER
