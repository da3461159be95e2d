from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.importing import Total
from tests.exchange.importing.support import ENDINGS, added, of_case, of_rows, skipped, year
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


def test_what_is_no_community_is_said_and_counted_as_the_totals_have_it(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "户数", "党建经费批复数"),
        ("东风社区", 900, 15000),
        ("西湖社区", 901, 15000.5),
        ("其中：老旧社区", 901, 15000.5),
        ("社区合计", 1801, 30000.5),
        ("街道本级", None, 6000),
        ("总计", 1801, 36000.5),
    )
    region = found.regions[0]
    assert [r["name"] for r in added(found)] == ["东风社区", "西湖社区"]
    assert [(t.cell, t.agrees) for t in region.totals] == [(c, True) for c in ("B5", "C5", "B7", "C7")]
    assert skipped(found)["C6"] == "“街道本级” is no community; the row is not imported"


@pytest.mark.parametrize(
    "name", ["街道办事处", "幸福街道机关", "本级", "机关", "另：预留", "其中:城中村", "街道本级（机关）"]
)
def test_names_of_no_community(tmp_path: Path, name: str) -> None:
    found = of_rows(tmp_path, ("社区名称", "户数"), ("东风社区", 900), (name, 5))
    assert [r["name"] for r in added(found)] == ["东风社区"]


@pytest.mark.parametrize("name", ["机关社区", "街道口社区", "其中村社区", "本级路社区", "西街道社区"])
def test_communities_whose_names_only_begin_so(tmp_path: Path, name: str) -> None:
    found = of_rows(tmp_path, ("社区名称", "户数"), ("东风社区", 900), (name, 5))
    assert [r["name"] for r in added(found)] == ["东风社区", name]


def test_a_total_of_formulas_without_results_is_not_said_to_disagree(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "办公经费", "服务经费", "党建经费", "合计"),
        ("东风社区", 1, 2, 3, "=SUM(B2:D2)"),
        ("西湖社区", 4, 5, "=1+5", 15),
        ("合计", 5, 7, 9, 21),
    )
    region = found.regions[0]
    assert [(t.cell, t.agrees) for t in region.totals] == [("B4", True), ("C4", True)]
    said = skipped(found)
    for cell, n in (("D4", 1), ("E4", 1), ("E3", 1)):
        assert said[cell] == (
            f"a total that cannot be checked: {n} of the cells it sums up hold no figure that can be read"
        )


def test_a_community_that_the_year_has_not_is_named(tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("东风社区", 900), ("西胡社区", 901))
    held = year([(1, {"name": "东风社区"}), (2, {"name": "南山社区"})])
    told = [r.what.text("en") for r in of_rows(tmp_path, *rows, book=held).regions[0].remarks]
    assert told == ["new in this year: 西胡社区"]
    assert of_rows(tmp_path, *rows).regions[0].remarks == ()
