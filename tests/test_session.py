"""The Session: edits, undo and redo that survive a restart, years."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from street_desk.domain.book import removals
from street_desk.domain.edits import Edit
from street_desk.domain.problems import (
    CellRefused,
    EditOvertaken,
    NeedsReason,
    NothingToRedo,
    NothingToUndo,
    RowInUse,
    UnknownColumn,
    UnknownYear,
    YearExists,
    YearGap,
)
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Changed, Session
from tests.streets import change, small_street, state_of, type_in


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path, 2026)


def test_undo_and_redo_survive_a_restart(street: Session) -> None:
    path = street.path
    before = state_of(street)
    change(street, 2026, "communities", 1, households="4000")
    after = state_of(street)
    street.close()
    street = Session.open(path)
    street.undo()
    assert state_of(street) == before
    street.close()
    street = Session.open(path)
    street.redo()
    assert state_of(street) == after
    street.undo()
    street.undo()
    assert street.book(2026).rows("workers") == []
    change(street, 2026, "communities", 1, households="1")
    with pytest.raises(NothingToRedo):
        street.redo()
    street.close()


def test_the_beginning_of_a_file_is_not_undone(street: Session) -> None:
    street.undo()
    street.undo()
    with pytest.raises(NothingToUndo):
        street.undo()
    assert street.book(2026).office["street"] == "测试街道"


def test_opening_a_year_is_one_edit_that_carries_rows_with_their_origin(street: Session) -> None:
    change(street, 2026, "communities", 1, office_approved="80000", note="旧")
    change(street, 2026, "workers", 4, left="2026-06")
    before = state_of(street)
    street.open_year(2027)
    book = street.book(2027)
    assert [row["origin"] for row in book.rows("communities")] == [1, 2, 3]
    first = book.rows("communities")[0]
    assert first["households"] == 2999
    assert not {"office_approved", "note", "star"} & first.keys()
    assert [row["name"] for row in book.rows("workers")] == ["甲一", "乙二", "丙三"]
    assert book.community_name(book.rows("workers")[0]["community"]) == "光明社区"
    street.undo()
    assert list(street.years()) == [2026]
    assert state_of(street) == before
    street.redo()
    assert list(street.years()) == [2026, 2027]


def test_a_carried_wage_is_an_error_until_it_is_typed_again(street: Session) -> None:
    street.open_year(2027)
    figures = street.book(2027).figures
    assert [f.check for f in street.findings(2027) if f.severity == "error"] == ["provisional"]
    change(street, 2027, "figures", figures["id"], minimum_wage="1300")
    assert [f for f in street.findings(2027) if f.severity == "error"] == []
    street.undo()
    assert [f.check for f in street.findings(2027) if f.severity == "error"] == ["provisional"]


def test_a_wage_that_changed_inside_the_year_is_carried_as_it_stood_at_its_end(street: Session) -> None:
    changed = {"minimum_wage@2026-10": "2500", "minimum_wage@2026-07": "1400"}
    change(street, 2026, "figures", street.book(2026).figures["id"], **changed)
    street.open_year(2027)
    figures = street.book(2027).figures
    assert figures["minimum_wage"] == 250_000
    assert not any("@" in key for key in figures)
    assert [f.check for f in street.findings(2027) if f.severity == "error"] == ["provisional"]


def test_years_are_opened_one_after_another(street: Session) -> None:
    with pytest.raises(YearExists):
        street.open_year(2026)
    with pytest.raises(YearGap):
        street.open_year(2030)
    with pytest.raises(UnknownYear):
        street.book(2030)


def test_typing_refuses_what_does_not_fit_and_keeps_the_rest(street: Session) -> None:
    cells = [Typed(1, "households", "abc"), Typed(1, "residents", "9000"), Typed(1, "office_fund", "1")]
    changes, refused = street.typed(2026, "communities", cells)
    assert [type(r.problem) for r in refused] == [CellRefused, NeedsReason]
    assert [c.after for c in changes] == [{"residents": 9000}]
    assert "办公运转经费" in refused[1].problem.text("zh_CN") or "Office fund" in refused[1].problem.text(
        "en"
    )
    with pytest.raises(UnknownColumn):
        street.sheet("communities", 2026)["colour"]


def test_an_id_fills_in_sex_and_birth(street: Session) -> None:
    change(street, 2026, "workers", 1, id_number="11010519491231002X")
    worker = street.book(2026).row("workers", 1)
    assert worker is not None
    assert (worker["sex"], worker["birth"]) == ("female", "1949-12")
    street.undo()
    assert "sex" not in (street.book(2026).row("workers", 1) or {})


def test_a_mask_that_comes_back_changes_nothing(street: Session) -> None:
    change(street, 2026, "workers", 1, id_number="11010519491231002X")
    changes, refused = street.typed(2026, "workers", [Typed(1, "id_number", "110105********002X")])
    assert (changes, refused) == ((), [])
    _changes, refused = street.typed(2026, "workers", [Typed(1, "id_number", "110105********9999")])
    assert refused


def test_a_community_with_workers_is_not_removed(street: Session) -> None:
    with pytest.raises(RowInUse):
        removals(street.book(2026), "communities", [3])
    street.apply(Edit(message("x"), removals(street.book(2026), "workers", [1, 2]), 2026))
    street.apply(Edit(message("x"), removals(street.book(2026), "communities", [3]), 2026))
    assert street.book(2026).ids("communities") == [1, 2]
    street.undo()
    street.undo()
    assert street.book(2026).ids("communities") == [1, 2, 3]


def test_watchers_hear_just_the_rows_touched(street: Session) -> None:
    street.assessment(2026)
    heard: list[Changed] = []
    street.watch(heard.append)
    change(street, 2026, "communities", 2, households="100")
    assert heard[-1].rows[2026] == {("communities", 2), ("workers", 3)}
    assert heard[-1].sheets == frozenset()
    type_in(street, 2026, "communities", {"name": "新社区"})
    assert heard[-1].sheets == {"communities"}
    street.unwatch(heard.append)


def test_stepping_tells_every_row_of_which_the_checks_say_something_else(street: Session) -> None:
    street.findings(2026)
    before = street.history()[-1][0].id
    for row in (1, 2):
        change(street, 2026, "communities", row, households="")
    heard: list[Changed] = []
    street.watch(heard.append)
    street.step_to(before)
    assert {("communities", 1), ("communities", 2)} <= heard[0].noticed[2026]
    assert [entry.kind for entry in heard[0].entries] == ["undo", "undo"]


def test_stepping_over_a_year_whose_findings_are_made_anew_says_so(street: Session) -> None:
    before = street.history()[-1][0].id
    street.open_year(2027)
    street.findings(2027)
    change(street, 2026, "communities", 3, star="0")
    street.findings(2027)
    change(street, 2027, "communities", 4, households="")
    opened = next(entry.id for entry, _undone in street.history() if entry.id > before)
    heard: list[Changed] = []
    street.watch(heard.append)
    street.step_to(opened)
    assert 2027 in heard[0].rows
    assert 2027 not in heard[0].noticed


def test_one_steps_to_a_note_as_to_an_edit_in_both_directions(street: Session) -> None:
    def noted() -> int:
        street.note(message("note"), 2026)
        return street.history()[-1][0].id

    change(street, 2026, "communities", 1, note="甲")
    first = street.history()[-1][0].id
    states = {first: state_of(street)}
    for text in ("乙", "丙"):
        change(street, 2026, "communities", 1, note=text)
        states[noted()] = state_of(street)
    notes = list(states)
    for goal in (first, notes[1], first, notes[2], notes[1], notes[2]):
        way = street.way_to(goal)
        told = street.step_to(goal)
        assert (way == "here") == (told is None)
        assert state_of(street) == states[goal]
        assert street.way_to(goal) == "here"
    # What stood undone when the note was made stands undone after stepping there.
    street.step_to(first)
    later = noted()
    assert street.way_to(later) == "here"
    street.step_to(notes[2])
    assert street.way_to(later) == "back"
    street.step_to(later)
    assert state_of(street) == states[first]
    # A note between Edits that were undone and overtaken is out of reach as they are, and the same after a restart.
    change(street, 2026, "communities", 1, note="丁")
    street.close()
    again = Session.open(street.path)
    assert [again.way_to(goal) for goal in (first, notes[1], notes[2], later)] == [
        "back",
        "overtaken",
        "overtaken",
        "back",
    ]
    before = state_of(again)
    with pytest.raises(EditOvertaken):
        again.step_to(notes[1])
    assert state_of(again) == before
    again.close()


def test_last_years_star_reaches_this_years_pay(street: Session) -> None:
    street.open_year(2027)
    worker = street.book(2027).ids("workers")[0]
    assert street.assessment(2027).value("workers", worker, "base_pay") == 390_000
    change(street, 2026, "communities", 3, star="0")
    assert street.assessment(2027).value("workers", worker, "base_pay") == 195_000


_ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(1, 3), st.sampled_from(["households", "star", "note", "name"]), st.sampled_from(["", "1", "5", "幸福"])),
        st.tuples(st.just("pay"), st.integers(1, 4), st.sampled_from(["former_pay", "appointed", "community"]), st.sampled_from(["", "2026-03", "光明社区"])),
        st.tuples(st.just("add"), st.just(0), st.just(""), st.sampled_from(["甲社区", "乙社区"])),
        st.tuples(st.just("remove"), st.integers(1, 6), st.just(""), st.just("")),
        st.tuples(st.just("wage"), st.just(0), st.just(""), st.sampled_from(["", "1400"])),
        st.tuples(st.just("open"), st.just(0), st.just(""), st.just("")),
    ),
    min_size=1,
    max_size=7,
)  # fmt: skip


def _act(street: Session, kind: str, row: int, key: str, text: str) -> None:
    year = 2026
    if kind in ("type", "pay", "wage"):
        sheet = {"type": "communities", "pay": "workers", "wage": "figures"}[kind]
        target, column = (street.book(year).figures["id"], "minimum_wage") if kind == "wage" else (row, key)
        changes, _refused = street.typed(year, sheet, [Typed(target, column, text)])
        if changes:
            street.apply(Edit(message("type"), changes, year))
    elif kind == "add":
        type_in(street, year, "communities", {"name": text})
    elif kind == "remove":
        changes = removals(street.book(year), "workers", [row])
        if changes:
            street.apply(Edit(message("remove"), changes, year))
    elif kind == "open" and 2027 not in street.years():
        street.open_year(2027)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=_ACTIONS)
def test_undoing_everything_leaves_the_rows_identical(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int, str, str]]
) -> None:
    street = small_street(tmp_path_factory.mktemp("street"), 2026)
    states = [state_of(street)]
    for action in actions:
        _act(street, *action)
        if state_of(street) != states[-1]:
            states.append(state_of(street))
    final = states[-1]
    for expected in reversed(states[:-1]):
        street.undo()
        assert state_of(street) == expected
    for _step in states[1:]:
        street.redo()
    assert state_of(street) == final
    path = street.path
    street.close()
    again = Session.open(path)
    assert state_of(again) == final
    again.close()
