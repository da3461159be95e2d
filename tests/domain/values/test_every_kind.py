"""Whatever stands in a cell becomes a value or a refusal, and every value comes back from its text."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.catalogue.scales import Score, SignedMoney
from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import (
    Area,
    Choice,
    Count,
    Digits,
    Kind,
    Money,
    Range,
    Rate,
    Reference,
    References,
    Text,
)
from street_desk.domain.people import IdNumber, Phone
from street_desk.domain.problems import UnreadableValue

COLUMNS = [c for sheet in SHEETS.values() for c in sheet.typed]

_RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text(st.sampled_from("0123456789.,-/ 年月日万亿千百十一二两〇约余元户%+（）x#'"), max_size=12),
)
_KINDS = tuple(
    {type(c.kind): c.kind for c in COLUMNS if not isinstance(c.kind, (Reference, References))}.values()
)


@given(_RAW, st.sampled_from(_KINDS), st.booleans(), st.booleans())
def test_no_cell_gives_anything_but_a_value_or_a_refusal(
    raw: object, kind: Kind, wan: bool, from_1904: bool
) -> None:
    try:
        value = kind.read(raw, wan=wan, from_1904=from_1904)
    except UnreadableValue:
        return
    assert kind.parse(kind.text(value)) == value
    assert kind.load(kind.store(value)) == value


def _values(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Choice):
        return st.sampled_from([o.key for o in kind.options])
    if isinstance(kind, Count):
        return st.integers(kind.low, kind.high)
    if isinstance(kind, SignedMoney):
        return st.integers(1 - 10**15, 10**15 - 1)
    if isinstance(kind, Score):
        return st.decimals(0, 100, places=kind.places)
    if isinstance(kind, Money):
        return st.integers(1, 10**15 - 1)
    if isinstance(kind, Area):
        return st.decimals(0, 10**9, places=kind.places)
    if isinstance(kind, (Day, Month)):
        whole = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)).map(datetime.date.isoformat)
        month = whole.map(lambda day: day[:7])
        return month if isinstance(kind, Month) else st.one_of(whole, month)
    if isinstance(kind, Digits):
        return st.text("0123456789", min_size=kind.length, max_size=kind.length)
    if isinstance(kind, IdNumber):
        return st.from_regex(r"\A(?:[0-9]{15}|[0-9]{17}[0-9X])\Z")
    if isinstance(kind, Phone):
        return st.from_regex(r"\A\+?[0-9]{5,15}\Z")
    assert isinstance(kind, Text)
    return st.text(st.characters(codec="utf-8"), max_size=40).map(kind.parse)


@pytest.mark.parametrize("kind", _KINDS, ids=lambda k: type(k).__name__)
@given(data=st.data())
def test_every_value_comes_back_from_its_text(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(_values(kind))
    assert kind.parse(kind.text(value)) == value
    assert kind.read(kind.text(value)) == value
    assert kind.load(kind.store(value)) == value


def test_every_kind_that_is_typed_is_tried_here() -> None:
    assert not {Rate, Range} & {type(kind) for kind in _KINDS}, "these are only worked out"
    assert {Text, Digits, Count, Money, Area, Choice, Day, Month, IdNumber, Phone} <= {
        type(k) for k in _KINDS
    }


@given(st.integers(0, 10**13 - 1))
def test_a_float_of_whole_fen_is_exactly_these_fen(fen: int) -> None:
    assert Money().read(fen / 100) == fen


@given(st.integers(0, 10**9), st.integers(1, 9))
def test_a_float_with_tenths_of_fen_is_refused(fen: int, tenths: int) -> None:
    with pytest.raises(UnreadableValue):
        Money().read(float(f"{fen // 100}.{fen % 100:02}{tenths}"))
