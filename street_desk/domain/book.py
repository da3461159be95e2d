"""A Book: the rows of one year of a street, with the look-ups that everyone asks of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.edits import Change, removed
from street_desk.domain.kinds import Money, Reference, Value, as_text, matching
from street_desk.domain.problems import AmbiguousReference, RowInUse, UnknownReference
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.language import N_, message

_ENDING = re.compile(r"(?:社区居民委员会|社区居委会|居民委员会|居委会|社区)$")


def stem(name: str) -> str:
    """A community's name without 社区 or 居委会; a village's 村委会 is not the same thing and stays."""
    return _ENDING.sub("", matching(name))


class Book:
    """Rows by sheet and id. Changed only by `take`; everything else reads."""

    def __init__(self, year: int, rows: dict[str, dict[int, Row]]) -> None:
        self.year = year
        self._rows = {name: dict(sorted(rows.get(name, {}).items())) for name in SHEETS}
        self._names: dict[str, list[int]] | None = None
        self._homes: dict[int, list[Row]] | None = None

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet in the order they were entered."""
        return list(self._rows[sheet].values())

    def row(self, sheet: str, row_id: int) -> Row | None:
        return self._rows[sheet].get(row_id)

    def ids(self, sheet: str) -> list[int]:
        return list(self._rows[sheet])

    @property
    def figures(self) -> Row:
        """The figures of the year; empty where none were entered."""
        return next(iter(self._rows["figures"].values()), {})

    @property
    def office(self) -> Row:
        return next(iter(self._rows["office"].values()), {})

    def copy(self) -> Book:
        """The same rows, to be changed apart from these."""
        return Book(self.year, self._rows)

    def workers_of(self, community: int) -> list[Row]:
        """The workers of a community, in the order they were entered."""
        if self._homes is None:
            self._homes = {}
            for worker in self._rows["workers"].values():
                self._homes.setdefault(worker.get("community") or 0, []).append(worker)
        return self._homes.get(community, [])

    def concerns(self, change: Change) -> bool:
        """Whether a Change is to a row of this year, or of the street as a whole."""
        sheet = SHEETS[change.sheet]
        if change.before is None and change.after is not None:
            return not sheet.yearly or change.after.get("year") == self.year
        return change.row in self._rows[change.sheet]

    def take(self, changes: Iterable[Change]) -> list[Change]:
        """Brings the rows to what an Edit made of them; returns the Changes that concern this year."""
        taken = [change for change in changes if self._take(change)]
        if any(change.sheet == "communities" for change in taken):
            self._names = None
        if any(change.sheet == "workers" for change in taken):
            self._homes = None
        return taken

    def _take(self, change: Change) -> bool:
        if not self.concerns(change):
            return False
        rows = self._rows[change.sheet]
        if change.after is None:
            del rows[change.row]
        elif change.before is None:
            last = next(reversed(rows), 0)
            rows[change.row] = {**change.after, "id": change.row}
            if change.row < last:
                self._rows[change.sheet] = dict(sorted(rows.items()))
        else:
            merged = {**rows[change.row], **change.after}
            rows[change.row] = {k: v for k, v in merged.items() if v is not None}
        return True

    # Communities by name -------------------------------------------------------------------------------------------

    def named(self, text: str) -> list[int]:
        """The communities that `text` names: by code, by the very name, else by a name that differs in its ending."""
        if self._names is None:
            self._names = {}
            for row_id, row in self._rows["communities"].items():
                code, name = str(row.get("code") or ""), str(row.get("name") or "")
                keys = {
                    f"code:{code}" if code else "",
                    matching(name),
                    f"stem:{stem(name)}" if stem(name) else "",
                }
                # A row without a name or a code is nobody's namesake.
                for key in keys - {""}:
                    self._names.setdefault(key, []).append(row_id)
        bare = matching(text)
        if not bare:
            return []
        return (
            self._names.get(f"code:{bare}")
            or self._names.get(bare)
            or self._names.get(f"stem:{stem(text)}")
            or []
        )

    def community(self, text: str) -> int | None:
        """The id of the one community that `text` names, None for empty text.

        Raises UnknownReference or AmbiguousReference.
        """
        if not text.strip():
            return None
        found = self.named(text)
        if not found:
            raise UnknownReference(text=text.strip())
        if len(found) > 1:
            raise AmbiguousReference(text=text.strip(), choices=tuple(self.community_name(i) for i in found))
        return found[0]

    def community_name(self, row_id: int | None) -> str:
        row = self._rows["communities"].get(row_id or 0)
        return str(row.get("name") or "") if row else ""

    def find(self, sheet: Sheet, text: str, within: int | None = None) -> list[Row]:
        """The rows that `text` names; only those of one community where `within` is given.

        The sheet says by which columns, and those of the first one that knows the text are meant: a duty's number
        before its title.
        """
        if sheet.name == "communities":
            return [self._rows[sheet.name][row_id] for row_id in self.named(text)]
        bare = matching(text)
        rows = [r for r in self._rows[sheet.name].values() if within in (None, r.get("community"))]
        for key in sheet.found_by if bare else ():
            if found := [r for r in rows if r.get(key) is not None and matching(str(r[key])) == bare]:
                return found
        return []

    # Values in words -----------------------------------------------------------------------------------------------

    def read(self, column: Column, raw: object, factor: int = 1) -> Value:
        """What was typed or pasted into a column; plain amounts are in so many yuan. Raises UnreadableValue."""
        if isinstance(column.kind, Reference):
            return self.community(as_text(raw))
        return column.kind.read_in(raw, factor) if isinstance(column.kind, Money) else column.kind.read(raw)

    def text(self, column: Column, value: Value) -> str:
        """A value as typed and copied."""
        return self.community_name(value) if isinstance(column.kind, Reference) else column.kind.text(value)

    def format(self, column: Column, value: Value) -> str:
        """A value as shown."""
        return self.community_name(value) if isinstance(column.kind, Reference) else column.kind.format(value)

    def json(self, column: Column, value: Value) -> object:
        """A value as commands print it."""
        return self.community_name(value) if isinstance(column.kind, Reference) else column.kind.json(value)


def row_name(sheet: str, row: Row) -> str:
    """What a row is called in a message: its name, else its number."""
    return "" if SHEETS[sheet].single else SHEETS[sheet].called(row) or f"#{row.get('id')}"


def removals(book: Book, sheet: str, rows: Iterable[int]) -> tuple[Change, ...]:
    """The Changes that remove rows, with the comments on them.

    Raises RowInUse for one that others still refer to, as a community's workers do.
    """
    wanted = sorted(set(rows), reverse=True)
    found = [row for row_id in wanted if (row := book.row(sheet, row_id)) is not None]
    uses = _uses(book, sheet)
    for row in found:
        if used := uses.get(int(row["id"])):
            said = tuple(
                message(N_("{n} in {sheet}"), n=n, sheet=SHEETS[name].spoken) for name, n in used.items()
            )
            raise RowInUse(name=row_name(sheet, row), uses=said)
    return (*_comments_on(book, sheet, found), *(removed(sheet, row) for row in found))


def _comments_on(book: Book, sheet: str, rows: Iterable[Row]) -> Iterable[Change]:
    """The Changes that take the comments on rows along."""
    held = book.rows("comments")
    gone = {row["id"] for row in rows} if held else set()
    return [removed("comments", one) for one in held if one["sheet"] == sheet and one["row"] in gone]


def _uses(book: Book, sheet: str) -> dict[int, Counter[str]]:
    """By row of a sheet: how many rows of which other sheets refer to it."""
    found: dict[int, Counter[str]] = {}
    for other in SHEETS.values():
        for column in other.typed:
            if isinstance(column.kind, Reference) and column.kind.sheet == sheet:
                for row in book.rows(other.name):
                    if (target := row.get(column.key)) is not None:
                        found.setdefault(target, Counter())[other.name] += 1
    return found
