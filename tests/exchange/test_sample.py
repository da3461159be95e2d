from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from stdnum.cn import ric

from street_desk.domain.book import Book
from street_desk.domain.problems import FileUnwritable
from street_desk.exchange.importing import Preview, preview
from street_desk.exchange.sample import STREET, YEAR, write_sample_workbook
from tests.exchange.importing.support import IDS, added


@pytest.fixture
def found(tmp_path: Path) -> Preview:
    path = tmp_path / "sample.xlsx"
    write_sample_workbook(path)
    return preview(path, Book(YEAR, {}), None, IDS)


def test_everything_in_the_sample_goes_in(found: Preview) -> None:
    assert found.complete
    assert [(r.sheet, r.unit, len(r.rows)) for r in found.regions] == [
        ("communities", "wan", 12),
        ("workers", "yuan", 94),
    ]
    assert found.office_offers["street"].startswith(STREET)
    assert set(found.office_offers) == {"street", "reviewer", "preparer", "phone"}


def test_the_sample_has_every_band_organisation_star_and_number_of_seats(found: Preview) -> None:
    rows = added(found)
    households = {row["households"] for row in rows}
    assert {3000, 5000} < households
    assert min(households) < 3000
    assert max(households) > 5000
    assert {row["party_organisation"] for row in rows} == {"committee", "general_branch", "branch", "none"}
    assert {row["star"] for row in rows} == set(range(6))
    assert {row["committee_seats"] for row in rows} == set(range(5, 10))
    assert all(row["office_approved"] and row["service_approved"] for row in rows)


def test_the_sample_ids_are_sound_and_agree_with_sex_and_birth(found: Preview) -> None:
    people = added(found, "workers")
    ids = Counter(p["id_number"] for p in people)
    assert len(ids) == len(people)
    for person in people:
        number = person["id_number"]
        assert ric.calc_check_digit(number) == number[-1]
        assert person["birth"] == f"{number[6:10]}-{number[10:12]}"
        assert (person["sex"] == "male") == bool(int(number[16]) % 2)


def test_the_sample_is_as_untidy_as_real_ones(found: Preview) -> None:
    assert "张 样" in {p["name"] for p in added(found, "workers")}
    whys = {s.why.text("en") for region in found.regions for s in region.skipped}
    assert {"says how to fill the table in", "a total, not a row of its own"} <= whys
    assert all(region.totals and region.notes for region in found.regions)


def test_the_sample_is_the_same_each_time(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    write_sample_workbook(one)
    write_sample_workbook(other)
    assert one.read_bytes() == other.read_bytes()


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        write_sample_workbook(tmp_path / "missing" / "sample.xlsx")


def test_the_sample_shows_men_and_women_from_the_first_rows_on(found: Preview) -> None:
    assert {person["sex"] for person in added(found, "workers")[:7]} == {"male", "female"}
