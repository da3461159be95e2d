"""What the tests of filling share: templates written as offices write them, filled in, and looked at."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from street_desk.exchange.filling import Filled
from street_desk.session import Session

Rows = Sequence[Sequence[object]]


def written(path: Path, *tabs: tuple[str, Rows], merges: Sequence[str] = ()) -> Path:
    """A workbook of these tabs; `merges` are those of the first one."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tabs:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return path


def filled(session: Session, template: Path, year: int = 2027, **more: Any) -> tuple[Filled, list[Worksheet]]:
    """The template filled in beside itself, and the tabs of the copy."""
    to = template.with_name(f"filled-{template.name}")
    done = session.fill_workbook(year, template, to, **more)
    sheets: list[Worksheet] = list(openpyxl.load_workbook(to).worksheets)
    return done, sheets


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def left(done: Filled, kind: str) -> dict[str, str]:
    """What was left of a kind: why, by text."""
    return {one.text: one.why.text() for one in done.left if one.kind == kind}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
