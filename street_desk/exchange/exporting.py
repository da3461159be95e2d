"""Exporting: a Page to a file, read back and compared before it takes the place of what was there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from street_desk.domain.pages import Page
from street_desk.domain.problems import FileUnwritable, UnknownFormat
from street_desk.exchange.problems import ReadBackDiffers

Progress = Callable[[int, int], bool]

ENDINGS = (".xlsx", ".pdf")


def export(pages: Sequence[Page], path: Path, progress: Progress | None = None) -> int:
    """Writes Pages as the file's ending says; returns how many sheets of paper they take, or of a workbook.

    The file appears only when every figure and text in it was read back and found right; until then, and when
    anything fails, what was there before stays. `progress` returning False stops a PDF, and 0 comes back. Raises
    UnknownFormat, FileUnwritable, ReadBackDiffers and, for a PDF, MissingCharacter.
    """
    check_ending(path)
    # Not ~NAME: a library that is given such a path takes it for a user's home.
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        written = _write(pages, beside, path, progress)
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


def export_all(
    forms: Mapping[str, Sequence[Page]], folder: Path, progress: Progress | None = None
) -> list[tuple[Path, str, int]]:
    """Every form as FORM.xlsx and FORM.pdf in a folder, made where missing; each file, its form, its sheets of paper.

    `progress` is told the files done and all of them; where it returns False the rest is not written.

    Raises the Problems of `export`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder)) from error
    targets = [(folder / f"{form}{ending}", form) for form in forms for ending in ENDINGS]
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


def _write(pages: Sequence[Page], beside: Path, path: Path, progress: Progress | None) -> int:
    # The libraries are slow to import and wanted only here.
    from street_desk.exchange import rereading

    if beside.suffix == ".xlsx":
        from street_desk.exchange.xlsx import write_xlsx

        write_xlsx(pages, beside)
        written, differing = len(pages), rereading.differing_cell(pages, beside)
    else:
        from street_desk.exchange.pdf import write_pdf

        written = write_pdf(pages, beside, progress)
        differing = rereading.differing_text(pages, beside) if written else None
    if differing is not None:
        cell, expected, found = differing
        raise ReadBackDiffers(path=str(path), cell=cell, expected=expected, found=found)
    return written
