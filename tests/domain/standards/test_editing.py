"""The figures of a standard in words that tell them apart."""

from __future__ import annotations

from collections import Counter

import pytest

from street_desk.domain.standards.editing import data_of, figures
from street_desk.domain.standards.loading import converted
from street_desk.exchange import packs

TWO_KEYS = """
id = "two"
title = { zh = "两" }
document = { title = { zh = "两" } }
clauses = [{ id = "1", text = { zh = "x" } }]
examples = [{ name = "a", for = "workers", facts = {}, expect = {} }]
[[items]]
key = "base_pay"
for = "workers"
clause = "1"
unit = "money"
text = { zh = "基本报酬" }
[items.rule]
form = "two_keys"
inputs = ["post", "education"]
values = { secretary = { bachelor = 2, college = 1 }, deputy = { bachelor = 2, college = 1 } }
"""


def _words(text: str) -> list[str]:
    data = data_of(text)
    return [f"{f.item.text('en')}: {f.words.text('en')}" for f in figures(data, converted(data, "x"))]


@pytest.mark.parametrize("name", packs.shipped())
def test_no_two_figures_of_a_standard_are_called_the_same(name: str) -> None:
    counted = Counter(_words(packs.pack_text(name)))
    assert [words for words, times in counted.items() if times > 1] == []


def test_a_table_of_two_choices_names_both() -> None:
    found = _words(TWO_KEYS)
    assert len(set(found)) == 4
    assert all("," in words for words in found)


def test_first_and_last_step_are_told_apart() -> None:
    found = _words(packs.pack_text("three-posts-eighteen-grades"))
    assert sum("first step" in words for words in found) == 3
    assert sum("last step" in words for words in found) == 3
