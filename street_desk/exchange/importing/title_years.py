"""Years of whole tables: where a title or a tab's name says another year than the one imported into.

Nothing of another year comes in silently. Where a table of the imported year has the same columns, that one is read and
the others are not; else the user says whether the table is read all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from street_desk.exchange.importing.draft import Draft, chosen
from street_desk.exchange.importing.headings import said_by_user
from street_desk.exchange.importing.hidden_tabs import LEAVE, READ
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.tables import Table
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_note, is_signature, plain
from street_desk.exchange.importing.years import relative_years, without_years
from street_desk.language import N_, Message, message

_DIGITS = {**{digit: str(n) for n, digit in enumerate("〇一二三四五六七八九")}, "○": "0", "零": "0", "o": "0"}
_SPELT = re.compile(r"二[〇○零o0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
# What is quoted and the number of a document name years of their own.
_QUOTED = re.compile(r"《[^》]*》|[(\[〔【]20\d\d[)\]〕】]第?\d+号")
# A day is when the table was made; the month of a roster is of its year.
_DAY = re.compile(r"20\d\d(?:年\d{1,2}月\d{1,2}日?|([.\-/])\d{1,2}\1\d{1,2})")
_MONTH = re.compile(r"(?<!\d)(20\d\d)(?:年\d{1,2}月|年第?[一二三四1-4]季)")
_SPAN = re.compile(r"(?<!\d)(20\d\d)年?度?[\-—~至到、和与及](20\d\d)(?!\d)")
_SHORT = re.compile(r"(?<!\d)(\d\d)年")
_LONGEST = 60

_IN_TITLE = N_("The title says {said}: import it into {year}?")
_IN_NAME = N_("The tab's name says {said}: import it into {year}?")
_PASSED_OVER = N_("a table of {said}; that of {year} is read")
_LEFT_OUT = N_("a table of {said}, left out by your answer")


class Stated(NamedTuple):
    """The years that a table says it is of, and whether the tab's name says so."""

    years: frozenset[int] = frozenset()
    in_name: bool = False
    passed_over: bool = False

    @property
    def said(self) -> str:
        return ", ".join(str(year) for year in sorted(self.years))


def years_in(text: str, year: int, *, name: bool = False) -> frozenset[int]:
    """The years that a title says its table is of, where `year` is this year; `name`: it is the name of a tab."""
    if not name and (len(text) > _LONGEST or is_note(text) or is_signature(text)):
        return frozenset()
    bare = _SPELT.sub(lambda m: f"20{_DIGITS[m[1]]}{_DIGITS[m[2]]}年", plain(text))
    bare = _DAY.sub("", _QUOTED.sub("", bare))
    found = without_years(bare)[1] | {int(m[1]) for m in _MONTH.finditer(bare)}
    found |= {int(part) for m in _SPAN.finditer(bare) for part in m.groups()}
    if not found and name:
        found = {2000 + int(m[1]) for m in _SHORT.finditer(bare)} | relative_years(bare, year)[1]
    return frozenset(found)


def stated_years(tables: Sequence[Table], year: int) -> list[Stated]:
    """What each table says of its year, where that is not the imported one.

    The lowest line of a title that names one decides; a table without takes what the one above it in its tab says, else
    the name of the tab. Headings of the imported year speak for themselves.
    """
    found: list[Stated] = []
    above: dict[str, Stated] = {}
    for table in tables:
        tab = table.grid.tab.name
        lines = [years_in(text, year) for text in table.title_texts()]
        said = next((years for years in reversed(lines) if years), None)
        if said is not None:
            stated = above[tab] = Stated(said)
        elif tab in above:
            stated = above[tab]
        elif table.bottom < table.top and found:
            stated = found[-1]._replace(passed_over=False)
        else:
            stated = Stated(years_in(tab, year, name=True), in_name=True)
        if _names(table, year):
            stated = Stated(frozenset({year}))
        found.append(stated)
    current = [(t.sheet, _targets(t)) for t, one in zip(tables, found, strict=True) if year in one.years]
    return [
        one._replace(passed_over=any(s == t.sheet and targets & _targets(t) for s, targets in current))
        if one.years and year not in one.years
        else Stated()
        for t, one in zip(tables, found, strict=True)
    ]


def _names(table: Table, year: int) -> bool:
    """Whether headings, or the columns left out for it, say of which year the figures are."""
    if table.other_years:
        return True
    read = (h for h in table.headings if h.match.target and not said_by_user(h.match.reason))
    return any(year in without_years(plain(part))[1] for heading in read for part in heading.path)


def _targets(table: Table) -> set[str]:
    return {h.match.target for h in table.headings} - {"", SHEETS[table.sheet].naming, "community"}


def ask_about_year(draft: Draft, stated: Stated) -> Question | None:
    """The question of a table that says another year; None for one that says none, or is passed over."""
    if not stated.years or stated.passed_over:
        return None
    name = f"year:{stated.said}·{draft.shape}"
    text = message(_IN_NAME if stated.in_name else _IN_TITLE, said=stated.said, year=str(draft.year))
    options = (READ, LEAVE)
    column, answer = SHEETS[draft.sheet].naming, chosen(options, name, draft.answers)
    question = Question(name, draft.tab, draft.corner, column, text, options, answer=answer)
    draft.questions.append(question)
    draft.waiting[name] = {}
    return question


def left_out(draft: Draft, stated: Stated, question: Question | None) -> Message | None:
    """Why a table is not read because of its year; None for one that is."""
    if stated.passed_over:
        return message(_PASSED_OVER, said=stated.said, year=str(draft.year))
    if question is not None and question.answer == 1:
        return message(_LEFT_OUT, said=stated.said)
    return None
