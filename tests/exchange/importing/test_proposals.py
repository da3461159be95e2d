from __future__ import annotations

from pathlib import Path

import pytest

from street_desk.domain.book import Book
from street_desk.exchange.importing import Preview, matched
from street_desk.exchange.importing.likeness import likeness
from street_desk.exchange.reading import read_workbook
from tests.exchange.importing.support import IDS, added, of_rows, of_tabs, refused, year
from tests.files.importing.cases import Tab, write

HEADING = ("社区名称", "常住户数")
CODED = ("社区代码", *HEADING)
PEOPLE = ("社区", "姓名", "职务")
CODE = "440981001001"


def east() -> Book:
    return year([(1, {"name": "东风社区", "households": 2500})])


def states(found: Preview) -> list[str]:
    return [row.state for row in found.rows()]


def remarks(found: Preview) -> dict[str, str]:
    return {r.cell: r.what.text("en") for region in found.regions for r in region.remarks}


def asked(found: Preview) -> tuple[str, str, list[str]]:
    """The only open question: its id, what it asks, and its answers."""
    (question,) = found.questions
    return question.id, question.text.text("en"), [option.text("en") for option in question.options]


def test_a_committee_goes_to_the_only_community_of_its_stem_and_says_so_with_a_score(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东风社区居民委员会", 2600), book=east())
    assert [(c.row, c.after) for c in found.changes()] == [(1, {"households": 2600})]
    said = "“东风社区居民委员会” is taken for “东风社区” (92, the same name but for its ending)"
    assert remarks(found) == {"A2": said}
    match = found.regions[0].rows[0].match
    assert match is not None
    assert (match.score, match.reason.text("en")) == (92, "the same name but for its ending")


def test_a_row_of_the_very_name_needs_no_word_about_how_it_was_matched(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东 风社区", 2600), ("北山社区", 1), book=east())
    assert [row.match for row in found.rows()] == [None, None]
    assert remarks(found) == {"A1": "new in this year: 北山社区"}


def test_a_name_that_several_communities_could_have_is_asked_about(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区", "code": CODE}), (2, {"name": "东风居委会"})])
    rows = HEADING, ("东风社区居委会", 900)
    found = of_rows(tmp_path, *rows, book=book)
    name, text, options = asked(found)
    assert name == "same:东风社区居委会"
    assert text == "“东风社区居委会” could be one of several communities, or a new one."
    assert options == [
        f"It is “东风社区” ({CODE})",
        "It is “东风居委会”",
        "Add it as a new community",
        "Leave the row out",
    ]
    assert states(found) == ["held"]
    assert found.questions[0].cells == ("A2", "B2")
    assert found.changes() == ()

    second = of_rows(tmp_path, *rows, book=book, answers={name: options[1]})
    assert [(c.row, c.after) for c in second.changes()] == [(2, {"households": 900})]
    assert remarks(second) == {"A2": "“东风社区居委会” is taken for “东风居委会” (92, by your answer)"}
    assert second.complete
    new = of_rows(tmp_path, *rows, book=book, answers={name: options[2]})
    assert added(new) == [{"name": "东风社区居委会", "households": 900}]
    left = of_rows(tmp_path, *rows, book=book, answers={name: options[3]})
    assert states(left) == ["skipped"]
    assert left.changes() == ()
    assert left.complete


def test_two_communities_of_one_name_are_told_apart_in_the_question(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区"}), (2, {"name": "东风社区"})])
    found = of_rows(tmp_path, HEADING, ("东风社区", 900), book=book)
    assert asked(found)[2][:2] == ["It is “东风社区” (#1)", "It is “东风社区” (#2)"]


def test_a_bare_name_is_asked_about_where_the_village_of_that_name_is_there_too(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区"}), (2, {"name": "东风村委会"})])
    assert asked(of_rows(tmp_path, HEADING, ("东风", 900), book=book))[0] == "same:东风"
    sure = of_rows(tmp_path, HEADING, ("东风居委会", 900), ("东风村委会", 800), book=book)
    assert [(c.row, c.after) for c in sure.changes()] == [(1, {"households": 900}), (2, {"households": 800})]


def test_a_village_and_a_community_of_one_name_are_never_one_for_the_other(tmp_path: Path) -> None:
    for held, comes in (("东风村委会", "东风社区居委会"), ("东风社区", "东风村委会")):
        found = of_rows(tmp_path, HEADING, (comes, 900), book=year([(1, {"name": held})]))
        assert states(found) == ["new"]
        assert found.questions == ()


def test_the_row_of_the_very_name_is_the_community_wherever_it_stands(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东风居委会", 1), ("东风社区", 2600), book=east())
    assert [(c.row, c.after) for c in found.changes()] == [(1, {"households": 2600})]
    assert refused(found) == {"A2": "“东风社区” stands in A3 already"}


def test_a_name_like_that_of_a_community_is_asked_about_with_its_score(tmp_path: Path) -> None:
    rows = HEADING, ("东丰社区", 2600), ("北山社区", 9)
    found = of_rows(tmp_path, *rows, book=east())
    name, text, options = asked(found)
    assert text == "“东丰社区” is not in the file; it is like “东风社区” (86)."
    assert options == ["It is “东风社区”", "Add it as a new community", "Leave the row out"]
    assert states(found) == ["held", "new"]

    same = of_rows(tmp_path, *rows, book=east(), answers={name: options[0]})
    update = next(c for c in same.changes() if c.before is not None)
    assert (update.row, update.after) == (1, {"households": 2600})
    assert remarks(same) == {
        "A1": "new in this year: 北山社区",
        "A2": "“东丰社区” is taken for “东风社区” (86, by your answer)",
    }
    new = of_rows(tmp_path, *rows, book=east(), answers={name: options[1]})
    assert [row["name"] for row in added(new)] == ["东丰社区", "北山社区"]


def test_a_first_import_asks_nothing_about_names_that_are_alike(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东丰社区", 2600), ("东风社区", 9), ("东风居民委员会二", 9))
    assert found.questions == ()
    assert states(found) == ["new", "new", "new"]


def test_a_community_that_the_workbook_names_itself_is_nobody_elses_likeness(tmp_path: Path) -> None:
    found = of_rows(tmp_path, HEADING, ("东丰社区", 2600), ("东风居委会", 9), book=east())
    assert found.questions == ()
    assert states(found) == ["new", "changed"]


def test_a_community_that_a_later_tab_names_is_nobody_elses_likeness(tmp_path: Path) -> None:
    tabs = (Tab((HEADING, ("东丰社区", 2600)), name="一"), Tab((HEADING, ("东风社区", 9)), name="二"))
    found = of_tabs(tmp_path, *tabs, book=east())
    assert found.questions == ()
    assert states(found) == ["new", "changed"]


def test_a_community_that_an_earlier_workbook_names_is_nobody_elses_likeness(tmp_path: Path) -> None:
    workbook = read_workbook(write(tmp_path / "x.xlsx", Tab((HEADING, ("东丰社区", 2600)))))
    assert len(matched(workbook, east(), None, IDS).questions) == 1
    assert matched(workbook, east(), None, IDS, told={"communities": {1}}).questions == ()


def test_a_community_with_another_code_is_another_one_however_alike(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区", "code": CODE})])
    found = of_rows(tmp_path, CODED, ("440981001002", "东丰社区", 2600), book=book)
    assert found.questions == ()
    assert states(found) == ["new"]


def test_a_renamed_community_is_known_by_its_code_and_said_to_be(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区", "code": CODE})])
    found = of_rows(tmp_path, CODED, (CODE, "向阳社区", 2600), book=book)
    assert remarks(found) == {"B2": "“向阳社区” is taken for “东风社区”: by its code"}
    assert found.regions[0].rows[0].cells["name"].old == "东风社区"


def test_the_people_of_a_community_that_is_asked_about_wait_for_the_same_answer(tmp_path: Path) -> None:
    tabs = (
        Tab((HEADING, ("东丰社区", 2600)), name="社区"),
        Tab((PEOPLE, ("东丰社区", "张样一", "书记"), ("东风社区", "李样", "委员")), name="人员"),
    )
    found = of_tabs(tmp_path, *tabs, book=east())
    name, _text, options = asked(found)
    assert states(found) == ["held", "held", "new"]
    same = of_tabs(tmp_path, *tabs, book=east(), answers={name: options[0]})
    assert [w["community"] for w in added(same, "workers")] == [1, 1]
    new = of_tabs(tmp_path, *tabs, book=east(), answers={name: options[1]})
    assert [w["community"] for w in added(new, "workers")] == [10, 1]
    left = of_tabs(tmp_path, *tabs, book=east(), answers={name: options[2]})
    assert asked(left)[0] == "community:东丰社区"


def test_one_answer_is_enough_for_a_name_that_stands_in_two_tabs(tmp_path: Path) -> None:
    tabs = (
        Tab((HEADING, ("东丰社区", 2600)), name="户数"),
        Tab((("社区", "网格数", "备注"), ("东丰社区", 8, "略")), name="网格"),
    )
    name, _text, options = asked(of_tabs(tmp_path, *tabs, book=east()))
    same = of_tabs(tmp_path, *tabs, book=east(), answers={name: options[0]})
    assert [(c.row, c.after) for c in same.changes()] == [(1, {"households": 2600, "grids": 8, "note": "略"})]


def test_people_of_an_unknown_community_may_be_given_to_the_one_that_is_like_it(tmp_path: Path) -> None:
    rows = PEOPLE, ("东丰社区", "张样一", "书记")
    name, text, options = asked(of_rows(tmp_path, *rows, book=east()))
    assert (name, text) == ("community:东丰社区", "“东丰社区” is not among the communities of this year.")
    assert options == ["It is “东风社区”", "Add the community", "Leave its rows out"]
    same = of_rows(tmp_path, *rows, book=east(), answers={name: options[0]})
    assert [w["community"] for w in added(same, "workers")] == [1]
    assert remarks(same) == {"A2": "“东丰社区” is taken for “东风社区”: by your answer"}


def test_people_whose_community_could_be_several_are_asked_about(tmp_path: Path) -> None:
    book = year([(1, {"name": "东风社区"}), (2, {"name": "东风居委会"})])
    rows = PEOPLE, ("东风社区居委会", "张样一", "书记")
    name, _text, options = asked(of_rows(tmp_path, *rows, book=book))
    same = of_rows(tmp_path, *rows, book=book, answers={name: options[1]})
    assert [w["community"] for w in added(same, "workers")] == [2]


def test_a_community_named_with_another_ending_is_said_once_for_all_its_people(tmp_path: Path) -> None:
    rows = PEOPLE, ("东风社区居委会", "张样一", "书记"), ("东风社区居委会", "李样", "委员")
    found = of_rows(tmp_path, *rows, book=east())
    said = "“东风社区居委会” is taken for “东风社区” (92, the same name but for its ending)"
    assert remarks(found) == {"A2": said}
    assert states(found) == ["new", "new"]


def test_people_in_a_tab_called_after_an_unknown_community_wait_for_it(tmp_path: Path) -> None:
    people = Tab((("姓名", "职务", "联系电话"), ("张样一", "书记", "19900001234")), name="北山社区")
    name, _text, options = asked(of_tabs(tmp_path, people, book=east()))
    taken = of_tabs(tmp_path, people, book=east(), answers={name: options[0]})
    assert added(taken) == [{"name": "北山社区"}]
    assert [w["community"] for w in added(taken, "workers")] == [10]


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("东丰社区", "东风社区", 86),
        ("东丰居委会", "东风社区", 86),
        ("东湖社区", "东风社区", 50),
        ("锦绣花园社区", "锦绣花圆社区", 93),
        ("锦绣花园东社区", "锦绣花园西社区", 0),
        ("新华一社区", "新华二社区", 0),
        ("人民路社区", "人民社区", 80),
        ("西平春社区", "西春社区", 0),
        ("锦绣花园社区", "锦绣大花园社区", 89),
        ("北山社区", "东风社区", 0),
        ("东风村委会", "东丰社区", 0),
        ("东风村", "东风村民委员会", 92),
    ],
)
def test_names_are_alike_as_slips_leave_them(one: str, other: str, score: int) -> None:
    assert likeness(one, other) == score
    assert likeness(other, one) == score
