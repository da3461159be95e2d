"""Days and months as offices write them, and which months of a year a span covers."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from street_desk.domain.kinds import Kind, Value
from street_desk.domain.numerals import NUMERALS, whole_number
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.texts import as_text, refusal, tidy
from street_desk.language import N_, message

_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*$")
_MARKED = re.compile(r"(\d{4})([-./])(\d{1,2})(?:\2(\d{1,2}))?\2?$")
_WORDED = re.compile(r"(\d{4})年(\d{1,2})(?:[月.](?:(\d{1,2})[日号]?)?)?$")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?$")
_SINCE = re.compile(r"(?<=[\d月日号])(?:份|起|始|开始|至今|生|出生)+$")
_ONLY_YEAR = re.compile(r"(\d{4})(?:年度?)?$")
_SHORT_YEAR = re.compile(r"\d{2}[-./年]\d{1,2}(?:\D|$)")
_NUMERALS = re.compile(f"[{NUMERALS}]+(?=[年月日号])")

_YEARS = range(1900, 2201)
# A bare number counts days only where people were born or appointed; anything else is a year, a month, or a slip.
_COUNTED_YEARS = range(1950, 2101)
_EPOCHS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}

_EXPECTED = message(N_("Type a day such as 2013-07-15, or a month such as 2013-07."))
_FOUR_DIGITS = message(N_("Type the year with all four digits, such as 2013-07."))
_TIME_ONLY = message(N_("The cell holds a time of day and no date: type the day, such as 2013-07-15."))


class AmbiguousMonth(UnreadableValue):
    """2013.1 as a number may have been 2013.10; `choices` are the two months that it may mean."""

    what = N_("“{text}” may mean January or October.")
    to_do = N_("Type it as {january} or {october}.")

    def __init__(self, text: str) -> None:
        year = text.partition(".")[0]
        self.choices = (f"{year}-01", f"{year}-10")
        super().__init__(text=text, january=self.choices[0], october=self.choices[1])


@dataclass(frozen=True, slots=True)
class Month(Kind):
    """A month, "2013-07"."""

    def parse(self, text: str) -> Value:
        found = _parts(text)
        return None if found is None else found[:7]

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        found = _from_cell(raw, from_1904)
        return None if found is None else found[:7]


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day, "2013-07-15"; where only the month is known, that alone, "2013-07"."""

    def parse(self, text: str) -> Value:
        return _parts(text)

    def read(self, raw: object, wan: bool = False, from_1904: bool = False) -> Value:
        return _from_cell(raw, from_1904)


def _from_cell(raw: object, from_1904: bool) -> str | None:
    if isinstance(raw, datetime.datetime):
        raw = raw.date()
    if isinstance(raw, datetime.date):
        if raw.year not in _YEARS:
            raise refusal(raw, _EXPECTED)
        return raw.isoformat()
    if isinstance(raw, (datetime.time, datetime.timedelta)):
        raise UnreadableValue(text=str(raw), expected=_TIME_ONLY)
    if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
        return _from_number(float(raw), from_1904)
    return None if raw is None else _parts(str(raw))


def _from_number(number: float, from_1904: bool) -> str:
    """A day that the workbook counted, or a month typed as a number: 41456, 2013.7, 201307, 20130715."""
    written = as_text(number)
    if 10_000 <= number < 100_000:
        # What stands behind the point is the time of day.
        day = _EPOCHS[from_1904] + datetime.timedelta(days=int(number))
        if day.year not in _COUNTED_YEARS:
            raise refusal(written, _EXPECTED)
        return day.isoformat()
    if re.fullmatch(r"(?:19|2[01])\d\d\.1", written):
        # 2013.7 is July; 2013.1 was typed either as 2013.1 or as 2013.10, and the cell no longer knows.
        raise AmbiguousMonth(written)
    found = _parts(written)
    assert found is not None
    return found


def _parts(text: str) -> str | None:
    """The day or month that a text says, None where it is empty."""
    shown = _CLOCK.sub("", tidy(text))
    bare = re.sub(r"\s+", "", shown).lstrip("'’‘`").replace("。", ".").replace("–", "-").replace("—", "-")
    if not bare:
        return None
    bare = _SINCE.sub("", _NUMERALS.sub(_digits, bare))
    if found := _MARKED.match(bare):
        year, month, day = found[1], found[3], found[4]
    elif found := _WORDED.match(bare) or _RUN.match(bare):
        year, month, day = found.groups()
    else:
        raise _no_day(text, bare)
    try:
        date = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        raise refusal(text, _EXPECTED) from None
    if date.year not in _YEARS:
        raise refusal(text, _EXPECTED)
    return date.isoformat() if day else date.isoformat()[:7]


def _digits(numeral: re.Match[str]) -> str:
    """二〇一三 and 十二 in digits; what is no number stays."""
    said = whole_number(numeral[0])
    return numeral[0] if said is None else str(said)


def _no_day(text: str, bare: str) -> UnreadableValue:
    if (year := _ONLY_YEAR.match(bare)) and int(year[1]) in _YEARS:
        said = N_("Only the year is there: type the month too, such as {year}-07.")
        return UnreadableValue(text=text.strip(), expected=message(said, year=year[1]))
    return refusal(text, _FOUR_DIGITS if _SHORT_YEAR.match(bare) else _EXPECTED)


def first_day(value: str) -> datetime.date:
    """The day, or the first day of a bare month."""
    return datetime.date.fromisoformat(value if len(value) == 10 else f"{value}-01")


def last_day(value: str) -> datetime.date:
    """The day, or the last day of a bare month."""
    if len(value) == 10:
        return datetime.date.fromisoformat(value)
    year, month = int(value[:4]), int(value[5:7])
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def months_in_year(year: int, start: str | None, end: str | None) -> tuple[int, ...]:
    """The months of `year` that a span touches, its first and its last month included; open ends run on."""
    if (start and int(start[:4]) > year) or (end and int(end[:4]) < year):
        return ()
    first = 1 if start is None or int(start[:4]) < year else int(start[5:7])
    last = 12 if end is None or int(end[:4]) > year else int(end[5:7])
    return tuple(range(first, last + 1))
