"""An assessment: amounts, their steps, and that following an edit equals assessing anew."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from street_desk.domain.book import Book
from street_desk.domain.edits import Edit, updated
from street_desk.domain.problems import UnknownColumn
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.loading import load_pack
from street_desk.domain.standards.pack import Standard
from street_desk.domain.standards.rules import sharing
from street_desk.domain.standards.rules.sharing import apportioned
from street_desk.domain.standards.working import Line
from street_desk.domain.typing_in import Typed
from street_desk.exchange import packs
from street_desk.language import message
from street_desk.session import Session
from tests.streets import change, small_street, type_in


@pytest.fixture
def street(tmp_path: Path) -> Session:
    return small_street(tmp_path)


def _plain(assessment: Assessment) -> object:
    book: Book = assessment.book
    return {
        (sheet, row): {
            key: (line.value, line.text("en")) for key, line in assessment.lines(sheet, row).items()
        }
        for sheet in ("communities", "workers")
        for row in book.ids(sheet)
    }


def test_the_three_bands_give_the_sources_amounts(street: Session) -> None:
    found = street.assessment(2027)
    totals = [found.value("communities", row, "total_fund") for row in (1, 2, 3)]
    assert totals == [22_000_000, 26_000_000, 31_000_000]
    assert found.totals()["total_fund"] == 79_000_000


def test_the_named_pay_examples_come_out(street: Session) -> None:
    found = street.assessment(2027)
    assert [found.value("workers", row, "month_pay") for row in (1, 2, 3, 4)] == [
        471_700,
        432_500,
        367_100,
        234_000,
    ]
    assert found.value("workers", 1, "change") == Decimal("0.9654")


def test_the_last_steps_amount_is_the_result(street: Session) -> None:
    found = street.assessment(2027)
    for sheet in ("communities", "workers"):
        for row in found.book.ids(sheet):
            for key, line in found.lines(sheet, row).items():
                assert _result(found, line) == line.value, key


def _result(found: Assessment, line: Line) -> object:
    last = line.steps[-1].amount if line.steps else None
    if line.item in found.standard.item and found.standard.item[line.item].unit == "money":
        return None if last is None else int(last * 100)
    return line.value if line.item == "secretary" else last


def test_explanations_read_in_both_languages(street: Session) -> None:
    line = street.assessment(2027).lines("communities", 2)["office_fund"]
    assert (
        line.text("zh_CN")
        == "基础50,000元；常住户数3,000户，属3,000户至5,000户（均含）：增加50,000元；共计100,000元"
    )
    assert line.text("en") == (
        "base 50,000 yuan; Households 3,000 households, in 3,000 to 5,000 households (both included): "
        "add 50,000 yuan; together 100,000 yuan"
    )
    assert (line.part("base"), line.part("add")) == (50_000, 50_000)


def test_the_parts_of_a_sum_cite_their_own_clauses(street: Session) -> None:
    line = street.assessment(2027).lines("communities", 2)["total_fund"]
    assert [step.clause for step in line.steps] == ["S1", "S2", "S3", "S1"]


def test_last_years_star_pays_and_this_years_where_there_is_none(tmp_path: Path) -> None:
    street = small_street(tmp_path, 2026)
    street.open_year(2027)
    ids = street.book(2027).ids("communities")
    change(street, 2027, "communities", ids[0], star="5")
    assert street.assessment(2027).value("communities", ids[0], "pay_star") == 1
    change(street, 2026, "communities", 1, star="")
    assert street.assessment(2027).value("communities", ids[0], "pay_star") == 5
    change(street, 2027, "figures", street.book(2027).figures["id"], **{"setting.star_year": "this"})
    assert street.assessment(2027).value("communities", ids[1], "pay_star") is None


def test_a_missing_input_gives_no_amount_and_says_what_is_missing(street: Session) -> None:
    change(street, 2027, "figures", 1, minimum_wage="")
    line = street.assessment(2027).lines("workers", 1)["base_pay"]
    assert line.value is None
    assert line.text("zh_CN") == "缺少上年度当地月最低工资标准"


def test_the_counties_choice_of_an_edge_changes_the_amount(street: Session) -> None:
    change(street, 2027, "figures", 1, **{"setting.edge_3000": "below"})
    assert street.assessment(2027).value("communities", 2, "office_fund") == 8_000_000


def test_a_worker_who_leaves_in_march_is_paid_three_months(street: Session) -> None:
    change(street, 2027, "workers", 1, left="2027-03-02")
    assert street.assessment(2027).value("workers", 1, "year_pay") == 3 * 471_700


_EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("communities"), st.integers(1, 3), st.sampled_from(["households"]), st.sampled_from(["", "2999", "3000", "5001"])),
        st.tuples(st.just("communities"), st.integers(1, 3), st.sampled_from(["star"]), st.sampled_from(["", "0", "4"])),
        st.tuples(st.just("workers"), st.integers(1, 4), st.sampled_from(["post"]), st.sampled_from(["书记", "委员", "公益岗", "其他"])),
        st.tuples(st.just("workers"), st.integers(1, 4), st.just("community"), st.sampled_from(["幸福社区", "光明社区", ""])),
        st.tuples(st.just("figures"), st.just(1), st.just("minimum_wage"), st.sampled_from(["1300", "1400.55", ""])),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=_EDITS)
def test_following_edits_equals_assessing_anew(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, str, str]]
) -> None:
    street = small_street(tmp_path_factory.mktemp("street"))
    street.assessment(2027)
    for sheet, row, key, text in edits:
        change(street, 2027, sheet, row, **{key: text})
    followed = street.assessment(2027)
    assert _plain(followed) == _plain(Assessment(followed.standard, street.book(2027), None))
    street.close()


def test_a_community_that_goes_takes_its_lines_along(street: Session) -> None:
    type_in(street, 2027, "communities", {"name": "新社区", "households": "1", "party_organisation": "党委"})
    assert street.assessment(2027).total("communities", "party_fund") == 15_000_000
    street.undo()
    assert street.assessment(2027).total("communities", "party_fund") == 10_000_000


def test_a_nameless_row_of_last_year_is_nobodys_namesake(tmp_path: Path) -> None:
    street = small_street(tmp_path, 2026)
    type_in(street, 2026, "communities", {"households": "9", "star": "5", "office_approved": "99999"})
    street.open_year(2027)
    type_in(street, 2027, "communities", {"name": "新社区", "households": "1", "star": "0"})
    new = street.book(2027).ids("communities")[-1]
    assert street.assessment(2027).value("communities", new, "pay_star") == 0
    assert street.assessment(2027).prior_row(street.book(2027).row("communities", new) or {}) is None


def test_a_figure_set_by_hand_stands_with_its_reason_and_what_rests_on_it_follows(street: Session) -> None:
    from street_desk.domain.problems import NeedsReason

    _changes, refused = street.typed(2027, "communities", [Typed(1, "office_fund", "1409.50")])
    assert isinstance(refused[0].problem, NeedsReason)
    changes, refused = street.typed(2027, "communities", [Typed(1, "office_fund", "1409.50", "上级压减")])
    assert not refused
    street.apply(Edit(message("x"), changes, 2027))
    found = street.assessment(2027)
    assert found.value("communities", 1, "office_fund") == 140_950
    assert found.value("communities", 1, "total_fund") == 140_950 + 12_000_000 + 2_000_000
    line = found.lines("communities", 1)["office_fund"]
    assert (line.part("given"), line.part("override")) == (80_000, Decimal("1409.50"))
    assert "上级压减" in line.text("zh_CN")
    assert [f.values for f in street.findings(2027) if f.check == "by_hand"] == [("1,409.50", "80000")]
    page = street.papers("funding", 2027)[0]
    assert any("手工调整为1,409.50元：上级压减" in note for note in page.notes)
    changes, refused = street.typed(2027, "communities", [Typed(1, "office_fund", "")])
    street.apply(Edit(message("x"), changes, 2027))
    assert street.assessment(2027).value("communities", 1, "office_fund") == 8_000_000
    street.undo()
    assert street.assessment(2027).value("communities", 1, "office_fund") == 140_950
    street.open_year(2028)
    first = street.book(2028).rows("communities")[0]
    assert not any(key.startswith("override") for key in first)


def test_posts_set_by_hand_print_as_posts_and_not_as_money(street: Session) -> None:
    import datetime

    from street_desk.domain.edits import Edit
    from street_desk.domain.forms.comparison import comparison_page
    from street_desk.domain.typing_in import Typed
    from street_desk.language import message

    changes, _refused = street.typed(2027, "communities", [Typed(1, "public_posts_due", "7", "区里定")])
    street.apply(Edit(message("x"), changes, 2027))
    other = street.assessed_by(2027, street.standard_by_id("yiyang-2020"))
    page = comparison_page(street.assessment(2027), other, date=datetime.date(2027, 1, 1))
    assert any("公益性岗位应配数按标准为3，手工调整为7：区里定" in note for note in page.notes)


def _pooling(rule: str) -> Standard:
    """A pack whose office fund and posts due are these rules."""
    return load_pack(
        f"""
id = "pool"
title = {{ zh = "池" }}
document.title = {{ zh = "文件" }}
clauses = [{{ id = "1", text = {{ zh = "条" }} }}]
examples = [{{ name = "x", for = "communities", facts = {{}}, expect = {{}} }}]
[[items]]
key = "office_fund"
for = "communities"
clause = "1"
unit = "money"
text = {{ zh = "经费" }}
rule = {rule}
[[items]]
key = "public_posts_due"
for = "communities"
clause = "1"
unit = "count"
text = {{ zh = "岗" }}
rule = {{ form = "quota", input = "households", per = 3000, rounding = "down" }}
""",
        "x",
    )


@pytest.mark.parametrize(
    ("rule", "amounts"),
    [
        # 3,000 and 5,001 households reach it, 2,999 do not: 100,000 by 3,000 and 5,001 of 8,001.
        (
            '{ form = "when", any = [{ input = "households", least = 3000 }], '
            'then = { form = "pool", total = 100000, weight = "households" } }',
            [0, 3_749_531, 6_250_469],
        ),
        ('{ form = "pool", total = 100000, weight = "public_posts_due" }', [0, 5_000_000, 5_000_000]),
    ],
)
def test_a_pool_is_shared_by_the_rows_that_come_to_it(street: Session, rule: str, amounts: list[int]) -> None:
    standard = _pooling(rule)
    followed = Assessment(standard, street.book(2027), None)
    assert [followed.value("communities", row, "office_fund") for row in (1, 2, 3)] == amounts
    changes, _refused = street.typed(2027, "communities", [Typed(1, "households", "9000")])
    street.apply(Edit(message("x"), changes, 2027))
    followed.follow(changes)
    anew = Assessment(standard, street.book(2027), None)
    shares = [followed.value("communities", row, "office_fund") for row in (1, 2, 3)]
    assert shares == [anew.value("communities", row, "office_fund") for row in (1, 2, 3)]
    assert shares[0] > 0
    assert sum(shares) == 10_000_000


@pytest.mark.parametrize(
    "rule",
    [
        '{ form = "limit", of = { form = "range", min = 1, max = 3 }, cap = 2 }',
        '{ form = "range", min = 1, max = 3 }',
    ],
)
def test_a_rule_fed_with_what_is_no_figure_says_so_and_ends_nothing(street: Session, rule: str) -> None:
    standard = _pooling('{ form = "when", any = [{ input = "households", least = 1 }], then = ' + rule + " }")
    found = Assessment(standard, street.book(2027), None)
    assert found.totals()["office_fund"] == 0
    line = found.lines("communities", 1)["office_fund"]
    assert line.value is None
    assert line.text("en").startswith("it cannot be worked out: a rule of the standard is fed with")
    assert found.value("communities", 2, "public_posts_due") == 1


def test_a_pool_is_shared_out_once_for_all_rows(street: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(total: int, weights: dict[int, int]) -> dict[int, int]:
        asked.append(total)
        return apportioned(total, weights)

    monkeypatch.setattr(sharing, "apportioned", counted)
    standard = _pooling('{ form = "pool", total = 100000, weight = "households" }')
    assert Assessment(standard, street.book(2027), None).total("communities", "office_fund") == 10_000_000
    assert asked == [10_000_000]


def test_a_wage_that_changes_in_july_splits_the_year(street: Session) -> None:
    change(street, 2027, "figures", 1, **{"minimum_wage@2027-07": "1400"})
    assert street.assessment(2027).value("workers", 1, "year_pay") == 6 * 471_700 + 6 * (3 * 140_000 + 81_700)
    assert street.assessment(2027).value("workers", 1, "month_pay") == 471_700
    street.open_year(2028)
    assert "minimum_wage@2027-07" not in street.book(2028).figures


def test_who_begins_after_the_wage_changed_has_the_new_month(street: Session) -> None:
    change(street, 2027, "figures", 1, **{"minimum_wage@2027-07": "1400"})
    change(street, 2027, "workers", 1, appointed="2027-08-01", left="2027-09-30")
    found = street.assessment(2027)
    assert found.value("workers", 1, "month_pay") == 3 * 140_000 + 81_700
    assert found.value("workers", 1, "year_pay") == 2 * (3 * 140_000 + 81_700)


def test_a_figure_may_change_inside_the_year_only_where_it_is_worked_by_month(street: Session) -> None:
    assert street.standard(2027).by_month == {"minimum_wage"}
    row = street.book(2027).figures["id"]
    for key in ("minimum_wage@2027-01", "annual_income@2027-07", "minimum_wage@2026-07"):
        changes, (refused,) = street.typed(2027, "figures", [Typed(row, key, "1400")])
        assert (changes, type(refused.problem)) == ((), UnknownColumn)
    # A month of the wage counts there; what only community items read, a whole year at a time, does not.
    assert packs.standard_of(packs.pack_text("dongying"), "dongying").by_month == {"average_wage"}
    assert load_pack(BY_MONTH.replace('"by_month", of', '"index", times = 12, index'), "x").by_month == set()
    assert load_pack(BY_MONTH, "x").by_month == {"heat"}


def test_a_community_is_worked_by_month_too(street: Session) -> None:
    pack = load_pack(BY_MONTH, "x")
    given = updated("figures", street.book(2027).figures, {"heat": 100_000, "heat@2027-11": 150_000})
    assert given is not None
    street.apply(Edit(message("test"), (given,), 2027))
    assert street.assessed_by(2027, pack).value("communities", 1, "office_fund") == 1_300_000


BY_MONTH = """
id = "months"
title = { zh = "按月" }
document.title = { zh = "文件" }
[[clauses]]
id = "A1"
text = { zh = "取暖费按月补助" }
[[indexes]]
id = "heat"
clause = "A1"
text = { zh = "每月取暖补助" }
[[items]]
key = "office_fund"
for = "communities"
clause = "A1"
unit = "money"
text = { zh = "经费" }
rule = { form = "by_month", of = "heat" }
[[examples]]
name = "x"
for = "communities"
facts = { heat = 10 }
expect = { office_fund = 120 }
"""
