"""Exporting: Pages and Documents to a file, read back and compared before it takes the place of what was there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from street_desk.domain.documents import Document, Paper
from street_desk.domain.pages import Page
from street_desk.domain.problems import FileExists, FileUnwritable, Problem, UnknownFormat
from street_desk.exchange.held import require_free
from street_desk.exchange.problems import ReadBackDiffers, TableAsText, TextAsWorkbook

Progress = Callable[[int, int], bool]

ENDINGS = (".xlsx", ".docx", ".pdf")
"""Those of all files that are written; `endings_of` says which of them a form has."""


def endings_of(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The endings under which these can be written: tables as workbooks, texts for Word, both together as PDF alone."""
    texts = sum(isinstance(paper, Document) for paper in papers)
    if not texts:
        return (".xlsx", ".pdf")
    return (".docx", ".pdf") if texts == len(papers) == 1 else (".pdf",)


@dataclass(frozen=True, slots=True)
class Target:
    """A file that is wanted: where, of which form, and its papers."""

    path: Path
    form: str
    papers: Sequence[Paper]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a Target: the sheets of paper or of a workbook it takes, or why there is no file."""

    path: Path
    form: str
    sheets: int
    problem: Problem | None = None


def export(papers: Sequence[Paper], path: Path, progress: Progress | None = None) -> int:
    """Writes Pages and Documents as the ending says; returns how many sheets of paper they take, or of a workbook.

    The file appears only when every figure and text in it was read back and found right; until then, and when
    anything fails, what was there before stays. `progress` returning False stops it, and 0 comes back. Raises
    UnknownFormat, TextAsWorkbook, TableAsText, FileUnwritable, HeldElsewhere, ReadBackDiffers and, for a PDF,
    MissingCharacter.
    """
    check_ending(path)
    check_fits(papers, path)
    require_free(path)
    # Not ~NAME: a library that is given such a path takes it for a user's home.
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        written = _write(papers, beside, path, progress)
        if written and progress is not None and not progress(written, written):
            # Stopped while it was read back.
            return 0
        if written:
            _put_in_place(beside, path)
        return written
    except OSError as error:
        raise FileUnwritable(path=str(path)) from error
    finally:
        _remove(beside)


def check_ending(path: Path) -> None:
    """Raises UnknownFormat for a file that is no form's by its ending."""
    if path.suffix.lower() not in ENDINGS:
        raise UnknownFormat(path=str(path))


def check_fits(papers: Sequence[Paper], path: Path) -> None:
    """Raises TextAsWorkbook or TableAsText where a form does not go into such a file."""
    ending = path.suffix.lower()
    if ending not in endings_of(papers):
        other = TextAsWorkbook if ending == ".xlsx" else TableAsText
        raise other(path=str(path), endings=endings_of(papers))


def targets_in(folder: Path, forms: Mapping[str, Sequence[Paper]]) -> list[Target]:
    """Every form as FORM.pdf and FORM.xlsx, or FORM.docx of a text, in a folder."""
    return [
        Target(folder / f"{form}{ending}", form, papers)
        for form, papers in forms.items()
        for ending in endings_of(papers)
    ]


def make_folder(folder: Path) -> None:
    """Makes a folder where it is missing. Raises FileUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder)) from error


def export_all(forms: Mapping[str, Sequence[Paper]], folder: Path) -> list[tuple[Path, str, int]]:
    """Every form as FORM.pdf and FORM.xlsx, or FORM.docx of a text, in a folder, made where missing.

    Returns each file, its form, its sheets of paper.

    Raises the Problems of `export`.
    """
    make_folder(folder)
    return [(one.path, one.form, export(one.papers, one.path)) for one in targets_in(folder, forms)]


def export_each(
    targets: Iterable[Target],
    progress: Callable[[int, Path], bool] | None = None,
    *,
    replace: bool = True,
) -> list[Outcome]:
    """Writes one file after another; a Problem with one is its own, and the rest goes on.

    `progress` is told which file is being written, and its number from 1, again and again; where it returns False the
    rest is not written, and what has been written stays. Without `replace` a file that is there already is one.
    """
    outcomes: list[Outcome] = []
    for number, target in enumerate(targets, 1):
        path, form = target.path, target.form

        def proceed(_done: int = 0, _total: int = 0, *, number: int = number, path: Path = path) -> bool:
            return progress is None or progress(number, path)

        if not proceed():
            break
        try:
            if not replace and path.exists():
                raise FileExists(path=str(path))
            sheets = export(target.papers, path, proceed)
        except Problem as problem:
            outcomes.append(Outcome(path, form, 0, problem))
            continue
        if not sheets:
            break
        outcomes.append(Outcome(path, form, sheets))
    return outcomes


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        os.replace(beside, path)
    except PermissionError:
        # On Windows: opened while it was being written, or read-only.
        require_free(path)
        raise


def _remove(path: Path) -> None:
    # Where it cannot be removed it could not be written either, and that is already said.
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _write(papers: Sequence[Paper], beside: Path, path: Path, progress: Progress | None) -> int:
    # The libraries are slow to import and wanted only here.
    from street_desk.exchange import rereading

    if beside.suffix == ".xlsx":
        from street_desk.exchange.xlsx import write_xlsx

        pages = [paper for paper in papers if isinstance(paper, Page)]
        write_xlsx(pages, beside)
        written, differing = len(pages), rereading.differing_cell(pages, beside)
    elif beside.suffix == ".docx":
        from street_desk.exchange import word
        from street_desk.exchange.prose_layout import lay_out_prose

        (document,) = (paper for paper in papers if isinstance(paper, Document))
        word.write_word(document, beside)
        written, differing = len(lay_out_prose(document).sheets), word.differing_paragraph(document, beside)
    else:
        from street_desk.exchange.pdf import write_pdf

        written = write_pdf(papers, beside, progress)
        differing = rereading.differing_text(papers, beside) if written else None
    if differing is not None:
        cell, expected, found = differing
        raise ReadBackDiffers(path=str(path), cell=cell, expected=expected, found=found)
    return written
