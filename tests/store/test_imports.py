"""What the file keeps of imports: with the Edit or not at all, once, within bounds, and gone when it is let go."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from street_desk.domain.edits import Change, Edit
from street_desk.domain.problems import FileUnreadable, ReadOnly
from street_desk.domain.remembering import ImportedRow, Source
from street_desk.language import message
from street_desk.store import Store, imports, keeping, migrate
from tests.imports import CONTENT, FILE, import_edit, mapping, source_of

RELEASES = Path(__file__).parents[1] / "files" / "releases"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "a.desk")
    made.write(Edit(message("first"), (Change("office", 1, None, {"street": "街道"}),), 2027), "note")
    yield made
    made.close()


def _community(row: int, **values: object) -> Change:
    return Change("communities", row, None, {"year": 2027, **values})


def _noise(size: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(size)


def _import(store: Store, row: int, content: bytes, file: str = FILE) -> int:
    source = source_of(ImportedRow(0, row, 7), file=file, content=content)
    return store.write(import_edit(2027, _community(row, name=f"社区{row}")), sources=[source]).id


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0"])
def test_a_released_file_remembers_from_now_on(version: str, tmp_path: Path) -> None:
    shutil.copyfile(RELEASES / f"{version}.desk", tmp_path / "old.desk")
    store = Store.open(tmp_path / "old.desk")
    assert migrate.version(store.connection) == migrate.newest() >= 2
    assert (store.originals(), store.remembered()) == ([], [])
    # What was imported by an older version has a history, and no cell to name.
    row = max(store.rows("communities"))
    assert store.history_of("communities", row, "name")[-1].origin is None
    edit = _import(store, store.next_id("communities"), CONTENT)
    assert store.original(edit, 0) == CONTENT
    assert store.soundness() == []
    store.close()


def test_an_original_comes_back_byte_for_byte(store: Store, tmp_path: Path) -> None:
    for row, content in enumerate((CONTENT, _noise(5000, 1), b""), 1):
        edit = _import(store, row, content)
        assert store.original(edit, 0) == content
        told = store.originals()[0]
        assert (told.edit, told.place, told.file, told.size) == (edit, 0, FILE, len(content))
        assert (told.sha256, told.kept) == (hashlib.sha256(content).hexdigest(), True)
    path = tmp_path / "workbook.xls"
    path.write_bytes(CONTENT)
    entry = store.write(import_edit(2027, _community(9)), sources=[Source("workbook.xls", path)])
    assert store.original(entry.id, 0) == CONTENT
    assert path.read_bytes() == CONTENT


def test_what_shrinks_is_kept_small_and_what_does_not_as_it_is(store: Store) -> None:
    _import(store, 1, CONTENT)
    _import(store, 2, _noise(len(CONTENT), 2))
    sql = "SELECT packed, length(content) FROM originals ORDER BY rowid"
    (packed, small), (bare, whole) = store.connection.execute(sql).fetchall()
    assert (packed, bare, whole) == (1, 0, len(CONTENT))
    assert int(str(small)) < len(CONTENT) // 10


def test_the_same_workbook_is_kept_once(store: Store) -> None:
    first, again = _import(store, 1, CONTENT), _import(store, 2, CONTENT, "又一次.xlsx")
    assert store.connection.execute("SELECT count(*) FROM originals").fetchall() == [(1,)]
    assert store.original(first, 0) == store.original(again, 0) == CONTENT
    assert [one.file for one in store.originals()] == ["又一次.xlsx", FILE]


def test_an_edit_and_its_origins_are_written_together_or_not_at_all(store: Store) -> None:
    # A row of a table that the workbook does not have, found only while writing.
    source = source_of(ImportedRow(0, 1, 7), ImportedRow(9, 2, 8))
    with pytest.raises(IndexError):
        store.write(import_edit(2027, _community(1, name="一")), sources=[source], remembered=[mapping()])
    bad = import_edit(2027, _community(1, name="一"), _community(1, name="二"))
    with pytest.raises(apsw.ConstraintError):
        store.write(bad, sources=[source_of(ImportedRow(0, 1, 7))], remembered=[mapping()])
    assert store.rows("communities", 2027) == {}
    assert [entry.kind for entry in store.history()] == ["note"]
    assert (store.originals(), store.remembered()) == ([], [])
    counted = (
        "SELECT (SELECT count(*) FROM originals) + (SELECT count(*) FROM imports)"
        " + (SELECT count(*) FROM import_tables) + (SELECT count(*) FROM import_rows)"
    )
    assert store.connection.execute(counted).fetchall() == [(0,)]


def test_a_workbook_that_is_gone_stops_the_import_before_anything_is_written(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(FileUnreadable):
        store.write(import_edit(2027, _community(1)), sources=[Source(FILE, tmp_path / "gone.xlsx")])
    assert store.rows("communities", 2027) == {}


def test_a_workbook_that_is_too_large_leaves_its_name_and_hash(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_OF_ONE", 1000)
    edit = _import(store, 1, _noise(1001, 3))
    told = store.originals()[0]
    assert (told.size, told.kept, store.original(edit, 0)) == (1001, False, None)
    assert told.sha256 == hashlib.sha256(_noise(1001, 3)).hexdigest()
    assert store.made_by("communities", 1, "name").origin.cell == "B7"


def test_beyond_the_bound_the_oldest_contents_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_TOGETHER", 2500)
    contents = [_noise(1000, seed) for seed in range(4)]
    for row in (0, 1):
        _import(store, row + 1, contents[row], f"{row}.xlsx")
    # The oldest one is imported again, and so is the newest.
    _import(store, 3, contents[0], "0.xlsx")
    _import(store, 4, contents[2], "2.xlsx")
    assert [(one.file, one.kept) for one in store.originals()] == [
        ("2.xlsx", True),
        ("0.xlsx", True),
        ("1.xlsx", False),
        ("0.xlsx", True),
    ]
    # Several at once go by their order, too.
    sources = [source_of(file=f"n{n}.xlsx", content=_noise(1000, 10 + n)) for n in range(3)]
    store.write(import_edit(2027, _community(5)), sources=sources)
    assert [(one.file, one.kept) for one in store.originals()][:3] == [
        ("n0.xlsx", False),
        ("n1.xlsx", True),
        ("n2.xlsx", True),
    ]


def test_contents_that_are_let_go_are_gone_from_the_file_and_their_room_is_used_again(store: Store) -> None:
    content = _noise(300_000, 4)
    edit = _import(store, 1, content)
    keeping.thin(store, 2027)
    told = store.originals()[0]
    assert (told.kept, told.size, store.original(edit, 0)) == (False, 300_000, None)
    assert store.history()[-1].kind == "note"
    size = store.path.stat().st_size
    # Read by another way in: the file's own pages.
    assert content[1000:1100] not in store.path.read_bytes()
    _import(store, 2, _noise(250_000, 5))
    assert store.path.stat().st_size <= size + 8192
    assert store.soundness() == []


def test_thinning_keeps_what_fits(store: Store) -> None:
    for row in (1, 2, 3):
        _import(store, row, _noise(1000, row))
    keeping.thin(store, 2027, 2000)
    assert [one.kept for one in store.originals()] == [True, True, False]
    keeping.drop_original(store, store.originals()[0], 2027)
    assert [one.kept for one in store.originals()] == [False, True, False]


def test_a_mapping_is_remembered_anew_and_forgotten(store: Store) -> None:
    store.remember([mapping()], 2027)
    assert store.remembered() == [mapping()]
    # The same again says nothing new.
    entries = len(store.history())
    store.remember([mapping("另一个.xlsx")], 2027)
    assert (store.remembered(), len(store.history())) == ([mapping()], entries)
    other = mapping("另一个.xlsx", unit="wan")
    store.remember([other], 2027)
    assert store.remembered() == [other]
    keeping.forget(store, other, 2027)
    assert store.remembered() == []
    said = [entry.what.text() for entry in store.history()][-3:]
    assert said[0] == f"Remembered how tables like those of {FILE} are read"
    assert said[2] == "Forgot how tables like those of 另一个.xlsx are read"
    assert {entry.kind for entry in store.history()} == {"note"}


def test_a_file_for_reading_remembers_and_forgets_nothing(store: Store) -> None:
    edit = _import(store, 1, CONTENT)
    store.remember([mapping()], 2027)
    path = store.path
    store.close()
    reader = Store.open(path, read_only=True)
    for deed in (
        lambda: reader.remember([mapping()], 2027),
        lambda: keeping.forget(reader, mapping(), 2027),
        lambda: keeping.thin(reader, 2027),
    ):
        with pytest.raises(ReadOnly):
            deed()
    assert reader.remembered() == [mapping()]
    assert reader.original(edit, 0) == CONTENT
    reader.close()


# Where a value stood ---------------------------------------------------------------------------------------------------


def test_a_merged_cell_and_a_raw_text_of_its_own_are_told(store: Store) -> None:
    row = ImportedRow(0, 1, 9, {"households": "约3000户"}, {"name": "B7"})
    store.write(import_edit(2027, _community(1, name="幸福社区", households=3000)), sources=[source_of(row)])
    name, households = (store.made_by("communities", 1, key).origin for key in ("name", "households"))
    assert (name.file, name.tab, name.cell, name.raw) == (FILE, "表一", "B7", "幸福社区")
    assert (households.cell, households.raw) == ("D9", "约3000户")
    assert store.made_by("communities", 1, "households").after == 3000


def test_amounts_in_wan_are_told_as_they_stood(store: Store) -> None:
    change = _community(1, name="幸福社区", office_approved=2_500_000)
    store.write(import_edit(2027, change), sources=[source_of(ImportedRow(0, 1, 7), wan=True)])
    assert store.made_by("communities", 1, "office_approved").origin.raw == "2.5"


def test_of_several_tables_the_one_that_brought_the_value_is_told(store: Store) -> None:
    first = source_of(ImportedRow(0, 1, 7), file="一.xlsx")
    second = source_of(ImportedRow(0, 1, 8, {"households": ""}), file="二.xlsx", content=b"2")
    store.write(import_edit(2027, _community(1, name="幸福社区", households=3000)), sources=[first, second])
    assert store.made_by("communities", 1, "name").origin.file == "二.xlsx"
    assert store.made_by("communities", 1, "households").origin.file == "一.xlsx"


def test_a_row_that_a_table_holds_twice_was_read_from_the_second(store: Store) -> None:
    rows = ImportedRow(0, 1, 7), ImportedRow(0, 1, 9)
    store.write(import_edit(2027, _community(1, name="幸福社区")), sources=[source_of(*rows)])
    assert store.made_by("communities", 1, "name").origin.cell == "B9"


def test_a_value_that_the_workbook_did_not_hold_names_no_cell(store: Store) -> None:
    change = _community(1, name="幸福社区", residents=9000)
    store.write(import_edit(2027, change), sources=[source_of(ImportedRow(0, 1, 7))])
    found = store.made_by("communities", 1, "residents")
    assert (found.origin, found.after) == (None, 9000)
    assert store.made_by("communities", 1, "grids") is None
