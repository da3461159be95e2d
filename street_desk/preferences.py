"""What the user prefers on this PC: language, recent files, how grids look, how forms are wanted and printed.

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
    return _held("layouts", sheet)


def keep_layout(sheet: str, kept: dict[str, Any]) -> None:
    """Keeps how the columns of a sheet are laid out; an empty one is as at first."""
    _hold("layouts", sheet, kept)


def form_options(form: str) -> dict[str, Any]:
    """How a form was wanted last, as `keep_form_options` got it; empty where it never was."""
    found = _held("forms", form)
    return found if isinstance(found, dict) else {}


def keep_form_options(form: str, kept: dict[str, Any]) -> None:
    """Keeps how a form is wanted."""
    _hold("forms", form, kept)


def print_settings(form: str) -> dict[str, Any]:
    """How a form was printed last, as `keep_print_settings` got it; empty where it never was."""
    found = _held("printing", form)
    return found if isinstance(found, dict) else {}


def keep_print_settings(form: str, kept: dict[str, Any]) -> None:
    """Keeps how a form is printed: the printer's name, the paper, and the like."""
    _hold("printing", form, kept)


def batch() -> dict[str, Any]:
    """What was chosen last for exporting many forms at once."""
    found = _read().get("batch")
    return found if isinstance(found, dict) else {}


def keep_batch(kept: dict[str, Any]) -> None:
    _write(batch=kept)


def _held(part: str, name: str) -> Any:
    """What a part of the preferences holds under a name; None where it holds nothing."""
    found = _read().get(part)
    return found.get(name) if isinstance(found, dict) else None


def _hold(part: str, name: str, kept: dict[str, Any]) -> None:
    found = _read().get(part)
    others = {k: v for k, v in found.items() if k != name} if isinstance(found, dict) else {}
    _write(**{part: {**others, name: kept} if kept else others})


def zoom() -> int:
    """How large grids are shown, in percent."""
    found = _read().get("zoom")
    return found if isinstance(found, int) and 50 <= found <= 200 else 100


def keep_zoom(percent: int) -> None:
    _write(zoom=percent)
