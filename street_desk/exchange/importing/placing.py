"""Placing: the table that the user says is there, without what belongs to the tables above and beside it."""

from __future__ import annotations

from collections.abc import Sequence

from street_desk.exchange.importing.grid import FAR, Grid, part_of
from street_desk.exchange.importing.heading_rows import paths_of
from street_desk.exchange.importing.headings import NO_COLUMN, Match, set_by_user
from street_desk.exchange.importing.layout import Layout
from street_desk.exchange.importing.panels import bands_of
from street_desk.exchange.importing.stacking import lines
from street_desk.exchange.importing.tables import Heading, Table, Vocabulary
from street_desk.exchange.reading import Cell, Tab

Lines = tuple[tuple[Cell, ...], ...]


def placed(tab: Tab, layout: Layout, others: Sequence[Layout], vocabulary: Vocabulary) -> Table:
    """The table of a layout; a column that would be recognised so anyway keeps its own reason."""
    beside = [o for o in others if o.top <= layout.last and layout.top <= o.last]
    first = not any(o.left < layout.left for o in beside)
    left = 1 if first else layout.left
    right = min((o.left for o in beside if o.left > layout.right), default=FAR + 1) - 1
    over = max((o.last for o in others if o.last < layout.top), default=0)
    whole = Grid(part_of(tab, [row for row in tab.rows if over < row], left, right))
    ends = max(layout.last, *(o.last for o in beside)) if beside else layout.last
    is_last = not any(o.top > ends for o in others)
    below = [row for row in whole.numbers if layout.top <= row <= layout.last]
    bands = bands_of(tab, below, set(range(layout.left, layout.right + 1)))
    band = next(b for b in bands if b.left <= layout.left <= b.right)
    a, b = max(band.left, left), min(band.right, right)
    grid = Grid(part_of(tab, below, a, b))
    span = [row for row in whole.numbers if layout.top <= row <= ends]
    outside = [c for c in cells_of(whole, span) if not (a <= c.column <= b and c.row <= layout.last)]
    rest = [row for row in tab.rows if row > ends] if is_last and first else []
    outside += cells_of(Grid(part_of(tab, rest)), rest)
    titles, around = _title_lines(tab, layout, beside, over, (left, right), first)
    return Table(
        grid,
        layout.sheet,
        titles,
        layout.top,
        layout.bottom,
        layout.last,
        _headings(grid, layout, vocabulary),
        beside=around,
        outside=tuple(outside),
    )


def forgotten(tab: Tab, tables: Sequence[Table]) -> list[Cell]:
    """The cells of a tab that none of its tables has anything to say of, such as one in a gap between two of them."""
    said: dict[int, set[int]] = {}
    for table in tables:
        for cell in (cell for line in (*table.titles, *table.notes) for cell in line):
            said.setdefault(cell.row, set()).add(cell.column)
    found: list[Cell] = []
    for row, values in tab.rows.items():
        own = [held for table in tables if (held := table.grid.tab.rows.get(row)) is not None]
        filled = len(values) - values.count(None)
        if len(own) == 1 and len(own[0]) - own[0].count(None) == filled:
            continue
        known = said.get(row, set()) | {
            column for held in own for column, value in enumerate(held, start=1) if value is not None
        }
        found += [cell for cell in tab.cells(row) if cell.column not in known]
    return found


def _headings(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> tuple[Heading, ...]:
    paths = paths_of(grid, layout.top, layout.bottom)
    recognised = dict(zip(paths, vocabulary.match(layout.sheet, list(paths.values())), strict=True))
    cells = cells_of(grid, range(layout.top, layout.bottom + 1))
    return tuple(
        Heading(
            column,
            paths.get(column, ("",)),
            tuple(cell for cell in cells if cell.column == column),
            _said(layout, column, recognised.get(column, NO_COLUMN)),
        )
        for column in range(layout.left, layout.right + 1)
    )


def _said(layout: Layout, column: int, found: Match) -> Match:
    """What a layout says of a column, given what would be recognised; no two columns go to one."""
    if column not in layout.columns:
        taken = bool(found.target) and found.target in layout.columns.values()
        return set_by_user(layout.sheet, "") if taken else found
    key = layout.columns[column]
    return found if found.target == key else set_by_user(layout.sheet, key)


def cells_of(grid: Grid, rows: Sequence[int]) -> list[Cell]:
    """The cells of these rows."""
    return [cell for row in rows for cell in grid.cells(row)]


def _title_lines(
    tab: Tab, layout: Layout, beside: Sequence[Layout], over: int, columns: tuple[int, int], first: bool
) -> tuple[Lines, Lines]:
    """The lines over a table, and those over the tables beside it."""
    above = [row for row in tab.rows if over < row < layout.top]
    grid = Grid(part_of(tab, above))
    inside = {(c.row, c.column) for c in cells_of(grid, above) if columns[0] <= c.column <= columns[1]}
    top = min([layout.top, *(o.top for o in beside)])
    if first:
        # What stands over no table in particular is the first one's.
        inside |= {
            (c.row, c.column)
            for c in cells_of(grid, above)
            if c.row < top and not any(o.left <= c.column for o in beside)
        }
    own = [tuple(c for c in line if (c.row, c.column) in inside) for line in lines(grid, above)]
    others = [
        tuple(c for c in line if (c.row, c.column) not in inside and c.row < top)
        for line in lines(grid, above)
    ]
    return tuple(filter(None, own)), tuple(filter(None, others))
