"""Files that are broken or meant to do harm: each is read right or is one clear Problem."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from street_desk.domain.problems import FileUnreadable, Problem
from street_desk.exchange.problems import (
    DamagedWorkbook,
    EmptyWorkbook,
    LockFile,
    NotAWorkbook,
    TooLargeWorkbook,
    WpsWorkbook,
)
from street_desk.exchange.reading import WORKBOOK_ENDINGS, limits, read_workbook
from tests.files.reading import by_hand
from tests.files.reading.by_hand import changed, sheet_xml, xlsx, zipped
from tests.files.reading.truth import HERE

SHEET = "xl/worksheets/sheet1.xml"
ONE = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(9)
) + b"]>"  # fmt: skip


def problem(folder: Path, content: bytes, name: str = "a.xlsx") -> Problem:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(Problem) as raised:
        read_workbook(path)
    assert name in raised.value.message.text("en")
    assert raised.value.remedy.text("zh_CN")
    return raised.value


def bomb(sheet: bytes, size: int) -> bytes:
    """An .xlsx whose sheet goes on with spaces."""
    head, tail = sheet.split(b"</sheetData>")
    return xlsx(head + b"</sheetData>" + b" " * size + tail)


def _within(content: bytes) -> int:
    """A place inside the packed cells."""
    part = b"content.xml" if b"content.xml" in content else SHEET.encode()
    return content.index(part) + len(part) + 100


def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    found = problem(tmp_path, bomb(ONE, limits.RATIO_FROM + (4 << 20)))
    assert type(found) is TooLargeWorkbook


@pytest.mark.parametrize("said", [1000, 0xFFFFFFF0])
def test_the_size_that_a_zip_states_is_not_believed(tmp_path: Path, said: int) -> None:
    content = bytearray(bomb(ONE, limits.RATIO_FROM + (4 << 20)))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo(SHEET)
    at = content.index(b"PK\x01\x02", content.rindex(SHEET.encode()) - 100)
    assert struct.unpack_from("<I", content, at + 24)[0] == info.file_size
    struct.pack_into("<I", content, at + 24, said)
    struct.pack_into("<I", content, info.header_offset + 22, said)
    assert type(problem(tmp_path, bytes(content))) is TooLargeWorkbook


def test_many_parts_that_are_large_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("street_desk.exchange.reading.packages.UNPACKED", 3000)
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 100))
    assert type(problem(tmp_path, xlsx(sheet_xml(many)))) is TooLargeWorkbook


@pytest.mark.parametrize(
    "part",
    [
        SHEET,
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
        "xl/sharedStrings.xml",
        "docProps/custom.xml",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str, encoding: str) -> None:
    def charged(content: bytes) -> bytes:
        body = content.decode().partition("?>\n")[2] if content.startswith(b"<?xml") else content.decode()
        body = body.replace("<v>1</v>", "<v>&j;</v>") or "<sst><si><t>&j;</t></si></sst>"
        return f'<?xml version="1.0" encoding="{encoding}"?>{BOMB.decode()}{body}'.encode(encoding)

    sheet = ONE.replace(b"<c", b'<c t="s"').replace(b">1<", b">0<") if "Strings" in part else ONE
    assert type(problem(tmp_path, changed(xlsx(sheet), part, charged))) is DamagedWorkbook


@pytest.mark.parametrize("name", ["flat.fods", "xml2003", "calc.ods"])
def test_entities_are_refused_in_other_formats(tmp_path: Path, name: str) -> None:
    def charged(content: bytes) -> bytes:
        return content.replace(b"?>", b"?>" + BOMB, 1).replace("东风社区".encode(), b"&j;")

    if name == "calc.ods":
        content = changed((HERE / name).read_bytes(), "content.xml", charged)
    else:
        content = charged(by_hand.xml2003() if name == "xml2003" else (HERE / name).read_bytes())
    assert isinstance(problem(tmp_path, content), (DamagedWorkbook, NotAWorkbook))


def test_an_ods_that_repeats_its_rows_without_end_is_refused_and_one_that_repeats_empty_rows_is_read(
    tmp_path: Path,
) -> None:
    def repeated(content: bytes) -> bytes:
        cell = b'<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
        return content.replace(b"</table:table>", row + b"</table:table>", 1)

    sound = (HERE / "calc.ods").read_bytes()
    assert b"1048" in zipfile.ZipFile(io.BytesIO(sound)).read("content.xml")
    assert type(problem(tmp_path, changed(sound, "content.xml", repeated), "a.ods")) is TooLargeWorkbook


def test_an_xlsb_with_cells_far_apart_is_refused(tmp_path: Path) -> None:
    far = by_hand.Truth("一", {"A1": 1, "XFD1048576": 2})
    assert type(problem(tmp_path, by_hand.xlsb([far]))) is TooLargeWorkbook


def test_a_file_beyond_all_measure_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE + 1)
    with pytest.raises(TooLargeWorkbook):
        read_workbook(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:200],
        lambda content: content[: len(content) // 2],
        lambda content: content[:-10],
        lambda content: content.replace(b"PK\x01\x02", b"PK\x09\x09"),
        lambda content: content[: _within(content)] + bytes(200) + content[_within(content) + 200 :],
    ],
    ids=["200 bytes", "half", "without its end", "without a directory", "with a hole"],
)
@pytest.mark.parametrize("name", ["excel.xlsx", "calc.ods"])
def test_a_damaged_zip_is_damaged(tmp_path: Path, name: str, change: object) -> None:
    assert type(problem(tmp_path, change((HERE / name).read_bytes()))) is DamagedWorkbook  # type: ignore[operator]


def test_a_digit_that_flipped_inside_is_noticed(tmp_path: Path) -> None:
    stored = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(ONE))) as old,
        zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    content = stored.getvalue()
    assert type(problem(tmp_path, content.replace(b"<v>1</v>", b"<v>7</v>"))) is DamagedWorkbook


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET])
def test_a_workbook_without_its_parts_is_one_problem(tmp_path: Path, part: str) -> None:
    assert isinstance(
        problem(tmp_path, changed(xlsx(ONE), part, lambda _: None)), (NotAWorkbook, DamagedWorkbook)
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "文.docx",
            zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}),
            NotAWorkbook,
        ),
        ("图.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(300), NotAWorkbook),
        ("空.xlsx", zipped({}), NotAWorkbook),
        ("表.et", b"\x01\x02WPS" + bytes(300), WpsWorkbook),
        ("表.et", zipped({"other": b"x"}), WpsWorkbook),
        ("零.xlsx", b"", EmptyWorkbook),
        ("~$情况.xlsx", b"\x05admin", LockFile),
        (".~情况.et", b"\x05admin", LockFile),
        (".~lock.情况.ods#", b",admin", LockFile),
    ],
)
def test_each_other_file_is_its_own_problem(
    tmp_path: Path, name: str, content: bytes, expected: type[Problem]
) -> None:
    found = problem(tmp_path, content, name)
    assert type(found) is expected
    if expected is LockFile:
        assert "Import 情况." in found.text("en")


def test_a_word_document_of_old_is_no_workbook(tmp_path: Path) -> None:
    content = (HERE / "biff8.xls").read_bytes()
    document = content.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    assert type(problem(tmp_path, document, "a.doc")) is NotAWorkbook
    assert type(problem(tmp_path, document, "a.et")) is WpsWorkbook


def test_what_is_no_file_is_unreadable(tmp_path: Path) -> None:
    paths = [tmp_path]
    if sys.platform != "win32":
        paths.append(tmp_path / "pipe.xlsx")
        os.mkfifo(paths[1])
    for path in paths:
        with pytest.raises(FileUnreadable):
            read_workbook(path)


def test_a_folder_is_looked_through_for_every_format_but_pages() -> None:
    assert {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv"} == set(WORKBOOK_ENDINGS)
