"""What the user confirmed of a table's reading, and how a table of that shape is known again next year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from street_desk.exchange.importing.grid import Grid, cell_text
from street_desk.exchange.importing.wording import plain

Signature = tuple[tuple[str, ...], ...]
"""Heading rows from the top down, each with a plain text a column from the table's first, "" where it is empty."""

_YEAR = re.compile(r"20\d\d")
_NO_YEAR = "20××"
_KEPT = ("about:", "scale:", "column:")


class Confirmed(Protocol):
    """How tables of one shape are read, as the user confirmed it for `file` at `at` (ISO).

    `columns` are the keys by column from the table's first, "" for one that is not read. `unit` is as a Layout's, ""
    for none. `answers`: question id to the option's English text.
    """

    @property
    def sheet(self) -> str: ...

    @property
    def signature(self) -> Signature: ...

    @property
    def columns(self) -> Sequence[str]: ...

    @property
    def unit(self) -> str: ...

    @property
    def answers(self) -> Mapping[str, str]: ...

    @property
    def file(self) -> str: ...

    @property
    def at(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What there is to remember of a table once its import is applied: a Confirmed without file and date."""

    sheet: str
    signature: Signature
    columns: tuple[str, ...]
    unit: str
    answers: Mapping[str, str]


def signature_text(text: str) -> str:
    """A heading as it is known again: plain, and next year's is the same."""
    return _YEAR.sub(_NO_YEAR, plain(text))


def signature_of(grid: Grid, top: int, bottom: int, left: int, right: int) -> Signature:
    """The heading rows of a table; empty for one without."""
    found = []
    for row in range(top, bottom + 1):
        texts = {cell.column: signature_text(cell_text(cell)) for cell in grid.cells(row)}
        found.append(tuple(texts.get(column, "") for column in range(left, right + 1)))
    return tuple(found)


def confirmed_at(grid: Grid, row: int, known: Sequence[Confirmed]) -> tuple[Confirmed, int] | None:
    """The confirmed table whose heading rows begin in this row, and its first column; the widest of several."""
    cells = grid.cells(row)
    if not cells:
        return None
    texts = [signature_text(cell_text(cell)) for cell in cells]
    found: list[tuple[Confirmed, int]] = []
    for one in known:
        first = next((place for place, text in enumerate(one.signature[0]) if text), None)
        if first is None:
            continue
        starts = [c.column - first for c, text in zip(cells, texts, strict=True) if text == one.signature[0][first]]
        width, depth = len(one.signature[0]), len(one.signature)
        found += [
            (one, left)
            for left in starts
            if left >= 1 and signature_of(grid, row, row + depth - 1, left, left + width - 1) == one.signature
        ]
    return max(found, key=lambda pair: len(pair[0].columns), default=None)


def kept_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the next table of that shape too: those about its columns."""
    return {name: text for name, text in answers.items() if name.startswith(_KEPT)}
