from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain.page_sums import HERE, SO_FAR, page_sums
from street_desk.domain.pages import Page, PageRow
from street_desk.session import Session
from tests.pages import filled, two_years
from tests.streets import change


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def of(page: Page, row: PageRow, key: str) -> tuple[str, object]:
    box = row.boxes[next(n for n, c in enumerate(page.columns) if c.key == key)]
    return box.text, box.value


def test_rows_are_summed_exactly_in_the_columns_that_the_total_sums(session: Session) -> None:
    page = filled(session, page_sums=True)
    sums = page_sums(page)
    assert sums is not None
    some = sums.row(HERE, (0, 2))
    assert some.boxes[0].text == "本页小计"
    assert some.boxes[0].span == page.rows[-1].boxes[0].span
    assert of(page, some, "office_fund") == ("190,000.00", Decimal(190_000))
    assert of(page, some, "basis") == ("", None)
    everything = sums.row(SO_FAR, range(len(page.rows)))
    assert [box.text for box in everything.boxes[1:]] == [box.text for box in page.rows[-1].boxes[1:]]


def test_in_wan_the_rounded_true_sum_is_shown(session: Session) -> None:
    for row in session.book(2027).ids("communities"):
        change(session, 2027, "communities", row, office_ceiling="49.99")
    page = filled(session, unit="wan", page_sums=True)
    sums = page_sums(page)
    assert sums is not None
    assert of(page, page.rows[0], "ceiling") == ("0.0050", Decimal("0.004999"))
    assert of(page, sums.row(HERE, (0, 1)), "ceiling") == ("0.0100", Decimal("0.009998"))


def test_subtotals_of_groups_are_not_counted_twice(session: Session) -> None:
    page = filled(session, "pay", page_sums=True)
    sums = page_sums(page)
    assert sums is not None
    total = of(page, page.rows[-1], "year_pay")
    assert of(page, sums.row(SO_FAR, range(len(page.rows))), "year_pay") == total
    assert not sums.counts([n for n, row in enumerate(page.rows) if row.kind == "subtotal"])


def test_what_is_not_known_is_left_empty(session: Session) -> None:
    page = filled(session, page_sums=True)
    sums = page_sums(page)
    assert sums is not None
    assert of(page, sums.row(HERE, (0,)), "residents") == ("", None)


def test_nobody_gets_sums_who_did_not_ask_or_has_no_total(session: Session) -> None:
    assert page_sums(filled(session)) is None
    page = filled(session, page_sums=True)
    assert page_sums(replace(page, rows=page.rows[:-1])) is None
