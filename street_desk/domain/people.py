"""What belongs to a person: id and phone numbers, their masks, and what an id tells."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, ValidationError

from street_desk.domain.kinds import Kind, Value
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.texts import as_text, bare, refusal, tidy
from street_desk.language import N_, message

_ID = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_DASHES = re.compile(r"[\-–—‑()]+")
# A number that a workbook kept as one: 13800001111.0.
_WHOLE = re.compile(r"(?<=\d{5})\.0+$")
_EXACT = 10**15
_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_STARS = 4
_PLAIN_DIGITS = 3
# 4.40981: the six places of the region.
_PLAIN_PLACES = 7
_POWER = re.compile(r"\d(?:\.\d+)?E\+\d+")
_LOST = message(N_("The cell holds the id as a number and its last digits are lost: type the id as text."))


@dataclass(frozen=True, slots=True)
class Masked(Kind):
    """Text that is shown with its middle hidden unless someone asks for all of it, which is logged."""

    head: int
    tail: int

    def mask(self, value: Value) -> str:
        """`head` characters, stars, `tail` characters; of a short number only its end."""
        if not value:
            return ""
        head = self.head if len(value) >= self.head + self.tail + _STARS else 0
        tail = min(self.tail, len(value) // 2)
        return f"{value[:head]}{'*' * (len(value) - head - tail)}{value[len(value) - tail :]}"

    def mask_text(self, text: str) -> str:
        """A text as it stands in a workbook, with no more to be seen than of the value that it is.

        Of one that is none, such as two numbers in one cell, all digits but the first three are hidden.
        """
        if _POWER.fullmatch(tidy(text).upper()):
            # A number that has lost its last digits shows only the first ones, which say where and not who.
            return without_ids(tidy(text))
        try:
            return self.mask(self.parse(text))
        except UnreadableValue:
            shown = iter(range(_PLAIN_DIGITS))
            return re.sub(r"\d", lambda digit: digit[0] if next(shown, None) is not None else "*", text)

    def hides(self, text: str, value: Value) -> bool:
        """Whether `text` is this value's mask: an own export that comes back."""
        return "*" in text and tidy(text) == self.mask(value)


@dataclass(frozen=True, slots=True)
class IdNumber(Masked):
    """A resident identity number of 15 or 18 places; a wrong checksum is kept and is a finding."""

    head: int = 6
    tail: int = 4

    def parse(self, text: str) -> Value:
        found = bare(text).rstrip("'’‘`").upper()
        if not found:
            return None
        if _POWER.fullmatch(found):
            raise UnreadableValue(text=text.strip(), expected=_LOST)
        if not _ID.fullmatch(found):
            raise refusal(text, message(N_("Type all 18 (or 15) places of the id.")))
        return found

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        if isinstance(raw, (int, float)) and raw >= _EXACT:
            # A workbook number keeps 15 digits: the rest of the id is gone, and guessing it would be worse than asking.
            raise UnreadableValue(text=f"{raw:.6G}", expected=_LOST)
        return self.parse(as_text(raw))


@dataclass(frozen=True, slots=True)
class Phone(Masked):
    """A telephone number, kept as written but for spaces and dashes."""

    head: int = 3
    tail: int = 4

    def parse(self, text: str) -> Value:
        found = _WHOLE.sub("", _DASHES.sub("", bare(text)))
        if not found:
            return None
        if not _PHONE.fullmatch(found):
            raise refusal(text, message(N_("Type the digits of the phone number.")))
        return found


_IDS = re.compile(r"(?<!\d)(?:\d{15,}X?|\d(?:[\s\-–—]?\d){14,16}[\s\-–—]?[\dX]?)(?!\d)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-–—]")
_POWERS = re.compile(r"(?<![\d.])\d\.\d{6,}E\+\d+", re.IGNORECASE)
_MOBILES = re.compile(r"(?<!\d)(?:\+?86[\s\-]?)?1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4}(?!\d)")


def without_ids(text: str) -> str:
    """A text of any kind with the middle of the ids in it hidden, however their digits are set apart."""

    def masked(found: re.Match[str]) -> str:
        bare = _BETWEEN.sub("", found[0])
        # Figures side by side are no id: an id holds a day of birth.
        is_id = bare == found[0] or (len(bare) in (15, 17, 18) and birth_month(bare.upper()) is not None)
        return IdNumber().mask(found[0]) if is_id else found[0]

    return _POWERS.sub(lambda found: _of_power(found[0]), _IDS.sub(masked, text))


def _of_power(text: str) -> str:
    """A number with an exponent, of which no more is left than where it was given out."""
    digits, power = text.upper().split("E")
    return f"{digits[:_PLAIN_PLACES]}{'*' * (len(digits) - _PLAIN_PLACES)}E{power}"


def without_numbers(text: str) -> str:
    """A text of any kind with the middle of the ids and mobile numbers in it hidden."""
    return _MOBILES.sub(lambda found: Phone().mask(found[0]), without_ids(text))


@lru_cache(maxsize=65536)
def checksum_fits(id_number: str) -> bool:
    """Whether the last place of an 18-place id agrees with the others (GB 11643); 15-place ids carry none."""
    if len(id_number) != 18:
        return True
    try:
        return bool(ric.calc_check_digit(id_number) == id_number[-1])
    except (InvalidChecksum, ValidationError):
        return False


def birth_month(id_number: str) -> str | None:
    """The month of birth that an id tells, "1984-03"; None where it is no date."""
    digits = id_number[6:14] if len(id_number) > 15 else f"19{id_number[6:12]}"
    if digits[4:6] in _MONTHS and "01" <= digits[6:8] <= "28" and digits[:4] > "0000" and digits.isdigit():
        return f"{digits[:4]}-{digits[4:6]}"
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()[:7]
    except ValueError:
        return None


def sex(id_number: str) -> str | None:
    """What the id's order number tells: odd is male."""
    place = id_number[16] if len(id_number) == 18 else id_number[14]
    return ("male" if int(place) % 2 else "female") if place.isdigit() else None
