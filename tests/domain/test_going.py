"""Going to a row, a column or a tab by a few letters: what is found, and what comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from street_desk.domain.going import Named, Tab, goals

NAMES = ("幸福社区", "和平社区", "幸福路社区", "第3社区")


def _numbered(rows: list[Named]) -> Callable[[int], Named | None]:
    return lambda number: rows[number - 1] if 1 <= number <= len(rows) else None


_COMMUNITIES = [Named(place + 10, name, place) for place, name in enumerate(NAMES)]
_WORKERS = [Named(1, "张三", 0), Named(2, "李幸福", 1)]
TABS = (
    Tab(
        "communities",
        "社区",
        (("name", "社区名称"), ("households", "常住户数")),
        _COMMUNITIES,
        _numbered(_COMMUNITIES),
    ),
    Tab(
        "workers",
        "社区工作者",
        (("name", "姓名"), ("post", "职务")),
        _WORKERS,
        _numbered(_WORKERS),
    ),
    Tab("funding", "经费测算表"),
)


def _ways(asked: str, here: int = 0) -> list[tuple[str, int, str]]:
    found = sorted({goal for run in goals(asked, TABS, here) for goal in run})
    return [(goal.tab, goal.row, goal.key) for goal in found]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("幸福社区", ("communities", 10, "")),
        ("xfsq", ("communities", 10, "")),
        ("xingfu", ("communities", 10, "")),
        ("xflsq", ("communities", 12, "")),
        ("XF", ("communities", 10, "")),
        ("zhangsan", ("workers", 1, "")),
        ("zs", ("workers", 1, "")),
        ("幸福社区 户数", ("communities", 10, "households")),
        ("xfsq czhs", ("communities", 10, "households")),
        ("zs zw", ("workers", 1, "post")),
        ("2", ("communities", 11, "")),
        ("2 户数", ("communities", 11, "households")),
        ("常住户数", ("communities", 0, "households")),
        ("社区工作者", ("workers", 0, "")),
        ("jfcs", ("funding", 0, "")),
    ],
)
def test_the_best_comes_first(asked: str, first: tuple[str, int, str]) -> None:
    assert _ways(asked)[0] == first


def test_the_sheet_that_is_looked_at_comes_first() -> None:
    assert _ways("xf")[:2] == [("communities", 10, ""), ("communities", 12, "")]
    assert ("workers", 2, "") in _ways("xf")
    assert _ways("1", here=1)[0] == ("workers", 1, "")


def test_a_number_finds_names_with_it_too() -> None:
    assert ("communities", 13, "") in _ways("3")


@pytest.mark.parametrize("asked", ["", "  "])
def test_before_anything_is_typed_every_tab_is_offered(asked: str) -> None:
    assert _ways(asked, 1) == [(tab.name, 0, "") for tab in TABS]


@pytest.mark.parametrize("asked", ["没有这样的", "0", "999", "9" * 5_000, "qqqq"])
def test_what_means_nothing_finds_nothing(asked: str) -> None:
    assert _ways(asked) == []
