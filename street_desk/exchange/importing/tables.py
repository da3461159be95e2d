"""Tables as they are found in a tab: heading rows, the path of each heading, and the rows that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from street_desk.domain.remembering import Remembered
from street_desk.exchange.importing.grid import Grid, cell_text
from street_desk.exchange.importing.headings import Match
from street_desk.exchange.importing.units import is_unit
from street_desk.exchange.reading import Cell


class Vocabulary(Protocol):
    """What headings are known: those of foreign workbooks, or those that a workbook of our own says it has."""

    @property
    def sheets(self) -> tuple[str, ...]: ...

    def key(self, sheet: str, text: str) -> str: ...

    def match(self, sheet: str, paths: Sequence[tuple[str, ...]]) -> list[Match]: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a table: its path ("经费", "办公"), the cells it is read from, and what it was matched to."""

    column: int
    path: tuple[str, ...]
    cells: tuple[Cell, ...]
    match: Match

    @property
    def text(self) -> str:
        """The path in one, without the row of units."""
        named = [part for part in self.path if not is_unit(part)]
        return "/".join(named or self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a tab: heading rows from `top` to `bottom`, title lines above, content down to `last`.

    A continuation without headings of its own has its `bottom` above its `top`. `beside` are the title lines of tables
    beside it, `outside` the cells around it that belong to no table, `notes` lines of text that stand there,
    `other_years` the figures of years that are not imported. `confirmed` is how the user confirmed such a table.
    """

    grid: Grid
    sheet: str
    titles: tuple[tuple[Cell, ...], ...]
    top: int
    bottom: int
    last: int
    headings: tuple[Heading, ...]
    beside: tuple[tuple[Cell, ...], ...] = ()
    outside: tuple[Cell, ...] = ()
    notes: tuple[tuple[Cell, ...], ...] = ()
    other_years: tuple[Cell, ...] = ()
    confirmed: Remembered | None = None

    def heading(self, target: str) -> Heading | None:
        """The heading whose values land in that column."""
        return next((h for h in self.headings if h.match.target == target), None)

    @property
    def left(self) -> int:
        return self.headings[0].column

    @property
    def right(self) -> int:
        return self.headings[-1].column

    @property
    def reads(self) -> tuple[str, ...]:
        """What each column from its first to its last is read as, "" where it is not."""
        targets = {heading.column: heading.match.target for heading in self.headings}
        return tuple(targets.get(column, "") for column in range(self.left, self.right + 1))

    def title_texts(self) -> list[str]:
        """What its own title lines say, cell by cell."""
        return [cell_text(cell) for line in self.titles for cell in line]

    def texts_beside(self) -> list[str]:
        """What the title lines of the tables beside it say."""
        return [cell_text(cell) for line in self.beside for cell in line]
