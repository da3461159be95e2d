"""A Block: the cells that were copied, with what each shows and the number behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Kind, as_text
from street_desk.domain.numbers import read_number
from street_desk.domain.people import IdNumber
from street_desk.domain.problems import UnreadableValue
from street_desk.domain.texts import is_error
from street_desk.domain.typing_in import Typed
from street_desk.language import N_, Message

# A spreadsheet keeps 15 digits of a number; what it shows behind them is made up.
_EXACT = 10**15
_ROUNDING = 0.05
_NO_NUMBER = Message(UnreadableValue.what)


class ErrorCopied(UnreadableValue):
    """The cell showed an error, or signs that it was too narrow, when it was copied."""

    what = N_("“{text}” is no value but an error that the copied cell shows.")
    to_do = N_("Correct it there and copy again, or type the value.")


class MergedFigure(UnreadableValue):
    """A figure merged down over several rows."""

    what = N_("“{text}” was merged over several rows and cannot be shared out.")
    to_do = N_("Type each row's own figure.")


class BlockCell(NamedTuple):
    """One copied cell: the text it shows, and its exact number where the copy carries one."""

    text: str
    number: float | None = None

    def typed(self, row: int, key: str, kind: Kind, *, factor: int = 1) -> Typed:
        """The cell as it is meant for a row and a column of that kind."""
        if is_error(self.text):
            # LibreOffice states a 0 behind an error, and free text would take the error for words.
            return Typed(row, key, self.text, refused=ErrorCopied(text=self.text.strip()))
        number = self._number(kind)
        if number is not None and (factor != 1 or "万" in self.text) and not self._shows(number):
            # 80000 is shown as 8.0 below 万元, or 8 as 8万元: the number is of another unit than the figure seen.
            number = None
        return Typed(row, key, self.text, number=number, factor=factor)

    def _number(self, kind: Kind) -> float | None:
        """The number where it says more than the text: a code keeps its leading zeros, a date the way it is shown."""
        if self.number is None:
            return None
        lost = isinstance(kind, IdNumber) and abs(self.number) >= _EXACT
        # 2013.1 in full was typed as a number, and nobody knows whether January or October was meant.
        bare = isinstance(kind, (Day, Month)) and self.text == as_text(self.number)
        return self.number if kind.numeric or lost or bare else None

    def _shows(self, number: float) -> bool:
        """Whether the text is the number but for its rounding."""
        try:
            shown = read_number(self.text, _NO_NUMBER)
        except UnreadableValue:
            return True
        return shown is None or abs(float(shown) - number) <= abs(number) * _ROUNDING + 0.5


EMPTY = BlockCell("")


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell by its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Block:
    """The cells by row, every row as long as the others; a merged cell is the first of its `spans`, the rest empty.

    `hidden` counts the rows and columns that were copied but cannot be seen; they are left out.
    """

    rows: list[list[BlockCell]]
    spans: tuple[Span, ...] = ()
    hidden: int = 0

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def covers(self) -> dict[tuple[int, int], Span]:
        """The merged cell that covers each place; places that none covers are left out."""
        return {
            (row, column): span
            for span in self.spans
            for row in range(span.top, span.bottom + 1)
            for column in range(span.left, span.right + 1)
        }
