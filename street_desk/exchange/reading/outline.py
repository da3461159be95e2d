"""The Outline of an .xlsx: its tabs and where they lie, its date system and its mark, without a single cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from street_desk.exchange.problems import NotAWorkbook
from street_desk.exchange.reading.marks import mark_of
from street_desk.exchange.reading.packages import Package, Relation, local

USUAL = "xl/workbook.xml"


class Place(NamedTuple):
    """A tab: its name, the part it lies in ("" where it has none), and whether it is a sheet of cells at all."""

    name: str
    part: str
    hidden: bool
    cells: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The tabs of an .xlsx in order, and the parts that all of them share."""

    workbook: str
    places: tuple[Place, ...]
    strings: str
    styles: str
    from_1904: bool
    mark: Mapping[str, Any] | None


def outline_of(package: Package, name: str) -> Outline:
    """The outline. Raises NotAWorkbook for a package of another kind."""
    relations = package.relations("")
    workbook = _target(relations, "officeDocument") or USUAL
    root = package.xml(workbook)
    if root is None or local(root.tag) != "workbook":
        raise NotAWorkbook(path=name)
    parts = package.relations(workbook)
    properties = root.find("{*}workbookPr")
    return Outline(
        workbook,
        tuple(_place(sheet, parts) for sheet in root.iterfind("{*}sheets/{*}sheet")),
        _target(parts, "sharedStrings"),
        _target(parts, "styles"),
        properties is not None and properties.get("date1904") in ("1", "true"),
        mark_of(custom_properties(package, _target(relations, "custom-properties") or "docProps/custom.xml")),
    )


def _place(sheet: Any, parts: Mapping[str, Relation]) -> Place:
    # The prefix r: is a custom, and the strict form of the format has another namespace for it.
    key = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
    found = parts.get(key, Relation("", ""))
    hidden = sheet.get("state", "visible") != "visible"
    return Place(sheet.get("name", ""), found.part, hidden, found.kind in ("worksheet", ""))


def _target(relations: Mapping[str, Relation], kind: str) -> str:
    return next((found.part for found in relations.values() if found.kind == kind), "")


def custom_properties(package: Package, part: str) -> dict[str, str]:
    """The document properties that a user or a program added, as text."""
    root = package.xml(part)
    if root is None:
        return {}
    return {one.get("name", ""): "".join(map(str, one.itertext())) for one in root.iterfind("{*}property")}
