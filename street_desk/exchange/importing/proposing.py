"""Proposals: where a name may be a community of the year and may be another one, the user says which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from street_desk.domain.book import stem
from street_desk.domain.kinds import matching
from street_desk.exchange.importing.draft import Draft, DraftRow, chosen
from street_desk.exchange.importing.homes import line_above
from street_desk.exchange.importing.likeness import ENDING, is_bare
from street_desk.exchange.importing.planning import Desk, ask
from street_desk.exchange.importing.preview import Question
from street_desk.exchange.importing.result import BY_CODE, MatchedBy, Plan
from street_desk.exchange.importing.wording import is_aside
from street_desk.language import N_, Message, message

CERTAIN = 100
BY_ENDING = message(N_("the same name but for its ending"))
BY_STREET = message(N_("the street's own name stands before it"))
BY_ANSWER = message(N_("by your answer"))

TAKEN_FOR = (
    N_("“{text}” is taken for “{name}” ({score}, {reason})"),
    N_("“{text}” is taken for “{name}”: {reason}"),
)

_MOST = 3
"""So many likely communities are offered; a file full of names alike offers no more."""
_ADD = message(N_("Add it as a new community"))
_ADD_HOME = message(N_("Add the community"))
_LEAVE = message(N_("Leave the row out"))
_LEAVE_ALL = message(N_("Leave its rows out"))
_NO_HOME = message(N_("the row names no community"))


class Which(NamedTuple):
    """Which community a name is. `row` None: a new one, unless a question is `open` or an answer has it `left` out."""

    row: int | None = None
    match: MatchedBy | None = None
    open: Question | None = None
    left: bool = False


def which_community(desk: Desk, draft: Draft, row: DraftRow, name: str, code: str | None) -> Which:
    """The community that a row of a table of communities is: by code, by name, by its ending, or as answered."""
    known = desk.communities
    coded = known.coded(code) if code else []
    if coded:
        same = matching(known.name(coded[0])) == matching(name)
        return Which(coded[0], None if same else MatchedBy(CERTAIN, BY_CODE))
    near = known.exact(name)
    if len(near) == 1:
        meant = matching(known.name(near[0])) != matching(name)
        return Which(near[0], MatchedBy(CERTAIN, BY_ANSWER) if meant else None)
    waiting = _waiting(desk, name)
    if waiting is not None and waiting.id.startswith("same:"):
        return Which(open=waiting)
    # X社区居委会 with a code of its own is not X社区.
    near = near or [i for i in known.akin(name) if not (code and known.code(i))]
    if len(near) == 1 and stem(known.name(near[0])) == stem(name):
        return Which(near[0], MatchedBy(ENDING, BY_ENDING))
    behind = known.within(name) if not near else []
    if len(behind) == 1 and not (code and known.code(behind[0])):
        return Which(behind[0], MatchedBy(CERTAIN, BY_STREET))
    if near:
        asked = message(N_("“{text}” could be one of several communities, or a new one."), text=name)
        return _asked(desk, draft, row, name, asked, [(ENDING, i) for i in near])
    alike = [pair for pair in known.alike(name) if not (code and known.code(pair[1]))][:_MOST]
    if alike:
        return _asked(desk, draft, row, name, _like(desk, name, alike), alike)
    return Which()


def _asked(
    desk: Desk, draft: Draft, row: DraftRow, name: str, text: Message, near: Sequence[tuple[int, int]]
) -> Which:
    question = _question(desk, draft, f"same:{matching(name)}", row.cell("name").address, text, near)
    if question.answer is None:
        return Which(open=question)
    ask(draft, question)
    if question.answer < len(near):
        found = near[question.answer][1]
        desk.communities.call(found, name)
        return Which(found, MatchedBy(near[question.answer][0], BY_ANSWER))
    return Which(left=question.answer > len(near))


def home_of(desk: Desk, draft: Draft, row: DraftRow) -> int | Question | Message | None:
    """The community of a row that belongs to one; the question or the reason where it cannot be told.

    None where an answer leaves it out.
    """
    text = str(row.value("community") or "")
    if text and text in desk.communities.homes:
        return desk.communities.homes[text]
    reading = row.reading("community")
    if reading is not None and reading.why is not None:
        return reading.why
    cell = reading.cell.address if reading is not None else ""
    line = line_above(draft.lines, row.number) if not text else None
    if line is not None:
        text, cell = line.name, line.cell
    elif not text:
        text = (draft.community or draft.tab) if draft.table.heading("community") is None else ""
        if len(desk.communities.named(text)) != 1 and is_bare(text):
            return _NO_HOME
    if is_aside(text) and not desk.communities.named(text):
        return message(N_("“{name}” is no community; the row is not imported"), name=text)
    found = _home(desk, draft, text, cell)
    if isinstance(found, int):
        desk.communities.homes[text] = found
        _say_taken(desk, draft, text, cell, found)
    return found


def _home(desk: Desk, draft: Draft, text: str, cell: str) -> int | Question | None:
    known = desk.communities
    near = known.named(text)
    if len(near) == 1 and (known.exact(text) or stem(known.name(near[0])) == stem(text)):
        return near[0]
    if not near and len(behind := known.within(text)) == 1:
        return behind[0]
    waiting = _waiting(desk, text)
    if waiting is not None:
        return waiting
    if near:
        asked = message(N_("“{text}” could be one of several communities, or a new one."), text=text)
        offered = [(ENDING, i) for i in near]
    else:
        asked = message(N_("“{text}” is not among the communities of this year."), text=text)
        offered = known.alike(text, everywhere=True)[:_MOST]
    name = f"same:{matching(text)}" if near else f"community:{matching(text)}"
    question = _question(desk, draft, name, cell, asked, offered, _ADD_HOME, _LEAVE_ALL)
    if question.answer is None:
        desk.waiting[matching(text)] = question
        return question
    ask(draft, question)
    if question.answer < len(offered):
        known.call(offered[question.answer][1], text)
        return offered[question.answer][1]
    if question.answer > len(offered):
        return None
    entry = known.add(desk.next_id("communities"), text, None)
    entry.now["name"] = text
    desk.asked_for.append(Plan("", 0, "communities", entry.row, {"name": text}))
    return entry.row


def _say_taken(desk: Desk, draft: Draft, text: str, cell: str, found: int) -> None:
    """Says once that a text means a community of another name."""
    name = desk.communities.name(found)
    if not cell or matching(name) == matching(text) or text in (*desk.said, desk.communities.code(found)):
        return
    desk.said.add(text)
    known = desk.communities
    match = MatchedBy(ENDING, BY_ENDING)
    if known.exact(text):
        match = MatchedBy(CERTAIN, BY_ANSWER)
    elif not known.named(text):
        match = MatchedBy(CERTAIN, BY_STREET)
    draft.remark(cell, taken_for(text, name, match))


def taken_for(text: str, name: str, match: MatchedBy) -> Message:
    """That a row or a text of one name is a community of another."""
    if match.score < CERTAIN:
        return message(
            TAKEN_FOR[0],
            text=text,
            name=name,
            score=match.score,
            reason=match.reason,
        )
    return message(TAKEN_FOR[1], text=text, name=name, reason=match.reason)


def wait(desk: Desk, name: str, question: Question) -> None:
    """Has everything of a community that is held wait for the same question."""
    for key in (matching(name), f"stem:{stem(name)}"):
        desk.waiting.setdefault(key, question)


def _waiting(desk: Desk, name: str) -> Question | None:
    return desk.waiting.get(matching(name)) or desk.waiting.get(f"stem:{stem(name)}")


def _like(desk: Desk, name: str, alike: Sequence[tuple[int, int]]) -> Message:
    score, row = alike[0]
    return message(
        N_("“{text}” is not in the file; it is like “{name}” ({score})."),
        text=name,
        name=desk.communities.name(row),
        score=score,
    )


def _question(
    desk: Desk,
    draft: Draft,
    name: str,
    cell: str,
    text: Message,
    near: Sequence[tuple[int, int]],
    add: Message = _ADD,
    leave: Message = _LEAVE,
) -> Question:
    """The question which of these communities is meant, or whether it is a new one."""
    names = [desk.communities.name(row) for _score, row in near]
    options = [_option(desk, row, twin=names.count(desk.communities.name(row)) > 1) for _score, row in near]
    choices = (*options, add, leave)
    column = "community" if "community" in draft.columns else "name"
    return Question(name, draft.tab, cell, column, text, choices, answer=chosen(choices, name, desk.answers))


def _option(desk: Desk, row: int, twin: bool) -> Message:
    name, code = desk.communities.name(row), desk.communities.code(row)
    if code or twin:
        return message(N_("It is “{name}” ({code})"), name=name, code=code or f"#{row}")
    return message(N_("It is “{name}”"), name=name)
