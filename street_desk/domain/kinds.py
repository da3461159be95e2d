"""Kinds of values: the only place that parses, formats and stores them.

A value in a row is plain Python: text as str, counts as int, money as int fen, rates and areas as Decimal, days and
months as ISO text ("2013-07-15", "2013-07"), a choice as its key, a reference as the id of a row. Empty is None.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from street_desk.domain.numbers import (
    AREA,
    COUNTED,
    MONEY,
    SQUARE_METRES,
    WAN,
    ApproximateValue,
    ImplausibleValue,
    LessThanFen,
    read_measured,
    read_number,
)
from street_desk.domain.problems import FormulaError, UnknownChoice, UnreadableValue
from street_desk.domain.texts import as_text, bare, is_error, matching, refusal, tidy, without_marks
from street_desk.language import CHINESE, N_, current, message, translated

__all__ = [
    "FEN",
    "IMPLAUSIBLE",
    "Area",
    "Choice",
    "Count",
    "Digits",
    "Kind",
    "Money",
    "Option",
    "Range",
    "Rate",
    "Reference",
    "References",
    "Text",
    "Value",
    "as_text",
    "matching",
    "tidy",
    "yes_no",
]

Value = Any
_NOT_TEXT = message(N_("Some of it is no text; type it again."))
FEN = 100
IMPLAUSIBLE = 10_000_000
"""Yuan that no fund and no pay of a community comes near: the funds of a whole street of thirty are about as much.
Written with 万 it is more likely 2000元 with the column's unit typed once more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Free text, and what every kind can do."""

    sql: ClassVar[str] = "TEXT"
    numeric: ClassVar[bool] = False
    unit: ClassVar[str] = ""

    def parse(self, text: str) -> Value:
        """The value of what was typed; None when empty. Raises UnreadableValue."""
        return text.strip() or None

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        """The value of a raw workbook cell. Raises UnreadableValue.

        `wan`: plain numbers are in 万元. `from_1904`: the workbook counts its days from 1904 and not from 1900.
        """
        return self.parse(as_text(raw))

    def format(self, value: Value) -> str:
        """The value as shown, in the current language."""
        return self.text(value)

    def text(self, value: Value) -> str:
        """The value as typed in the editor and copied: parse gives it back."""
        return "" if value is None else str(value)

    def json(self, value: Value) -> object:
        """The value as commands print it."""
        return value

    def store(self, value: Value) -> object:
        """The value as SQLite holds it."""
        return value

    def load(self, stored: Any) -> Value:
        """The value from what SQLite held."""
        return stored


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Free text on one line."""

    limit: int = 500

    def parse(self, text: str) -> Value:
        if any(unicodedata.category(c) == "Cs" for c in text):
            raise UnreadableValue(text=text.encode("utf-8", "replace").decode(), expected=_NOT_TEXT)
        tidied = re.sub(r"\s*[\n\t\r]+\s*", " ", without_marks(text).strip())
        if is_error(tidied):
            raise FormulaError(text=tidied)
        if len(tidied) > self.limit:
            raise UnreadableValue(
                text=tidied[:20] + "…", expected=message(N_("Use at most {n} characters."), n=self.limit)
            )
        return tidied or None


@dataclass(frozen=True, slots=True)
class Digits(Kind):
    """Digits kept as text, leading zeros and all, such as the 12-digit community code."""

    length: int

    def parse(self, text: str) -> Value:
        # A table saved as text by another program may write a code as 441901001001.0.
        found = re.sub(r"(?<=\d)\.0+$", "", bare(text))
        if not found:
            return None
        if not found.isascii() or not found.isdigit() or len(found) != self.length:
            raise refusal(text, message(N_("Type {n} digits."), n=self.length))
        return found


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number, 0 or more, in a stated range."""

    low: int = 0
    high: int = 100_000_000
    sql: ClassVar[str] = "INTEGER"
    numeric: ClassVar[bool] = True
    families: ClassVar[tuple[str, ...]] = (COUNTED,)

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        expected = message(N_("Type a whole number from {low} to {high}."), low=self.low, high=self.high)
        value = read_number(raw, expected, families=self.families)
        if value is None:
            return None
        if value != value.to_integral_value() or not self.low <= value <= self.high:
            raise refusal(raw, expected)
        return int(value)

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value:,}"


_AMOUNT = message(N_("Type an amount in yuan with at most two decimals, such as 1409.50 or 2万."))


def _whole_fen(yuan: Any) -> int | None:
    """The fen of a workbook's float where it is the one nearest to whole fen; large workbooks are full of them."""
    if not 0 <= yuan < 1e11:
        return None
    fen = round(yuan * FEN)
    return fen if fen / FEN == yuan else None


@dataclass(frozen=True, slots=True)
class Money(Kind):
    """Yuan on the screen, whole fen underneath."""

    sql: ClassVar[str] = "INTEGER"
    numeric: ClassVar[bool] = True
    unit: ClassVar[str] = N_("yuan")

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        """Raises ImplausibleValue for an amount in 万 that was more likely a slip, such as 2000万 for 2000元."""
        return self.read_in(raw, WAN if wan else 1)

    def read_in(self, raw: object, factor: int) -> Value:
        """An amount whose plain numbers are in so many yuan."""
        if raw.__class__ is float and factor == 1 and (whole := _whole_fen(raw)) is not None:
            return whole
        expected = _AMOUNT
        try:
            value = read_number(raw, expected, factor=factor, families=(MONEY,))
        except ApproximateValue as about:
            _require_plausible(raw, about.value)
            raise
        if value is None:
            return None
        _require_plausible(raw, value)
        fen = value * FEN
        if not 0 <= fen < 10**15:
            raise refusal(raw, expected)
        if fen != fen.to_integral_value():
            plain = read_number(raw, expected, families=(MONEY,))
            if plain is not None and plain != value:
                raise LessThanFen(value, as_text(raw).strip(), factor)
            raise refusal(raw, expected)
        return int(fen)

    def format(self, value: Value) -> str:
        return "" if value is None else f"{Decimal(value) / FEN:,.2f}"

    def text(self, value: Value) -> str:
        return "" if value is None else f"{Decimal(value) / FEN:.2f}"

    def json(self, value: Value) -> object:
        return None if value is None else self.text(value)


def _require_plausible(raw: object, yuan: Decimal) -> None:
    if isinstance(raw, str) and yuan >= IMPLAUSIBLE and any(char in tidy(raw) for char in "万亿萬億"):
        raise ImplausibleValue(yuan, raw.strip())


@dataclass(frozen=True, slots=True)
class Area(Kind):
    """A measured quantity with decimals, held exactly; `measure` is the unit it is held in, "km2" or "m2"."""

    places: int = 4
    measure: str = ""
    numeric: ClassVar[bool] = True

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        expected = message(N_("Type a number with at most {n} decimals, such as 1.25."), n=self.places)
        found = read_measured(raw, expected, families=(AREA,))
        if found is None:
            return None
        value, unit = found
        if unit and self.measure:
            value *= SQUARE_METRES[unit] / SQUARE_METRES[self.measure]
        if not 0 <= value <= 10**9:
            raise refusal(raw, expected)
        if isinstance(raw, float):
            # What a workbook worked out carries more places than anyone measured.
            value = round(value, self.places)
        if value != round(value, self.places):
            raise refusal(raw, expected)
        return Decimal(f"{value.normalize():f}")

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value:,}"

    def text(self, value: Value) -> str:
        return "" if value is None else f"{value:f}"

    def json(self, value: Value) -> object:
        return None if value is None else self.text(value)

    def store(self, value: Value) -> object:
        return None if value is None else self.text(value)

    def load(self, stored: Any) -> Value:
        return None if stored is None else Decimal(stored)


@dataclass(frozen=True, slots=True)
class Rate(Area):
    """A share, shown in percent (0.196 is 19.6%); only ever worked out, so it is not typed."""

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value * 100:,.1f}%"


@dataclass(frozen=True, slots=True)
class Range(Kind):
    """From a least to a greatest number; only ever worked out."""

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value[0]}–{value[1]}"

    def text(self, value: Value) -> str:
        return self.format(value)

    def json(self, value: Value) -> object:
        return None if value is None else {"min": value[0], "max": value[1]}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: stored key, English message id, Chinese label, other spellings seen."""

    key: str
    label: str
    heading: str
    aliases: tuple[str, ...] = ()

    def shown(self) -> str:
        return self.heading if current() == CHINESE else translated(self.label)


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a fixed list."""

    options: tuple[Option, ...]
    _keys: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys: dict[str, str] = {}
        for option in self.options:
            for name in (option.key, option.label, option.heading, *option.aliases):
                keys.setdefault(matching(name), option.key)
        object.__setattr__(self, "_keys", keys)

    def parse(self, text: str) -> Value:
        wanted = matching(text)
        found = self._keys.get(wanted) or self._keys.get(wanted.rstrip("。.;,、!"))
        if found or not wanted:
            return found
        if is_error(text):
            raise FormulaError(text=text.strip())
        raise UnknownChoice(text=text.strip(), choices=tuple(o.shown() for o in self.options))

    def option(self, key: Value) -> Option | None:
        return next((o for o in self.options if o.key == key), None)

    def text(self, value: Value) -> str:
        option = self.option(value)
        return option.shown() if option else ("" if value is None else str(value))


_YES = ("√", "✓", "✔", "☑", "有", "对", "y", "1", "○", "已", "true")
_NO = ("×", "✗", "✘", "无", "没有", "不是", "n", "0", "x", "未", "false")


def yes_no(yes: tuple[str, ...] = (), no: tuple[str, ...] = ()) -> Choice:
    """Yes or no, with the words that offices use for them in one column."""
    return Choice((Option("yes", N_("yes"), "是", (*_YES, *yes)), Option("no", N_("no"), "否", (*_NO, *no))))


@dataclass(frozen=True, slots=True)
class Reference(Kind):
    """The id of a row of another sheet; the Book turns names into ids and back."""

    sheet: str
    sql: ClassVar[str] = "INTEGER"


@dataclass(frozen=True, slots=True)
class References(Kind):
    """The ids of rows of another sheet, each once, ascending; the Book turns names into ids and back.

    In SQL they are a JSON list: who is named is part of the row, so that one Change tells all of it.
    """

    sheet: str

    def store(self, value: Value) -> object:
        return None if value is None else json.dumps(value)

    def load(self, stored: Any) -> Value:
        found = json.loads(stored) if isinstance(stored, str) else stored
        return tuple(map(int, found)) if found else None
