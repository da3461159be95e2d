"""Seeking: which cells show a text, and what they hold after it was replaced.

Upper and lower case and the width of letters and digits make no difference unless that is asked for: Ａ３ is a3.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Text, Value
from street_desk.domain.people import Masked
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.sheets import Column, Row
from street_desk.domain.texts import tidy

TextOf = Callable[[Column, Value], str]
RUN = 25
"""So many rows are looked through at a time."""
_FIGURES = frozenset("0123456789.,-–%")


def folded(text: str) -> str:
    """A text as it is compared where case and width make no difference."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `whole`: nothing else is in the cell. `exact`: case and width are those typed."""

    text: str
    whole: bool = False
    exact: bool = False
    _wanted: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_wanted", self.text if self.exact else folded(self.text))

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def figures(self) -> bool:
        """Whether a number can show it."""
        return _FIGURES.issuperset(folded(self.text))

    def matches(self, text: str) -> bool:
        """Whether a cell with this text is meant."""
        seen = text if self.exact else folded(text)
        return seen == self._wanted if self.whole else self._wanted in seen

    def replaced(self, text: str, by: str) -> str:
        """The text with each place that is meant made into `by`; the rest stays as it is written."""
        if self.whole:
            return by if self.matches(text) else text
        if self.exact:
            return text.replace(self.text, by)
        # Folding may make one character two: where each of them came from.
        pieces = [folded(char) for char in text]
        came = [place for place, piece in enumerate(pieces) for _one in piece]
        seen, done, kept = "".join(pieces), 0, []
        while (found := seen.find(self._wanted, done)) >= 0:
            kept.append(_between(text, came, done, found))
            kept.append(by)
            done = found + len(self._wanted)
        return "".join((*kept, _between(text, came, done, len(seen))))


def _between(text: str, came: Sequence[int], first: int, end: int) -> str:
    """The piece of a text that the folded characters from `first` to before `end` came from."""
    return text[came[first] : came[end - 1] + 1] if first < end else ""


class Check(NamedTuple):
    """A column that may show what is sought, and whether a value of it does."""

    column: Column
    meets: Callable[[Value], bool]


def checks(sought: Sought, columns: Sequence[Column], shown: TextOf, typed: TextOf) -> list[Check]:
    """The columns worth looking at, and how. `shown` and `typed` are a value's text in the grid and in its editor."""
    return [
        Check(column, _meets(sought, column, shown, typed))
        for column in columns
        if sought.figures or not (column.kind.numeric or isinstance(column.kind, (Day, Month)))
    ]


def _meets(sought: Sought, column: Column, shown: TextOf, typed: TextOf) -> Callable[[Value], bool]:
    if type(column.kind) is Text:
        return sought.matches
    known: dict[Value, bool] = {}
    # Who types a whole id or phone himself asks for it, though only its mask is shown.
    full = tidy(sought.text) if isinstance(column.kind, Masked) else ""
    # A number is met as it is shown, 1,409.50, and as it is typed, 1409.5.
    number = _number(sought, column, typed)

    def shows(value: Value) -> bool:
        text = shown(column, value)
        if sought.matches(text) or (full and value == full):
            return True
        return column.kind.numeric and (value == number or sought.matches(typed(column, value)))

    def meets(value: Value) -> bool:
        found = known.get(value)
        if found is None:
            found = known[value] = shows(value)
        return found

    if not column.kind.numeric or column.kind.sql != "INTEGER":
        return meets
    # A figure that lacks the digits need not be put into words, which is what takes long.
    digits = "".join(filter(str.isdigit, folded(sought.text)))
    plain: Callable[[Value], str] = "{:07}".format if digits.startswith("0") else str

    def has_digits(value: Value) -> bool:
        # A minus is no digit, and would take the place of one.
        return value is not None and digits in plain(abs(value)) and shows(value)

    def is_number(value: Value) -> bool:
        return value == number or has_digits(value)

    return has_digits if number is None else is_number


def _number(sought: Sought, column: Column, typed: TextOf) -> Value:
    """The value that a whole cell of numbers may hold, None where there is none, or it is shown in another unit."""
    if not sought.whole or not column.kind.numeric:
        return None
    try:
        number = column.kind.parse(sought.text)
        return number if number is None or column.kind.parse(typed(column, number)) == number else None
    except UnreadableValue:
        return None


def seek(
    rows: Iterable[Row], wanted: Sequence[Check], derived: Callable[[Row, Column], Value]
) -> Iterator[list[tuple[int, str]]]:
    """The cells found, as row id and column key, a run of rows at a time, so that who waits can do something else.

    `derived` gives the value of a worked-out column.
    """
    plan = [
        (check.column.key, check.column if check.column.derived else None, check.meets) for check in wanted
    ]
    left = iter(rows)
    while run := list(islice(left, RUN)):
        found = []
        for row in run:
            for key, worked_out, meets in plan:
                value = row.get(key) if worked_out is None else derived(row, worked_out)
                if value is not None and meets(value):
                    found.append((int(row["id"]), key))
        yield found
