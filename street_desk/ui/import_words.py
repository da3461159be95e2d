"""What the import dialog says: the summary, what stays open with a question, and everything that is no row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Money
from street_desk.exchange.importing import CHANGED, HELD, NEW, SAME, Question, Region, Total
from street_desk.language import N_, _, number
from street_desk.ui import style

_SHOWN = 4
_RED = f'<span style="color:{style.SEVERITY["error"].name()}">{{}}</span>'


def summary(regions: Sequence[Region]) -> str:
    """How much would come in; in red what was refused and which totals disagree."""
    counts = {state: sum(region.count(state) for region in regions) for state in (NEW, CHANGED, SAME)}
    said = _(N_("{new} new   {changed} changed   {same} the same"))
    parts = [escape(said.format(new=counts[NEW], changed=counts[CHANGED], same=counts[SAME]))]
    refused = sum(len(region.refused) for region in regions)
    wrong = sum(not total.agrees for region in regions for total in region.totals)
    for count, words in (
        (wrong, N_("{n} totals do not agree")),
        (refused, N_("{n} cells refused")),
    ):
        if count:
            parts.append(_RED.format(escape(_(words).format(n=count))))
    waiting = sum(region.count(HELD) for region in regions)
    if waiting:
        parts.append(escape(_(N_("{n} rows wait for an answer")).format(n=waiting)))
    return "&nbsp;&nbsp; ".join(part.replace("   ", "&nbsp;&nbsp; ") for part in parts)


def open_answer(question: Question, regions: Sequence[Region]) -> str:
    """What leaving a question open means: its cells stay out, or whole rows wait."""
    held = sum(row.state == HELD and row.why == question.text for region in regions for row in region.rows)
    if held:
        return _(N_("(leave open: {n} rows stay out)")).format(n=held)
    return _(N_("(leave open: these cells stay out)"))


def told_of(region: Region) -> list[str]:
    """Everything that is no row, as lines of a rich text: what went wrong first, then what was checked and skipped."""
    wrong = [f"{remark.cell}  {remark.what.text()}" for remark in region.remarks]
    wrong += [_total(region, total) for total in region.totals if not total.agrees]
    wrong += [f"✗ {r.cell}  {r.text}  {r.why.text()}" for r in region.refused]
    rest = [_total(region, total) for total in region.totals if total.agrees]
    rest += _skipped(region)
    rest += [f"{note.cell}  {note.text}" for note in region.notes]
    lines = [_RED.format(escape(line)) for line in wrong] + [escape(line) for line in rest]
    return lines or [escape(_(N_("Everything was read.")))]


def _total(region: Region, total: Total) -> str:
    """A total with its column's name; the figures as they are read."""
    shown = {
        "column": _column(region, total),
        "cell": total.cell,
        "stated": _figure(region, total, total.stated),
    }
    if total.agrees:
        return _(N_("Total {cell} {column} {stated}: agrees")).format(**shown)
    said = _(N_("✗ Total {cell} {column} {stated}: does not agree; the rows add up to {computed}"))
    return said.format(**shown, computed=_figure(region, total, total.computed))


def _column(region: Region, total: Total) -> str:
    sheet, key = SHEETS[region.sheet], total.column.partition(".")[0]
    if key in sheet:
        return sheet[key].shown()
    letters = re.sub(r"\d", "", total.cell)
    return next((column.heading for column in region.columns if column.letters == letters), "")


def _figure(region: Region, total: Total, value: object) -> str:
    key = total.column.partition(".")[0]
    money = key in SHEETS[region.sheet] and isinstance(SHEETS[region.sheet][key].kind, Money)
    amount = Decimal(str(value))
    return f"{amount:,.2f}" if money else number(amount)


def _skipped(region: Region) -> list[str]:
    """The cells left out, those of one reason together: running numbers would drown the rest."""
    reasons: dict[str, list[str]] = {}
    for skipped in region.skipped:
        reasons.setdefault(skipped.why.text(), []).append(f"{skipped.cell} {skipped.text}")
    lines = []
    for why, cells in reasons.items():
        shown = "  ".join(cells[:_SHOWN])
        more = _(N_("and {n} more")).format(n=len(cells) - _SHOWN) if len(cells) > _SHOWN else ""
        lines.append(f"{why}: {shown}  {more}".rstrip())
    return lines
