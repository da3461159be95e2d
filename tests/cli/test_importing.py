"""What `import` says in plain text: whatever makes it exit 1, and whatever it did not take, is there to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from street_desk import language
from street_desk.domain.problems import UnknownAnswer, UnknownOption
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
    assert lines[-1] == "Imported. To settle: 1 cells refused, 1 totals that disagree."


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
    assert ran.out.splitlines()[-1] == "已导入。尚待处理：合计不符 1 处。"
