"""Last year's submitted file, made by this program, as a template for this year."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from street_desk.domain.edits import Edit, updated
from street_desk.domain.forms import Options
from street_desk.domain.overrides import override_values
from street_desk.domain.shown import sheet_shown
from street_desk.exchange.exporting import export
from street_desk.exchange.filling.problems import NotOfRows
from street_desk.exchange.sheets_out import export_sheet
from street_desk.language import message
from street_desk.session import Session
from tests.exchange.filling.support import filled, left, parts, values
from tests.streets import change, small_street, type_in

TITLES = {"2026年社区经费保障申报表", "测试街道2026年社区经费保障申报表"}


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Session]:
    """2026 with what was approved, exported; 2027 with other figures and one community more."""
    session = small_street(tmp_path, 2026)
    change(session, 2026, "communities", 2, office_approved="90000", service_approved="1", party_approved="9")
    session.open_year(2027)
    row = int(session.book(2027).rows("communities")[1]["id"])
    change(session, 2027, "communities", row, households="2500")
    change(session, 2027, "figures", int(session.book(2027).figures["id"]), minimum_wage="1400")
    yield session
    session.close()


def _exported(session: Session, path: Path, form: str = "funding", **options: Any) -> Path:
    export(session.papers(form, 2026, Options(**options)), path)
    return path


def _given(sheet: Any, cell: object) -> object:
    """What a cell shows: the parameter that it points at, else what it holds."""
    name, _mark, place = str(cell).partition("!")
    if name != "='标准参数'":
        return cell
    return sheet.parent["标准参数"][place.replace("$", "")].value


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_last_years_form_becomes_this_years(years: Session, tmp_path: Path, unit: str) -> None:
    template = _exported(years, tmp_path / "去年.xlsx", unit=unit)
    done, (sheet, *_) = filled(years, template)
    assert {one.text for one in done.left} == {*TITLES, "标准参数", "说明"}
    row = next(row for row in values(sheet) if row[1] == "和平社区")
    size = 1 if unit == "yuan" else 10_000
    assert row[2] == 2500
    assert [_given(sheet, row[place]) for place in (5, 6, 8, 9, 11)] == [
        n / size for n in (50000, 30000, 100000, 20000, 30000)
    ]
    # Last year's own columns, as the form has them: approved, and the words of the reckoning.
    assert row[14] == 90010 / size
    assert "2,500户" in str(row[17])
    assert str(row[7]).startswith("=")


def test_its_formulas_give_this_years_totals(years: Session, tmp_path: Path, libreoffice: Any) -> None:
    done, _sheets = filled(years, _exported(years, tmp_path / "去年.xlsx"))
    again = libreoffice(done.path, "ods", tmp_path)
    rows = CalamineWorkbook.from_path(again).get_sheet_by_index(0).to_python()
    total = next(row for row in rows if row[0] == "合计")
    totals = years.assessment(2027).totals()
    assert [total[place] for place in (7, 10, 11, 12)] == [
        totals[key] / 100 for key in ("office_fund", "service_fund", "party_fund", "total_fund")
    ]


def test_a_form_of_values_only_is_filled_in_whole(years: Session, tmp_path: Path) -> None:
    done, (sheet, *_) = filled(years, _exported(years, tmp_path / "去年.xlsx", values_only=True))
    row = next(row for row in values(sheet) if row[1] == "和平社区")
    assert row[7:14] == (80000, 100000, 20000, 120000, 30000, 230000, None)
    assert "合计" in left(done, "row")


def test_the_pay_form_takes_multiples_and_wages(years: Session, tmp_path: Path) -> None:
    done, (sheet, *_) = filled(years, _exported(years, tmp_path / "去年.xlsx", "pay"))
    row = next(row for row in values(sheet) if row[2] == "甲一")
    assert (_given(sheet, row[6]), row[7], row[8]) == (3, 1400, "=ROUND(G9*H9,2)")
    assert left(done, "column") == {}


def test_a_formula_that_a_figure_set_by_hand_belies_is_named(years: Session, tmp_path: Path) -> None:
    row = years.book(2027).rows("communities")[0]
    by_hand = updated("communities", row, override_values("office_fund", 7_000_000, "协商"))
    assert by_hand is not None
    years.apply(Edit(message("by hand"), (by_hand,), 2027))
    done, _sheets = filled(years, _exported(years, tmp_path / "去年.xlsx"))
    assert "the formula in H6 stays" in left(done, "row")["幸福社区"]


def test_a_community_more_is_named(years: Session, tmp_path: Path) -> None:
    type_in(years, 2027, "communities", {"name": "新民社区", "households": "900"})
    done, _sheets = filled(years, _exported(years, tmp_path / "去年.xlsx"))
    assert left(done, "community") == {"新民社区": "the workbook has no row for it"}


def test_a_sheet_as_it_was_shown_is_a_template_too(years: Session, tmp_path: Path) -> None:
    shown = sheet_shown(
        years.sheet("communities", 2026),
        years.book(2026),
        lambda row, column: years.value(2026, "communities", row, column),
        date=datetime.date(2026, 3, 1),
        factor=10_000,
    )
    export_sheet(shown, tmp_path / "表.xlsx")
    done, (sheet,) = filled(years, tmp_path / "表.xlsx")
    heads = next(row for row in values(sheet) if "社区名称" in row or "Community" in row)
    row = next(row for row in values(sheet) if "和平社区" in row)
    held = dict(zip(heads, row, strict=True))
    assert 2500 in row
    assert 23 in row, held
    assert not [one for one in done.left if one.kind == "column" and "opens" in one.why.text()]


def test_the_mark_and_all_else_stay(years: Session, tmp_path: Path) -> None:
    template = _exported(years, tmp_path / "去年.xlsx")
    done, _sheets = filled(years, template)
    was, now = parts(template), parts(done.path)
    assert {name for name in was if was[name] != now[name]} <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert openpyxl.load_workbook(done.path).custom_doc_props["street-desk"].value


def test_a_form_without_rows_of_communities_is_to_be_exported_anew(years: Session, tmp_path: Path) -> None:
    template = _exported(years, tmp_path / "汇总.xlsx", "summary")
    with pytest.raises(NotOfRows) as caught:
        years.fill_workbook(2027, template, tmp_path / "填.xlsx")
    assert "Export this form anew" in caught.value.text("en")


@pytest.mark.parametrize("name", ["communities", "workers", "premises", "duties"])
def test_a_sheet_of_this_year_is_found_filled_already(years: Session, tmp_path: Path, name: str) -> None:
    type_in(
        years, 2027, "premises", {"community": "光明社区", "name": "活动室", "use": "活动", "area": "120.5"}
    )
    everyone = "幸福社区、和平社区、光明社区"
    type_in(years, 2027, "duties", {"title": "普查", "department": "统计局", "communities": everyone})
    shown = sheet_shown(
        years.sheet(name, 2027),
        years.book(2027),
        lambda row, column: years.value(2027, name, row, column),
        date=datetime.date(2027, 3, 1),
    )
    export_sheet(shown, tmp_path / "表.xlsx")
    done, _sheets = filled(years, tmp_path / "表.xlsx")
    assert done.left == ()
    assert done.count > 0
    assert parts(tmp_path / "表.xlsx") == parts(done.path)


@pytest.mark.parametrize("form", ["funding", "basics", "pay"])
def test_a_form_of_this_year_is_found_filled_already(years: Session, tmp_path: Path, form: str) -> None:
    template = tmp_path / "今年.xlsx"
    export(years.papers(form, 2027), template)
    done, _sheets = filled(years, template)
    assert done.left == ()
    assert done.count > 0
    assert parts(template) == parts(done.path)


def test_what_was_a_parameter_last_year_gives_way_to_this_years_figure(
    years: Session, tmp_path: Path
) -> None:
    template = _exported(years, tmp_path / "去年.xlsx")
    done, (sheet, *_) = filled(years, template)
    rows = {row[1]: row for row in values(sheet)}
    # Its band changed; what is as it was still points at its parameter.
    assert rows["和平社区"][6] == 30_000
    assert str(rows["幸福社区"][6]).startswith("='标准参数'!")
    assert "export the form anew" in left(done, "row")["标准参数"]


def test_a_formula_that_gave_way_leaves_the_order_of_formulas_too(years: Session, tmp_path: Path) -> None:
    template = _exported(years, tmp_path / "去年.xlsx")
    chain = (
        '<?xml version="1.0"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<c r="H7" i="1" l="1"/><c r="G7"/><c r="G6"/><c r="M10" s="1"/></calcChain>'
    )
    saved = tmp_path / "另存.xlsx"
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(saved, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode("utf-8")
            if name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
                one = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/>'
                text = text.replace("</Relationships>", f"{one}</Relationships>")
            target.writestr(name, text)
        target.writestr("xl/calcChain.xml", chain)
    done, _sheets = filled(years, saved)
    held = parts(done.path)["xl/calcChain.xml"].decode("utf-8")
    assert re.findall(r'<c r="(\w+)"[^>]* i="(\d)"', held) == [("H7", "1"), ("G6", "1"), ("M10", "1")]
