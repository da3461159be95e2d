"""Matching a template to the year: the importer's own steps, up to which row of the year each of its rows is.

What the importer would ask about values is of no matter here, for they are about to be replaced; what it would ask
about headings, units and names is, and leaves the column or the row as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from street_desk.domain.book import Book, row_name
from street_desk.domain.catalogue import REGISTERS
from street_desk.domain.kinds import Money
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.batch import Task, read_apart
from street_desk.exchange.filling.recognised import FoundColumn, FoundTable, Recognised, Spot, SumRow
from street_desk.exchange.filling.report import Left, LeftKind, Taken
from street_desk.exchange.filling.unitless import unit_missing
from street_desk.exchange.filling.wanted import SILENT, Wanted, is_identity, is_running, wanted_of
from street_desk.exchange.importing import units
from street_desk.exchange.importing.asking import ask_about_headings
from street_desk.exchange.importing.assembling import (
    drafts_of,
    give_answers,
    nothing_derived,
    nothing_found,
    tables_in,
)
from street_desk.exchange.importing.comparing import exactly
from street_desk.exchange.importing.continuing import corrected_alike
from street_desk.exchange.importing.draft import Draft, DraftRow, hidden
from street_desk.exchange.importing.earlier import Earlier
from street_desk.exchange.importing.grid import cell_text, raw_text
from street_desk.exchange.importing.hidden_tabs import ask_about_hidden
from street_desk.exchange.importing.homes import community_of, lines_of
from street_desk.exchange.importing.identity import Communities
from street_desk.exchange.importing.matching import claim_communities, match_rows
from street_desk.exchange.importing.own import Mark
from street_desk.exchange.importing.people import People
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.result import CHANGED, HELD, NEW, SAME
from street_desk.exchange.importing.rows import AVERAGE, PART, TOTAL, RowKind, TableRows, rows_of
from street_desk.exchange.importing.scale import ask_about_scale
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.title_years import Stated, stated_years, years_in
from street_desk.exchange.importing.unit_places import ask_about_units
from street_desk.exchange.importing.values import read_rows
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.packs import standard_of
from street_desk.exchange.reading import Cell, Merge, Workbook
from street_desk.language import N_, Message, message

_STILL_SAYS = N_("still says {said}: change the text to {year} in the copy")
_OF_ANOTHER = N_("a table of {said}; that of {year} is filled in, this one stays as it is")
_DATED = N_(
    "the heading names {said}, so it has that year's figures: change the heading to {year} and fill again"
)
_NO_COMMUNITY = N_("{year} has no community of this name; its row stays as it is")
_NO_ROW = N_("{year} has no such row; it stays as it is")
_NO_PLACE = N_("the workbook has no row for it")
_NO_PLACE_IN = N_("the table in the tab {tab} has no row for it")
_CALLED = N_(
    "{column}: the workbook says {text}, {year} says {held}; columns that name a row are not written"
)
_MERGED = message(N_("it lies inside merged cells"))
_SPREAD = message(N_("it is merged over several rows, each with a figure of its own"))
_QUESTION = N_("{question} Answer it by importing the workbook once, or say it in the heading.")


class _Reading(NamedTuple):
    """A table as it was read. `left` is why none of it is filled in, where none is."""

    draft: Draft
    rows: TableRows
    stated: Stated
    left: Message | None


class Recogniser:
    """Matches the one workbook of a Task; made where it is read apart."""

    def __init__(self, task: Task) -> None:
        self._task = task
        SHEETS.use(task.book.rows("own_columns"))

    def planned(self, path: Path) -> Recognised:
        """What the template is. Raises the Problems of `read_workbook`, NothingFound, and MemoryError."""
        task = self._task
        assert task.standard is not None
        assessment = Assessment(standard_of(*task.standard), task.book, task.prior)
        return recognised(read_apart(path, task.passwords), task, assessment)


def recognised(workbook: Workbook, task: Task, assessment: Assessment) -> Recognised:
    """What a workbook is to the year of a Task. Raises NothingFound."""
    book, mark = task.book, Mark.of(workbook.mark)
    tables, unread = tables_in(workbook, mark, book.year, (), task.remembered)
    if not tables:
        raise nothing_found(workbook.file, unread)
    desk = Desk(
        book,
        dict(task.next_ids),
        {},
        Communities(book),
        People(book),
        exactly,
        nothing_derived,
        Earlier(),
    )
    homes = [""] * len(tables)
    if mark is None:
        homes = [community_of(table, desk.communities) for table in tables]
        tables = corrected_alike(tables, homes)
    drafts = drafts_of(tables, mark, {}, book.year, from_1904=workbook.from_1904)
    give_answers(drafts, {})
    stated = stated_years(tables, book.year) if mark is None else [Stated()] * len(drafts)
    readings = [_read(draft, one, mark is None) for draft, one in zip(drafts, stated, strict=True)]
    for draft, home in zip(drafts, homes, strict=True):
        draft.community = home
        draft.lines = lines_of(draft.table) if mark is None else ()
    kept = [reading for reading in readings if reading.left is None]
    claim_communities(desk, (reading.draft for reading in kept))
    taken: list[Taken] = []
    for reading in sorted(kept, key=lambda r: r.draft.sheet != "communities"):
        taken += _match(desk, reading.draft, assessment, mark is None)
    merges = {tab.name: tab.merges for tab in workbook.tabs}
    found: list[FoundTable] = []
    left = [Left("row", one.tab, one.tab, one.why) for one in unread]
    left += _stale_names([r.draft.tab for r in kept], book.year)
    for reading in readings:
        if reading.left is not None:
            left.append(
                Left("row", reading.draft.tab, _at(reading.draft, reading.draft.corner), reading.left)
            )
            continue
        table, more = _table(reading, merges[reading.draft.tab], mark is not None)
        found.append(table)
        left += more
    left += _without_row(found, kept, book)
    form = str((workbook.mark or {}).get("form") or "") if mark is not None else ""
    return Recognised(tuple(found), tuple(left), tuple(taken), workbook.from_1904, form)


def _read(draft: Draft, stated: Stated, foreign: bool) -> _Reading:
    left: Message | None = None
    if foreign:
        question = ask_about_hidden(draft)
        if question is not None and question.answer != 0:
            left = question.text
        elif stated.passed_over:
            left = message(_OF_ANOTHER, said=stated.said, year=str(draft.year))
        ask_about_headings(draft)
    rows = rows_of(draft.table)
    read_rows(draft, rows)
    return _Reading(draft, rows, stated, left)


def _match(desk: Desk, draft: Draft, assessment: Assessment, foreign: bool) -> list[Taken]:
    """Finds the row of the year that each row is; the rows that are found under another name come back."""
    if "community" in SHEETS[draft.sheet]:
        draft.homes = [0] * len(draft.numbers)
    if foreign:
        ask_about_units(draft)
        ask_about_scale(draft, desk, assessment)
        if draft.sheet != "communities":
            draft.community = community_of(draft.table, desk.communities)
    said = len(draft.remarks)
    match_rows(desk, draft, {})
    return [Taken(_at(draft, remark.cell), remark.what) for remark in draft.remarks[said:]]


def _table(reading: _Reading, merges: Sequence[Merge], own: bool) -> tuple[FoundTable, list[Left]]:
    draft, table = reading.draft, reading.draft.table
    left = [*_stale_titles(reading), *_rows_left(draft), *_named_otherwise(draft)]
    places = [p for p, state in enumerate(draft.states) if state in (SAME, CHANGED) and draft.ids[p]]
    open_columns = _open_columns(draft)
    columns: list[FoundColumn] = []
    wanted = wanted_of(draft.sheet, table.headings, draft.year, own)
    for heading, one in zip(table.headings, wanted, strict=True):
        where = f"{draft.tab}!{table.grid.places.line(table.top, heading.column)}"
        if one is SILENT:
            continue
        why = one if isinstance(one, Message) else open_columns.get(heading.match.target)
        if why is None and isinstance(one, Wanted) and _is_money(draft.sheet, one):
            why = unit_missing(draft, heading) if not own else None
        if isinstance(one, Message) or why is not None:
            if heading.text or any(draft.table.grid.cell(n, heading.column) for n in draft.numbers):
                left.append(Left("column", heading.text or where, where, why or SILENT))
            continue
        if one.dated and draft.year - 1 in reading.stated.years:
            said = message(_DATED, said=str(draft.year - 1), year=str(draft.year))
            left.append(Left("column", heading.text, where, said))
        columns.append(_column(draft, heading, one._replace(dated=False), where, places, merges))
    row_units = {
        place: draft.row_units[draft.numbers[at]]
        for place, at in enumerate(places)
        if draft.numbers[at] in draft.row_units
    }
    found = FoundTable(
        draft.tab,
        draft.sheet,
        [draft.ids[p] for p in places],
        [_name(draft, p) for p in places],
        columns,
        row_units,
        list(_sums(draft, reading.rows)),
    )
    return found, left


def _is_money(sheet: str, wanted: Wanted) -> bool:
    return not wanted.key or isinstance(SHEETS[sheet][wanted.key].kind, Money)


def _column(
    draft: Draft, heading: Heading, wanted: Wanted, where: str, places: Sequence[int], merges: Sequence[Merge]
) -> FoundColumn:
    grid, target = draft.table.grid, heading.match.target
    at = [grid.places.of(draft.numbers[place], heading.column) for place in places]
    known = {spot: merge for spot in at if (merge := _merge(merges, *spot)) is not None} if merges else {}
    spots: list[Spot] = []
    for spot in at:
        merge, why = known.get(spot), None
        if merge is not None and spot != (merge.top, merge.left):
            why = _MERGED
        elif merge is not None and sum(one == merge for one in known.values()) > 1:
            why = _SPREAD
        spots.append(Spot(*spot, why))
    cells = [grid.cell(draft.numbers[place], heading.column) for place in places]
    unit = draft.units.get(heading.column, units.YUAN)
    if _in_yuan(draft, target):
        unit = units.YUAN
    return FoundColumn(
        heading.text,
        heading.path,
        where,
        wanted,
        spots,
        [None if cell is None else cell.value for cell in cells],
        unit,
        units.area_of(
            (*heading.path, *map(cell_text, heading.cells[-1:])), draft.table.title_texts()
        ),
        draft.scaled.get(target, 1),
    )  # fmt: skip


def _merge(merges: Sequence[Merge], row: int, column: int) -> Merge | None:
    return next((m for m in merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None)


def _in_yuan(draft: Draft, target: str) -> bool:
    """Whether the user once answered that a column is in yuan where others are not."""
    return any(q.column == target and q.id.startswith("unit:") and q.answer == 0 for q in draft.questions)


def _open_columns(draft: Draft) -> dict[str, Message]:
    """The columns about which something is to be asked, with the question; of those left out by an answer likewise."""
    found: dict[str, Message] = {}
    for question in draft.questions:
        if question.id.startswith(("unit:", "scale:", "column:")) and (
            question.answer is None or _leaves(question)
        ):
            found[question.column] = message(_QUESTION, question=question.text)
    return found


def _leaves(question: Question) -> bool:
    """Whether the answer was to leave the column out, which is the last option of units and scales."""
    return question.answer == len(question.options) - 1 and not question.id.startswith("column:")


# What is left ---------------------------------------------------------------------------------------------------------


def _rows_left(draft: Draft) -> Iterator[Left]:
    naming = SHEETS[draft.sheet].naming
    for place, state in enumerate(draft.states):
        if state in (SAME, CHANGED) and draft.ids[place]:
            continue
        new = _NO_COMMUNITY if draft.sheet == "communities" else _NO_ROW
        why = message(new, year=str(draft.year)) if state == NEW else draft.whys.get(place)
        if state == HELD and why is not None:
            why = message(_QUESTION, question=why)
        column = draft.columns.get(naming)
        row = draft.numbers[place] if column is None else column.above.get(place, draft.numbers[place])
        cell = draft.table.grid.places.address(row, column.heading.column if column else draft.table.left)
        yield Left(
            "row", _name(draft, place) or cell, _at(draft, cell), why or message(new, year=str(draft.year))
        )


def _name(draft: Draft, place: int) -> str:
    naming = SHEETS[draft.sheet].naming
    column = draft.columns.get(naming)
    if column is None:
        return ""
    row = column.above.get(place, draft.numbers[place])
    return hidden(draft.sheet, naming, draft.table.grid.at(row, column.heading.column))


def _named_otherwise(draft: Draft) -> Iterator[Left]:
    """Rows that were found, and of which the workbook names the community or the code otherwise than the year does."""
    for (place, key), said in draft.said.items():
        if said.state != CHANGED or not is_identity(draft.sheet, key) or draft.states[place] != CHANGED:
            continue
        why = message(
            _CALLED,
            column=SHEETS[draft.sheet][key].spoken,
            text=said.text,
            year=str(draft.year),
            held=said.old,
        )
        yield Left("row", _name(draft, place), _at(draft, DraftRow(draft, place).cell(key).address), why)


def _at(draft: Draft, cell: str) -> str:
    return f"{draft.tab}!{cell}"


def _stale_titles(reading: _Reading) -> Iterator[Left]:
    """Lines over a table that name other years and not this one."""
    draft = reading.draft
    for cell in (cell for line in draft.table.titles for cell in line):
        text = cell_text(cell)
        said = years_in(text, draft.year)
        if said and draft.year not in said:
            why = message(_STILL_SAYS, said=", ".join(map(str, sorted(said))), year=str(draft.year))
            yield Left("row", text, _at(draft, cell.address), why)


def _stale_names(tabs: Sequence[str], year: int) -> Iterator[Left]:
    for tab in dict.fromkeys(tabs):
        said = years_in(tab, year, name=True)
        if said and year not in said:
            why = message(_STILL_SAYS, said=", ".join(map(str, sorted(said))), year=str(year))
            yield Left("row", tab, tab, why)


def _sums(draft: Draft, rows: TableRows) -> Iterator[SumRow]:
    """The rows of sums with their figures; which of those are formulas is found out where the sheet is written."""
    for row in rows.others:
        cells = [cell for cell in row.cells if _is_figure(draft, cell)]
        if row.kind in (TOTAL, AVERAGE, PART) and cells:
            spots = [draft.table.grid.places.of(cell.row, cell.column) for cell in cells]
            yield SumRow(row.label or _first(row), spots)


def _is_figure(draft: Draft, cell: Cell) -> bool:
    heading = next((h for h in draft.table.headings if h.column == cell.column), None)
    number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    return number and heading is not None and not is_running(heading)


def _first(row: RowKind) -> str:
    return raw_text(row.cells[0].value) if row.cells else ""


def _without_row(
    found: Sequence[FoundTable], kept: Sequence[_Reading], book: Book
) -> Iterator[Left]:  # fmt: skip
    """The rows of the year for which the template has none; of people and premises in the communities it names."""
    for sheet in REGISTERS:
        tables = [table for table in found if table.sheet == sheet.name]
        if not tables:
            continue
        homes = {home for r in kept if r.draft.sheet == sheet.name for home in r.draft.homes}
        groups = _groups(tables) if sheet.name == "communities" else [tables]
        for row in book.rows(sheet.name):
            if "community" in sheet and row.get("community") not in homes:
                continue
            absent = [g for g in groups if not any(row["id"] in table.ids for table in g)]
            name = row_name(sheet.name, row)
            if "community" in sheet:
                name = f"{book.community_name(row.get('community'))} {name}".strip()
            kind: LeftKind = "community" if sheet.name == "communities" else "row"
            if len(absent) == len(groups):
                yield Left(kind, name, "", message(_NO_PLACE))
                continue
            for group in absent:
                yield Left(kind, name, group[0].tab, message(_NO_PLACE_IN, tab=group[0].tab))


def _groups(tables: Sequence[FoundTable]) -> list[list[FoundTable]]:
    """The tables that go on with one another: those with the same columns, on one tab or on several."""
    found: list[tuple[set[Wanted], list[FoundTable]]] = []
    for table in tables:
        columns = {column.wanted for column in table.columns}
        same = [one for one in found if one[0] & columns]
        for one in same:
            found.remove(one)
        merged = columns.union(*(one[0] for one in same))
        found.append((merged, [*(t for one in same for t in one[1]), table]))
    return [group for _columns, group in found]


__all__ = ["Recogniser", "recognised"]
