"""Lines: text broken to a width, as Chinese is set: between any two characters, but for a few rules.

No line begins with a closing mark or ends with an opening one, a number or a foreign word stays whole where a line has
room for it (GB/T 15834, 5.1), and the last line is not a letter or two.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_NOT_FIRST = "，。、；：？！）》〉】〕」』”’…·%‰℃,.;:?!)]}"
_NOT_LAST = "（《〈【〔「『“‘([{￥¥"
# The em dash is a mark of two letters' width and must not be cut.
_WORD = re.compile(r"[A-Za-z0-9+\-*/@#&_=.,:]*[A-Za-z0-9%]|——|……|\s+|.", re.DOTALL)

_WIDE, _ORPHAN = 5.0, 2.5
"""In lines of so many letters, a last line is not to be shorter than so many."""

Measure = Callable[[str], float]


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `width` in what `measure` measures in; a single character may be wider."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, width, measure)
    return lines


def _paragraph(text: str, width: float, measure: Measure) -> list[str]:
    if measure(text) <= width:
        return [text]
    lines = _filled(text, width, measure)
    letter = measure("国")
    if len(lines) > 1 and width >= _WIDE * letter and measure(lines[-1]) < _ORPHAN * letter:
        # A letter or two on the last line look lost: the line before gives them company.
        both = _filled(lines[-2] + lines[-1], width - 2 * letter, measure)
        if len(both) == 2 and text.endswith(lines[-2] + lines[-1]):
            lines[-2:] = both
    return lines


def _filled(text: str, width: float, measure: Measure) -> list[str]:
    """Each line as full as it gets."""
    lines, line, used = [], "", 0.0
    for piece in _pieces(text):
        size = measure(piece)
        if used + size > width and line:
            lines.append(line.rstrip())
            line, used = "", 0.0
            piece = piece.lstrip()
            size = measure(piece)
        if size > width:
            # Longer than a line: whatever fits of it, character by character.
            for character in piece:
                step = measure(character)
                if used + step > width and line:
                    lines.append(line)
                    line, used = "", 0.0
                line, used = line + character, used + step
            continue
        line, used = line + piece, used + size
    return [*lines, line] if line else lines


def _pieces(text: str) -> list[str]:
    """The parts that a line must not be broken in."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if pieces and (word[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces
