from __future__ import annotations

from decimal import Decimal

import pytest

from street_desk.domain.pages import Growth, Heading, Product, Sum, headings, printed, shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "#,##0", ""),
        ("东风社区", "", "东风社区"),
        (Decimal(150000), "#,##0", "150,000"),
        (Decimal("1409.5"), "#,##0.00", "1,409.50"),
        (Decimal("-0.004"), "#,##0.00", "0.00"),
        (Decimal("0.125"), "#,##0.00", "0.13"),
        (Decimal("-0.125"), "#,##0.00", "-0.13"),
        (Decimal("0.3765"), "0.0%", "37.7%"),
        (Decimal("2.0"), "General", "2"),
        (Decimal("2.30"), "General", "2.3"),
        (7, "0", "7"),
    ],
)
def test_a_value_is_shown_as_excel_shows_it(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text  # type: ignore[arg-type]


def test_neighbours_share_a_heading_and_a_short_path_reaches_down() -> None:
    assert headings([("序号",), ("经费", "基础"), ("经费", "增加"), ("备注",)]) == (
        Heading("序号", 0, 0, 2, 1),
        Heading("经费", 0, 1, 1, 2),
        Heading("备注", 0, 3, 2, 1),
        Heading("基础", 1, 1, 1, 1),
        Heading("增加", 1, 2, 1, 1),
    )


def test_equal_headings_that_are_not_neighbours_stay_apart() -> None:
    found = headings([("一", "小计"), ("二", "小计"), ("一", "小计")])
    assert [(h.text, h.column, h.columns) for h in found if h.row == 0] == [
        ("一", 0, 1),
        ("二", 1, 1),
        ("一", 2, 1),
    ]


def test_a_sum_takes_an_empty_column_for_nothing_and_is_empty_where_all_are() -> None:
    assert Sum(("a", "b"), ("c",)).result({"a": 5, "b": None, "c": 2}) == 3
    assert Sum(("a", "b")).result({"a": None, "b": None}) is None


def test_a_product_needs_every_factor() -> None:
    formula = Product((Sum(("pay",), ("elsewhere",)), "months"))
    assert formula.result({"pay": Decimal(2340), "elsewhere": Decimal(1000), "months": 6}) == 8040
    assert formula.result({"pay": Decimal(2340), "elsewhere": None, "months": 6}) == 14040
    assert formula.result({"pay": Decimal(2340), "elsewhere": None, "months": None}) is None


def test_growth_is_a_rate_of_four_places_and_empty_without_a_before() -> None:
    assert Growth("now", "before").result({"now": 2340, "before": 1700}) == Decimal("0.3765")
    assert Growth("now", "before").result({"now": 2340, "before": 0}) is None
    assert Growth("now", "before").result({"now": 2340}) is None


def test_chinese_words_are_printed_with_full_width_marks() -> None:
    assert printed("书记(主任): 甲; 乙") == "书记（主任）： 甲； 乙"
    assert printed("(a): b") == "(a): b"
