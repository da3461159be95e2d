"""What the user confirmed of a table's reading, and how a table of that shape is known again next year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing.grid import Grid, cell_text
from street_desk.exchange.importing.wording import plain

Signature = tuple[tuple[str, ...], ...]
"""Heading rows from the top down, each with a plain text a column from the table's first, "" where it is empty."""

_YEAR = re.compile(r"20\d\d")
_NO_YEAR = "20××"
# What a heading is was confirmed with the columns.
_KEPT = ("about:", "scale:")


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


def confirmed_at(grid: Grid, row: int, known: Sequence[Remembered]) -> tuple[Remembered, int] | None:
    """The confirmed table whose heading rows begin in this row, and its first column; the widest of several."""
    cells = grid.cells(row)
    if not cells:
        return None
    texts = [signature_text(cell_text(cell)) for cell in cells]
    found: list[tuple[Remembered, int]] = []
    for one in known:
        if not one.signature:
            continue
        first = next((place for place, text in enumerate(one.signature[0]) if text), None)
        if first is None:
            continue
        wanted = one.signature[0][first]
        starts = [cell.column - first for cell, text in zip(cells, texts, strict=True) if text == wanted]
        found += [(one, left) for left in starts if left >= 1 and _is_at(grid, row, left, one.signature)]
    return max(found, key=lambda pair: len(pair[0].columns), default=None)


def _is_at(grid: Grid, row: int, left: int, wanted: Signature) -> bool:
    right = left + len(wanted[0]) - 1
    return signature_of(grid, row, row + len(wanted) - 1, left, right) == wanted


def kept_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the next table of that shape too: those about its figures."""
    return {name: text for name, text in answers.items() if name.startswith(_KEPT)}
