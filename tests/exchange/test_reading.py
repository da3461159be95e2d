from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import openpyxl
import pytest

from street_desk.domain.problems import FileMissing, FileUnreadable, Problem
from street_desk.exchange.problems import DamagedWorkbook, EmptyWorkbook, LockFile, NotAWorkbook
from street_desk.exchange.reading import Merge, address, area, read_workbook
from tests.files.importing.cases import CASES, HERE, Tab, write

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SOUND = CASES["two_rows"]


def replace_in_sheet(path: Path, old: bytes, new: bytes) -> None:
    """Changes the XML of a workbook's first tab, as no library would write it."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def test_cells_merges_and_addresses_are_read_alike_from_both_formats(tmp_path: Path) -> None:
    new = read_workbook(write(tmp_path / "a.xlsx", *SOUND)).tabs[0]
    old = read_workbook(HERE / "two_rows.xls").tabs[0]
    assert new.merges == old.merges
    assert Merge(1, 4, 1, 6) in new.merges
    assert list(new.filled()) == list(old.filled())
    assert new.cell(3, 4).address == "D3"
    assert (address(12, 28), area(3, 1, 4, 11)) == ("AB12", "A3:K4")


def test_content_decides_and_not_the_ending(tmp_path: Path) -> None:
    old = tmp_path / "a.xlsx"
    old.write_bytes((HERE / "two_rows.xls").read_bytes())
    new = write(tmp_path / "b.xlsx", *SOUND).rename(tmp_path / "b.xls")
    assert read_workbook(old).tabs[0].rows == read_workbook(new).tabs[0].rows


def test_what_was_read_can_be_sent_to_another_process(tmp_path: Path) -> None:
    read = read_workbook(write(tmp_path / "a.xlsx", *CASES["errors"]))
    assert pickle.loads(pickle.dumps(read)) == read  # noqa: S301  (its own)


def test_errors_and_formulas_without_a_result_are_known_by_address(tmp_path: Path) -> None:
    rows = (("a", "=1+1"), ("#REF!", "=1/0"))
    tab = read_workbook(write(tmp_path / "a.xlsx", Tab(rows))).tabs[0]
    assert tab.cell(1, 2).uncomputed
    assert tab.cell(2, 1).error == "#REF!"
    old = read_workbook(HERE / "errors.xls").tabs[0]
    assert sorted(c.error for c in old.filled() if c.error) == ["#DIV/0!", "#N/A", "#REF!", "#VALUE!"]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", Tab((('=IF(B1="","",B1)', "=1+1", "x"),)))
    replace_in_sheet(path, b'<c r="A1">', b'<c r="A1" t="str">')
    tab = read_workbook(path).tabs[0]
    assert {cell.address: cell.uncomputed for cell in tab.filled()} == {"B1": True, "C1": False}


def test_hidden_rows_columns_and_tabs_are_known(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", *SOUND, Tab((("x",),), name="hidden"))
    book = openpyxl.load_workbook(path)
    book["Sheet1"].row_dimensions[3].hidden = True
    book["Sheet1"].column_dimensions["C"].hidden = True
    book["hidden"].sheet_state = "hidden"
    book.save(path)
    first, second = read_workbook(path).tabs
    assert (first.hidden_rows, first.hidden_columns, first.hidden) == (frozenset({3}), frozenset({3}), False)
    assert second.hidden


def test_a_dimension_that_reaches_the_last_cell_costs_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", *SOUND)
    before = read_workbook(path)
    replace_in_sheet(path, b'ref="A1:G4"', b'ref="A1:XFD1048576"')
    assert read_workbook(path) == before


def test_the_original_is_not_touched(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", *SOUND)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    path.chmod(0o444)
    read_workbook(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def broken(folder: Path, name: str) -> Path:
    """A file of the kind that offices send and no one can read."""
    path = folder / f"{name}.xlsx"
    sound = write(folder / "sound.xlsx", *SOUND).read_bytes()
    inside = sound.index(b"xl/worksheets/sheet1.xml") + 60
    contents = {
        "empty": b"",
        "text": "各街道办事处：请于三月一日前报送本年度社区经费。逾期不予受理。\n".encode("gbk"),
        "html": "<html><p>请登录后下载</p></html>".encode(),
        "pdf": b"%PDF-1.7\n",
        "half": sound[: len(sound) // 2],
        "garbled": sound[:inside] + bytes(100) + sound[inside + 100 :],
        "ole": OLE + bytes(2000),
        "half_ole": (HERE / "two_rows.xls").read_bytes()[:3000],
    }
    if name == "document":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("[Content_Types].xml", "<Types/>")
            packed.writestr("word/document.xml", "<document/>")
    elif name == "folder":
        path.mkdir()
    elif name in contents:
        path.write_bytes(contents[name])
    return path


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("empty", EmptyWorkbook),
        ("text", NotAWorkbook),
        ("html", NotAWorkbook),
        ("pdf", NotAWorkbook),
        ("document", NotAWorkbook),
        ("half", DamagedWorkbook),
        ("garbled", DamagedWorkbook),
        ("ole", DamagedWorkbook),
        ("half_ole", DamagedWorkbook),
        ("missing", FileMissing),
        ("folder", FileUnreadable),
    ],
)
def test_what_cannot_be_read_is_one_clear_problem(tmp_path: Path, name: str, problem: type[Problem]) -> None:
    with pytest.raises(problem) as raised:
        read_workbook(broken(tmp_path, name))
    assert f"{name}.xlsx" in raised.value.message.text("en")
    assert raised.value.remedy.text("en")


def test_a_lock_file_names_the_workbook_it_belongs_to(tmp_path: Path) -> None:
    path = tmp_path / "~$情况.xlsx"
    path.write_bytes(b"\x05admin" + bytes(100))
    with pytest.raises(LockFile) as raised:
        read_workbook(path)
    assert "Import 情况.xlsx instead." in raised.value.text("en")
