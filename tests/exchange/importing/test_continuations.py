"""A table in parts, down the tab or in the next one, is one table to its totals."""

from __future__ import annotations

from pathlib import Path

from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, empty, of_rows, of_tabs
from tests.files.importing.cases import Tab, write

H = ("社区名称", "常住户数", "网格数")
ONE, TWO, THREE, FOUR = (
    ("东风社区", 100, 1),
    ("西湖社区", 200, 2),
    ("南山社区", 300, 3),
    ("北山社区", 400, 4),
)


def totals(found: Preview) -> dict[str, tuple[object, object]]:
    return {
        t.cell: (t.stated, t.computed) for r in found.regions for t in r.totals if t.column == "households"
    }


def remarks(found: Preview) -> list[tuple[str, str, str]]:
    return [(r.tab, x.cell, x.what.text("en")) for r in found.regions for x in r.remarks]


def test_rows_go_on_after_the_subtotal_of_a_page(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        H,
        ONE,
        TWO,
        ("本页小计", 300, 3),
        ("过次页", 300, 3),
        ("续表",),
        ("承前页", 300, 3),
        THREE,
        FOUR,
        ("本页小计", 700, 7),
        ("累计", 1000, 10),
        ("合计", 1001, 10),
    )
    assert [row["name"] for row in added(found)] == ["东风社区", "西湖社区", "南山社区", "北山社区"]
    assert totals(found) == {
        "B4": (300, 300),
        "B5": (300, 300),
        "B7": (300, 300),
        "B10": (700, 700),
        "B11": (1000, 1000),
        "B12": (1001, 1000),
    }
    assert [n.cell for n in found.regions[0].notes] == ["A6"]
    assert not found.complete


def test_a_part_with_its_headings_again_is_summed_up_with_the_part_before_it(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区情况表",),
        H,
        ONE,
        TWO,
        ("本页小计", 300, 3),
        ("社区情况表（续表）",),
        H,
        THREE,
        FOUR,
        ("本页小计", 700, 7),
        ("合计", 999, 10),
    )
    assert [r.header for r in found.regions] == ["A2:C2", "A7:C7"]
    assert totals(found) == {"B5": (300, 300), "B10": (700, 700), "B11": (999, 1000)}
    assert remarks(found) == [("Sheet1", "A7", "goes on with the table at A2")]
    assert len(added(found)) == 4


def test_the_next_tab_goes_on_with_headings_or_without(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((H, ONE, TWO), name="表一"),
        Tab((H, THREE), name="表一(续)"),
        Tab((("续表",), FOUR, ("合计", 1000, 10)), name="表一(续2)"),
        Tab((("菜单", "价格"), ("包子", 2)), name="别的"),
    )
    assert [(r.tab, r.header, len(r.rows)) for r in found.regions] == [
        ("表一", "A1:C1", 2),
        ("表一(续)", "A1:C1", 1),
        ("表一(续2)", "", 1),
    ]
    assert totals(found) == {"B3": (1000, 1000)}
    assert remarks(found) == [
        ("表一(续)", "A1", "goes on with the table at 表一!A1"),
        ("表一(续2)", "A2", "goes on with the table at 表一(续)!A1; its headings are those"),
    ]
    assert [u.tab for u in found.unread] == ["别的"]


def test_tables_of_two_tabs_that_do_not_say_they_go_on_are_two(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((H, ONE, TWO), name="城区"),
        Tab((H, THREE, ("合计", 300, 3)), name="郊区"),
    )
    assert totals(found) == {"B3": (300, 300)}
    assert remarks(found) == []


def test_a_part_without_headings_can_be_handed_back_as_a_layout(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", Tab((H, ONE), name="表一"), Tab((TWO, THREE), name="表一(续)"))
    first = preview(path, empty(), None, IDS)
    assert first.regions[1].header == ""
    again = preview(path, empty(), None, IDS, layouts=[first.regions[1].layout])
    assert again.changes() == first.changes()
    assert len(again.changes()) == 3
