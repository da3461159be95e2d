"""Each rule form: its sum, its words, and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from street_desk.domain.standards.bands import Band, Edge
from street_desk.domain.standards.rules import FORMS, Form, Rule, decoded
from street_desk.domain.standards.rules.sharing import Pooled, Split, apportioned
from street_desk.domain.standards.working import Missing, Run, Step
from street_desk.language import Words


class _Index:
    id = "wage"


class _Pack:
    """As much of a Standard as a rule looks at."""

    band: ClassVar = {
        "b": Band("b", "n", Words("户", "homes"), (Edge(Decimal(10), "above"), Edge(Decimal(20), "below")))
    }
    bands = tuple(band.values())
    indexes = (_Index,)
    payers: ClassVar = {"city": Words("市"), "county": Words("县"), "street": Words("街道")}
    items_of: ClassVar[dict[str, dict[str, Any]]] = {"communities": {}, "workers": {}}
    blanks: ClassVar[dict[str, Any]] = {}


def _run(facts: dict[str, Any], **more: Any) -> Run:
    return Run(_Pack, "communities", facts, {}, {}, unit="money", steps=[], **more)


def _work(rule: dict[str, Any], facts: dict[str, Any], **more: Any) -> tuple[Any, list[Step]]:
    run = _run(facts, **more)
    form: Form = decoded(Rule, rule)
    amount = form.work(run)
    assert run.steps is not None
    return amount, run.steps


CONSTANT = {"form": "constant", "value": 200_000}
BAND = {"form": "band", "band": "b", "values": [3, 4, 5]}
BASE = {"form": "base_plus_band", "base": 50, "band": "b", "add": [3, 5, 6]}
STEPPED = {
    "form": "stepped",
    "input": "n",
    "base": 3,
    "threshold": 3000,
    "each": 1000,
    "add": 1,
    "count": "started",
}
QUOTA = {"form": "quota", "input": "n", "per": 300, "rounding": "up"}
CHOICE = {"form": "choice", "input": "kind", "values": {"a": 5, "b": 3}}
KEYS = {"form": "two_keys", "inputs": ["kind", "post"], "values": {"a": {"x": 1, "y": 2}}}
INDEX = {"form": "index", "index": "wage", "times": Decimal("1.5")}
WHEN = {"form": "when", "any": [{"input": "kind", "in": ["a"]}], "then": "x"}
CLASS = {"form": "by_class", "rules": {"旧": 145_000, "新": CONSTANT}}
CLIMB = {"form": "progression", "table": [900, 930, 960, 1000], "years": "y", "per": 2, "less": ["failed"]}
MONTHS = {"form": "by_month", "of": {"form": "index", "index": "wage", "times": 2}}
D = Decimal


@pytest.mark.parametrize(
    ("rule", "facts", "amount", "said"),
    [
        (CONSTANT, {}, 200_000, "Fixed at 200,000 yuan"),
        (BAND, {"n": 9}, 3, "n 9 homes, in under 10 homes: 3 yuan"),
        (BAND, {"n": 10}, 4, "n 10 homes, in 10 to 20 homes (both included): 4 yuan"),
        (BASE, {"n": 21}, 56, "together 56 yuan"),
        (STEPPED, {"n": 3000}, 3, "n 3,000 is not above 3,000: 3 yuan"),
        (STEPPED, {"n": 3001}, 4, "together 4 yuan"),
        (STEPPED | {"count": "full"}, {"n": 3999}, 3, "together 3 yuan"),
        (STEPPED | {"count": "full"}, {"n": 5000}, 5, "together 5 yuan"),
        (QUOTA, {"n": 601}, 3, "n 601, one per 300, rounded up: 3"),
        (QUOTA | {"rounding": "down"}, {"n": 899}, 2, "n 899, one per 300, rounded down: 2"),
        (QUOTA | {"rounding": "half"}, {"n": 450}, 2, "n 450, one per 300, rounded at half: 2"),
        (QUOTA | {"rounding": "down", "least": 1}, {"n": 5}, 1, "n 5, one per 300, rounded down: 1"),
        (CHOICE, {"kind": "b"}, 3, "kind b: 3 yuan"),
        (CHOICE | {"otherwise": 1}, {"kind": "z"}, 1, "kind z: 1 yuan"),
        (KEYS, {"kind": "a", "post": "y"}, 2, "kind a, post y: 2 yuan"),
        (INDEX, {"wage": 1300}, 1950, "1,300 yuan × 1.5 = 1,950 yuan"),
        (INDEX | {"times": CHOICE}, {"wage": 10, "kind": "a"}, 50, "10 yuan × 5 = 50 yuan"),
        (INDEX | {"year": "last", "times": 2}, {"last.wage": 1200}, 2400, "1,200 yuan × 2 = 2,400 yuan"),
        ({"form": "share", "of": "x", "share": D("0.8")}, {"x": 100}, 80, "x 100 yuan × 0.8 = 80 yuan"),
        ({"form": "share", "of": CHOICE, "share": D("0.8"), "role": {"kind": "a"}}, {"kind": "b"}, 4, "what a gets, 5 yuan × 0.8 = 4 yuan"),
        ({"form": "sum", "of": ["x", "y"], "less": ["z"]}, {"x": 5, "y": 6, "z": 1}, 10, "together 10 yuan"),
        ({"form": "limit", "of": "x", "floor": 0}, {"x": -5}, 0, "at least 0 yuan"),
        ({"form": "limit", "of": "x", "cap": 7}, {"x": 9}, 7, "at most 7 yuan"),
        ({"form": "limit", "of": "x", "floor": "wage"}, {"x": 9, "wage": 12}, 12, "at least 12 yuan"),
        ({"form": "range", "min": 5, "max": 9}, {}, (5, 9), "from 5 to 9"),
        ({"form": "range", "min": 5, "max": 9, "choice": "x"}, {"x": 7}, 7, "x 7 yuan"),
        ({"form": "range", "min": 5, "max": 9, "choice": "x"}, {"x": 10}, 10, "x 10 yuan, outside the range"),
        (WHEN, {"kind": "b", "x": 9}, 0, "kind b: not entitled"),
        (WHEN | {"otherwise": CONSTANT}, {"kind": "b"}, 200_000, "Fixed at 200,000 yuan"),
        (WHEN | {"any": [{"input": "n", "least": 5}], "otherwise": 0, "then": CONSTANT}, {"n": 5}, 200_000, "Fixed at 200,000 yuan"),
        (WHEN | {"any": [{"input": "n", "most": 5}], "otherwise": 0, "then": CONSTANT}, {"n": 5}, 200_000, "Fixed at 200,000 yuan"),
        (WHEN | {"any": [{"input": "n", "most": 5}], "otherwise": BAND, "then": CONSTANT}, {"n": 6}, 3, "n 6 homes, in under 10 homes: 3 yuan"),
        (CLASS, {"class": "旧"}, 145_000, "class 旧: 145,000 yuan"),
        (CLASS, {"class": "新"}, 200_000, "class 新: 200,000 yuan"),
        (CLIMB, {"y": 5, "failed": 0}, 960, "5 years count, from step 1 one step per 2 years: step 3, 960 yuan"),
        (CLIMB, {"y": 5, "failed": 2}, 930, "3 years count, from step 1 one step per 2 years: step 2, 930 yuan"),
        (CLIMB, {"y": 60, "failed": 0}, 1000, "60 years count, from step 1 one step per 2 years: step 4, 1,000 yuan"),
        (CLIMB | {"start": CHOICE | {"values": {"a": 2}}, "credit": CHOICE}, {"y": 0, "failed": 0, "kind": "a"}, 1000, "5 years count, from step 2 one step per 2 years: step 4, 1,000 yuan"),
        (CLIMB | {"table": ["wage", 20]}, {"y": 1, "failed": 0, "wage": 10}, 10, "1 years count, from step 1 one step per 2 years: step 1, 10 yuan"),
        (MONTHS, {"wage": 10, "months_in_post": (3, 4, 5)}, 60, "20 yuan × 3 (months 3–5) = 60 yuan"),
        (MONTHS, {"wage": 10, "months_in_post": ()}, 0, None),
        ({"form": "last_year", "input": "x"}, {"last.x": 5}, 5, "x of last year: 5 yuan"),
        ({"form": "last_year", "input": "x", "otherwise": 9}, {}, 9, "x of last year is not in the file: 9 yuan"),
        ({"form": "parts", "of": "x", "basic": D("0.7")}, {"x": 1000}, 1000, "together 1,000 yuan"),
        ({"form": "parts", "of": "x", "basic": D("0.7"), "score": "s"}, {"x": 1000, "s": 50}, 850, "together 850 yuan"),
        ({"form": "sub_cap", "of": ["x", "y"], "caps": {"x": 3}}, {"x": 5, "y": 6}, 9, "together 9 yuan"),
        ({"form": "sub_cap", "of": ["x", "y"], "caps": {"x": 3}, "cap": 8}, {"x": 5, "y": 6}, 8, "at most 8 yuan"),
        ({"form": "per_unit", "of": "x", "units": "m"}, {"x": D("1.5"), "m": 12}, 18, "1.50 yuan × 12 (m) = 18 yuan"),
        ({"form": "per_unit", "of": 10_000, "units": "n", "each": 1000}, {"n": 2500}, 25_000, "10,000 yuan × 2.5 (2,500 n, each 1,000) = 25,000 yuan"),
        ({"form": "per_unit", "of": 10_000, "units": "n", "each": 1000, "count": "full"}, {"n": 2999}, 20_000, "10,000 yuan × 2 (2,999 n, each 1,000) = 20,000 yuan"),
        ({"form": "per_unit", "of": 10_000, "units": "n", "each": 1000, "count": "started"}, {"n": 2001}, 30_000, "10,000 yuan × 3 (2,001 n, each 1,000) = 30,000 yuan"),
        ({"form": "per_unit", "of": 3, "units": "n"}, {"n": D("12.7")}, D("38.1"), "3 yuan × 12.7 (n) = 38.10 yuan"),
        ({"form": "per_unit", "of": 3, "units": "n", "count": "full"}, {"n": D("12.7")}, 36, "3 yuan × 12 (12.7 n, each 1) = 36 yuan"),
        ({"form": "per_unit", "of": 3, "units": "n", "count": "started"}, {"n": D("12.2")}, 39, "3 yuan × 13 (12.2 n, each 1) = 39 yuan"),
        ({"form": "per_unit", "of": 3, "units": "n", "count": "half"}, {"n": D("12.5")}, 39, "3 yuan × 13 (12.5 n, each 1) = 39 yuan"),
        ({"form": "per_unit", "of": 3, "units": "n", "count": "full"}, {"n": 12}, 36, "3 yuan × 12 (n) = 36 yuan"),
        ({"form": "per_unit", "of": "x", "units": "m", "each": 12}, {"x": D("1.80"), "m": 1}, D("0.15"), "1.80 yuan × 1/12 (1 m, each 12) = 0.15 yuan"),
        ({"form": "per_unit", "of": "x", "units": 7, "each": 12, "unit": {"zh": "月数", "en": "months"}}, {"x": 1800}, 1050, "1,800 yuan × 7/12 (7 months, each 12) = 1,050 yuan"),
        ({"form": "round", "of": "x", "to": "yuan"}, {"x": D("2.5")}, 3, "rounded to 3 yuan"),
        ({"form": "round", "of": "x", "to": "yuan", "mode": "half_even"}, {"x": D("2.5")}, 2, "rounded to 2 yuan"),
        ({"form": "round", "of": "x", "to": "fen"}, {"x": D("1.005")}, D("1.01"), "rounded to 1.01 yuan"),
        ({"form": "round", "of": "x", "to": "hundred"}, {"x": 1250}, 1300, "rounded to 1,300 yuan"),
        ({"form": "round", "of": "x", "to": "wan"}, {"x": 14_999}, 10_000, "rounded to 10,000 yuan"),
    ],
)  # fmt: skip
def test_a_form_gives_its_amount_in_words(
    rule: dict[str, Any], facts: dict[str, Any], amount: Any, said: str | None
) -> None:
    found, steps = _work(rule, facts)
    assert found == amount
    if said is not None:
        assert steps[-1].message.text("en") == said
        assert steps[-1].message.text("zh_CN") != said
        assert steps[-1].amount == amount
    quiet = _run(facts)
    quiet.steps = None
    assert decoded(Rule, rule).work(quiet) == amount


def test_a_dated_index_splits_the_months() -> None:
    dated = {"wage": ((7, 20), (10, 30))}
    amount, steps = _work(MONTHS, {"wage": 10, "months_in_post": tuple(range(5, 12))}, dated=dated)
    assert amount == 2 * 20 + 3 * 40 + 2 * 60
    assert [s.message.text("en") for s in steps] == [
        "20 yuan × 2 (months 5–6) = 40 yuan",
        "40 yuan × 3 (months 7–9) = 120 yuan",
        "60 yuan × 2 (months 10–11) = 120 yuan",
        "together 280 yuan",
    ]


def test_a_pool_is_shared_out_by_weight() -> None:
    rule = {"form": "pool", "total": 100, "weight": "n"}
    pooled = Pooled({1: 1, 2: 1, 3: 1})
    found = [_work(rule, {"n": 1}, pools=lambda _p, key=key: (key, pooled))[0] for key in pooled.weights]
    assert found == [D("33.34"), D("33.33"), D("33.33")]
    # A row that would weigh otherwise, or would come to the pool, shares as if it did.
    assert _work(rule, {"n": 2}, pools=lambda _p: (1, pooled))[0] == 50
    assert _work(rule, {"n": 1}, pools=lambda _p: (4, pooled))[0] == 25


def test_a_weight_below_0_shares_nothing_out() -> None:
    with pytest.raises(Missing, match="n") as caught:
        _work(
            {"form": "pool", "total": 100, "weight": "n"},
            {"n": 1},
            pools=lambda _p: (1, Pooled({1: 1, 2: -1})),
        )
    assert "n is below 0 in a row" in caught.value.said.text("en")


@given(st.integers(-(10**12), 10**12), st.dictionaries(st.integers(1, 50), st.integers(0, 10**6), min_size=1))
def test_what_is_shared_out_adds_up_whatever_the_order(total: int, weights: dict[int, int]) -> None:
    shares = apportioned(total, weights)
    assert sum(shares.values()) == (total if any(weights.values()) else 0)
    assert all(share * total >= 0 for share in shares.values())
    assert apportioned(total, dict(reversed(list(weights.items())))) == shares


SPLIT = {
    "form": "split",
    "leftover": "county",
    "shares": {"city": D("0.4"), "county": D("0.4"), "street": D("0.2")},
}


@given(st.integers(0, 10**13), st.integers(0, 100))
def test_what_payers_pay_adds_up_to_the_fen(fen: int, percent: int) -> None:
    share = D(percent) / 100
    split: Split = decoded(
        Rule,
        {
            "form": "split",
            "leftover": "county",
            "shares": {"city": share, "county": 1 - share},
            "fixed": {"street": 7},
        },
    )
    paid = split.shared(D(fen) / 100, _run({}))
    assert sum(paid.values()) == fen
    assert all(amount >= 0 for amount in paid.values())


@pytest.mark.parametrize(
    ("rule", "facts", "amount", "paid"),
    [
        (SPLIT, {}, 100, {"city": 4000, "county": 4000, "street": 2000}),
        (SPLIT, {}, D("0.01"), {"city": 0, "county": 1, "street": 0}),
        (SPLIT | {"shares": {"city": D("0.5"), "county": D("0.5")}}, {}, D("1.01"), {"city": 50, "county": 51}),
        (
            {"form": "split", "leftover": "county", "by": "class", "classes": {"一": {"city": D("0.3"), "county": D("0.7")}, "二": {"city": D("0.5"), "county": D("0.5")}}},
            {"class": "一"}, 10, {"city": 300, "county": 700},
        ),
        ({"form": "split", "leftover": "county", "fixed": {"city": 3}}, {}, 10, {"city": 300, "county": 700}),
        ({"form": "split", "leftover": "county", "fixed": {"city": 30}}, {}, 10, {"city": 1000}),
        ({"form": "split", "leftover": "street", "fixed": {"city": 80, "county": 80}}, {}, 100, {"city": 8000, "county": 2000}),
        ({"form": "split", "leftover": "street", "fixed": {"city": 80, "county": 80}}, {}, -100, {"street": -10000}),
    ],
)  # fmt: skip
def test_a_split_says_who_pays(
    rule: dict[str, Any], facts: dict[str, Any], amount: Any, paid: dict[str, int]
) -> None:
    split: Split = decoded(Rule, rule)
    assert split.shared(amount, _run(facts)) == paid


@pytest.mark.parametrize(
    ("rule", "facts", "said"),
    [
        ({"form": "limit", "of": "x", "floor": 0}, {"x": 5}, ["x 5 yuan"]),
        ({"form": "limit", "of": 5, "cap": CONSTANT}, {}, ["Fixed at 5 yuan"]),
        ({"form": "limit", "of": 5, "floor": INDEX}, {"wage": 2}, ["Fixed at 5 yuan"]),
        ({"form": "limit", "of": 5, "floor": INDEX}, {"wage": 4}, ["Fixed at 5 yuan", "wage 4 yuan", "4 yuan × 1.5 = 6 yuan", "at least 6 yuan"]),
        ({"form": "round", "of": "x", "to": "fen"}, {"x": D("1.50")}, ["x 1.50 yuan"]),
        ({"form": "round", "of": D("0.125"), "to": "fen"}, {}, ["Fixed at 0.125 yuan", "rounded to 0.13 yuan"]),
        ({"form": "share", "of": "x", "share": D("0.00125")}, {"x": 1}, ["x 1 yuan × 0.00125 = 0.00125 yuan"]),
        (WHEN, {"kind": "a", "x": 9}, ["x 9 yuan"]),
        (WHEN | {"then": 5}, {"kind": "a"}, ["Fixed at 5 yuan"]),
    ],
)  # fmt: skip
def test_what_a_form_hands_on_is_said_and_a_limit_only_where_it_bites(
    rule: dict[str, Any], facts: dict[str, Any], said: list[str]
) -> None:
    assert [step.message.text("en") for step in _work(rule, facts)[1]] == said


def test_conditions_hold_in_any_order_and_an_empty_input_holds_nothing() -> None:
    conditions = [{"input": "class", "in": ["a"]}, {"input": "n", "least": 1}]
    for order in (conditions, conditions[::-1]):
        rule = {"form": "when", "any": order, "then": 5, "otherwise": 7}
        assert _work(rule, {"n": 1})[0] == 5
        assert _work(rule, {"class": "b", "n": 0})[0] == 7
        with pytest.raises(Missing, match="class"):
            _work(rule, {"n": 0})


_NUMBERS = st.one_of(st.integers(-50, 50_000), st.integers(-(10**5), 10**6).map(lambda n: D(n) / 1000))
_SIZES = st.one_of(st.integers(1, 5000), st.integers(1, 10**6).map(lambda n: D(n) / 1000))
_NAMES = st.sampled_from(["n", "m", "x", "y"])
_KINDS = st.sampled_from(["a", "b"])


def _form(name: str, **parts: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Rules of one form; what is a tuple of two, (strategy, None), may be left out."""
    held = {key: part for key, part in parts.items() if not isinstance(part, tuple)}
    loose = {key: part[0] for key, part in parts.items() if isinstance(part, tuple)}
    return st.fixed_dictionaries({"form": st.just(name), **held}, optional=loose)


_BANDS = st.lists(_NUMBERS, min_size=3, max_size=3)
_LEAVES = st.one_of(
    _form("constant", value=_NUMBERS),
    _form("band", band=st.just("b"), values=_BANDS),
    _form("base_plus_band", base=_NUMBERS, band=st.just("b"), add=_BANDS),
    _form("stepped", input=_NAMES, base=_NUMBERS, threshold=_NUMBERS, each=_SIZES, add=_NUMBERS, count=st.sampled_from(["full", "started"])),
    _form("quota", input=_NAMES, per=_SIZES, rounding=st.sampled_from(["up", "down", "half"]), least=(st.integers(0, 9), None)),
    _form("choice", input=st.just("kind"), values=st.fixed_dictionaries({"a": _NUMBERS}), otherwise=_NUMBERS),
    _form("two_keys", inputs=st.just(["kind", "kind"]), values=st.fixed_dictionaries({k: st.fixed_dictionaries({k: _NUMBERS}) for k in "ab"})),
    _form("range", min=st.just(1), max=st.just(5), choice=_NAMES),
    _form("last_year", input=_NAMES, otherwise=(_NUMBERS, None)),
    _form("sub_cap", of=st.lists(_NAMES, min_size=1, max_size=3), caps=st.just({}), cap=(_NUMBERS, None)),
    _form("pool", total=_NUMBERS, weight=st.just("w")),
)  # fmt: skip


def _grown(rules: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    part = st.one_of(rules, _NAMES, _NUMBERS)
    condition = st.one_of(
        st.fixed_dictionaries({"input": st.just("kind"), "in": st.lists(_KINDS, min_size=1)}),
        st.fixed_dictionaries({"input": _NAMES, "least": _NUMBERS}),
    )
    return st.one_of(
        _form("per_unit", of=part, units=part, each=(_SIZES, None), count=(st.sampled_from(["pro_rata", "full", "started", "half"]), None)),
        _form("index", index=st.just("wage"), times=part),
        _form("share", of=part, share=_NUMBERS, role=(st.fixed_dictionaries({"kind": _KINDS}), None)),
        _form("sum", of=st.lists(part, max_size=3), less=(st.lists(part, max_size=2), None)),
        _form("limit", of=part, floor=part, cap=(part, None)),
        _form("limit", of=part, cap=part),
        _form("by_month", of=part),
        _form("when", any=st.lists(condition, min_size=1, max_size=2), then=part, otherwise=(part, None)),
        _form("by_class", input=st.just("kind"), rules=st.fixed_dictionaries({"a": part}), otherwise=part),
        _form("progression", table=st.lists(part, min_size=2, max_size=4), years=st.just("n"), per=st.integers(1, 4), start=st.sampled_from([1, 2])),
        _form("parts", of=part, basic=st.sampled_from([0, D("0.7"), 1]), score=(st.just("m"), None)),
        _form("round", of=part, to=st.sampled_from(["fen", "yuan", "hundred", "wan"]), mode=(st.sampled_from(["half_up", "half_even"]), None)),
    )  # fmt: skip


_FACTS = st.fixed_dictionaries(
    {
        **{f"{last}{name}": _NUMBERS for name in "nmxy" for last in ("", "last.")},
        "kind": _KINDS,
        "wage": _SIZES,
        "w": st.integers(0, 9),
        "months_in_post": st.integers(1, 13).map(lambda first: tuple(range(first, 13))),
    }
)


@settings(max_examples=400, deadline=None)
@given(rule=_grown(st.recursive(_LEAVES, _grown, max_leaves=8)), facts=_FACTS, changes=st.booleans())
def test_the_last_step_is_the_value_whatever_the_rule(
    rule: dict[str, Any], facts: dict[str, Any], changes: bool
) -> None:
    dated = {"wage": ((7, 20),)} if changes else {}
    amount, steps = _work(rule, facts, dated=dated, pools=lambda _p: (1, Pooled({1: 1, 2: 3})))
    assert steps[-1].amount == amount


@pytest.mark.parametrize(
    ("rule", "facts", "name"),
    [
        (BAND, {}, "n"),
        (STEPPED, {}, "n"),
        (QUOTA, {}, "n"),
        (CHOICE, {"kind": "z"}, "kind"),
        (CHOICE, {}, "kind"),
        (KEYS, {"kind": "z", "post": "x"}, "kind"),
        (KEYS, {"kind": "a", "post": "z"}, "post"),
        (INDEX, {}, "wage"),
        (INDEX | {"year": "last"}, {"wage": 1}, "last.wage"),
        (CLASS, {"class": "?"}, "class"),
        (CLIMB, {"y": 1}, "failed"),
        (CLIMB | {"table": [900, "wage"]}, {"y": 2, "failed": 0}, "wage"),
        (MONTHS, {"wage": 1}, "months_in_post"),
        ({"form": "last_year", "input": "x"}, {"x": 1}, "last.x"),
        ({"form": "sum", "of": ["x"]}, {}, "x"),
        ({"form": "pool", "total": 1, "weight": "n"}, {"n": 1}, "n"),
    ],
)
def test_what_is_missing_is_named(rule: dict[str, Any], facts: dict[str, Any], name: str) -> None:
    with pytest.raises(Missing) as caught:
        _work(rule, facts)
    assert caught.value.name == name


@pytest.mark.parametrize("bound", ["start", "top"])
@pytest.mark.parametrize("step", [0, -1, 5, 9])
def test_a_step_that_is_not_in_the_table_is_said(bound: str, step: int) -> None:
    with pytest.raises(Missing) as caught:
        _work(CLIMB | {bound: "grade"}, {"y": 60, "failed": 0, "grade": step})
    assert caught.value.name == "grade"
    assert caught.value.said.text("en") == f"step {step} is not in the table"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"form": "band", "band": "x", "values": [1]}, "there is no band “x”"),
        ({"form": "band", "band": "b", "values": [1]}, "values: 3 values are needed"),
        (BASE | {"add": [1]}, "add: 3 values are needed"),
        (STEPPED | {"each": 0}, "each: it must be above 0"),
        (QUOTA | {"per": -1}, "per: it must be above 0"),
        ({"form": "per_unit", "of": 1, "units": "n", "each": 0}, "each: it must be above 0"),
        ({"form": "limit", "of": "x"}, "floor or cap is needed"),
        ({"form": "limit", "of": "x", "floor": 2, "cap": 1}, "floor must not be above cap"),
        ({"form": "range", "min": 2, "max": 1}, "min: it must not be above max"),
        ({"form": "when", "any": [], "then": "x"}, "at least one condition"),
        ({"form": "when", "any": [{"input": "x"}], "then": "x"}, "any[0]: in, least or most is needed"),
        (
            {"form": "sum", "of": [{"form": "range", "min": 2, "max": 1}]},
            "of[0].min: it must not be above max",
        ),
        (
            {"form": "by_class", "rules": {"旧": {"form": "limit", "of": "x"}}},
            "rules.旧: floor or cap is needed",
        ),
        ({"form": "round", "of": {"form": "limit", "of": "x"}, "to": "fen"}, "of: floor or cap is needed"),
        (CLIMB | {"table": []}, "table: at least one step is needed"),
        (CLIMB | {"per": 0}, "per: it must be above 0"),
        (CLIMB | {"top": 9}, "top: step 9 is not in the table"),
        (CLIMB | {"start": CHOICE | {"values": {"a": 7}}}, "start: step 7 is not in the table"),
        (INDEX | {"index": "rain"}, "there is no index “rain”"),
        ({"form": "parts", "of": "x", "basic": 2}, "basic: it must be from 0 to 1"),
        ({"form": "sub_cap", "of": ["x"], "caps": {"y": 1}}, "caps.y: it is not one of the parts"),
        (SPLIT | {"shares": {"city": D("0.5")}}, "the shares must add up to 1, not 0.5"),
        (SPLIT | {"fixed": {"city": -80}}, "fixed.city: it must not be below 0"),
        (SPLIT | {"leftover": "moon"}, "there is no payer “moon”"),
    ],
)
def test_a_misuse_is_refused_in_words(rule: dict[str, Any], said: str) -> None:
    refusals = [f"{path}: {told.text('en')}" for path, told in decoded(Rule, rule).refusals(_Pack)]
    assert any(said in refusal for refusal in refusals), refusals
    assert all(told.text("zh_CN") != told.text("en") for _path, told in decoded(Rule, rule).refusals(_Pack))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"form": "guess"}, "there is no rule form 'guess'"),
        ("x", "a rule is needed"),
        (CONSTANT | {"vaule": 1}, "vaule"),
        (CONSTANT | {"value": "x"}, "value"),
        ({"form": "sum", "of": [True]}, "a rule, a name or a number is needed"),
    ],
)
def test_what_is_no_rule_is_refused(raw: Any, said: str) -> None:
    with pytest.raises((ValueError, msgspec.ValidationError), match=said):
        decoded(Rule, raw)


def test_all_23_forms_are_there() -> None:
    numbers = {int((form.__doc__ or "0").split(":")[0]) for form in FORMS.values()}
    assert numbers == set(range(1, 24))
