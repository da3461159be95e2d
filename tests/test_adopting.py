"""Adopting a standard: copied into the file, never changed, only succeeded; older years stay to the fen."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.cli import run
from street_desk.domain.edits import Edit, updated
from street_desk.domain.forms import TABLES
from street_desk.domain.pages import Unit
from street_desk.domain.problems import BadPack, DerivedColumn, StandardTaken, UnknownStandard, YearFrozen
from street_desk.domain.typing_in import Typed
from street_desk.exchange import packs
from street_desk.language import message
from street_desk.session import Session
from tests.pages import dumped, filled, two_years
from tests.streets import change, small_street

OTHER = packs.pack_text("jianyang-2009")


def _set_by_hand(street: Session, year: int, key: str, text: str, reason: str = "区里定") -> None:
    changes, refused = street.typed(year, "communities", [Typed(1, key, text, reason if text else "")])
    assert not refused, refused[0].problem
    street.apply(Edit(message("x"), changes, year))


def test_each_year_keeps_its_own_standard(tmp_path: Path) -> None:
    street = small_street(tmp_path, 2026)
    before = street.assessment(2026).totals()
    street.open_year(2027)
    street.adopt(2027, OTHER, "jianyang-2009")
    assert street.standard(2027).id == "jianyang-2009"
    assert street.standard(2026).id == "community-basics"
    path = street.path
    street.close()
    street = Session.open(path)
    assert street.assessment(2026).totals() == before
    assert street.assessment(2027).total("communities", "office_fund") == 3 * 600_000
    street.open_year(2028)
    assert street.standard(2028).id == "jianyang-2009"
    street.close()


def test_an_older_years_forms_print_the_same_after_a_later_adoption(tmp_path: Path) -> None:
    street = two_years(tmp_path)
    change(street, 2026, "figures", street.book(2026).figures["id"], **{"minimum_wage@2026-07": "1400"})
    _set_by_hand(street, 2026, "office_fund", "1409.50")
    before = _printed(street, 2026)
    own = OTHER.replace('id = "jianyang-2009"', 'id = "own-9"', 1)
    for text in (OTHER, own):
        street.adopt(2027, text, "x")
        assert _printed(street, 2026) == before
    path = street.path
    street.close()
    street = Session.open(path)
    assert _printed(street, 2026) == before
    assert _printed(street, 2027) != before
    street.close()


def _printed(street: Session, year: int) -> list[str]:
    """All that the forms of a year print, in both units."""
    units: tuple[Unit, ...] = ("yuan", "wan")
    return [dumped(filled(street, form, year, unit=unit)) for form in TABLES for unit in units]


def test_adopting_is_logged_and_not_undone(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    street.adopt(2027, OTHER, "x")
    assert street.history()[-1][0].kind == "note"
    street.undo()
    assert street.standard(2027).id == "jianyang-2009"
    assert street.book(2027).rows("workers") == []
    street.close()


def test_an_adopted_standard_is_never_changed(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    street.adopt(2027, OTHER, "x")
    with pytest.raises(StandardTaken):
        street.adopt(2027, OTHER + "\n# another\n", "x")
    assert street.store.standard_text("jianyang-2009") == OTHER
    street.adopt(2027, OTHER, "x")
    street.close()


def test_a_pack_that_fails_is_not_adopted(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    with pytest.raises(BadPack):
        street.adopt(2027, OTHER.replace("value = 6000", "value = 6001", 1), "x.toml")
    assert street.standard(2027).id == "community-basics"
    assert street.store.standard_text("jianyang-2009") is None
    street.close()


def test_a_closed_year_keeps_its_standard(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    change = updated("years", street.years()[2027], {"state": "submitted"})
    assert change is not None
    street.apply(Edit(message("x"), (change,), 2027))
    with pytest.raises(YearFrozen):
        street.adopt(2027, OTHER, "x")
    street.close()


def test_a_figure_set_by_hand_that_the_next_standard_lacks_is_said_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    street = small_street(tmp_path)
    _set_by_hand(street, 2027, "public_posts_due", "7")
    street.adopt(2027, packs.pack_text("yiyang-2020"), "yiyang-2020")
    (found,) = [f for f in street.findings(2027) if f.check == "by_hand"]
    assert (found.row, found.column, found.values) == (1, "public_posts_due", ("7",))
    assert "the standard in force has no such figure" in found.message.text("en")
    street.papers("funding", 2027)
    _set_by_hand(street, 2027, "public_posts_due", "")
    assert [f for f in street.findings(2027) if f.check == "by_hand"] == []
    _changes, refused = street.typed(2027, "communities", [Typed(1, "public_posts_due", "7", "x")])
    assert isinstance(refused[0].problem, DerivedColumn)
    street.close()


def test_a_year_opened_again_by_redo_keeps_the_standard_it_adopted(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    street.open_year(2028)
    street.adopt(2028, OTHER, "jianyang-2009")
    totals = street.assessment(2028).totals()
    street.undo()
    assert list(street.years()) == [2027]
    path = street.path
    street.close()
    street = Session.open(path)
    street.redo()
    assert street.standard(2028).id == "jianyang-2009"
    assert street.assessment(2028).totals() == totals
    street.undo()
    assert list(street.years()) == [2027]
    street.redo()
    assert street.standard(2028).id == "jianyang-2009"
    street.close()


def test_a_standard_that_the_file_holds_is_adopted_again_by_its_id(tmp_path: Path) -> None:
    street = small_street(tmp_path)
    # As an older version of the program shipped it, and one of the office's own.
    old, own = OTHER + "\n# an older copy\n", OTHER.replace('id = "jianyang-2009"', 'id = "own-9"', 1)
    street.adopt(2027, old, "jianyang-2009.toml")
    street.adopt(2027, own, "own-9.toml")
    assert list(street.standards())[:3] == ["community-basics", "jianyang-2009", "own-9"]
    path = street.path
    street.close()
    for name in ("jianyang-2009", "community-basics", "own-9"):
        assert run(["standards", "adopt", str(path), name]) == 0
        street = Session.open(path)
        assert street.standard(2027).id == name
        street.close()
    street = Session.open(path)
    assert street.pack_text("jianyang-2009") == old
    with pytest.raises(UnknownStandard, match="own-9"):
        street.pack_text("own-10")
    street.close()
