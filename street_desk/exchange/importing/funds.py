"""Fund columns of a foreign workbook: which fund, and whether it is the ceiling, the approved or the spent amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from street_desk.domain.catalogue.communities import APPROVED, COMMUNITIES, FUNDS
from street_desk.exchange.importing.units import without_unit
from street_desk.language import N_, Message, message

if TYPE_CHECKING:
    from street_desk.exchange.importing.headings import Match

_ASPECTS = (
    ("ceiling", re.compile(r"控制数|控制额|控制")),
    ("actual", re.compile(r"实际执行数?|执行数|决算数|实际支出数?|支出数|执行|决算")),
    ("approved", re.compile(r"批复数|批复额|下达数|安排数|预算数|批复|下达|安排|预算")),
)
_YEAR = re.compile(r"(20\d\d)年?度?")
_BEFORE = re.compile(r"上年|去年|上一年|往年|以前年度")
_MONEY = re.compile(r"经费|资金|保障|金额|控制|批复|执行|决算|下达|拨付|补助|预算|支出|投入")
_TOTAL = re.compile(r"(?:(?:经费|金额|资金|三项经费|三项)?(?:合计|总计|小计|总额)(?:金额|数)?)$")
_NEUTRAL = re.compile(
    r"(?:城市|社区|居委会|年度|本年度?|当年|保障|补助|金额|专项|经费|资金|合计|小计|数|额|的|、)*$"
)
_SUBTOTAL = re.compile(r"(?:小计|合计|计|金额|总额|数额|经费|数)$")

OTHER_YEAR = message(N_("an amount of another year"))
PART = message(N_("a part of the fund; only the whole of it is held"))
SUM = message(N_("a total of the funds in its row; it is checked and not imported"))
NO_FUNDS = message(N_("a total without its funds in this table"))


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, int]]:
    """The three funds by plain name."""
    from street_desk.exchange.importing.wording import plain

    found: dict[str, tuple[str, int]] = {}
    for fund in FUNDS:
        column = COMMUNITIES[f"{fund}_fund"]
        for place, name in enumerate(column.names):
            found.setdefault(plain(name), (fund, 95 if place else 100))
    return found


def is_about(key: str) -> bool:
    """Whether a column is one of the funds' amounts or their total."""
    return (
        key.rpartition("_")[2] in ("fund", "ceiling", "approved", "actual")
        and key in COMMUNITIES
        and (key.partition("_")[0] in (*FUNDS, "total"))
    )


def match(parts: tuple[str, ...], year: int) -> Match | None:
    """What a heading under or about the funds means; None where it is about something else."""
    from street_desk.exchange.importing.headings import Match

    rests = tuple(_rest(part) for part in parts)
    aspect = aspect_of(parts)
    whole = "".join(parts)
    years = {int(y) for y in _YEAR.findall(whole)}
    other_year = bool(_BEFORE.search(whole)) or bool(years and years != {year})
    for place in range(len(rests) - 1, -1, -1):
        found = _fund(rests[place], parts[:place] + parts[place + 1 :])
        if found is None:
            continue
        fund, score = found
        key = f"{fund}_{aspect}" if aspect else f"{fund}_fund"
        below = "".join(r for r in rests[place + 1 :] if not _SUBTOTAL.fullmatch(r))
        said = _reason(fund, aspect)
        if other_year:
            return Match(key, "", score, said, OTHER_YEAR)
        if below:
            return Match(f"{fund}_fund", "", score - 20, said, PART)
        target = APPROVED.get(key, key)
        # A column that is called approved in so many words is preferred to one that only names the fund.
        return Match(key, target, score if aspect else score - 2, said)
    above = "".join(rests[:-1])
    if _TOTAL.match(rests[-1]) and (not above or _MONEY.search("".join(parts[:-1]))):
        kept = tuple(APPROVED.get(f"{fund}_{aspect or 'fund'}", f"{fund}_{aspect}") for fund in FUNDS)
        why = OTHER_YEAR if other_year else SUM
        return Match("total_fund", "", 95, message(N_("a total of the funds")), why, kept)
    return None


def aspect_of(parts: Sequence[str]) -> str:
    """Whether a heading says that its amounts are ceilings, spent or approved; "" where it says none of it."""
    return next((name for name, pattern in _ASPECTS if any(map(pattern.search, parts))), "")


def says_no_more(parts: Sequence[str]) -> bool:
    """Whether a heading says no more than its year and what kind of amount it is: 上年批复数, 控制数."""
    return aspect_of(parts) != "" and all(_NEUTRAL.match(_rest(part)) for part in parts)


def with_sums(matches: Sequence[Match]) -> list[Match]:
    """The matches with each total naming those funds that the table has; a total without any sums up nothing."""
    held = {m.target for m in matches if m.target}
    settled: list[Match] = []
    for found in matches:
        of = () if found.why is OTHER_YEAR else tuple(target for target in found.of if target in held)
        why = NO_FUNDS if found.of and not of and found.why is not OTHER_YEAR else found.why
        settled.append(replace(found, of=of, why=why))
    return settled


def _rest(part: str) -> str:
    """A part of the heading without its year and without the words for ceiling, approved, spent."""
    rest = _BEFORE.sub("", _YEAR.sub("", without_unit(part)))
    for _name, pattern in _ASPECTS:
        rest = pattern.sub("", rest)
    return rest.strip("()、,/")


def _fund(rest: str, others: tuple[str, ...]) -> tuple[str, int] | None:
    """The fund that a part of a heading names, with the score."""
    exact = _names().get(rest)
    if exact is not None:
        group = "".join(others)
        if len(rest) <= 2 and group and not _MONEY.search(group):
            # 设施用途/服务 is not money.
            return None
        return exact
    longest = max((n for n in _names() if len(n) >= 4 and n in rest), key=len, default="")
    if longest and _NEUTRAL.match(rest.replace(longest, "")):
        return _names()[longest][0], 85
    return None


def _reason(fund: str, aspect: str) -> Message:
    column = COMMUNITIES[f"{fund}_{aspect}" if aspect else f"{fund}_fund"]
    return message(N_("names the fund {column}"), column=column.heading)
