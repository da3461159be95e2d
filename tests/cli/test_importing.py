"""What `import` says in plain text: whatever makes it exit 1, and whatever it did not take, is there to read."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from street_desk import language
from street_desk.cli.importing import _passwords
from street_desk.exchange.problems import UnknownAnswer, UnknownOption
from tests.files.importing.cases import Tab, write

HEADING = ("社区名称", "常住户数", "微信群", "网格数")


@pytest.fixture
def desk(tmp_path: Path, street_desk: Any) -> str:
    path = tmp_path / "新.desk"
    street_desk("new", path, "--street", "街道", "--county", "县", "--year", 2026, "--minimum-wage", 1300)
    return str(path)


def test_a_total_that_disagrees_is_printed_with_both_figures(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    rows = (
        HEADING,
        ("东风社区", 2500, "群一", 3),
        ("西湖社区", 4200, "群二", "几人"),
        ("合计", 9999, None, None),
    )
    book = write(tmp_path / "去年.xlsx", Tab(rows))
    ran = street_desk("import", desk, book, "--year", 2026)
    assert ran.code == 1
    lines = [line.strip() for line in ran.out.splitlines()]
    assert "total that disagrees: B4 Households: it says 9999, its rows add up to 6700" in lines
    assert "column not read: 微信群: no column has this heading" in lines
    assert any(line.startswith("refused: D3: ") for line in lines)
    assert lines[-1] == "Imported. To settle: cells refused: 1, totals that disagree: 1."


def test_cells_with_one_reason_stand_on_one_line(street_desk: Any, desk: str, tmp_path: Path) -> None:
    rows = [(f"第{n}社区", "很多", None, 1) for n in range(20)]
    ran = street_desk("import", desk, write(tmp_path / "去年.xlsx", Tab((HEADING, *rows))), "--year", 2026)
    (line,) = [line for line in ran.out.splitlines() if "refused: " in line and "很多" in line]
    assert line.strip().startswith("refused: B2, B3, B4, B5, B6, B7, B8, B9, 12 more: ")


def test_held_rows_are_named_with_the_question_they_wait_for(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    rows = (("社区", "姓名", "职务"), ("南山社区", "张样一", "书记"), ("南山社区", "李样二", "委员"))
    book = write(tmp_path / "名册.xlsx", Tab(rows))
    ran = street_desk("import", desk, book, "--year", 2026)
    assert ran.code == 1
    assert "held rows: 张样一, 李样二; they wait for: “南山社区” is not among the communities" in ran.out
    assert "question community:南山社区: " in ran.out
    assert "--answers" in ran.out
    answers = tmp_path / "answers.toml"
    answers.write_text('[answers]\n"community:南山社区" = "Add the community"\n', encoding="utf-8")
    ran = street_desk("import", desk, book, "--year", 2026, "--answers", answers)
    assert ran.code == 0
    assert "question" not in ran.out, "an answered question is no longer printed"
    assert ran.out.splitlines()[-1] == "Imported."


@pytest.mark.parametrize(
    ("answer", "problem", "said"),
    [
        ('"community:北山社区" = "Add the community"', UnknownAnswer, "community:北山社区"),
        ('"community:南山社区" = "perhaps"', UnknownOption, "perhaps"),
    ],
)
def test_an_answer_that_nothing_asks_for_stops_the_import(
    street_desk: Any, desk: str, tmp_path: Path, answer: str, problem: type, said: str
) -> None:
    book = write(tmp_path / "名册.xlsx", Tab((("社区", "姓名", "职务"), ("南山社区", "张样一", "书记"))))
    (tmp_path / "answers.toml").write_text(f"[answers]\n{answer}\n", encoding="utf-8")
    before = Path(desk).read_bytes()
    ran = street_desk("import", desk, book, "--year", 2026, "--answers", tmp_path / "answers.toml")
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert Path(desk).read_bytes() == before
    assert issubclass(problem, Exception)


def test_a_folder_without_workbooks_is_a_problem(street_desk: Any, desk: str, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    ran = street_desk("import", desk, tmp_path / "空", "--year", 2026)
    assert (ran.code, ran.out) == (3, "")
    assert "no Excel workbook" in ran.err


def test_each_of_several_workbooks_is_named_while_it_is_read(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    (tmp_path / "表").mkdir()
    for name in ("一", "二"):
        write(tmp_path / "表" / f"{name}.xlsx", Tab((HEADING, (f"{name}社区", 10, None, 1))))
    ran = street_desk("import", desk, tmp_path / "表", "--year", 2026, "--json")
    assert ran.err.splitlines() == ["Reading 一.xlsx (1 of 2)…", "Reading 二.xlsx (2 of 2)…"]
    assert [entry["file"] for entry in ran.data["workbooks"]] == ["一.xlsx", "二.xlsx"]
    ran = street_desk("import", desk, tmp_path / "表" / "一.xlsx", "--year", 2026)
    assert ran.err == "", "one workbook alone is read at once"


def test_ctrl_c_stops_the_import_and_the_process_that_reads(
    street_desk: Any, desk: str, long_list: Path
) -> None:
    before = Path(desk).read_bytes()
    children: list[psutil.Process] = []

    def interrupt() -> None:
        while not children:
            children.extend(psutil.Process().children(recursive=True))
            time.sleep(0.2)
        _thread.interrupt_main()

    # As a terminal has it: a shell that put the tests into the background lets them ignore the key.
    before_tests = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        thread = threading.Thread(target=interrupt)
        thread.start()
        ran = street_desk("import", desk, long_list, "--year", 2026)
        thread.join()
    finally:
        signal.signal(signal.SIGINT, before_tests)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines()[-1] == "Stopped; nothing was changed."
    assert not any(child.is_running() for child in children)
    assert Path(desk).read_bytes() == before


def _locked(folder: Path, password: str) -> Path:
    """A workbook that Excel would ask a password for."""
    plain = write(folder / "明.xlsx", Tab((HEADING, ("东风社区", 2500, None, 3))))
    path = folder / "密.xlsx"
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    plain.unlink()
    return path


def test_a_locked_workbook_is_said_to_be_locked(street_desk: Any, desk: str, tmp_path: Path) -> None:
    path = _locked(tmp_path, "社区2026")
    ran = street_desk("import", desk, path, "--year", 2026)
    assert (ran.code, ran.out) == (3, "")
    assert "密.xlsx is protected by a password." in ran.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "does not exist"),
        (b"", "holds no password"),
        (b"\r\n\n", "holds no password"),
        ("密码".encode("gbk"), "holds no password"),
    ],
)
def test_a_file_without_a_password_is_a_problem(
    street_desk: Any, desk: str, tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "口令.txt").write_bytes(content)
    arguments = ("import", desk, _locked(tmp_path, "x"), "--year", 2026)
    ran = street_desk(*arguments, "--password-from", tmp_path / "口令.txt")
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert "口令.txt" in ran.err


def test_every_line_is_a_password_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "口令.txt").write_bytes("\ufeff社区 2026\r\n\n  with spaces \n".encode())
    assert _passwords(tmp_path / "口令.txt") == ("社区 2026", "  with spaces ")


def test_a_form_of_another_year_is_remarked_on(street_desk: Any, desk: str, tmp_path: Path) -> None:
    street_desk("set", desk, "communities", "--year", 2026, "--row", "东风社区", "--add", "households=10")
    street_desk("year", desk, 2027, "open")
    form = tmp_path / "form.xlsx"
    street_desk("export", desk, "--year", 2027, "--form", "funding", "--to", form)
    ran = street_desk("import", desk, form, "--year", 2026)
    assert "this is a form of 2027, imported into 2026" in ran.out
    (region,) = street_desk("import", desk, form, "--year", 2026, "--json").data["workbooks"][0]["regions"]
    assert region["notes"][0]["text"] == "this is a form of 2027, imported into 2026"
    ran = street_desk("import", desk, form, "--year", 2027)
    assert "this is a form" not in ran.out


def test_the_report_is_chinese_in_chinese(street_desk: Any, desk: str, tmp_path: Path) -> None:
    language.use("zh_CN")
    book = write(
        tmp_path / "去年.xlsx", Tab((HEADING, ("东风社区", 2500, "群一", 3), ("合计", 9999, None, None)))
    )
    ran = street_desk("import", desk, book, "--year", 2026)
    assert "合计不符：B3 常住户数：表上写 9999，各行相加得 2500" in ran.out
    assert ran.out.splitlines()[-1] == "已导入。尚待处理：合计不符1处。"


def test_what_no_workbook_names_is_listed_and_stays(street_desk: Any, desk: str, tmp_path: Path) -> None:
    people = ("社区", "姓名", "职务")
    both = (
        Tab((("社区名称", "常住户数"), ("东风社区", 2500), ("西湖社区", 4200)), name="社区"),
        Tab((people, ("东风社区", "张样一", "书记"), ("东风社区", "李样二", "委员")), name="人员"),
    )
    first = street_desk("import", desk, write(tmp_path / "前.xlsx", *both), "--year", 2026, "--json")
    assert first.data["missing"] == []
    later = (
        Tab((("社区名称", "常住户数"), ("东风社区", 2600)), name="社区"),
        Tab((people, ("东风社区", "张样一", "书记")), name="人员"),
    )
    book = write(tmp_path / "后.xlsx", *later)
    said = street_desk("import", desk, book, "--year", 2026, "--dry-run")
    assert "in the file and in no workbook, left as they are: Communities: 西湖社区" in said.out
    assert "in the file and in no workbook, left as they are: Workers: 李样二 (东风社区)" in said.out
    ran = street_desk("import", desk, book, "--year", 2026, "--json")
    assert ran.data["applied"]
    assert ran.data["missing"] == [
        {"sheet": "communities", "name": "西湖社区"},
        {"sheet": "workers", "name": "李样二"},
    ]
    again = street_desk("import", desk, book, "--year", 2026, "--json")
    assert again.data["missing"] == ran.data["missing"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[answers", "is not written as TOML wants it."),
        (b"answers = 3", "the table [answers] is missing or holds more than texts."),
        (b"\xff\xfe\x00", "it is no text in UTF-8."),
    ],
)
def test_a_file_of_answers_that_is_none_says_where(
    street_desk: Any, desk: str, tmp_path: Path, content: bytes, said: str
) -> None:
    answers = tmp_path / "a.toml"
    answers.write_bytes(content)
    book = write(tmp_path / "b.xlsx", Tab((("社区名称", "户数"), ("东风社区", 2500))))
    ran = street_desk("import", desk, book, "--year", 2026, "--answers", answers)
    assert ran.code == 3
    assert said in ran.err


def test_a_folder_that_cannot_be_looked_into_is_a_problem(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    # Too long a name is what every system refuses everybody, the administrator too.
    ran = street_desk("import", desk, tmp_path / ("长" * 300), "--year", 2026)
    assert (ran.code, ran.out) == (3, "")
    assert "cannot be read" in ran.err or "does not exist" in ran.err


def test_a_workbook_named_by_itself_and_with_its_folder_comes_in(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    folder = tmp_path / "来"
    folder.mkdir()
    book = write(folder / "表.xlsx", Tab((HEADING, ("东风社区", 2500, "群一", 3))))
    ran = street_desk("import", desk, book, folder, "--year", 2026, "--json")
    assert ran.data["applied"]
    assert [one["file"] for one in ran.data["workbooks"]] == ["表.xlsx"]


def test_a_year_that_the_import_makes_is_said_before_and_after(
    street_desk: Any, desk: str, tmp_path: Path
) -> None:
    book = write(tmp_path / "表.xlsx", Tab((HEADING, ("东风社区", 2500, "群一", 3))))
    dry = street_desk("import", desk, book, "--year", 2019, "--dry-run")
    assert "The year 2019 is not in the file: it will be made as a year of history." in dry.out
    assert street_desk("import", desk, book, "--year", 2019, "--dry-run", "--json").data["made_year"]
    done = street_desk("import", desk, book, "--year", 2019)
    assert "The year 2019 was not in the file: it was made as a year of history." in done.out
    again = street_desk("import", desk, book, "--year", 2019, "--json")
    assert not again.data["made_year"]
    assert "history" not in street_desk("import", desk, book, "--year", 2026).out
