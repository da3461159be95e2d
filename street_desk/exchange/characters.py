"""Characters: those of a form that no font here has, named with their places before anything is written.

None of them is ever printed as a box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from street_desk.domain.pages import Page
from street_desk.exchange.fonts import STYLES, Style, chain
from street_desk.exchange.problems import MissingCharacter, MissingCharacters
from street_desk.language import N_, Message, message

_NAMED = 12
"""So many characters are named; the others are counted."""
_NAMELESS = {
    "Co": N_("private use"),
    "Cn": N_("not in Unicode"),
    "Cs": N_("half a character"),
    "Cc": N_("control character"),
}


Place = tuple[str, int, str, str]
"""Where a text stands: the Page's title, the row of the table or 0, the row's name, the column or ""."""


def check(texts: Iterable[tuple[Style, str, Place]]) -> None:
    """Raises MissingCharacter with all the characters of these texts that could not be printed."""
    found: dict[str, Place] = {}
    known: dict[Style, set[str]] = {style: set() for style in STYLES}
    for style, text, place in texts:
        if known[style].issuperset(text):
            continue
        for character in chain(style).missing(text):
            found.setdefault(character, place)
        known[style].update(text)
    if not found:
        return
    said = tuple(_said(character, place) for character, place in islice(found.items(), _NAMED))
    if more := len(found) - len(said):
        raise MissingCharacters(characters=said, more=more)
    raise MissingCharacter(characters=said)


def _said(character: str, place: Place) -> Message:
    """A character as it would look, its number, its name in Unicode, and where it stands."""
    nameless = _NAMELESS.get(unicodedata.category(character))
    return message(
        N_("“{character}” (U+{number} {name}: {place})"),
        character="\N{REPLACEMENT CHARACTER}" if nameless else character,
        number=f"{ord(character):04X}",
        name=message(nameless) if nameless else unicodedata.name(character, ""),
        place=_place(*place),
    )


def _place(title: str, number: int, name: str, column: str) -> Message | str:
    if not number:
        return f"{title} {column}".rstrip()
    row = f"{number} {name}".rstrip()
    return message(N_("{title}, row {row}, {column}"), title=title, row=row, column=column)


def texts_of(page: Page) -> Iterator[tuple[Style, str, Place]]:
    """Every text of a Page, its style, and where it stands."""
    around: Place = (page.title, 0, "", "")
    yield "title", page.title, around
    for text in (page.attachment, page.notice, page.code_line, *page.meta, *page.notes):
        yield "body", text, around
    for label, name in page.signatures:
        yield "body", label + name, (page.title, 0, "", label)
    for heading in page.header:
        yield "heading", heading.text, around
    named = next((place for place, column in enumerate(page.columns) if column.key == "name"), 0)
    for number, row in enumerate(page.rows, 1):
        name = row.boxes[named].text if named else ""
        for column, box in zip(page.columns, row.boxes, strict=True):
            if box.text:
                style: Style = "heading" if box.label or row.kind in ("section", "heading") else "body"
                yield style, box.text, (page.title, number, name, "/".join(column.path))
