"""Workbooks with a password."""

from __future__ import annotations

import io
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import pytest

from street_desk.domain.problems import Problem
from street_desk.exchange.problems import LockedWorkbook, UnknownProtection, WrongPassword
from street_desk.exchange.reading import read_workbook
from tests.files.reading import by_hand
from tests.files.reading.truth import HERE, PASSWORD, TABS

LOCKED = ("locked_agile.xlsx", "locked_rc4.xls")
OWN = ("own_agile.xlsx", "own_rc4.xls", "own_xor.xls")


@pytest.mark.parametrize("name", OWN)
def test_what_excel_opens_without_asking_is_read_without_asking(name: str) -> None:
    assert read_workbook(HERE / name).tabs == read_workbook(HERE / "excel.xlsx").tabs


@pytest.mark.parametrize("name", LOCKED)
def test_the_password_that_fits_is_found_among_those_given(name: str) -> None:
    workbook = read_workbook(HERE / name, ["", "错", "far longer than the fifteen letters of old", PASSWORD])
    assert [tab.name for tab in workbook.tabs] == [truth.name for truth in TABS]
    assert workbook.tabs[0].cell(4, 2).value == "东风社区"


@pytest.mark.parametrize("name", LOCKED)
def test_without_a_password_the_workbook_is_locked(name: str) -> None:
    with pytest.raises(LockedWorkbook) as raised:
        read_workbook(HERE / name)
    assert not isinstance(raised.value, WrongPassword)
    assert "--password-from" in raised.value.remedy.text("en")


@pytest.mark.parametrize("name", LOCKED)
def test_a_password_that_does_not_fit_is_said_to_be_wrong(name: str) -> None:
    with pytest.raises(WrongPassword) as raised:
        read_workbook(HERE / name, ["街道2025"])
    assert name in raised.value.message.text("en")
    assert PASSWORD not in raised.value.text("en")


def altered(folder: Path, source: str, stream: str, old: bytes, new: bytes) -> Path:
    """An OLE file with some bytes of one of its streams changed."""
    file = io.BytesIO((HERE / source).read_bytes())
    with olefile.OleFileIO(file, write_mode=True) as ole:
        content = ole.openstream(stream).read()
        assert old in content
        ole.write_stream(stream, content.replace(old, new, 1))
    path = folder / source
    path.write_bytes(file.getvalue())
    return path


@pytest.mark.parametrize(
    ("source", "stream", "old", "new"),
    [
        ("locked_agile.xlsx", "EncryptionInfo", b"\x04\x00\x04\x00", b"\x04\x00\x03\x00"),
        ("locked_rc4.xls", "Workbook", b"\x2f\x00\x36\x00\x01\x00", b"\x2f\x00\x36\x00\x07\x00"),
    ],
    ids=["a method of another version", "an unknown method"],
)
def test_a_protection_that_no_password_opens_is_named_as_such(
    tmp_path: Path, source: str, stream: str, old: bytes, new: bytes
) -> None:
    with pytest.raises(UnknownProtection):
        read_workbook(altered(tmp_path, source, stream, old, new), [PASSWORD])


def test_an_ods_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    def encrypted(manifest: bytes) -> bytes:
        return manifest.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")

    path = tmp_path / "a.ods"
    path.write_bytes(by_hand.changed((HERE / "calc.ods").read_bytes(), "META-INF/manifest.xml", encrypted))
    with pytest.raises(UnknownProtection):
        read_workbook(path)


def test_half_of_a_locked_workbook_is_one_problem(tmp_path: Path) -> None:
    for name in (*LOCKED, *OWN):
        content = (HERE / name).read_bytes()
        path = tmp_path / name
        path.write_bytes(content[: len(content) // 2])
        with pytest.raises(Problem):
            read_workbook(path, [PASSWORD])
