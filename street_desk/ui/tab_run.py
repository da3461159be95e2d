"""A run of Tabs: Enter after it goes back to where it began, as spreadsheets do."""

from __future__ import annotations

_Place = tuple[int, int]


class TabRun:
    """Remembers the column where the cells of a row began to be filled one after another."""

    def __init__(self) -> None:
        self._column = 0
        self._reached: _Place | None = None

    def tabbed(self, left: _Place, reached: _Place) -> None:
        """A Tab went from one cell to another; the run goes on where the last one ended, else it begins here."""
        if self._reached != left:
            self._column = left[1]
        self._reached = reached

    def began(self, row: int, column: int) -> int:
        """The column where the run that ended at this cell began, else the cell's own; the run is over."""
        found = self._column if self._reached == (row, column) else column
        self._reached = None
        return found
