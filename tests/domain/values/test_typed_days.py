"""Days and months as offices type them (W14, W15): a new one found in a workbook is a new line of a table here."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.domain.days import AmbiguousMonth, Day, Month
from street_desk.domain.kinds import (
    Count,
    Kind,
    Text,
)
from tests.domain.values.support import refused

COUNT = Count()
NAME = Text(60)
DAY = Day()
MONTH = Month()


DAYS: list[tuple[object, str]] = [
    ("2013.7", "2013-07"),
    ("2013.07", "2013-07"),
    ("2013.10", "2013-10"),
    ("2013.1", "2013-01"),
    ("2013-7", "2013-07"),
    ("2013/07", "2013-07"),
    ("2013．7", "2013-07"),
    ("2013。7", "2013-07"),
    ("２０１３－７", "2013-07"),
    ("2013—07", "2013-07"),
    ("2013年7月", "2013-07"),
    ("2013年07月", "2013-07"),
    ("2013 年 7 月", "2013-07"),
    ("2013年7月份", "2013-07"),
    ("2013年7月起", "2013-07"),
    ("2013年7月至今", "2013-07"),
    ("2013.7至今", "2013-07"),
    ("2013年7", "2013-07"),
    ("1984年3月生", "1984-03"),
    ("二〇一三年七月", "2013-07"),
    ("二○一三年十二月", "2013-12"),
    ("二零一三年七月十五日", "2013-07-15"),
    ("2013年七月二十一日", "2013-07-21"),
    ("201307", "2013-07"),
    (201307, "2013-07"),
    (201307.0, "2013-07"),
    ("20130715", "2013-07-15"),
    (20130715, "2013-07-15"),
    ("2013/7/15", "2013-07-15"),
    ("2013-7-15", "2013-07-15"),
    ("2013.07.15", "2013-07-15"),
    ("2013.7.15.", "2013-07-15"),
    ("2013年7月15日", "2013-07-15"),
    ("2013年7月15号", "2013-07-15"),
    ("2013年7月15", "2013-07-15"),
    ("2013-7-15 00:00:00", "2013-07-15"),
    ("2013-07-15T08:30", "2013-07-15"),
    ("2013/7/15 8:30", "2013-07-15"),
    ("'2013-07", "2013-07"),
    ("\u200b2013-07\ufeff", "2013-07"),
    (2013.7, "2013-07"),
    (2013.11, "2013-11"),
    (2013.12, "2013-12"),
    (2013.01, "2013-01"),
    (41456, "2013-07-01"),
    (41456.0, "2013-07-01"),
    (41456.5, "2013-07-01"),
    (Decimal(41456), "2013-07-01"),
    (18264, "1950-01-01"),
    (73415, "2100-12-31"),
    (datetime.datetime(2013, 7, 15, 8, 30), "2013-07-15"),
    (datetime.date(2013, 7, 15), "2013-07-15"),
]


@pytest.mark.parametrize(("raw", "day"), DAYS)
def test_a_day_is_read_as_offices_write_it(raw: object, day: str) -> None:
    assert DAY.read(raw) == day
    assert MONTH.read(raw) == day[:7]
    if isinstance(raw, str):
        assert DAY.parse(raw) == day


REFUSED_DAYS: list[tuple[object, str]] = [
    ("2013", "Only the year is there"),
    ("2013年", "type the month too, such as 2013-07"),
    (2013, "Only the year is there"),
    (2013.0, "Only the year is there"),
    ("13.7", "all four digits"),
    ("13年7月", "all four digits"),
    ("84-03-12", "all four digits"),
    (13.7, "all four digits"),
    ("2013-13", "Type a day such as"),
    ("2013-02-30", "Type a day such as"),
    (2013.25, "Type a day such as"),
    (201313, "Type a day such as"),
    ("2013.7-2015.6", "Type a day such as"),
    ("2013.7-8", "Type a day such as"),
    ("7/15/2013", "Type a day such as"),
    ("长期", "Type a day such as"),
    ("至今", "Type a day such as"),
    ("41456", "Type a day such as"),
    (18263, "Type a day such as"),
    (73416, "Type a day such as"),
    (0, "Type a day such as"),
    (-41456, "Type a day such as"),
    (float("nan"), "Type a day such as"),
    (1e300, "Type a day such as"),
    (True, "Type a day such as"),
    (datetime.time(8, 30), "time of day"),
    (datetime.timedelta(days=2), "time of day"),
    (datetime.datetime(1899, 12, 31), "Type a day such as"),
]


@pytest.mark.parametrize("kind", [DAY, MONTH])
@pytest.mark.parametrize(("raw", "why"), REFUSED_DAYS)
def test_what_is_no_day_is_refused_in_words(kind: Kind, raw: object, why: str) -> None:
    assert why in refused(kind, raw).text("en")


def test_a_month_that_may_be_two_names_both() -> None:
    for kind in (DAY, MONTH):
        caught = refused(kind, 2013.1)
        assert isinstance(caught, AmbiguousMonth)
        assert caught.choices == ("2013-01", "2013-10")
        assert "2013-01 or 2013-10" in caught.text("en")
        assert [kind.parse(choice) for choice in caught.choices] == ["2013-01", "2013-10"]


def test_a_workbook_that_counts_from_1904_is_read_by_its_own_epoch() -> None:
    assert DAY.read(39994, from_1904=True) == DAY.read(41456) == "2013-07-01"
    assert MONTH.read(39994.25, from_1904=True) == "2013-07"
    assert COUNT.read(39994, from_1904=True) == 39994
    assert NAME.read("张三", from_1904=True) == "张三"


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 12, 31)), st.booleans())
def test_every_day_that_a_workbook_counts_is_that_day(day: datetime.date, from_1904: bool) -> None:
    epoch = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
    counted = (day - epoch).days
    assert DAY.read(counted, from_1904=from_1904) == day.isoformat()
    assert DAY.read(counted + 0.75, from_1904=from_1904) == day.isoformat()


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)),
    st.sampled_from(
        [
            "{y}-{m}-{d}",
            "{y}/{m}/{d}",
            "{y}.{m}.{d}",
            "{y}年{m}月{d}日",
            "{y} 年 {m} 月 {d} 日",
            "{y}{m:02}{d:02}",
        ]
    ),
)
def test_every_day_is_read_in_every_way_of_writing(day: datetime.date, way: str) -> None:
    written = way.format(y=day.year, m=day.month, d=day.day)
    assert DAY.parse(written) == day.isoformat()
