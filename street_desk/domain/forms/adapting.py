"""Adapting: a form as an office has it: its columns in the office's order and words, some of them left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from street_desk.domain.book import Book
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.forms.form import FormColumn, TableForm
from street_desk.domain.forms.layout import NAME, FormLayout, Placed, layout_rows
from street_desk.domain.forms.own import own_on_form
from street_desk.domain.pages import Box, PageRow, RowFormula


def layout_of(book: Book, form: str) -> FormLayout:
    """How a year has a form; an empty layout where it has it as the program does."""
    row = layout_rows(book.rows(NAME)).get(form)
    return FormLayout.of(row) if row is not None else FormLayout()


def adapted(form: TableForm, book: Book, first: bool) -> TableForm:
    """The form as a year has it; `first` of its sheet's forms, it takes the own columns that are asked for on paper."""
    return with_layout(whole(form, book), layout_of(book, form.id), usual(form, book, first))


def whole(form: TableForm, book: Book) -> TableForm:
    """The form with every column it may have: the own ones of its sheet at the right."""
    own = tuple(column for column, _asked in own_on_form(form, book))
    return replace(form, columns=(*form.columns, *own)) if own else form


def usual(form: TableForm, book: Book, first: bool) -> frozenset[str]:
    """The keys of the columns that the form has where nothing else is said."""
    own = {column.key for column, asked in own_on_form(form, book) if asked and first}
    return frozenset(own | {column.key for column in form.columns})


def with_layout(form: TableForm, layout: FormLayout, shown: frozenset[str]) -> TableForm:
    """The form as a layout has it; the columns in `shown` are those it has where the layout does not name them.

    A key that the form does not know is passed over. Where the rows are the form's own its columns stay in their
    places, and `assembled` picks those that are printed.
    """
    order = placed(form, layout, shown)
    keys = [one.key for one in order if one.shown]
    headings = {one.key: one.path for one in order if one.path}
    columns = {
        column.key: replace(
            column,
            # What an office types names nothing of the year.
            path=tuple(part.replace("{", "{{").replace("}", "}}") for part in headings[column.key])
            if column.key in headings
            else column.path,
            formula=column.formula if reads(column.formula) <= set(keys) else None,
        )
        for column in form.columns
    }
    signers = layout.signers or form.signers
    if form.write is not None:
        printed = () if keys == list(columns) else tuple(keys)
        return replace(form, columns=tuple(columns.values()), printed=printed, signers=signers, layout=layout)
    chosen = label_first([columns[key] for key in keys])
    return replace(form, columns=tuple(chosen), signers=signers, layout=layout)


def placed(form: TableForm, layout: FormLayout, shown: frozenset[str]) -> list[Placed]:
    """Every column of the form in the layout's order; one that it does not name stands behind the one before it."""
    known = {column.key for column in form.columns}
    order = list({one.key: one for one in layout.columns if one.key in known}.values())
    named = {one.key for one in order}
    before = ""
    for column in form.columns:
        if column.key not in named:
            place = next((n for n, one in enumerate(order, 1) if one.key == before), 0)
            order.insert(place, Placed(column.key, shown=column.key in shown))
        before = column.key
    return order


def label_first(columns: Sequence[FormColumn]) -> list[FormColumn]:
    """The columns with one first that is not added up: the word for the total stands there."""
    first = next((column for column in columns if not column.summed), None)
    if first is None or not columns[0].summed:
        return list(columns)
    return [first, *(column for column in columns if column is not first)]


def needed(form: TableForm) -> frozenset[str]:
    """The columns that cannot be left out: those that say whose row it is, and those that other parts stand in."""
    if form.needed:
        return frozenset(form.needed)
    sheet = SHEETS.get(form.sheet)
    names = {column.key for column in sheet.columns if column.required} if sheet is not None else set()
    found = {c.key for c in form.columns if c.source in names and c.kind in ("name", "text")}
    return frozenset(found or [c.key for c in form.columns if c.kind == "name"][:1])


def reads(formula: Any) -> set[str]:
    """The keys of the columns that a formula of a row reads."""
    if isinstance(formula, str):
        return {formula}
    if isinstance(formula, tuple):
        return set().union(*map(reads, formula))
    if is_dataclass(formula):
        return set().union(*(reads(getattr(formula, field.name)) for field in fields(formula)))
    return set()


# Rows of a form's own ------------------------------------------------------------------------------------------------


def picked(form: TableForm, body: Sequence[PageRow]) -> tuple[TableForm, list[PageRow]]:
    """The form's columns that are printed, in their order, and its rows with what stands in these."""
    if not form.printed:
        return form, list(body)
    places = {column.key: place for place, column in enumerate(form.columns)}
    order = [places[key] for key in form.printed]
    columns = tuple(form.columns[place] for place in order)
    rows = [replace(row, boxes=_picked(row, order, set(form.printed))) for row in body]
    return replace(form, columns=columns), rows


def _picked(row: PageRow, order: Sequence[int], keys: set[str]) -> tuple[Box, ...]:
    """The boxes of a row in other places. What goes over several columns goes over those that still stand together;
    where they are parted the widest part has it."""
    owners = _owners(row)
    runs = list(_runs([owners[place] for place in order]))
    widest = {owner: max(span for one, span in runs if one == owner) for owner, _span in runs}
    boxes: list[Box] = []
    said: set[int] = set()
    for owner, span in runs:
        box = row.boxes[owner]
        if owner not in said and span == widest[owner]:
            said.add(owner)
            kept = box.formula
            if isinstance(kept, RowFormula) and not reads(kept) <= keys:
                kept = None
            boxes.append(replace(box, span=span, formula=kept))
        else:
            boxes.append(replace(box, text="", value=None, formula=None, span=span))
        boxes += [Box()] * (span - 1)
    return tuple(boxes)


def _owners(row: PageRow) -> list[int]:
    """By column, the place of the box that covers it."""
    owners: list[int] = []
    for place, box in enumerate(row.boxes):
        if place == len(owners):
            owners += [place] * box.span
    return owners


def _runs(owners: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each owner of neighbouring columns and how many they are."""
    start = 0
    for place in range(1, len(owners) + 1):
        if place == len(owners) or owners[place] != owners[start]:
            yield owners[start], place - start
            start = place
