"""The report of an import: its lines as the window has it, and saving them where the user wants."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from street_desk.domain.problems import Problem
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing.leaving import Named, without
from street_desk.exchange.importing.missing import Missing
from street_desk.exchange.importing.report import report_lines, write_report
from street_desk.language import N_, _, message
from street_desk.ui import asking

_TEXTS = N_("Text files (*.txt)")
_NAMED = 20


def report_of(
    batch: Batch,
    left_out: AbstractSet[Named],
    missing: Sequence[Missing],
    removed: Collection[tuple[str, int]],
    *,
    applied: bool,
) -> list[str]:
    """The report of an import, with the rows that were left out and those of `missing` that are removed."""
    stay = [one for one in missing if (one.sheet, one.row) not in removed]
    gone = [one.name for one in missing if (one.sheet, one.row) in removed]
    out = [f"{file} {tab}!{cell}" for file, tab, cell in sorted(batch.left_out(left_out))]
    said = [
        message(words, n=len(names), rows=names if len(names) <= _NAMED else (*names[:_NAMED], "…"))
        for words, names in (
            (N_("{n} rows were left out by you: {rows}"), tuple(out)),
            (N_("{n} rows that no workbook has are removed: {rows}"), tuple(gone)),
        )
        if names
    ]
    staying = replace(batch, previews=without(batch.previews, left_out))
    return list(report_lines(staying, applied, stay, said))


def save_report(parent: QWidget, lines: Sequence[str]) -> None:
    """Asks where to, and writes the report there."""
    name = _(N_("Import report {date}")).format(date=datetime.date.today().isoformat())
    path = asking.file_to_save(parent, _(N_("Save the report")), f"{name}.txt", _TEXTS, ".txt")
    if path is None:
        return
    try:
        write_report(path, lines)
    except Problem as problem:
        asking.tell(parent, problem)
