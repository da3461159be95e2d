"""Names of communities as other offices write them: behind the street's, with a former name, several in one cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.domain.book import Book
from street_desk.domain.sheets import Row
from tests.exchange.importing.support import added, of_rows, refused

HEADING = ("社区名称", "常住户数")


def green_hill() -> Book:
    """青山街道 of 西城区 with two communities."""
    held: dict[int, Row] = {
        1: {"id": 1, "year": 2026, "name": "春晖社区"},
        2: {"id": 2, "year": 2026, "name": "龙泉社区"},
    }
    office: dict[int, Row] = {1: {"id": 1, "county": "西城区", "street": "青山街道"}}
    return Book(2026, {"communities": held, "office": office})


@pytest.mark.parametrize(
    "name", ["青山街道春晖社区居委会", "青山街道办事处春晖社区", "西城区青山街道春晖社区", "青山街道春晖"]
)
def test_the_streets_own_name_before_a_community_makes_no_new_one(tmp_path: Path, name: str) -> None:
    found = of_rows(tmp_path, HEADING, (name, 3100), book=green_hill())
    (change,) = [c for c in found.changes() if c.sheet == "communities"]
    assert (change.row, change.after) == (1, {"households": 3100})
    assert not found.questions
    assert "the street's own name" in found.regions[0].remarks[0].what.text("en")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("青山春晖社区", "春晖社区"),
        ("龙泉社区（原石泉社区）", "龙泉社区"),
        ("清泉社区（原龙泉社区）", "龙泉社区"),
    ],
)
def test_what_may_be_another_name_of_a_community_is_asked(tmp_path: Path, name: str, meant: str) -> None:
    found = of_rows(tmp_path, HEADING, (name, 3100), book=green_hill())
    (question,) = found.questions
    assert question.options[0].text("en") == f"It is “{meant}”"


@pytest.mark.parametrize(
    "name", ["春晖、龙泉社区", "永安社区 解放路社区", "永安社区\n解放路社区", "春晖，龙泉"]
)
def test_several_communities_in_one_cell_are_refused(tmp_path: Path, name: str) -> None:
    found = of_rows(tmp_path, HEADING, (name, 3100), ("新社区", 900), book=green_hill())
    assert "names several communities" in refused(found)["A2"]
    assert [row.get("name") for row in added(found)] == ["新社区"]


def test_a_name_broken_over_two_lines_is_one(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("春晖\n社区", 3100), book=green_hill())
    assert not refused(found)
    assert not found.questions


def test_a_body_of_a_community_is_proposed_as_it(tmp_path: Path) -> None:
    rows = (("社区", "姓名", "职务"), ("龙泉社区党委", "张样", "书记"))
    (question,) = of_rows(tmp_path, *rows, book=green_hill()).questions
    assert question.options[0].text("en") == "It is “龙泉社区”"
