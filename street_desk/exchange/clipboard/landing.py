"""Where the rows of a block with headings land: on their namesakes, or below each other from the cursor on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from street_desk.domain.book import Book
from street_desk.domain.kinds import Kind, Value, matching
from street_desk.domain.people import IdNumber
from street_desk.domain.problems import AmbiguousReference, Problem, UnreadableValue
from street_desk.domain.sheets import Row, Sheet
from street_desk.domain.typing_in import NAMING, NewRowUnnamed, Typed
from street_desk.exchange.clipboard.block import BlockCell
from street_desk.exchange.clipboard.headed import Headed, HeadedRow
from street_desk.exchange.importing.identity import Register, register_key
from street_desk.language import N_, Message, message


class NamedTwice(Problem):
    """A row of the block is about the same as an earlier one."""

    what = N_("“{text}” stands in line {line} of the block already.")
    to_do = N_("Keep one of the two rows and paste it again.")


class SeveralNamesakes(Problem):
    """A row of the block could be about several people."""

    what = N_("Several rows are called “{text}”.")
    to_do = N_("Copy the community, the id number or the post with it, or type into the row itself.")


@dataclass(slots=True)
class Landing:
    """The cells of a block by the rows they are meant for.

    Rows from 0 down are new ones. `lines` tells the line of the block that each row is taken from; `said` what of the
    block is no cell of a row.
    """

    cells: list[Typed] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    said: tuple[Message, ...] = ()


def land(book: Book, sheet: Sheet, block: Headed, below: Sequence[int]) -> Landing:
    """Lays the rows of a block with headings out; `below` are the rows of the sheet from the cursor on.

    Each column goes where its heading says. A block that names its rows, communities by name or code and workers by
    name or id number, lands on the rows of those names, wherever the cursor is, as an import would: empty cells leave
    what is held, and names that are not there yet become new rows. A row whose name could mean several is refused
    whole, for it must not land on just any of them. A block that names no rows goes to the rows from the cursor on,
    and empty cells empty what is held, as in any paste; it adds no rows, which would have no names.

    On the other sheets a block lands on namesakes where it has all that tells their rows apart, and else goes on from
    the cursor, past the last row too.
    """
    landing = Landing(said=tuple(_said(block)))
    keys = {column.key for column in block.columns}
    if sheet.name not in NAMING:
        if sheet.identity and keys >= set(sheet.identity):
            _to_namesakes(landing, sheet, block, _Others(book, sheet).find)
        else:
            _from_the_cursor(landing, sheet, block, below)
        return landing
    if not keys & {"name", "code", "id_number"}:
        _from_the_cursor(landing, sheet, block, below)
        return landing
    if sheet.name == "workers":
        _to_namesakes(landing, sheet, block, _Workers(book, sheet).find)
        return landing
    communities = _Communities(book, sheet)
    _to_namesakes(landing, sheet, block, communities.find)
    if communities.otherwise:
        text, name = communities.otherwise[0]
        other = N_("{n} rows went to names that end otherwise, the first “{text}” to {name}.")
        landing.said += (message(other, n=len(communities.otherwise), text=text, name=name),)
    return landing


def _from_the_cursor(landing: Landing, sheet: Sheet, block: Headed, below: Sequence[int]) -> None:
    for place, row in enumerate(block.rows):
        if place < len(below):
            _take(landing, sheet, block, row, below[place])
        elif sheet.name not in NAMING:
            _take(landing, sheet, block, row, -place, empties=False)
        else:
            lacking = sheet[NAMING[sheet.name][0]].shown()
            _refuse(landing, sheet, block, row, -place, NewRowUnnamed(column=lacking))


def _to_namesakes(
    landing: Landing, sheet: Sheet, block: Headed, find: Callable[[HeadedRow, set[int]], int | None]
) -> None:
    taken: set[int] = set()
    called: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(block.rows):
        apart = (*NAMING[sheet.name], "post") if sheet.name in NAMING else sheet.identity
        name = tuple(matching(row.cells[k].text) for k in apart if k in row.cells)
        try:
            found = find(row, taken)
            if found is None:
                if name in called:
                    raise NamedTwice(text=_name(sheet, row), line=str(called[name]))
                _require_name(sheet, row)
                called[name] = row.line
            elif found in taken:
                raise NamedTwice(text=_name(sheet, row), line=str(landing.lines[found]))
        except Problem as problem:
            _refuse(landing, sheet, block, row, -place, problem)
            continue
        if found is None:
            _take(landing, sheet, block, row, -place, empties=False)
        else:
            taken.add(found)
            _take(landing, sheet, block, row, found, empties=False)


def _name(sheet: Sheet, row: HeadedRow) -> str:
    """What a row of the block is called; by its first column where its sheet has none for that."""
    naming = ("name", "code") if sheet.name in NAMING else (sheet.naming, *sheet.identity)
    return next((row.cells[key].text for key in naming if key in row.cells), "")


def _require_name(sheet: Sheet, row: HeadedRow) -> None:
    for key in NAMING.get(sheet.name, (sheet.naming,) if sheet.naming else ()):
        if key not in row.cells or not row.cells[key].text:
            raise NewRowUnnamed(column=sheet[key].shown())


def _take(
    landing: Landing, sheet: Sheet, block: Headed, row: HeadedRow, target: int, *, empties: bool = True
) -> None:
    landing.lines[target] = row.line
    for column in block.columns:
        cell = row.cells[column.key]
        if column.key in row.merged:
            landing.cells.append(Typed(target, column.key, cell.text, refused=row.merged[column.key]))
        elif (cell.text or empties) and not (row.by_name and column.key == "name"):
            landing.cells.append(cell.typed(target, column.key, sheet[column.key].kind, factor=column.factor))


def _refuse(
    landing: Landing, sheet: Sheet, block: Headed, row: HeadedRow, target: int, problem: Problem
) -> None:
    """A whole row that has no place."""
    landing.lines[target] = row.line
    naming = NAMING.get(sheet.name, sheet.identity)
    # What it is called comes first: that is what is said of it.
    for key in sorted((column.key for column in block.columns), key=lambda key: key not in naming):
        if row.cells[key].text:
            landing.cells.append(Typed(target, key, row.cells[key].text, refused=problem))


def _said(block: Headed) -> list[Message]:
    counted = (
        (N_("{n} columns are worked out by the program and were left out."), block.derived),
        (N_("{n} rows of totals were left out."), block.totals),
        (N_("{n} rows of notes were left out."), block.notes),
        (N_("{n} cells without a heading above them were left out."), block.bare),
    )
    said = [message(words, n=count) for words, count in counted if count]
    if block.unknown:
        said.append(message(N_("No column has the heading {headings}."), headings=block.unknown))
    return said


class _Others:
    """Finds rows of the sheets that are known by their identity columns alone."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book, self._sheet = book, sheet
        self._register = Register(sheet, book.rows(sheet.name))

    def find(self, row: HeadedRow, taken: set[int]) -> int | None:
        """The row of a line; None for a new one. Raises UnreadableValue, UnknownReference and the like."""
        values = {key: self._book.read(self._sheet[key], row.cells[key].text) for key in self._sheet.identity}
        found = [entry.row for entry in self._register.find(register_key(self._sheet, values))]
        return next((one for one in found if one not in taken), next(iter(found), None))


class _Communities:
    """Finds communities by code, else by name."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book = book
        self._kind = sheet["code"].kind
        self.otherwise: list[tuple[str, str]] = []
        """The names that were found by a name with another ending, and that name."""

    def find(self, row: HeadedRow, taken: set[int]) -> int | None:
        """The row of a community; None for a new one. Raises AmbiguousReference."""
        name = row.cells.get("name", BlockCell("")).text
        code = _value(self._kind, row.cells.get("code"))
        coded = [i for i in self._book.named(code) if self._held(i, "code") == code] if code else []
        named = self._book.named(name)
        if code and named and self._held(named[0], "code") not in (None, code):
            # X社区居委会 with a code of its own is not X社区; one of the very same name is.
            named = [i for i in named if matching(self._held(i, "name") or "") == matching(name)]
        if len(coded or named) > 1 or (coded and self._other(name, coded[0])):
            both = dict.fromkeys([*coded, *named])
            raise AmbiguousReference(text=name or code, choices=tuple(map(self._book.community_name, both)))
        found = next(iter(coded or named), None)
        if found is not None and not coded:
            row.by_name = True
            held = self._book.community_name(found)
            if matching(held) != matching(name) and found not in taken:
                self.otherwise.append((name, held))
        return found

    def _held(self, row: int, key: str) -> Value:
        return (self._book.row("communities", row) or {}).get(key)

    def _other(self, name: str, coded: int) -> bool:
        """Whether a name is that of another community than the code's."""
        exact = [i for i in self._book.named(name) if matching(self._held(i, "name") or "") == matching(name)]
        return bool(exact) and coded not in exact


class _Workers:
    """Finds workers by id number, else by name within their community; the post tells two of one name apart."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._by_name: dict[str, list[Row]] = {}
        self._by_id: dict[str, list[Row]] = {}
        for worker in book.rows("workers"):
            self._by_name.setdefault(matching(worker.get("name") or ""), []).append(worker)
            if worker.get("id_number"):
                self._by_id.setdefault(worker["id_number"], []).append(worker)

    def find(self, row: HeadedRow, taken: set[int]) -> int | None:
        """The row of a worker; None for a new one. Raises UnknownReference, AmbiguousReference, SeveralNamesakes."""
        cells = row.cells
        home = self._book.community(cells["community"].text) if "community" in cells else None
        name = cells.get("name", BlockCell("")).text
        found = self._like(name, cells.get("id_number"), home)
        found = [w for w in found if w["id"] not in taken] or found
        for key in ("community", "post", "appointed"):
            wanted = home if key == "community" else _value(self._sheet[key].kind, cells.get(key))
            if len(found) > 1 and wanted is not None:
                found = [w for w in found if w.get(key) == wanted] or found
        if len(found) > 1:
            raise SeveralNamesakes(text=name or cells["id_number"].text)
        if not found or (found[0]["id"] in taken and self._second_post(found[0], cells)):
            return None
        row.by_name = matching(name) == matching(found[0].get("name") or "")
        return int(found[0]["id"])

    def _like(self, name: str, id_cell: BlockCell | None, home: int | None) -> list[Row]:
        named = self._by_name.get(matching(name), []) if name else []
        if home is not None:
            named = [w for w in named if w.get("community") == home]
        if id_cell is None or not id_cell.text:
            return named
        if "*" in id_cell.text:
            return [w for w in named if IdNumber().hides(id_cell.text, w.get("id_number"))]
        id_number = _value(IdNumber(), id_cell)
        if id_number is None:
            # It will be refused and marked; the name still says who it is.
            return named
        return self._by_id.get(id_number) or [w for w in named if not w.get("id_number")]

    def _second_post(self, worker: Row, cells: dict[str, BlockCell]) -> bool:
        post = _value(self._sheet["post"].kind, cells.get("post"))
        return post is not None and post != worker.get("post")


def _value(kind: Kind, cell: BlockCell | None) -> Value:
    """What a cell says where it can be read."""
    if cell is None:
        return None
    typed = cell.typed(0, "", kind)
    try:
        return kind.read(typed.text if typed.number is None else typed.number)
    except UnreadableValue:
        return None
