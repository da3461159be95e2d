"""Several workbooks planned as one import: each sees what those before it bring, and all come in as one Edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from street_desk.domain.book import Book
from street_desk.domain.catalogue import OFFICE
from street_desk.domain.edits import Change
from street_desk.domain.problems import Problem
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.typing_in import Typed, typed_changes
from street_desk.exchange.importing import Preview, preview
from street_desk.exchange.reading import WORKBOOK_ENDINGS as WORKBOOK_ENDINGS  # noqa: PLC0414  (given on)
from street_desk.language import N_, Message, message


@dataclass(frozen=True, slots=True)
class Batch:
    """What a set of workbooks would bring: their previews in order, and the Problems of those that cannot be read."""

    previews: tuple[Preview, ...]
    problems: tuple[Problem, ...]
    failed: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def what(self) -> Message:
        """The Edit in words."""
        return message(N_("Import {files}"), files=tuple(p.file for p in self.previews))

    @property
    def complete(self) -> bool:
        """Whether everything went in: nothing refused, asked, disagreeing, or unreadable."""
        return not self.problems and all(p.complete for p in self.previews)

    def leaving_out(self, rows: AbstractSet[tuple[str, str, int]]) -> Batch:
        """The batch without those rows, each named by file, tab and row number."""
        kept = tuple(
            change
            for found in self.previews
            for change in found.changes({(tab, row) for file, tab, row in rows if file == found.file})
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
            {"file": name, "problem": problem.text(), "regions": []}
            for name, problem in zip(self.failed, self.problems, strict=True)
        ]
        return [*(p.to_json() for p in self.previews), *bad]


def plan(
    workbooks: Sequence[Path],
    book: Book,
    assessment: Assessment | None,
    next_ids: Mapping[str, int],
    answers: Mapping[str, str],
) -> Batch:
    """Previews the workbooks one after another on a copy of the year's rows; a bad one changes nothing."""
    scratch = book.copy()
    ids = dict(next_ids)
    previews: list[Preview] = []
    problems: list[Problem] = []
    failed: list[str] = []
    changes: list[Change] = []
    for path in workbooks:
        try:
            found = preview(path, scratch, assessment, ids, answers)
        except Problem as problem:
            problems.append(problem)
            failed.append(path.name)
            continue
        previews.append(found)
        brought = found.changes()
        scratch.take(brought)
        changes += brought
        for change in brought:
            if change.before is None:
                ids[change.sheet] = max(ids[change.sheet], change.row + 1)
    return Batch(tuple(previews), tuple(problems), tuple(failed), tuple(changes))
