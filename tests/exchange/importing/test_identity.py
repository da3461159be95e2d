from __future__ import annotations

from pathlib import Path

from street_desk.domain.book import Book
from street_desk.exchange.importing import Preview
from street_desk.exchange.importing.leaving import without
from tests.exchange.importing.support import added, of_rows, of_tabs, refused, skipped, year
from tests.files.importing.cases import Tab

HEADING = ("社区名称", "常住户数")
PEOPLE = ("社区", "姓名", "身份证号", "职务", "任职时间")
ID_1, ID_2 = "440981198401011236", "440981198401011244"


def states(found: Preview) -> list[str]:
    return [row.state for row in found.rows()]


def east() -> Book:
    return year([(1, {"name": "东风社区", "households": 2500, "code": "440981001001"})])


def test_rows_are_new_changed_or_same_and_say_what_was_held(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区", "households": 2500}), (2, {"name": "西湖社区", "households": 1})])
    found = of_rows(tmp_path, HEADING, ("东风社区", 2500), ("西湖社区", 4200), ("南山社区", 9), book=book)
    assert states(found) == ["same", "changed", "new"]
    cell = found.regions[0].rows[1].cells["households"]
    assert (cell.address, cell.text, cell.old, cell.state) == ("B3", "4,200", "1", "changed")
    (update, new) = found.changes()
    assert (update.row, update.before, update.after) == (2, {"households": 1}, {"households": 4200})
    assert (new.row, new.before) == (10, None)
    region = found.to_json()["regions"][0]
    assert [region[key] for key in ("new", "changed", "same", "rows")] == [1, 1, 1, 3]


def test_rows_left_out_do_not_come_in(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东风社区", 2500), ("西湖社区", 4200))
    (left,) = without([found], {(found.file, "Sheet1", "A2")})
    assert [c.row for c in left.changes()] == [11]


def test_columns_that_the_workbook_leaves_blank_erase_nothing(tmp_path: Path) -> None:
    found = of_rows(tmp_path, (*HEADING, "网格数"), ("东风社区", None, 8), book=east())
    assert [c.after for c in found.changes()] == [{"grids": 8}]


def test_a_committee_of_the_only_community_of_that_stem_is_that_community(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东风社区居民委员会", 2600), book=east())
    assert [(c.row, c.after) for c in found.changes()] == [(1, {"households": 2600})]


def test_a_village_committee_is_not_the_community_of_that_name(tmp_path: Path) -> None:
    assert states(of_rows(tmp_path, HEADING, ("东风村委会", 900), book=east())) == ["new"]


def test_a_code_names_a_community_before_its_name_does(tmp_path: Path) -> None:
    found = of_rows(tmp_path, ("社区代码", *HEADING), ("440981001001", "东风新社区", 2500), book=east())
    assert [(c.row, c.after) for c in found.changes()] == [(1, {"name": "东风新社区"})]


CODED = ("社区代码", *HEADING)


def test_a_code_of_another_community_is_refused_and_the_row_goes_in_by_its_name(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区", "code": "440981001001"}), (2, {"name": "西湖社区"})])
    found = of_rows(tmp_path, CODED, ("440981001001", "西湖社区", 2500), book=book)
    assert refused(found) == {"A2": "the code 440981001001 is that of 东风社区 already"}
    assert [(c.row, c.after) for c in found.changes()] == [(2, {"households": 2500})]


def test_of_two_new_communities_with_one_code_the_second_goes_in_without_it(tmp_path: Path) -> None:
    found = of_rows(tmp_path, CODED, ("440981001001", "东风社区", 2500), ("440981001001", "西湖社区", 9))
    assert refused(found) == {"A3": "the code 440981001001 is that of 东风社区 already, in row 2"}
    assert added(found) == [
        {"code": "440981001001", "name": "东风社区", "households": 2500},
        {"name": "西湖社区", "households": 9},
    ]


def test_communities_that_stand_without_a_code_do_not_both_get_the_same_one(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区"}), (2, {"name": "西湖社区"})])
    found = of_rows(
        tmp_path, CODED, ("440981001001", "东风社区", 2500), ("440981001001", "西湖社区", 9), book=book
    )
    assert refused(found) == {"A3": "the code 440981001001 is that of 东风社区 already, in row 2"}
    assert [(c.row, c.after) for c in found.changes()] == [
        (1, {"code": "440981001001", "households": 2500}),
        (2, {"households": 9}),
    ]


def test_a_code_that_a_later_row_owns_renames_nothing(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path, CODED, ("440981001001", "西湖社区", 9), ("440981001001", "东风社区", 2600), book=east()
    )
    assert refused(found) == {"A2": "the code 440981001001 is that of 东风社区 already"}
    assert [c.after for c in found.changes() if c.before] == [{"households": 2600}]
    assert [row["name"] for row in added(found)] == ["西湖社区"]


def test_the_second_of_two_rows_of_one_community_is_refused_and_names_the_first(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东风社区", 2500), ("西湖社区", 1), ("东 风社区居委会", 2600))
    assert refused(found) == {"A4": "“东风社区” stands in A2 already"}
    assert states(found) == ["new", "new", "refused"]
    assert skipped(found)["B4"] == "its row is not imported"
    assert not found.complete


def test_two_tabs_about_the_same_communities_are_one_row_each(tmp_path: Path) -> None:
    found = of_tabs(
        tmp_path,
        Tab((HEADING, ("东风社区", 2500)), name="户数"),
        Tab((("社区", "办公经费", "常住户数"), ("东风社区", 50000, 2501)), name="经费"),
    )
    assert added(found) == [{"name": "东风社区", "households": 2500, "office_approved": 5_000_000}]
    assert refused(found) == {"C2": "differs from 户数!B2, which says 2,500"}


def test_a_person_is_known_by_id_and_then_by_name_within_the_community(tmp_path: Path) -> None:
    book = year(
        [(1, {"name": "东风社区"}), (2, {"name": "西湖社区"})],
        [
            (1, {"community": 1, "name": "张样一", "id_number": ID_1, "post": "member"}),
            (2, {"community": 1, "name": "李样", "post": "member"}),
            (3, {"community": 2, "name": "李样", "post": "member"}),
        ],
    )
    found = of_rows(
        tmp_path,
        PEOPLE,
        ("东风社区", "张样壹", ID_1, "委员", None),
        ("西湖社区", "李 样", None, "副书记", None),
        ("东风社区", "李样", ID_2, "委员", None),
        book=book,
    )
    changes = {c.row: c.after for c in found.changes()}
    assert changes[1] == {"name": "张样壹"}
    assert changes[3] == {"post": "deputy"}
    assert changes[2] is not None
    assert changes[2]["id_number"] == ID_2


def test_a_second_post_of_one_person_is_a_second_row_and_stays_one(tmp_path: Path) -> None:
    rows = (
        PEOPLE,
        ("东风社区", "张样一", ID_1, "委员", "2020-01"),
        ("东风社区", "张样一", ID_1, "副书记", "2026-07"),
    )
    found = of_rows(tmp_path, *rows, book=east())
    assert states(found) == ["new", "new"]
    book = east()
    book.take(found.changes())
    again = of_rows(tmp_path, rows[0], rows[2], rows[1], book=book)
    assert again.changes() == ()
    assert states(again) == ["same", "same"]


def test_the_second_of_two_rows_of_one_person_is_refused(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path,
        PEOPLE,
        ("东风社区", "张样一", ID_1, "委员", None),
        ("东风社区", "张 样一", ID_1, "委员", None),
        ("东风社区", "王样", None, "委员", None),
        ("东风社区", "王样", None, "委员", None),
        ("东风社区", "李样", ID_2, "委员", None),
        ("东风社区", "李样", ID_1.replace("6", "7"), "委员", None),
        book=east(),
    )
    assert refused(found) == {
        "B3": "“张样一” stands in B2 already",
        "B5": "“王样” stands in B4 already",
    }
    assert states(found) == ["new", "refused", "new", "refused", "new", "new"]


def test_an_unknown_community_is_asked_about_once_and_its_people_wait(tmp_path: Path) -> None:
    rows = (
        PEOPLE,
        ("东风社区", "张样一", None, "书记", None),
        ("北山社区", "王样", None, "书记", None),
        ("北山社区", "李样", None, "委员", None),
    )
    found = of_rows(tmp_path, *rows, book=east())
    (question,) = found.questions
    assert question.cells == ("A3", "B3", "D3", "A4", "B4", "D4")
    assert states(found) == ["new", "held", "held"]
    assert not found.complete
    add, leave = (option.text("en") for option in question.options)

    taken = of_rows(tmp_path, *rows, book=east(), answers={question.id: add})
    assert added(taken) == [{"name": "北山社区"}]
    assert [w["community"] for w in added(taken, "workers")] == [1, 10, 10]
    assert [c.sheet for c in taken.changes()] == ["communities", "workers", "workers", "workers"]
    assert taken.complete
    (nobody,) = without([taken], {(taken.file, "Sheet1", f"B{n}") for n in (3, 4)})
    assert [c.sheet for c in nobody.changes()] == ["workers"]

    left = of_rows(tmp_path, *rows, book=east(), answers={question.id: leave})
    assert [(q.id, q.answer) for q in left.regions[0].questions] == [(question.id, 1)]
    assert left.questions == ()
    assert states(left) == ["new", "skipped", "skipped"]
    assert left.complete


def test_an_answer_that_is_no_option_leaves_the_question_open(tmp_path: Path) -> None:
    found = of_rows(
        tmp_path, PEOPLE, ("北山社区", "王样", None, "书记", None), answers={"community:北山社区": "也许"}
    )
    assert len(found.questions) == 1


def test_workers_may_belong_to_communities_that_are_new_in_the_same_workbook(tmp_path: Path) -> None:
    people = Tab((PEOPLE, ("东风社区居委会", "张样一", None, "书记", None)), name="人员")
    found = of_tabs(tmp_path, people, Tab((HEADING, ("东风社区", 2500)), name="社区"))
    assert [c.sheet for c in found.changes()] == ["communities", "workers"]
    assert added(found, "workers")[0]["community"] == 10
    (left,) = without([found], {(found.file, "社区", "A2")})
    assert left.changes() == ()


def test_a_mask_that_comes_back_is_the_held_number(tmp_path: Path) -> None:
    book = year(
        [(1, {"name": "东风社区"})],
        [
            (
                1,
                {
                    "community": 1,
                    "name": "张样一",
                    "id_number": ID_1,
                    "phone": "19900001234",
                    "post": "member",
                },
            )
        ],
    )
    heading = ("社区", "姓名", "身份证号", "联系电话", "职务")
    row = ("东风社区", "张样一", "440981********1236", "199****1234", "委员")
    found = of_rows(tmp_path, heading, row, book=book)
    assert states(found) == ["same"]
    assert found.complete
    other = ("东风社区", "张样一", "440981********9999", "199****9999", "委员")
    found = of_rows(tmp_path, heading, other, book=book)
    assert set(refused(found)) == {"C2", "D2"}
    assert "hidden behind stars" in refused(found)["C2"]


def test_ids_and_phones_are_shown_behind_their_masks(tmp_path: Path) -> None:
    found = of_rows(tmp_path, PEOPLE, ("东风社区", "张样一", ID_1, "书记", None), book=east())
    assert found.regions[0].rows[0].cells["id_number"].text == "440981********1236"
    assert "19840101" not in str(found.to_json())


def test_a_table_of_one_community_may_be_named_by_its_tab(tmp_path: Path) -> None:
    people = Tab((("姓名", "职务", "联系电话"), ("张样一", "书记", "19900001234")), name="东风社区")
    found = of_tabs(tmp_path, people, book=east())
    assert added(found, "workers")[0]["community"] == 1
