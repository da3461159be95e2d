"""What `fill` does and says: exit codes, JSON, and what goes to the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk import language
from street_desk.session import Session
from tests.exchange.filling.support import written

HEADING = ("社区名称", "户数", "党建经费")
NAMES = ("幸福社区", "和平社区", "光明社区")


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return written(tmp_path / "县.xlsx", ("表", (HEADING, *((name, 1, None) for name in NAMES))))


def test_a_workbook_that_is_filled_whole_exits_0(
    street_desk: Any, desk: str, whole: Path, tmp_path: Path
) -> None:
    ran = street_desk("fill", desk, "--year", 2027, whole, "--to", tmp_path / "填.xlsx", "--json")
    assert ran.code == 0
    assert ran.data["filled"] == 6
    assert ran.data["left"] == []
    assert openpyxl.load_workbook(tmp_path / "填.xlsx").worksheets[0]["C4"].value == 50000


def test_what_is_left_is_listed_and_exits_1(street_desk: Any, desk: str, tmp_path: Path) -> None:
    rows = ((*HEADING, "签字"), ("光明社区", 1, None, None), ("东风社区", 1, None, None))
    template = written(tmp_path / "县.xlsx", ("表", rows))
    ran = street_desk("fill", desk, "--year", 2027, template, "--to", tmp_path / "填.xlsx", "--json")
    assert ran.code == 1
    assert ran.data["filled"] == 2
    assert [(one["kind"], one["text"]) for one in ran.data["left"]] == [
        ("column", "签字"),
        ("row", "东风社区"),
        ("community", "幸福社区"),
        ("community", "和平社区"),
    ]
    assert all(one["why"] for one in ran.data["left"])


def test_in_words_it_says_the_same_in_both_languages(street_desk: Any, desk: str, tmp_path: Path) -> None:
    template = written(tmp_path / "县.xlsx", ("表", (HEADING, ("光明社区", 1, None))))
    call = ("fill", desk, "--year", 2027, template, "--to", tmp_path / "填.xlsx")
    ran = street_desk(*call)
    assert ran.out.splitlines()[:3] == [
        f"Filled 2 cells in {tmp_path / '填.xlsx'}; every one was read back.",
        "Not filled in (2):",
        "  community 幸福社区: the workbook has no row for it",
    ]
    language.use("zh_CN")
    assert len(street_desk(*call).out.splitlines()) == 4


def test_a_problem_exits_3_and_says_nothing_on_standard_output(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    old = tmp_path / "县.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    ran = street_desk("fill", desk, "--year", 2027, old, "--to", tmp_path / "填.xlsx", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "save it as .xlsx" in ran.err
    ran = street_desk("fill", desk, "--year", 2031, old, "--to", tmp_path / "填.xlsx", "--json")
    assert (ran.code, ran.out) == (3, "")


def test_wrong_usage_exits_2(street_desk: Any, desk: str, whole: Path) -> None:
    ran = street_desk("fill", desk, "--year", 2027, whole)
    assert (ran.code, ran.out) == (2, "")


def test_ids_in_full_are_logged(street_desk: Any, desk: str, whole: Path, tmp_path: Path) -> None:
    call = ("fill", desk, "--year", 2027, whole, "--to", tmp_path / "填.xlsx")
    street_desk(*call)
    before = _said(desk)
    street_desk(*call, "--unmasked")
    assert _said(desk)[: len(before)] == before
    (added,) = _said(desk)[len(before) :]
    assert "in full" in added


def _said(desk: str) -> list[str]:
    session = Session.open(Path(desk))
    try:
        return [entry.what.text() for entry, _undone in session.history()]
    finally:
        session.close()
