"""Findings brought along by Edits are those that a fresh look at the whole year gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from street_desk.domain.checks import check
from street_desk.domain.edits import Edit
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Session
from tests.streets import small_street, type_in

YEAR = 2027
# Names and ids that meet each other, so that groups grow, shrink and part.
NAMES = ("甲一", "乙二", "丙三", "")
IDS = ("440981199001011234", "440981198502021122", "")
VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "communities": {
        "name": ("幸福社区", "和平社区", "光明社区", "新社区"),
        "code": ("440981000001", "440981000002", ""),
        "households": ("2999", "5001", ""),
        "committee_seats": ("3", "7", "12", ""),
        "star": ("1", "5", ""),
        "party_organisation": ("党委", "未单独设立", ""),
        "office_ceiling": ("1", "800000", ""),
    },
    "workers": {
        "name": NAMES,
        "id_number": IDS,
        "community": ("幸福社区", "和平社区", "光明社区"),
        "post": ("书记", "委员", "公益性岗位", ""),
        "appointed": ("2027-01-01", "2027-06-16", "2029-01-01", ""),
        "left": ("2027-06-15", "2026-03-01", ""),
        "deductions": ("900000", "100", ""),
        "sex": ("男", "女", ""),
    },
    "premises": {"community": ("幸福社区", "光明社区"), "name": ("警务室", "活动室")},
    "duties": {"title": ("人口普查", "环境整治"), "department": ("民政局", "")},
    "figures": {"minimum_wage": ("1300", "1400", "")},
}


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_and_undos_the_findings_are_those_of_a_fresh_look(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    street = small_street(tmp_path, YEAR)
    type_in(street, YEAR, "premises", {"community": "幸福社区", "name": "警务室"})
    street.findings(YEAR)
    for _step in range(60):
        if chance.random() < 0.2:
            street.undo()
        else:
            _edit(street, chance)
        assert street.findings(YEAR) == check(street.assessment(YEAR))
        by_row = [
            finding
            for sheet, row in {(f.sheet, f.row) for f in street.findings(YEAR)}
            for finding in street.findings_at(YEAR, sheet, row)
        ]
        assert sorted(f.id for f in by_row) == sorted(f.id for f in street.findings(YEAR))
    street.close()


def _edit(street: Session, chance: random.Random) -> None:
    sheet = chance.choice(list(VALUES))
    ids = street.book(YEAR).ids(sheet)
    row = chance.choice([*ids, 0]) if sheet != "figures" else ids[0]
    keys = chance.sample(list(VALUES[sheet]), k=min(3, len(VALUES[sheet])))
    cells = [Typed(row, key, chance.choice(VALUES[sheet][key])) for key in keys]
    changes, _refused = street.typed(YEAR, sheet, cells)
    if changes:
        street.apply(Edit(message("edit"), changes, YEAR))


def test_an_edit_says_on_which_rows_something_else_is_noticed(tmp_path: Path) -> None:
    street = small_street(tmp_path, YEAR)
    street.findings(YEAR)
    changes, _refused = street.typed(YEAR, "communities", [Typed(2, "households", "")])
    changed = street.apply(Edit(message("edit"), changes, YEAR))
    assert changed.noticed[YEAR] == {("communities", 2)}
    changes, _refused = street.typed(YEAR, "communities", [Typed(2, "note", "记")])
    assert street.apply(Edit(message("edit"), changes, YEAR)).noticed[YEAR] == frozenset()
    street.close()
