"""Commands on rows: show and set."""

from __future__ import annotations

from pathlib import Path

import click

from street_desk.cli.codes import DONE
from street_desk.cli.output import FILE, YEAR, as_json, opened, say, table
from street_desk.domain.book import Book
from street_desk.domain.catalogue import sheet_named
from street_desk.domain.edits import Edit
from street_desk.domain.kinds import Choice, Kind
from street_desk.domain.people import Masked
from street_desk.domain.problems import AmbiguousRow, RowExists, RowUnnamed, UnknownRow
from street_desk.domain.sheets import Row, Sheet
from street_desk.domain.typing_in import Typed
from street_desk.language import N_, Message, Words, _, message
from street_desk.session import Session


@click.command()
@FILE
@click.argument("sheet")
@YEAR
@click.option("--unmasked", is_flag=True, help="ids and phones in full; this is logged")
@as_json
def show(file: Path, sheet: str, year: int, unmasked: bool, json_: bool) -> int:
    """Shows the rows of a sheet, what is worked out included."""
    sheet_named(sheet)
    with opened(file, read_only=not unmasked) as session:
        session.require_year(year)
        if unmasked:
            name = sheet_named(sheet).spoken
            session.note(message(N_("Ids and phones of {sheet} shown in full"), sheet=name), year)
        columns = session.sheet(sheet, year).columns
        book = session.book(year)
        rows = book.rows(sheet)
        data = []
        shown = []
        for row in rows:
            values = [(c, session.value(year, sheet, row, c)) for c in columns]
            if not unmasked:
                values = [(c, c.kind.mask(v) if v and isinstance(c.kind, Masked) else v) for c, v in values]
            data.append({"id": row["id"], **{c.key: book.json(c, v) for c, v in values}})
            shown.append([book.format(c, v) for c, v in values])
        heads = [c.shown() for c in columns]
        if "id" in session.sheet(sheet, year).found_by:
            # What --row takes has to be seen.
            heads = ["id", *heads]
            shown = [[str(row["id"]), *texts] for row, texts in zip(rows, shown, strict=True)]
    say(json_, {"rows": data}, table(heads, shown))
    return DONE


@click.command("set")
@FILE
@click.argument("sheet")
@YEAR
@click.option("--row", "name", help="the row: a name, a code, a number, an id")
@click.option("--add", is_flag=True, help="add the row")
@click.option("--note", default="", help="why a figure that is worked out is set by hand")
@click.argument("cells", nargs=-1, required=True, metavar="KEY=VALUE…")
@as_json
def set_(
    file: Path,
    sheet: str,
    year: int,
    name: str | None,
    add: bool,
    note: str,
    cells: tuple[str, ...],
    json_: bool,
) -> int:
    """Types cells as the grid would."""
    single = sheet_named(sheet).single
    if single and (name or add):
        raise click.UsageError(_(N_("This sheet has one row: leave --row and --add out.")))
    if not single and not add and not name:
        raise click.UsageError(_(N_("Say which row with --row NAME.")))
    typed = _pairs(cells)
    with opened(file) as session:
        session.require_year(year)
        what, row_id, typed = _aimed(session, session.sheet(sheet, year), year, name, add, typed)
        changes, refused = session.typed(
            year, sheet, [Typed(row_id, key, text, note) for key, text in typed.items()]
        )
        if refused:
            raise refused[0].problem
        if changes:
            session.apply(Edit(_what(session.sheet(sheet, year), what, typed), changes, year))
    said = _(N_("Set.")) if changes else _(N_("Nothing was different."))
    say(json_, {"changed": len(changes)}, [said])
    return DONE


def _what(sheet: Sheet, row: str, typed: dict[str, str]) -> Message:
    """The edit as the log keeps it, to be read in either language: ids and phones masked."""
    cells = []
    for key, text in typed.items():
        column = sheet[key]
        cells.append(message(N_("{column} = {text}"), column=column.spoken, text=_shown(column.kind, text)))
    if not row:
        return message(N_("{sheet}: {what}"), sheet=sheet.spoken, what=tuple(cells))
    return message(N_("{sheet}, {row}: {what}"), sheet=sheet.spoken, row=row, what=tuple(cells))


def _shown(kind: Kind, text: str) -> str | Words:
    """A typed text as the log keeps it: a choice in both languages, ids and phones masked."""
    if isinstance(kind, Masked):
        return kind.mask(text)
    option = kind.option(kind.parse(text)) if isinstance(kind, Choice) else None
    return Words(option.heading, option.label) if option is not None else text


def _pairs(cells: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for cell in cells:
        key, equals, text = cell.partition("=")
        if not equals or not key:
            raise click.UsageError(_(N_("Write each cell as KEY=VALUE, not “{cell}”.")).format(cell=cell))
        found[key.strip()] = text
    return found


def _aimed(
    session: Session, sheet: Sheet, year: int, name: str | None, add: bool, typed: dict[str, str]
) -> tuple[str, int, dict[str, str]]:
    """The row that is meant: its name for the log, its id (0 for a new one), and the cells to type."""
    book = session.book(year)
    if sheet.single:
        rows = book.rows(sheet.name)
        return "", int(rows[0]["id"]) if rows else 0, typed
    if add:
        key = sheet.naming
        if not key:
            if name:
                raise click.UsageError(_(N_("Rows of this sheet have no name: leave --row out with --add.")))
            return "", 0, typed
        typed = {key: name, **typed} if name else typed
        wanted = typed.get(key, "").strip()
        if not wanted:
            raise RowUnnamed(sheet=sheet.shown(), column=sheet[key].shown(), key=key)
        # Of the other sheets two rows may share a name; the checks say where they should not.
        if sheet.identity == (key,) and find_rows(book, sheet, wanted):
            raise RowExists(sheet=sheet.shown(), name=wanted)
        return wanted, 0, typed
    assert name is not None
    return name, int(one_row(book, sheet, name, typed)["id"]), typed


def one_row(book: Book, sheet: Sheet, name: str, typed: dict[str, str], within: int | None = None) -> Row:
    """The row of that name, `within` a community where that is said.

    Where several share it, `community` among the cells says which, and is then no change. Raises UnknownRow,
    AmbiguousRow.
    """
    found = find_rows(book, sheet, name, within)
    if len(found) > 1 and "community" in typed:
        found = find_rows(book, sheet, name, book.community(typed.pop("community")))
    if not found:
        raise UnknownRow(sheet=sheet.shown(), name=name, year=str(book.year))
    if len(found) > 1:
        raise AmbiguousRow(sheet=sheet.shown(), name=name)
    return found[0]


def find_rows(book: Book, sheet: Sheet, name: str, within: int | None = None) -> list[Row]:
    """The rows that a name means, by whatever the sheet's rows are named by, or a row's id as #12."""
    if name.startswith("#") and name[1:].isascii() and name[1:].isdigit():
        row = book.row(sheet.name, int(name[1:]))
        return [row] if row else []
    return book.find(sheet, name, within)


COMMANDS = (show, set_)
