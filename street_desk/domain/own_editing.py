"""Adding, renaming, moving and removing a county's own columns: what each changes in a year's rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from street_desk.domain.book import Book
from street_desk.domain.catalogue import REGISTERS, SHEETS
from street_desk.domain.catalogue.own_columns import HEADING, KINDS, own_columns, own_key, own_rows
from street_desk.domain.comments import on_sheet
from street_desk.domain.edits import Change, added, removed, updated
from street_desk.domain.forms import FORMS
from street_desk.domain.forms.form import TableForm
from street_desk.domain.kinds import matching
from street_desk.domain.problems import CellEmpty, Problem, UnknownRow
from street_desk.domain.sheets import Row
from street_desk.language import N_, _

NAME = "own_columns"
UNIT = re.compile(r"[(\[/][^)\]]*元[^)\]]*[)\]]?$|(?:万元|千元|百元)$")


class HeadingTaken(Problem):
    """The heading names another column of the sheet, or of the form that is printed from it."""

    what = N_("“{heading}” is already what the column “{column}” is called, or one of its other names.")
    to_do = N_("Give the column a heading of its own.")


class HeadingInUnit(Problem):
    """Amounts are in yuan in the grid and in the form's unit on paper, so that no heading can state one."""

    what = N_("“{heading}” states a unit, but amounts are in yuan here and in the form's unit on paper.")
    to_do = N_("Leave the unit out of the heading.")


class NoOwnColumns(Problem):
    """A sheet of one row is a list of what forms and rules ask for."""

    what = N_("The sheet {sheet} takes no columns of its own.")
    to_do = N_("Add the column to a sheet of many rows.")


def form_of(sheet: str) -> TableForm | None:
    """The form that is printed from a sheet's rows, where there is one."""
    tables = (form for form in FORMS.values() if isinstance(form, TableForm))
    return next((form for form in tables if form.sheet == sheet), None)


def adding(
    book: Book, others: Iterable[Book], sheet: str, heading: str, kind: str, on_form: bool, row_id: int
) -> Change:
    """A new column at the end of a sheet. Raises NoOwnColumns, UnreadableValue, CellEmpty, HeadingTaken, HeadingInUnit.

    One that another year has under this heading is the same column there and here.
    """
    _require_own(sheet)
    chosen = str(KINDS.parse(kind))
    read = _heading(book, sheet, heading, chosen)
    held = own_rows(book.rows(NAME), sheet)
    keys = {str(row["key"]) for row in held}
    same = (
        str(row["key"])
        for other in others
        for row in own_rows(other.rows(NAME), sheet)
        if row["kind"] == chosen and matching(str(row["heading"])) == matching(read)
    )
    values = {
        "key": next((key for key in same if key not in keys), own_key(chosen, row_id)),
        "sheet": sheet,
        "heading": read,
        "kind": chosen,
        "place": _last_place(held) + 1,
        "form": "yes" if on_form else None,
    }
    return added(NAME, row_id, book.year, values)


def changing(book: Book, row: Row, heading: str, on_form: bool) -> Change | None:
    """A column called otherwise, or put on its form or taken off; None where nothing differs. Raises as `adding`."""
    read = _heading(book, str(row["sheet"]), heading, str(row["kind"]), but=str(row["key"]))
    return updated(NAME, row, {"heading": read, "form": "yes" if on_form else None})


def moving_last(book: Book, row: Row) -> Change | None:
    """A column behind the sheet's other own columns; None where it stands there."""
    held = own_rows(book.rows(NAME), str(row["sheet"]))
    return None if held[-1]["id"] == row["id"] else updated(NAME, row, {"place": _last_place(held) + 1})


def removing(book: Book, row: Row) -> tuple[Change, ...]:
    """A column gone, with what stood in it and the comments on its cells."""
    sheet, key = str(row["sheet"]), str(row["key"])
    emptied = (updated(sheet, one, {key: None}) for one in _filled(book, row))
    comments = (
        removed("comments", one) for (_r, column), one in on_sheet(book, sheet).items() if column == key
    )
    return (*(change for change in emptied if change is not None), *comments, removed(NAME, row))


def filled(book: Book, row: Row) -> int:
    """How many rows hold a value in a column."""
    return len(_filled(book, row))


def found(book: Book, text: str, sheet: str = "") -> Row:
    """The row of the column of that key, or of that heading in a sheet. Raises UnknownRow."""
    for row in book.rows(NAME):
        named = row["sheet"] == sheet and matching(str(row["heading"])) == matching(text)
        if row["key"] == text or named:
            return row
    raise UnknownRow(sheet=SHEETS[NAME].shown(), name=text, year=str(book.year))


def brought_back(book: Book, year: int, first_id: int) -> Iterator[Change]:
    """The own columns of a year for one before it, so that its workbooks can fill them."""
    for place, row in enumerate(book.rows(NAME)):
        values = {k: v for k, v in row.items() if k not in ("id", "origin", "year")}
        yield added(NAME, first_id + place, year, values)


def _require_own(sheet: str) -> None:
    if sheet not in [one.name for one in REGISTERS]:
        raise NoOwnColumns(sheet=SHEETS[sheet].shown())


def _heading(book: Book, sheet: str, text: str, kind: str, but: str = "") -> str:
    """The heading as it is kept. Raises CellEmpty, HeadingTaken, HeadingInUnit, UnreadableValue."""
    read = HEADING.parse(text)
    if not read:
        raise CellEmpty(column=_(N_("Heading")))
    wanted = matching(str(read))
    if kind == "money" and UNIT.search(wanted):
        raise HeadingInUnit(heading=read)
    for column in (*SHEETS[sheet].columns, *own_columns(book.rows(NAME), sheet)):
        names = (*column.names, column.title, column.shown(), column.key)
        if column.key != but and wanted in map(matching, names):
            raise HeadingTaken(heading=read, column=column.shown())
    form = form_of(sheet)
    for printed in form.columns if form is not None else ():
        if wanted in (matching("/".join(printed.path)), matching(printed.path[-1])):
            raise HeadingTaken(heading=read, column="/".join(printed.path))
    return str(read)


def _last_place(rows: list[Row]) -> int:
    return max((int(row.get("place") or 0) for row in rows), default=0)


def _filled(book: Book, row: Row) -> list[Row]:
    return [one for one in book.rows(str(row["sheet"])) if one.get(str(row["key"])) is not None]
