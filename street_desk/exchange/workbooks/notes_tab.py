"""The tab 说明: what a workbook is, what it rests on, who made it when, and how it can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from street_desk.domain.pages import UNITS, Given, Page
from street_desk.exchange.workbooks.parameter_tab import NAME as PARAMETERS
from street_desk.exchange.workbooks.parameter_tab import pointed_at
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

NAME = "说明"
_WIDTHS = (34.0, 154.0)
_NAMED = 12


def notes_tab(pages: Sequence[Page]) -> Tab:
    """The Tab that says what these Pages are."""
    page = pages[0]
    tab = Tab(NAME, _WIDTHS, page.title, page.code_line, protected=page.protected)
    tab.across(0, NAME, Look(TITLE, TITLE_SIZE, "center", bold=True))
    tab.heights[0] = 32
    label = Look(HEADING, align="left", text_wrap=True, border=1)
    row = 1
    for heading, texts in _said(pages):
        for number, text in enumerate(texts):
            look = Look(
                align="left",
                text_wrap=True,
                border=1,
                num_format=TEXT,
                quote_prefix=looks_like_a_formula(text),
            )
            tab.cells.append(Cell(row + number, 1, text, look))
            tab.heights[row + number] = height(tab.lines(text, PLAIN_SIZE, 1, 1), PLAIN_SIZE)
        bottom = row + len(texts) - 1
        tab.cells.append(Cell(row, 0, heading, label, "", bottom, 0))
        needed = height(tab.lines(heading, PLAIN_SIZE, 0, 0), PLAIN_SIZE)
        tab.heights[bottom] += max(0.0, needed - sum(tab.heights[n] for n in range(row, bottom + 1)))
        row = bottom + 1
    return tab


def _said(pages: Sequence[Page]) -> Iterator[tuple[str, Sequence[str]]]:
    page = pages[0]
    yield "表名", [_several([p.title for p in pages], 3, "张")]
    if named := [p.part for p in pages if p.part]:
        yield "工作表", [_several(named, _NAMED, "个")]
    yield "填报单位", [page.street or "　"]
    for text in page.meta[1:]:
        heading, _colon, value = text.partition("：")
        yield "金额单位" if heading == "单位" and value in UNITS.values() else heading, [value or "　"]
    heading, _colon, code = page.code_line.partition("：")
    yield heading, [code]
    for heading, text in page.about:
        yield heading, [text]
    yield from _notes(pages)
    yield "核对办法", list(_checking(pages))


def _notes(pages: Sequence[Page]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every note of every Page; those that several Pages have alike once."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for page in pages:
        if page.notes:
            groups.setdefault(page.notes, []).append(page.part or page.title)
    for notes, names in groups.items():
        yield f"附注（{_several(names, 3, '个')}）" if len(groups) > 1 else "附注", notes


def _several(names: Sequence[str], most: int, counted: str) -> str:
    """Names, the first of them where they are many."""
    names = list(dict.fromkeys(names))
    rest = f"等{len(names)}{counted}" if len(names) > most else ""
    return f"{'、'.join(names[:most])}{rest}"


def _checking(pages: Sequence[Page]) -> Iterator[str]:
    page = pages[0]
    if page.values_only:
        yield "本工作簿只有数值，没有公式。"
    else:
        titles = _live(pages)
        for title, found in titles.items():
            lists = "；".join(f"{words}：{'、'.join(columns)}" for words, columns in found if columns)
            if lists:
                yield f"{f'{title}：' if len(titles) > 1 else ''}{lists}。其余各栏为填报数，或按标准测算的数。"
        yield "公式均存有结果；重新计算（F9）后结果应当不变。"
        if pointed_at(pages):
            yield f"“{PARAMETERS}”的数值改动后，引用它的各栏及小计、合计随之变动，原测算结果以本工作簿导出时为准。"
    if page.protected:
        yield "各工作表已保护，没有设密码：单元格可以选中、复制，行高列宽可以调整；需要改动时在“审阅”中撤销工作表保护。"
    yield "校验码用于核对本工作簿与报送的纸质表、PDF是否为同一版本；校验码为“草稿”的，尚未报送。"


def _live(pages: Sequence[Page]) -> dict[str, tuple[tuple[str, list[str]], ...]]:
    """The columns of each form in which some row of figures is a formula, and those in which it is a parameter.

    A form is called by its first Page's title.
    """
    found: dict[str, tuple[tuple[str, list[str]], ...]] = {}
    titles = {page.form: page.title for page in reversed(pages)}
    for page in pages:
        sums, givens = found.setdefault(
            titles[page.form], (("由公式算出的栏", []), (f"引用“{PARAMETERS}”的栏", []))
        )
        for place, column in enumerate(page.columns):
            formulas = [row.boxes[place].formula for row in page.rows if row.kind == "data"]
            said = "/".join(filter(None, column.path)) or column.key
            if any(isinstance(f, Given) for f in formulas) and said not in givens[1]:
                givens[1].append(said)
            if any(f is not None and not isinstance(f, Given) for f in formulas) and said not in sums[1]:
                sums[1].append(said)
        if any(row.kind in ("subtotal", "total") for row in page.rows) and "小计、合计行" not in sums[1]:
            sums[1].append("小计、合计行")
    return found
