"""Saving the report of an import where the user wants it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from street_desk.domain.problems import Problem
from street_desk.exchange.importing.report import write_report
from street_desk.language import N_, _
from street_desk.ui import asking

_TEXTS = N_("Text files (*.txt)")


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
