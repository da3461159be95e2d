"""A Book after an Edit: the rows in the order they were entered, for a sheet and for each community."""

from __future__ import annotations

import random
import time

import pytest

from street_desk.domain.book import Book, removals
from street_desk.domain.edits import Change, Edit, updated
from street_desk.domain.sheets import Row
from street_desk.language import message

YEAR, HOMES = 2027, 4


def _book(workers: int) -> Book:
    rows: dict[int, Row] = {
        n: {"id": n, "year": YEAR, "community": n % HOMES + 1, "name": f"甲{n}"}
        for n in range(1, workers + 1)
    }
    homes: dict[int, Row] = {n: {"id": n, "year": YEAR, "name": f"第{n}社区"} for n in range(1, HOMES + 1)}
    return Book(YEAR, {"communities": homes, "workers": rows})


def _all(book: Book) -> object:
    """The rows and their order, for the sheet and for every community."""
    return book.rows("workers"), [book.workers_of(home) for home in range(HOMES + 1)]


def _fresh(book: Book) -> object:
    """The same, found anew."""
    return _all(book.copy())


def _undone(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return Edit(message("x"), changes, YEAR).reversed(message("undo")).changes


@pytest.mark.parametrize("seed", range(12))
def test_rows_that_come_back_stand_where_they_stood(seed: int) -> None:
    chance = random.Random(seed)
    book = _book(120)
    stack: list[tuple[tuple[Change, ...], object]] = []
    for _step in range(25):
        before = _all(book)
        assert before == _fresh(book)
        ids = book.ids("workers")
        chosen = chance.sample(ids, k=min(len(ids), chance.randint(1, 30)))
        act = chance.choice(("remove", "move", "undo", "undo"))
        if act == "undo" and stack:
            changes, held = stack.pop()
            book.take(_undone(changes))
            assert _all(book) == held
        elif act == "remove":
            changes = removals(book, "workers", chosen)
            book.take(changes)
            stack.append((changes, before))
        elif act == "move":
            moves = (
                updated("workers", book.row("workers", one) or {}, {"community": chance.randint(1, HOMES)})
                for one in chosen
            )
            changes = tuple(change for change in moves if change is not None)
            book.take(changes)
            stack.append((changes, before))
    for changes, held in reversed(stack):
        book.take(_undone(changes))
        assert _all(book) == held
    assert [row["id"] for row in book.rows("workers")] == list(range(1, 121))


def test_many_rows_come_back_in_a_moment() -> None:
    book = _book(20_000)
    before = _all(book)
    changes = removals(book, "workers", range(1, 20_001, 2))
    book.take(changes)
    begun = time.perf_counter()
    book.take(_undone(changes))
    # One row after another it took a minute and a half.
    assert time.perf_counter() - begun < 5
    assert _all(book) == before
