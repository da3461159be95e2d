"""Rows put together by hand, for forms whose rows are not those of one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from street_desk.domain.pages import Box, Formula, PageRow, RowKind, RowsSum, Value, shown

COUNT = "#,##0"


def section(text: str, columns: int) -> PageRow:
    """A line across the table that names the rows below it."""
    return PageRow("section", (Box(text, text, span=columns, label=True, align="left"), *covered(columns)))


def words(text: str | None, span: int = 1) -> tuple[Box, ...]:
    """A text over so many columns."""
    return (Box(text or "", text or None, span=span, number_format=""), *covered(span))


def label(text: str, span: int = 1) -> tuple[Box, ...]:
    """A heading over so many columns."""
    return (Box(text, text, span=span, label=True), *covered(span))


def figure(
    value: Value, number_format: str, span: int = 1, formula: Formula | None = None
) -> tuple[Box, ...]:
    """A figure over so many columns, in a format of its own."""
    box = Box(
        shown(value, number_format), value, formula, span=span, align="right", number_format=number_format
    )
    return (box, *covered(span))


def row(kind: RowKind, *cells: Sequence[Box]) -> PageRow:
    return PageRow(kind, tuple(box for cell in cells for box in cell))


def covered(span: int) -> tuple[Box, ...]:
    """What a box over so many columns leaves of the others."""
    return (Box(),) * (span - 1)


def sum_of(body: Sequence[PageRow], places: Sequence[int], column: int, value: Value) -> RowsSum | None:
    """The formula that adds up these rows, where it gives the value."""
    known = [body[place].boxes[column].value for place in places]
    numbers = [Decimal(found) for found in known if isinstance(found, (int, Decimal))]
    if isinstance(value, (int, Decimal)) and len(numbers) == len(places) > 0 and sum(numbers) == value:
        return RowsSum(tuple(places))
    return None
