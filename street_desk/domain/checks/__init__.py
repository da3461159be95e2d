"""Checks (审核): what the program notices in a year, as Findings. To add one, add it to the list of its file."""

from __future__ import annotations

from street_desk.domain.checks import communities, people, registers, standard, year
from street_desk.domain.checks.finding import SEVERITIES, Finding
from street_desk.domain.checks.keeping import Kept
from street_desk.domain.standards.assessing import Assessment

_CHECKS = (*year.CHECKS, *communities.CHECKS, *people.CHECKS, *registers.CHECKS, *standard.CHECKS)


def kept(assessment: Assessment) -> Kept:
    """The findings of a year, to be brought along by Edits."""
    return Kept(assessment, _CHECKS)


def check(assessment: Assessment) -> list[Finding]:
    """Every finding of a year: errors first, then what needs a note, then hints; each in the order of the sheets."""
    return kept(assessment).all()


__all__ = ["SEVERITIES", "Finding", "Kept", "check", "kept"]
