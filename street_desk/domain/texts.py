"""Texts as offices type them and workbooks hold them: what is invisible in them, and what a failed formula leaves."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache

from street_desk.domain.problems import FormulaError, UnreadableValue
from street_desk.language import Message

_ERROR = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|#{4,}|ERR:\d{3}", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
_DOTS = re.compile(r"[•・‧∙⋅]")
# A dot inside a name, 阿布都.热合曼, is the same as 阿布都·热合曼; in a figure or a code it is not.
_NAME_DOT = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")


def without_marks(text: str) -> str:
    """The text without its control, direction and zero-width characters; line breaks and tabs stay."""
    if text.isprintable():
        return text
    # Rare, private and newer characters stay: they are people's names.
    return "".join(c for c in text if c in "\n\t\r" or unicodedata.category(c) not in ("Cc", "Cf"))


def tidy(text: str) -> str:
    """The text with full-width letters and digits made plain and what is invisible in it gone, outer spaces too."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return without_marks(unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=100_000)
def matching(text: str) -> str:
    """The text as it is compared: tidy, without inner spaces, dots of names made one, lower case."""
    bare = _DOTS.sub("·", _SPACES.sub("", tidy(text)))
    return _NAME_DOT.sub("·", bare).casefold()


def bare(text: str) -> str:
    """Digits or letters as a code is read: tidy, without spaces and without the apostrophe that made them text."""
    return _SPACES.sub("", tidy(text)).lstrip("'’‘`´")


def as_text(raw: object) -> str:
    """A raw cell as text: 3200.0 becomes "3200", a date its ISO form, with the time of day where it has one."""
    if raw is None:
        return ""
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else f"{raw:.15g}"
    if isinstance(raw, datetime.datetime):
        return str(raw.replace(microsecond=0)) if raw.time() != datetime.time() else raw.date().isoformat()
    return str(raw)


def is_error(text: str) -> bool:
    """Whether a text is what a failed formula leaves: #REF!, #N/A, or the ##### of a column too narrow."""
    return _ERROR.fullmatch(tidy(text)) is not None


def refusal(raw: object, expected: Message) -> UnreadableValue:
    """Why a raw cell or typed text does not fit: an error of a formula is said to be one, else `expected` is."""
    text = as_text(raw).strip()
    return FormulaError(text=text) if is_error(text) else UnreadableValue(text=text, expected=expected)
