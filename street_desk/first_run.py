"""从去年的表开始: a street's file from last year's workbook, and the sample street made the same way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from street_desk.domain.edits import Edit
from street_desk.domain.kinds import Money, Value
from street_desk.domain.problems import FileUnwritable
from street_desk.domain.typing_in import Typed
from street_desk.exchange.apart import Proceed
from street_desk.exchange.batch import Batch
from street_desk.exchange.packs import BUILT_IN
from street_desk.language import N_, message
from street_desk.session import Session

SAMPLE_YEAR = 2027
SAMPLE_WAGE = 130_000


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first page asks: street, county, the year to apply for, the wage, and last year's workbook."""

    street: str
    county: str
    year: int
    minimum_wage: Value = None
    workbook: Path | None = None
    standard: str = BUILT_IN


Review = Callable[[Session, int, Path], Batch | None]
"""Plans the import of a workbook into a year and has it agreed to; None where the user went back."""


def begin(path: Path, asked: Beginning, review: Review | None = None) -> tuple[Session | None, Batch | None]:
    """Makes the file with last year and this one, the workbook imported into last year.

    Without a workbook only this year is made. Raises the Problems of `Session.create`, and those of the workbook; then,
    and where the user went back (the Session is None), no file is left behind.
    """
    if asked.workbook is None:
        return _created(path, asked, asked.year, asked.minimum_wage), None
    session = _created(path, asked, asked.year - 1, None)
    try:
        batch = (review or planned)(session, asked.year - 1, asked.workbook)
        if batch is not None:
            session.take_import(asked.year - 1, batch.with_offers(session.book(asked.year - 1)))
            session.open_year(asked.year)
            confirm_wage(session, asked.year, asked.minimum_wage)
            return session, batch
    except BaseException:
        session.close()
        path.unlink(missing_ok=True)
        raise
    session.close()
    path.unlink(missing_ok=True)
    return None, None


def planned(session: Session, year: int, workbook: Path, proceed: Proceed | None = None) -> Batch:
    """The import as it stands, without anyone asked. Raises the workbook's Problem."""
    batch = session.plan_import(year, [workbook], {}, proceed=proceed)
    if batch.problems:
        raise batch.problems[0]
    return batch


def _created(path: Path, asked: Beginning, year: int, minimum_wage: Value) -> Session:
    return Session.create(
        path,
        street=asked.street,
        county=asked.county,
        year=year,
        standard=asked.standard,
        minimum_wage=minimum_wage,
    )


def confirm_wage(session: Session, year: int, minimum_wage: Value) -> None:
    """Types the year's minimum wage, which also confirms one that was carried forward."""
    if minimum_wage is None:
        return
    row = int(session.book(year).figures["id"])
    changes, _ = session.typed(year, "figures", [Typed(row, "minimum_wage", Money().text(minimum_wage))])
    if changes:
        session.apply(Edit(message(N_("Minimum wage of {year}"), year=str(year)), changes, year))


def make_sample(folder: Path, proceed: Proceed | None = None) -> tuple[Session, Path]:
    """The sample street in a folder: its untidy workbook of last year, and the file made from it.

    Raises FileUnwritable, the Problems of `begin`, and Cancelled where `proceed` stopped it.
    """
    from street_desk.exchange.sample import COUNTY, STREET, write_sample_workbook

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=str(folder)) from error
    workbook = folder / f"{STREET}{SAMPLE_YEAR - 1}年社区情况.xlsx"
    write_sample_workbook(workbook)
    desk = folder / f"{STREET}.desk"
    asked = Beginning(STREET, COUNTY, SAMPLE_YEAR, SAMPLE_WAGE, workbook)
    session, _batch = begin(desk, asked, lambda session, year, book: planned(session, year, book, proceed))
    assert session is not None
    return session, workbook
