"""Seeking: what a text meets, and what is left of it when it is replaced."""

from __future__ import annotations

import pytest

from street_desk.domain.kinds import Choice, Count, Money, Option, Text
from street_desk.domain.seeking import Check, Sought, checks, seek
from street_desk.domain.sheets import Column

COLUMNS = (
    Column("name", "Name", "名称", Text()),
    Column("fund", "Fund", "经费", Money()),
    Column("count", "Count", "户数", Count()),
    Column("party", "Party", "党组织", Choice((Option("branch", "branch", "党支部"),))),
    Column("total", "Total", "合计", Money(), derived=True),
)
ROWS = (
    {"id": 1, "name": "Ａ３楼（东）", "fund": 140_950, "count": 3000, "party": "branch"},
    {"id": 2, "name": "a3楼", "fund": 30, "count": 1409},
)


def _found(text: str, *, whole: bool = False, exact: bool = False) -> list[tuple[int, str]]:
    wanted: list[Check] = checks(
        Sought(text, whole, exact),
        COLUMNS,
        lambda column, value: column.kind.format(value),
        lambda column, value: column.kind.text(value),
    )
    return [hit for run in seek(ROWS, wanted, lambda row, _column: int(row["id"]) * 100) for hit in run]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a3", [(1, "name"), (2, "name")]),
        ("(东)", [(1, "name")]),
        ("1409.5", [(1, "fund")]),
        ("1,409", [(1, "fund"), (2, "count")]),
        ("１４０９", [(1, "fund"), (2, "count")]),
        ("ranc", [(1, "party")]),
        ("0.30", [(2, "fund")]),
        ("2.00", [(2, "total")]),
        ("没有", []),
    ],
)
def test_what_is_shown_or_typed_is_found(text: str, found: list[tuple[int, str]]) -> None:
    assert _found(text) == found


def test_a_whole_cell_and_the_very_letters_can_be_asked_for() -> None:
    assert _found("a3楼", whole=True) == [(2, "name")]
    assert _found("A3", exact=True) == []
    assert _found("Ａ３", exact=True) == [(1, "name")]
    # A whole number is one however it is written.
    assert _found("1409.5", whole=True) == [(1, "fund")]
    assert _found("1409", whole=True) == [(2, "count")]


@pytest.mark.parametrize(
    ("text", "sought", "by", "became"),
    [
        ("Ａ３楼a3", "a3", "B", "B楼B"),
        ("甲乙甲", "甲", "", "乙"),
        ("没有", "甲", "乙", "没有"),
        # One character that folds to two is taken as one.
        ("㎡ 与 m2", "m2", "米", "米 与 米"),
        ("a.b", ".", "\\1", "a\\1b"),
    ],
)
def test_only_what_is_meant_is_replaced(text: str, sought: str, by: str, became: str) -> None:
    assert Sought(sought).replaced(text, by) == became


def test_case_stays_apart_where_it_was_asked_for() -> None:
    assert Sought("a", exact=True).replaced("Aa", "b") == "Ab"
    assert Sought("aa", whole=True).replaced("AA", "b") == "b"
    assert Sought("a", whole=True).replaced("AA", "b") == "AA"
