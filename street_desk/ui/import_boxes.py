"""Where tables lie in their tab, as blocks of cells."""

from __future__ import annotations

from typing import NamedTuple

from street_desk.exchange.importing.layout import CARD, TURNED, Layout

Spot = tuple[int, int]
"""Row and column of a tab, from 1."""


class Box(NamedTuple):
    """Cells of a tab, all edges included; empty where one edge is beyond the other."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def whole_of(layout: Layout) -> Box:
    """All of a table."""
    if layout.shape == TURNED:
        return Box(layout.top, layout.left, layout.bottom, layout.last)
    return Box(min(layout.top, layout.bottom + 1), layout.left, layout.last, layout.right)


def headings_of(layout: Layout) -> Box:
    """The cells of a table that say what the others are; of a card none stand together."""
    if layout.shape == CARD:
        return Box(1, 1, 0, 0)
    return Box(layout.top, layout.left, layout.bottom, layout.right)


def address_of(text: str) -> tuple[int, int] | None:
    """The row and column of an address such as B12; None for anything else."""
    head = text.rstrip("0123456789")
    if not head.isascii() or not head.isalpha() or head == text or len(head) > 3:
        return None
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(text[len(head) :]), column
