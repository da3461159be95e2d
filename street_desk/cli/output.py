"""What commands say: one JSON object with --json, else plain lines."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from street_desk.session import Session

_Command = TypeVar("_Command", bound=Callable[..., Any])

FILE = click.argument("file", type=click.Path(path_type=Path))
YEAR = click.option("--year", type=click.IntRange(1900, 2200), required=True, help="the year")


def as_json(command: _Command) -> _Command:
    """The --json switch that every command has."""
    return click.option("--json", "json_", is_flag=True, help="print one JSON object")(command)


@contextmanager
def opened(file: Path, *, read_only: bool = False) -> Iterator[Session]:
    """A Session on a file, closed whatever happens. Raises the Problems of `Session.open`."""
    session = Session.open(file, read_only=read_only)
    try:
        yield session
    finally:
        session.close()


def say(json_: bool, data: dict[str, Any], lines: Sequence[str]) -> None:
    """The result: `data` with --json, else the lines."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1) if json_ else "\n".join(lines))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as lines, its columns as wide as their longest text; Chinese letters count twice."""
    widths = [max((_wide(r[i]) for r in (heads, *rows)), default=0) for i in range(len(heads))]
    return [
        "  ".join(
            text + " " * (width - _wide(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in (heads, *rows)
    ]


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
