"""Identity: which community of the year a code or a name is, those that the workbook brings included."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from street_desk.domain.book import Book, stem
from street_desk.domain.kinds import Value, matching
from street_desk.domain.sheets import Row, Sheet
from street_desk.exchange.importing.likeness import ALIKE, is_bare, is_village, likeness, root
from street_desk.exchange.importing.naming import Street

if TYPE_CHECKING:
    from street_desk.exchange.importing.draft import Draft


@dataclass(slots=True)
class Entry:
    """A row that is held or about to be: `held` is None for a new one, `now` has what was planned already.

    `told` are the rows of the workbook that are this one, each as its table and its place there.
    """

    row: int
    held: Row | None
    now: dict[str, Value]
    told: list[tuple[Draft, int]] = field(default_factory=list)


class Communities:
    """The communities of the year and those that the workbook brings.

    `told` are the rows of the year that earlier workbooks of the same import name.
    """

    def __init__(self, book: Book, told: AbstractSet[int] = frozenset()) -> None:
        self._book = book
        self._told = told
        self._street = Street(book.office)
        self._entries: dict[int, Entry] = {}
        self._new: dict[str, list[int]] = {}
        self._coded: dict[str, list[int]] = {}
        self._meant: dict[str, int] = {}
        self.homes: dict[str, int] = {}
        """Texts that were found to name one community."""
        self.claimed: set[int] = set()
        """The communities of the year that tables of the workbook name beyond doubt."""

    def entry(self, row: int) -> Entry:
        if row not in self._entries:
            held = self._book.row("communities", row)
            self._entries[row] = Entry(row, held, dict(held or {}))
        return self._entries[row]

    def add(self, row: int, name: str, code: str | None) -> Entry:
        """A community that is new in this workbook."""
        self._entries[row] = Entry(row, None, {})
        self.homes.clear()
        for key in (matching(name), f"stem:{stem(name)}"):
            self._new.setdefault(key, []).append(row)
        self.give_code(row, code)
        return self._entries[row]

    def give_code(self, row: int, code: str | None) -> None:
        """Remembers the code that the workbook gives a community."""
        if code and row not in self.coded(code):
            self._coded.setdefault(code, []).append(row)

    def call(self, row: int, name: str) -> None:
        """Remembers that a name means a community, as the user answered."""
        self._meant[matching(name)] = self._meant[f"stem:{stem(name)}"] = row

    def name(self, row: int) -> str:
        return str(self.entry(row).now.get("name") or "")

    def code(self, row: int) -> str:
        return str(self.entry(row).now.get("code") or "")

    def coded(self, code: str) -> list[int]:
        """The communities of that code."""
        held = [
            i for i in self._book.named(code) if (self._book.row("communities", i) or {}).get("code") == code
        ]
        return held + self._coded.get(code, [])

    def exact(self, text: str) -> list[int]:
        """The communities that a text names by code or by the very name, or that it was answered to mean."""
        bare = matching(text)
        if not bare:
            return []
        if bare in self._meant:
            return [self._meant[bare]]
        held = [i for i in self._book.named(text) if bare in self._own_names(i)]
        return held + self._new.get(bare, []) + self._coded.get(bare, [])

    def akin(self, text: str) -> list[int]:
        """The communities whose name differs from a text only in how it says that it is a community.

        To a text that does not say what it is, the village of that name is as near.
        """
        if not matching(text):
            return []
        key = f"stem:{stem(text)}"
        if key in self._meant:
            return [self._meant[key]]
        named = self._book.named(text)
        found = [i for i in named if stem(self.name(i)) == stem(text)] + self._new.get(key, [])
        if is_bare(text):
            found += [
                i for i in self._rows() if is_village(self.name(i)) and root(self.name(i)) == root(text)
            ]
        return list(dict.fromkeys(found))

    def named(self, text: str) -> list[int]:
        """The communities that a text names: by code or the very name, else by a name that differs in its ending."""
        return self.exact(text) or self.akin(text)

    def within(self, text: str) -> list[int]:
        """The communities that a text names behind the street's own name."""
        off = self._street.off(text)
        return self.named(off) if off != text else []

    def alike(self, text: str, everywhere: bool = False) -> list[tuple[int, int]]:
        """The communities of the year whose names are like a text, each behind its likeness, the likest first.

        Those that the import names otherwise are not meant, unless asked for `everywhere`.
        """
        rows = list(self._rows() if everywhere else self._untold())
        texts = {text, *self._street.others(text)} - {""}
        found = [(max(likeness(one, self.name(row)) for one in texts), row) for row in rows]
        return sorted((pair for pair in found if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1]))

    def _untold(self) -> list[int]:
        return [i for i in self._book.ids("communities") if i not in self._told and i not in self.claimed]

    def _rows(self) -> Iterator[int]:
        """Every community there is or will be."""
        yield from self._book.ids("communities")
        yield from (row for row, entry in self._entries.items() if entry.held is None)

    def _own_names(self, row: int) -> tuple[str, str]:
        held = self._book.row("communities", row) or {}
        return matching(held.get("name") or ""), held.get("code") or ""


class Register:
    """The rows of a sheet that the year holds and that the workbook brings, by what tells them apart."""

    def __init__(self, sheet: Sheet, rows: list[Row]) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        self._partial: set[tuple[str, ...]] = set()
        for row in rows:
            self.add(register_key(sheet, row), Entry(int(row["id"]), row, dict(row)))

    def add(self, key: tuple[str, ...], entry: Entry) -> None:
        self._entries.setdefault(key, []).append(entry)
        if not all(key):
            self._partial.add(key)

    def find(self, key: tuple[str, ...]) -> list[Entry]:
        """The rows of that key; where one side leaves a part of it empty, the only one that agrees in the others."""
        exact = self._entries.get(key)
        if exact:
            return exact
        others = self._partial if all(key) else self._entries
        near = [entry for other in others if _agree(key, other) for entry in self._entries[other]]
        return near if len(near) == 1 else []


def _agree(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(not mine or not yours or mine == yours for mine, yours in zip(key, other, strict=True))


def register_key(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """What tells a row from the others of its year."""
    return tuple(matching(str(row.get(key) or "")) for key in sheet.identity)
