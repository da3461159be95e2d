"""What is hidden in a workbook is read and said; amounts 1,000 or 10,000 times off are held and asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from street_desk.domain.book import Book
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.exchange.importing import Preview, preview
from street_desk.exchange.packs import BUILT_IN, pack_text, standard_of
from tests.exchange.importing.support import IDS, added, answering, empty, of_rows, of_tabs, year
from tests.files.importing.cases import Tab, write

FUNDS = ("社区名称", "常住户数", "党组织设置", "办公经费", "党建经费")


def remarks(found: Preview) -> list[tuple[str, str]]:
    return [(r.cell, r.what.text("en")) for region in found.regions for r in region.remarks]


def questions(found: Preview) -> dict[str, str]:
    return {q.column: q.text.text("en") for q in found.questions}


def against_the_standard(
    folder: Path, *rows: tuple[Any, ...], answers: dict[str, str] | None = None, wage: int | None = 130_000
) -> Preview:
    standard = standard_of(pack_text(BUILT_IN), BUILT_IN)
    book = Book(2026, {"figures": {1: {"id": 1, "year": 2026, "minimum_wage": wage}}})
    path = write(folder / "工作簿.xlsx", Tab(rows))
    return preview(path, book, Assessment(standard, book, None), IDS, answers)


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    path = write(
        tmp_path / "隐.xlsx",
        Tab(
            (
                ("社区名称", "常住户数", "网格数"),
                ("东风社区", 2500, 3),
                ("西湖社区", 4200, 4),
                ("南山社区", 900, 5),
            ),
            name="社区",
        ),
    )
    book = openpyxl.load_workbook(path)
    sheet = book["社区"]
    for row in (2, 3):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.sheet_state = "hidden"
    book.create_sheet("别的")
    book.active = 1
    book.save(path)
    return path


def test_what_is_hidden_is_read_and_said(hidden: Path) -> None:
    found = preview(hidden, empty(), None, IDS, {"hidden:社区": "Read it"})
    assert remarks(found) == [
        ("A1", "the tab 社区 is hidden; it was read all the same"),
        ("A2", "row 2–3 is hidden; it was read all the same"),
        ("C1", "column C is hidden; it was read all the same"),
    ]
    assert len(added(found)) == 3
    noted = found.to_json()["regions"][0]["notes"]
    assert {"cell": "C1", "text": "column C is hidden; it was read all the same"} in noted


def test_a_hidden_tab_that_is_asked_about_was_not_read_yet(hidden: Path) -> None:
    found = preview(hidden, empty(), None, IDS)
    assert [q.text.text("en") for q in found.questions] == ["The tab 社区 is hidden: read it?"]
    assert [cell for cell, _ in remarks(found)] == ["A2", "C1"]


def test_nothing_is_said_where_nothing_is_hidden(tmp_path: Path) -> None:
    assert remarks(of_rows(tmp_path, ("社区名称", "常住户数"), ("东风社区", 2500))) == []


def test_a_column_far_from_the_standard_is_held_and_asked_about_once(tmp_path: Path) -> None:
    rows = (FUNDS, ("东风社区", 2500, "党支部", 8, 20000), ("西湖社区", 4200, "党委", 10, 50000))
    found = against_the_standard(tmp_path, *rows)
    assert questions(found) == {
        "office_approved": "The amounts in 办公经费, such as 8, look 10,000 times too small beside what the standard "
        "gives: what unit?"
    }
    (question,) = found.questions
    assert (question.column, question.cells) == ("office_approved", ("D2", "D3"))
    assert [row["party_approved"] for row in added(found)] == [2_000_000, 5_000_000]
    assert not any("office_approved" in row for row in added(found)), "held back"
    assert not found.complete


@pytest.mark.parametrize(
    ("answer", "held"),
    [
        ("Multiply by 10,000", [8_000_000, 10_000_000]),
        ("Take the figures as written", [800, 1_000]),
        ("Leave these cells out", [None, None]),
    ],
)
def test_the_answer_is_carried_out(tmp_path: Path, answer: str, held: list[int | None]) -> None:
    rows = (FUNDS, ("东风社区", 2500, "党支部", 8, 20000), ("西湖社区", 4200, "党委", 10, 50000))
    open_one = against_the_standard(tmp_path, *rows)
    answers = answering(open_one, office_approved=answer)
    found = against_the_standard(tmp_path, *rows, answers=answers)
    assert [row.get("office_approved") for row in added(found)] == held
    assert found.complete


def test_yuan_under_a_heading_of_ten_thousands_is_divided_when_so_answered(tmp_path: Path) -> None:
    rows = (
        ("社区名称", "常住户数", "办公经费（万元）"),
        ("东风社区", 2500, 80000),
        ("西湖社区", 4200, 100000),
    )
    found = against_the_standard(tmp_path, *rows)
    assert "10,000 times too large" in questions(found)["office_approved"]
    answers = answering(found, office_approved="Divide by 10,000")
    found = against_the_standard(tmp_path, *rows, answers=answers)
    assert [row["office_approved"] for row in added(found)] == [8_000_000, 10_000_000]


def test_amounts_in_thousands_are_noticed(tmp_path: Path) -> None:
    rows = (FUNDS[:4], ("东风社区", 2500, "党支部", 80), ("西湖社区", 4200, "党委", 100))
    assert "1,000 times too small" in questions(against_the_standard(tmp_path, *rows))["office_approved"]


def test_pay_is_set_beside_the_minimum_wage(tmp_path: Path) -> None:
    people = (("社区", "姓名", "职务", "月报酬"), ("东风社区", "张样一", "书记", 0.33))
    asked = against_the_standard(tmp_path, *people)
    assert "10,000 times too small beside the minimum wage" in questions(asked)["former_pay"]
    assert "former_pay" not in questions(
        against_the_standard(tmp_path, people[0], ("东风社区", "张", "书记", 3300))
    )
    assert "former_pay" not in questions(against_the_standard(tmp_path, *people, wage=None))


def test_without_a_standard_a_fund_is_set_beside_the_others(tmp_path: Path) -> None:
    heading = ("社区名称", "办公经费", "服务群众专项经费")
    found = of_rows(tmp_path, heading, ("东风社区", 3, 100000), ("西湖社区", 4, 100000))
    assert list(questions(found)) == ["office_approved"]
    assert "beside the other amounts of the table" in questions(found)["office_approved"]
    found = of_rows(tmp_path, heading, ("东风社区", 3, 10), ("西湖社区", 4, 10))
    assert list(questions(found)) == ["office_approved", "service_approved"]


def test_likely_amounts_are_not_asked_about(tmp_path: Path) -> None:
    rows = (FUNDS, ("东风社区", 2500, "党支部", 30000, 15000), ("西湖社区", 4200, "党委", 100000, 0))
    assert questions(against_the_standard(tmp_path, *rows)) == {}
    stated = (("单位：万元",), FUNDS, ("东风社区", 2500, "党支部", 3, 1.5), ("西湖社区", 4200, "党委", 10, 5))
    assert questions(of_tabs(tmp_path, Tab(stated))) == {}


def beside_held(folder: Path, amounts: tuple[Any, ...], *, year: bool) -> Preview:
    """A table of amounts where the file holds 50,000 for the first community and 60,000 for the second."""
    standard = standard_of(pack_text(BUILT_IN), BUILT_IN)
    names = ("东风社区", "西湖社区")
    held: dict[int, Row] = {
        n: {"id": n, "name": name, "households": 2500, "office_approved": 5_000_000 + 1_000_000 * (n - 1)}
        for n, name in enumerate(names, start=1)
    }
    bare: dict[int, Row] = {
        n: {"id": n, "name": name, "households": 2500} for n, name in enumerate(names, start=1)
    }
    book = Book(2026, {"communities": held if year else bare})
    prior = Book(2025, {"communities": held})
    rows = (("社区名称", "办公经费"), *zip(names, amounts, strict=True))
    path = write(folder / "工作簿.xlsx", Tab(rows))
    return preview(path, book, Assessment(standard, book, prior), IDS)


@pytest.mark.parametrize("year", [True, False], ids=["this year's", "last year's"])
@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((500_000, 610_000), "10 times too large"),
        ((5_000, 5_500), "10 times too small"),
        ((5, 6), "10,000 times too small"),
        ((50, 61), "1,000 times too small"),
        ((500_000_000, 600_000_000), "10,000 times too large"),
    ],
)
def test_a_jump_against_what_the_file_holds_is_asked_about(
    tmp_path: Path, amounts: tuple[int, int], said: str, year: bool
) -> None:
    found = beside_held(tmp_path, amounts, year=year)
    assert said in questions(found)["office_approved"]
    assert found.changes() == ()


@pytest.mark.parametrize(
    "amounts", [(50_000, 61_000), (20_000, 30_000), (150_000, 200_000), (300_000, 450_000)]
)
def test_amounts_that_only_changed_are_not_asked_about(tmp_path: Path, amounts: tuple[int, int]) -> None:
    assert questions(beside_held(tmp_path, amounts, year=False)) == {}


UNEVEN = (
    ("社区名称", "党建经费批复数"),
    *((f"第{n}社区", 1.5 if n in (3, 6) else 15_000 + n) for n in range(8)),
    ("第8社区", "2元"),
)


def test_the_few_cells_that_are_far_off_their_column_wait_alone(tmp_path: Path) -> None:
    found = of_tabs(tmp_path, Tab(UNEVEN))
    (question,) = found.questions
    assert (question.column, question.cells) == ("party_approved", ("B5", "B8"))
    assert question.text.text("en").startswith("“1.5” and 1 more in the column 党建经费批复数 are far below")
    given = [row.get("party_approved") for row in added(found)]
    assert given == [1_500_000, 1_500_100, 1_500_200, None, 1_500_400, 1_500_500, None, 1_500_700, 200]
    options = [option.text("en") for option in question.options]
    for option, amount in zip(options, (150, 1_500_000, None), strict=True):
        answered = of_tabs(tmp_path, Tab(UNEVEN), answers={question.id: option})
        assert [added(answered)[n].get("party_approved") for n in (3, 6)] == [amount, amount]
        assert answered.complete


def test_pay_far_above_the_others_of_its_column_waits(tmp_path: Path) -> None:
    rows = (
        ("社区", "姓名", "职务", "社保缴费基数"),
        *(("东风社区", f"张样{n}", "委员", 35_000_000 if n == "四" else 3_500) for n in "一二三四五"),
    )
    found = of_tabs(tmp_path, Tab((("社区名称", "户数"), ("东风社区", 900))), Tab(rows, name="人员"))
    (question,) = found.questions
    assert (question.column, question.cells) == ("insurance_base", ("D5",))
    given = [row.get("insurance_base") for row in added(found, "workers")]
    assert given == [350_000, 350_000, 350_000, None, 350_000]


def test_what_workers_are_paid_is_set_beside_what_the_file_holds_of_them(tmp_path: Path) -> None:
    names = ("张样一", "张样二", "张样三")
    held = [(n, {"community": 1, "name": name, "insurance_base": 350_000}) for n, name in enumerate(names, 1)]
    book = year([(1, {"name": "东风社区"})], held)
    rows = (("社区", "姓名", "社保缴费基数"), *(("东风社区", name, 0.35) for name in names))
    found = of_tabs(tmp_path, Tab(rows), book=book)
    assert "10,000 times too small beside what the file holds" in questions(found)["insurance_base"]
    assert found.changes() == ()
