"""Assessing: a Standard applied to a Book, giving Lines by sheet and row; one pass gives amounts and explanations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from street_desk.domain import roster
from street_desk.domain.book import Book
from street_desk.domain.edits import Change
from street_desk.domain.kinds import Money
from street_desk.domain.overrides import in_units, overrides_of, set_by_hand
from street_desk.domain.sheets import Row
from street_desk.domain.standards.facts import (
    WHOLE_YEAR,
    dated_values,
    labels,
    prefixed,
    row_facts,
    wanted_of,
)
from street_desk.domain.standards.pack import Item, Standard
from street_desk.domain.standards.rules.sharing import Pool, Pooled, Reached
from street_desk.domain.standards.running import amounts, own_line, payers, run_items
from street_desk.domain.standards.working import Line, Missing, Run, Step, in_force
from street_desk.language import N_, Words, message


class _Wanted(NamedTuple):
    """Which facts a Standard reads of a kind of row: its own, its community's, last year's, the star that pays."""

    own: frozenset[str]
    community: frozenset[str]
    last: frozenset[str]
    star: bool

    @classmethod
    def of(cls, names: frozenset[str]) -> _Wanted:
        return cls(names, wanted_of(names, "community"), wanted_of(names, "last"), "pay_star" in names)


class Assessment:
    """The Lines of one year, each row's worked out when first asked for and kept until an Edit bears on it.

    `prior` is the year before, None where the file has none.
    """

    def __init__(self, standard: Standard, book: Book, prior: Book | None) -> None:
        self.standard = standard
        self.book = book
        self.prior = prior
        self._labels: Mapping[str, Words] = labels(standard)
        self._wanted = {sheet: _Wanted.of(names) for sheet, names in standard.reads_of.items()}
        self._forget_all()

    # What came out ---------------------------------------------------------------------------------------------------

    def lines(self, sheet: str, row_id: int) -> dict[str, Line]:
        """The Lines of one row by the key of their derived column; none for a row that is not there."""
        held = self._lines.get((sheet, row_id))
        if held is None:
            row = self.book.row(sheet, row_id) if sheet in self._wanted else None
            if row is None:
                return {}
            run = self._run(sheet, row)
            items = run_items(run) if run is not None else {}
            held = self._lines[sheet, row_id] = {**self._own(sheet, row, items), **items}
        return held

    def amounts(self, sheet: str, row_id: int) -> dict[str, Any]:
        """The values of the Standard's items of one row, without any words."""
        held = self._amounts.get((sheet, row_id))
        if held is None:
            row = self.book.row(sheet, row_id)
            run = self._run(sheet, row) if row is not None else None
            held = self._amounts[sheet, row_id] = amounts(run) if run is not None else {}
        return held

    def run(self, sheet: str, row_id: int) -> Run | None:
        """A run on a row, for asking what it would get if something were different."""
        row = self.book.row(sheet, row_id)
        return self._run(sheet, row) if row is not None else None

    def paid(self, sheet: str, row_id: int, key: str) -> dict[str, int]:
        """Who pays how much of a row's item, in fen, by payer; empty where the Standard does not say."""
        item = self.standard.items_of.get(sheet, {}).get(key)
        run = self.run(sheet, row_id) if item is not None else None
        return payers(run, item) if run is not None and item is not None else {}

    def shares(self, item: Item) -> dict[str, int]:
        """Who pays how much of an item over all rows, in fen, by payer."""
        found: dict[str, int] = {}
        for row_id in self.book.ids(item.rows):
            run = self.run(item.rows, row_id)
            for payer, fen in payers(run, item).items() if run is not None else ():
                found[payer] = found.get(payer, 0) + fen
        return found

    def value(self, sheet: str, row_id: int, key: str) -> Any:
        """A derived value as its column holds it, None where it cannot be told."""
        if key in self.standard.items_of.get(sheet, ()):
            return self.amounts(sheet, row_id).get(key)
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
                touched |= {("workers", int(w["id"])) for w in self.book.workers_of(change.row)}
            if change.sheet == "workers":
                # Their communities count heads and name their secretaries.
                worker = self.book.row("workers", change.row) or {}
                sides = (worker, change.before or {}, change.after or {})
                touched |= {("communities", home) for side in sides if (home := side.get("community"))}
        if self._pools and any(sheet in self._wanted for sheet, _row in touched):
            # Who shares a pool gets another share when anyone comes to it, goes or weighs otherwise.
            self._pools.clear()
            touched |= {(sheet, row) for sheet in self._wanted for row in self.book.ids(sheet)}
        for place in touched:
            self._lines.pop(place, None)
            self._amounts.pop(place, None)
        return touched

    def _forget_all(self) -> None:
        self._lines: dict[tuple[str, int], dict[str, Line]] = {}
        self._amounts: dict[tuple[str, int], dict[str, Any]] = {}
        self._pools: dict[int, Pooled] = {}
        figures = self.book.figures
        last = self.prior.figures if self.prior is not None else {}
        self._common: dict[str, Any] = {f"setting.{k}": v for k, v in self.standard.chosen(figures).items()}
        self._dated: dict[str, list[tuple[int, Any]]] = {}
        for index in self.standard.indexes:
            before = f"last.{index.id}"
            for name, held in (
                (index.id, figures.get(index.id)),
                (before, figures.get(before, last.get(index.id))),
            ):
                if held is not None:
                    self._common[name] = index.amount(held)
            changes = dated_values(figures, index.id, self.book.year)
            if changes:
                self._dated[index.id] = [(month, index.amount(held)) for month, held in changes]

    # Working it out --------------------------------------------------------------------------------------------------

    def _run(self, sheet: str, row: Row) -> Run | None:
        """A run on one row's facts; None for a worker without a community."""
        wanted = self._wanted[sheet]
        facts = row_facts(sheet, row, wanted.own)
        community = row
        if sheet == "communities" and "months_in_post" in wanted.own:
            facts["months_in_post"] = WHOLE_YEAR
        if sheet == "workers":
            found = self.book.row("communities", row.get("community") or 0)
            if found is None:
                return None
            community = found
            months = roster.months_in_post(row, self.book.year)
            facts["months"], facts["months_in_post"] = len(months), months
            if self._dated and months:
                # A month's pay is that of the first month in post; later changes are split by month.
                facts |= in_force(self._dated, months[0])
            if wanted.community:
                facts |= prefixed("community", row_facts("communities", community, wanted.community))
        if wanted.last:
            prior = self.prior_row(row) if sheet == "communities" else self.prior_worker(row)
            facts |= prefixed("last", row_facts(sheet, prior or {}, wanted.last))
        if wanted.star and (star := self._rating(community)[0]) is not None:
            facts["pay_star"] = star

        def pools(pool: Pool) -> tuple[int, Pooled]:
            return int(row["id"]), self._pool(sheet, pool)

        run = Run(self.standard, sheet, facts, self._common, self._labels, self._dated, pools)
        if set_by_hand(row):
            items = self.standard.items_of[sheet]
            run.overrides = {
                key: (in_units(by_hand.value, items[key].unit), by_hand.reason)
                for key, by_hand in overrides_of(row).items()
                if key in items
            }
        return run

    def _pool(self, sheet: str, pool: Pool) -> Pooled:
        """The rows that share a pool: those whose item comes to it, whatever was set by hand in its place."""
        held = self._pools.get(id(pool))
        if held is None:
            items = self.standard.items_of[sheet].values()
            item = next(i for i in items if any(form is pool for form in i.rule.within()))
            weights = {}
            for row in self.book.rows(sheet):
                run = self._run(sheet, row)
                if run is None:
                    continue
                run.weighing = pool
                try:
                    run.given(item)
                except Reached as reached:
                    weights[int(row["id"])] = reached.weight
                except Missing:
                    continue
            held = self._pools[id(pool)] = Pooled(weights)
        return held

    def _own(self, sheet: str, row: Row, items: Mapping[str, Line]) -> dict[str, Line]:
        """What the program works out from the sheets themselves, whatever the Standard."""
        if sheet == "workers":
            return {"change": _change(row.get("former_pay"), items.get("month_pay"))}
        workers = self.book.workers_of(int(row["id"]))
        day = roster.counting_day(self.book.figures, self.book.year)
        committees, public = roster.heads(workers, day)
        counted = message(N_("counted in the sheet Workers on {day}"), day=day.isoformat())
        names = "、".join(roster.secretaries(workers, day)) or None
        return {
            "pay_star": self._pay_star(row),
            "committee_actual": own_line(
                "committee_actual", committees, Step("", counted, committees, "count")
            ),
            "public_posts_actual": own_line(
                "public_posts_actual", public, Step("", counted, public, "count")
            ),
            "secretary": own_line("secretary", names, Step("", counted)),
        }

    def _rating(self, row: Row) -> tuple[int | None, int]:
        """The star that pays and the year it was given in: last year's where the setting says so and the file has it,
        else this year's (S5)."""
        if self._common.get("setting.star_year") == "last":
            before = self.prior_row(row)
            if before is not None and before.get("star") is not None:
                return before["star"], self.book.year - 1
        return row.get("star"), self.book.year

    def _pay_star(self, row: Row) -> Line:
        setting = self.standard.setting.get("star_year")
        clause = setting.clause if setting is not None else ""
        star, year = self._rating(row)
        if star is None:
            return own_line("pay_star", None, Step(clause, message(N_("no star rating is entered"))))
        said = message(N_("the rating of {year}: {star} stars"), year=str(year), star=star)
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
    rounded = rate.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
    said = message(
        N_("from {former} to {pay} yuan a month"),
        former=Money().format(former),
        pay=Money().format(month_pay.value),
    )
    return own_line("change", rounded, Step("", said, rounded, "rate"))
