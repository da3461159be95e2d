"""Layout: a Page on sheets of paper, every line of text in its place.

Measures are points, from the top of a sheet down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from street_desk.domain.page_sums import HERE, SO_FAR, PageSums, page_sums
from street_desk.domain.pages import Align, Box, Page, PageColumn, PageRow
from street_desk.exchange.breaking import Cell, Note, Row, Sheet, on_sheets
from street_desk.exchange.fonts import Style, chain
from street_desk.exchange.lines import broken
from street_desk.exchange.signatures import Signature, height_of, signatures

MM = 72 / 25.4
TOP, BOTTOM = 12 * MM, 14 * MM
"""From the edge of the paper to what is printed above and below; the foot stands in the lower margin."""
LEADING = 1.32
"""From line to line, in letters."""
NOTE_SIZE = 8.5
PLAIN = 10.0
"""What stands around the table."""
_PLAIN_STEP = 15.0
TITLE_SIZE = 18.0
RUNNING_HEAD = 16.0
PAD_X, _PAD_Y = 2.2, 3.0
_LEAST_ROW = 17.0
_LEAST_TITLE, _TITLE_LEADING = 15.0, 1.3
_SMALLEST = 4.0
_ALIGNED: dict[str, Align] = {"section": "left", "heading": "centre"}
_NOTE_LINES = 20
"""A note of more lines may go on on the next sheet."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text, and how far right and down it begins."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A Page on paper. `edges` are the lines between the columns from the left."""

    page: Page
    width: float
    height: float
    edges: tuple[float, ...]
    title: tuple[str, ...]
    title_size: float
    particulars: tuple[Placed, ...]
    head: float
    header: tuple[Cell, ...]
    header_height: float
    sheets: tuple[Sheet, ...]
    signatures: tuple[Signature, ...]


def lay_out(page: Page) -> Layout:
    """The Page on as many sheets as it takes."""
    width, height = (mm * MM for mm in page.paper_size)
    widths = [column.width * MM for column in page.columns]
    edges = [(width - sum(widths)) / 2]
    for column in widths:
        edges.append(edges[-1] + column)
    header, header_height = _header(page, edges)
    title, title_size = _title(page.title, edges[-1] - edges[0])
    particulars = _particulars(page.meta, edges[0], edges[-1])
    head = 14 + title_size * (1.5 + _TITLE_LEADING * (len(title) - 1)) + (14 if page.notice else 4)
    head += 18 + particulars[-1].y
    room = height - TOP - BOTTOM - header_height
    signing = signatures(page.signatures, edges[0], edges[-1])
    below = height_of(signing)
    tallest = room - max(head, RUNNING_HEAD) - below
    rows = [_row(page, row, edges, tallest, place) for place, row in enumerate(page.rows)]
    notes = list(_notes(page, edges[-1] - edges[0] - note_indent()))
    sheets = on_sheets(rows, notes, below, room - head, room - RUNNING_HEAD)
    if len(sheets) > 1 and (sums := page_sums(page)) is not None:
        # A form of one sheet has its total already.
        room -= sum(row.height for row in _sum_rows(sums, (), (), edges))
        sheets = on_sheets(rows, notes, below, room - head, room - RUNNING_HEAD)
        _sum_up(sheets, sums, edges)
    return Layout(
        page,
        width,
        height,
        tuple(edges),
        title,
        title_size,
        particulars,
        head,
        header,
        header_height,
        tuple(sheets),
        signing,
    )


def _sum_up(sheets: Sequence[Sheet], sums: PageSums, edges: Sequence[float]) -> None:
    """Ends the table of each sheet with its sums, above the total where that stands there."""
    so_far: list[int] = []
    for sheet in sheets:
        here = [row.place for row in sheet.rows if row.place is not None]
        so_far += here
        if sums.counts(here):
            end = len(sheet.rows)
            while sheet.rows[end - 1].kind == "total":
                end -= 1
            sheet.rows[end:end] = _sum_rows(sums, here, so_far, edges)


def _sum_rows(
    sums: PageSums, here: Sequence[int], so_far: Sequence[int], edges: Sequence[float]
) -> list[Row]:
    size = sums.page.size
    return [
        _row_of_size(sums.page, row, edges, size, None)
        for row in (sums.row(HERE, here), sums.row(SO_FAR, so_far))
    ]


def title_step(layout: Layout) -> float:
    """From one line of the title to the next."""
    return layout.title_size * _TITLE_LEADING


def _title(text: str, room: float) -> tuple[tuple[str, ...], float]:
    """The title in one line, a little smaller where that is enough, else in several of about the same length."""
    fonts = chain("title")
    size = TITLE_SIZE * room / max(room, fonts.width(text, TITLE_SIZE))
    if size >= _LEAST_TITLE:
        return (text,), size
    lines = _broken("title", text, room, _LEAST_TITLE)
    while len(narrower := _broken("title", text, room - _LEAST_TITLE, _LEAST_TITLE)) == len(lines):
        lines, room = narrower, room - _LEAST_TITLE
    return lines, _LEAST_TITLE


def _particulars(meta: Sequence[str], left: float, right: float) -> tuple[Placed, ...]:
    """The line above the table: the first at the left, the last at the right, the others in the middle between them.

    Where they are too long for one, the first has a line of its own.
    """
    room, fonts = right - left, chain("body")
    widths = [fonts.width(text, PLAIN) for text in meta]
    if len(meta) > 1 and sum(widths) + 2 * PLAIN * (len(meta) - 1) > room:
        size = min(PLAIN, PLAIN * room / widths[0])
        below = _particulars(meta[1:], left, right)
        lower = [Placed(one.text, one.x, one.y + _PLAIN_STEP, one.size) for one in below]
        return Placed(meta[0], left, 0, size), *lower
    size = min(PLAIN, PLAIN * room / max(widths)) if widths else PLAIN
    placed: list[Placed] = []
    ends = left
    for place, (text, width) in enumerate(zip(meta, widths, strict=True)):
        if place == 0:
            x = left
        elif place == len(meta) - 1:
            x = right - width
        else:
            # In the middle of the paper, unless its neighbours are in the way.
            last = right - sum(widths[place:]) - 2 * PLAIN * (len(meta) - 1 - place)
            x = max(min((left + right - width) / 2, last), ends + 2 * PLAIN)
        placed.append(Placed(text, x, 0, size))
        ends = x + width
    return tuple(placed)


def note_indent() -> float:
    """The room of 注： before the notes."""
    return 2 * NOTE_SIZE


def _header(page: Page, edges: Sequence[float]) -> tuple[tuple[Cell, ...], float]:
    size = page.size
    heights = [_LEAST_ROW] * page.header_rows
    broken_up = {}
    # Those of one row first: what reaches down over several has their room.
    for heading in sorted(page.header, key=lambda h: h.rows):
        x, right = edges[heading.column], edges[heading.column + heading.columns]
        lines = balanced(heading.text, right - x - 2 * PAD_X, size)
        broken_up[heading] = x, right - x, lines
        rows = range(heading.row, heading.row + heading.rows)
        lacking = len(lines) * size * LEADING + 2 * _PAD_Y - sum(heights[row] for row in rows)
        for row in rows:
            heights[row] += max(0.0, lacking) / heading.rows
    tops = [sum(heights[:n]) for n in range(len(heights) + 1)]
    cells = tuple(
        Cell(x, tops[h.row], w, tops[h.row + h.rows] - tops[h.row], lines, size, "heading", "centre")
        for h in page.header
        for x, w, lines in (broken_up[h],)
    )
    return cells, tops[-1]


@lru_cache(maxsize=20_000)
def balanced(text: str, width: float, size: float, style: Style = "heading") -> tuple[str, ...]:
    """A heading in as few lines as it takes, none much shorter than the others: 职业资/格补贴, not 职业资格补/贴."""
    lines = _broken(style, text, width, size)
    before, bracket, rest = text.partition("（")
    if len(lines) > 1 and before and bracket:
        apart = (*_broken(style, before, width, size), *_broken(style, bracket + rest, width, size))
        if len(apart) == len(lines):
            return apart
    if len(lines) > 1:
        while width > size and len(narrower := _broken(style, text, width - size / 2, size)) == len(lines):
            lines, width = narrower, width - size / 2
    return lines


def _row(page: Page, row: PageRow, edges: Sequence[float], tallest: float, place: int) -> Row:
    """A row as high as its longest text; one that would be higher than a sheet is set smaller."""
    size = page.size
    laid = _row_of_size(page, row, edges, size, place)
    while laid.height > tallest and size > _SMALLEST:
        size -= 0.5
        laid = _row_of_size(page, row, edges, size, place)
    return laid


def _row_of_size(page: Page, row: PageRow, edges: Sequence[float], size: float, number: int | None) -> Row:
    heads = row.kind in ("section", "heading")
    texts = []
    covered = 0
    opened = set()
    most = 1
    for place, (column, box) in enumerate(zip(page.columns, row.boxes, strict=True)):
        if place < covered:
            opened.add(place)
            continue
        covered = place + box.span
        if not box.text:
            continue
        x, right = edges[place], edges[covered]
        figures = not heads and _is_figure(column, box)
        align = box.align or _ALIGNED.get(row.kind) or column.align_of(box)
        style: Style = "heading" if box.label or heads else "body"
        room = right - x - 2 * PAD_X
        lines: tuple[str, ...] = (box.text,)
        letters = size
        if figures:
            # They stand on one line, whatever font is here.
            letters = min(size, size * room / chain(style).figures_width(box.text, size))
        elif align == "centre":
            lines = balanced(box.text, room, size, style)
        else:
            lines = _broken(style, box.text, room, size)
        most = max(most, len(lines))
        texts.append((x, right - x, lines, letters, style, align, figures))
    height = max(most * size * LEADING + 2 * _PAD_Y, _LEAST_ROW, row.height * MM)
    cells = tuple(
        Cell(x, 0, w, height, lines, letters, style, align, figures)
        for x, w, lines, letters, style, align, figures in texts
    )
    return Row(row.kind, height, cells, frozenset(opened), number)


def _is_figure(column: PageColumn, box: Box) -> bool:
    """Whether it is a number in figures; words in a column of figures may wrap."""
    return bool(column.format_of(box)) and not isinstance(box.value, str)


def _notes(page: Page, width: float) -> Iterator[Note]:
    """The notes, long ones in parts."""
    for number, text in enumerate(page.notes):
        lines = _broken("body", text, width, NOTE_SIZE)
        for start in range(0, len(lines), _NOTE_LINES):
            some = lines[start : start + _NOTE_LINES]
            yield Note(len(some) * NOTE_SIZE * LEADING, some, number + start == 0)


@lru_cache(maxsize=20_000)
def _broken(style: Style, text: str, width: float, size: float) -> tuple[str, ...]:
    fonts = chain(style)
    return tuple(broken(text, width, lambda part: fonts.width(part, size)))
