"""Writing cells into a sheet's XML: only their own bytes change.

The stored results of formulas go, for they would show last year's sums beside this year's figures: LibreOffice and
every viewer believe them, and Excel is told to work everything out anew when it opens the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from street_desk.exchange.filling.sheet_scan import Element, Formula, Place, SheetScan
from street_desk.exchange.reading.cells import address

_KEPT = ("r", "s", "ph")
# What XML 1.0 cannot hold at all.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Content(NamedTuple):
    """What a cell is to hold: a number as it is written out, or a text; neither for nothing at all."""

    number: str = ""
    text: str = ""


class _Change(NamedTuple):
    start: int
    end: int
    content: bytes


def written(scan: SheetScan, cells: Mapping[Place, Content], styles: Mapping[Place, str]) -> bytes:
    """The sheet with these cells, and without the results of its formulas.

    `styles` are for cells that are not there yet, and for those that are to have another one.
    """
    stay = {place: formula for place, formula in scan.formulas.items() if place not in cells}
    changes = [*_cells(scan, cells, styles), *_without_results(stay)]
    return _spliced(scan.content, changes)


def without_results(scan: SheetScan) -> bytes:
    """The sheet without the results of its formulas."""
    return _spliced(scan.content, list(_without_results(scan.formulas)))


def _spliced(content: bytes, changes: list[_Change]) -> bytes:
    parts: list[bytes] = []
    at = 0
    # What is put in at one place stays in the order it was said in.
    for change in sorted(changes, key=lambda one: one.start):
        parts += (content[at : change.start], change.content)
        at = change.end
    return b"".join((*parts, content[at:]))


def _cells(scan: SheetScan, cells: Mapping[Place, Content], styles: Mapping[Place, str]) -> Iterator[_Change]:
    new_rows: dict[int, list[Place]] = {}
    bare_rows: dict[int, list[Place]] = {}
    for place, content in sorted(cells.items()):
        known = scan.cells.get(place)
        if known is not None:
            attributes = {key: known.attributes[key] for key in _KEPT if key in known.attributes}
            if style := styles.get(place, ""):
                attributes["s"] = style
            yield _Change(known.start, known.end, _cell(known.name, attributes, content))
        elif not (content.number or content.text):
            continue
        elif (row := scan.rows.get(place[0])) is None:
            new_rows.setdefault(place[0], []).append(place)
        elif row.inner == row.end:
            bare_rows.setdefault(place[0], []).append(place)
        else:
            after = scan.cell_after(place)
            at = after.start if after is not None else row.inner_end
            yield _Change(at, at, _new(row, place, content, styles))
    for number, places in bare_rows.items():
        row = scan.rows[number]
        inside = b"".join(_new(row, place, cells[place], styles) for place in places)
        # <row r="5"/> opens.
        at = scan.content.rindex(b"/", row.start, row.end)
        yield _Change(at, row.end, b">" + inside + f"</{row.name}>".encode())
    for number, places in new_rows.items():
        yield _new_row(scan, number, places, cells, styles)


def _new_row(
    scan: SheetScan,
    number: int,
    places: list[Place],
    cells: Mapping[Place, Content],
    styles: Mapping[Place, str],
) -> _Change:
    body = scan.body
    assert body is not None
    name = f"{body.name.rpartition(':')[0]}:row".lstrip(":")
    row = Element(name, 0, 0, 0, 0, {})
    inside = b"".join(_new(row, place, cells[place], styles) for place in places)
    whole = f'<{name} r="{number}">'.encode() + inside + f"</{name}>".encode()
    if body.inner == body.end:
        raise ValueError("an empty sheet")
    after = scan.row_after(number)
    at = after.start if after is not None else body.inner_end
    return _Change(at, at, whole)


def _new(row: Element, place: Place, content: Content, styles: Mapping[Place, str]) -> bytes:
    prefix = row.name.rpartition(":")[0]
    attributes = {"r": address(*place)}
    if style := styles.get(place, "") or row.attributes.get("s", ""):
        attributes["s"] = style
    return _cell(f"{prefix}:c".lstrip(":"), attributes, content)


def _cell(name: str, attributes: dict[str, str], content: Content) -> bytes:
    """A cell. Texts stand in the cell itself, so that the table of strings that all sheets share stays as it is."""
    prefix = f"{name.rpartition(':')[0]}:".lstrip(":")
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    if content.number:
        return f"<{name}{said}><{prefix}v>{content.number}</{prefix}v></{name}>".encode()
    if content.text:
        text = escape(_NOT_XML.sub("", content.text))
        return (
            f'<{name}{said} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text}'
            f"</{prefix}t></{prefix}is></{name}>"
        ).encode()
    return f"<{name}{said}/>".encode()


def _without_results(formulas: Mapping[Place, Formula]) -> Iterator[_Change]:
    for cell, result in formulas.values():
        if result is None:
            continue
        yield _Change(*result, b"")
        # <c r="C9" t="str"> said of what kind the result was.
        if "t" in cell.attributes:
            yield _kindless(cell)


def _kindless(cell: Element) -> _Change:
    said = "".join(f" {k}={quoteattr(v)}" for k, v in cell.attributes.items() if k != "t")
    return _Change(cell.start, cell.inner, f"<{cell.name}{said}>".encode())
