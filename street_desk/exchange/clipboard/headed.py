"""The headings of a copied block: which column of the sheet each of its columns names, and which rows are data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from street_desk.domain.kinds import Money, Text, tidy
from street_desk.domain.sheets import Sheet
from street_desk.exchange.clipboard.block import Block, BlockCell, MergedFigure, Span
from street_desk.exchange.importing import units
from street_desk.exchange.importing.headings import Headings, Match
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import (
    is_average,
    is_note,
    is_sentence,
    is_signature,
    is_total,
    plain,
)

_DEEPEST = 3
_MOST_TITLES = 4
# Below it a heading only ends in a column's name, as 幸福社区 does.
_SURE = 85
_RUNNING = ("序号", "编号", "序", "no", "no.")


@dataclass(frozen=True, slots=True)
class HeadedColumn:
    """One column of the block that lands: its place, the key of the column it names, the yuan of a plain amount."""

    place: int
    key: str
    factor: int


@dataclass(slots=True)
class HeadedRow:
    """One row of data by column key. `line` counts from 1 in the block, `merged` are the figures not its alone.

    `by_name` says that it was found by its name, which stays as the sheet has it.
    """

    line: int
    cells: dict[str, BlockCell] = field(default_factory=dict)
    merged: dict[str, MergedFigure] = field(default_factory=dict)
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Headed:
    """A block with headings.

    `derived` counts the columns that the program works out itself, `unknown` are the headings that fit none, `totals`
    counts the rows that sum others up, `notes` those that explain or sign, `bare` the cells without a heading above.
    """

    columns: tuple[HeadedColumn, ...]
    rows: tuple[HeadedRow, ...]
    derived: int
    unknown: tuple[str, ...]
    totals: int
    notes: int
    bare: int


def headed(block: Block, sheet: Sheet, year: int, factor: int = 1) -> Headed | None:
    """The block by its headings; None where it has none. Amounts of which no unit is stated are in so many yuan.

    Headings are known by at least two of the sheet's columns, and more than half of them are. A title and a line of
    units may stand above them; below them stands something, or they are only words.
    """
    if sheet.single:
        return None
    SHEETS.use_sheet(sheet)
    reader = _Reader(block, sheet, Headings(year, lists=True), factor)
    for top in range(min(_MOST_TITLES, len(block.rows))):
        if top and not reader.may_be_title(top - 1):
            break
        found = None if reader.is_title(top) else reader.at(top)
        if found is not None:
            return found
    return None


class _Reader:
    """Looks for headings in one block."""

    def __init__(self, block: Block, sheet: Sheet, vocabulary: Headings, factor: int) -> None:
        self._factor = factor
        self._block = block
        self._sheet = sheet
        self._vocabulary = vocabulary
        self._covers = block.covers()

    def may_be_title(self, row: int) -> bool:
        """Whether a row may stand above headings: a few words, or nothing."""
        texts = self._texts(row)
        return len(texts) <= 3 and all(map(_is_words, texts))

    def is_title(self, row: int) -> bool:
        """Whether a row is no heading whatever comes below it: nothing, a title at the left edge, a line of units."""
        texts = [tidy(text) for text in self._texts(row)]
        if not texts or any(":" in text.rstrip(":") or units.is_unit(text) for text in texts):
            return self.may_be_title(row)
        first = self._block.rows[row][0].text
        return len(texts) == 1 and bool(first) and not self._vocabulary.key(self._sheet.name, first)

    def at(self, top: int) -> Headed | None:
        """The block with its headings from that row on; None where they are not recognised."""
        texts = self._texts(top)
        if not texts or sum(map(_is_words, texts)) * 3 < len(texts) * 2:
            return None
        depth = self._depth(top)
        paths = self._paths(top, depth)
        matches = self._known(paths)
        if matches is None:
            return None
        return self._read(top, depth, paths, matches)

    def _known(self, paths: dict[int, tuple[str, ...]]) -> dict[int, Match] | None:
        matches = dict(zip(paths, self._match(list(paths.values())), strict=True))
        sure = [m for m in matches.values() if m.key and m.score >= _SURE]
        running = sum(plain(path[-1]) in _RUNNING for path in paths.values())
        if len({m.key for m in sure}) < 2 or (len(sure) + running) * 2 <= len(paths):
            return None
        return matches

    def _match(self, paths: Sequence[tuple[str, ...]]) -> list[Match]:
        return self._vocabulary.match(self._sheet.name, paths)

    # The heading rows ------------------------------------------------------------------------------------------------

    def _texts(self, row: int) -> list[str]:
        return [cell.text for cell in self._block.rows[row] if cell.text]

    def _depth(self, top: int) -> int:
        depth = 1
        while depth < _DEEPEST and top + depth < len(self._block.rows):
            reaches = any(top <= s.top < top + depth <= s.bottom for s in self._block.spans)
            if not reaches and not self._continues(top, depth):
                break
            depth += 1
        return depth

    def _continues(self, top: int, depth: int) -> bool:
        """Whether the row below still belongs to the headings: units, or headings where no column is named yet."""
        row = top + depth
        texts = self._texts(row)
        if texts and all(map(units.is_unit, texts)):
            return True
        if not texts or not all(map(_is_words, texts)):
            return False
        above, both = self._paths(top, depth), self._paths(top, depth + 1)
        filled = [c for c, cell in enumerate(self._block.rows[row]) if cell.text]
        if any(self._names_rows(above.get(column, ())) for column in filled):
            return False
        matches = dict(zip(both, self._match(list(both.values())), strict=True))
        return sum(matches[c].score >= _SURE and bool(matches[c].key) for c in filled) * 2 > len(filled)

    def _names_rows(self, path: tuple[str, ...]) -> bool:
        return bool(path) and self._vocabulary.key(self._sheet.name, path[-1]) in ("name", "code")

    def _paths(self, top: int, depth: int) -> dict[int, tuple[str, ...]]:
        """The heading of each column from the top down; a merged one stands over all its columns."""
        paths: dict[int, tuple[str, ...]] = {}
        lent: dict[int, str] = {}
        for column in range(self._block.width):
            path: list[str] = []
            for row in range(top, top + depth):
                text = self._heading(row, column)
                below = any(self._heading(r, column) for r in range(row + 1, top + depth))
                if not text and below and (row, column) not in self._covers:
                    # As text, or merged anew in WPS, a group's label stands over its first column alone.
                    text = lent.get(row, "")
                lent[row] = text if below and (row, column) not in self._covers else ""
                if text and (not path or plain(path[-1]) != plain(text)):
                    path.append(text)
            if path:
                paths[column] = tuple(path)
        return paths

    def _heading(self, row: int, column: int) -> str:
        span = self._covers.get((row, column))
        cell = self._block.rows[span.top][span.left] if span else self._block.rows[row][column]
        return "".join(cell.text.split())

    # The rows --------------------------------------------------------------------------------------------------------

    def _read(
        self, top: int, depth: int, paths: dict[int, tuple[str, ...]], matches: dict[int, Match]
    ) -> Headed | None:
        stated = units.of_titles([text for row in range(top) for text in self._texts(row)])
        columns: list[HeadedColumn] = []
        derived, unknown = 0, list[str]()
        for place, match in matches.items():
            # What names a figure that is worked out here means that figure: it is no amount that was approved.
            if match.key and self._sheet[match.key].derived:
                derived += 1
            elif match.target:
                unit = units.of_heading(paths[place]) or stated
                money = isinstance(self._sheet[match.target].kind, Money)
                factor = units.factor_of(unit) if unit else self._factor
                columns.append(HeadedColumn(place, match.target, factor if money else 1))
            elif plain(paths[place][-1]) not in _RUNNING:
                unknown.append("/".join(paths[place]))
        if not columns:
            return None
        totals = notes = bare = 0
        data: list[int] = []
        for number in range(top + depth, len(self._block.rows)):
            if not self._texts(number) or self._repeats_headings(number, top, depth):
                continue
            if self._is_total(number, columns):
                totals += 1
            elif self._explains(number, columns) or (not data and self._counts_columns(number)):
                notes += 1
            else:
                data.append(number)
                bare += sum(
                    bool(cell.text) and place not in paths
                    for place, cell in enumerate(self._block.rows[number])
                )
        if not data and not totals:
            return None
        held = frozenset(data)
        # How many rows of data a merged cell covers, counted once each.
        shared = {
            span: sum(row in held for row in range(span.top, span.bottom + 1)) for span in self._block.spans
        }
        rows = [self._row(number, columns, held, shared) for number in data]
        return Headed(tuple(columns), tuple(rows), derived, tuple(unknown), totals, notes, bare)

    def _row(
        self, number: int, columns: Sequence[HeadedColumn], data: frozenset[int], shared: dict[Span, int]
    ) -> HeadedRow:
        """A row of data; a text that is merged down belongs to every row beside it, a figure to none of several."""
        row = HeadedRow(number + 1)
        for column in columns:
            cell = self._block.rows[number][column.place]
            span = self._covers.get((number, column.place))
            if span is not None and shared[span] > 1:
                first = self._block.rows[span.top][span.left]
                if not self._sheet[column.key].kind.numeric:
                    cell = first if span.top in data else cell
                elif first.text:
                    row.merged[column.key] = MergedFigure(text=first.text)
                    cell = first
            row.cells[column.key] = cell
        return row

    def _edge(self, columns: Sequence[HeadedColumn]) -> int:
        """The last column in which a row says what it is."""
        return max((c.place for c in columns if c.key in ("name", "community", "code")), default=-1)

    def _is_total(self, row: int, columns: Sequence[HeadedColumn]) -> bool:
        cells = self._block.rows[row]
        labels = [cell.text for cell in cells[: self._edge(columns) + 1] if cell.text] or self._texts(row)[:1]
        return any(is_total(label) or is_average(label) for label in labels if _is_words(label))

    def _explains(self, row: int, columns: Sequence[HeadedColumn]) -> bool:
        """Whether a row is a remark below the table, or who signed it."""
        texts = self._texts(row)
        if is_signature(texts[0]):
            return True
        place = next(n for n, cell in enumerate(self._block.rows[row]) if cell.text)
        free = any(c.place == place > 0 and isinstance(self._sheet[c.key].kind, Text) for c in columns)
        return len(texts) == 1 and not free and (is_note(texts[0]) or is_sentence(texts[0]))

    def _counts_columns(self, row: int) -> bool:
        """Whether a row right under the headings numbers them: 栏次, 1, 2, 3."""
        texts = list(map(plain, self._texts(row)))
        counted = texts[1:] if texts[0] in ("栏次", "行次", "列次", "甲") else texts
        told = len(counted) < len(texts) or len(counted) >= 3
        return told and counted == [str(n) for n in range(1, len(counted) + 1)]

    def _repeats_headings(self, row: int, top: int, depth: int) -> bool:
        """Whether a row is a heading row again, as at the top of every printed page."""
        texts = self._texts(row)
        return any(texts == self._texts(r) for r in range(top, top + depth)) and all(map(_is_words, texts))


def _is_words(text: str) -> bool:
    return not text.strip().replace(",", "").replace(".", "").isdigit()
