"""Doubts: figures that could be read and had better be asked about, once a column and not once a cell."""

from __future__ import annotations

from typing import NamedTuple

from street_desk.exchange.importing.draft import Draft, DraftRow, chosen
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, message

ABOUT, MUCH, MONTH = "about", "much", "month"
"""An approximate figure; an amount in 万 that no community comes near; a month that may be January or October."""

TAKE = message(N_("Take the figures as written"))
LEAVE = message(N_("Leave these cells out"))
BY_ANSWER = message(N_("left out by your answer"))


class _Doubt(NamedTuple):
    """How a doubt is asked about: one cell and several, what may be answered, and what the last answer says of a cell.

    Every option but the last takes the figures; with `choices` the place of the option is that of the value taken.
    """

    one: str
    several: str
    options: tuple[Message, ...]
    left: Message = BY_ANSWER


_DOUBTS = {
    ABOUT: _Doubt(
        N_("“{text}” in the column {column} is marked as approximate."),
        N_("“{text}” and {others} more in the column {column} are marked as approximate."),
        (TAKE, LEAVE),
        message(N_("approximate, left out by your answer")),
    ),
    MUCH: _Doubt(
        N_("“{text}” in the column {column} is more than any community is given: is it meant so?"),
        N_(
            "“{text}” and {others} more in the column {column} are more than any community is given: are they meant so?"
        ),
        (TAKE, LEAVE),
    ),
    MONTH: _Doubt(
        N_("“{text}” in the column {column} may mean January or October."),
        N_("“{text}” and {others} more in the column {column} may mean January or October."),
        (message(N_("They are January")), message(N_("They are October")), LEAVE),
    ),
}


def ask_about_doubts(draft: Draft) -> None:
    """Asks once a column and doubt; an answer is carried out here, an open question holds the doubtful cells alone."""
    for key, column in draft.columns.items():
        rows: dict[str, list[DraftRow]] = {}
        for place, flaw in column.flaws.items():
            if flaw.doubt:
                rows.setdefault(flaw.doubt, []).append(DraftRow(draft, place))
        for doubt, doubtful in rows.items():
            _ask(draft, key, doubt, doubtful)


def _ask(draft: Draft, key: str, doubt: str, rows: list[DraftRow]) -> None:
    heading = draft.columns[key].heading
    said = _DOUBTS[doubt]
    cells = [row.cell(key) for row in rows]
    name = draft.question_id(doubt, heading)
    answer = chosen(said.options, name, draft.answers)
    asked = message(
        N_("{doubt} {waiting}"),
        doubt=message(
            said.several if len(cells) > 1 else said.one,
            text=rows[0].text(key),
            others=len(cells) - 1,
            column=heading.text,
        ),
        waiting=waiting_text(len(cells), required=SHEETS[draft.sheet][key].required),
    )
    held = tuple(cell.address for cell in cells)
    question = Question(name, draft.tab, cells[0].address, key, asked, said.options, held, answer)
    draft.questions.append(question)
    if answer is None:
        draft.doubted |= {(row.place, key): question for row in rows}
        return
    for row in rows:
        reading = row.reading(key)
        assert reading is not None
        if answer == len(said.options) - 1:
            draft.skip(reading.cell, said.left)
            row.drop(key)
        elif reading.choices:
            row.put(key, reading.choices[answer])


def waiting_text(cells: int, *, required: bool) -> Message:
    """How much waits for the answer and is what the last option leaves out."""
    if required:
        several = N_("Until this is answered the rows of these {n} cells wait; the others come in.")
        one = N_("Until this is answered the row of this cell waits; the others come in.")
    else:
        several = N_("Until this is answered only these {n} cells wait, and only they can be left out.")
        one = N_("Until this is answered only this cell waits, and only it can be left out.")
    return message(several if cells > 1 else one, n=cells)
