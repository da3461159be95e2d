"""Who has a file open elsewhere, by the owner files that office programs put beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.pages import Page
from street_desk.exchange.exporting import Target, export, export_each
from street_desk.exchange.held import HeldBy, HeldElsewhere, HeldMarked, held_elsewhere, require_free
from street_desk.session import Session
from tests.pages import DAY, filled, two_years

# These are about the owner file alone; Windows tells by itself who holds a file.
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system's own lock decides there")


def excel_owner(name: str) -> bytes:
    """An owner file as Excel writes it: the name in the system's letters, and from byte 55 in UTF-16."""
    ansi, wide = name.encode("gbk"), name.encode("utf-16-le")
    return (
        (bytes([len(ansi)]) + ansi).ljust(55, b" ") + len(name).to_bytes(2, "little") + wide.ljust(108, b"\0")
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"as it was")
    return path


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    session: Session = two_years(tmp_path)
    yield filled(session)
    session.close()


@pytest.mark.parametrize(
    ("beside", "content"),
    [
        ("~$表.xlsx", excel_owner("王会计")),
        ("~$表.xlsx", b"\x06" + "王会计".encode("gbk").ljust(54)),
        (".~表.xlsx", excel_owner("王会计")),
        (".~lock.表.xlsx#", ",王会计,PC-3,24.11.2026 09:10,file:///home/user;".encode()),
        (".~lock.表.xlsx#", "王会计,wang,PC-3,24.11.2026 09:10,file:///x;".encode()),
    ],
)
def test_an_owner_file_names_who_has_it_open(book: Path, beside: str, content: bytes) -> None:
    assert held_elsewhere(book) is None
    (book.parent / beside).write_bytes(content)
    assert held_elsewhere(book) == "王会计"


def test_an_owner_file_that_says_nothing_still_counts(book: Path) -> None:
    (book.parent / "~$表.xlsx").write_bytes(b"")
    assert held_elsewhere(book) == ""
    with pytest.raises(HeldMarked) as caught:
        require_free(book)
    assert "~$表.xlsx" in caught.value.text("en")


def test_what_a_crash_left_does_not_count_for_ever(book: Path) -> None:
    owner = book.parent / "~$表.xlsx"
    owner.write_bytes(excel_owner("王会计"))
    old = time.time() - 25 * 3600
    os.utime(owner, (old, old))
    assert held_elsewhere(book) is None


def test_an_owner_file_of_a_file_that_is_gone_does_not_count(book: Path) -> None:
    (book.parent / "~$表.xlsx").write_bytes(excel_owner("王会计"))
    book.unlink()
    assert held_elsewhere(book) is None


def test_a_lock_of_another_process_counts_without_an_owner_file(book: Path) -> None:
    code = (
        "import fcntl, sys; f = open(sys.argv[1], 'r+b'); fcntl.lockf(f, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(book)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert held_elsewhere(book) == ""
        with pytest.raises(HeldElsewhere):
            require_free(book)
        other.communicate(b"\n")
    assert held_elsewhere(book) is None


def test_a_file_that_is_open_is_named_and_not_overwritten(book: Path, page: Page) -> None:
    (book.parent / "~$表.xlsx").write_bytes(excel_owner("王会计"))
    with pytest.raises(HeldBy) as caught:
        export([page], book)
    assert "王会计" in caught.value.text("en")
    assert book.read_bytes() == b"as it was"


def test_of_several_files_the_one_that_is_open_is_left_and_the_rest_goes_on(book: Path, page: Page) -> None:
    (book.parent / "~$表.xlsx").write_bytes(excel_owner("王会计"))
    paths = (book.with_name("一.pdf"), book, book.with_name("二.xlsx"))
    outcomes = export_each([Target(path, "funding", [page]) for path in paths])
    assert [one.path for one in outcomes] == list(paths)
    assert [isinstance(one.problem, HeldBy) for one in outcomes] == [False, True, False]
    assert book.read_bytes() == b"as it was"
    assert paths[2].stat().st_size > 1_000


def test_a_sheet_goes_not_into_a_file_that_is_open_either(book: Path, tmp_path: Path) -> None:
    from street_desk.domain.shown import sheet_shown
    from street_desk.exchange.sheets_out import export_sheet
    from tests.streets import small_street

    (book.parent / "~$表.xlsx").write_bytes(excel_owner("王会计"))
    session = small_street(tmp_path)
    shown = sheet_shown(
        session.sheet("communities", 2027),
        session.book(2027),
        lambda row, column: session.value(2027, "communities", row, column),
        date=DAY,
    )
    session.close()
    with pytest.raises(HeldBy):
        export_sheet(shown, book)
    assert book.read_bytes() == b"as it was"
