"""The tables of a tab that stand one below another, with the title lines of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from street_desk.exchange.importing.confirmed import Known, confirmed_at
from street_desk.exchange.importing.grid import Grid, cell_text, is_words
from street_desk.exchange.importing.heading_rows import Block, block_at, headings_of, may_head
from street_desk.exchange.importing.headings import NO_COLUMN, as_confirmed
from street_desk.exchange.importing.tables import Heading, Table, Vocabulary
from street_desk.exchange.importing.units import of_titles
from street_desk.exchange.importing.wording import is_note, is_signature, is_title, is_total, plain
from street_desk.exchange.reading import Cell

NOTHING = Known()
FIRST_ROWS = 60
"""So far down the first table of a shape that was confirmed is looked for; below it only where headings may stand."""


def stacked(grid: Grid, vocabulary: Vocabulary, confirmed: Known = NOTHING) -> list[Table]:
    """The tables from the top down; empty where none is recognised."""
    found: list[Block] = []
    after = 0
    known: dict[object, bool] = {}
    for place, row in enumerate(grid.numbers):
        if row <= after:
            continue
        likely = not found or may_head(grid.tab.rows[row], vocabulary, known)
        block = None
        if confirmed.shapes and (likely or place < FIRST_ROWS):
            block = _confirmed(grid, row, vocabulary, confirmed)
        if block is None and likely:
            block = block_at(grid, row, vocabulary, first=not found)
        if block is not None and block.top > after:
            found.append(block)
            after = block.bottom
    tables: list[Table] = []
    for place, block in enumerate(found):
        above = found[place - 1].bottom if place else 0
        titles = _titles(grid, block.top, above, everything=place == 0)
        following = found[place + 1] if place + 1 < len(found) else None
        last = grid.last
        if following is not None:
            next_titles = _titles(grid, following.top, block.bottom, everything=False)
            last = min((*next_titles, following.top)) - 1
        tables.append(
            Table(
                grid,
                block.sheet,
                lines(grid, titles),
                block.top,
                block.bottom,
                last,
                block.headings,
                confirmed=block.confirmed,
            )
        )
    return tables


def lines(grid: Grid, rows: Sequence[int]) -> tuple[tuple[Cell, ...], ...]:
    """The cells of these rows."""
    return tuple(tuple(grid.cells(row)) for row in rows)


def _confirmed(grid: Grid, row: int, vocabulary: Vocabulary, known: Known) -> Block | None:
    """The heading block of a shape that the user confirmed, read as it was then."""
    found = confirmed_at(grid, row, known, vocabulary)
    if found is None:
        return None
    one = found.shape
    bottom = row + len(one.signature) - 1
    recognised = headings_of(grid, row, bottom, one.sheet, vocabulary)
    cells = [cell for number in range(row, bottom + 1) for cell in grid.cells(number)]
    keys = dict(enumerate(one.columns, start=found.left))
    taken = {key for column, key in keys.items() if key and column not in found.anew}
    headings = []
    for column, key in keys.items():
        heading = recognised.get(column)
        match = heading.match if heading is not None else None
        if column not in found.anew:
            match = as_confirmed(one.sheet, key, match)
        elif match is None or match.target in taken:
            match = NO_COLUMN
        own = tuple(cell for cell in cells if cell.column == column)
        headings.append(Heading(column, heading.path if heading is not None else ("",), own, match))
    return Block(one.sheet, row, bottom, tuple(headings), one)


def _titles(grid: Grid, top: int, above: int, everything: bool) -> tuple[int, ...]:
    """The rows over a heading block that are its title and its line of units."""
    if everything:
        return tuple(row for row in grid.numbers if row < top)
    return tuple(reversed(list(_titles_up(grid, top, above))))


def _titles_up(grid: Grid, top: int, above: int) -> Iterator[int]:
    """The title rows right over a heading, from the lowest up: what ends the table above is none of them.

    Of the texts that stand alone in their row only one may be anything, such as the name of a community; the others
    read like a title. An empty row between the title and the heading is no end of it.
    """
    free = True
    begun = False
    for row in range(top - 1, above, -1):
        cells = grid.cells(row)
        if not cells and not begun and _begins(grid.cells(row - 1)):
            continue
        if not cells or len(cells) > 3 or not all(map(is_words, cells)) or _closes(cells):
            return
        if not _begins(cells):
            if not free or len(cells) > 1:
                return
            free = False
        begun = True
        yield row


def _begins(cells: Sequence[Cell]) -> bool:
    """Whether a row is the title of a table (二、党建经费, 批复表, 2025年), its unit, or 填报单位."""
    if not 1 <= len(cells) <= 3 or not all(map(is_words, cells)) or _closes(cells):
        return False
    texts = [cell_text(cell) for cell in cells]
    return _opens(texts) or any(map(is_title, texts))


def _closes(cells: Sequence[Cell]) -> bool:
    """Whether a row ends the table above it: a total, a note, a signature. 填报单位 and a unit begin one."""
    texts = [cell_text(cell) for cell in cells]
    return (is_total(texts[0]) or is_note(texts[0]) or is_signature(texts[-1])) and not _opens(texts)


def _opens(texts: list[str]) -> bool:
    return of_titles(texts) is not None or plain(texts[0]).startswith("填报单位")
