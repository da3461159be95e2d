"""The table in a copy: exact numbers, merged and hidden cells, and what is no table."""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.domain.book import Book
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Count, Kind, Money, Text
from street_desk.domain.typing_in import typed_values
from street_desk.exchange.clipboard import (
    Block,
    headed,
    read_block,
    read_clipboard,
    write_block,
    write_table,
)
from tests.copies import calc, excel, windows, wps


def _texts(block: Block | None) -> list[list[str]]:
    assert block is not None
    return [[cell.text for cell in row] for row in block.rows]


def _numbers(block: Block | None) -> list[float | None]:
    assert block is not None
    return [cell.number for row in block.rows for cell in row]


def test_a_copy_from_excel_is_read_with_and_without_the_places_of_windows() -> None:
    html = excel(
        """ <tr height=19 style='height:14.25pt'>
  <td height=19 class=xl65 width=72 style='height:14.25pt;width:54pt'>007</td>
  <td class=xl66 align=right width=72 style='width:54pt'>1,409.50</td>
  <td width=72 style='width:54pt'>两行<br>
    的字<span style='mso-spacerun:yes'>&nbsp;</span></td>
  <td></td>
 </tr>"""
    )
    for written in (html, windows(html)):
        block = read_clipboard(written, None)
        assert _texts(block) == [["007", "1,409.50", "两行\n的字 ", ""]]
        assert _numbers(block) == [None, 1409.5, None, None]
        assert block is not None
        assert block.hidden == 0


def test_a_copy_from_wps_and_old_excel_states_what_is_behind_a_rounded_figure() -> None:
    block = read_clipboard(
        wps(
            """   <tr height="19" style='height:14.25pt;'>
    <td class="et2" height="19" align="right" x:num="1234567.891">1234567.89</td>
    <td class="et2" align="right" x:num>3000</td>
    <td class="et2" x:str>0086</td>
    <td class="et2" align="right" x:num="4.40981199001011e+17">4.40981E+17</td>
   </tr>"""
        ),
        "1234567.89\t3000\t0086\t4.40981E+17\r\n",
    )
    assert _texts(block) == [["1234567.89", "3000", "0086", "4.40981E+17"]]
    assert _numbers(block) == [1234567.891, 3000.0, None, 4.40981199001011e17]


def test_a_copy_from_calc_states_its_numbers_and_keeps_its_line_breaks() -> None:
    block = read_clipboard(
        calc(
            """	<tr>
		<td height="40" align="right" valign=bottom sdval="1.23456" sdnum="1033;0;0.00"><font color="#000000">1.23</font></td>
		<td align="left" valign=bottom sdnum="1033;0;@"><font color="#000000">007</font></td>
		<td align="left" valign=bottom><font face="DejaVu Sans" color="#000000">一行<br>两行</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
	</tr>"""
        ),
        '1.23\t007\t"一行\n两行"\t\n',
    )
    assert _texts(block) == [["1.23", "007", "一行\n两行", ""]]
    assert _numbers(block) == [1.23456, None, None, None]


def test_calc_itself_writes_the_attributes_that_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([1.23456, "007", "=1/0", "b"])
    sheet.append(["隐藏", None, None, None])
    sheet.append(["合并", None, "c", None])
    sheet["A1"].number_format, sheet["B1"].number_format = "0.00", "@"
    sheet.merge_cells("A3:B3")
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "html", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    block = read_clipboard((tmp_path / "a.html").read_text(encoding="utf-8"), None)
    assert _texts(block) == [["1.23", "007", "#DIV/0!", "b"], ["合并", "", "c", ""]]
    assert _numbers(block)[:2] == [1.23456, None]
    assert block is not None
    assert [(s.top, s.left, s.bottom, s.right) for s in block.spans] == [(1, 0, 1, 1)]


def test_merged_cells_keep_their_place_and_a_hidden_first_cell_its_value() -> None:
    block = read_clipboard(
        excel(
            """ <tr><td rowspan=3>甲</td><td colspan=2 style='mso-ignore:colspan'>乙</td><td>丙</td></tr>
 <tr style='display:none'><td rowspan=2>丁</td><td>1</td><td>2</td></tr>
 <tr><td>3</td><td>4</td></tr>"""
        ),
        None,
    )
    assert _texts(block) == [["甲", "乙", "", "丙"], ["", "丁", "3", "4"]]
    assert block is not None
    assert block.hidden == 1


def test_hidden_columns_are_left_out_and_counted() -> None:
    block = read_clipboard(
        excel(
            " <tr><td>a</td><td>b</td><td>c</td></tr>\n <tr><td>d</td><td>e</td><td>f</td></tr>",
            "<col width=72><col width=0 style='display:none;mso-width-source:userset'><col width=72>",
        ),
        None,
    )
    assert _texts(block) == [["a", "c"], ["d", "f"]]
    assert block is not None
    assert block.hidden == 1


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><!--StartFragment--><p>一段话</p><!--EndFragment--></body></html>",
        "<p>前言</p><table><tr><td>1</td></tr></table>",
        "<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>",
        "<table></table>",
        "Version:1.0\r\nStartHTML:0000000097",
        "",
        "<table><tr><td>1</td></tr>" * 300,
        "<div>" * 5000 + "<table><tr><td>1</td></tr></table>",
        "<table>" + "<tr><td colspan=1000 rowspan=9999>x</td></tr>" * 3000 + "</table>",
    ],
)
def test_what_is_no_table_is_taken_from_the_text(html: str) -> None:
    assert _texts(read_clipboard(html, "甲\t乙\n")) == [["甲", "乙"]]


def test_a_cell_that_claims_a_hundred_thousand_columns_takes_no_memory() -> None:
    block = read_clipboard('<table><tr><td colspan="100000" rowspan="99999999999">x</td></tr></table>', None)
    assert block is not None
    assert (len(block.rows), block.width) == (1, 1_000)


def test_more_html_than_anyone_copies_is_passed_over() -> None:
    large = f"<table><tr><td>{'x' * 20_000_001}</td></tr></table>"
    assert _texts(read_clipboard(large, "甲\n")) == [["甲"]]
    assert read_clipboard(None, None) is None


def test_spaces_that_html_swallows_are_taken_from_the_text() -> None:
    html = "<table><tr><td>张  三</td><td> 前后 </td></tr></table>"
    assert _texts(read_clipboard(html, "张  三\t 前后 \n")) == [["张  三", " 前后 "]]
    assert _texts(read_clipboard(html, None)) == [["张 三", "前后"]]


# Ours ----------------------------------------------------------------------------------------------------------------

_CELL = st.text(st.sampled_from('ab 中"\n,<&'), max_size=6)
_ROWS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(_CELL, min_size=n, max_size=n), min_size=1, max_size=4)
)


@given(_ROWS)
def test_what_is_copied_comes_back_from_the_table_and_the_text(rows: list[list[str]]) -> None:
    html = write_table([[(cell, Text()) for cell in row] for row in rows])
    assert _texts(read_clipboard(html, write_block(rows))) == read_block(write_block(rows))


def test_calc_keeps_the_zeros_and_ids_of_a_copied_block(tmp_path: Path) -> None:
    row: list[tuple[str, Kind]] = [
        ("007", Text()),
        ("440981199001010011", Text()),
        ("2013-07", Text()),
        ("80000.00", Money()),
        ("3000", Count()),
        ("一行\n两行", Text()),
    ]
    (tmp_path / "a.html").write_text(write_table([row]), encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--infilter=HTML (StarCalc)", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.html")], check=True, capture_output=True
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    found = [cell.value for cell in next(iter(sheet.iter_rows()))]
    assert found == ["007", "440981199001010011", "2013-07", 80000, 3000, "一行\n两行"]


# Headings ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "幸福社区\t党支部\t2000\n和平社区\t党总支\t3000\n",
        "幸福社区\t办公社区\n甲\t乙\n",
        "甲社区\t类别\n乙社区\t名称\n",
        "户数\n3\n",
        "社区名称\t户数\n",
        "社区名称\t吉祥物\t花\t树\n甲\t1\t2\t3\n",
    ],
)
def test_words_that_only_look_like_headings_are_none(text: str) -> None:
    block = read_clipboard(None, text)
    assert block is not None
    assert headed(block, SHEETS["communities"], 2027) is None


def test_what_is_no_row_of_data_is_told_apart() -> None:
    block = read_clipboard(
        None,
        "2027年统计表\n单位：万元\n社区名称\t办公运转经费控制数\t备注\n栏次\t1\t2\n甲社区\t8\t注：新建\n小计\t8\t\n平均\t8\t\n"
        "社区名称\t办公运转经费控制数\t备注\n\n乙社区\t9\t\n注：以上为测算数\t\t\n填表人：甲一\t联系电话：1234\t\n",
    )
    assert block is not None
    found = headed(block, SHEETS["communities"], 2027)
    assert found is not None
    assert [row.cells["name"].text for row in found.rows] == ["甲社区", "乙社区"]
    assert [row.line for row in found.rows] == [5, 10]
    assert (found.totals, found.notes) == (2, 3)
    assert [(c.key, c.factor) for c in found.columns] == [
        ("name", 1),
        ("office_ceiling", 10_000),
        ("note", 1),
    ]


@pytest.mark.parametrize(("unit", "factor"), [("万元", 10_000), ("千元", 1_000), ("百元", 100), ("元", 1)])
@pytest.mark.parametrize("place", ["heading", "title"])
def test_amounts_are_pasted_in_the_unit_that_is_stated(unit: str, factor: int, place: str) -> None:
    above, behind = ("", f"({unit})") if place == "heading" else (f"单位：{unit}\n", "")
    block = read_clipboard(
        None, f"{above}社区名称\t办公运转经费控制数{behind}\t户数\n甲社区\t8\t900\n乙社区\t80元\t901\n"
    )
    assert block is not None
    sheet = SHEETS["communities"]
    found = headed(block, sheet, 2027)
    assert found is not None
    factors = {c.key: c.factor for c in found.columns}
    assert factors == {"name": 1, "office_ceiling": factor, "households": 1}
    kind = sheet["office_ceiling"].kind
    cells = [
        row.cells["office_ceiling"].typed(1, "office_ceiling", kind, factor=factor) for row in found.rows
    ]
    book = Book(2027, {})
    read = [typed_values(book, sheet, cell, ())["office_ceiling"] for cell in cells]
    assert read == [8 * factor * 100, 8_000]
