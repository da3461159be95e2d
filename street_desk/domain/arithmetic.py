"""A sum typed by habit, "=1200*3": worked out exactly, from numbers alone."""

from __future__ import annotations

import re
from fractions import Fraction

from street_desk.domain.problems import UnreadableValue
from street_desk.domain.texts import tidy
from street_desk.language import N_

_LONGEST = 120
_MOST_PLACES = 30
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "［": "(", "］": ")"})
_TOKEN = re.compile(r"\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|([-+*/()%]))")


class NoSum(UnreadableValue):
    """Something that begins with = and is no sum of numbers."""

    what = N_("“{text}” cannot be worked out.")
    to_do = N_("Use only numbers, + - * / % and brackets, such as =1200*3, or type the result.")


class DividedByNothing(UnreadableValue):
    what = N_("“{text}” divides by 0.")
    to_do = N_("Correct the divisor, or type the result.")


class Endless(UnreadableValue):
    what = N_("“{text}” is {value}…, which has no last decimal.")
    to_do = N_("Type it rounded to as many decimals as belong here.")


def is_sum(text: str) -> bool:
    """Whether a typed text begins as a formula does."""
    return tidy(text).startswith("=")


def worked_out(text: str) -> str:
    """What a sum such as =(1200+80)*3/4 or =5000*19.6% comes to, in plain digits.

    Raises NoSum, DividedByNothing, and Endless for a quotient that no decimal number is.
    """
    said = text.strip()
    try:
        if len(said) > _LONGEST:
            raise ValueError
        value = _Sum(tidy(text).translate(_SIGNS)[1:]).value()
    except ZeroDivisionError:
        raise DividedByNothing(text=said) from None
    except ValueError:
        raise NoSum(text=said[:_LONGEST]) from None
    digits = _decimal(value)
    if digits is None:
        raise Endless(text=said, value=f"{float(value):.8g}")
    return digits


def _decimal(value: Fraction) -> str | None:
    """A fraction in plain digits; None where its decimals have no end."""
    for places in range(_MOST_PLACES):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
            return f"{'-' if value < 0 else ''}{whole}{'.' if part else ''}{part}"
    return None


class _Sum:
    """Reads a sum from the left: sums of products of signed numbers, each of which may be a bracket or a percentage."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        place = 0
        while place < len(text.rstrip()):
            found = _TOKEN.match(text, place)
            if found is None:
                raise ValueError
            self._tokens.append((found[1] or found[2]).replace(",", ""))
            place = found.end()

    def value(self) -> Fraction:
        """Raises ValueError for what is no sum, and ZeroDivisionError."""
        found = self._added()
        if self._tokens:
            raise ValueError
        return found

    def _next(self, signs: str) -> str:
        """Takes the next token if it is one of these signs."""
        return self._tokens.pop(0) if self._tokens and self._tokens[0] in tuple(signs) else ""

    def _added(self) -> Fraction:
        found = self._multiplied()
        while sign := self._next("+-"):
            found += self._multiplied() * (1 if sign == "+" else -1)
        return found

    def _multiplied(self) -> Fraction:
        found = self._one()
        while sign := self._next("*/"):
            other = self._one()
            found = found * other if sign == "*" else found / other
        return found

    def _one(self) -> Fraction:
        if sign := self._next("+-"):
            return self._one() * (1 if sign == "+" else -1)
        if self._next("("):
            found = self._added()
            if not self._next(")"):
                raise ValueError
        elif self._tokens and self._tokens[0][0] in ".0123456789":
            found = Fraction(self._tokens.pop(0))
        else:
            raise ValueError
        while self._next("%"):
            found /= 100
        return found
