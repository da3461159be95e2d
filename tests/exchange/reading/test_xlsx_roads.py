"""What calamine does not tell of an .xlsx, and sheets that no program should have written."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from street_desk.exchange.problems import DamagedWorkbook
from street_desk.exchange.reading import Merge, Tab, Workbook, read_workbook
from street_desk.exchange.reading.cells import UNCOMPUTED, Broken
from street_desk.exchange.reading.outline import outline_of
from street_desk.exchange.reading.packages import Package
from street_desk.exchange.reading.sheet_look import UnusualShape, look_through
from street_desk.exchange.reading.sheet_xml import CellByCell
from tests.files.importing.cases import CASES, write
from tests.files.reading.by_hand import changed, sheet_xml, xlsx, zipped
from tests.files.reading.truth import HERE

SHEET = "xl/worksheets/sheet1.xml"


def read(folder: Path, content: bytes) -> Workbook:
    path = folder / "a.xlsx"
    path.write_bytes(content)
    return read_workbook(path)


def tab_of(folder: Path, rows: str, before: str = "", after: str = "", **parts: bytes | None) -> Tab:
    return read(folder, xlsx(sheet_xml(rows, before, after), **parts)).tabs[0]


def cell_by_cell(content: bytes, name: str) -> Workbook:
    """The workbook without calamine."""
    package = Package(content, name)
    outline = outline_of(package, name)
    reader = CellByCell(package, outline, name)
    return Workbook(name, tuple(map(reader.tab, outline.places)), outline.mark, outline.from_1904)


@pytest.mark.parametrize("name", ["excel.xlsx", "calc.xlsx"])
def test_both_roads_lead_to_the_same(name: str) -> None:
    assert cell_by_cell((HERE / name).read_bytes(), name) == read_workbook(HERE / name)


@pytest.mark.parametrize("case", CASES)
def test_both_roads_lead_to_the_same_for_every_case_of_importing(case: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", *CASES[case])
    assert cell_by_cell(path.read_bytes(), path.name) == read_workbook(path)


def test_both_roads_lead_to_the_same_for_number_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    formats = ["yyyy-mm-dd", "yyyy.m", 'yyyy"年"m"月"', "[$-804]yyyy/m/d", "mmm-yy", "h:mm", "[h]:mm", "0.00", "@", "#,##0.00_ ",
               "0%", "General", '0.00"元/月"', "[Red]0", "yyyy-mm-dd hh:mm:ss", 14, 22, 31, 57, 58, 46, 9]  # fmt: skip
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, number in enumerate((41456, 41456.5, 0.25, 0, 61, 3200)):
            for column, code in enumerate(formats):
                sheet.write_number(row, column, number, book.add_format({"num_format": code}))
    fast, slow = read_workbook(path).tabs[0], cell_by_cell(path.read_bytes(), path.name).tabs[0]
    assert fast.rows[1][:3] == [datetime.date(2013, 7, 1)] * 3
    assert fast.rows[1][17:20] == [datetime.date(2013, 7, 1)] * 3
    assert {row: list(map(repr, values)) for row, values in slow.rows.items()} == {
        row: list(map(repr, values)) for row, values in fast.rows.items()
    }


def test_errors_and_missing_results_are_seen_however_they_are_written(tmp_path: Path) -> None:
    tab = tab_of(
        tmp_path,
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C2"><f>1+1</f></c><c r="D2"><f t="shared" si="0"/><v/></c><c r="E2"><f>A1</f><v></v></c>'
        '<c r="F2" t="str"><f>""</f><v></v></c><c r="G2"><f>2</f><v>2</v></c><c r="H2" t="e"/><c r="I2"><v>7</v></c></row>',
    )
    assert tab.rows[2] == [
        Broken("#REF!"),
        Broken("#DIV/0!"),
        UNCOMPUTED,
        UNCOMPUTED,
        UNCOMPUTED,
        None,
        2,
        None,
        7,
    ]


def test_either_quotation_mark_does(tmp_path: Path) -> None:
    rows = """<row r="1" hidden='1'><c r="A1" t='e'><v>#N/A</v></c><c r="B1"><v>1</v></c></row>"""
    tab = tab_of(tmp_path, rows)
    assert (dict(tab.rows), tab.hidden_rows) == ({1: [Broken("#N/A"), 1]}, frozenset({1}))


def test_an_error_that_is_newer_than_the_library_is_an_error(tmp_path: Path) -> None:
    tab = tab_of(tmp_path, '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>1</v></c></row>')
    assert tab.rows[1] == [Broken("#SPILL!"), 1]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c><c r="C3"><v>2</v></c></row>',
        "<row/><row/><row><c/><c t='inlineStr'><is><t>x</t></is></c><c><v>2</v></c></row>",
        '<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c><c><v>2</v></c></row>',
        '\n <row r="3">\n <c r="B3" t="inlineStr">\n<is>\n<t>x</t></is> </c>\n<c r="C3">\n <v>2</v>\n</c>\n</row>\n',
        '<row r="3"><!-- --><c r="B3" t="inlineStr"><is><t><![CDATA[x]]></t></is></c><c r="C3"><v>2</v></c></row>',
        '<row r="3"><c s="0" r="B3" t="inlineStr"><is><r><t>x</t></r><rPh><t>no</t></rPh></is></c><c r="C3" t="n"><v>2</v></c></row>',
    ],
    ids=["usual", "without places", "some without places", "spread out", "remarks", "runs"],
)
def test_a_sheet_is_read_the_same_however_it_is_written(tmp_path: Path, rows: str) -> None:
    assert dict(tab_of(tmp_path, rows).rows) == {3: [None, "x", 2]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_prefixes_and_encodings_do_not_matter(tmp_path: Path, encoding: str) -> None:
    rows = '<x:row r="1" hidden="1"><x:c r="A1" t="inlineStr"><x:is><x:t>东风</x:t></x:is></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><x:worksheet '
        'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:cols><x:col min="2" max="3" hidden="true"/>'
        f'</x:cols><x:sheetData>{rows}</x:sheetData><x:mergeCells><x:mergeCell ref="A2:B3"/></x:mergeCells></x:worksheet>'
    )
    tab = read(tmp_path, xlsx(text.encode(encoding))).tabs[0]
    assert dict(tab.rows) == {1: ["东风", Broken("#N/A")]}
    assert (tab.merges, tab.hidden_rows, tab.hidden_columns) == (
        (Merge(2, 1, 3, 2),), frozenset({1}), frozenset({2}),
    )  # fmt: skip


def test_hidden_rows_are_seen_in_all_their_forms(tmp_path: Path) -> None:
    said = ['hidden="1"', 'customHeight="1" ht="0"', 'hidden="true" ht="15"', 'hidden="0"', 'ht="0.75"', ""]
    rows = "".join(
        f'<row r="{n}" {how}><c r="A{n}"><v>{n}</v></c></row>' for n, how in enumerate(said, start=1)
    )
    assert tab_of(tmp_path, rows).hidden_rows == {1, 2, 3}


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ1048576", "B1048576", "XFD2"])
def test_two_cells_far_apart_cost_nothing(tmp_path: Path, far: str) -> None:
    row = int(far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    tab = tab_of(
        tmp_path, f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{far}"><v>2</v></c></row>'
    )
    assert [(cell.address, cell.value) for cell in tab.filled()] == [("A1", 1), (far, 2)]


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "C9:D10", "nonsense", ""])
def test_the_stored_dimension_is_not_trusted(tmp_path: Path, dimension: str) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="C4"><v>2</v></c></row>'
    tab = tab_of(tmp_path, rows, before=f'<dimension ref="{dimension}"/>')
    assert dict(tab.rows) == {1: [1], 4: [None, None, 2]}


def test_formatted_empty_rows_are_no_rows(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}" s="1" customFormat="1">' + "".join(f'<c r="{c}{n}" s="1"/>' for c in "ABCDEFGHIJ")
        + (f'<c r="K{n}"><v>{n}</v></c>' if n <= 183 else "") + "</row>"
        for n in range(1, 65537)
    )  # fmt: skip
    tab = tab_of(tmp_path, rows)
    assert list(tab.rows) == list(range(1, 184))
    assert tab.rows[183] == [None] * 10 + [183]


def test_white_space_is_no_content(tmp_path: Path) -> None:
    texts = ["", " ", "\n\t", "　", "\xa0", "x "]
    cells = "".join(
        f'<c r="{c}1" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        for c, text in zip("ABCDEF", texts, strict=True)
    )
    assert tab_of(tmp_path, f'<row r="1">{cells}</row>').rows[1] == [None] * 5 + ["x "]


def test_charts_and_missing_drawings_are_no_matter(tmp_path: Path) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet, chart = book.add_worksheet("表"), book.add_chart({"type": "column"})
        sheet.write(4, 2, 5)
        chart.add_series({"values": "=表!$C$5:$C$6"})
        sheet.insert_chart("E5", chart)
        of_its_own = book.add_chartsheet("图")
        other = book.add_chart({"type": "line"})
        other.add_series({"values": "=表!$C$5:$C$6"})
        of_its_own.set_chart(other)
        book.add_worksheet("后").write(0, 0, "x")
    whole = read(tmp_path, content.getvalue())
    assert [(tab.name, dict(tab.rows)) for tab in whole.tabs] == [
        ("表", {5: [None, None, 5]}),
        ("后", {1: ["x"]}),
    ]
    assert read(tmp_path, changed(content.getvalue(), "xl/drawings/drawing1.xml", lambda _: None)) == whole


def test_a_workbook_in_an_unusual_place_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["data/One.xml"] = parts.pop(SHEET)
    parts["data/book.xml"] = parts.pop("xl/workbook.xml")
    relations = parts.pop("xl/_rels/workbook.xml.rels")
    parts["data/_rels/book.xml.rels"] = relations.replace(b"worksheets/sheet1.xml", b"/data/one.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"data/book.xml")
    assert dict(read(tmp_path, zipped(parts)).tabs[0].rows) == {1: [1]}


def test_missing_shared_strings_are_a_problem_only_where_they_are_used(tmp_path: Path) -> None:
    assert tab_of(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>').rows[1] == [1]
    with pytest.raises(DamagedWorkbook):
        tab_of(tmp_path, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')


def test_the_mark_is_read_over_several_properties(tmp_path: Path) -> None:
    from openpyxl.packaging.custom import StringProperty

    book = openpyxl.Workbook()
    book.custom_doc_props.append(StringProperty(name="street-desk", value='{"form": '))
    book.custom_doc_props.append(StringProperty(name="street-desk-2", value='"funding"}'))
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").mark == {"form": "funding"}


def test_a_look_knows_when_it_does_not_know() -> None:
    for sheet in (
        b"",
        b"<worksheet></worksheet>",
        sheet_xml("<row><c/></row>"),
        sheet_xml("<row r='1'><c r='A1'/></row>"),
        sheet_xml('<row r="1"><c t="n"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="A1"/></row>')[:-30],
    ):
        with pytest.raises(UnusualShape):
            look_through(iter([sheet]))


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_a_look_sees_the_same_whatever_the_pieces(size: int) -> None:
    content = (HERE / "calc.xlsx").read_bytes()
    for part in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        sheet = Package(content, "a").read(part)
        pieces = [sheet[start : start + size] for start in range(0, len(sheet), size)]
        assert look_through(iter(pieces)) == look_through(iter([sheet]))
