"""Fonts: the chain of files that each style of a printed form is set in, after GB/T 9704.

A style asks for the fonts that offices use where Windows has them and falls back on the bundled ones; a character that
the first font lacks is taken from the next. Only the letters used are embedded, and only of fonts that allow it.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from street_desk import paths
from street_desk.language import N_, Message, message

Style = Literal["title", "body", "heading", "kai"]
STYLES: tuple[Style, ...] = get_args(Style)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font as offices call it, the files that it may come in, and its place in a collection.

    `heavy`: titles are set in it as it is; the others are drawn bold.
    """

    title: str
    files: tuple[str, ...]
    index: int = 0
    bundled: bool = False
    heavy: bool = False


# Founder's, used where an office has it and never shipped.
_BIAO_SONG = FontFile("小标宋", ("FZXBSJW.TTF", "FZXBSK.TTF"), heavy=True)
_SONG = FontFile("宋体", ("simsun.ttc",))
_FANG = FontFile("仿宋", ("simfang.ttf", "仿宋_GB2312.ttf", "simfang_gb2312.ttf"))
_KAI = FontFile("楷体", ("simkai.ttf", "楷体_GB2312.ttf", "simkai_gb2312.ttf"))
_HEI = FontFile("黑体", ("simhei.ttf",))
_SERIF = FontFile("Noto Serif SC", ("NotoSerifSC-Regular.ttf",), bundled=True)
_SANS = FontFile("Noto Sans SC", ("NotoSansSC-Regular.ttf",), bundled=True)
_RARE = (FontFile("宋体-ExtB", ("simsunb.ttf",)), FontFile("HanaMinB", ("HanaMinB.ttf",)))

_CHAINS: dict[Style, tuple[FontFile, ...]] = {
    "title": (_BIAO_SONG, _SONG, _SERIF, *_RARE),
    "body": (_FANG, _SONG, _SERIF, *_RARE),
    "heading": (_HEI, _SANS, _SERIF, *_RARE),
    "kai": (_KAI, _FANG, _SONG, _SERIF, *_RARE),
}
# OpenType, OS/2: 2 alone forbids embedding, 0x100 subsets, 0x200 all but bitmaps.
_FORBIDDEN, _NO_SUBSET = 0x0002, 0x0300
# ToUnicode: PDF 32000-1, 9.10.3 allows at most 100 entries a block.
_BLOCK = 100
_REMEMBERED = 50_000
"""The texts whose width is kept."""


class EmbeddedFont(TTFont):
    """A TrueType font that is embedded in subsets whose text copies out right.

    reportlab writes a character above U+FFFF as one number of five digits, which readers take for another letter; here
    it is UTF-16BE, as the PDF standard says. `heavy` fonts are bold by themselves.
    """

    heavy = False

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
    _ems: dict[str, float] = field(default_factory=dict)
    _slot: float = 0.0

    def find(self, character: str) -> tuple[EmbeddedFont, float] | None:
        """The font that has a character, and its width in ems; None where none has it."""
        if character not in self._found:
            code = ord(character)
            font = next((f for f in self.fonts if code in f.face.charToGlyph), None)
            self._found[character] = None if font is None else (font, font.face.charWidths[code] / 1000)
        return self._found[character]

    def width(self, text: str, size: float) -> float:
        """The width of text in points."""
        ems = self._ems.get(text)
        if ems is None:
            if len(self._ems) >= _REMEMBERED:
                self._ems.clear()
            ems = sum(found[1] for c in text if (found := self.find(c)) is not None)
            self._ems[text] = ems
        return ems * size

    @property
    def slot(self) -> float:
        """The room in ems that every digit of a figure gets."""
        if not self._slot:
            self._slot = max(self.width(digit, 1) for digit in "0123456789")
        return self._slot

    def figures_width(self, text: str, size: float) -> float:
        """The width in points of a figure whose digits are all equally wide."""
        return sum(self.slot if c.isdecimal() else self.width(c, 1) for c in text) * size

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

    def missing(self, text: str) -> Iterator[str]:
        """The characters that no font has."""
        return (c for c in text if self.find(c) is None and not _prints_nothing(c))


@lru_cache(maxsize=4)
def chain(style: Style) -> Chain:
    """The fonts of a style, loaded and known to reportlab."""
    return Chain(tuple(font for file in _CHAINS[style] if (font := _loaded(file)[0]) is not None))


def substitutions() -> list[Message]:
    """Which of the offices' own fonts are not used, why, and what stands in for them."""
    said = []
    for wanted, *others in _CHAINS.values():
        font, forbidden = _loaded(wanted)
        if font is None:
            used = next(other for other in others if _loaded(other)[0] is not None)
            sentence = (
                N_("{wanted} may not be embedded in a file: {used} is used instead")
                if forbidden
                else N_("{wanted} is not installed: {used} is used instead")
            )
            said.append(message(sentence, wanted=wanted.title, used=used.title))
    return said


def _prints_nothing(character: str) -> bool:
    """Joiners and variation selectors only choose between forms of a letter; a line's end is none."""
    if character == "\n" or unicodedata.category(character) == "Cf":
        return True
    return 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF


@lru_cache(maxsize=16)
def _loaded(file: FontFile) -> tuple[EmbeddedFont | None, bool]:
    """The font, registered; None where it is not here, and whether that is because it may not be embedded."""
    found = [path for folder in _folders(file) for name in file.files if (path := folder / name).is_file()]
    if not found and file.bundled:
        raise FileNotFoundError(file.files[0])
    forbidden = False
    for path in found:
        if not may_be_embedded(path, file.index):
            forbidden = True
            continue
        try:
            font = EmbeddedFont(
                f"{path.stem}-{file.index}", str(path), subfontIndex=file.index, shapable=False
            )
        except TTFError:
            if file.bundled:
                raise
            continue
        font.heavy = file.heavy
        pdfmetrics.registerFont(font)
        return font, False
    return None, forbidden


def may_be_embedded(path: Path, index: int = 0) -> bool:
    """Whether a TrueType file, or the font at that place of a collection, lets its letters be embedded (fsType)."""
    with path.open("rb") as file:
        start = 0
        if file.read(4) == b"ttcf":
            file.seek(12 + 4 * index)
            start = _number(file, 4)
        file.seek(start + 4)
        count = _number(file, 2)
        file.seek(start + 12)
        for _ in range(count):
            tag, _sum, offset, _length = (file.read(4) for _ in range(4))
            if tag == b"OS/2":
                file.seek(int.from_bytes(offset) + 8)
                bits = _number(file, 2)
                return bits & 0x000F != _FORBIDDEN and not bits & _NO_SUBSET
    return True


def _number(file: BinaryIO, length: int) -> int:
    return int.from_bytes(file.read(length))


def _folders(file: FontFile) -> Iterator[Path]:
    """Where fonts are installed: for all users of a PC, then for this one."""
    if file.bundled:
        yield paths.resources() / "fonts"
    elif sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
    else:
        yield Path("/usr/share/fonts/truetype/hanazono")
        yield Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fonts"


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
