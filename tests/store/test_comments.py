"""Comments in the file: kept with the year, undone as any Edit, gone with their row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.domain.book import removals
from street_desk.domain.comments import CommentTooLong, commented, on_sheet, tidied
from street_desk.domain.edits import Edit
from street_desk.language import message
from street_desk.session import Session
from tests.streets import small_street, state_of


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, 2026)
    yield session
    session.close()


def _say(session: Session, row: int, column: str, text: str, sheet: str = "communities") -> None:
    change = commented(session.book(2026), sheet, row, column, text, session.next_id)
    assert change is not None
    session.apply(Edit(message("comment"), (change,), 2026))


def _said(session: Session, sheet: str = "communities") -> dict[tuple[int, str], str]:
    return {cell: str(row["text"]) for cell, row in on_sheet(session.book(2026), sheet).items()}


def test_a_comment_survives_closing_the_file(street: Session, tmp_path: Path) -> None:
    _say(street, 1, "households", "与派出所核对过\n含新建小区")
    street.close()
    again = Session.open(tmp_path / "street.desk")
    assert _said(again) == {(1, "households"): "与派出所核对过\n含新建小区"}
    again.undo()
    assert _said(again) == {}
    again.close()


def test_a_comment_is_altered_and_removed_and_each_can_be_undone(street: Session) -> None:
    _say(street, 1, "households", "一")
    _say(street, 1, "households", "二")
    _say(street, 2, "households", "三")
    _say(street, 1, "households", "")
    assert _said(street) == {(2, "households"): "三"}
    street.undo()
    assert _said(street)[1, "households"] == "二"
    street.undo()
    street.undo()
    assert _said(street) == {(1, "households"): "一"}


def test_the_same_words_again_change_nothing(street: Session) -> None:
    _say(street, 1, "households", "一")
    assert commented(street.book(2026), "communities", 1, "households", " 一 \n", street.next_id) is None
    assert commented(street.book(2026), "communities", 2, "households", " \n", street.next_id) is None


def test_comments_go_with_their_row_and_come_back_with_it(street: Session) -> None:
    _say(street, 4, "name", "已退休", "workers")
    _say(street, 1, "name", "同号的社区", "communities")
    before = state_of(street)
    gone = removals(street.book(2026), "workers", [4])
    street.apply(Edit(message("remove"), gone, 2026))
    assert _said(street, "workers") == {}
    assert _said(street) == {(1, "name"): "同号的社区"}
    street.undo()
    assert state_of(street) == before


def test_the_next_year_begins_without_comments(street: Session) -> None:
    _say(street, 1, "households", "今年的话")
    street.open_year(2027)
    assert on_sheet(street.book(2027), "communities") == {}
    assert len(on_sheet(street.book(2026), "communities")) == 1


def test_a_letter_is_no_comment_and_what_is_no_text_is_left_out(street: Session) -> None:
    with pytest.raises(CommentTooLong):
        commented(street.book(2026), "communities", 1, "households", "长" * 1001, street.next_id)
    assert tidied("  一\r\n二\x07\ud800\u2029三  \n\n") == "一\n二\n三"
