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
    text = caught.value.text("en")
    assert text.endswith(". Correct that place in the file and check it again.")
    return text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "add = [30000, 50000, 60000]",
            "add = [30000, 50000]",
            "items.office_fund.rule.add: 3 values are needed",
        ),
        ('band = "households", add = [20000', 'band = "homes", add = [20000', "there is no band “homes”"),
        ("base = 50000", 'base = "much"', "items.office_fund.rule.base: a number is needed"),
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
        (
            'form = "base_plus_band"',
            'form = "guess"',
            "items.office_fund.rule: there is no rule form “guess”",
        ),
        ("base = 50000", "base = nan", "a number that is none"),
        ("base = 50000", "base = inf", "a number that is none"),
        (
            "households = 2999, party",
            'households = "viele", party',
            "examples[0].facts.households: a number is needed",
        ),
        (
            'party_organisation = "branch" }',
            'party_organisation = "brnch" }',
            "examples[0].facts.party_organisation: “brnch” is not one of the options of “party_organisation”: "
            "committee, general_branch, branch, none",
        ),
        ("facts = { households = 2999", "facts = { househods = 2999", "there is no input “househods”"),
        ('{ edge_3000 = "below" }', '{ edge_300 = "below" }', "there is no setting “edge_300”"),
        ('{ edge_3000 = "below" }', '{ edge_3000 = "under" }', "“under” is not one of the options"),
        (
            'of = ["office_fund", "service_fund", "party_fund"]',
            'of = ["party_organisation"]',
            "items.total_fund.rule.of[0]: “party_organisation” is no figure that can be worked with",
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


INDEX = """
[[indexes]]
id = "%s"
clause = "S1"
text = { zh = "基数" }
"""
SETTING = """
[[settings]]
id = "%s"
clause = "S1"
default = "x"
text = { zh = "选" }
basis = { zh = "文" }
options = [{ value = "x", text = { zh = "甲" } }]
"""


def _pack(rule: str, more: str = "", rows: str = "communities", facts: str = "", payers: str = "") -> str:
    """A pack of one rule: an office fund, or the base pay of a worker."""
    return f"""
id = "t"
title = {{ zh = "试" }}
document = {{ title = {{ zh = "试" }} }}
payers = {{ city = {{ zh = "市" }}, street = {{ zh = "街" }} }}
[[clauses]]
id = "S1"
text = {{ zh = "条" }}
{more}
[[items]]
key = "{"office_fund" if rows == "communities" else "base_pay"}"
for = "{rows}"
clause = "S1"
unit = "money"
text = {{ zh = "费" }}
rule = {rule}
{payers}
[[examples]]
name = "a"
for = "{rows}"
facts = {{ {facts} }}
expect = {{}}
"""


def test_the_pack_of_these_tests_is_accepted_as_it_is() -> None:
    more = INDEX % "wage" + INDEX % "minimum_wage" + SETTING % "s"
    split = "payers = { leftover = 'street', by = 'class', classes = { a = { city = 1 } } }"
    load_pack(_pack('{ form = "constant", value = 1 }', more, payers=split), "x")


BAND = """
[[bands]]
id = "b"
input = "name"
unit = { zh = "户" }
edges = [{ at = 5, belongs = "above" }]
"""
PAY = '{ form = "when", any = [{ input = "appointed", least = 2020 }], then = { form = "constant", value = 5 } }'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_pack(PAY, rows="workers"), "items.base_pay.rule.any[0].input: “appointed” is no figure"),
        (_pack('{ form = "per_unit", of = 3, units = "name" }'), "rule.units: “name” is no figure"),
        (_pack('{ form = "band", band = "b", values = [1, 2] }', BAND), "rule.band: “name” is no figure"),
        (_pack('{ form = "sum", of = ["months_in_post"] }', rows="workers"), "is no figure"),
        (_pack('{ form = "last_year", input = "name" }'), "“last.name” is no figure"),
        (
            _pack('{ form = "index", index = "counted_on" }', INDEX % "counted_on"),
            "indexes.counted_on.id: a column",
        ),
        (_pack('{ form = "index", index = "grade" }', INDEX % "grade"), "indexes.grade.id: a column"),
        (_pack('{ form = "index", index = "households" }', INDEX % "households"), "a column has this name"),
    ],
)
def test_what_could_not_be_worked_on_a_real_row_is_refused(text: str, said: str) -> None:
    assert said in _refused(text)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (INDEX % "wage" + INDEX % "wage", "indexes: “wage” stands twice"),
        (INDEX.replace("S1", "S9") % "wage", "indexes.wage.clause: there is no clause “S9”"),
        (SETTING.replace("S1", "S9") % "s", "settings.s.clause: there is no clause “S9”"),
        (INDEX % "unit-wage", "indexes.unit-wage.id: use letters, digits and underscores only"),
    ],
)
def test_indexes_and_settings_are_named_once_and_rest_on_a_clause(more: str, said: str) -> None:
    assert said in _refused(_pack('{ form = "constant", value = 1 }', more))


def _when(condition: str) -> str:
    return _pack(f'{{ form = "when", any = [{{ {condition} }}], then = {{ form = "constant", value = 5 }} }}')


ROLE = '{ form = "share", of = { form = "constant", value = 5 }, share = 0.5, role = %s }'
CLASSES = '{ form = "by_class", input = "post", otherwise = 0, rules = { psot = 5 } }'
KEYS = '{ form = "two_keys", inputs = ["class", "%s"], values = { a = { brnch = 1 } } }'
BY = 'payers = { leftover = "street", by = "class", shares = { city = 1 }, classes = { a = { city = 1 } } }'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_when('input = "class", in = ["a"], least = 5'), "rule.any[0]: either in, or least and most"),
        (_when('input = "party_organisation", in = ["brnch"]'), "rule.any[0].input: “brnch” is not one of"),
        (_when('input = "setting.s", in = ["y"]'), "“y” is not one of the options of “setting.s”: x"),
        (
            _pack('{ form = "choice", input = "party_organisation", values = { brnch = 1 } }'),
            "“brnch” is not",
        ),
        (_pack(KEYS % "party_organisation"), "rule.inputs[1]: “brnch” is not one of"),
        (_pack(KEYS % "band:b", BAND), "rule.inputs[1]: there is no input “band:b”"),
        (_pack(CLASSES, rows="workers"), "rule.input: “psot” is not one of the options of “post”: secretary"),
        (_pack(ROLE % '{ psot = "deputy" }', rows="workers"), "rule.role.psot: there is no input “psot”"),
        (_pack(ROLE % '{ post = "deptuy" }', rows="workers"), "rule.role.post: “deptuy” is not one of"),
        (_pack('{ form = "constant", value = 1 }', payers=BY), "payers.shares: with by, the shares stand"),
        (
            _pack('{ form = "constant", value = 1 }', payers=BY.replace('by = "class", ', "")),
            "payers.classes: classes need by",
        ),
    ],
)
def test_words_that_no_row_can_hold_and_keys_that_nothing_reads_are_refused(text: str, said: str) -> None:
    assert said in _refused(text.replace("[[items]]", SETTING % "s" + "[[items]]", 1))


STEPS = '{ form = "by_class", rules = { "甲" = 1, "乙" = { form = "constant" } } }'
LOOKUP = '{ form = "choice", input = "class", values = { a = 1, "b.c" = "x" } }'
SHARES = 'payers = { leftover = "street", by = "class", classes = { a = { city = 1 }, b = { city = "x", street = 1 } } }'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_pack(STEPS), "items.office_fund.rule.rules.乙: the key “value” is missing"),
        (_pack(LOOKUP), "items.office_fund.rule.values.b.c: a number is needed"),
        (
            _pack('{ form = "constant", value = 1 }', payers=SHARES),
            "office_fund.payers.classes.b.city: a number",
        ),
        (_pack("{ of = 3 }"), "items.office_fund.rule: the key “form” is missing"),
        (
            _pack('{ form = "sum", of = [1, { cap = 3 }] }'),
            "office_fund.rule.of[1]: the key “form” is missing",
        ),
        (
            _pack('{ form = "constant", value = 1 }').replace("office_fund", "office_funds"),
            "the sheet Communities has no worked-out column “office_funds”",
        ),
    ],
)
def test_a_refusal_names_the_keys_and_ids_that_stand_in_the_file(text: str, said: str) -> None:
    assert said in _refused(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value = 1", 'value = "1"', "items.office_fund.rule.value: a number is needed"),
        ('id = "t"', 'id = "../../x"', "id: use lowercase letters, digits and hyphens only"),
        ('id = "t"', 'id = "T"', "id: use lowercase letters, digits and hyphens only"),
        ('id = "t"', 'id = ""', "id: use lowercase letters, digits and hyphens only"),
    ],
)
def test_numbers_are_no_texts_and_the_id_is_a_plain_name(old: str, new: str, said: str) -> None:
    assert said in _refused(_pack('{ form = "constant", value = 1 }').replace(old, new, 1))


def test_an_example_is_held_to_who_pays_too() -> None:
    split = 'payers = { leftover = "street", shares = { city = 0.3, street = 0.7 } }'
    text = _pack('{ form = "constant", value = 100 }', payers=split)
    load_pack(text + "payers = { office_fund = { city = 30, street = 70 } }", "x")
    said = _refused(text + "payers = { office_fund = { city = 70, street = 30 } }")
    assert "office_fund (payers) gives" in said


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
