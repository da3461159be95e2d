"""Several workbooks planned as one import: each sees what those before it bring, and all come in as one Edit."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from street_desk.domain.book import Book
from street_desk.domain.catalogue import OFFICE
from street_desk.domain.edits import Change
from street_desk.domain.problems import Problem
from street_desk.domain.remembering import Remembered, Source
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.typing_in import Typed, typed_changes
from street_desk.exchange.importing import Layout, Preview, TabView, Unread, matched
from street_desk.exchange.importing.earlier import Earlier, Told
from street_desk.exchange.importing.leaving import Named, named_now, without
from street_desk.exchange.importing.missing import Missing, missing_rows, removing
from street_desk.exchange.importing.origins import source_of
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.packs import standard_of
from street_desk.exchange.problems import DamagedWorkbook, NothingFound
from street_desk.exchange.reading import WORKBOOK_ENDINGS as WORKBOOK_ENDINGS  # noqa: PLC0414  (given on)
from street_desk.exchange.reading import Workbook, read_workbook
from street_desk.language import ENGLISH, N_, Message, message


@dataclass(frozen=True, slots=True)
class Batch:
    """What a set of workbooks would bring: their previews in order, and the Problems of those that `failed`.

    `originals` are the workbooks previewed. `bare` shows the tabs of those that failed because no table was found in
    them. `year_is_new`: the file does not hold the year imported into.
    """

    previews: tuple[Preview, ...]
    problems: tuple[Problem, ...]
    failed: tuple[Path, ...]
    changes: tuple[Change, ...]
    originals: tuple[Path, ...] = ()
    bare: Mapping[Path, Preview] = field(default_factory=dict)
    year_is_new: bool = False

    @classmethod
    def of(cls, workbooks: Sequence[Path], outcomes: Sequence[Planned | Problem]) -> Batch:
        """The batch of workbooks and what became of each."""
        bad: list[tuple[Path, Problem]] = []
        good: dict[Path, Planned] = {}
        bare: dict[Path, Preview] = {}
        for path, one in zip(workbooks, outcomes, strict=True):
            if isinstance(one, Problem):
                bad.append((path, one))
            elif one.problem is not None:
                bad.append((path, one.problem))
                bare[path] = one.preview
            else:
                good[path] = one
        names = told_apart(workbooks)
        return cls(
            tuple(replace(one.preview, file=names[path]) for path, one in good.items()),
            tuple(problem for _path, problem in bad),
            tuple(path for path, _problem in bad),
            tuple(change for one in good.values() for change in one.changes()),
            tuple(good),
            bare=bare,
        )

    @property
    def what(self) -> Message:
        """The Edit in words."""
        return message(N_("Import {files}"), files=tuple(p.file for p in self.previews))

    @property
    def makes_year(self) -> int | None:
        """The year that the import makes, as history; None where the file holds it, or nothing comes in."""
        return self.previews[0].year if self.year_is_new and self.changes and self.previews else None

    @property
    def complete(self) -> bool:
        """Whether everything went in: nothing refused, asked, disagreeing, or unreadable."""
        return not self.problems and all(p.complete for p in self.previews)

    def leaving_out(self, rows: AbstractSet[Named]) -> Batch:
        """The batch without those rows, each named by file, tab and the cell that names it."""
        previews = without(self.previews, rows)
        return replace(
            self, previews=previews, changes=tuple(c for found in previews for c in found.changes())
        )

    def left_out(self, rows: AbstractSet[Named]) -> dict[Named, Named]:
        """Those of the rows left out that it has, as they are named now, each behind the name it was left out by."""
        return named_now(self.previews, rows)

    def sources(self) -> tuple[Source, ...]:
        """The workbooks and where the values that come in stood, as the file remembers them; none without originals."""
        if not self.originals:
            return ()
        made = {(change.sheet, change.row) for change in self.changes if change.after is not None}
        return tuple(
            source_of(found, original, made)
            for found, original in zip(self.previews, self.originals, strict=True)
        )

    def remembered(self, at: str) -> tuple[Remembered, ...]:
        """How the tables were read, to be remembered once they came in at that time; what is open is not confirmed."""
        settled = [found for found in self.previews if not found.questions]
        return tuple(one for found in settled for one in found.remembered(at))

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

    def missing(self, book: Book) -> tuple[Missing, ...]:
        """The rows of the year that no workbook names, where one could be expected to; offered for removal."""
        return tuple(missing_rows(self.previews, book))

    def removing(self, rows: AbstractSet[tuple[str, int]], book: Book) -> Batch:
        """The batch with those of the missing rows, each by sheet and id, removed in the same Edit.

        Raises RowInUse for a community that something stays in. To be asked for last: what is left out counts.
        """
        chosen = [(one.sheet, one.row) for one in self.missing(book) if (one.sheet, one.row) in rows]
        return replace(self, changes=(*self.changes, *removing(book, self.changes, chosen)))

    def to_json(self) -> list[dict[str, Any]]:
        """One entry a workbook, as the command prints it."""
        bad = [
            {"file": path.name, "problem": problem.text(), "regions": []}
            for path, problem in zip(self.failed, self.problems, strict=True)
        ]
        return [*(p.to_json() for p in self.previews), *bad]


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder by their ending, without what Excel and WPS keep while one is open. Raises OSError."""
    open_ones = ("~$", ".~")
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in WORKBOOK_ENDINGS and not path.name.startswith(open_ones)
    )


def once(workbooks: Iterable[Path]) -> list[Path]:
    """The workbooks, each once however it is named: one may be given by itself and with its folder."""
    found: dict[str, Path] = {}
    for path in workbooks:
        found.setdefault(os.path.normcase(os.path.realpath(path)), path)
    return list(found.values())


def told_apart(workbooks: Sequence[Path]) -> dict[Path, str]:
    """What workbooks are called, no two alike: their names, with as many folders as it takes where those are one."""
    names = Counter(path.name for path in workbooks)
    found = {path: path.name for path in workbooks}
    for name in (name for name, count in names.items() if count > 1):
        parts = {path: Path(os.path.realpath(path)).parts for path in workbooks if path.name == name}
        for depth in range(2, max(map(len, parts.values())) + 1):
            found |= {path: "/".join(some[-depth:]) for path, some in parts.items()}
            if len({found[path] for path in parts}) == len(parts):
                break
    return found


@dataclass(frozen=True, slots=True)
class Task:
    """All that planning workbooks needs, as plain data for another process.

    `book` holds the year's rows and `prior` last year's. `standard` is the text of the year's pack and its name, None
    where the year is new. `next_ids` are the next free row ids of "communities" and "workers", `answers` the texts of
    chosen options by question id. `brought` is what earlier workbooks of the same import bring, `told` the ids of the
    rows, by sheet, that they name, `earlier` their tables. `names` are what workbooks are called. `remembered` is how
    tables of earlier imports were confirmed. `layouts` say how tables lie in tabs that were recognised otherwise.
    `filling`: its one workbook is a template to be filled in, and nothing is planned.
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
    told: Mapping[str, AbstractSet[int]] = field(default_factory=dict)
    earlier: tuple[Told, ...] = ()
    names: Mapping[Path, str] = field(default_factory=dict)
    remembered: tuple[Remembered, ...] = ()
    layouts: Mapping[Path, Sequence[Layout]] = field(default_factory=dict)
    filling: bool = False


class Planned(NamedTuple):
    """What one workbook would bring; of one without a table its tabs and the `problem`."""

    preview: Preview
    problem: Problem | None = None

    def changes(self) -> tuple[Change, ...]:
        """The Changes; worked out where they are needed, for a preview takes a tenth of their room on its way."""
        return self.preview.changes()


class Planner:
    """Plans the workbooks of a Task one after another on a copy of the year's rows; a bad one changes nothing."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._assessment: Assessment | None = None
        if task.standard is not None:
            self._assessment = Assessment(standard_of(*task.standard), task.book, task.prior)
        self._book = task.book.copy()
        self._ids = dict(task.next_ids)
        self._told = dict(task.told)
        self._earlier = Earlier(task.earlier)
        self._last: Preview | None = None
        self._take(task.brought)
        SHEETS.use(task.book.rows("own_columns"))

    def planned(self, path: Path) -> Planned:
        """What the next workbook would bring. Raises its Problems, and MemoryError."""
        task = self._task
        if self._last is not None:
            self._take(self._last.changes())
            self._last = None
        workbook = read_apart(path, task.passwords)
        try:
            found = matched(
                workbook,
                self._book,
                self._assessment,
                self._ids,
                task.answers,
                task.layouts.get(path, ()),
                told=self._told,
                earlier=self._earlier,
                remembered=task.remembered,
            )
        except NothingFound as problem:
            tabs = tuple(map(TabView.of, workbook.tabs))
            unread = tuple(Unread(tab.name, problem.message) for tab in workbook.tabs if tab.rows)
            return Planned(Preview(workbook.file, self._book.year, (), (), unread, tabs), problem)
        for sheet, rows in found.told().items():
            self._told[sheet] = self._told.get(sheet, frozenset()) | rows
        if path != task.workbooks[-1]:
            self._earlier.add(task.names.get(path, path.name), found)
        self._last = found
        return Planned(found)

    def _take(self, changes: Sequence[Change]) -> None:
        self._book.take(changes)
        for change in changes:
            if change.before is None:
                self._ids[change.sheet] = max(self._ids.get(change.sheet, 1), change.row + 1)


def read_apart(path: Path, passwords: Sequence[str]) -> Workbook:
    """A workbook's cells. Raises the Problems of `read_workbook`, and MemoryError however it was met."""
    try:
        return read_workbook(path, passwords)
    except DamagedWorkbook as problem:
        if _starved(problem) or _near_the_limit():
            raise MemoryError from problem
        raise
    except (Problem, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # A panic of calamine is no Exception.
        if _starved(error) or _near_the_limit():
            raise MemoryError from error
        raise DamagedWorkbook(path=path.name) from error


_ROOM = 64 * 1024 * 1024
"""Who failed with less than this left of what it may take most likely failed for want of it."""


def _near_the_limit() -> bool:
    """Whether this process has taken nearly all that Linux grants it; libraries name the want as they like."""
    try:
        import resource

        granted = resource.getrlimit(resource.RLIMIT_AS)[0]
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmPeak"))
    except (ImportError, OSError, StopIteration):
        return False
    return granted != resource.RLIM_INFINITY and granted - int(peak) * 1024 < _ROOM


def _starved(error: BaseException | None) -> bool:
    """Whether an error comes of want of memory; parsers written in C have errors of their own for that."""
    while error is not None:
        if isinstance(error, MemoryError) or "memory" in str(error.args).lower():
            return True
        error = error.__cause__ or error.__context__
    return False
