"""The command on a county's own columns: listing, adding, renaming, moving and removing them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from street_desk.cli.codes import DONE
from street_desk.cli.output import FILE, YEAR, as_json, opened, say, table
from street_desk.domain import own_editing
from street_desk.domain.catalogue import OWN_COLUMNS, sheet_named
from street_desk.domain.catalogue.own_columns import KINDS, own_rows
from street_desk.domain.edits import Change, Edit
from street_desk.domain.sheets import Sheet
from street_desk.language import N_, Message, _, message
from street_desk.session import Session


@click.command()
@FILE
@click.argument("sheet")
@YEAR
@click.option("--add", metavar="HEADING", help="add a column of that heading")
@click.option(
    "--kind", type=click.Choice([o.key for o in KINDS.options]), default="text", help="what it holds"
)
@click.option("--form", type=click.Choice(["yes", "no"]), help="whether the sheet's form prints it too")
@click.option("--column", metavar="COLUMN", help="the column to change, by its heading or key")
@click.option("--rename", metavar="HEADING", help="give that column another heading")
@click.option("--last", is_flag=True, help="move that column to the end")
@click.option("--remove", is_flag=True, help="remove that column with its values")
@as_json
def columns(
    file: Path,
    sheet: str,
    year: int,
    add: str | None,
    kind: str,
    form: str | None,
    column: str | None,
    rename: str | None,
    last: bool,
    remove: bool,
    json_: bool,
) -> int:
    """Lists a sheet's own columns, adds one, or changes one."""
    named = sheet_named(sheet)
    on_form = None if form is None else form == "yes"
    changes_one = rename is not None or last or remove or (on_form is not None and add is None)
    if (add is not None and (column or changes_one)) or (changes_one and not column):
        raise click.UsageError(_(N_("Name one column to add with --add, or one to change with --column.")))
    if (rename is not None) + last + remove > 1:
        raise click.UsageError(_(N_("Do one thing at a time: rename, move or remove.")))
    with opened(file, read_only=add is None and not changes_one) as session:
        session.require_year(year)
        found: tuple[Message, tuple[Change, ...]] | None = None
        if add is not None:
            found = _added(session, named, year, add, kind, bool(on_form))
        elif column and changes_one:
            found = _changed(session, named, year, column, rename, on_form, last, remove)
        if found is not None and found[1]:
            session.apply(Edit(found[0], found[1], year))
        data, shown = _listed(session, named, year)
    heads = [OWN_COLUMNS[key].shown() for key in ("key", "heading", "kind", "form")]
    say(json_, {"columns": data}, table(heads, shown))
    return DONE


def _added(
    session: Session, sheet: Sheet, year: int, heading: str, kind: str, on_form: bool
) -> tuple[Message, tuple[Change, ...]]:
    what = message(N_("{sheet}: column {heading} added"), sheet=sheet.spoken, heading=heading.strip())
    others = [session.book(other) for other in session.years() if other != year]
    row_id = session.next_id(own_editing.NAME)
    made = own_editing.adding(session.book(year), others, sheet.name, heading, kind, on_form, row_id)
    return what, (made,)


def _changed(
    session: Session,
    sheet: Sheet,
    year: int,
    column: str,
    rename: str | None,
    on_form: bool | None,
    last: bool,
    remove: bool,
) -> tuple[Message, tuple[Change, ...]]:
    book = session.book(year)
    row = own_editing.found(book, column, sheet.name)
    heading = str(row["heading"])
    if remove:
        what = message(N_("{sheet}: column {heading} removed"), sheet=sheet.spoken, heading=heading)
        return what, own_editing.removing(book, row)
    if last:
        what = message(N_("{sheet}: column {heading} moved to the end"), sheet=sheet.spoken, heading=heading)
        change = own_editing.moving_last(book, row)
    else:
        text = heading if rename is None else rename
        what = message(
            N_("{sheet}: column {heading} is now {text}"),
            sheet=sheet.spoken,
            heading=heading,
            text=text.strip(),
        )
        printed = row.get("form") == "yes" if on_form is None else on_form
        change = own_editing.changing(book, row, text, printed)
    return what, (change,) if change is not None else ()


def _listed(session: Session, sheet: Sheet, year: int) -> tuple[list[dict[str, Any]], list[list[str]]]:
    rows = own_rows(session.book(year).rows(own_editing.NAME), sheet.name)
    data = [
        {"key": r["key"], "heading": r["heading"], "kind": r["kind"], "form": r.get("form") == "yes"}
        for r in rows
    ]
    shown = [
        [r["key"], r["heading"], KINDS.format(r["kind"]), OWN_COLUMNS["form"].kind.format(r.get("form"))]
        for r in rows
    ]
    return data, shown


COMMANDS = (columns,)
