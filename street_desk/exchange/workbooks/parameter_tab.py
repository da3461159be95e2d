"""The tab 标准参数: the figures that a workbook's amounts rest on, each with its clause, for formulas to point at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from street_desk.domain.pages import Given, Page, Parameter
from street_desk.exchange.workbooks.tabs import (
    HEADING,
    PLAIN_SIZE,
    TEXT,
    TITLE,
    TITLE_SIZE,
    Cell,
    Look,
    Tab,
    height,
    looks_like_a_formula,
)

NAME = "标准参数"
_HEADINGS = (("项目", 32.0), ("条款", 66.0), ("参数", 48.0), ("数值", 26.0), ("单位", 18.0))
_TOP, _VALUE = 3, 3
_LIVE = "各表按标准取数的各栏引用本表“数值”一栏，改动数值，引用它的各栏及小计、合计随之变动。"
_PLAIN = "本表供核对，各表的数不引用本表。"

Key = tuple[str, str, object]


def key_of(parameter: Parameter) -> Key:
    """What tells parameters of several Pages apart: the same in 元 and in 万元 are two."""
    return parameter.key, parameter.unit, parameter.value


def merged(pages: Sequence[Page]) -> list[Parameter]:
    """The parameters of all Pages, each once."""
    return list({key_of(p): p for page in pages for p in page.parameters}.values())


def cells_of(page: Page, parameters: Sequence[Parameter]) -> Mapping[str, str]:
    """The cell of each of a Page's parameters by its key, as a formula names it."""
    rows = {key_of(p): _TOP + 1 + number for number, p in enumerate(parameters)}
    return {p.key: f"'{NAME}'!$D${rows[key_of(p)] + 1}" for p in page.parameters}


def pointed_at(pages: Sequence[Page]) -> bool:
    """Whether a formula of the workbook points at its parameters."""
    return any(
        isinstance(box.formula, Given)
        for page in pages
        if page.parameters and not page.values_only
        for row in page.rows
        for box in row.boxes
    )


def parameter_tab(pages: Sequence[Page], parameters: Sequence[Parameter]) -> Tab:
    """The Tab of these parameters, one a row, in the order of the items they belong to."""
    page = pages[0]
    tab = Tab(
        NAME,
        [width for _text, width in _HEADINGS],
        page.title,
        page.code_line,
        (_TOP, _TOP),
        (_TOP + 1, 0),
        protected=page.protected,
    )
    tab.across(0, NAME, Look(TITLE, TITLE_SIZE, "center", bold=True))
    tab.heights[0] = 32
    rests_on = "　".join(text for heading, text in page.about if heading in ("执行标准", "依据文件"))
    said = (f"依据：{rests_on}" if rests_on else "", _LIVE if pointed_at(pages) else _PLAIN)
    for row, text in enumerate(said, 1):
        tab.across(row, text, Look(align="left", text_wrap=True))
        tab.heights[row] = height(tab.lines(text, PLAIN_SIZE, 0, tab.last), PLAIN_SIZE)
    for column, (text, _width) in enumerate(_HEADINGS):
        tab.cells.append(Cell(_TOP, column, text, Look(HEADING, align="center", border=1)))
    tab.heights[_TOP] = height(1, PLAIN_SIZE)
    for row, parameter in enumerate(parameters, _TOP + 1):
        value = Decimal(parameter.value)
        places = max(0, -int(value.normalize().as_tuple().exponent))
        figure = Look(align="right", border=1, num_format=f"#,##0.{'0' * places}" if places else "#,##0")
        tab.cells += (
            Cell(row, 2, parameter.words, _words(parameter.words, "left")),
            Cell(row, _VALUE, float(value), figure),
            Cell(row, _VALUE + 1, parameter.unit, _words(parameter.unit, "center")),
        )
        tab.heights[row] = height(tab.lines(parameter.words, PLAIN_SIZE, 2, 2), PLAIN_SIZE)
    _once(tab, 0, [p.item for p in parameters])
    _once(tab, 1, [p.text or p.clause for p in parameters])
    return tab


def _once(tab: Tab, column: int, texts: Sequence[str]) -> None:
    """Words that neighbours share stand once beside all of them, which are then high enough together."""
    top = _TOP + 1
    for text, group in groupby(texts):
        rows = range(top, top + len(list(group)))
        tab.cells.append(Cell(top, column, text, _words(text, "left"), "", rows[-1], column))
        needed = height(tab.lines(text, PLAIN_SIZE, column, column), PLAIN_SIZE)
        more = max(0.0, needed - sum(tab.heights[row] for row in rows)) / len(rows)
        for row in rows:
            tab.heights[row] += more
        top = rows[-1] + 1


def _words(text: str, align: str) -> Look:
    return Look(
        align=align, text_wrap=True, border=1, num_format=TEXT, quote_prefix=looks_like_a_formula(text)
    )
