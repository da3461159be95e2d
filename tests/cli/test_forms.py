"""Forms as the office has them, by commands: listed, shown, saved, loaded into another file, reset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk import language
from tests.streets import small_street

LAYOUT = """format = "street-desk-form"
version = 1
form = "funding"
title = "经费需求表"
number = "2-1"
notes = ["本表一式三份"]
hidden_notes = ["clauses"]

[[signers]]
who = "reviewer"
label = "分管领导"

[[columns]]
key = "serial"

[[columns]]
key = "name"

[[columns]]
own = "物业补贴"
heading = "补贴/物业"

[[columns]]
key = "residents"
shown = false

[[columns]]
key = "no_such"
"""


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    path = tmp_path / "经费.deskform"
    path.write_text(LAYOUT, encoding="utf-8")
    return path


def _add_column(street_desk: Any, desk: str) -> None:
    added = ("columns", desk, "communities", "--year", 2027, "--add", "物业 补贴", "--kind", "money")
    assert street_desk(*added).code == 0


def _shown(street_desk: Any, desk: str) -> Any:
    return street_desk("forms", "show", desk, "funding", "--year", 2027, "--json").data


def test_a_layout_is_loaded_shown_undone_and_reset(street_desk: Any, desk: str, layout: Path) -> None:
    _add_column(street_desk, desk)
    before = _shown(street_desk, desk)
    assert not before["adapted"]
    ran = street_desk("forms", "load", desk, layout, "--year", 2027, "--json")
    assert (ran.code, ran.data) == (1, {"form": "funding", "changed": True, "left": ["no_such"]})
    after = _shown(street_desk, desk)
    assert (after["title"], after["number"], after["notes"]) == ("经费需求表", "2-1", ["本表一式三份"])
    assert after["signers"] == [{"who": "reviewer", "label": "分管领导", "name": ""}]
    assert after["hidden_notes"] == ["clauses"]
    assert [c["heading"] for c in after["columns"] if c["shown"]][:4] == [
        "序号",
        "社区",
        "户数",
        "补贴/物业",
    ]
    own = next(c for c in after["columns"] if c["key"] == "own_money_1")
    assert own["shown"]
    assert own["heading"] == "补贴/物业"
    listed = street_desk("forms", "list", desk, "--year", 2027, "--json").data["forms"]
    assert [one["id"] for one in listed if one["adapted"]] == ["funding"]
    assert "Form “Community funds” adapted from 经费.deskform" in street_desk("log", desk).out
    assert street_desk("undo", desk).code == 0
    assert _shown(street_desk, desk) == before
    assert street_desk("redo", desk).code == 0
    assert _shown(street_desk, desk) == after
    assert street_desk("forms", "reset", desk, "funding", "--year", 2027, "--json").data["changed"]
    assert _shown(street_desk, desk) == before


def test_what_is_saved_is_loaded_in_another_office_without_names(
    street_desk: Any, desk: str, layout: Path, tmp_path: Path
) -> None:
    _add_column(street_desk, desk)
    named = layout.read_text(encoding="utf-8").replace(
        'label = "分管领导"', 'label = "分管领导"\nname = "赵一"'
    )
    layout.write_text(named, encoding="utf-8")
    street_desk("forms", "load", desk, layout, "--year", 2027)
    assert _shown(street_desk, desk)["signers"][0]["name"] == "赵一"
    to = tmp_path / "出去"
    ran = street_desk("forms", "save", desk, "funding", "--year", 2027, "--to", to, "--json")
    assert (ran.code, ran.data["path"]) == (0, f"{to}.deskform")
    text = Path(ran.data["path"]).read_text(encoding="utf-8")
    assert 'own = "物业 补贴"' in text
    assert "赵一" not in text
    assert "own_money" not in text

    other = tmp_path / "other"
    other.mkdir()
    small_street(other).close()
    there = other / "street.desk"
    loaded = street_desk("forms", "load", there, ran.data["path"], "--year", 2027)
    assert loaded.code == 1
    assert "物业 补贴" in loaded.out
    _add_column(street_desk, str(there))
    again = street_desk("forms", "load", there, ran.data["path"], "--year", 2027, "--json")
    assert (again.code, again.data["left"]) == (0, [])
    here, at_other = _shown(street_desk, desk), _shown(street_desk, str(there))
    here["signers"][0]["name"] = ""
    assert at_other == here
    # The same file once more gives this office its names back.
    assert not street_desk("forms", "load", desk, ran.data["path"], "--year", 2027, "--json").data["changed"]


BROKEN = {
    "not toml": ("nothing = = ", "line 1"),
    "empty": ("", "format"),
    "other format": ('format = "x"\nversion = 1', "format"),
    "no number": ('format = "street-desk-form"\nversion = "1"', "version"),
    "newer": ('format = "street-desk-form"\nversion = 2', "newer version"),
    "unknown key": (LAYOUT.replace("title =", "titel ="), "titel"),
    "unknown form": (LAYOUT.replace('"funding"', '"budget"'), "budget"),
    "unknown column key": (LAYOUT.replace("shown =", "show ="), "columns[4].show"),
    "number for a text": (LAYOUT.replace('"经费需求表"', "7"), "title"),
    "long": (LAYOUT.replace("经费需求表", "表" * 1_001), "title"),
    "rather long": (LAYOUT.replace("经费需求表", "表" * 41), "40"),
    "control": (LAYOUT.replace("经费需求表", "经费\\u0007表"), "title"),
    "line break": (LAYOUT.replace("本表一式三份", "一\\n二"), "notes[1]"),
    "both": (LAYOUT.replace('key = "serial"', 'key = "serial"\nown = "x"'), "columns[1]"),
    "neither": (LAYOUT.replace('key = "serial"', 'heading = "x"'), "columns[1]"),
    "no table": (LAYOUT.replace("version = 1", "version = 1\ncolumns2 = 1"), "columns2"),
    "text for a list": (LAYOUT.replace('["本表一式三份"]', '"本表"'), "notes"),
    "many": (LAYOUT.replace('["本表一式三份"]', str(["x"] * 401)), "notes"),
    "who": (LAYOUT.replace('"reviewer"', '"mayor"'), "signers[1].who"),
    "kind": (LAYOUT.replace('"clauses"', '"jokes"'), "hidden_notes[1]"),
    "hidden name": (LAYOUT.replace('key = "residents"', 'key = "name"'), "社区"),
    "twice": (
        LAYOUT.replace('key = "residents"\nshown = false', 'key = "residents"\nheading = "户数"'),
        "户数",
    ),
    "nested": ("x = " + "[" * 2_000, "line 1|deep"),
}


@pytest.mark.parametrize("kind", list(BROKEN))
def test_a_bad_file_is_one_problem_that_names_file_and_key(
    street_desk: Any, desk: str, tmp_path: Path, kind: str
) -> None:
    text, named = BROKEN[kind]
    path = tmp_path / "坏.deskform"
    path.write_text(text, encoding="utf-8")
    before = _shown(street_desk, desk)
    for speech in ("en", "zh_CN"):
        language.use(speech)
        ran = street_desk("forms", "load", desk, path, "--year", 2027, "--json")
        assert (ran.code, ran.out) == (3, "")
        assert "坏.deskform" in ran.err
        assert "Traceback" not in ran.err
        if speech == "en":
            assert any(word in ran.err for word in named.split("|")), ran.err
    language.use("en")
    assert _shown(street_desk, desk) == before


def test_bytes_folders_and_missing_files_are_problems(street_desk: Any, desk: str, tmp_path: Path) -> None:
    binary = tmp_path / "a.deskform"
    binary.write_bytes(b"\xff\xfe\x00" * 50)
    large = tmp_path / "b.deskform"
    large.write_text("#" * 600_000, encoding="utf-8")
    for path in (binary, large, tmp_path, tmp_path / "none.deskform"):
        ran = street_desk("forms", "load", desk, path, "--year", 2027)
        assert ran.code == 3, path
        assert path.name in ran.err
    nowhere = tmp_path / "no" / "x.deskform"
    assert street_desk("forms", "save", desk, "funding", "--year", 2027, "--to", nowhere).code == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list", "--year", 2026), 3),
        (("show", "budget", "--year", 2027), 3),
        (("save", "budget", "--year", 2027, "--to", "x"), 3),
        (("reset", "budget", "--year", 2027), 3),
        (("show", "funding"), 2),
        (("reset", "funding", "--year", 2027), 0),
    ],
)
def test_what_does_not_exist_is_said(
    street_desk: Any, desk: str, arguments: tuple[object, ...], code: int
) -> None:
    verb, *rest = arguments
    ran = street_desk("forms", verb, desk, *rest)
    assert ran.code == code
    assert bool(ran.err) == (code != 0)


def test_a_backup_holds_the_layout(street_desk: Any, desk: str, layout: Path, tmp_path: Path) -> None:
    street_desk("forms", "load", desk, layout, "--year", 2027)
    copy = tmp_path / "copy.desk"
    assert street_desk("backup", desk, "--to", copy).code == 0
    assert _shown(street_desk, str(copy)) == _shown(street_desk, desk)


def test_a_layout_of_this_file_is_printed(street_desk: Any, desk: str, layout: Path, tmp_path: Path) -> None:
    street_desk("forms", "load", desk, layout, "--year", 2027)
    for ending in (".xlsx", ".pdf"):
        to = tmp_path / f"f{ending}"
        assert street_desk("export", desk, "--year", 2027, "--form", "funding", "--to", to).code == 0
        assert to.stat().st_size > 1_000
    shown = street_desk("forms", "show", desk, "funding", "--year", 2027).out
    assert "经费需求表" in shown
    assert "分管领导" in shown
