"""Pages and Documents -> PDF, as the county's own office would have set it. Preview and printer show this very file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from street_desk import __version__
from street_desk.domain.documents import Document, Paper
from street_desk.exchange.breaking import GAP, Cell, Sheet
from street_desk.exchange.characters import Place, check, texts_of
from street_desk.exchange.fonts import Style, chain
from street_desk.exchange.ink import Ink
from street_desk.exchange.layout import (
    BOTTOM,
    LEADING,
    NOTE_SIZE,
    PAD_X,
    PLAIN,
    RUNNING_HEAD,
    TOP,
    Layout,
    note_indent,
    title_step,
)
from street_desk.exchange.prose_layout import ProseLayout
from street_desk.exchange.prose_pdf import ProseDrawing, texts_of_document
from street_desk.exchange.together import Laid, laid_out

Progress = Callable[[int, int], bool]

_SMALL = 8.5
_FRAME, _RULE = 1.0, 0.5
_BOLD = {"total": 0.022}
_TITLE_BOLD = 0.028
_FOOT = BOTTOM - 16
# The height of a Chinese letter's middle above its base line, in letters.
_MIDDLE = 0.36


def write_pdf(papers: Sequence[Paper], path: Path, progress: Progress | None = None) -> int:
    """Writes Pages and Documents one after another and returns how many sheets of paper they take.

    The same ones give the same bytes. `progress` is told the sheets done and all of them; where it returns False
    nothing is written and the result is 0. Raises MissingCharacter before anything is written, and OSError.
    """
    check(text for paper in papers for text in _texts_of(paper))
    all_laid = laid_out(papers)
    total = sum(len(laid.layout.sheets) for laid in all_laid)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, papers)
    ink = Ink(canvas)
    done = 0
    for number, laid in enumerate(all_laid):
        _mark(canvas, papers, number, done)
        for _sheet in _drawn(ink, laid):
            done += 1
            if progress is not None and not progress(done, total):
                return 0
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return done


def _texts_of(paper: Paper) -> Iterator[tuple[Style, str, Place]]:
    return texts_of_document(paper) if isinstance(paper, Document) else texts_of(paper)


def _drawn(ink: Ink, laid: Laid) -> Iterator[None]:
    """Draws a Page or a Document sheet by sheet."""
    if isinstance(laid.layout, ProseLayout):
        prose = ProseDrawing(ink, laid.layout)
        for place, sheet in enumerate(laid.layout.sheets, 1):
            prose.sheet(sheet, place)
            yield
    else:
        table = _Drawing(ink, laid.layout)
        for place, rows in enumerate(laid.layout.sheets, 1):
            table.sheet(rows, place, laid.counted(place))
            yield


def _mark(canvas: Canvas, papers: Sequence[Paper], number: int, before: int) -> None:
    """The bookmark of a Page or Document whose first sheet comes next; the parts of a form stand below the form's own.

    Where there are several forms, a reader counts the sheets of each for themselves as the sheets do.
    """
    paper = papers[number]
    begins = number == 0 or not _together(papers[number - 1], paper)
    goes_on = number + 1 < len(papers) and _together(paper, papers[number + 1])
    if begins:
        title = paper.title.replace(paper.part, "") if goes_on else paper.title
        canvas.bookmarkPage(f"form-{number}")
        canvas.addOutlineEntry(title, f"form-{number}", 0)
    if goes_on or not begins:
        canvas.bookmarkPage(f"part-{number}")
        canvas.addOutlineEntry(paper.part, f"part-{number}", 1)
    if len(papers) > 1 and begins:
        prefix = f"{paper.attachment}-" if paper.attachment else ""
        start = before + 1 if isinstance(paper, Document) else 1
        canvas.addPageLabel(before, style="ARABIC", start=start, prefix=prefix)


def _together(paper: Paper, following: Paper) -> bool:
    """Whether two of them are parts of one form."""
    return bool(paper.part and following.part) and paper.form == following.form


def _canvas(buffer: io.BytesIO, papers: Sequence[Paper]) -> Canvas:
    # As bytes: letters would take a fourth more.
    rl_config.useA85 = 0
    canvas = Canvas(
        buffer,
        invariant=1,
        pageCompression=1,
        # Else the file refers to Helvetica, which is not embedded. (The stubs take the name for a number.)
        initialFontName=chain("body").fonts[0].fontName,  # type: ignore[arg-type]
        lang="zh-CN",
    )
    first = papers[0]
    alone = len(papers) == 1 or isinstance(first, Document)
    canvas.setTitle(first.title if alone else f"{first.street}{first.year}年申报表")
    canvas.setAuthor(first.street)
    canvas.setSubject("、".join(dict.fromkeys(paper.title for paper in papers)))
    canvas.setCreator(f"Street Desk {__version__}")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if len(papers) > 1:
        canvas.showOutline()
    return canvas


class _Drawing:
    """Draws the sheets of one Layout, from the top down."""

    def __init__(self, ink: Ink, layout: Layout) -> None:
        self._ink = ink
        self._layout = layout
        self._page = layout.page
        self._left, self._right = layout.edges[0], layout.edges[-1]

    def sheet(self, sheet: Sheet, number: int, counted: str = "") -> None:
        """One sheet of paper from its head to its foot; `counted` is its number in the file, where there is one."""
        self._ink.begin(self._layout.width, self._layout.height)
        y = TOP
        if sheet.first:
            self._head(y)
            y += self._layout.head
        else:
            self._running_head(y + 9)
            y += RUNNING_HEAD
        y = self._table(sheet, y) if sheet.rows else y
        y = self._notes(sheet, y)
        if sheet.signed:
            self._signatures(y)
        self._foot(number, counted)
        self._ink.flush()

    # Around the table ------------------------------------------------------------------------------------------------

    def _head(self, y: float) -> None:
        page, layout, middle = self._page, self._layout, self._layout.width / 2
        self._ink.text(page.attachment, self._left, y + 10, PLAIN + 0.5, "heading")
        y += 14 + layout.title_size * 1.2
        for line in layout.title:
            self._ink.text(line, middle, y, layout.title_size, "title", "centre", bold=_TITLE_BOLD)
            y += title_step(layout)
        if page.notice:
            self._ink.text(f"（{page.notice}）", middle, y - title_step(layout) + 16, _SMALL, align="centre")
        base = TOP + layout.head - 6 - layout.particulars[-1].y
        for one in layout.particulars:
            self._ink.text(one.text, one.x, base + one.y, one.size)

    def _running_head(self, y: float) -> None:
        """What stands above the table from the second sheet on."""
        title, unit = f"{self._page.title}（续）", self._page.meta[-1]
        fonts = chain("body")
        room = self._right - self._left - fonts.width(unit, _SMALL) - 2 * _SMALL
        size = min(_SMALL, _SMALL * room / fonts.width(title, _SMALL))
        self._ink.text(title, self._left, y, size)
        self._ink.text(unit, self._right, y, _SMALL, align="right")

    def _notes(self, sheet: Sheet, y: float) -> float:
        if not sheet.notes:
            return y
        y += GAP
        for note in sheet.notes:
            if note.first:
                self._ink.text("注：", self._left, y + NOTE_SIZE, NOTE_SIZE)
            for line in note.lines:
                self._ink.text(line, self._left + note_indent(), y + NOTE_SIZE, NOTE_SIZE)
                y += NOTE_SIZE * LEADING
        return y

    def _signatures(self, y: float) -> None:
        for signature in self._layout.signatures:
            base = y + signature.y
            self._ink.text(signature.text, signature.x, base, signature.size)
            if signature.end > signature.rule:
                self._ink.line(signature.rule, base + 2, signature.end, base + 2, _RULE)

    def _foot(self, number: int, counted: str) -> None:
        y = self._layout.height - _FOOT
        count = f"第{number}页 共{len(self._layout.sheets)}页"
        self._ink.text(count, self._layout.width / 2, y, _SMALL, align="centre")
        self._ink.text(self._page.code_line, self._right, y, _SMALL, align="right")
        if counted:
            self._ink.text(counted, self._left, y, _SMALL)

    # The table -------------------------------------------------------------------------------------------------------

    def _table(self, sheet: Sheet, top: float) -> float:
        """The header and the rows; returns where the table ends."""
        for cell in self._layout.header:
            y = top + cell.y
            self._ink.frame(cell.x, y, cell.x + cell.width, y + cell.height, _RULE)
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
            self._ink.line(self._left, y, self._right, y, _RULE)
        for column, start in begun.items():
            self._rule(column, start, y)
        self._ink.frame(self._left, top, self._right, y, _FRAME)
        return y

    def _rule(self, column: int, start: float, end: float) -> None:
        if end > start:
            x = self._layout.edges[column]
            self._ink.line(x, start, x, end, _RULE)

    def _cell(self, cell: Cell, top: float, bold: float = 0.0) -> None:
        """Its lines, in the middle of its height."""
        step = cell.size * LEADING
        y = top + cell.y + cell.height / 2 - (len(cell.lines) - 1) * step / 2 + cell.size * _MIDDLE
        x = {
            "left": cell.x + PAD_X,
            "centre": cell.x + cell.width / 2,
            "right": cell.x + cell.width - PAD_X,
        }[cell.align]
        for line in cell.lines:
            self._ink.text(line, x, y, cell.size, cell.style, cell.align, bold, cell.figures)
            y += step
