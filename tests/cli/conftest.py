"""Commands run in this process, on a small street, in English unless a test says otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from street_desk import language
from street_desk.cli import run
from tests.streets import small_street


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def desk(tmp_path: Path) -> str:
    small_street(tmp_path).close()
    return str(tmp_path / "street.desk")


class Ran:
    """One run: exit code, standard output, standard error."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def street_desk(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        caught = capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    return call
