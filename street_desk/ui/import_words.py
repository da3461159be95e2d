"""What the import dialog says of its tables: counts, checked totals, what was refused and what was skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from html import escape

from street_desk.domain.kinds import Money
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import CHANGED, HELD, NEW, REFUSED, SAME, SKIPPED, Question, Region, Total
from street_desk.exchange.importing.leaving import Named, without_counted
from street_desk.exchange.importing.report import YEAR_TO_MAKE
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, _, number
from street_desk.ui import style

_SHOWN = 4
_MOST = 300
_RED = f'<span style="color:{style.SEVERITY["error"].name()}">{{}}</span>'
_ADDRESS = re.compile(r"^(✗ )?([A-Z]{1,3}\d{1,7})\b")
STATE_WORDS = {
    NEW: N_("new"),
    CHANGED: N_("changed"),
    SAME: N_("the same"),
    REFUSED: N_("refused"),
    HELD: N_("waits for an answer"),
    SKIPPED: N_("left out"),
}


def counted(regions: Sequence[Region]) -> list[tuple[str, bool]]:
    """How much would come in, refused cells, totals that disagree, rows that wait: phrases, and whether they warn."""
    counts = {state: sum(region.count(state) for region in regions) for state in (NEW, CHANGED, SAME, HELD)}
    said = _(N_("{new} new   {changed} changed   {same} the same"))
    found = [(said.format(new=counts[NEW], changed=counts[CHANGED], same=counts[SAME]), False)]
    refused = sum(len(region.refused) for region in regions)
    wrong = sum(not total.agrees for region in regions for total in region.totals)
    for count, words in ((wrong, N_("totals that disagree: {n}")), (refused, N_("cells refused: {n}"))):
        if count:
            found.append((_(words).format(n=count), True))
    if counts[HELD]:
        found.append((_(N_("rows waiting for an answer: {n}")).format(n=counts[HELD]), False))
    return found


def summary(regions: Sequence[Region], more: Sequence[tuple[str, bool]] = ()) -> str:
    """The counts as rich text, with `more` phrases; in red what was refused and which totals disagree."""
    parts = []
    for words, warns in (*counted(regions), *more):
        part = escape(words).replace("   ", "&nbsp;&nbsp; ")
        parts.append(_RED.format(part) if warns else part)
    return "&nbsp;&nbsp; ".join(parts)


def batch_summary(batch: Batch, left_out: AbstractSet[Named], removed: int) -> str:
    """What a batch brings without the rows left out, what cannot be read, and how many rows go."""
    staying, count = without_counted(batch.previews, left_out)
    more: list[tuple[str, bool]] = []
    if batch.makes_year is not None:
        more.append((_(YEAR_TO_MAKE).format(year=batch.makes_year), True))
    bare = len(batch.bare)
    for n, words, warns in (
        (len(batch.problems) - bare, N_("workbooks that cannot be read: {n}"), True),
        (bare, N_("workbooks without a table: {n}"), True),
        (count, N_("rows left out by you: {n}"), False),
        (removed, N_("rows to be removed: {n}"), True),
    ):
        if n:
            more.append((_(words).format(n=n), warns))
    return summary([region for preview in staying for region in preview.regions], more)


def open_answer(question: Question, regions: Sequence[Region]) -> str:
    """What leaving a question open means: its cells stay out, or whole rows wait."""
    held = sum(
        region.rows.states[place] == HELD
        for region in regions
        # Tables of several workbooks may be asked the same in the same words.
        if any(one.id == question.id for one in region.questions)
        for place, why in region.rows.whys.items()
        if why == question.text
    )
    if held:
        return _(N_("(leave open: {n} rows stay out)")).format(n=held)
    return _(N_("(leave open: these cells stay out)"))


def told_of(region: Region) -> list[str]:
    """Everything that is no row, as lines of a rich text: what went wrong first, then how it was read,
    what was checked and skipped.

    A line that begins with a cell's address begins with a link to it.
    """
    wrong = list(_nameless(region))
    wrong += [_total(region, total) for total in region.totals if not total.agrees]
    wrong += [f"✗ {r.cell}  {r.text}  {r.why.text()}" for r in region.refused[:_MOST]]
    if len(region.refused) > _MOST:
        wrong.append(_(N_("and {n} more")).format(n=len(region.refused) - _MOST))
    rest = [f"{remark.cell}  {remark.what.text()}" for remark in region.remarks]
    rest += _agreeing(region)
    rest += _skipped(region)
    rest += [f"{note.cell}  {note.text}" for note in region.notes]
    lines = [_RED.format(_linked(line)) for line in wrong] + [_linked(line) for line in rest]
    return lines or [escape(_(N_("Everything was read.")))]


def _linked(line: str) -> str:
    return _ADDRESS.sub(r'\1<a href="\2">\2</a>', escape(line))


def _nameless(region: Region) -> Iterator[str]:
    sheet = SHEETS[region.sheet]
    if sheet.naming not in region.layout.columns.values():
        said = N_("No row was read: no column goes to “{column}”. Click the label over the column that does.")
        yield _(said).format(column=sheet[sheet.naming].shown())


def _total(region: Region, total: Total) -> str:
    """A total with its column's name; the figures as they are read."""
    shown = {
        "column": _column(region, total),
        "cell": total.cell,
        "stated": figure(region, total, total.stated),
    }
    if total.agrees:
        return _(N_("{cell}  Total {column} {stated}: agrees")).format(**shown)
    said = _(
        N_("✗ {cell}  Total {column} {stated}: does not agree; the rows add up to {computed} ({difference})")
    )
    off = Decimal(str(total.stated)) - Decimal(str(total.computed))
    difference = figure(region, total, off)
    return said.format(
        **shown,
        computed=figure(region, total, total.computed),
        difference=difference if off < 0 else f"+{difference}",
    )


def _agreeing(region: Region) -> Iterator[str]:
    """The totals that agree; those of one column together, where it has one for every row."""
    columns: dict[str, list[Total]] = {}
    for total in region.totals:
        if total.agrees:
            columns.setdefault(total.cell.rstrip("0123456789"), []).append(total)
    for totals in columns.values():
        if len(totals) <= _SHOWN:
            yield from (_total(region, total) for total in totals)
        else:
            by_row = sorted(totals, key=lambda total: int(total.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
            first, last = by_row[0], by_row[-1]
            said = _(N_("{cell}  … {last}: {n} totals, {column}: all agree"))
            column = _column(region, first)
            yield said.format(cell=first.cell, last=last.cell, n=len(totals), column=column)


def _column(region: Region, total: Total) -> str:
    sheet, key = SHEETS[region.sheet], total.column.partition(".")[0]
    if key in sheet:
        return sheet[key].shown()
    letters = re.sub(r"\d", "", total.cell)
    return next((column.heading for column in region.columns if column.letters == letters), "")


def figure(region: Region, total: Total, value: object) -> str:
    """A figure of a total, for reading."""
    key = total.column.partition(".")[0]
    money = key in SHEETS[region.sheet] and isinstance(SHEETS[region.sheet][key].kind, Money)
    amount = Decimal(str(value))
    return f"{amount:,.2f}" if money else number(amount)


def _skipped(region: Region) -> list[str]:
    """The cells left out, those of one reason together: running numbers would drown the rest."""
    lines = []
    for why, (count, cells) in region.skipped.by_reason(_SHOWN).items():
        more = _(N_("and {n} more")).format(n=count - _SHOWN) if count > _SHOWN else ""
        shown = "  ".join(f"{skipped.cell} {skipped.text}" for skipped in cells)
        lines.append(f"{why}: {shown}  {more}".rstrip())
    return lines
