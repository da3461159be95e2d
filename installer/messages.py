"""Keeps the Chinese catalogue in step with the code: extracts, updates the .po, compiles the .mo beside it.

Runs in the environment that dev.py makes. Places and dates are left out of the .po, so a change of it shows
only what a translator has to read.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "street_desk"
CATALOGUE = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES" / "street_desk.po"

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "message": (1,),
    "Message": (1,),
    "ngettext": (1, 2),
}
_CHANGING = "POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team"
_CHANGING_HEADERS = re.compile(rf'^"({_CHANGING}):.*\n', re.MULTILINE)
_SHOWN = 20
_NO_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def main(arguments: list[str] | None = None) -> int:
    """Updates the catalogue, or with --check only says whether it is up to date and complete."""
    parser = argparse.ArgumentParser(prog="dev.py messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="changes nothing; exits 1 if something is to do")
    chosen = parser.parse_args(arguments)
    catalogue = updated(CATALOGUE, SOURCE)
    po, mo = written(catalogue)
    untranslated = [str(message.id) for message in catalogue if message.id and not _has_words(message.string)]
    if chosen.check:
        stale = [path.name for path, content in _files(po, mo).items() if not _holds(path, content)]
        for name in stale:
            print(f"{name} does not say what the code says: run dev.py messages.")
    else:
        stale = []
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        for path, content in _files(po, mo).items():
            path.write_bytes(content)
    print(f"{len(catalogue)} messages, {len(untranslated)} without Chinese.")
    for text in untranslated[:_SHOWN]:
        print(f"  {text}")
    if len(untranslated) > _SHOWN:
        print(f"  and {len(untranslated) - _SHOWN} more in {CATALOGUE.name}")
    return 1 if stale or (chosen.check and untranslated) else 0


def extracted(source: Path) -> Catalog:
    """Every message of the Python files below `source`."""
    template = Catalog(project="street-desk", charset="utf-8")
    found = extract_from_dir(str(source), [("**.py", "python")], keywords=KEYWORDS)
    for _path, _line, text, _comments, context in found:
        template.add(text, context=context)
    for path in sorted(source.rglob("cli/*.py")):
        for text in help_texts(ast.parse(path.read_text(encoding="utf-8"))):
            template.add(text)
    return template


def help_texts(tree: ast.AST) -> Iterator[str]:
    """What commands say of themselves: the docstrings of click's commands and the help= of their options."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_makes_a_command, node.decorator_list)):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            texts = (k.value for k in node.keywords if k.arg == "help" and node.func.attr.endswith("option"))
            yield from (str(text.value) for text in texts if isinstance(text, ast.Constant))


def _makes_a_command(decorator: ast.expr) -> bool:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr in ("command", "group")


def updated(po: Path, source: Path) -> Catalog:
    """The catalogue of `po` with the messages of `source`: translations kept, what the code lost dropped."""
    if po.is_file():
        with po.open("rb") as stream:
            catalogue = read_po(stream, locale="zh_CN")
    else:
        catalogue = Catalog(locale="zh_CN", charset="utf-8")
    # A likeness is a guess: a translator shall see a new sentence as new.
    catalogue.update(extracted(source), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "street-desk", "1"
    catalogue.msgid_bugs_address = ""
    catalogue.fuzzy = False
    catalogue.header_comment = "# Street Desk in Simplified Chinese."
    return catalogue


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as the bytes of a .po and of a .mo file; the same messages give the same bytes."""
    po = io.BytesIO()
    write_po(po, catalogue, no_location=True, sort_output=True, ignore_obsolete=True, width=110)
    text = _CHANGING_HEADERS.sub("", po.getvalue().decode("utf-8"))
    mo = io.BytesIO()
    compiled = read_po(io.BytesIO(text.encode("utf-8")), locale="zh_CN")
    # A .mo carries the dates that the .po leaves out; now would make it another file each minute.
    compiled.creation_date = compiled.revision_date = _NO_DATE
    write_mo(mo, compiled)
    return text.encode("utf-8"), mo.getvalue()


def _files(po: bytes, mo: bytes) -> dict[Path, bytes]:
    return {CATALOGUE: po, CATALOGUE.with_suffix(".mo"): mo}


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == content.replace(b"\r\n", b"\n")


def _has_words(string: str | list[str] | tuple[str, ...] | None) -> bool:
    return bool(string) and all([string] if isinstance(string, str) else string or ())


if __name__ == "__main__":
    sys.exit(main())
