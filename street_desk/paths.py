"""Where things lie: resources, the user's data, logs and backups."""

from __future__ import annotations

import contextlib
from pathlib import Path

import appdirs

_PACKAGE = Path(__file__).resolve().parent
_NAME = "StreetDesk"


def resources() -> Path:
    """Standards, translations, fonts, icons and the sample: inside an installed package, beside a source tree."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def data() -> Path:
    """The folder of the user's own data of this program (recent files, preferences, backups); made when missing."""
    return _made(Path(appdirs.user_data_dir(_NAME, appauthor=False)))


def logs() -> Path:
    """The folder of crash reports; they never leave the PC by themselves."""
    return _made(Path(appdirs.user_log_dir(_NAME, appauthor=False)))


def backups() -> Path:
    """The folder of verified copies of the office's files."""
    return _made(data() / "backups")


def _made(folder: Path) -> Path:
    """The folder, made when missing. A PC that refuses it is left to whoever writes there, and to say so then."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
