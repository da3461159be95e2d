"""The roster: who of the workers is in post, when, and how many a community has."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from street_desk.domain.catalogue.people import IN_COMMITTEES
from street_desk.domain.days import first_day, last_day, months_in_year
from street_desk.domain.sheets import Row


def months_in_post(worker: Row, year: int) -> tuple[int, ...]:
    """The months of the year in post, the first and the last included."""
    return months_in_year(year, worker.get("appointed"), worker.get("left"))


def counting_day(figures: Row, year: int) -> datetime.date:
    """The day heads are counted on: the one entered, else the last of the year before."""
    entered = figures.get("counted_on")
    return last_day(entered) if entered else datetime.date(year - 1, 12, 31)


def in_post(worker: Row, day: datetime.date) -> bool:
    """Whether a worker holds the post on that day; without dates, yes."""
    start, end = worker.get("appointed"), worker.get("left")
    return (not start or first_day(start) <= day) and (not end or last_day(end) >= day)


def heads(workers: Iterable[Row], day: datetime.date) -> tuple[int, int]:
    """How many members of the two committees and how many public-welfare posts are filled on that day."""
    committees = public = 0
    for worker in workers:
        if in_post(worker, day):
            committees += worker.get("post") in IN_COMMITTEES
            public += worker.get("post") == "public"
    return committees, public


def secretaries(workers: Iterable[Row], day: datetime.date) -> list[str]:
    return [str(w.get("name") or "") for w in workers if w.get("post") == "secretary" and in_post(w, day)]


def overlapping(one: Row, other: Row) -> bool:
    """Whether two rows' times in post overlap; rows that follow each other are one career."""
    start = max(first_day(r["appointed"]) if r.get("appointed") else datetime.date.min for r in (one, other))
    end = min(last_day(r["left"]) if r.get("left") else datetime.date.max for r in (one, other))
    return start <= end


def overlaps(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Every pair of rows in post at the same time."""
    for index, one in enumerate(rows):
        for other in rows[index + 1 :]:
            if overlapping(one, other):
                yield one, other
