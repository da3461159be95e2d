"""Heading rows: where a table begins in a tab, how many rows its headings take, and the path of each heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from street_desk.domain.kinds import tidy
from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing.grid import Grid, cell_text, is_words, raw_text
from street_desk.exchange.importing.headings import SHEET_WORDS
from street_desk.exchange.importing.homes import names_community
from street_desk.exchange.importing.tables import Heading, Vocabulary
from street_desk.exchange.importing.units import is_unit
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_note, is_signature, is_total, plain
from street_desk.exchange.importing.years import without_years
from street_desk.exchange.reading import Cell

DEEPEST = 6
_LONGEST = 24
_OF_TITLES = ("填报", "填表", "编制单位", "金额单位", "日期", "20")
_HINTED = 30
# So much more must another sheet know of the headings for a table to be none of this one.
_FAR_BETTER = 150


class Block(NamedTuple):
    """The heading rows of a table and what they mean."""

    sheet: str
    top: int
    bottom: int
    headings: tuple[Heading, ...]
    confirmed: Remembered | None = None


def may_head(values: Sequence[Any], vocabulary: Vocabulary, known: dict[object, bool]) -> bool:
    """Whether a row below a table may begin another one: at least half of its cells are headings by themselves."""
    filled = [value for value in values if value is not None]
    if [value.__class__ for value in filled].count(str) * 3 < len(filled) * 2:
        # Too many figures for headings, as in nearly all rows of a large table.
        return False
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


def block_at(grid: Grid, row: int, vocabulary: Vocabulary, first: bool) -> Block | None:
    """The heading block that has this row as its first known one, for the sheet that it fits best."""
    cells = grid.cells(row)
    words = sum(map(is_words, cells))
    if words * 3 < len(cells) * 2:
        return None
    fits: list[tuple[int, int, Block]] = []
    for sheet in vocabulary.sheets:
        known = {key for cell in cells if (key := vocabulary.key(sheet, cell_text(cell)))}
        # A heading may be a number (2026); a row of data has many.
        if len(known) < (2 if words == len(cells) else 3) or (not first and len(known) * 2 < len(cells)):
            continue
        top, bottom = _block(grid, row, sheet, vocabulary)
        headings = _headings(grid, top, bottom, sheet, vocabulary)
        fits.append((score(sheet, headings), known_of(headings), Block(sheet, top, bottom, headings)))
    fit = [one for one in fits if one[0]]
    if not fit:
        return None
    if len(fit) > 1:
        said = _said_above(grid, fit[0][2].top)
        fit.sort(
            key=lambda one: one[0] + _HINTED * bool(SHEET_WORDS[one[2].sheet].search(said)), reverse=True
        )
    # A list of people is no list of communities because it says whose they are and a word of it happens to fit.
    if max(known for _, known, _ in fits) >= fit[0][1] + _FAR_BETTER:
        return None
    return fit[0][2]


def _said_above(grid: Grid, top: int) -> str:
    """What the tab's name and the lines right above a table say."""
    lines = [cell_text(cell) for row in range(max(1, top - 3), top) for cell in grid.cells(row)[:3]]
    return plain("".join([grid.tab.name, *lines]))


def score(sheet: str, headings: Sequence[Heading]) -> int:
    """How well headings fit a sheet; 0 where the column that names the rows is missing or stands alone."""
    identity = next((h.match for h in headings if h.match.target == SHEETS[sheet].naming), None)
    useful = _useful(headings)
    if identity is None or identity.asked or len(useful) < 2:
        return 0
    if identity.score < 90 and not (identity.similar and len(useful) > 2):
        return 0
    return sum(useful)


def known_of(headings: Sequence[Heading]) -> int:
    """How much of the headings a sheet knows, whether or not a table can be made of them."""
    return sum(_useful(headings))


def _useful(headings: Sequence[Heading]) -> list[int]:
    matches = [h.match for h in headings]
    return [m.score for m in matches if m.key and m.key != "note" and not m.asked]


def headings_of(grid: Grid, top: int, bottom: int, sheet: str, vocabulary: Vocabulary) -> dict[int, Heading]:
    """The heading of each column that has one."""
    return {heading.column: heading for heading in _headings(grid, top, bottom, sheet, vocabulary)}


def _block(grid: Grid, row: int, sheet: str, vocabulary: Vocabulary) -> tuple[int, int]:
    top = bottom = row
    while bottom < row + DEEPEST - 1:
        reach = _reach(grid, top, bottom)
        if reach:
            bottom = min(reach, row + DEEPEST - 1)
        elif _continues(grid, top, bottom, sheet, vocabulary):
            bottom += 1
        else:
            break
    while top > 1 and bottom - top < DEEPEST - 1 and _begins(grid, top, bottom):
        top -= 1
    return top, bottom


def _reach(grid: Grid, top: int, bottom: int) -> int:
    """How far down cells that are merged reach below heading rows; 0 where none does."""
    return max(
        (m.bottom for row in range(top, bottom + 1) for m in grid.merges(row)
         if m.top <= bottom < m.bottom and m.bottom - m.top < DEEPEST),
        default=0,
    )  # fmt: skip


def goes_further(grid: Grid, top: int, bottom: int, sheet: str, vocabulary: Vocabulary, naming: int) -> bool:
    """Whether heading rows have one more below them, where it is known in which column the names stand."""
    return bool(_reach(grid, top, bottom)) or _continues(grid, top, bottom, sheet, vocabulary, naming)


def _continues(
    grid: Grid, top: int, bottom: int, sheet: str, vocabulary: Vocabulary, naming: int | None = None
) -> bool:
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
    if not all(map(is_words, cells)) or (len(cells) == 1 and _is_line(grid, cells[0], top, bottom)):
        return False
    if naming is None:
        labels = [cell for row in range(top, bottom + 1) for cell in grid.cells(row)]
        keys = {vocabulary.key(sheet, cell_text(c)): c.column for c in labels}
        naming = keys.get(SHEETS[sheet].naming)
    if naming is not None:
        return all(cell.column != naming for cell in cells)
    return any(vocabulary.key(sheet, cell_text(cell)) for cell in cells)


def _is_line(grid: Grid, cell: Cell, top: int, bottom: int) -> bool:
    """Whether a text alone in its row says whose the rows below it are, or that they are totals: no heading does."""
    text = cell_text(cell)
    if is_total(text) or names_community(text):
        return True
    merge = grid.merge(cell.row, cell.column)
    used = [c.column for row in range(top, bottom + 1) for c in grid.cells(row)]
    return merge is not None and merge.left <= min(used) and merge.right >= max(used) > min(used)


def _begins(grid: Grid, top: int, bottom: int) -> bool:
    """Whether the row above the block belongs to it: labels of groups, not a title and not a line of units."""
    cells = grid.cells(top - 1)
    texts = [plain(cell_text(cell)) for cell in cells]
    if not cells or not all(map(is_words, cells)):
        return False
    if any(":" in tidy(cell_text(c)) for c in cells) or any(
        is_unit(t) or len(t) > _LONGEST or (t.startswith(_OF_TITLES) and not _is_year(t)) for t in texts
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


def _is_year(text: str) -> bool:
    """Whether a label says of which year the columns below it are: 2025年, 2025年经费."""
    rest, named = without_years(text)
    return bool(named) and len(rest) <= 4 and not rest.endswith("表")


def _headings(grid: Grid, top: int, bottom: int, sheet: str, vocabulary: Vocabulary) -> tuple[Heading, ...]:
    cells = [cell for row in range(top, bottom + 1) for cell in grid.cells(row)]
    paths = paths_of(grid, top, bottom)
    matches = vocabulary.match(sheet, list(paths.values()))
    return tuple(
        Heading(column, path, tuple(c for c in cells if c.column == column), match)
        for (column, path), match in zip(paths.items(), matches, strict=True)
    )


def paths_of(grid: Grid, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
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
