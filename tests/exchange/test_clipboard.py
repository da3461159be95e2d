"""Blocks on the clipboard: what offices' programs write is read cell by cell, and ours comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from street_desk.exchange.clipboard import read_block, write_block


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("\r\n", [[""]]),
        ("", [[""]]),
        ("x\n\nz\n", [["x"], [""], ["z"]]),
        ("a\tb\nc\n", [["a", "b"], ["c", ""]]),
        ('"红星"小区\t1\n', [['"红星"小区', "1"]]),
        ('"半边\n第三\n', [['"半边'], ["第三"]]),
        ('"第一行\n第二行"\tb\n', [["第一行\n第二行", "b"]]),
        ('"他说""好"""\n', [['他说"好"']]),
        ("a\t\n", [["a", ""]]),
    ],
)
def test_a_block_is_read_cell_by_cell(text: str, rows: list[list[str]]) -> None:
    assert read_block(text) == rows


_CELL = st.text(st.sampled_from('ab 中"\t\n,'), max_size=6)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(_CELL, min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_what_is_copied_comes_back(rows: list[list[str]]) -> None:
    assert read_block(write_block(rows)) == rows
