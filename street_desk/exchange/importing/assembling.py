"""Assembling: the steps of importing one after another, from a workbook's cells to the Preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from street_desk.domain.book import Book
from street_desk.domain.remembering import Remembered
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing import units
from street_desk.exchange.importing.asking import ask_about_headings, wait_for_headings
from street_desk.exchange.importing.comparing import exactly
from street_desk.exchange.importing.confirmed import Known, answers_of, shape_of
from street_desk.exchange.importing.continuing import corrected_alike, follows
from street_desk.exchange.importing.doubts import ask_about_doubts
from street_desk.exchange.importing.draft import Draft, DraftRow
from street_desk.exchange.importing.earlier import Earlier
from street_desk.exchange.importing.finding import NONE_SAID, Finder
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import Headings
from street_desk.exchange.importing.hidden_tabs import LEFT_OUT, ask_about_hidden, leave_out
from street_desk.exchange.importing.homes import community_of, lines_of
from street_desk.exchange.importing.identity import Communities
from street_desk.exchange.importing.layout import Layout, TabView
from street_desk.exchange.importing.long import LONG
from street_desk.exchange.importing.matching import claim_communities, match_rows
from street_desk.exchange.importing.notes import (
    keep_notes,
    remark_on_confirmed,
    remark_on_hidden,
    remark_on_new,
    remark_on_part,
    skip_around,
    skip_unnamed,
)
from street_desk.exchange.importing.own import Mark, compare, shows_only
from street_desk.exchange.importing.people import People
from street_desk.exchange.importing.planning import Desk, hold_row
from street_desk.exchange.importing.preview import Preview, Question, Unread
from street_desk.exchange.importing.rows import TableRows, rows_of
from street_desk.exchange.importing.scale import ask_about_scale
from street_desk.exchange.importing.tables import Table
from street_desk.exchange.importing.title_years import Stated, ask_about_year, left_out, stated_years
from street_desk.exchange.importing.totals import Part, check_totals
from street_desk.exchange.importing.turned import UNCLEAR
from street_desk.exchange.importing.unit_places import (
    ask_about_units,
    naming_units,
    units_of_rows,
    without_units,
)
from street_desk.exchange.importing.values import read_rows
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.problems import LongTable, NothingFound, NothingToReadIn, UnclearTable
from street_desk.exchange.reading import Workbook
from street_desk.language import N_, Message, message

_OF_ANOTHER_YEAR = N_("this is a form of {year}, imported into {into}")

_TITLE_GOES_BEFORE = message(
    N_("the unit set by hand last time is not used, because the workbook states another one")
)


def assemble(
    workbook: Workbook,
    book: Book,
    assessment: Assessment | None,
    next_ids: Mapping[str, int],
    answers: Mapping[str, str],
    layouts: Sequence[Layout] = (),
    told: Mapping[str, AbstractSet[int]] | None = None,
    remembered: Sequence[Remembered] = (),
    earlier: Earlier | None = None,
) -> Preview:
    """The Preview of a workbook. Raises NothingFound, and NothingToReadIn of a form that only shows figures."""
    if shows_only(workbook.mark):
        raise NothingToReadIn(path=workbook.file)
    mark = Mark.of(workbook.mark)
    tables, unread = tables_in(workbook, mark, book.year, layouts, remembered)
    if not tables:
        raise nothing_found(workbook.file, unread)
    told = told or {}
    desk = Desk(
        book,
        dict(next_ids),
        answers,
        Communities(book, told.get("communities", frozenset())),
        People(book, told.get("workers", frozenset())),
        exactly if mark is None else mark.equal,
        nothing_derived if mark is None else partial(compare, mark, assessment),
        earlier or Earlier(),
    )
    homes = [""] * len(tables)
    if mark is None:
        homes = [community_of(table, desk.communities) for table in tables]
        tables = corrected_alike(tables, homes)
    given = _units_of(layouts) if mark is None else {}
    drafts = drafts_of(tables, mark, given, book.year, from_1904=workbook.from_1904)
    rounding = Decimal(0) if mark is None else mark.slack
    give_answers(drafts, answers)
    stated = stated_years(tables, book.year) if mark is None else [Stated()] * len(drafts)
    readings = [_read(draft, one, mark is None) for draft, one in zip(drafts, stated, strict=True)]
    for draft, home in zip(drafts, homes, strict=True):
        draft.community = home
        if mark is None:
            draft.lines = lines_of(draft.table)
    claim_communities(desk, (reading.draft for reading in readings if reading.left is None))
    for reading in sorted(readings, key=lambda r: r.draft.sheet != "communities"):
        if mark is not None and mark.year != book.year:
            into = message(_OF_ANOTHER_YEAR, year=str(mark.year), into=str(book.year))
            reading.draft.remark(reading.draft.corner, into)
        _plan(desk, reading, assessment if mark is None else None, mark is None)
    # After the answers are carried out: a total is set against what comes in.
    _check_totals(readings, rounding)
    regions = tuple(draft.region() for draft in drafts)
    return Preview(
        workbook.file,
        book.year,
        regions,
        tuple(desk.asked_for),
        tuple(unread),
        tuple(map(TabView.of, workbook.tabs)),
        mark is not None,
        desk.equal,
    )


def nothing_found(file: str, unread: Sequence[Unread]) -> NothingFound:
    """The Problem of a workbook without a table, by what its tabs have instead."""
    for one in unread:
        if one.why in (LONG, UNCLEAR):
            return (LongTable if one.why is LONG else UnclearTable)(path=file, tab=one.tab)
    return NothingFound(path=file)


class _Reading(NamedTuple):
    """A table as it was read, the questions that all of it waits for, and why it is left out where it is."""

    draft: Draft
    rows: TableRows
    whole: tuple[Question, ...]
    left: Message | None


def tables_in(
    workbook: Workbook,
    mark: Mark | None,
    year: int,
    layouts: Sequence[Layout],
    remembered: Sequence[Remembered],
) -> tuple[list[Table], list[Unread]]:
    """The tables of a workbook tab by tab, and the tabs that have none."""
    finder = Finder(
        Headings(year) if mark is None else mark, year, Known.of(remembered, year), own=mark is not None
    )
    tables: list[Table] = []
    unread: list[Unread] = []
    for tab in workbook.tabs:
        if mark is not None and tab.name in mark.beside:
            continue
        given = [layout for layout in layouts if layout.tab == tab.name] if mark is None else []
        if given:
            said = [layout for layout in given if layout.sheet]
            found = finder.placed(tab, said) or Unread(tab.name, NONE_SAID)
        else:
            found = finder.tables(tab, tables[-1] if tables else None)
        if isinstance(found, list):
            tables += found
        elif tab.rows:
            unread.append(found)
    return tables, unread


def give_answers(drafts: Sequence[Draft], answers: Mapping[str, str]) -> None:
    """Gives each table its shape and its answers; what was remembered is only for the shape it was remembered of."""
    for place, draft in enumerate(drafts):
        table = draft.table
        if place and table.bottom < table.top and table.sheet == drafts[place - 1].sheet:
            # Without headings it goes on with the table before.
            draft.shape = drafts[place - 1].shape
        else:
            draft.shape = shape_of(table.sheet, draft.signature())
        kept = answers_of(table.confirmed, draft.shape) if table.confirmed is not None else {}
        draft.answers = {**kept, **answers}


def _read(draft: Draft, stated: Stated, foreign: bool) -> _Reading:
    hidden = ask_about_hidden(draft) if foreign else None
    left = LEFT_OUT if hidden is not None and hidden.answer == 1 else None
    dated = ask_about_year(draft, stated) if left is None else None
    left = left or left_out(draft, stated, dated)
    if foreign and left is None:
        ask_about_headings(draft)
    rows = rows_of(draft.table)
    read_rows(draft, rows)
    wait_for_headings(draft)
    keep_notes(draft, rows)
    skip_around(draft)
    skip_unnamed(draft)
    if left is not None:
        # Who filled in another year's table is not who fills in this one's.
        draft.office.clear()
    return _Reading(draft, rows, tuple(one for one in (hidden, dated) if one is not None), left)


def _check_totals(readings: Sequence[_Reading], rounding: Decimal) -> None:
    """Checks the totals of each table over all the parts it has."""
    kept = [reading for reading in readings if reading.left is None]
    earlier = follows([r.draft.table for r in kept], [r.draft.community for r in kept])
    tables: dict[int, list[Part]] = {}
    first: list[int] = []
    for place, one in enumerate(earlier):
        first.append(place if one is None else first[one])
        if one is not None:
            remark_on_part(kept[place].draft, kept[one].draft)
        tables.setdefault(first[place], []).append(Part(kept[place].draft, kept[place].rows))
    for parts in tables.values():
        check_totals(parts, rounding)


def _plan(desk: Desk, reading: _Reading, assessment: Assessment | None, foreign: bool) -> None:
    draft, rows, whole, left = reading
    if "community" in SHEETS[draft.sheet]:
        draft.homes = [0] * len(draft.numbers)
    if left is not None:
        leave_out(draft, rows, left)
        draft.remark(draft.corner, left)
        return
    waits = next((question for question in whole if question.answer is None), None)
    remark_on_hidden(draft, waits=waits is not None)
    remark_on_confirmed(draft)
    ask_about_doubts(draft)
    if foreign:
        ask_about_units(draft)
        ask_about_scale(draft, desk, assessment)
    for question in draft.questions:
        draft.waiting.setdefault(question.id, dict.fromkeys(question.cells))
    single = {question.id for question in draft.doubted.values()}
    held = {q.column: q for q in draft.questions if q.answer is None and q.id not in single}
    if waits is not None:
        # Before all else: who waits for a community of this table waits for this answer.
        naming = SHEETS[draft.sheet].naming
        held = {naming: waits, **{key: question for key, question in held.items() if key != naming}}
    blocking = next((q for key, q in held.items() if SHEETS[draft.sheet][key].required), None)
    if draft.sheet != "communities" and blocking is not None:
        for row in draft.rows():
            hold_row(desk, draft, row, blocking)
    else:
        if foreign and draft.sheet != "communities":
            # The communities that are new in this workbook are known by now.
            draft.community = community_of(draft.table, desk.communities)
        match_rows(desk, draft, held)
        remark_on_new(draft, bool(desk.book.rows("communities")))
    draft.names = {home: desk.communities.name(home) for home in set(draft.homes) if home}


def _units_of(layouts: Sequence[Layout]) -> dict[tuple[str, int, int], str]:
    """The unit that the user said for each table."""
    return {(one.tab, one.top, one.left): one.unit for one in layouts}


def drafts_of(
    tables: Sequence[Table],
    mark: Mark | None,
    given: Mapping[tuple[str, int, int], str],
    year: int,
    *,
    from_1904: bool,
) -> list[Draft]:
    """The tables with their units; a table without a line of its own takes the one above it in its tab.

    A unit that was once set by hand holds where nothing else is stated, also against the headings, which are the same
    as then. A title that states another one goes before it, and that is said.
    """
    drafts: list[Draft] = []
    stated: dict[str, str] = {}
    for table in tables:
        tab = table.grid.tab.name
        said = units.of_titles(table.title_texts())
        beside = said or units.of_titles(table.texts_beside()) or stated.get(tab) or units.of_titles([tab])
        if said:
            stated[tab] = said
        own = {h.column: units.of_heading((*h.path, *map(cell_text, h.cells[-1:]))) for h in table.headings}
        named = {unit for unit in own.values() if unit}
        known = table.confirmed.unit if table.confirmed is not None else ""
        if known and not beside and known not in named:
            own = {}
        of_headings = next(iter(named)) if len(named) == 1 else ""
        unit = beside or known or of_headings or units.YUAN
        asked = given.get((tab, table.top, table.left), "")
        by_hand = asked != unit or any(one not in (None, asked) for one in own.values())
        kept = asked if asked and by_hand else known or of_headings
        passed_over = bool(known and beside) and beside != known and known not in named and not asked
        unclear: set[int] = set()
        if of_headings and not beside and not asked and mark is None:
            found = without_units(table, own, of_headings)
            own = {**own, **found}
            unclear = {column for column, one in found.items() if one is None}
        if mark is not None or asked:
            unit = asked or (units.WAN if mark is not None and mark.wan else units.YUAN)
            own = {}
        by_column = {h.column: own.get(h.column) or unit for h in table.headings}
        others = {column: one for column, one in by_column.items() if one != units.YUAN}
        units_column, row_units = units_of_rows(table) if mark is None else (0, {})
        if units_column:
            table = naming_units(table, units_column)
        draft = Draft(
            table,
            unit,
            others,
            year,
            kept_unit=kept,
            unclear=frozenset(unclear),
            row_units=row_units,
            from_1904=from_1904,
        )
        if passed_over:
            draft.remark(draft.corner, _TITLE_GOES_BEFORE)
        drafts.append(draft)
    return drafts


def nothing_derived(draft: Draft, row: DraftRow, row_id: int | None) -> None:
    """A foreign workbook's derived columns are skipped when they are read."""
