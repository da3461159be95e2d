"""Corrections: how the user says that tables lie in their tabs, step by step, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from street_desk.exchange.importing import Layout, Preview
from street_desk.ui.import_boxes import whole_of

TOP, BOTTOM, LEFT, RIGHT, LAST = "top", "bottom", "left", "right", "last"
"""The edges of a table: the first and last heading row, the first and last column, the last row."""
_FAR = 10**7


@dataclass(frozen=True, slots=True)
class Asked:
    """A table as it is asked for: its layout, the columns that were set by hand, and whether the unit was."""

    layout: Layout
    by_hand: frozenset[int] = frozenset()
    unit_by_hand: bool = False

    def moved(self, edge: str, place: int) -> Asked:
        """With one edge elsewhere. What other headings say is recognised anew, except what was set by hand."""
        old = self.layout
        headless = old.bottom < old.top
        new: dict[str, int] = {one: getattr(old, one) for one in (TOP, BOTTOM, LEFT, RIGHT, LAST)}
        new[edge] = max(1, place)
        if headless and edge in (TOP, LAST):
            new[BOTTOM] = new[TOP] - 1
        elif edge == TOP:
            new[BOTTOM] = max(new[BOTTOM], new[TOP])
        elif edge == BOTTOM:
            new[TOP] = min(new[TOP], new[BOTTOM])
        elif edge == LEFT:
            new[RIGHT] = max(new[RIGHT], new[LEFT])
        elif edge == RIGHT:
            new[LEFT] = min(new[LEFT], new[RIGHT])
        if edge == LAST:
            new[LAST] = max(new[LAST], new[BOTTOM] + 1)
        new[LAST] = max(new[LAST], new[BOTTOM])
        anew = edge == BOTTOM or (edge == TOP and not headless)
        kept = self.by_hand if anew else frozenset(old.columns)
        columns = {c: key for c, key in old.columns.items() if c in kept and new[LEFT] <= c <= new[RIGHT]}
        unit = "" if anew and not self.unit_by_hand else old.unit
        layout = replace(
            old,
            columns=columns,
            unit=unit,
            top=new[TOP],
            bottom=new[BOTTOM],
            left=new[LEFT],
            right=new[RIGHT],
            last=new[LAST],
        )
        return Asked(layout, self.by_hand & frozenset(columns), self.unit_by_hand)

    def with_column(self, column: int, key: str, as_read: Mapping[int, str]) -> Asked:
        """With another Column for a column of the tab, "" for none; what went there until now goes nowhere."""
        columns = {**as_read, **self.layout.columns}
        columns |= {other: "" for other, held in columns.items() if key and held == key}
        columns[column] = key
        layout = replace(self.layout, columns=columns)
        return Asked(layout, self.by_hand | {column}, self.unit_by_hand)

    def with_sheet(self, sheet: str) -> Asked:
        """As a table of another sheet: its headings are recognised anew."""
        return Asked(replace(self.layout, sheet=sheet, columns={}), frozenset(), self.unit_by_hand)

    def with_unit(self, unit: str) -> Asked:
        """With its amounts in another unit; "" for the one that its headings state."""
        return replace(self, layout=replace(self.layout, unit=unit), unit_by_hand=bool(unit))


def between(asked: Asked, others: Sequence[Asked]) -> Asked:
    """The table without the rows of those over and under it."""
    mine = asked.layout
    near = [box for o in others if (box := whole_of(o.layout)).left <= mine.right and mine.left <= box.right]
    first = max((box.bottom + 1 for box in near if box.top < mine.top), default=1)
    last = min((box.top - 1 for box in near if box.top >= mine.top), default=_FAR)
    top = min(max(mine.top, first), last)
    bottom = top - 1 if mine.bottom < mine.top else min(max(mine.bottom, top), last)
    cut = replace(mine, top=top, bottom=bottom, last=max(bottom, min(mine.last, last)))
    return replace(asked, layout=cut)


_Key = tuple[Path, str]
_State = Mapping[_Key, tuple[Asked, ...]]


class Corrections:
    """What was corrected, by workbook and tab; a tab that is not among them is as it was recognised."""

    def __init__(self) -> None:
        self._steps: list[_State] = [{}]

    def asked(self, path: Path, preview: Preview, tab: str) -> tuple[Asked, ...]:
        """The tables of a tab as they are asked for now, in the order of the preview's."""
        held = self._steps[-1].get((path, tab))
        found = [region.layout for region in preview.regions if region.tab == tab]
        # A turned table or a card that could not be read as it was asked for is none any more.
        return held if held is not None and len(held) == len(found) else tuple(map(Asked, found))

    def take(self, path: Path, tab: str, tables: Sequence[Asked]) -> None:
        """One step: these are the tables of a tab."""
        ordered = sorted(tables, key=lambda asked: (asked.layout.top, asked.layout.left))
        self._steps.append({**self._steps[-1], (path, tab): tuple(ordered)})

    def forget(self, path: Path, tab: str) -> None:
        """One step: a tab is as it was recognised."""
        self._steps.append({key: held for key, held in self._steps[-1].items() if key != (path, tab)})

    def back(self) -> None:
        """Takes the last step back."""
        if self.begun:
            self._steps.pop()

    @property
    def begun(self) -> bool:
        """Whether there is a step to take back."""
        return len(self._steps) > 1

    def corrected(self, path: Path, tab: str) -> bool:
        """Whether a tab is not as it was recognised."""
        return (path, tab) in self._steps[-1]

    def layouts(self) -> dict[Path, list[Layout]]:
        """The layouts by workbook, as an import is planned with them."""
        found: dict[Path, list[Layout]] = {}
        for (path, tab), tables in self._steps[-1].items():
            found.setdefault(path, []).extend(_of_tab(tab, tables))
        return found


def _of_tab(tab: str, tables: Sequence[Asked]) -> Iterator[Layout]:
    if not tables:
        yield Layout(tab, "", 0, 0, 0, 0, 0, {}, "")
    for asked in tables:
        yield asked.layout
