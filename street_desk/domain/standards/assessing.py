"""Assessing: a Standard applied to a Book, giving Lines by sheet and row; one pass gives amounts and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from street_desk.domain import roster
from street_desk.domain.book import Book
from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.edits import Change
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.sheets import Row
from street_desk.domain.standards.facts import labels, row_facts
from street_desk.domain.standards.pack import Standard
from street_desk.domain.standards.running import own_line, run_items
from street_desk.domain.standards.working import Line, Step
from street_desk.language import N_, Words, message


class Assessment:
    """The Lines of one year. `prior` is the year before, None where the file has none."""

    def __init__(self, standard: Standard, book: Book, prior: Book | None) -> None:
        self.standard = standard
        self.book = book
        self.prior = prior
        self._labels: Mapping[str, Words] = labels(standard)
        self._lines: dict[str, dict[int, dict[str, Line]]] = {"communities": {}, "workers": {}}
        self.reassess_all()

    # What came out ---------------------------------------------------------------------------------------------------

    def lines(self, sheet: str, row_id: int) -> dict[str, Line]:
        """The Lines of one row by the key of their derived column."""
        return self._lines.get(sheet, {}).get(row_id, {})

    def value(self, sheet: str, row_id: int, key: str) -> Any:
        """A derived value as its column holds it, None where it cannot be told."""
        line = self.lines(sheet, row_id).get(key)
        return None if line is None else line.value

    def total(self, sheet: str, key: str) -> int:
        """The sum of a money or count item over all rows."""
        return sum(
            line.value or 0 for lines in self._lines[sheet].values() if (line := lines.get(key)) is not None
        )

    def totals(self) -> dict[str, int]:
        """The sum of every money and count item of the Standard."""
        return {i.key: self.total(i.rows, i.key) for i in self.standard.items if i.unit in ("money", "count")}

    # Working it out --------------------------------------------------------------------------------------------------

    def reassess_all(self) -> None:
        """Works out the whole year."""
        self._facts_of_year = self._year_facts()
        self._lines = {"communities": {}, "workers": {}}
        self.reassess(self.book.ids("communities"))

    def reassess(self, communities: Iterable[int]) -> set[tuple[str, int]]:
        """Works out these communities and everyone in them anew; returns the rows touched."""
        touched: set[tuple[str, int]] = set()
        workers: dict[int, list[Row]] = {c: [] for c in communities}
        for worker in self.book.rows("workers"):
            if worker.get("community") in workers:
                workers[worker["community"]].append(worker)
        for community, people in workers.items():
            row = self.book.row("communities", community)
            if row is None:
                self._lines["communities"].pop(community, None)
                continue
            facts = self._community(row, people)
            touched.add(("communities", community))
            for worker in people:
                self._worker(worker, facts)
                touched.add(("workers", int(worker["id"])))
        return touched

    def follow(self, changes: Iterable[Change]) -> set[tuple[str, int]]:
        """Works out anew what these Changes to the Book (already taken) bear on; returns the rows touched."""
        communities: set[int] = set()
        touched: set[tuple[str, int]] = set()
        for change in changes:
            touched.add((change.sheet, change.row))
            if change.sheet == "figures":
                self.reassess_all()
                return {(sheet, row) for sheet, lines in self._lines.items() for row in lines} | touched
            if change.sheet == "communities":
                communities.add(change.row)
            if change.sheet == "workers":
                worker = self.book.row("workers", change.row) or {}
                homes = (
                    worker.get("community"),
                    *((side or {}).get("community") for side in (change.before, change.after)),
                )
                communities |= {home for home in homes if home}
                if not worker.get("community"):
                    self._lines["workers"].pop(change.row, None)
        return touched | self.reassess(communities)

    def _year_facts(self) -> dict[str, Any]:
        figures = self.book.figures
        facts: dict[str, Any] = {f"setting.{k}": v for k, v in self.standard.chosen(figures).items()}
        for index in self.standard.indexes:
            if figures.get(index.id) is not None:
                facts[index.id] = Decimal(figures[index.id]) / FEN
        return facts

    def _community(self, row: Row, workers: list[Row]) -> dict[str, Any]:
        """Assesses a community; returns what its workers' rules may read of it."""
        day = roster.counting_day(self.book.figures, self.book.year)
        committees, public = roster.heads(workers, day)
        counted = message(N_("counted in the sheet Workers on {day}"), day=day.isoformat())
        names = "、".join(roster.secretaries(workers, day)) or None
        star = self._pay_star(row)
        own = {
            "pay_star": star,
            "committee_actual": own_line(
                "committee_actual", committees, Step("", counted, committees, "count")
            ),
            "public_posts_actual": own_line(
                "public_posts_actual", public, Step("", counted, public, "count")
            ),
            "secretary": own_line("secretary", names, Step("", counted)),
        }
        facts = row_facts(COMMUNITIES, row)
        if star.value is not None:
            facts["pay_star"] = star.value
        lines = run_items(self.standard, "communities", {**facts, **self._facts_of_year}, self._labels)
        self._lines["communities"][int(row["id"])] = {**own, **lines}
        return {f"community.{k}": v for k, v in facts.items()} | {"pay_star": star.value}

    def _worker(self, row: Row, community: dict[str, Any]) -> None:
        facts = row_facts(WORKERS, row)
        facts["months"] = roster.months(row, self.book.year)
        facts.update((k, v) for k, v in community.items() if v is not None)
        lines = run_items(self.standard, "workers", {**facts, **self._facts_of_year}, self._labels)
        lines["change"] = _change(row.get("former_pay"), lines.get("month_pay"))
        self._lines["workers"][int(row["id"])] = lines

    def _pay_star(self, row: Row) -> Line:
        """The star that pays: last year's where the setting says so and the file has it, else this year's (S5)."""
        clause = self.standard.setting["star_year"].clause if "star_year" in self.standard.setting else ""
        if self.standard.chosen(self.book.figures).get("star_year") == "last":
            before = self.prior_row(row)
            if before is not None and before.get("star") is not None:
                said = message(
                    N_("the rating of {year}: {star} stars"),
                    year=str(self.book.year - 1),
                    star=before["star"],
                )
                return own_line("pay_star", before["star"], Step(clause, said, before["star"], "count"))
        star = row.get("star")
        if star is None:
            return own_line("pay_star", None, Step(clause, message(N_("no star rating is entered"))))
        said = message(N_("the rating of {year}: {star} stars"), year=str(self.book.year), star=star)
        return own_line("pay_star", star, Step(clause, said, star, "count"))

    def prior_row(self, row: Row) -> Row | None:
        """The community's row of the year before: the one it was carried from, else the one of its code or name."""
        if self.prior is None:
            return None
        if row.get("origin") and (carried := self.prior.row("communities", row["origin"])) is not None:
            return carried
        found = self.prior.named(str(row.get("code") or "")) or self.prior.named(str(row.get("name") or ""))
        return self.prior.row("communities", found[0]) if len(found) == 1 else None

    def prior_worker(self, row: Row) -> Row | None:
        return (
            self.prior.row("workers", row["origin"]) if self.prior is not None and row.get("origin") else None
        )


def _change(former: int | None, month_pay: Line | None) -> Line:
    """The worker's own change: this Standard's month against the month before it."""
    if not former or month_pay is None or month_pay.value is None:
        return own_line("change", None, Step("", message(N_("the former pay is not entered"))))
    rate = Decimal(month_pay.value - former) / Decimal(former)
    rounded = rate.quantize(Decimal("0.0001"))
    said = message(
        N_("from {former} to {pay} yuan a month"),
        former=Money().format(former),
        pay=Money().format(month_pay.value),
    )
    return own_line("change", rounded, Step("", said, rounded, "rate"))
