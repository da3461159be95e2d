"""A copied block as a table for other spreadsheets: what is text there stays text, with its leading zeros."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from street_desk.domain.kinds import Kind, Money

_START, _END = "<!--StartFragment-->", "<!--EndFragment-->"
_SPACES = re.compile(r"(?<= ) |^ | $", re.MULTILINE)


def write_table(rows: Iterable[Sequence[tuple[str, Kind]]]) -> str:
    """The block as HTML: each cell its text and the kind of its column."""
    lines = (f"<tr>{''.join(_cell(text, kind) for text, kind in row)}</tr>" for row in rows)
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
    return f"{head}<table>{_START}{''.join(lines)}{_END}</table></body></html>"


def _cell(text: str, kind: Kind) -> str:
    # Excel and WPS go by the style, LibreOffice by its own attribute.
    if kind.numeric:
        # Yuan and fen; in 万元 an amount has as many places as it takes.
        shown = "0\\.00" if isinstance(kind, Money) and text[-3:-2] in (".", "") else "General"
        return f"<td align=right style='mso-number-format:\"{shown}\"'>{escape(text)}</td>"
    spaced = _SPACES.sub("&nbsp;", escape(text))
    broken = re.sub(r"\r\n|\r|\n", '<br style="mso-data-placement:same-cell">', spaced)
    return f'<td style=\'mso-number-format:"\\@"\' sdnum="1033;0;@">{broken}</td>'
