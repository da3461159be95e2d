"""What a clerk's hands rely on: sums typed by habit, series that go on, and entries found by their sounds."""

from __future__ import annotations

import pytest

from street_desk.domain import arithmetic, pinyin_matching, series
from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Choice, Count, Digits, Kind, Money, Option, Text
from street_desk.domain.problems import UnreadableValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("=1200*3", "3600"),
        ("＝（1,200＋80）×3÷4", "960"),
        ("=0.1+0.2", "0.3"),
        ("=5000*19.6%", "980"),
        ("=1/8", "0.125"),
        ("=-(2-5)", "3"),
        ("=2-3-4", "-5"),
        ("= 12 / 4 / 3 ", "1"),
        ("=10000000000000000000*3", "30000000000000000000"),
    ],
)
def test_a_sum_is_exact(text: str, value: str) -> None:
    assert arithmetic.is_sum(text)
    assert arithmetic.worked_out(text) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("=", arithmetic.NoSum),
        ("=A1*2", arithmetic.NoSum),
        ("=SUM(1)", arithmetic.NoSum),
        ("=(1+2", arithmetic.NoSum),
        ("=1 2", arithmetic.NoSum),
        ("=2**9", arithmetic.NoSum),
        ("=1,20", arithmetic.NoSum),
        ("=" + "(" * 500, arithmetic.NoSum),
        ("=1/(2-2)", arithmetic.DividedByNothing),
        ("=10/3", arithmetic.Endless),
    ],
)
def test_what_is_no_exact_sum_is_refused(text: str, problem: type[UnreadableValue]) -> None:
    with pytest.raises(problem):
        arithmetic.worked_out(text)


_CHOICE = Choice((Option("one", "one", "第1"), Option("two", "two", "第2")))


@pytest.mark.parametrize(
    ("kind", "filled", "after"),
    [
        (Count(), ["1", "2"], ["3", "4", "5"]),
        (Count(), ["10", "7"], ["4", "1", "-2"]),
        (Count(), ["1", "2", "4"], ["1", "2", "4"]),
        (Count(), ["5"], ["5", "5", "5"]),
        (Count(), ["5", ""], ["5", "", "5"]),
        (Money(), ["1000.00", "1000.50"], ["1001.00", "1001.50", "1002.00"]),
        (Text(), ["第1社区", "第2社区"], ["第3社区", "第4社区", "第5社区"]),
        (Text(), ["A08", "A09"], ["A10", "A11", "A12"]),
        (Text(), ["甲1", "乙2"], ["甲1", "乙2", "甲1"]),
        (Text(), ["甲", "乙"], ["甲", "乙", "甲"]),
        (Digits(3), ["001", "002"], ["003", "004", "005"]),
        (Day(), ["2027-01-30", "2027-01-31"], ["2027-02-01", "2027-02-02", "2027-02-03"]),
        (Day(), ["2027-01-31", "2027-02-28"], ["2027-03-31", "2027-04-30", "2027-05-31"]),
        (Day(), ["2027-11-15", "2027-12-15"], ["2028-01-15", "2028-02-15", "2028-03-15"]),
        (Day(), ["2027-01", "2027-01-15"], ["2027-01", "2027-01-15", "2027-01"]),
        (Month(), ["2027-11", "2027-12"], ["2028-01", "2028-02", "2028-03"]),
        (_CHOICE, ["第1", "第2"], ["第1", "第2", "第1"]),
    ],
)
def test_cells_go_on_or_are_repeated(kind: Kind, filled: list[str], after: list[str]) -> None:
    assert series.continued(filled, [kind] * len(filled), 3) == after


@pytest.mark.parametrize(
    ("kind", "filled", "after"),
    [
        (Count(), ["5"], ["6", "7"]),
        (Count(), ["1", "2"], ["1", "2"]),
        (Text(), ["第9"], ["第10", "第11"]),
        (Text(), ["甲"], ["甲", "甲"]),
        (Day(), ["2027-12-31"], ["2028-01-01", "2028-01-02"]),
        (Month(), ["2027-12"], ["2028-01", "2028-02"]),
    ],
)
def test_ctrl_does_the_other_thing(kind: Kind, filled: list[str], after: list[str]) -> None:
    assert series.continued(filled, [kind] * len(filled), 2, switched=True) == after


@pytest.mark.parametrize(
    ("typed", "text", "close"),
    [
        ("幸福社区", "幸福社区", pinyin_matching.SAME),
        ("xfsq", "幸福社区", pinyin_matching.WHOLE),
        ("XFSQ", "幸福社区", pinyin_matching.WHOLE),
        ("xingfushequ", "幸福社区", pinyin_matching.WHOLE),
        ("xing'fu", "幸福社区", pinyin_matching.BEGINS),
        ("xf", "幸福社区", pinyin_matching.BEGINS),
        ("xingf", "幸福社区", pinyin_matching.BEGINS),
        ("xin", "幸福社区", pinyin_matching.BEGINS),
        ("xfshq", "幸福社区", pinyin_matching.WHOLE),
        ("幸f", "幸福社区", pinyin_matching.BEGINS),
        ("福", "幸福社区", pinyin_matching.WITHIN),
        ("sq", "幸福社区", pinyin_matching.WITHIN),
        ("cx", "长兴社区", pinyin_matching.BEGINS),
        ("zx", "长兴社区", pinyin_matching.BEGINS),
        ("chongwen", "重文社区", pinyin_matching.BEGINS),
        ("hl", "行路社区", pinyin_matching.BEGINS),
        ("lv", "绿地社区", pinyin_matching.BEGINS),
        ("a1", "A1小区", pinyin_matching.BEGINS),
        ("fx", "幸福社区", None),
        ("ing", "幸福社区", None),
        ("xfsqa", "幸福社区", None),
    ],
)
def test_an_entry_is_found_by_its_sounds(typed: str, text: str, close: int | None) -> None:
    assert pinyin_matching.closeness(typed, text) == close
    assert pinyin_matching.matches(typed, text) == (close is not None)


def test_only_what_is_closest_alone_is_meant() -> None:
    entries = ["新风社区", "幸福社区", "大幸福社区", "幸福社区居委会"]
    assert pinyin_matching.meant(pinyin_matching.narrowed("xf", entries)) is None
    assert pinyin_matching.meant(pinyin_matching.narrowed("xingf", entries)) is None
    assert pinyin_matching.meant(pinyin_matching.narrowed("xingfusq", entries)) == "幸福社区"
    assert pinyin_matching.meant(pinyin_matching.narrowed("df", entries)) is None
    assert pinyin_matching.meant(pinyin_matching.narrowed("dx", entries)) == "大幸福社区"
    assert pinyin_matching.narrowed("q", ["幸福社区"]) == [(pinyin_matching.WITHIN, "幸福社区")]
