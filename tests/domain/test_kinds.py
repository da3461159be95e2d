"""Kinds: what offices type becomes a value, and goes back as it was."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.domain.catalogue.communities import ORGANISATIONS
from street_desk.domain.catalogue.people import POSTS
from street_desk.domain.days import AmbiguousMonth, Day, Month, months_in_year
from street_desk.domain.kinds import Area, Count, Digits, Kind, Money, Text
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.people import IdNumber, Phone, birth_month, checksum_fits, sex
from street_desk.domain.problems import UnknownChoice, UnreadableValue


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Count(), "3,000", 3000),
        (Count(), "３，０００户", 3000),
        (Count(), " 3000 ", 3000),
        (Count(), "", None),
        (Count(), "1.2万", 12000),
        (Money(), "1409.5", 140_950),
        (Money(), "2万", 2_000_000),
        (Money(), "2万元", 2_000_000),
        (Money(), "￥80,000.00", 8_000_000),
        (Money(), "0", 0),
        (Area(), "1.250", Decimal("1.25")),
        (Area(), "1.25平方公里", Decimal("1.25")),
        (Digits(12), "001201 003004", "001201003004"),
        (Text(), " 幸福 \n社区 ", "幸福 社区"),
        (Text(), "张\ue000三\u202e", "张\ue000三"),
        (Text(), "王\U00031350", "王\U00031350"),
        (Money(), "1,234,567.89", 123_456_789),
        (Area(), "2.5km²", Decimal("2.5")),
        (Day(), "2013年7月15日", "2013-07-15"),
        (Day(), "2013.7", "2013-07"),
        (Day(), "201307", "2013-07"),
        (Day(), "2013-10", "2013-10"),
        (Month(), "2013-07-15", "2013-07"),
        (IdNumber(), "420106 19900101 123x", "42010619900101123X"),
        (Phone(), "138-0000-0000", "13800000000"),
        (POSTS, "主任", "secretary"),
        (POSTS, "副主任", "deputy"),
        (POSTS, "委 员", "member"),
        (POSTS, "公益岗", "public"),
        (ORGANISATIONS, "社区党总支", "general_branch"),
        (ORGANISATIONS, "无", "none"),
    ],
)
def test_a_typed_text_becomes_a_value(kind: Kind, text: str, value: object) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Count(), "几千"),
        (Count(), "-5"),
        (Count(), "3.5"),
        (Count(0, 5), "6"),
        (Money(), "1.005"),
        (Money(), "-1"),
        (Money(), "一万多两"),
        (Area(), "很大"),
        (Area(), "1.23456"),
        (Count(), "3,5"),
        (Money(), "12,5万"),
        (Count(), "3²"),
        (Text(), "坏\udc80字"),
        (Digits(12), "123"),
        (Day(), "2013-13"),
        (Day(), "2013-02-30"),
        (IdNumber(), "12345"),
        (Phone(), "没有"),
        (POSTS, "所长"),
        (Text(5), "一二三四五六"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(kind: Kind, text: str) -> None:
    with pytest.raises(UnreadableValue) as caught:
        kind.parse(text)
    assert caught.value.message.text("zh_CN")
    assert caught.value.remedy.text("zh_CN")


def test_a_refused_choice_names_the_choices() -> None:
    with pytest.raises(UnknownChoice) as caught:
        POSTS.parse("所长")
    assert "书记" in caught.value.text("zh_CN") or "secretary" in caught.value.text("en")


def test_an_approximate_number_keeps_what_it_would_be() -> None:
    with pytest.raises(ApproximateValue) as caught:
        Count().parse("约3000户")
    assert caught.value.value == 3000


@pytest.mark.parametrize(
    ("raw", "wan", "fen"),
    [(8.0, True, 8_000_000), (0.1 + 0.2, False, 30), (12.3456, True, 12_345_600), ("5元", True, 500)],
)
def test_money_from_cells_is_exact(raw: object, wan: bool, fen: int) -> None:
    assert Money().read(raw, wan) == fen


def test_an_id_stored_as_a_number_is_refused() -> None:
    with pytest.raises(UnreadableValue) as caught:
        IdNumber().read(4.40981199001011e17)
    assert "末几位已丢失" in caught.value.text("zh_CN")


def test_dates_from_cells() -> None:
    assert Day().read(datetime.datetime(2013, 7, 15)) == "2013-07-15"
    assert Month().read(2013.7) == "2013-07"
    with pytest.raises(AmbiguousMonth):
        Month().read(2013.1)


@given(st.integers(0, 10**14))
def test_money_comes_back_as_it_was_shown(fen: int) -> None:
    assert Money().parse(Money().text(fen)) == fen
    assert Money().parse(Money().format(fen)) == fen


@given(st.decimals(0, 10**6, places=4))
def test_areas_come_back_exactly(area: Decimal) -> None:
    kind = Area()
    assert kind.load(kind.store(kind.parse(str(area)))) == area


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_text_gives_anything_but_a_value_or_a_refusal(text: str) -> None:
    for kind in (Text(), Count(), Money(), Area(), Digits(12), Day(), Month(), IdNumber(), Phone(), POSTS):
        try:
            value = kind.parse(text)
        except UnreadableValue:
            continue
        assert kind.parse(kind.text(value)) == value


def test_masks_hide_the_middle_and_are_known_again() -> None:
    kind = IdNumber()
    assert kind.mask("420106199001011234") == "420106********1234"
    assert kind.hides("420106********1234", "420106199001011234")
    assert not kind.hides("420106********9999", "420106199001011234")
    assert Phone().mask("13800001234") == "138****1234"
    assert Phone().mask("12345678") == "****5678"
    assert Phone().mask("1234567") == "****567"
    assert not any(Phone().mask("1" * n) == "1" * n for n in range(1, 15))


def test_an_id_tells_sex_birth_and_whether_it_fits() -> None:
    assert checksum_fits("11010519491231002X")
    assert not checksum_fits("110105194912310021")
    assert birth_month("11010519491231002X") == "1949-12"
    assert sex("11010519491231002X") == "female"
    assert birth_month("110105491231002") == "1949-12"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (None, None, 12),
        ("2027-05-16", None, 8),
        ("2027-05", "2027-05-01", 1),
        ("2026-12-31", "2027-01-01", 1),
        ("2028-01", None, 0),
        (None, "2026-12", 0),
        ("2020-02", "2027-06", 6),
    ],
)
def test_months_in_post_include_the_first_and_the_last(
    start: str | None, end: str | None, months: int
) -> None:
    assert len(months_in_year(2027, start, end)) == months


def test_an_area_beyond_all_measure_is_refused_in_words() -> None:
    with pytest.raises(UnreadableValue):
        Area().read(9.999999999999996e23)
