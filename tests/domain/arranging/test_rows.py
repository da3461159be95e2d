"""Rows under an Arrangement: filtered, sorted, grouped."""

from __future__ import annotations

from typing import Any

import pytest

from street_desk.domain.arranging import (
    ANY,
    FIRST_LINE,
    Arrangement,
    Cells,
    Chosen,
    Filter,
    Line,
    Number,
    Source,
    Written,
    added_up,
    arranged,
    tally,
)
from street_desk.domain.catalogue import COMMUNITIES, WORKERS

_COMMUNITIES = {1: ("幸福社区", "003"), 2: ("和平社区", "001"), 3: ("光明社区", "")}
_ROWS: dict[int, dict[str, Any]] = {
    1: {"name": "张三", "community": 1, "former_pay": 900, "post": "secretary", "appointed": "2013-07"},
    2: {"name": "李四", "community": 2, "former_pay": 1_000, "appointed": "2013-07-15"},
    3: {"name": "赵六", "community": 3, "post": "secretary"},
    4: {"name": "阿五", "community": 1, "former_pay": 1_000, "appointed": "2009-01-01"},
    5: {},
}
_COLUMNS = {column.key: column for column in WORKERS}


def _cells(rows: dict[int, dict[str, Any]] = _ROWS) -> Cells:
    def shown(column: Any, value: Any) -> str:
        return _COMMUNITIES[value][0] if column.key == "community" else str(column.kind.format(value))

    return Cells(
        Source(
            lambda: list(rows),
            lambda ids, column: [rows[row_id].get(column.key) for row_id in ids],
            shown,
            lambda _column, value: _COMMUNITIES[value][1],
            lambda row_id, key: {(1, "name"): "error", (4, "name"): "hint"}.get((row_id, key), ""),
        )
    )


def _ids(arrangement: Arrangement) -> list[int]:
    return arranged(arrangement, _cells(), _COLUMNS).ids


@pytest.mark.parametrize(
    ("key", "up", "down"),
    [
        ("name", [4, 2, 1, 3, 5], [3, 1, 2, 4, 5]),
        ("former_pay", [1, 2, 4, 3, 5], [2, 4, 1, 3, 5]),
        ("appointed", [4, 1, 2, 3, 5], [2, 1, 4, 3, 5]),
        ("post", [1, 3, 2, 4, 5], [1, 3, 2, 4, 5]),
        ("community", [3, 2, 1, 4, 5], [1, 4, 2, 3, 5]),
    ],
)
def test_a_column_is_sorted_with_blanks_last_either_way_and_equals_as_they_were(
    key: str, up: list[int], down: list[int]
) -> None:
    assert _ids(Arrangement(order=((key, False),))) == up
    assert _ids(Arrangement(order=((key, True),))) == down


def test_names_of_communities_are_sorted_by_code_where_that_is_asked() -> None:
    order = (("community", False),)
    assert _ids(Arrangement(order=order, by_code=frozenset({"community"}))) == [2, 1, 4, 3, 5]


def test_choices_are_sorted_as_they_are_declared_and_not_by_their_words() -> None:
    posts = [option.key for option in WORKERS["post"].kind.options]
    rows = {n: {"post": post} for n, post in enumerate(reversed(posts))}
    found = arranged(Arrangement(order=(("post", False),)), _cells(rows), _COLUMNS)
    assert [rows[row_id]["post"] for row_id in found.ids] == posts


def test_the_first_column_counts_most() -> None:
    assert _ids(Arrangement(order=(("former_pay", True), ("name", False)))) == [4, 2, 1, 3, 5]


@pytest.mark.parametrize(
    ("one", "passing"),
    [
        (Filter(Chosen(frozenset({"9.00", ""}))), [1, 3, 5]),
        (Filter(custom=(Number("less", 1_000), Number("more", 950)), either=True), [1, 2, 4]),
        (Filter(custom=(Number("at_most", 1_000), Number("more", 950))), [2, 4]),
        (Filter(Chosen(frozenset({"10.00"})), (Number("less", 950),)), []),
    ],
)
def test_conditions_on_a_column_are_joined_by_and_or_or(one: Filter, passing: list[int]) -> None:
    assert _ids(Arrangement({"former_pay": one})) == passing


@pytest.mark.parametrize(("severity", "passing"), [(ANY, [1, 4]), ("error", [1]), ("note", [])])
def test_rows_with_a_finding_pass(severity: str, passing: list[int]) -> None:
    assert _ids(Arrangement({"name": Filter(finding=severity)})) == passing


def test_filters_of_several_columns_all_have_to_be_met_and_unknown_columns_are_passed_over() -> None:
    filters = {
        "community": Filter(Chosen(frozenset({"幸福社区"}))),
        "name": Filter(custom=(Written("begins", "张"),)),
        "gone": Filter(Chosen(frozenset())),
    }
    assert _ids(Arrangement(filters, order=(("gone", True),), group="gone")) == [1]


def test_groups_stand_together_with_a_line_after_each_and_one_for_all() -> None:
    found = arranged(Arrangement(order=(("name", False),), group="former_pay"), _cells(), _COLUMNS)
    one, two, three, four = (FIRST_LINE - n for n in range(4))
    assert found.ids == [1, one, 4, 2, two, 3, 5, three, four]
    assert found.lines == {one: Line(900), two: Line(1_000), three: Line(None), four: Line(grand=True)}


def test_groups_follow_the_order_of_their_column_and_the_filter() -> None:
    filters = {"former_pay": Filter(custom=(Number("more", 0),))}
    found = arranged(Arrangement(filters, (("former_pay", True),), "former_pay"), _cells(), _COLUMNS)
    assert [row_id for row_id in found.ids if row_id > 0] == [2, 4, 1]


def test_the_list_of_values_counts_rows_that_the_other_filters_let_pass() -> None:
    filters = {
        "community": Filter(Chosen(frozenset({"幸福社区"}))),
        "former_pay": Filter(custom=(Number("more", 950),)),
    }
    found = Arrangement(filters)
    assert tally(found, _cells(), _COLUMNS, "community") == [("和平社区", 1), ("幸福社区", 1)]
    assert tally(Arrangement(), _cells(), _COLUMNS, "post")[-1] == ("", 3)


def test_only_what_can_be_added_up_is() -> None:
    assert {key for key in _COLUMNS if added_up(_COLUMNS[key])} >= {"former_pay", "year_pay"}
    assert not any(added_up(_COLUMNS[key]) for key in ("grade", "service_years", "change", "name"))
    assert added_up(COMMUNITIES["households"])
    assert added_up(COMMUNITIES["area_km2"])
    assert not added_up(COMMUNITIES["star"])


def test_cells_are_read_anew_only_where_they_are_said_to_have_changed() -> None:
    rows = {n: dict(row) for n, row in _ROWS.items()}
    cells = _cells(rows)
    arranged(Arrangement(order=(("name", False),)), cells, _COLUMNS)
    rows[3]["name"], rows[4]["name"] = "安七", "周八"
    cells.forget([3])
    assert arranged(Arrangement(order=(("name", False),)), cells, _COLUMNS).ids == [4, 3, 2, 1, 5]


def test_what_is_prepared_is_not_asked_for_again_until_it_changes() -> None:
    rows = {n: {"name": f"甲{n}"} for n in range(1, 2_501)}
    asked: list[int] = []

    def values(ids: Any, column: Any) -> list[Any]:
        asked.append(len(ids))
        return [rows[row_id].get(column.key) for row_id in ids]

    cells = Cells(
        Source(lambda: list(rows), values, lambda _column, value: value, lambda *_cell: "", lambda *_cell: "")
    )
    assert len(list(cells.prepare(_COLUMNS["name"]))) == 3
    assert asked == [1_000, 1_000, 500]
    order = Arrangement(order=(("name", True),))
    before = arranged(order, cells, _COLUMNS).ids
    assert asked == [1_000, 1_000, 500]
    rows[2_500]["name"] = "乙"
    cells.forget([2_500])
    assert arranged(order, cells, _COLUMNS).ids == [2_500, *(n for n in before if n != 2_500)]
    assert asked[3:] == [1]


def test_texts_that_are_sorted_alike_make_one_group_each() -> None:
    rows = {n: {"note": text} for n, text in enumerate(("ABC", "abc", "ABC", "Ａbc", "abc"), start=1)}
    found = arranged(Arrangement(group="note"), _cells(rows), _COLUMNS)
    assert [found.lines[n].value for n in found.ids if n < 0 and not found.lines[n].grand] == [
        "ABC",
        "abc",
        "Ａbc",
    ]
