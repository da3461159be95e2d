"""What became of a table's rows and cells, held by column so that 120,000 rows stay small.

A row or a cell is made when it is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple, overload

from street_desk.domain.kinds import Reference, Value
from street_desk.domain.people import Masked, without_numbers
from street_desk.domain.sheets import Row
from street_desk.exchange.importing.grid import AS_SHOWN, Places, raw_text
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading.cells import place_of
from street_desk.language import N_, Message, message

NEW, CHANGED, SAME = "new", "changed", "same"
REFUSED, HELD, SKIPPED = "refused", "held", "skipped"
STATES = (NEW, CHANGED, SAME, REFUSED, HELD, SKIPPED)
"""States of rows and cells. Held: waits for an answer. Skipped: left out for a reason that needs nothing done."""

STANDS_IN = N_("“{text}” stands in {cell} already")
DIFFERS = N_("differs from {cell}, which says {text}")
ROW_REFUSED = message(N_("its row is not imported"))
BY_CODE = message(N_("by its code"))
# What a cell of a row is when nothing is said of it alone.
_OF_ROW = {NEW: NEW, CHANGED: SAME, SAME: SAME, REFUSED: SKIPPED, HELD: HELD, SKIPPED: SKIPPED}


class CellView(NamedTuple):
    """One cell of a row: what is shown, what was held before (of a changed cell), where it came from, and why."""

    column: str
    address: str
    text: str
    state: str
    old: str = ""
    why: Message | None = None


class MatchedBy(NamedTuple):
    """How a row was found to be one of the year, where it was not by its very name: the likeness of 100, and why."""

    score: int
    reason: Message

    @property
    def renames(self) -> bool:
        """Whether the name that the workbook has is a new one; else what the file holds stays as it was written."""
        return self.reason == BY_CODE


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a region by its number in the tab; `row` is the id it has or would get, 0 where it gets none.

    `match` is None where the row is new, or was found by its very name.
    """

    tab: str
    number: int
    name: str
    state: str
    cells: Mapping[str, CellView]
    row: int = 0
    why: Message | None = None
    match: MatchedBy | None = None


class Said(NamedTuple):
    """What is said of one cell alone. `differs`: it is refused because another row of the import says otherwise."""

    state: str
    text: str
    old: str = ""
    why: Message | None = None
    differs: bool = False


class Plan(NamedTuple):
    """What one row of a tab brings to a row of a sheet; several tabs may bring their share to the same one.

    `before` is the row as held, None for a new one. `community` is the one it belongs to. A community that only an
    answer adds has no row in the workbook (number 0).
    """

    tab: str
    number: int
    sheet: str
    row: int
    values: dict[str, Value]
    before: Row | None = None
    community: int | None = None


class TakenColumn(NamedTuple):
    """A column of values by place.

    `above` are the rows of those that are merged down; `raws` what cells say that is not what they are spelt as.
    """

    key: str
    column: int
    letters: str
    values: Sequence[Value]
    above: Mapping[int, int]
    raws: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class TakenRows(Sequence[RowView]):
    """The data rows of a region, as a sequence of RowViews.

    By place: row numbers, states, ids, why, what is said of single cells, held rows that change, what no cell says,
    the community a row belongs to, and how rows were matched. `names` are the communities by id. `spared` are rows of
    the year that rows which do not come in may be. `at` says where its cells stand in the tab. `doubles` are rows
    refused because a row above them, whose place is given, is the same.
    """

    tab: str
    sheet: str
    numbers: Sequence[int]
    columns: tuple[TakenColumn, ...]
    states: Sequence[str]
    ids: Sequence[int]
    whys: Mapping[int, Message]
    said: Mapping[tuple[int, str], Said]
    befores: Mapping[int, Row]
    given: Mapping[int, Mapping[str, Value]]
    homes: Sequence[int]
    names: Mapping[int, str]
    matches: Mapping[int, MatchedBy]
    spared: AbstractSet[int]
    at: Places = AS_SHOWN
    doubles: Mapping[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> RowView: ...

    @overload
    def __getitem__(self, place: slice) -> list[RowView]: ...

    def __getitem__(self, place: int | slice) -> RowView | list[RowView]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        place = range(len(self.numbers))[place]
        cells = {c.key: view for c in self.columns if (view := self._cell(place, c)) is not None}
        return RowView(
            self.tab,
            self.numbers[place],
            self.name(place),
            self.states[place],
            cells,
            self.ids[place],
            self.whys.get(place),
            self.matches.get(place),
        )

    def name(self, place: int) -> str:
        """What the row calls itself."""
        naming = SHEETS[self.sheet].naming
        said = self.said.get((place, naming))
        value = next((c.values[place] for c in self.columns if c.key == naming), None)
        return said.text if said is not None else str(value or "")

    def named(self, place: int) -> str:
        """The cell that names a row, which tells it from every other row of its tab: tables may stand side by side."""
        return self.at.address(self.numbers[place], self._naming())

    def _naming(self) -> int:
        """The column that names the rows; where there is none, the first one read."""
        naming = SHEETS[self.sheet].naming
        return next((c.column for c in self.columns if c.key == naming), 0) or next(
            (c.column for c in self.columns), 1
        )

    def places_of(self, cells: Collection[str], left: int, right: int) -> dict[int, str]:
        """The places of the rows that cells of the tab name, each with its cell: any of the row will do.

        The lines of the table reach from `left` to `right`: columns of the tab, of a turned one rows.
        """
        spots = {place_of(cell): cell for cell in cells}
        if not spots:
            return {}
        lines: dict[int, str] = {}
        for (row, column), cell in spots.items():
            number, across = (column, row) if self.at.turned else (row, column)
            if left <= across <= right and (self.at.turned or not self.at.single):
                lines[number] = cell
        for (number, _column), spot in () if self.at.turned else self.at.single.items():
            if spot in spots:
                lines[number] = spots[spot]
        naming = self._naming()
        found: dict[int, str] = {}
        for place, number in enumerate(self.numbers):
            said = lines.get(number)
            if said is None and len(lines) < len(spots):
                said = spots.get(self.at.of(number, naming))
            if said is not None:
                found[place] = said
        return found

    def only_of(self, places: AbstractSet[int]) -> Callable[[str], bool]:
        """Tells whether a cell belongs to these rows and to no other."""
        numbers = {self.numbers[place] for place in places}
        others = {
            self.at.address(top, column.column)
            for column in self.columns
            for place, top in column.above.items()
            if top in numbers and place not in places
        }
        whole = len(numbers) == len(self.numbers)

        def only(cell: str) -> bool:
            if not numbers or cell in others:
                return False
            if self.at.single:
                return whole
            row, column = place_of(cell)
            return (column if self.at.turned else row) in numbers

        return only

    def count(self, state: str) -> int:
        """How many rows are in that state."""
        return sum(one == state for one in self.states)

    def told(self) -> set[int]:
        """The ids of the rows that come in or are the same."""
        # Only a row that was found, or is made, has an id.
        return set(self.ids) - {0}

    def cell(self, place: int, key: str) -> CellView | None:
        """The cell of a row in a column, None where there is none."""
        column = next((c for c in self.columns if c.key == key), None)
        return None if column is None else self._cell(place, column)

    def address(self, place: int, column: TakenColumn) -> str:
        """Where the cell of a row in a column stands in the tab."""
        row = column.above.get(place, self.numbers[place])
        return f"{column.letters}{row}" if self.at.as_shown else self.at.address(row, column.column)

    def _cell(self, place: int, column: TakenColumn) -> CellView | None:
        key, address = column.key, self.address(place, column)
        said = self.said.get((place, key))
        if said is not None:
            return CellView(key, address, said.text, said.state, said.old, said.why)
        value = column.values[place]
        if value is None:
            return None
        state = self.states[place]
        why = ROW_REFUSED if state == REFUSED else self.whys.get(place)
        return CellView(key, address, self.shown(key, value), _OF_ROW[state], why=why)

    def shown(self, key: str, value: Value) -> str:
        """A value as the preview shows it: ids and phones behind their mask."""
        if value is None:
            return ""
        kind = SHEETS[self.sheet][key].kind
        if isinstance(kind, Reference):
            # Before a row is planned its community is only a text.
            return value if isinstance(value, str) else self.names.get(value, "")
        return kind.mask(value) if isinstance(kind, Masked) else kind.format(value)

    def plans(self) -> Iterator[Plan]:
        """What the rows bring, those that bring something; a mask is no value and never one of them."""
        masked = [c.key for c in self.columns if isinstance(SHEETS[self.sheet][c.key].kind, Masked)]
        said: dict[int, list[str]] = {}
        for place, key in self.said:
            said.setdefault(place, []).append(key)
        columns = {c.key: c.values for c in self.columns}
        keys = tuple(columns)
        values: dict[str, Value]
        for place, (state, held) in enumerate(
            zip(self.states, zip(*columns.values(), strict=True), strict=True)
        ):
            if state == NEW:
                values = {key: value for key, value in zip(keys, held, strict=True) if value is not None}
                for key in said.get(place, ()):
                    if self.said[place, key].state != NEW:
                        values.pop(key, None)
                values |= self.given.get(place, {})
            elif state == CHANGED:
                changed = [k for k in said.get(place, ()) if self.said[place, k].state in (NEW, CHANGED)]
                values = {key: columns[key][place] for key in changed}
            else:
                continue
            for key in masked:
                if "*" in (values.get(key) or ""):
                    del values[key]
            home = self.homes[place] if self.homes else None
            yield Plan(
                self.tab,
                self.numbers[place],
                self.sheet,
                self.ids[place],
                values,
                self.befores.get(place),
                home,
            )


class Skipped(NamedTuple):
    """A cell that is not imported and need not be."""

    cell: str
    text: str
    why: Message


class _SkippedColumn(NamedTuple):
    letters: str
    numbers: Sequence[int]
    values: Sequence[Any]
    why: Message
    mask: Masked | None = None


def shown_text(mask: Masked | None, raw: Any) -> str:
    """What a cell that is skipped says, as it may be shown: `mask` is its column's kind where that is ids or phones."""
    text = raw_text(raw)
    return mask.mask_text(text) if mask is not None else without_numbers(text)


@dataclass(slots=True)
class Skips(Sequence[Skipped]):
    """The cells skipped: single ones, and columns of which none is imported."""

    _single: list[Skipped] = field(default_factory=list)
    _columns: list[_SkippedColumn] = field(default_factory=list)

    def add(self, skipped: Skipped) -> None:
        self._single.append(skipped)

    def add_column(
        self,
        letters: str,
        numbers: Sequence[int],
        values: Sequence[Any],
        why: Message,
        mask: Masked | None = None,
    ) -> None:
        """Skips the cells of a column in these rows; `values` are what they hold, `mask` hides ids and phones."""
        if numbers:
            self._columns.append(_SkippedColumn(letters, numbers, values, why, mask))

    def without(self, cells: AbstractSet[str], why: Message) -> Skips:
        """The same but for these cells where they were skipped for that reason."""
        return Skips([one for one in self._single if one.cell not in cells or one.why != why], self._columns)

    def __len__(self) -> int:
        return len(self._single) + sum(len(column.numbers) for column in self._columns)

    def by_reason(self, most: int) -> dict[str, tuple[int, list[Skipped]]]:
        """How many cells were skipped for each reason, in the current language, with the first `most` of them."""
        found: dict[str, tuple[int, list[Skipped]]] = {}

        def add(why: Message, count: int, first: list[Skipped]) -> None:
            text = why.text()
            known, shown = found.get(text, (0, []))
            found[text] = known + count, [*shown, *first][:most]

        for skipped in self._single:
            add(skipped.why, 1, [skipped])
        for letters, numbers, values, why, mask in self._columns:
            cells = zip(numbers[:most], values[:most], strict=True)
            add(
                why,
                len(numbers),
                [Skipped(f"{letters}{n}", shown_text(mask, value), why) for n, value in cells],
            )
        return found

    def __iter__(self) -> Iterator[Skipped]:
        yield from self._single
        for letters, numbers, values, why, mask in self._columns:
            for number, value in zip(numbers, values, strict=True):
                yield Skipped(f"{letters}{number}", shown_text(mask, value), why)

    @overload
    def __getitem__(self, place: int) -> Skipped: ...

    @overload
    def __getitem__(self, place: slice) -> list[Skipped]: ...

    def __getitem__(self, place: int | slice) -> Skipped | list[Skipped]:
        return list(self)[place]
