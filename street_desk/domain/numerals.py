"""Chinese numerals as whole numbers: 十二, 三千二百, 两万五, 叁仟, 二〇一三."""

from __future__ import annotations

_PLAIN = str.maketrans(
    "〇○Ｏ壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩", "零零零一二二三三四五六六七八九十百千万亿两"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_LARGE = (("亿", 100_000_000), ("万", 10_000))

NUMERALS = "零〇○一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩"
"""Every character that a numeral may be written with."""


def whole_number(text: str) -> int | None:
    """The number that a numeral up to 亿 says, None where it says none.

    A digit alone at the end counts the next unit down, as it is spoken: 两万五 is 25,000 and 三百五 350. Two digits
    side by side (三五户) mean "three to five" and are no number; from three on, or with a zero, they are places.
    """
    plain = text.translate(_PLAIN)
    if plain and all(char in _DIGITS for char in plain):
        if len(plain) == 2 and "零" not in plain:
            return None
        return int("".join(str(_DIGITS[char]) for char in plain))
    value, above, rest = 0, 0, plain
    for char, unit in _LARGE:
        head, found, tail = rest.partition(char)
        if not found:
            continue
        times = None if head.startswith("零") and not value else _section(head, above)
        if not times:
            return None
        value, above, rest = value + times * unit, unit, tail
    if not rest:
        return value or None
    small = _section(rest, above)
    return None if small is None else value + small


def _section(text: str, above: int) -> int | None:
    """A number below 10,000; `above` is the large unit it stands behind, 0 for none."""
    total, last, digit, zero = 0, 10_000, None, False
    for char in text:
        if char == "零":
            if zero or digit is not None:
                return None
            zero = True
        elif char in _UNITS:
            unit = _UNITS[char]
            if digit is None and char == "十" and not total:
                digit = 1
            if digit is None or unit >= last:
                return None
            total, last, digit, zero = total + digit * unit, unit, None, False
        else:
            if digit is not None:
                return None
            digit = 2 if char == "两" else _DIGITS.get(char)
            if digit is None:
                return None
    if digit is None:
        # A zero at the end, or nothing at all.
        return total if total and not zero else None
    if not zero:
        digit *= last // 10 if total else max(above // 10, 1)
    return total + digit
