"""Problems of filling: templates that cannot be filled in, and places where the result cannot go."""

from __future__ import annotations

from street_desk.domain.problems import Problem
from street_desk.language import N_


class NotFillable(Problem):
    """A workbook of another format, or one that is encrypted."""

    what = N_("{path} cannot be filled in: it is not saved as .xlsx, or it has a password.")
    to_do = N_("Open it in Excel or WPS, save it as .xlsx without a password, and fill in that file.")


class NotOfRows(Problem):
    """A form of our own whose figures do not stand in one row a community."""

    what = N_("{path} is the form {form}, which has no row for each community.")
    to_do = N_("Export this form anew for the year instead of filling in the old one.")


class OtherEnding(Problem):
    what = N_("{path}: the filled copy of a workbook that ends in {ending} ends in {ending} too.")
    to_do = N_("Write it as {name}.")


class OntoItself(Problem):
    what = N_("{path} is the workbook itself; it is never written to.")
    to_do = N_("Give the filled copy another name or folder.")
