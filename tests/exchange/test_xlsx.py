from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk.domain.forms import TABLES
from street_desk.domain.pages import Page
from street_desk.exchange.rereading import differing_cell
from street_desk.exchange.xlsx import body_row, parts, top_row, write_xlsx
from street_desk.session import Session
from tests.ooxml import faults
from tests.pages import LONG_NAME, filled, papers, two_years
from tests.streets import change, type_in

Recalculated = Callable[[Path], openpyxl.Workbook]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    type_in(
        made, 2027, "communities", {"name": LONG_NAME, "households": "123", "party_organisation": "党支部"}
    )
    yield made
    made.close()


def opened(page: Page, folder: Path, **options: bool) -> Any:
    path = folder / "form.xlsx"
    write_xlsx([page], path)
    return openpyxl.load_workbook(path, **options)


def formulas(sheet: Any) -> dict[str, str]:
    return {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"}


def test_libreoffice_works_out_what_is_stored(
    session: Session, tmp_path: Path, all_recalculated: Callable[[list[Path]], list[openpyxl.Workbook]]
) -> None:
    manners: dict[str, dict[str, Any]] = {"yuan": {}, "wan": {"unit": "wan"}, "blank": {"blank": True}}
    paths = [tmp_path / f"{form}_{manner}.xlsx" for form in TABLES for manner in manners]
    for path in paths:
        form, _line, manner = path.stem.partition("_")
        pages = papers(session, form, **manners[manner])
        write_xlsx(pages, path)
        assert differing_cell(pages, path) is None
        assert faults(path) == []
    for path, anew in zip(paths, all_recalculated(paths), strict=True):
        written, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        assert anew.sheetnames == written.sheetnames
        for sheet in written:
            live = formulas(sheet)
            assert bool(live) == (sheet.title not in ("标准参数", "说明")), sheet
            for row in sheet.iter_rows():
                for cell in row:
                    before, after = (book[sheet.title][cell.coordinate].value for book in (stored, anew))
                    if cell.coordinate in live:
                        assert math.isclose(before, after, rel_tol=1e-12, abs_tol=1e-9), cell
                    else:
                        assert before == after, cell


def test_a_wrong_stored_result_would_be_seen(
    session: Session, tmp_path: Path, recalculated: Recalculated
) -> None:
    page = filled(session, "pay")
    *rows, total = page.rows
    boxes = tuple(replace(box, value=1) if box.formula else box for box in total.boxes)
    write_xlsx([replace(page, rows=(*rows, replace(total, boxes=boxes)))], tmp_path / "form.xlsx")
    anew = recalculated(tmp_path / "form.xlsx").active
    assert anew is not None
    place = next(n for n, c in enumerate(page.columns) if c.key == "year_pay")
    found = anew.cell(body_row(page) + len(page.rows), place + 1).value
    assert found == float(str(total.boxes[place].value))


def test_subtotals_are_left_out_of_the_total_by_its_formula(session: Session, tmp_path: Path) -> None:
    page = filled(session, "pay")
    live = formulas(opened(page, tmp_path).active)
    assert live["N13"] == "=SUBTOTAL(9,N6:N12)"
    assert live["N7"] == "=SUBTOTAL(9,N6:N6)"
    assert live["N6"] == "=L6*M6"
    assert live["I6"] == "=ROUND(G6*H6,2)"
    assert live["Q6"] == "=MAX(0,(L6-P6)*M6)"
    assert live["S10"] == "=ROUND(L10/R10-1,4)"


def test_the_sums_of_the_funding_form_are_live(session: Session, tmp_path: Path) -> None:
    live = formulas(opened(filled(session), tmp_path).active)
    assert live["H6"] == "=F6+G6"
    assert live["M6"] == "=H6+K6+L6"
    assert live["Q6"] == "=M6-O6"
    assert live["M10"] == "=SUM(M6:M9)"


@pytest.mark.parametrize("form", list(TABLES))
def test_the_workbook_says_what_it_is(session: Session, tmp_path: Path, form: str) -> None:
    page = filled(session, form)
    custom = opened(page, tmp_path).custom_doc_props
    names = sorted(
        (name for name in custom.names if name.startswith("street-desk")),
        key=lambda name: int(name.rpartition("-")[2]) if name != "street-desk" else 1,
    )
    texts = [str(custom[name].value) for name in names]
    assert all(len(text) <= 255 for text in texts)
    mark = json.loads("".join(texts))
    assert mark == {**page.mark(), "beside": ["标准参数", "说明"]}
    assert (mark["form"], mark["year"], mark["unit"], mark["sheet"]) == (form, 2027, "yuan", page.sheet)
    if form == "funding":
        assert ["办公运转经费/基础", "office_fund.base"] in mark["columns"]
        assert ["社区", "name"] in mark["columns"]


def test_text_that_looks_like_a_formula_stays_text(
    session: Session, tmp_path: Path, recalculated: Recalculated
) -> None:
    risky = ["=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://a.b","x")', "http://a.b/c"]
    type_in(session, 2027, "communities", *({"name": name} for name in risky))
    page = filled(session)
    sheet = opened(page, tmp_path).active
    cells = [sheet.cell(body_row(page) + n + 1, 2) for n in range(4, 4 + len(risky))]
    assert [cell.value for cell in cells] == risky
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert cells[0].quotePrefix
    anew = recalculated(tmp_path / "form.xlsx").active
    assert anew is not None
    assert [anew[cell.coordinate].value for cell in cells] == risky


def test_a_phone_keeps_its_leading_zero(session: Session, tmp_path: Path) -> None:
    sheet = opened(filled(session), tmp_path).active
    assert "联系电话：03121234567" in [c.value for row in sheet.iter_rows() for c in row]


def test_it_prints_on_one_page_wide_with_its_header_on_each(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    sheet = opened(page, tmp_path).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${top_row(page) + 1}:${body_row(page)}"
    assert sheet.HeaderFooter.differentFirst
    for foot in (sheet.oddFooter, sheet.firstFooter):
        assert "第&P页 共&N页" in foot.center.text
        assert "校验码：草稿" in foot.right.text
    assert sheet.oddHeader.right.text.endswith(f"{page.title}（续）　单位：元")
    assert not sheet.firstHeader.right.text
    assert sheet.freeze_panes == f"C{body_row(page) + 1}"


def test_the_header_is_merged_as_on_paper(session: Session, tmp_path: Path) -> None:
    merged = {str(cells) for cells in opened(filled(session), tmp_path).active.merged_cells.ranges}
    assert {"A4:A5", "B4:B5", "F4:H4", "I4:K4", "L4:L5"} <= merged


def test_numbers_have_number_formats_and_exact_values(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    sheet = opened(page, tmp_path, data_only=True).active
    place = next(n for n, c in enumerate(page.columns) if c.key == "prior_actual") + 1
    cell = sheet.cell(body_row(page) + 1, place)
    assert (cell.value, cell.number_format) == (79512.35, "#,##0.00")
    assert sheet["C6"].number_format == "#,##0"
    assert sheet["B6"].number_format == "@"


def test_what_is_not_known_is_an_empty_cell(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    place = next(n for n, c in enumerate(page.columns) if c.key == "ceiling") + 1
    sheet = opened(page, tmp_path, data_only=True).active
    assert {sheet.cell(body_row(page) + n, place).value for n in range(1, len(page.rows) + 1)} == {None}


def test_a_long_name_gets_a_row_it_fits_in(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    sheet = opened(page, tmp_path).active
    heights = [sheet.row_dimensions[body_row(page) + n].height for n in (1, 4)]
    assert heights[1] > 1.7 * heights[0]
    assert sheet.cell(body_row(page) + 4, 2).alignment.wrap_text


def test_the_same_page_gives_the_same_bytes(session: Session, tmp_path: Path) -> None:
    page = filled(session, "pay")
    write_xlsx([page], tmp_path / "one.xlsx")
    time.sleep(1.1)
    write_xlsx([page], tmp_path / "other.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_neighbouring_columns_are_parted_into_about_equal_widths() -> None:
    assert list(parts([10] * 6, 3)) == [(0, 1), (2, 3), (4, 5)]
    assert list(parts([5, 30, 5, 5, 5, 50], 3)) == [(0, 1), (2, 4), (5, 5)]
    for count in range(1, 6):
        found = list(parts([7, 21, 9, 9, 12, 45], count))
        assert len(found) == count
        assert found[0][0] == 0
        assert found[-1][1] == 5
        assert all(one[1] + 1 == other[0] for one, other in pairwise(found))


def test_any_name_of_a_street_gives_a_workbook(session: Session, tmp_path: Path) -> None:
    change(session, 2027, "office", 1, street="[一]/二:三*四?" + "长" * 25)
    assert opened(filled(session), tmp_path).sheetnames[0] == "2027年社区经费保障申报表"


@pytest.mark.parametrize("form", list(TABLES))
def test_the_sheet_is_as_wide_and_its_letters_as_large_as_the_pdfs(
    session: Session, tmp_path: Path, form: str
) -> None:
    page = filled(session, form)
    sheet = opened(page, tmp_path).active
    # Excel keeps a column's width in digits of the default font, Arial 10: 7 pixels each and 5 beside them.
    widths = [(d.max - d.min + 1) * round(d.width * 7) for d in sheet.column_dimensions.values()]
    assert sum(widths) == pytest.approx(sum(c.width for c in page.columns) * 96 / 25.4, rel=0.01)
    assert sheet.cell(top_row(page) + 1, 1).font.size == page.size
    assert sheet.sheet_view.zoomScale > 100


@pytest.mark.parametrize("form", list(TABLES))
def test_printed_by_libreoffice_it_stays_near_full_size(
    session: Session, tmp_path: Path, libreoffice: Any, poppler: Any, form: str
) -> None:
    page = filled(session, form)
    path = tmp_path / "form.xlsx"
    write_xlsx([page], path)
    text = poppler.pdftotext(libreoffice(path, "pdf", tmp_path), "-bbox")
    # The two letters of this heading are two letters wide, however the sheet was scaled.
    found = re.search(r'xMin="([\d.]+)" \S+ xMax="([\d.]+)" \S+>序号</word>', text)
    assert found is not None
    assert (float(found[2]) - float(found[1])) / (2 * page.size) > 0.9


def test_headings_are_broken_where_the_paper_breaks_them(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    # As narrow as it is where nothing was spent last year.
    columns = tuple(replace(c, width=8.06) if c.key == "prior_actual" else c for c in page.columns)
    page = replace(page, columns=columns)
    sheet = opened(page, tmp_path).active
    rows = sheet.iter_rows(top_row(page) + 1, body_row(page))
    texts = [cell.value for row in rows for cell in row if cell.value]
    placed = sorted(page.header, key=lambda h: (h.row, h.column))
    assert [text.replace("\n", "") for text in texts] == [heading.text for heading in placed]
    assert "上年\n执行" in texts


def test_the_notes_stand_apart_from_the_table(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    sheet = opened(page, tmp_path).active
    below = body_row(page) + len(page.rows) + 1
    assert [cell.value for cell in sheet[below] if cell.value] == []
    assert str(sheet.cell(below + 1, 1).value).startswith("注：")
