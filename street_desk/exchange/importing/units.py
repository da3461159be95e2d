"""Units of money and of area, from a title line, a heading, or a row of units under the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from street_desk.domain.kinds import Area, Kind, Money, Value, as_text
from street_desk.domain.numbers import SQUARE_METRES, read_number
from street_desk.exchange.importing.wording import is_title, plain
from street_desk.language import Message

YUAN, WAN, QIAN, BAI = "yuan", "wan", "qian", "bai"
_FACTORS = {WAN: 10_000, QIAN: 1_000, BAI: 100}
_NAMES = {"万元": WAN, "千元": QIAN, "百元": BAI, "元": YUAN}
_MONEY = "万元|千元|百元|元"

_AREAS = "平方公里|平方千米|平方米|平米|公顷|km2|m2|亩"
_WORDS = (
    rf"(?:{_MONEY}|户|人|名|个|岗|位|家|{_AREAS}|公里|%|年|岁|月|天|星|级|处|次|分)"
    r"(?:/(?:年|月|人|户|人[.·]?月|月[.·]?人))?"
)
_UNIT = re.compile(rf"(?:金额:|(?:计量|金额)?(?:单位:?)?){_WORDS}(?:[、,/]{_WORDS})*$")
_BRACKETED = re.compile(rf"[(\[【](?:金额:|(?:计量|金额)?(?:单位:?)?)({_WORDS}(?:[、,/]{_WORDS})*)[)\]】]")
# 填报单位 is followed by a name, whatever that is.
_STATED = re.compile(rf"(?:(?<!填报)(?<!填表)(?<!编报)(?<!编制)(?<!上报)单位|金额):([^:]{{0,12}}?)({_MONEY})")
_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?$")
_AREA = re.compile(rf"(?:^|[、,/:(\[])(?:面积)?:?({_AREAS})(?=$|[、,/)\]])")
_AREA_STATED = re.compile(rf"(?:面积|单位)(?:单位)?:[^:]{{0,12}}?({_AREAS})")


def is_unit(text: str) -> bool:
    """Whether a cell is nothing but a unit: "万元", "（户）", "单位：元"."""
    bare = plain(text).strip("()[]【】")
    return bool(bare) and (bare in ("单位", "计量单位", "-", "—", "/") or _UNIT.match(bare) is not None)


def without_unit(text: str) -> str:
    """A plain heading without the unit it carries: "办公经费(万元)" is "办公经费"."""
    bare = _BRACKETED.sub("", text)
    for tail in (*(f"单位:{name}" for name in _NAMES), "万元", "千元", "百元"):
        if bare.endswith(tail) and bare != tail:
            bare = bare[: -len(tail)].rstrip(",、/")
    return bare


def of_heading(texts: tuple[str, ...]) -> str | None:
    """The unit of money that the heading cells of a column name; the lowest one decides."""
    for text in reversed(texts):
        bare = plain(text)
        if is_unit(bare):
            named: list[str] = [bare]
        else:
            named = [m[1] for m in _BRACKETED.finditer(bare)] + [m[0] for m in _STATED.finditer(bare)]
            if bare.endswith(("万元", "千元", "百元")):
                named.append(bare[-2:])
        for unit in named:
            if (found := _money_in(unit)) is not None:
                return found
    return None


def of_titles(texts: list[str]) -> str | None:
    """The unit that the lines above a table state: "单位：万元", "（元）", "金额：千元"; the lowest line decides."""
    for text in reversed(texts):
        bare = plain(text)
        found = list(_STATED.finditer(bare))
        if found:
            return _NAMES[found[-1][2]]
        named = [unit for m in _BRACKETED.finditer(bare) if (unit := _money_in(m[1]))]
        if named:
            return named[-1]
        if is_unit(bare) and (unit := _money_in(bare)):
            return unit
    return None


def is_line(values: Sequence[Any]) -> bool:
    """Whether a row is nothing but a unit of money, with a title beside it or without: 续表 单位：元."""
    texts = [value for value in values if value is not None]
    if not 1 <= len(texts) <= 3 or not all(isinstance(text, str) for text in texts):
        return False
    stated = [of_titles([text]) is not None for text in texts]
    return any(stated) and all(one or is_title(text) for one, text in zip(stated, texts, strict=True))


def area_of(texts: tuple[str, ...], titles: list[str]) -> str:
    """The unit of area that the heading cells of a column name, else the lines above the table; "" where none does."""
    named = (_AREA.search(plain(text)) for text in reversed(texts))
    stated = (_AREA_STATED.search(plain(text)) for text in reversed(titles))
    return next((found[1] for found in (*named, *stated) if found), "")


def _money_in(text: str) -> str | None:
    """The unit of money that a text of units names."""
    return next((unit for name, unit in _NAMES.items() if name in text), None)


def factor_of(unit: str) -> int:
    """How many yuan a plain number of a unit is."""
    return _FACTORS.get(unit, 1)


def number_in(raw: object, expected: Message, unit: str) -> Decimal | None:
    """The number of a raw cell in yuan, where plain ones are in a unit. Raises as `read_number` does."""
    return read_number(raw, expected, factor=factor_of(unit))


@dataclass(frozen=True, slots=True)
class _MoneyIn(Money):
    """Money whose plain numbers are in a unit; what is a Decimal already is in yuan."""

    stated: str = YUAN

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        return self.read_in(raw, 1 if isinstance(raw, Decimal) else factor_of(self.stated))


@dataclass(frozen=True, slots=True)
class AreaIn(Area):
    """An area whose plain numbers are in a unit; one that is no exact number of square metres is refused."""

    stated: str = ""

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        metres = SQUARE_METRES.get(self.stated)
        if isinstance(raw, float) and not raw.is_integer() and metres is not None:
            # What a workbook worked out carries more places than anyone measured.
            value = Decimal(repr(raw)) * metres / SQUARE_METRES[self.measure]
            return Area.read(self, float(value))
        text = as_text(raw).strip()
        return Area.read(self, f"{text}{self.stated}" if _PLAIN.match(text) else raw)


def area_in(kind: Kind, unit: str) -> Kind:
    """The kind that reads a column of areas whose plain numbers are in a unit."""
    if not isinstance(kind, Area) or not kind.measure or not unit:
        return kind
    if SQUARE_METRES.get(unit) == SQUARE_METRES[kind.measure]:
        return kind
    return AreaIn(kind.places, kind.measure, stated=unit)


def kind_in(kind: Kind, unit: str) -> Kind:
    """The kind that reads a column whose plain amounts are in a unit."""
    return _MoneyIn(unit) if isinstance(kind, Money) and unit in (QIAN, BAI) else kind
