"""Widths: how much room text needs, without the font, and how a Page's columns share the paper.

Chinese letters are one em wide and figures a little over half in every font used here, which is all it takes to set a
table; only breaking lines needs the font itself.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MM = 25.4 / 72
"""A point in mm."""
PADDING = 0.85
"""Free room on either side inside a cell, in mm."""
_SIZES = tuple(size / 4 for size in range(36, 23, -1))
"""From 9 down to 6 points."""
_READABLE = 7.5
_WORDS = 30.0
_SMALLER = 0.85
_FEW_LINES, _WIDEST = 3, 75.0
"""Words in more lines get what room is left first, but no column beyond so many mm."""
_FIGURE, _MARK, _LETTER = 0.56, 0.34, 0.66


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if character in ",.:;' ":
        return _MARK
    return _FIGURE if character.isdigit() or character == "-" else _LETTER


def ems(text: str) -> float:
    """The width of text in ems."""
    return sum(map(_em, text))


def needed(text: str, size: float) -> float:
    """The width in mm of a cell that holds text on one line in letters of `size` points."""
    return ems(text) * size * MM + 2 * PADDING


def heading_needed(text: str, size: float) -> float:
    """The width in mm in which a heading takes three lines at most; up to three letters stay together."""
    letters = ems(text)
    return needed("国" * math.ceil(letters if letters <= 3 else max(2, letters / 3)), size)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column needs: its heading, and its longest text, which is to stand on so many `lines`, 0 where it must
    not wrap.

    `width` is the least in mm beside the largest letters and shrinks with them, `least` does not; `grow` is its share
    of what room is left when all needs are met.
    """

    width: float
    least: float
    heading: str
    longest: str
    lines: int
    grow: float

    def needs(self, size: float) -> float:
        """The width in mm it cannot do without in letters of `size` points."""
        held = 0.0 if self.lines else needed(self.longest, size)
        return max(self.width * size / _SIZES[0], self.least, held, heading_needed(self.heading, size))

    def wants(self, size: float) -> float:
        """How much more it would like, so that its text stands on its lines; long names wrap all the same."""
        if not self.lines:
            return 0.0
        return max(0.0, min(self.width_for(self.lines, size), _WORDS * self.lines) - self.needs(size))

    def width_for(self, lines: int, size: float) -> float:
        """The width in mm in which its longest text takes so many lines; broken ones are never quite full."""
        return needed(self.longest if lines == 1 else "国" * math.ceil(ems(self.longest) / lines + 1), size)

    def lines_in(self, width: float, size: float) -> int:
        """How many lines its longest text takes in `width` mm; 0 where it must not wrap."""
        room = (width - 2 * PADDING) / (size * MM)
        if not self.lines or ems(self.longest) <= room:
            return min(1, self.lines)
        return math.ceil(ems(self.longest) / max(1.0, room - 1) - 1e-9)


def shared(wishes: Sequence[Wish], room: float) -> tuple[float, tuple[float, ...]]:
    """The size of the letters and the columns' widths in mm that fill `room` mm: the largest letters that fit.

    Where even the smallest do not, columns whose text wraps give way, and at last all of them.
    """
    size = next(filter(lambda s: _fit(wishes, s, room), _SIZES), _SIZES[-1])
    widths = [wish.needs(size) for wish in wishes]
    spare = room - sum(widths)
    if spare < 0:
        widths = _squeezed(wishes, widths, room, size)
    else:
        wants = [wish.wants(size) for wish in wishes]
        widths = _given(widths, wants, min(spare, sum(wants)))
        widths = _loosened(wishes, widths, room, size)
        widths = _given(widths, [wish.grow for wish in wishes], room - sum(widths))
    return size, tuple(round(width, 2) for width in widths)


def _squeezed(wishes: Sequence[Wish], widths: Sequence[float], room: float, size: float) -> list[float]:
    """The widths in less room than they need: words give way to five letters a line, then figures a little, which are
    set smaller, then words to three letters, then everything.
    """
    five, three = needed("国" * 5, size), needed("国" * 3, size)
    found = list(widths)
    for words, figures, keeps in ((five, 1.0, True), (five, _SMALLER, True), (three, _SMALLER, False)):
        bounds = [
            max(words, w.least if keeps else 0.0) if w.lines else width * figures
            for w, width in zip(wishes, widths, strict=True)
        ]
        spare = [max(0.0, width - bound) for width, bound in zip(found, bounds, strict=True)]
        found = _given(found, spare, -min(sum(spare), max(0.0, sum(found) - room)))
    return [width * min(1.0, room / sum(found)) for width in found]


def _loosened(wishes: Sequence[Wish], widths: Sequence[float], room: float, size: float) -> list[float]:
    """The widths with what is left of `room` given to words that take most lines, a line fewer at a time."""
    found = list(widths)
    while True:
        lines = [w.lines_in(width, size) for w, width in zip(wishes, found, strict=True)]
        place = max(range(len(found)), key=lambda n: lines[n])
        if lines[place] <= _FEW_LINES:
            return found
        wider = wishes[place].width_for(lines[place] - 1, size)
        if wider > _WIDEST or sum(found) - found[place] + wider > room:
            return found
        found[place] = wider


def _fit(wishes: Sequence[Wish], size: float, room: float) -> bool:
    """Whether everything goes into `room`; as long as letters stay easy to read, short words unwrapped too."""
    return sum(w.needs(size) + (w.wants(size) if size > _READABLE else 0.0) for w in wishes) <= room


def _given(widths: Sequence[float], shares: Sequence[float], room: float) -> list[float]:
    """The widths with `room` handed out among them by their shares."""
    whole = sum(shares) or 1.0
    return [width + room * share / whole for width, share in zip(widths, shares, strict=True)]
