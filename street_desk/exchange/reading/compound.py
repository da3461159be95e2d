"""A Compound file: the small file system (OLE, [MS-CFB]) that .xls files and encrypted workbooks are kept in.

Read here and not by the libraries, because a damaged one can send them round in circles until the memory is full.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LAST = 0xFFFFFFFA
"""From here on a number is no sector: end of chain, free, and the like."""
_STREAM, _ROOT = 2, 5


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams at the root of a compound file by name. Raises ValueError or struct.error where it is damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if not 7 <= shift <= 16 or not 3 <= small_shift < shift:
            raise ValueError("sector size")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        (directory,) = struct.unpack_from("<I", content, 48)
        self._least, small_table = struct.unpack_from("<II", content, 56)
        self._table = self._sectors(self._table_places())
        self._entries = [self._entry(raw) for raw in _cut(self._joined(directory), 128)]
        root = self._entries[0]
        if root.kind != _ROOT or any(entry.size > len(content) for entry in self._entries):
            raise ValueError("directory")
        self._small_table = self._sectors(list(self._chain(small_table, self._table)))
        self._small = self._joined(root.start)[: root.size]
        self._names = {
            self._entries[number].name.lower(): number
            for number in self._below(root.child)
            if self._entries[number].kind == _STREAM
        }

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        entry = self._entries[self._names[name.lower()]]
        if entry.size >= self._least:
            return self._joined(entry.start)[: entry.size]
        size = self._small_size
        pieces = (
            self._small[at * size : (at + 1) * size] for at in self._chain(entry.start, self._small_table)
        )
        return b"".join(pieces)[: entry.size]

    def _table_places(self) -> list[int]:
        places = [place for place in struct.unpack_from("<109I", self._content, 76) if place < _LAST]
        (more,) = struct.unpack_from("<I", self._content, 68)
        most = len(self._content) // self._size
        while more < _LAST:
            *found, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            places += (place for place in found if place < _LAST)
            if len(places) > most:
                raise ValueError("table in a circle")
        return places

    def _sectors(self, places: Sequence[int]) -> array[int]:
        numbers: array[int] = array("I")
        for place in places:
            sector = self._sector(place)
            numbers.extend(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))
        return numbers

    def _sector(self, place: int) -> bytes:
        # The header takes one sector; of the last one a file may lack a part.
        start = (place + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, start: int, table: Sequence[int]) -> Iterator[int]:
        count = 0
        while start < _LAST:
            yield start
            count += 1
            if start >= len(table) or count > len(table):
                raise ValueError("chain")
            start = table[start]

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._table)))

    def _entry(self, raw: bytes) -> _Entry:
        length, kind = struct.unpack_from("<HB", raw, 64)
        left, right, child = struct.unpack_from("<III", raw, 68)
        start, size = struct.unpack_from("<II", raw, 116)
        name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        # What is no storage and no stream is a hole in the directory.
        return _Entry(name, kind, left, right, child, start, size if kind in (_STREAM, _ROOT) else 0)

    def _below(self, start: int) -> Iterator[int]:
        """The entries of one folder: a tree of left and right neighbours."""
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            number = waiting.pop()
            if number < len(self._entries) and number not in seen:
                seen.add(number)
                yield number
                waiting += (self._entries[number].left, self._entries[number].right)


def _cut(content: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(content) - size + 1, size):
        yield content[start : start + size]
