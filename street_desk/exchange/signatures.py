"""Signatures: the line below a form that names who answers for it, or gives them room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from street_desk.exchange.fonts import chain

SIZE = 10.0
_ABOVE, _STEP = 26.0, 22.0
"""From what stands above to the first base line, and from line to line."""
_BELOW = 8.0
_APART = 12.0
_RULE = 50.0
"""The least room to sign in."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the text, its place and size, and the ends of the rule to sign on, the same where there is none."""

    text: str
    x: float
    y: float
    size: float
    rule: float
    end: float


def signatures(said: Sequence[tuple[str, str]], left: float, right: float) -> tuple[Signature, ...]:
    """The signatures between two edges: in equal parts of one line, else as close as they are long, else in lines."""
    room = right - left
    texts = [f"{label}：{name}" for label, name in said]
    widest = max((chain("body").width(text, SIZE) for text in texts), default=0.0)
    size = min(SIZE, SIZE * room / widest) if widest else SIZE
    widths = [chain("body").width(text, size) for text in texts]
    needs = [
        width + (0.0 if name else _RULE) + _APART for width, (_label, name) in zip(widths, said, strict=True)
    ]
    found: list[Signature] = []
    for number, line in enumerate(_lines(needs, room)):
        x, y = left, _ABOVE + number * _STEP
        even = room / len(line)
        spare = (room - sum(needs[n] for n in line)) / len(line)
        fits = max(needs[n] for n in line) <= even
        for n in line:
            step = even if fits else needs[n] + spare
            rule = min(x + widths[n] + 1, right)
            end = rule if said[n][1] else min(max(rule, x + step - _APART), right)
            found.append(Signature(texts[n], x, y, size, rule, end))
            x += step
    return tuple(found)


def height_of(found: Sequence[Signature]) -> float:
    """What the signatures take below a table, in points."""
    return found[-1].y + _BELOW if found else 0.0


def _lines(needs: Sequence[float], room: float) -> list[range]:
    """Which go on which line, lines about as full as each other: three and two, not four and one."""
    for count in range(1, len(needs) + 1):
        size = -(-len(needs) // count)
        lines = [range(start, min(start + size, len(needs))) for start in range(0, len(needs), size)]
        if all(sum(needs[n] for n in line) <= room + _APART for line in lines):
            return lines
    return [range(n, n + 1) for n in range(len(needs))]
