"""Bands in words: every combination of sides says which edge it owns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.domain.standards.bands import Band, Edge, Side
from street_desk.language import Words


def _band(low: Side, high: Side) -> Band:
    edges = (Edge(Decimal(3000), low), Edge(Decimal(5000), high))
    return Band("b", "households", Words("户", "households"), edges)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("above", "below", ("不足3,000户", "3,000户至5,000户（均含）", "超过5,000户")),
        ("below", "below", ("3,000户及以下", "3,000户（不含）至5,000户（含）", "超过5,000户")),
        ("above", "above", ("不足3,000户", "3,000户（含）至5,000户（不含）", "5,000户及以上")),
        ("below", "above", ("3,000户及以下", "3,000户至5,000户（均不含）", "5,000户及以上")),
    ],
)
def test_bands_say_their_edges_in_words(low: Side, high: Side, words: tuple[str, ...]) -> None:
    band = _band(low, high)
    assert tuple(band.words(place, {}).text("zh_CN") for place in range(3)) == words


@given(st.integers(0, 10_000), st.sampled_from(["above", "below"]), st.sampled_from(["above", "below"]))
def test_every_number_is_in_exactly_one_band(value: int, low: Side, high: Side) -> None:
    place = _band(low, high).find(value, {})
    under = value < 3000 or (value == 3000 and low == "below")
    over = value > 5000 or (value == 5000 and high == "above")
    assert place == (0 if under else 2 if over else 1)
