"""Layout: a Page broken into sheets of paper, every line of text in its place.

Measures are points, from the top of a sheet down. Rows stay whole; the last rows, the notes and the signatures stay
together, so that nobody signs a sheet without a figure on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from street_desk.domain.pages import Align, Page, PageRow
from street_desk.exchange.fonts import Style, chain
from street_desk.exchange.lines import broken

MM = 72 / 25.4
TOP, BOTTOM = 12 * MM, 14 * MM
"""From the edge of the paper to what is printed above and below; the foot stands in the lower margin."""
LEADING = 1.32
"""From line to line, in letters."""
NOTE_SIZE = 8.5
TITLE_SIZE = 18.0
RUNNING_HEAD = 16.0
_PAD_X, _PAD_Y = 2.2, 3.0
_LEAST_ROW = 17.0
_SIGNATURES = 34.0
_GAP = 6.0
_KEPT = 3
"""At least so many rows stand above the signatures."""
_SMALLEST = 4.0


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
    """A row of the body. `open` are the columns that have no line on their left, being covered by a wider cell."""

    kind: str
    height: float
    cells: tuple[Cell, ...]
    open: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Note:
    """A note below the table; 注： stands before the first."""

    height: float
    lines: tuple[str, ...]
    first: bool


@dataclass(slots=True)
class Sheet:
    """One sheet of paper: its part of the table, and what of notes and signatures stands on it."""

    first: bool
    rows: list[Row]
    notes: list[Note]
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A Page on paper. `edges` are the lines between the columns from the left."""

    page: Page
    width: float
    height: float
    edges: tuple[float, ...]
    head: float
    header: tuple[Cell, ...]
    header_height: float
    sheets: tuple[Sheet, ...]


def lay_out(page: Page) -> Layout:
    """The Page on as many sheets as it takes."""
    width, height = (mm * MM for mm in page.paper_size)
    widths = [column.width * MM for column in page.columns]
    edges = [(width - sum(widths)) / 2]
    for column in widths:
        edges.append(edges[-1] + column)
    header, header_height = _header(page, edges)
    head = head_height(page)
    room = height - TOP - BOTTOM - header_height
    tallest = room - max(head, RUNNING_HEAD)
    rows = [_row(page, row, edges, tallest) for row in page.rows]
    room_for_notes = edges[-1] - edges[0] - note_indent()
    notes = [_note(text, room_for_notes, number == 0) for number, text in enumerate(page.notes)]
    sheets = _sheets(rows, notes, room - head, room - RUNNING_HEAD, bool(page.signatures))
    return Layout(page, width, height, tuple(edges), head, header, header_height, tuple(sheets))


def head_height(page: Page) -> float:
    """From the upper margin to the table on the first sheet: attachment, title, notice, the line of particulars."""
    return 14 + TITLE_SIZE * 1.5 + (14 if page.notice else 4) + 18


def note_indent() -> float:
    """The room of 注： before the notes."""
    return 2 * NOTE_SIZE


def _header(page: Page, edges: Sequence[float]) -> tuple[tuple[Cell, ...], float]:
    size = page.size
    heights = [0.0] * page.header_rows
    broken_up = []
    for heading in page.header:
        x, right = edges[heading.column], edges[heading.column + heading.columns]
        lines = tuple(balanced(heading.text, right - x - 2 * _PAD_X, size))
        broken_up.append((heading, x, right - x, lines))
        needed = len(lines) * size * LEADING + 2 * _PAD_Y
        held = sum(heights[heading.row : heading.row + heading.rows])
        if needed > held:
            heights[heading.row + heading.rows - 1] += needed - held
    heights = [max(height, _LEAST_ROW) for height in heights]
    tops = [sum(heights[:n]) for n in range(len(heights) + 1)]
    cells = tuple(
        Cell(x, tops[h.row], w, tops[h.row + h.rows] - tops[h.row], lines, size, "heading", "centre")
        for h, x, w, lines in broken_up
    )
    return cells, tops[-1]


def balanced(text: str, width: float, size: float) -> list[str]:
    """A heading in as few lines as it takes, none much shorter than the others: 职业资/格补贴, not 职业资格补/贴."""
    lines = _broken("heading", text, width, size)
    before, bracket, rest = text.partition("（")
    if len(lines) > 1 and before and bracket:
        apart = (*_broken("heading", before, width, size), *_broken("heading", bracket + rest, width, size))
        if len(apart) == len(lines):
            return list(apart)
    if len(lines) > 1:
        while width > size and len(narrower := _broken("heading", text, width - 0.5 * size, size)) == len(
            lines
        ):
            lines, width = narrower, width - 0.5 * size
    return list(lines)


def _row(page: Page, row: PageRow, edges: Sequence[float], tallest: float) -> Row:
    """A row as high as its longest text; one that would be higher than a sheet is set smaller."""
    size = page.size
    laid = _row_of_size(page, row, edges, size)
    while laid.height > tallest and size > _SMALLEST:
        size -= 0.5
        laid = _row_of_size(page, row, edges, size)
    return laid


def _row_of_size(page: Page, row: PageRow, edges: Sequence[float], size: float) -> Row:
    texts = []
    covered = 0
    opened = set()
    for place, (column, box) in enumerate(zip(page.columns, row.boxes, strict=True)):
        if place < covered:
            opened.add(place)
            continue
        covered = place + box.span
        if not box.text:
            continue
        x, right = edges[place], edges[covered]
        style: Style = "heading" if box.label else "body"
        figures = bool(column.format_of(box))
        # Figures were given room for one line, and a font a hair wider must not break them.
        room = right - x - 2 * _PAD_X
        lines = (box.text,) if figures else _broken(style, box.text, room, size)
        texts.append((x, right - x, lines, style, column.align_of(box), figures))
    most = max((len(lines) for _, _, lines, _, _, _ in texts), default=1)
    height = max(most * size * LEADING + 2 * _PAD_Y, _LEAST_ROW, row.height * MM)
    cells = tuple(
        Cell(x, 0, w, height, lines, size, style, align, figures)
        for x, w, lines, style, align, figures in texts
    )
    return Row(row.kind, height, cells, frozenset(opened))


def _note(text: str, width: float, first: bool) -> Note:
    lines = _broken("body", text, width, NOTE_SIZE)
    return Note(len(lines) * NOTE_SIZE * LEADING, lines, first)


@lru_cache(maxsize=20_000)
def _broken(style: Style, text: str, width: float, size: float) -> tuple[str, ...]:
    fonts = chain(style)
    return tuple(broken(text, width, lambda part: fonts.width(part, size)))


# Sheets --------------------------------------------------------------------------------------------------------------


def _sheets(
    rows: Sequence[Row], notes: Sequence[Note], first: float, others: float, signed: bool
) -> list[Sheet]:
    """Rows, notes and signatures on sheets that hold `first` and `others` points below the header."""
    sheets = [Sheet(True, [], [])]
    left = first
    for group in _groups(rows, notes, others, signed):
        height = _height(group)
        if height > left and (sheets[-1].rows or sheets[-1].notes):
            sheets.append(Sheet(False, [], []))
            left = others
        sheet = sheets[-1]
        sheet.rows += group.rows
        sheet.notes += group.notes
        sheet.signed = sheet.signed or group.signed
        left -= height
    return sheets


def _groups(rows: Sequence[Row], notes: Sequence[Note], room: float, signed: bool) -> Iterator[Sheet]:
    """What must not be parted: a subtotal and the row above it; the last rows with all that stands below them."""
    tail = Sheet(False, list(rows[-_KEPT:]), list(notes), signed)
    for row, following in zip(rows[:-_KEPT], [*rows[1:-_KEPT], None], strict=False):
        if row.kind != "subtotal":
            with_it = following if following is not None and following.kind == "subtotal" else None
            yield Sheet(False, [row, with_it] if with_it else [row], [])
    if _height(tail) <= room:
        yield tail
        return
    # Notes longer than a sheet: they follow the table one by one, and the last one keeps the signatures.
    yield Sheet(False, tail.rows, [])
    for note in notes[:-1]:
        yield Sheet(False, [], [note])
    yield Sheet(False, [], list(notes[-1:]), signed)


def _height(group: Sheet) -> float:
    below = _GAP + sum(note.height for note in group.notes) if group.notes else 0.0
    return sum(row.height for row in group.rows) + below + (_SIGNATURES if group.signed else 0.0)
