"""Writing the package anew: the parts that changed, and every other part byte for byte as it was."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from street_desk.exchange.problems import DamagedWorkbook
from street_desk.exchange.reading.packages import Package

_ROOT = re.compile(rb"<(?:([\w.\-]+):)?workbook\b")
_ON_LOAD = re.compile(rb"\s+fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_LINK = re.compile(rb"<(?:[\w.\-]+:)?c\b[^<>]*/>")
_SHEET = re.compile(rb"\bi\s*=\s*[\"'](\d+)[\"']")
_CELL = re.compile(rb"\br\s*=\s*[\"']([A-Z]+\d+)[\"']")
# What stands before calcPr, the nearest first (ECMA-376, CT_Workbook).
_BEFORE = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def write_package(
    template: Path, content: bytes, package: Package, parts: Mapping[str, bytes], target: Path
) -> None:
    """Writes the template's parts in their order, those in `parts` with their new content.

    Raises OSError, TooLargeWorkbook and DamagedWorkbook.
    """
    import io

    with zipfile.ZipFile(io.BytesIO(content)) as held, zipfile.ZipFile(target, "w") as out:
        names = [info.filename for info in held.infolist()]
        if len({name.lower() for name in names}) != len(names):
            raise DamagedWorkbook(path=template.name)
        out.comment = held.comment
        for info in held.infolist():
            # The flags of what is written are the writer's to set, all else is kept.
            info = _like(info)
            with out.open(info, "w") as part:
                if info.filename in parts:
                    part.write(parts[info.filename])
                    continue
                for piece in package.pieces(info.filename) if not info.is_dir() else ():
                    part.write(piece)


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(info.filename, info.date_time)
    found.compress_type = info.compress_type
    found.external_attr, found.internal_attr = info.external_attr, info.internal_attr
    found.create_system, found.comment = info.create_system, info.comment
    return found


def recalculating(workbook: bytes) -> bytes:
    """The workbook's own part, saying that all formulas are worked out when it is opened."""
    root = _ROOT.search(workbook)
    if root is None:
        raise ValueError("workbook")
    prefix = root[1] + b":" if root[1] else b""
    found = re.search(rb"<" + prefix + rb"calcPr\b[^<>]*?(/?)>", workbook)
    if found is not None:
        bare = _ON_LOAD.sub(b"", found[0])
        end = b"/>" if found[1] else b">"
        tag = bare.removesuffix(end).rstrip() + b' fullCalcOnLoad="1"' + end
        return workbook[: found.start()] + tag + workbook[found.end() :]
    for name in _BEFORE:
        ends = [*re.finditer(rb"</" + prefix + name + rb"\s*>|<" + prefix + name + rb"\b[^<>]*/>", workbook)]
        if ends:
            at = ends[-1].end()
            return workbook[:at] + b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>' + workbook[at:]
    raise ValueError("workbook")


def unchained(chain: bytes, gone: AbstractSet[tuple[str, str]]) -> bytes:
    """The order of a workbook's formulas without those of these cells, given by the id of their sheet.

    Excel wants to repair a workbook whose order names a cell without a formula. An entry that does not say its sheet
    is of the same one as the entry before it.
    """
    sheet = ""
    parts: list[bytes] = []
    at = 0
    for entry in _LINK.finditer(chain):
        said = _SHEET.search(entry[0])
        cell = _CELL.search(entry[0])
        sheet = said[1].decode() if said is not None else sheet
        parts.append(chain[at : entry.start()])
        at = entry.end()
        if cell is None or (sheet, cell[1].decode()) not in gone:
            link = entry[0]
            if said is None and sheet:
                end = link.rindex(b"/")
                link = link[:end] + f' i="{sheet}"'.encode() + link[end:]
            parts.append(link)
    return b"".join((*parts, chain[at:]))
