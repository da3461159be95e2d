"""Imports made by hand, as the importer hands them over: what came in, and where it stood."""

from __future__ import annotations

from street_desk.domain.edits import Change, Edit
from street_desk.domain.remembering import ImportedRow, ImportedTable, Remembered, Source, fingerprint_of
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import Preview
from street_desk.language import N_, message
from street_desk.session import Session

FILE = "幸福街道2026年.xlsx"
CONTENT = b"the original " * 1000
SIGNATURE = (("社区名称", "经费", ""), ("", "办公", "备用"))


def batch_of(file: str, year: int, changes: tuple[Change, ...]) -> Batch:
    """A planned import that brings these Changes."""
    return Batch((Preview(file, year, ()),), (), (), changes)


def source_of(*rows: ImportedRow, file: str = FILE, content: bytes = CONTENT, wan: bool = False) -> Source:
    """A workbook with one table of communities: B the name, D the households, E the approved office fund."""
    columns = {"name": 2, "households": 4, "office_approved": 5, "party_organisation": 6}
    return Source(file, content, (ImportedTable("表一", "communities", columns, wan),), rows)


def import_edit(year: int, *changes: Change) -> Edit:
    return Edit(message(N_("Import {files}"), files=(FILE,)), changes, year)


def mapping(file: str = FILE, at: str = "2026-03-01T09:00:00+08:00", unit: str = "yuan") -> Remembered:
    """How a table of three columns is read."""
    return Remembered(
        fingerprint_of(SIGNATURE),
        "communities",
        SIGNATURE,
        ("name", "office_approved", ""),
        unit,
        {"about:表一!D3": "Take them as they are"},
        file,
        at,
    )


def take(session: Session, year: int, changes: tuple[Change, ...], *sources: Source) -> bool:
    """Brings Changes in as an import of these workbooks."""
    return session.take_import(year, batch_of(FILE, year, changes), sources=sources)
