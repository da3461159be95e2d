"""A Book: the rows of one year of a street, with the look-ups that everyone asks of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.edits import Change, removed
from street_desk.domain.kinds import Money, Reference, References, Value, as_text, matching
from street_desk.domain.problems import (
    AmbiguousDuty,
    AmbiguousReference,
    RowInUse,
    UnknownDuty,
    UnknownReference,
)
from street_desk.domain.ranks import RANK, ordered
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.language import N_, message

_ENDING = re.compile(r"(?:社区居民委员会|社区居委会|居民委员会|居委会|社区)$")


def stem(name: str) -> str:
    """A community's name without 社区 or 居委会; a village's 村委会 is not the same thing and stays."""
    return _ENDING.sub("", matching(name))


_BETWEEN = re.compile(r"[、,，;；\n]")
"""What stands between several names in one cell."""


def targets(kind: Reference | References, value: Value) -> tuple[int, ...]:
    """The ids of the rows that a value refers to."""
    if value is None:
        return ()
    return (int(value),) if isinstance(kind, Reference) else tuple(value)


class _Late(NamedTuple):
    """The sheets and the communities to which rows came back that stand behind younger ones until all are there."""

    sheets: set[str]
    homes: set[int]


class Book:
    """Rows by sheet and id. Changed only by `take`; everything else reads."""

    def __init__(self, year: int, rows: dict[str, dict[int, Row]]) -> None:
        self.year = year
        self._rows = {name: ordered(rows.get(name, {})) for name in SHEETS}
        self._names: dict[str, list[int]] | None = None
        self._homes: dict[int, dict[int, Row]] | None = None
        self._duties: dict[int, str] | None = None

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet in its order: as they were entered, but for those put between others."""
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
        """The workers of a community, in the order of their sheet."""
        if self._homes is None:
            self._homes = {}
            for worker in self._rows["workers"].values():
                self._homes.setdefault(worker.get("community") or 0, {})[worker["id"]] = worker
        return list(self._homes.get(community, {}).values())

    def concerns(self, change: Change) -> bool:
        """Whether a Change is to a row of this year, or of the street as a whole."""
        sheet = SHEETS[change.sheet]
        if change.before is None and change.after is not None:
            return not sheet.yearly or change.after.get("year") == self.year
        return change.row in self._rows[change.sheet]

    def take(self, changes: Iterable[Change]) -> list[Change]:
        """Brings the rows to what an Edit made of them; returns the Changes that concern this year."""
        late = _Late(set(), set())
        taken = [change for change in changes if self._take(change, late)]
        # Once for all of them: thousands of rows that come back, each put in its place by itself, would take minutes.
        for sheet in late.sheets:
            self._rows[sheet] = ordered(self._rows[sheet])
        if self._homes is not None:
            self._homes |= {home: ordered(self._homes[home]) for home in late.homes}
        if any(change.sheet == "communities" for change in taken):
            self._names = None
        if any(change.sheet == "duties" for change in taken):
            self._duties = None
        return taken

    def _take(self, change: Change, late: _Late) -> bool:
        if not self.concerns(change):
            return False
        rows = self._rows[change.sheet]
        held = rows.get(change.row)
        if change.before is None and (change.row < next(reversed(rows), 0) or RANK in (change.after or {})):
            late.sheets.add(change.sheet)
        self._change(rows, change)
        if change.sheet == "workers" and self._homes is not None:
            self._rehome(self._homes, held, rows.get(change.row), late.homes)
        return True

    @staticmethod
    def _rehome(
        homes: dict[int, dict[int, Row]], before: Row | None, after: Row | None, late: set[int]
    ) -> None:
        """Brings one worker to the community of now: finding everyone's anew would take long in a large file."""
        if before is not None:
            del homes[before.get("community") or 0][before["id"]]
        if after is not None:
            place = after.get("community") or 0
            home = homes.setdefault(place, {})
            if after["id"] < next(reversed(home), 0) or RANK in after:
                late.add(place)
            home[after["id"]] = after

    @staticmethod
    def _change(rows: dict[int, Row], change: Change) -> None:
        if change.after is None:
            del rows[change.row]
        elif change.before is None:
            rows[change.row] = {**change.after, "id": change.row}
        else:
            merged = {**rows[change.row], **change.after}
            rows[change.row] = {k: v for k, v in merged.items() if v is not None}

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

    # Rows that others refer to -------------------------------------------------------------------------------------

    def names(self, sheet: str) -> dict[int, str]:
        """What the rows of a sheet are called where others refer to them; two duties of one title by department."""
        if sheet == "communities":
            return {row_id: str(row.get("name") or "") for row_id, row in self._rows[sheet].items()}
        if self._duties is None:
            titles = Counter(matching(str(row.get("title") or "")) for row in self._rows["duties"].values())
            self._duties = {
                row_id: f"{title}（{row['department']}）"
                if titles[matching(title)] > 1 and row.get("department")
                else title
                for row_id, row in self._rows["duties"].items()
                for title in [str(row.get("title") or "")]
            }
        return self._duties

    def duty(self, text: str) -> int | None:
        """The id of the one duty that `text` names by number or title. Raises UnknownDuty or AmbiguousDuty."""
        bare = matching(text)
        if not bare:
            return None
        names = self.names("duties")
        found = [row_id for row_id, name in names.items() if matching(name) == bare]
        if len(found) != 1:
            found = [int(row["id"]) for row in self.find(SHEETS["duties"], text)]
        if not found:
            raise UnknownDuty(text=text.strip())
        if len(found) > 1:
            raise AmbiguousDuty(text=text.strip(), choices=tuple(names[row_id] for row_id in found))
        return found[0]

    def _referred(self, sheet: str, text: str) -> int | None:
        return self.community(text) if sheet == "communities" else self.duty(text)

    def _called(self, sheet: str, row_id: int | None) -> str:
        return (
            self.community_name(row_id) if sheet == "communities" else self.names(sheet).get(row_id or 0, "")
        )

    def _in_words(self, column: Column, value: Value) -> str | None:
        """What a reference names, several one after another; None for any other kind of column."""
        if isinstance(column.kind, Reference):
            return self._called(column.kind.sheet, value)
        if isinstance(column.kind, References):
            sheet = column.kind.sheet
            return "、".join(name for row_id in value or () if (name := self._called(sheet, row_id)))
        return None

    # Values in words -----------------------------------------------------------------------------------------------

    def read(self, column: Column, raw: object, factor: int = 1) -> Value:
        """What was typed or pasted into a column; plain amounts are in so many yuan. Raises UnreadableValue."""
        if isinstance(column.kind, Reference):
            return self._referred(column.kind.sheet, as_text(raw))
        if isinstance(column.kind, References):
            named = {self._referred(column.kind.sheet, text) for text in _BETWEEN.split(as_text(raw))}
            return tuple(sorted(row_id for row_id in named if row_id is not None)) or None
        return column.kind.read_in(raw, factor) if isinstance(column.kind, Money) else column.kind.read(raw)

    def text(self, column: Column, value: Value) -> str:
        """A value as typed and copied."""
        words = self._in_words(column, value)
        return column.kind.text(value) if words is None else words

    def format(self, column: Column, value: Value) -> str:
        """A value as shown."""
        words = self._in_words(column, value)
        return column.kind.format(value) if words is None else words

    def json(self, column: Column, value: Value) -> object:
        """A value as commands print it."""
        words = self._in_words(column, value)
        return column.kind.json(value) if words is None else words


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
            if isinstance(column.kind, (Reference, References)) and column.kind.sheet == sheet:
                for row in book.rows(other.name):
                    for target in targets(column.kind, row.get(column.key)):
                        found.setdefault(target, Counter())[other.name] += 1
    return found
