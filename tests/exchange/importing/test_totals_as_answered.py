"""Totals are set against what comes in: after the answers, not before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.importing import Preview
from tests.exchange.importing.support import of_rows, skipped

H = ("社区名称", "总户数", "办公经费批复数")
USUAL = tuple((f"第{n}社区", 1000, 80_000) for n in range(6))


def totals(found: Preview) -> dict[str, bool]:
    return {t.cell: t.agrees for region in found.regions for t in region.totals}


def answered(folder: Path, rows: tuple[tuple[Any, ...], ...], option: str) -> Preview:
    (question,) = of_rows(folder, *rows).questions
    return of_rows(folder, *rows, answers={question.id: option})


@pytest.mark.parametrize(
    ("total", "option", "agrees"),
    [
        (560_000, "Multiply by 10,000", True),
        (480_008, "Take the figures as written", True),
        (480_008, "Multiply by 10,000", False),
        (560_000, "Take the figures as written", False),
        (480_000, "Leave these cells out", True),
        (560_000, "Leave these cells out", None),
    ],
)
def test_a_total_is_checked_as_was_answered(
    tmp_path: Path, total: int, option: str, agrees: bool | None
) -> None:
    rows = (H, *USUAL, ("第七社区", 1000, 8), ("合计", 7000, total))
    found = answered(tmp_path, rows, option)
    assert totals(found).get("C9") is agrees
    assert found.complete is (agrees is not False)
    if agrees is None:
        assert skipped(found)["C9"].startswith("a total that cannot be checked: 1 of the cells")


def test_a_total_of_cells_that_wait_is_no_difference(tmp_path: Path) -> None:
    found = of_rows(tmp_path, H, *USUAL, ("第七社区", 1000, 8), ("合计", 7000, 560_000))
    assert totals(found) == {"B9": True}
    assert "1 of the cells it sums up wait for an answer" in skipped(found)["C9"]


@pytest.mark.parametrize("total", [48, 480_000])
def test_a_total_may_be_written_like_the_amounts_or_as_they_are_meant(tmp_path: Path, total: int) -> None:
    rows = (H, *((f"第{n}社区", 1000, 8) for n in range(6)), ("合计", 6000, total))
    found = answered(tmp_path, rows, "Multiply by 10,000")
    assert totals(found) == {"B8": True, "C8": True}
    off = answered(tmp_path, (*rows[:-1], ("合计", 6000, 49)), "Multiply by 10,000")
    assert totals(off) == {"B8": True, "C8": False}


@pytest.mark.parametrize(("whole", "agrees"), [(80_000 + 20_000, True), (8 + 20_000, False)])
def test_the_total_of_a_row_is_that_of_its_funds_as_answered(
    tmp_path: Path, whole: int, agrees: bool
) -> None:
    heads = ("社区名称", "办公经费", "服务经费", "党建经费", "经费合计")
    usual = tuple((f"第{n}社区", 80_000, 10_000, 10_000, 100_000) for n in range(6))
    rows = (heads, *usual, ("第七社区", 8, 10_000, 10_000, whole))
    assert totals(answered(tmp_path, rows, "Multiply by 10,000"))["E8"] is agrees


def test_totals_of_parts_that_stand_below_each_other_are_checked_over_all_of_them(tmp_path: Path) -> None:
    part = (("社区名称", "户数"), ("东{}社区", 10), ("西{}社区", 20), ("小计", 30))
    rows = [tuple(c.format(n) if isinstance(c, str) else c for c in row) for n in range(5) for row in part]
    found = of_rows(tmp_path, *rows, ("合计", 150))
    assert len(totals(found)) == 6
    assert all(totals(found).values())
    wrong = of_rows(tmp_path, *rows, ("合计", 151))
    assert [cell for cell, agrees in totals(wrong).items() if not agrees] == ["B21"]
