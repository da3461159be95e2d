"""Panels: tables that stand beside each other in one tab, each read by itself; their titles are shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from street_desk.domain.kinds import tidy
from street_desk.exchange.importing.confirmed import Known, side_by_side_at
from street_desk.exchange.importing.grid import FAR, Grid, part_of
from street_desk.exchange.importing.stacking import FIRST_ROWS, NOTHING, lines, stacked
from street_desk.exchange.importing.tables import Table, Vocabulary
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_note, plain
from street_desk.exchange.reading import Cell, Tab


class Band(NamedTuple):
    """Neighbouring columns of a tab, the last included."""

    left: int
    right: int


def side_by_side(table: Table, vocabulary: Vocabulary, confirmed: Known = NOTHING) -> list[Table]:
    """The tables that a table turns out to be: itself, or one or more a panel."""
    tab, rows = table.grid.tab, _rows_of(table)
    below = [row for row in rows if row >= table.top]
    headed = {heading.column for heading in table.headings}
    bands = bands_of(tab, below, headed)
    if table.confirmed is None:
        heading = range(table.top, table.bottom + 1)
        bands = _confirmed_bands(table.grid, heading, confirmed) or [
            part for band in bands for part in _repeated(table, band)
        ]
    if len(bands) < 2:
        return [table]
    found = [(band, stacked(Grid(part_of(tab, below, *band)), vocabulary, confirmed)) for band in bands]
    fitting = [(band, tables) for band, tables in found if tables]
    if not fitting or (len(fitting) == 1 and _is_better(table, fitting[0][1])):
        return [table]
    return _with_titles(table, fitting, [band for band, tables in found if not tables])


def apart(tab: Tab, vocabulary: Vocabulary, confirmed: Known = NOTHING, least: int = 1) -> list[Table]:
    """The tables between the empty columns of a tab, or that were confirmed as tables of their own beside each other.

    None where fewer than `least` of its panels have any.
    """
    bands = bands_of(tab, tab.rows, set())
    if len(bands) < 2:
        whole = Grid(tab)
        bands = _confirmed_bands(whole, whole.numbers[:FIRST_ROWS], confirmed)
    if not bands:
        return []
    found = [(band, stacked(Grid(part_of(tab, tab.rows, *band)), vocabulary, confirmed)) for band in bands]
    fitting = [tables for _, tables in found if tables]
    if len(fitting) < least:
        return []
    titles = [line for tables in fitting for line in tables[0].titles]
    tables = [
        replace(table, beside=tuple(line for line in titles if line not in several[0].titles))
        for several in fitting
        for table in several
    ]
    outside = _within(Grid(tab), tab.rows, [band for band, several in found if not several])
    return [replace(tables[0], outside=outside), *tables[1:]]


def _rows_of(table: Table) -> list[int]:
    first = min((line[0].row for line in table.titles), default=table.top)
    return [row for row in table.grid.numbers if first <= row <= table.last]


def _is_better(table: Table, alone: Sequence[Table]) -> bool:
    """Whether a table says more as a whole than the only panel of it that is one; what was confirmed stands."""
    return table.confirmed is not None or _reads(table) > max(map(_reads, alone))


def _reads(table: Table) -> int:
    return sum(bool(heading.match.target) for heading in table.headings)


def bands_of(tab: Tab, rows: Iterable[int], headed: set[int]) -> list[Band]:
    """The columns between those that are empty; a note or a signature that reaches into one does not fill it."""
    shown = [tab.rows[row] for row in rows]
    width = max(map(len, shown), default=0)
    loose = [column for column in range(1, width + 1) if column not in headed]
    if not loose:
        return [Band(1, FAR)]
    filled = headed | {
        column for column in loose if any(len(row) >= column and _fills(row[column - 1]) for row in shown)
    }
    starts = [column for column in sorted(filled) if column - 1 not in filled]
    return [
        Band(1 if place == 0 else start, starts[place + 1] - 1 if place + 1 < len(starts) else FAR)
        for place, start in enumerate(starts)
    ]


def _confirmed_bands(grid: Grid, rows: Iterable[int], confirmed: Known) -> list[Band]:
    """The columns of confirmed tables whose headings stand beside each other in one of these rows."""
    if not confirmed.shapes:
        return []
    lefts = next((found for row in rows if (found := side_by_side_at(grid, row, confirmed))), ())
    ends = [*(left - 1 for left in lefts[1:]), FAR]
    return [Band(1 if place == 0 else left, ends[place]) for place, left in enumerate(lefts)]


def _fills(value: Any) -> bool:
    if not isinstance(value, str):
        return value is not None
    return ":" not in tidy(value) and not is_note(value)


def _repeated(table: Table, band: Band) -> list[Band]:
    """A band taken apart where its headings begin anew: 序号|社区|户数|序号|社区|户数."""
    inside = [h for h in table.headings if band.left <= h.column <= band.right]
    texts = [plain(h.text) for h in inside]
    naming = SHEETS[table.sheet].naming
    named = next((plain(h.text) for h in inside if h.match.key == naming), "")
    for begins in dict.fromkeys((texts[0] if texts else "", named)):
        places = [place for place, text in enumerate(texts) if text == begins]
        if not begins or len(places) < 2 or places[0] > 1:
            continue
        places[0] = 0
        pieces = [texts[a:b] for a, b in zip(places, [*places[1:], len(texts)], strict=True)]
        if all(named in piece and _same(pieces[0], piece) for piece in pieces):
            lefts = [inside[place].column for place in places]
            ends = [*(left - 1 for left in lefts[1:]), band.right]
            return [Band(a, b) for a, b in zip([band.left, *lefts[1:]], ends, strict=True)]
    return [band]


def _same(one: list[str], other: list[str]) -> bool:
    both = len(set(one) & set(other))
    return both >= 2 and both * 2 >= min(len(one), len(other))


def _with_titles(
    whole: Table, fitting: Sequence[tuple[Band, list[Table]]], others: Sequence[Band]
) -> list[Table]:
    """The panels with the title lines shared out: each cell to the panel under it, else to the first one."""
    first = fitting[0][0]
    shares: dict[Band, list[tuple[Cell, ...]]] = {band: [] for band, _ in fitting}
    for line in whole.titles:
        for band, share in shares.items():
            own = tuple(cell for cell in line if _owner(cell, shares, first) == band)
            if own:
                share.append(own)
    found: list[Table] = []
    for band, tables in fitting:
        beside = tuple(line for other, own in shares.items() if other != band for line in own)
        titled = replace(tables[0], titles=(*shares[band], *tables[0].titles), beside=beside)
        found += [titled, *(replace(table, beside=beside) for table in tables[1:])]
    below = [row for row in _rows_of(whole) if row >= whole.top]
    return [replace(found[0], outside=_within(whole.grid, below, others)), *found[1:]]


def _owner(cell: Cell, bands: Iterable[Band], first: Band) -> Band:
    return next((band for band in bands if band.left <= cell.column <= band.right), first)


def _within(grid: Grid, rows: Iterable[int], bands: Sequence[Band]) -> tuple[Cell, ...]:
    cells = (cell for line in lines(grid, list(rows)) for cell in line)
    return tuple(cell for cell in cells if any(b.left <= cell.column <= b.right for b in bands))
