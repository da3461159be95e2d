"""Documents: prose ready for Word, PDF and screen, set after GB/T 9704 (党政机关公文格式).

Plain frozen data, as Pages are: a Block names its style, and LOOKS says once how a style is set, whatever the format.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from street_desk.domain.pages import DRAFT, Align, Page

BlockStyle = Literal[
    "title",
    "number",
    "notice",
    "addressee",
    "heading",
    "subheading",
    "paragraph",
    "attachment",
    "signature",
    "date",
    "contact",
    "cover",
    "particular",
    "entry",
]
Face = Literal["title", "body", "heading", "kai"]

SHEET = (210.0, 297.0)
AREA = (156.0, 225.0)
"""The text area in mm (GB/T 9704, 5.2.1)."""
TOP, LEFT = 37.0, 28.0
"""From the edge of the sheet to the text area, in mm."""
LINES, LETTERS = 22, 28
"""Of a sheet and of a line (5.2.3)."""
SIZE = 16.0
"""Of the text in points: size 3 (三号)."""
DATE_FREE = 4.0
"""The letters left free to the right of the date, above which the seal stands (7.3.5.1)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a style is set: face, size in points, alignment, and the letters that are free on the left.

    `first` is more for a paragraph's first line alone. `before`: lines left empty above it. `spacing`: the distance of
    its own lines, in lines of the text. `kept`: it stays on one sheet with what follows.
    """

    face: Face = "body"
    size: float = SIZE
    align: Align | Literal["both"] = "left"
    left: float = 0.0
    first: float = 0.0
    before: float = 0.0
    spacing: float = 1.0
    bold: bool = False
    kept: bool = False


LOOKS: Mapping[BlockStyle, Look] = {
    "title": Look("title", 22.0, "centre", spacing=1.25, bold=True, kept=True),
    "number": Look(align="centre", kept=True),
    "notice": Look("kai", 14.0, "centre", kept=True),
    "addressee": Look(before=1.0, kept=True),
    "heading": Look("heading", first=2.0, align="both", kept=True),
    "subheading": Look("kai", first=2.0, align="both", kept=True),
    "paragraph": Look(first=2.0, align="both"),
    "attachment": Look(left=2.0),
    "signature": Look(kept=True),
    "date": Look(kept=True),
    "contact": Look(left=2.0),
    "cover": Look("title", 36.0, "centre", spacing=2.0, bold=True),
    "particular": Look(left=3.0, spacing=1.5),
    "entry": Look(spacing=1.25),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in a style.

    `label` stands before the text, whose lines all begin to the right of it, `column` letters from where the label
    begins or, without one, as far as it reaches. `indent` and `before` come on top of the style's own. `words` are the
    parts that a title is broken between; put together they are its text. An entry of a list `refers` to the part of the
    same file, whose sheet is put at the end of its line. One that is `whole` is never parted between two sheets.
    """

    style: BlockStyle
    text: str
    label: str = ""
    column: float = 0.0
    indent: float = 0.0
    before: float = 0.0
    words: tuple[str, ...] = ()
    refers: str = ""
    whole: bool = False

    @property
    def look(self) -> Look:
        return LOOKS[self.style]

    @property
    def said(self) -> str:
        """All that it says, the label included."""
        return self.label + self.text


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it is printed, always on A4.

    `date` is the day it is made on. `numbered`: its sheets carry their number, — 1 —. `part` says which of a form's
    texts it is.
    """

    form: str
    year: int
    street: str
    title: str
    date: datetime.date
    blocks: tuple[Block, ...]
    code: str = DRAFT
    numbered: bool = True
    part: str = ""

    @property
    def code_line(self) -> str:
        return f"校验码：{self.code}"

    @property
    def attachment(self) -> str:
        """A text is no attachment; this is asked of Pages and Documents alike."""
        return ""


Paper = Page | Document
"""What is printed: a table or a text."""


def title(style: Literal["title", "cover"], *words: str, before: float = 0.0) -> Block:
    """A title that is broken only between these words."""
    found = tuple(filter(None, words))
    return Block(style, "".join(found), words=found, before=before)
