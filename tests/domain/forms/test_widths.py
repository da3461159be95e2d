from __future__ import annotations

import pytest

from street_desk.domain.forms.widths import Wish, ems, needed, shared


def wish(longest: str, *, lines: int = 0, width: float = 9, least: float = 0, grow: float = 1) -> Wish:
    return Wish(width, least, "题", longest, lines, grow)


def test_a_chinese_letter_is_as_wide_as_it_is_high_and_figures_about_half() -> None:
    assert ems("社区") == 2
    assert 0.5 < ems("8") < 0.6
    assert ems("，") == 1


def test_figures_keep_their_line_and_everything_fills_the_room() -> None:
    wishes = [wish("1,234,567.89"), wish("很长很长的一个社区名称", lines=1), wish("5")]
    size, widths = shared(wishes, 120)
    assert size == 9
    assert sum(widths) == pytest.approx(120, abs=0.05)
    assert widths[0] >= needed("1,234,567.89", size)


def test_letters_get_smaller_before_figures_are_cut() -> None:
    wishes = [wish("123,456,789.00") for _ in range(10)]
    size, widths = shared(wishes, 230)
    assert size < 9
    assert all(width >= needed("123,456,789.00", size) for width in widths)


def test_words_are_not_wrapped_for_the_sake_of_slightly_larger_letters() -> None:
    wishes = [wish("副书记（副主任）", lines=1) for _ in range(4)]
    size, widths = shared(wishes, 4 * needed("副书记（副主任）", 8.5))
    assert size == 8.5
    assert min(widths) >= needed("副书记（副主任）", size) - 0.01


def test_a_column_keeps_its_least_width_beside_the_smallest_letters() -> None:
    wishes = [*(wish("123,456,789.00") for _ in range(9)), wish("依据" * 60, lines=1, least=45, width=0)]
    size, widths = shared(wishes, 230)
    assert size < 9
    assert widths[-1] >= 45


def test_text_that_may_take_two_lines_gets_room_for_two() -> None:
    size, widths = shared([wish("7"), wish("据" * 40, lines=2, least=45)], 67.5)
    assert size == 7.75
    assert widths[1] >= needed("据" * 20, size)
