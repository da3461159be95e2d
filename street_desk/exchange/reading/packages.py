"""A Package: the zip file that .xlsx, .xlsb and .ods are, unpacked part by part and never further than allowed."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from street_desk.exchange.problems import DamagedWorkbook, TooLargeWorkbook
from street_desk.exchange.reading.limits import RATIO, RATIO_FROM, UNPACKED

if TYPE_CHECKING:
    from lxml.etree import _Element

_PIECE = 1 << 20


class Relation(NamedTuple):
    """What a part refers to: the last word of its kind ("worksheet") and the part it names."""

    kind: str
    part: str


class Package:
    """The parts of a zip file by name; case and slashes do not matter, as some programs write them wrong.

    Raises zipfile.BadZipFile where it is none, DamagedWorkbook and TooLargeWorkbook as it is unpacked.
    """

    def __init__(self, content: bytes, name: str) -> None:
        self._content = content
        self._name = name
        self._sizes: dict[str, int] = {}
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            self._parts = {_plain(info.filename): info for info in packed.infolist()}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._parts

    def name_of(self, part: str) -> str:
        """What a part is called in the zip file itself. Raises KeyError where there is none."""
        return self._parts[_plain(part)].filename

    def pieces(self, part: str) -> Iterator[bytes]:
        """The bytes of a part in pieces. The size that counts is the real one, for the stated one may lie."""
        info = self._parts[_plain(part)]
        if info.flag_bits & 1:
            raise DamagedWorkbook(path=self._name)
        names, extra = struct.unpack_from("<HH", self._content, info.header_offset + 26)
        start = info.header_offset + 30 + names + extra
        packed = memoryview(self._content)[start : start + info.compress_size]
        check = size = 0
        for piece in self._inflated(packed, info.compress_type):
            size += len(piece)
            self._weigh(info.filename, size, len(packed))
            check = zlib.crc32(piece, check)
            yield piece
        if check != info.CRC:
            raise DamagedWorkbook(path=self._name)

    def read(self, part: str) -> bytes:
        """The whole of a part; b"" where there is none."""
        return b"".join(self.pieces(part)) if part in self else b""

    def xml(self, part: str) -> _Element | None:
        """A small part as a tree; None where there is none."""
        content = self.read(part)
        return parsed(content) if content else None

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by id; "" is the package itself."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for one in () if root is None else root.iterfind("{*}Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], target)
        return found

    def _inflated(self, packed: memoryview, method: int) -> Iterator[bytes]:
        if method == zipfile.ZIP_STORED:
            for start in range(0, len(packed), _PIECE):
                yield bytes(packed[start : start + _PIECE])
            return
        if method != zipfile.ZIP_DEFLATED:
            raise DamagedWorkbook(path=self._name)
        unpacking = zlib.decompressobj(-15)
        for start in range(0, len(packed), _PIECE // 8):
            rest: bytes | memoryview = packed[start : start + _PIECE // 8]
            while len(rest) and not unpacking.eof:
                yield unpacking.decompress(rest, _PIECE)
                rest = unpacking.unconsumed_tail
        yield unpacking.flush()
        if not unpacking.eof:
            raise DamagedWorkbook(path=self._name)

    def _weigh(self, part: str, size: int, packed: int) -> None:
        self._sizes[part] = size
        if sum(self._sizes.values()) > UNPACKED or (size > RATIO_FROM and size > RATIO * packed):
            raise TooLargeWorkbook(path=self._name)


class Source:
    """A part as lxml reads it: each read gives the next piece."""

    def __init__(self, package: Package, part: str) -> None:
        self._pieces = package.pieces(part)
        self._begun = b""

    def read(self, _size: int = -1) -> bytes:
        for piece in self._pieces:
            if len(self._begun) < _PIECE:
                self._begun += piece
                refuse_entities(self._begun)
            if piece:
                return piece
        return b""


def parsed(content: bytes) -> _Element:
    """XML as a tree. Entities of its own are refused: no workbook has them, and a few lines of them fill a disk."""
    from lxml import etree

    refuse_entities(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def events(source: Source | io.BytesIO, wanted: tuple[str, ...], **more: Any) -> Iterator[tuple[str, Any]]:
    """The elements of these names as they end, whatever their namespace; large parts never become one tree."""
    from lxml import etree

    tags = tuple(f"{{*}}{name}" for name in wanted)
    yield from etree.iterparse(
        source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, **more
    )


def forget(element: _Element) -> None:
    """Gives back the memory of an element that was read, and of all before it beside it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def refuse_entities(content: bytes) -> None:
    """Raises ValueError where XML declares a document type."""
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise ValueError("entities")


def local(tag: object) -> str:
    """An element's or attribute's name without its namespace."""
    return str(tag).rpartition("}")[2]


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
