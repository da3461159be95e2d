"""Makes the workbooks beside this script, most of them with LibreOffice: python tests/files/reading/make.py"""

from __future__ import annotations

import datetime
import io
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.xor_obfuscation import DocumentXOR

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.files.reading.truth import HERE, PASSWORD, TABS, Truth

EXCEL_OWN = "VelvetSweatshop"
# Texts hold the first tab only: 44 is a comma, 59 a semicolon, 34 the quotation mark, 76 UTF-8.
CONVERSIONS = {
    "biff8.xls": "xls:MS Excel 97",
    "calc.xlsx": "xlsx:Calc MS Excel 2007 XML",
    "calc.ods": "ods:calc8",
    "flat.fods": "fods:OpenDocument Spreadsheet Flat XML",
    "page.xls": "html:HTML (StarCalc)",
    "utf8.csv": "csv:Text - txt - csv (StarCalc):44,34,76",
    "gbk.csv": "csv:Text - txt - csv (StarCalc):59,34,GBK",
}
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Lock" script:language="StarBasic">
Sub Save(source As String, target As String, word As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "MS Excel 97"
  how(1).Name = "Password" : how(1).Value = word
  document.storeToURL(target, how())
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Lock"/></library:library>
"""


def write(path: Path) -> None:
    """The Truth as .xlsx, with the results of its formulas stored."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime.datetime(2026, 1, 1)})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for truth in TABS:
        sheet = book.add_worksheet(truth.name)
        for address, value in truth.cells.items():
            if address in truth.formulas:
                result = value[1] if isinstance(value, tuple) else value
                sheet.write_formula(address, truth.formulas[address], None, result)
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(address, value, moment)
            elif isinstance(value, str):
                sheet.write_string(address, value)
            else:
                sheet.write(address, value)
        _shape(sheet, truth)
    book.close()


def _shape(sheet: xlsxwriter.worksheet.Worksheet, truth: Truth) -> None:
    for area in truth.merges:
        first = area.partition(":")[0]
        value = truth.cells[first]
        sheet.merge_range(area, value)
    for row in truth.hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for column in truth.hidden_columns:
        sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
    if truth.hidden:
        sheet.very_hidden()


def office(profile: Path, *arguments: str) -> None:
    """One run of LibreOffice."""
    command = [
        "soffice",
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        *arguments,
    ]
    subprocess.run(command, check=True, timeout=300)


def convert(source: Path, folder: Path, profile: Path) -> None:
    """Everything that LibreOffice writes."""
    for name, how in CONVERSIONS.items():
        out = folder / name
        out.mkdir()
        office(profile, "--convert-to", how, "--outdir", str(out), str(source))
        (made,) = out.iterdir()
        (HERE / name).write_bytes(made.read_bytes())
    text = (HERE / "utf8.csv").read_text(encoding="utf-8")
    (HERE / "tabs_utf16.csv").write_bytes(text.replace(",", "\t").encode("utf-16"))
    (HERE / "marked.csv").write_bytes(text.encode("utf-8-sig"))


def lock(source: Path, profile: Path) -> None:
    """The workbooks with a password: Excel's own, and a real one."""
    for name, password in (("own", EXCEL_OWN), ("locked", PASSWORD)):
        with source.open("rb") as plain:
            encrypted = io.BytesIO()
            OOXMLFile(plain).encrypt(password, encrypted)
        (HERE / f"{name}_agile.xlsx").write_bytes(encrypted.getvalue())
        basic = profile / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Lock.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        target = HERE / f"{name}_rc4.xls"
        office(profile, f'macro:///Standard.Lock.Save("{source.as_uri()}","{target.as_uri()}","{password}")')
    (HERE / "own_xor.xls").write_bytes(obfuscated((HERE / "biff8.xls").read_bytes(), EXCEL_OWN))


def obfuscated(content: bytes, password: str) -> bytes:
    """An .xls with the oldest of all protections ([MS-XLS] 2.2.10), put where the name of its writer stood."""
    file = io.BytesIO(content)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
        at, size = next((at, size) for kind, at, size in records(stream) if kind == 0x5C)
        verifier = next(v for v in range(1 << 16) if DocumentXOR.verifypw(password, v))
        key = DocumentXOR.create_xor_key_method1(password)
        stream[at : at + 14] = struct.pack("<HHHHHHH", 0x2F, 6, 0, key, verifier, 0x5C, size - 10)
        array = DocumentXOR.create_xor_array_method1(password)
        for kind, at, size in list(records(stream)):
            # BOF, FILEPASS, INTERFACEHDR and the place of a sheet stay readable.
            start = at + 4 + (4 if kind == 0x85 else 0)
            if kind not in (0x809, 0x2F, 0xE1):
                for place in range(start, at + 4 + size):
                    mask = array[(place + size) % 16]
                    stream[place] = DocumentXOR.rol(stream[place], 5, 8) ^ mask
        ole.write_stream("Workbook", bytes(stream))
    return file.getvalue()


def records(stream: bytes | bytearray) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at, size
        at += 4 + size


def main() -> None:
    """All of them."""
    source = HERE / "excel.xlsx"
    write(source)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profile"
        convert(source, folder, profile)
        lock(source, profile)


if __name__ == "__main__":
    main()
