"""The parts of a workbook and how they hang together: what Excel would want to repair."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from tests.ooxml.elements import MAIN, RELATION, faults_of_elements
from tests.ooxml.sheets import SheetCheck, faults_of_formula

_TYPES = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    "officeDocument": f"{_TYPES}spreadsheetml.sheet.main+xml",
    "worksheet": f"{_TYPES}spreadsheetml.worksheet+xml",
    "styles": f"{_TYPES}spreadsheetml.styles+xml",
    "sharedStrings": f"{_TYPES}spreadsheetml.sharedStrings+xml",
    "theme": f"{_TYPES}theme+xml",
    "extended-properties": f"{_TYPES}extended-properties+xml",
    "custom-properties": f"{_TYPES}custom-properties+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
_LETTERS = 32_767


def faults(path: Path) -> list[str]:
    """Everything that is wrong with a workbook, in words; empty where nothing is."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        found = [f"{name} is there twice" for name in set(names) if names.count(name) > 1]
        parts = {}
        for name in names:
            try:
                parts[name] = etree.fromstring(package.read(name))
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    return found or list(_Workbook(parts).faults())


class _Workbook:
    def __init__(self, parts: Mapping[str, etree._Element]) -> None:
        self._parts = parts
        self._types = parts["[Content_Types].xml"]
        self._sheets: dict[str, str] = {}

    def faults(self) -> Iterator[str]:
        yield from self._of_content_types()
        for name in self._parts:
            if name.endswith(".rels"):
                yield from self._of_relations(name)
        for name, root in self._parts.items():
            if root.tag.startswith(f"{{{MAIN}}}"):
                yield from faults_of_elements(name, root)
        yield from self._of_workbook()
        yield from self._of_styles()
        yield from self._of_strings()
        for name, part in self._sheets.items():
            sheet = SheetCheck(self._parts[part], self._formats(), len(self._strings()), list(self._sheets))
            yield from (f"{name}: {fault}" for fault in sheet.faults())
        yield from self._of_properties()

    # The package -----------------------------------------------------------------------------------------------------

    def _type_of(self, part: str) -> str:
        for one in self._types:
            if one.get("PartName") == f"/{part}":
                return str(one.get("ContentType"))
        ending = part.rpartition(".")[2]
        return next(
            (str(one.get("ContentType")) for one in self._types if one.get("Extension") == ending), ""
        )

    def _of_content_types(self) -> Iterator[str]:
        for one in self._types:
            if (name := one.get("PartName")) is not None and name.lstrip("/") not in self._parts:
                yield f"content type of {name}, which is not there"
        for part in self._parts:
            if part != "[Content_Types].xml" and not self._type_of(part):
                yield f"{part} has no content type"

    def _relations(self, name: str) -> list[tuple[str, str, str]]:
        """Id, kind and part of each relation."""
        folder = PurePosixPath(name).parent.parent
        return [
            (one.get("Id", ""), one.get("Type", "").rpartition("/")[2], str(folder / one.get("Target", "")))
            for one in self._parts[name]
        ]

    def _of_relations(self, name: str) -> Iterator[str]:
        relations = self._relations(name)
        ids = [one for one, _kind, _part in relations]
        yield from (f"{name}: {one} is there twice" for one in set(ids) if ids.count(one) > 1)
        for one, kind, part in relations:
            if part not in self._parts:
                yield f"{name}: {one} leads to {part}, which is not there"
            elif kind not in _KINDS or self._type_of(part) != _KINDS[kind]:
                yield f"{name}: {part} is no {kind} by its content type"

    # The parts of the whole ------------------------------------------------------------------------------------------

    def _of_workbook(self) -> Iterator[str]:
        relations = {one: part for one, _kind, part in self._relations("xl/_rels/workbook.xml.rels")}
        root = self._parts["xl/workbook.xml"]
        ids = []
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            name = sheet.get("name", "")
            if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
                yield f"a sheet may not be called {name!r}"
            if name.casefold() in map(str.casefold, self._sheets):
                yield f"two sheets are called {name!r}"
            part = relations.get(str(sheet.get(RELATION)), "")
            if part in self._parts:
                self._sheets[name] = part
            else:
                yield f"sheet {name!r} leads nowhere"
            ids.append(sheet.get("sheetId"))
        if len(set(ids)) < len(ids) or not ids:
            yield "sheets need ids of their own"
        named = []
        for one in root.iterfind("{*}definedNames/{*}definedName"):
            place = one.get("localSheetId")
            named.append((one.get("name"), place))
            if place is not None and not 0 <= int(place) < len(self._sheets):
                yield f"{one.get('name')} belongs to sheet {place}, which is not there"
            yield from faults_of_formula(str(one.text), list(self._sheets))
        if len(set(named)) < len(named):
            yield "a name is defined twice"

    def _formats(self) -> int:
        return len(self._parts["xl/styles.xml"].findall("{*}cellXfs/{*}xf"))

    def _of_styles(self) -> Iterator[str]:
        root = self._parts["xl/styles.xml"]
        for group in root:
            if group.get("count") not in (None, str(len(group))):
                yield f"styles: {etree.QName(group).localname} are not {group.get('count')}"
        own = {int(one.get("numFmtId", "0")) for one in root.iterfind("{*}numFmts/{*}numFmt")}
        held = {
            "fontId": len(root.findall("{*}fonts/{*}font")),
            "fillId": len(root.findall("{*}fills/{*}fill")),
            "borderId": len(root.findall("{*}borders/{*}border")),
            "xfId": len(root.findall("{*}cellStyleXfs/{*}xf")),
        }
        for xf in root.iterfind("{*}cellXfs/{*}xf"):
            for key, count in held.items():
                if not 0 <= int(xf.get(key, "0")) < count:
                    yield f"styles: {key} {xf.get(key)} is not there"
            number = int(xf.get("numFmtId", "0"))
            if number not in own and number not in BUILTIN_FORMATS:
                yield f"styles: number format {number} is not there"

    def _strings(self) -> list[str]:
        root = self._parts.get("xl/sharedStrings.xml")
        return ["".join(map(str, one.itertext())) for one in root] if root is not None else []

    def _of_strings(self) -> Iterator[str]:
        strings = self._strings()
        yield from (f"a text has {len(one)} letters" for one in strings if len(one) > _LETTERS)
        used = [
            cell for part in self._sheets.values() for cell in self._parts[part].iterfind(".//{*}c[@t='s']")
        ]
        root = self._parts.get("xl/sharedStrings.xml")
        if root is not None:
            counted = (int(root.get("uniqueCount", "0")), int(root.get("count", "0")))
            if counted != (len(strings), len(used)):
                yield f"shared strings: {counted} are said, {(len(strings), len(used))} there"

    def _of_properties(self) -> Iterator[str]:
        root = self._parts.get("docProps/custom.xml")
        properties = list(root) if root is not None else []
        ids = [int(one.get("pid", "0")) for one in properties]
        if len(set(ids)) < len(ids) or min(ids, default=2) < 2:
            yield "custom properties need ids of their own from 2 on"
        for one in properties:
            if len("".join(map(str, one.itertext()))) > 255:
                yield f"property {one.get('name')} is longer than 255 letters"
