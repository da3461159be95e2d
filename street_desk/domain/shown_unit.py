"""The unit that money is shown and typed in: yuan, or 万元 (10,000 yuan). What is stored stays whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from street_desk.domain.kinds import FEN, Money, Value
from street_desk.domain.numbers import WAN
from street_desk.domain.sheets import Column
from street_desk.language import CHINESE, N_, _, current

if TYPE_CHECKING:
    from street_desk.domain.book import Book

_PLACES = 6
"""A fen is 0.000001 万元: no figure needs more, and none is rounded."""


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """How money is written: `factor` is how many yuan a plain figure is."""

    factor: int

    @property
    def sign(self) -> str:
        """The unit in words, empty for yuan, which needs none."""
        if self.factor == 1:
            return ""
        return "万元" if current() == CHINESE else "10,000 yuan"

    @property
    def spoken(self) -> str:
        """The unit in words, yuan too."""
        return self.sign or _(N_("yuan"))

    def heading(self, column: Column, shown: str = "") -> str:
        """A column's heading, or `shown` in its place, with the unit where its figures are money."""
        shown = shown or column.shown()
        if self.factor == 1 or not isinstance(column.kind, Money):
            return shown
        return f"{shown}（{self.sign}）" if current() == CHINESE else f"{shown} ({self.sign})"

    def format(self, book: Book, column: Column, value: Value) -> str:
        """A value as shown."""
        if self.factor == 1 or not isinstance(column.kind, Money):
            return book.format(column, value)
        return self.money(value)

    def text(self, book: Book, column: Column, value: Value) -> str:
        """A value as typed and copied."""
        if self.factor == 1 or not isinstance(column.kind, Money):
            return book.text(column, value)
        return self.bare(value)

    def reworded(self, column: Column, shown: str) -> str:
        """What stands for a column's value in yuan, in this unit."""
        if self.factor == 1 or not shown or not isinstance(column.kind, Money):
            return shown
        return self.money(int(Decimal(shown.replace(",", "")) * FEN))

    def bare(self, fen: int | None) -> str:
        """An amount as it is typed: without signs between its thousands."""
        return self.money(fen).replace(",", "")

    def money(self, fen: int | None) -> str:
        """An amount in this unit, exact: at least two decimals, and as many more as it takes."""
        if fen is None:
            return ""
        if self.factor == 1:
            return Money().format(fen)
        whole, part = divmod(abs(fen), FEN * self.factor)
        decimals = f"{part:0{_PLACES}}".rstrip("0").ljust(2, "0")
        return f"{'-' if fen < 0 else ''}{whole:,}.{decimals}"


IN_YUAN = ShownUnit(1)
IN_WAN = ShownUnit(WAN)
