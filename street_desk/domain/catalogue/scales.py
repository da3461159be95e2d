"""Scales of the catalogue: numbers that offices also write in other ways, or that have a sense of their own."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from street_desk.domain.kinds import Count, Money, Value, as_text, matching
from street_desk.domain.problems import UnreadableValue
from street_desk.language import N_, message

_STARS = re.compile(r"([★*]+)☆*$")
_NUMERALS = {numeral: number for number, numeral in enumerate("零一二三四五")} | {"两": 2, "无": 0}
_IN_WORDS = re.compile(rf"([{''.join(_NUMERALS)}])星级?(?:社区|党组织)?$")
_RANGE = re.compile(r"\d+(?:人|名)?[-–—~～至到]\d+(?:人|名)?$")


@dataclass(frozen=True, slots=True)
class Stars(Count):
    """A star rating, 0 to 5, also written 五星, 三星级 or ★★★."""

    high: int = 5

    def read(self, raw: object, wan: bool = False) -> Value:
        text = matching(as_text(raw))
        if found := _STARS.match(text):
            raw = len(found[1])
        elif found := _IN_WORDS.match(text):
            raw = _NUMERALS[found[1]]
        return super(Stars, self).read(raw, wan)


@dataclass(frozen=True, slots=True)
class Seats(Count):
    """Seats approved for one community: one number, never the range that a document allows."""

    high: int = 99

    def read(self, raw: object, wan: bool = False) -> Value:
        text = as_text(raw).strip()
        # Excel makes 5-9 into the 9th of May.
        if isinstance(raw, datetime.date) or _RANGE.match(matching(text)):
            expected = message(N_("That is a range: type the one number approved for this community."))
            raise UnreadableValue(text=text, expected=expected)
        return super(Seats, self).read(raw, wan)


@dataclass(frozen=True, slots=True)
class Wage(Money):
    """A wage that others are worked out from: never 0."""

    def read(self, raw: object, wan: bool = False) -> Value:
        value = super(Wage, self).read(raw, wan)
        if value == 0:
            expected = message(N_("A wage is more than 0: type it in yuan, or leave it empty for now."))
            raise UnreadableValue(text=as_text(raw).strip(), expected=expected)
        return value
