"""Form layouts (表样调整): how the office has a form in a year, a row a form that differs from the program's own.

They are kept a year: last year's form must print again as it was, and the next year begins with it.
"""

from __future__ import annotations

from street_desk.domain.kinds import Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

_WHOLE = Text(100_000)

FORM_LAYOUTS = Sheet(
    "form_layouts",
    N_("Adapted forms"),
    "表样调整",
    (
        Column("form", N_("Form"), "表格", Text(40), required=True),
        Column("title", N_("Title"), "标题", Text(40)),
        Column("number", N_("Attachment"), "附件号", Text(12)),
        Column("columns", N_("Columns of the form"), "表列", _WHOLE),
        Column("signers", N_("Signatures"), "签字栏", _WHOLE),
        Column("notes", N_("Own notes"), "自加说明", _WHOLE),
        Column("hidden", N_("Notes left out"), "不印的说明", _WHOLE),
    ),
    grid=False,
    identity=("form",),
    naming="form",
    carried=True,
)
"""`columns` and the others after it are JSON: see `street_desk.domain.forms.layout`."""
