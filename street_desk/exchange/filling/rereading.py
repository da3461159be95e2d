"""Reading a filled copy back: every cell that was written, and every other one against the template."""

from __future__ import annotations

import datetime
import math
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from street_desk.exchange.filling.sheet_scan import Place
from street_desk.exchange.filling.sheet_writing import Content
from street_desk.exchange.importing.grid import raw_text
from street_desk.exchange.problems import ReadBackDiffers
from street_desk.exchange.reading import Workbook, address
from street_desk.exchange.reading.cells import UNCOMPUTED
from street_desk.exchange.reading.xlsx import read_xlsx


def require_same(
    template: bytes,
    copy: Path,
    target: Path,
    cells: Mapping[str, Mapping[Place, Content]],
    changed: Collection[str],
) -> None:
    """Raises ReadBackDiffers where a cell does not hold what was written, or anything else is another than it was.

    `changed` are the parts that were written anew.
    """
    _require_parts(template, copy, target, changed)
    before = read_xlsx(template, target.name)
    after = read_xlsx(copy.read_bytes(), target.name)
    names = [[tab.name for tab in book.tabs] for book in (before, after)]
    if names[0] != names[1]:
        raise ReadBackDiffers(
            path=str(target), cell="", expected=", ".join(names[0]), found=", ".join(names[1])
        )
    for one, other in zip(before.tabs, after.tabs, strict=True):
        written = cells.get(one.name, {})
        for row in {*one.rows, *other.rows, *(row for row, _ in written)}:
            was, now = one.rows.get(row, ()), other.rows.get(row, ())
            if was == now and not written:
                continue
            for column in range(1, max(len(was), len(now)) + 1):
                place = row, column
                found = now[column - 1] if column <= len(now) else None
                held = was[column - 1] if column <= len(was) else None
                expected = written.get(place)
                if expected is None:
                    # A formula's result was taken out, on purpose.
                    same = _alike(held, found) or found == UNCOMPUTED
                else:
                    same = _holds(found, expected, after)
                if not same:
                    said = held if expected is None else expected.number or expected.text
                    raise ReadBackDiffers(
                        path=str(target),
                        cell=f"{one.name}!{address(*place)}",
                        expected=_shown(said),
                        found=_shown(found),
                    )
        for place, content in written.items():
            now = other.rows.get(place[0], ())
            if len(now) < place[1] and (content.number or content.text):
                said = content.number or content.text
                cell = f"{one.name}!{address(*place)}"
                raise ReadBackDiffers(path=str(target), cell=cell, expected=said, found="")


def _require_parts(template: bytes, copy: Path, target: Path, changed: Collection[str]) -> None:
    import io

    with zipfile.ZipFile(io.BytesIO(template)) as one, zipfile.ZipFile(copy) as other:
        was = {info.filename: (info.CRC, info.file_size) for info in one.infolist()}
        now = {info.filename: (info.CRC, info.file_size) for info in other.infolist()}
    for name in {*was, *now} - set(changed):
        if was.get(name) != now.get(name):
            raise ReadBackDiffers(
                path=str(target), cell=name, expected=str(was.get(name)), found=str(now.get(name))
            )


def _alike(one: Any, other: Any) -> bool:
    return bool(one == other) or (one != one and other != other)


def _holds(found: Any, expected: Content, book: Workbook) -> bool:
    if expected.text:
        return isinstance(found, str) and raw_text(found) == expected.text.strip()
    if not expected.number:
        return found is None
    if isinstance(found, (datetime.date, datetime.datetime, datetime.time, datetime.timedelta)):
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, to_excel

        found = to_excel(found, MAC_EPOCH if book.from_1904 else WINDOWS_EPOCH)  # type: ignore[no-untyped-call]
    number = isinstance(found, (int, float)) and not isinstance(found, bool)
    return number and math.isclose(float(expected.number), found, rel_tol=1e-14)


def _shown(value: Any) -> str:
    return "" if value is None else raw_text(value)
