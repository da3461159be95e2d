"""Finding an entry by its sounds as people type them: xfsq, xf, xingfu, xingf and 幸福 all find 幸福社区."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from street_desk.domain.pinyin import readings
from street_desk.domain.texts import matching

SAME, WHOLE, BEGINS, WITHIN = range(4)
"""How close what is typed comes to an entry: its characters, all its sounds, how it begins, a part of it."""

_PAIRS = ("zh", "ch", "sh")


def closeness(typed: str, text: str) -> int | None:
    """How close what is typed comes to a text, None where it is not in it.

    Each character may be typed itself, by any of its readings, or by how a reading begins; the last one also half.
    """
    wanted, entry = matching(typed).replace("'", ""), matching(text)
    if wanted == entry:
        return SAME
    if (reached := _reached(wanted, entry)) is not None:
        return WHOLE if reached == len(entry) else BEGINS
    later = (_reached(wanted, entry[start:]) for start in range(1, len(entry)))
    return WITHIN if any(reached is not None for reached in later) else None


def matches(typed: str, text: str) -> bool:
    """Whether what is typed finds a text."""
    return closeness(typed, text) is not None


def narrowed(typed: str, entries: Iterable[str]) -> list[tuple[int, str]]:
    """The entries that what is typed finds, each with its closeness, the closest first, else in their own order."""
    found = [(close, entry) for entry in entries if (close := closeness(typed, entry)) is not None]
    return sorted(found, key=lambda pair: pair[0])


def meant(found: Sequence[tuple[int, str]]) -> str | None:
    """The one entry that comes closest; None where there is none, or where several come equally close."""
    if not found or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    return found[0][1]


def _reached(typed: str, text: str) -> int | None:
    """How many characters of a text what is typed comes to, the most; None where it does not begin so."""
    places = {0: 0}
    for count, char in enumerate(text, start=1):
        after: dict[int, int] = {}
        for place in places:
            if place == len(typed):
                continue
            for end in _ends(typed, place, char):
                after[end] = count
        if len(typed) in after and count == len(text):
            return count
        if len(typed) in places:
            return places[len(typed)]
        if not after:
            return None
        places = after
    return places.get(len(typed))


def _ends(typed: str, place: int, char: str) -> set[int]:
    """Where in the typed text a character that begins at a place may end."""
    ends = {place + 1} if typed[place] == char else set()
    for sound in readings(char):
        if typed[place] != sound[0]:
            continue
        ends.add(place + 1)
        if sound[:2] in _PAIRS and typed.startswith(sound[:2], place):
            ends.add(place + 2)
        if typed.startswith(sound, place):
            ends.add(place + len(sound))
        elif sound.startswith(typed[place:]):
            ends.add(len(typed))
    return ends
