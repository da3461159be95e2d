"""Typing cells: text into values into Changes, each refused cell with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from street_desk.domain.book import Book
from street_desk.domain.edits import Change, added, updated
from street_desk.domain.kinds import Value
from street_desk.domain.people import Masked
from street_desk.domain.problems import CellRefused, DerivedColumn, Problem, UnreadableValue
from street_desk.domain.sheets import Column, Row, Sheet


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell's text. `row` is a row's id, or 0 and below for rows that are to be added."""

    row: int
    key: str
    text: str


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


def typed_changes(
    book: Book, sheet: Sheet, cells: Iterable[Typed], next_id: int
) -> tuple[tuple[Change, ...], list[Refusal]]:
    """The Changes that typed cells make, and the cells refused; new rows get ids from `next_id` on."""
    values: dict[int, dict[str, Value]] = {}
    refused: list[Refusal] = []
    for cell in cells:
        row = book.row(sheet.name, cell.row) or {}
        try:
            values.setdefault(cell.row, {})[cell.key] = value_of(book, sheet[cell.key], row, cell.text)
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
