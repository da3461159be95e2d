"""The columns that a Standard adds to the figures of the year: indexes, what changes inside the year, settings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from street_desk.domain.catalogue import FIGURES
from street_desk.domain.kinds import Area, Choice, Money, Option
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.domain.standards.pack import Index, Setting, Standard
from street_desk.language import Words

_DATED = re.compile(r"(?P<index>\w+)@(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])$")


@dataclass(frozen=True, slots=True)
class FiguresSheet(Sheet):
    """The figures as a Standard wants them; in 2027 "INDEX@2027-07" is a column as soon as somebody names it."""

    year: int = 0

    def __getitem__(self, key: str) -> Column:
        found = _DATED.match(key)
        index = next((c for c in self.columns if found and c.key == found["index"]), None)
        if found is None or index is None or key in self or int(found["year"]) != self.year:
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
    columns += [*dated, *map(_setting, standard.settings)]
    return FiguresSheet(
        FIGURES.name, FIGURES.title, FIGURES.heading, tuple(columns), single=FIGURES.single, year=year
    )


def _index(index: Index) -> Column:
    kind = Money() if index.unit == "money" else Area()
    title = index.text.en or index.text.zh
    return Column(index.id, title, index.text.zh, kind, required=index.required, words=index.text, width=16)


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
