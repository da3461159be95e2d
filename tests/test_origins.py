"""Where values come from, as the Session tells: after an import, undo, redo, typing over, and in the next year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.book import removals
from street_desk.domain.edits import Change, Edit, added
from street_desk.domain.problems import NotKept
from street_desk.domain.remembering import ImportedRow, ImportedTable, Source
from street_desk.language import message
from street_desk.session import Session
from tests.imports import CONTENT, FILE, batch_of, mapping, source_of, take
from tests.streets import change, small_street, state_of


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    yield session
    session.close()


def _import_households(street: Session, households: int, raw: str = "") -> None:
    before = street.book(2026).rows("communities")[0]
    came = Change("communities", 1, {"households": before["households"]}, {"households": households})
    row = ImportedRow(0, 1, 7, {"households": raw} if raw else {})
    assert take(street, 2026, (came,), source_of(row))


def _cell(street: Session, key: str = "households", row: int = 1) -> str:
    """The workbook's cell that a value comes from, "" for one that does not come from a workbook."""
    found = street.origin("communities", row, key)
    return f"{found[0].origin.cell} {found[0].origin.raw}" if found and found[0].origin else ""


def test_an_imported_value_knows_its_cell_and_a_typed_one_who_typed_it(street: Session) -> None:
    _import_households(street, 4000, "4000户")
    assert _cell(street) == "D7 4000户"
    name = street.origin("communities", 1, "name")
    assert [(one.origin, one.before, one.after) for one in name] == [(None, None, "幸福社区")]
    assert name[0].entry.who == street.history()[0][0].who


def test_what_is_typed_over_an_import_claims_it_no_longer(street: Session) -> None:
    _import_households(street, 4000)
    change(street, 2026, "communities", 1, households="4100")
    found = street.origin("communities", 1, "households")[0]
    assert (found.origin, found.before, found.after) == (None, 4000, 4100)
    street.undo()
    assert _cell(street) == "D7 4000"


def test_a_value_whose_import_was_undone_comes_from_before_it(street: Session) -> None:
    _import_households(street, 4000)
    _import_households(street, 5000)
    assert _cell(street) == "D7 5000"
    street.undo()
    assert _cell(street) == "D7 4000"
    street.undo()
    assert _cell(street) == ""
    assert street.origin("communities", 1, "households")[0].after == 2999
    street.redo()
    assert _cell(street) == "D7 4000"
    street.redo()
    assert _cell(street) == "D7 5000"
    # Undone, typed over, the typing undone: what counts is still what came before the import.
    street.undo()
    change(street, 2026, "communities", 1, households="4100")
    street.undo()
    assert _cell(street) == "D7 4000"


def test_a_row_removed_and_brought_back_keeps_its_origin(street: Session) -> None:
    row = street.next_id("communities")
    came = added("communities", row, 2026, {"name": "新社区", "households": 800})
    take(street, 2026, (came,), source_of(ImportedRow(0, row, 12)))
    street.apply(Edit(message("remove"), removals(street.book(2026), "communities", [row]), 2026))
    street.undo()
    assert _cell(street, "name", row) == "B12 新社区"


def test_the_history_of_a_value_is_told_newest_first(street: Session) -> None:
    _import_households(street, 4000)
    change(street, 2026, "communities", 1, households="4100")
    street.undo()
    told = street.history_of("communities", 1, "households")
    assert [(one.entry.kind, one.before, one.after) for one in told] == [
        ("undo", 4100, 4000),
        ("edit", 4000, 4100),
        ("edit", 2999, 4000),
        ("edit", None, 2999),
    ]
    assert [one.origin is not None for one in told] == [False, False, True, False]
    assert street.history_of("communities", 1, "grids") == []


def test_a_carried_value_tells_of_the_year_before(street: Session) -> None:
    _import_households(street, 4000)
    street.open_year(2027)
    row = street.book(2027).ids("communities")[0]
    here, there = street.origin("communities", row, "households")
    assert (here.carried.year, here.carried.row, here.origin) == (2026, 1, None)
    assert there.origin.cell == "D7"
    # What is changed there afterwards did not come along.
    change(street, 2026, "communities", 1, households="1")
    assert street.origin("communities", row, "households")[1].origin.cell == "D7"
    street.open_year(2028)
    later = street.book(2028).ids("communities")[0]
    assert [
        one.carried and one.carried.year for one in street.origin("communities", later, "households")
    ] == [
        2027,
        2026,
        None,
    ]
    change(street, 2027, "communities", row, households="4321")
    assert [one.carried for one in street.origin("communities", row, "households")] == [None]


def test_a_carried_reference_tells_of_the_year_before(street: Session) -> None:
    worker = street.next_id("workers")
    came = added("workers", worker, 2026, {"name": "戊五", "community": 3})
    table = ImportedTable("表二", "workers", {"community": 1, "name": 2})
    take(street, 2026, (came,), Source(FILE, CONTENT, (table,), (ImportedRow(0, worker, 4),)))
    change(street, 2026, "communities", 3, name="大光明社区")
    # The name as it stood then.
    assert street.origin("workers", worker, "community")[0].origin.raw == "光明社区"
    street.open_year(2027)
    carried = next(row["id"] for row in street.book(2027).rows("workers") if row["name"] == "戊五")
    here, there = street.origin("workers", carried, "community")
    assert (here.carried.year, there.origin.cell) == (2026, "A4")


def test_a_figure_carried_as_it_stood_at_the_years_end_claims_no_other(street: Session) -> None:
    change(street, 2026, "figures", 1, **{"minimum_wage@2026-07": "1400"})
    street.open_year(2027)
    row = street.book(2027).figures["id"]
    found = street.origin("figures", row, "minimum_wage")
    assert [(one.after, one.carried and one.carried.year) for one in found] == [(140_000, 2026)]


def test_origins_and_originals_survive_a_restart(street: Session) -> None:
    _import_households(street, 4000)
    edit = street.history()[-1][0].id
    path = street.path
    street.close()
    again = Session.open(path, read_only=True)
    assert _cell(again) == "D7 4000"
    assert [(one.edit, one.file, one.kept) for one in again.originals()] == [(edit, FILE, True)]
    assert again.original(edit, 0) == CONTENT
    again.close()


def test_an_original_that_was_let_go_is_a_problem_with_its_name(street: Session) -> None:
    _import_households(street, 4000)
    edit = street.history()[-1][0].id
    street.thin_originals()
    with pytest.raises(NotKept) as caught:
        street.original(edit, 0)
    assert FILE in caught.value.text("en")
    assert _cell(street) == "D7 4000"


def test_letting_go_is_logged_and_not_undone(street: Session) -> None:
    _import_households(street, 4000)
    street.remember([mapping()])
    before = state_of(street)
    street.drop_original(street.originals()[0])
    street.forget(mapping().fingerprint)
    street.forget("no such")
    assert (street.remembered(), [one.kept for one in street.originals()]) == ([], [False])
    assert [entry.kind for entry, _undone in street.history()][-3:] == ["note", "note", "note"]
    assert state_of(street) == before
    street.undo()
    assert (street.remembered(), [one.kept for one in street.originals()]) == ([], [False])


def test_an_import_keeps_the_mapping_in_the_same_go_and_undo_leaves_it(street: Session) -> None:
    came = (Change("communities", 1, {"households": 2999}, {"households": 4000}),)
    street.take_import(2026, batch_of(FILE, 2026, came), remembered=[mapping()])
    assert street.remembered() == [mapping()]
    street.undo()
    assert street.book(2026).rows("communities")[0]["households"] == 2999
    assert street.remembered() == [mapping()]


def test_an_import_that_changes_nothing_still_remembers_what_was_confirmed(street: Session) -> None:
    assert not street.take_import(
        2026, batch_of(FILE, 2026, ()), remembered=[mapping()], sources=[source_of()]
    )
    assert street.remembered() == [mapping()]
    assert street.originals() == []
