"""Importing: a workbook's cells matched to the sheets, shown as a Preview before anything is changed.

Each step is a function of plain data: headings are found and matched (`tables`, `headings`), rows told apart and
read (`rows`, `values`, `totals`, `notes`), then set against the rows that the year holds (`identity`, `planning`). A
workbook of our own making (`own`) is mapped by its mark and compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from street_desk.domain.book import Book
from street_desk.domain.remembering import Remembered
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing.earlier import Earlier
from street_desk.exchange.importing.layout import Layout, TabView
from street_desk.exchange.importing.preview import (
    ColumnView,
    Note,
    Preview,
    Question,
    Refused,
    Region,
    Remark,
    Total,
    Unread,
)
from street_desk.exchange.importing.result import (
    CHANGED,
    HELD,
    NEW,
    REFUSED,
    SAME,
    SKIPPED,
    STATES,
    CellView,
    RowView,
    Skipped,
)
from street_desk.exchange.reading import Workbook, read_workbook


def preview(
    path: Path,
    book: Book,
    assessment: Assessment | None,
    next_ids: Mapping[str, int],
    answers: Mapping[str, str] | None = None,
    layouts: Sequence[Layout] = (),
    remembered: Sequence[Remembered] = (),
) -> Preview:
    """What importing the workbook into the year of `book` would do; nothing is changed.

    `assessment` is None where the year is new. `next_ids` are the next free row ids by sheet. `answers` are the texts
    of chosen options by question id. `layouts` say how the tabs they name are read, instead of what would be
    recognised there. `remembered` is how the user confirmed tables of earlier workbooks.

    Raises the Problems of `read_workbook`, and NothingFound.
    """
    return matched(read_workbook(path), book, assessment, next_ids, answers, layouts, remembered=remembered)


def matched(
    workbook: Workbook,
    book: Book,
    assessment: Assessment | None,
    next_ids: Mapping[str, int],
    answers: Mapping[str, str] | None = None,
    layouts: Sequence[Layout] = (),
    told: Mapping[str, AbstractSet[int]] | None = None,
    remembered: Sequence[Remembered] = (),
    earlier: Earlier | None = None,
) -> Preview:
    """The Preview of a workbook that was read already. Raises NothingFound.

    `told` are the ids of the rows, by sheet, that earlier workbooks of the same import name, `earlier` what they say.
    """
    from street_desk.exchange.importing.assembling import assemble

    return assemble(workbook, book, assessment, next_ids, answers or {}, layouts, told, remembered, earlier)


__all__ = [
    "CHANGED",
    "HELD",
    "NEW",
    "REFUSED",
    "SAME",
    "SKIPPED",
    "STATES",
    "CellView",
    "ColumnView",
    "Layout",
    "Note",
    "Preview",
    "Question",
    "Refused",
    "Region",
    "Remark",
    "RowView",
    "Skipped",
    "TabView",
    "Total",
    "Unread",
    "matched",
    "preview",
]
