"""Whatever stands in a workbook: nothing but a Problem is raised, and every cell is accounted for."""

from __future__ import annotations

import datetime
import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from street_desk.domain.book import Book
from street_desk.domain.problems import Problem
from street_desk.exchange.importing import Preview, matched, preview
from street_desk.exchange.problems import NothingFound
from street_desk.exchange.reading import Broken, Merge, Tab, Workbook, read_workbook
from street_desk.exchange.reading.cells import TabBuilder
from tests.exchange.importing.support import accounted
from tests.files.importing.cases import CASES, write
from tests.files.importing.cases import Tab as Case

COMMUNITY_HEADINGS = (
    "序号", "社区名称", "社区", "常住户数", "户数（户）", "党组织设置", "星级", "社区代码", "经费", "办公", "服务",
    "党建", "办公运转经费", "合计", "小计", "执行数", "2025年批复数", "备注", "书记姓名", "辖区面积", "万元",
)  # fmt: skip
WORKER_HEADINGS = (
    "社区", "姓名", "身份证号", "职务", "职业资格", "联系电话", "月报酬", "报酬", "任职时间", "性别", "基本情况", "元",
)  # fmt: skip
CONTENT = (
    "东风社区", "东风社区居委会", "西湖社区", "西湖村委会", "张 三", "李四", "合计", "小 计", "总计", "注：略", "平均",
    "填写说明：如实填写", "填表人：王五", "联系电话：", "单位：万元", "约3000", "3000户", "１２３", "2万", "—",
    "党委", "书记", "440981********1234", "440981198401011236", "4.4E+17", "2013.10", "是", "无", "整数",
    "示例", "栏次", "　",
)  # fmt: skip

values = st.one_of(
    st.none(),
    st.sampled_from(CONTENT),
    st.sampled_from(COMMUNITY_HEADINGS + WORKER_HEADINGS),
    st.integers(-5, 10**18),
    st.integers(0, 20),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(
        lambda d: datetime.datetime(d.year, d.month, d.day)
    ),
    st.text(max_size=30),
)
contents = st.one_of(
    values, values, st.just("#REF!").map(lambda e: ("error", e)), st.just(("uncomputed", ""))
)


@st.composite
def headings(draw: st.DrawFn, needed: tuple[str, ...], others: tuple[str, ...]) -> list[list[str | None]]:
    """A row of headings that is recognised, in any order, sometimes with a second row of them."""
    more = draw(st.lists(st.sampled_from(others), max_size=5, unique=True))
    first = draw(st.permutations([*needed, *more]))
    second = draw(st.sampled_from(([], [None] * len(needed) + list(others[3:6]))))
    return [list(first), second]


@st.composite
def tabs(draw: st.DrawFn) -> Tab:
    """A tab with headings somewhere, anything below and around them, and merges anywhere."""
    width = draw(st.integers(2, 8))
    names = draw(st.sampled_from((COMMUNITY_HEADINGS, WORKER_HEADINGS, CONTENT)))
    above = draw(st.lists(st.lists(values, max_size=width), max_size=3))
    header = draw(
        st.one_of(
            headings(("社区名称", "常住户数"), COMMUNITY_HEADINGS),
            headings(("社区", "姓名", "职务"), WORKER_HEADINGS),
            st.lists(st.lists(st.sampled_from(names), max_size=width), max_size=3),
        )
    )
    below = draw(st.lists(st.lists(contents, max_size=width), max_size=8))
    rows = [*above, *header, *below, *draw(st.sampled_from(([], header, above)))]
    corners = st.tuples(st.integers(1, 14), st.integers(1, 8), st.integers(0, 3), st.integers(0, 4))
    builder = TabBuilder("表")
    for top, left, down, across in draw(st.lists(corners, max_size=4)):
        builder.merges.append(Merge(top, left, top + down, left + across))
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row, start=1):
            builder.put(number, column, raw(content))
    return builder.tab()


def beside(one: Tab, other: Tab, gap: int) -> Tab:
    """Two tabs side by side, the second one `gap` columns behind the first."""
    start = max((len(row) for row in one.rows.values()), default=0) + gap
    builder = TabBuilder("并排")
    builder.merges += one.merges
    builder.merges += [m._replace(left=m.left + start, right=m.right + start) for m in other.merges]
    for cell in one.filled():
        builder.put(cell.row, cell.column, cell.value)
    for cell in other.filled():
        builder.put(cell.row, cell.column + start, cell.value)
    return builder.tab()


def turned(tab: Tab) -> Tab:
    """A tab with its rows as columns."""
    builder = TabBuilder("转置")
    builder.merges += [Merge(m.left, m.top, m.right, m.bottom) for m in tab.merges]
    for cell in tab.filled():
        builder.put(cell.column, cell.row, cell.value)
    return builder.tab()


@st.composite
def indicators(draw: st.DrawFn) -> Tab:
    """Indicators down and communities or years across, with anything for figures and around them."""
    labels = draw(st.lists(st.sampled_from(COMMUNITY_HEADINGS), min_size=4, max_size=8, unique=True))
    needed = ["常住户数", "党员数", "网格数"]
    width = draw(st.integers(1, 4))
    across: list[str] = draw(
        st.sampled_from(
            (["东风社区", "西湖社区", "南山社区", "合计"], ["2024年", "2025年", "2026年", "增减"])
        )
    )
    above: list[Any] = draw(
        st.sampled_from(([], [["东风社区基本情况"]], [["单位：万元", None, "填报单位：东风社区"]]))
    )
    rows: list[Any] = [*above, ["指标", *across[:width]]]
    figures = st.lists(contents, max_size=width + 1)
    rows += [[label, *draw(figures)] for label in [*needed, *labels]]
    rows += draw(st.sampled_from(([], [["注：略"], ["填表人：王五"]], [[None, 5]])))
    builder = TabBuilder("指标")
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row, start=1):
            builder.put(number, column, raw(content))
    return builder.tab()


@st.composite
def cards(draw: st.DrawFn) -> Tab:
    """Labels with values beside them, and anything below."""
    labels = draw(st.permutations(["社区名称", "常住户数", "网格数", "党员数", "楼栋数", "备注", "办公经费"]))
    pairs = [[label, raw(draw(st.one_of(st.integers(0, 99), contents)))] for label in labels]
    rows = [pairs[n] + (pairs[n + 1] if n + 1 < len(pairs) else []) for n in range(0, len(pairs), 2)]
    builder = TabBuilder("东风社区")
    below = draw(st.one_of(st.none(), tabs()))
    for number, row in enumerate(rows, start=1):
        for column, content in enumerate(row, start=1):
            builder.put(number, column, content)
    for cell in below.filled() if below is not None else ():
        builder.put(cell.row + len(rows) + draw(st.integers(0, 1)), cell.column, cell.value)
    return builder.tab()


drawn_tabs = st.one_of(
    tabs(),
    st.builds(beside, tabs(), tabs(), st.integers(0, 2)),
    st.builds(turned, tabs()),
    indicators(),
    cards(),
)


def raw(content: Any) -> Any:
    return Broken(content[1]) if isinstance(content, tuple) else content


def a_year() -> Book:
    community = {"id": 1, "year": 2026, "name": "东风社区", "households": 2500}
    worker = {"id": 1, "year": 2026, "name": "李四", "community": 1, "id_number": "440981198401011236"}
    return Book(2026, {"communities": {1: community}, "workers": {1: worker}})


IDS = {"communities": 10, "workers": 10}


def assert_accounted(found: Preview, workbook: Workbook) -> None:
    for tab in workbook.tabs:
        said = set().union(*(accounted(region) for region in found.regions if region.tab == tab.name))
        if said:
            assert {c.address for c in tab.filled()} - said == set()


@settings(max_examples=400, deadline=None)
@given(st.lists(drawn_tabs, min_size=1, max_size=2))
def test_every_cell_of_any_grid_is_accounted_for(drawn: list[Tab]) -> None:
    named = tuple(Tab(f"表{place}", tab.rows, tab.merges) for place, tab in enumerate(drawn))
    workbook = Workbook("x.xlsx", named)
    try:
        found = matched(workbook, a_year(), None, IDS)
    except NothingFound:
        return
    assert_accounted(found, workbook)
    json.dumps(found.to_json())
    shown = [region.layout for region in found.regions]
    assert_accounted(matched(workbook, a_year(), None, IDS, layouts=shown), workbook)
    book = a_year()
    book.take(found.changes())
    assert matched(workbook, book, None, {"communities": 99, "workers": 99}).changes() == ()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from((b"", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"))))
def test_any_bytes_are_a_problem_and_no_traceback(content: bytes, magic: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(magic + content)
        said = problem_of(path)
    assert said is not None
    assert "x.xlsx" in said.text("en")


def problem_of(path: Path) -> Problem | None:
    try:
        preview(path, a_year(), None, IDS)
    except Problem as problem:
        return problem
    return None


@lru_cache
def sound() -> bytes:
    """A sound workbook, the same bytes throughout a run."""
    with TemporaryDirectory() as folder:
        return write(Path(folder) / "x.xlsx", *CASES["two_rows"]).read_bytes()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_a_problem_or_read_as_what_is_left(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        content = bytearray(sound())
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
        said = problem_of(path)
    assert said is None or said.text("zh_CN")


def test_every_cell_of_the_known_troubles_is_accounted_for(tmp_path: Path) -> None:
    for name, case in CASES.items():
        workbook = read_workbook(write(tmp_path / f"{name}.xlsx", *case))
        assert_accounted(matched(workbook, a_year(), None, IDS), workbook)


def test_cells_beside_and_below_a_table_are_accounted_for(tmp_path: Path) -> None:
    rows = (
        ("社区名称", "常住户数", "办公经费"),
        ("东风社区", 2500, 50000, None, "手写的数"),
        (None, 12, None),
        (None, None, None, 7),
    )
    path = write(tmp_path / "x.xlsx", Case(rows))
    found = preview(path, a_year(), None, IDS)
    region = found.regions[0]
    assert {s.cell for s in region.skipped} == {"E2", "D4"}
    assert [r.cell for r in region.refused] == ["B3"]
    assert not found.complete
