"""Who has a file open elsewhere, as the system tells it, or the owner file that office programs put beside.

Excel and WPS write ~$NAME (WPS also .~NAME), LibreOffice .~lock.NAME#; each names its user.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from street_desk.language import N_, _

_LASTS = 24 * 3_600
"""So many seconds an owner file counts where the system cannot tell: nobody keeps a form open for longer than a day,
and what a crash left behind must not stand in the way for ever."""
# Excel's owner file holds the name in the system's letters and from here on in UTF-16, after its length; Word's too.
_UTF16 = (55, 54)
_SHARING_VIOLATION = (32, 33)


def held_elsewhere(path: Path) -> str:
    """Who has a file open in Excel, WPS or LibreOffice, so that it must not be replaced; "" for nobody."""
    if not path.is_file():
        return ""
    owner = _owner_file(path)
    held = _held_by_system(path)
    if held is None:
        # No lock can be seen here: the other PC's owner file is all there is.
        held = owner is not None and _is_recent(owner)
    if not held:
        return ""
    return (_named(owner) if owner is not None else "") or _(N_("another program"))


def _owner_file(path: Path) -> Path | None:
    names = (f"~${path.name}", f".~lock.{path.name}#", f".~{path.name}")
    return next((found for name in names if (found := path.with_name(name)).is_file()), None)


def _held_by_system(path: Path) -> bool | None:
    """Whether a program keeps the file for itself; None where that cannot be told."""
    if sys.platform == "win32":
        try:
            # Excel does not let a file be renamed that it has open; onto itself, nothing happens otherwise.
            path.rename(path)
        except OSError as error:
            return error.winerror in _SHARING_VIOLATION
        return False
    import fcntl

    try:
        with path.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    return None


def _is_recent(owner: Path) -> bool:
    try:
        return time.time() - owner.stat().st_mtime < _LASTS
    except OSError:
        return False


def _named(owner: Path) -> str:
    """The user that an owner file names; "" where it cannot be read."""
    try:
        content = owner.read_bytes()
    except OSError:
        return ""
    if owner.name.startswith(".~lock."):
        user, login, *_more = (*content.decode("utf-8", "replace").split(","), "", "")
        return user.strip() or login.strip()
    for place in _UTF16:
        length = int.from_bytes(content[place : place + 2], "little")
        text = content[place + 2 : place + 2 + 2 * length]
        if 0 < length <= place and len(text) == 2 * length:
            return text.decode("utf-16-le", "replace").strip("\0 ")
    return content[1 : 1 + content[0]].decode("gbk", "replace").strip("\0 ") if content else ""
