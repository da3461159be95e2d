from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from street_desk import paths
from street_desk.domain.pages import Page
from street_desk.exchange.characters import texts_of
from street_desk.exchange.fonts import chain, may_be_embedded, substitutions
from street_desk.exchange.pdf import write_pdf
from street_desk.exchange.problems import MissingCharacter
from tests.pages import filled
from tests.streets import change, small_street

SERIF = paths.resources() / "fonts" / "NotoSerifSC-Regular.ttf"


def with_permission(bits: int, to: Path) -> Path:
    """The bundled font with other bits of fsType."""
    data = bytearray(SERIF.read_bytes())
    place = data.index(b"OS/2", 12)
    table = int.from_bytes(data[place + 8 : place + 12])
    data[table + 8 : table + 10] = bits.to_bytes(2)
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(data)
    return to


def found_with(folder: Path) -> tuple[list[str], dict[str, list[object]]]:
    """What a new process says of the fonts where these are installed for the user: substitutions, and each chain."""
    code = (
        "import json; from street_desk.exchange.fonts import chain, substitutions; "
        "said = [m.text('en') for m in substitutions()]; "
        "print(json.dumps([said, {s: [chain(s).fonts[0].fontName, chain(s).fonts[0].heavy] "
        "for s in ('title', 'body', 'heading')}]))"
    )
    environment = os.environ | {"XDG_DATA_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True
    )
    said, chains = json.loads(done.stdout)
    return said, chains


@pytest.mark.parametrize(
    ("bits", "allowed"),
    [(0, True), (2, False), (4, True), (8, True), (0x104, False), (0x200, False), (6, True)],
)
def test_a_font_says_itself_whether_it_may_be_embedded(tmp_path: Path, bits: int, allowed: bool) -> None:
    assert may_be_embedded(with_permission(bits, tmp_path / "font.ttf")) is allowed


def test_the_bundled_fonts_may_be_embedded() -> None:
    assert all(may_be_embedded(path) for path in (paths.resources() / "fonts").glob("*.ttf"))


@pytest.mark.skipif(os.name == "nt", reason="the offices' own fonts are there")
def test_what_stands_in_for_the_offices_fonts_is_reported() -> None:
    assert [message.text("en") for message in substitutions()] == [
        "小标宋 is not installed: Noto Serif SC is used instead",
        "仿宋 is not installed: Noto Serif SC is used instead",
        "黑体 is not installed: Noto Sans SC is used instead",
        "楷体 is not installed: Noto Serif SC is used instead",
    ]


@pytest.mark.skipif(os.name == "nt", reason="its fonts lie in other folders")
def test_the_offices_fonts_are_used_where_they_are_installed(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    for name in ("FZXBSK.TTF", "simfang.ttf"):
        shutil.copy(SERIF, tmp_path / "fonts" / name)
    said, chains = found_with(tmp_path)
    assert said == [
        "黑体 is not installed: Noto Sans SC is used instead",
        "楷体 is not installed: 仿宋 is used instead",
    ]
    # 小标宋 is bold by itself; 宋体 and what stands in for it are drawn bold.
    assert chains["title"] == ["FZXBSK-0", True]
    assert chains["body"] == ["simfang-0", False]


@pytest.mark.skipif(os.name == "nt", reason="its fonts lie in other folders")
def test_a_font_that_forbids_embedding_is_passed_over_and_said(tmp_path: Path) -> None:
    with_permission(2, tmp_path / "fonts" / "FZXBSJW.TTF")
    with_permission(2, tmp_path / "fonts" / "simfang.ttf")
    shutil.copy(SERIF, tmp_path / "fonts" / "仿宋_GB2312.ttf")
    said, chains = found_with(tmp_path)
    assert said == [
        "小标宋 may not be embedded in a file: Noto Serif SC is used instead",
        "黑体 is not installed: Noto Sans SC is used instead",
        "楷体 is not installed: 仿宋 is used instead",
    ]
    assert chains["title"] == ["NotoSerifSC-Regular-0", False]
    assert chains["body"] == ["仿宋_GB2312-0", False]


def test_every_digit_of_a_figure_gets_the_same_room() -> None:
    fonts = chain("body")
    assert fonts.figures_width("111,111.11", 9) == fonts.figures_width("888,888.88", 9)
    assert fonts.width("111", 9) < fonts.figures_width("111", 9)


# Characters that no font has -----------------------------------------------------------------------------------------


def page_with(tmp_path: Path, *names: str) -> Page:
    session = small_street(tmp_path)
    for row, name in zip(session.book(2027).ids("communities"), names, strict=False):
        change(session, 2027, "communities", row, name=name)
    page = filled(session)
    session.close()
    return page


@pytest.mark.parametrize(
    ("character", "named"),
    [
        ("\ue5e5", "U+E5E5 private use"),
        ("\U0003ffff", "U+3FFFF not in Unicode"),
        ("\U0001f600", "U+1F600 GRINNING FACE"),
        ("\u3400", ""),
    ],
)
def test_a_character_is_named_with_its_place(tmp_path: Path, character: str, named: str) -> None:
    page = page_with(tmp_path, f"和{character}平社区")
    if not named:
        assert write_pdf([page], tmp_path / "form.pdf") == 1
        return
    with pytest.raises(MissingCharacter) as caught:
        write_pdf([page], tmp_path / "form.pdf")
    said = caught.value.text("en")
    assert named in said
    assert f"{page.title}, row 1 和{character}平社区, 社区" in said
    assert not (tmp_path / "form.pdf").exists()


def test_all_of_them_are_named_at_once(tmp_path: Path) -> None:
    page = page_with(tmp_path, "和\ue000平", "光\U0001f600明", "幸\ue001福")
    with pytest.raises(MissingCharacter) as caught:
        write_pdf([page, page], tmp_path / "form.pdf")
    said = caught.value.text("en")
    assert [said.count(number) for number in ("U+E000", "U+1F600", "U+E001")] == [1, 1, 1]
    assert said.index("row 1") < said.index("row 2") < said.index("row 3")


def test_of_very_many_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    page = page_with(tmp_path, "".join(map(chr, range(0xE000, 0xE014))))
    with pytest.raises(MissingCharacter) as caught:
        write_pdf([page], tmp_path / "form.pdf")
    said = caught.value.text("en")
    assert said.count("U+E0") == 12
    assert "and 8 more" in said


def test_every_text_of_a_page_is_looked_at(tmp_path: Path) -> None:
    page = page_with(tmp_path)
    looked_at = {text for _style, text, _place in texts_of(page)}
    assert {page.title, page.code_line, *page.meta, *page.notes} <= looked_at
    assert {box.text for row in page.rows for box in row.boxes if box.text} <= looked_at
    assert {heading.text for heading in page.header} <= looked_at
