"""Checks (审核): what the program notices in a year, as Findings. To add one, add it to the list of its file."""

from __future__ import annotations

from street_desk.domain.checks import communities, people, registers, standard, year
from street_desk.domain.checks.finding import SEVERITIES, Finding
from street_desk.domain.standards.assessing import Assessment

_CHECKS = (*year.CHECKS, *communities.CHECKS, *people.CHECKS, *registers.CHECKS, *standard.CHECKS)


def check(assessment: Assessment) -> list[Finding]:
    """Every finding of a year: errors first, then what needs a note, then hints; each in the order of the sheets."""
    found = [finding for one in _CHECKS for finding in one(assessment)]
    return sorted(found, key=lambda f: SEVERITIES.index(f.severity))


__all__ = ["SEVERITIES", "Finding", "check"]
