"""Numbers and amounts as offices type them (W11–W13): a new one found in a workbook is a new line of a table here.

Each line is a raw cell as a workbook or a hand gives it, and the value it becomes.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.domain.catalogue.scales import Seats, Stars
from street_desk.domain.kinds import (
    Area,
    Count,
    Kind,
    Money,
)
from street_desk.domain.numbers import ApproximateValue, ImplausibleValue, read_number
from street_desk.domain.numerals import whole_number
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from tests.domain.values.support import refused
from tests.streets import small_street

COUNT = Count()
MONEY = Money()
KM2 = Area(measure="km2")
M2 = Area(measure="m2")
STAR = Stars()


NUMBERS: list[tuple[Kind, object, Any]] = [
    (COUNT, "１２３４", 1234),
    (COUNT, "3,000", 3000),
    (COUNT, "3，000", 3000),
    (COUNT, "1，234，567", 1_234_567),
    (COUNT, "3, 000", 3000),
    (COUNT, "3 000", 3000),
    (COUNT, "3\u00a0000", 3000),
    (COUNT, "3\u202f000", 3000),
    (COUNT, "12 345 678", 12_345_678),
    (COUNT, " 3000 \n", 3000),
    (COUNT, "\u200b3000\ufeff", 3000),
    (COUNT, "'3000", 3000),
    (COUNT, "3000户", 3000),
    (COUNT, "3000 户", 3000),
    (COUNT, "3000（户）", 3000),
    (COUNT, "3000个", 3000),
    (COUNT, "12人次", 12),
    (COUNT, "5年", 5),
    (COUNT, "18个月", 18),
    (COUNT, "7名", 7),
    (COUNT, "3000.0", 3000),
    (COUNT, 3000.0, 3000),
    (COUNT, Decimal(3000), 3000),
    (COUNT, "+5", 5),
    (COUNT, "3000。", 3000),
    (COUNT, "0", 0),
    (COUNT, "", None),
    (COUNT, "\u3000", None),
    (COUNT, None, None),
    (COUNT, "1.2万", 12_000),
    (COUNT, "1.2万人", 12_000),
    (COUNT, "1.2 万 人", 12_000),
    (COUNT, "3千", 3000),
    (COUNT, "5百户", 500),
    (COUNT, "20万", 200_000),
    (COUNT, "1万2千", 12_000),
    (COUNT, "1万2000", 12_000),
    (COUNT, "一", 1),
    (COUNT, "十", 10),
    (COUNT, "十二", 12),
    (COUNT, "二十", 20),
    (COUNT, "二十户", 20),
    (COUNT, "三千二百", 3200),
    (COUNT, "三千零二十", 3020),
    (COUNT, "两万五", 25_000),
    (COUNT, "二〇〇", 200),
    (COUNT, "零", 0),
    (COUNT, "〇", 0),
    (STAR, "三", 3),
    (STAR, "3星", 3),
    (STAR, "４星级", 4),
    (STAR, "五星级社区", 5),
    (STAR, "★★★☆☆", 3),
    (STAR, "无星级", 0),
    (STAR, 4.0, 4),
    (Seats(), "7人", 7),
    (Seats(), "九", 9),
    (KM2, "1.25平方公里", Decimal("1.25")),
    (KM2, "2.5km²", Decimal("2.5")),
    (KM2, "2.5㎢", Decimal("2.5")),
    (KM2, "125公顷", Decimal("1.25")),
    (KM2, "1250000平方米", Decimal("1.25")),
    (KM2, ".5", Decimal("0.5")),
    (KM2, 1.23456789, Decimal("1.2346")),
    (M2, "320.5㎡", Decimal("320.5")),
    (M2, "320.5平米", Decimal("320.5")),
    (M2, "320.5 M2", Decimal("320.5")),
    (M2, "1,200平方米", Decimal(1200)),
    (M2, "0.01平方公里", Decimal(10_000)),
    (M2, "三百", Decimal(300)),
]

REFUSED_NUMBERS: list[tuple[Kind, object]] = [
    (COUNT, "-"),
    (COUNT, "—"),
    (COUNT, "/"),
    (COUNT, "无"),
    (COUNT, "-5"),
    (COUNT, "−5"),
    (COUNT, "(3,000)"),
    (COUNT, "3.5"),
    (COUNT, 3.5),
    (COUNT, "3000(含新增20)"),
    (COUNT, "3000-3500"),
    (COUNT, "3000～3500"),
    (COUNT, "3,5"),
    (COUNT, "3,000,5"),
    (COUNT, "30,00"),
    (COUNT, "3 5"),
    (COUNT, "3  5"),
    (COUNT, "1234 567"),
    (COUNT, "3、5"),
    (COUNT, "12.5%"),
    (COUNT, "12%"),
    (COUNT, "1e3"),
    (COUNT, "1/2"),
    (COUNT, "½"),
    (COUNT, "3²"),
    (COUNT, "③"),
    (COUNT, "0x10"),
    (COUNT, "几千"),
    (COUNT, "三五户"),
    (COUNT, "二三十户"),
    (COUNT, "一万2"),
    (COUNT, "1万2"),
    (COUNT, "百"),
    (COUNT, "三百零"),
    (COUNT, "3000元"),
    (COUNT, "3000平方米"),
    (COUNT, "五星"),
    (COUNT, "2亿"),
    (COUNT, True),
    (COUNT, float("nan")),
    (COUNT, float("inf")),
    (COUNT, datetime.datetime(2013, 7, 15)),
    (COUNT, datetime.time(8, 30)),
    (COUNT, datetime.timedelta(hours=26)),
    (STAR, "六星"),
    (STAR, "星"),
    (Seats(), "5-9"),
    (Seats(), datetime.datetime(2026, 5, 9)),
    (KM2, "3亩"),
    (KM2, "2.5元"),
    (KM2, "2.5平方"),
    (KM2, "1.23456"),
    (M2, "12.5%"),
    (M2, "20×30"),
]


@pytest.mark.parametrize(("kind", "raw", "value"), NUMBERS)
def test_a_number_is_read_as_offices_write_it(kind: Kind, raw: object, value: Any) -> None:
    assert kind.read(raw) == value
    if isinstance(raw, str):
        assert kind.parse(raw) == value


@pytest.mark.parametrize(("kind", "raw"), REFUSED_NUMBERS)
def test_what_is_no_number_of_its_kind_isrefused(kind: Kind, raw: object) -> None:
    assert not isinstance(refused(kind, raw), (ApproximateValue, ImplausibleValue))


APPROXIMATE: list[tuple[Kind, str, int]] = [
    (COUNT, "约3000", 3000),
    (COUNT, "约3000户", 3000),
    (COUNT, "大约3,000户", 3000),
    (COUNT, "3000左右", 3000),
    (COUNT, "3000户左右", 3000),
    (COUNT, "3000 多户", 3000),
    (COUNT, "3000余户", 3000),
    (COUNT, "3000户以上", 3000),
    (COUNT, "近3000", 3000),
    (COUNT, "将近3000户", 3000),
    (COUNT, "3000+", 3000),
    (COUNT, "≈3000", 3000),
    (COUNT, "~3000", 3000),
    (COUNT, "不到3000", 3000),
    (COUNT, "三千多", 3000),
    (MONEY, "约2万元", 20_000),
    (MONEY, "2万余元", 20_000),
]


@pytest.mark.parametrize(("kind", "text", "value"), APPROXIMATE)
def test_an_approximate_number_is_not_taken_and_keeps_what_it_would_be(
    kind: Kind, text: str, value: int
) -> None:
    caught = refused(kind, text)
    assert isinstance(caught, ApproximateValue)
    assert caught.value == value
    assert kind.read(caught.value) is not None


AMOUNTS: list[tuple[object, bool, int]] = [
    ("1409.5", False, 140_950),
    ("￥3,000.00元", False, 300_000),
    ("¥3000", False, 300_000),
    ("3000元整", False, 300_000),
    ("人民币3000元", False, 300_000),
    ("人民币：3000元整", False, 300_000),
    ("RMB 3,000", False, 300_000),
    ("3000 rmb", False, 300_000),
    ("3000.00元/月", False, 300_000),
    ("3000元每月", False, 300_000),
    ("2万", False, 2_000_000),
    ("2万元", False, 2_000_000),
    ("2 万 元", False, 2_000_000),
    ("999万", False, 999_000_000),
    ("叁仟元整", False, 300_000),
    ("贰万伍仟元", False, 2_500_000),
    ("两万五", False, 2_500_000),
    ("3千元", False, 300_000),
    ("20000000", False, 2_000_000_000),
    ("20,000,000.00", False, 2_000_000_000),
    (20_000_000, False, 2_000_000_000),
    ("8", True, 8_000_000),
    (8, True, 8_000_000),
    ("八", True, 8_000_000),
    ("8万", True, 8_000_000),
    ("80000元", True, 8_000_000),
    ("0.5", True, 500_000),
    (12.3456, True, 12_345_600),
]


@pytest.mark.parametrize(("raw", "wan", "fen"), AMOUNTS)
def test_an_amount_is_read_to_the_fen(raw: object, wan: bool, fen: int) -> None:
    assert MONEY.read(raw, wan) == MONEY.read(raw, wan=wan) == fen


@pytest.mark.parametrize(
    ("raw", "wan"),
    [
        ("3000户", False),
        ("3000平方米", False),
        ("-1", False),
        ("1.005", False),
        ("3元5角", False),
        ("$3000", False),
        ("3000美元", False),
        ("12.5%", False),
        ("2万-3万", False),
        ("2万3", False),
        ("3千", True),
        ("三千", True),
        ("一万多两", False),
    ],
)
def test_what_is_no_amount_isrefused(raw: object, wan: bool) -> None:
    with pytest.raises(UnreadableValue):
        MONEY.read(raw, wan)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("2000万", 20_000_000), ("2000万元", 20_000_000), ("1亿", 10**8), ("约一千万元", 10**7)],
)
def test_an_implausible_amount_in_wan_asks_to_be_typed_in_full(text: str, yuan: int) -> None:
    caught = refused(MONEY, text)
    assert isinstance(caught, ImplausibleValue)
    assert caught.value == yuan
    assert "full digits" in caught.text("en")
    assert MONEY.read(caught.value) == yuan * 100


@pytest.mark.parametrize("text", ["千万", "一千万户", "2亿"])
def test_a_count_knows_nothing_of_implausible_amounts(text: str) -> None:
    try:
        COUNT.read(text)
    except ImplausibleValue:
        pytest.fail("only money is implausible")
    except UnreadableValue:
        pass


@given(st.integers(0, 10**10))
def test_every_numeral_is_the_number_it_was_spelt_from(number: int) -> None:
    assert whole_number(_spelt(number)) == number
    assert read_number(f"{_spelt(number)}户", message("x")) == number


def _spelt(number: int) -> str:
    """A number as it is written in words."""
    if number == 0:
        return "零"
    said, zero = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, unit)
        if not section:
            zero = bool(said)
            continue
        if said and (zero or section < 1000):
            said += "零"
        said, zero = said + _section(section) + name, False
    return said


def _section(number: int) -> str:
    said, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if zero and said else "") + "零一二三四五六七八九"[digit] + name
            zero = False
        else:
            zero = True
    return said


def test_an_implausible_amount_typed_in_the_grid_is_refused_with_the_way_out(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    changes, refusals = street.typed(2027, "workers", [Typed(1, "former_pay", "2000万")])
    assert changes == ()
    said = refusals[0].problem.text("en")
    assert "“2000万” would be 20,000,000 yuan" in said
    assert "type it in full digits" in said
    changes, refusals = street.typed(2027, "workers", [Typed(1, "former_pay", "20000000")])
    assert (len(changes), refusals) == (1, [])
    street.close()
