"""The worked cases of tests/cases: each figure of the source, each edge."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from street_desk.domain.standards.loading import differences
from street_desk.domain.standards.pack import Example
from street_desk.exchange import packs

CASES = Path(__file__).parents[2] / "cases"


def _all() -> list[tuple[str, Example]]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        found += [(data["standard"], msgspec.convert(case, Example)) for case in data["cases"]]
    return found


@pytest.mark.parametrize(("standard", "case"), _all(), ids=lambda v: v.name if isinstance(v, Example) else v)
def test_a_worked_case_comes_out_as_worked_by_hand(standard: str, case: Example) -> None:
    assert list(differences(packs.standard_of(packs.pack_text(standard), standard), case)) == []


def test_a_wrong_case_is_noticed() -> None:
    standard = packs.standard_of(packs.pack_text("community-basics"), "community-basics")
    wrong = Example("wrong", "communities", {"households": 2999}, {"office_fund": 80001})
    assert list(differences(standard, wrong)) == [("office_fund", 80001, Decimal(80000))]
