"""Sheets going out as they are shown: what the files hold, how they print, and that they come back as nothing."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk import language
from street_desk.domain.numbers import WAN
from street_desk.domain.problems import FileUnwritable
from street_desk.domain.shown import ShownColumn, ShownRow, ShownSheet, sheet_shown, total_row
from street_desk.exchange.importing import Preview, preview
from street_desk.exchange.sheets_out import UnknownTableFormat, delimited, export_sheet, workbook
from street_desk.session import Session
from tests.conftest import LibreOffice
from tests.exchange.importing.support import IDS, refused
from tests.ooxml import faults
from tests.pages import two_years
from tests.streets import change, type_in

ID = "440981198401011236"
DAY = datetime.date(2027, 3, 1)
SHEETS = ("communities", "workers", "premises", "duties")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    people = [int(w["id"]) for w in made.book(2027).rows("workers")]
    change(
        made,
        2027,
        "workers",
        people[0],
        id_number=ID,
        phone="19900001234",
        former_pay="2412.35",
        appointed="2013-07-15",
        note="=1+1",
    )
    change(made, 2027, "workers", people[1], appointed="2013-07", note="-不是公式", birth="1990-01")
    first = made.book(2027).ids("communities")[0]
    change(
        made,
        2027,
        "communities",
        first,
        code="044198100123",
        office_ceiling="81234.56",
        area_km2="1.25",
        note='引号"与,逗号',
    )
    type_in(
        made,
        2027,
        "premises",
        {"community": "幸福社区", "name": "活动室", "use": "室内活动", "area": "120.5"},
    )
    type_in(made, 2027, "duties", {"title": "垃圾分类", "number": "1", "department": "住建局"})
    language.use("zh_CN")
    yield made
    language.use("en")
    made.close()


def shown(
    session: Session, name: str = "communities", *, factor: int = 1, unmasked: bool = False
) -> ShownSheet:
    return sheet_shown(
        session.sheet(name, 2027),
        session.book(2027),
        lambda row, column: session.value(2027, name, row, column),
        date=DAY,
        factor=factor,
        unmasked=unmasked,
    )


def back(session: Session, path: Path) -> Preview:
    return preview(path, session.book(2027), session.assessment(2027), IDS)


def tab(path: Path) -> Any:
    return openpyxl.load_workbook(path).active


def place(sheet: ShownSheet, key: str) -> int:
    return [column.key for column in sheet.columns].index(key)


def top(sheet: ShownSheet) -> int:
    """The first row of data: below the title and one or two lines of headings."""
    return 3 + any(column.group for column in sheet.columns)


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# What comes back -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("factor", [1, WAN])
@pytest.mark.parametrize("unmasked", [False, True])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("name", SHEETS)
def test_what_went_out_comes_back_as_nothing(
    session: Session, tmp_path: Path, name: str, ending: str, unmasked: bool, factor: int
) -> None:
    path = tmp_path / f"表{ending}"
    assert export_sheet(shown(session, name, factor=factor, unmasked=unmasked), path)
    found = back(session, path)
    assert [region.sheet for region in found.regions] == [name]
    assert found.changes() == ()
    assert refused(found) == {}


@pytest.mark.parametrize("name", SHEETS)
def test_excel_would_find_nothing_to_repair(session: Session, tmp_path: Path, name: str) -> None:
    export_sheet(shown(session, name), tmp_path / "表.xlsx")
    assert faults(tmp_path / "表.xlsx") == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_workbook_with_english_headings_comes_back_as_nothing(
    session: Session, tmp_path: Path, name: str
) -> None:
    language.use("en")
    export_sheet(shown(session, name), tmp_path / "t.xlsx")
    found = back(session, tmp_path / "t.xlsx")
    assert [region.sheet for region in found.regions] == [name]
    assert found.changes() == ()


def test_what_was_changed_in_it_comes_back_and_only_that(session: Session, tmp_path: Path) -> None:
    path, sheet = tmp_path / "t.xlsx", shown(session)
    export_sheet(sheet, path)
    book = openpyxl.load_workbook(path)
    book.active.cell(top(sheet), place(sheet, "households") + 1).value = 4321
    book.save(path)
    (only,) = back(session, path).changes()
    assert only.after == {"households": 4321}
    export_sheet(sheet, tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "t.csv").write_text(text.replace("81234.56", "81234.57"), encoding="utf-8-sig")
    (only,) = back(session, tmp_path / "t.csv").changes()
    assert only.after == {"office_ceiling": 8_123_457}


# The workbook --------------------------------------------------------------------------------------------------------


def test_a_workbook_holds_numbers_dates_and_texts(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    export_sheet(shown(session), path)
    sheet, found = shown(session), tab(path)
    row = {column.key: found.cell(top(sheet), n + 1) for n, column in enumerate(sheet.columns)}
    assert "2027" in found.cell(1, 1).value
    assert sheet.street in found.cell(1, 1).value
    assert "2027-03-01" in found.cell(1, 1).value
    assert found.cell(top(sheet) - 1, place(sheet, "households") + 1).value == "常住户数"
    assert row["code"].value == "044198100123"
    assert (row["office_ceiling"].value, row["office_ceiling"].number_format) == (81234.56, "#,##0.00")
    assert row["area_km2"].value == 1.25
    assert row["total_fund"].value == pytest.approx(
        session.value(
            2027, "communities", session.book(2027).rows("communities")[0], sheet.sheet["total_fund"]
        )
        / 100
    )
    assert all(cell.data_type != "f" for line in found.iter_rows() for cell in line)
    export_sheet(shown(session, "workers"), path)
    sheet, found = shown(session, "workers"), tab(path)
    first = {column.key: found.cell(top(sheet), n + 1) for n, column in enumerate(sheet.columns)}
    assert first["appointed"].value == datetime.datetime(2013, 7, 15)
    assert found.cell(top(sheet) + 1, place(sheet, "appointed") + 1).value == "2013-07"
    assert first["id_number"].value == "440981********1236"
    assert first["note"].value == "=1+1"
    assert first["note"].data_type == "s"
    assert first["note"].quotePrefix


def test_ids_in_full_keep_every_digit(session: Session, tmp_path: Path) -> None:
    export_sheet(shown(session, "workers", unmasked=True), tmp_path / "t.xlsx")
    sheet = shown(session, "workers")
    assert tab(tmp_path / "t.xlsx").cell(top(sheet), place(sheet, "id_number") + 1).value == ID


def test_amounts_in_ten_thousand_yuan_say_so_and_stay_exact(session: Session, tmp_path: Path) -> None:
    sheet = shown(session, factor=WAN)
    export_sheet(sheet, tmp_path / "t.xlsx")
    found = tab(tmp_path / "t.xlsx")
    assert found.cell(top(sheet), place(sheet, "office_ceiling") + 1).value == 8.123456
    assert sheet.about in found.cell(1, 1).value
    assert sheet.about != shown(session).about


def test_it_prints_on_a4_across_with_its_headings_on_every_page(session: Session, tmp_path: Path) -> None:
    export_sheet(shown(session), tmp_path / "t.xlsx")
    found = tab(tmp_path / "t.xlsx")
    assert found.page_setup.paperSize == 9
    assert found.page_setup.orientation == "landscape"
    assert found.print_title_rows == "$2:$3"
    assert found.freeze_panes == "C4"
    widths = [found.column_dimensions[letter].width for letter in "AB"]
    assert all(width >= 5 for width in widths)


def test_groups_stand_in_a_line_of_their_own(session: Session, tmp_path: Path) -> None:
    sheet = shown(session)
    grouped = {"office_ceiling", "service_ceiling", "party_ceiling"}
    columns = tuple(replace(c, group="控制数" if c.key in grouped else "") for c in sheet.columns)
    export_sheet(replace(sheet, columns=columns), tmp_path / "t.xlsx")
    found = tab(tmp_path / "t.xlsx")
    first = place(sheet, "office_ceiling") + 1
    assert found.cell(2, first).value == "控制数"
    assert found.cell(3, first).value == "办公运转经费控制数"
    assert len(found.merged_cells.ranges) == 1
    assert found.print_title_rows == "$2:$3"
    assert back(session, tmp_path / "t.xlsx").changes() == ()


def test_comments_go_along_when_they_are_asked_for(session: Session, tmp_path: Path) -> None:
    sheet = shown(session)
    first = session.book(2027).ids("communities")[0]
    export_sheet(replace(sheet, comments={(first, "households"): "与派出所核对过"}), tmp_path / "t.xlsx")
    cell = tab(tmp_path / "t.xlsx").cell(top(sheet), place(sheet, "households") + 1)
    assert "与派出所核对过" in cell.comment.text
    export_sheet(sheet, tmp_path / "t.xlsx")
    assert tab(tmp_path / "t.xlsx").cell(top(sheet), place(sheet, "households") + 1).comment is None


@pytest.mark.parametrize("grouped", ["party_organisation", "name"])
def test_a_line_that_sums_up_is_a_figure_and_stands_out(
    session: Session, tmp_path: Path, grouped: str
) -> None:
    sheet = shown(session)
    whole = place(sheet, "households")
    texts = ["" for _column in sheet.columns]
    texts[place(sheet, grouped)], texts[whole] = "Σ 某某 (2)", "11,000"
    line = total_row(sheet.sheet, sheet.sheet.columns, -1, texts)

    def rows() -> Iterator[ShownRow]:
        yield from sheet.rows()
        yield line

    export_sheet(replace(sheet, rows=rows, count=sheet.count + 1), tmp_path / "t.xlsx")
    found = tab(tmp_path / "t.xlsx")
    cell = found.cell(top(sheet) + sheet.count, whole + 1)
    assert (cell.value, cell.data_type) == (11_000, "n")
    assert cell.font.bold
    came = back(session, tmp_path / "t.xlsx")
    assert came.changes() == ()
    assert refused(came) == {}


# The text ------------------------------------------------------------------------------------------------------------


def test_text_opens_in_excel_and_holds_no_formula(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    export_sheet(shown(session, "workers", unmasked=True), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in path.read_bytes()
    sheet, found = shown(session, "workers"), lines(path)
    first = dict(zip((c.key for c in sheet.columns), found[1], strict=True))
    assert found[0][place(sheet, "former_pay")] == "调整前月报酬"
    assert first["former_pay"] == "2412.35"
    assert first["appointed"] == "2013-07-15"
    assert first["note"] == "'=1+1"
    assert first["id_number"] == f"{ID}\t"
    assert found[2][place(sheet, "note")] == "'-不是公式"
    export_sheet(shown(session), path)
    assert '"引号""与,逗号"' in path.read_text(encoding="utf-8-sig")
    assert "044198100123\t" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+86", "'+86"),
        ("\t=1", "'\t=1"),
        ("007", "007\t"),
        ("0", "0"),
        ("2027", "2027"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_change_is_written_otherwise(text: str, written: str) -> None:
    assert delimited.safe(text) == written


# Safely --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_stopped_or_failed_it_leaves_what_was_there(session: Session, tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"t{ending}"
    path.write_bytes(b"before")
    assert not export_sheet(shown(session), path, lambda _done, _total: False)
    # Stopped while it is read back.
    assert not export_sheet(shown(session), path, lambda done, total: done < total // 2)
    assert path.read_bytes() == b"before"
    assert [found.name for found in folder.iterdir()] == [path.name]
    with pytest.raises(FileUnwritable):
        export_sheet(shown(session), folder / "missing" / f"t{ending}")
    with pytest.raises(UnknownTableFormat):
        export_sheet(shown(session), folder / "t.pdf")


@pytest.mark.parametrize("key", ["name", "households", "office_ceiling"])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_reading_back_sees_a_single_wrong_cell(
    session: Session, tmp_path: Path, ending: str, key: str
) -> None:
    sheet, path = shown(session), tmp_path / f"t{ending}"
    way: Any = workbook if ending == ".xlsx" else delimited
    way.write(sheet, path, lambda _done: True)
    assert way.differing(sheet, path, lambda _done: True) is None

    def rows() -> Iterator[ShownRow]:
        for row in sheet.rows():
            cells = list(row.cells)
            cells[place(sheet, key)] = "别的" if key == "name" else Decimal("80001.01")
            yield replace(row, cells=tuple(cells))

    assert way.differing(replace(sheet, rows=rows), path, lambda _done: True)
    columns = (ShownColumn("", "别的"), *sheet.columns[1:])
    assert way.differing(replace(sheet, columns=columns), path, lambda _done: True)


def test_a_list_of_fields_goes_out_as_one(session: Session, tmp_path: Path) -> None:
    export_sheet(shown(session, "office"), tmp_path / "t.csv")
    street = str(session.book(2027).office["street"])
    assert ["街道", street] in lines(tmp_path / "t.csv")


# Other programs ------------------------------------------------------------------------------------------------------


def test_libreoffice_reads_the_same(session: Session, tmp_path: Path, libreoffice: LibreOffice) -> None:
    folder = tmp_path / "converted"
    folder.mkdir()
    sheet = shown(session, "workers", unmasked=True)
    export_sheet(sheet, tmp_path / "t.xlsx")
    again = lines(libreoffice(tmp_path / "t.xlsx", "csv", folder))
    first = dict(zip((c.key for c in sheet.columns), again[top(sheet) - 1], strict=False))
    assert first["id_number"] == ID
    assert first["former_pay"] == "2412.35"
    assert first["appointed"] == "2013-07-15"
    assert first["note"] == "=1+1"
    export_sheet(sheet, tmp_path / "u.csv")
    found = tab(libreoffice(tmp_path / "u.csv", "xlsx", folder))
    cells = {column.key: found.cell(2, n + 1) for n, column in enumerate(sheet.columns)}
    assert str(cells["id_number"].value).strip() == ID
    assert cells["former_pay"].value == 2412.35
    assert cells["note"].data_type != "f"
