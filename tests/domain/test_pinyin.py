"""Pinyin: the order of Chinese text, and finding it by the sounds that people type."""

from __future__ import annotations

import subprocess
import sys

import pytest

from street_desk.domain import pinyin


def test_names_are_ordered_by_sound_then_tone_and_letters_come_first() -> None:
    names = ["幸福社区", "和平社区", "Z小区", "光明社区", "啊", "1号", "阿", "妈", "麻", "绿", "路"]
    assert sorted(names, key=pinyin.order) == [
        "1号", "Z小区", "阿", "啊", "光明社区", "和平社区", "路", "绿", "妈", "麻", "幸福社区",
    ]  # fmt: skip


def test_the_case_and_the_width_of_letters_do_not_matter_to_the_order() -> None:
    assert pinyin.order("ＡＢ１ c") == pinyin.order("ab1　C")


@pytest.mark.parametrize(
    ("text", "sounds", "first"),
    [("幸福社区", "xingfushequ", "xfsq"), ("绿苑A区", "lvyuanaqu", "lyaq"), ("", "", "")],
)
def test_a_text_is_spelled_as_it_is_typed(text: str, sounds: str, first: str) -> None:
    assert (pinyin.spelled(text), pinyin.initials(text)) == (sounds, first)


@pytest.mark.parametrize("wanted", ["", "xfsq", "XF", "fsq", "xingfu", "shequ", "xingfush", "福社", "ｘｆ"])
def test_a_name_is_found_by_characters_initials_and_sounds(wanted: str) -> None:
    assert pinyin.found(wanted, "幸福社区")


@pytest.mark.parametrize("wanted", ["xq", "ingfu", "和", "xfsqx"])
def test_what_is_not_in_a_name_does_not_find_it(wanted: str) -> None:
    assert not pinyin.found(wanted, "幸福社区")


def test_the_table_is_not_read_before_it_is_needed_and_without_the_phrases() -> None:
    said = (
        "import sys; from street_desk.domain import pinyin; assert not pinyin._tables.cache_info().currsize;"
        "pinyin.order('区'); assert 'pypinyin' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", said], check=True)
