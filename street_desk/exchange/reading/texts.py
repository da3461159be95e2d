"""Bytes as text: by their mark, by what they say of themselves, as UTF-8, or else as the Chinese code page."""

from __future__ import annotations

import codecs
import re

from street_desk.exchange.reading.cells import Broken

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\ufffe\uffff]")
# Every one of these is part of the last.
_CHINESE = {"gb2312", "gbk", "cp936", "ms936", "x-gbk", "gb_2312-80", "gb18030", "hz-gb-2312"}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
# As a number it would forget that it was October.
_OCTOBER = re.compile(r"(?:19|20)\d\d\.10")

_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}


def text_of(content: bytes) -> str | None:
    """The text; None where the bytes are no text at all."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return None if _NO_TEXT.search(text) else text
    if content.lstrip()[:1] == b"<":
        # A page with a broken character in it is a page still.
        tries = [content.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
        text = min(tries, key=lambda one: one.count("\ufffd"))
        return None if _NO_TEXT.search(text) else text
    return None


def cell_of(text: str) -> object:
    """What a cell holds that was only ever text: a number where it is written as one and loses nothing by it."""
    bare = text.strip()
    if bare in _ERRORS:
        return Broken(bare)
    if not _NUMBER.fullmatch(bare) or _OCTOBER.fullmatch(bare) or sum(map(str.isdigit, bare)) > 15:
        return text if bare else None
    return float(bare) if "." in bare else int(bare)


def _encodings(content: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    found = []
    if content.lstrip()[:1] == b"<" and (said := _SAID.search(content[:4096])):
        name = said[1].decode("ascii", "replace").lower()
        found.append("gb18030" if name in _CHINESE else name)
    # Latin-1 and its like take any bytes for text.
    return [name for name in found if name == "gb18030" or name.startswith("utf")] + ["utf-8", "gb18030"]
