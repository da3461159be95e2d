"""What the user confirmed of a table's reading, and how a table of that shape is known again next year."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing.grid import Grid, cell_text
from street_desk.exchange.importing.heading_rows import goes_further
from street_desk.exchange.importing.layout import TABLE
from street_desk.exchange.importing.tables import Vocabulary
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import plain

Signature = tuple[tuple[str, ...], ...]
"""Heading rows from the top down, each with a plain text a column from the table's first, "" where it is empty."""

_YEAR = re.compile(r"20\d\d")
_NO_YEAR = "20××"
_ANY_YEAR = re.compile(rf"{_NO_YEAR}(?:[+-]\d+)?")
_SHAPE = re.compile("·[0-9a-f]{6}$")
# What a heading is was confirmed with the columns.
_KEPT = ("about:", "scale:", "year:", "unit:")


def signature_text(text: str, year: int | None = None) -> str:
    """A heading as it is known again: plain, and next year's is the same.

    The year imported into is 20××, the one before it 20××-1; without such a year they all are 20××.
    """

    def renamed(found: re.Match[str]) -> str:
        apart = int(found[0]) - year if year is not None else 0
        return f"{_NO_YEAR}{apart:+d}" if apart else _NO_YEAR

    return _YEAR.sub(renamed, plain(text))


def signature_of(grid: Grid, top: int, bottom: int, left: int, right: int, year: int) -> Signature:
    """The heading rows of a table; empty for one without."""
    found = []
    for row in range(top, bottom + 1):
        texts = {cell.column: signature_text(cell_text(cell), year) for cell in grid.cells(row)}
        found.append(tuple(texts.get(column, "") for column in range(left, right + 1)))
    return tuple(found)


class Known(NamedTuple):
    """The shapes that were confirmed, and the year that is imported into.

    `shapes` are those of tables across, which are found by them; `others` those of turned tables and cards.
    """

    shapes: tuple[Remembered, ...] = ()
    year: int = 0
    others: tuple[Remembered, ...] = ()

    @classmethod
    def of(cls, remembered: Iterable[Remembered], year: int) -> Known:
        """The shapes that a table can be known by: those with headings, and with a column that names the rows."""
        sound = [one for one in remembered if one.signature and names_rows(one)]
        across = tuple(one for one in sound if one.shape == TABLE)
        return cls(across, year, tuple(one for one in sound if one.shape != TABLE))


def names_rows(one: Remembered) -> bool:
    """Whether a column of the shape says which row of its sheet each is: without it nothing can come in."""
    return one.sheet in SHEETS and SHEETS[one.sheet].naming in one.columns


class Found(NamedTuple):
    """A confirmed shape where a grid has it, from column `left` on.

    In the columns `anew` the headings name other years than they did, seen from the year imported into: what they mean
    is recognised anew.
    """

    shape: Remembered
    left: int
    anew: frozenset[int]


def confirmed_at(grid: Grid, row: int, known: Known, vocabulary: Vocabulary) -> Found | None:
    """The confirmed table whose heading rows begin in this row: all of them, with nothing beside them.

    The widest of several, and of those the one with the same years.
    """
    cells = grid.cells(row)
    if not cells:
        return None
    found = [at for one in known.shapes if (at := _at(grid, row, cells[0].column, one, known.year))]
    alone = [at for at in found if _is_whole(grid, row, at, vocabulary)]
    return max(alone, key=lambda at: (len(at.shape.columns), -len(at.anew)), default=None)


def side_by_side_at(grid: Grid, row: int, known: Known) -> tuple[int, ...]:
    """The first columns of confirmed tables that begin in this row beside each other and are all of it; else none."""
    lefts: list[int] = []
    edge = 0
    for cell in grid.cells(row):
        if cell.column <= edge:
            continue
        found = [at for one in known.shapes if (at := _at(grid, row, cell.column, one, known.year))]
        widest = max(found, key=lambda at: len(at.shape.columns), default=None)
        if widest is None or widest.left <= edge:
            return ()
        lefts.append(widest.left)
        edge = widest.left + len(widest.shape.columns) - 1
    return tuple(lefts) if len(lefts) > 1 else ()


def _at(grid: Grid, row: int, column: int, one: Remembered, year: int) -> Found | None:
    """The shape with its first heading in that column; None where its heading rows say something else."""
    first = next((place for place, text in enumerate(one.signature[0]) if text), None)
    if first is None or column <= first:
        return None
    left, width = column - first, len(one.signature[0])
    here = signature_of(grid, row, row + len(one.signature) - 1, left, left + width - 1, year)
    if here == one.signature:
        return Found(one, left, frozenset())
    if _of_any_year(here) != _of_any_year(one.signature):
        return None
    changed = [
        place for below, known in zip(here, one.signature, strict=True)
        for place in range(width) if below[place] != known[place]
    ]  # fmt: skip
    return Found(one, left, frozenset(left + place for place in changed))


def _of_any_year(signature: Signature) -> Signature:
    return tuple(tuple(_ANY_YEAR.sub(_NO_YEAR, text) for text in row) for row in signature)


def _is_whole(grid: Grid, row: int, found: Found, vocabulary: Vocabulary) -> bool:
    """Whether the heading of a table is no more than that shape: nothing beside it, no further row of it below."""
    one, left = found.shape, found.left
    right, bottom = left + len(one.columns) - 1, row + len(one.signature) - 1
    rows = range(row, bottom + 1)
    if any(not left <= cell.column <= right for number in rows for cell in grid.cells(number)):
        return False
    if any(m.left <= right < m.right for number in rows for m in grid.merges(number) if m.top in rows):
        return False
    naming = left + one.columns.index(SHEETS[one.sheet].naming)
    return not goes_further(grid, row, bottom, one.sheet, vocabulary, naming)


def shape_of(sheet: str, signature: Signature) -> str:
    """A few letters that stand for a shape of table, the same in every workbook and every year."""
    said = json.dumps([sheet, _of_any_year(signature)], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:6]


def kept_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the next table of that shape too: those about its figures and their year.

    They are kept with the shape, and so by their questions' ids without it.
    """
    return {_SHAPE.sub("", name): text for name, text in answers.items() if name.startswith(_KEPT)}


def answers_of(one: Remembered, shape: str) -> dict[str, str]:
    """The answers that were kept, for a table of that shape."""
    return {f"{name}·{shape}": text for name, text in one.answers.items()}
