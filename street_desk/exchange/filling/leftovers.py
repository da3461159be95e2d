"""What of a template is known not to be filled in before anything is written: rows, texts and communities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from street_desk.domain.book import Book, row_name
from street_desk.domain.catalogue import REGISTERS
from street_desk.domain.people import without_numbers
from street_desk.exchange.filling.recognised import FoundTable, SumRow
from street_desk.exchange.filling.report import Left, LeftKind
from street_desk.exchange.filling.wanted import Wanted, is_identity, is_running
from street_desk.exchange.importing.draft import Draft, DraftRow, hidden
from street_desk.exchange.importing.grid import cell_text, raw_text
from street_desk.exchange.importing.own import Mark
from street_desk.exchange.importing.result import CHANGED, NEW, SAME
from street_desk.exchange.importing.rows import ASIDE, AVERAGE, LABEL, PART, STRAY, TOTAL, RowKind, TableRows
from street_desk.exchange.importing.title_years import years_in
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading import Cell
from street_desk.language import N_, message

_STILL_SAYS = N_("still says {said}: change the text to {year} in the copy")
_STAYS_OF = N_("the tab stays as it was in {said}: export the form anew to have that of {year}")
_NO_COMMUNITY = N_("{year} has no community of this name; its row stays as it is")
_NO_ROW = N_("{year} has no such row; it stays as it is")
_NOBODY = N_("“{name}” is no community; its row stays as it is")
_NO_NAME = N_("this row has no name; it stays as it is")
_NO_PLACE = N_("the workbook has no row for it")
_NO_PLACE_IN = N_("the table in the tab {tab} has no row for it")
_CALLED = N_(
    "{column}: the workbook says {text}, {year} says {held}; columns that name a row are not written"
)


def rows_left(draft: Draft) -> Iterator[Left]:
    """Rows of the workbook that are no row of the year, or of which that is still to be asked."""
    naming = SHEETS[draft.sheet].naming
    for place, state in enumerate(draft.states):
        if state in (SAME, CHANGED) and draft.ids[place]:
            continue
        new = _NO_COMMUNITY if draft.sheet == "communities" else _NO_ROW
        why = message(new, year=str(draft.year)) if state == NEW else draft.whys.get(place)
        column = draft.columns.get(naming)
        row = draft.numbers[place] if column is None else column.above.get(place, draft.numbers[place])
        cell = draft.table.grid.places.address(row, column.heading.column if column else draft.table.left)
        yield Left(
            "row", name_of(draft, place) or cell, at(draft, cell), why or message(new, year=str(draft.year))
        )


def others_left(draft: Draft, rows: TableRows) -> Iterator[Left]:
    """Rows with figures that are no community's, such as 街道本级 or 其中, and those without a name."""
    for row in rows.others:
        if row.kind not in (ASIDE, PART, LABEL, STRAY):
            continue
        cells = [cell for cell in row.cells if _is_figure(draft, cell)]
        if cells:
            why = message(_NO_NAME) if row.kind == STRAY else message(_NOBODY, name=row.label)
            yield Left("row", row.label or cells[0].address, at(draft, cells[0].address), why)


def name_of(draft: Draft, place: int) -> str:
    """What a data row is called in the workbook."""
    naming = SHEETS[draft.sheet].naming
    column = draft.columns.get(naming)
    if column is None:
        return ""
    row = column.above.get(place, draft.numbers[place])
    return hidden(draft.sheet, naming, draft.table.grid.at(row, column.heading.column))


def named_otherwise(draft: Draft) -> Iterator[Left]:
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
        yield Left("row", name_of(draft, place), at(draft, DraftRow(draft, place).cell(key).address), why)


def at(draft: Draft, cell: str) -> str:
    """A cell with its tab."""
    return f"{draft.tab}!{cell}"


def stale_titles(draft: Draft) -> Iterator[Left]:
    """Lines over a table that name other years and not this one."""
    for cell in (cell for line in draft.table.titles for cell in line):
        text = cell_text(cell)
        said = years_in(text, draft.year)
        if said and draft.year not in said:
            why = message(_STILL_SAYS, said=", ".join(map(str, sorted(said))), year=str(draft.year))
            yield Left("row", without_numbers(text), at(draft, cell.address), why)


def stale_names(tabs: Sequence[str], year: int) -> Iterator[Left]:
    """Names of tabs that say another year."""
    for tab in dict.fromkeys(tabs):
        said = years_in(tab, year, name=True)
        if said and year not in said:
            why = message(_STILL_SAYS, said=", ".join(map(str, sorted(said))), year=str(year))
            yield Left("row", tab, tab, why)


def stale_tabs(tabs: Sequence[str], mark: Mark | None, year: int) -> Iterator[Left]:
    """The tabs of our own workbook of another year that stay as they are."""
    for tab in tabs if mark is not None and mark.year != year else ():
        if mark is not None and tab in mark.beside:
            why = message(_STAYS_OF, said=str(mark.year), year=str(year))
            yield Left("row", tab, tab, why)


def sums(draft: Draft, rows: TableRows) -> Iterator[SumRow]:
    """The rows of sums with their figures; which of those are formulas is found out where the sheet is written."""
    for row in rows.others:
        cells = [cell for cell in row.cells if _is_figure(draft, cell)]
        if row.kind in (TOTAL, AVERAGE) and cells:
            spots = [draft.table.grid.places.of(cell.row, cell.column) for cell in cells]
            yield SumRow(row.label or _first(row), spots)


def _is_figure(draft: Draft, cell: Cell) -> bool:
    """Whether a cell says a number, also in words such as 94人."""
    heading = next((h for h in draft.table.headings if h.column == cell.column), None)
    return heading is not None and not is_running(heading) and any(map(str.isdecimal, cell_text(cell)))


def _first(row: RowKind) -> str:
    return raw_text(row.cells[0].value) if row.cells else ""


def without_row(found: Sequence[FoundTable], drafts: Sequence[Draft], book: Book) -> Iterator[Left]:
    """The rows of the year for which the template has none; of people and premises in the communities it names."""
    for sheet in REGISTERS:
        # A table of last year's figures need not have who is new.
        tables = [t for t in found if t.sheet == sheet.name and not all(c.wanted.prior for c in t.columns)]
        if not tables:
            continue
        homes = {home for draft in drafts if draft.sheet == sheet.name for home in draft.homes}
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
