"""A new pack from an old one's figures: an identity of its own, its examples worked anew."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from street_desk.domain.standards.editing import Identity, changed, data_of, new_pack
from street_desk.domain.standards.loading import load_pack

TEXT = (Path(__file__).parents[2] / "files" / "packs" / "willow-2028.toml").read_text(encoding="utf-8")
DAY = datetime.date(2029, 7, 1)


def test_a_new_pack_takes_effect_on_its_own_day() -> None:
    text = new_pack(data_of(TEXT), Identity("willow-2029", "柳树县新标准", "柳办发〔2029〕1号", DAY), "x")
    standard = load_pack(text, "x")
    assert (standard.id, standard.effective) == ("willow-2029", DAY)
    assert load_pack(new_pack(data_of(text), Identity("willow-2030", "再新"), "x"), "x").effective == DAY


def test_who_pays_in_the_examples_follows_the_changed_figures() -> None:
    data = changed(data_of(TEXT), {("items", 0, "rule", "base"): 50000})
    standard = load_pack(new_pack(data, Identity("willow-2029", "柳树县新标准"), "x"), "x")
    assert standard.examples[0].expect["office_fund"] == 50000
    assert standard.examples[0].payers["office_fund"] == {"city": Decimal(15000), "county": Decimal(35000)}
