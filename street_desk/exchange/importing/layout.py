"""How a table lies in its tab: what was recognised, shown over the real sheet, and what the user corrected there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from street_desk.exchange.importing.grid import Places, raw_text
from street_desk.exchange.reading import Merge, Tab

TABLE, TURNED, CARD = "table", "turned", "card"
"""How a table may lie: headings across, headings down the side, or labels with their values beside them."""
SHOWN_ROWS = 2_000
"""How many rows of a tab are shown; who looks for more opens the workbook itself."""
_LONGEST = 120


def shape_in(places: Places) -> str:
    """How a table lies whose cells stand in these places."""
    return TURNED if places.turned else TABLE if places.as_shown else CARD


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: heading rows `top` to `bottom`, columns `left` to `right`, content down to `last`.

    `columns` are the keys by column number, "" for one that is not read; one that is not named is recognised. `unit` is
    that of plain amounts: "yuan", "wan", "qian" (1,000) or "bai" (100), "" for what headings and titles state. A
    continuation without headings has its `bottom` above its `top`. `sheet` is "" where the tab has no table at all.

    Of a TURNED one `top` to `bottom` are the rows that its labels stand in, the names across in the first, `left` to
    `right` the columns of its labels, `last` its last column, and `columns` go by row number. Of a CARD `top` to `last`
    and `left` to `right` is all of it, and `columns` go by the labels as they are read, from 1.
    """

    tab: str
    sheet: str
    top: int
    bottom: int
    left: int
    right: int
    last: int
    columns: Mapping[int, str]
    unit: str
    shape: str = TABLE


@dataclass(frozen=True, slots=True)
class TabView:
    """A tab as it is shown: the texts of its first rows by row number, its merges, what is hidden.

    `rows` are cut behind their last text; `more` rows are not shown.
    """

    name: str
    rows: Mapping[int, tuple[str, ...]]
    merges: tuple[Merge, ...]
    hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    more: int = 0

    @classmethod
    def of(cls, tab: Tab) -> TabView:
        shown = list(tab.rows.items())[:SHOWN_ROWS]
        rows = {
            number: tuple("" if value is None else raw_text(value)[:_LONGEST] for value in values)
            for number, values in shown
        }
        last = shown[-1][0] if shown else 0
        return cls(
            tab.name,
            rows,
            tuple(merge for merge in tab.merges if merge.top <= last),
            tab.hidden,
            frozenset(row for row in tab.hidden_rows if row <= last),
            tab.hidden_columns,
            len(tab.rows) - len(shown),
        )
