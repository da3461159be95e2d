"""What is not filled in stays as it is, byte for byte; formulas stay and give the sums of the new figures."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from street_desk.session import Session
from tests.exchange.filling.support import filled, left, parts, values, written
from tests.streets import change, small_street

NAMES = ("光明社区", "和平社区", "幸福社区")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


def _picture(path: Path) -> Path:
    """A red dot as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
        + chunk(b"IEND", b"")
    )
    return path


def _rich(path: Path) -> Path:
    """A workbook with all that county offices put into one, and that no library keeps when it saves one."""
    book = xlsxwriter.Workbook(path)
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00", "border": 1})
    sheet, other = book.add_worksheet("经费"), book.add_worksheet("说明")
    sheet.merge_range("A1:G1", "社区经费申报表（单位：万元）", bold)
    sheet.write_row(
        "A2", ("社区名称", "户数", "办公运转经费", "服务群众专项经费", "党建经费", "合计", "趋势")
    )
    for place, name in enumerate(NAMES, start=3):
        sheet.write(f"A{place}", name)
        sheet.write_row(f"B{place}", (1000, 8, 2, 1), money)
        sheet.write_formula(f"F{place}", f"=SUM(C{place}:E{place})", money, 11)
        sheet.add_sparkline(f"G{place}", {"range": f"经费!C{place}:E{place}"})
    sheet.write("A6", "合计")
    for column in "BCDEF":
        sheet.write_formula(f"{column}6", f"=SUM({column}3:{column}5)", money, 33)
    sheet.write_rich_string("A8", "注：", bold, "加粗", "的说明")
    sheet.write_comment("C2", "由县财政局填写")
    sheet.data_validation("B3:B5", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.conditional_format("C3:E5", {"type": "data_bar", "data_bar_2010": True})
    sheet.insert_image("I2", str(_picture(path.with_suffix(".png"))))
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=经费!$C$3:$C$5"})
    sheet.insert_chart("I8", chart)
    sheet.freeze_panes(2, 1)
    sheet.autofilter("A2:F5")
    sheet.protect("secret")
    other.write_formula("A1", "=1+1", None, 2)
    other.write("B1", "不变")
    book.close()
    return path


def _without_cells(sheet: bytes) -> bytes:
    """A sheet's XML without its filled cells and without the results of formulas."""
    bare = re.sub(rb'<c r="[B-E][345]"[^>]*>.*?</c>', b"", sheet)
    return re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", bare)


def test_all_that_is_not_filled_in_stays_byte_for_byte(street: Session, tmp_path: Path) -> None:
    template = _rich(tmp_path / "县.xlsx")
    before = template.read_bytes()
    done, _sheets = filled(street, template)
    assert template.read_bytes() == before
    assert done.count == 12
    assert [one.text for one in done.left] == ["趋势"]
    was, now = parts(template), parts(done.path)
    assert list(was) == list(now)
    changed = {name for name in was if was[name] != now[name]}
    # Its writer asks for everything to be worked out anew already.
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert _without_cells(was["xl/worksheets/sheet1.xml"]) == _without_cells(now["xl/worksheets/sheet1.xml"])
    for words in (b"<x14:sparkline>", b"dataBar", b"dataValidation ", b"sheetProtection", b"legacyDrawing"):
        assert words in now["xl/worksheets/sheet1.xml"], words


def test_styles_of_filled_cells_stay(street: Session, tmp_path: Path) -> None:
    template = _rich(tmp_path / "县.xlsx")
    _done, (sheet, _other) = filled(street, template)
    assert values(sheet)[2][:5] == ("光明社区", 5001, 11, 15, 5)
    assert {sheet.cell(row, column).number_format for row in (3, 4, 5) for column in (2, 3)} == {"#,##0.00"}


def test_stored_results_go_where_a_formula_can_see_what_changed(street: Session, tmp_path: Path) -> None:
    template = _rich(tmp_path / "县.xlsx")
    done, _sheets = filled(street, template)
    now = parts(done.path)
    assert b"</f><v>" not in now["xl/worksheets/sheet1.xml"]
    assert b"<f>SUM(B3:B5)</f></c>" in now["xl/worksheets/sheet1.xml"]
    # This tab's only formula looks at nothing.
    assert b"<f>1+1</f><v>2</v>" in now["xl/worksheets/sheet2.xml"]
    assert b'fullCalcOnLoad="1"' in now["xl/workbook.xml"]


def test_a_formula_of_another_tab_that_looks_across_has_no_old_result(
    street: Session, tmp_path: Path
) -> None:
    path = tmp_path / "县.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, other = book.add_worksheet("经费"), book.add_worksheet("汇总")
        sheet.write_row(0, 0, ("社区名称", "户数"))
        sheet.write_row(1, 0, ("光明社区", 1))
        other.write_formula("A1", "=经费!B2", None, 1)
    done, _sheets = filled(street, path)
    assert "<f>经费!B2</f></c>".encode() in parts(done.path)["xl/worksheets/sheet2.xml"]


def test_libreoffice_adds_up_the_new_figures(street: Session, tmp_path: Path, libreoffice: Any) -> None:
    template = _rich(tmp_path / "县.xlsx")
    done, _sheets = filled(street, template)
    again = libreoffice(done.path, "ods", tmp_path)
    rows = CalamineWorkbook.from_path(again).get_sheet_by_name("经费").to_python()
    totals = street.assessment(2027).totals()
    sums = [totals[f"{fund}_fund"] / 100 / 10_000 for fund in ("office", "service", "party", "total")]
    assert rows[5][1:6] == [5001 + 3000 + 2999, *sums]
    assert [row[5] for row in rows[2:5]] == [31, 26, 22]


def test_nothing_at_all_changes_where_every_figure_stands_there_already(
    street: Session, tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(tmp_path / "县.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("社区名称", "户数", "党建经费"))
        for row, (name, households, fund) in enumerate(
            zip(NAMES, ("5,001户", 3000, 2999), (50000, 30000, 20000), strict=True), start=1
        ):
            sheet.write_row(row, 0, (name, households, fund))
        sheet.write_formula("B5", "=SUM(B2:B4)", None, 11000)
    done, _sheets = filled(street, tmp_path / "县.xlsx")
    assert parts(tmp_path / "县.xlsx") == parts(done.path)
    assert done.count == 6


def test_formulas_stay_and_one_that_gives_another_figure_is_named(street: Session, tmp_path: Path) -> None:
    rows = (
        ("社区名称", "户数", "办公运转经费", "服务群众专项经费", "党建经费", "合计"),
        ("光明社区", 1, "=50000+B2*2", 140000, "=Sheet2!A1", "=C2+D2+E2"),
        ("和平社区", 2, "=VLOOKUP(A3,K:L,2,0)", 120000, 20000, "=C3+D3"),
    )
    done, (sheet,) = filled(street, written(tmp_path / "县.xlsx", ("表", rows)))
    assert [row[2] for row in values(sheet)[1:]] == ["=50000+B2*2", "=VLOOKUP(A3,K:L,2,0)"]
    assert [row[5] for row in values(sheet)[1:]] == ["=C2+D2+E2", "=C3+D3"]
    assert values(sheet)[1][3] == 150000
    texts = [(one.kind, one.where, one.why.text()) for one in done.left if one.kind != "community"]
    stay = "its cells hold formulas, which stay ({}): look whether they give this year's figures"
    assert texts == [
        ("column", "表!C", stay.format("C3")),
        ("column", "表!E", stay.format("E2")),
        (
            "row",
            "表!C2",
            "办公运转经费: the formula in C2 stays and gives 60,002; for 2027 the program has 110,000",
        ),
        ("row", "表!F3", "合计: the formula in F3 stays and gives 230,000; for 2027 the program has 260,000"),
    ]


def test_a_part_of_what_an_array_formula_fills_is_not_written(street: Session, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "县.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("社区名称", "户数"))
        sheet.write_column(1, 0, NAMES)
        sheet.write_array_formula("B2:B4", "{=K2:K4*1}", None, 7)
        for row in (2, 3):
            sheet.write_number(row, 1, 7)
    done, (sheet,) = filled(street, tmp_path / "县.xlsx")
    assert [row[1] for row in values(sheet)[2:]] == [7, 7]
    assert "formulas" in left(done, "column")["户数"]


def test_a_workbook_with_macros_keeps_them(street: Session, tmp_path: Path) -> None:
    plain = written(tmp_path / "县.xlsx", ("表", (("社区名称", "户数"), ("光明社区", 1))))
    with_macros = tmp_path / "县.xlsm"
    import zipfile

    with zipfile.ZipFile(with_macros, "w") as packed:
        for name, content in parts(plain).items():
            packed.writestr(name, content)
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    done = street.fill_workbook(2027, with_macros, tmp_path / "填.xlsm")
    assert parts(done.path)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert openpyxl.load_workbook(done.path).worksheets[0]["B2"].value == 5001


def test_large_rosters_are_filled(street: Session, tmp_path: Path) -> None:
    """Rows of people that the year does not have cost time and nothing else."""
    change(street, 2027, "workers", 1, former_pay="2500")
    with xlsxwriter.Workbook(tmp_path / "册.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("所在社区", "姓名", "职务", "调整前月报酬"))
        sheet.write_row(1, 0, ("光明社区", "甲一", "书记", 2400))
        for row in range(2, 3_000):
            sheet.write_row(row, 0, ("光明社区", f"工作者{row}", "委员", 2400))
    done, (sheet,) = filled(street, tmp_path / "册.xlsx")
    assert values(sheet)[1][3] == 2500
    assert sum("no such row" in one.why.text() for one in done.left) == 2_998
