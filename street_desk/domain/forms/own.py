"""A county's own columns as a form prints them."""

from __future__ import annotations

from street_desk.domain.book import Book
from street_desk.domain.catalogue.own_columns import own_columns, own_rows
from street_desk.domain.forms.form import ColumnKind, FormColumn, From, Source, TableForm, printed_value
from street_desk.domain.pages import Value
from street_desk.domain.sheets import Column

_PRINTED: dict[str, ColumnKind] = {"text": "name", "number": "number", "date": "text", "money": "money"}
_WIDTHS = {"text": 14.0, "date": 12.0}


def own_on_form(form: TableForm, book: Book) -> list[tuple[FormColumn, bool]]:
    """The own columns of a form's sheet as it prints them, and whether they are asked for on paper."""
    rows = own_rows(book.rows("own_columns"), form.sheet)
    columns = own_columns(rows, form.sheet)
    return [
        (_column(column, str(row["kind"])), row.get("form") == "yes")
        for row, column in zip(rows, columns, strict=True)
    ]


def _column(column: Column, kind: str) -> FormColumn:
    return FormColumn(
        (column.heading,),
        column.key,
        _PRINTED[kind],
        _held(column),
        source=column.key,
        width=_WIDTHS.get(kind, 9.0),
        # A date broken over two lines is no date.
        lines={"text": 2, "date": 0}.get(kind, 1),
        grow=1.0 if kind == "text" else 0.3,
    )


def _held(column: Column) -> From:
    def read(source: Source) -> Value:
        return printed_value(column, source.row.get(column.key), source)

    return read
