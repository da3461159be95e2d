"""Fonts: the chain of files that each style of a printed form is set in, after GB/T 9704.

A style asks for the fonts that offices use where Windows has them and falls back on the bundled ones; a character that
the first font lacks is taken from the next. Only the letters used are embedded. A character that no font has is a
Problem before anything is written, never a box on paper.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from street_desk import paths
from street_desk.domain.pages import Page
from street_desk.exchange.problems import MissingCharacter
from street_desk.language import N_, Message, message

Style = Literal["title", "body", "heading"]


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font as offices call it, its file, and its place in a collection."""

    title: str
    file: str
    index: int = 0
    bundled: bool = False


_SONG = FontFile("宋体", "simsun.ttc")
_FANG = FontFile("仿宋", "simfang.ttf")
_HEI = FontFile("黑体", "simhei.ttf")
_SERIF = FontFile("Noto Serif SC", "NotoSerifSC-Regular.ttf", bundled=True)
_SANS = FontFile("Noto Sans SC", "NotoSansSC-Regular.ttf", bundled=True)
_RARE = (FontFile("宋体-ExtB", "simsunb.ttf"), FontFile("HanaMinB", "HanaMinB.ttf"))

_CHAINS: dict[Style, tuple[FontFile, ...]] = {
    "title": (_SONG, _SERIF, *_RARE),
    "body": (_FANG, _SONG, _SERIF, *_RARE),
    "heading": (_HEI, _SANS, _SERIF, *_RARE),
}
# ToUnicode: PDF 32000-1, 9.10.3 allows at most 100 entries a block.
_BLOCK = 100


class EmbeddedFont(TTFont):
    """A TrueType font that is embedded in subsets whose text copies out right.

    reportlab writes a character above U+FFFF as one number of five digits, which readers take for another letter; here
    it is UTF-16BE, as the PDF standard says.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


@dataclass(slots=True)
class Chain:
    """The fonts of a style that are here, the first one first, and what was found out about characters."""

    fonts: tuple[EmbeddedFont, ...]
    _found: dict[str, tuple[EmbeddedFont, float] | None] = field(default_factory=dict)

    def find(self, character: str) -> tuple[EmbeddedFont, float] | None:
        """The font that has a character, and its width in ems; None where none has it."""
        if character not in self._found:
            code = ord(character)
            font = next((f for f in self.fonts if code in f.face.charToGlyph), None)
            self._found[character] = None if font is None else (font, font.face.charWidths[code] / 1000)
        return self._found[character]

    def width(self, text: str, size: float) -> float:
        """The width of text in points."""
        return sum(found[1] for c in text if (found := self.find(c)) is not None) * size

    def runs(self, text: str) -> Iterator[tuple[EmbeddedFont, str]]:
        """The text cut where the font changes; characters that print nothing are left out."""
        run, run_font = "", None
        for character in text:
            found = self.find(character)
            if found is None:
                continue
            if found[0] is not run_font:
                if run and run_font is not None:
                    yield run_font, run
                run, run_font = "", found[0]
            run += character
        if run and run_font is not None:
            yield run_font, run

    def missing(self, text: str) -> str:
        """The first character that no font has; "" where all are there."""
        return next((c for c in text if self.find(c) is None and not _prints_nothing(c)), "")


@lru_cache(maxsize=3)
def chain(style: Style) -> Chain:
    """The fonts of a style, loaded and known to reportlab."""
    return Chain(tuple(font for file in _CHAINS[style] if (font := _loaded(file)) is not None))


def substitutions() -> list[Message]:
    """Which of the offices' own fonts are not here, and what stands in for them."""
    said = {}
    for style, files in _CHAINS.items():
        wanted, used = files[0], next((f for f in files if _loaded(f) is not None), files[-1])
        if wanted is not used:
            said[wanted] = message(
                N_("{wanted} is not installed: {used} is used instead"), wanted=wanted.title, used=used.title
            )
            chain(style)
    return list(said.values())


def check(page: Page) -> None:
    """Raises MissingCharacter for the first character of a Page that could not be printed."""
    known: set[str] = set()
    for style, text, place in _texts(page):
        if known.issuperset(text):
            continue
        if character := chain(style).missing(text):
            raise MissingCharacter(character=f"{character} (U+{ord(character):04X})", place=place)
        known.update(text)


def _texts(page: Page) -> Iterator[tuple[Style, str, object]]:
    """Every text of a Page, its style, and where it stands."""
    yield "title", page.title, page.title
    for text in (page.attachment, page.notice, page.code_line, *page.meta, *page.notes):
        yield "body", text, page.title
    for label, name in page.signatures:
        yield "body", label + name, label
    for heading in page.header:
        yield "heading", heading.text, page.title
    for number, row in enumerate(page.rows, 1):
        for column, box in zip(page.columns, row.boxes, strict=True):
            if box.text:
                where = message(
                    N_("{title}, row {row}, {column}"),
                    title=page.title,
                    row=number,
                    column="/".join(column.path),
                )
                yield "body", box.text, where


def _prints_nothing(character: str) -> bool:
    """Joiners and variation selectors only choose between forms of a letter."""
    code = ord(character)
    return unicodedata.category(character) == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


@lru_cache(maxsize=16)
def _loaded(file: FontFile) -> EmbeddedFont | None:
    """The font, registered; None where it is not here or may not be embedded."""
    path = next((folder / file.file for folder in _folders(file) if (folder / file.file).is_file()), None)
    if path is None:
        if file.bundled:
            raise FileNotFoundError(file.file)
        return None
    try:
        font = EmbeddedFont(f"{path.stem}-{file.index}", str(path), subfontIndex=file.index, shapable=False)
    except TTFError:
        if file.bundled:
            raise
        return None
    pdfmetrics.registerFont(font)
    return font


def _folders(file: FontFile) -> Iterator[Path]:
    if file.bundled:
        yield paths.resources() / "fonts"
    elif sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
    else:
        yield Path("/usr/share/fonts/truetype/hanazono")


def _to_unicode(name: str, subset: list[int]) -> str:
    """The character map of a subset: a code of one byte to UTF-16BE."""
    entries = [f"<{n:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for n, code in enumerate(subset)]
    blocks = [entries[n : n + _BLOCK] for n in range(0, len(entries), _BLOCK)]
    maps = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{maps}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
