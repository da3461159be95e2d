"""Help, wrong usage, and the log: all in the language of whoever reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from street_desk import __version__, language
from street_desk.cli import _HOME

_LATIN_SENTENCE = re.compile(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}")


@pytest.mark.parametrize("command", [[], *([name] for name in _HOME if name != "window")])
def test_help_is_chinese_in_chinese_and_says_nothing_in_english(street_desk: Any, command: list[str]) -> None:
    english = street_desk(*command, "--help")
    assert english.code == 0
    assert english.out.startswith("Usage: street-desk")
    language.use("zh_CN")
    chinese = street_desk(*command, "-h")
    assert chinese.code == 0
    assert chinese.out.startswith("用法：street-desk")
    assert "选项：" in chinese.out
    assert "显示本说明" in chinese.out
    assert not _LATIN_SENTENCE.search(chinese.out), chinese.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new",), "缺少 FILE"),
        (("show", "x", "communities"), "缺少 --year"),
        (("nonsense",), "没有命令“nonsense”"),
        (("log", "x", "--colour"), "没有选项 --colour"),
        (("show", "x", "communities", "--year", "3"), "--year 应为 1900 到 2200 的整数"),
        (("log", "x", "y"), "“y”多余"),
        (("standards", "nonsense"), "没有命令“nonsense”"),
        (("export", "x", "--year", "2027", "--form", "all", "--to", "x", "--unit", "k"), "--unit 只能是"),
        (("standards",), "没有写命令"),
    ],
)
def test_wrong_usage_is_said_in_the_users_language(
    street_desk: Any, arguments: tuple[str, ...], said: str
) -> None:
    english = street_desk(*arguments)
    assert (english.code, english.out) == (2, "")
    assert english.err.startswith("Wrong usage: ")
    assert "Usage: street-desk" in english.err
    language.use("zh_CN")
    ran = street_desk(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("用法不对：")
    assert said in ran.err
    assert not _LATIN_SENTENCE.search(ran.err)


def test_the_version_is_said_from_the_source_tree_too(
    street_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.metadata

    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    ran = street_desk("--version")
    assert (ran.code, ran.out.strip()) == (0, __version__)


def test_the_log_is_read_in_either_language_whatever_it_was_written_in(street_desk: Any, desk: str) -> None:
    for written in ("en", "zh_CN"):
        language.use(written)
        street_desk(
            "set", desk, "communities", "--year", 2027, "--row", "幸福社区", f"households={len(written)}",
            "party_organisation=党委",
        )  # fmt: skip
        street_desk("show", desk, "workers", "--year", 2027, "--unmasked")
        street_desk(
            "export",
            desk,
            "--year",
            2027,
            "--form",
            "pay",
            "--to",
            Path(desk).with_suffix(".pdf"),
            "--unmasked",
        )
    language.use("en")
    english = [e["what"] for e in street_desk("log", desk, "--json").data["edits"][-6:]]
    assert english[0] == "Communities, 幸福社区: Households = 2, Party organisation = party committee"
    assert english[1] == "Ids and phones of Workers shown in full"
    assert english[2].endswith("Workers' pay")
    assert english[4:] == english[1:3]
    language.use("zh_CN")
    chinese = [e["what"] for e in street_desk("log", desk, "--json").data["edits"][-6:]]
    assert chinese[0] == "社区，幸福社区：常住户数=2、党组织设置=党委"
    assert chinese[1] == "显示社区工作者的完整身份证号和电话"
    assert chinese[2].endswith("社区工作者报酬测算表")


def test_a_problem_in_chinese_has_no_space_after_the_full_stop(street_desk: Any) -> None:
    language.use("zh_CN")
    said = street_desk("undo", "nowhere.desk").err
    assert "。" in said
    assert "。 " not in said
