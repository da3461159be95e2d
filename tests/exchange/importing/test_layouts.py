"""What the user says of a table stands over what would be recognised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from street_desk.exchange.importing import Layout, Preview, preview
from tests.exchange.importing.support import IDS, accounted, added, columns, empty, skipped
from tests.files.importing.cases import Tab, write

ROWS = (
    ("幸福街道社区情况",),
    ("社区名称", "户数", "门牌数", "办公经费", "党建经费", "合计"),
    ("东风社区", 2500, 31, 5, 2, 7),
    ("西湖社区", 4200, 52, 6, 3, 9),
)


def path_of(folder: Path) -> Path:
    return write(folder / "a.xlsx", Tab(ROWS))


def test_what_was_recognised_can_be_handed_back_and_changes_nothing(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    first = preview(path, empty(), None, IDS)
    layout = first.regions[0].layout
    assert (layout.top, layout.bottom, layout.left, layout.right, layout.last) == (2, 2, 1, 6, 4)
    again = preview(path, empty(), None, IDS, layouts=[layout])
    assert again == first


def test_a_column_can_be_set_left_out_and_given_a_unit(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    layout = preview(path, empty(), None, IDS).regions[0].layout
    said = replace(layout, columns={**layout.columns, 3: "grids", 5: ""}, unit="wan")
    found = preview(path, empty(), None, IDS, layouts=[said])
    assert columns(found)["门牌数"] == "grids"
    assert columns(found)["党建经费"] == ""
    assert added(found)[0] == {
        "name": "东风社区",
        "households": 2500,
        "grids": 31,
        "office_approved": 5_000_000,
    }


def test_the_heading_rows_and_the_end_can_be_moved(tmp_path: Path) -> None:
    rows = (("甲", "乙"), ("东风社区", 2500), ("西湖社区", 4200), ("合订", 6700))
    path = write(tmp_path / "a.xlsx", Tab((("社区名称", "户数"), *rows)))
    layout = preview(path, empty(), None, IDS).regions[0].layout
    said = replace(layout, top=2, bottom=2, last=4, columns={1: "name", 2: "households"})
    found: Preview = preview(path, empty(), None, IDS, layouts=[said])
    assert [row["name"] for row in added(found)] == ["东风社区", "西湖社区"]
    assert found.regions[0].header == "A2:B2"


def test_tabs_are_shown_as_they_are(tmp_path: Path) -> None:
    found = preview(path_of(tmp_path), empty(), None, IDS)
    assert found.tabs[0].rows[3] == ("东风社区", "2500", "31", "5", "2", "7")
    assert (found.tabs[0].name, found.tabs[0].more) == ("Sheet1", 0)


def test_a_cell_in_the_gap_between_two_tables_is_said_when_their_layouts_are_handed_back(
    tmp_path: Path,
) -> None:
    rows = (
        ("社区名称", "常住户数", None, None, None, None, None, None, "姓名", "职务"),
        (None, None, "常住户数", "户数（户）", "党组织设置"),
        (*(None,) * 7, 0),
        (*(None,) * 5, "#REF!", None, "社区", "姓名", "职务"),
    )
    path = write(tmp_path / "a.xlsx", Tab(rows, ("D1:H1",)))
    first = preview(path, empty(), None, IDS)
    again = preview(path, empty(), None, IDS, layouts=[region.layout for region in first.regions])
    for found in (first, again):
        assert "H3" in set().union(*(accounted(region) for region in found.regions))


def test_a_column_that_a_layout_does_not_name_is_recognised(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    layout = preview(path, empty(), None, IDS).regions[0].layout
    found = preview(path, empty(), None, IDS, layouts=[replace(layout, columns={3: "grids"})])
    assert columns(found) == {**columns(preview(path, empty(), None, IDS)), "门牌数": "grids"}
    # No two columns go to one: what was set by hand stands.
    found = preview(path, empty(), None, IDS, layouts=[replace(layout, columns={3: "households"})])
    assert columns(found)["门牌数"] == "households"
    assert columns(found)["户数"] == ""


def test_a_tab_can_be_said_to_hold_no_table(tmp_path: Path) -> None:
    other = Tab((("姓名", "社区"), ("张样一", "东风社区")), name="人员")
    path = write(tmp_path / "a.xlsx", Tab(ROWS, name="社区"), other)
    none = Layout("社区", "", 0, 0, 0, 0, 0, {}, "")
    found = preview(path, empty(), None, IDS, layouts=[none])
    assert [region.tab for region in found.regions] == ["人员"]
    assert [one.tab for one in found.unread] == ["社区"]


def test_columns_in_different_units_keep_them_when_the_table_is_corrected(tmp_path: Path) -> None:
    rows = (
        ("社区名称", "办公经费（万元）", "党建经费（元）"),
        ("东风社区", 5, 20000),
        ("西湖社区", 6, 30000),
    )
    path = write(tmp_path / "a.xlsx", Tab(rows))
    first = preview(path, empty(), None, IDS)
    layout = first.regions[0].layout
    assert layout.unit == ""
    again = preview(path, empty(), None, IDS, layouts=[replace(layout, last=2)])
    assert added(again) == added(first)[:1]
    assert added(again)[0]["office_approved"] == 5_000_000


def test_a_total_without_the_columns_it_sums_is_left_alone(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    layout = preview(path, empty(), None, IDS).regions[0].layout
    found = preview(path, empty(), None, IDS, layouts=[replace(layout, columns={4: "", 5: ""})])
    assert found.regions[0].totals == ()
    assert "F3" in accounted(found.regions[0])


def test_the_second_of_two_tables_keeps_its_own_title_when_it_is_handed_back(tmp_path: Path) -> None:
    second = (("社区工作者名册",), ("姓名", "社区", "职务"), ("张样一", "东风社区", "书记"))
    path = write(tmp_path / "a.xlsx", Tab((*ROWS, (), *second)))
    first = preview(path, empty(), None, IDS)
    assert len(first.regions) == 2
    again = preview(path, empty(), None, IDS, layouts=[region.layout for region in first.regions])
    assert again == first


def test_a_confirmed_table_stays_so_while_only_its_end_is_moved(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    first = preview(path, empty(), None, IDS)
    layout = first.regions[0].layout
    said = replace(layout, columns={**layout.columns, 3: "grids"}, unit="wan")
    known = preview(path, empty(), None, IDS, layouts=[said]).remembered("2027-01-01T10:00:00+08:00")
    shown = preview(path, empty(), None, IDS, remembered=known).regions[0]
    assert shown.unit == "wan"
    ended = [replace(shown.layout, last=3, unit="")]
    again = preview(path, empty(), None, IDS, layouts=ended, remembered=known)
    assert again.regions[0].unit == "wan"
    assert added(again)[0]["grids"] == 31


def test_cells_below_an_end_that_was_moved_up_are_said_to_lie_below_it(tmp_path: Path) -> None:
    rows = (("社区名称", "户数"), ("东风社区", 900), ("西湖社区", 901), (None, None, "旁注"))
    path = write(tmp_path / "a.xlsx", Tab(rows))
    layout = preview(path, empty(), None, IDS).regions[0].layout
    said = skipped(preview(path, empty(), None, IDS, layouts=[replace(layout, last=2)]))
    assert said["A3"] == said["B3"] == "below the end of the table"
