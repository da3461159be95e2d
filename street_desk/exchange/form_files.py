"""Layouts of forms as files (*.deskform): what one office made of a form, for another; TOML that one can read."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tomli_w

from street_desk.domain.form_editing import OWN
from street_desk.domain.forms import FORMS
from street_desk.domain.forms.form import OFFICE_SIGNERS
from street_desk.domain.forms.layout import FormLayout, Placed, Signer
from street_desk.domain.forms.notes import KINDS
from street_desk.domain.problems import FileMissing, FileUnreadable, FileUnwritable, Problem
from street_desk.domain.standards.loading import broken_toml
from street_desk.domain.texts import without_marks
from street_desk.language import N_, Message, message

ENDING = ".deskform"
_FORMAT, _VERSION = "street-desk-form", 1
_LARGEST = 500_000
_TEXT, _LONGEST = 1_000, 400


class BadFormFile(Problem):
    """A layout is refused. `where` is the file and the key or the line."""

    what = N_("{where} is no layout of a form: {why}.")
    to_do = N_("Correct that place in the file, or have it saved anew in the other office.")


class NewerFormFile(Problem):
    what = N_("{file} was written by a newer version of Street Desk.")
    to_do = N_("Install the newer version, or have the file saved by the version that is used here.")


class FormFileRefused(Problem):
    """The file is sound, and what it says does not fit the form."""

    what = N_("{file}: {why}")
    to_do = "{remedy}"


def write_form_file(path: Path, form: str, layout: FormLayout) -> None:
    """Writes a layout beside and then puts it in place. Raises FileUnwritable."""
    text = tomli_w.dumps(_said(form, layout), multiline_strings=False)
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except (OSError, ValueError) as error:
        _remove(beside)
        raise FileUnwritable(path=str(path)) from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def _said(form: str, layout: FormLayout) -> dict[str, Any]:
    said: dict[str, Any] = {"format": _FORMAT, "version": _VERSION, "form": form}
    lists = {"notes": list(layout.notes), "hidden_notes": list(layout.hidden)}
    texts = {"title": layout.title, "number": layout.number}
    said |= {key: value for key, value in {**texts, **lists}.items() if value}
    if layout.signers:
        said["signers"] = [
            {k: v for k, v in {"who": s.key, "label": s.label, "name": s.name}.items() if v}
            for s in layout.signers
        ]
    if layout.columns:
        said["columns"] = [_column(one) for one in layout.columns]
    return said


def _column(one: Placed) -> dict[str, Any]:
    named = {"own": one.key.removeprefix(OWN)} if one.key.startswith(OWN) else {"key": one.key}
    heading = {"heading": one.heading} if one.heading else {}
    return {**named, **heading, **({} if one.shown else {"shown": False})}


# Reading -------------------------------------------------------------------------------------------------------------


def read_form_file(path: Path) -> tuple[str, FormLayout]:
    """The form that a file is about, and its layout. Raises FileMissing, FileUnreadable, BadFormFile, NewerFormFile."""
    text = _text(path)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFormFile(where=path.name, why=broken_toml(text, error)) from None
    except RecursionError:
        raise BadFormFile(where=path.name, why=message(N_("it is nested too deep"))) from None
    reader = _Reader(path.name)
    if said.get("format") != _FORMAT:
        raise reader.refused("format", message(N_("“{format}” is missing"), format=_FORMAT))
    version = said.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise reader.refused("version", message(N_("it has to be a number")))
    if version > _VERSION:
        raise NewerFormFile(file=path.name)
    known = ("format", "version", "form", "title", "number", "notes", "hidden_notes", "signers", "columns")
    reader.known(said, "", known)
    form = reader.text(said, "form", "")
    if form not in FORMS:
        raise reader.refused("form", message(N_("there is no form “{form}”"), form=_short(form)))
    return form, FormLayout(
        reader.text(said, "title", ""),
        reader.text(said, "number", ""),
        tuple(reader.each(said, "columns", reader.column)),
        tuple(reader.each(said, "signers", reader.signer)),
        tuple(reader.each(said, "notes", reader.one_text)),
        tuple(reader.each(said, "hidden_notes", reader.note_kind)),
    )


def _text(path: Path) -> str:
    if not path.is_file():
        raise FileMissing(path=str(path))
    try:
        if path.stat().st_size > _LARGEST:
            raise BadFormFile(where=path.name, why=message(N_("it is far too large")))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadFormFile(where=path.name, why=message(N_("its text is not UTF-8"))) from None
    except OSError as error:
        raise FileUnreadable(path=str(path)) from error


class _Reader:
    """Reads the parts of a file; what does not fit is refused by its key."""

    def __init__(self, file: str) -> None:
        self._file = file

    def refused(self, key: str, why: Message) -> BadFormFile:
        return BadFormFile(where=f"{self._file}: {key}" if key else self._file, why=why)

    def known(self, said: dict[str, Any], where: str, keys: tuple[str, ...]) -> None:
        for key in said:
            if key not in keys:
                raise self.refused(f"{where}{_short(key)}", message(N_("this key is not known")))

    def text(self, said: dict[str, Any], key: str, where: str) -> str:
        return self.one_text(said.get(key, ""), f"{where}{key}")

    def one_text(self, value: Any, where: str) -> str:
        if not isinstance(value, str):
            raise self.refused(where, message(N_("it has to be a text")))
        if len(value) > _TEXT:
            raise self.refused(where, message(N_("the text is too long")))
        if without_marks(value) != value or any(mark in value for mark in "\n\r\t"):
            raise self.refused(where, message(N_("the text holds characters that cannot be printed")))
        return value

    def each(self, said: dict[str, Any], key: str, read: Callable[[Any, str], Any]) -> Iterator[Any]:
        held = said.get(key, [])
        if not isinstance(held, list):
            raise self.refused(key, message(N_("it has to be a list")))
        if len(held) > _LONGEST:
            raise self.refused(key, message(N_("the list is too long")))
        for place, one in enumerate(held, 1):
            yield read(one, f"{key}[{place}]")

    def column(self, value: Any, where: str) -> Placed:
        said = self._table(value, where, ("key", "own", "heading", "shown"))
        if ("key" in said) == ("own" in said):
            raise self.refused(where, message(N_("it needs either “key” or “own”")))
        shown = said.get("shown", True)
        if not isinstance(shown, bool):
            raise self.refused(f"{where}.shown", message(N_("it has to be true or false")))
        own = self.text(said, "own", f"{where}.")
        key = f"{OWN}{own}" if "own" in said else self.text(said, "key", f"{where}.")
        if not key.removeprefix(OWN).strip():
            raise self.refused(where, message(N_("it needs either “key” or “own”")))
        return Placed(key, self.text(said, "heading", f"{where}."), shown)

    def signer(self, value: Any, where: str) -> Signer:
        said = self._table(value, where, ("who", "label", "name"))
        who = self.text(said, "who", f"{where}.")
        if who and who not in OFFICE_SIGNERS:
            why = message(N_("it has to be one of {choices}"), choices=OFFICE_SIGNERS)
            raise self.refused(f"{where}.who", why)
        label = self.text(said, "label", f"{where}.")
        return Signer(label, who, self.text(said, "name", f"{where}."))

    def note_kind(self, value: Any, where: str) -> str:
        if value not in KINDS:
            raise self.refused(where, message(N_("it has to be one of {choices}"), choices=tuple(KINDS)))
        return str(value)

    def _table(self, value: Any, where: str, keys: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.refused(where, message(N_("it has to be a table")))
        self.known(value, f"{where}.", keys)
        return value


def _short(text: str) -> str:
    bare = without_marks(text).replace("\n", " ")
    return bare if len(bare) <= 40 else f"{bare[:40]}…"
