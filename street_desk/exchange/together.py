"""Together: tables and texts laid out to follow each other in one file, their sheets counted through.

Only where a text is among them: a form alone counts its own sheets and needs no other number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from street_desk.domain.documents import Document, Paper
from street_desk.exchange.layout import Layout, lay_out
from street_desk.exchange.prose_layout import ProseLayout, lay_out_prose, with_numbers


@dataclass(frozen=True, slots=True)
class Laid:
    """A Page or a Document on paper; `first` is the number of its first sheet in the file, 0 where it has none."""

    layout: Layout | ProseLayout
    first: int = 0

    def counted(self, place: int) -> str:
        """What a form's sheet says of its place in the file, counted from 1 in the form; "" where nothing does."""
        return f"总第{self.first + place - 1}页" if self.first else ""


def laid_out(papers: Sequence[Paper]) -> list[Laid]:
    """Each on as many sheets as it takes, one after another."""
    layouts: list[Layout | ProseLayout] = [
        lay_out_prose(paper) if isinstance(paper, Document) else lay_out(paper) for paper in papers
    ]
    if len(papers) == 1 or not any(isinstance(paper, Document) for paper in papers):
        return [Laid(layout) for layout in layouts]
    starts: dict[str, int] = {}
    firsts: list[int] = []
    sheets = 1
    for paper, layout in zip(papers, layouts, strict=True):
        firsts.append(sheets)
        # Of a form in several Pages, the first.
        starts.setdefault(paper.form, sheets)
        sheets += len(layout.sheets)
    return [
        Laid(with_numbers(layout, first, starts) if isinstance(layout, ProseLayout) else layout, first)
        for layout, first in zip(layouts, firsts, strict=True)
    ]
