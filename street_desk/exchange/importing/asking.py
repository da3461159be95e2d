"""Headings that are only like a column's: the user is asked whether they are that column."""

from __future__ import annotations

from dataclasses import replace

from street_desk.exchange.importing.draft import Draft, chosen
from street_desk.exchange.importing.headings import answered
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, message

YES = message(N_("Yes, take its figures"))
NO = message(N_("No, leave the column out"))


def ask_about_headings(draft: Draft) -> None:
    """Asks about each heading that is only like a column's; an answer settles what it means before it is read."""
    headings = [_settled(draft, heading) for heading in draft.table.headings]
    draft.table = replace(draft.table, headings=tuple(headings))


def _settled(draft: Draft, heading: Heading) -> Heading:
    if not heading.match.asked or not heading.match.target:
        return heading
    key, options = heading.match.target, (YES, NO)
    name = draft.question_id("column", heading)
    answer = chosen(options, name, draft.answers)
    text = message(
        N_("Is “{heading}” the column {column}?"),
        heading=heading.text,
        column=SHEETS[draft.sheet][key].heading,
    )
    places = draft.table.grid.places
    cell = heading.cells[0].address if heading.cells else places.address(draft.table.top, heading.column)
    draft.questions.append(Question(name, draft.tab, cell, key, text, options, answer=answer))
    return heading if answer is None else replace(heading, match=answered(heading.match, answer == 0))


def wait_for_headings(draft: Draft) -> None:
    """Says which cells wait for the headings still asked about."""
    for question in draft.questions:
        if question.answer is None and question.column in draft.columns:
            cells = (
                row.cell(question.column).address for row in draft.rows() if row.reading(question.column)
            )
            draft.waiting[question.id] = dict.fromkeys(cells)
