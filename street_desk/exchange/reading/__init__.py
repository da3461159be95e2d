"""Reading workbooks: a file becomes plain cells, and nothing of it is interpreted here.

Content decides what a file is, not its ending. Everything that comes out is plain data that can be pickled, so that
reading can run in a process of its own. The file is only ever opened for reading.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from street_desk.domain.problems import FileMissing, FileUnreadable, Problem
from street_desk.exchange.problems import (
    DamagedWorkbook,
    EmptyWorkbook,
    LockedWorkbook,
    LockFile,
    NotAWorkbook,
    TooLargeWorkbook,
    WpsWorkbook,
)
from street_desk.exchange.reading.cells import Broken, Cell, Merge, Tab, Workbook, address, area, letters
from street_desk.exchange.reading.content import Content, Markup, content_of, markup_of
from street_desk.exchange.reading.limits import FILE

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods", ".csv")
"""What is taken of a folder; a file that is named is read whatever its ending."""


def read_workbook(path: Path, passwords: Sequence[str] = ()) -> Workbook:
    """The cells of a workbook: .xlsx .xlsm .xlsb .ods .fods .xls .et .csv, web pages and XML that call themselves so.

    Raises FileMissing, FileUnreadable, LockFile, EmptyWorkbook, TooLargeWorkbook, NotAWorkbook, WpsWorkbook,
    LockedWorkbook, WrongPassword, UnknownProtection, DamagedWorkbook.
    """
    if owner := lock_owner(path.name):
        raise LockFile(path=path.name, name=owner)
    content = _bytes(path)
    try:
        return _read(content, path.name, passwords)
    except NotAWorkbook as problem:
        if path.suffix.lower() in (".et", ".ett"):
            raise WpsWorkbook(path=path.name) from problem
        raise
    except (Problem, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # The libraries meet a damaged file with whatever broke first: KeyError, struct.error, AssertionError …;
        # where calamine panics, it is not even an Exception.
        raise DamagedWorkbook(path=path.name) from error


def lock_owner(name: str) -> str:
    """The workbook that a lock file belongs to, "" where it is none: ~$a.xlsx, .~a.xlsx, .~lock.a.xlsx#."""
    if name.startswith(".~lock.") and name.endswith("#"):
        return name.removeprefix(".~lock.").removesuffix("#")
    return name[2:] if name.startswith(("~$", ".~")) else ""


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileUnreadable(path=path.name)
        if about.st_size > FILE:
            raise TooLargeWorkbook(path=path.name)
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(path=path.name) from None
    except OSError as error:
        raise FileUnreadable(path=path.name) from error
    if not content:
        raise EmptyWorkbook(path=path.name)
    return content


def _read(content: bytes, name: str, passwords: Sequence[str]) -> Workbook:
    kind = content_of(content)
    if kind is Content.ZIP:
        return _package(content, name)
    if kind in (Content.OLE, Content.BARE):
        return _binary(content, name, passwords)
    if kind is Content.OTHER:
        raise NotAWorkbook(path=name)
    return _text(content, name)


def _binary(content: bytes, name: str, passwords: Sequence[str]) -> Workbook:
    from street_desk.exchange.reading.compound import Compound
    from street_desk.exchange.reading.locks import unlocked
    from street_desk.exchange.reading.xls import read_xls

    if content_of(content) is Content.BARE:
        return read_xls(content, name)
    file = Compound(content)
    if "EncryptedPackage" in file:
        return _package(unlocked(content, name, passwords), name)
    stream = next((stream for stream in ("Workbook", "Book") if stream in file), None)
    if stream is None:
        # A Word document, an installer …
        raise NotAWorkbook(path=name)
    try:
        return read_xls(file.stream(stream), name)
    except LockedWorkbook:
        opened = Compound(unlocked(content, name, passwords))
        return read_xls(opened.stream(stream), name)


def _package(content: bytes, name: str) -> Workbook:
    from street_desk.exchange.reading import xlsb
    from street_desk.exchange.reading.packages import Package

    package = Package(content, name)
    if "mimetype" in package and "content.xml" in package:
        from street_desk.exchange.reading.ods import read_ods as read
    elif xlsb.WORKBOOK in package:
        read = xlsb.read_xlsb
    else:
        from street_desk.exchange.reading.xlsx import read_xlsx as read
    return read(content, name)


def _text(content: bytes, name: str) -> Workbook:
    from street_desk.exchange.reading.texts import text_of

    text = text_of(content)
    markup = Markup.OTHER if text is None else markup_of(text)
    if text is None or markup is Markup.OTHER:
        raise NotAWorkbook(path=name)
    if markup is Markup.XML2003:
        from street_desk.exchange.reading.xml2003 import read_xml2003 as read
    elif markup is Markup.FLAT_ODS:
        from street_desk.exchange.reading.ods import read_flat_ods as read
    elif markup is Markup.PAGE:
        from street_desk.exchange.reading.html_tables import read_html as read
    else:
        from street_desk.exchange.reading.delimited import read_delimited as read
    return read(text, name)


__all__ = [
    "WORKBOOK_ENDINGS",
    "Broken",
    "Cell",
    "Merge",
    "Tab",
    "Workbook",
    "address",
    "area",
    "letters",
    "lock_owner",
    "read_workbook",
]
