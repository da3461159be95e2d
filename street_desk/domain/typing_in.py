"""Typing cells: text into values into Changes, each refused cell with its reason."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from street_desk.domain.book import Book
from street_desk.domain.edits import Change, added, updated
from street_desk.domain.kinds import Value
from street_desk.domain.overrides import override_values, overrides_of
from street_desk.domain.people import Masked
from street_desk.domain.problems import CellRefused, DerivedColumn, NeedsReason, Problem, UnreadableValue
from street_desk.domain.sheets import Column, Row, Sheet


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell's text. `row` is a row's id, or 0 and below for rows that are to be added.

    `reason` is why a figure that is worked out shall be this one instead; an empty text takes it back.
    """

    row: int
    key: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed cell that did not fit, and why."""

    cell: Typed
    problem: Problem


def value_of(book: Book, column: Column, row: Row, text: str) -> Value:
    """What a typed text makes of a cell; a mask that comes back unchanged leaves the value as it was.

    Raises DerivedColumn, or CellRefused with the column's name.
    """
    if column.derived:
        raise DerivedColumn(column=column.shown())
    held = row.get(column.key)
    if isinstance(column.kind, Masked) and held and column.kind.hides(text, held):
        return held
    try:
        return book.parse(column, text)
    except UnreadableValue as problem:
        raise CellRefused(column=column.shown(), why=problem.message, remedy=problem.remedy) from problem


def typed_values(book: Book, sheet: Sheet, cell: Typed, items: Container[str]) -> dict[str, Value]:
    """What a typed cell makes of its row: a value, or an override where the column is an item of the Standard.

    Raises DerivedColumn, NeedsReason, CellRefused, UnknownColumn.
    """
    column = sheet[cell.key]
    row = book.row(sheet.name, cell.row) or {}
    text = cell.text.strip()
    # What was set by hand can be taken back even where the Standard in force no longer has such an item.
    takes_back = not text and cell.key in overrides_of(row)
    if not column.derived or (cell.key not in items and not takes_back):
        return {cell.key: value_of(book, column, row, cell.text)}
    if text and not cell.reason.strip():
        raise NeedsReason(column=column.shown())
    value = value_of(book, replace(column, derived=False), {}, text)
    return override_values(cell.key, value, cell.reason.strip())


def typed_changes(
    book: Book, sheet: Sheet, cells: Iterable[Typed], next_id: int, items: Container[str] = ()
) -> tuple[tuple[Change, ...], list[Refusal]]:
    """The Changes that typed cells make, and the cells refused; new rows get ids from `next_id` on.

    `items`: the derived columns of the sheet that may be set by hand.
    """
    values: dict[int, dict[str, Value]] = {}
    refused: list[Refusal] = []
    for cell in cells:
        try:
            values.setdefault(cell.row, {}).update(typed_values(book, sheet, cell, items))
        except Problem as problem:
            refused.append(Refusal(cell, problem))
    changes: list[Change] = []
    for row_id, typed in values.items():
        existing = book.row(sheet.name, row_id)
        if existing is not None:
            change = updated(sheet.name, existing, typed)
            changes += [change] if change else []
        elif any(value is not None for value in typed.values()):
            changes.append(added(sheet.name, next_id, book.year, typed))
            next_id += 1
    return tuple(changes), refused
