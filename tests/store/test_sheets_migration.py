"""A file of an earlier version is brought to this one: what it held of duties is held on."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw

from street_desk.store import Store, migrate

RELEASE = Path(__file__).parents[1] / "files" / "releases" / "0.2.0.desk"


def test_the_communities_of_a_duty_come_into_its_row(tmp_path: Path) -> None:
    path = tmp_path / "old.desk"
    shutil.copyfile(RELEASE, path)
    db = apsw.Connection(str(path))
    assert migrate.version(db) < 3
    communities = [int(str(row[0])) for row in db.execute("SELECT id FROM communities ORDER BY id LIMIT 2")]
    for number in (901, 902):
        db.execute("INSERT INTO duties (id, year, title) VALUES (?, 2027, 'x')", (number,))
    for community in reversed(communities):
        db.execute("INSERT INTO duty_communities VALUES (901, ?)", (community,))
    db.close()

    store = Store.open(path)
    rows = store.rows("duties", 2027)
    assert rows[901]["communities"] == tuple(communities)
    assert "communities" not in rows[902]
    assert not store.connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE name = 'duty_communities'"
    ).fetchall()
    assert store.soundness() == []
    store.close()
    assert [p.name for p in tmp_path.iterdir()] == ["old.desk"]
