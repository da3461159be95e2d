"""An open file as it can be asked: its years, rows, standards, assessments, findings and forms. Nothing is changed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from street_desk.domain.book import Book
from street_desk.domain.catalogue import REGISTERS, SHEETS
from street_desk.domain.catalogue.own_columns import with_own
from street_desk.domain.checks import Finding
from street_desk.domain.kinds import Reference, References, Value
from street_desk.domain.ledger import Ledger
from street_desk.domain.problems import BadPack, NotKept, UnknownStandard, UnknownYear
from street_desk.domain.remembering import Original, Remembered
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.columns import figures_sheet
from street_desk.domain.standards.pack import Standard
from street_desk.exchange import packs
from street_desk.language import current
from street_desk.store import Store
from street_desk.store.history import ValueEntry

if TYPE_CHECKING:
    from street_desk.domain.documents import Paper
    from street_desk.domain.forms import Options
    from street_desk.exchange.apart import Proceed
    from street_desk.exchange.batch import Batch, Task
    from street_desk.exchange.filling import Filled
    from street_desk.exchange.importing import Layout


class OpenFile:
    """What a Session knows of its file; everything is worked out when first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ledger = Ledger(self._load, self.standard)
        self._years: dict[int, Row] = {}
        self._read_years()

    def close(self) -> None:
        self._store.close()

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def store(self) -> Store:
        """For backups and verification."""
        return self._store

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    # Years and standards ----------------------------------------------------------------------------------

    def years(self) -> dict[int, Row]:
        """The rows of the years by year, the oldest first."""
        return dict(self._years)

    def newest_open_year(self) -> int:
        """The newest year that is still open. Raises UnknownYear where all are closed."""
        for year in sorted(self._years, reverse=True):
            if self._years[year]["state"] == "open":
                return year
        raise UnknownYear(year="", years=tuple(map(str, self._years)))

    def require_year(self, year: int) -> None:
        """Raises UnknownYear where the year was never opened."""
        if year not in self._years:
            raise UnknownYear(year=str(year), years=tuple(map(str, self._years)))

    def standard_text(self, year: int) -> str:
        """The text of a year's pack, as it was adopted. Raises UnknownYear, UnknownStandard."""
        self.require_year(year)
        name = str(self._years[year]["standard"])
        return self.pack_text(name)

    def pack_text(self, name: str) -> str:
        """The text of a pack that this file holds, else of one that comes with the program. Raises UnknownStandard."""
        held = self._store.standard_text(name)
        if held is not None:
            return held
        if name not in packs.shipped():
            raise UnknownStandard(name=name, choices=tuple(self._pack_ids()))
        return packs.pack_text(name)

    def standards(self) -> dict[str, Standard]:
        """Every Standard that can be adopted by its id: the file's own first, then those of the program.

        One that cannot be read any more is left out; adopting it by its id says why.
        """
        found: dict[str, Standard] = {}
        for name in self._pack_ids():
            with suppress(BadPack):
                found[name] = self.standard_by_id(name)
        return found

    def _pack_ids(self) -> list[str]:
        return list(dict.fromkeys((*self._store.standard_ids(), *packs.shipped())))

    def standard_by_id(self, name: str) -> Standard:
        """A Standard that this file holds, else one that comes with the program. Raises UnknownStandard, BadPack."""
        return packs.standard_of(self.pack_text(name), name)

    def assessed_by(self, year: int, standard: Standard) -> Assessment:
        """The year's rows under another Standard; nothing is kept. Raises UnknownYear."""
        prior = self._ledger.book(year - 1) if year - 1 in self._years else None
        return Assessment(standard, self.book(year), prior)

    def require_history(self, year: int) -> None:
        """Raises UnknownYear for a year that is neither in the file nor before its first one."""
        if year >= min(self._years):
            self.require_year(year)

    def standard(self, year: int) -> Standard:
        """The Standard of a year, as it was adopted. Raises UnknownYear, UnknownStandard."""
        self.require_year(year)
        name = str(self._years[year]["standard"])
        text = self._store.standard_text(name)
        if text is None:
            raise UnknownStandard(name=name, choices=tuple(packs.shipped()))
        return packs.standard_of(text, name)

    # Rows -------------------------------------------------------------------------------------------------

    def sheet(self, name: str, year: int) -> Sheet:
        """A sheet as this year has it: with the county's own columns, the figures with the Standard's settings."""
        sheet = SHEETS[name]
        if name != "figures":
            return with_own(sheet, self.book(year).rows("own_columns"))
        return figures_sheet(self.standard(year), self.book(year).figures, year)

    def book(self, year: int) -> Book:
        """The rows of a year. Raises UnknownYear."""
        self.require_year(year)
        return self._ledger.book(year)

    def _load(self, year: int) -> Book:
        return Book(year, {name: self._store.rows(name, year) for name in SHEETS})

    def assessment(self, year: int) -> Assessment:
        """The year's Lines. Raises UnknownYear."""
        self.require_year(year)
        return self._ledger.assessment(year)

    def findings(self, year: int) -> list[Finding]:
        """What the checks notice, errors first. Raises UnknownYear."""
        self.require_year(year)
        return self._ledger.findings(year)

    def findings_at(self, year: int, sheet: str, row: int) -> list[Finding]:
        """What the checks notice on one row, the gravest first."""
        return self._ledger.kept(year).at((sheet, row))

    def value(self, year: int, sheet: str, row: Row, column: Column) -> Value:
        """A cell's value, worked out where the column is derived."""
        if column.derived:
            return self.assessment(year).value(sheet, int(row["id"]), column.key)
        return row.get(column.key)

    def next_id(self, sheet: str) -> int:
        return self._store.next_id(sheet)

    # Where values come from -------------------------------------------------------------------------------

    def origin(self, sheet: str, row: int, key: str) -> list[ValueEntry]:
        """The entry that made a value what it is, with its place in the workbook where it was imported.

        Where the row was carried from the year before, what made the value there follows. Empty where nothing did.
        """
        found: list[ValueEntry] = []
        before: int | None = None
        while (one := self._store.made_by(sheet, row, key, before)) is not None:
            if found and one.after != found[-1].after and not _refers(sheet, key):
                # Carried, but from another value: a figure as it stood at the year's end.
                break
            found.append(one)
            if one.carried is None:
                break
            row, before = one.carried.row, one.entry.id
        return found

    def history_of(self, sheet: str, row: int, key: str, most: int | None = None) -> list[ValueEntry]:
        """Every entry that set a value, the newest first; not more than `most` of them."""
        return self._store.history_of(sheet, row, key, most)

    def remembered(self) -> list[Remembered]:
        """The mappings of workbooks that were confirmed, the newest first."""
        return self._store.remembered()

    def originals(self) -> list[Original]:
        """The workbooks that were imported, the newest first, and whether their contents are kept."""
        return self._store.originals()

    def original(self, edit: int, place: int) -> bytes:
        """An imported workbook, byte for byte. Raises NotKept."""
        content = self._store.original(edit, place)
        if content is None:
            named = [one.file for one in self.originals() if (one.edit, one.place) == (edit, place)]
            raise NotKept(file=next(iter(named), f"#{edit}"))
        return content

    # Files in and out -------------------------------------------------------------------------------------

    def plan_import(
        self,
        year: int,
        workbooks: Sequence[Path],
        answers: Mapping[str, str],
        passwords: Sequence[str] = (),
        proceed: Proceed | None = None,
        layouts: Mapping[Path, Sequence[Layout]] | None = None,
    ) -> Batch:
        """What workbooks would bring into a year; nothing is written. A year before the first one may be new.

        It is worked out in a process of its own; `proceed` is told how far it is, and stops it by answering False.
        `layouts` say by workbook how tables lie in its tabs, where that was recognised otherwise.

        Raises UnknownYear, the Problems of `standard`, and Cancelled where it was stopped. A workbook's own Problem is
        in the batch.
        """
        from street_desk.exchange.apart.parent import plan

        task = _task(self, year, workbooks, passwords)
        task = replace(task, answers=dict(answers), layouts=layouts or {})
        return replace(plan(task, proceed), year_is_new=year not in self._years)

    def fill_workbook(
        self, year: int, workbook: Path, to: Path, *, unmasked: bool = False, proceed: Proceed | None = None
    ) -> Filled:
        """Writes a year's figures into a copy of a workbook. Raises UnknownYear and the Problems of `filling.fill`."""
        from street_desk.exchange.filling import fill

        self.require_year(year)
        before = self.assessment(year - 1) if year - 1 in self._years else None
        task = _task(self, year, [workbook])
        return fill(task, self.assessment(year), before, to, unmasked=unmasked, proceed=proceed)

    def papers(
        self, form: str, year: int, options: Options | None = None, *, date: datetime.date | None = None
    ) -> tuple[Paper, ...]:
        """A form of a year, filled and laid out, dated today unless said.

        "submission" gives all that goes to the county. Raises UnknownForm, UnknownYear.
        """
        from street_desk.domain.forms import fill

        return fill(form, self.assessment(year), date=date or datetime.date.today(), options=options)

    def _read_years(self) -> None:
        self._years = {
            int(row["year"]): row
            for row in sorted(self._store.rows("years").values(), key=lambda r: int(r["year"]))
        }
        self._ledger.keep(self._years)


def _task(file: OpenFile, year: int, workbooks: Sequence[Path], passwords: Sequence[str] = ()) -> Task:
    """What another process needs to match workbooks to a year."""
    from street_desk.exchange.batch import Task, once
    from street_desk.exchange.importing.vocabulary import SHEETS as SHEETS_READ

    years = file.years()
    own = {row["id"]: row for row in file.book(max(year, min(years))).rows("own_columns")}
    known = {"office": file.store.rows("office"), "own_columns": own}
    book, prior, standard = Book(year, known), None, None
    if year in years:
        file.standard(year)
        book, standard = file.book(year), (file.standard_text(year), str(years[year]["standard"]))
        prior = file.book(year - 1) if year - 1 in years else None
    else:
        file.require_history(year)
    SHEETS_READ.use(book.rows("own_columns"))
    return Task(
        tuple(once(workbooks)),
        book.copy(),
        prior.copy() if prior is not None else None,
        standard,
        {sheet.name: file.next_id(sheet.name) for sheet in REGISTERS},
        {},
        tuple(passwords),
        current(),
        remembered=tuple(file.remembered()),
    )


def _refers(sheet: str, key: str) -> bool:
    """Whether a column names a row: each year has its own."""
    return key in SHEETS[sheet] and isinstance(SHEETS[sheet][key].kind, (Reference, References))
