"""Each thing that makes Excel offer a repair is found by the check."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.exchange.xlsx import write_xlsx
from street_desk.session import Session
from tests.ooxml import faults
from tests.pages import filled, two_years

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
STRINGS, RELATIONS, TYPES = "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
CUSTOM = "docProps/custom.xml"
# The part, what stands in it, what is put in its place, and a word of what must be said.
BREAKS = [
    (SHEET, r"(<sheetProtection[^>]*/>)(<mergeCells.*</mergeCells>)", r"\2\1", "out of order"),
    (SHEET, r'<mergeCell ref="A2:R2"/>', '<mergeCell ref="A2:R3"/>', "overlap"),
    (SHEET, r'<mergeCells count="\d+">', '<mergeCells count="3">', "merges are"),
    (SHEET, r'<mergeCell ref="A2:R2"/>', '<mergeCell ref="A2:A2"/>', "cannot be merged"),
    (SHEET, r'<mergeCell ref="A2:R2"/>', '<mergeCell ref="A1:R2"/>', "under the merge"),
    (SHEET, r'<dimension ref="A1:', '<dimension ref="A2:', "its cells are not"),
    (SHEET, r'<row r="6"', '<row r="60"', "stands after row"),
    (SHEET, r'<c r="F6"', '<c r="E6"', "is there twice"),
    (SHEET, r'<c r="F6"', '<c r="F7"', "stands in row 6"),
    (SHEET, r'(<c r="F6") s="\d+"', r'\1 s="999"', "format 999"),
    (SHEET, r'(<c r="B6" s="\d+" t="s"><v>)\d+', r"\g<1>9999", "text 9999"),
    (SHEET, r'(<c r="C6" s="\d+"><v>)\d+', r"\1NaN", "is no figure"),
    (SHEET, r"(<f>F6\+G6</f>)<v>[^<]*</v>", r"\1", "has no result"),
    (SHEET, r"<f>F6\+G6</f>", "<f>SUM(F6:G6</f>", "cannot be read"),
    (SHEET, r"<f>F6\+G6</f>", "<f>F6 G6</f>", "cannot be read"),
    (SHEET, r"<f>F6\+G6</f>", "<f>F6+G1048577</f>", "lies outside"),
    (SHEET, r"<f>'标准参数'!\$D\$7</f>", "<f>'参数'!$D$7</f>", "which is not there"),
    (SHEET, r'<pageMargins left="[\d.]+"', "<pageMargins", "lacks left"),
    (SHEET, r"<pageSetup ", '<pageSetup papersize="9" ', "no attribute papersize"),
    (SHEET, r"</sheetData>", "</sheetData><tableStuff/>", "tableStuff"),
    (SHEET, r"<oddFooter>", f"<oddFooter>{'长' * 256}", "longer than 255"),
    (SHEET, r'<col min="2" max="2"', '<col min="1" max="2"', "stand after"),
    (SHEET, r'ht="32[.\d]*"', 'ht="500"', "higher"),
    (SHEET, r"<f>F6\+G6</f>", "<f>F6+G6<f>", "sheet1.xml"),
    (BOOK, r'<sheet name="说明"', '<sheet name="标准参数"', "two sheets"),
    (BOOK, r'<sheet name="说明"', '<sheet name="说/明"', "may not be called"),
    (BOOK, r'sheetId="2"', 'sheetId="1"', "ids of their own"),
    (BOOK, r'r:id="rId3"', 'r:id="rId33"', "leads nowhere"),
    (BOOK, r'localSheetId="1"', 'localSheetId="7"', "belongs to sheet 7"),
    (BOOK, r">标准参数!\$4:\$4<", ">标准!$4:$4<", "which is not there"),
    (STYLES, r'<fonts count="\d+">', '<fonts count="99">', "fonts are not 99"),
    (STYLES, r'fontId="1"', 'fontId="77"', "fontId 77"),
    (STYLES, r'numFmtId="165" fontId', 'numFmtId="199" fontId', "number format 199"),
    (STRINGS, r'uniqueCount="\d+"', 'uniqueCount="1"', "shared strings"),
    (STRINGS, r"<t>附件1</t>", f"<t>{'长' * 32_768}</t>", "letters"),
    (RELATIONS, r'Target="styles.xml"', 'Target="style.xml"', "which is not there"),
    (RELATIONS, r'Id="rId2"', 'Id="rId1"', "is there twice"),
    (TYPES, r'<Override PartName="/xl/styles.xml"[^>]*/>', "", "is no styles"),
    (TYPES, r'PartName="/xl/theme/theme1.xml"', 'PartName="/xl/theme/theme2.xml"', "theme2.xml"),
    (CUSTOM, r'pid="3"', 'pid="2"', "ids of their own"),
    (CUSTOM, r'name="street-desk"><vt:lpwstr>', f'name="street-desk"><vt:lpwstr>{"长" * 99}', "255"),
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def broken(path: Path, part: str, old: str, new: str) -> Path:
    """A copy of a workbook with something else in one of its parts."""
    copy = path.with_name("broken.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                said, count = re.subn(old, new, text.decode("utf-8"), count=1)
                assert count == 1, (part, old)
                text = said.encode("utf-8")
            target.writestr(name, text)
    return copy


def test_what_would_be_repaired_is_found(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_xlsx([filled(session, protected=True)], path)
    assert faults(path) == []
    for part, old, new, said in BREAKS:
        found = faults(broken(path, part, old, new))
        assert any(said in one for one in found), (part, old, found)
