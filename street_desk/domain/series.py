"""How filled cells go on: 1, 2 becomes 3, 4; a January becomes a February; 第1社区, 第2社区 becomes 第3社区."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Digits, Kind, Text

_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_YEARS = range(1900, 2201)


def continued(
    texts: Sequence[str], kinds: Sequence[Kind], count: int, *, switched: bool = False
) -> list[str]:
    """What `count` cells after filled ones get.

    Several cells that go on evenly go on so; one cell, or cells that do not, are repeated. `switched`, as by Ctrl: one
    cell is counted up by one, several are repeated. `kinds` are those of the filled cells' columns.
    """
    several = len(texts) > 1
    found = None
    if several != switched and all(text.strip() for text in texts):
        if all(kind.numeric for kind in kinds):
            found = _numbers(texts, count)
        elif all(isinstance(kind, (Day, Month)) for kind in kinds):
            found = _days(texts, count)
        elif all(isinstance(kind, (Text, Digits)) for kind in kinds):
            found = _numbered(texts, count)
    return found or [texts[n % len(texts)] for n in range(count)]


def _step(values: Sequence[Decimal]) -> Decimal | None:
    """The even step from each value to the next; None where there is none. One value goes on by one."""
    steps = {after - before for before, after in pairwise(values)}
    return Decimal(1) if not steps else steps.pop() if len(steps) == 1 else None


def _numbers(texts: Sequence[str], count: int) -> list[str] | None:
    try:
        values = [Decimal(text) for text in texts]
    except InvalidOperation:
        return None
    step = _step(values)
    return None if step is None else [f"{values[-1] + step * (n + 1):f}" for n in range(count)]


def _numbered(texts: Sequence[str], count: int) -> list[str] | None:
    """Texts that differ in their last number alone; its leading zeros stay."""
    found = [_NUMBERED.fullmatch(text) for text in texts]
    parts = [one.groups() for one in found if one is not None]
    if len(parts) < len(texts) or len({(before, after) for before, _number, after in parts}) > 1:
        return None
    before, last, after = parts[-1]
    step = _step([Decimal(number) for _before, number, _after in parts])
    if step is None or int(last) + int(step) * count < 0:
        return None
    return [f"{before}{int(last) + int(step) * (n + 1):0{len(last)}}{after}" for n in range(count)]


def _days(texts: Sequence[str], count: int) -> list[str] | None:
    """By months where the day of the month stays, or the month's last day; else by days."""
    found = [_DAY.fullmatch(text) for text in texts]
    parts = [(int(one[1]), int(one[2]), int(one[3] or 0)) for one in found if one is not None]
    if len(parts) < len(texts):
        return None
    bare = [day == 0 for _year, _month, day in parts]
    last_days = all(day == calendar.monthrange(year, month)[1] for year, month, day in parts)
    months = [Decimal(year * 12 + month - 1) for year, month, _day in parts]
    step = _step(months)
    by_month = len(texts) > 1 and (last_days or len({day for _year, _month, day in parts}) == 1)
    if all(bare) or (by_month and step):
        return None if step is None else _by_month(int(months[-1]), int(step), parts[-1][2], last_days, count)
    if any(bare):
        return None
    days = [Decimal(datetime.date(*part).toordinal()) for part in parts]
    step = _step(days)
    if step is None:
        return None
    reached = [int(days[-1] + step * (n + 1)) for n in range(count)]
    low, high = datetime.date(_YEARS[0], 1, 1).toordinal(), datetime.date(_YEARS[-1], 12, 31).toordinal()
    if not all(low <= day <= high for day in reached):
        return None
    return [datetime.date.fromordinal(day).isoformat() for day in reached]


def _by_month(last: int, step: int, day: int, last_days: bool, count: int) -> list[str] | None:
    made = []
    for n in range(count):
        year, month = divmod(last + step * (n + 1), 12)
        if year not in _YEARS:
            return None
        longest = calendar.monthrange(year, month + 1)[1]
        shown = longest if last_days and day else min(day, longest)
        made.append(f"{year:04}-{month + 1:02}" + (f"-{shown:02}" if day else ""))
    return made
