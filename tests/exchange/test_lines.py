from __future__ import annotations

from street_desk.exchange.lines import broken


def wide(text: str) -> float:
    return sum(1.0 if ord(c) > 0x2E80 else 0.5 for c in text)


def test_chinese_breaks_anywhere() -> None:
    assert broken("常住户数一千户属不足三千户", 5, wide) == ["常住户数一", "千户属不足", "三千户"]


def test_a_number_is_not_cut_where_a_line_has_room_for_it() -> None:
    assert broken("常住户数12,345户", 5, wide) == ["常住户数", "12,345户"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert broken("一二三四。五", 4, wide) == ["一二三", "四。五"]
    assert broken("一二三（四五）", 4, wide) == ["一二三", "（四五）"]


def test_what_is_longer_than_a_line_is_cut_and_nothing_is_lost() -> None:
    text = "A" * 30 + "社区" * 20 + "）" * 15
    lines = broken(text, 4, wide)
    assert "".join(lines) == text
    assert all(wide(line) <= 4 for line in lines)


def test_short_text_stays_as_it_is() -> None:
    assert broken("东风 社区", 10, wide) == ["东风 社区"]
    assert broken("", 10, wide) == [""]


def test_the_last_line_is_not_a_letter_or_two() -> None:
    assert broken("服务和发展专项经费", 8, wide) == ["服务和发展专", "项经费"]
    assert broken("列入县（市、区）财政预算。", 12, wide) == ["列入县（市、区）财政", "预算。"]
    assert broken("一二三四五六七八九十甲乙丙", 6, wide) == ["一二三四五六", "七八九十", "甲乙丙"]


def test_in_narrow_columns_every_line_is_full() -> None:
    assert broken("一二三四五", 4, wide) == ["一二三四", "五"]


def test_a_space_at_a_lines_end_is_not_brought_back() -> None:
    text = "一二三四五六 七"
    assert broken(text, 6, wide) == ["一二三四五六", "七"]
