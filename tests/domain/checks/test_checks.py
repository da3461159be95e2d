"""Each check notices what it is for, says both values, and is quiet otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.domain.checks import Finding
from street_desk.domain.checks.year import near_power
from street_desk.session import Session
from tests.streets import change, small_street, type_in


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path)


def _found(street: Session, check: str, severity: str, year: int = 2027) -> list[Finding]:
    return [f for f in street.findings(year) if f.check == check and f.severity == severity]


def test_a_sound_street_has_no_errors_and_only_its_short_roster_needs_notes(street: Session) -> None:
    assert {(f.severity, f.check) for f in street.findings(2027) if f.severity != "hint"} == {
        ("note", "seats")
    }
    assert {f.column for f in street.findings(2027) if f.severity == "note"} == {"committee_actual"}


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "check", "severity", "column"),
    [
        ("communities", 1, {"name": ""}, "required", "error", "name"),
        ("communities", 1, {"households": ""}, "required", "error", "households"),
        ("figures", 1, {"minimum_wage": ""}, "required", "error", "minimum_wage"),
        ("workers", 1, {"post": ""}, "required", "error", "post"),
        ("communities", 1, {"committee_seats": "4"}, "seats", "note", "committee_seats"),
        ("communities", 1, {"committee_seats": "10"}, "seats", "note", "committee_seats"),
        ("communities", 1, {"party_organisation": "无"}, "organisation", "note", "party_organisation"),
        ("communities", 1, {"party_organisation": ""}, "organisation", "note", "party_organisation"),
        ("communities", 2, {"name": "幸福 社区"}, "double", "note", "name"),
        ("communities", 3, {"star": ""}, "star", "hint", "star"),
        ("communities", 1, {"office_ceiling": "79999.99"}, "ceiling", "note", "office_fund"),
        ("communities", 1, {"office_approved": "800000"}, "magnitude", "note", "office_approved"),
        ("communities", 1, {"party_approved": "2"}, "magnitude", "note", "party_approved"),
        ("workers", 1, {"id_number": "110105194912310021"}, "id", "note", "id_number"),
        ("workers", 1, {"id_number": "11010519491231002X", "birth": "1950-01"}, "id", "hint", "birth"),
        ("workers", 1, {"appointed": "2027-05", "left": "2027-04"}, "dates", "hint", "left"),
        ("workers", 1, {"appointed": "2028-01"}, "dates", "hint", "appointed"),
        ("workers", 1, {"deductions": "5000"}, "pay", "error", "deductions"),
        ("workers", 4, {"funded_elsewhere": "2340.01"}, "pay", "error", "funded_elsewhere"),
    ],
)
def test_a_check_notices(
    street: Session, sheet: str, row: int, cells: dict[str, str], check: str, severity: str, column: str
) -> None:
    change(street, 2027, sheet, row, **cells)
    found = [f for f in _found(street, check, severity) if f.column == column and f.sheet == sheet]
    assert len(found) == 1
    assert found[0].message.text("zh_CN") != found[0].message.text("en")
    street.undo()
    assert found[0].id not in {f.id for f in street.findings(2027)}


def test_both_values_are_said(street: Session) -> None:
    change(street, 2027, "communities", 1, office_approved="80000000")
    (found,) = _found(street, "magnitude", "note")
    assert found.values == ("80,000,000.00", "80,000.00")
    assert found.message.text("zh_CN") == (
        "办公运转经费批复数80,000,000.00元约为标准80,000.00元的1,000倍，单位是否有误？"
    )


@pytest.mark.parametrize(
    ("key", "typed", "times"),
    [
        ("office_approved", "310000000", "3,875"),
        ("office_approved", "31000000", "388"),
        ("office_actual", "310000000", "3,875"),
        ("office_ceiling", "3.2", "1/25,000"),
        ("office_approved", "79000", None),
        ("office_approved", "2000000", None),
        ("office_actual", "320", None),
    ],
)
def test_an_amount_of_no_power_of_ten_is_noticed_where_it_is_far_off(
    street: Session, key: str, typed: str, times: str | None
) -> None:
    change(street, 2027, "communities", 1, **{key: typed})
    said = [f.message.text("en") for f in _found(street, "magnitude", "note")]
    assert len(said) == (times is not None)
    assert times is None or f"about {times} times the standard" in said[0]


def test_one_person_in_two_places_at_once_is_noticed_and_a_career_is_not(street: Session) -> None:
    twice = {"name": "甲一", "post": "委员", "id_number": "11010519491231002X"}
    change(street, 2027, "workers", 1, id_number="11010519491231002X", left="2027-05")
    type_in(street, 2027, "workers", {"community": "和平社区", "appointed": "2027-06", **twice})
    assert [f for f in street.findings(2027) if f.check.startswith("double-")] == []
    change(street, 2027, "workers", 1, left="2027-06")
    (found,) = [f for f in street.findings(2027) if f.check.startswith("double-")]
    assert found.column == "id_number"
    assert "光明社区" in found.values[0]
    assert "和平社区" in found.values[1]


def test_heads_are_set_against_the_roster(street: Session) -> None:
    found = {f.row: f.values for f in _found(street, "heads", "hint") if f.column == "public_posts_actual"}
    assert found == {1: ("3", "1"), 2: ("4", "0"), 3: ("5", "0")}


def test_this_years_star_paying_for_want_of_last_years_is_a_hint(street: Session) -> None:
    assert len(_found(street, "star", "hint")) == 3


def test_a_minimum_wage_of_ten_times_last_years_needs_a_note(tmp_path: Path) -> None:
    street = small_street(tmp_path, 2026)
    street.open_year(2027)
    change(street, 2027, "figures", street.book(2027).figures["id"], minimum_wage="13500")
    assert len(_found(street, "magnitude", "note")) == 1


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [(10, 1, "10"), (8, 1, "10"), (7, 1, ""), (12, 1, "10"), (14, 1, ""), (1, 10, "1/10"), (1_000, 1, "1,000"), (10_000, 1, "10,000"), (100, 1, ""), (0, 5, "")],
)  # fmt: skip
def test_a_power_of_ten_is_known_within_a_quarter(one: int, other: int, times: str) -> None:
    assert near_power(one, other) == times
