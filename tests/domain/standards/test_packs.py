"""What holds of every pack that comes with the program, and what the worked examples of single ones cannot show.

The first part names no pack: a new TOML file is covered by being there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.edits import Edit, updated
from street_desk.domain.forms import TABLES
from street_desk.domain.kinds import FEN, Area, Choice, Count, Money
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.loading import example_run
from street_desk.domain.standards.pack import Example, Standard
from street_desk.domain.standards.rules import Form
from street_desk.domain.standards.rules.conditions import When
from street_desk.domain.standards.rules.sharing import Pool
from street_desk.domain.standards.running import amounts, payers, run_items
from street_desk.domain.standards.working import Line, Run
from street_desk.exchange import packs
from street_desk.language import message
from street_desk.session import Session
from tests.streets import COMMUNITIES, WORKERS, change, small_street, type_in

INVENTED = Path(__file__).parents[2] / "files" / "packs" / "willow-2028.toml"
ROWS = ("communities", "workers")


def _standard(name: str) -> Standard:
    return packs.standard_of(packs.pack_text(name), name)


# Random facts for any pack ---------------------------------------------------------------------------------------------


def _rules(standard: Standard) -> Iterator[Form]:
    for item in standard.items:
        yield from item.rule.within()
        if item.payers is not None:
            yield item.payers


def _words_named(standard: Standard) -> list[str]:
    """Every value of a choice or a class that a pack has something for."""
    found: set[str] = set()
    for form in _rules(standard):
        found |= {
            word for field in msgspec.structs.astuple(form) if isinstance(field, Mapping) for word in field
        }
        if isinstance(form, When):
            found |= {value for condition in form.any for value in condition.values}
    return sorted(found)


def _money(high: int = 10**6) -> st.SearchStrategy[Decimal | int]:
    fen = st.integers(0, high * FEN)
    return st.one_of(st.integers(0, high), fen.map(lambda n: Decimal(n) / FEN))


def _values(standard: Standard, rows: str, name: str) -> st.SearchStrategy[Any]:
    """Values of an input as a row or the figures may hold it."""
    bare = name.rpartition(".")[2]
    index = next((i for i in standard.indexes if i.id == bare), None)
    sheet = SHEETS["communities" if name.startswith("community.") else rows]
    kind = sheet[bare].kind if index is None and bare in sheet else None
    if isinstance(kind, Money) or (index is not None and index.unit == "money"):
        return _money()
    if isinstance(kind, Area) or index is not None:
        return st.integers(0, 50_000).map(lambda n: Decimal(n) / 10_000)
    if isinstance(kind, Choice):
        return st.sampled_from([option.key for option in kind.options])
    if bare == "pay_star":
        return st.integers(0, 5)
    if isinstance(kind, Count):
        edges = [int(edge.at) for band in standard.bands if band.input == name for edge in band.edges]
        near = [n for edge in edges for n in (edge - 1, edge, edge + 1)]
        high = min(kind.high, 20_000)
        return st.one_of(st.integers(0, high), st.sampled_from(near)) if near else st.integers(0, high)
    return st.sampled_from([*_words_named(standard), "没有人想到的"])


@st.composite
def examples(draw: st.DrawFn, standard: Standard, rows: str) -> Example:
    """Facts for one kind of row, each of them there or not, and the county's choices."""
    wanted = {n for n in standard.reads_of[rows] if not n.startswith("setting.")}
    wanted -= {*standard.items_of[rows], "months", "months_in_post"}
    facts = draw(st.fixed_dictionaries({}, optional={n: _values(standard, rows, n) for n in sorted(wanted)}))
    facts["months_in_post"] = tuple(sorted(draw(st.sets(st.integers(1, 12)))))
    facts["months"] = len(facts["months_in_post"])
    facts["dated"] = {
        index.id: {str(draw(st.integers(2, 12))): draw(_values(standard, rows, index.id))}
        for index in standard.indexes
        if draw(st.booleans())
    }
    pool = {}
    for weight in {form.weight for form in _rules(standard) if isinstance(form, Pool)} & facts.keys():
        pool[weight] = (facts[weight], *draw(st.lists(_values(standard, rows, weight), max_size=4)))
    chosen = {s.id: draw(st.sampled_from([o.value for o in s.options])) for s in standard.settings}
    return Example("random", rows, facts, {}, chosen, pool)  # type: ignore[arg-type]


def _held(standard: Standard, line: Line) -> Any:
    """The last step's amount as the row's column would hold it."""
    last = line.steps[-1].amount
    return last * FEN if standard.item[line.item].unit == "money" and last is not None else last


def _plain(lines: Mapping[str, Line]) -> dict[str, tuple[Any, str, str]]:
    return {key: (line.value, line.text("zh_CN"), line.text("en")) for key, line in lines.items()}


def _proved(standard: Standard, example: Example) -> None:
    """What must hold of any pack on any facts."""
    run = example_run(standard, example)
    lines = run_items(run)
    assert amounts(example_run(standard, example)) == {key: line.value for key, line in lines.items()}
    for key, line in lines.items():
        assert line.steps, key
        assert _held(standard, line) == line.value, key
        said = line.text("zh_CN"), line.text("en")
        assert all(said), key
        assert "not whole" not in said[1], key
        paid = payers(run, standard.item[key])
        assert not paid or sum(paid.values()) == line.value, key
        assert all(fen >= 0 for fen in paid.values()), key
    turned = msgspec.structs.replace(standard, items=standard.items[::-1])
    turned_facts = dict(reversed(list(example.facts.items())))
    other = run_items(example_run(turned, msgspec.structs.replace(example, facts=turned_facts)))
    assert _plain(other) == _plain(lines)


@pytest.mark.parametrize("name", packs.shipped())
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_number_explanation_and_payers_agree_on_any_facts(name: str, data: st.DataObject) -> None:
    standard = _standard(name)
    for rows in ROWS:
        if standard.items_of[rows]:
            _proved(standard, data.draw(examples(standard, rows), label=rows))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_they_agree_in_an_invented_pack_too(data: st.DataObject) -> None:
    standard = packs.load_file(INVENTED)
    for rows in ROWS:
        _proved(standard, data.draw(examples(standard, rows), label=rows))


@pytest.mark.parametrize("name", packs.shipped())
def test_every_index_and_setting_is_read_and_everything_is_said_in_both_languages(name: str) -> None:
    standard = _standard(name)
    read = {n.removeprefix("last.") for rows in ROWS for n in standard.reads_of[rows]}
    # The program itself reads which year's star pays.
    read |= {"setting.star_year"}
    read |= {f"setting.{edge.setting}" for band in standard.bands for edge in band.edges}
    read |= {i.payers.by for i in standard.items if i.payers is not None}
    assert {i.id for i in standard.indexes} <= read
    assert {f"setting.{s.id}" for s in standard.settings} <= read
    words = [standard.title, standard.document.title, *standard.payers.values()]
    words += [part.text for part in (*standard.clauses, *standard.notes, *standard.indexes, *standard.items)]
    for setting in standard.settings:
        words += [setting.text, setting.basis, *(option.text for option in setting.options)]
    assert all(w.zh and w.en and w.zh != w.en for w in words)
    assert {i.clause for i in (*standard.indexes, *standard.settings)} <= set(standard.clause)


@pytest.mark.parametrize("name", packs.shipped())
def test_a_street_works_with_every_pack(tmp_path: Path, name: str) -> None:
    street = Session.create(
        tmp_path / "x.desk",
        street="测试街道",
        county="测试县",
        year=2027,
        standard=name,
        minimum_wage=130_000,
    )
    type_in(street, 2027, "communities", *COMMUNITIES)
    more = {"education": "本科", "service_years": "7", "failed_years": "1", "former_pay": "1800.05"}
    type_in(street, 2027, "workers", *(worker | more for worker in WORKERS))
    standard = street.standard(2027)
    classes = [word for word in _words_named(standard) if not word.isascii()] or ["甲类"]
    for place, row in enumerate(street.book(2027).ids("communities")):
        change(street, 2027, "communities", row, **{"class": classes[place % len(classes)]})
    figures = {index.id: str(place + 1.25) for place, index in enumerate(standard.indexes)}
    figures |= {f"setting.{s.id}": s.options[-1].text.zh for s in standard.settings}
    change(street, 2027, "figures", street.book(2027).figures["id"], **figures)
    before = street.assessment(2027).totals()
    street.close()

    street = Session.open(tmp_path / "x.desk")
    found = street.assessment(2027)
    assert found.totals() == before
    assert set(before) == {i.key for i in standard.items if i.unit in ("money", "count")}
    for item in standard.items:
        for row in found.book.ids(item.rows):
            line = found.lines(item.rows, row)[item.key]
            assert line.value is not None, line.text("en")
    assert any(before.values())
    street.findings(2027)
    for form in TABLES:
        assert street.papers(form, 2027)[0].form == form
    street.open_year(2028)
    assert street.standard(2028).id == name
    street.close()


# What single packs promise, over whole ranges --------------------------------------------------------------------------


def _run(name: str, rows: str, **facts: Any) -> Run:
    return example_run(_standard(name), Example("", rows, facts, {}))  # type: ignore[arg-type]


def _line(name: str, rows: str, key: str, **facts: Any) -> Line:
    return run_items(_run(name, rows, **facts))[key]


@given(fen=st.integers(0, 10**9), months=st.integers(0, 12))
def test_pay_in_panjin_is_shared_4_4_2_and_adds_up(fen: int, months: int) -> None:
    run = _run("panjin-2016", "workers", former_pay=Decimal(fen) / FEN, months=months)
    paid = payers(run, run.standard.item["finance_due"])
    total = fen * months
    assert sum(paid.values()) == total
    assert paid["city"] == total * 4 // 10
    assert paid["street"] == total * 2 // 10
    # What dividing leaves is at most two fen, and the district's.
    assert 0 <= paid["district"] - paid["city"] <= 2


@given(households=st.integers(0, 10**6))
def test_the_fund_in_dongying_is_shared_without_a_leftover(households: int) -> None:
    for named, city in (("五五分担", 5), ("三七分担", 3)):
        run = _run("dongying", "communities", households=households, **{"class": named})
        paid = payers(run, run.standard.item["office_fund"])
        assert paid == {"city": households * city * FEN, "district": households * (10 - city) * FEN}


@given(pay=st.integers(0, 10**7), average=st.integers(0, 10**7))
def test_pay_in_dongying_is_never_under_the_average(pay: int, average: int) -> None:
    facts = {"former_pay": Decimal(pay) / FEN, "average_wage": Decimal(average) / FEN}
    assert _line("dongying", "workers", "base_pay", **facts).value == max(pay, average)


XIAMEN = (900, 930, 960, 1000, 1040, 1080, 1130, 1180, 1240, 1300, 1370, 1440)


@pytest.mark.parametrize("years", range(31))
def test_every_step_of_xiamens_table(years: int) -> None:
    for failed in range(years + 1):
        facts = {"post": "member", "service_years": years, "failed_years": failed}
        line = _line("xiamen-2009", "workers", "base_pay", **facts)
        step = min((years - failed) // 2, 11)
        assert line.value == XIAMEN[step] * FEN
        assert f"step {step + 1}, {XIAMEN[step]:,} yuan" in line.text("en")


def test_a_post_wage_that_xiamen_did_not_enter_is_named() -> None:
    line = _line("xiamen-2009", "workers", "post_subsidy", post="deputy")
    assert line.value is None
    assert line.text("zh_CN") == "缺少副书记(副主任)月岗位工资"


GRADES = {"secretary": (7, 18), "deputy": (4, 15), "member": (1, 12), "public": (1, 12), "other": (1, 12)}
CREDIT = {"postgraduate": 7, "bachelor": 5, "college": 3, "secondary": 0, "primary": 0}


@pytest.mark.parametrize("post", GRADES)
@pytest.mark.parametrize("education", CREDIT)
def test_every_grade_of_the_three_posts(post: str, education: str) -> None:
    low, high = GRADES[post]
    coefficients = {f"coefficient_{n}": n for n in range(1, 19)}
    seen = []
    for years in range(41):
        facts: dict[str, Any] = {
            "post": post,
            "education": education,
            "service_years": years,
            "grade_base": 1,
        }
        line = _line("three-posts-eighteen-grades", "workers", "base_pay", **facts, **coefficients)
        seen.append(line.value // FEN)
        assert seen[-1] == min(low + (years + CREDIT[education]) // 3, high)
    assert seen[-1] == high
    assert set(seen) == set(range(seen[0], high + 1))


def test_a_grade_without_its_coefficient_is_named() -> None:
    facts = {"post": "deputy", "education": "college", "service_years": 3, "grade_base": 2000}
    line = _line("three-posts-eighteen-grades", "workers", "base_pay", **facts)
    assert (line.value, line.text("zh_CN")) == (None, "缺少第6级系数")


def test_a_community_of_no_class_gets_nothing_in_yiyang() -> None:
    line = _line("yiyang-2020", "communities", "office_fund", households=3000)
    assert (line.value, line.text("zh_CN")) == (None, "缺少类别")
    other = _line("yiyang-2020", "communities", "office_fund", **{"class": "改制"})
    assert other.value is None
    assert "改制" in other.text("zh_CN")


def test_edges_in_jianyang_are_said_with_their_side() -> None:
    said = _line("jianyang-2009", "communities", "public_posts_due", households=2000).text("zh_CN")
    assert "2,000" in said
    assert "含" in said


@given(fen=st.integers(0, 10**8), months=st.integers(0, 12), post=st.sampled_from(["secretary", "deputy"]))
def test_pay_in_baihe_is_the_years_amount_to_the_nearest_fen(fen: int, months: int, post: str) -> None:
    facts = {"farmers_income": Decimal(fen) / FEN, "post": post, "months": months}
    # In sixtieths of a fen: 2 × and 80% are 8 / 5, so that whole numbers are enough.
    times = 120 if post == "secretary" else 96
    assert _line("baihe-2014", "workers", "year_pay", **facts).value == (fen * times * months + 360) // 720
    assert _line("baihe-2014", "workers", "base_pay", **facts).value == (fen * times + 360) // 720


# A scheme nobody here has thought of -----------------------------------------------------------------------------------


@pytest.fixture
def willow(tmp_path: Path) -> Iterator[Session]:
    """A street of 2027 and 2028 whose second year goes by the invented pack."""
    street = small_street(tmp_path)
    for row, named in zip((1, 2, 3), ("城区", "镇区", "城区"), strict=True):
        change(street, 2027, "communities", row, **{"class": named, "residents": "700"})
    street.open_year(2028)
    street.store.adopt("willow-2028", INVENTED.read_text(encoding="utf-8"))
    year = updated("years", street.years()[2028], {"standard": "willow-2028"})
    assert year is not None
    street.apply(Edit(message("test"), (year,), 2028))
    figures = {"service_pool": "100000", "living_allowance": "100", "living_allowance@2028-07": "200"}
    change(street, 2028, "figures", street.book(2028).figures["id"], **figures)
    first, second, third, fourth = street.book(2028).ids("workers")
    # Last year's 2,400 yuan count, not what is typed into this year's row.
    change(street, 2028, "workers", first, grade="90", former_pay="9999")
    change(street, 2028, "workers", second, grade="80", left="2028-03-31")
    change(street, 2028, "workers", third, grade="50", appointed="2028-05-01")
    change(street, 2028, "workers", fourth, grade="77")
    yield street
    street.close()


def _columns(found: Assessment, sheet: str, *keys: str) -> list[list[object]]:
    ids = found.book.ids(sheet)
    values = [[found.value(sheet, row, key) for row in ids] for key in keys]
    return [[v / FEN if SHEETS[sheet][key].kind == Money() else v for v in column] for key, column in zip(keys, values, strict=True)]  # fmt: skip


def test_a_scheme_nobody_thought_of_needs_a_toml_file_only(willow: Session) -> None:
    found = willow.assessment(2028)
    # 2,999, 3,000 and 5,001 households are 1,999, 2,000 and 4,001 above 1,000: 4, 4 and 9 steps of 500 begun.
    # 100,000 in three equal parts leave a fen, which goes to the first; 85,000 count as 70,000, 153,333.33 as 150,000.
    assert _columns(
        found, "communities", "office_fund", "service_fund", "party_fund", "total_fund", "public_posts_due"
    ) == [
        [60_000, 60_000, 85_000],
        [33_333.34, 33_333.33, 33_333.33],
        [20_000, 28_000, 50_000],
        [113_333.34, 121_333.33, 150_000],
        [2, 2, 4],
    ]
    # Months: (2,400+800+100) × (0.7+0.3×0.9) = 3,201; 2,500 × 0.94 = 2,350; 2,500 × 0.85 = 2,125; 50 × 0.931 = 46.55.
    assert _columns(found, "workers", "base_pay", "post_subsidy", "title_subsidy", "month_pay") == [
        [2_400, 1_800, 1_800, 0],
        [800, 600, 600, 0],
        [100, 100, 100, 50],
        [3_201, 2_350, 2_125, 46.55],
    ]
    # Years: 6 × 3,201 + 6 × 3,298; 3 × 2,350; 2 × 2,125 + 6 × 2,210; 6 × 46.55 + 6 × 93.10.
    assert _columns(found, "workers", "year_pay") == [[38_994, 7_050, 17_510, 837.9]]
    for sheet in ROWS:
        for row in found.book.ids(sheet):
            for key, line in found.lines(sheet, row).items():
                if key in found.standard.item:
                    assert _held(found.standard, line) == line.value, key


def test_an_invented_pack_says_why_in_both_languages(willow: Session) -> None:
    found = willow.assessment(2028)
    second = found.book.ids("workers")[1]
    line = found.lines("workers", second)["post_subsidy"]
    assert line.text("en").startswith("what secretary (director) gets, 800 yuan × 0.75 = 600 yuan")
    assert "800元" in line.text("zh_CN")
    first = found.lines("workers", found.book.ids("workers")[0])
    assert "2,400" in first["base_pay"].text("zh_CN")
    assert "38,994" in first["year_pay"].text("zh_CN")


def test_an_invented_pack_follows_edits_and_settings(willow: Session) -> None:
    change(willow, 2028, "communities", willow.book(2028).ids("communities")[0], residents="2100")
    assert _columns(willow.assessment(2028), "communities", "service_fund") == [[60_000, 20_000, 20_000]]
    change(willow, 2028, "figures", willow.book(2028).figures["id"], **{"setting.public_pay": "发"})
    assert _columns(willow.assessment(2028), "workers", "base_pay") == [[2_400, 1_800, 1_800, 1_800]]
