"""Filling: a Form and a year's Assessment give a Page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from street_desk.domain.catalogue import OFFICE
from street_desk.domain.forms import notes
from street_desk.domain.forms.form import Form, FormColumn, Source
from street_desk.domain.forms.own import with_own
from street_desk.domain.forms.widths import Wish, ems, shared
from street_desk.domain.numbers import WAN
from street_desk.domain.pages import (
    DRAFT,
    UNITS,
    Box,
    ColumnSum,
    Page,
    PageColumn,
    PageRow,
    Unit,
    Value,
    headings,
    paper_room,
    shown,
)
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment

MARGIN = 10.0
"""Between the table and the edge of the paper, left and right, in mm."""
_SIGNERS = ("head", "finance_head", "reviewer", "preparer", "phone")
_EXECUTED = {"locked": "决算", "": ""}


@dataclass(frozen=True, slots=True)
class _Filled:
    """A row's values in the Page's unit, by column key."""

    group: Any
    values: dict[str, Value]


def filled(
    form: Form,
    assessment: Assessment,
    date: datetime.date,
    unit: Unit,
    unmasked: bool,
    code: str,
    paper: str,
    comments: bool = False,
) -> Page:
    """The Page of a form; see `street_desk.domain.forms.fill`."""
    form = with_own(form, assessment.book)
    rows = [_values(form, s, unit) for s in _sources(form, assessment, unmasked)]
    for serial, row in enumerate(rows, 1):
        row.values["serial"] = serial
    places = _places(form, rows, unit)
    body = _body(form, rows, places, _partly_known(form, assessment, rows))
    words = _words(assessment)
    paths = [tuple(filter(None, (text.format_map(words) for text in c.path))) for c in form.columns]
    size, widths = _widths(form, paths, body, paper_room(paper, form.landscape, MARGIN))
    columns = tuple(
        PageColumn(c.key, path, c.source, width, c.align, _format(c, places))
        for c, path, width in zip(form.columns, paths, widths, strict=True)
    )
    office, year = assessment.book.office, assessment.book.year
    street = str(office.get("street") or "")
    return Page(
        form=form.id,
        year=year,
        street=street,
        attachment=f"附件{form.number}",
        title=f"{street.removesuffix('办事处')}{year}年{form.title}",
        notice=notes.provisional(form, assessment),
        meta=(f"填报单位（盖章）：{street}", f"填报日期：{notes.chinese_day(date)}", f"单位：{UNITS[unit]}"),
        columns=columns,
        header=headings(paths),
        rows=tuple(body),
        notes=_notes(form, assessment, rows, body, columns, unit, comments),
        signatures=tuple((OFFICE[key].heading, str(office.get(key) or "")) for key in _SIGNERS),
        code=code or DRAFT,
        unit=unit,
        places=places,
        sheet=form.sheet,
        size=size,
        paper=paper,
        landscape=form.landscape,
    )


def _sources(form: Form, assessment: Assessment, unmasked: bool) -> list[Source]:
    """The rows of the form's sheet, those of one group together, groups in the order of the communities."""
    rows: list[Row] = assessment.book.rows(form.sheet)
    if form.group:
        place = {row_id: n for n, row_id in enumerate(assessment.book.ids("communities"))}
        rows.sort(key=lambda row: place.get(row.get(form.group) or 0, len(place)))
    return [Source(assessment, form.sheet, row, unmasked) for row in rows]


def _values(form: Form, source: Source, unit: Unit) -> _Filled:
    values = {column.key: column.value(source) for column in form.columns}
    if unit == "wan":
        for column in form.columns:
            value = values[column.key]
            if column.kind == "money" and isinstance(value, Decimal):
                values[column.key] = value / WAN
    return _Filled(source.row.get(form.group), values)


def _places(form: Form, rows: Sequence[_Filled], unit: Unit) -> int:
    """The decimals of the form: fen only where there are any; two in 万元, four where two hide something."""
    money = [c.key for c in form.columns if c.kind == "money"]
    amounts = [v for row in rows for key in money if isinstance(v := row.values[key], Decimal)]
    exact = max((-int(v.normalize().as_tuple().exponent) for v in amounts), default=0)
    if unit == "yuan":
        return 2 if exact else 0
    return 2 if exact <= 2 else 4


def _format(column: FormColumn, places: int) -> str:
    decimals = f".{'0' * places}" if places else ""
    formats = {
        "serial": "0",
        "count": "#,##0",
        "money": f"#,##0{decimals}",
        "number": "General",
        "rate": "0.0%",
    }
    return formats.get(column.kind, "")


# Rows ----------------------------------------------------------------------------------------------------------------


def _partly_known(form: Form, assessment: Assessment, rows: Sequence[_Filled]) -> tuple[int, ...]:
    """The places of the columns whose sum leaves rows out, because the Standard gives them no figure yet."""
    items = assessment.standard.items_of.get(form.sheet, {})
    return tuple(
        place
        for place, column in enumerate(form.columns)
        if column.summed
        and column.source in items
        and 0 < sum(row.values[column.key] is None for row in rows) < len(rows)
    )


def _body(form: Form, rows: Sequence[_Filled], places: int, partly: Sequence[int]) -> list[PageRow]:
    """Detail rows, a subtotal after each group, and the total."""
    body: list[PageRow] = []
    first = 0
    for index, row in enumerate(rows):
        body.append(PageRow("data", tuple(_box(c, row.values, places) for c in form.columns)))
        last_of_group = index + 1 == len(rows) or rows[index + 1].group != row.group
        if form.group and last_of_group:
            body.append(_sum_row(form, "subtotal", "小计", body, first, places, partly))
            first = len(body)
    body.append(_sum_row(form, "total", "合计", body, 0, places, partly))
    return body


def _box(column: FormColumn, values: dict[str, Value], places: int) -> Box:
    value = values[column.key]
    gives = value is not None and column.formula is not None and column.formula.result(values) == value
    return Box(shown(value, _format(column, places)), value, column.formula if gives else None)


def _sum_row(
    form: Form, kind: Any, label: str, body: list[PageRow], first: int, places: int, partly: Sequence[int]
) -> PageRow:
    """The sums of the detail rows from `first` on; the label covers the columns before the first sum.

    A sum that leaves a row out of one of the columns `partly` says so.
    """
    details = [row for row in body[first:] if row.kind == "data"]
    if any(row.boxes[place].value is None for row in details for place in partly):
        label = f"{label}（不完整）"
    label_ends = next(n for n, c in enumerate(form.columns) if c.summed)
    boxes = [Box(label, label, span=label_ends)]
    for place, column in enumerate(form.columns[1:], 1):
        known = [v for row in details if isinstance(v := row.boxes[place].value, (int, Decimal))]
        if not column.summed or not known:
            boxes.append(Box())
            continue
        total = sum(known)
        boxes.append(Box(shown(total, _format(column, places)), total, ColumnSum(first, len(body) - 1)))
    return PageRow(kind, tuple(boxes))


def _widths(
    form: Form, paths: Sequence[tuple[str, ...]], body: Sequence[PageRow], room: float
) -> tuple[float, tuple[float, ...]]:
    """Columns of figures hold the longest of them on one line; the others may wrap."""
    wishes = []
    for place, (column, path) in enumerate(zip(form.columns, paths, strict=True)):
        texts = [row.boxes[place].text for row in body if row.boxes[place].span == 1]
        longest = max(texts, key=ems, default="")
        wraps = column.kind in ("text", "name")
        wishes.append(
            Wish(column.width, column.least, path[-1], longest, column.lines if wraps else 0, column.grow)
        )
    return shared(wishes, room)


# Words ---------------------------------------------------------------------------------------------------------------


def _words(assessment: Assessment) -> dict[str, str]:
    """What headings may name of the year: how the year before stands."""
    years = assessment.prior.rows("years") if assessment.prior is not None else []
    state = str(years[0].get("state")) if years else ""
    return {"executed": _EXECUTED.get(state, "预计全年")}


def _notes(
    form: Form,
    assessment: Assessment,
    rows: Sequence[_Filled],
    body: Sequence[PageRow],
    columns: Sequence[PageColumn],
    unit: Unit,
    comments: bool,
) -> tuple[str, ...]:
    said = [*notes.of_standard(form, assessment), *notes.of_figures(assessment)]
    if waiting := notes.provisional(form, assessment):
        said.append(waiting)
    said += notes.of_changes(form, assessment)
    said += notes.of_overrides(form, assessment)
    said += _left_out(form, rows, columns, _partly_known(form, assessment, rows))
    for column in form.columns if len(rows) > 1 else ():
        empty = [_called(row) for row in rows if row.values[column.key] is None]
        if column.missing and 0 < len(empty) < len(rows):
            said.append(notes.of_missing(column.missing, empty))
    if gaps := list(_gaps(form, body, columns)):
        said.append(notes.of_rounding(gaps, UNITS[unit]))
    said += notes.of_comments(form, assessment) if comments else ()
    return tuple(f"{n}．{text}。" for n, text in enumerate(said, 1))


def _called(row: _Filled) -> str:
    """What a row is called in a note: its name, else its number."""
    return str(row.values["name"] or f"序号{row.values['serial']}")


def _left_out(
    form: Form, rows: Sequence[_Filled], columns: Sequence[PageColumn], partly: Sequence[int]
) -> Iterator[str]:
    """Which rows are missing from which sums; rows that lack the same columns together."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        lacks = tuple(columns[n].path[0] for n in partly if row.values[form.columns[n].key] is None)
        if lacks:
            lacking.setdefault(lacks, []).append(_called(row))
    for headings_, names in lacking.items():
        yield notes.of_unknown(names, headings_)


def _gaps(form: Form, body: Sequence[PageRow], columns: Sequence[PageColumn]) -> Iterator[tuple[str, str]]:
    """The columns whose amounts, as shown, do not add up to the total shown, and by how much."""
    for place, column in enumerate(form.columns):
        if column.kind == "money" and column.summed:
            rows = [row for row in body if row.kind == "data"]
            gap = _shown(body[-1].boxes[place]) - sum(_shown(row.boxes[place]) for row in rows)
            if gap:
                yield "/".join(columns[place].path), shown(gap, columns[place].number_format)


def _shown(box: Box) -> Decimal:
    return Decimal(box.text.replace(",", "")) if box.text else Decimal(0)
