"""What remembering costs: the origins of 120,000 imported rows, and looking one up as the cursor moves."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from street_desk.domain.edits import Change, Edit
from street_desk.domain.remembering import ImportedRow, ImportedTable, Source
from street_desk.language import message
from street_desk.session import Session
from tests.streets import small_street

ROWS = 120_000
YEAR = 2027


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path, YEAR)
    yield session
    session.close()


def _source() -> Source:
    table = ImportedTable("花名册", "workers", {"name": 1, "post": 2, "note": 3})
    rows = [
        ImportedRow(0, n + 100, n + 4, {"name": f"工作者 {n}", "post": "两委委员"} if n % 2 else {})
        for n in range(ROWS)
    ]
    return Source("花名册.xlsx", random.Random(1).randbytes(8_000_000), (table,), rows)


@pytest.mark.parametrize("with_origins", [False, True])
def test_the_rows_of_a_district_with_their_origins(
    benchmark: Any, street: Session, with_origins: bool
) -> None:
    changes = tuple(
        Change("workers", n + 100, None, {"year": YEAR, "name": f"工作者{n}", "post": "member", "note": "记"})
        for n in range(ROWS)
    )
    sources = [_source()] if with_origins else []
    edit = Edit(message("import"), changes, YEAR)
    benchmark.pedantic(lambda: street.store.write(edit, sources=sources), rounds=1)


def test_the_origin_of_a_cell_after_thousands_of_edits(benchmark: Any, street: Session) -> None:
    row = street.book(YEAR).ids("communities")[0]
    for n in range(3_000):
        note = Change("communities", row, {"note": str(n)}, {"note": str(n + 1)})
        street.store.write(Edit(message("edit"), (note,), YEAR))
    benchmark(lambda: street.origin("communities", row, "name"))
