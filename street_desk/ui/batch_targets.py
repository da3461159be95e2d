"""Many forms at once: which files come of what was chosen, each with a name that says what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from street_desk.domain.documents import Paper
from street_desk.domain.forms import SUBMISSION, Options, called
from street_desk.domain.pages import Unit
from street_desk.domain.problems import Cancelled, Problem
from street_desk.exchange.apart import Proceed, Progress
from street_desk.exchange.exporting import Outcome, Target, endings_of
from street_desk.session import Session

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen: forms, endings, the unit; `apart`: a file for each community where the form has its own Page."""

    forms: tuple[str, ...]
    endings: tuple[str, ...]
    unit: Unit = "yuan"
    apart: bool = False


def targets(
    session: Session,
    year: int,
    wanted: Wanted,
    folder: Path,
    options_of: Callable[[str], Options],
    proceed: Proceed,
) -> tuple[list[Target], list[Outcome]]:
    """The files to write, their Pages filled; and the forms that cannot be filled, with the reason.

    Raises Cancelled where `proceed` stops it.
    """
    found: list[Target] = []
    refused: list[Outcome] = []
    taken: set[str] = set()
    for number, form in enumerate(wanted.forms, 1):
        if not proceed(Progress(called(form).text(), number, len(wanted.forms))):
            raise Cancelled
        try:
            pages = session.papers(form, year, replace(options_of(form), unit=wanted.unit))
        except Problem as problem:
            refused.append(Outcome(folder / called(form).zh, form, 0, problem))
            continue
        for part in _parts(pages, wanted.apart):
            name = _unique(file_name(form, part), taken)
            endings = [e for e in endings_of(part) if form == SUBMISSION or _is_wanted(e, wanted.endings)]
            found += [Target(folder / f"{name}{ending}", form, part) for ending in endings]
    return found, refused


def _is_wanted(ending: str, wanted: Sequence[str]) -> bool:
    """Of a text Word is what Excel is of a table."""
    return (".xlsx" if ending == ".docx" else ending) in wanted


def _parts(pages: Sequence[Paper], apart: bool) -> Iterator[Sequence[Paper]]:
    if apart and all(page.part for page in pages):
        yield from ([page] for page in pages)
    else:
        yield pages


def file_name(form: str, pages: Sequence[Paper]) -> str:
    """What a file of these Pages is called, without an ending: the title on paper, of several the form's."""
    first = pages[0]
    several = f"{first.street.removesuffix('办事处')}{first.year}年{called(form).zh}"
    return _NOT_IN_NAMES.sub("_", first.title if len(pages) == 1 else several)[:_LONGEST_NAME].strip(" .")


def _unique(name: str, taken: set[str]) -> str:
    """The name, numbered where two communities are called alike; Windows knows no capitals in names."""
    found, number = name, 1
    while found.lower() in taken:
        number += 1
        found = f"{name} ({number})"
    taken.add(found.lower())
    return found
