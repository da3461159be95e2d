from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.importing import Total
from tests.exchange.importing.support import ENDINGS, added, of_case, of_rows, skipped
from tests.exchange.importing.support import refused as refused_cells


def wrong(totals: tuple[Total, ...]) -> list[tuple[str, str, Any, Any]]:
    return [(t.cell, t.column, t.stated, t.computed) for t in totals if not t.agrees]


@pytest.mark.parametrize("ending", ENDINGS)
def test_totals_first_in_the_middle_and_last_are_checked_and_never_imported(
    tmp_path: Path, ending: str
) -> None:
    found = of_case(tmp_path, "totals", ending)
    assert [r["name"] for r in added(found)] == ["东风社区", "西湖社区", "南山社区"]
    totals = found.regions[0].totals
    assert {t.cell for t in totals} == {
        *(f"{c}{r}" for c in "CDEF" for r in (2, 5, 7, 8)),
        "F3",
        "F4",
        "F6",
    }
    assert wrong(totals) == []
    assert found.complete


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_total_that_disagrees_is_reported_with_both_figures(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "wrong_totals", ending)
    assert wrong(found.regions[0].totals) == [
        ("B4", "households", 6800, 6700),
        ("F3", "total_fund", "180000.00", "190000.00"),
    ]
    assert not found.complete
    assert len(added(found)) == 2


def test_a_subtotal_above_its_rows_is_checked_against_those_below(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "常住户数"),
        ("城区小计", 5500),
        ("东风社区", 2500),
        ("西湖社区", 3000),
        ("近郊小计", 900),
        ("南山社区", 900),
        ("总 计", 6400),
    )
    assert [t.agrees for t in found.regions[0].totals] == [True, True, True]


def test_a_total_counts_rows_that_were_refused(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "常住户数"),
        ("东风社区", 2500),
        ("东风社区", 100),
        ("合计", 2600),
    )
    assert [t.agrees for t in found.regions[0].totals] == [True]


def test_totals_of_ten_thousands_add_up_exactly(tmp_path: Path) -> None:
    rows = [(f"第{n}社区", 1000, 0.1, 0.2, 0.3, 0.6) for n in range(30)]
    found = of_rows(
        tmp_path,
        ("单位：万元",),
        ("社区名称", "户数", "办公经费", "服务经费", "党建经费", "合计"),
        *rows,
        ("合计", 30000, 3, 6.000000000000001, 9, 18),
    )
    assert wrong(found.regions[0].totals) == []


def test_a_total_that_also_sums_other_columns_agrees(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数", "办公经费", "服务经费", "党建经费", "人员报酬", "合计"),
        ("东风社区", 2500, 5, 10, 2, 20, 37),
        ("西湖社区", 4200, 6, 10, 3, 25, 44),
    )
    assert [t.agrees for t in found.regions[0].totals] == [True, True]


def test_a_total_without_a_stored_result_is_skipped_and_one_with_an_error_refused(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数", "网格数"),
        ("东风社区", 2500, 8),
        ("合计", "=SUM(B2:B2)", "#REF!"),
    )
    assert "without a stored result" in skipped(found)["B3"]
    assert list(refused_cells(found)) == ["C3"]


def test_an_average_is_no_community(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区名称", "户数"), ("东风社区", 2500), ("平均", 2500))
    assert len(added(found)) == 1
    assert found.complete


@pytest.mark.parametrize("ending", ENDINGS)
def test_notes_and_signatures_are_kept_and_offered_to_the_office(tmp_path: Path, ending: str) -> None:
    found = of_case(tmp_path, "signatures", ending)
    assert [r["name"] for r in added(found)] == ["东风社区", "西湖社区"]
    assert [n.cell for n in found.regions[0].notes] == ["A5", "A6", "A7", "A8", "B8", "C8", "A9"]
    assert found.office_offers == {
        "head": "李样一",
        "reviewer": "王 样",
        "preparer": "张样二",
        "phone": "0000-7654321",
    }
    assert found.complete


def test_a_label_without_a_name_offers_nothing(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数"),
        ("东风社区", 2500),
        ("审核人：＿＿＿  填表人：      联系电话：",),
    )
    assert found.office_offers == {}


def test_the_head_of_a_project_is_not_the_head_of_the_office(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("项目负责人：赵六  填表人：钱七",), ("社区名称", "户数"), ("东风社区", 2500))
    assert found.office_offers == {"preparer": "钱七"}
