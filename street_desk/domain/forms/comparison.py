"""标准对比表: two Standards on the same communities and, summed up for each, their workers; for the office alone."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.forms.filling import filled
from street_desk.domain.forms.form import ColumnKind, FormColumn, From, Source, TableForm, nothing, typed
from street_desk.domain.forms.options import Asked, Options
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.pages import Page, Unit, Value
from street_desk.domain.sheets import Column
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.comparing import ends, summed_items
from street_desk.language import N_

_ON_A4 = 14
"""The most columns of figures that can be read on A4."""


def comparison_page(one: Assessment, other: Assessment, *, date: datetime.date, unit: Unit = "yuan") -> Page:
    """Both Standards' items a community, what its workers get together, and the difference of each.

    The notes are those of the first.
    """
    funds = summed_items(one.standard, other.standard)["communities"]
    pay = dict.fromkeys((*ends(one.standard, "workers"), *ends(other.standard, "workers")))
    columns = [
        *(column for key in funds for column in _columns(COMMUNITIES[key], one, other, _of_community)),
        *(column for key in pay for column in _columns(WORKERS[key], one, other, _of_workers)),
    ]
    form = TableForm(
        id="comparison",
        number=0,
        title="标准对比表",
        sheet="communities",
        columns=(
            FormColumn(("序号",), "serial", "serial", nothing, width=8),
            FormColumn(("社区",), "name", "name", typed("name"), width=22, grow=1.5),
            *columns,
        ),
        items=(*funds, *pay),
        name=N_("Standards side by side"),
    )
    paper = "A4" if len(columns) <= _ON_A4 else "A3"
    page = filled(form, one, Asked(date, Options(unit=unit, paper=paper)))
    titles = f"甲：{one.standard.title.zh}；乙：{other.standard.title.zh}"
    return replace(page, attachment="", notes=(titles, *page.notes))


def _of_community(assessment: Assessment, row_id: int, key: str) -> int | None:
    found: int | None = assessment.value("communities", row_id, key)
    return found


def _of_workers(assessment: Assessment, row_id: int, key: str) -> int | None:
    """What the community's workers get together; None where no worker's can be told."""
    workers = assessment.book.workers_of(row_id)
    known = [assessment.value("workers", int(worker["id"]), key) for worker in workers]
    known = [value for value in known if value is not None]
    return sum(known) if known else None


def _columns(
    column: Column, one: Assessment, other: Assessment, of: Callable[[Assessment, int, str], int | None]
) -> Iterator[FormColumn]:
    """An item under both and its change; nothing where neither gives anybody any."""
    rows = one.book.ids("communities")
    if not any(of(assessment, row, column.key) for assessment in (one, other) for row in rows):
        return
    kind: ColumnKind = "money" if isinstance(column.kind, Money) else "count"
    heading = f"工作者{column.heading}" if of is _of_workers else column.heading

    def value(assessment: Assessment) -> From:
        def read(source: Source) -> Value:
            found = of(assessment, source.id, column.key)
            return Decimal(found) / FEN if found is not None and kind == "money" else found

        return read

    def difference(source: Source) -> Value:
        before, after = value(one)(source), value(other)(source)
        if before is None and after is None:
            return None
        # What a Standard does not give is nothing, as on the screen.
        return Decimal(str(after or 0)) - Decimal(str(before or 0))

    yield FormColumn((heading, "甲"), f"{column.key}_one", kind, value(one))
    yield FormColumn((heading, "乙"), f"{column.key}_other", kind, value(other))
    yield FormColumn((heading, "增减"), f"{column.key}_change", kind, difference)
