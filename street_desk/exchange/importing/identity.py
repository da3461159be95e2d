"""Identity: which row of the year a row of a workbook is, and which of the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from street_desk.domain.book import Book, stem
from street_desk.domain.kinds import Value, matching
from street_desk.domain.people import IdNumber
from street_desk.domain.sheets import Row

if TYPE_CHECKING:
    from street_desk.exchange.importing.draft import Draft

_APART = ("post", "appointed")
"""What tells two rows of one person apart."""


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
    """The communities of the year and those that the workbook brings, by code and name."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._entries: dict[int, Entry] = {}
        self._new: dict[str, list[int]] = {}
        self._coded: dict[str, list[int]] = {}
        self.homes: dict[str, int] = {}
        """Texts that were found to name one community."""

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

    def name(self, row: int) -> str:
        return str(self.entry(row).now.get("name") or "")

    def coded(self, code: str) -> list[int]:
        """The communities of that code."""
        held = [
            i for i in self._book.named(code) if (self._book.row("communities", i) or {}).get("code") == code
        ]
        return held + self._coded.get(code, [])

    def named(self, text: str) -> list[int]:
        """The communities that a text names: by code or the very name, else by a name that differs in its ending."""
        bare = matching(text)
        if not bare:
            return []
        found = self._book.named(text)
        exact = [i for i in found if bare in self._own_names(i)]
        exact += self._new.get(bare, []) + self._coded.get(bare, [])
        return exact or [*found, *self._new.get(f"stem:{stem(text)}", [])]

    def _own_names(self, row: int) -> tuple[str, str]:
        held = self._book.row("communities", row) or {}
        return matching(held.get("name") or ""), held.get("code") or ""


@dataclass(slots=True)
class People:
    """The workers of the year and those that the workbook brings, by id and by name within a community."""

    _by_id: dict[str, list[Entry]] = field(default_factory=dict)
    _by_name: dict[tuple[int, str], list[Entry]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> People:
        people = cls()
        for row in book.rows("workers"):
            people.add(Entry(int(row["id"]), row, dict(row)))
        return people

    def add(self, entry: Entry) -> None:
        """Takes in a worker with what is known now."""
        if entry.now.get("id_number"):
            self._by_id.setdefault(str(entry.now["id_number"]), []).append(entry)
        key = int(entry.now.get("community") or 0), matching(str(entry.now.get("name") or ""))
        self._by_name.setdefault(key, []).append(entry)

    def like(self, person: Person) -> list[Entry]:
        """Who this may be: by id; where the workbook or the file has none, by name within the community."""
        named = self._by_name.get((person.community, person.name), [])
        if person.masked:
            return [e for e in named if IdNumber().hides(person.masked, e.now.get("id_number"))]
        if person.id_number:
            return self._by_id.get(person.id_number) or [e for e in named if not e.now.get("id_number")]
        return named


@dataclass(frozen=True, slots=True)
class Person:
    """What a row of a workbook says of who it is about."""

    name: str
    community: int
    id_number: str
    masked: str
    post: str
    appointed: str

    def repeats(self, other: Person) -> bool:
        """Whether two rows say the same person in the same post twice; a second post or start is a second row."""
        if self.community != other.community or not _agree(self.post, other.post):
            return False
        if not _agree(self.appointed, other.appointed):
            return False
        ids = (self.id_number or self.masked), (other.id_number or other.masked)
        return ids[0] == ids[1] if all(ids) else self.name == other.name

    def fit(self, entry: Entry) -> int:
        """How well a row that may be this person's agrees in community, post and start."""
        same = entry.now.get("community") == self.community
        agreeing = [
            bool(mine) and entry.now.get(key) == mine
            for key, mine in zip(_APART, (self.post, self.appointed), strict=True)
        ]
        return 4 * same + 2 * agreeing[1] + agreeing[0]


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def paired(wanted: Iterable[tuple[int, Person, list[Entry]]]) -> Iterator[tuple[int, Entry]]:
    """Gives each row the row it fits best, each only once, the best fits first: two rows of one career stay two."""
    offers = [
        (-person.fit(entry), number, place, entry)
        for number, person, entries in wanted
        for place, entry in enumerate(entries)
    ]
    rows: set[int] = set()
    taken: set[int] = set()
    for _fit, number, _place, entry in sorted(offers, key=lambda offer: offer[:3]):
        if number not in rows and entry.row not in taken:
            rows.add(number)
            taken.add(entry.row)
            yield number, entry
