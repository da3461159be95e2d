"""What the file holds and no workbook names: offered for removal, removed only where chosen, one undo for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.problems import RowInUse
from street_desk.exchange.batch import Batch
from street_desk.session import Session
from tests.files.importing.cases import Tab, write
from tests.streets import type_in

COMMUNITIES = ("社区名称", "常住户数")
PEOPLE = ("社区", "姓名", "职务")
PLACES = ("所在社区", "场所名称", "用途")
DUTIES = ("事项名称", "牵头部门", "归属")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    """Two communities with people and premises, and two duties."""
    session = Session.create(
        tmp_path / "street.desk", street="测试街道", county="测试县", year=2026, minimum_wage=130_000
    )
    type_in(session, 2026, "communities", *({"name": name} for name in ("东风社区", "西湖社区", "北山社区")))
    people = (("东风社区", "张样一"), ("东风社区", "李样"), ("西湖社区", "王样"))
    type_in(session, 2026, "workers", *({"community": c, "name": n, "post": "委员"} for c, n in people))
    places = (("东风社区", "活动室"), ("西湖社区", "办公室"))
    type_in(session, 2026, "premises", *({"community": c, "name": n} for c, n in places))
    duties = (("社区矫正", "司法局"), ("禁毒", "公安局"))
    type_in(session, 2026, "duties", *({"title": t, "department": d} for t, d in duties))
    yield session
    session.close()


def planned(session: Session, folder: Path, *workbooks: tuple[Tab, ...]) -> Batch:
    paths = [write(folder / f"{place}.xlsx", *tabs) for place, tabs in enumerate(workbooks)]
    return session.plan_import(2026, paths, {})


def missing(session: Session, batch: Batch) -> list[tuple[str, str, str]]:
    return [(one.sheet, one.name, one.community) for one in batch.missing(session.book(2026))]


def people(*rows: tuple[str, str], name: str = "人员") -> Tab:
    return Tab((PEOPLE, *((community, person, "委员") for community, person in rows)), name=name)


def test_people_are_missing_only_in_the_communities_that_the_workbooks_name(
    street: Session, tmp_path: Path
) -> None:
    batch = planned(street, tmp_path, (people(("东风社区", "张样一"), ("东风社区", "赵样")),))
    assert missing(street, batch) == [("workers", "李样", "东风社区")]


def test_what_another_workbook_of_the_import_names_is_not_missing(street: Session, tmp_path: Path) -> None:
    first = people(("东风社区", "张样一"), ("西湖社区", "王样"))
    batch = planned(street, tmp_path, (first,), (people(("东风社区", "李样")),))
    assert missing(street, batch) == []


def test_communities_are_missing_only_where_a_table_of_them_names_some(
    street: Session, tmp_path: Path
) -> None:
    others = Tab((COMMUNITIES, ("南山社区", 9)))
    assert missing(street, planned(street, tmp_path, (others,))) == []
    known = Tab((COMMUNITIES, ("南山社区", 9), ("东风居委会", 2500)))
    assert missing(street, planned(street, tmp_path, (known,))) == [
        ("communities", "西湖社区", ""),
        ("communities", "北山社区", ""),
    ]


def test_premises_and_duties_are_missing_like_people_and_communities(street: Session, tmp_path: Path) -> None:
    places = Tab((PLACES, ("东风社区", "仓库", "其他")), name="阵地")
    duties = Tab((DUTIES, ("禁毒", "公安局", "部门职责事项")), name="职责")
    batch = planned(street, tmp_path, (places, duties))
    assert missing(street, batch) == [("premises", "活动室", "东风社区"), ("duties", "社区矫正", "")]


def test_what_a_row_that_waits_may_be_is_not_missing(street: Session, tmp_path: Path) -> None:
    communities = Tab((COMMUNITIES, ("东丰社区", 9), ("西湖社区", 8), ("北山社区", 7)), name="社区")
    staff = people(("西湖社区", "赵样"), ("南山社区", "王样"))
    batch = planned(street, tmp_path, (communities, staff))
    assert [q.id for p in batch.previews for q in p.questions] == ["same:东丰社区", "community:南山社区"]
    assert missing(street, batch) == []


def test_a_row_left_out_is_in_the_workbook_all_the_same(street: Session, tmp_path: Path) -> None:
    batch = planned(street, tmp_path, (people(("东风社区", "张样一"), ("东风社区", "李样")),))
    assert missing(street, batch.leaving_out({("0.xlsx", "人员", "B2")})) == []


def test_only_missing_rows_that_are_chosen_are_removed_and_one_undo_brings_all_back(
    street: Session, tmp_path: Path
) -> None:
    batch = planned(street, tmp_path, (people(("东风社区", "赵样"), ("西湖社区", "王样")),))
    book = street.book(2026)
    assert missing(street, batch) == [("workers", "张样一", "东风社区"), ("workers", "李样", "东风社区")]
    chosen = {(one.sheet, one.row) for one in batch.missing(book) if one.name == "李样"}
    # 王样 is in the workbook, and cannot be chosen by mistake.
    chosen.add(("workers", next(int(w["id"]) for w in book.rows("workers") if w["name"] == "王样")))
    assert street.take_import(2026, batch.removing(chosen, book))
    assert sorted(w["name"] for w in street.book(2026).rows("workers")) == ["张样一", "王样", "赵样"]
    street.undo()
    assert sorted(w["name"] for w in street.book(2026).rows("workers")) == ["张样一", "李样", "王样"]


def test_a_community_goes_with_its_people_but_not_while_something_of_it_stays(
    street: Session, tmp_path: Path
) -> None:
    known = Tab((COMMUNITIES, ("东风社区", 2500), ("北山社区", 3)), name="社区")
    places = Tab((PLACES, ("西湖社区", "仓库", "其他")), name="阵地")
    batch = planned(street, tmp_path, (known, places))
    book = street.book(2026)
    offered = {(one.sheet, one.row) for one in batch.missing(book)}
    with pytest.raises(RowInUse) as refused:
        batch.removing(offered, book)
    assert "西湖社区 is still in use this year: 1 in Workers, 1 in Premises" in refused.value.text("en")

    empty = Tab((COMMUNITIES, ("东风社区", 2500), ("西湖社区", 3)), name="社区")
    batch = planned(street, tmp_path, (empty,))
    offered = {(one.sheet, one.row) for one in batch.missing(book)}
    assert street.take_import(2026, batch.removing(offered, book))
    assert [c["name"] for c in street.book(2026).rows("communities")] == ["东风社区", "西湖社区"]


def test_a_community_goes_after_the_people_that_go_with_it(street: Session, tmp_path: Path) -> None:
    known = Tab((COMMUNITIES, ("东风社区", 2500), ("北山社区", 3)), name="社区")
    places = Tab((PLACES, ("西湖社区", "仓库", "其他")), name="阵地")
    staff = people(("西湖社区", "赵样"))
    batch = planned(street, tmp_path, (known, places, staff)).leaving_out(
        {("0.xlsx", "阵地", "B2"), ("0.xlsx", "人员", "B2")}
    )
    book = street.book(2026)
    removed = batch.removing({(one.sheet, one.row) for one in batch.missing(book)}, book)
    gone = [(c.sheet, (c.before or {}).get("name")) for c in removed.changes if c.after is None]
    assert gone == [("premises", "办公室"), ("workers", "王样"), ("communities", "西湖社区")]
    assert street.take_import(2026, removed)
    assert [c["name"] for c in street.book(2026).rows("communities")] == ["东风社区", "北山社区"]


def test_what_a_second_workbook_says_of_a_row_that_is_left_out_is_left_out_with_it(
    street: Session, tmp_path: Path
) -> None:
    first = Tab((COMMUNITIES, ("南山社区", 9)), name="社区")
    second = Tab((("社区", "网格数", "备注"), ("南山社区", 8, "略")), name="网格")
    batch = planned(street, tmp_path, (first,), (second, people(("南山社区", "赵样"))))
    assert [c.sheet for c in batch.changes] == ["communities", "communities", "workers"]
    assert batch.leaving_out({("0.xlsx", "社区", "A2")}).changes == ()
