from __future__ import annotations

import pytest

from street_desk.exchange.titles import title_lines


def measured(text: str) -> float:
    return float(len(text))


def lines(*words: str, width: float = 20) -> list[str]:
    return title_lines(words, width, 1, measured)


def test_a_short_title_stands_on_one_line() -> None:
    assert lines("附件", "目录") == ["附件目录"]


def test_a_title_is_broken_between_its_words_into_lines_about_as_long_as_each_other() -> None:
    found = lines("测试街道办事处", "关于申请", "2027年", "社区保障经费的请示")
    assert found == ["测试街道办事处关于申请", "2027年社区保障经费的请示"]


def test_three_lines_make_no_hourglass() -> None:
    words = ("某某某某某某", "关于", "某某某某", "某某某某某某某", "某某某某某", "的请示")
    for width in (9, 10, 11, 12, 13):
        lengths = [len(line) for line in lines(*words, width=width)]
        if len(lengths) == 3:
            assert lengths[1] >= min(lengths[0], lengths[2])


def test_two_lines_of_the_same_length_are_passed_over_for_a_trapezium() -> None:
    # 6 and 6 would be an oblong; 5 and 7 is as good a title and better shaped.
    assert lines("一二三四五", "六", "七八九十百千", width=8) == ["一二三四五", "六七八九十百千"]


@pytest.mark.parametrize("length", [21, 60, 200])
def test_a_word_longer_than_a_line_is_broken_anywhere_and_nothing_is_lost(length: int) -> None:
    word = "长" * length
    found = lines(word, "2027年", "请示")
    assert "".join(found) == f"{word}2027年请示"
    assert all(len(line) <= 20 for line in found)


def test_nothing_gives_no_lines() -> None:
    assert lines() == []
