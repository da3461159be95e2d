"""Filling in: this year's figures go into a copy of the county's own workbook, or of last year's submitted one.

The template is read and matched apart, as an import is (`matching`); which figure each column is to hold is told by its
heading (`wanted`), and each is spelt in the column's own unit and words (`figures`, `spelling`). Then only the bytes
of the cells that change are put into the sheets' XML (`sheet_scan`, `sheet_writing`, `writing`): every other part of
the workbook is copied as it is (`package_writing`), so that styles, formulas, pictures, charts and all that no library
keeps stay. The copy is read back before it takes its place (`rereading`).

Formulas stay, and their stored results go in every sheet whose formulas can see a cell that was written: a program that
believes stored results would show last year's sums beside this year's figures. Nothing is worked out in their stead,
for that is Excel's to do, and it is told to do it when it opens the workbook.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path

from street_desk.domain.problems import Cancelled, FileMissing, FileUnreadable, FileUnwritable
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.apart import Proceed, Progress
from street_desk.exchange.batch import Task
from street_desk.exchange.filling.problems import NotFillable, OntoItself, OtherEnding
from street_desk.exchange.filling.report import Filled, Left
from street_desk.exchange.held import require_free

ENDINGS = (".xlsx", ".xlsm")
"""What can be filled in: the one format whose cells can be changed without touching anything else."""


def fill(
    task: Task,
    now: Assessment,
    before: Assessment | None,
    to: Path,
    *,
    unmasked: bool = False,
    proceed: Proceed | None = None,
) -> Filled:
    """Fills a copy of the Task's workbook with a year's figures and, where columns ask for them, the year before's.

    The copy appears only when it was read back and found right; until then, and when anything fails, what was there
    before stays. Raises FileMissing, NotFillable, OtherEnding, OntoItself, HeldElsewhere, FileUnwritable,
    ReadBackDiffers, Cancelled, NothingFound and what else reading a workbook raises.
    """
    from street_desk.exchange.apart.parent import recognise
    from street_desk.exchange.filling.copying import copied

    (template,) = task.workbooks
    check(template, to)
    told = _Told(proceed, template.name)
    found = recognise(replace(task, filling=True), proceed)
    told()
    beside = to.with_name(f".{to.stem}.{os.getpid()}{to.suffix.lower()}")
    try:
        done = copied(template, beside, to, found, now, before, unmasked, told)
        require_free(to)
        os.replace(beside, to)
    except OSError as error:
        raise FileUnwritable(path=str(to)) from error
    finally:
        # Where it cannot be removed it could not be written either, and that is already said.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    left = sorted((*found.left, *done.left), key=_order)
    return Filled(to, done.count, tuple(left), found.taken)


def check(template: Path, to: Path) -> None:
    """Raises the Problems of a template that is none, and of a place that the copy cannot go to."""
    if not template.exists():
        raise FileMissing(path=str(template))
    ending = template.suffix.lower()
    if ending not in ENDINGS:
        raise NotFillable(path=template.name)
    if to.suffix.lower() != ending:
        raise OtherEnding(path=to.name, ending=ending, name=f"{to.stem or to.name}{ending}")
    if os.path.realpath(to) == os.path.realpath(template) or (to.exists() and _same(to, template)):
        raise OntoItself(path=str(to))
    if not to.parent.is_dir() or to.is_dir():
        raise FileUnwritable(path=str(to))
    require_free(to)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError as error:
        raise FileUnreadable(path=str(one)) from error


def _order(one: Left) -> int:
    return ("column", "row", "community").index(one.kind)


class _Told:
    """Says that it goes on, and stops where the user wants it."""

    def __init__(self, proceed: Proceed | None, name: str) -> None:
        self._proceed, self._progress = proceed, Progress(name, 1, 1)

    def __call__(self) -> None:
        """Raises Cancelled."""
        if self._proceed is not None and not self._proceed(self._progress):
            raise Cancelled


__all__ = ["ENDINGS", "Filled", "Left", "check", "fill"]
