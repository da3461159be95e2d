"""Areas are held in the unit of their column, exactly, whatever unit a heading or title states."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.importing.support import added, of_rows, refused


@pytest.mark.parametrize(
    ("title", "heading", "written", "held"),
    [
        ("社区情况（金额：万元，人数：人，面积：平方米）", "面积", 500, "0.0005"),
        ("社区情况 面积单位：平方米", "辖区面积", "1,200,000", "1.2"),
        ("社区情况", "面积（平方米）", 1_250_000, "1.25"),
        ("社区情况", "辖区面积（㎡）", 1_250_000.0, "1.25"),
        ("社区情况", "面积（公顷）", 120, "1.2"),
        ("单位：公顷", "面积", 120, "1.2"),
        ("社区情况（面积：平方米）", "面积（平方公里）", 1.2, "1.2"),
        ("社区情况（面积：平方公里）", "面积", 1.2, "1.2"),
        ("社区情况（面积：平方米）", "面积", "1.2平方公里", "1.2"),
        ("社区情况", "面积", 1.2, "1.2"),
    ],
)
def test_an_area_is_read_in_the_unit_that_is_stated(
    tmp_path: Path, title: str, heading: str, written: object, held: str
) -> None:
    found = of_rows(tmp_path, (title,), ("社区名称", heading, "户数"), ("东风社区", written, 900))
    assert added(found) == [{"name": "东风社区", "area_km2": Decimal(held), "households": 900}]


@pytest.mark.parametrize(("heading", "written"), [("面积（亩）", 750), ("面积（平方米）", 501)])
def test_an_area_that_cannot_be_held_exactly_is_refused(tmp_path: Path, heading: str, written: int) -> None:
    found = of_rows(tmp_path, ("社区名称", heading, "户数"), ("东风社区", written, 900))
    assert added(found) == [{"name": "东风社区", "households": 900}]
    assert list(refused(found)) == ["B2"]


def test_a_total_of_areas_is_in_their_unit(tmp_path: Path) -> None:
    heads = ("社区名称", "面积（公顷）", "户数")
    found = of_rows(tmp_path, heads, ("东风社区", 120, 1), ("西湖社区", 130, 2), ("合计", 250, 3))
    assert [t.agrees for t in found.regions[0].totals] == [True, True]
    found = of_rows(tmp_path, heads, ("东风社区", 120, 1), ("西湖社区", 130, 2), ("合计", 251, 3))
    assert [t.agrees for t in found.regions[0].totals] == [False, True]
