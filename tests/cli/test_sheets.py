"""Commands on every sheet, those without names for their rows too."""

from __future__ import annotations

from typing import Any


def test_a_movement_is_added_shown_and_changed_by_its_id(street_desk: Any, desk: str) -> None:
    cells = ("date=2027-03", "fund=党建经费", "kind=追加", "amount=-12.5", "community=光明社区")
    assert street_desk("set", desk, "movements", "--year", 2027, "--add", *cells).code == 0
    (row,) = street_desk("show", desk, "movements", "--year", 2027, "--json").data["rows"]
    assert (row["id"], row["fund"], row["amount"], row["community"]) == (1, "party", "-12.50", "光明社区")
    assert street_desk("set", desk, "movements", "--year", 2027, "--row", "#1", "kind=支出").code == 0
    (row,) = street_desk("show", desk, "movements", "--year", 2027, "--json").data["rows"]
    assert row["kind"] == "spent"
    assert street_desk("check", desk, "--year", 2027).code == 1, "below zero and no adjustment"
    ran = street_desk("set", desk, "movements", "--year", 2027, "--add", "--row", "x", *cells)
    assert ran.code == 2
    assert "have no name" in ran.err


def test_the_communities_of_a_duty_are_named_in_one_cell(street_desk: Any, desk: str) -> None:
    cells = ("department=司法局", "communities=光明社区、幸福社区")
    assert street_desk("set", desk, "duties", "--year", 2027, "--add", "--row", "社区矫正", *cells).code == 0
    (row,) = street_desk("show", desk, "duties", "--year", 2027, "--json").data["rows"]
    assert row["communities"] == "幸福社区、光明社区"
    ran = street_desk("set", desk, "duties", "--year", 2027, "--row", "社区矫正", "communities=没有社区")
    assert ran.code == 3
    assert "没有社区" in ran.err
