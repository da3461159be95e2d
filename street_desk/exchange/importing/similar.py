"""Headings that are like the name of a column: a typing error, another order, words around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from street_desk.domain.kinds import Money
from street_desk.exchange.importing.vocabulary import SHEETS

SURE = 85
"""From this likeness on a heading is taken for the column; below it the user is asked."""
_ASKED = 70
# What turns a heading that holds a column's name into something else.
OTHERWISE = re.compile(
    r"上年|去年|往年|增|减|差|均|每|占|比|率|缺|超|应|拟|预|非|未|不|前|后|其中|家属|配偶|用房"
    r"|科目|项目|功能|分类|指标|文件|证件|邮政|信用|机构"
)
_OTHER_YEAR = re.compile(r"20\d\d")
_AROUND = re.compile(
    r"现有|目前|本社区|全社区|社区|居民|实际|实有|总|共有|共|的|数量|情况|本|辖区|所辖|管辖|年末|期末|截至|截止|年底|登记|"
    r"现|目前|全|个人|本人|人员|工作人员|工作者|工作|基本|主要|当前|详细|有效|移动"
)
# One of these more or less is another word and no slip of the pen: 网格员数 is not 网格个数.
_TELLING = frozenset("户人口员长数额率费税金月年日男女老幼村镇街社小大上下入离任退新旧原现内外职岗证")
_SHORTEST = 4


class Like(NamedTuple):
    """The name that a heading is like, with the score."""

    name: str
    score: int


def likest(bare: str, sheet: str, names: Mapping[str, tuple[str, int]]) -> Like | None:
    """The name of a sheet's column that a plain heading is most like; None where none is near enough to ask."""
    if not 3 <= len(bare) <= 24 or _OTHER_YEAR.search(bare):
        return None
    return _likest(bare, sheet, tuple(names))


@lru_cache(maxsize=4096)
def _likest(bare: str, sheet: str, names: tuple[str, ...]) -> Like | None:
    without = _AROUND.sub("", bare)
    if len(without) >= 3 and without in names and _sound(bare, without):
        return Like(without, 90)
    letters = sorted(bare.replace("(", "").replace(")", ""))
    for name in names:
        if len(name) >= _SHORTEST and sorted(name.replace("(", "").replace(")", "")) == letters:
            return Like(name, 90)
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import Levenshtein

    best: Like | None = None
    for name, ratio, _ in process.extract(bare, names, scorer=fuzz.ratio, score_cutoff=_ASKED, limit=5):
        if not _sound(bare, name):
            continue
        money = _money(sheet, name)
        if money and Levenshtein.distance(bare, name) > 1:
            # There is no end of things that money is spent on.
            continue
        sure = _slip(bare, name) and not money
        score = min(94, max(SURE, round(ratio))) if sure else min(SURE - 1, round(ratio))
        if best is None or score > best.score:
            best = Like(name, score)
    return best


def is_around(text: str) -> bool:
    """Whether the words before a name only say more of the same: 社区总, 现有."""
    return not re.sub(r"常住|[(),、/]", "", _AROUND.sub("", text))


def _sound(bare: str, name: str) -> bool:
    """Whether a heading has no word more than the name that makes it something else."""
    return set(OTHERWISE.findall(bare)) <= set(OTHERWISE.findall(name))


def _slip(bare: str, name: str) -> bool:
    """Whether one character was mistyped, left out or typed too many, and none that tells one thing from another."""
    from rapidfuzz.distance import Levenshtein

    if len(name) < _SHORTEST:
        return False
    edits = list(Levenshtein.editops(bare, name))
    if len(edits) != 1:
        return False
    edit = edits[0]
    changed = {bare[edit.src_pos]} if edit.tag != "insert" else set()
    if edit.tag != "delete":
        changed.add(name[edit.dest_pos])
    return not changed & _TELLING


def _money(sheet: str, name: str) -> bool:
    """Whether a name is that of an amount: those are never taken for one another without asking."""
    from street_desk.exchange.importing.headings import names

    return isinstance(SHEETS[sheet][names(sheet)[name][0]].kind, Money)
