"""Assembling: a form's rows, its columns and what stands around them give a Page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from street_desk.domain.catalogue import OFFICE
from street_desk.domain.forms import notes
from street_desk.domain.forms.adapting import picked
from street_desk.domain.forms.form import FormColumn, TableForm
from street_desk.domain.forms.layout import Signer
from street_desk.domain.forms.options import Asked
from street_desk.domain.forms.parameters import Parameters
from street_desk.domain.forms.widths import Wish, ems, shared
from street_desk.domain.numbers import WAN
from street_desk.domain.pages import (
    DRAFT,
    UNITS,
    Page,
    PageColumn,
    PageRow,
    Unit,
    Value,
    headings,
    paper_room,
)
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment

MARGIN = 10.0
"""Between the table and the edge of the paper, left and right, in mm."""
_EXECUTED = {"locked": "决算", "": ""}


def paths_of(form: TableForm, assessment: Assessment) -> list[tuple[str, ...]]:
    """The columns' headings, with what they name of the year put in."""
    words = _words(assessment)
    return [tuple(filter(None, (text.format_map(words) for text in c.path))) for c in form.columns]


def assembled(
    form: TableForm,
    assessment: Assessment,
    asked: Asked,
    body: Sequence[PageRow],
    places: int,
    said: Iterable[str],
    *,
    title: str = "",
    part: str = "",
    filled_by: str = "",
) -> Page:
    """The Page of a form with this body; `said` are its notes.

    `title` is the form's own and `filled_by` the street, unless they are given; the office's own title goes before.
    """
    options, layout = asked.options, form.layout
    form, body = picked(form, body)
    paths = paths_of(form, assessment)
    size, widths = _widths(form, paths, body, paper_room(options.paper, form.landscape, MARGIN))
    office, year = assessment.book.office, assessment.book.year
    street = str(office.get("street") or "")
    called = f"{part}{layout.title}" if layout.title else title or form.title
    return Page(
        form=form.id,
        year=year,
        street=street,
        attachment=attachment_of(form),
        title=f"{street.removesuffix('办事处')}{year}年{called}",
        notice=notes.provisional(form, assessment),
        meta=(
            filled_by or f"填报单位（盖章）：{street}",
            f"填报日期：{notes.chinese_day(asked.date)}",
            f"单位：{form.measured_in or UNITS[options.unit]}",
        ),
        columns=tuple(
            PageColumn(c.key, path, c.source, width, c.align, format_of(c, places))
            for c, path, width in zip(form.columns, paths, widths, strict=True)
        ),
        header=headings(paths),
        rows=tuple(body),
        notes=tuple(f"{n}．{text}。" for n, text in enumerate(notes.chosen(layout, said), 1)),
        signatures=tuple(_signature(signer, office) for signer in form.signers),
        code=asked.code or DRAFT,
        unit=options.unit,
        places=places,
        sheet=form.sheet,
        size=size,
        paper=options.paper,
        landscape=form.landscape,
        part=part,
        parameters=Parameters.of(form.items, assessment, options.unit).listed,
        about=tuple(notes.about(assessment)),
        page_sums=options.page_sums,
        values_only=options.values_only,
        protected=options.protected,
    )


def attachment_of(form: TableForm) -> str:
    """What stands at the top left: 附件 and its number, or the office's own words."""
    number = form.layout.number or str(form.number)
    return f"附件{number}" if number[0].isdigit() else number


def signer_of(signer: str | Signer) -> Signer:
    """Who signs, from the column of the office or the words of a form."""
    if isinstance(signer, Signer):
        return signer
    return Signer(OFFICE[signer].heading, signer) if signer in OFFICE else Signer(signer)


def _signature(signer: str | Signer, office: Row) -> tuple[str, str]:
    one = signer_of(signer)
    return one.label, one.name or str(office.get(one.key) or "")


def in_unit(value: Value, unit: Unit) -> Value:
    """An amount in yuan in the Page's unit."""
    return value / WAN if unit == "wan" and isinstance(value, Decimal) else value


def places_of(amounts: Iterable[Value], unit: Unit) -> int:
    """The decimals of a form's amounts: fen only where there are any; two in 万元, four where two hide something."""
    known = [value for value in amounts if isinstance(value, Decimal)]
    exact = max((-int(value.normalize().as_tuple().exponent) for value in known), default=0)
    if unit == "yuan":
        return 2 if exact > 0 else 0
    return 2 if exact <= 2 else 4


def money_format(places: int) -> str:
    return "#,##0." + "0" * places if places else "#,##0"


def format_of(column: FormColumn, places: int) -> str:
    """The number format of a column, "" for words."""
    formats = {
        "serial": "0",
        "count": "#,##0",
        "money": money_format(places),
        "number": "General",
        "area": "#,##0.00",
        "rate": "0.0%",
    }
    return formats.get(column.kind, "")


def _widths(
    form: TableForm, paths: Sequence[tuple[str, ...]], body: Sequence[PageRow], room: float
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


def _words(assessment: Assessment) -> dict[str, str]:
    """What headings may name of the year: how the year before stands."""
    years = assessment.prior.rows("years") if assessment.prior is not None else []
    state = str(years[0].get("state")) if years else ""
    return {"executed": _EXECUTED.get(state, "预计全年")}
