from __future__ import annotations

from itertools import pairwise

import pytest

from street_desk.exchange.fonts import chain
from street_desk.exchange.signatures import SIZE, height_of, signatures

FIVE = (
    ("单位负责人", "王建国"),
    ("财务负责人", ""),
    ("审核人", ""),
    ("填表人", "李㛃"),
    ("联系电话", "03121234567"),
)


def ends(said: tuple[tuple[str, str], ...], room: float) -> list[tuple[float, float, float]]:
    """Where each begins, where it ends, and its line."""
    return [
        (s.x, max(s.end, s.x + chain("body").width(s.text, s.size)), s.y) for s in signatures(said, 0, room)
    ]


def test_with_room_each_has_its_equal_part_and_the_empty_ones_a_rule() -> None:
    found = signatures(FIVE, 0, 780)
    assert [s.x for s in found] == [0, 156, 312, 468, 624]
    assert [s.end > s.rule for s in found] == [False, True, True, False, False]
    assert {s.size for s in found} == {SIZE}


@pytest.mark.parametrize("room", [780, 540, 400, 250, 150])
def test_they_never_overlap_nor_leave_the_paper(room: float) -> None:
    said = (("单位负责人", "欧阳震华"), ("财务负责人", "司马相如欧阳震华"), *FIVE[2:])
    found = ends(said, room)
    for (_x, end, line), (begin, _end, other) in pairwise(found):
        assert end <= begin or other > line
    assert max(end for _x, end, _line in found) <= room + 0.01


def test_what_is_too_long_for_a_line_goes_on_two_about_as_full() -> None:
    found = signatures(FIVE, 0, 400)
    lines = [s.y for s in found]
    assert lines.count(lines[0]) == 3
    assert height_of(found) > height_of(signatures(FIVE, 0, 780))


def test_one_longer_than_the_paper_is_set_smaller() -> None:
    (found,) = signatures((("社区（盖章）" * 20, ""),), 0, 400)
    assert found.size < SIZE
    assert chain("body").width(found.text, found.size) <= 400.01


def test_none_take_no_room() -> None:
    assert signatures((), 0, 500) == ()
    assert height_of(()) == 0
