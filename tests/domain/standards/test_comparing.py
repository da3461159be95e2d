"""Standards side by side, communities near an edge, and what-if on a scratch copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.domain.standards.comparing import WhatIf, differences, nearness, supposed, totals
from street_desk.domain.standards.loading import load_pack
from street_desk.exchange import packs
from street_desk.session import Session
from tests.streets import change, small_street, state_of

TEXT = packs.pack_text(packs.BUILT_IN)


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path)


def _dearer() -> str:
    head, examples = TEXT.split("[[examples]]", 1)
    dearer = head.replace("base = 50000", "base = 60000", 1).replace(
        'id = "community-basics"', 'id = "dearer"'
    )
    example = '[[examples]]\nname = "x"\nfor = "communities"\nfacts = { households = 1 }\nexpect = { office_fund = 90000 }\n'
    assert examples
    return dearer + example


def test_every_difference_is_named_and_the_totals_agree(street: Session) -> None:
    one = street.assessment(2027)
    other = street.assessed_by(2027, load_pack(_dearer(), "x"))
    found = list(differences(one, other))
    assert {(d.name, d.item, d.change) for d in found} == {
        (name, item, 1_000_000)
        for name in ("幸福社区", "和平社区", "光明社区")
        for item in ("office_fund", "total_fund")
    }
    by_item = {t.item: t.after - t.before for t in totals(one, other)}
    assert by_item["total_fund"] == by_item["office_fund"] == 3_000_000
    assert all(change == 0 for item, change in by_item.items() if item not in ("total_fund", "office_fund"))
    assert list(differences(one, one)) == []


def test_the_communities_near_an_edge_come_with_the_money_at_stake(street: Session) -> None:
    found = {(n.name, n.edge, n.distance): n.stake for n in nearness(street.assessment(2027), 10)}
    # 2,999: one household more is 2万 office and 1万 service; 3,000 the other way; 5,001 loses 1万 and 2万.
    assert found == {
        ("和平社区", 3000, 0): -3_000_000,
        ("幸福社区", 3000, 1): 3_000_000,
        ("光明社区", 5000, 1): -3_000_000,
    }
    assert nearness(street.assessment(2027), 0)[0].name == "和平社区"
    change(street, 2027, "communities", 2, households="4000")
    assert [n.name for n in nearness(street.assessment(2027), 0)] == []


def test_what_if_changes_nothing(street: Session) -> None:
    before, today = state_of(street), street.assessment(2027)
    more = supposed(today, WhatIf(stars=1))
    assert more.total("workers", "base_pay") == 390_000 * 2 + 338_000 + 260_000
    larger = supposed(today, WhatIf(households_percent=5))
    assert larger.value("communities", 1, "office_fund") == 10_000_000
    upgraded = supposed(today, WhatIf(organisations={1: "committee"}))
    assert upgraded.total("communities", "party_fund") == today.total("communities", "party_fund") + 3_000_000
    assert state_of(street) == before
    assert today.value("communities", 1, "office_fund") == 8_000_000


def test_stars_end_at_none_and_half_a_household_counts_as_one(street: Session) -> None:
    today = street.assessment(2027)
    for fewer in (-9, 9):
        stars = {row["star"] for row in supposed(today, WhatIf(stars=fewer)).book.rows("communities")}
        assert stars == {0 if fewer < 0 else 5}
    for households, percent, expected in ((150, 1, 152), (149, 1, 150), (150, -1, 149), (151, -1, 149)):
        change(street, 2027, "communities", 1, households=str(households))
        larger = supposed(street.assessment(2027), WhatIf(households_percent=percent))
        assert (larger.book.row("communities", 1) or {})["households"] == expected


def test_what_if_raises_last_years_stars_where_they_pay(tmp_path: Path) -> None:
    street = small_street(tmp_path, 2026)
    street.open_year(2027)
    worker = street.book(2027).ids("workers")[2]
    assert street.assessment(2027).value("workers", worker, "base_pay") == 299_000
    assert supposed(street.assessment(2027), WhatIf(stars=1)).value("workers", worker, "base_pay") == 338_000
    assert supposed(street.assessment(2027), WhatIf(stars=9)).value("workers", worker, "base_pay") == 390_000
