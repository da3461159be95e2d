"""Codes, ids, phones and names as offices type them (W8–W10), and errors of formulas: one line a case."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from street_desk.domain.catalogue.people import POSTS
from street_desk.domain.catalogue.scales import Stars
from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import (
    Area,
    Count,
    Digits,
    Kind,
    Money,
    Text,
    matching,
    yes_no,
)
from street_desk.domain.people import IdNumber, Phone
from street_desk.domain.problems import FormulaError
from tests.domain.values.support import refused

COUNT = Count()
MONEY = Money()
KM2 = Area(measure="km2")
CODE = Digits(12)
ID = IdNumber()
PHONE = Phone()
NAME = Text(60)
NOTE = Text()
DAY = Day()
MONTH = Month()
STAR = Stars()
YES_NO = yes_no()


WRITTEN: list[tuple[Kind, object, Any]] = [
    (ID, "420106 19900101 123x", "42010619900101123X"),
    (ID, "420106199001011２３Ｘ", "42010619900101123X"),
    (ID, "420106\u300019900101\u00a0123X", "42010619900101123X"),
    (ID, "\ufeff420106\u200b19900101123X", "42010619900101123X"),
    (ID, "'42010619900101123X", "42010619900101123X"),
    (ID, "‘42010619900101123X’", "42010619900101123X"),
    (ID, "４２０１０６１９９００１０１１２３４", "420106199001011234"),
    (ID, "420106900101123", "420106900101123"),
    (ID, 420106900101123, "420106900101123"),
    (ID, "", None),
    (CODE, 441901001001.0, "441901001001"),
    (CODE, 441901001001, "441901001001"),
    (CODE, "441901001001.0", "441901001001"),
    (CODE, "441901 001 001", "441901001001"),
    (CODE, "４４１９０１００１００１", "441901001001"),
    (CODE, "'001201003004", "001201003004"),
    (PHONE, "138-0000-0000", "13800000000"),
    (PHONE, "138 0000 0000", "13800000000"),
    (PHONE, "（0427）2345678", "04272345678"),
    (PHONE, 13800000000.0, "13800000000"),
    (PHONE, "13800000000.0", "13800000000"),
    (PHONE, "+86 13800000000", "+8613800000000"),
    (NAME, " 张 三 ", "张 三"),
    (NAME, "张\u3000三", "张\u3000三"),
    (NAME, "阿布都·热合曼", "阿布都·热合曼"),
    (NAME, "张\u200b三\ufeff", "张三"),
    (NAME, "\u202e张三\u202c", "张三"),
    (NAME, "张\x00三\x07", "张三"),
    (NAME, "幸福\r\n社区", "幸福 社区"),
    (NAME, 12.0, "12"),
    (NOTE, "见#REF!一栏", "见#REF!一栏"),
    (NOTE, datetime.datetime(2013, 7, 15), "2013-07-15"),
    (NOTE, datetime.datetime(2013, 7, 15, 8, 30), "2013-07-15 08:30:00"),
    (NOTE, datetime.time(8, 30), "08:30:00"),
]


@pytest.mark.parametrize(("kind", "raw", "value"), WRITTEN)
def test_codes_and_names_are_read_as_offices_write_them(kind: Kind, raw: object, value: Any) -> None:
    assert kind.read(raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "why"),
    [
        (ID, 4.40981199001011e17, "its last digits are lost"),
        (ID, 440981199001011000, "its last digits are lost"),
        (ID, "4.40981E+17", "its last digits are lost"),
        (ID, "42010619900101123", "18 (or 15)"),
        (ID, "42010619900101123Y", "18 (or 15)"),
        (ID, "420106********123X", "18 (or 15)"),
        (ID, "٤٢٠١٠٦١٩٩٠٠١٠١١٢٣٤", "18 (or 15)"),
        (CODE, "44190100100", "12 digits"),
        (CODE, 1201003004.0, "12 digits"),
        (CODE, "44190100100A", "12 digits"),
        (PHONE, "没有", "phone"),
        (PHONE, "13800000000、13900000000", "phone"),
        (NAME, "一" * 61, "at most 60"),
        (NOTE, "一" * 501, "at most 500"),
    ],
)
def test_what_is_no_code_is_refused_in_words(kind: Kind, raw: object, why: str) -> None:
    assert why in refused(kind, raw).text("en")


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "########", "＃ＲＥＦ！"]
)
def test_what_a_failed_formula_left_is_refused_in_every_kind(error: str) -> None:
    for kind in (NAME, NOTE, COUNT, MONEY, KM2, CODE, ID, PHONE, DAY, MONTH, STAR, POSTS, YES_NO):
        caught = refused(kind, error)
        assert isinstance(caught, FormulaError), kind
        assert "formula" in caught.text("en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张 三", "张三"),
        ("张\u3000三", "张三"),
        ("张\u200b三", "张三"),
        ("\ufeff张三", "张三"),
        ("张\u00ad三", "张三"),
        ("阿布都•热合曼", "阿布都·热合曼"),
        ("阿布都・热合曼", "阿布都·热合曼"),
        ("阿布都‧热合曼", "阿布都·热合曼"),
        ("阿布都．热合曼", "阿布都·热合曼"),
        ("幸福社区（一期）", "幸福社区(一期)"),
        ("ＡＢ社区", "ab社区"),
    ],
)
def test_names_that_differ_in_what_is_not_seen_are_one(one: str, other: str) -> None:
    assert matching(one) == matching(other)


def test_names_that_differ_in_what_is_seen_are_two() -> None:
    for one, other in (("3.5", "35"), ("1.2", "1·2"), ("张三", "张三丰"), ("A.B", "AB")):
        assert matching(one) != matching(other)
