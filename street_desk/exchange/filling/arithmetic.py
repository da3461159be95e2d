"""Arithmetic of a workbook's formulas: what one that only adds up and multiplies cells gives with the new figures.

Only so that a formula that gives another figure than the program is named; nothing that is worked out here is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from street_desk.exchange.filling.sheet_scan import Place
from street_desk.exchange.reading.cells import merge_of, place_of

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.])|(?P<area>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d+)(?![\w(])|(?P<name>[A-Z]+)(?=\()|(?P<sign>[-+*/(),%]))"
)
_MOST = 2_000
_LARGEST_AREA = 1_000


class NotPlain(Exception):
    """The formula does more than arithmetic, or looks at cells of which nothing is known."""


def result_of(formula: str, known: Mapping[Place, Decimal | None]) -> Decimal:
    """What a formula gives with these cells; an empty one counts as nothing. Raises NotPlain."""
    text = formula.strip().lstrip("=").upper()
    try:
        return _Working(_tokens(text), known).whole()
    except (InvalidOperation, DivisionByZero, ValueError, RecursionError, IndexError) as error:
        raise NotPlain from error


def _tokens(text: str) -> list[tuple[str, str]]:
    if len(text) > _MOST:
        raise NotPlain
    found: list[tuple[str, str]] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            raise NotPlain
        found.append((token.lastgroup, token[token.lastgroup]))
        at = token.end()
    return found


class _Working:
    """Works a formula out from left to right."""

    def __init__(self, tokens: list[tuple[str, str]], known: Mapping[Place, Decimal | None]) -> None:
        self._tokens, self._known, self._at = tokens, known, 0

    def whole(self) -> Decimal:
        found = self._sum()
        if self._at != len(self._tokens):
            raise NotPlain
        return found

    def _next(self) -> tuple[str, str]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _sign(self, *wanted: str) -> str:
        """The next sign where it is one of those, else nothing."""
        if self._at < len(self._tokens) and self._tokens[self._at] in [("sign", one) for one in wanted]:
            return self._next()[1]
        return ""

    def _sum(self) -> Decimal:
        found = self._product()
        while sign := self._sign("+", "-"):
            found = found + self._product() if sign == "+" else found - self._product()
        return found

    def _product(self) -> Decimal:
        found = self._one()
        while sign := self._sign("*", "/"):
            found = found * self._one() if sign == "*" else found / self._one()
        return found

    def _one(self) -> Decimal:
        kind, text = self._next()
        if kind == "sign" and text in "+-":
            return -self._one() if text == "-" else self._one()
        if kind == "sign" and text == "(":
            found = self._sum()
            self._close()
            return found
        if kind == "number":
            return Decimal(text)
        if kind == "cell":
            return self._cell(place_of(text))
        if kind == "name":
            return self._function(text)
        raise NotPlain

    def _close(self) -> None:
        if not self._sign(")"):
            raise NotPlain

    def _function(self, name: str) -> Decimal:
        self._next()
        given: list[list[Decimal]] = [self._argument()]
        while self._sign(","):
            given.append(self._argument())
        self._close()
        done: dict[str, Callable[[], Decimal]] = {
            "SUM": lambda: sum((n for part in given for n in part), Decimal(0)),
            "PRODUCT": lambda: _multiplied([n for part in given for n in part]),
            "ROUND": lambda: given[0][0].quantize(Decimal(1).scaleb(-int(given[1][0])), ROUND_HALF_UP),
        }
        if name in ("MAX", "MIN") and all(len(part) == 1 for part in given):
            # Of an area these pass over what is empty; what was read here has nothing for it.
            return (max if name == "MAX" else min)(part[0] for part in given)
        if name not in done:
            raise NotPlain
        return done[name]()

    def _argument(self) -> list[Decimal]:
        if self._tokens[self._at][0] != "area":
            return [self._sum()]
        area = merge_of(self._next()[1])
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > _LARGEST_AREA:
            raise NotPlain
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        return [self._cell((row, column)) for row in rows for column in columns]

    def _cell(self, place: Place) -> Decimal:
        if place not in self._known:
            raise NotPlain
        return self._known[place] or Decimal(0)


def _multiplied(numbers: list[Decimal]) -> Decimal:
    found = Decimal(1)
    for number in numbers:
        found *= number
    return found
