"""Messages: kept with their values, read in either language."""

from __future__ import annotations

import json
from decimal import Decimal

from street_desk.language import Message, Words, message


def _kept(said: Message) -> Message:
    return Message.from_json(json.loads(json.dumps(said.to_json())))


def test_words_and_lists_of_them_survive_being_kept() -> None:
    cells = (message("{column} = {text}", column=Words("户数", "Households"), text="5"), Words("甲", "A"))
    said = _kept(message("{sheet}: {what}", sheet=Words("社区", "Communities"), what=cells))
    assert said.text("en") == "Communities: Households = 5, A"
    assert said.text("zh_CN").startswith("社区")
    assert said.text("zh_CN").endswith("甲")
    assert "Households" not in said.text("zh_CN")


def test_entries_of_older_files_are_read_as_before() -> None:
    old = {"msgid": "Undo: {what}", "values": {"what": {"msgid": "{a} {n}", "values": {"a": "x", "n": 3}}}}
    assert Message.from_json(old).text("en") == "Undo: x 3"


def test_numbers_are_kept_as_they_are_read() -> None:
    assert _kept(message("{n} {d}", n=5000, d=Decimal("2.5"))).text("en") == "5,000 2.5"
