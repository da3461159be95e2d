"""Matching the headings of a foreign workbook to Columns, each with a score of 0–100 and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from street_desk.domain.catalogue.own_columns import own_kind
from street_desk.domain.kinds import References
from street_desk.domain.sheets import Column
from street_desk.exchange.importing import funds, similar
from street_desk.exchange.importing.units import is_unit, without_unit
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import plain
from street_desk.exchange.importing.years import OTHER_YEAR, relative_years, without_years
from street_desk.language import ENGLISH, N_, Message, message

SHEETS_READ = ("communities", "workers", "premises", "duties")
SHEET_WORDS = {
    "communities": re.compile(r"社区(?:基本)?情况|社区经费|经费|社区一览|社区名录|社区统计|社区基本"),
    "workers": re.compile(r"花名册|人员|工作者|名单|报酬|工资|两委|薪酬"),
    "premises": re.compile(r"阵地|设施|场所|用房|场地"),
    "duties": re.compile(r"职责|事项|清单"),
}
"""What a tab's name or title says where two sheets know the headings equally well."""
_PARENT = re.compile(r"基本|信息|概况|情况|社区|人员|个人|人口|户|党|本人|职工|报酬|工资|待遇|补贴")
_PARENTS = {
    "premises": re.compile(_PARENT.pattern + r"|阵地|设施|场所|用房|场地|房屋|产权|使用"),
    "duties": re.compile(_PARENT.pattern + r"|职责|事项|部门|经费|依据"),
}

_UNKNOWN = message(N_("no column has this heading"))


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading was matched to.

    `key` is the column that the heading means, `target` the one that its values land in ("" for none, and then `why`
    says why not). `of` names the columns that a column of totals sums up. `compared` is what a column of a workbook of
    our own making is compared with: a derived column, or a part of one ("office_fund.base"). `similar`: found by a
    name that is like it; `asked`: too little like it to be taken without asking.
    """

    key: str = ""
    target: str = ""
    score: int = 0
    reason: Message = _UNKNOWN
    why: Message | None = None
    of: tuple[str, ...] = ()
    compared: str = ""
    similar: bool = False
    asked: bool = False


NO_COLUMN = Match(why=_UNKNOWN)
NO_HEADING = message(N_("there is no heading above this cell"))
_RUNNING = message(N_("only the running number of the row"))
_SET = message(N_("set by you"))
_OWN_HEADING = message(N_("the column's own heading"))
_CONFIRMED = message(N_("as last confirmed"))
_ANSWERED = message(N_("by your answer"))
_LEFT_OUT = message(N_("left out by you"))
FITS_BETTER = N_("the heading {heading} fits this column better")
WORKED_OUT = message(N_("the program works this out itself"))


def importable(sheet: str, lists: bool = False) -> Iterator[Column]:
    """The columns of a sheet that a heading may mean; without `lists` of names, for a workbook's may be anything."""
    return (column for column in SHEETS[sheet] if lists or not isinstance(column.kind, References))


def names(sheet: str, lists: bool = False) -> Mapping[str, tuple[str, int]]:
    """The columns of a sheet by plain heading, with the score: 100 for its own heading, 95 for another one seen.

    In English it is what a grid shown in English is exported with.
    """
    return _names(sheet, lists, SHEETS.edition)


@lru_cache(maxsize=16)
def _names(sheet: str, lists: bool, _edition: int) -> Mapping[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for score, place in ((100, slice(0, 1)), (95, slice(1, None))):
        for column in importable(sheet, lists):
            for name in column.names[place]:
                found.setdefault(plain(name), (column.key, score))
    for column in importable(sheet, lists):
        found.setdefault(plain(column.spoken.text(ENGLISH)), (column.key, 100))
    return found


class Headings:
    """The vocabulary of foreign workbooks for one year; `lists`: and of what grids copy, with their lists of names."""

    def __init__(self, year: int, sheets: tuple[str, ...] = SHEETS_READ, *, lists: bool = False) -> None:
        self._year, self._lists = year, lists
        self.sheets = sheets

    def _names(self, sheet: str) -> Mapping[str, tuple[str, int]]:
        return names(sheet, self._lists)

    def key(self, sheet: str, text: str) -> str:
        """The column that one heading cell names by itself, "" for none."""
        bare = plain(text)
        if not bare or len(bare) > 24:
            return ""
        bare, _years = without_years(bare)
        found = self._names(sheet).get(bare) or self._names(sheet).get(without_unit(bare))
        return found[0] if found else ""

    def match(self, sheet: str, paths: Sequence[tuple[str, ...]]) -> list[Match]:
        """What each heading means; of several headings for one column the best takes it."""
        matches = [self._match(sheet, path) for path in paths]
        if sheet == "communities":
            matches = funds.with_sums(matches)
        best: dict[str, int] = {}
        for place, match in enumerate(matches):
            if match.target and (match.target not in best or match.score > matches[best[match.target]].score):
                best[match.target] = place
        return [
            match
            if not match.target or best[match.target] == place
            else replace(match, target="", why=_taken(match.target, sheet, paths[best[match.target]]))
            for place, match in enumerate(matches)
        ]

    def _match(self, sheet: str, path: tuple[str, ...]) -> Match:
        # 单位 by itself may be a unit's column, and is the street's units in many workbooks.
        parts = tuple(plain(part) for part in path if not is_unit(part)) or tuple(map(plain, path))
        if not parts:
            return NO_COLUMN
        if parts[-1] in ("序号", "编号", "no", "no.", "序") and parts[-1] not in self._names(sheet):
            return Match(reason=_RUNNING, why=_RUNNING)
        own = self._names(sheet).get("".join(parts))
        if own is not None and own_kind(own[0]) is not None:
            # A county's own heading may name a year: 2026年补助 is then that very column.
            return landing(sheet, own[0], 100, _OWN_HEADING)
        dated = [self._dated(part) for part in parts]
        years = set[int]().union(*(named for _, named in dated))
        bare = tuple(part for part, _ in dated if part)
        exact = self._exact(sheet, bare) if bare else None
        if sheet == "communities" and (exact is None or funds.is_about(exact.key)):
            found = funds.match(parts, self._year)
            if found is not None:
                return found
        match = self._likeliest(sheet, bare, exact) if bare else NO_COLUMN
        if not years or not match.key:
            return match
        if years != {self._year}:
            return replace(match, target="", why=OTHER_YEAR, asked=False)
        # A heading without a year is preferred to one with.
        return replace(match, score=match.score - 1)

    def _dated(self, part: str) -> tuple[str, set[int]]:
        """A part of a heading without the years it names, and those."""
        rest, named = without_years(part)
        bare, relative = relative_years(rest, self._year)
        return bare, named | relative

    def _likeliest(self, sheet: str, parts: tuple[str, ...], exact: Match | None) -> Match:
        if exact is not None:
            return exact
        contained, like = self._contained(sheet, parts), self._similar(sheet, parts)
        likely = [match for match in (like, contained) if match is not None]
        # What is asked about comes last, whatever its score.
        likely.sort(key=lambda match: (match.asked, -match.score))
        return likely[0] if likely else NO_COLUMN

    def _exact(self, sheet: str, parts: tuple[str, ...]) -> Match | None:
        for start in range(len(parts)):
            for bare in ("".join(parts[start:]), "".join(map(without_unit, parts[start:]))):
                found = self._names(sheet).get(bare)
                if found is None:
                    continue
                group = "/".join(parts[:start])
                if (
                    group
                    and start == len(parts) - 1
                    and len(bare) <= 2
                    and not _PARENTS.get(sheet, _PARENT).search(group)
                ):
                    # 阵地/面积 is not the area of the community.
                    return None
                key, score = found
                if group:
                    said = message(N_("the last part of the heading, under {group}"), group=group)
                    return landing(sheet, key, score - 5, said)
                said = (
                    _OWN_HEADING
                    if score == 100
                    else message(N_("a heading that offices use for this column"))
                )
                return landing(sheet, key, score, said)
        return None

    def _contained(self, sheet: str, parts: tuple[str, ...]) -> Match | None:
        bare = without_unit(parts[-1])
        best: Match | None = None
        for name, (key, _score) in self._names(sheet).items():
            if len(name) < 2 or name == bare or not bare.endswith(name) or funds.is_about(key):
                continue
            share = len(name) / len(bare)
            if share < 0.5 or similar.OTHERWISE.search(bare[: -len(name)]):
                continue
            score = round(50 + 40 * share)
            if best is None or score > best.score:
                said = message(N_("the heading ends in “{name}”"), name=name)
                best = landing(sheet, key, score, said)
                if best.target and not similar.is_around(bare[: -len(name)]):
                    # 低保户数 are households, but not all of them.
                    best = replace(best, score=min(score, similar.SURE - 1), asked=True)
        return best

    def _similar(self, sheet: str, parts: tuple[str, ...]) -> Match | None:
        """A heading with a typing error, other words around it or in another order; "asked" where that is doubtful."""
        found = similar.likest(without_unit(parts[-1]), sheet, self._names(sheet))
        if found is None:
            return None
        key = self._names(sheet)[found.name][0]
        said = message(N_("like “{name}”"), name=found.name)
        match = landing(sheet, key, found.score, said)
        if funds.is_about(key):
            fund = funds.match((*parts[:-1], found.name), self._year)
            match = match if fund is None else replace(fund, score=found.score, reason=said)
        return replace(match, similar=True, asked=bool(match.target) and found.score < similar.SURE)


def landing(sheet: str, key: str, score: int, reason: Message) -> Match:
    """The Match of a column: derived ones are never imported."""
    if SHEETS[sheet][key].derived:
        return Match(key, "", score, reason, WORKED_OUT)
    return Match(key, key, score, reason)


def set_by_user(sheet: str, key: str) -> Match:
    """The Match of a column that the user set, "" for one to be left out."""
    if not key:
        return Match(reason=_LEFT_OUT, why=_LEFT_OUT)
    return landing(sheet, key, 100, _SET)


def said_by_user(reason: Message) -> bool:
    """Whether that is why a column is read as it is: the user set it, or left it out."""
    return reason in (_SET, _LEFT_OUT)


def as_confirmed(sheet: str, key: str, recognised: Match | None) -> Match:
    """The Match of a column of a shape that the user confirmed; one recognised so anyway keeps its own reason."""
    if recognised is not None and recognised.target == key and not recognised.asked:
        return recognised
    return replace(set_by_user(sheet, key), reason=_CONFIRMED, why=None if key else _CONFIRMED)


def answered(match: Match, taken: bool) -> Match:
    """The Match of a heading that was asked about."""
    if taken:
        return replace(match, score=100, reason=_ANSWERED, asked=False)
    return replace(match, target="", why=_LEFT_OUT, asked=False)


def _taken(target: str, sheet: str, path: tuple[str, ...]) -> Message:
    column = SHEETS[sheet][target]
    return message(
        FITS_BETTER,
        heading="/".join(path) or column.heading,
    )
