"""Every workbook of tests/files/workbooks, in each of its formats, comes to the truth beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from street_desk.domain.book import Book
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.sheets import Row
from street_desk.exchange.importing import Preview, Question, preview
from tests.workbook_cases import WorkbookCase, workbook_cases

YEAR = 2026
IDS = dict.fromkeys(("communities", "workers", "premises", "duties"), 100)
CASES = [
    pytest.param(case, ending, id=f"{case.name}.{ending}")
    for case in workbook_cases()
    for ending in case.formats
]


def _book(case: WorkbookCase) -> Book:
    held: dict[str, dict[int, Row]] = {
        sheet: {n: {"id": n, "year": YEAR, **row} for n, row in enumerate(rows, start=1)}
        for sheet, rows in case.held.items()
    }
    return Book(YEAR, held)


def _read(case: WorkbookCase, ending: str, answers: Mapping[str, str] | None = None) -> Preview:
    return preview(case.path(ending), _book(case), None, IDS, answers)


def _written(book: Book, sheet: str, values: Row) -> dict[str, object]:
    """A row as the truth writes it."""
    return {
        key: book.json(SHEETS[sheet][key], value)
        for key, value in values.items()
        if key in SHEETS[sheet] and value is not None
    }


def _rows(case: WorkbookCase, found: Preview, *, new: bool) -> dict[str, list[dict[str, object]]]:
    """What would be added, or changed with the name of the row, by sheet."""
    book = _book(case)
    changes = found.changes()
    book.take(changes)
    rows: dict[str, list[dict[str, object]]] = {}
    for change in changes:
        if (change.before is None) is not new or change.after is None:
            continue
        written = _written(book, change.sheet, change.after)
        if not new:
            naming = SHEETS[change.sheet].naming
            written[naming] = (book.row(change.sheet, change.row) or {})[naming]
        rows.setdefault(change.sheet, []).append(written)
    return rows


def _named(found: Preview, tab: str, cell: str) -> str:
    return cell if tab == found.tabs[0].name else f"{tab}!{cell}"


def _cells(found: Preview, kind: str) -> Iterator[tuple[str, Any]]:
    for region in found.regions:
        for entry in getattr(region, kind):
            yield _named(found, region.tab, entry.cell), entry


def _open(found: Preview) -> list[Question]:
    return list(found.questions)


@pytest.mark.parametrize(("case", "ending"), CASES)
def test_a_workbook_comes_to_its_truth(case: WorkbookCase, ending: str) -> None:
    truth = case.truth
    found = _read(case, ending)
    assert _rows(case, found, new=True) == truth.get("new", {})
    assert _rows(case, found, new=False) == truth.get("changed", {})
    assert {cell: entry.column for cell, entry in _cells(found, "refused")} == truth.get("refused", {})
    totals = {cell: entry.agrees for cell, entry in _cells(found, "totals")}
    assert {cell: totals.get(cell) for cell in truth.get("totals", {})} == truth.get("totals", {})
    assert False in totals.values() or all(truth.get("totals", {}).values())
    assert sorted(q.column for q in _open(found)) == sorted(truth.get("questions", []))
    assert dict(found.office_offers) == truth.get("office", {})
    if "units" in truth:
        assert [region.unit for region in found.regions] == truth["units"]
    if "headers" in truth:
        assert [region.header for region in found.regions] == truth["headers"]
    if "unread" in truth:
        assert [tab for tab, _why in found.unread] == truth["unread"]
    assert set(truth.get("skipped", ())) <= {cell for cell, _ in _cells(found, "skipped")}
    assert set(truth.get("remarks", ())) <= {cell for cell, _ in _cells(found, "remarks")}
    assert set(truth.get("notes", ())) <= {entry.text for _, entry in _cells(found, "notes")}


@pytest.mark.parametrize(("case", "ending"), [p for p in CASES if "answered" in p.values[0].truth])
def test_an_answer_lets_the_rest_in(case: WorkbookCase, ending: str) -> None:
    answered = dict(case.truth["answered"])
    place = answered.pop("take")
    answers = {q.id: q.options[place].text("en") for q in _open(_read(case, ending))}
    found = _read(case, ending, answers)
    assert not found.questions
    assert _rows(case, found, new=True) == answered


@pytest.mark.parametrize(("case", "ending"), CASES)
def test_the_second_time_nothing_is_left_to_do(case: WorkbookCase, ending: str) -> None:
    """What came in is the same when the workbook is read again."""
    first = _read(case, ending)
    book = _book(case)
    book.take(first.changes())
    ids = dict.fromkeys(IDS, 900)
    assert preview(case.path(ending), book, None, ids).changes() == ()
