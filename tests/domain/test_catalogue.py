"""What offices write for posts, titles, stars and seats, and the headings they put over them."""

from __future__ import annotations

import datetime

import pytest

from street_desk.domain.catalogue import COMMUNITIES, FIGURES, OFFICE, WORKERS
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing.headings import Headings


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("五星", 5),
        ("5星级", 5),
        ("★★★", 3),
        ("★★★☆☆", 3),
        ("三星级", 3),
        ("两星", 2),
        ("无星级", 0),
        (4.0, 4),
        ("3", 3),
    ],
)
def test_stars_are_read_as_offices_write_them(written: object, stars: int) -> None:
    assert COMMUNITIES["star"].kind.read(written) == stars


@pytest.mark.parametrize("written", ["六星", "★★★★★★", "星", "三颗"])
def test_what_is_no_rating_is_refused(written: str) -> None:
    with pytest.raises(UnreadableValue):
        COMMUNITIES["star"].kind.read(written)


def test_a_count_of_households_knows_no_stars() -> None:
    with pytest.raises(UnreadableValue):
        COMMUNITIES["households"].kind.read("五星")


@pytest.mark.parametrize("written", ["5-9", "5～9", "5至9人", datetime.datetime(2026, 5, 9)])
def test_a_range_of_seats_is_refused_with_its_reason(written: object) -> None:
    with pytest.raises(UnreadableValue) as caught:
        COMMUNITIES["committee_seats"].kind.read(written)
    assert "a range" in caught.value.text("en")
    assert COMMUNITIES["committee_seats"].kind.read("7人") == 7


@pytest.mark.parametrize(
    ("written", "post"),
    [
        ("专职副书记", "deputy"),
        ("党委副书记", "deputy"),
        ("居委会副主任", "deputy"),
        ("党委书记兼居委会主任", "secretary"),
        ("党总支书记、居委会主任", "secretary"),
        ("书记（主任）", "secretary"),
        ("书记 兼 主任", "secretary"),
        ("网格员", "other"),
        ("社区专干", "other"),
    ],
)
def test_posts_are_known_as_offices_write_them(written: str, post: str) -> None:
    assert WORKERS["post"].kind.parse(written) == post


@pytest.mark.parametrize(("written", "title"), [("中级社工师", "social_worker"), ("初级社工师", "assistant")])
def test_titles_are_known_as_offices_write_them(written: str, title: str) -> None:
    assert WORKERS["title"].kind.parse(written) == title


@pytest.mark.parametrize(
    ("sheet", "heading", "key"),
    [
        ("communities", "支部设置", "party_organisation"),
        ("communities", "党组织类别", "party_organisation"),
        ("workers", "证书", "title"),
        ("workers", "资格证书", "title"),
    ],
)
def test_headings_are_known_as_offices_write_them(sheet: str, heading: str, key: str) -> None:
    assert Headings(2026).match(sheet, [(heading,)])[0].target == key


def test_a_minimum_wage_of_nothing_is_refused() -> None:
    kind = FIGURES["minimum_wage"].kind
    with pytest.raises(UnreadableValue):
        kind.parse("0")
    assert (kind.parse("1300"), kind.parse("")) == (130_000, None)


def test_the_offices_phone_is_no_persons() -> None:
    kind = OFFICE["phone"].kind
    assert not isinstance(kind, Masked)
    assert kind.parse("0427-2345678") == "0427-2345678"
