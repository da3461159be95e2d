"""Exporting: a Page to a file, read back and compared before it takes the place of what was there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from street_desk.domain.pages import Page
from street_desk.domain.problems import FileExists, FileUnwritable, Problem, UnknownFormat
from street_desk.exchange.held import require_free
from street_desk.exchange.problems import ReadBackDiffers

Progress = Callable[[int, int], bool]

ENDINGS = (".xlsx", ".pdf")


@dataclass(frozen=True, slots=True)
class Target:
    """A file that is wanted: where, of which form, and its Pages."""

    path: Path
    form: str
    pages: Sequence[Page]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a Target: the sheets of paper or of a workbook it takes, or why there is no file."""

    path: Path
    form: str
    sheets: int
    problem: Problem | None = None


def export(pages: Sequence[Page], path: Path, progress: Progress | None = None) -> int:
    """Writes Pages as the file's ending says; returns how many sheets of paper they take, or of a workbook.

    The file appears only when every figure and text in it was read back and found right; until then, and when
    anything fails, what was there before stays. `progress` returning False stops it, and 0 comes back. Raises
    UnknownFormat, FileUnwritable, HeldElsewhere, ReadBackDiffers and, for a PDF, MissingCharacter.
    """
    check_ending(path)
    require_free(path)
    # Not ~NAME: a library that is given such a path takes it for a user's home.
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        written = _write(pages, beside, path, progress)
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


def targets_in(folder: Path, forms: Mapping[str, Sequence[Page]]) -> list[Target]:
    """Every form as FORM.xlsx and FORM.pdf in a folder."""
    return [
        Target(folder / f"{form}{ending}", form, pages) for form, pages in forms.items() for ending in ENDINGS
    ]


def make_folder(folder: Path) -> None:
    """Makes a folder where it is missing. Raises FileUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder)) from error


def export_all(forms: Mapping[str, Sequence[Page]], folder: Path) -> list[tuple[Path, str, int]]:
    """Every form as FORM.xlsx and FORM.pdf in a folder, made where missing; each file, its form, its sheets of paper.

    Raises the Problems of `export`.
    """
    make_folder(folder)
    return [(one.path, one.form, export(one.pages, one.path)) for one in targets_in(folder, forms)]


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
            sheets = export(target.pages, path, proceed)
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
