"""Comparing: what a year asks for against what was approved the year before, as the funding form has it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from street_desk.domain.forms.form import Source
from street_desk.domain.forms.funding import FUNDING
from street_desk.domain.standards.assessing import Assessment

_COLUMNS = {column.key: column for column in FUNDING.columns}


@dataclass(frozen=True, slots=True)
class Compared:
    """The sum of the form's column 增减, and of how many communities it is.

    `approved` is the sum of 上年批复; None where some community has none, for the two then are not of the same ones.
    """

    difference: Decimal
    approved: Decimal | None
    communities: int


def compared(assessment: Assessment) -> Compared | None:
    """None where no community can be compared."""
    sources = [Source(assessment, "communities", row) for row in assessment.book.rows("communities")]
    differences = [value for s in sources if isinstance(value := _COLUMNS["difference"].value(s), Decimal)]
    if not differences:
        return None
    approved = [value for s in sources if isinstance(value := _COLUMNS["prior_approved"].value(s), Decimal)]
    whole = len(differences) == len(sources)
    return Compared(
        sum(differences, Decimal(0)), sum(approved, Decimal(0)) if whole else None, len(differences)
    )
