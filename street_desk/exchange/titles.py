"""Titles: broken between words into lines that make a trapezium or a diamond, never an hourglass (GB/T 9704, 7.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from street_desk.exchange.lines import Measure

_MOST_WAYS = 20_000
_HOURGLASS, _OBLONG = 40.0, 4.0
"""What a shape that the standard forbids costs, in squared letters."""


def title_lines(words: Sequence[str], width: float, letter: float, measure: Measure) -> list[str]:
    """The words in as few lines as hold them, all `width` wide at most, their lengths near each other and well-shaped.

    A word that is wider than a line is broken anywhere. `letter` is the width of one, in what `measure` measures in.
    """
    parts = [part for word in words for part in ([word] if measure(word) <= width else word)]
    sizes = [measure(part) for part in parts]
    count = _fewest(sizes, width)
    if count <= 1:
        return ["".join(parts)] if parts else []
    best = min(
        (ends for ends in _ways(sizes, count, width)),
        key=lambda ends: _cost([sum(sizes[a:b]) / letter for a, b in pairwise(ends)]),
    )
    return ["".join(parts[a:b]) for a, b in pairwise(best)]


def _fewest(sizes: Sequence[float], width: float) -> int:
    count, used = 1, 0.0
    for size in sizes:
        if used + size > width and used:
            count, used = count + 1, 0.0
        used += size
    return count if sizes else 0


def _ways(sizes: Sequence[float], count: int, width: float) -> Iterator[tuple[int, ...]]:
    """Where the lines may begin and end, each way to do it; the first one fills each line as far as it goes."""
    yield _greedy(sizes, width)
    for number, inner in enumerate(combinations(range(1, len(sizes)), count - 1)):
        if number > _MOST_WAYS:
            return
        ends = (0, *inner, len(sizes))
        if all(sum(sizes[a:b]) <= width for a, b in pairwise(ends)):
            yield ends


def _greedy(sizes: Sequence[float], width: float) -> tuple[int, ...]:
    ends, used = [0], 0.0
    for place, size in enumerate(sizes):
        if used + size > width and used:
            ends.append(place)
            used = 0.0
        used += size
    return (*ends, len(sizes))


def _cost(lengths: Sequence[float]) -> float:
    """How ill the lines look, by their lengths in letters."""
    mean = sum(lengths) / len(lengths)
    cost = sum((length - mean) ** 2 for length in lengths)
    if max(lengths) - min(lengths) < 1:
        cost += _OBLONG
    waist = any(
        lengths[place] < max(lengths[:place]) and lengths[place] < max(lengths[place + 1 :])
        for place in range(1, len(lengths) - 1)
    )
    return cost + (_HOURGLASS if waist else 0.0)
