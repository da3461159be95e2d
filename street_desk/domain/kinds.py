"""Kinds of values: the only place that parses, formats and stores them.

A value in a row is plain Python: text as str, counts as int, money as int fen, rates and areas as Decimal, days and
months as ISO text ("2013-07-15", "2013-07"), a choice as its key, a reference as the id of a row. Empty is None.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from street_desk.domain.numbers import read_number
from street_desk.domain.problems import UnknownChoice, UnreadableValue
from street_desk.language import CHINESE, N_, current, message, translated

Value = Any
_NOT_TEXT = message(N_("Some of it is no text; type it again."))
FEN = 100


def tidy(text: str) -> str:
    """The text with full-width letters and digits made plain and the outer spaces gone."""
    return unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=100_000)
def matching(text: str) -> str:
    """The text as it is compared: tidy, without inner spaces, dots of names made one, lower case."""
    return re.sub(r"\s+", "", tidy(text)).replace("•", "·").replace("・", "·").casefold()


def as_text(raw: object) -> str:
    """A raw cell as text: 3200.0 becomes "3200", a date its ISO form."""
    if raw is None:
        return ""
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else f"{raw:.15g}"
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat()
    return str(raw)


@dataclass(frozen=True, slots=True)
class Kind:
    """Free text, and what every kind can do."""

    sql: ClassVar[str] = "TEXT"
    numeric: ClassVar[bool] = False
    unit: ClassVar[str] = ""

    def parse(self, text: str) -> Value:
        """The value of what was typed; None when empty. Raises UnreadableValue."""
        return text.strip() or None

    def read(self, raw: object, wan: bool = False) -> Value:
        """The value of a raw workbook cell; `wan` says that plain numbers are in 万元. Raises UnreadableValue."""
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
        # Control and direction marks go; rare, private and newer characters stay: they are people's names.
        tidied = "".join(
            c for c in text if unicodedata.category(c) not in ("Cc", "Cf") or c in "\n\t\r"
        ).strip()
        tidied = re.sub(r"\s*[\n\t\r]+\s*", " ", tidied)
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
        found = re.sub(r"\s+", "", tidy(text))
        if not found:
            return None
        if not found.isascii() or not found.isdigit() or len(found) != self.length:
            raise UnreadableValue(text=text, expected=message(N_("Type {n} digits."), n=self.length))
        return found


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number, 0 or more, in a stated range."""

    low: int = 0
    high: int = 100_000_000
    sql: ClassVar[str] = "INTEGER"
    numeric: ClassVar[bool] = True

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False) -> Value:
        expected = message(N_("Type a whole number from {low} to {high}."), low=self.low, high=self.high)
        value = read_number(raw, expected)
        if value is None:
            return None
        if value != value.to_integral_value() or not self.low <= value <= self.high:
            raise UnreadableValue(text=as_text(raw), expected=expected)
        return int(value)

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value:,}"


@dataclass(frozen=True, slots=True)
class Money(Kind):
    """Yuan on the screen, whole fen underneath."""

    sql: ClassVar[str] = "INTEGER"
    numeric: ClassVar[bool] = True
    unit: ClassVar[str] = N_("yuan")

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False) -> Value:
        expected = message(N_("Type an amount in yuan with at most two decimals, such as 1409.50 or 2万."))
        value = read_number(raw, expected, wan=wan)
        if value is None:
            return None
        fen = value * FEN
        if fen != fen.to_integral_value() or not 0 <= fen < 10**15:
            raise UnreadableValue(text=as_text(raw), expected=expected)
        return int(fen)

    def format(self, value: Value) -> str:
        return "" if value is None else f"{Decimal(value) / FEN:,.2f}"

    def text(self, value: Value) -> str:
        return "" if value is None else f"{Decimal(value) / FEN:.2f}"

    def json(self, value: Value) -> object:
        return None if value is None else self.text(value)


@dataclass(frozen=True, slots=True)
class Area(Kind):
    """A measured quantity with decimals, held exactly."""

    places: int = 4
    numeric: ClassVar[bool] = True

    def parse(self, text: str) -> Value:
        return self.read(text)

    def read(self, raw: object, wan: bool = False) -> Value:
        expected = message(N_("Type a number with at most {n} decimals, such as 1.25."), n=self.places)
        value = read_number(raw, expected)
        if value is None:
            return None
        if not 0 <= value <= 10**9:
            raise UnreadableValue(text=as_text(raw), expected=expected)
        if isinstance(raw, float):
            # What a workbook worked out carries more places than anyone measured.
            value = round(value, self.places)
        if value != round(value, self.places):
            raise UnreadableValue(text=as_text(raw), expected=expected)
        return Decimal(f"{value.normalize():f}")

    def format(self, value: Value) -> str:
        return "" if value is None else f"{value:,}"

    def json(self, value: Value) -> object:
        return None if value is None else str(value)

    def store(self, value: Value) -> object:
        return None if value is None else str(value)

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

    def parse(self, text: str) -> Value:
        wanted = matching(text)
        if not wanted:
            return None
        for option in self.options:
            names = (option.key, option.label, option.heading, *option.aliases)
            if wanted in map(matching, names):
                return option.key
        raise UnknownChoice(text=text.strip(), choices=tuple(o.shown() for o in self.options))

    def option(self, key: Value) -> Option | None:
        return next((o for o in self.options if o.key == key), None)

    def text(self, value: Value) -> str:
        option = self.option(value)
        return option.shown() if option else ("" if value is None else str(value))


_YES = ("√", "✓", "✔", "☑", "有", "对", "y", "1", "○", "已")
_NO = ("×", "✗", "✘", "无", "没有", "不是", "n", "0", "x", "未")


def yes_no(yes: tuple[str, ...] = (), no: tuple[str, ...] = ()) -> Choice:
    """Yes or no, with the words that offices use for them in one column."""
    return Choice((Option("yes", N_("yes"), "是", (*_YES, *yes)), Option("no", N_("no"), "否", (*_NO, *no))))


@dataclass(frozen=True, slots=True)
class Reference(Kind):
    """The id of a row of another sheet; the Book turns names into ids and back."""

    sheet: str
    sql: ClassVar[str] = "INTEGER"
