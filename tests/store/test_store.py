"""The file: what is written is there after a restart, all of it or nothing."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import apsw
import pytest

from street_desk.domain.edits import Change, Edit
from street_desk.domain.problems import (
    BackupUnsound,
    DeskInUse,
    FileExists,
    FileMissing,
    FileUnwritable,
    NewerDesk,
    NotADesk,
    ReadOnly,
)
from street_desk.language import message
from street_desk.store import Store, backup, migrate


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "a.desk")
    made.write(Edit(message("first"), (Change("office", 1, None, {"street": "街道"}),), 2027), "note")
    yield made
    made.close()


def _community(row: int, **values: object) -> Change:
    return Change("communities", row, None, {"year": 2027, **values})


def test_rows_come_back_as_they_were_written(store: Store) -> None:
    values = {
        "name": "社区",
        "households": 3000,
        "area_km2": Decimal("1.250"),
        "office_ceiling": 10**12,
        "own": "自",
    }
    store.write(Edit(message("add"), (_community(1, **values),), 2027))
    assert store.rows("communities", 2027) == {1: {"id": 1, "year": 2027, **values}}
    assert store.rows("communities", 2026) == {}


def test_a_failed_edit_leaves_nothing_behind(store: Store) -> None:
    bad = Edit(message("bad"), (_community(1, name="一"), _community(1, name="二")), 2027)
    with pytest.raises(apsw.ConstraintError):
        store.write(bad)
    assert store.rows("communities", 2027) == {}
    assert [entry.kind for entry in store.history()] == ["note"]


def test_a_broken_reference_is_refused_when_the_edit_commits(store: Store) -> None:
    with pytest.raises(apsw.ConstraintError):
        store.write(Edit(message("bad"), (Change("workers", 1, None, {"year": 2027, "community": 9}),), 2027))
    assert store.rows("workers", 2027) == {}


def test_ids_are_never_given_twice(store: Store) -> None:
    store.write(Edit(message("add"), (_community(7, name="社区"),), 2027))
    store.write(
        Edit(message("remove"), (Change("communities", 7, {"year": 2027, "name": "社区"}, None),), 2027)
    )
    assert store.next_id("communities") == 8


def test_the_history_says_who_when_and_what(store: Store) -> None:
    store.write(Edit(message("{n} rows", n=3), (_community(1, name="社区"),), 2027))
    entry = store.history()[-1]
    assert entry.what.text() == "3 rows"
    assert entry.at[:2] == "20"
    assert "@" in entry.who
    assert store.changes(entry.id) == (_community(1, name="社区"),)


def test_nothing_lies_beside_a_closed_file(tmp_path: Path) -> None:
    made = Store.create(tmp_path / "b.desk")
    assert "~$b.desk" in os.listdir(tmp_path)
    made.close()
    assert os.listdir(tmp_path) == ["b.desk"]


# What is about the file and not a street's row.
_OF_THE_FILE = {"meta", "standards", "edits", "changes", "mappings"} | {
    *("originals", "imports", "import_tables", "import_rows")
}


def test_every_table_is_strict_and_has_the_common_columns(store: Store) -> None:
    db = store.connection
    tables = [
        str(r[0])
        for r in db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ]
    strict = {str(r[0]): r[1] for r in db.execute("SELECT name, strict FROM pragma_table_list")}
    for table in tables:
        if table.startswith("sqlite_"):
            continue
        assert strict[table] == 1, table
        columns = {str(r[0]) for r in db.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        if table not in _OF_THE_FILE:
            assert {"id", "street", "origin", "extra"} <= columns, table


def test_the_journal_is_a_rollback_journal_and_every_commit_is_synced(store: Store) -> None:
    assert store.connection.pragma("journal_mode") == "truncate"
    assert store.connection.pragma("synchronous") == 2
    assert store.connection.pragma("locking_mode") == "exclusive"
    assert store.connection.pragma("user_version") == migrate.newest() >= 1


def _open_elsewhere(path: str, read_only: bool, result: multiprocessing.Queue[str]) -> None:
    try:
        Store.open(Path(path), read_only=read_only).close()
        result.put("opened")
    except DeskInUse as problem:
        result.put(problem.text("en"))


@pytest.mark.parametrize("read_only", [True, False])
def test_a_second_opener_is_told_who_has_it(store: Store, read_only: bool) -> None:
    context = multiprocessing.get_context("spawn")
    result: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=_open_elsewhere, args=(str(store.path), read_only, result))
    process.start()
    said = result.get(timeout=30)
    process.join()
    assert "is open in another window" in said
    assert "since" in said


def test_a_file_that_was_held_open_can_be_read_as_a_verified_copy(store: Store, tmp_path: Path) -> None:
    store.write(Edit(message("add"), (_community(1, name="社区"),), 2027))
    (tmp_path / "copies").mkdir()
    copy = Store.open(backup.readable_copy(store.path, tmp_path / "copies"), read_only=True)
    assert copy.rows("communities", 2027) == store.rows("communities", 2027)
    copy.close()


def test_a_stale_owner_file_keeps_nobody_out(tmp_path: Path) -> None:
    Store.create(tmp_path / "c.desk").close()
    (tmp_path / "~$c.desk").write_text("gone@pc\n2020-01-01 00:00\n", encoding="utf-8")
    Store.open(tmp_path / "c.desk").close()
    assert not (tmp_path / "~$c.desk").exists()


def test_reading_only_writes_nothing(store: Store) -> None:
    path = store.path
    store.close()
    before = path.read_bytes()
    reader = Store.open(path, read_only=True)
    with pytest.raises(ReadOnly):
        reader.write(Edit(message("x"), (), 2027))
    reader.close()
    assert path.read_bytes() == before


def test_what_is_no_file_of_ours_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        Store.open(tmp_path / "none.desk")
    for name, content in (
        ("text.desk", b"hello" * 1000),
        ("empty.desk", b""),
        ("short.desk", b"SQLite format 3\0"),
    ):
        (tmp_path / name).write_bytes(content)
        for read_only in (True, False):
            with pytest.raises(NotADesk):
                Store.open(tmp_path / name, read_only=read_only)
        assert (tmp_path / name).read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.desk"
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(NotADesk):
        Store.open(path)


def test_a_newer_file_is_refused_in_words(store: Store) -> None:
    path = store.path
    store.connection.pragma("user_version", 9999)
    store.close()
    with pytest.raises(NewerDesk) as caught:
        Store.open(path)
    assert "9,999" in caught.value.text("en")


def test_a_name_that_is_taken_or_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken.desk").write_bytes(b"x")
    with pytest.raises(FileExists):
        Store.create(tmp_path / "taken.desk")
    assert (tmp_path / "taken.desk").read_bytes() == b"x"
    with pytest.raises(FileUnwritable):
        Store.create(tmp_path / "no folder" / "x.desk")


def test_a_backup_is_whole_while_the_file_is_open(store: Store, tmp_path: Path) -> None:
    store.write(Edit(message("add"), (_community(1, name="社区"),), 2027))
    backup.copy(store, tmp_path / "copy.desk")
    copy = Store.open(tmp_path / "copy.desk", read_only=True)
    assert copy.rows("communities", 2027) == store.rows("communities", 2027)
    assert copy.soundness() == []
    copy.close()
    assert not (tmp_path / "copy.desk.part").exists()


def test_a_backup_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        backup.copy(store, tmp_path / "no folder" / "copy.desk")
    assert "no folder" not in os.listdir(tmp_path)


def test_a_damaged_file_is_not_offered_as_a_copy(store: Store, tmp_path: Path) -> None:
    path = store.path
    store.close()
    content = bytearray(path.read_bytes())
    content[8192:9192] = b"\xff" * 1000
    path.write_bytes(content)
    (tmp_path / "copies").mkdir()
    with pytest.raises((BackupUnsound, NotADesk)):
        backup.readable_copy(path, tmp_path / "copies")


def test_a_migration_that_fails_changes_nothing(store: Store) -> None:
    db = store.connection
    with pytest.raises(apsw.SQLError):
        migrate._run(db, 99, "CREATE TABLE half (x INTEGER) STRICT; SELECT nonsense FROM nowhere")
    assert migrate.version(db) == migrate.newest()
    assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall()
