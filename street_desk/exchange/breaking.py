"""Breaking: the rows, notes and signatures of a Page put on sheets of paper.

Rows stay whole. A section and a heading stay with the row below them, a sum with the row above it. The last rows, the
notes and the signatures stay together, so that nobody signs a sheet without a figure on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from street_desk.domain.pages import Align
from street_desk.exchange.fonts import Style

GAP = 6.0
"""Between the table and the notes."""
_KEPT = 3
"""At least so many rows stand above the signatures."""
_WITH_NEXT = ("section", "heading")
_WITH_LAST = ("subtotal", "total")


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of text in a frame; `figures` are set with every digit equally wide."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    size: float
    style: Style
    align: Align
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. `open` are the columns that have no line on their left, being covered by a wider cell.

    `place` is its own among the Page's rows; None where it sums up a sheet of paper.
    """

    kind: str
    height: float
    cells: tuple[Cell, ...]
    open: frozenset[int] = frozenset()
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note below the table, or a part of a long one; 注： stands before the first."""

    height: float
    lines: tuple[str, ...]
    first: bool


@dataclass(slots=True)
class Sheet:
    """One sheet of paper: its part of the table, and what of notes and signatures stands on it.

    `signatures` is what these take below all else, nothing where they stand on another sheet.
    """

    first: bool
    rows: list[Row]
    notes: list[Note]
    signatures: float = 0.0

    @property
    def signed(self) -> bool:
        return self.signatures > 0

    @property
    def height(self) -> float:
        """What all of it takes, in points."""
        below = GAP + sum(note.height for note in self.notes) if self.notes else 0.0
        return sum(row.height for row in self.rows) + below + self.signatures


def on_sheets(
    rows: Sequence[Row], notes: Sequence[Note], signatures: float, first: float, others: float
) -> list[Sheet]:
    """Rows, notes and signatures on sheets that hold `first` and `others` points below the header."""
    sheets = [Sheet(True, [], [])]
    waiting = list(reversed(_groups(rows, notes, signatures)))
    left = first
    while waiting:
        group = waiting.pop()
        sheet = sheets[-1]
        empty = not sheet.rows and not sheet.notes
        height = group.height - (GAP if sheet.notes and group.notes else 0.0)
        if height > left:
            # More than a whole sheet holds: what can be parted is.
            if group.height > (left if empty else others) and (parts := _parts(group)):
                waiting += reversed(parts)
                continue
            if not empty:
                sheet, left, height = Sheet(False, [], []), others, group.height
                sheets.append(sheet)
        sheet.rows += group.rows
        sheet.notes += group.notes
        sheet.signatures += group.signatures
        left -= height
    return sheets


def _groups(rows: Sequence[Row], notes: Sequence[Note], signatures: float) -> list[Sheet]:
    """What must not be parted, the last rows with all that stands below them."""
    chunks = list(_chunks(rows))
    tail: list[Row] = []
    while chunks and len(tail) < _KEPT:
        tail = chunks.pop() + tail
    return [*(Sheet(False, chunk, []) for chunk in chunks), Sheet(False, tail, list(notes), signatures)]


def _chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that stand on one sheet."""
    chunk: list[Row] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        chunk.append(row)
        summed = following is not None and following.kind in _WITH_LAST
        if row.kind not in _WITH_NEXT and not summed:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _parts(group: Sheet) -> list[Sheet]:
    """A group that no sheet holds, parted: its rows, then its notes one by one, the last one with the signatures.

    Nothing where it cannot be parted.
    """
    parts = [Sheet(False, [row], []) for row in group.rows]
    parts += [Sheet(False, [], [note]) for note in group.notes]
    if len(parts) < 2:
        return []
    parts[-1].signatures = group.signatures
    return parts
