"""Units: 元 or 万元 from a title line, a heading, or a row of units under the heading."""

from __future__ import annotations

import re

from street_desk.exchange.importing.wording import plain

YUAN, WAN = "yuan", "wan"

_WORDS = (
    r"(?:万元|元|户|人|名|个|岗|位|家|平方公里|平方千米|平方米|km2|m2|公里|%|年|岁|月|天|星|级|处|次|分)"
    r"(?:/(?:年|月|人|户|人[.·]?月|月[.·]?人))?"
)
_UNIT = re.compile(rf"(?:计量)?(?:单位:?)?{_WORDS}(?:[、,/]{_WORDS})*$")
_BRACKETED = re.compile(rf"[(\[【](?:单位:?)?({_WORDS}(?:[、,/]{_WORDS})*)[)\]】]")
# 填报单位 is followed by a name, whatever that is.
_STATED = re.compile(r"(?<!填报)(?<!填表)(?<!编报)(?<!编制)(?<!上报)单位:([^:]{0,12}?)(万元|元)")


def is_unit(text: str) -> bool:
    """Whether a cell is nothing but a unit: "万元", "（户）", "单位：元"."""
    bare = plain(text).strip("()[]【】")
    return bool(bare) and (bare in ("单位", "计量单位", "-", "—", "/") or _UNIT.match(bare) is not None)


def without_unit(text: str) -> str:
    """A plain heading without the unit it carries: "办公经费(万元)" is "办公经费"."""
    bare = _BRACKETED.sub("", text)
    for tail in ("单位:万元", "单位:元", "万元"):
        if bare.endswith(tail) and bare != tail:
            bare = bare[: -len(tail)].rstrip(",、/")
    return bare


def of_heading(texts: tuple[str, ...]) -> str | None:
    """The unit of money that the heading cells of a column name; the lowest one decides."""
    for text in reversed(texts):
        bare = plain(text)
        if is_unit(bare):
            named: list[str] = [bare]
        else:
            named = [m[1] for m in _BRACKETED.finditer(bare)] + [m[0] for m in _STATED.finditer(bare)]
            if bare.endswith("万元"):
                named.append("万元")
        for unit in named:
            if "万元" in unit:
                return WAN
            if "元" in unit:
                return YUAN
    return None


def of_titles(texts: list[str]) -> str | None:
    """The unit that the lines above a table state: "单位：万元", "（万元）"; the lowest line decides."""
    for text in reversed(texts):
        bare = plain(text)
        found = list(_STATED.finditer(bare))
        if found:
            return WAN if found[-1][2] == "万元" else YUAN
        if is_unit(bare) or bare.endswith("(万元)"):
            if "万元" in bare:
                return WAN
            if "元" in bare:
                return YUAN
    return None
