"""How long sorting, filtering and grouping take in a sheet of 120,000 rows, in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from street_desk.domain.arranging import Arrangement, Chosen, Filter, Number
from street_desk.domain.book import Book
from street_desk.domain.checks.keeping import Kept
from street_desk.domain.sheets import Row
from street_desk.session import Session
from street_desk.ui.grid_filter import FilterPopup
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from tests.streets import small_street

YEAR, ROWS = 2027, 120_000
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


@pytest.fixture(scope="module")
def view(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GridView]:
    session = small_street(tmp_path_factory.mktemp("large"))
    _fill(session)
    model = GridModel(session, "workers", YEAR)
    made = GridView(model)
    made.resize(1600, 900)
    made.show()
    qapp.processEvents()
    yield made
    made.close()
    session.close()


def _fill(session: Session) -> None:
    """So many workers in memory: what is measured is not the file."""
    book = session.book(YEAR)
    workers: dict[int, Row] = {
        n: {
            "id": n,
            "street": 1,
            "year": YEAR,
            "community": n % 3 + 1,
            "name": f"{_NAMES[n % 16]}{_NAMES[n * 7 % 13]}{n}",
            "post": ("secretary", "member", "public_post")[n * 5 % 3],
            "birth": f"{1960 + n % 45}-{n % 12 + 1:02}",
            "former_pay": 200_000 + n * 7_919 % 400_000,
        }
        for n in range(1, ROWS + 1)
    }
    rows: dict[str, dict[int, Row]] = {
        "communities": {int(r["id"]): r for r in book.rows("communities")},
        "workers": workers,
    }
    for name in ("figures", "office", "years"):
        rows[name] = {int(r["id"]): r for r in book.rows(name)}
    session._ledger._books[YEAR] = Book(YEAR, rows)
    # The checks of so many are not what is measured either.
    session._ledger._findings[YEAR] = Kept(session.assessment(YEAR), ())


def _arranges(view: GridView, *arrangements: Arrangement) -> Callable[[], None]:
    """Arranges in turn and paints, as after a choice in a menu."""
    model = view.model()
    assert isinstance(model, GridModel)
    application = QApplication.instance()
    assert application is not None
    turn = iter(range(1_000_000))

    def arrange() -> None:
        model.arrange(arrangements[next(turn) % len(arrangements)])
        application.processEvents()

    return arrange


@pytest.mark.parametrize("key", ["name", "community", "post", "birth", "former_pay"])
def test_a_sort_by_one_column(benchmark: Any, view: GridView, key: str) -> None:
    arrange = _arranges(view, Arrangement(order=((key, False),)), Arrangement(order=((key, True),)))
    benchmark.pedantic(arrange, rounds=10, warmup_rounds=1)


@pytest.mark.parametrize("key", ["name", "former_pay"])
def test_the_first_sort_by_a_column(benchmark: Any, view: GridView, key: str) -> None:
    model = view.model()
    assert isinstance(model, GridModel)
    arrange = _arranges(view, Arrangement(order=((key, False),)))

    def forget() -> None:
        model.sight._cells._values.clear()
        model.sight._cells.forget_words()

    benchmark.pedantic(arrange, setup=forget, rounds=5)


def test_the_first_sort_by_names_after_a_moment(benchmark: Any, view: GridView) -> None:
    """A second after the start, and the slices that follow, what names are sorted by is known."""
    model = view.model()
    assert isinstance(model, GridModel)
    arrange = _arranges(view, Arrangement(order=(("name", False),)))

    def forget_and_prepare() -> None:
        model.sight._cells._values.clear()
        model.sight._cells.forget_words()
        for _slice in model.sight.prepare():
            pass

    benchmark.pedantic(arrange, setup=forget_and_prepare, rounds=5)


def test_a_sort_by_three_columns(benchmark: Any, view: GridView) -> None:
    order = (("community", False), ("post", False), ("former_pay", True))
    benchmark.pedantic(_arranges(view, Arrangement(order=order), Arrangement()), rounds=10, warmup_rounds=1)


def test_a_filter_by_a_number_and_by_values(benchmark: Any, view: GridView) -> None:
    filters = {
        "former_pay": Filter(custom=(Number("more", 400_000),)),
        "community": Filter(Chosen(frozenset({"幸福社区"}))),
    }
    benchmark.pedantic(_arranges(view, Arrangement(filters), Arrangement()), rounds=10, warmup_rounds=1)


def test_groups_with_subtotals(benchmark: Any, view: GridView) -> None:
    benchmark.pedantic(
        _arranges(view, Arrangement(group="community"), Arrangement()), rounds=5, warmup_rounds=1
    )


@pytest.mark.parametrize("key", ["community", "former_pay", "name"])
def test_the_list_of_a_columns_values(benchmark: Any, view: GridView, key: str) -> None:
    model = view.model()
    assert isinstance(model, GridModel)
    model.arrange(Arrangement())

    def ask() -> None:
        popup = FilterPopup(model, key, view)
        popup.show()
        QApplication.processEvents()
        popup.close()

    benchmark.pedantic(ask, rounds=5, warmup_rounds=1)
