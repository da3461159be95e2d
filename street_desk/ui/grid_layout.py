"""How the columns of a sheet are laid out: their order, those hidden, their widths, and how many stand still."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from street_desk.domain.catalogue.own_columns import own_kind
from street_desk.domain.sheets import Column, Sheet

_WIDEST = 400.0
_WIDEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """What somebody made of a sheet's columns, by their keys; empty is as at first.

    `order` names every column that was known then. `widths` are in digits of the grid's font, so that they hold under
    any zoom. `frozen` is the last column that stands still, "" for none, None for the one that names a row.
    """

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    widths: Mapping[str, float] = field(default_factory=dict)
    frozen: str | None = None

    @classmethod
    def read(cls, kept: Any) -> Layout:
        """A layout as it was kept; what is not sound in it is as at first."""
        kept = kept if isinstance(kept, dict) else {}
        widths = kept.get("widths")
        return cls(
            tuple(dict.fromkeys(_texts(kept.get("order")))),
            frozenset(_texts(kept.get("hidden"))),
            {
                key: min(float(width), _WIDEST)
                for key, width in (widths.items() if isinstance(widths, dict) else ())
                if isinstance(width, (int, float)) and width > 0
            },
            kept.get("frozen") if isinstance(kept.get("frozen"), str) else None,
        )

    def kept(self) -> dict[str, Any]:
        """What is to be kept of it: only what is not as at first."""
        found = {
            "order": list(self.order),
            "hidden": sorted(self.hidden),
            "widths": dict(self.widths),
        }
        kept = {name: held for name, held in found.items() if held}
        return kept if self.frozen is None else {**kept, "frozen": self.frozen}

    def named(self, sheet: Sheet) -> Layout:
        """The same with a county's own columns by their headings: another file numbers its own in another way."""
        return self._renamed({column.key: name for name, column in _own(sheet).items()})

    def keyed(self, sheet: Sheet) -> Layout:
        """A layout as it was kept, for the own columns that this file has."""
        return self._renamed({name: column.key for name, column in _own(sheet).items()})

    def _renamed(self, names: Mapping[str, str]) -> Layout:
        def name(key: str) -> str:
            return names.get(key, key)

        return Layout(
            tuple(map(name, self.order)),
            frozenset(map(name, self.hidden)),
            {name(key): width for key, width in self.widths.items()},
            self.frozen and name(self.frozen),
        )

    def ordered(self, columns: Sequence[Column]) -> list[Column]:
        """All columns in this order; one that is new since stands behind the one that it follows in the sheet.

        A county's own new one stands at the end.
        """
        by_key = {column.key: column for column in columns}
        found = [by_key[key] for key in self.order if key in by_key]
        if not found:
            return list(columns)
        for place, column in enumerate(columns):
            if column.key in self.order:
                continue
            if own_kind(column.key) is not None:
                found.append(column)
            else:
                found.insert(found.index(columns[place - 1]) + 1 if place else 0, column)
        return found

    def shown(self, columns: Sequence[Column]) -> list[Column]:
        """The columns to be seen, in this order; never none at all."""
        ordered = self.ordered(columns)
        return [c for c in ordered if c.key not in self.hidden] or ordered

    def still(self, sheet: Sheet, shown: Sequence[Column]) -> int:
        """How many of the columns shown stand still."""
        last = self.frozen
        if last is None:
            # A name that may be a whole sentence would leave little room for the others.
            last = sheet.naming if sheet.naming and sheet[sheet.naming].width <= _WIDEST_NAME else ""
        return next((place + 1 for place, column in enumerate(shown) if column.key == last), 0)

    def arranged(self, sheet: Sheet, order: Iterable[Column], hidden: Iterable[str]) -> Layout:
        """In another order, with others hidden; as many columns stand still, without those hidden since."""
        before = self.shown(sheet.columns)
        still = {column.key for column in before[: self.still(sheet, before)]}
        made = replace(self, order=tuple(column.key for column in order), hidden=frozenset(hidden))
        shown = made.shown(sheet.columns)
        same = made.hidden == self.hidden
        count = len(still) if same else sum(column.key in still for column in shown)
        return replace(made, frozen=shown[count - 1].key if count else "")


def moved(order: Sequence[Column], keys: Iterable[str], before: Column | None) -> list[Column]:
    """An order with some columns taken together and put before another one; None puts them at the end."""
    wanted = set(keys)
    taken = [column for column in order if column.key in wanted]
    found: list[Column] = []
    for column in order:
        if column is before:
            found += taken
        if column.key not in wanted:
            found.append(column)
    return found if before is not None else found + taken


def _own(sheet: Sheet) -> dict[str, Column]:
    """The own columns of a sheet by what they are kept as."""
    own = (column for column in sheet.columns if own_kind(column.key) is not None)
    return {f"own: {column.spoken.zh}": column for column in own}


def _texts(held: Any) -> list[str]:
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []
