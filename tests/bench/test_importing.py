"""How long a workbook takes to come in, and how much of the main process it fills.

Held to: 120,000 rows × 20 columns within 6 × what calamine alone needs to read them; 183 workbooks of one community each
within 30 s; 20,000 workers within 20 s; reading adds at most 300 MB to the main process.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import python_calamine

from street_desk.domain.edits import Edit, added
from street_desk.language import message
from street_desk.session import Session
from tests.bench.workbooks import community, write_one_community, write_workers

YEAR = 2026
COMMUNITIES = 400
MEMORY = 300 * 1024 * 1024


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workers(tmp_path_factory.mktemp("roster") / "花名册.xlsx", 120_000, COMMUNITIES)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = Session.create(tmp_path / "x.desk", street="幸福街道", county="甲县", year=YEAR)
    changes = tuple(
        added("communities", n, YEAR, {"name": community(n), "households": 1_000})
        for n in range(1, COMMUNITIES + 1)
    )
    session.apply(Edit(message("communities"), changes, YEAR))
    yield session
    session.close()


def test_calamine_alone_reads_120_000_rows(benchmark: Any, roster: Path) -> None:
    def read() -> int:
        with roster.open("rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
            return len(book.get_sheet_by_index(0).to_python(skip_empty_area=False))

    assert benchmark.pedantic(read, rounds=3) == 120_002


def test_120_000_rows_are_imported(benchmark: Any, street: Session, roster: Path) -> None:
    def take() -> bool:
        return street.take_import(YEAR, street.plan_import(YEAR, [roster], {}))

    assert benchmark.pedantic(take, rounds=1)
    assert len(list(street.book(YEAR).rows("workers"))) == 120_000


def test_reading_120_000_rows_fills_little_of_the_main_process(
    benchmark: Any, street: Session, roster: Path
) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    batch = benchmark.pedantic(lambda: street.plan_import(YEAR, [roster], {}), rounds=1)
    grown = process.memory_info().rss - before
    benchmark.extra_info["grown_mb"] = round(grown / 1024**2)
    assert batch.previews[0].regions[0].count("new") == 120_000
    assert grown < MEMORY


def test_20_000_workers_are_imported(benchmark: Any, street: Session, tmp_path: Path) -> None:
    path = write_workers(tmp_path / "花名册.xlsx", 20_000, COMMUNITIES)
    benchmark.pedantic(lambda: street.take_import(YEAR, street.plan_import(YEAR, [path], {})), rounds=1)
    assert len(list(street.book(YEAR).rows("workers"))) == 20_000


def test_183_workbooks_of_one_community_each_are_imported(
    benchmark: Any, street: Session, tmp_path: Path
) -> None:
    paths = [write_one_community(tmp_path / f"{community(n)}.xlsx", n) for n in range(1, 184)]
    batch = benchmark.pedantic(lambda: street.plan_import(YEAR, paths, {}), rounds=1)
    assert street.take_import(YEAR, batch)
    assert not batch.problems
    assert len(list(street.book(YEAR).rows("workers"))) == 183 * 5
