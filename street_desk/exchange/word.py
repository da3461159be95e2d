"""Document -> Word, in named styles after GB/T 9704, for an office that goes on writing in it.

The page carries the standard's grid of 22 lines; that 28 letters make a line comes from setting them a hair closer,
because programs differ in what they make of a grid of letters.
"""

from __future__ import annotations

import datetime
import io
import math
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from street_desk import __version__
from street_desk.domain.documents import (
    AREA,
    DATE_FREE,
    LEFT,
    LETTERS,
    LINES,
    LOOKS,
    SHEET,
    SIZE,
    TOP,
    Block,
    BlockStyle,
    Document,
    Face,
    Look,
)
from street_desk.exchange.fonts import chain
from street_desk.exchange.titles import title_lines

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_WIDTH = AREA[0] * 72 / 25.4
_LETTER = _WIDTH / LETTERS
# Whole twentieths of a point, a hair less than a line, so that the last line of a sheet is not one too many.
_PITCH = int(AREA[1] * 72 / 25.4 / LINES * 20)
_STEP = _PITCH / 20
# In twentieths of a point, rounded away from what would be a letter too wide.
_PINCH = math.floor((_LETTER - SIZE) * 20)
_NUMBER_SIZE = 14.0
_FOOT = 23.0
"""From the lower edge to the number of the sheet, in mm, which then stands 7 mm below the text."""
_FACES: dict[Face, str] = {"title": "宋体", "body": "仿宋", "heading": "黑体", "kai": "楷体"}
_BIAO_SONG = "方正小标宋简体"
_NAMES: dict[BlockStyle, str] = {
    "title": "公文标题",
    "number": "发文字号",
    "notice": "题注说明",
    "addressee": "主送机关",
    "heading": "一级标题",
    "subheading": "二级标题",
    "paragraph": "公文正文",
    "attachment": "附件说明",
    "signature": "发文机关署名",
    "date": "成文日期",
    "contact": "公文附注",
    "cover": "封面标题",
    "particular": "封面项目",
    "entry": "目录项目",
}
_OUTLINE: dict[BlockStyle, int] = {"heading": 0, "subheading": 1}
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>Street Desk {__version__}</Application></Properties>"
)
# What follows an element among the properties of letters (ECMA-376, 17.3.2).
_AFTER_SPACING = (
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:effect",
    "w:bdr",
    "w:shd",
)
_AFTER_GRID = (
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
    "w:rPr",
)
_AFTER_LANGUAGE = ("w:eastAsianLayout", "w:specVanish", "w:oMath")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_word(document: Document, path: Path) -> None:
    """Writes a Document as .docx; the same one gives the same bytes. Raises OSError."""
    word = docx.Document()
    _page(word, document)
    for style in dict.fromkeys(block.style for block in document.blocks):
        _style(word, style)
    kept = _kept_with_signature(document)
    for place, block in enumerate(document.blocks):
        paragraph = _paragraph(word, block, document)
        if place in kept:
            paragraph.paragraph_format.keep_with_next = True
    _properties(word, document)
    buffer = io.BytesIO()
    word.save(buffer)
    path.write_bytes(_undated(buffer.getvalue()))


# The page ------------------------------------------------------------------------------------------------------------


def _page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(SHEET[0]), Mm(SHEET[1])
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(SHEET[1] - TOP - AREA[1])
    section.left_margin, section.right_margin = Mm(LEFT), Mm(SHEET[0] - LEFT - AREA[0])
    section.footer_distance, section.gutter = Mm(_FOOT), Mm(0)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_PITCH))
    word.settings.odd_and_even_pages_header_footer = True
    language = word.settings.element.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = word.styles["Normal"]
    _fonts(normal, "body", SIZE)
    _lines(normal.paragraph_format, 1.0)
    normal.paragraph_format.widow_control = False
    # As on paper: nothing between figures and letters, and lines as far apart as their style says.
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        _switch_off(normal.element.get_or_add_pPr(), name)
    if document.numbered:
        free = Pt(_NUMBER_SIZE)
        odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
        odd.alignment, odd.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, free
        even.alignment, even.paragraph_format.left_indent = WD_ALIGN_PARAGRAPH.LEFT, free
        for paragraph in (odd, even):
            _number(paragraph)


def _switch_off(properties: Any, name: str) -> None:
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), "0")
    properties.insert_element_before(element, *_AFTER_GRID)


def _number(paragraph: Paragraph) -> None:
    """— 1 —, counted by Word."""
    before, field, after = paragraph.add_run("— "), OxmlElement("w:fldSimple"), paragraph.add_run(" —")
    inner = paragraph.add_run("1")
    field.set(qn("w:instr"), "PAGE")
    field.append(inner._r)
    before._r.addnext(field)
    for run in (before, inner, after):
        _font(run._r.get_or_add_rPr(), _FACES["title"], _NUMBER_SIZE)


# Styles --------------------------------------------------------------------------------------------------------------


def _style(word: WordDocument, name: BlockStyle) -> None:
    look = LOOKS[name]
    style: Any = word.styles.add_style(_NAMES[name], WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    _fonts(style, look.face, look.size)
    style.font.bold = look.bold and not _has_biao_song()
    form = style.paragraph_format
    form.alignment = _ALIGN[look.align]
    form.left_indent, form.first_line_indent = Pt(look.left * _LETTER), Pt(look.first * _LETTER)
    form.keep_with_next = look.kept
    form.keep_together = look.face == "title"
    _lines(form, look.spacing)
    if name in _OUTLINE:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(_OUTLINE[name]))
        style.element.get_or_add_pPr().append(level)


def _lines(form: Any, spacing: float) -> None:
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_STEP * spacing)
    form.space_before = form.space_after = Pt(0)


def _fonts(style: Any, face: Face, size: float) -> None:
    name = _BIAO_SONG if face == "title" and _has_biao_song() else _FACES[face]
    properties = style.element.get_or_add_rPr()
    _font(properties, name, size)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(_PINCH if size == SIZE else 0))
    properties.insert_element_before(spacing, *_AFTER_SPACING)


def _font(properties: Any, name: str, size: float) -> None:
    """Sets the font of Chinese and Latin letters alike."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    properties.sz_val = Pt(size)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.insert_element_before(language, *_AFTER_LANGUAGE)


def _has_biao_song() -> bool:
    """Whether titles have their own font here; Word has no chain of fonts to fall back on."""
    return chain("title").fonts[0].heavy


# Paragraphs ----------------------------------------------------------------------------------------------------------


def _kept_with_signature(document: Document) -> range:
    """The places of the last two paragraphs and of the attachments below, or of a few of these where they are many."""
    styles = [block.style for block in document.blocks]
    if "signature" not in styles:
        return range(0)
    end = styles.index("signature")
    start = max((place for place in range(end) if styles[place] != "attachment"), default=end)
    return range(max(0, start - 1) if end - start < LINES // 2 else end - 2, end)


def _paragraph(word: WordDocument, block: Block, document: Document) -> Paragraph:
    look = block.look
    paragraph = word.add_paragraph(style=_NAMES[block.style])
    form = paragraph.paragraph_format
    if look.before or block.before:
        form.space_before = Pt(_STEP * (look.before + block.before))
    if block.whole:
        form.keep_together = True
    if block.style in ("title", "cover"):
        _title(paragraph, block, look)
    elif block.style in ("signature", "date"):
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        form.right_indent = Pt(_right_of(block, document))
        paragraph.add_run(block.text)
    elif block.label:
        _labelled(paragraph, block, look)
    else:
        if block.indent:
            form.left_indent = Pt((look.left + block.indent) * _LETTER)
        paragraph.add_run(block.text)
    return paragraph


def _title(paragraph: Paragraph, block: Block, look: Look) -> None:
    """A title broken as it is on paper, for Word would break it anywhere."""
    lines = title_lines(
        block.words or tuple(block.text), _WIDTH, look.size, lambda text: _ems(text) * look.size
    )
    run = paragraph.add_run()
    for place, line in enumerate(lines):
        if place:
            run.add_break()
        run.add_text(line)


def _labelled(paragraph: Paragraph, block: Block, look: Look) -> None:
    """The label, and the text in a column of its own right of it."""
    form = paragraph.paragraph_format
    start = (look.left + block.indent) * _LETTER
    left = start + (block.column or _ems(block.label)) * _LETTER
    form.left_indent, form.first_line_indent = Pt(left), Pt(start - left)
    form.tab_stops.add_tab_stop(Pt(left))
    paragraph.add_run(f"{block.label}\t")
    text = paragraph.add_run(block.text)
    if block.style == "particular":
        # The line to write on goes on to the edge.
        end = Pt(_WIDTH - 3 * _LETTER)
        form.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.SPACES)
        text.add_tab()
        text.font.underline = True


def _right_of(block: Block, document: Document) -> float:
    """What stays free on the right: four letters of the date, above whose middle the signature stands."""
    date = next((held.text for held in document.blocks if held.style == "date"), "")
    free = DATE_FREE + (_ems(date) - _ems(block.text)) / 2 if block.style == "signature" else DATE_FREE
    return max(0.0, free) * _LETTER


def _ems(text: str) -> float:
    """The width of text in Word's Chinese fonts, whose figures are half as wide as letters."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)


# The package ---------------------------------------------------------------------------------------------------------


def _properties(word: WordDocument, document: Document) -> None:
    core = word.core_properties
    made = datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
    core.title, core.author, core.last_modified_by = document.title, document.street, document.street
    core.created = core.modified = made
    core.subject, core.comments, core.language, core.revision = "", document.code_line, "zh-CN", 1
    package: Any = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    for part in package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _APP.encode()


def _undated(content: bytes) -> bytes:
    """The package without the time at which it was written."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, made.read(name))
    return buffer.getvalue()


# Read back -----------------------------------------------------------------------------------------------------------


def differing_paragraph(document: Document, path: Path) -> tuple[str, str, str] | None:
    """The first paragraph of a file that is not the Document's: its number, what should stand there, and what does."""
    with path.open("rb") as file:
        found = ["".join(paragraph.text.split("\t")) for paragraph in docx.Document(file).paragraphs]
    found = [text.replace("\n", "") for text in found]
    wanted = [block.said for block in document.blocks]
    for place in range(max(len(found), len(wanted))):
        there = found[place] if place < len(found) else ""
        expected = wanted[place] if place < len(wanted) else ""
        if there != expected or place >= len(wanted):
            return f"{place + 1}", expected, there
    return None
