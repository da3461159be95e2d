"""Choices as offices type them: a new word found in a workbook is an alias in the catalogue and a line here."""

from __future__ import annotations

import pytest

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.catalogue.people import EDUCATION, POLITICAL, POSTS, SEXES, TITLES
from street_desk.domain.kinds import (
    Choice,
    matching,
    yes_no,
)
from street_desk.domain.problems import UnknownChoice
from street_desk.domain.sheets import Column
from tests.domain.values.support import refused

YES_NO = yes_no()


CHOICES: list[tuple[Choice, object, str]] = [
    (YES_NO, "是", "yes"),
    (YES_NO, " 是。", "yes"),
    (YES_NO, "√", "yes"),
    (YES_NO, "✓", "yes"),
    (YES_NO, "✔", "yes"),
    (YES_NO, "Y", "yes"),
    (YES_NO, "ｙｅｓ", "yes"),
    (YES_NO, 1.0, "yes"),
    (YES_NO, "有", "yes"),
    (YES_NO, "○", "yes"),
    (YES_NO, True, "yes"),
    (YES_NO, "否", "no"),
    (YES_NO, "×", "no"),
    (YES_NO, "N", "no"),
    (YES_NO, 0, "no"),
    (YES_NO, "无", "no"),
    (YES_NO, False, "no"),
    (SEXES, "男性", "male"),
    (SEXES, "Ｍ", "male"),
    (SEXES, "女 ", "female"),
    (SEXES, "F", "female"),
    (POLITICAL, "中共党员", "party"),
    (POLITICAL, "党员", "party"),
    (POLITICAL, "预备党员", "party"),
    (POLITICAL, "中共党员（预备）", "party"),
    (POLITICAL, "共青团员", "league"),
    (POLITICAL, "团员", "league"),
    (POLITICAL, "群众", "masses"),
    (POLITICAL, "民盟盟员", "democratic"),
    (EDUCATION, "大学本科", "bachelor"),
    (EDUCATION, "本科", "bachelor"),
    (EDUCATION, "全日制本科", "bachelor"),
    (EDUCATION, "大专", "college"),
    (EDUCATION, "专科", "college"),
    (EDUCATION, "高中", "secondary"),
    (EDUCATION, "中专", "secondary"),
    (EDUCATION, "中专（高中）", "secondary"),
    (EDUCATION, "初中", "primary"),
    (EDUCATION, "研究生", "postgraduate"),
    (EDUCATION, "硕士", "postgraduate"),
    (TITLES, "助理社会工作师（初级）", "assistant"),
    (TITLES, "社会工作师(中级)", "social_worker"),
    (TITLES, "无证", "none"),
    (POSTS, "党委书记、主任", "secretary"),
    (POSTS, "书记兼主任", "secretary"),
    (POSTS, "支部书记", "secretary"),
    (POSTS, "党总支书记", "secretary"),
    (POSTS, "书记、主任一肩挑", "secretary"),
    (POSTS, "主任兼书记", "secretary"),
    (POSTS, "居委会主任兼党支部书记", "secretary"),
    (POSTS, "书记（主任）", "secretary"),
    (POSTS, "副书记、副主任", "deputy"),
    (POSTS, "支部副书记", "deputy"),
    (POSTS, "两委委员", "member"),
    (POSTS, "支部委员", "member"),
    (POSTS, "公益性岗位人员", "public"),
    (POSTS, "专职工作者", "other"),
]


@pytest.mark.parametrize(("kind", "raw", "key"), CHOICES)
def test_a_choice_is_known_as_offices_write_it(kind: Choice, raw: object, key: str) -> None:
    assert kind.read(raw) == key


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (POSTS, "党委（党总支）"),
        (POSTS, "所长"),
        (SEXES, "不详"),
        (YES_NO, "待定"),
        (EDUCATION, "自学"),
        (POLITICAL, "无"),
    ],
)
def test_an_unknown_choice_is_refused_with_the_choices(kind: Choice, text: str) -> None:
    caught = refused(kind, text)
    assert isinstance(caught, UnknownChoice)
    assert all(
        option.heading in caught.text("zh_CN") or option.label in caught.text("zh_CN")
        for option in kind.options
    )


COLUMNS = [c for sheet in SHEETS.values() for c in sheet.typed]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda c: c.key)
def test_no_word_means_two_choices_of_a_column(column: Column) -> None:
    if not isinstance(column.kind, Choice):
        return
    meant: dict[str, str] = {}
    for option in column.kind.options:
        for name in (option.key, option.label, option.heading, *option.aliases):
            assert meant.setdefault(matching(name), option.key) == option.key, name
            assert column.kind.parse(name) == option.key
