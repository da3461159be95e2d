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


def test_where_nothing_fits_words_give_way_but_keep_some_room() -> None:
    wishes = [*(wish("-1,000,000,000,000.00") for _ in range(8)), wish("社区" * 30, lines=1, width=21)]
    size, widths = shared(wishes, 200)
    assert size == 6
    assert sum(widths) == pytest.approx(200, abs=0.1)
    assert widths[-1] >= needed("国国国", size) - 0.01


def test_far_too_many_columns_get_narrow_but_never_less_than_nothing() -> None:
    wishes = [
        *(wish("-1,000,000,000,000.00") for _ in range(20)),
        wish("依据" * 60, lines=2, least=45, width=0),
    ]
    _size, widths = shared(wishes, 190)
    assert sum(widths) == pytest.approx(190, abs=0.2)
    assert min(widths) > 3


def test_what_is_left_goes_to_words_that_take_many_lines_before_it_goes_to_figures() -> None:
    figures, name = wish("1,000", grow=1), wish("社" * 60, lines=1, grow=1)
    size, widths = shared([figures, name, figures], 110)
    assert name.lines_in(widths[1], size) <= 3
    assert widths[0] < 20


def test_words_on_few_lines_leave_what_is_left_to_be_shared() -> None:
    figures, name = wish("1,000", grow=1), wish("社" * 8, lines=1, grow=1)
    _size, widths = shared([figures, name, figures], 110)
    assert widths[0] > 20
