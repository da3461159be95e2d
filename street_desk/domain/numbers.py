"""Numbers as offices write them: １２３４, "3,000", "3000户", "2万元", "三千二百", "约3000"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from decimal import Decimal

from street_desk.domain.numerals import NUMERALS, whole_number
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.texts import as_text, refusal, tidy
from street_desk.language import N_, Message, message

WAN = 10_000
_SCALES = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": WAN,
    "十万": 10 * WAN,
    "百万": 100 * WAN,
    "千万": 1_000 * WAN,
    "亿": WAN * WAN,
}

MONEY, AREA, COUNTED, STARS = "money", "area", "counted", "stars"
"""Families of units: what a unit behind a number says that the number is."""

SQUARE_METRES = {
    **dict.fromkeys(("平方公里", "平方千米", "km2"), Decimal(1_000_000)),
    **dict.fromkeys(("公顷",), Decimal(10_000)),
    **dict.fromkeys(("平方米", "平米", "平方", "m2"), Decimal(1)),
}
"""How many square metres each unit of area is; 亩 is left out, for it is no exact number of them."""

_FAMILIES = {
    **dict.fromkeys(("元", "圆", "块", "块钱", "元钱", "人民币", "rmb", "cny"), MONEY),
    **dict.fromkeys(SQUARE_METRES, AREA),
    **dict.fromkeys(("星", "星级"), STARS),
    **dict.fromkeys(
        (*"户人个名岗位家处间套栋项件次支级档岁年月", "个月", "人次", "户次", "岗位", "个岗位"),
        COUNTED,
    ),
}


def _either(words: Iterable[str]) -> str:
    # The longest first: 平方公里 before 平方.
    return "|".join(sorted(words, key=len, reverse=True))


_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_SCALE = f"(?:{_either(set(_SCALES) - {''})})"
_ABOUT = "左右|上下|多|余|来|许|以上|以下|以内|\\+"
_WRITTEN = re.compile(
    rf"""(?P<before>约为|大约|大概|将近|接近|不到|不足|超过|至少|约|近|超|逾|~|≈)?
    (?P<currency>人民币|rmb|cny)?:?¥?(?P<sign>[+-])?
    (?:(?P<figures>(?:{_FIGURE}{_SCALE})+{_FIGURE}?|{_FIGURE})|(?P<numeral>[{NUMERALS}]+))
    (?P<after>{_ABOUT})?(?P<open>\()?(?P<unit>{_either(_FAMILIES)})?(?(open)\))(?P<end>{_ABOUT})?
    [整正]?(?:/[年月日人户个]|每[年月人户])?[.。]?""",
    re.IGNORECASE | re.VERBOSE,
)
_PART = re.compile(f"({_FIGURE})({_SCALE})?")
_SPACED = re.compile(r"(?<!\d)\d{1,3}(?:\s\d{3})+(?!\d)")


class ApproximateValue(UnreadableValue):
    """A number marked as approximate; `value` is what it would be if taken as written."""

    what = N_("“{text}” is marked as approximate.")
    to_do = N_("Type the exact figure.")

    def __init__(self, value: Decimal, text: str, expected: Message) -> None:
        super().__init__(text=text, expected=expected)
        self.value = value


class ImplausibleValue(UnreadableValue):
    """An amount in 万 or 亿 that no community's money comes near; `value` is what it would be, in yuan."""

    what = N_("“{text}” would be {value} yuan: no community's money comes near that.")
    to_do = N_("If it is right, type it in full digits; otherwise correct it.")

    def __init__(self, value: Decimal, text: str) -> None:
        super().__init__(text=text, value=value)
        self.value = value


class LessThanFen(UnreadableValue):
    """An amount in 万元, 千元 or 百元 that comes to a part of a fen."""

    what = N_("“{text}” times {factor} comes to {value} yuan, which is no whole number of fen.")
    to_do = N_("Round it, or type the amount in yuan with at most two decimals.")

    def __init__(self, value: Decimal, text: str, factor: int) -> None:
        super().__init__(text=text, value=f"{value.normalize():f}", factor=factor)


def read_number(
    raw: object,
    expected: Message,
    *,
    factor: int = 1,
    families: Container[str] = tuple(set(_FAMILIES.values())),
) -> Decimal | None:
    """The exact number of a raw cell or typed text, None when empty.

    `factor`: a number without a unit of its own is in so many. `families`: the units that may stand behind it. A float
    keeps the 15 digits a workbook keeps. Raises UnreadableValue with `expected` as what to do, or ApproximateValue for
    "约3000".
    """
    found = read_measured(raw, expected, factor=factor, families=families)
    return None if found is None else found[0]


def read_measured(
    raw: object, expected: Message, *, factor: int = 1, families: Container[str]
) -> tuple[Decimal, str] | None:
    """The same with the unit that stood behind the number, "" for none."""
    if raw is None:
        return None
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        value = Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            raise refusal(raw, expected)
        return value * factor, ""
    if not isinstance(raw, str):
        raise refusal(raw, expected)
    text = _one_figure(raw)
    if not text:
        return None
    found = _WRITTEN.fullmatch(text)
    number, scaled = _value(found) if found else (None, False)
    if found is None or number is None:
        raise refusal(raw, expected)
    value = number
    unit = (found["unit"] or found["currency"] or "").casefold()
    if unit and _FAMILIES[unit] not in families:
        raise refusal(raw, expected)
    if factor != 1 and not scaled and _FAMILIES.get(unit) != MONEY:
        if any(char in text for char in "百千佰仟"):
            # In a column of 万元 "3千" may be three thousand yuan or thirty million.
            raise refusal(raw, expected)
        value *= factor
    if found["before"] or found["after"] or found["end"]:
        raise ApproximateValue(value, as_text(raw).strip(), message(N_("Type the exact figure.")))
    return value, unit


def _one_figure(raw: str) -> str:
    """The text without spaces, but for one that stands between two figures, as in "3 5"."""
    # km² is an area; any other raised digit makes it no number (3² is not 32).
    spelt = raw.replace("km²", "km2").replace("m²", "m2").replace("−", "-")
    text = tidy(re.sub(r"[²³¹⁰-⁹₀-₉①-⓿]", "^", spelt)).lstrip("'’‘`")
    text = _SPACED.sub(lambda spaced: re.sub(r"\s", "", spaced[0]), re.sub(r"\s+", " ", text))
    return re.sub(r"(?<!\d) | (?![\d.])", "", text)


def _value(found: re.Match[str]) -> tuple[Decimal | None, bool]:
    """The number, None where its parts do not fit together, and whether it said 万 or 亿 itself."""
    if found["numeral"]:
        whole = whole_number(found["numeral"])
        scaled = any(char in found["numeral"] for char in "万亿萬億")
        value = None if whole is None else Decimal(whole)
    else:
        value, scaled = _sum(found["figures"])
    if value is not None and found["sign"] == "-":
        value = -value
    return value, scaled


def _sum(figures: str) -> tuple[Decimal | None, bool]:
    """1万2千 or 1万2000 as one number; 1万2 may be 12,000 or a slip and is none."""
    total, above, scaled = Decimal(0), 0, False
    for figure, scale in _PART.findall(figures):
        part = Decimal(figure.replace(",", "")) * _SCALES[scale]
        if above and not above // 10 <= part < above:
            return None, scaled
        total, above = total + part, _SCALES[scale]
        scaled = scaled or above >= WAN
    return total, scaled
