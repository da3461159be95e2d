"""People: which worker of the year a row of a workbook is, by id, else by name within the community."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from street_desk.domain.book import Book
from street_desk.domain.kinds import matching
from street_desk.domain.people import IdNumber
from street_desk.exchange.importing.identity import Entry

if TYPE_CHECKING:
    from street_desk.exchange.importing.draft import Draft

_APART = (("appointed", 4), ("post", 2), ("phone", 1), ("birth", 1))
"""What tells two rows of one person apart, and how much it weighs where they agree."""
_SAME_NAME, _SAME_COMMUNITY = 16, 8


class Person(NamedTuple):
    """What a row of a workbook says of who it is about. `id_number` may be `masked`."""

    name: str
    community: int
    id_number: str
    masked: bool
    post: str
    appointed: str
    phone: str = ""
    birth: str = ""

    def repeats(self, other: Person) -> bool:
        """Whether two rows say the same person in the same post twice; a second post or start is a second row.

        Without ids they do where nothing else tells two persons apart either.
        """
        if self.community != other.community or self.name != other.name:
            return False
        if not (_agree(self.post, other.post) and _agree(self.appointed, other.appointed)):
            return False
        if self.id_number and other.id_number:
            return self.id_number == other.id_number
        return _agree(self.phone, other.phone) and _agree(self.birth, other.birth)

    def fit(self, entry: Entry) -> int:
        """How well a row that may be this person's agrees in name, community, start, post, phone and birth."""
        now = entry.now
        found = _SAME_COMMUNITY if now.get("community") == self.community else 0
        if matching(str(now.get("name") or "")) == self.name:
            found += _SAME_NAME
        for key, weight in _APART:
            mine = getattr(self, key)
            if mine and now.get(key) == mine:
                found += weight
        return found


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


class People:
    """The workers of the year and those that the workbook brings, by id and by name within a community.

    `told` are the rows of the year that earlier workbooks of the same import name.
    """

    def __init__(self, book: Book, told: AbstractSet[int] = frozenset()) -> None:
        self._book = book
        self._told = told
        self._entries: dict[int, Entry] = {}
        self._by_id: dict[str, list[int]] | None = None
        self._names: dict[int, dict[str, list[int]]] = {}
        self._plain: list[tuple[Draft, int, int]] = []

    def add(self, entry: Entry) -> None:
        """Takes in a worker who is new in this workbook, with what is known now."""
        self._entries[entry.row] = entry
        if entry.now.get("id_number"):
            self._ids().setdefault(str(entry.now["id_number"]), []).append(entry.row)
        names = self._of(int(entry.now.get("community") or 0))
        names.setdefault(matching(str(entry.now.get("name") or "")), []).append(entry.row)

    def add_plain(self, draft: Draft, place: int, row: int) -> None:
        """Takes in a worker who is new and is just what a row of a table says; looked at by a later table."""
        self._plain.append((draft, place, row))

    def _fold(self) -> None:
        plain, self._plain = self._plain, []
        for draft, place, row in plain:
            now = {key: column.values[place] for key, column in draft.columns.items()}
            now["community"] = draft.homes[place]
            told = {key: value for key, value in now.items() if value is not None}
            self.add(Entry(row, None, told, [(draft, place)]))

    def like(self, person: Person) -> list[Entry]:
        """Who this may be: by id; where the workbook or the file has none, by name within the community.

        A row that this import names already in another community, or by another name, is somebody's second row.
        """
        if self._plain:
            self._fold()
        if not person.id_number:
            return self._called(person)
        if person.masked:
            hides = IdNumber().hides
            return [e for e in self._called(person) if hides(person.id_number, e.now.get("id_number"))]
        known = self._ids().get(person.id_number)
        if not known:
            return [e for e in self._called(person) if not e.now.get("id_number")]
        return [entry for row in known if not self._another(person, entry := self._entry(row))]

    def with_id(self, id_number: str) -> list[Entry]:
        """The workers of that id."""
        if self._plain:
            self._fold()
        return [self._entry(row) for row in self._ids().get(id_number, ())]

    def _another(self, person: Person, entry: Entry) -> bool:
        """Whether a row is spoken for by one that says another name or community for the same id."""
        if not entry.told and entry.row not in self._told:
            return False
        now = entry.now
        return now.get("community") != person.community or matching(str(now.get("name") or "")) != person.name

    def _called(self, person: Person) -> list[Entry]:
        rows = self._of(person.community).get(person.name)
        return [self._entry(row) for row in rows] if rows else []

    def _entry(self, row: int) -> Entry:
        found = self._entries.get(row)
        if found is None:
            held = self._book.row("workers", row)
            found = self._entries[row] = Entry(row, held, dict(held or {}))
        return found

    def _ids(self) -> dict[str, list[int]]:
        if self._by_id is None:
            self._by_id = {}
            for row in self._book.rows("workers"):
                if held := row.get("id_number"):
                    self._by_id.setdefault(held, []).append(int(row["id"]))
        return self._by_id

    def _of(self, community: int) -> dict[str, list[int]]:
        """The workers of a community by name."""
        names = self._names.get(community)
        if names is None:
            names = self._names[community] = {}
            for row in self._book.workers_of(community):
                names.setdefault(matching(str(row.get("name") or "")), []).append(int(row["id"]))
        return names


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
