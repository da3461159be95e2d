"""The built-in standard on 120,000 communities, beside a loop of plain whole numbers that knows it by heart.

Run apart with `python3 installer/dev.py bench`. The words of an explanation are made when somebody asks for them.
"""

from __future__ import annotations

from typing import Any

import pytest

from street_desk.domain.book import Book
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange import packs

COMMUNITIES = 120_000
ORGANISATIONS = ("committee", "general_branch", "branch", "none")


@pytest.fixture(scope="module")
def rows() -> dict[int, Row]:
    return {
        n: {
            "id": n,
            "year": 2027,
            "name": f"第{n}社区",
            "households": n * 37 % 9_000,
            "party_organisation": ORGANISATIONS[n % 4],
        }
        for n in range(1, COMMUNITIES + 1)
    }


def _plain(rows: dict[int, Row]) -> int:
    party = dict(zip(ORGANISATIONS, (5_000_000, 3_000_000, 2_000_000, 0), strict=True))
    office, service = (8_000_000, 10_000_000, 11_000_000), (12_000_000, 13_000_000, 15_000_000)
    total = 0
    for row in rows.values():
        households = row["households"]
        band = 0 if households < 3_000 else 1 if households <= 5_000 else 2
        total += office[band] + service[band] + party[row["party_organisation"]]
    return total


def test_a_plain_loop(benchmark: Any, rows: dict[int, Row]) -> None:
    benchmark.pedantic(_plain, args=(rows,), rounds=5)


def test_the_standard_assesses_120_000_communities(benchmark: Any, rows: dict[int, Row]) -> None:
    standard = packs.standard_of(packs.pack_text(packs.BUILT_IN), packs.BUILT_IN)
    book = Book(2027, {"communities": rows})
    found = benchmark.pedantic(lambda: Assessment(standard, book, None).totals(), rounds=5)
    assert found["total_fund"] == _plain(rows)
