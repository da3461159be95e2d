"""Arranging: which rows of a sheet are looked at, in what order, and under which headings."""

from __future__ import annotations

from street_desk.domain.arranging.arrangement import ANY, Arrangement, Filter
from street_desk.domain.arranging.asked import BARE, NothingAsked, condition, hows, typed
from street_desk.domain.arranging.cells import Cells, Source
from street_desk.domain.arranging.conditions import (
    Average,
    Blank,
    Chosen,
    Condition,
    Days,
    Number,
    Top,
    Written,
)
from street_desk.domain.arranging.rows import FIRST_LINE, Arranged, Line, added_up, arranged, tally

__all__ = [
    "ANY",
    "BARE",
    "FIRST_LINE",
    "Arranged",
    "Arrangement",
    "Average",
    "Blank",
    "Cells",
    "Chosen",
    "Condition",
    "Days",
    "Filter",
    "Line",
    "NothingAsked",
    "Number",
    "Source",
    "Top",
    "Written",
    "added_up",
    "arranged",
    "condition",
    "hows",
    "tally",
    "typed",
]
