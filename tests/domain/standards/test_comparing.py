"""Standards side by side, communities near an edge, and what-if on a scratch copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.domain.edits import Edit
from street_desk.domain.standards.comparing import WhatIf, differences, nearness, supposed, totals
from street_desk.domain.standards.loading import load_pack
from street_desk.domain.typing_in import Typed
from street_desk.exchange import packs
from street_desk.language import message
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


HEAD = """
id = "edges"
title = { zh = "丙" }
document = { title = { zh = "丙" } }
clauses = [{ id = "1", text = { zh = "x" } }]
examples = [{ name = "a", for = "communities", facts = { households = 10 }, expect = {} }]
"""
BAND = """
[[bands]]
id = "b"
input = "INPUT"
unit = { zh = "个" }
edges = [{ at = 5, belongs = "above" }]
"""
BY_BAND = '{ form = "band", band = "b", values = [1000, 1100] }'


def _item(key: str, rule: str, rows: str = "communities", unit: str = "money") -> str:
    words = f'key = "{key}"\nfor = "{rows}"\nclause = "1"\nunit = "{unit}"\ntext = {{ zh = "{key}" }}'
    return f"[[items]]\n{words}\nrule = {rule}\n"


def _near(street: Session, body: str, within: int) -> list[tuple[str, int, int]]:
    found = nearness(street.assessed_by(2027, load_pack(HEAD + body, "x")), within)
    return [(n.items[0], n.edge, n.stake) for n in found]


def test_the_stake_is_a_years_money_once(street: Session) -> None:
    change(street, 2027, "workers", 1, service_years="4")
    body = BAND.replace("INPUT", "service_years") + _item("base_pay", BY_BAND, "workers")
    body += _item("month_pay", '{ form = "sum", of = ["base_pay"] }', "workers")
    body += _item("year_pay", '{ form = "per_unit", of = "month_pay", units = 12 }', "workers")
    assert _near(street, body, 1) == [("base_pay", 5, 120_000)]


def test_steps_and_quotas_have_edges_too(street: Session) -> None:
    change(street, 2027, "communities", 1, households="1499")
    stepped = _item(
        "office_fund",
        '{ form = "stepped", input = "households", base = 10000, threshold = 1000, each = 500, add = 5000,'
        ' count = "full" }',
    )
    assert ("office_fund", 1500, 500_000) in _near(street, stepped, 1)
    quota = _item("public_posts_due", '{ form = "quota", input = "households", per = 300, rounding = "up" }')
    paid = _item("office_fund", '{ form = "per_unit", of = 100, units = "public_posts_due" }')
    quota = quota.replace('unit = "money"', 'unit = "count"')
    assert ("public_posts_due", 1500, 10_000) in _near(street, quota + paid, 1)
    entitled = _item(
        "office_fund",
        '{ form = "when", any = [{ input = "households", least = 1500 }],'
        ' then = { form = "constant", value = 7 } }',
    )
    assert ("office_fund", 1500, 700) in _near(street, entitled, 1)


def test_a_band_may_lie_on_what_is_worked_out(street: Session) -> None:
    change(street, 2027, "communities", 1, households="1200")
    body = BAND.replace("INPUT", "public_posts_due") + _item(
        "public_posts_due",
        '{ form = "quota", input = "households", per = 300, rounding = "down" }',
        unit="count",
    )
    assert ("office_fund", 5, 10_000) in _near(street, body + _item("office_fund", BY_BAND), 1)


def test_a_row_whose_total_is_set_by_hand_is_near_all_the_same(street: Session) -> None:
    before = [n.name for n in nearness(street.assessment(2027), 1)]
    changes, _refused = street.typed(2027, "communities", [Typed(1, "total_fund", "1", "区里调整")])
    street.apply(Edit(message("test"), changes, 2027))
    assert [n.name for n in nearness(street.assessment(2027), 1)] == before


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
