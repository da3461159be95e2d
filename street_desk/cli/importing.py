"""The command that reads foreign workbooks into a year."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from street_desk.cli.codes import DONE, REFUSED
from street_desk.cli.imported import import_lines
from street_desk.cli.output import FILE, YEAR, as_json, opened, say
from street_desk.domain.problems import FileMissing, FileUnreadable
from street_desk.domain.standards.loading import broken_toml
from street_desk.exchange.apart import Progress
from street_desk.exchange.batch import Batch, workbooks_in
from street_desk.exchange.problems import BadAnswers, NoPassword, NoWorkbooks, UnknownAnswer, UnknownOption
from street_desk.language import N_, _, message


@click.command("import")
@FILE
@click.argument(
    "workbooks", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="WORKBOOK|FOLDER…"
)
@YEAR
@click.option("--dry-run", is_flag=True, help="only say what would come in")
@click.option("--answers", type=click.Path(path_type=Path), help="TOML with answers to open questions")
@click.option(
    "--password-from",
    type=click.Path(path_type=Path),
    help="text file with the passwords of locked workbooks, one a line",
)
@as_json
def import_(
    file: Path,
    workbooks: tuple[Path, ...],
    year: int,
    dry_run: bool,
    answers: Path | None,
    password_from: Path | None,
    json_: bool,
) -> int:
    """Reads prior-year workbooks into a year, as one edit that undo takes back."""
    given, passwords = _answers(answers), _passwords(password_from)
    with opened(file, read_only=dry_run) as session:
        batch = session.plan_import(year, list(_files(workbooks)), given, passwords, _Teller())
        if not batch.previews and len(batch.problems) == 1:
            raise batch.problems[0]
        _check_answers(batch, given, answers)
        missing = batch.missing(session.book(year)) if year in session.years() else ()
        applied = not dry_run and session.take_import(year, batch, sources=batch.sources())
    data = {
        "workbooks": batch.to_json(),
        "applied": applied,
        "made_year": batch.makes_year is not None,
        "missing": [{"sheet": one.sheet, "name": one.name} for one in missing],
    }
    say(json_, data, list(import_lines(batch, applied, missing)))
    return DONE if batch.complete else REFUSED


def _files(given: Iterable[Path]) -> Iterable[Path]:
    """The workbooks named, those of folders too. Raises FileMissing, FileUnreadable, NoWorkbooks."""
    for path in given:
        try:
            found = workbooks_in(path) if path.is_dir() else [path] if path.exists() else None
        except OSError as error:
            raise FileUnreadable(path=str(path)) from error
        if found is None:
            raise FileMissing(path=str(path))
        if not found:
            raise NoWorkbooks(path=str(path))
        yield from found


def _answers(path: Path | None) -> dict[str, str]:
    """The [answers] table of a TOML file. Raises FileMissing, BadAnswers."""
    if path is None:
        return {}
    if not path.is_file():
        raise FileMissing(path=str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        raise BadAnswers(path=str(path), why=message(N_("it is no text in UTF-8"))) from None
    try:
        found: Any = tomllib.loads(text).get("answers")
    except tomllib.TOMLDecodeError as error:
        raise BadAnswers(path=str(path), why=broken_toml(text, error)) from None
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise BadAnswers(
            path=str(path), why=message(N_("the table [answers] is missing or holds more than texts"))
        )
    return found


def _passwords(path: Path | None) -> tuple[str, ...]:
    """The lines of a text file that are not empty. Raises FileMissing, FileUnreadable, NoPassword."""
    if path is None:
        return ()
    if not path.is_file():
        raise FileMissing(path=str(path))
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise NoPassword(path=str(path)) from None
    except OSError as error:
        raise FileUnreadable(path=str(path)) from error
    found = tuple(line for line in lines if line)
    if not found:
        raise NoPassword(path=str(path))
    return found


class _Teller:
    """Says on standard error which workbook is being read, where several are or someone looks on."""

    def __init__(self) -> None:
        self._said = 0

    def __call__(self, progress: Progress) -> bool:
        if progress.number > self._said and (progress.of > 1 or sys.stderr.isatty()):
            self._said = progress.number
            said = _(N_("Reading {file} ({number} of {of})…"))
            print(said.format(file=progress.name, number=progress.number, of=progress.of), file=sys.stderr)
        return True


def _check_answers(batch: Batch, given: Mapping[str, str], path: Path | None) -> None:
    """Raises UnknownAnswer and UnknownOption for an answer that nothing asks for."""
    asked = {q.id: q for preview in batch.previews for region in preview.regions for q in region.questions}
    for name, text in given.items():
        question = asked.get(name)
        # A workbook that could not be read may be the one that asks.
        if question is None and not batch.problems:
            raise UnknownAnswer(path=str(path), id=name, choices=tuple(asked) or ("—",))
        if question is not None and question.answer is None:
            raise UnknownOption(path=str(path), id=name, text=text, choices=question.options)


COMMANDS = (import_,)
