"""A Ledger: the years of a file held in memory, each with its Book, Assessment and findings, brought along by Edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from street_desk.domain.book import Book
from street_desk.domain.checks import Finding, Kept, kept
from street_desk.domain.edits import Change
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.pack import Standard

Touched = frozenset[tuple[str, int]]


class Ledger:
    """Everything is made when first asked for. `load` reads a year's rows, `standard` gives its Standard."""

    def __init__(self, load: Callable[[int], Book], standard: Callable[[int], Standard]) -> None:
        self._load = load
        self._standard = standard
        self.years: frozenset[int] = frozenset()
        self._books: dict[int, Book] = {}
        self._assessments: dict[int, Assessment] = {}
        self._findings: dict[int, Kept] = {}

    def book(self, year: int) -> Book:
        if year not in self._books:
            self._books[year] = self._load(year)
        return self._books[year]

    def assessment(self, year: int) -> Assessment:
        """The year's Lines; last year's stars and funds are read from the year before where the file has it."""
        if year not in self._assessments:
            prior = self.book(year - 1) if year - 1 in self.years else None
            self._assessments[year] = Assessment(self._standard(year), self.book(year), prior)
        return self._assessments[year]

    def findings(self, year: int) -> list[Finding]:
        """What the checks notice, errors first."""
        return self.kept(year).all()

    def kept(self, year: int) -> Kept:
        """What the checks notice, to be asked row by row."""
        if year not in self._findings:
            self._findings[year] = kept(self.assessment(year))
        return self._findings[year]

    def keep(self, years: Iterable[int]) -> None:
        """Takes the years of the file as they are now: those gone are forgotten, and what reads the year before is
        worked out anew."""
        self.years = frozenset(years)
        for year in set(self._books) - self.years:
            del self._books[year]
        self._assessments.clear()
        self._findings.clear()

    def take(self, changes: tuple[Change, ...]) -> tuple[dict[int, Touched], dict[int, Touched]]:
        """Follows an Edit; returns by year the rows touched, and those of which something else is noticed now.

        A year is missing among the latter where its findings are to be made anew.
        """
        touched: dict[int, Touched] = {}
        noticed: dict[int, Touched] = {}
        for year, book in self._books.items():
            taken = book.take(changes)
            if taken:
                held = self._assessments.get(year)
                touched[year] = frozenset(
                    held.follow(taken) if held is not None else ((c.sheet, c.row) for c in taken)
                )
                if year in self._findings:
                    moved = {c.sheet for c in taken if c.before is None or c.after is None}
                    noticed[year] = frozenset(self._findings[year].follow(touched[year], moved))
        for year in [y + 1 for y, rows in touched.items() if y + 1 in self._assessments and _is_read(rows)]:
            # That year reads this one's stars and approved funds.
            del self._assessments[year]
            self._findings.pop(year, None)
            noticed.pop(year, None)
            book = self._books[year]
            every = frozenset((sheet, row) for sheet in ("communities", "workers") for row in book.ids(sheet))
            touched[year] = touched.get(year, frozenset()) | every
        return touched, noticed


def _is_read(rows: Touched) -> bool:
    """Whether the year after reads any of these rows when it is worked out: it reads no premises and no duties."""
    return any(sheet in ("communities", "workers", "figures") for sheet, _row in rows)
