"""Scales of the catalogue: numbers that offices also write in other ways, or that have a sense of their own."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from street_desk.domain.kinds import Area, Count, Money, Value, as_text, matching, tidy
from street_desk.domain.numbers import COUNTED, STARS
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.texts import refusal
from street_desk.language import N_, message

_STARS = re.compile(r"([★*]+)☆*$")
_OF_WHAT = re.compile(r"(?<=[星级])(?:社区|党组织)$")
_NONE = ("无星", "无星级")
_RANGE = re.compile(r"\d+(?:人|名)?[-–—~～至到]\d+(?:人|名)?$")


@dataclass(frozen=True, slots=True)
class Stars(Count):
    """A star rating, 0 to 5, also written 五星, 三星级 or ★★★."""

    high: int = 5
    families: ClassVar[tuple[str, ...]] = (STARS, COUNTED)

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        if isinstance(raw, str):
            text = _OF_WHAT.sub("", matching(raw))
            found = _STARS.match(text)
            raw = len(found[1]) if found else "0" if text in _NONE else text
        return super(Stars, self).read(raw)


@dataclass(frozen=True, slots=True)
class Seats(Count):
    """Seats approved for one community: one number, never the range that a document allows."""

    high: int = 99

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        text = as_text(raw).strip()
        # Excel makes 5-9 into the 9th of May.
        if isinstance(raw, datetime.date) or _RANGE.match(matching(text)):
            expected = message(N_("That is a range: type the one number approved for this community."))
            raise UnreadableValue(text=text, expected=expected)
        return super(Seats, self).read(raw)


@dataclass(frozen=True, slots=True)
class Wage(Money):
    """A wage that others are worked out from: never 0."""

    def read_in(self, raw: object, factor: int) -> Value:
        value = super(Wage, self).read_in(raw, factor)
        if value == 0:
            expected = message(N_("A wage is more than 0: type it in yuan, or leave it empty for now."))
            raise UnreadableValue(text=as_text(raw).strip(), expected=expected)
        return value


@dataclass(frozen=True, slots=True)
class SignedMoney(Money):
    """An amount that may be taken back: below 0 with a minus before it."""

    def read_in(self, raw: object, factor: int) -> Value:
        positive: object = raw
        if isinstance(raw, str) and (text := tidy(raw.replace("−", "-"))).startswith("-") and text[1:]:
            positive = text[1:]
        elif isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool) and raw < 0:
            positive = -raw
        value = super(SignedMoney, self).read_in(positive, factor)
        return value if positive is raw or value is None else -value


@dataclass(frozen=True, slots=True)
class Score(Area):
    """A score or a weight from 0 to 100, with up to two decimals; 95分 and 30% are so many."""

    places: int = 2

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        if isinstance(raw, str):
            raw = re.sub(r"(?<=\d)(?:分|%)$", "", matching(raw))
        value = super(Score, self).read(raw)
        if value is not None and value > 100:
            raise refusal(raw, message(N_("Type a number from 0 to 100.")))
        return value
