"""Conditions that the cells of one column have to meet.

Each is asked of distinct values: a column of 120,000 rows has few, and only what is asked for is put into words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from street_desk.domain.kinds import Value

Test = Callable[[Value], bool]
Shown = Callable[[Value], str]


class Condition(Protocol):
    """What cells have to meet. `values` are those of all rows; `shown` is how a value stands in the grid."""

    def test(self, values: Sequence[Value], shown: Shown) -> Test: ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of these, as shown; "" is the blank."""

    texts: frozenset[str]

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        return lambda value: shown(value) in self.texts


@dataclass(frozen=True, slots=True)
class Written:
    """The text as shown contains, lacks, begins, ends, is or is not; * and ? stand for any characters.

    Case and width do not matter, and blanks meet what denies, as in Excel.
    """

    how: str
    text: str

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        whole = _pieces(_plain(self.text))
        loose = self.how in ("contains", "lacks")
        first = loose or self.how == "ends" or not whole[0]
        last = loose or self.how == "begins" or not whole[-1]
        pieces = [piece for piece in whole if piece]
        denies = self.how in ("lacks", "is_not")
        # Who types a whole id or phone himself asks for it, though only its mask is shown.
        full = self.how in ("is", "is_not") and "*" not in self.text

        def meets(value: Value) -> bool:
            text = shown(value)
            found = _runs(_plain(text), pieces, first, last)
            return found or (full and "*" in text and _plain(str(value)) == _plain(self.text))

        return lambda value: meets(value) is not denies


_ANY = "\0"
"""What stands for any one sign in a piece."""


def _pieces(text: str) -> list[list[str]]:
    """The pieces between the signs * of a text, each sign for itself; ~ before * ? ~ means that very sign."""
    found: list[list[str]] = [[]]
    signs = iter(text)
    for sign in signs:
        if sign == "~":
            following = next(signs, "")
            found[-1] += [following] if following in ("*", "?", "~") else ["~", *following]
        elif sign == "*":
            found.append([])
        else:
            found[-1].append(_ANY if sign == "?" else sign)
    return found


def _runs(text: str, pieces: Sequence[Sequence[str]], before: bool, after: bool) -> bool:
    """Whether the pieces stand in a text one behind the other; `before` and `after`: others may stand around them."""
    if not pieces:
        return before or after or not text
    place = 0
    for number, piece in enumerate(pieces):
        last, end = number == len(pieces) - 1, len(text) - len(piece)
        if number == 0 and not before:
            starts = range(1)
        elif last and not after:
            starts = range(end, end + 1)
        else:
            starts = range(place, end + 1)
        # The first fit leaves the most to the pieces behind it.
        found = next((n for n in starts if n >= place and _fits(text, n, piece)), None)
        if found is None or (last and not after and found + len(piece) != len(text)):
            return False
        place = found + len(piece)
    return True


def _fits(text: str, start: int, piece: Sequence[str]) -> bool:
    there = text[start : start + len(piece)]
    return len(there) == len(piece) and all(
        wanted in (_ANY, sign) for wanted, sign in zip(piece, there, strict=True)
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


@dataclass(frozen=True, slots=True)
class Number:
    """A number compared as it is held: money in fen. Only "not_equal" is met by blanks, as in Excel."""

    how: str
    number: Value
    high: Value = None

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        one = self.number
        if self.how == "between":
            low, high = sorted((one, one if self.high is None else self.high))
            return lambda value: value is not None and low <= value <= high
        if self.how == "not_equal":
            return lambda value: value is None or value != one
        compare = _COMPARED[self.how]
        return lambda value: value is not None and compare(value, one)


_COMPARED: dict[str, Callable[[Value, Value], bool]] = {
    "equal": lambda value, one: bool(value == one),
    "less": lambda value, one: bool(value < one),
    "at_most": lambda value, one: bool(value <= one),
    "more": lambda value, one: bool(value > one),
    "at_least": lambda value, one: bool(value >= one),
}


@dataclass(frozen=True, slots=True)
class Top:
    """Among the greatest so many, or the least; equals of the last one are in too, as in Excel."""

    count: int
    lowest: bool = False

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        held = sorted((value for value in values if value is not None), reverse=not self.lowest)
        if not held:
            return lambda value: False
        last = held[min(self.count, len(held)) - 1]
        if self.lowest:
            return lambda value: value is not None and bool(value <= last)
        return lambda value: value is not None and bool(value >= last)


@dataclass(frozen=True, slots=True)
class Average:
    """Above the average of all rows that hold a number, or below it."""

    above: bool = True

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        held = [value for value in values if value is not None]
        count, total = len(held), sum(held)
        if self.above:
            return lambda value: value is not None and bool(value * count > total)
        return lambda value: value is not None and bool(value * count < total)


@dataclass(frozen=True, slots=True)
class Days:
    """On a day or in a month, before, after or between; ISO text, where a bare month means all of it."""

    how: str
    day: str
    until: str = ""

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        first, last = _first(self.day), _last(self.day)
        if self.how == "before":
            return lambda value: value is not None and _last(value) < first
        if self.how == "after":
            return lambda value: value is not None and _first(value) > last
        if self.how == "between":
            ends = (self.day, self.until or self.day)
            first, last = min(map(_first, ends)), max(map(_last, ends))
        if self.how == "not_on":
            return lambda value: value is None or _last(value) < first or _first(value) > last
        return lambda value: value is not None and _first(value) >= first and _last(value) <= last


def _first(day: str) -> str:
    return day if len(day) == 10 else f"{day}-01"


def _last(day: str) -> str:
    # No month has more days, and as text that is enough.
    return day if len(day) == 10 else f"{day}-31"


@dataclass(frozen=True, slots=True)
class Blank:
    """Blank, or not blank."""

    blank: bool = True

    def test(self, values: Sequence[Value], shown: Shown) -> Test:
        return lambda value: (shown(value) == "") is self.blank
