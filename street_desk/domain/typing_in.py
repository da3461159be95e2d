"""Typing cells: text into values into Changes, each refused cell with its reason."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from street_desk.domain.arithmetic import is_sum, worked_out
from street_desk.domain.book import Book
from street_desk.domain.edits import Change, added, updated
from street_desk.domain.kinds import Value
from street_desk.domain.overrides import override_values, overrides_of
from street_desk.domain.people import Masked
from street_desk.domain.problems import CellRefused, DerivedColumn, NeedsReason, Problem, UnreadableValue
from street_desk.domain.ranks import RANK, above
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.language import N_


class NewRowUnnamed(Problem):
    """A new row of which a cell was refused says of nobody whom it is about."""

    what = N_("The new row has no “{column}” that fits, so nothing of it went in.")
    to_do = N_("Name it and paste it again.")


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell's text. `row` is a row's id, or 0 and below for rows that are to be added.

    `reason` is why a figure that is worked out shall be this one instead; an empty text takes it back. `number` is the
    exact number where the text shows less of it, and `factor` how many yuan a plain amount is. `refused` is what is
    wrong with the cell already where it comes from. `above` is the row that a new one is put above.
    """

    row: int
    key: str
    text: str
    reason: str = ""
    number: float | None = None
    factor: int = 1
    refused: Problem | None = None
    above: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed cell that did not fit, and why. `row` is the row it is in after all; 0 where that is not there."""

    cell: Typed
    problem: Problem
    row: int = 0


NAMING = {"communities": ("name",), "workers": ("community", "name")}
"""What a new row is called by: one with a cell refused comes in only with these."""


def value_of(book: Book, column: Column, row: Row, cell: Typed) -> Value:
    """What a typed cell makes of its value; a mask that comes back unchanged leaves the value as it was.

    Raises DerivedColumn, or CellRefused with the column's name.
    """
    if column.derived:
        raise DerivedColumn(column=column.shown())
    held = row.get(column.key)
    if isinstance(column.kind, Masked) and held and column.kind.hides(cell.text, held):
        return held
    try:
        if cell.refused is not None:
            raise cell.refused
        text = worked_out(cell.text) if column.kind.numeric and is_sum(cell.text) else cell.text
        return book.read(column, text if cell.number is None else cell.number, cell.factor)
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
        return {cell.key: value_of(book, column, row, cell)}
    if text and not cell.reason.strip():
        raise NeedsReason(column=column.shown())
    value = value_of(book, replace(column, derived=False), {}, cell)
    return override_values(cell.key, value, cell.reason.strip())


def _rank_above(book: Book, sheet: Sheet, below: int) -> Value:
    """The rank of a new row right above another one."""
    ids = book.ids(sheet.name)
    place = ids.index(below)
    return above(book.row(sheet.name, below) or {}, book.row(sheet.name, ids[place - 1]) if place else None)


def typed_changes(
    book: Book, sheet: Sheet, cells: Iterable[Typed], next_id: int, items: Container[str] = ()
) -> tuple[tuple[Change, ...], list[Refusal]]:
    """The Changes that typed cells make, and the cells refused; new rows get ids from `next_id` on.

    A new row with a refused cell and no name is refused whole: what is left of it would be nobody's. `items`: the
    derived columns of the sheet that may be set by hand.
    """
    values: dict[int, dict[str, Value]] = {}
    fitting: dict[int, list[Typed]] = {}
    refused: list[Refusal] = []
    for cell in cells:
        try:
            values.setdefault(cell.row, {}).update(typed_values(book, sheet, cell, items))
            fitting.setdefault(cell.row, []).append(cell)
        except Problem as problem:
            refused.append(Refusal(cell, problem))
    doubtful = {refusal.cell.row for refusal in refused}
    changes: list[Change] = []
    rows: dict[int, int] = {}
    for row_id, typed in values.items():
        existing = book.row(sheet.name, row_id)
        if existing is not None:
            rows[row_id] = row_id
            change = updated(sheet.name, existing, typed)
            changes += [change] if change else []
        elif any(value is not None for value in typed.values()):
            lacking = [key for key in NAMING.get(sheet.name, ()) if typed.get(key) is None]
            if row_id in doubtful and lacking:
                whole = NewRowUnnamed(column=sheet[lacking[0]].shown())
                refused += [Refusal(cell, whole) for cell in fitting[row_id]]
                continue
            below = fitting[row_id][0].above
            ranked = {RANK: _rank_above(book, sheet, below)} if below else {}
            changes.append(added(sheet.name, next_id, book.year, typed | ranked))
            rows[row_id] = next_id
            next_id += 1
    return tuple(changes), [replace(r, row=rows.get(r.cell.row, 0)) for r in refused]
