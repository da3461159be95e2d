"""The command that fills in a workbook of the county's."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from street_desk.cli.codes import DONE, REFUSED
from street_desk.cli.output import FILE, YEAR, as_json, opened, say
from street_desk.language import N_, _, message


@click.command()
@FILE
@click.argument("workbook", type=click.Path(path_type=Path))
@YEAR
@click.option("--to", required=True, type=click.Path(path_type=Path), help="the filled copy, .xlsx")
@click.option("--unmasked", is_flag=True, help="ids and phones in full; this is logged")
@as_json
def fill(file: Path, workbook: Path, year: int, to: Path, unmasked: bool, json_: bool) -> int:
    """Writes a year's figures into a copy of the county's or last year's workbook; formulas and styles stay."""
    with opened(file, read_only=not unmasked) as session:
        session.require_year(year)
        print(_(N_("Reading, filling in and reading back…")), file=sys.stderr)
        filled = session.fill_workbook(year, workbook, to, unmasked=unmasked)
        if unmasked:
            what = N_("{file} filled in with ids and phones in full")
            session.note(message(what, file=to.name), year)
    say(json_, filled.to_json(), list(filled.lines()))
    return DONE if filled.complete else REFUSED


COMMANDS = (fill,)
