"""The tab 说明: what a workbook is, what it rests on, who made it when, and how it can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from street_desk.domain.pages import Given, Page
from street_desk.exchange.workbooks.parameter_tab import NAME as PARAMETERS
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


def notes_tab(pages: Sequence[Page], *, parameters: bool) -> Tab:
    """The Tab that says what these Pages are; `parameters`: whether the workbook has a tab of them."""
    page = pages[0]
    tab = Tab(NAME, _WIDTHS, page.title, page.code_line, protected=page.protected)
    tab.across(0, NAME, Look(TITLE, TITLE_SIZE, "center", bold=True))
    tab.heights[0] = 32
    label = Look(HEADING, align="left", text_wrap=True, border=1)
    row = 1
    for heading, texts in _said(pages, parameters):
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


def _said(pages: Sequence[Page], parameters: bool) -> Iterator[tuple[str, Sequence[str]]]:
    page = pages[0]
    yield "表名", list(dict.fromkeys(p.title for p in pages))
    if named := [p.part for p in pages if p.part]:
        rest = f"等{len(named)}个" if len(named) > _NAMED else f"（共{len(named)}个）"
        yield "工作表", [f"{'、'.join(named[:_NAMED])}{rest}"]
    for text in page.meta:
        heading, _colon, value = text.partition("：")
        yield "金额单位" if heading == "单位" else heading, [value or "　"]
    heading, _colon, code = page.code_line.partition("：")
    yield heading, [code]
    for heading, text in page.about:
        yield heading, [text]
    yield from _notes(pages)
    yield "核对办法", list(_checking(pages, parameters))


def _notes(pages: Sequence[Page]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every note of every Page; those that several Pages have alike once."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for page in pages:
        if page.notes:
            groups.setdefault(page.notes, []).append(page.part or page.title)
    for notes, names in groups.items():
        rest = f"等{len(names)}个" if len(names) > _NAMED else ""
        of = f"（{'、'.join(names[:_NAMED])}{rest}）" if len(groups) > 1 else ""
        yield f"附注{of}", notes


def _checking(pages: Sequence[Page], parameters: bool) -> Iterator[str]:
    page = pages[0]
    if page.values_only:
        yield "本工作簿只有数值，没有公式。"
    else:
        for title, found in _live(pages).items():
            lists = "；".join(f"{words}：{'、'.join(columns)}" for words, columns in found if columns)
            if lists:
                yield f"{title}：{lists}。其余各栏为填报数，或按标准测算的数。"
        yield "公式均存有结果；重新计算（F9）后结果应当不变。"
        if parameters:
            yield f"“{PARAMETERS}”的数值改动后，引用它的各栏及小计、合计随之变动，原测算结果以本工作簿导出时为准。"
    if page.protected:
        yield "各工作表已保护，没有设密码：单元格可以选中、复制，行高列宽可以调整；需要改动时在“审阅”中撤销工作表保护。"
    yield "校验码用于核对本工作簿与报送的纸质表、PDF是否为同一版本；校验码为“草稿”的，尚未报送。"


def _live(pages: Sequence[Page]) -> dict[str, tuple[tuple[str, list[str]], ...]]:
    """The columns of each form in which some row of figures is a formula, and those in which it is a parameter."""
    found: dict[str, tuple[tuple[str, list[str]], ...]] = {}
    for page in pages:
        sums, givens = found.setdefault(page.title, (("由公式算出的栏", []), (f"引用“{PARAMETERS}”的栏", [])))
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
