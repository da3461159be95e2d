"""标准对比表: two Standards side by side on the same communities. It is for the office, not for the county."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from street_desk.domain.catalogue import COMMUNITIES
from street_desk.domain.forms.filling import filled
from street_desk.domain.forms.form import ColumnKind, Form, FormColumn, From, Source, nothing, typed
from street_desk.domain.kinds import FEN
from street_desk.domain.pages import Page, Unit, Value
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.comparing import summed_items
from street_desk.language import N_


def comparison_page(one: Assessment, other: Assessment, *, date: datetime.date, unit: Unit = "yuan") -> Page:
    """Both Standards' items a community, and the difference; the notes are those of the first."""
    items = [
        key for key in summed_items(one.standard, other.standard)["communities"] if _matters(one, other, key)
    ]
    form = Form(
        id="comparison",
        number=0,
        title="标准对比表",
        sheet="communities",
        columns=(
            FormColumn(("序号",), "serial", "serial", nothing, width=8),
            FormColumn(("社区",), "name", "name", typed("name"), width=22, grow=1.5),
            *(column for key in items for column in _columns(key, one, other)),
        ),
        items=tuple(items),
        name=N_("Standards side by side"),
    )
    page = filled(form, one, date, unit, False, "", "A4")
    titles = f"甲：{one.standard.title.zh}；乙：{other.standard.title.zh}"
    return replace(page, attachment="", notes=(titles, *page.notes))


def _matters(one: Assessment, other: Assessment, key: str) -> bool:
    return bool(one.total("communities", key) or other.total("communities", key))


def _columns(key: str, one: Assessment, other: Assessment) -> Iterator[FormColumn]:
    heading = COMMUNITIES[key].heading
    units = {item.key: item.unit for a in (one, other) for item in a.standard.items}
    kind: ColumnKind = "money" if units[key] == "money" else "count"

    def value(assessment: Assessment) -> From:
        def read(source: Source) -> Value:
            found = assessment.value("communities", source.id, key)
            return Decimal(found) / FEN if found is not None and kind == "money" else found

        return read

    def difference(source: Source) -> Value:
        before, after = value(one)(source), value(other)(source)
        if isinstance(before, (int, Decimal)) and isinstance(after, (int, Decimal)):
            return after - before
        return None

    yield FormColumn((heading, "甲"), f"{key}_one", kind, value(one))
    yield FormColumn((heading, "乙"), f"{key}_other", kind, value(other))
    yield FormColumn((heading, "增减"), f"{key}_change", kind, difference)
