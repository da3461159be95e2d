"""Several workbooks planned as one import: each sees what those before it bring, and all come in as one Edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from street_desk.domain.book import Book
from street_desk.domain.catalogue import OFFICE
from street_desk.domain.edits import Change
from street_desk.domain.problems import DamagedWorkbook, NothingFound, Problem
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.typing_in import Typed, typed_changes
from street_desk.exchange.importing import Layout, Preview, TabView, matched
from street_desk.exchange.packs import standard_of
from street_desk.exchange.reading import Workbook, read_workbook
from street_desk.language import ENGLISH, N_, Message, message

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls")


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder by their ending, without those that Excel keeps while one is open. Raises OSError."""
    found = [p for p in folder.iterdir() if p.suffix.lower() in WORKBOOK_ENDINGS and p.name[:2] != "~$"]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Batch:
    """What a set of workbooks would bring: their previews in order, and the Problems of those that `failed`.

    `bare` shows the tabs of those that failed because no table was found in them.
    """

    previews: tuple[Preview, ...]
    problems: tuple[Problem, ...]
    failed: tuple[Path, ...]
    changes: tuple[Change, ...]
    bare: Mapping[Path, Preview] = field(default_factory=dict)

    @classmethod
    def of(cls, workbooks: Sequence[Path], outcomes: Sequence[Planned | Problem]) -> Batch:
        """The batch of workbooks and what became of each."""
        bad: list[tuple[Path, Problem]] = []
        good: list[Planned] = []
        bare: dict[Path, Preview] = {}
        for path, one in zip(workbooks, outcomes, strict=True):
            if isinstance(one, Problem):
                bad.append((path, one))
            elif one.problem is not None:
                bad.append((path, one.problem))
                bare[path] = one.preview
            else:
                good.append(one)
        return cls(
            tuple(one.preview for one in good),
            tuple(problem for _path, problem in bad),
            tuple(path for path, _problem in bad),
            tuple(change for one in good for change in one.changes),
            bare,
        )

    @property
    def what(self) -> Message:
        """The Edit in words."""
        return message(N_("Import {files}"), files=tuple(p.file for p in self.previews))

    @property
    def complete(self) -> bool:
        """Whether everything went in: nothing refused, asked, disagreeing, or unreadable."""
        return not self.problems and all(p.complete for p in self.previews)

    def leaving_out(self, rows: AbstractSet[tuple[int, str, int]]) -> Batch:
        """The batch without those rows, each named by the place of its preview, its tab and its number."""
        kept = tuple(
            change
            for place, found in enumerate(self.previews)
            for change in found.changes({(tab, row) for at, tab, row in rows if at == place})
        )
        return replace(self, changes=kept)

    def offers(self, book: Book) -> dict[str, str]:
        """What the workbooks say of the office (who filled them in, phone) where the office sheet is still empty."""
        found: dict[str, str] = {}
        for one in self.previews:
            for key, text in one.office_offers.items():
                if not book.office.get(key):
                    found.setdefault(key, text)
        return found

    def with_offers(self, book: Book) -> Batch:
        """The batch with the offers typed into the office sheet; one that does not fit is left out."""
        row = int(book.office.get("id") or 0)
        cells = [Typed(row, key, text) for key, text in self.offers(book).items()]
        changes, _refused = typed_changes(book, OFFICE, cells, row or 1)
        return replace(self, changes=(*self.changes, *changes))

    def to_json(self) -> list[dict[str, Any]]:
        """One entry a workbook, as the command prints it."""
        bad = [
            {"file": path.name, "problem": problem.text(), "regions": []}
            for path, problem in zip(self.failed, self.problems, strict=True)
        ]
        return [*(p.to_json() for p in self.previews), *bad]


@dataclass(frozen=True, slots=True)
class Task:
    """All that planning workbooks needs, as plain data for another process.

    `book` holds the year's rows and `prior` last year's. `standard` is the text of the year's pack and its name, None
    where the year is new. `next_ids` are the next free row ids of "communities" and "workers", `answers` the texts of
    chosen options by question id. `brought` is what earlier workbooks of the same import bring. `layouts` say how
    tables lie in tabs that were recognised otherwise.
    """

    workbooks: tuple[Path, ...]
    book: Book
    prior: Book | None
    standard: tuple[str, str] | None
    next_ids: Mapping[str, int]
    answers: Mapping[str, str]
    passwords: tuple[str, ...] = field(default=(), repr=False)
    language: str = ENGLISH
    brought: tuple[Change, ...] = ()
    layouts: Mapping[Path, Sequence[Layout]] = field(default_factory=dict)


class Planned(NamedTuple):
    """What one workbook would bring; of one without a table its tabs and the `problem`."""

    preview: Preview
    changes: tuple[Change, ...]
    problem: Problem | None = None


class Planner:
    """Plans the workbooks of a Task one after another on a copy of the year's rows; a bad one changes nothing."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._assessment: Assessment | None = None
        if task.standard is not None:
            self._assessment = Assessment(standard_of(*task.standard), task.book, task.prior)
        self._book = task.book.copy()
        self._ids = dict(task.next_ids)
        self._take(task.brought)

    def planned(self, path: Path) -> Planned:
        """What the next workbook would bring. Raises its Problems, and MemoryError."""
        workbook = _read(path, self._task.passwords)
        layouts = self._task.layouts.get(path, ())
        try:
            found = matched(workbook, self._book, self._assessment, self._ids, self._task.answers, layouts)
        except NothingFound as problem:
            tabs = tuple(map(TabView.of, workbook.tabs))
            unread = tuple(tab.name for tab in workbook.tabs if tab.rows)
            return Planned(Preview(workbook.file, self._book.year, (), (), unread, tabs), (), problem)
        changes = found.changes()
        self._take(changes)
        return Planned(found, changes)

    def _take(self, changes: Sequence[Change]) -> None:
        self._book.take(changes)
        for change in changes:
            if change.before is None:
                self._ids[change.sheet] = max(self._ids.get(change.sheet, 1), change.row + 1)


def _read(path: Path, passwords: Sequence[str]) -> Workbook:
    """A workbook's cells. Raises the Problems of `read_workbook`, and MemoryError however it was met."""
    try:
        return read_workbook(path, passwords)
    except DamagedWorkbook as problem:
        if _starved(problem):
            raise MemoryError from problem
        raise
    except (Problem, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # A panic of calamine is no Exception.
        if _starved(error):
            raise MemoryError from error
        raise DamagedWorkbook(path=path.name) from error


def _starved(error: BaseException | None) -> bool:
    """Whether an error comes of want of memory; parsers written in C have errors of their own for that."""
    while error is not None:
        if isinstance(error, MemoryError) or "memory" in str(error.args).lower():
            return True
        error = error.__cause__ or error.__context__
    return False
