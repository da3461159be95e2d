"""Options: how a form is wanted this time, whatever stands in it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from street_desk.domain.pages import Unit


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever asks for a form may choose.

    `unmasked` shows ids and phones in full; the caller logs it. `comments` prints those on its cells under the table.
    `blank` leaves the figures out, for a form filled in by hand. `page_sums` ends each sheet of paper with the sums of
    its rows and of all so far. `values_only` and `protected` are for workbooks. `community` is the id of the only one
    whose worksheet is wanted.
    """

    unit: Unit = "yuan"
    paper: str = "A4"
    unmasked: bool = False
    comments: bool = False
    blank: bool = False
    page_sums: bool = False
    values_only: bool = False
    protected: bool = False
    community: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A form asked for: its date, how it is wanted, and the verification code, "" for a draft."""

    date: datetime.date
    options: Options = field(default_factory=Options)
    code: str = ""
