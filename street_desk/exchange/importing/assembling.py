"""Assembling: the steps of importing one after another, from a workbook's cells to the Preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from street_desk.domain.book import Book
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.problems import NothingFound
from street_desk.domain.sheets import Column
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing import units
from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.grid import Grid, cell_text
from street_desk.exchange.importing.headings import Headings
from street_desk.exchange.importing.identity import Communities, People
from street_desk.exchange.importing.layout import Layout, TabView
from street_desk.exchange.importing.matching import match_communities, match_workers
from street_desk.exchange.importing.notes import keep_notes, remark_on_hidden
from street_desk.exchange.importing.own import Mark, compare
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Preview
from street_desk.exchange.importing.rows import rows_of
from street_desk.exchange.importing.scale import ask_about_scale
from street_desk.exchange.importing.tables import Table, Vocabulary, find_tables, table_of
from street_desk.exchange.importing.totals import check_totals
from street_desk.exchange.importing.values import ask_about, read_rows
from street_desk.exchange.reading import Workbook, address
from street_desk.language import N_, message

_OF_ANOTHER_YEAR = N_("this is a form of {year}, imported into {into}")


def assemble(
    workbook: Workbook,
    book: Book,
    assessment: Assessment | None,
    next_ids: Mapping[str, int],
    answers: Mapping[str, str],
    layouts: Sequence[Layout] = (),
) -> Preview:
    """The Preview of a workbook. Raises NothingFound."""
    mark = Mark.of(workbook.mark)
    vocabulary: Vocabulary = Headings(book.year) if mark is None else mark
    drafts: list[Draft] = []
    unread: list[str] = []
    for tab in workbook.tabs:
        given = [layout for layout in layouts if layout.tab == tab.name] if mark is None else []
        grid = Grid(tab)
        tables = (
            [table_of(grid, layout, vocabulary, _above(layout, given)) for layout in given if layout.sheet]
            if given
            else find_tables(grid, vocabulary)
        )
        drafts += _drafts(tables, mark, {(layout.top, layout.left): layout.unit for layout in given})
        if not tables and tab.rows:
            unread.append(tab.name)
    if not drafts:
        raise NothingFound(path=workbook.file)
    desk = Desk(
        book,
        dict(next_ids),
        answers,
        Communities(book),
        People.of(book),
        _equal if mark is None else mark.equal,
        _nothing_derived if mark is None else partial(compare, mark, assessment),
    )
    rounding = Decimal(0) if mark is None else mark.slack
    for draft in sorted(drafts, key=lambda d: d.sheet != "communities"):
        if mark is not None and mark.year != book.year:
            draft.remark(_corner(draft), message(_OF_ANOTHER_YEAR, year=str(mark.year), into=str(book.year)))
        _plan(desk, draft, rounding, assessment if mark is None else None, mark is None)
    regions = tuple(draft.region() for draft in drafts)
    return Preview(
        workbook.file,
        book.year,
        regions,
        tuple(desk.asked_for),
        tuple(unread),
        tuple(map(TabView.of, workbook.tabs)),
        mark is not None,
    )


def _above(layout: Layout, given: Sequence[Layout]) -> int:
    """The last row of the tables over one."""
    return max((other.last for other in given if other.sheet and other.last < layout.top), default=0)


def _corner(draft: Draft) -> str:
    return address(draft.table.top, draft.table.headings[0].column)


def _plan(desk: Desk, draft: Draft, rounding: Decimal, assessment: Assessment | None, foreign: bool) -> None:
    rows = rows_of(draft.table)
    read_rows(draft, rows)
    keep_notes(draft, rows)
    check_totals(draft, rows, rounding)
    remark_on_hidden(draft)
    ask_about(draft, desk.answers)
    if foreign:
        ask_about_scale(draft, desk, assessment)
    held = {question.column: question for question in draft.questions if question.answer is None}
    match = match_communities if draft.sheet == "communities" else match_workers
    if "community" in SHEETS[draft.sheet]:
        draft.homes = [0] * len(draft.numbers)
    match(desk, draft, held)
    draft.names = {home: desk.communities.name(home) for home in set(draft.homes) if home}


def _drafts(tables: list[Table], mark: Mark | None, given: Mapping[tuple[int, int], str]) -> list[Draft]:
    """The tables of one tab with their units; a table without a line of its own takes the one above it."""
    drafts: list[Draft] = []
    stated: str | None = None
    for table in tables:
        grid = table.grid
        titles = [cell_text(cell) for row in table.titles for cell in grid.cells(row)]
        stated = units.of_titles(titles) or stated
        own = {}
        for heading in table.headings:
            texts = tuple(heading.path) + tuple(cell_text(cell) for cell in heading.cells[-1:])
            own[heading.column] = units.of_heading(texts)
        named = {unit for unit in own.values() if unit}
        unit = stated or (units.WAN if named == {units.WAN} else units.YUAN)
        said = given.get((table.top, table.headings[0].column))
        if mark is not None or said:
            unit = said or (units.WAN if mark is not None and mark.wan else units.YUAN)
            own = {}
        wan = frozenset(h.column for h in table.headings if (own.get(h.column) or unit) == units.WAN)
        drafts.append(Draft(table, unit, wan))
    return drafts


def _equal(column: Column, value: object, held: object) -> bool:
    return value == held


def _nothing_derived(draft: Draft, row: DraftRow, row_id: int | None) -> None:
    """A foreign workbook's derived columns are skipped when they are read."""
