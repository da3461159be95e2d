"""Writing the package anew: the parts that changed, and every other part byte for byte as it was."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from street_desk.exchange.problems import DamagedWorkbook
from street_desk.exchange.reading.packages import Package

_ROOT = re.compile(rb"<(?:([\w.\-]+):)?workbook\b")
_ON_LOAD = re.compile(rb"\s+fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
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
