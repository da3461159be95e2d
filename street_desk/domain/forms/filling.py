"""Filling: a form of a sheet's rows and a year's Assessment give a Page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.forms import notes
from street_desk.domain.forms.assembling import assembled, format_of, in_unit, paths_of, places_of
from street_desk.domain.forms.form import FormColumn, Source, TableForm
from street_desk.domain.forms.options import Asked
from street_desk.domain.forms.parameters import Parameters
from street_desk.domain.pages import UNITS, Box, ColumnSum, Formula, Page, PageRow, Unit, Value, shown
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment


@dataclass(frozen=True, slots=True)
class _Filled:
    """A row's values in the Page's unit, and how those follow from others that do, by column key."""

    group: Any
    name: str
    values: dict[str, Value]
    formulas: dict[str, Formula]


def filled(form: TableForm, assessment: Assessment, asked: Asked) -> Page:
    """The Page of a form; see `street_desk.domain.forms.fill`."""
    options = asked.options
    parameters = Parameters.of(form.items, assessment, options.unit)
    rows = [_values(form, s, options.unit, parameters) for s in _sources(form, assessment, options.unmasked)]
    for serial, row in enumerate(rows, 1):
        row.values["serial"] = serial
    money = [c.key for c in form.columns if c.kind == "money"]
    places = places_of((row.values[key] for row in rows for key in money), options.unit)
    body = _body(form, rows, places, _partly_known(form, assessment, rows))
    return assembled(
        form, assessment, asked, body, places, _notes(form, assessment, rows, body, places, asked)
    )


def _sources(form: TableForm, assessment: Assessment, unmasked: bool) -> list[Source]:
    """The rows of the form's sheet, those of one group together, groups in the order of the communities."""
    rows: list[Row] = assessment.book.rows(form.sheet)
    if form.group:
        place = {row_id: n for n, row_id in enumerate(assessment.book.ids("communities"))}
        rows.sort(key=lambda row: place.get(row.get(form.group) or 0, len(place)))
    kept: dict[str, Any] = {}
    return [Source(assessment, form.sheet, row, unmasked, kept) for row in rows]


def _values(form: TableForm, source: Source, unit: Unit, parameters: Parameters) -> _Filled:
    values = {
        column.key: in_unit(column.value(source), unit) if column.kind == "money" else column.value(source)
        for column in form.columns
    }
    formulas: dict[str, Formula] = {}
    for column in form.columns:
        value, formula = values[column.key], column.formula
        if value is None:
            continue
        if formula is not None and formula.result(values, unit) == value:
            formulas[column.key] = formula
        elif (given := parameters.given(source, column.source, value)) is not None:
            formulas[column.key] = given
    name = str(source.row.get("name") or SHEETS[form.sheet].called(source.row))
    return _Filled(source.row.get(form.group), name, values, formulas)


# Rows ----------------------------------------------------------------------------------------------------------------


def _partly_known(form: TableForm, assessment: Assessment, rows: Sequence[_Filled]) -> tuple[int, ...]:
    """The places of the columns whose sum leaves rows out, because the Standard gives them no figure yet."""
    items = assessment.standard.items_of.get(form.sheet, {})
    return tuple(
        place
        for place, column in enumerate(form.columns)
        if column.summed
        and column.source in items
        and 0 < sum(row.values[column.key] is None for row in rows) < len(rows)
    )


def _body(form: TableForm, rows: Sequence[_Filled], places: int, partly: Sequence[int]) -> list[PageRow]:
    """Detail rows, a subtotal after each group, and the total."""
    body: list[PageRow] = []
    first = 0
    for index, row in enumerate(rows):
        body.append(PageRow("data", tuple(_box(c, row, places) for c in form.columns)))
        last_of_group = index + 1 == len(rows) or rows[index + 1].group != row.group
        if form.group and last_of_group and any(column.summed for column in form.columns):
            body.append(_sum_row(form, "subtotal", "小计", body, first, places, partly))
            first = len(body)
    if any(column.summed for column in form.columns):
        body.append(_sum_row(form, "total", "合计", body, 0, places, partly))
    return body


def _box(column: FormColumn, row: _Filled, places: int) -> Box:
    value = row.values[column.key]
    return Box(shown(value, format_of(column, places)), value, row.formulas.get(column.key))


def _sum_row(
    form: TableForm,
    kind: Any,
    label: str,
    body: list[PageRow],
    first: int,
    places: int,
    partly: Sequence[int],
) -> PageRow:
    """The sums of the detail rows from `first` on; the label covers the columns before the first sum.

    A sum that leaves a row out of one of the columns `partly` says so.
    """
    details = [row for row in body[first:] if row.kind == "data"]
    if any(row.boxes[place].value is None for row in details for place in partly):
        label = f"{label}（不完整）"
    label_ends = next(n for n, c in enumerate(form.columns) if c.summed)
    boxes = [Box(label, label, span=label_ends, label=True)]
    for place, column in enumerate(form.columns[1:], 1):
        known = [v for row in details if isinstance(v := row.boxes[place].value, (int, Decimal))]
        if not column.summed or not known:
            boxes.append(Box())
            continue
        total = sum(known)
        boxes.append(Box(shown(total, format_of(column, places)), total, ColumnSum(first, len(body) - 1)))
    return PageRow(kind, tuple(boxes))


# Words ---------------------------------------------------------------------------------------------------------------


def _notes(
    form: TableForm,
    assessment: Assessment,
    rows: Sequence[_Filled],
    body: Sequence[PageRow],
    places: int,
    asked: Asked,
) -> Iterator[str]:
    yield from notes.of_rules(form, assessment)
    paths = paths_of(form, assessment)
    yield from _left_out(form, rows, paths, _partly_known(form, assessment, rows))
    for column in form.columns if len(rows) > 1 else ():
        empty = [_called(row) for row in rows if row.values[column.key] is None]
        if column.missing and 0 < len(empty) < len(rows):
            yield notes.of_missing(column.missing, empty)
    if gaps := list(_gaps(form, body, paths, places)):
        yield notes.of_rounding(gaps, UNITS[asked.options.unit])
    if asked.options.comments:
        yield from notes.of_comments(form, assessment)


def _called(row: _Filled) -> str:
    """What a row is called in a note: its name, else its number."""
    return row.name or f"序号{row.values['serial']}"


def _left_out(
    form: TableForm, rows: Sequence[_Filled], paths: Sequence[tuple[str, ...]], partly: Sequence[int]
) -> Iterator[str]:
    """Which rows are missing from which sums; rows that lack the same columns together."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        lacks = tuple(paths[n][0] for n in partly if row.values[form.columns[n].key] is None)
        if lacks:
            lacking.setdefault(lacks, []).append(_called(row))
    for headings_, names in lacking.items():
        yield notes.of_unknown(names, headings_)


def _gaps(
    form: TableForm, body: Sequence[PageRow], paths: Sequence[tuple[str, ...]], places: int
) -> Iterator[tuple[str, str]]:
    """The columns whose amounts, as shown, do not add up to the total shown, and by how much."""
    for place, column in enumerate(form.columns):
        if column.kind == "money" and column.summed:
            rows = [row for row in body if row.kind == "data"]
            gap = _shown(body[-1].boxes[place]) - sum(_shown(row.boxes[place]) for row in rows)
            if gap:
                yield "/".join(paths[place]), shown(gap, format_of(column, places))


def _shown(box: Box) -> Decimal:
    return Decimal(box.text.replace(",", "")) if box.text else Decimal(0)
