"""Two standards side by side on paper."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from street_desk.domain.forms.comparison import comparison_page
from street_desk.domain.pages import Page
from street_desk.session import Session
from tests.streets import small_street


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path)


def _beside(street: Session, name: str) -> Page:
    other = street.assessed_by(2027, street.standard_by_id(name))
    return comparison_page(street.assessment(2027), other, date=datetime.date(2027, 3, 1))


def _values(page: Page, key: str) -> list[object]:
    place = next(n for n, c in enumerate(page.columns) if c.key == key)
    return [row.boxes[place].value for row in page.rows]


def test_the_pay_of_workers_stands_with_their_community(street: Session) -> None:
    page = _beside(street, "community-basics")
    total = Decimal(street.assessment(2027).total("workers", "year_pay")) / 100
    assert _values(page, "year_pay_one")[-1] == total
    assert _values(page, "year_pay_other") == _values(page, "year_pay_one")
    assert all("工作者" in c.path[0] for c in page.columns if c.key.startswith("year_pay"))


def test_what_the_other_standard_does_not_give_is_taken_off(street: Session) -> None:
    page = _beside(street, "shijiazhuang")
    given = _values(page, "office_fund_one")
    assert _values(page, "office_fund_other")[0] is None
    assert _values(page, "office_fund_change")[:-1] == [-Decimal(str(value)) for value in given[:-1]]
