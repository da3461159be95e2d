"""Who has a file open elsewhere, as the system tells it, or the owner file that office programs put beside.

Excel and WPS write ~$NAME (WPS also .~NAME), LibreOffice .~lock.NAME#; each names its user.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

from street_desk.domain.problems import Problem
from street_desk.language import N_

_LASTS = 24 * 3_600
"""So many seconds an owner file counts where the system cannot tell: nobody keeps a form open for longer than a day,
and what a crash left behind must not stand in the way for ever."""
# Excel's owner file holds the name in the system's letters and from here on in UTF-16, after its length; Word's too.
_UTF16 = (55, 54)
_MOST = 4096
_SHARING_VIOLATION = (32, 33)


class HeldElsewhere(Problem):
    """A file to be replaced that someone has open: they would write theirs over it, or lose what they typed."""

    what = N_("{path} is open in Excel or another program; nothing was written.")
    to_do = N_("Close it there and try again, or choose another name.")


class HeldMarked(HeldElsewhere):
    """The same where only an owner file says so, which a crash may have left."""

    to_do = N_(
        "Close it there and try again, or choose another name. If nobody has it open, delete the file {mark} beside it."
    )


class HeldBy(HeldMarked):
    """The same where the owner file says whose it is."""

    what = N_("{path} is open in Excel or another program ({who}); nothing was written.")


def held_elsewhere(path: Path) -> str | None:
    """Who has a file open in Excel, WPS or LibreOffice: "" where nothing names them, None where nobody has it."""
    with contextlib.suppress(OSError):
        return _holder(path) if path.is_file() else None
    return None


def _holder(path: Path) -> str | None:
    mark = _mark(path)
    held = _held_by_system(path)
    if held is None:
        # No lock can be seen here: the other PC's owner file is all there is.
        held = mark is not None and _is_recent(mark)
    if not held:
        return None
    return _owner(mark) if mark is not None else ""


def require_free(path: Path) -> None:
    """Raises HeldElsewhere where another program has the file open."""
    who = held_elsewhere(path)
    if who is None:
        return
    mark = _mark(path)
    if mark is None:
        raise HeldElsewhere(path=str(path))
    if not who:
        raise HeldMarked(path=str(path), mark=mark.name)
    raise HeldBy(path=str(path), mark=mark.name, who=who)


def _mark(path: Path) -> Path | None:
    """The owner file beside a file; one beside a file that is gone holds nothing."""
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


def _is_recent(mark: Path) -> bool:
    try:
        return time.time() - mark.stat().st_mtime < _LASTS
    except OSError:
        return False


def _owner(mark: Path) -> str:
    """The user that an owner file names; "" where it cannot be read."""
    try:
        with mark.open("rb") as file:
            content = file.read(_MOST)
    except OSError:
        return ""
    if mark.name.startswith(".~lock."):
        user, login, *_more = (*content.decode("utf-8", "replace").split(","), "", "")
        return user.strip() or login.strip()
    for place in _UTF16:
        length = int.from_bytes(content[place : place + 2], "little")
        text = content[place + 2 : place + 2 + 2 * length]
        if 0 < length <= place and len(text) == 2 * length:
            return text.decode("utf-16-le", "replace").replace("\0", "").strip()
    return content[1 : 1 + content[0]].decode("gbk", "replace").strip("\0 ") if content else ""
