"""Page -> PDF, as the county's own office would have set it. Preview and printer show this very file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from street_desk import __version__
from street_desk.domain.pages import Page
from street_desk.exchange.fonts import Style, chain, check
from street_desk.exchange.layout import (
    BOTTOM,
    LEADING,
    NOTE_SIZE,
    RUNNING_HEAD,
    TITLE_SIZE,
    TOP,
    Cell,
    Layout,
    Sheet,
    lay_out,
    note_indent,
)

Progress = Callable[[int, int], bool]

_PAD = 2.2
_SMALL, _PLAIN = 8.5, 10.0
_FRAME, _RULE = 1.0, 0.5
_BOLD = {"total": 0.022}
_FOOT = BOTTOM - 16
# The height of a Chinese letter's middle above its base line, in letters.
_MIDDLE = 0.36


def write_pdf(pages: Sequence[Page], path: Path, progress: Progress | None = None) -> int:
    """Writes Pages one after another and returns how many sheets of paper they take.

    The same Pages give the same bytes. `progress` is told the sheets done and all of them; where it returns False
    nothing is written and the result is 0. Raises MissingCharacter before anything is written, and OSError.
    """
    for page in pages:
        check(page)
    layouts = [lay_out(page) for page in pages]
    total = sum(len(layout.sheets) for layout in layouts)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, pages)
    done = 0
    for number, layout in enumerate(layouts):
        drawing = _Drawing(canvas, layout)
        for place, sheet in enumerate(layout.sheets):
            canvas.setPageSize((layout.width, layout.height))
            if place == 0:
                canvas.bookmarkPage(f"form-{number}")
                canvas.addOutlineEntry(layout.page.title, f"form-{number}")
            drawing.sheet(sheet, place + 1)
            canvas.showPage()
            done += 1
            if progress is not None and not progress(done, total):
                return 0
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return done


def _canvas(buffer: io.BytesIO, pages: Sequence[Page]) -> Canvas:
    canvas = Canvas(
        buffer,
        invariant=1,
        pageCompression=1,
        # Else the file refers to Helvetica, which is not embedded. (The stubs take the name for a number.)
        initialFontName=chain("body").fonts[0].fontName,  # type: ignore[arg-type]
        lang="zh-CN",
    )
    first = pages[0]
    canvas.setTitle(first.title if len(pages) == 1 else f"{first.street}{first.year}年申报表")
    canvas.setAuthor(first.street)
    canvas.setSubject("、".join(page.title for page in pages))
    canvas.setCreator(f"Street Desk {__version__}")
    if len(pages) > 1:
        canvas.showOutline()
    return canvas


class _Drawing:
    """Draws the sheets of one Layout. Its own y runs from the top down."""

    def __init__(self, canvas: Canvas, layout: Layout) -> None:
        self._canvas = canvas
        self._layout = layout
        self._page = layout.page
        self._left, self._right = layout.edges[0], layout.edges[-1]

    def sheet(self, sheet: Sheet, number: int) -> None:
        """One sheet of paper from its head to its foot."""
        y = TOP
        if sheet.first:
            self._head(y)
            y += self._layout.head
        else:
            self._text(f"{self._page.title}（续）", self._left, y + 9, _SMALL)
            self._text(self._page.meta[-1], self._right, y + 9, _SMALL, align="right")
            y += RUNNING_HEAD
        y = self._table(sheet, y) if sheet.rows else y
        y = self._notes(sheet, y)
        if sheet.signed:
            self._signatures(y)
        self._foot(number)

    # Around the table ------------------------------------------------------------------------------------------------

    def _head(self, y: float) -> None:
        page, middle = self._page, self._layout.width / 2
        self._text(page.attachment, self._left, y + 10, _PLAIN + 0.5, "heading")
        room = self._right - self._left
        size = min(TITLE_SIZE, TITLE_SIZE * room / chain("title").width(page.title, TITLE_SIZE))
        y += 14 + TITLE_SIZE * 1.2
        self._text(page.title, middle, y, size, "title", "centre", bold=0.028)
        if page.notice:
            self._text(f"（{page.notice}）", middle, y + 16, _SMALL, align="centre")
        y = TOP + self._layout.head - 6
        fonts = chain("body")
        ends = self._left
        for place, text in enumerate(page.meta):
            width = fonts.width(text, _PLAIN)
            if place == 0:
                x = self._left
            elif place == len(page.meta) - 1:
                x = self._right - width
            else:
                x = max(middle - width / 2, ends + 2 * _PLAIN)
            self._text(text, x, y, _PLAIN)
            ends = x + width

    def _notes(self, sheet: Sheet, y: float) -> float:
        if not sheet.notes:
            return y
        y += 6
        for note in sheet.notes:
            if note.first:
                self._text("注：", self._left, y + NOTE_SIZE, NOTE_SIZE)
            for line in note.lines:
                self._text(line, self._left + note_indent(), y + NOTE_SIZE, NOTE_SIZE)
                y += NOTE_SIZE * LEADING
        return y

    def _signatures(self, y: float) -> None:
        """Each in its fifth of the line; an empty one with a rule to sign on."""
        y += 26
        step = (self._right - self._left) / max(1, len(self._page.signatures))
        for place, (label, name) in enumerate(self._page.signatures):
            x = self._left + place * step
            text = f"{label}：{name}"
            room = step - _PLAIN
            width = chain("body").width(text, _PLAIN)
            size = min(_PLAIN, _PLAIN * room / width)
            self._text(text, x, y, size)
            if not name:
                self._canvas.setLineWidth(_RULE)
                self._line(x + width + 1, y + 2, x + room, y + 2)

    def _foot(self, number: int) -> None:
        y = self._layout.height - _FOOT
        count = f"第{number}页 共{len(self._layout.sheets)}页"
        self._text(count, self._layout.width / 2, y, _SMALL, align="centre")
        self._text(self._page.code_line, self._right, y, _SMALL, align="right")

    # The table -------------------------------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, top: float) -> float:
        """The header and the rows; returns where the table ends."""
        canvas = self._canvas
        canvas.setLineWidth(_RULE)
        for cell in self._layout.header:
            canvas.rect(
                cell.x, self._layout.height - top - cell.y - cell.height, cell.width, cell.height, fill=0
            )
            self._cell(cell, top)
        y = body = top + self._layout.header_height
        begun = dict.fromkeys(range(1, len(self._layout.edges) - 1), body)
        for row in sheet.rows:
            for cell in row.cells:
                self._cell(
                    cell, y, bold=_BOLD.get(row.kind, 0.0) if cell.figures or cell.style == "heading" else 0.0
                )
            for column in row.open:
                self._rule(column, begun[column], y)
                begun[column] = y + row.height
            y += row.height
            canvas.setLineWidth(_RULE)
            self._line(self._left, y, self._right, y)
        for column, start in begun.items():
            self._rule(column, start, y)
        canvas.setLineWidth(_FRAME)
        canvas.rect(self._left, self._layout.height - y, self._right - self._left, y - top, fill=0)
        return y

    def _rule(self, column: int, start: float, end: float) -> None:
        if end > start:
            x = self._layout.edges[column]
            self._line(x, start, x, end)

    def _cell(self, cell: Cell, top: float, bold: float = 0.0) -> None:
        """Its lines, in the middle of its height."""
        step = cell.size * LEADING
        y = top + cell.y + cell.height / 2 - (len(cell.lines) - 1) * step / 2 + cell.size * _MIDDLE
        x = {
            "left": cell.x + _PAD,
            "centre": cell.x + cell.width / 2,
            "right": cell.x + cell.width - _PAD,
        }[cell.align]
        for line in cell.lines:
            if cell.figures:
                self._figures(line, x, y, cell, bold)
            else:
                self._text(line, x, y, cell.size, cell.style, cell.align, bold)
            y += step

    # Text ------------------------------------------------------------------------------------------------------------

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        style: Style = "body",
        align: str = "left",
        bold: float = 0.0,
    ) -> None:
        """Text on one line; `x` is its left end, middle or right end.

        `bold`: the outline of the letters is drawn too, so many letters wide, for no font used here comes in bold.
        """
        fonts = chain(style)
        if align != "left":
            x -= fonts.width(text, size) / (2 if align == "centre" else 1)
        for font, run in fonts.runs(text):
            drawn = self._canvas.beginText(x, self._layout.height - y)
            drawn.setFont(font.fontName, size)
            if bold:
                self._canvas.setLineWidth(bold * size)
                drawn.setTextRenderMode(2)
            drawn.textOut(run)
            if bold:
                drawn.setTextRenderMode(0)
            self._canvas.drawText(drawn)
            x += fonts.width(run, size)

    def _figures(self, text: str, x: float, y: float, cell: Cell, bold: float) -> None:
        """A number whose digits are all equally wide, so that they stand below each other in a column."""
        fonts = chain(cell.style)
        slot = max(fonts.width(digit, cell.size) for digit in "0123456789")
        slots = [slot if c.isdigit() else fonts.width(c, cell.size) for c in text]
        x -= sum(slots) * {"left": 0.0, "centre": 0.5, "right": 1.0}[cell.align]
        start, begin = 0, x
        for place, (character, room) in enumerate(zip(text, slots, strict=True)):
            spare = room - fonts.width(character, cell.size)
            if spare > 0.03 * cell.size:
                # A narrow 1 in the middle of its place, on its own.
                self._text(text[start:place], begin, y, cell.size, cell.style, bold=bold)
                self._text(character, x + spare / 2, y, cell.size, cell.style, bold=bold)
                start, begin = place + 1, x + room
            x += room
        self._text(text[start:], begin, y, cell.size, cell.style, bold=bold)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        height = self._layout.height
        self._canvas.line(x1, height - y1, x2, height - y2)
