"""Funds: what a Standard gives communities and their workers in money, each with what all rows get together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from street_desk.domain.kinds import FEN
from street_desk.domain.standards.assessing import Assessment

TOTAL = "total_fund"
"""The item that adds a community's funds up."""
PAY = "finance_due"
_PAY_TITLE = "社区工作者报酬（财政应安排）"


@dataclass(frozen=True, slots=True)
class Fund:
    """One of them: its words, and the sheet and the key of its item."""

    title: str
    sheet: str
    key: str

    def known(self, assessment: Assessment) -> list[int]:
        """The rows whose amount can be told."""
        ids = assessment.book.ids(self.sheet)
        return [row for row in ids if assessment.value(self.sheet, row, self.key) is not None]

    def amount(self, assessment: Assessment) -> Decimal | None:
        """What all rows get together, in yuan; None where none can be told."""
        known = self.known(assessment)
        return Decimal(assessment.total(self.sheet, self.key)) / FEN if known else None

    def missing(self, assessment: Assessment) -> list[str]:
        """The names of the rows whose amount cannot be told yet, where others' can."""
        known = set(self.known(assessment))
        rows = assessment.book.rows(self.sheet)
        return [str(row.get("name") or "") for row in rows if int(row["id"]) not in known] if known else []


def funds_of(assessment: Assessment) -> list[Fund]:
    """The funds of the communities in the Standard's own words and order, then the pay that finance owes."""
    items = assessment.standard.items_of
    found = [
        Fund(item.text.zh, "communities", key)
        for key, item in items["communities"].items()
        if item.unit == "money" and key != TOTAL
    ]
    # Of pay, the item is one column of many.
    return [*found, Fund(_PAY_TITLE, "workers", PAY)] if PAY in items["workers"] else found
