"""Comments (批注): what somebody noted on a cell. They have no grid of their own; the cells show them."""

from __future__ import annotations

from street_desk.domain.kinds import Count, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

LONGEST = 1_000

COMMENTS = Sheet(
    "comments",
    N_("Comments"),
    "批注",
    (
        Column("sheet", N_("Sheet"), "表", Text(40), required=True),
        Column("row", N_("Row"), "行", Count(), required=True),
        Column("column", N_("Column"), "列", Text(80), required=True),
        Column("text", N_("Comment"), "批注内容", Text(LONGEST), required=True, width=40),
    ),
    grid=False,
    naming="text",
)
