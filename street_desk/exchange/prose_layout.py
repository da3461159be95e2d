"""Prose layout: a Document broken into lines and sheets of paper, every line in its place, after GB/T 9704.

Measures are points, from the top of a sheet down. The text area holds 22 lines of 28 letters; letters are set a hair
closer than they are wide, so that 28 of size 3 fill a line, and full lines are spread to both edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from street_desk.domain.documents import (
    AREA,
    DATE_FREE,
    LEFT,
    LETTERS,
    LINES,
    SHEET,
    SIZE,
    TOP,
    Block,
    Document,
    Look,
)
from street_desk.exchange.fonts import Style, chain
from street_desk.exchange.lines import broken
from street_desk.exchange.titles import title_lines

MM = 72 / 25.4
WIDTH, HEIGHT = (mm * MM for mm in AREA)
EDGE, HEAD = LEFT * MM, TOP * MM
STEP = HEIGHT / LINES
"""From line to line."""
LETTER = WIDTH / LETTERS
"""From letter to letter."""
PINCH = LETTER - SIZE
"""What letters stand apart, a little less than nothing."""
NUMBER_SIZE, CODE_SIZE = 14.0, 9.0
_NUMBER_BELOW = 7 * MM
"""From the text area to the number of the sheet (7.5)."""
_MIDDLE = 0.36
"""The height of a Chinese letter's middle above its base line, in letters."""
_WIDEST = 0.3
"""A line is spread by no more than so many letters from one to the next."""
_WITH_SIGNATURE = 2
"""At least so many lines of text stand above the signature on its sheet."""
_HAIR = 0.02


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text on one line: its left end and base line, and the points between its letters."""

    text: str
    x: float
    y: float
    size: float
    style: Style
    bold: bool = False
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A line to write on, or dots that lead the eye."""

    x: float
    right: float
    y: float
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands on one line and is never parted: `kept` with the next one; `before` is free above it."""

    height: float
    texts: tuple[TextLine, ...]
    rules: tuple[Rule, ...] = ()
    before: float = 0.0
    kept: bool = False
    refers: str = ""

    def at(self, y: float) -> Piece:
        """The piece moved down."""
        return replace(
            self,
            texts=tuple(replace(text, y=text.y + y) for text in self.texts),
            rules=tuple(replace(rule, y=rule.y + y) for rule in self.rules),
        )


@dataclass(slots=True)
class ProseSheet:
    """One sheet of paper."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def texts(self) -> Iterator[TextLine]:
        return (text for piece in self.pieces for text in piece.texts)

    @property
    def rules(self) -> Iterator[Rule]:
        return (rule for piece in self.pieces for rule in piece.rules)


@dataclass(frozen=True, slots=True)
class ProseLayout:
    """A Document on paper; `first` is the number of its first sheet."""

    document: Document
    sheets: tuple[ProseSheet, ...]
    first: int = 1

    @property
    def width(self) -> float:
        return SHEET[0] * MM

    @property
    def height(self) -> float:
        return SHEET[1] * MM

    def foot(self, number: int) -> tuple[TextLine, ...]:
        """What stands below the text of a sheet: — 1 — on the outside, the code on the inside."""
        if not self.document.numbered:
            return ()
        odd = number % 2 == 1
        said, code = f"— {number} —", self.document.code_line
        y = HEAD + HEIGHT + _NUMBER_BELOW + NUMBER_SIZE * _MIDDLE
        free = LETTER * NUMBER_SIZE / SIZE
        width = chain("title").width(said, NUMBER_SIZE)
        outside = EDGE + WIDTH - free - width if odd else EDGE + free
        inside = EDGE if odd else EDGE + WIDTH - chain("body").width(code, CODE_SIZE)
        return (
            TextLine(said, outside, y, NUMBER_SIZE, "title"),
            TextLine(code, inside, y, CODE_SIZE, "body"),
        )


def lay_out_prose(document: Document) -> ProseLayout:
    """The Document on as many sheets as it takes, counted from 1."""
    pieces = [piece for block in document.blocks for piece in _pieces(block, document)]
    return ProseLayout(document, tuple(_sheets(_with_text(document, pieces))))


def with_numbers(layout: ProseLayout, first: int, starts: dict[str, int]) -> ProseLayout:
    """The layout with its first sheet's number, and those of the parts that its entries refer to."""
    for sheet in layout.sheets:
        sheet.pieces = [
            _numbered(piece, starts[piece.refers]) if piece.refers in starts else piece
            for piece in sheet.pieces
        ]
    return replace(layout, first=first)


def _numbered(piece: Piece, number: int) -> Piece:
    """An entry with the number of a sheet at its right end."""
    last = piece.texts[-1]
    said = str(number)
    x = EDGE + WIDTH - chain("body").width(said, last.size)
    dots = Rule(last.x + _width(last) + LETTER / 2, x - LETTER / 2, last.y, dotted=True)
    rules = (dots,) if dots.right > dots.x else ()
    return replace(piece, texts=(*piece.texts, TextLine(said, x, last.y, last.size, last.style)), rules=rules)


def _width(line: TextLine) -> float:
    return chain(line.style).width(line.text, line.size) + line.apart * len(line.text)


# Lines ---------------------------------------------------------------------------------------------------------------


def _pieces(block: Block, document: Document) -> Iterator[Piece]:
    look = block.look
    if block.style in ("title", "cover"):
        lines = list(_title(block, look))
    elif block.style in ("signature", "date"):
        lines = list(_signed(block, document))
    else:
        lines = list(_text(block, look))
    height = STEP * look.spacing
    down = height / 2 + look.size * _MIDDLE
    for place, texts in enumerate(lines):
        last = place == len(lines) - 1
        yield Piece(
            height,
            tuple(replace(text, y=down) for text in texts),
            _rules(block, texts, down),
            before=STEP * (look.before + block.before) if place == 0 else 0.0,
            # A title and a signature stay whole; of other blocks the end stays with what follows.
            kept=(look.kept if last else block.whole or look.face == "title" or block.style == "signature"),
            refers=block.refers if last else "",
        )


def _title(block: Block, look: Look) -> Iterator[tuple[TextLine, ...]]:
    fonts = chain(look.face)
    lines = title_lines(
        block.words or tuple(block.text), WIDTH, look.size, lambda text: fonts.width(text, look.size)
    )
    for line in lines:
        x = EDGE + (WIDTH - fonts.width(line, look.size)) / 2
        yield (TextLine(line, x, 0.0, look.size, look.face, look.bold),)


def _text(block: Block, look: Look) -> Iterator[tuple[TextLine, ...]]:
    """A block's lines between its edges, with its label before the first."""
    size, style = look.size, look.face
    fonts = chain(style)
    pinch = PINCH * size / SIZE

    def measure(text: str) -> float:
        return fonts.width(text, size) + pinch * len(text)

    start = EDGE + (look.left + block.indent) * LETTER
    left = start + (block.column * LETTER or measure(block.label))
    # An entry leaves room for the number of a sheet.
    room = EDGE + WIDTH - left - (3 * LETTER if block.style == "entry" else 0.0)
    free = "\u3000" * int(look.first)
    lines = broken(free + block.text, room + _HAIR, measure)
    for place, line in enumerate(lines):
        shift = 0.0
        if place == 0 and free:
            line, shift = line[len(free) :], look.first * LETTER
        apart = pinch
        if look.align == "both" and place < len(lines) - 1 and len(line) > 1:
            spread = (room - shift - fonts.width(line, size)) / (len(line) - 1)
            apart = spread if spread < _WIDEST * size else pinch
        x = left + shift
        if look.align == "centre":
            x = EDGE + (WIDTH - measure(line)) / 2
        text = TextLine(line, x, 0.0, size, style, look.bold, apart)
        if place == 0 and block.label:
            yield TextLine(block.label, start, 0.0, size, style, look.bold, pinch), text
        else:
            yield (text,)


def _signed(block: Block, document: Document) -> Iterator[tuple[TextLine, ...]]:
    """The date four letters from the right edge, and the signature in the middle above it."""
    fonts, pinch = chain("body"), PINCH

    def measure(text: str) -> float:
        return fonts.width(text, SIZE) + pinch * len(text)

    date = next((held.text for held in document.blocks if held.style == "date"), "")
    middle = EDGE + WIDTH - DATE_FREE * LETTER - measure(date) / 2
    lines = title_lines(block.words or tuple(block.text), WIDTH, SIZE, measure)
    widest = max(map(measure, lines), default=0.0)
    # A long name keeps to the text area.
    middle = max(min(middle, EDGE + WIDTH - widest / 2), EDGE + widest / 2)
    for line in lines:
        yield (TextLine(line, middle - measure(line) / 2, 0.0, SIZE, "body", apart=pinch),)


def _rules(block: Block, texts: Sequence[TextLine], y: float) -> tuple[Rule, ...]:
    """Below what is filled in on a cover, a line to write on."""
    if block.style != "particular":
        return ()
    return (Rule(texts[-1].x, EDGE + WIDTH - 3 * LETTER, y + 4),)


# Sheets --------------------------------------------------------------------------------------------------------------


def _with_text(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """The last lines of the text kept with the signature, and with the attachments named between them.

    Where these are too many for that, as many lines of them as of the text.
    """
    found, count, text = list(pieces), 0, 0
    for block in document.blocks:
        if block.style == "signature":
            above = range(max(0, text - _WITH_SIGNATURE), count)
            if sum(piece.before + piece.height for piece in found[above.start :]) > HEIGHT:
                above = range(max(0, count - _WITH_SIGNATURE), count)
            for place in above:
                found[place] = replace(found[place], kept=True)
        count += len(list(_pieces(block, document)))
        if block.style != "attachment":
            text = count
    return found


def _sheets(pieces: Sequence[Piece]) -> Iterator[ProseSheet]:
    sheet, y = ProseSheet(), 0.0
    for chunk in _chunks(pieces):
        height = sum(piece.before + piece.height for piece in chunk)
        if sheet.pieces and y + height > HEIGHT + _HAIR and height - chunk[0].before <= HEIGHT + _HAIR:
            yield sheet
            sheet, y = ProseSheet(), -chunk[0].before
        for piece in chunk:
            if sheet.pieces and y + piece.before + piece.height > HEIGHT + _HAIR:
                yield sheet
                sheet, y = ProseSheet(), -piece.before
            sheet.pieces.append(piece.at(HEAD + y + piece.before))
            y += piece.before + piece.height
    yield sheet


def _chunks(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stay on one sheet."""
    chunk: list[Piece] = []
    for piece in pieces:
        chunk.append(piece)
        if not piece.kept:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
