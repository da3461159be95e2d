"""Spelling: how a column of a template writes a figure, in its own unit, its own words and its own way with dates."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import FEN, Area, Choice, Kind, Money, Range, Rate, Reference, References, Value
from street_desk.domain.numbers import SQUARE_METRES, WAN, ApproximateValue
from street_desk.domain.pages import printed
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.filling.recognised import FoundColumn
from street_desk.exchange.filling.sheet_writing import Content
from street_desk.exchange.importing.grid import raw_text
from street_desk.exchange.importing.odd import NEAR
from street_desk.exchange.importing.units import area_in, factor_of, kind_in
from street_desk.exchange.importing.wording import plain
from street_desk.exchange.reading import Broken
from street_desk.language import N_, Message, message

_EPOCHS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_FACTORS = (10_000, 1_000)
_LARGE = N_(
    "its old amounts are about {factor} times the new ones: write the unit into the heading, then fill in again"
)
_SMALL = N_(
    "the new amounts are about {factor} times its old ones: write the unit into the heading, then fill in again"
)


class Speller:
    """Writes the values of one column as the template does."""

    def __init__(self, column: FoundColumn, kind: Kind, from_1904: bool, own: bool) -> None:
        self._column, self.kind, self._from_1904 = column, kind, from_1904
        self._words = self._known_words() if isinstance(kind, Choice) else {}
        self._dates = [raw for raw in column.held if isinstance(raw, datetime.date)]
        self._texts = [raw for raw in column.held if isinstance(raw, str) and raw.strip()]
        self._percent = not own and isinstance(kind, Rate) and "%" in plain(column.heading)

    def content(self, value: Value, unit: str) -> Content:
        """A value as the cell is to hold it; money in fen, plain amounts in `unit`."""
        kind = self.kind
        if value is None:
            return Content()
        if isinstance(kind, Money):
            return Content(_number(Fraction(value) / FEN / factor_of(unit) / self._column.scaled))
        if isinstance(kind, Rate):
            return Content(_number(Fraction(value) * (100 if self._percent else 1)))
        if isinstance(kind, Area):
            return Content(_number(Fraction(value) / self._metres(kind)))
        if isinstance(kind, Range) or isinstance(value, tuple):
            low, high = value
            return Content(text=str(low) if low == high else f"{low}–{high}")
        if isinstance(kind, Choice):
            option = kind.option(value)
            return Content(text=self._words.get(value) or (printed(option.heading) if option else str(value)))
        if isinstance(kind, (Day, Month)):
            return self._day(str(value))
        if isinstance(value, (int, Decimal)) and not isinstance(kind, (Masked, Reference)):
            return Content(_number(Fraction(value)))
        return Content(text=str(value))

    def is_same(self, held: Any, value: Value, unit: str) -> bool:
        """Whether a cell says a value already, however it spells it."""
        kind, column = self.kind, self._column
        if held is None or isinstance(held, Broken):
            return False
        if isinstance(kind, Masked):
            return kind.hides(raw_text(held), value) or _read(kind, held) == value
        plain = isinstance(value, (int, Decimal)) and not kind.numeric
        if plain or column.scaled != 1 or isinstance(kind, (Rate, Range, Reference, References)):
            # Worked out, never typed: there is only one way to write these.
            content = self.content(value, unit)
            return raw_text(held) == content.text if content.text else _is_number(held, content.number)
        if isinstance(kind, Money):
            return bool(_read(kind_in(kind, unit), held, wan=factor_of(unit) == WAN) == value)
        if isinstance(kind, Area):
            return bool(_read(area_in(kind, column.area), held) == value)
        return bool(_read(kind, held, from_1904=self._from_1904) == value)

    def off(self, values: Sequence[Value], units: Sequence[str]) -> Message | None:
        """Why the unit of a column of money is in doubt: its old amounts are 1,000 or 10,000 times off the new ones."""
        if not isinstance(self.kind, Money):
            return None
        ratios = [
            float(old) * factor_of(unit) * FEN * float(self._column.scaled) / new
            for old, new, unit in zip(self._column.held, values, units, strict=True)
            if new and isinstance(old, (int, float)) and not isinstance(old, bool) and old > 0
        ]
        if not ratios:
            return None
        ratio = median(ratios)
        for factor in _FACTORS:
            if factor / NEAR <= ratio <= factor * NEAR:
                return message(_LARGE, factor=factor)
            if factor / NEAR <= 1 / ratio <= factor * NEAR:
                return message(_SMALL, factor=factor)
        return None

    def _metres(self, kind: Area) -> Fraction:
        """How many of what the value is held in the column's own unit is."""
        if not kind.measure or self._column.area not in SQUARE_METRES:
            return Fraction(1)
        return Fraction(SQUARE_METRES[self._column.area]) / Fraction(SQUARE_METRES[kind.measure])

    def _known_words(self) -> dict[Value, str]:
        """How the column spells each choice, mostly."""
        told: dict[Value, Counter[str]] = {}
        for raw in self._column.held:
            if isinstance(raw, str) and (value := _read(self.kind, raw)) is not None:
                told.setdefault(value, Counter())[raw.strip()] += 1
        return {value: count.most_common(1)[0][0] for value, count in told.items()}

    def _day(self, value: str) -> Content:
        """A day or a month: as a date where the column has dates, else in the words that it has."""
        year, month, *rest = value.split("-")
        day = rest[0] if rest else ""
        if self._dates:
            date = datetime.date(int(year), int(month), int(day or 1))
            return Content(str((date - _EPOCHS[self._from_1904]).days))
        usual = self._texts[0] if self._texts else ""
        for mark in (".", "-", "/"):
            if mark in usual:
                return Content(text=mark.join(filter(None, (year, month, day))))
        if usual.isdigit():
            return Content(text=f"{year}{month}{day}")
        return Content(text=f"{year}年{int(month)}月" + (f"{int(day)}日" if day else ""))


def _is_number(held: Any, number: str) -> bool:
    known = isinstance(held, (int, float)) and not isinstance(held, bool)
    return known and Decimal(repr(held)) == Decimal(number)


def _number(value: Fraction) -> str:
    """A number as a workbook writes it: exact where it can be, and all the digits that a workbook holds else."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact.normalize():f}"


def _read(kind: Kind, raw: Any, *, wan: bool = False, from_1904: bool = False) -> Value:
    try:
        return kind.read(raw, wan=wan, from_1904=from_1904)
    except (ApproximateValue, UnreadableValue):
        return None
