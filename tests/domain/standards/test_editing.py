"""The figures of a standard in words, and one made from another's: what it is called, what its clauses say, what it refuses."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain.problems import FigureBelowZero, FigureNotWhole, Problem
from street_desk.domain.standards import editing
from street_desk.domain.standards.editing import Identity, Number
from street_desk.domain.standards.loading import converted, load_pack
from street_desk.exchange import packs
from street_desk.session import Session
from tests.streets import small_street

DATA = editing.data_of(packs.pack_text(packs.BUILT_IN))
STANDARD = packs.standard_of(packs.pack_text(packs.BUILT_IN), packs.BUILT_IN)
WILLOW = (Path(__file__).parents[2] / "files" / "packs" / "willow-2028.toml").read_text(encoding="utf-8")
OURS = Identity("ours", "我们的标准", "某财发〔2027〕5号")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


def _path(item: str, words: str) -> editing.Path:
    return next(
        f.path
        for f in editing.figures(DATA, STANDARD)
        if f.item.text("zh_CN") == item and f.words.text("zh_CN") == words
    )


def _made(item: str, words: str, value: Number, identity: Identity = OURS) -> str:
    return editing.new_pack(DATA, {_path(item, words): value}, identity, identity.id)


def test_the_form_names_the_new_document_and_the_figure_that_was_changed(street: Session) -> None:
    street.adopt(2027, _made("办公运转经费", "基础", 60_000), "ours")
    notes = " ".join(street.papers("funding", 2027)[0].notes)
    assert "依据：《我们的标准》（某财发〔2027〕5号）" in notes
    assert STANDARD.document.title.zh not in notes
    assert "本标准已改：办公运转经费（基础）由50,000改为60,000" in notes
    clause = street.standard(2027).clause["S1"].text
    assert clause.en.endswith("Changed here: office fund (base) is 60,000 instead of 50,000")
    assert street.standard(2027).clause["S2"].text == STANDARD.clause["S2"].text


def test_a_changed_edge_is_said_in_every_clause_that_rests_on_it(street: Session) -> None:
    path = next(f.path for f in editing.figures(DATA, STANDARD) if f.path[0] == "bands")
    street.adopt(2027, editing.new_pack(DATA, {path: 3_500}, OURS, "ours"), "ours")
    said = {c.id for c in street.standard(2027).clauses if "3,000改为3,500" in c.text.zh}
    assert {"S1", "S2", "S4"} <= said


@pytest.mark.parametrize(("day", "findings"), [((2027, 12, 31), 0), ((2028, 1, 1), 1)])
def test_a_standard_that_takes_effect_after_the_year_is_noticed(
    street: Session, day: tuple[int, int, int], findings: int
) -> None:
    identity = Identity("ours", "我们的标准", "1号", datetime.date(*day))
    street.adopt(2027, _made("办公运转经费", "基础", 60_000, identity), "ours")
    assert street.standard(2027).effective == identity.effective
    found = [f for f in street.findings(2027) if f.check == "in_force"]
    assert [f.values for f in found] == [("2028-01-01", "2027")] * findings


def test_a_title_left_as_it_is_keeps_its_english(street: Session) -> None:
    identity = Identity("ours", STANDARD.title.zh, "1号")
    street.adopt(2027, _made("办公运转经费", "基础", 60_000, identity), "ours")
    assert street.standard(2027).title == STANDARD.title


@pytest.mark.parametrize(
    ("item", "words", "value", "problem"),
    [
        ("办公运转经费", "基础", -99_999, FigureBelowZero),
        ("公益性岗位应配数", "不足3,000户", Decimal("3.5"), FigureNotWhole),
        ("两委职数范围", "起", Decimal("5.5"), FigureNotWhole),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused_by_its_name(
    item: str, words: str, value: Number, problem: type[Problem]
) -> None:
    with pytest.raises(problem) as caught:
        _made(item, words, value)
    assert item in caught.value.text("zh_CN")


@pytest.mark.parametrize(
    ("item", "words", "value"), [("办公运转经费", "基础", "60000.50"), ("基本报酬", "执行星级0", "1.65")]
)
def test_money_and_rates_may_have_places(item: str, words: str, value: str) -> None:
    assert value in _made(item, words, Decimal(value))


def test_a_new_pack_takes_effect_on_its_own_day() -> None:
    data, day = editing.data_of(WILLOW), datetime.date(2029, 7, 1)
    text = editing.new_pack(data, {}, Identity("willow-2029", "柳树县新标准", "1号", day), "x")
    assert (load_pack(text, "x").id, load_pack(text, "x").effective) == ("willow-2029", day)
    later = editing.new_pack(editing.data_of(text), {}, Identity("willow-2030", "再新"), "x")
    assert load_pack(later, "x").effective == day


def test_who_pays_in_the_examples_follows_the_changed_figures() -> None:
    values: dict[editing.Path, Number] = {("items", 0, "rule", "base"): 50000}
    identity = Identity("willow-2029", "柳树县新标准")
    standard = load_pack(editing.new_pack(editing.data_of(WILLOW), values, identity, "x"), "x")
    assert standard.examples[0].expect["office_fund"] == 50000
    assert standard.examples[0].payers["office_fund"] == {"city": Decimal(15000), "county": Decimal(35000)}


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
    data = editing.data_of(text)
    return [f"{f.item.text('en')}: {f.words.text('en')}" for f in editing.figures(data, converted(data, "x"))]


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


def test_a_clause_in_other_words_prints_in_these(street: Session) -> None:
    path = next(w.path for w in editing.wordings(DATA, STANDARD) if w.clause == "S1" and w.path[3] == "zh")
    values: dict[editing.Path, editing.Value] = {
        path: "每个社区办公经费6万元。",
        _path("办公运转经费", "基础"): 60_000,
    }
    street.adopt(2027, editing.new_pack(DATA, values, OURS, "ours"), "ours")
    assert street.standard(2027).clause["S1"].text.zh == "每个社区办公经费6万元。"
    assert street.standard(2027).clause["S1"].text.en == STANDARD.clause["S1"].text.en
    assert any("依据：每个社区办公经费6万元" in note for note in street.papers("funding", 2027)[0].notes)


def test_another_default_counts_until_the_county_chooses(street: Session) -> None:
    wording = next(w for w in editing.wordings(DATA, STANDARD) if w.path[0] == "settings")
    other = next(key for key, _words in wording.options if key != wording.value)
    street.adopt(2027, editing.new_pack(DATA, {wording.path: other}, OURS, "ours"), "ours")
    setting = street.standard(2027).settings[int(wording.path[1])]
    assert street.standard(2027).chosen({})[setting.id] == other
    assert wording.shown(other) == next(o.text.text() for o in setting.options if o.value == other)
