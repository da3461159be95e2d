"""Comparing: what a cell becomes against the row that it speaks of.

Planning says it of every cell, and leaving rows out says it anew of the cells that stay: by this one rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from street_desk.domain.book import stem
from street_desk.domain.kinds import Text, Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, same_name
from street_desk.exchange.importing.result import CHANGED, DIFFERS, NEW, REFUSED, SAME, Said
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, message

Equal = Callable[[Column, Value, Value], bool]

_MASKED = message(
    N_("the number is hidden behind stars and is none that the file holds: import a list with full numbers")
)


def exactly(column: Column, value: Value, held: Value) -> bool:
    """Whether a read value is the held one, as every workbook but our own exports has it."""
    return bool(value == held)


class Read(NamedTuple):
    """What a cell says of a row.

    `masked`: it shows a mask. `settled` is what it is whatever the row holds: refused as it was read, or waiting.
    `kept`: it names a row that keeps the name it is held by.
    """

    column: Column
    value: Value
    masked: bool = False
    settled: Said | None = None
    kept: bool = False


class Beside(NamedTuple):
    """What a cell is set against: the value `before`, and whether its row is `held` already.

    `first` tells where an earlier row of the import says this of the same row, "" where none does.
    """

    before: Value
    held: bool
    first: Callable[[], str]
    shown: Callable[[Column, Value], str]
    equal: Equal


def compared(sheet: str, read: Read, beside: Beside) -> Said:
    """What a cell is; new or changed where its value comes in."""
    before = beside.before
    if read.kept and before:
        return Said(SAME, str(read.value))
    if read.settled is not None:
        return read.settled
    kind = read.column.kind
    if read.masked and isinstance(kind, Masked):
        if before and kind.hides(str(read.value), before):
            return Said(SAME, str(read.value))
        return Said(REFUSED, str(read.value), why=_MASKED)
    text = beside.shown(read.column, read.value)
    if before is None:
        return Said(NEW, text)
    if _same(sheet, read, before, beside.equal):
        return Said(SAME, text)
    old = beside.shown(read.column, before)
    if spot := beside.first():
        # Two tabs or workbooks that disagree: the first one stands, and the second is shown.
        return Said(REFUSED, text, why=message(DIFFERS, cell=spot, text=old), differs=True)
    return Said(CHANGED, text, old) if beside.held else Said(NEW, text)


def _same(sheet: str, read: Read, before: Value, equal: Equal) -> bool:
    key, catalogue = read.column.key, SHEETS[sheet]
    if key == catalogue.naming or (key in catalogue.identity and isinstance(read.column.kind, Text)):
        # 张 三 is 张三, and X社区居委会 is X社区: what the file holds stays as it was written.
        return same_name(read.value, before) or (sheet == "communities" and stem(read.value) == stem(before))
    return equal(read.column, read.value, before)
