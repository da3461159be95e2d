"""Files of every released version open in this one, with the figures they had."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import street_desk
from street_desk.domain.kinds import Money
from street_desk.session import Session

RELEASES = Path(__file__).parents[1] / "files" / "releases"
KNOWN: dict[str, Any] = tomllib.loads((RELEASES / "figures.toml").read_text(encoding="utf-8"))


def test_every_released_version_left_a_file() -> None:
    assert {p.stem for p in RELEASES.glob("*.desk")} == set(KNOWN)
    assert street_desk.__version__ in KNOWN


@pytest.mark.parametrize("version", KNOWN)
def test_a_released_file_is_never_rewritten(version: str) -> None:
    content = (RELEASES / f"{version}.desk").read_bytes()
    assert hashlib.sha256(content).hexdigest() == KNOWN[version]["sha256"]


@pytest.mark.parametrize("version", KNOWN)
def test_a_released_file_opens_with_its_figures(version: str, tmp_path: Path) -> None:
    copy = tmp_path / "old.desk"
    shutil.copyfile(RELEASES / f"{version}.desk", copy)
    wanted = KNOWN[version]
    for read_only in (True, False):
        session = Session.open(copy, read_only=read_only)
        found = session.assessment(wanted["year"])
        assert {key: Money().text(found.totals()[key]) for key in wanted["totals"]} == wanted["totals"]
        assert session.store.soundness() == []
        if not read_only:
            # Everything in it can still be taken back.
            while session.undoable() is not None:
                session.undo()
        session.close()
