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
    """The Lines of one year, each row's worked out when first asked for and kept until an Edit bears on it.

    `prior` is the year before, None where the file has none.
    """

    def __init__(self, standard: Standard, book: Book, prior: Book | None) -> None:
        self.standard = standard
        self.book = book
        self.prior = prior
        self._labels: Mapping[str, Words] = labels(standard)
        self._forget_all()

    # What came out ---------------------------------------------------------------------------------------------------

    def lines(self, sheet: str, row_id: int) -> dict[str, Line]:
        """The Lines of one row by the key of their derived column; none for a row that is not there."""
        if sheet not in self._lines:
            return {}
        held = self._lines[sheet].get(row_id)
        if held is None:
            row = self.book.row(sheet, row_id)
            if row is None:
                return {}
            held = self._community(row) if sheet == "communities" else self._worker(row)
            self._lines[sheet][row_id] = held
        return held

    def value(self, sheet: str, row_id: int, key: str) -> Any:
        """A derived value as its column holds it, None where it cannot be told."""
        line = self.lines(sheet, row_id).get(key)
        return None if line is None else line.value

    def total(self, sheet: str, key: str) -> int:
        """The sum of a money or count item over all rows."""
        return sum(self.value(sheet, row_id, key) or 0 for row_id in self.book.ids(sheet))

    def totals(self) -> dict[str, int]:
        """The sum of every money and count item of the Standard."""
        return {i.key: self.total(i.rows, i.key) for i in self.standard.items if i.unit in ("money", "count")}

    # Keeping up ------------------------------------------------------------------------------------------------------

    def follow(self, changes: Iterable[Change]) -> set[tuple[str, int]]:
        """Forgets what these Changes to the Book (already taken) bear on; returns those rows."""
        touched: set[tuple[str, int]] = set()
        for change in changes:
            touched.add((change.sheet, change.row))
            if change.sheet == "figures":
                self._forget_all()
                return touched | {(s, row) for s in ("communities", "workers") for row in self.book.ids(s)}
            if change.sheet == "communities":
                self._facts.pop(change.row, None)
                touched |= {("workers", int(w["id"])) for w in self.book.workers_of(change.row)}
            if change.sheet == "workers":
                # Their communities count heads and name their secretaries.
                worker = self.book.row("workers", change.row) or {}
                sides = (worker, change.before or {}, change.after or {})
                touched |= {("communities", home) for side in sides if (home := side.get("community"))}
        for sheet, row_id in touched:
            self._lines.get(sheet, {}).pop(row_id, None)
        return touched

    def _forget_all(self) -> None:
        self._lines: dict[str, dict[int, dict[str, Line]]] = {"communities": {}, "workers": {}}
        self._facts: dict[int, dict[str, Any]] = {}
        figures = self.book.figures
        self._of_year: dict[str, Any] = {f"setting.{k}": v for k, v in self.standard.chosen(figures).items()}
        self._of_year |= {
            index.id: Decimal(figures[index.id]) / FEN
            for index in self.standard.indexes
            if figures.get(index.id) is not None
        }

    # Working it out --------------------------------------------------------------------------------------------------

    def _community_facts(self, row: Row) -> dict[str, Any]:
        held = self._facts.get(int(row["id"]))
        if held is None:
            held = row_facts(COMMUNITIES, row)
            star = self._pay_star(row).value
            if star is not None:
                held["pay_star"] = star
            self._facts[int(row["id"])] = held
        return held

    def _community(self, row: Row) -> dict[str, Line]:
        workers = self.book.workers_of(int(row["id"]))
        day = roster.counting_day(self.book.figures, self.book.year)
        committees, public = roster.heads(workers, day)
        counted = message(N_("counted in the sheet Workers on {day}"), day=day.isoformat())
        names = "、".join(roster.secretaries(workers, day)) or None
        facts = {**self._community_facts(row), **self._of_year}
        return {
            "pay_star": self._pay_star(row),
            "committee_actual": own_line(
                "committee_actual", committees, Step("", counted, committees, "count")
            ),
            "public_posts_actual": own_line(
                "public_posts_actual", public, Step("", counted, public, "count")
            ),
            "secretary": own_line("secretary", names, Step("", counted)),
            **run_items(self.standard, "communities", facts, self._labels),
        }

    def _worker(self, row: Row) -> dict[str, Line]:
        community = self.book.row("communities", row.get("community") or 0)
        if community is None:
            return {}
        facts = row_facts(WORKERS, row)
        facts["months"] = roster.months(row, self.book.year)
        of_community = self._community_facts(community)
        facts.update((f"community.{key}", value) for key, value in of_community.items())
        if "pay_star" in of_community:
            facts["pay_star"] = of_community["pay_star"]
        facts.update(self._of_year)
        lines = run_items(self.standard, "workers", facts, self._labels)
        lines["change"] = _change(row.get("former_pay"), lines.get("month_pay"))
        return lines

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
