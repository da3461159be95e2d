"""Staying: one table of an import of which rows are left out, and what becomes otherwise in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from street_desk.domain.book import stem
from street_desk.domain.kinds import Reference, Value
from street_desk.domain.people import Masked
from street_desk.exchange.importing.comparing import Read
from street_desk.exchange.importing.preview import Preview, Question, Refused, Region
from street_desk.exchange.importing.result import (
    CHANGED,
    HELD,
    NEW,
    REFUSED,
    ROW_REFUSED,
    SKIPPED,
    STANDS_IN,
    Said,
    TakenColumn,
    TakenRows,
)
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, message

LEFT = message(N_("left out by you"))


class Telling(NamedTuple):
    """One row of a table that says something of a row of the year: the table, and its place there."""

    table: Table
    place: int


@dataclass(slots=True)
class Table:
    """A region of the import and what becomes otherwise in it, by place; `first` is the place of its workbook.

    `left` are the rows that are left out, and why. `ids` are those of rows that take the place of one left out. `taken`
    are the cells, with their columns, of which nothing is refused any more but what `refused` says.
    """

    first: int
    found: Preview
    region: Region
    left: dict[int, Message] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)
    homes: dict[int, int] = field(default_factory=dict)
    whys: dict[int, Message] = field(default_factory=dict)
    said: dict[tuple[int, str], Said | None] = field(default_factory=dict)
    befores: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    given: dict[int, Mapping[str, Value]] = field(default_factory=dict)
    values: dict[tuple[int, str], Value] = field(default_factory=dict)
    raws: dict[tuple[int, str], str] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)
    refused: list[Refused] = field(default_factory=list)

    @property
    def rows(self) -> TakenRows:
        return self.region.rows

    def brings(self, place: int) -> bool:
        """Whether a row still brings something."""
        return place not in self.left and self.states.get(place, self.rows.states[place]) in (NEW, CHANGED)

    # What its rows say -----------------------------------------------------------------------------------------------

    def read(self, place: int, column: TakenColumn) -> Read | None:
        """What a cell says of its row; None where there is nothing in it."""
        rows, key = self.rows, column.key
        sheet = SHEETS[self.region.sheet]
        value = self.values.get((place, key), column.values[place])
        said = rows.said.get((place, key))
        masked = isinstance(sheet[key].kind, Masked) and "*" in str(value or "")
        settled = None
        if place in self.ids and (said is None or key == sheet.naming):
            # It was refused before it was compared.
            settled = None if masked else self._waiting(place, column, value)
        elif said is not None and (said.state == HELD or (said.state == REFUSED and not said.differs)):
            settled = None if masked else said
        if value is None and settled is None:
            return None
        match = rows.matches.get(place)
        kept = match is not None and not match.renames and key == sheet.naming
        return Read(sheet[key], value, masked, settled, kept)

    def _waiting(self, place: int, column: TakenColumn, value: Value) -> Said | None:
        """What a cell is that waits for an answer of its own or of its column."""
        address = self.rows.address(place, column)
        for question in self.region.questions:
            if question.answer is None and question.column == column.key and address in question.cells:
                return Said(HELD, self.shown(place, column.key, value), why=question.text)
        return None

    def text(self, place: int, key: str) -> str:
        """What a row says in a column that was read, "" where it says nothing or is not believed."""
        said = self.rows.said.get((place, key))
        if said is not None and said.state == REFUSED and place not in self.ids:
            return ""
        column = next((c for c in self.rows.columns if c.key == key), None)
        return str(column.values[place] or "") if column is not None else ""

    def shown(self, place: int, key: str, value: Value) -> str:
        """A value as the preview shows it."""
        text = self.rows.shown(key, value)
        if not text and isinstance(SHEETS[self.region.sheet][key].kind, Reference):
            # A community that no row of the table belongs to any more was shown as what it was changed from.
            said = self.rows.said.get((place, key))
            text = said.old if said is not None else ""
        return text

    def say(self, place: int, column: TakenColumn, said: Said | None, *, settled: bool) -> None:
        """Says of a cell what it is now; what was `settled` when it was read was said of it then."""
        rows, spot = self.rows, (place, column.key)
        self.said[spot] = said
        own = column.above.get(place, rows.numbers[place]) == rows.numbers[place]
        if settled or not own:
            return
        address = rows.address(place, column)
        was = rows.said.get(spot)
        if was is not None and was.state == REFUSED:
            self.taken.add((address, column.key))
        if said is not None and said.state == REFUSED and said.why is not None:
            self.refused.append(Refused(address, column.key, said.text, said.why))

    # Rows that take the place of others, and that go with them -------------------------------------------------------

    def promote(self) -> None:
        """Gives the place of each row that is left out to the first row that was refused for being the same."""
        heirs: dict[int, int] = {}
        for place, first in self.rows.doubles.items():
            if place in self.left or first not in self.left:
                continue
            if first in heirs:
                self._stands_in(place, heirs[first])
            elif self.rows.ids[first]:
                heirs[first] = place
                self._inherit(place, first)

    def _inherit(self, place: int, first: int) -> None:
        rows = self.rows
        self.ids[place] = rows.ids[first]
        if not rows.homes:
            return
        home = self.homes[place] = rows.homes[first]
        column = next((c for c in rows.columns if c.key == "community"), None)
        text = column.values[place] if column is not None else None
        if text is None:
            self.given[place] = {"community": home}
        else:
            self.values[place, "community"] = home
            if text != rows.names.get(home):
                self.raws[place, "community"] = text

    def _stands_in(self, place: int, heir: int) -> None:
        """Says of a row that was refused which one it is the same as now."""
        rows, naming = self.rows, SHEETS[self.region.sheet].naming
        column = next(c for c in rows.columns if c.key == naming)
        # What a cell says is told there where that is not its value.
        text = column.raws.get(heir) or rows.name(heir)
        why = self.whys[place] = message(STANDS_IN, text=text, cell=rows.address(heir, column))
        was = rows.said.get((place, naming))
        said = Said(REFUSED, was.text if was is not None else rows.name(place), why=why)
        self.say(place, column, said, settled=False)

    def leave_homeless(self, gone: Mapping[int, AbstractSet[str] | None], why: Message) -> None:
        """Leaves out the rows of communities that do not come in, or that were found by names that do not."""
        rows = self.rows
        column = next((c for c in rows.columns if c.key == "community"), None)
        for place, home in enumerate(rows.homes):
            home = self.homes.get(place, home)
            if home not in gone or place in self.left:
                continue
            names = gone[home]
            if names is None:
                self.left[place] = LEFT
            elif column is not None and column.values[place] is not None:
                text = column.raws.get(place) or self.raws.get((place, "community")) or rows.names.get(home)
                if stem(str(text or "")) in names:
                    self.left[place] = why

    # The region ------------------------------------------------------------------------------------------------------

    def now(self) -> Region:
        """The region as it is now."""
        if not (self.left or self.states or self.said):
            return self.region
        gone = self.rows.only_of(self.left.keys())
        kept = [
            one
            for one in self.region.refused
            if (one.cell, one.column) not in self.taken and not gone(one.cell)
        ]
        asked = (_without(question, gone) for question in self.region.questions)
        skipped = self.region.skipped
        if self.ids:
            cells = {self.rows.address(place, c) for place in self.ids for c in self.rows.columns}
            skipped = skipped.without(cells, ROW_REFUSED)
        return replace(
            self.region,
            rows=self._rows(),
            skipped=skipped,
            refused=(*kept, *(one for one in self.refused if not gone(one.cell))),
            questions=tuple(question for question in asked if question is not None),
        )

    def _rows(self) -> TakenRows:
        rows = self.rows
        states, ids, homes = list(rows.states), rows.ids, rows.homes
        left = dict.fromkeys(self.left, SKIPPED)
        for place, state in {**self.states, **left}.items():
            states[place] = state
        if self.ids:
            ids = [self.ids.get(place, row) for place, row in enumerate(ids)]
        if self.homes:
            homes = [self.homes.get(place, home) for place, home in enumerate(homes)]
        whys = {place: why for place, why in rows.whys.items() if place not in self.ids}
        said = {**rows.said, **self.said}
        return replace(
            rows,
            columns=tuple(map(self._column, rows.columns)) if self.values else rows.columns,
            states=states,
            ids=ids,
            homes=homes,
            whys={**whys, **self.whys, **self.left},
            said={spot: one for spot, one in said.items() if one is not None},
            befores={**rows.befores, **self.befores},
            given={**rows.given, **self.given},
        )

    def _column(self, column: TakenColumn) -> TakenColumn:
        mine = {place: value for (place, key), value in self.values.items() if key == column.key}
        if not mine:
            return column
        values = [mine.get(place, value) for place, value in enumerate(column.values)]
        raws = {place: text for (place, key), text in self.raws.items() if key == column.key}
        return column._replace(values=values, raws={**column.raws, **raws})


def _without(question: Question, gone: Callable[[str], bool]) -> Question | None:
    """A question without the cells that are gone; None where it is open and none of them is left."""
    if question.answer is not None or not question.cells:
        return question
    cells = tuple(cell for cell in question.cells if not gone(cell))
    if len(cells) == len(question.cells):
        return question
    if not cells:
        return None
    return replace(question, cells=cells, cell=cells[0] if gone(question.cell) else question.cell)
