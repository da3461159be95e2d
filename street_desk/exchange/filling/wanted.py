"""What a column of a template is to hold: which figure, of which year, or why none.

The importer reads a foreign workbook's fund columns as what was approved, for it reads last year's workbooks. Here the
workbook is about to become this year's: 办公运转经费 is what is asked for, 批复数 what was approved, 月报酬 what is now
paid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.people import Masked
from street_desk.exchange.importing import funds
from street_desk.exchange.importing.headings import FITS_BETTER, WORKED_OUT, Match
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.unit_places import ROWS_UNIT
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import plain
from street_desk.exchange.importing.years import OTHER_YEAR, relative_years, without_years
from street_desk.language import N_, Message, message

_RUNNING = ("序号", "编号", "no", "no.", "序", "行次")
_BEFORE = re.compile("原|现|前|上年|去年|上一年|20\\d\\d")
_IDENTITY = ("code", "number", "community")

_UNKNOWN = message(N_("no column has this heading"))
_TWICE = message(N_("another column of the table has this heading already"))
_LONG_AGO = message(N_("a figure of another year"))


class Wanted(NamedTuple):
    """The figure that a column is to hold.

    `key` is the sheet's column, "" for a sum of the columns `of`, or for what only the form of that `path` knows.
    `role` is the part of a derived column ("base", "add"). `prior`: last year's. `dated`: by a year in the heading.
    """

    key: str = ""
    role: str = ""
    of: tuple[str, ...] = ()
    prior: bool = False
    dated: bool = False
    printed: bool = False


SILENT = message(N_("a column that names the row"))
"""Nothing is written there, and nothing need be said of it."""


def wanted_of(sheet: str, headings: Sequence[Heading], year: int, own: bool) -> list[Wanted | Message]:
    """What each column is to hold, or why nothing; no two hold the same."""
    found = [_own(sheet, h) if own else _foreign(sheet, h, year) for h in headings]
    best: dict[Wanted, int] = {}
    for place, one in enumerate(found):
        if isinstance(one, Wanted) and not one.printed:
            bare = one._replace(dated=False)
            other = best.get(bare)
            if other is None or headings[other].match.score < headings[place].match.score:
                best[bare] = place
    mine = set(best.values())
    return [
        one if place in mine or not isinstance(one, Wanted) or one.printed else _TWICE
        for place, one in enumerate(found)
    ]


def is_identity(sheet: str, key: str) -> bool:
    """Whether a column names its row: it is what the row is found by, and is never written."""
    known = SHEETS[sheet]
    return key in (*_IDENTITY, known.naming) or (
        key in known.identity and not isinstance(known[key].kind, Masked)
    )


def _settled(sheet: str, wanted: Wanted) -> Wanted | Message:
    return SILENT if not wanted.prior and is_identity(sheet, wanted.key) else wanted


def _own(sheet: str, heading: Heading) -> Wanted | Message:
    """A column of a workbook of our own making says itself what it is."""
    match = heading.match
    key, _, role = (match.compared or match.target).partition(".")
    if not key:
        return SILENT if is_running(heading) else Wanted(printed=True)
    return _settled(sheet, Wanted(key, role)) if key in SHEETS[sheet] else _UNKNOWN


def _foreign(sheet: str, heading: Heading, year: int) -> Wanted | Message:
    match = heading.match
    if match.why == ROWS_UNIT or (is_running(heading) and not match.target):
        return SILENT
    if sheet == "workers" and match.key == "former_pay":
        # What last year's workbook calls the pay is this year's here, unless it says that it is the one before.
        return Wanted("former_pay" if _BEFORE.search("".join(heading.path)) else "month_pay")
    if match.of or match.why in (funds.SUM, funds.NO_FUNDS) or match.key == "total_fund":
        return _dated(_total(heading, match), heading, year)
    if match.why in (OTHER_YEAR, funds.OTHER_YEAR) and match.key:
        return _dated(Wanted(match.key), heading, year)
    if match.key and (match.why is None or match.why == WORKED_OUT or match.why.msgid == FITS_BETTER):
        return _settled(sheet, Wanted(match.key))
    if not match.key and sheet == "communities":
        parts = tuple(plain(part) for part in heading.path)
        if funds.says_no_more(parts):
            of = tuple(f"{fund}_{funds.aspect_of(parts)}" for fund in FUNDS)
            return _dated(Wanted(of=of), heading, year)
    return match.why or _UNKNOWN


def _total(heading: Heading, match: Match) -> Wanted:
    """A total of the funds: of those that the table has, where it has some of them and not others."""
    aspect = funds.aspect_of([plain(part) for part in heading.path]) or "fund"
    held = {target.partition("_")[0] for target in match.of} or set(FUNDS)
    if aspect == "fund" and held == set(FUNDS):
        return Wanted("total_fund")
    return Wanted(of=tuple(f"{fund}_{aspect}" for fund in FUNDS if fund in held))


def _dated(wanted: Wanted, heading: Heading, year: int) -> Wanted | Message:
    """The figure of the year that a heading names, where that is this one or the one before."""
    years = _years(heading, year)
    if not years or years == {year}:
        return wanted
    if years == {year - 1}:
        in_figures = any(without_years(plain(part))[1] for part in heading.path)
        return wanted._replace(prior=True, dated=in_figures)
    return _LONG_AGO


def _years(heading: Heading, year: int) -> set[int]:
    found: set[int] = set()
    for part in heading.path:
        rest, named = without_years(plain(part))
        found |= named | relative_years(rest, year)[1]
    return found


def is_running(heading: Heading) -> bool:
    """Whether a column only numbers the rows."""
    return plain(heading.path[-1]) in _RUNNING
