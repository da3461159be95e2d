"""The command that writes forms and sheets as Excel, PDF or text."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from street_desk.cli.codes import DONE, REFUSED
from street_desk.cli.output import FILE, YEAR, as_json, opened, say
from street_desk.cli.rows import one_row
from street_desk.domain.catalogue import COMMUNITIES, sheet_named
from street_desk.domain.forms import FORMS, Options, called
from street_desk.domain.pages import Unit
from street_desk.exchange.exporting import Outcome, Target
from street_desk.language import N_, _, message
from street_desk.session import Session


@click.command()
@FILE
@YEAR
@click.option("--form", help="id of the form, all, or submission: all that goes to the county as one PDF")
@click.option("--sheet", help="a sheet as it stands, instead of a form: as .xlsx or .csv")
@click.option(
    "--to", required=True, type=click.Path(path_type=Path), help=".xlsx, .pdf, .docx of a text, or a folder"
)
@click.option("--unit", type=click.Choice(["yuan", "wan"]), default="yuan", show_default=True)
@click.option("--unmasked", is_flag=True, help="ids and phones in full; this is logged")
@click.option(
    "--paper", type=click.Choice(["A4", "A3"]), default="A4", show_default=True, help="size of the paper"
)
@click.option("--comments", is_flag=True, help="the comments on its cells are printed under the form")
@click.option("--page-sums", is_flag=True, help="each sheet of paper ends with its sums and those so far")
@click.option("--blank", is_flag=True, help="without figures, to be filled in by hand")
@click.option("--values-only", is_flag=True, help="workbooks hold figures and no formulas")
@click.option("--protect", is_flag=True, help="workbooks cannot be typed into without more ado")
@click.option("--community", help="name or code: only this community's worksheet")
@as_json
def export(
    file: Path,
    year: int,
    form: str | None,
    sheet: str | None,
    to: Path,
    unit: Unit,
    unmasked: bool,
    paper: str,
    comments: bool,
    page_sums: bool,
    blank: bool,
    values_only: bool,
    protect: bool,
    community: str | None,
    json_: bool,
) -> int:
    """Writes forms as Excel and PDF, or a sheet as Excel or csv, reads them back and compares every figure."""
    if sheet is not None and form is None:
        if paper != "A4" or comments or page_sums or blank or values_only or protect or community:
            raise click.UsageError(_(N_("A sheet goes out as it stands: those options are for forms.")))
        return _export_sheet(file, year, sheet, to, unit, unmasked, json_)
    if form is None or sheet is not None:
        raise click.UsageError(_(N_("Name either a form with --form or a sheet with --sheet.")))
    from street_desk.exchange import exporting

    forms = list(FORMS) if form == "all" else [form]
    if form == "all" and to.suffix.lower() in exporting.ENDINGS:
        raise click.UsageError(_(N_("All forms go into a folder: name one after --to.")))
    one_file = bool(to.suffix) and not to.is_dir()
    if one_file:
        exporting.check_ending(to)
    with opened(file, read_only=not unmasked) as session:
        options = Options(
            unit=unit,
            paper=paper,
            unmasked=unmasked,
            comments=comments,
            blank=blank,
            page_sums=page_sums,
            values_only=values_only,
            protected=protect,
            community=_community(session, year, community),
        )
        papers = {one: session.papers(one, year, options) for one in forms}
        if unmasked:
            names = tuple(map(called, forms))
            session.note(
                message(N_("Forms exported with ids and phones in full: {forms}"), forms=names), year
            )
    print(_(N_("Writing and reading back…")), file=sys.stderr)
    if one_file:
        written = [Outcome(to, form, exporting.export(papers[form], to))]
    else:
        exporting.make_folder(to)
        written = _each(exporting.targets_in(to, papers))
    return _said(written, json_)


def _community(session: Session, year: int, name: str | None) -> int | None:
    """The community of that name or code. Raises UnknownRow, AmbiguousRow."""
    return None if name is None else int(one_row(session.book(year), COMMUNITIES, name, {})["id"])


def _each(targets: Sequence[Target]) -> list[Outcome]:
    """Writes them one after another and says on standard error which is being written."""
    from street_desk.exchange.exporting import export_each

    said: set[Path] = set()

    def tell(number: int, path: Path) -> bool:
        if path not in said:
            said.add(path)
            line = message(
                N_("{file} ({number} of {of})…"), file=path.name, number=str(number), of=str(len(targets))
            )
            print(line, file=sys.stderr)
        return True

    return export_each(targets, tell)


def _said(outcomes: Sequence[Outcome], json_: bool) -> int:
    """What was written on standard output, what was not, and why, on standard error; the exit code."""
    written = [one for one in outcomes if one.problem is None]
    refused = [(one, one.problem) for one in outcomes if one.problem is not None]
    for _one, problem in refused:
        print(problem.text(), file=sys.stderr)
    data: dict[str, object] = {
        "files": [{"path": str(one.path), "form": one.form, "pages": one.sheets} for one in written]
    }
    if refused:
        data["refused"] = [
            {"path": str(one.path), "form": one.form, "why": problem.text()} for one, problem in refused
        ]
    say(json_, data, [str(one.path) for one in written])
    return REFUSED if refused else DONE


def _export_sheet(
    file: Path, year: int, sheet: str, to: Path, unit: Unit, unmasked: bool, json_: bool
) -> int:
    from street_desk.domain.numbers import WAN
    from street_desk.domain.shown import sheet_shown
    from street_desk.exchange.sheets_out import check_ending, export_sheet

    name = sheet_named(sheet).spoken
    check_ending(to)
    with opened(file, read_only=not unmasked) as session:
        session.require_year(year)
        shown = sheet_shown(
            session.sheet(sheet, year),
            session.book(year),
            lambda row, column: session.value(year, sheet, row, column),
            date=datetime.date.today(),
            factor=WAN if unit == "wan" else 1,
            unmasked=unmasked,
        )
        if unmasked:
            session.note(message(N_("{sheet} exported with ids and phones in full"), sheet=name), year)
        print(_(N_("Writing and reading back…")), file=sys.stderr)
        export_sheet(shown, to)
    data = [{"path": str(to), "sheet": sheet, "rows": shown.count}]
    say(json_, {"files": data}, [str(to)])
    return DONE


COMMANDS = (export,)
