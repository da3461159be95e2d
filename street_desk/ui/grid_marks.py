"""What a grid's cells carry besides their value: their look, the findings on them, and what did not go in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from street_desk.domain.checks import Finding
from street_desk.domain.problems import Problem
from street_desk.language import N_, message

Cell = tuple[int, str]
"""A row id and a column key."""


class Look(NamedTuple):
    """What the delegate paints of a cell.

    `unset`: an empty setting, shown quietly by its default. `by_hand`: a worked-out figure that was set by hand.
    """

    text: str
    right: bool
    derived: bool
    severity: str
    unset: bool
    by_hand: bool = False


class Marks:
    """The findings of one sheet by cell, the gravest first."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._found: dict[Cell, tuple[tuple[str, str], ...]] = {}

    def read(self, findings: list[Finding]) -> set[int]:
        """Takes a year's findings in; returns the rows whose gravest marks changed."""
        found: dict[Cell, tuple[tuple[str, str], ...]] = {}
        for finding in findings:
            if finding.sheet == self._sheet:
                cell = (finding.row, finding.column)
                found[cell] = (*found.get(cell, ()), (finding.severity, finding.message.text()))
        before, self._found = self._found, found
        cells = before.keys() | found.keys()
        return {cell[0] for cell in cells if _gravest(before.get(cell)) != _gravest(found.get(cell))}

    def severity(self, cell: Cell) -> str:
        """The gravest severity of a cell, empty where nothing was noticed."""
        return _gravest(self._found.get(cell))

    def found(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        """Each severity and sentence of a cell."""
        return self._found.get(cell, ())


def _gravest(found: tuple[tuple[str, str], ...] | None) -> str:
    return found[0][0] if found else ""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What of a block did not go in: how many cells, and the first of them by its row's number, and why.

    The row is 0 in a sheet that is a list of fields.
    """

    count: int
    row: int
    problem: Problem

    def text(self) -> str:
        # The refusal of a cell begins with its column.
        why = self.problem.text()
        if not self.row:
            said = message(N_("{n} cells did not go in; the first: {why}"), n=self.count, why=why)
        elif self.count == 1:
            said = message(N_("Row {row}, {why}"), row=str(self.row), why=why)
        else:
            first = N_("{n} cells did not go in; the first: row {row}, {why}")
            said = message(first, n=self.count, row=str(self.row), why=why)
        return said.text()
