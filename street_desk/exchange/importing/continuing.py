"""Continuations: parts of one table further down, beside it or in the next tab, with or without headings again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from street_desk.domain.kinds import Reference, Text
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing.grid import Grid, cell_text
from street_desk.exchange.importing.headings import said_by_user, set_by_user
from street_desk.exchange.importing.stacking import lines
from street_desk.exchange.importing.tables import Table
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_dash, is_total, plain
from street_desk.exchange.importing.years import without_years
from street_desk.exchange.reading import Tab

_GOES_ON = re.compile(r"续|接上|承上|之二|\((?:二|三|四|五|2|3|4|5)\)$|-[2-5]$")
_TRIED = 20


def goes_on(text: str) -> bool:
    """Whether a tab's name or a title says that something before it goes on: 表一(续), 续表."""
    return _GOES_ON.search(plain(text)) is not None


def headless(tab: Tab, before: Table) -> Table | None:
    """The part of the table before that a tab without headings is; None where its columns do not fit."""
    grid = Grid(tab)
    if before.grid.tab.hidden != tab.hidden or not before.grid.places.as_shown:
        return None
    first = next((n for n in grid.numbers if _fits(grid, n, before) == (True, True)), None)
    if first is None:
        return None
    above = [n for n in grid.numbers if n < first]
    if any(len(grid.cells(n)) > 3 for n in above):
        return None
    said = goes_on(tab.name) or any(goes_on(cell_text(c)) for n in above for c in grid.cells(n))
    tried = [_fits(grid, n, before) for n in grid.numbers if n >= first][:_TRIED]
    named = [fits for fits, _ in tried]
    if sum(named) < len(named) * (0.5 if said else 0.9):
        return None
    if not said and any(len(grid.cells(n)) > 1 for n in above):
        # Words of its own over the columns are headings, though none that are known.
        return None
    used = [c.column for n in grid.numbers if n >= first for c in grid.cells(n)]
    if not said and (min(used), max(used)) != (before.left, before.right):
        return None
    headings = tuple(replace(heading, cells=()) for heading in before.headings)
    return Table(
        grid,
        before.sheet,
        lines(grid, above),
        first,
        first - 1,
        grid.last,
        headings,
        confirmed=before.confirmed,
    )


def _fits(grid: Grid, row: int, before: Table) -> tuple[bool, bool]:
    """Whether every cell of a row is what its column holds (or the row a total), and whether any tells so."""
    sheet = SHEETS[before.sheet]
    cells = {cell.column: cell for cell in grid.cells(row)}
    if any(isinstance(c.value, str) and is_total(c.value) for c in cells.values()):
        return True, False
    naming = before.heading(sheet.naming)
    if naming is None or grid.filled_down(row, naming.column) is None:
        return False, False
    name = grid.filled_down(row, naming.column)
    if name is None or not isinstance(name.value, str):
        return False, False
    telling = False
    for heading in before.headings:
        cell = cells.get(heading.column)
        if cell is None or not heading.match.target:
            continue
        kind = sheet[heading.match.target].kind
        if isinstance(kind, (Text, Reference)) or cell.error or cell.uncomputed or is_dash(cell_text(cell)):
            continue
        try:
            kind.read(cell.value)
        except ApproximateValue:
            pass
        except UnreadableValue:
            if not (isinstance(kind, Masked) and "*" in cell_text(cell)):
                return False, False
        telling = True
    return True, telling


def follows(tables: Sequence[Table], homes: Sequence[str]) -> list[int | None]:
    """For each table the place of the one that it continues, None for a table of its own.

    A part stands in the same tab with the same headings, or in one that says it goes on. A table for another
    community or of another year begins anew.
    """
    found: list[int | None] = []
    shapes = [tuple(plain(h.text) for h in table.headings) for table in tables]
    years = [_years(table) for table in tables]
    for place, table in enumerate(tables):
        earlier = None
        for other in reversed(range(place)):
            before = tables[other]
            if before.sheet != table.sheet or shapes[other] != shapes[place] or homes[other] != homes[place]:
                continue
            if years[place] and years[other] and years[place] != years[other]:
                continue
            same = before.grid.tab.name == table.grid.tab.name
            if same or table.bottom < table.top or _says_so(table):
                earlier = other
            break
        found.append(earlier)
    return found


def _years(table: Table) -> frozenset[int]:
    """The years that the title of a table names."""
    return frozenset[int]().union(*(without_years(plain(text))[1] for text in table.title_texts()))


def corrected_alike(tables: Sequence[Table], homes: Sequence[str]) -> list[Table]:
    """The tables with what the user set of a table's columns also set in the parts that go on with it.

    A part with a correction of its own for a column keeps that.
    """
    found: list[Table] = []
    for table, earlier in zip(tables, follows(tables, homes), strict=True):
        found.append(table if earlier is None else _corrected(table, found[earlier]))
    return found


def _corrected(table: Table, before: Table) -> Table:
    """The table with the corrections of the one before it, which has the same headings."""
    own = {h.match.target for h in table.headings if said_by_user(h.match.reason)} - {""}
    pairs = list(zip(table.headings, before.headings, strict=True))
    set_before = [
        said_by_user(first.match.reason)
        and not said_by_user(heading.match.reason)
        and first.match.target not in own
        for heading, first in pairs
    ]
    gone = {first.match.target for (_, first), corrected in zip(pairs, set_before, strict=True) if corrected}
    headings = []
    for (heading, first), corrected in zip(pairs, set_before, strict=True):
        if corrected:
            heading = replace(heading, match=first.match)
        elif heading.match.target and heading.match.target in gone:
            heading = replace(heading, match=set_by_user(table.sheet, ""))
        headings.append(heading)
    return replace(table, headings=tuple(headings)) if any(set_before) else table


def _says_so(table: Table) -> bool:
    return goes_on(table.grid.tab.name) or any(goes_on(text) for text in table.title_texts())
