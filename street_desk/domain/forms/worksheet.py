"""单个社区测算单: one community's Lines with every Step, a sheet of paper to check and sign."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from street_desk.domain.catalogue import COMMUNITIES
from street_desk.domain.forms import notes
from street_desk.domain.forms.assembling import assembled, in_unit, money_format, places_of
from street_desk.domain.forms.form import FormColumn, Source, TableForm, nothing, printed_value
from street_desk.domain.forms.options import Asked
from street_desk.domain.forms.parameters import Parameters
from street_desk.domain.forms.rows import COUNT, figure, row, section, sum_of, words
from street_desk.domain.pages import UNITS, Box, Given, Page, PageRow, RowsSum, Unit, Value, printed
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.pack import Item
from street_desk.domain.standards.working import Line, Step
from street_desk.language import CHINESE, N_

_FACTS = {
    "households": "户",
    "residents": "人",
    "registered": "人",
    "party_organisation": "",
    "party_members": "人",
    "committee_seats": "人",
    "pay_star": "星",
}
"""What is said of a community before its Lines, and the unit of each."""
_AMOUNT = 4
_UNITS = {"count": "人", "range": "人", "number": ""}


def _worksheets(form: TableForm, assessment: Assessment, asked: Asked) -> tuple[Page, ...]:
    """A Page a community, or that of the only one asked for; one without a name where there are no communities."""
    wanted = asked.options.community
    found = [one for one in assessment.book.ids("communities") if wanted in (None, one)]
    return tuple(_worksheet(form, assessment, asked, community) for community in found or [0])


def _worksheet(form: TableForm, assessment: Assessment, asked: Asked, community: int) -> Page:
    lines = assessment.lines("communities", community)
    unit = asked.options.unit
    items = [i for i in assessment.standard.items_of.get("communities", {}).values() if i.key in lines]
    parameters = Parameters.of(form.items, assessment, unit)
    amounts = [_amount(item.unit, step.amount, unit) for item in items for step in lines[item.key].steps]
    places = places_of((amount for amount in amounts if isinstance(amount, Decimal)), unit)
    body = [section("一、基本情况", len(form.columns)), *_facts(assessment, community)]
    body.append(section("二、测算", len(form.columns)))
    money: list[int] = []
    for serial, item in enumerate(items, 1):
        value = _amount(item.unit, _held(item, lines[item.key]), unit)
        *before, last = lines[item.key].steps
        # The last Step says what the item comes to: that is its own row.
        ends = value is not None and _amount(last.unit, last.amount, unit) == value
        inner = before if ends else (*before, last)
        steps = [_step_row(assessment, item, step, unit, places, parameters) for step in inner]
        said = last.message.text(CHINESE) if ends else "" if value is not None else "尚无法测算"
        formula: RowsSum | Given | None = parameters.at(last.figure, value) if ends else None
        if item.unit == "money":
            table = [*body, PageRow("data", ()), *steps]
            parts = [len(body) + 1 + n for n, step in enumerate(inner) if step.role in ("base", "add")]
            formula = sum_of(table, parts, _AMOUNT, value) or sum_of(table, money, _AMOUNT, value) or formula
            money.append(len(body))
        body += [_item_row(assessment, item, serial, said, value, unit, places, formula), *steps]
    name = str(assessment.book.community_name(community) or "")
    return assembled(
        form,
        assessment,
        asked,
        body,
        places,
        _notes(form, assessment),
        title=f"{name}测算单",
        part=name,
        filled_by=f"社区（盖章）：{name}",
    )


def _facts(assessment: Assessment, community: int) -> Iterator[PageRow]:
    held = assessment.book.row("communities", community)
    if held is None:
        return
    source = Source(assessment, "communities", held)
    for key, unit in _FACTS.items():
        column = COMMUNITIES[key]
        raw = source.worked(key) if column.derived else held.get(key)
        value = printed_value(column, raw, source)
        if value is None:
            continue
        basis = str(assessment.book.figures.get("household_basis") or "") if key == "households" else ""
        said = figure(value, COUNT) if isinstance(value, int) else words(str(value))
        yield row(
            "data", words(""), words(column.heading), words(""), words(printed(basis)), said, words(unit)
        )


def _item_row(
    assessment: Assessment,
    item: Item,
    serial: int,
    said: str,
    value: Value,
    unit: Unit,
    places: int,
    formula: RowsSum | Given | None,
) -> PageRow:
    """An item and what it comes to; the Steps that lead there stand below it."""
    clause = assessment.standard.clause.get(item.clause)
    return row(
        "data",
        words(str(serial)),
        (Box(item.text.zh, item.text.zh, label=True, align="left"),),
        words(_short(clause.text.zh) if clause is not None else ""),
        words(printed(said)),
        _shown(item.unit, value, places, formula),
        words(_unit(item.unit, unit)),
    )


def _step_row(
    assessment: Assessment, item: Item, step: Step, unit: Unit, places: int, parameters: Parameters
) -> PageRow:
    clause = assessment.standard.clause.get(step.clause) if step.clause != item.clause else None
    amount = _amount(step.unit, step.amount, unit)
    return row(
        "data",
        words(""),
        words(""),
        words(_short(clause.text.zh) if clause is not None else ""),
        words(printed(step.message.text(CHINESE))),
        _shown(step.unit, amount, places, parameters.at(step.figure, amount)),
        words(_unit(step.unit, unit) if amount is not None else ""),
    )


def _held(item: Item, line: Line) -> Any:
    """A Line's value in the unit of its Steps: money in yuan."""
    return Decimal(line.value) / 100 if item.unit == "money" and line.value is not None else line.value


def _amount(kind: str, amount: Any, unit: Unit) -> Value:
    if amount is None:
        return None
    if isinstance(amount, tuple):
        return f"{amount[0]}—{amount[1]}"
    return in_unit(Decimal(amount), unit) if kind == "money" else amount


def _shown(kind: str, amount: Value, places: int, formula: RowsSum | Given | None) -> tuple[Box, ...]:
    if amount is None or isinstance(amount, str):
        return (Box(amount or "", amount, align="right", number_format=""),)
    return figure(amount, money_format(places) if kind == "money" else "General", formula=formula)


def _unit(kind: str, unit: Unit) -> str:
    return UNITS[unit] if kind == "money" else _UNITS.get(kind, "")


def _short(clause: str) -> str:
    """A clause by its heading: 一、办公运转经费."""
    return printed(clause.partition("：")[0])


def _notes(form: TableForm, assessment: Assessment) -> Iterator[str]:
    yield from notes.of_standard(form, assessment)
    yield from notes.of_figures(assessment)
    if waiting := notes.provisional(form, assessment):
        yield waiting


WORKSHEET = TableForm(
    "worksheet",
    14,
    "单个社区测算单",
    N_("Worksheet of one community"),
    "",
    (
        FormColumn(("序号",), "serial", "serial", nothing, width=9, grow=0),
        FormColumn(("项目",), "item", "name", nothing, width=34, lines=2, grow=1),
        FormColumn(("依据条款",), "clause", "name", nothing, width=30, lines=2, grow=1),
        FormColumn(("测算过程",), "working", "name", nothing, width=50, lines=2, grow=4),
        FormColumn(("数额",), "amount", "money", nothing, width=24),
        FormColumn(("单位",), "unit", "text", nothing, width=11, grow=0),
    ),
    items=("office_fund", "service_fund", "party_fund", "total_fund", "public_posts_due", "committee_range"),
    landscape=False,
    signers=("社区书记（签字）", "填表人（签字）", "审核人（签字）", "日期"),
    write=_worksheets,
    listed="各社区测算单",
    needed=("item", "amount"),
)
