"""Exporting: Pages and Documents to a file, read back and compared before it takes the place of what was there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from street_desk.domain.documents import Document, Paper
from street_desk.domain.pages import Page
from street_desk.domain.problems import FileUnwritable, UnknownFormat
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


def export(papers: Sequence[Paper], path: Path, progress: Progress | None = None) -> int:
    """Writes Pages and Documents as the ending says; returns how many sheets of paper they take, or of a workbook.

    The file appears only when every figure and text in it was read back and found right; until then, and when
    anything fails, what was there before stays. `progress` returning False stops a PDF, and 0 comes back. Raises
    UnknownFormat, TextAsWorkbook, TableAsText, FileUnwritable, ReadBackDiffers and, for a PDF, MissingCharacter.
    """
    check_ending(path)
    check_fits(papers, path)
    # Not ~NAME: a library that is given such a path takes it for a user's home.
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        written = _write(papers, beside, path, progress)
        if written:
            os.replace(beside, path)
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


def export_all(
    forms: Mapping[str, Sequence[Paper]], folder: Path, progress: Progress | None = None
) -> list[tuple[Path, str, int]]:
    """Every form as FORM.pdf and FORM.xlsx, or FORM.docx of a text, in a folder, made where missing.

    Returns each file, its form, its sheets of paper.

    `progress` is told the files done and all of them; where it returns False the rest is not written.

    Raises the Problems of `export`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder)) from error
    targets = [(folder / f"{form}{ending}", form) for form in forms for ending in endings_of(forms[form])]
    written: list[tuple[Path, str, int]] = []
    for path, form in targets:
        written.append((path, form, export(forms[form], path)))
        if progress is not None and not progress(len(written), len(targets)):
            break
    return written


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
