"""Small ways to preview a workbook in the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from street_desk.domain.book import Book
from street_desk.domain.sheets import Row
from street_desk.exchange.importing import Preview, Region, preview
from tests.files.importing.cases import CASES, HERE, Rows, Tab, write

ENDINGS = ("xlsx", "xls")
IDS = {"communities": 10, "workers": 10, "premises": 10, "duties": 10}


def empty() -> Book:
    return Book(2026, {})


def year(communities: Rows = (), workers: Rows = ()) -> Book:
    """A year with these rows, each (id, values)."""
    held: dict[str, dict[int, Row]] = {
        "communities": {i: {"id": i, "year": 2026, **values} for i, values in communities},
        "workers": {i: {"id": i, "year": 2026, **values} for i, values in workers},
    }
    return Book(2026, held)


def of_case(folder: Path, name: str, ending: str, answers: Mapping[str, str] | None = None) -> Preview:
    """The preview of a known trouble, as .xlsx made now or as the .xls that LibreOffice made."""
    path = HERE / f"{name}.xls" if ending == "xls" else write(folder / f"{name}.xlsx", *CASES[name])
    return preview(path, empty(), None, IDS, answers)


def of_rows(
    folder: Path, *rows: tuple[Any, ...], book: Book | None = None, answers: Mapping[str, str] | None = None
) -> Preview:
    """The preview of a workbook with one tab of these rows."""
    return of_tabs(folder, Tab(rows), book=book, answers=answers)


def of_tabs(
    folder: Path, *tabs: Tab, book: Book | None = None, answers: Mapping[str, str] | None = None
) -> Preview:
    return preview(write(folder / "工作簿.xlsx", *tabs), book or empty(), None, IDS, answers)


def added(found: Preview, sheet: str = "communities") -> list[dict[str, Any]]:
    """The values of the rows that would be added, without the year."""
    return [
        {k: v for k, v in c.after.items() if k != "year"}
        for c in found.changes()
        if c.sheet == sheet and c.before is None and c.after is not None
    ]


def columns(found: Preview) -> dict[str, str]:
    """The column of each heading of the first region."""
    return {c.heading: c.column for c in found.regions[0].columns}


def refused(found: Preview) -> dict[str, str]:
    """The English reason of each refused cell."""
    return {r.cell: r.why.text("en") for region in found.regions for r in region.refused}


def skipped(found: Preview) -> dict[str, str]:
    return {s.cell: s.why.text("en") for region in found.regions for s in region.skipped}


def asked(found: Preview) -> list[str]:
    """The open questions, each by its kind and its column: "about:grids"."""
    return [f"{q.id.partition(':')[0]}:{q.column}" for q in found.questions]


def answering(found: Preview, **said: str) -> dict[str, str]:
    """The answers to its open questions, by the column that each is about."""
    return {q.id: said[q.column] for q in found.questions if q.column in said}


def accounted(region: Region) -> set[str]:
    """The address of every cell that a region says something about."""
    found = {cell.address for row in region.rows for cell in row.cells.values()}
    found |= {address for column in region.columns for address in column.cells}
    for entries in (region.skipped, region.refused, region.totals, region.notes):
        found |= {entry.cell for entry in entries}
    return found | {address for question in region.questions for address in question.cells}
