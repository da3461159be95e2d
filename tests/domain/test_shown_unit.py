"""Money in yuan or in 万元: what is shown, and typed again, is exactly the fen that are stored."""

from __future__ import annotations

import random

import pytest

from street_desk import language
from street_desk.domain.book import Book
from street_desk.domain.catalogue import COMMUNITIES
from street_desk.domain.shown_unit import IN_WAN, IN_YUAN

CEILING = COMMUNITIES["office_ceiling"]


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (None, ""),
        (0, "0.00"),
        (1, "0.000001"),
        (100, "0.0001"),
        (1_000_000, "1.00"),
        (8_050_050, "8.05005"),
        (123_456_789, "123.456789"),
        (1_234_567_890_123, "1,234,567.890123"),
        (-1_500_000, "-1.50"),
        (-1, "-0.000001"),
    ],
)
def test_an_amount_in_wan_is_never_rounded(fen: int | None, shown: str) -> None:
    assert IN_WAN.money(fen) == shown


def test_what_is_shown_is_read_back_as_the_same_fen() -> None:
    book, chance = Book(2027, {}), random.Random(7)
    for fen in [chance.randrange(10 ** chance.randint(1, 14)) for _n in range(2_000)]:
        for unit in (IN_WAN, IN_YUAN):
            assert book.read(CEILING, unit.text(book, CEILING, fen), unit.factor) == fen
            assert book.read(CEILING, unit.format(book, CEILING, fen), unit.factor) == fen


def test_only_money_has_the_unit_in_its_heading() -> None:
    language.use("zh_CN")
    try:
        assert IN_WAN.heading(CEILING) == "办公运转经费控制数（万元）"
        assert IN_YUAN.heading(CEILING) == "办公运转经费控制数"
        assert IN_WAN.heading(COMMUNITIES["households"]) == "常住户数"
    finally:
        language.use("en")
    assert IN_WAN.heading(CEILING) == "Office ceiling (10,000 yuan)"
