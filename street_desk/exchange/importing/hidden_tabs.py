"""Hidden tabs: nobody sees them in Excel, so the user says whether they are read."""

from __future__ import annotations

from street_desk.exchange.importing.draft import Draft, chosen, hidden
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.result import SKIPPED, Said
from street_desk.exchange.importing.rows import TOTAL, TableRows
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, Message, message

READ = message(N_("Read it"))
LEAVE = message(N_("Leave it out"))
LEFT_OUT = message(N_("a hidden tab, left out by your answer"))


def ask_about_hidden(draft: Draft) -> Question | None:
    """The question of a hidden tab, asked of each of its tables alike; None for one that is shown."""
    if not draft.table.grid.tab.hidden:
        return None
    name = f"hidden:{draft.tab}"
    column = SHEETS[draft.sheet].naming
    text = message(N_("The tab {tab} is hidden: read it?"), tab=draft.tab)
    options = (READ, LEAVE)
    question = Question(
        name, draft.tab, draft.corner, column, text, options, answer=chosen(options, name, draft.answers)
    )
    draft.questions.append(question)
    draft.waiting[name] = {}
    return question


def leave_out(draft: Draft, rows: TableRows, why: Message) -> None:
    """Leaves a whole table out for a reason."""
    for row in draft.rows():
        draft.settle(row.place, SKIPPED, why=why)
        for key, reading in row.readings().items():
            draft.said[row.place, key] = Said(SKIPPED, hidden(draft.sheet, key, reading.cell), why=why)
            if reading.cell.row == row.number:
                draft.skip(reading.cell, why)
        for heading in draft.table.headings:
            if heading.match.of and (cell := draft.table.grid.cell(row.number, heading.column)) is not None:
                draft.skip(cell, why)
    for other in rows.others:
        for cell in other.cells if other.kind == TOTAL else ():
            draft.skip(cell, why)
