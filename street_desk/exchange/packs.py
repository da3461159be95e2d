"""Standards packs as files: those that come with the program, and any other by its path."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from street_desk import paths
from street_desk.domain.problems import BadPack, FileMissing, FileUnreadable, UnknownStandard
from street_desk.domain.standards.loading import load_pack
from street_desk.domain.standards.pack import Standard
from street_desk.language import N_, message

BUILT_IN = "community-basics"


def shipped() -> dict[str, Path]:
    """The packs that come with the program, by id."""
    return {p.stem: p for p in sorted((paths.resources() / "standards").glob("*.toml"))}


def pack_text(name: str) -> str:
    """The text of a pack by its id. Raises UnknownStandard."""
    found = shipped().get(name)
    if found is None:
        raise UnknownStandard(name=name, choices=tuple(shipped()))
    return read_text(found)


def read_text(path: Path) -> str:
    """A pack file's text. Raises FileMissing, FileUnreadable, BadPack."""
    if not path.is_file():
        raise FileMissing(path=str(path))
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadPack(where=path.name, why=message(N_("its text is not UTF-8"))) from None
    except OSError as error:
        raise FileUnreadable(path=str(path)) from error


@lru_cache(maxsize=32)
def standard_of(text: str, where: str) -> Standard:
    """The Standard of a pack's text, kept because loading runs its worked examples. Raises BadPack."""
    return load_pack(text, where)


def load_file(path: Path) -> Standard:
    """The Standard in a file. Raises FileMissing, FileUnreadable, BadPack."""
    return standard_of(read_text(path), path.name)
