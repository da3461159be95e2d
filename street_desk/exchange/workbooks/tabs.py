"""Tabs: a workbook's sheet as plain data, so that it can be written, and read back and compared with what it was."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from street_desk.domain.forms.widths import MM, PADDING, ems

BODY, HEADING, TITLE = "仿宋", "黑体", "宋体"
PLAIN_SIZE, TITLE_SIZE = 10.0, 18.0
TEXT = "@"
_LEAST_ROW = 17.0
_RISKY = ("=", "+", "-", "@", "\t", "\r")
# Excel leaves more room beside the text than a printed table does, and breaks lines earlier.
LESS_ROOM = 0.94


class Look(NamedTuple):
    """How a cell looks; the names are XlsxWriter's."""

    font_name: str = BODY
    font_size: float = PLAIN_SIZE
    align: str = ""
    valign: str = "vcenter"
    bold: bool = False
    text_wrap: bool = False
    shrink: bool = False
    border: int = 0
    num_format: str = "General"
    quote_prefix: bool = False


class Cell(NamedTuple):
    """A cell, its places counted from 0. One that reaches further down or to the right is several made one.

    `formula` is without its =; its result is the value.
    """

    row: int
    column: int
    value: float | str | None
    look: Look
    formula: str = ""
    bottom: int = -1
    right: int = -1

    @property
    def merged(self) -> bool:
        return self.right > self.column or self.bottom > self.row


@dataclass(slots=True)
class Tab:
    """A sheet of a workbook. `widths` are in mm, `heights` in points by row; `titles` are the rows repeated on paper.

    `running` is printed above every sheet of paper but the first, `code` below each. `size` is that of its letters.
    """

    name: str
    widths: Sequence[float]
    running: str
    code: str
    titles: tuple[int, int] | None = None
    frozen: tuple[int, int] = (0, 0)
    paper: str = "A4"
    landscape: bool = False
    size: float = PLAIN_SIZE
    protected: bool = False
    cells: list[Cell] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def across(self, row: int, text: str, look: Look, first: int = 0, last: int | None = None) -> None:
        """Text over all columns, or over some."""
        self.cells.append(Cell(row, first, text, look, right=self.last if last is None else last))

    def lines(self, text: str, size: float, first: int, last: int) -> int:
        """How many lines text takes in these columns."""
        room = sum(self.widths[first : last + 1]) * LESS_ROOM - 2 * PADDING
        return sum(max(1, math.ceil(ems(part) * size * MM / room)) for part in text.split("\n"))


def looks_like_a_formula(value: object) -> bool:
    """Whether a cell must say that its text is text."""
    return isinstance(value, str) and value.startswith(_RISKY)


def height(lines: int, size: float) -> float:
    """The height of a row of so many lines of letters of that size, in points."""
    return max(lines * size * 1.35 + 6, _LEAST_ROW)


def parts(widths: Sequence[float], count: int) -> Iterator[tuple[int, int]]:
    """First and last column of each of `count` neighbouring parts about as wide as each other, none empty."""
    first, used = 0, 0.0
    whole = sum(widths)
    for part in range(count):
        last = first
        used += widths[first]
        must_leave = count - part - 1
        while (
            last + 1 < len(widths) - must_leave and used + widths[last + 1] / 2 <= whole * (part + 1) / count
        ) or (must_leave == 0 and last + 1 < len(widths)):
            last += 1
            used += widths[last]
        yield first, last
        first = last + 1


def fitted(widths: Sequence[float], needs: Sequence[float]) -> list[tuple[int, int]]:
    """First and last column of neighbouring parts, one a need, none empty: the least room for its need is the most."""
    count = len(widths)
    # The best of the first columns for the first needs: its least share, and its parts.
    best: list[tuple[float, list[tuple[int, int]]] | None] = [(math.inf, []), *[None] * count]
    for need in needs:
        found: list[tuple[float, list[tuple[int, int]]] | None] = [None] * (count + 1)
        for end in range(1, count + 1):
            for first in range(end):
                held, before = best[first], found[end]
                if held is not None:
                    share = min(held[0], sum(widths[first:end]) / need)
                    if before is None or share > before[0]:
                        found[end] = share, [*held[1], (first, end - 1)]
        best = found
    last = best[count]
    return last[1] if last is not None else []
