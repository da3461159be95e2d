"""What the user prefers on this PC: language, recent files, how grids look.

Never needed: a missing or bad file is an empty one.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from street_desk import paths
from street_desk.language import LANGUAGES

_MOST_RECENT = 8


def _file() -> Path:
    return paths.data() / "preferences.json"


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(**values: Any) -> None:
    beside = _file().with_suffix(".part")
    try:
        beside.write_text(json.dumps(_read() | values, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(beside, _file())
    except OSError:
        # A PC that keeps no preferences still does the work.
        return


def language() -> str | None:
    """The language chosen; None follows the system."""
    found = _read().get("language")
    return found if found in LANGUAGES and not os.environ.get("STREET_DESK_LANGUAGE") else None


def choose_language(chosen: str | None) -> None:
    _write(language=chosen)


def pane() -> str:
    """The pane beside the grid that was open last; empty where none was chosen."""
    return str(_read().get("pane") or "")


def choose_pane(name: str) -> None:
    """Remembers which pane is open."""
    _write(pane=name)


def recent() -> list[Path]:
    """The files opened last, the newest first, those gone left out."""
    found = _read().get("recent")
    return (
        [Path(p) for p in found if isinstance(p, str) and Path(p).is_file()]
        if isinstance(found, list)
        else []
    )


def remember(path: Path) -> None:
    """Puts a file at the head of the recent ones."""
    others = [p for p in recent() if p != path.resolve()]
    _write(recent=[str(p) for p in [path.resolve(), *others][:_MOST_RECENT]])


def layout(sheet: str) -> Any:
    """How the columns of a sheet are laid out, as `keep_layout` got it; None where it was never changed."""
    found = _read().get("layouts")
    return found.get(sheet) if isinstance(found, dict) else None


def keep_layout(sheet: str, kept: dict[str, Any]) -> None:
    """Keeps how the columns of a sheet are laid out; an empty one is as at first."""
    found = _read().get("layouts")
    others = {k: v for k, v in found.items() if k != sheet} if isinstance(found, dict) else {}
    _write(layouts={**others, sheet: kept} if kept else others)


def zoom() -> int:
    """How large grids are shown, in percent."""
    found = _read().get("zoom")
    return found if isinstance(found, int) and 50 <= found <= 200 else 100


def keep_zoom(percent: int) -> None:
    _write(zoom=percent)
