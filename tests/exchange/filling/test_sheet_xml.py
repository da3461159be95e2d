"""Cells put into a sheet's XML: whatever program wrote it, only their own bytes change."""

from __future__ import annotations

import pytest

from street_desk.exchange.filling.package_writing import recalculating
from street_desk.exchange.filling.sheet_scan import scanned
from street_desk.exchange.filling.sheet_writing import Content, written

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="http://m"><sheetData>'
FOOT = '</sheetData><!-- <c r="A1"/> --></worksheet>'


def _put(body: str, cells: dict[tuple[int, int], Content], head: str = HEAD, foot: str = FOOT) -> str:
    content = f"{head}{body}{foot}".encode()
    found = written(scanned(content, set(cells)), cells, {}).decode()
    assert found.startswith(head)
    assert found.endswith(foot)
    return found[len(head) : -len(foot)]


NUMBER, TEXT, NOTHING = Content("12.5"), Content(text="a<b&c"), Content()
INLINE = ' t="inlineStr"><is><t xml:space="preserve">a&lt;b&amp;c</t></is></c>'


@pytest.mark.parametrize(
    ("body", "cells", "expected"),
    [
        # Another value in the place of the old one, its style kept.
        (
            '<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>',
            {(1, 1): NUMBER},
            '<row r="1"><c r="A1" s="3"><v>12.5</v></c></row>',
        ),
        ("<row r='1'><c r='A1' s='3'/></row>", {(1, 1): TEXT}, f'<row r=\'1\'><c r="A1" s="3"{INLINE}</row>'),
        (
            '<row r="1"><c r="A1" s="3"><v>7</v></c></row>',
            {(1, 1): NOTHING},
            '<row r="1"><c r="A1" s="3"/></row>',
        ),
        # A cell that is not there comes where it belongs.
        (
            '<row r="1" spans="1:3"><c r="A1"/><c r="C1"><v>1</v></c></row>',
            {(1, 2): NUMBER, (1, 4): NUMBER},
            '<row r="1" spans="1:3"><c r="A1"/><c r="B1"><v>12.5</v></c><c r="C1"><v>1</v></c>'
            '<c r="D1"><v>12.5</v></c></row>',
        ),
        ('<row r="1" s="4"/>', {(1, 2): NUMBER}, '<row r="1" s="4"><c r="B1" s="4"><v>12.5</v></c></row>'),
        # So does a row.
        (
            '<row r="1"><c r="A1"/></row><row r="5"><c r="A5"/></row>',
            {(3, 1): NUMBER, (9, 2): NUMBER},
            '<row r="1"><c r="A1"/></row><row r="3"><c r="A3"><v>12.5</v></c></row>'
            '<row r="5"><c r="A5"/></row><row r="9"><c r="B9"><v>12.5</v></c></row>',
        ),
        # Rows and cells that do not say where they are.
        (
            "<row><c><v>1</v></c><c><v>2</v></c></row>",
            {(1, 2): NUMBER},
            "<row><c><v>1</v></c><c><v>12.5</v></c></row>",
        ),
        # Results of formulas go, whatever they are of.
        (
            '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>old</v></c><c r="B1"><f>1</f></c></row>',
            {},
            '<row r="1"><c r="A1"><f>B1&amp;"x"</f></c><c r="B1"><f>1</f></c></row>',
        ),
    ],
)
def test_only_the_bytes_of_the_cells_change(
    body: str, cells: dict[tuple[int, int], Content], expected: str
) -> None:
    assert _put(body, cells) == expected


def test_prefixes_are_kept() -> None:
    head = '<x:worksheet xmlns:x="http://m"><x:sheetData>'
    body = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    expected = (
        '<x:row r="1"><x:c r="A1"><x:v>12.5</x:v></x:c>'
        f'<x:c r="B1"{INLINE.replace("<is>", "<x:is>").replace("<t ", "<x:t ").replace("</", "</x:")}</x:row>'
    )
    found = _put(body, {(1, 1): NUMBER, (1, 2): TEXT}, head, "</x:sheetData></x:worksheet>")
    assert found == expected


def test_another_encoding_is_put_into_utf_8() -> None:
    text = f'{HEAD.replace("UTF-8", "UTF-16")}<row r="1"><c r="A1" t="str"><v>户数</v></c></row>{FOOT}'
    scan = scanned(text.encode("utf-16"), {(1, 2)})
    found = written(scan, {(1, 2): NUMBER}, {}).decode("utf-8")
    assert '<v>户数</v></c><c r="B1"><v>12.5</v></c></row>' in found
    assert "UTF-16" not in found


def test_formulas_are_known_however_they_are_shared() -> None:
    body = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3:A4">B1:B2</f><v>1</v></c></row>'
        '<row r="4"><c r="A4"><v>2</v></c></row>'
    )
    # A sparkline's formula is none of a cell.
    foot = "</sheetData><extLst><ext><xm:f>经费!C3:E3</xm:f></ext></extLst></worksheet>"
    places = {(row, 1) for row in range(1, 5)}
    scan = scanned(f"{HEAD}{body}{foot}".encode(), places)
    assert all(map(scan.holds_formula, places))
    assert not scan.holds_formula((5, 1))
    assert scan.texts[2, 1] == "B1*2"
    assert not scan.reaches_out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<sheets/><calcPr calcId="1"/>', '<sheets/><calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ('<sheets/><calcPr fullCalcOnLoad="0"/>', '<sheets/><calcPr fullCalcOnLoad="1"/>'),
        (
            "<sheets><sheet/></sheets><oleSize/>",
            '<sheets><sheet/></sheets><calcPr fullCalcOnLoad="1"/><oleSize/>',
        ),
        (
            "<sheets></sheets><definedNames><definedName/></definedNames>",
            '<sheets></sheets><definedNames><definedName/></definedNames><calcPr fullCalcOnLoad="1"/>',
        ),
    ],
)
def test_the_workbook_says_that_it_is_to_be_worked_out_anew(before: str, after: str) -> None:
    assert (
        recalculating(f"<workbook>{before}</workbook>".encode()) == f"<workbook>{after}</workbook>".encode()
    )
    prefixed = recalculating(
        f"<m:workbook>{before.replace('<', '<m:').replace('<m:/', '</m:')}</m:workbook>".encode()
    )
    assert b"<m:calcPr" in prefixed
    assert b'fullCalcOnLoad="1"' in prefixed
