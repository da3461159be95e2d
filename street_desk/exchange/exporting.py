"""Exporting: a Page to a file, read back and compared before it takes the place of what was there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from street_desk.domain.pages import Page
from street_desk.domain.problems import FileUnwritable, UnknownFormat
from street_desk.exchange.problems import ReadBackDiffers

Progress = Callable[[int, int], bool]

ENDINGS = (".xlsx", ".pdf")


def export(page: Page, path: Path, progress: Progress | None = None) -> int:
    """Writes a Page as its file's ending says and returns the sheets of paper it takes (1 for a workbook).

    The file appears only when every figure and text in it was read back and found right; until then, and when
    anything fails, what was there before stays. `progress` returning False stops a PDF, and 0 comes back. Raises
    UnknownFormat, FileUnwritable, ReadBackDiffers and, for a PDF, MissingCharacter.
    """
    check_ending(path)
    # Not ~NAME: a library that is given such a path takes it for a user's home.
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        written = _write(page, beside, path, progress)
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


def export_all(pages: Sequence[Page], folder: Path) -> list[tuple[Path, Page, int]]:
    """Every Page as FORM.xlsx and FORM.pdf in a folder, made where missing; each file, its Page, its sheets of paper.

    Raises the Problems of `export`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder)) from error
    targets = [(folder / f"{page.form}{ending}", page) for page in pages for ending in ENDINGS]
    return [(path, page, export(page, path)) for path, page in targets]


def _remove(path: Path) -> None:
    # Where it cannot be removed it could not be written either, and that is already said.
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _write(page: Page, beside: Path, path: Path, progress: Progress | None) -> int:
    # The libraries are slow to import and wanted only here.
    from street_desk.exchange import rereading

    if beside.suffix == ".xlsx":
        from street_desk.exchange.xlsx import write_xlsx

        write_xlsx(page, beside)
        written, differing = 1, rereading.differing_cell(page, beside)
    else:
        from street_desk.exchange.pdf import write_pdf

        written = write_pdf([page], beside, progress)
        differing = rereading.differing_text(page, beside) if written else None
    if differing is not None:
        cell, expected, found = differing
        raise ReadBackDiffers(path=str(path), cell=cell, expected=expected, found=found)
    return written
