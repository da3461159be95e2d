"""Finding tables in a tab: the heading rows, the path of each heading, and the rows that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import tidy
from street_desk.exchange.importing.grid import Grid, cell_text, is_words, raw_text
from street_desk.exchange.importing.headings import NO_COLUMN, Match, set_by_user
from street_desk.exchange.importing.layout import Layout
from street_desk.exchange.importing.units import is_unit
from street_desk.exchange.importing.wording import is_note, is_signature, is_total, plain
from street_desk.exchange.reading import Cell

DEEPEST = 6
_LONGEST = 24
_OF_TITLES = ("填报", "填表", "编制单位", "金额单位", "日期", "20")


class Vocabulary(Protocol):
    """What headings are known: those of foreign workbooks, or those that a workbook of our own says it has."""

    @property
    def sheets(self) -> tuple[str, ...]: ...

    def key(self, sheet: str, text: str) -> str: ...

    def match(self, sheet: str, paths: Sequence[tuple[str, ...]]) -> list[Match]: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a table: its path ("经费", "办公"), the cells it is read from, and what it was matched to."""

    column: int
    path: tuple[str, ...]
    cells: tuple[Cell, ...]
    match: Match

    @property
    def text(self) -> str:
        """The path in one, without the row of units."""
        named = [part for part in self.path if not is_unit(part)]
        return "/".join(named or self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a tab: heading rows from `top` to `bottom`, title rows above, content down to `last`."""

    grid: Grid
    sheet: str
    titles: tuple[int, ...]
    top: int
    bottom: int
    last: int
    headings: tuple[Heading, ...]

    def heading(self, target: str) -> Heading | None:
        """The heading whose values land in that column."""
        return next((h for h in self.headings if h.match.target == target), None)


def find_tables(grid: Grid, vocabulary: Vocabulary) -> list[Table]:
    """The tables of a tab from the top down; empty where none is recognised."""
    found: list[tuple[str, int, int, tuple[Heading, ...]]] = []
    after = 0
    known: dict[object, bool] = {}
    for row in grid.numbers:
        if row <= after or (found and not _may_head(grid.tab.rows[row], vocabulary, known)):
            continue
        table = _table_at(grid, row, vocabulary, first=not found)
        if table is not None and table[1] > after:
            found.append(table)
            after = table[2]
    tables: list[Table] = []
    for place, (sheet, top, bottom, headings) in enumerate(found):
        above = found[place - 1][2] if place else 0
        titles = _titles(grid, top, above, everything=place == 0)
        following = found[place + 1] if place + 1 < len(found) else None
        last = grid.last
        if following is not None:
            next_titles = _titles(grid, following[1], bottom, everything=False)
            last = min((*next_titles, following[1])) - 1
        tables.append(Table(grid, sheet, titles, top, bottom, last, headings))
    return tables


def table_of(grid: Grid, layout: Layout, vocabulary: Vocabulary, above: int = 0) -> Table:
    """The table that a layout says is there; a column that would be recognised so anyway keeps its own reason.

    `above` is the last row of the table over it, 0 where it is the first.
    """
    paths = _paths(grid, layout.top, layout.bottom)
    recognised = dict(zip(paths, vocabulary.match(layout.sheet, list(paths.values())), strict=True))
    cells = [cell for row in range(layout.top, layout.bottom + 1) for cell in grid.cells(row)]
    headings = tuple(
        Heading(
            column,
            paths.get(column, ("",)),
            tuple(cell for cell in cells if cell.column == column),
            _said(layout, column, recognised.get(column, NO_COLUMN)),
        )
        for column in range(layout.left, layout.right + 1)
    )
    titles = _titles(grid, layout.top, above, everything=not above)
    return Table(grid, layout.sheet, titles, layout.top, layout.bottom, layout.last, headings)


def _said(layout: Layout, column: int, found: Match) -> Match:
    """What a layout says of a column, given what would be recognised; no two columns go to one."""
    if column not in layout.columns:
        return set_by_user(layout.sheet, "") if found.target in layout.columns.values() else found
    key = layout.columns[column]
    return found if found.target == key else set_by_user(layout.sheet, key)


def _may_head(values: Sequence[Any], vocabulary: Vocabulary, known: dict[object, bool]) -> bool:
    """Whether a row below a table may begin another one: at least half of its cells are headings by themselves."""
    filled = [value for value in values if value is not None]
    unknown = 0
    for value in filled:
        found = known.get(value)
        if found is None:
            if not isinstance(value, str) or value.isdigit():
                found = False
            else:
                found = any(vocabulary.key(sheet, raw_text(value)) for sheet in vocabulary.sheets)
            known[value] = found
        if not found:
            unknown += 1
            if unknown * 2 > len(filled):
                return False
    return True


def _table_at(
    grid: Grid, row: int, vocabulary: Vocabulary, first: bool
) -> tuple[str, int, int, tuple[Heading, ...]] | None:
    """The heading block that has this row as its first known one, for the sheet that it fits best."""
    cells = grid.cells(row)
    words = sum(map(is_words, cells))
    if words * 3 < len(cells) * 2:
        return None
    best: tuple[int, tuple[str, int, int, tuple[Heading, ...]]] | None = None
    for sheet in vocabulary.sheets:
        known = {key for cell in cells if (key := vocabulary.key(sheet, cell_text(cell)))}
        # A heading may be a number (2026); a row of data has many.
        if len(known) < (2 if words == len(cells) else 3) or (not first and len(known) * 2 < len(cells)):
            continue
        top, bottom = _block(grid, row, sheet, vocabulary)
        headings = _headings(grid, top, bottom, sheet, vocabulary)
        score = _score(sheet, headings)
        if score and (best is None or score > best[0]):
            best = score, (sheet, top, bottom, headings)
    return best[1] if best else None


def _score(sheet: str, headings: tuple[Heading, ...]) -> int:
    """How well headings fit a sheet; 0 where the column that names the rows is missing or stands alone."""
    identity = next((h.match for h in headings if h.match.target == SHEETS[sheet].naming), None)
    useful = [h.match.score for h in headings if h.match.key and h.match.key != "note"]
    if identity is None or identity.score < 90 or len(useful) < 2:
        return 0
    return sum(useful)


# The heading block ---------------------------------------------------------------------------------------------------


def _block(grid: Grid, row: int, sheet: str, vocabulary: Vocabulary) -> tuple[int, int]:
    top = bottom = row
    while bottom < row + DEEPEST - 1:
        reach = max(
            (m.bottom for r in range(top, bottom + 1) for m in grid.merges(r)
             if m.top <= bottom < m.bottom and m.bottom - m.top < DEEPEST),
            default=0,
        )  # fmt: skip
        if reach:
            bottom = min(reach, row + DEEPEST - 1)
        elif _continues(grid, top, bottom, sheet, vocabulary):
            bottom += 1
        else:
            break
    while top > 1 and bottom - top < DEEPEST - 1 and _begins(grid, top, bottom):
        top -= 1
    return top, bottom


def _continues(grid: Grid, top: int, bottom: int, sheet: str, vocabulary: Vocabulary) -> bool:
    """Whether the row below the block still belongs to it: words only, and nothing under the column of names."""
    cells = grid.cells(bottom + 1)
    if not cells or any(
        not isinstance(c.value, str)
        or len(plain(c.value)) > _LONGEST
        or is_note(c.value)
        or is_signature(c.value)
        for c in cells
    ):
        return False
    if all(is_unit(cell_text(cell)) for cell in cells):
        return True
    if not all(map(is_words, cells)) or (len(cells) == 1 and is_total(cell_text(cells[0]))):
        return False
    labels = [cell for row in range(top, bottom + 1) for cell in grid.cells(row)]
    keys = {vocabulary.key(sheet, cell_text(c)): c.column for c in labels}
    naming = keys.get(SHEETS[sheet].naming)
    if naming is not None:
        return all(cell.column != naming for cell in cells)
    return any(vocabulary.key(sheet, cell_text(cell)) for cell in cells)


def _begins(grid: Grid, top: int, bottom: int) -> bool:
    """Whether the row above the block belongs to it: labels of groups, not a title and not a line of units."""
    cells = grid.cells(top - 1)
    texts = [plain(cell_text(cell)) for cell in cells]
    if not cells or not all(map(is_words, cells)):
        return False
    if any(":" in tidy(cell_text(c)) for c in cells) or any(
        is_unit(t) or len(t) > _LONGEST or t.startswith(_OF_TITLES) for t in texts
    ):
        return False
    below = [cell.column for row in range(top, bottom + 1) for cell in grid.cells(row)]
    if any(m.top == top - 1 and m.bottom >= top for m in grid.merges(top - 1)):
        return True
    groups = [m for m in grid.merges(top - 1) if m.top == top - 1 and m.right > m.left]
    if len(cells) >= 2:
        return bool(groups) or len(cells) >= 3
    # One label alone: a group's stands over inner columns, a title over the first.
    return cells[0].column > min(below) and len(texts[0]) <= 10 and cells[0].column < max(below)


def _headings(grid: Grid, top: int, bottom: int, sheet: str, vocabulary: Vocabulary) -> tuple[Heading, ...]:
    cells = [cell for row in range(top, bottom + 1) for cell in grid.cells(row)]
    paths = _paths(grid, top, bottom)
    matches = vocabulary.match(sheet, list(paths.values()))
    return tuple(
        Heading(column, path, tuple(c for c in cells if c.column == column), match)
        for (column, path), match in zip(paths.items(), matches, strict=True)
    )


def _paths(grid: Grid, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """The path of each column that has a heading."""
    cells = [cell for row in range(top, bottom + 1) for cell in grid.cells(row)]
    paths: dict[int, tuple[str, ...]] = {}
    if not cells:
        return paths
    spans = [
        m
        for row in range(top, bottom + 1)
        for m in grid.merges(row)
        if m.top == row and grid.cell(m.top, m.left)
    ]
    first = min(cell.column for cell in cells)
    last = max([cell.column for cell in cells] + [min(m.right, m.left + 60) for m in spans])
    parts: dict[tuple[int, int], tuple[str, bool]] = {}
    for column in range(first, last + 1):
        path: list[str] = []
        for row in range(top, bottom + 1):
            text, lends = _part(grid, row, column, bottom, parts)
            parts[row, column] = text, lends
            if text and (not path or plain(path[-1]) != plain(text)):
                path.append(text)
        if path:
            paths[column] = tuple(path)
    return paths


def _part(
    grid: Grid, row: int, column: int, bottom: int, left: dict[tuple[int, int], tuple[str, bool]]
) -> tuple[str, bool]:
    """What a heading cell says, and whether an empty cell to its right takes it over.

    A merge that was taken apart and made anew in WPS leaves the right cells of a group empty: they take the label of
    the group, where both stand over labels of their own.
    """
    shown = grid.shown(row, column)
    covered = grid.merge(row, column) is not None
    below = any(grid.cell(r, column) is not None for r in range(row + 1, bottom + 1))
    if shown is not None:
        # Headings are broken into lines wherever the column is narrow.
        text = "".join(cell_text(shown).split())
        return text, below and not covered
    if covered or not below:
        return "", False
    text, lends = left.get((row, column - 1), ("", False))
    return (text, True) if lends else ("", False)


# Around it -----------------------------------------------------------------------------------------------------------


def _titles(grid: Grid, top: int, above: int, everything: bool) -> tuple[int, ...]:
    """The rows over a heading block that are its title and its line of units."""
    if everything:
        return tuple(row for row in grid.numbers if row < top)
    return tuple(reversed(list(_titles_up(grid, top, above))))


def _titles_up(grid: Grid, top: int, above: int) -> Iterator[int]:
    for row in range(top - 1, above, -1):
        cells = grid.cells(row)
        if not cells or len(cells) > 3 or not all(map(is_words, cells)):
            return
        first = cell_text(cells[0])
        closes = is_total(first) or is_note(first) or is_signature(cell_text(cells[-1]))
        # Those end the table above; 填报单位 is the exception, it begins one.
        if closes and not plain(first).startswith("填报单位"):
            return
        yield row
