"""Tables of plain text and pages of HTML: what is taken for one, and what its cells hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk.exchange.problems import NotAWorkbook
from street_desk.exchange.reading import Merge, Tab, read_workbook
from street_desk.exchange.reading.cells import Broken


def tab_of(folder: Path, content: bytes, name: str = "表.csv") -> Tab:
    path = folder / name
    path.write_bytes(content)
    (tab,) = read_workbook(path).tabs
    return tab


def rows_of(folder: Path, text: str, encoding: str = "utf-8") -> dict[int, Any]:
    return dict(tab_of(folder, text.encode(encoding)).rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_code_page_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "社区名称,常住户数\r\n东风社区,2500\r\n西湖社区,4200\r\n".replace(",", delimiter)
    assert rows_of(tmp_path, text, encoding) == {
        1: ["社区名称", "常住户数"],
        2: ["东风社区", 2500],
        3: ["西湖社区", 4200],
    }


def test_a_character_beyond_gbk_is_read_from_gb18030(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "姓名,户\n㛃𠅤,1\n", "gb18030")[2] == ["㛃𠅤", 1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2500", 2500),
        ("-3.25", -3.25),
        ("0.5", 0.5),
        ("100.00", 100.0),
        ("2013.1", 2013.1),
        ("2013.10", "2013.10"),
        ("0440981", "0440981"),
        ("440981199003072216", "440981199003072216"),
        ("4.40981E+17", "4.40981E+17"),
        ("3,000", "3,000"),
        ("2026-03-01", "2026-03-01"),
        ("１２", "１２"),
        ("#REF!", Broken("#REF!")),
        ("  ", None),
        (" 张 三 ", " 张 三 "),
    ],
)
def test_a_text_becomes_a_number_only_where_nothing_is_lost(tmp_path: Path, text: str, value: Any) -> None:
    assert rows_of(tmp_path, f'a,b\n"{text}",x\n')[2][0] == value


def test_quoted_cells_hold_delimiters_breaks_and_quotation_marks(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, '名称,备注\n"东风,社区","两\n行"\n"说""好""",x\n')
    assert rows == {1: ["名称", "备注"], 2: ["东风,社区", "两\n行"], 3: ['说"好"', "x"]}


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rows(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, '名称,备注\n"东风,x\n' + "".join(f"第{n}社区,{n}\n" for n in range(200)))
    assert rows[102] == ["第99社区", 99]


def test_rows_of_a_title_above_and_notes_below_do_not_hide_the_table(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path, "幸福街道情况表\n单位：元\n\n名称,户数,经费\n东风,1,2\n西湖,3,4\n南山,5,6\n填表人：张某\n"
    )
    assert (rows[1], rows[5], rows[8]) == (["幸福街道情况表"], ["东风", 1, 2], ["填表人：张某"])
    assert 3 not in rows


def test_excels_hint_of_the_delimiter_is_heeded(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "sep=|\r\n名称|户数\r\n东风|1\r\n") == {1: ["名称", "户数"], 2: ["东风", 1]}


def test_a_single_column_of_names_is_a_table(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "社区名称\n东风社区\n西湖社区\n") == {
        1: ["社区名称"],
        2: ["东风社区"],
        3: ["西湖社区"],
    }


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1,2\n3,4\n",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"{\\rtf1 a,b}",
        b"a,b\n\x00\x01\x02,c\n",
        b"\x80\x81\xff,1\n\xfe\xff,2\n",
        bytes(range(256)) * 20,
        b'{"name": "a", "households": 1}\n{"name": "b", "households": 2}\n',
        b'<?xml version="1.0"?><note><to>a,b</to></note>',
        "关于做好社区经费保障工作的通知，各街道办事处，要高度重视社区工作经费的保障，切实把工作做实做细。\n"
        "一、总体要求。以服务群众为中心，坚持财政保障与规范使用并重，逐步提高保障水平，让群众满意。\n".encode(),
        ("We met on Monday, and we talked about the budget of the communities, at some length.\n" * 1
         + "Nothing came of it. On Tuesday we met again and the coffee, which had been cold, was warm, and good, and free.\n"
         + "Then we left.\n").encode(),
        b"\n\n \n",
        b"\xef\xbb\xbf",
    ],
    ids=["pdf", "picture", "rtf", "nul", "no code page", "bytes", "json", "xml", "notice", "prose", "blank", "mark"],
)  # fmt: skip
def test_what_is_no_table_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAWorkbook):
        tab_of(tmp_path, content)


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>不是内容</title>
<style>td {color: red}</style></head><body><h2>幸福街道情况表</h2><p>单位：元</p>
<table><col width=10><col style='display: none'>
<tr><td rowspan=2>名称</td><td colspan="2">经费</td></tr>
<tr><th>办公<br>运转</th><th>党建</th></tr>
<tr style="display:none"><td>东风&nbsp;社区</td><td x:num="50000.5">5.00万</td><td>1,000</td>
<tr><td>西湖
 社区</td><td><b>2</b>500</td><td x:str>007</td></tr></table>
<p>填表人：张某<script>var x = "<td>no</td>";</script></body></html>"""


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_page_that_calls_itself_xls_is_read_with_its_merges(tmp_path: Path, encoding: str) -> None:
    tab = tab_of(tmp_path, PAGE.encode(encoding), "报表.xls")
    assert dict(tab.rows) == {
        1: ["幸福街道情况表"],
        2: ["单位：元"],
        3: ["名称", "经费"],
        4: [None, "办公\n运转", "党建"],
        5: ["东风 社区", 50000.5, "1,000"],
        6: ["西湖 社区", 2500, "007"],
        8: ["填表人：张某"],
    }
    assert tab.merges == (Merge(3, 1, 4, 1), Merge(3, 2, 3, 3))
    assert (tab.hidden_rows, tab.hidden_columns, tab.name) == (frozenset({5}), frozenset({2}), "报表")


def test_tables_of_a_page_stand_below_one_another_even_one_in_another(tmp_path: Path) -> None:
    page = "<table><tr><td>外<table><tr><td>a</td><td>1</td></tr></table></td><td>b</td></tr></table><table><tr><td>二</td></tr></table>"
    values = [
        [cell.value for cell in tab.cells(row)]
        for tab in [tab_of(tmp_path, page.encode())]
        for row in tab.rows
    ]
    assert values == [["外"], ["a", 1], ["b"], ["二"]]


def test_a_broken_character_does_not_spoil_a_page(tmp_path: Path) -> None:
    page = "<table><tr><td>东风社区</td><td>".encode("gbk") + b"\xff</td></tr></table>"
    assert tab_of(tmp_path, page).rows[1][0] == "东风社区"


@pytest.mark.parametrize(
    "page",
    ["<html><body><p>没有表格</p></body></html>", "<html><frameset></frameset></html>", "<table></table>"],
)
def test_a_page_without_a_table_is_no_workbook_and_an_empty_table_is_empty(tmp_path: Path, page: str) -> None:
    if "table" in page:
        assert dict(tab_of(tmp_path, page.encode()).rows) == {}
    else:
        with pytest.raises(NotAWorkbook):
            tab_of(tmp_path, page.encode())
