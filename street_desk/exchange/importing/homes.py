"""Homes: which community a table is about, by its title, its labels, its tab's name, or lines between its rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from street_desk.domain.kinds import tidy
from street_desk.exchange.importing.identity import Communities
from street_desk.exchange.importing.tables import Table
from street_desk.exchange.importing.vocabulary import SHEETS

_LABELLED = re.compile(
    r"(?:社区名称|所在社区|所属社区|社区居委会|居委会|村\(社区\)|社区\(村\)|社区|填报单位|单位名称|单位)[:：]"
    r"([^:：]+?)(?:\((?:盖章|公章|签章|章)\)|$)"
)
_ABOVE = re.compile(r"^.*?(?:街道办事处|街道办|街道|镇|乡)")
_WIDER = re.compile(r"^.*?(?:[市县]|(?<!社)区)")
_LEAD = re.compile(r"^(?:附件|附表|表)?[\d一二三四五六七八九十]*[、:.]?(?:20\d\d年?度?)?")
_NAMED = re.compile(
    r"((?!社区|村)[\u4e00-\u9fff]{1,9}?(?:社区居民委员会|社区居委会|社区|村民委员会|村委会|居委会|村))"
)
_GENERAL = re.compile(
    r"^(?:全|各|城市|农村|城乡|本|辖区|所辖|所属|街道|示范|先进|城镇|涉农|村改|有关|相关|年度?)"
)
_OF_TABS = re.compile(
    r"社区工作者|工作人员|工作者|人员|花名册|名册|名单|阵地|配套设施|设施|场所|职责|事项|清单|情况|统计|登记|信息|明细|"
    r"汇总|一览|报酬|工资|基本|附件|附表|sheet|表|[\s\d()\[\]_.·、,:;#-]",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:社区|居委会|村委会|委员会|村)$")
_COUNTED = re.compile(r"\([^()]*\)$|[:：]$")


class Line(NamedTuple):
    """A line between the rows of a table that says whose the rows below it are."""

    row: int
    name: str
    cell: str


def names_community(text: str) -> str:
    """The community that a text is the name of, without what is counted behind it: 东风社区(12人); "" for none."""
    bare = _COUNTED.sub("", "".join(tidy(text).split()))
    return bare if _NAMED.fullmatch(bare) and not _GENERAL.match(bare) else ""


def may_have_lines(table: Table) -> bool:
    """Whether lines between the rows may say whose they are: where they are somebody's and no column says it."""
    return "community" in SHEETS[table.sheet] and table.heading("community") is None


def lines_of(table: Table) -> list[Line]:
    """The lines of a table that name communities, from the top down; none where a column does."""
    if not may_have_lines(table):
        return []
    rows = table.grid.tab.rows
    found = []
    for number in table.grid.numbers:
        values = rows[number]
        if not table.bottom < number <= table.last or len(values) - values.count(None) != 1:
            continue
        (cell,) = table.grid.cells(number)
        if isinstance(cell.value, str) and (name := names_community(cell.value)):
            found.append(Line(number, name, cell.address))
    return found


def line_above(lines: Sequence[Line], row: int) -> Line | None:
    """The line that says whose a row is."""
    place = bisect_left(lines, (row, "", "")) - 1
    return lines[place] if place >= 0 else None


def community_of(table: Table, communities: Communities) -> str:
    """The community that all rows of a table belong to, "" where it is said nowhere; one of the year goes before."""
    texts = said_of(table)
    known = next((text for text in texts if len(communities.named(text)) == 1), None)
    if known is not None:
        return known
    return next((text for text in texts if _ENDING.search(text)), "")


def said_of(table: Table) -> list[str]:
    """What may be the community of a table, the surest first."""
    lines = [*table.title_texts(), *table.texts_beside()]
    found = [text for line in lines for text in labelled(line)]
    # 社区： and the name in the next cell.
    for line in table.titles:
        for cell, following in pairwise(line):
            found += labelled(
                f"{cell.value}{'' if str(cell.value).rstrip().endswith((':', '：')) else ':'}{following.value}"
            )
    found += [text for line in lines for text in titled(line)]
    return list(dict.fromkeys([*found, *of_tab(table.grid.tab.name)]))


def labelled(text: str) -> list[str]:
    """What a label such as 社区： or 填报单位： names."""
    return [
        name
        for part in re.split(r"\s{2,}", tidy(text))
        if (m := _LABELLED.match("".join(part.split()))) and (name := m[1])
    ]


def titled(text: str) -> list[str]:
    """The community that a title names: 幸福街道东风社区2026年工作者花名册."""
    bare = "".join(tidy(text).split())
    found = []
    for outer in (_ABOVE,) if _ABOVE.match(bare) else (_WIDER, None):
        rest = bare if outer is None else outer.sub("", bare, count=1)
        rest = _LEAD.sub("", rest)
        m = _NAMED.match(rest)
        if m and not _GENERAL.match(m[1]) and m[1] not in found:
            found.append(m[1])
    return found


def of_tab_alone(name: str) -> str:
    """The community that a tab's name is, where nothing else says which; "" where it says none."""
    short = _OF_TABS.sub("", "".join(tidy(name).split()))
    return short if re.fullmatch(r"[\u4e00-\u9fff]{2,}", short) and not _GENERAL.match(short) else ""


def of_tab(name: str) -> list[str]:
    """The community that a tab's name is, as it is and without the words around it: 东风社区-人员."""
    bare = "".join(tidy(name).split())
    short = _OF_TABS.sub("", bare)
    return [text for text in dict.fromkeys((bare, short)) if len(text) > 1 and not _GENERAL.match(text)]
