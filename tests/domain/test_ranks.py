"""Rows put between others: always between, however often, and in one order wherever rows are read."""

from __future__ import annotations

import random
from typing import Any

from street_desk.domain.ranks import RANK, above, ordered, rank


def test_a_hundred_rows_put_at_one_place_each_stand_between() -> None:
    rows: dict[int, dict[str, Any]] = {1: {"id": 1}, 2: {"id": 2}}
    before, row = rows[1], rows[2]
    for number in range(3, 103):
        made = {"id": number, RANK: above(row, before)}
        assert rank(before) < rank(made) < rank(row)
        rows[number] = made
        before = made
    assert list(ordered(rows)) == [1, *range(3, 103), 2]


def test_rows_put_anywhere_keep_the_order_they_were_given() -> None:
    chance = random.Random(5)
    rows: dict[int, dict[str, Any]] = {1: {"id": 1}}
    wanted = [1]
    for number in range(2, 300):
        place = chance.randrange(len(wanted) + 1)
        if place == len(wanted):
            # Typed into the last row.
            rows[number] = {"id": number}
        else:
            before = rows[wanted[place - 1]] if place else None
            rows[number] = {"id": number, RANK: above(rows[wanted[place]], before)}
        wanted.insert(place, number)
    assert list(ordered(rows)) == wanted
    shuffled = list(rows.items())
    chance.shuffle(shuffled)
    assert list(ordered(dict(shuffled))) == wanted
