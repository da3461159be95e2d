"""Document -> PDF: the sheets of a text drawn as its layout says."""

from __future__ import annotations

from collections.abc import Iterator

from street_desk.domain.documents import Document
from street_desk.exchange.characters import Place
from street_desk.exchange.fonts import Style
from street_desk.exchange.ink import Ink
from street_desk.exchange.prose_layout import ProseLayout, ProseSheet, Rule, TextLine

_BOLD = 0.028
_RULE, _DOT, _DOTS_APART = 0.6, 1.0, 4.0


class ProseDrawing:
    """Draws the sheets of one ProseLayout."""

    def __init__(self, ink: Ink, layout: ProseLayout) -> None:
        self._ink, self._layout = ink, layout

    def sheet(self, sheet: ProseSheet, number: int) -> None:
        """One sheet of paper; `number` is its place in the text, from 1."""
        self._ink.begin(self._layout.width, self._layout.height)
        for line in (*sheet.texts, *self._layout.foot(self._layout.first + number - 1)):
            self._text(line)
        for rule in sheet.rules:
            self._rule(rule)
        self._ink.flush()

    def _text(self, line: TextLine) -> None:
        bold = _BOLD if line.bold else 0.0
        self._ink.text(line.text, line.x, line.y, line.size, line.style, bold=bold, apart=line.apart)

    def _rule(self, rule: Rule) -> None:
        if not rule.dotted:
            self._ink.line(rule.x, rule.y, rule.right, rule.y, _RULE)
            return
        # Counted from the right, so that the dots of all lines stand below each other.
        x = rule.right
        while x - _DOT >= rule.x:
            self._ink.line(x - _DOT, rule.y - 1, x, rule.y - 1, _DOT)
            x -= _DOTS_APART


def texts_of_document(document: Document) -> Iterator[tuple[Style, str, Place]]:
    """Every text of a Document, its style, and where it stands."""
    for block in document.blocks:
        yield block.look.face, block.said, (document.title, 0, "", "")
    yield "body", document.code_line, (document.title, 0, "", "")
