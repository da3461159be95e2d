"""What a Standard asks the checks to look at: choices in its ranges, indexes of this and last year."""

from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.domain.checks import check
from street_desk.domain.edits import Edit, updated
from street_desk.domain.standards.columns import figures_sheet
from street_desk.domain.standards.loading import load_pack
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Session
from tests.streets import change, small_street

PACK = """
id = "choosing"
title = { zh = "选择" }
document.title = { zh = "文件" }
[[clauses]]
id = "A1"
text = { zh = "每社区8万至12万元，由县里定" }
[[indexes]]
id = "average_wage"
clause = "A1"
text = { zh = "上年社会平均工资", en = "average wage" }
[[items]]
key = "office_fund"
for = "communities"
clause = "A1"
unit = "money"
text = { zh = "经费" }
rule = { form = "range", min = 80000, max = 120000, choice = "office_ceiling" }
[[items]]
key = "month_pay"
for = "workers"
clause = "A1"
unit = "money"
text = { zh = "月报酬" }
rule = { form = "index", index = "average_wage", times = 1, year = "last" }
[[examples]]
name = "x"
for = "communities"
facts = { office_ceiling = 90000 }
expect = { office_fund = 90000 }
"""


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path)


POOL = PACK.replace(
    '{ form = "range", min = 80000, max = 120000, choice = "office_ceiling" }',
    '{ form = "pool", total = 1000, weight = "households" }',
).replace("expect = { office_fund = 90000 }", "expect = {}")


def test_a_share_set_by_hand_says_what_the_pool_then_adds_up_to(street: Session) -> None:
    found = street.assessed_by(2027, load_pack(POOL, "x"))
    assert found.total("communities", "office_fund") == 100_000
    assert not [f for f in check(found) if f.check == "pool"]
    given = found.value("communities", 1, "office_fund")
    changes, _refused = street.typed(2027, "communities", [Typed(1, "office_fund", "500", "上级定")])
    street.apply(Edit(message("x"), changes, 2027))
    found = street.assessed_by(2027, load_pack(POOL, "x"))
    assert found.total("communities", "office_fund") == 100_000 - given + 50_000
    (said,) = [f for f in check(found) if f.check == "pool"]
    assert (said.severity, said.row, said.column) == ("note", 1, "office_fund")
    assert said.values == (f"{(150_000 - given) / 100:,.2f}", "1,000.00")


def test_so_does_a_count_set_by_hand(street: Session) -> None:
    pack = POOL.replace("total = 1000", "total = 10").replace('"money"', '"count"', 1)
    standard = load_pack(pack.replace("office_fund", "public_posts_due"), "x")
    changes, _refused = street.typed(2027, "communities", [Typed(3, "public_posts_due", "9", "上级定")])
    street.apply(Edit(message("x"), changes, 2027))
    # 2,999, 3,000 and 5,001 of 11,000 are 3, 3 and 4 of 10 (2.7, 2.7 and 4.5).
    (said,) = [f for f in check(street.assessed_by(2027, standard)) if f.check == "pool"]
    assert said.values == ("15", "10")


def test_a_choice_outside_its_range_needs_a_note(street: Session) -> None:
    standard = load_pack(PACK, "x")
    for amount, expected in (("80000", 0), ("120000", 0), ("120000.01", 1), ("79999.99", 1)):
        change(street, 2027, "communities", 1, office_ceiling=amount)
        found = [f for f in check(street.assessed_by(2027, standard)) if f.check == "range"]
        assert len(found) == expected
        assert all(f.severity == "note" and f.column == "office_ceiling" for f in found)


def test_a_choice_is_held_against_the_range_of_its_own_post_only(street: Session) -> None:
    ranges = (
        '{ form = "when", any = [{ input = "post", in = ["member"] }], '
        'then = { form = "range", min = 10000, max = 20000, choice = "former_pay" }, '
        'otherwise = { form = "range", min = 1000, max = 2000, choice = "former_pay" } }'
    )
    rule = '{ form = "index", index = "average_wage", times = 1, year = "last" }'
    standard = load_pack(PACK.replace(rule, ranges), "x")
    for post, amount, expected in (
        ("secretary", "9999", ["1,000–2,000"]),
        ("secretary", "2000", []),
        ("member", "9999", ["10,000–20,000"]),
        ("member", "15000", []),
    ):
        change(street, 2027, "workers", 1, post=post, former_pay=amount)
        found = [f for f in check(street.assessed_by(2027, standard)) if f.check == "range" and f.row == 1]
        assert [f.values[1] for f in found if f.sheet == "workers"] == expected


SETTING = """
[[settings]]
id = "s"
clause = "A1"
default = "{0}"
text = {{ zh = "发不发", en = "paid" }}
basis = {{ zh = "文件" }}
options = [{{ value = "{0}", text = {{ zh = "甲", en = "first" }} }}, {{ value = "{1}", text = {{ zh = "乙" }} }}]
[[items]]
key = "party_fund"
for = "communities"
clause = "A1"
unit = "money"
text = {{ zh = "党建" }}
rule = {{ form = "choice", input = "setting.s", values = {{ {0} = 1, {1} = 2 }} }}
[[examples]]
"""


def test_a_choice_the_new_standard_does_not_offer_gives_way_to_its_default(street: Session) -> None:
    old, new = (
        PACK.replace('"choosing"', f'"{name}"').replace("[[examples]]", SETTING.format(*options))
        for name, options in (("old", "xy"), ("new", "pq"))
    )
    street.adopt(2027, old, "old")
    change(street, 2027, "figures", 1, **{"setting.s": "y"})
    assert street.assessment(2027).value("communities", 1, "party_fund") == 200
    assert not [f for f in street.findings(2027) if f.check == "setting"]
    street.adopt(2027, new, "new")
    assert street.standard(2027).chosen(street.book(2027).figures) == {"s": "p"}
    assert street.assessment(2027).value("communities", 1, "party_fund") == 100
    (found,) = [f for f in street.findings(2027) if f.check == "setting"]
    assert (found.sheet, found.column) == ("figures", "setting.s")
    assert found.message.text("en") == (
        "paid: the standard does not offer “y”; “first” counts until you choose again"
    )


def test_a_missing_index_of_last_year_says_where_to_enter_it(tmp_path: Path) -> None:
    street = small_street(tmp_path, 2026)
    street.open_year(2027)
    found = [
        f for f in check(street.assessed_by(2027, load_pack(PACK, "x"))) if f.column == "last.average_wage"
    ]
    assert [f.severity for f in found] == ["error"]
    assert found[0].message.text("zh_CN") == "缺少上年上年社会平均工资：请在年度参数中填写"
    # The year before may follow another standard, or not be in the file: its value has a field in this year.
    standard = load_pack(PACK, "x")
    sheet = figures_sheet(standard, street.book(2027).figures, 2027)
    assert sheet["last.average_wage"].heading == "上年上年社会平均工资"
    (row,) = street.book(2027).rows("figures")
    given = updated("figures", row, {"last.average_wage": 500_000})
    assert given is not None
    street.apply(Edit(message("test"), (given,), 2027))
    assessment = street.assessed_by(2027, standard)
    assert not [f for f in check(assessment) if f.column == "last.average_wage"]
    assert {assessment.value("workers", w, "month_pay") for w in assessment.book.ids("workers")} == {500_000}


def test_the_minimum_wage_is_required_only_where_it_is_read(street: Session) -> None:
    change(street, 2027, "figures", 1, minimum_wage="")
    assert any(f.column == "minimum_wage" for f in street.findings(2027))
    assert not any(f.column == "minimum_wage" for f in check(street.assessed_by(2027, load_pack(PACK, "x"))))
