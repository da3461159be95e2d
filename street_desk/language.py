"""The program's words in the user's language: GNU gettext, English message ids, a complete Chinese catalogue.

A Message keeps its id and its values apart until someone reads it, so the same explanation prints in Chinese on a form
while the window is in English.
"""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from street_desk import paths

CHINESE = "zh_CN"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)

_current = [ENGLISH]


def use(language: str) -> None:
    """Makes `language` ("zh_CN" or "en") the one that everything is shown in from now on."""
    _current[0] = language if language in LANGUAGES else ENGLISH


def current() -> str:
    """The language that is shown now."""
    return _current[0]


def of_system() -> str:
    """Chinese on a Chinese system, else English; STREET_DESK_LANGUAGE overrides it."""
    wanted = os.environ.get("STREET_DESK_LANGUAGE", "")
    if not wanted and sys.platform == "win32":
        import ctypes

        # The user's display language; the primary language is the low ten bits, 0x04 is Chinese.
        wanted = "zh" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04 else "en"
    if not wanted:
        named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"))
        wanted = next(filter(None, named), None) or locale.getlocale()[0] or ""
    return CHINESE if wanted.lower().startswith(("zh", "chinese")) else ENGLISH


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    folder = paths.resources() / "translations"
    return gettext.translation("street_desk", str(folder), languages=[language])


def N_(msgid: str) -> str:  # noqa: N802  (gettext's own name)
    """Marks a message id for the catalogue and leaves it untranslated."""
    return msgid


def _(msgid: str) -> str:
    """The message in the current language."""
    return translated(msgid)


def translated(msgid: str, language: str | None = None) -> str:
    """The message in `language`, else in the current one."""
    return _catalogue(language or current()).gettext(msgid) if msgid else ""


def number(value: int | Decimal) -> str:
    """A number for reading: thousands apart, no idle zeros (50,000 · 1,409.50 · 2.3)."""
    if isinstance(value, int):
        return f"{value:,}"
    if value == value.to_integral_value():
        return f"{int(value):,}"
    places = -int(value.normalize().as_tuple().exponent)
    return f"{value:,.{places}f}"


def money(yuan: Decimal) -> str:
    """Yuan for reading: whole yuan bare, else both places of the fen (1,409.50)."""
    return f"{int(yuan):,}" if yuan == yuan.to_integral_value() else f"{yuan:,.2f}"


@dataclass(frozen=True, slots=True)
class Words:
    """A phrase that data (a standards pack) gives in both languages."""

    zh: str
    en: str = ""

    def text(self, language: str | None = None) -> str:
        return self.zh if (language or current()) == CHINESE or not self.en else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its values, put into words when it is read."""

    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str | None = None) -> str:
        return translated(self.msgid, language).format_map(
            {key: _worded(value, language) for key, value in self.values.items()}
        )

    def __str__(self) -> str:
        return self.text()

    def to_json(self) -> dict[str, Any]:
        """For the change log: readable again in either language."""
        return {"msgid": self.msgid, "values": {k: _plain(v) for k, v in self.values.items()}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        return cls(data["msgid"], {key: _restored(value) for key, value in data["values"].items()})


def message(msgid: str, /, **values: Any) -> Message:
    """A Message from its id and values."""
    return Message(msgid, values)


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, Words):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int)) else _worded(value, None)


def _restored(value: Any) -> Any:
    """What `_plain` made; entries of older files hold only texts, numbers and Messages."""
    if isinstance(value, dict):
        return Message.from_json(value) if "msgid" in value else Words(**value)
    return tuple(map(_restored, value)) if isinstance(value, list) else value


def _worded(value: Any, language: str | None) -> str:
    if isinstance(value, (Message, Words)):
        return value.text(language)
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return number(value)
    if isinstance(value, (tuple, list)):
        comma = "、" if (language or current()) == CHINESE else ", "
        return comma.join(_worded(item, language) for item in value)
    return str(value)
