"""Commands on the file itself: window, new, year, backup, verify, demo."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from street_desk import first_run, paths
from street_desk.cli.codes import DONE, REFUSED
from street_desk.cli.output import FILE, as_json, opened, say
from street_desk.domain.catalogue.street import FIGURES, STATES
from street_desk.domain.forms import FORMS
from street_desk.domain.problems import CellRefused, FileExists, NoDeskName, UnreadableValue
from street_desk.exchange.packs import BUILT_IN
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.store import backup as backups


@click.command(hidden=True)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--shot", type=click.Path(), help="save a picture of the window and quit")
def window(file: Path | None, shot: str | None) -> int:
    """Opens the window on a file."""
    from street_desk.application import open_desk

    return open_desk(file, shot)


@click.command()
@FILE
@click.option("--street", required=True, help="the street's name")
@click.option("--county", required=True, help="the county's name")
@click.option("--year", type=click.IntRange(1900, 2200), required=True, help="the first year")
@click.option("--standard", default=BUILT_IN, show_default=True, help="id of the standard")
@click.option("--minimum-wage", help="last year's local monthly minimum wage, yuan")
@as_json
def new(
    file: Path, street: str, county: str, year: int, standard: str, minimum_wage: str | None, json_: bool
) -> int:
    """Makes a new file."""
    if file.suffix.lower() != ".desk":
        raise NoDeskName(path=str(file), name=f"{file.stem}.desk")
    try:
        wage = FIGURES["minimum_wage"].kind.parse(minimum_wage or "")
    except UnreadableValue as problem:
        raise CellRefused(column="--minimum-wage", why=problem.message, remedy=problem.remedy) from problem
    Session.create(
        file, street=street, county=county, year=year, standard=standard, minimum_wage=wage
    ).close()
    say(
        json_,
        {"desk": str(file), "year": year, "standard": standard},
        [_(N_("Made {path}.")).format(path=file)],
    )
    return DONE


@click.command()
@FILE
@click.argument("year", type=click.IntRange(1900, 2200), required=False)
@click.argument("move", type=click.Choice(["open"]), required=False)
@as_json
def year(file: Path, year: int | None, move: str | None, json_: bool) -> int:
    """Lists the years; `YEAR open` carries the year before forward."""
    if (year is None) != (move is None):
        raise click.UsageError(_(N_("Give both the year and what to do with it, such as: 2027 open")))
    with opened(file, read_only=move is None) as session:
        if year is not None:
            session.open_year(year)
        rows = session.years()
        data = [{"year": y, "state": row["state"], "standard": row["standard"]} for y, row in rows.items()]
        lines = [f"{y}  {STATES.format(row['state'])}  {row['standard']}" for y, row in rows.items()]
    say(json_, {"years": data}, lines)
    return DONE


@click.command()
@FILE
@click.option("--to", type=click.Path(path_type=Path), help="where to; else the backup folder")
@as_json
def backup(file: Path, to: Path | None, json_: bool) -> int:
    """Writes a verified copy of the file."""
    with opened(file, read_only=True) as session:
        stamp = datetime.datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        target = to or paths.backups() / f"{file.stem}-{stamp}.desk"
        if target.exists():
            raise FileExists(path=str(target))
        backups.copy(session.store, target)
    say(json_, {"path": str(target)}, [_(N_("Backed up to {path}; the copy is sound.")).format(path=target)])
    return DONE


@click.command()
@FILE
@as_json
def verify(file: Path, json_: bool) -> int:
    """Checks that the file is sound."""
    with opened(file, read_only=True) as session:
        wrong = session.store.soundness()
    data = {"sound": not wrong, "wrong": wrong}
    sound = _(N_("The file is sound."))
    unsound = _(N_("The file is damaged: keep it, and go back to a backup."))
    say(json_, data, [sound] if not wrong else [unsound, *wrong])
    return REFUSED if wrong else DONE


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@as_json
def demo(folder: Path, json_: bool) -> int:
    """Makes the sample street, from its untidy workbook to its forms."""
    from street_desk.exchange.exporting import export_all

    session, workbook = first_run.make_sample(folder)
    try:
        year = first_run.SAMPLE_YEAR
        errors = [f for f in session.findings(year) if f.severity == "error"]
        print(message(N_("{n} findings block a submission."), n=len(errors)), file=sys.stderr)
        written = export_all({form: session.papers(form, year) for form in FORMS}, folder)
    finally:
        session.close()
    data = {
        "desk": str(session.path),
        "workbook": str(workbook),
        "exports": [{"path": str(path), "form": form, "pages": sheets} for path, form, sheets in written],
    }
    say(json_, data, [str(session.path), str(workbook), *(str(path) for path, _form, _sheets in written)])
    return REFUSED if errors else DONE


COMMANDS = (window, new, year, backup, verify, demo)
