"""Long tables: each community stands in several rows, one for each item, and the items are no headings but cells."""

from __future__ import annotations

from collections import Counter

from street_desk.domain.kinds import Money
from street_desk.exchange.importing.tables import Vocabulary
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading import Tab
from street_desk.language import N_, message

LONG = message(N_("each community stands in several rows, one for each item"))
_SHEET = "communities"
_LOOKED_AT = 400
# 办公运转经费, 党建经费 and again the two of them.
_ITEMS, _TIMES = 2, 2


def is_long(tab: Tab, vocabulary: Vocabulary) -> bool:
    """Whether a column of a tab names items of money row by row, the same ones again, beside their figures."""
    if _SHEET not in vocabulary.sheets:
        return False
    named: dict[int, Counter[str]] = {}
    for number, _place in zip(tab.rows, range(_LOOKED_AT), strict=False):
        cells = tab.cells(number)
        if not any(isinstance(cell.value, (int, float)) for cell in cells):
            continue
        items = [(cell.column, key) for cell in cells if (key := _item(cell.value, vocabulary))]
        if len(items) == 1:
            column, key = items[0]
            named.setdefault(column, Counter())[key] += 1
    return any(sum(times >= _TIMES for times in items.values()) >= _ITEMS for items in named.values())


def _item(value: object, vocabulary: Vocabulary) -> str:
    key = vocabulary.key(_SHEET, value) if isinstance(value, str) else ""
    return key if key and isinstance(SHEETS[_SHEET][key].kind, Money) else ""
