"""Pinyin: Chinese text in the order of its sounds, and found by them as people type them.

Sorting and searching read each character by its first reading alone; a name with another one is still found by its
characters.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_FIRST = 0x10000
"""Where the ranks of characters begin: behind all letters and digits, which come first in every office program."""

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_WIDE = {code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)} | {0x3000: ord(" ")}
_PLAIN = _WIDE | {ord(letter): ord(letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


_USUAL = {
    "长": "cháng",
    "厦": "xià",
    "曾": "zēng",
    "重": "chóng",
    "伺": "sì",
    "畜": "xù",
    "泊": "bó",
    "辟": "pì",
}
"""The readings that these have in names of places and people, where the dictionary has another one first."""


class _Tables(NamedTuple):
    """What `str.translate` makes of a character: its rank, its sound, and the first letter of that."""

    ranks: dict[int, int]
    sounds: dict[int, str | int]
    letters: dict[int, str | int]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """Read when first needed."""
    spelled: dict[str, tuple[str, str]] = {}
    sounds: dict[int, tuple[str, str]] = {}
    for code, read in _readings().items():
        first = _USUAL.get(chr(int(code))) or read.split(",", 1)[0]
        if first not in spelled:
            spelled[first] = _spelled(first)
        sounds[int(code)] = spelled[first]
    ranked = sorted(sounds, key=lambda code: (*sounds[code], code))
    return _Tables(
        _PLAIN | {code: _FIRST + rank for rank, code in enumerate(ranked)},
        _PLAIN | {code: sound for code, (sound, _tone) in sounds.items()},
        _PLAIN | {code: sound[:1] for code, (sound, _tone) in sounds.items()},
    )


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    """The readings by code point. Read from pypinyin's own file: its import loads a dictionary of phrases besides."""
    found = find_spec("pypinyin")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pypinyin")
    file = Path(found.origin).with_name("pinyin_dict.json")
    readings: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return readings


def _spelled(reading: str) -> tuple[str, str]:
    """The letters of a reading, ü as v, and its tone: "lǘ" is ("lv", "2"); the neutral tone comes last."""
    letters, tone = "", "5"
    for sign in unicodedata.normalize("NFD", reading):
        if sign == "\u0308":
            letters = f"{letters[:-1]}v"
        elif sign in _TONES:
            tone = _TONES[sign]
        elif sign.isalpha():
            letters += sign
    return letters, tone


@lru_cache(maxsize=10_000)
def readings(char: str) -> tuple[str, ...]:
    """Every reading of a character in plain letters, the usual one first; none for a letter or digit."""
    if char.isascii():
        return ()
    found = _readings().get(str(ord(char)), "")
    return tuple(dict.fromkeys(_spelled(reading)[0] for reading in found.split(",") if reading))


def order(text: str) -> bytes:
    """What a text is sorted by: letters whatever their case, then characters by sound, tone and code point.

    Bytes, because Python compares them several times faster than text of such characters.
    """
    return text.translate(_tables().ranks).encode("utf-8", "replace")


def spelled(text: str) -> str:
    """A text as its sounds are typed: 幸福社区 is "xingfushequ"."""
    return text.translate(_tables().sounds)


def initials(text: str) -> str:
    """The first letters of a text's sounds: 幸福社区 is "xfsq"."""
    return text.translate(_tables().letters)


def found(wanted: str, text: str) -> bool:
    """Whether what was typed is in a text, as it is written, by its initials or by its sounds."""
    plain = wanted.translate(_PLAIN).strip()
    if not plain or plain in text.translate(_PLAIN):
        return True
    # A sound is typed in letters alone; and only from a character's beginning on, or "an" would find 上.
    return plain.isascii() and (plain in initials(text) or _sounds_begin(plain, text))


def _sounds_begin(plain: str, text: str) -> bool:
    return plain in spelled(text) and any(
        spelled(text[place:]).startswith(plain) for place in range(len(text))
    )
