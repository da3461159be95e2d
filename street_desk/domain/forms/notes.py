"""Notes: what stands under a form's table, so that whoever checks it knows what every figure rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from street_desk import __version__
from street_desk.domain.catalogue import FIGURES, SHEETS
from street_desk.domain.catalogue.street import PROVISIONAL
from street_desk.domain.comments import on_sheet
from street_desk.domain.days import last_day
from street_desk.domain.forms.form import TableForm
from street_desk.domain.forms.layout import FormLayout
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.overrides import in_units, overrides_of
from street_desk.domain.pages import Number, printed
from street_desk.domain.sheets import Column
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.facts import dated_values
from street_desk.domain.standards.pack import Index, Item, Setting
from street_desk.language import N_, money

_NAMED = 12

KINDS = {
    "document": N_("The document"),
    "clauses": N_("Its clauses"),
    "settings": N_("What was chosen where the document leaves it open"),
    "basis": N_("How households are counted"),
    "counted_on": N_("Figures counted on"),
    "missing": N_("Which rows a comparison leaves out"),
    "rounding": N_("How far rounded figures are from adding up"),
}
"""The kinds of notes that an office may leave out. What says that a figure was set by hand, is provisional or leaves
something out of a sum always stands."""


class Note(str):
    """A note with its kind."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> Note:
        made = super().__new__(cls, text)
        made.kind = kind
        return made


def chosen(layout: FormLayout, said: Iterable[str]) -> list[str]:
    """The notes that an office has of these, and its own below them."""
    kept = [str(note) for note in said if getattr(note, "kind", "") not in layout.hidden]
    return [*kept, *(note.rstrip("。.；; ") for note in layout.notes)]


def chinese_day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def of_rules(form: TableForm, assessment: Assessment) -> Iterator[str]:
    """What the form's figures rest on: document, clauses, how they were counted, what waits, changed or was set."""
    yield from of_standard(form, assessment)
    yield from of_figures(assessment)
    if waiting := provisional(form, assessment):
        yield waiting
    yield from of_changes(form, assessment)
    yield from of_overrides(form, assessment)


def provisional(form: TableForm, assessment: Assessment) -> str:
    """What the form works with until this year's own figure is there; empty where all are confirmed."""
    return provisional_of(form.items, assessment)


def provisional_of(keys: Iterable[str], assessment: Assessment) -> str:
    """The same of these items of the Standard."""
    figures = assessment.book.figures
    waiting = str(figures.get(PROVISIONAL) or "").split(",")
    read = {name for item in _named(keys, assessment) for name in item.rule.reads()}
    said = [
        f"暂按上年{_last_years(key, assessment)}{money(Decimal(figures[key]) / FEN)}元测算"
        for key in waiting
        if key in read and figures.get(key) is not None
    ]
    return "；".join(said)


def _last_years(key: str, assessment: Assessment) -> str:
    """What a carried figure is called when it stands for this year's: 最低工资标准, not 上年度当地月最低工资标准."""
    index = next((i for i in assessment.standard.indexes if i.id == key), None)
    name = index.text.zh if index is not None else FIGURES[key].heading
    return re.sub("^(上年度?)?(当地)?月?", "", name)


def of_standard(form: TableForm, assessment: Assessment) -> Iterator[str]:
    """The document, the clauses used, and what the county chose where the document leaves it open."""
    standard = assessment.standard
    number = f"（{standard.document.number}）" if standard.document.number else ""
    yield Note(f"依据：《{standard.document.title.zh}》{number}", "document")
    items = _items(form, assessment)
    for clause in dict.fromkeys(item.clause for item in items):
        if clause in standard.clause:
            yield Note(printed(f"依据：{standard.clause[clause].text.zh}"), "clauses")
    options = standard.chosen(assessment.book.figures)
    used = [s for s in standard.settings if s.id in _settings(items, assessment)]
    if used:
        said = printed(f"选定口径：{'；'.join(choice(s, options[s.id]) for s in used)}")
        yield Note(said, "settings")


def of_overrides(form: TableForm, assessment: Assessment) -> Iterator[str]:
    """The figures of the form that were set by hand: what the Standard gives, what stands there, and why."""
    keys = {item.key for item in _items(form, assessment)}
    for row in assessment.book.rows(form.sheet):
        for key, override in overrides_of(row).items():
            if key in keys:
                column = SHEETS[form.sheet][key]
                line = assessment.lines(form.sheet, int(row["id"])).get(key)
                given = line.part("given") if line is not None else None
                by_standard = "无法测算" if given is None else f"为{_shown(column, given)}"
                by_hand = _shown(column, in_units(override.value, assessment.standard.item[key].unit))
                yield printed(
                    f"{row.get('name') or ''}{column.heading}按标准{by_standard}，"
                    f"手工调整为{by_hand}：{override.reason}"
                )


def _shown(column: Column, value: Number) -> str:
    """A figure in its unit, from yuan where it is money."""
    return f"{money(Decimal(value))}元" if isinstance(column.kind, Money) else f"{value:,}"


def of_comments(form: TableForm, assessment: Assessment) -> Iterator[str]:
    """The comments on cells whose row and column stand on the form, in the order of its rows and columns."""
    held = on_sheet(assessment.book, form.sheet)
    columns = {column.source or column.key: column.path for column in reversed(form.columns)}
    order = [column.source or column.key for column in form.columns]
    for row in assessment.book.rows(form.sheet) if held else ():
        found = [
            (key, held[int(row["id"]), key]) for key in dict.fromkeys(order) if (int(row["id"]), key) in held
        ]
        for key, comment in found:
            heading = SHEETS[form.sheet][key].heading if key in SHEETS[form.sheet] else columns[key][-1]
            said = str(comment["text"]).replace("\n", " ").rstrip("。.；; ")
            yield printed(f"批注（{row.get('name') or ''}{heading}）：{said}")


def of_changes(form: TableForm, assessment: Assessment) -> Iterator[str]:
    """The figures that take another value inside the year, with what that means for a year's sum."""
    book, standard = assessment.book, assessment.standard
    read = {name for item in _items(form, assessment) for name in item.rule.reads()} & standard.by_month
    for index in standard.indexes:
        changes = dated_values(book.figures, index.id, book.year) if index.id in read else []
        said = "，".join(f"{month}月起{_amount(index, held)}" for month, held in changes)
        if said:
            yield printed(
                f"{index.text.zh}{said}：年合计按月分段测算，月报酬为年内首个在岗月份的数，两者不宜直接相乘核对"
            )


def _amount(index: Index, held: Any) -> str:
    return f"{held}" if index.unit == "number" else f"{money(Decimal(held) / FEN)}元"


def of_figures(assessment: Assessment) -> Iterator[str]:
    """How the figures were counted, as far as the office says."""
    figures = assessment.book.figures
    if figures.get("household_basis"):
        yield Note(f"户数口径及来源：{figures['household_basis']}", "basis")
    if counted := figures.get("counted_on"):
        yield Note(f"数据截止日期：{chinese_day(last_day(counted))}", "counted_on")


def about(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """What a form rests on and what made it, by heading: the Standard, how the figures were counted, this program."""
    standard, figures = assessment.standard, assessment.book.figures
    yield "执行标准", printed(standard.title.zh)
    number = f"（{standard.document.number}）" if standard.document.number else ""
    yield "依据文件", f"《{printed(standard.document.title.zh)}》{number}"
    if standard.effective is not None:
        yield "生效日期", chinese_day(standard.effective)
    if counted := figures.get("counted_on"):
        yield "数据截止日期", chinese_day(last_day(counted))
    if figures.get("household_basis"):
        yield "户数口径及来源", str(figures["household_basis"])
    yield "制表软件", f"街道台账 {__version__}"


def of_missing(sentence: str, names: Sequence[str]) -> str:
    """Which rows a sum leaves out."""
    return Note(f"{sentence}：{_several(names)}", "missing")


def of_unknown(names: Sequence[str], headings: Sequence[str]) -> str:
    """Which rows have no figure yet in which columns, so that the sums of these are without them."""
    these = {1: "该列", 2: "这两列"}.get(len(headings), f"这{len(headings)}列")
    return f"{_several(names)}{'、'.join(headings)}尚无法测算，未计入{these}"


def of_left_out(what: str, names: Sequence[str]) -> str:
    """Which rows a sum of the summary leaves out."""
    return f"{what}尚缺{_several(names)}，合计不完整"


def _several(names: Sequence[str]) -> str:
    rest = f"等{len(names)}个" if len(names) > _NAMED else ""
    return f"{'、'.join(names[:_NAMED])}{rest}"


def of_rounding(gaps: Sequence[tuple[str, str]], unit: str) -> str:
    """How far the figures shown are from adding up, column by column."""
    said = "，".join(f"{heading}{gap}{unit}" for heading, gap in gaps)
    told = f"金额以{unit}为单位四舍五入，合计为准确合计的四舍五入数，与各行所列数之和相差：{said}"
    return Note(told, "rounding")


def _items(form: TableForm, assessment: Assessment) -> list[Item]:
    return _named(form.items, assessment)


def _named(keys: Iterable[str], assessment: Assessment) -> list[Item]:
    return [assessment.standard.item[key] for key in keys if key in assessment.standard.item]


def _settings(items: Sequence[Item], assessment: Assessment) -> set[str]:
    """The settings that these items' amounts or payers depend on."""
    splits = {name for item in items if item.payers is not None for name in item.payers.reads()}
    found: set[str] = set()
    for name in splits | {name for item in items for name in item.rule.reads()}:
        kind, _, rest = name.partition(":")
        if kind == "band" and rest in assessment.standard.band:
            found |= {edge.setting for edge in assessment.standard.band[rest].edges}
        found.add("star_year" if name == "pay_star" else name.removeprefix("setting."))
    return found


def choice(setting: Setting, value: str) -> str:
    """What was chosen of a setting, as one phrase."""
    words = next((o.text.zh for o in setting.options if o.value == value), value)
    joined = "" if setting.text.zh.endswith(("归", "为", "按")) else "："
    return f"{setting.text.zh}{joined}{words}"
