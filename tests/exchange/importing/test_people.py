"""One person in two communities, one id under two names, one name twice: both rows go in, and both are shown."""

from __future__ import annotations

from pathlib import Path

from street_desk.domain.book import Book
from street_desk.exchange.importing import Preview, matched, preview
from street_desk.exchange.reading import read_workbook
from street_desk.session import Session
from tests.exchange.importing.support import IDS, added, of_rows, of_tabs, refused, year
from tests.files.importing.cases import Tab, write
from tests.streets import type_in

PEOPLE = ("社区", "姓名", "身份证号", "职务", "联系电话")
ID_1, ID_2 = "440981198401011236", "440981198401011244"


def two() -> Book:
    return year([(1, {"name": "东风社区"}), (2, {"name": "西湖社区"})])


def states(found: Preview) -> list[str]:
    return [row.state for row in found.rows()]


def remarks(found: Preview) -> dict[str, str]:
    return {r.cell: r.what.text("en") for region in found.regions for r in region.remarks}


def test_one_person_in_two_communities_is_two_rows_and_both_are_shown(tmp_path: Path) -> None:
    rows = (
        PEOPLE,
        ("东风社区", "张样一", ID_1, "委员", None),
        ("西湖社区", "张样一", ID_1, "委员", None),
    )
    found = of_rows(tmp_path, *rows, book=two())
    assert [w["community"] for w in added(found, "workers")] == [1, 2]
    assert remarks(found) == {"B3": "“张样一” and “张样一” in B2 have one id: both go in"}
    assert found.complete
    book = two()
    book.take(found.changes())
    assert states(of_rows(tmp_path, rows[0], rows[2], rows[1], book=book)) == ["same", "same"]


def test_one_id_under_two_names_is_two_rows_and_both_are_shown(tmp_path: Path) -> None:
    rows = (
        PEOPLE,
        ("东风社区", "张样一", ID_1, "委员", None),
        ("东风社区", "李样", ID_1, "委员", None),
    )
    found = of_rows(tmp_path, *rows, book=two())
    assert [w["name"] for w in added(found, "workers")] == ["张样一", "李样"]
    assert remarks(found) == {"B3": "“李样” and “张样一” in B2 have one id: both go in"}
    book = two()
    book.take(found.changes())
    assert states(of_rows(tmp_path, rows[0], rows[2], rows[1], book=book)) == ["same", "same"]


def test_two_of_one_name_without_ids_are_two_rows_where_anything_tells_them_apart(tmp_path: Path) -> None:
    rows = (
        PEOPLE,
        ("东风社区", "王样", None, "委员", "19900001111"),
        ("东风社区", "王 样", None, "委员", "19900002222"),
        ("东风社区", "王样", None, "委员", "19900001111"),
    )
    found = of_rows(tmp_path, *rows, book=two())
    assert states(found) == ["new", "new", "refused"]
    assert refused(found) == {"B4": "“王样” stands in B2 already"}
    assert remarks(found) == {"B3": "“王 样” stands in B2 too, and no id tells the two apart: both go in"}
    book = two()
    book.take(found.changes())
    again = of_rows(tmp_path, rows[0], rows[2], rows[1], book=book)
    assert states(again) == ["same", "same"]


def test_people_of_one_name_with_ids_of_their_own_are_nothing_to_remark_on(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        PEOPLE,
        ("东风社区", "王样", ID_1, "委员", None),
        ("东风社区", "王样", ID_2, "委员", None),
        ("东风社区", "张样一", "440981198401011252", "委员", None),
        ("东风社区", "张样一", "440981198401011252", "副书记", None),
        book=two(),
    )
    assert states(found) == ["new"] * 4
    assert remarks(found) == {}


def test_one_person_in_the_tabs_of_two_communities_is_two_rows(tmp_path: Path) -> None:
    def tab(community: str) -> Tab:
        return Tab((PEOPLE, (community, "张样一", ID_1, "委员", None)), name=community)

    found = of_tabs(tmp_path, tab("东风社区"), tab("西湖社区"), book=two())
    assert [w["community"] for w in added(found, "workers")] == [1, 2]
    assert remarks(found) == {"B2": "“张样一” and “张样一” in 东风社区!B2 have one id: both go in"}


def test_one_person_in_the_workbooks_of_two_communities_is_two_rows(tmp_path: Path) -> None:
    def of(community: str) -> Path:
        tab = Tab((PEOPLE, (community, "张样一", ID_1, "委员", None)))
        return write(tmp_path / f"{community}.xlsx", tab)

    book = two()
    first = preview(of("东风社区"), book, None, IDS)
    book.take(first.changes())
    second = matched(read_workbook(of("西湖社区")), book, None, {**IDS, "workers": 11}, told=first.told())
    assert [w["community"] for w in added(second, "workers")] == [2]
    assert remarks(second) == {"B2": "“张样一” and “张样一” of 东风社区 have one id: both go in"}
    # By itself the second workbook says that the person has moved.
    moved = preview(of("西湖社区"), book, None, IDS)
    assert [c.after for c in moved.changes()] == [{"community": 2}]


def test_a_namesake_without_an_id_in_another_community_is_somebody_else(tmp_path: Path) -> None:
    book = year(
        [(1, {"name": "东风社区"}), (2, {"name": "西湖社区"})],
        [(1, {"community": 1, "name": "张样一", "post": "member"})],
    )
    found = of_rows(tmp_path, PEOPLE, ("西湖社区", "张样一", None, "委员", None), book=book)
    assert states(found) == ["new"]
    assert remarks(found) == {}


def test_two_tabs_about_the_people_of_one_community_are_one_row_each(tmp_path: Path) -> None:
    staff = Tab((PEOPLE, ("东风社区", "张样一", ID_1, "委员", None)), name="名册")
    pay = Tab((("社区", "姓名", "月报酬"), ("东风社区", "张样一", 2400)), name="报酬")
    found = of_tabs(tmp_path, staff, pay, book=two())
    assert len(added(found, "workers")) == 1
    assert added(found, "workers")[0]["former_pay"] == 240_000


def test_what_is_shown_of_doubles_is_a_finding_once_it_is_in(tmp_path: Path) -> None:
    session = Session.create(
        tmp_path / "street.desk", street="测试街道", county="测试县", year=2026, minimum_wage=130_000
    )
    type_in(session, 2026, "communities", *({"name": name} for name in ("东风社区", "西湖社区")))
    rows = (
        PEOPLE,
        ("东风社区", "张样一", ID_1, "委员", None),
        ("西湖社区", "张样一", ID_1, "委员", None),
        ("东风社区", "李样", ID_2, "委员", None),
        ("东风社区", "赵样", ID_2, "委员", None),
        ("东风社区", "王样", None, "委员", "19900001111"),
        ("东风社区", "王样", None, "委员", "19900002222"),
    )
    batch = session.plan_import(2026, [write(tmp_path / "名册.xlsx", Tab(rows))], {})
    assert session.take_import(2026, batch)
    said = {f.message.text("en") for f in session.findings(2026) if f.check.startswith("double")}
    session.close()
    assert said == {
        "张样一 (东风社区) and 张样一 (西湖社区) are one person by id, in post at the same time",
        "李样 (东风社区) and 赵样 (东风社区) are one person by id, in post at the same time",
        "王样 (东风社区) stands twice in this community",
    }
