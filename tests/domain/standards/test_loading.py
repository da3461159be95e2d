"""A pack is refused with the place of what is wrong."""

from __future__ import annotations

import pytest

from street_desk.domain.problems import BadPack
from street_desk.domain.standards.loading import example_run, load_pack
from street_desk.domain.standards.running import amounts, payers
from street_desk.exchange import packs

TEXT = packs.pack_text("community-basics")


def _refused(text: str) -> str:
    with pytest.raises(BadPack) as caught:
        load_pack(text, "x.toml")
    return caught.value.text("en")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "add = [30000, 50000, 60000]",
            "add = [30000, 50000]",
            "items.office_fund.rule.add: 3 values are needed",
        ),
        ('band = "households", add = [20000', 'band = "homes", add = [20000', "there is no band “homes”"),
        ("base = 50000", 'base = "much"', "items[0].rule.base: a number is needed"),
        ("base = 50000", "base = 50001", "office_fund gives 80,001"),
        (
            'form = "range", min = 5, max = 9',
            'form = "range", min = 9, max = 5',
            "rule.min: it must not be above max",
        ),
        (
            '{ at = 5000, setting = "edge_5000" }',
            '{ at = 2000, setting = "edge_5000" }',
            "2,000 must be above 3,000",
        ),
        ('{ at = 5000, setting = "edge_5000" }', "{ at = 5000 }", "either belongs or setting"),
        ('default = "last"', 'default = "never"', "settings.star_year.default"),
        ('input = "party_organisation"', 'input = "party_colour"', "there is no input “party_colour”"),
        ('of = ["office_fund", "service_fund", "party_fund"]', 'of = ["total_fund"]', "wait for each other"),
        ('clause = "S3"\nunit', 'clause = "S9"\nunit', "there is no clause “S9”"),
        ('form = "base_plus_band"', 'form = "guess"', "items[0].rule: there is no rule form “guess”"),
        ("base = 50000", "base = nan", "a number that is none"),
        ("base = 50000", "base = inf", "a number that is none"),
        ("households = 2999, party", 'households = "viele", party', "cannot be worked"),
        (
            'of = ["office_fund", "service_fund", "party_fund"]',
            'of = ["party_organisation"]',
            "cannot be worked",
        ),
        ("base = 50000", "base = " + "[" * 2000 + "]" * 2000, "nested too deep"),
        ("base = 50000", "bass = 50000", "“bas"),
        ('key = "office_fund"', 'key = "office_funds"', "no worked-out column “office_funds”"),
        ('id = "households"\ninput', 'id "households"\ninput', "is not written as TOML wants it"),
    ],
)
def test_a_broken_pack_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    assert old in TEXT
    text = _refused(TEXT.replace(old, new, 1))
    assert "x.toml" in text
    assert said in text
    with pytest.raises(BadPack) as caught:
        load_pack(TEXT.replace(old, new, 1), "x.toml")
    assert not any(word in caught.value.text("zh_CN") for word in ("Expected", "Object", "Invalid", "Cannot"))


def test_a_pack_without_examples_is_refused() -> None:
    assert "examples" in _refused(TEXT[: TEXT.index("[[examples]]")] + "examples = []\n")


def test_every_clause_of_the_source_is_in_the_pack() -> None:
    standard = load_pack(TEXT, "x")
    assert [c.id for c in standard.clauses] == ["S1", "S2", "S3", "S4", "S5"]
    assert {n.clause for n in standard.notes} == {"S1", "S2", "S3", "S4", "S5"}
    assert set(standard.setting) == {
        "edge_3000",
        "edge_5000",
        "service_payer",
        "star_year",
        "public_star_pay",
    }


def test_what_cannot_be_told_in_fen_has_no_payers() -> None:
    text = """
id = "x"
title = { zh = "甲" }
document.title = { zh = "文件" }
payers = { city = { zh = "市" }, street = { zh = "街道" } }
clauses = [{ id = "1", text = { zh = "条" } }]
examples = [{ name = "x", for = "communities", facts = {}, expect = {} }]
[[items]]
key = "office_fund"
for = "communities"
clause = "1"
unit = "money"
text = { zh = "经费" }
rule = { form = "constant", value = 100.005 }
payers = { leftover = "street", shares = { city = 0.5, street = 0.5 } }
"""
    for fund, paid in (("100.005", {}), ("100.01", {"city": 5000, "street": 5001})):
        standard = load_pack(text.replace("100.005", fund), "x")
        run = example_run(standard, standard.examples[0])
        assert (amounts(run)["office_fund"] is None) == (not paid)
        assert payers(run, standard.items[0]) == paid
