"""Looking back: a year beside the year before, and beside itself when it was submitted."""

from __future__ import annotations

from street_desk.domain.problems import Problem
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.then import Then, same_rows, year_before
from street_desk.language import N_, Words
from street_desk.open_file import OpenFile


class NoYearBefore(Problem):
    """The first year of a file has nothing to be compared with."""

    what = N_("The file has no year before {year}, so nothing can be compared with it.")
    to_do = N_("Import last year's workbooks into the year before first.")


class NeverSubmitted(Problem):
    """A year that nobody has submitted yet."""

    what = N_("{year} was never submitted, so there is nothing that changed since.")
    to_do = N_("Submit the year first.")


def last_year(session: OpenFile, year: int) -> Then:
    """The year before a year. Raises NoYearBefore."""
    if year - 1 not in session.years():
        raise NoYearBefore(year=str(year))
    return year_before(session.assessment(year), session.assessment(year - 1))


def as_submitted(session: OpenFile, year: int) -> Then:
    """A year as it stood when it was submitted last. Raises NeverSubmitted."""
    entry = _submission(session, year)
    if entry is None:
        raise NeverSubmitted(year=str(year))
    number, day = entry
    back = session.store.taken_back(number)
    books = [session.book(held).copy() for held in (year, year - 1) if held in session.years()]
    for book in books:
        book.take(back)
    book, prior = books[0], books[1] if len(books) > 1 else None
    standard = session.standard_by_id(str(book.rows("years")[0]["standard"]))
    when = Words(f"{day}上报时", f"when submitted on {day}")
    return same_rows(when, Assessment(standard, book, prior))


def _submission(session: OpenFile, year: int) -> tuple[int, str] | None:
    """The entry that submitted a year last and was not undone: its number and its day."""
    row = session.years()[year]
    standing: dict[int, tuple[int, str]] = {}
    for one in reversed(session.history_of("years", int(row["id"]), "state")):
        entry = one.entry
        if entry.kind == "undo" and entry.target is not None:
            standing.pop(entry.target, None)
        elif one.after == "submitted":
            standing[entry.target if entry.kind == "redo" and entry.target else entry.id] = (
                entry.id,
                entry.at[:10],
            )
    return max(standing.values(), default=None)
