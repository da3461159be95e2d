"""The elements of our workbooks by ECMA-376: their children in order, and their attributes.

They are those that our workbooks use; anything else is a fault as well, so that whoever writes something new states
here what the standard says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Element(NamedTuple):
    """What may stand in an element: children in their order, attributes that must be there (with !) or may be."""

    children: str = ""
    attributes: str = ""


_WORKSHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks"
)
_FONT = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
_XF = "numFmtId fontId fillId borderId xfId quotePrefix applyNumberFormat applyFont applyFill applyBorder"
_ELEMENTS = {
    "worksheet": Element(_WORKSHEET),
    "sheetPr": Element("tabColor outlinePr pageSetUpPr"),
    "pageSetUpPr": Element("", "fitToPage"),
    "dimension": Element("", "!ref"),
    "sheetViews": Element("sheetView"),
    "sheetView": Element(
        "pane selection", "showGridLines tabSelected zoomScale zoomScaleNormal !workbookViewId"
    ),
    "pane": Element("", "xSplit ySplit topLeftCell activePane state"),
    "selection": Element("", "pane activeCell sqref"),
    "sheetFormatPr": Element("", "!defaultRowHeight customHeight"),
    "cols": Element("col"),
    "col": Element("", "!min !max width style hidden customWidth"),
    "sheetData": Element("row"),
    "row": Element("c", "r spans s customFormat ht hidden customHeight"),
    "c": Element("f v is", "r s t"),
    "f": Element(),
    "v": Element(),
    "is": Element("t"),
    "autoFilter": Element("filterColumn sortState", "ref"),
    "sheetProtection": Element("", "sheet objects scenarios formatColumns formatRows"),
    "mergeCells": Element("mergeCell", "count"),
    "mergeCell": Element("", "!ref"),
    "printOptions": Element("", "horizontalCentered"),
    "pageMargins": Element("", "!left !right !top !bottom !header !footer"),
    "pageSetup": Element("", "paperSize scale fitToWidth fitToHeight orientation"),
    "headerFooter": Element(
        "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter", "differentFirst"
    ),
    **dict.fromkeys(("oddHeader", "oddFooter", "firstHeader", "firstFooter"), Element()),
    "workbook": Element(
        "fileVersion workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames "
        "calcPr"
    ),
    "fileVersion": Element("", "appName lastEdited lowestEdited rupBuild"),
    "workbookPr": Element("", "defaultThemeVersion"),
    "bookViews": Element("workbookView"),
    "workbookView": Element("", "xWindow yWindow windowWidth windowHeight"),
    "sheets": Element("sheet"),
    "sheet": Element("", f"!name !sheetId !{RELATION}"),
    "definedNames": Element("definedName"),
    "definedName": Element("", "!name localSheetId"),
    "calcPr": Element("", "calcId fullCalcOnLoad"),
    "styleSheet": Element(
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors"
    ),
    "numFmts": Element("numFmt", "count"),
    "numFmt": Element("", "!numFmtId !formatCode"),
    "fonts": Element("font", "count"),
    "font": Element(_FONT),
    **dict.fromkeys(("b", "sz", "name", "family", "scheme"), Element("", "val")),
    **dict.fromkeys(("color", "fgColor", "bgColor"), Element("", "auto indexed rgb theme")),
    "fills": Element("fill", "count"),
    "fill": Element("patternFill"),
    "patternFill": Element("fgColor bgColor", "patternType"),
    "borders": Element("border", "count"),
    "border": Element("left right top bottom diagonal"),
    **dict.fromkeys(("left", "right", "top", "bottom", "diagonal"), Element("color", "style")),
    "cellStyleXfs": Element("xf", "count"),
    "cellXfs": Element("xf", "count"),
    "xf": Element("alignment protection", f"{_XF} applyAlignment applyProtection"),
    "alignment": Element("", "horizontal vertical wrapText shrinkToFit"),
    "cellStyles": Element("cellStyle", "count"),
    "cellStyle": Element("", "name !xfId builtinId"),
    "dxfs": Element("", "count"),
    "tableStyles": Element("", "count defaultTableStyle defaultPivotStyle"),
    "sst": Element("si", "count uniqueCount"),
    "si": Element("t"),
    "t": Element("", "{http://www.w3.org/XML/1998/namespace}space"),
}


def faults_of_elements(part: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{MAIN}}}*"):
        name = etree.QName(element).localname
        known = _ELEMENTS.get(name)
        if known is None:
            yield f"{part}: {name} is not known"
            continue
        order = known.children.split()
        places = []
        for child in element:
            said = etree.QName(child).localname
            if said in order:
                places.append(order.index(said))
            else:
                yield f"{part}: {said} may not stand in {name}"
        if any(one > other for one, other in pairwise(places)):
            yield f"{part}: the parts of {name} are out of order"
        said = known.attributes.replace("!", "").split()
        yield from (f"{part}: {name} has no attribute {key}" for key in element.attrib if key not in said)
        needed = [key[1:] for key in known.attributes.split() if key.startswith("!")]
        yield from (f"{part}: {name} lacks {key}" for key in needed if element.get(key) is None)
