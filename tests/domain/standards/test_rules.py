"""Each rule form: its sum, its words, and what it refuses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from street_desk.domain.standards.bands import Band, Edge
from street_desk.domain.standards.rules import Rule
from street_desk.domain.standards.working import Missing, Run, Step
from street_desk.language import Words

BANDS = {"b": Band("b", "n", Words("户", "homes"), (Edge(Decimal(10), "above"), Edge(Decimal(20), "below")))}


def _work(rule: dict[str, Any], **facts: Any) -> tuple[Any, list[Step]]:
    run = Run(facts, {}, {}, BANDS, unit="money", steps=[])
    amount = msgspec.convert(rule, Rule).work(run)
    assert run.steps is not None
    return amount, run.steps


CONSTANT = {"form": "constant", "value": 200_000}
BAND = {"form": "band", "band": "b", "values": [3, 4, 5]}
BASE = {"form": "base_plus_band", "base": 50, "band": "b", "add": [3, 5, 6]}
CHOICE = {"form": "choice", "input": "kind", "values": {"a": 5, "b": 3}}
INDEX = {"form": "index", "index": "wage", "times": 1.5}
WHEN = {"form": "when", "any": [{"input": "kind", "in": ["a"]}], "then": "x"}


@pytest.mark.parametrize(
    ("rule", "facts", "amount", "said"),
    [
        (CONSTANT, {}, 200_000, "Fixed at 200,000 yuan"),
        (BAND, {"n": 9}, 3, "n 9 homes, in under 10 homes: 3 yuan"),
        (BAND, {"n": 10}, 4, "n 10 homes, in 10 to 20 homes (both included): 4 yuan"),
        (BASE, {"n": 21}, 56, "together 56 yuan"),
        (CHOICE, {"kind": "b"}, 3, "kind b: 3 yuan"),
        (CHOICE | {"otherwise": 1}, {"kind": "z"}, 1, "kind z: 1 yuan"),
        (INDEX, {"wage": Decimal(1300)}, 1950, "1,300 yuan × 1.5 = 1,950 yuan"),
        (INDEX | {"times": CHOICE}, {"wage": Decimal(10), "kind": "a"}, 50, "10 yuan × 5 = 50 yuan"),
        ({"form": "sum", "of": ["x", "y"], "less": ["z"]}, {"x": 5, "y": 6, "z": 1}, 10, "together 10 yuan"),
        ({"form": "limit", "of": "x", "floor": 0}, {"x": Decimal(-5)}, 0, "at least 0 yuan"),
        ({"form": "limit", "of": "x", "cap": 7}, {"x": Decimal(9)}, 7, "at most 7 yuan"),
        ({"form": "range", "min": 5, "max": 9}, {}, (5, 9), "from 5 to 9"),
        (WHEN, {"kind": "b", "x": 9}, 0, "kind b: not entitled"),
        (WHEN | {"otherwise": CONSTANT}, {"kind": "b"}, 200_000, "Fixed at 200,000 yuan"),
        ({"form": "per_unit", "of": "x", "units": "m"}, {"x": Decimal("1.5"), "m": 12}, 18, "1.50 yuan × 12 (m) = 18 yuan"),
        ({"form": "round", "of": "x", "to": "yuan"}, {"x": Decimal("2.5")}, 3, "rounded to 3 yuan"),
        ({"form": "round", "of": "x", "to": "yuan", "mode": "half_even"}, {"x": Decimal("2.5")}, 2, "rounded to 2 yuan"),
        ({"form": "round", "of": "x", "to": "fen"}, {"x": Decimal("1.005")}, Decimal("1.01"), "rounded to 1.01 yuan"),
        ({"form": "round", "of": "x", "to": "hundred"}, {"x": 1250}, 1300, "rounded to 1,300 yuan"),
        ({"form": "round", "of": "x", "to": "wan"}, {"x": 14_999}, 10_000, "rounded to 10,000 yuan"),
    ],
)  # fmt: skip
def test_a_form_gives_its_amount_in_words(
    rule: dict[str, Any], facts: dict[str, Any], amount: Any, said: str
) -> None:
    found, steps = _work(rule, **facts)
    assert found == amount
    assert steps[-1].message.text("en") == said
    assert steps[-1].amount == amount


def test_a_limit_that_does_not_bite_and_a_rounding_that_changes_nothing_are_silent() -> None:
    assert _work({"form": "limit", "of": "x", "floor": 0}, x=5) == (5, [])
    assert _work({"form": "round", "of": "x", "to": "fen"}, x=Decimal("1.50")) == (Decimal("1.50"), [])
    assert _work(WHEN, kind="a", x=9) == (9, [])


@pytest.mark.parametrize(
    ("rule", "facts", "name"),
    [
        (BAND, {}, "n"),
        (CHOICE, {"kind": "z"}, "kind"),
        (CHOICE, {}, "kind"),
        (INDEX, {}, "wage"),
        ({"form": "sum", "of": ["x"]}, {}, "x"),
    ],
)
def test_what_is_missing_is_named(rule: dict[str, Any], facts: dict[str, Any], name: str) -> None:
    with pytest.raises(Missing) as caught:
        _work(rule, **facts)
    assert caught.value.name == name


def test_a_run_without_words_gives_the_same_amount() -> None:
    rule = msgspec.convert(BASE, Rule)
    quiet = Run({"n": 15}, {}, {}, BANDS, unit="money")
    assert rule.work(quiet) == _work(BASE, n=15)[0] == 55
    assert quiet.steps is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"form": "band", "band": "x", "values": [1]}, "there is no band 'x'"),
        ({"form": "band", "band": "b", "values": [1]}, "3 values are needed"),
        ({"form": "limit", "of": "x"}, "floor or cap is needed"),
        ({"form": "limit", "of": "x", "floor": 2, "cap": 1}, "floor must not be above cap"),
        ({"form": "range", "min": 2, "max": 1}, "min must not be above max"),
        ({"form": "when", "any": [], "then": "x"}, "at least one condition"),
        ({"form": "sum", "of": [{"form": "range", "min": 2, "max": 1}]}, "of.min must not be above max"),
        ({"form": "round", "of": {"form": "limit", "of": "x"}, "to": "fen"}, "of.floor or cap is needed"),
    ],
)
def test_a_misuse_is_refused_in_words(rule: dict[str, Any], said: str) -> None:
    class Pack:
        bands = tuple(BANDS.values())

    assert any(said in refusal for refusal in msgspec.convert(rule, Rule).refusals(Pack))
