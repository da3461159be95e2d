from __future__ import annotations

import random
from decimal import Decimal

import pytest

from street_desk.domain.capitals import capitals

_DIGITS = "零壹贰叁肆伍陆柒捌玖"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        # The examples of 《支付结算办法》附一, and of the forms' contract.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0", "零元整"),
        ("-0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角"),
        ("10", "壹拾元整"),
        ("80000", "捌万元整"),
        ("100001", "壹拾万零壹元整"),
        ("20000005", "贰仟万零伍元整"),
        ("100000000", "壹亿元整"),
        ("1000010000.10", "壹拾亿零壹万元壹角"),
        ("1000000000000", "壹万亿元整"),
        ("-5.20", "负伍元贰角"),
        ("0.005", "壹分"),
    ],
)
def test_an_amount_in_capitals(amount: str, said: str) -> None:
    assert capitals(Decimal(amount)) == said


def test_random_amounts_read_back() -> None:
    chosen = random.Random(11)
    for _ in range(3_000):
        fen = chosen.randrange(10 ** chosen.choice([2, 4, 7, 10, 13]))
        fen -= fen % chosen.choice([1, 10, 100, 10_000, 1_000_000])
        assert _fen(capitals(Decimal(fen) / 100)) == fen


def _fen(text: str) -> int:
    """What an amount in capitals says, read the plain way."""
    yuan, found, rest = text.rstrip("整").partition("元")
    if not found:
        yuan, rest = "", text
    total = _whole(yuan) * 100
    for name, unit in (("角", 10), ("分", 1)):
        digit, said, after = rest.partition(name)
        if said:
            total, rest = total + _DIGITS.index(digit[-1]) * unit, after
    return total


def _whole(text: str) -> int:
    for name, unit in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.partition(name)
        if found:
            return _whole(head) * unit + _whole(tail)
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            total += digit * {"仟": 1_000, "佰": 100, "拾": 10}[character]
            digit = 0
    return total + digit
