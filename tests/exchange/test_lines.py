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
