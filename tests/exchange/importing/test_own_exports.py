"""What the program wrote comes back as nothing, and only what was changed in it comes back as a change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from street_desk.domain.pages import Unit
from street_desk.exchange.exporting import export
from street_desk.exchange.importing import Preview, preview
from street_desk.exchange.problems import NothingToReadIn
from street_desk.session import Session
from tests.exchange.importing.support import IDS, columns, refused, skipped
from tests.pages import OF_SHEETS, filled, two_years
from tests.streets import change

ID = "440981198401011236"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    people = [int(w["id"]) for w in made.book(2027).rows("workers")]
    change(made, 2027, "workers", people[0], id_number=ID, phone="19900001234", former_pay="2412.35")
    communities = made.book(2027).ids("communities")
    for row in communities:
        change(made, 2027, "communities", row, office_ceiling="81234.56", residents="7100", star="3")
    yield made
    made.close()


def back(session: Session, path: Path, year: int = 2027) -> Preview:
    return preview(path, session.book(year), session.assessment(year), IDS)


def edited(path: Path, edit: Callable[[Any], None]) -> None:
    """Changes cells of a workbook as someone would in Excel, with the stored results of its formulas kept."""
    book = openpyxl.load_workbook(path, data_only=True)
    edit(book.active)
    book.save(path)


def heading(path: Path, *parts: str) -> str:
    """The letters of the column whose lowest heading is the last of `parts`."""
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if str(cell.value).replace("\n", "") == parts[-1]:
                return str(cell.coordinate.rstrip("0123456789"))
    raise AssertionError(parts)


@pytest.mark.parametrize("form", OF_SHEETS)
@pytest.mark.parametrize("unit", ["yuan", "wan"])
@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("unmasked", [False, True])
def test_an_export_comes_back_as_nothing(
    session: Session, tmp_path: Path, form: str, unit: Unit, year: int, unmasked: bool
) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session, form, year, unit=unit, unmasked=unmasked)], path)
    found = back(session, path, year)
    assert found.changes() == ()
    assert refused(found) == {}
    assert found.complete
    assert {row.state for row in found.rows()} == {"same"}


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_a_typed_column_changed_in_the_export_comes_back_alone(
    session: Session, tmp_path: Path, unit: Unit
) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session, "funding", unit=unit)], path)
    letters = heading(path, "户数")
    row = int(back(session, path).regions[0].rows[0].number)

    def edit(sheet: Any) -> None:
        sheet[f"{letters}{row}"] = 3100

    edited(path, edit)
    assert [c.after for c in back(session, path).changes()] == [{"households": 3100}]


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_a_derived_figure_changed_in_the_export_is_refused_by_cell(
    session: Session, tmp_path: Path, unit: Unit
) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session, "funding", unit=unit)], path)
    letters = heading(path, "党建经费")
    row = int(back(session, path).regions[0].rows[0].number)
    changed = 12345 if unit == "yuan" else 1.2345

    def edit(sheet: Any) -> None:
        sheet[f"{letters}{row}"] = changed

    edited(path, edit)
    found = back(session, path)
    assert found.changes() == ()
    assert list(refused(found)) == [f"{letters}{row}"]
    assert f"the workbook says {changed}, the program works out" in refused(found)[f"{letters}{row}"]
    assert not found.complete


def test_figures_of_another_year_are_not_compared(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session, "funding", 2027)], path)
    found = back(session, path, 2026)
    assert refused(found) == {}
    assert any("another year" in why for why in skipped(found).values())


def test_a_row_added_to_the_export_is_new(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session, "funding")], path)
    name, households = heading(path, "社区"), heading(path, "户数")
    total = max(r.number for r in back(session, path).regions[0].rows) + 1

    def edit(sheet: Any) -> None:
        # openpyxl leaves merges where they were.
        for merge in [m for m in sheet.merged_cells.ranges if m.min_row >= total]:
            sheet.unmerge_cells(str(merge))
        sheet.insert_rows(total)
        sheet[f"{name}{total}"] = "新建社区"
        sheet[f"{households}{total}"] = 1200

    edited(path, edit)
    (new,) = back(session, path).changes()
    assert new.before is None
    assert new.after == {"year": 2027, "name": "新建社区", "households": 1200}


# A workbook as the program marks it, written by other means -----------------------------------------------------------


def marked(
    path: Path, unit: str, rows: Sequence[Sequence[Any]], said: list[list[str]], sheet: str, places: int = 2
) -> Path:
    book: Any = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    mark = {
        "form": "funding",
        "year": 2027,
        "unit": unit,
        "places": places,
        "sheet": sheet,
        "columns": said,
    }
    text = json.dumps(mark, ensure_ascii=False)
    # Excel allows a property 255 characters.
    for number, start in enumerate(range(0, len(text), 250), 1):
        name = "street-desk" if number == 1 else f"street-desk-{number}"
        book.custom_doc_props.append(StringProperty(name=name, value=text[start : start + 250]))
    book.save(path)
    return path


def test_typed_amounts_in_ten_thousands_are_the_same_where_rounding_shows_them(
    session: Session, tmp_path: Path
) -> None:
    name = str(session.book(2027).rows("communities")[0]["name"])
    said = [["社区", "name"], ["户数", "households"], ["控制数/办公", "office_ceiling"]]

    def shown(amount: float) -> Preview:
        rows: list[list[Any]] = [["社区", "户数", "控制数"], [None, None, "办公"], [name, 2999, amount]]
        return back(session, marked(tmp_path / "x.xlsx", "wan", rows, said, "communities"))

    assert shown(8.12).changes() == ()
    assert [c.after for c in shown(8.13).changes()] == [{"office_ceiling": 8_130_000}]


def test_parts_of_derived_lines_are_compared(session: Session, tmp_path: Path) -> None:
    row = session.book(2027).rows("communities")[0]
    line = session.assessment(2027).lines("communities", int(row["id"]))["office_fund"]
    base, add = float(line.part("base")), float(line.part("add"))
    said = [
        ["社区", "name"],
        ["户数", "households"],
        ["办公运转经费/基础", "office_fund.base"],
        ["办公运转经费/增加", "office_fund.add"],
        ["依据", ""],
    ]
    rows: list[list[Any]] = [
        ["社区", "户数", "办公运转经费", None, "依据"],
        [None, None, "基础", "增加", None],
    ]
    rows += [[str(row["name"]), 2999, base, add + 1, "略"]]
    found = back(session, marked(tmp_path / "x.xlsx", "yuan", rows, said, "communities"))
    assert list(refused(found)) == ["D3"]
    assert skipped(found)["C3"] == "a figure of the program; it is compared and not imported"
    assert skipped(found)["E3"] == "printed for comparison"
    assert columns(found) == {
        "社区": "name", "户数": "households", "办公运转经费/基础": "", "办公运转经费/增加": "", "依据": ""
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "refusal"),
    [
        ("#REF!", "the formula in this cell shows #REF!"),
        ("约80000", None),
        ("几万", "the workbook says 几万, the program works out 80,000.00"),
        ("=1+1", None),
    ],
)
def test_a_derived_figure_that_is_no_number_is_compared_as_it_stands(
    session: Session, tmp_path: Path, figure: str, refusal: str | None
) -> None:
    name = str(session.book(2027).rows("communities")[0]["name"])
    said = [["社区", "name"], ["户数", "households"], ["小计", "office_fund"]]
    rows: list[list[Any]] = [["社区", "户数", "小计"], [name, 2999, figure]]
    found = back(session, marked(tmp_path / "x.xlsx", "yuan", rows, said, "communities"))
    assert found.changes() == ()
    assert (refused(found).get("C2") or "").startswith(refusal or "")
    assert bool(refused(found)) == bool(refusal)


def test_masks_in_an_export_are_the_held_numbers(session: Session, tmp_path: Path) -> None:
    person = session.book(2027).rows("workers")[0]
    home = session.book(2027).community_name(person["community"])
    said = [["社区", "community"], ["姓名", "name"], ["身份证号", "id_number"], ["电话", "phone"]]
    rows = [["社区", "姓名", "身份证号", "电话"]]
    rows.append([home, person["name"], "440981********1236", "199****1234"])
    found = back(session, marked(tmp_path / "x.xlsx", "yuan", rows, said, "workers"))
    assert found.changes() == ()
    assert found.complete


@pytest.mark.parametrize(
    "mark", ["not json", '{"form": "funding"}', '{"sheet": "streets", "columns": []}', "[1]"]
)
def test_a_mark_that_does_not_hold_together_makes_a_foreign_workbook(
    session: Session, tmp_path: Path, mark: str
) -> None:
    book: Any = openpyxl.Workbook()
    for row in (["社区名称", "常住户数", "办公经费"], ["北山社区", 2999, 50000]):
        book.active.append(row)
    book.custom_doc_props.append(StringProperty(name="street-desk", value=mark))
    book.save(tmp_path / "x.xlsx")
    found = back(session, tmp_path / "x.xlsx")
    assert columns(found)["办公经费"] == "office_approved"


def test_a_column_of_ones_own_in_the_export_is_skipped_with_a_reason(
    session: Session, tmp_path: Path
) -> None:
    said = [["社区", "name"], ["户数", "households"]]
    name = str(session.book(2027).rows("communities")[0]["name"])
    rows: list[list[Any]] = [["社区", "户数", "我的备忘"], [name, 2999, "问一下"]]
    found = back(session, marked(tmp_path / "x.xlsx", "yuan", rows, said, "communities"))
    assert skipped(found) == {"C2": "no column has this heading"}


def test_the_sample_exports_come_back_as_nothing(tmp_path: Path) -> None:
    from street_desk.first_run import make_sample

    made, _workbook = make_sample(tmp_path / "sample")
    try:
        for form in OF_SHEETS:
            path = tmp_path / f"{form}.xlsx"
            export([filled(made, form, unit="wan")], path)
            assert back(made, path).changes() == ()
            assert back(made, path).complete
    finally:
        made.close()


@pytest.mark.parametrize("form", ["funding", "pay"])
@pytest.mark.parametrize("options", [{}, {"values_only": True}, {"protected": True}])
def test_tabs_beside_the_form_are_left_out_without_a_word(
    session: Session, tmp_path: Path, form: str, options: dict[str, bool]
) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session, form, **options)], path)
    assert openpyxl.load_workbook(path).sheetnames[1:] == ["标准参数", "说明"]
    found = back(session, path)
    assert found.changes() == ()
    assert found.complete
    assert len(found.regions) == 1
    assert found.unread == ()
    assert found.questions == ()


def test_tabs_of_worked_out_figures_beside_a_form_are_left_out_too(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    shown = replace(
        page, part="幸福社区", sheet="", columns=tuple(replace(c, source="") for c in page.columns)
    )
    path = tmp_path / "表.xlsx"
    export([shown, page, replace(shown, part="和平社区")], path)
    found = back(session, path)
    assert (found.changes(), found.complete, found.unread) == ((), True, ())
    assert [region.tab for region in found.regions] == ["2027年社区经费保障申报表"]


@pytest.mark.parametrize("sheet", ["", "communities"])
def test_a_workbook_that_only_shows_figures_says_so(session: Session, tmp_path: Path, sheet: str) -> None:
    page = filled(session)
    columns = tuple(replace(c, source="") for c in page.columns)
    path = tmp_path / "测算单.xlsx"
    export([replace(page, part="幸福社区", sheet=sheet, columns=columns)], path)
    with pytest.raises(NothingToReadIn) as caught:
        back(session, path)
    assert "测算单.xlsx" in caught.value.text("en")
    assert "worked out" in caught.value.text("en")


def test_a_mark_of_the_program_before_this_one_still_holds(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    export([filled(session)], path)
    book = openpyxl.load_workbook(path, data_only=True)
    mark = filled(session).mark()
    for name in book.custom_doc_props.names:
        del book.custom_doc_props[name]
    text = json.dumps(mark, ensure_ascii=False)
    for number, start in enumerate(range(0, len(text), 250), 1):
        name = "street-desk" if number == 1 else f"street-desk-{number}"
        book.custom_doc_props.append(StringProperty(name=name, value=text[start : start + 250]))
    for name in ("标准参数", "说明"):
        del book[name]
    book.save(path)
    found = back(session, path)
    assert (found.changes(), found.complete) == ((), True)
