"""Sheets going out as they are shown: as a workbook or as delimited text, read back before it is called done."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from street_desk.domain.problems import FileUnwritable, Problem
from street_desk.domain.shown import ShownSheet
from street_desk.exchange.held import require_free
from street_desk.exchange.problems import ReadBackDiffers
from street_desk.language import N_

Progress = Callable[[int, int], bool]

ENDINGS = (".xlsx", ".csv")


class UnknownTableFormat(Problem):
    """A file that no sheet goes into by its ending."""

    what = N_("{path}: a sheet can be written as .xlsx or .csv.")
    to_do = N_("Give the name one of these endings.")


def export_sheet(shown: ShownSheet, path: Path, progress: Progress | None = None) -> bool:
    """Writes a sheet as its file's ending says; False where `progress` stopped it.

    The file appears only when every cell was read back and found right; until then, and when anything fails, what was
    there before stays. Raises UnknownTableFormat, HeldElsewhere, FileUnwritable, ReadBackDiffers.
    """
    check_ending(path)
    require_free(path)
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix.lower()}")
    try:
        if not _write(shown, beside, path, progress or (lambda _done, _total: True)):
            return False
        os.replace(beside, path)
    except OSError as error:
        raise FileUnwritable(path=str(path)) from error
    finally:
        # Where it cannot be removed it could not be written either, and that is already said.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return True


def check_ending(path: Path) -> None:
    """Raises UnknownTableFormat for a file that no sheet goes into by its ending."""
    if path.suffix.lower() not in ENDINGS:
        raise UnknownTableFormat(path=str(path))


def _write(shown: ShownSheet, beside: Path, path: Path, progress: Progress) -> bool:
    # The libraries are slow to import and wanted only here.
    if beside.suffix == ".xlsx":
        from street_desk.exchange.sheets_out import workbook as way
    else:
        from street_desk.exchange.sheets_out import delimited as way  # type: ignore[no-redef]

    # Reading back is the second half of the work.
    total = 2 * shown.count
    if not way.write(shown, beside, lambda done: progress(done, total)):
        return False
    differing = way.differing(shown, beside, lambda done: progress(shown.count + done, total))
    if differing is None:
        return True
    if not differing:
        return False
    cell, expected, found = differing
    raise ReadBackDiffers(path=str(path), cell=cell, expected=expected, found=found)


__all__ = ["ENDINGS", "UnknownTableFormat", "check_ending", "export_sheet"]
