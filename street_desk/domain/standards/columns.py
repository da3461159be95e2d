"""The columns that a Standard adds to the figures of the year: indexes, what changes inside the year, settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from street_desk.domain.catalogue import FIGURES
from street_desk.domain.kinds import Area, Choice, Money, Option
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.domain.standards.pack import Index, Setting, Standard
from street_desk.language import Words

_DATED = re.compile(r"(?P<index>\w+)@(?P<year>\d{4})-(?P<month>0[2-9]|1[0-2])$")
"""From a later month on: what holds from January is the year's own value."""


@dataclass(frozen=True, slots=True)
class FiguresSheet(Sheet):
    """The figures as a Standard wants them; in 2027 "INDEX@2027-07" is a column as soon as somebody names it.

    `by_month` are the indexes that may change inside the year: for others a later value would change nothing.
    """

    year: int = 0
    by_month: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> Column:
        found = _DATED.match(key)
        index = next((c for c in self.columns if found and c.key == found["index"]), None)
        if (
            found is None
            or found["index"] not in self.by_month
            or index is None
            or key in self
            or int(found["year"]) != self.year
        ):
            return super(FiguresSheet, self).__getitem__(key)
        return _dated(index, int(found["year"]), int(found["month"]))


def figures_sheet(standard: Standard, figures: Row, year: int) -> Sheet:
    """The sheet `figures` of a year: its own columns, indexes, the dated values entered, settings."""
    indexes = [_index(index) for index in standard.indexes if index.id not in FIGURES]
    columns = [*FIGURES.columns, *indexes]
    dated = []
    for key in sorted(key for key in figures if _DATED.match(key)):
        found = _DATED.match(key)
        column = next((c for c in columns if found and c.key == found["index"]), None)
        if found is not None and column is not None:
            dated.append(_dated(column, int(found["year"]), int(found["month"])))
    read = standard.reads_of["communities"] | standard.reads_of["workers"]
    last = [_last_year(index) for index in standard.indexes if f"last.{index.id}" in read]
    columns += [*dated, *last, *map(_setting, standard.settings)]
    return FiguresSheet(
        FIGURES.name,
        FIGURES.title,
        FIGURES.heading,
        tuple(columns),
        single=FIGURES.single,
        year=year,
        by_month=standard.by_month,
    )


def _index(index: Index) -> Column:
    return _figure(index.id, index.text, index, index.required)


def _last_year(index: Index) -> Column:
    """What the index was last year, for a file in which last year is not open or follows another standard."""
    return _figure(f"last.{index.id}", index.last_year, index, False)


def _figure(key: str, words: Words, index: Index, required: bool) -> Column:
    kind = Money() if index.unit == "money" else Area()
    return Column(key, words.en or words.zh, words.zh, kind, required=required, words=words, width=16)


def _dated(column: Column, year: int, month: int) -> Column:
    heading = f"{column.heading}（{year}年{month}月起）"
    words = Words(heading, f"{column.title} from {year}-{month:02}")
    return replace(
        column,
        key=f"{column.key}@{year}-{month:02}",
        heading=heading,
        required=False,
        aliases=(),
        words=words,
    )


def _setting(setting: Setting) -> Column:
    """A choice that the Standard leaves to the county."""
    options = tuple(Option(o.value, o.text.en or o.text.zh, o.text.zh) for o in setting.options)
    title = setting.text.en or setting.text.zh
    return Column(
        f"setting.{setting.id}", title, setting.text.zh, Choice(options), words=setting.text, width=24
    )
