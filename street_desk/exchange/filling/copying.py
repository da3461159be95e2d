"""Copying: the template's sheets are scanned, what goes into them is decided, and the package is written anew."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.parsers.expat import ExpatError

from street_desk.domain.problems import FileUnreadable
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.filling.figures import Figures
from street_desk.exchange.filling.package_writing import recalculating, unchained, write_package
from street_desk.exchange.filling.problems import NotFillable
from street_desk.exchange.filling.recognised import Recognised
from street_desk.exchange.filling.rereading import require_same
from street_desk.exchange.filling.sheet_scan import Place, SheetScan, scanned
from street_desk.exchange.filling.sheet_writing import without_results, written
from street_desk.exchange.filling.writing import Decided, decided, targets
from street_desk.exchange.problems import DamagedWorkbook
from street_desk.exchange.reading import address
from street_desk.exchange.reading.content import Content, content_of
from street_desk.exchange.reading.outline import Outline, outline_of
from street_desk.exchange.reading.packages import Package

# Print areas and filters are names too, and no formula uses them.
_NAMES = re.compile(rb"<(?:[\w.\-]+:)?definedName\b[^<>]*\bname\s*=\s*[\"'](?!_xlnm\.)")


def copied(
    template: Path,
    copy: Path,
    target: Path,
    found: Recognised,
    now: Assessment,
    before: Assessment | None,
    unmasked: bool,
    told: Callable[[], None],
) -> Decided:
    """Writes the filled copy and reads it back. Raises OSError and the Problems of a workbook that cannot be filled."""
    try:
        content = template.read_bytes()
    except OSError as error:
        raise FileUnreadable(path=str(template)) from error
    if content_of(content) is not Content.ZIP:
        raise NotFillable(path=template.name)
    try:
        package = Package(content, template.name)
        outline = outline_of(package, template.name)
        scans = _scans(package, outline, found)
        told()
        done = decided(found, Figures(now, before, found.form), scans, unmasked)
        parts = _parts(package, outline, scans, done)
        told()
        write_package(template, content, package, parts, copy)
    except (ValueError, KeyError, ExpatError, zipfile.BadZipFile) as error:
        raise DamagedWorkbook(path=template.name) from error
    told()
    require_same(content, copy, target, done.cells, parts)
    told()
    return done


def _scans(package: Package, outline: Outline, found: Recognised) -> dict[str, SheetScan]:
    """The sheets by tab, all of them: a formula anywhere may look at a cell that changes."""
    wanted: dict[str, set[Place]] = {}
    for tab, place in targets(found):
        wanted.setdefault(tab, set()).add(place)
    return {
        place.name: scanned(package.read(place.part), wanted.get(place.name, set()))
        for place in outline.places
        if place.cells and place.part in package
    }


def _parts(
    package: Package, outline: Outline, scans: Mapping[str, SheetScan], done: Decided
) -> dict[str, bytes]:
    """The parts that change, by the names they have in the package."""
    found: dict[str, bytes] = {}
    if not any(done.cells.values()):
        return found
    named = _NAMES.search(package.read(outline.workbook)) is not None
    stale = False
    for place in outline.places:
        scan = scans.get(place.name)
        if scan is None:
            continue
        cells = done.cells.get(place.name, {})
        if cells:
            found[package.name_of(place.part)] = written(scan, cells, done.styles.get(place.name, {}))
        elif scan.formulas and (scan.reaches_out or named):
            found[package.name_of(place.part)] = without_results(scan)
        else:
            continue
        stale = stale or bool(scan.formulas)
    _unchain(package, outline, scans, done, found)
    if stale:
        found[package.name_of(outline.workbook)] = recalculating(package.read(outline.workbook))
    return found


def _unchain(
    package: Package,
    outline: Outline,
    scans: Mapping[str, SheetScan],
    done: Decided,
    found: dict[str, bytes],
) -> None:
    """Takes formulas that gave way to figures out of the order in which Excel works them out, where there is one."""
    relations = package.relations(outline.workbook).values()
    chain = next((one.part for one in relations if one.kind == "calcChain" and one.part in package), "")
    root = package.xml(outline.workbook)
    if not chain or root is None:
        return
    ids = {str(one.get("name")): str(one.get("sheetId")) for one in root.iterfind("{*}sheets/{*}sheet")}
    gone = {
        (ids[tab], address(*place))
        for tab, cells in done.cells.items()
        for place in cells
        if tab in ids and place in scans[tab].formulas
    }
    if gone:
        found[package.name_of(chain)] = unchained(package.read(chain), gone)
