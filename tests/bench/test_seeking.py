"""How long finding takes over 120,000 rows of 40 columns, and the longest that the window waits for a piece of it."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from street_desk.domain.days import Day
from street_desk.domain.going import Named, Tab, goals
from street_desk.domain.kinds import Count, Kind, Money, Text, Value
from street_desk.domain.seeking import Sought, checks, seek
from street_desk.domain.sheets import Column, Row

ROWS = 120_000
KINDS: tuple[Kind, ...] = (Text(), Money(), Count(), Day())
COLUMNS = tuple(Column(f"c{n}", f"C{n}", f"栏{n}", KINDS[n % 4]) for n in range(40))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    draw = random.Random(1)
    makers: tuple[Any, ...] = (
        lambda: f"备注{draw.randrange(10**6)}号",
        lambda: draw.randrange(10**8),
        lambda: draw.randrange(9_000),
        lambda: f"20{draw.randrange(10, 30)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
    )
    return [
        {"id": n + 1, **{column.key: makers[place % 4]() for place, column in enumerate(COLUMNS)}}
        for n in range(ROWS)
    ]


def _shown(column: Column, value: Value) -> str:
    return column.kind.format(value)


def _typed(column: Column, value: Value) -> str:
    return column.kind.text(value)


@pytest.mark.parametrize("text", ["备注12345", "1409.5", "没有这个"])
def test_finding_in_every_cell(benchmark: Any, rows: list[Row], text: str) -> None:
    def find() -> float:
        longest, before = 0.0, time.perf_counter()
        for _found in seek(rows, checks(Sought(text), COLUMNS, _shown, _typed), lambda _row, _column: None):
            now = time.perf_counter()
            longest, before = max(longest, now - before), now
        return longest

    benchmark.extra_info["longest piece"] = benchmark.pedantic(find, rounds=3)


@pytest.mark.parametrize("asked", ["第119999社区", "d119999sq", "gzz"])
def test_going_to_one_of_very_many(benchmark: Any, asked: str) -> None:
    names = [Named(n + 1, f"第{n}社区", n) for n in range(ROWS)]
    benchmark.pedantic(lambda: list(goals(asked, [Tab("communities", "社区", (), names)], 0)), rounds=3)
