"""The report of an import: per table what came in, and line by line what did not and why.

Commands print it and the window saves it. Cells with the same reason stand on one line, so that a column of a hundred
unreadable cells is one thing to read.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from street_desk.domain.problems import FileUnwritable
from street_desk.exchange.importing.missing import Missing
from street_desk.exchange.importing.preview import Preview, Question, Region
from street_desk.exchange.importing.result import CHANGED, HELD, NEW, SAME
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, Words, message

if TYPE_CHECKING:
    from street_desk.exchange.batch import Batch

YEAR_TO_MAKE = N_("The year {year} is not in the file: it will be made as a year of history.")
_NAMED = 8
_LETTERS = re.compile(r"[A-Z]+")


def report_lines(
    batch: Batch, applied: bool, missing: Sequence[Missing] = (), ends: Sequence[Message] = ()
) -> Iterator[str]:
    """The report of an import, done (`applied`) or only planned.

    `missing` are the rows that no workbook names and that stay. `ends` is said before the last line.
    """
    for preview in batch.previews:
        for region in preview.regions:
            yield _counts(preview, region).text()
            yield from ("    " + line.text() for line in _about(region))
        for tab, why in preview.unread:
            yield message(N_("{file} · {tab}: not read: {why}"), file=preview.file, tab=tab, why=why).text()
    if batch.makes_year is not None:
        words = N_("The year {year} was not in the file: it was made as a year of history.")
        if not applied:
            words = YEAR_TO_MAKE
        yield message(words, year=str(batch.makes_year)).text()
    yield from (problem.text() for problem in batch.problems)
    yield from (line.text() for line in _missing(missing))
    yield from (line.text() for line in ends)
    yield _end(batch, applied).text()


def write_report(path: Path, lines: Iterable[str]) -> None:
    """Writes a report as text that the editor of any Windows shows rightly. Raises FileUnwritable."""
    beside = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        # The mark tells an old editor that it is UTF-8.
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8-sig", newline="\r\n")
        os.replace(beside, path)
    except OSError as error:
        raise FileUnwritable(path=str(path)) from error
    finally:
        # Where it cannot be removed it could not be written either, and that is already said.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _missing(rows: Sequence[Missing]) -> Iterator[Message]:
    """Line by line what stays in the file though no workbook names it."""
    for sheet in dict.fromkeys(one.sheet for one in rows):
        named = (
            (None, f"{one.name} ({one.community})" if one.community else one.name)
            for one in rows
            if one.sheet == sheet
        )
        for _why, names in _together(named):
            yield message(
                N_("in the file and in no workbook, left as they are: {sheet}: {names}"),
                sheet=SHEETS[sheet].spoken,
                names=names,
            )


def _counts(preview: Preview, region: Region) -> Message:
    return message(
        N_("{file} · {tab}: {new} new, {changed} changed, {same} the same, {held} held, {refused} refused"),
        file=preview.file,
        tab=region.tab,
        new=region.count(NEW),
        changed=region.count(CHANGED),
        same=region.count(SAME),
        held=region.count(HELD),
        refused=len(region.refused),
    )


def _about(region: Region) -> Iterator[Message]:
    for remark in region.remarks:
        yield message(N_("note: {cell}: {why}"), cell=remark.cell, why=remark.what)
    for why, cells in _together((entry.why, entry.cell) for entry in region.refused):
        yield message(N_("refused: {cells}: {why}"), cells=cells, why=why)
    for total in region.totals:
        if not total.agrees:
            yield message(
                N_("total that disagrees: {cell} {column}: it says {stated}, its rows add up to {computed}"),
                cell=total.cell,
                column=_column(region, total.column),
                stated=str(total.stated),
                computed=str(total.computed),
            )
    open_questions = [question for question in region.questions if question.answer is None]
    for question in open_questions:
        yield _asked(question)
    rows = region.rows
    held = [place for place, state in enumerate(rows.states) if state == HELD]
    for why, names in _together((rows.whys.get(n), rows.name(n) or f"#{rows.numbers[n]}") for n in held):
        yield message(N_("held rows: {names}; they wait for: {why}"), names=names, why=why)
    unread = {column.letters: column for column in region.columns if not column.column}
    for why, headings in _together((c.reason, c.heading or c.letters) for c in unread.values()):
        yield message(N_("column not read: {headings}: {why}"), headings=headings, why=why)
    others = [entry for entry in region.skipped if _letters(entry.cell) not in unread]
    for why, cells in _together((entry.why, entry.cell) for entry in others):
        yield message(N_("skipped: {cells}: {why}"), cells=cells, why=why)


def _asked(question: Question) -> Message:
    options = tuple(message(N_("“{option}”"), option=option) for option in question.options)
    said = N_("question {id}: {text} {n} cells wait for it. Answers: {options}")
    if not question.cells:
        said = N_("question {id}: {text} Answers: {options}")
    return message(said, id=question.id, text=question.text, n=len(question.cells), options=options)


def _together(
    entries: Iterable[tuple[Message | None, str]],
) -> Iterator[tuple[Message | str, tuple[str | Message, ...]]]:
    """The entries of one reason together, the first few by name."""
    reasons: dict[str, Message | str] = {}
    found: dict[str, dict[str, None]] = {}
    for why, name in entries:
        text = why.text() if why is not None else ""
        reasons.setdefault(text, why or "")
        found.setdefault(text, {})[name] = None
    for text, named in found.items():
        names: tuple[str | Message, ...] = tuple(named)
        if len(names) > _NAMED:
            names = (*names[:_NAMED], message(N_("{n} more"), n=len(names) - _NAMED))
        yield reasons[text], names


def _column(region: Region, key: str) -> Words | str:
    sheet = SHEETS[region.sheet]
    return sheet[key].spoken if key in sheet else key


def _letters(cell: str) -> str:
    found = _LETTERS.match(cell)
    return found[0] if found else ""


def to_settle(batch: Batch) -> tuple[Message, ...]:
    """How much of an import was not done, or does not agree: what exit code 1 stands for."""
    regions = [region for preview in batch.previews for region in preview.regions]
    open_questions = {q.id for preview in batch.previews for q in preview.questions}
    counted = (
        (N_("cells refused: {n}"), sum(len(region.refused) for region in regions)),
        (N_("totals that disagree: {n}"), sum(not t.agrees for region in regions for t in region.totals)),
        (N_("open questions: {n}"), len(open_questions)),
        (N_("workbooks that cannot be read: {n}"), len(batch.problems)),
    )
    return tuple(message(said, n=n) for said, n in counted if n)


def with_rest(done: Message, batch: Batch) -> Message:
    """What was done, and what is still to settle."""
    left = to_settle(batch)
    return message(N_("{done} To settle: {left}."), done=done, left=left) if left else done


def _end(batch: Batch, applied: bool) -> Message:
    return with_rest(message(N_("Imported.")) if applied else message(N_("Nothing was changed.")), batch)
