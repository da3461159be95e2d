"""What passes a filter: conditions as Excel has them, read from what was typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from street_desk.domain.arranging import (
    Average,
    Blank,
    Chosen,
    Condition,
    Days,
    NothingAsked,
    Number,
    Top,
    Written,
    condition,
    hows,
    typed,
)
from street_desk.domain.catalogue import COMMUNITIES, PREMISES, WORKERS
from street_desk.domain.problems import UnreadableValue


def _passing(one: Condition, *values: Any) -> list[Any]:
    test = one.test(values, lambda value: "" if value is None else str(value))
    return [value for value in values if test(value)]


_NAMES = ("幸福社区", "和平社区", "Bei区", "", None)


@pytest.mark.parametrize(
    ("how", "text", "passing"),
    [
        ("contains", "社区", ["幸福社区", "和平社区"]),
        ("lacks", "社区", ["Bei区", "", None]),
        ("begins", "幸福", ["幸福社区"]),
        ("ends", "区", ["幸福社区", "和平社区", "Bei区"]),
        ("is", "ＢＥＩ区", ["Bei区"]),
        ("is_not", "bei区", ["幸福社区", "和平社区", "", None]),
        ("is", "?平*", ["和平社区"]),
        ("contains", "福*区", ["幸福社区"]),
        ("contains", ".", []),
    ],
)
def test_text_is_compared_as_in_excel(how: str, text: str, passing: list[Any]) -> None:
    assert _passing(Written(how, text), *_NAMES) == passing


@pytest.mark.parametrize(
    ("one", "passing"),
    [
        (Number("equal", 30), [30]),
        (Number("not_equal", 30), [10, 20, 40, None]),
        (Number("less", 20), [10]),
        (Number("at_most", 20), [10, 20]),
        (Number("more", 30), [40]),
        (Number("at_least", 30), [30, 40]),
        (Number("between", 30, 20), [20, 30]),
        (Top(2), [30, 40]),
        (Top(1, lowest=True), [10]),
        (Top(9), [10, 20, 30, 40]),
        (Average(), [30, 40]),
        (Average(above=False), [10, 20]),
        (Blank(), [None]),
        (Blank(blank=False), [10, 20, 30, 40]),
        (Chosen(frozenset({"10", ""})), [10, None]),
    ],
)
def test_numbers_are_compared_and_blanks_pass_only_what_denies(one: Condition, passing: list[Any]) -> None:
    assert _passing(one, 10, 20, 30, 40, None) == passing


def test_equals_of_the_last_of_the_top_are_in_too() -> None:
    assert _passing(Top(2), 5, 4, 4, 3) == [5, 4, 4]


def test_nothing_is_among_the_top_of_nothing() -> None:
    assert _passing(Top(3), None, None) == _passing(Average(), None) == []


@pytest.mark.parametrize(
    ("one", "passing"),
    [
        (Days("on", "2013-07"), ["2013-07", "2013-07-15"]),
        (Days("on", "2013-07-15"), ["2013-07-15"]),
        (Days("not_on", "2013-07"), ["2012-12-31", "2014-01", None]),
        (Days("before", "2013-07"), ["2012-12-31"]),
        (Days("after", "2013-07-15"), ["2014-01"]),
        (Days("between", "2013-07", "2012-12-31"), ["2012-12-31", "2013-07", "2013-07-15"]),
    ],
)
def test_a_bare_month_is_all_of_its_days(one: Condition, passing: list[Any]) -> None:
    assert _passing(one, "2012-12-31", "2013-07", "2013-07-15", "2014-01", None) == passing


@pytest.mark.parametrize(
    ("column", "how", "text", "more", "made"),
    [
        (WORKERS["former_pay"], "more", "1409.5", "", Number("more", 140_950)),
        (WORKERS["former_pay"], "at_most", "2万", "", Number("at_most", 2_000_000)),
        (WORKERS["former_pay"], "less", "-3", "", Number("less", -300)),
        (WORKERS["grade"], "at_least", "1,000", "", Number("at_least", 1_000)),
        (WORKERS["change"], "more", "19.6%", "", Number("more", Decimal("0.196"))),
        (PREMISES["area"], "between", "1.5", "20", Number("between", Decimal("1.5"), Decimal(20))),
        (COMMUNITIES["households"], "top", "3", "", Top(3)),
        (COMMUNITIES["households"], "below_average", "", "", Average(above=False)),
        (WORKERS["birth"], "between", "1984.3", "1990年1月", Days("between", "1984-03", "1990-01")),
        (WORKERS["name"], "contains", " 张 ", "", Written("contains", "张")),
        (WORKERS["name"], "not_blank", "", "", Blank(blank=False)),
    ],
)
def test_what_is_typed_becomes_a_condition_and_comes_back(
    column: Any, how: str, text: str, more: str, made: Condition
) -> None:
    assert how in hows(column)
    one = condition(column, how, text, more)
    assert one == made
    assert condition(column, *typed(column, one)) == one


@pytest.mark.parametrize(
    ("key", "how", "text", "more"),
    [("former_pay", "more", "很多", ""), ("change", "more", "x", ""), ("grade", "top", "0", "")],
)
def test_what_does_not_fit_is_refused(key: str, how: str, text: str, more: str) -> None:
    with pytest.raises(UnreadableValue):
        condition(WORKERS[key], how, text, more)


@pytest.mark.parametrize(("text", "more"), [("", ""), ("3", "")])
def test_a_condition_needs_what_it_compares_with(text: str, more: str) -> None:
    with pytest.raises(NothingAsked):
        condition(WORKERS["grade"], "between", text, more)


@pytest.mark.parametrize(
    ("how", "wanted", "text", "met"),
    [
        ("contains", "~*", "a*b", True),
        ("contains", "~*", "ab", False),
        ("is", "~?", "?", True),
        ("is", "~?", "a", False),
        ("contains", "~~", "a~b", True),
        ("is", "a*b*c", "axbxc", True),
        ("is", "a*b*c", "axbxcx", False),
        ("is", "*b", "ab", True),
        ("is", "a*a", "a", False),
        ("begins", "a?c", "abcd", True),
        ("ends", "a*d", "xabcd", True),
        ("ends", "a*c", "xabcd", False),
        ("is", "", "", True),
        ("is", "?", "", False),
        ("contains", "党?部", "党支部", True),
    ],
)
def test_signs_that_stand_for_others(how: str, wanted: str, text: str, met: bool) -> None:
    assert Written(how, wanted).test([text], str)(text) is met


def test_many_stars_take_no_time() -> None:
    wanted, text = "*a" * 30 + "b", "a" * 5_000
    assert not Written("contains", wanted).test([text], str)(text)
