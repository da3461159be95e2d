"""A tab for each community: the tab, its title or its card says whose rows they are."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from street_desk.exchange.importing import Preview, preview
from tests.exchange.importing.support import IDS, added, empty, of_rows, of_tabs, skipped, year
from tests.files.importing.cases import Tab, write

BOOK = year([(1, {"name": "东风社区"}), (2, {"name": "西湖社区"}), (3, {"name": "南山社区"})])
W = ("序号", "姓名", "职务", "联系电话")


def person(name: str) -> tuple[object, ...]:
    return (1, name, "委员", "13800000001")


def homes(found: Preview) -> dict[object, object]:
    return {row["name"]: row["community"] for row in added(found, "workers")}


def test_the_community_is_the_name_of_the_tab_or_in_its_title(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((("社区工作者花名册",), W, person("张一")), name="东风社区"),
        Tab(((None, "工作人员花名册"), (), (None, *W), (None, *person("张二"))), name="西湖-人员"),
        Tab((("幸福街道南山社区2026年社区工作者花名册",), W, person("张三")), name="3"),
        Tab((("社区：", "东风社区"), W, person("张四")), name="4"),
        Tab((("填报单位：西湖社区居委会（盖章）",), W, person("张五")), name="5"),
        Tab((("幸福街道社区工作者花名册",), W, person("张六")), name="Sheet6"),
        Tab((("填表说明",), ("如实填写",)), name="说明"),
        book=BOOK,
    )
    assert homes(found) == {"张一": 1, "张二": 2, "张三": 3, "张四": 1, "张五": 2}
    assert [(r.tab, r.refused[0].why.text("en")) for r in found.regions if r.refused] == [
        ("Sheet6", "the row names no community")
    ]
    assert [u.tab for u in found.unread] == ["说明"]
    assert found.to_json()["unread"][0]["why"].startswith("no row of it has the headings")


def test_several_tabs_of_one_community_are_joined(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((W, person("张一")), name="东风社区人员"),
        Tab((("阵地名称", "用途", "面积"), ("党群服务中心", "办公", 300)), name="东风社区阵地"),
        book=BOOK,
    )
    assert [r.sheet for r in found.regions] == ["workers", "premises"]
    assert homes(found) == {"张一": 1}
    assert added(found, "premises")[0]["community"] == 1


def test_communities_new_in_the_same_workbook_take_the_rows_of_their_tabs(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((W, person("张一")), name="东风人员"),
        Tab((("社区名称", "常住户数"), ("东风社区", 2500)), name="社区"),
    )
    assert homes(found) == {"张一": 10}
    assert found.complete


def test_a_tab_of_an_unknown_community_waits_with_the_offer_to_add_it(tmp_path: Path) -> None:
    tab = Tab((W, person("张一")), name="北山社区")
    found = of_tabs(tmp_path, tab, book=BOOK)
    (question,) = found.questions
    assert question.id == "community:北山社区"
    found = of_tabs(tmp_path, tab, book=BOOK, answers={question.id: "Add the community"})
    assert len(homes(found)) == 1


def test_a_card_of_labels_and_values_is_one_row(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区基本情况登记表",),
        ("社区名称", "东风社区", "社区代码", "440981001001"),
        ("户数", 2500, "书记", "张三"),
        ("网格数", 8, "楼栋数", 31),
        ("备注", "老旧小区多"),
        ("填表人：王五",),
    )
    assert added(found) == [
        {"code": "440981001001", "name": "东风社区", "households": 2500, "grids": 8, "note": "老旧小区多"}
    ]
    region = found.regions[0]
    assert (region.header, region.rows[0].cells["grids"].address) == ("A2:D5", "B4")
    assert skipped(found) == {"D3": "the program works this out itself", "D4": "no column has this heading"}
    assert [n.cell for n in region.notes] == ["A1", "A6"]
    assert found.complete


def test_a_card_for_each_community_is_named_by_its_title_or_tab(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((("西湖社区基本情况",), ("常住户数", 4200), ("党员数", 120), ("网格数", 6)), name="2"),
        Tab((("常住户数", 2500), ("党员数", 80), ("网格数", 5)), name="东风"),
        book=BOOK,
    )
    assert {c.row: c.after and c.after["households"] for c in found.changes()} == {2: 4200, 1: 2500}


def test_people_below_a_card_belong_to_its_community(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        ("社区名称", "东风社区", "常住户数", 2500),
        ("网格数", 8, "党员数", 100),
        (),
        W,
        person("张一"),
        book=BOOK,
    )
    assert [r.sheet for r in found.regions] == ["communities", "workers"]
    assert homes(found) == {"张一": 1}


def test_a_card_can_be_handed_back_as_a_layout(tmp_path: Path) -> None:
    rows = (("社区名称", "东风社区", "户数", 2500), ("网格数", 8, "党员数", 100))
    path = write(tmp_path / "a.xlsx", Tab(rows))
    first = preview(path, empty(), None, IDS)
    assert first.regions[0].layout.shape == "card"
    again = preview(path, empty(), None, IDS, layouts=[first.regions[0].layout])
    assert again.to_json() == first.to_json()


def hidden_tab(folder: Path) -> Path:
    path = write(
        folder / "隐.xlsx",
        Tab((("社区名称", "常住户数"), ("东风社区", 2500), ("合计", 99)), name="社区"),
        Tab((("社区", *W[1:]), ("东风社区", *person("张一")[1:])), name="人员"),
    )
    book = openpyxl.load_workbook(path)
    book["社区"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    return path


def test_a_hidden_tab_waits_for_an_answer_and_what_needs_it_waits_too(tmp_path: Path) -> None:
    found = preview(hidden_tab(tmp_path), empty(), None, IDS)
    (question,) = found.questions
    assert (question.id, question.text.text("en")) == ("hidden:社区", "The tab 社区 is hidden: read it?")
    assert found.changes() == ()
    assert [row.state for row in found.rows()] == ["held", "held"]


def test_a_hidden_tab_is_read_or_left_out_as_answered(tmp_path: Path) -> None:
    path = hidden_tab(tmp_path)
    found = preview(path, empty(), None, IDS, {"hidden:社区": "Read it"})
    assert [c.sheet for c in found.changes()] == ["communities", "workers"]
    assert [t.agrees for t in found.regions[0].totals] == [False]
    found = preview(path, empty(), None, IDS, {"hidden:社区": "Leave it out"})
    assert set(skipped(found).values()) >= {"a hidden tab, left out by your answer"}
    assert found.regions[0].totals == ()
    assert [q.id for q in found.questions] == ["community:东风社区"]
