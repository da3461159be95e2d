"""Damaged bytes of every format: a Workbook or a Problem, and never anything else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from street_desk.domain.problems import Problem
from street_desk.exchange.reading import Workbook, read_workbook
from tests.files.reading import by_hand
from tests.files.reading.truth import HERE, PASSWORD

SEEDS = {
    path.name: path.read_bytes() for path in sorted(HERE.iterdir()) if path.suffix not in (".py", ".pyc", "")
}
SEEDS |= {
    "a.xlsb": by_hand.xlsb(),
    "xml2003.xls": by_hand.xml2003(),
    "biff2.xls": by_hand.biff2((("名称", 1.0), ("东风", 2.0))),
    "biff5.xls": by_hand.biff5("社区", (("名称", 1.0), ("东风", 2.0))),
}
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

positions = st.floats(0, 1, exclude_max=True)
Damage = tuple[str, float, int | bytes]
flips = st.tuples(st.just("flip"), positions, st.integers(1, 255))
cuts = st.tuples(st.just("cut"), positions, st.integers(1, 400))
zeros = st.tuples(st.just("zero"), positions, st.integers(1, 400))
splices = st.tuples(st.just("splice"), positions, st.binary(max_size=40))
damages: st.SearchStrategy[list[Damage]] = st.lists(
    st.one_of(flips, cuts, zeros, splices), min_size=1, max_size=4
)


def damaged(content: bytes, damage: list[Damage]) -> bytes:
    """The content with all of that done to it."""
    for kind, position, what in damage:
        at = int(position * len(content))
        if isinstance(what, bytes):
            content = content[:at] + what + content[at:]
        elif kind == "flip":
            content = (
                content[:at] + bytes([(content[at] if at < len(content) else 0) ^ what]) + content[at + 1 :]
            )
        elif kind == "cut":
            content = content[:at] + content[at + what :]
        else:
            content = content[:at] + bytes(what) + content[at + what :]
    return content


def assert_clear(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        read: Workbook | str = read_workbook(path, [PASSWORD])
    except Problem as problem:
        read = problem.text("en")
    assert read


@pytest.mark.parametrize("name", SEEDS)
@FEW
@given(damage=damages)
@example(damage=[("cut", 0.5, 10**9)])
def test_damaged_bytes_are_a_workbook_or_a_problem(tmp_path: Path, name: str, damage: list[Damage]) -> None:
    assert_clear(tmp_path / name, damaged(SEEDS[name], damage))


@pytest.mark.parametrize("name", ["excel.xlsx", "calc.xlsx", "calc.ods", "a.xlsb"])
@FEW
@given(data=st.data())
def test_damaged_parts_in_a_sound_zip_are_a_workbook_or_a_problem(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(SEEDS[name])) as packed:
        parts = {part: packed.read(part) for part in packed.namelist() if packed.getinfo(part).file_size}
    part = data.draw(st.sampled_from(sorted(parts)))
    parts[part] = damaged(parts[part], data.draw(damages))
    assert_clear(tmp_path / name, by_hand.zipped(parts))


@FEW
@given(content=st.one_of(st.binary(max_size=3000), st.text(max_size=1000).map(str.encode)))
def test_bytes_of_any_kind_are_a_workbook_or_a_problem(tmp_path: Path, content: bytes) -> None:
    assert_clear(tmp_path / "a.xls", content)
