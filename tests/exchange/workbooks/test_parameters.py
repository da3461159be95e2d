"""A figure changed in a workbook's parameters gives what the Standard would give with that figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk.domain.forms import Options, fill
from street_desk.domain.numbers import WAN
from street_desk.domain.pages import Given, Page
from street_desk.domain.standards import editing
from street_desk.exchange.xlsx import body_row, write_xlsx
from street_desk.session import Session
from tests.pages import DAY, filled, two_years
from tests.streets import change

FIRST = 5
"""The row of the first parameter."""
Edits = dict[str, Decimal]
FUNDING: list[Edits] = [
    {"office_fund.rule.base": Decimal("51234.56")},
    {"service_fund.rule.add.1": Decimal(31_000), "office_fund.rule.add.0": Decimal(0)},
    {"party_fund.rule.values.branch": Decimal("20000.01")},
]
PAY: list[Edits] = [
    {"base_pay.rule.then.then.of.times.values.3": Decimal("2.35")},
    {"minimum_wage": Decimal("1333.33")},
    {"minimum_wage": Decimal(900)},
    {
        "post_subsidy.rule.values.secretary": Decimal("555.55"),
        "title_subsidy.rule.then.values.senior": Decimal(0),
    },
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def row_of(page: Page, key: str) -> int:
    return FIRST + next(n for n, p in enumerate(page.parameters) if p.key == key)


def edited_pack(session: Session, edits: Edits, unit: Any, form: str) -> Page:
    """The form as the program fills it with these figures in the Standard and in the year."""
    data = editing.data_of(session.standard_text(2027))
    standard = session.standard(2027)
    places = {item.key: n for n, item in enumerate(standard.items)}
    values: dict[editing.Path, editing.Value] = {}
    for key, value in edits.items():
        owner, *rest = key.split(".")
        if rest:
            path = (
                *("items", places[owner]),
                *(int(k) if k.isdigit() and owner != "base_pay" else k for k in rest),
            )
            values[path] = value
        else:
            figures = session.book(2027).ids("figures")[0]
            change(session, 2027, "figures", figures, **{owner: str(value)})
    assessment = session.assessed_by(2027, editing.tried(data, values, "edited"))
    (page,) = fill(form, assessment, date=DAY, options=Options(unit=unit))
    assert isinstance(page, Page)
    return page


def test_a_parameter_changed_in_the_workbook_gives_what_the_program_gives_with_it(
    session: Session, tmp_path: Path, all_recalculated: Callable[[list[Path]], list[openpyxl.Workbook]]
) -> None:
    cases = [
        (form, unit, edits)
        for form, found in (("funding", FUNDING), ("pay", PAY))
        for edits in found
        for unit in ("yuan", "wan")
    ]
    paths, expected = [], []
    for number, (form, unit, edits) in enumerate(cases):
        page = filled(session, form, unit=unit)
        path = tmp_path / f"{number}.xlsx"
        write_xlsx([page], path)
        book = openpyxl.load_workbook(path)
        for key, value in edits.items():
            times = ".times." in key
            cell = book["标准参数"][f"D{row_of(page, key)}"]
            cell.value = float(value if unit == "yuan" or times else value / WAN)
        book.save(path)
        paths.append(path)
        expected.append(edited_pack(session, edits, unit, form))
        change(session, 2027, "figures", session.book(2027).ids("figures")[0], minimum_wage="1300")
    for case, page, book in zip(cases, expected, all_recalculated(paths), strict=True):
        sheet = book.worksheets[0]
        changed = 0
        for number, row in enumerate(page.rows):
            for place, box in enumerate(row.boxes):
                found = sheet.cell(body_row(page) + number + 1, place + 1).value
                if isinstance(box.value, (int, Decimal)):
                    assert isinstance(found, (int, float)), case
                    assert math.isclose(float(box.value), found, abs_tol=1e-8), (
                        case,
                        page.columns[place].key,
                    )
                    changed += 1
        assert changed > 40


def test_the_tab_has_item_clause_words_value_and_unit(session: Session, tmp_path: Path) -> None:
    page = filled(session, unit="wan")
    write_xlsx([page], tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["标准参数"]
    assert [cell.value for cell in sheet[4]] == ["项目", "条款", "参数", "数值", "单位"]
    row = row_of(page, "office_fund.rule.base")
    assert [sheet.cell(row, n).value for n in (1, 3, 4, 5)] == ["办公运转经费", "基础", 5, "万元"]
    assert str(sheet["B5"].value).startswith("一、办公运转经费")
    assert sheet["D5"].number_format == "#,##0"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"


def test_a_clause_and_an_item_stand_once_beside_their_figures(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    write_xlsx([page], tmp_path / "form.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["标准参数"]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    # The edges of the households' bands and the office fund are under one clause.
    assert {"A5:A6", "A7:A10", "B5:B10", "B11:B14"} <= merged


def test_pages_of_both_units_have_their_own_parameters(session: Session, tmp_path: Path) -> None:
    pages = [filled(session), filled(session, unit="wan")]
    write_xlsx(pages, tmp_path / "both.xlsx")
    book = openpyxl.load_workbook(tmp_path / "both.xlsx")
    cells = [sheet["F6"].value for sheet in book.worksheets[:2]]
    values = [book["标准参数"][str(cell).rpartition("!")[2].replace("$", "")].value for cell in cells]
    assert values == [50_000, 5]


def test_a_parameter_that_the_workbook_has_not_got_leaves_the_plain_figure(
    session: Session, tmp_path: Path
) -> None:
    page = filled(session)
    write_xlsx([replace(page, parameters=())], tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert book.sheetnames[1:] == ["说明"]
    assert book.worksheets[0]["F6"].value == 50_000
    assert isinstance(page.rows[0].boxes[5].formula, Given)
