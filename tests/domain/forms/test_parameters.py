from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from street_desk.domain.edits import Edit
from street_desk.domain.forms.parameters import Parameters
from street_desk.domain.pages import Given, Page, Unit
from street_desk.domain.standards import editing
from street_desk.domain.standards.loading import example_run, load_pack
from street_desk.domain.standards.running import run_items
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Session
from tests.pages import filled, two_years
from tests.streets import change, type_in

ROOT = Path(__file__).parents[3]
PACKS = sorted((ROOT / "resources" / "standards").glob("*.toml"))
PACKS.append(ROOT / "tests" / "files" / "packs" / "willow-2028.toml")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def said(page: Page) -> dict[tuple[str, str], tuple[object, str]]:
    return {(p.item, p.words): (p.value, p.unit) for p in page.parameters}


def givens(page: Page, key: str) -> list[str]:
    """The parameter that each row's box of a column is, "" where it is none."""
    place = next(n for n, c in enumerate(page.columns) if c.key == key)
    formulas = [row.boxes[place].formula for row in page.rows if row.kind == "data"]
    return [f.parameter if isinstance(f, Given) else "" for f in formulas]


def test_the_parameters_are_the_figures_of_the_items_in_words_with_their_clauses(session: Session) -> None:
    page = filled(session)
    found = said(page)
    assert found["办公运转经费", "基础"] == (50_000, "元")
    assert found["办公运转经费", "3,000户至5,000户（均含）"] == (50_000, "元")
    assert found["党建经费", "党支部"] == (20_000, "元")
    assert found["常住户数", "分界1"] == (3_000, "户")
    first = next(p for p in page.parameters if p.item == "办公运转经费")
    assert (first.clause, first.text[:9]) == ("S1", "一、办公运转经费：")
    assert not any(p.item in ("基本报酬", "年度参数") for p in page.parameters)


def test_the_years_indexes_are_parameters_too(session: Session) -> None:
    found = said(filled(session, "pay"))
    assert found["年度参数", "上年度当地月最低工资标准"] == (1_300, "元")
    assert found["基本报酬", "执行星级3"] == (Decimal("2.3"), "倍")
    assert found["职务补贴", "书记（主任）"] == (500, "元")
    figures = session.book(2027).ids("figures")[0]
    change(session, 2027, "figures", figures, **{"minimum_wage@2027-07": "1400"})
    assert said(filled(session, "pay"))["年度参数", "上年度当地月最低工资标准（7月起）"] == (1_400, "元")


def test_money_is_in_the_forms_unit_and_nothing_else(session: Session) -> None:
    found = said(filled(session, "pay", unit="wan"))
    assert found["职务补贴", "书记（主任）"] == (Decimal("0.05"), "万元")
    assert found["年度参数", "上年度当地月最低工资标准"] == (Decimal("0.13"), "万元")
    assert found["基本报酬", "执行星级3"] == (Decimal("2.3"), "倍")
    assert said(filled(session, unit="wan"))["常住户数", "分界1"] == (3_000, "户")


@pytest.mark.parametrize("unit", ["yuan", "wan"])
def test_a_box_that_is_a_parameter_names_it(session: Session, unit: Unit) -> None:
    page = filled(session, unit=unit)
    values = {p.key: p.value for p in page.parameters}
    for key in ("office_base", "office_add", "service_base", "service_add", "party_fund"):
        assert all(givens(page, key)), key
    for row in page.rows:
        for box in row.boxes:
            if isinstance(box.formula, Given):
                assert values[box.formula.parameter] == box.value
    assert givens(page, "office_add") == [f"office_fund.rule.add.{n}" for n in range(3)]
    pay = filled(session, "pay", unit=unit)
    for key in ("multiple", "wage", "post_subsidy"):
        assert all(givens(pay, key)), key


def test_a_figure_set_by_hand_or_changed_inside_the_year_is_no_parameter(session: Session) -> None:
    row = session.book(2027).ids("communities")[0]
    changes, refused = session.typed(2027, "communities", [Typed(row, "party_fund", "20000", "上级指定")])
    assert not refused
    session.apply(Edit(message("test"), changes, 2027))
    assert givens(filled(session), "party_fund")[0] == ""
    assert givens(filled(session), "party_fund")[1] != ""
    worker = session.book(2027).ids("workers")[0]
    figures = session.book(2027).ids("figures")[0]
    change(session, 2027, "figures", figures, **{"minimum_wage@2027-07": "1400"})
    change(session, 2027, "workers", worker, appointed="2027-08")
    wages = givens(filled(session, "pay"), "wage")
    assert wages.count("") == 1


def test_what_an_item_is_worked_out_from_counts_though_the_form_does_not_name_it(session: Session) -> None:
    standard = session.standard(2027)
    found = Parameters.of(("total_fund",), session.assessment(2027), "yuan").by_key
    assert "party_fund.rule.values.branch" in found
    assert not any(key.startswith("base_pay") for key in found)
    assert {i.key for i in standard.items} >= {key.split(".")[0] for key in found} - {"households"}


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_packs_figures_are_parameters_by_the_editors_words(session: Session, pack: Path) -> None:
    text = pack.read_text(encoding="utf-8")
    data = editing.data_of(text)
    standard = load_pack(text, pack.name)
    assessment = session.assessed_by(2027, standard)
    found = Parameters.of(tuple(standard.item), assessment, "yuan")
    figures = [f for f in editing.figures(data, standard) if "payers" not in f.path]
    said = [(p.clause, p.value) for p in found.listed if ".payers." not in p.key and p.item != "年度参数"]
    assert sorted((f.clause, f.value) for f in figures) == sorted(said)
    assert all(p.words and p.item for p in found.listed)


def test_a_form_says_what_it_rests_on_and_who_made_it(session: Session) -> None:
    about = dict(filled(session).about)
    assert about["执行标准"] == "社区基本保障标准"
    assert about["依据文件"] == "《社区基本保障工作调查报告》"
    assert about["数据截止日期"] == "2026年9月30日"
    assert about["户数口径及来源"] == "常住户数，来源：公安"
    assert about["制表软件"].startswith("街道台账 ")


def test_a_community_without_households_has_no_given_base(session: Session) -> None:
    type_in(session, 2027, "communities", {"name": "新社区"})
    assert givens(filled(session), "office_base")[-1] == ""


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_a_step_that_names_a_figure_has_it_for_its_amount(pack: Path) -> None:
    standard = load_pack(pack.read_text(encoding="utf-8"), pack.name)
    named = 0
    for example in standard.examples:
        run = example_run(standard, example)
        for line in run_items(run).values():
            for step in line.steps:
                if step.figure is None:
                    continue
                form, path = step.figure
                found: Any = form if form is not None else run.facts
                for key in path:
                    inside = isinstance(found, (Mapping, tuple))
                    found = found[key] if inside else getattr(found, str(key))
                assert found == step.amount, (example.name, path)
                named += 1
    assert named
