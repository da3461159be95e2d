"""What is remembered of imports, as plain values: fingerprints, spellings, addresses, masks."""

from __future__ import annotations

import json
import pickle

import msgspec
import pytest

from street_desk import language
from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.people import Masked
from street_desk.domain.remembering import (
    ImportedRow,
    ImportedTable,
    Remembered,
    Source,
    address,
    fingerprint_of,
    spelt,
)
from tests.imports import mapping


def test_a_fingerprint_knows_the_headings_again_and_nothing_else() -> None:
    known = fingerprint_of((("社区名称", "经费(元)"), ("", "办公")))
    assert known == fingerprint_of([["社区 名称", "经费（元）"], ["", "办公"]])
    for other in (
        (("社区名称", "经费(元)"), ("办公", "")),
        (("社区名称", "经费(元)", "办公"),),
        (("经费(元)", "社区名称"), ("", "办公")),
    ):
        assert fingerprint_of(other) != known


def test_a_mapping_goes_into_json_and_between_processes() -> None:
    one = mapping()
    assert msgspec.json.decode(msgspec.json.encode(one), type=Remembered) == one
    assert json.loads(msgspec.json.encode(one))["columns"] == ["name", "office_approved", ""]
    source = Source("a.xlsx", b"x", (ImportedTable("表一", "workers", {"name": 1}),), (ImportedRow(0, 1, 4),))
    assert pickle.loads(pickle.dumps((one, source))) == (one, source)  # noqa: S301


def test_headings_are_read_from_the_top_down() -> None:
    assert mapping().headings() == ("社区名称", "经费/办公", "备用")


@pytest.mark.parametrize(
    ("key", "value", "wan", "text"),
    [
        ("office_approved", 8_000_000, False, "80000"),
        ("office_approved", 140_950, False, "1409.5"),
        ("office_approved", 8_000_000, True, "8"),
        ("office_approved", 2_500_000, True, "2.5"),
        ("households", 3000, False, "3000"),
        ("party_organisation", "branch", False, "党支部"),
        ("note", None, False, ""),
    ],
)
@pytest.mark.parametrize("shown", ["zh_CN", "en"])
def test_a_value_is_spelt_as_workbooks_do_in_either_language(
    key: str, value: object, wan: bool, text: str, shown: str
) -> None:
    language.use(shown)
    try:
        assert spelt(COMMUNITIES[key].kind, value, wan) == text
    finally:
        language.use("en")


@pytest.mark.parametrize(
    ("column", "row", "said"),
    [(1, 1, "A1"), (26, 3, "Z3"), (27, 4, "AA4"), (702, 5, "ZZ5"), (703, 6, "AAA6")],
)
def test_addresses_go_past_z(column: int, row: int, said: str) -> None:
    assert address(column, row) == said


@pytest.mark.parametrize(
    ("key", "raw", "said"),
    [
        ("id_number", "440981 19840312 0011", "440981********0011"),
        ("id_number", "4409811984031200", "440*************"),
        ("phone", "138-0000-1234", "138****1234"),
        ("phone", "13800001234、13900005678", "138********、***********"),
    ],
)
def test_a_raw_text_shows_no_more_than_its_value_would(key: str, raw: str, said: str) -> None:
    kind = WORKERS[key].kind
    assert isinstance(kind, Masked)
    assert kind.mask_text(raw) == said
