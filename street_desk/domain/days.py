"""Days and months as offices write them, and which months of a year a span covers."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from street_desk.domain.kinds import Kind, Value, tidy
from street_desk.domain.problems import UnreadableValue
from street_desk.language import N_, message

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})?日?)?$")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?$")


class AmbiguousMonth(UnreadableValue):
    """2013.1 as a number may have been 2013.10."""

    what = N_("“{text}” may mean January or October.")
    to_do = N_("Type it as 2013-01 or 2013-10.")


@dataclass(frozen=True, slots=True)
class Month(Kind):
    """A month, "2013-07"."""

    def parse(self, text: str) -> Value:
        found = _parts(text)
        return None if found is None else found[:7]

    def read(self, raw: object, wan: bool = False) -> Value:
        found = _from_cell(raw)
        return None if found is None else found[:7]


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day, "2013-07-15"; where only the month is known, that alone, "2013-07"."""

    def parse(self, text: str) -> Value:
        return _parts(text)

    def read(self, raw: object, wan: bool = False) -> Value:
        return _from_cell(raw)


def _from_cell(raw: object) -> str | None:
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat()
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    if isinstance(raw, float) and not raw.is_integer():
        # 2013.7 is July; 2013.1 was typed either as 2013.1 or as 2013.10, and the cell no longer knows.
        if f"{raw:.15g}".endswith(".1"):
            raise AmbiguousMonth(text=f"{raw:.15g}", expected="")
        return _parts(f"{raw:.15g}")
    if isinstance(raw, float):
        raw = int(raw)
    return None if raw is None else _parts(str(raw))


def _parts(text: str) -> str | None:
    bare = re.sub(r"\s+", "", tidy(text))
    if not bare:
        return None
    found = _DAY.match(bare) or _RUN.match(bare)
    try:
        if not found:
            raise ValueError
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        date = datetime.date(year, month, day)
        if not 1900 <= year <= 2200:
            raise ValueError
    except ValueError:
        raise UnreadableValue(
            text=text, expected=message(N_("Type a day such as 2013-07-15, or a month such as 2013-07."))
        ) from None
    return date.isoformat() if found[3] else date.isoformat()[:7]


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
