"""Matching a template to the year: the importer's own steps, up to which row of the year each of its rows is.

What the importer would ask about values is of no matter here, for they are about to be replaced; what it would ask
about headings, units and names is, and leaves the column or the row as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from street_desk.domain.forms import FORMS
from street_desk.domain.kinds import Money
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.batch import Task, read_apart
from street_desk.exchange.filling.leftovers import (
    at,
    name_of,
    named_otherwise,
    others_left,
    rows_left,
    stale_names,
    stale_tabs,
    stale_titles,
    sums,
    without_row,
)
from street_desk.exchange.filling.problems import NotOfRows
from street_desk.exchange.filling.recognised import FoundColumn, FoundTable, Recognised, Spot
from street_desk.exchange.filling.report import Left, Taken
from street_desk.exchange.filling.unitless import unit_missing
from street_desk.exchange.filling.wanted import SILENT, Wanted, wanted_of
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
from street_desk.exchange.importing.draft import Draft
from street_desk.exchange.importing.earlier import Earlier
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.hidden_tabs import ask_about_hidden
from street_desk.exchange.importing.homes import community_of, lines_of
from street_desk.exchange.importing.identity import Communities
from street_desk.exchange.importing.long import LONG
from street_desk.exchange.importing.matching import claim_communities, match_rows
from street_desk.exchange.importing.own import Mark
from street_desk.exchange.importing.people import People
from street_desk.exchange.importing.planning import Desk
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.proposing import TAKEN_FOR
from street_desk.exchange.importing.result import CHANGED, SAME
from street_desk.exchange.importing.rows import TableRows, rows_of
from street_desk.exchange.importing.scale import ask_about_scale
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.title_years import Stated, stated_years
from street_desk.exchange.importing.turned import UNCLEAR
from street_desk.exchange.importing.unit_places import ask_about_units
from street_desk.exchange.importing.values import read_rows
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.packs import standard_of
from street_desk.exchange.reading import Merge, Workbook
from street_desk.language import N_, Message, Words, message

_OF_ANOTHER = N_("a table of {said}; that of {year} is filled in, this one stays as it is")
_DATED = N_(
    "the heading names {said}, so it has that year's figures: change the heading to {year} and fill again"
)
_CROWDED = message(N_("no empty cell stands beside its label"))
_MERGED = message(N_("it lies inside merged cells"))
_QUESTION = N_("{question} Answer it by importing the workbook once, or say it in the heading.")
_SPREAD = message(N_("it is merged over several rows, each with a figure of its own"))


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
        made_as = FORMS.get(str((workbook.mark or {}).get("form") or ""))
        if made_as is not None:
            raise NotOfRows(path=workbook.file, form=Words(made_as.title, made_as.name))
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
    # A cover or a page of explanations is no table; one that is not understood is.
    left = [Left("row", one.tab, one.tab, one.why) for one in unread if one.why in (LONG, UNCLEAR)]
    taken += [Taken(one.tab, one.why) for one in unread if one.why not in (LONG, UNCLEAR)]
    left += stale_names([r.draft.tab for r in kept if not r.stated.passed_over], book.year)
    left += stale_tabs([tab.name for tab in workbook.tabs], mark, book.year)
    for reading in readings:
        if reading.left is not None:
            left.append(Left("row", reading.draft.tab, at(reading.draft, reading.draft.corner), reading.left))
            continue
        table, more = _table(reading, merges[reading.draft.tab], mark is not None)
        found.append(table)
        left += more
    left += without_row(found, [r.draft for r in kept], book)
    form = str((workbook.mark or {}).get("form") or "") if mark is not None else ""
    return Recognised(tuple(found), tuple(left), tuple(taken), workbook.from_1904, mark is not None, form)


def _read(draft: Draft, stated: Stated, foreign: bool) -> _Reading:
    left: Message | None = None
    if foreign:
        question = ask_about_hidden(draft)
        if question is not None and question.answer != 0:
            left = question.text
        elif stated.passed_over and stated.years != {draft.year - 1}:
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
    return [
        Taken(at(draft, remark.cell), remark.what)
        for remark in draft.remarks[said:]
        if remark.what.msgid in TAKEN_FOR
    ]


def _table(reading: _Reading, merges: Sequence[Merge], own: bool) -> tuple[FoundTable, list[Left]]:
    draft, table = reading.draft, reading.draft.table
    # Beside this year's table one of last year's gets last year's figures.
    prior = reading.stated.passed_over
    left = [] if prior else list(stale_titles(draft))
    left += [*rows_left(draft), *others_left(draft, reading.rows), *named_otherwise(draft)]
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
        if prior:
            one = one._replace(prior=True)
        elif one.dated and draft.year - 1 in reading.stated.years:
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
        [name_of(draft, p) for p in places],
        columns,
        row_units,
        list(sums(draft, reading.rows)),
    )
    return found, left


def _is_money(sheet: str, wanted: Wanted) -> bool:
    return not wanted.key or isinstance(SHEETS[sheet][wanted.key].kind, Money)


def _column(
    draft: Draft, heading: Heading, wanted: Wanted, where: str, places: Sequence[int], merges: Sequence[Merge]
) -> FoundColumn:
    grid, target = draft.table.grid, heading.match.target
    at = [_beside_label(draft, *grid.places.of(draft.numbers[p], heading.column), merges) for p in places]
    known = {spot: merge for spot in at if (merge := _merge(merges, *spot)) is not None} if merges else {}
    spots: list[Spot] = []
    labels = _labels(draft)
    for spot in at:
        merge, why = known.get(spot), None
        if spot in labels:
            why = _CROWDED
        elif merge is not None and spot != (merge.top, merge.left):
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


def _labels(draft: Draft) -> set[tuple[int, int]]:
    """The cells that headings stand in."""
    table = draft.table
    return {table.grid.places.of(cell.row, cell.column) for h in table.headings for cell in h.cells}


def _beside_label(draft: Draft, row: int, column: int, merges: Sequence[Merge]) -> tuple[int, int]:
    """Where a value stands. A card has none beside a label yet where it is empty: then that is to its right."""
    labels = _labels(draft) if draft.table.grid.places.single else set()
    if (row, column) not in labels:
        return row, column
    merge = _merge(merges, row, column)
    beside = row, (merge.right if merge is not None else column) + 1
    taken = {spot for at, spot in draft.table.grid.places.single.items() if draft.table.grid.cell(*at)}
    return (row, column) if beside in labels | taken else beside


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


__all__ = ["Recogniser", "recognised"]
