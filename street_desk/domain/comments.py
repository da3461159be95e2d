"""Comments on cells: read by cell, and the Changes that make, alter and remove them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from street_desk.domain.book import Book
from street_desk.domain.catalogue.comments import LONGEST
from street_desk.domain.edits import Change, added, removed, updated
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Row
from street_desk.language import N_


class CommentTooLong(Problem):
    """A comment that is a letter."""

    what = N_("The comment has {n} characters; {most} fit.")
    to_do = N_("Shorten it, or put it into the column Note.")


def on_sheet(book: Book, sheet: str) -> dict[tuple[int, str], Row]:
    """The comments on the cells of a sheet, by row and column key."""
    return {
        (int(one["row"]), str(one["column"])): one for one in book.rows("comments") if one["sheet"] == sheet
    }


def tidied(text: str) -> str:
    """A comment as it is kept: without what is no text, and without spaces and empty lines around it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n")
    kept = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()


def commented(
    book: Book, sheet: str, row: int, column: str, text: str, next_id: Callable[[str], int]
) -> Change | None:
    """The Change that gives a cell this comment, none where the text is empty; None where nothing changes.

    Raises CommentTooLong.
    """
    wanted = tidied(text)
    if len(wanted) > LONGEST:
        raise CommentTooLong(n=len(wanted), most=LONGEST)
    held = on_sheet(book, sheet).get((row, column))
    if held is not None:
        return updated("comments", held, {"text": wanted}) if wanted else removed("comments", held)
    if not wanted:
        return None
    values = {"sheet": sheet, "row": row, "column": column, "text": wanted}
    return added("comments", next_id("comments"), book.year, values)
