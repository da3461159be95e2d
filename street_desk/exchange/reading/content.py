"""What a file is, by its first bytes. Endings say nothing: many an .xls is a web page, and many an .et is an .xls."""

from __future__ import annotations

import re
from enum import Enum

_ZIP = b"PK"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# Workbooks of before 1995 lie bare in the file: a BOF record of version 2 to 5, 4 to 16 bytes long.
_BARE = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00")
_OTHERS = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
)
_XML2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_ODS = "urn:oasis:names:tc:opendocument:xmlns:office"
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|table|meta|style|div|center|font|form|script|p)\b")
_FOREWORD = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!\[.*?\]>\s*)*", re.DOTALL)
_BEGINNING = 4096


class Content(Enum):
    """The kinds of bytes that a workbook comes in."""

    ZIP = "zip"
    OLE = "ole"
    BARE = "bare"
    OTHER = "other"
    UNKNOWN = "unknown"


class Markup(Enum):
    """The kinds of text that a workbook comes in."""

    XML2003 = "xml2003"
    FLAT_ODS = "fods"
    PAGE = "page"
    OTHER = "other"
    NONE = "none"


def content_of(content: bytes) -> Content:
    """What the bytes are; UNKNOWN may be text."""
    if content.startswith(_OLE):
        return Content.OLE
    if content.startswith(_ZIP):
        return Content.ZIP
    if _BARE.match(content):
        return Content.BARE
    return Content.OTHER if content.startswith(_OTHERS) else Content.UNKNOWN


def markup_of(text: str) -> Markup:
    """What a text is marked up as; NONE may be a table of plain text."""
    beginning = text[:_BEGINNING]
    root = beginning[_FOREWORD.match(beginning).end() :]  # type: ignore[union-attr]
    if not root.startswith("<"):
        return Markup.NONE
    tag = root[: root.find(">") + 1 or None]
    if _PAGE.match(root.lower()):
        return Markup.PAGE
    if _XML2003 in tag:
        return Markup.XML2003
    return Markup.FLAT_ODS if _ODS in tag else Markup.OTHER
