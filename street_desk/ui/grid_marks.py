"""What a grid's cells carry besides their value: the findings on them, and what did not go in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from street_desk.domain.checks import Finding
from street_desk.domain.kinds import Value
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Row
from street_desk.language import CHINESE, N_, Message, current, message
from street_desk.session import Changed, Session

Cell = tuple[int, str]
"""A row id and a column key."""


class Refused(NamedTuple):
    """A mark on a cell: why a pasted text was refused, what the cell held then, and the Edit of that paste.

    The Edit is 0 where nothing of the block went in. `replaced`: the text came of replacing and not of a paste.
    """

    why: str
    held: Value
    edit: int
    replaced: bool = False


class Marks:
    """The findings of one sheet by cell, the gravest first, the cells that refused what was pasted, and those cut."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._found: dict[int, dict[str, list[Finding]]] = {}
        self.refused: dict[Cell, Refused] = {}
        self.cut: frozenset[Cell] = frozenset()

    def read(self, findings: list[Finding]) -> set[int]:
        """Takes a year's findings in; returns the rows whose gravest marks changed."""
        found: dict[int, dict[str, list[Finding]]] = {}
        for finding in findings:
            if finding.sheet == self._sheet:
                found.setdefault(finding.row, {}).setdefault(finding.column, []).append(finding)
        before, self._found = self._found, found
        return {
            row for row in before.keys() | found.keys() if _graves(before.get(row)) != _graves(found.get(row))
        }

    def keep_up(self, changed: Changed, session: Session, year: int) -> set[int]:
        """Takes in what the checks say after an Edit; returns the rows whose gravest marks changed."""
        noticed = changed.noticed.get(year)
        if noticed is None:
            return self.read(session.findings(year))
        touched = set()
        for sheet, row in noticed:
            if sheet == self._sheet:
                columns: dict[str, list[Finding]] = {}
                for finding in session.findings_at(year, sheet, row):
                    columns.setdefault(finding.column, []).append(finding)
                if _graves(self._found.get(row)) != _graves(columns):
                    touched.add(row)
                self._found[row] = columns
        return touched

    def severity(self, cell: Cell) -> str:
        """The gravest severity of a cell, empty where nothing was noticed."""
        found = self._found.get(cell[0])
        return found[cell[1]][0].severity if found and cell[1] in found else ""

    def found(self, cell: Cell) -> tuple[tuple[str, str], ...]:
        """Each severity and sentence of a cell, first what was refused there."""
        noticed = self._found.get(cell[0], {}).get(cell[1], ())
        found = tuple((finding.severity, finding.message.text()) for finding in noticed)
        refused = self.refused.get(cell)
        if refused is None:
            return found
        words = (
            N_("Replaced here and refused: {why}")
            if refused.replaced
            else N_("Pasted here and refused: {why}")
        )
        said = message(words, why=refused.why)
        return (("error", said.text()), *found)

    def forget(self, cells: Iterable[Cell]) -> set[int]:
        """Takes the marks of a paste away; returns the rows that had some."""
        return {cell[0] for cell in list(cells) if self.refused.pop(cell, None) is not None}

    def settle(self, changed: Changed, row: Callable[[int], Row | None]) -> set[int]:
        """Takes away the marks that an Edit settled: their paste was undone, or their cell holds something else now.

        Returns the rows that had some. `row` tells what a row holds.
        """
        undone = {entry.target for entry in changed.entries if entry.kind == "undo"}
        if undone:
            undone.add(0)

        def settled(cell: Cell, mark: Refused) -> bool:
            held = row(cell[0])
            return mark.edit in undone or held is None or held.get(cell[1]) != mark.held

        return self.forget([cell for cell, mark in self.refused.items() if settled(cell, mark)])


def _graves(columns: dict[str, list[Finding]] | None) -> dict[str, str]:
    """The gravest severity by column."""
    return {key: found[0].severity for key, found in (columns or {}).items()}


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What of a block did not go in: how many cells, and the first of them by its row's number, and why.

    The row is 0 in a sheet that is a list of fields. `taken` counts the cells that did go in, where that is worth
    saying; `line` says that the row is one of the block and not of the sheet; `said` is what else was left out.
    """

    count: int
    row: int = 0
    problem: Problem | None = None
    taken: int | None = None
    line: bool = False
    said: tuple[Message | Problem, ...] = ()

    def text(self) -> str:
        between = "" if current() == CHINESE else " "
        return between.join(part.text() for part in (*self._refused(), *self.said))

    def _refused(self) -> tuple[Message, ...]:
        if self.problem is None:
            return ()
        # The refusal of a cell begins with its column.
        why = self.problem.text()
        if self.row:
            place = N_("line {row} of the block, {why}") if self.line else N_("row {row}, {why}")
            why = message(place, row=str(self.row), why=why).text()
        if self.taken is not None:
            first = N_("{taken} cells in, {n} refused; the first: {why}")
            return (message(first, taken=self.taken, n=self.count, why=why),)
        if self.count == 1 and self.row:
            return (message(N_("Row {row}, {why}"), row=str(self.row), why=self.problem.text()),)
        return (message(N_("{n} cells did not go in; the first: {why}"), n=self.count, why=why),)
