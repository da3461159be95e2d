"""Files held elsewhere: whether another program has a file open, by the mark it leaves beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from street_desk.domain.problems import Problem
from street_desk.language import N_

_MOST = 4096
# Excel's owner file: a length and the name in the PC's own code page, then from here once more in UTF-16.
_NAME_AT = 55


class HeldElsewhere(Problem):
    """A file that would be overwritten under the hands of whoever has it open."""

    what = N_("{path} is open in another program; nothing was written.")
    to_do = N_("Close it there and try again. If nobody has it open, delete the file {mark} beside it.")


class HeldBy(HeldElsewhere):
    """The same where the mark says whose it is."""

    what = N_("{path} is open in another program ({who}); nothing was written.")


def held_elsewhere(path: Path) -> str | None:
    """Who has a file open in Excel, WPS or LibreOffice: "" where the mark names nobody, None where nobody has it."""
    mark = _mark(path)
    return None if mark is None else _owner(mark)


def require_free(path: Path) -> None:
    """Raises HeldElsewhere where another program has the file open."""
    mark = _mark(path)
    if mark is None:
        return
    if who := _owner(mark):
        raise HeldBy(path=str(path), mark=mark.name, who=who)
    raise HeldElsewhere(path=str(path), mark=mark.name)


def _mark(path: Path) -> Path | None:
    """The mark beside a file that is there; one beside a file that is gone holds nothing."""
    with contextlib.suppress(OSError):
        if path.exists():
            return next((mark for mark in _marks(path) if mark.is_file()), None)
    return None


def _marks(path: Path) -> Iterator[Path]:
    for name in (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#"):
        yield path.with_name(name)


def _owner(mark: Path) -> str:
    """The name that a mark gives, "" where it gives none or cannot be read, as Windows has it while Excel runs."""
    try:
        with mark.open("rb") as file:
            content = file.read(_MOST)
    except OSError:
        return ""
    if mark.name.startswith(".~lock."):
        # LibreOffice: the user's name, the account, the PC, the time, the profile.
        parts = content.decode("utf-8", "replace").split(",")
        return next((part.strip() for part in parts[:3] if part.strip()), "")
    begin = _NAME_AT + 2
    count = int.from_bytes(content[_NAME_AT:begin], "little")
    name = content[begin : begin + 2 * count].decode("utf-16-le", "replace")
    return "".join(letter for letter in name if letter.isprintable()).strip()
