"""Reading workbooks: a file becomes plain cells, and nothing of it is interpreted here.

Content decides what a file is, not its ending. Everything that comes out is plain data that can be pickled, so that
reading can run in a process of its own. The file is only ever opened for reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from street_desk.domain.problems import (
    DamagedWorkbook,
    EmptyWorkbook,
    FileMissing,
    FileUnreadable,
    LockedWorkbook,
    LockFile,
    NotAWorkbook,
)
from street_desk.exchange.reading.cells import Broken, Cell, Merge, Tab, Workbook, address, area, letters

_ZIP = b"PK"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# Excel wraps a workbook that has a password in an OLE file with a stream of this name.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path, passwords: Sequence[str] = ()) -> Workbook:
    """The cells of a workbook (.xlsx, .xlsm, .xls by content).

    Raises FileMissing, FileUnreadable, LockFile, EmptyWorkbook, NotAWorkbook, LockedWorkbook, DamagedWorkbook.
    """
    if path.name.startswith("~$"):
        raise LockFile(path=path.name, name=path.name[2:])
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(path=path.name) from None
    except OSError as error:
        raise FileUnreadable(path=path.name) from error
    if not content:
        raise EmptyWorkbook(path=path.name)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise LockedWorkbook(path=path.name)
        from street_desk.exchange.reading.xls import read_xls as read
    elif content.startswith(_ZIP):
        from street_desk.exchange.reading.xlsx import read_xlsx as read
    else:
        raise NotAWorkbook(path=path.name)
    try:
        return read(content, path.name)
    except (NotAWorkbook, LockedWorkbook):
        raise
    except Exception as error:
        # The libraries meet a damaged file with whatever broke first: KeyError, struct.error, AssertionError …
        raise DamagedWorkbook(path=path.name) from error


__all__ = ["Broken", "Cell", "Merge", "Tab", "Workbook", "address", "area", "letters", "read_workbook"]
