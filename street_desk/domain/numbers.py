"""Numbers as offices write them: １２３４, "3,000", "3000户", "2万元", "约3000"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from street_desk.domain.problems import UnreadableValue
from street_desk.language import N_, Message, message

WAN = 10_000
_ABOUT = ("约", "大约", "近", "左右", "余", "~", "≈")
_UNITS = r"(?:户|人|元|个|名|岗|平方公里|平方千米|平方米|km2|km²|㎡|m2|岁|年|星级?|月)"
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_NUMBER = re.compile(rf"[¥￥]?([+-]?\d+(?:\.\d+)?)(亿|万)?{_UNITS}?(?:/[年月])?$", re.IGNORECASE)


class ApproximateValue(UnreadableValue):
    """A number marked as approximate; `value` is what it would be if taken as written."""

    what = N_("“{text}” is marked as approximate.")
    to_do = N_("Type the exact figure.")

    def __init__(self, value: Decimal, text: str, expected: Message) -> None:
        super().__init__(text=text, expected=expected)
        self.value = value


def _plain_powers(text: str) -> str:
    """The text with km² written out; any other raised digit makes it no number (3² is not 32)."""
    spelt = text.replace("km²", "平方公里").replace("m²", "平方米").replace("㎡", "平方米")
    return re.sub(r"[²³¹⁰-⁹₀-₉]", "^", spelt)


def read_number(raw: object, expected: Message, *, wan: bool = False) -> Decimal | None:
    """The exact number of a raw cell or typed text, None when empty.

    `wan`: a number without a unit of its own is in 万. A float keeps the 15 digits a workbook keeps. Raises
    UnreadableValue with `expected` as what to do, or ApproximateValue for "约3000".
    """
    if raw is None or isinstance(raw, bool):
        if raw is None:
            return None
        raise UnreadableValue(text=str(raw), expected=expected)
    if isinstance(raw, (int, float, Decimal)):
        value = Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            raise UnreadableValue(text=str(raw), expected=expected)
        return value * WAN if wan else value
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", _plain_powers(str(raw))))
    if not text:
        return None
    if "," in text and not _GROUPED.search(text):
        # 3,5 may mean 35, 3.5 or two numbers.
        raise UnreadableValue(text=str(raw).strip(), expected=expected)
    text = text.replace(",", "")
    about = any(mark in text for mark in _ABOUT)
    bare = text
    for mark in _ABOUT:
        bare = bare.replace(mark, "")
    found = _NUMBER.match(bare)
    if not found:
        raise UnreadableValue(text=str(raw).strip(), expected=expected)
    value = Decimal(found[1])
    if found[2]:
        value *= WAN if found[2] == "万" else WAN * WAN
    elif wan and not bare.rstrip("/年月").endswith("元"):
        value *= WAN
    if about:
        raise ApproximateValue(value, str(raw).strip(), message(N_("Type the exact figure.")))
    return value
