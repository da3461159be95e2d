"""The house keeps its own rules: sizes, and definitions that agree with each other."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from street_desk.domain import problems
from street_desk.domain.catalogue import OFFICE, SHEETS
from street_desk.domain.forms import FORMS, TABLES, Form, TableForm
from street_desk.domain.kinds import Choice
from street_desk.domain.pages import Sum
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import HIDDEN
from street_desk.domain.standards.facts import KNOWN
from street_desk.domain.standards.rules import FORMS as FORMS_OF_RULES
from street_desk.domain.standards.rules import Form as RuleForm
from street_desk.exchange import packs
from street_desk.store import Store

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "street_desk").rglob("*.py"))
LONGEST_MODULE, LONGEST_CLASS = 400, 250


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_module_holds_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGEST_CLASS, node.name


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_module_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = ast.get_docstring(tree)
    assert said
    assert said.splitlines()[0].rstrip().endswith((".", ":", "。"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not _is_problem(node):
            assert ast.get_docstring(node) or _is_tiny(node), node.name


def _is_problem(node: ast.ClassDef) -> bool:
    return any(
        isinstance(item, ast.Assign) and getattr(item.targets[0], "id", "") == "what" for item in node.body
    )


def _is_tiny(node: ast.ClassDef) -> bool:
    return len(node.body) <= 3


def test_only_the_store_writes_sql() -> None:
    spoken = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE .+ SET|DELETE FROM|CREATE TABLE)\b")
    for path in SOURCES:
        if "store" not in path.parts:
            assert not spoken.search(path.read_text(encoding="utf-8")), _name(path)


def test_no_path_of_one_machine_and_no_package_host_is_in_the_project() -> None:
    # Spelt in parts, so that this file is not found by its own rule.
    forbidden = re.compile(
        "/(" + "|".join(("wo" + "rk", "ro" + "ot", "home/\\w+")) + ")/|py" + "pi\\.|files\\.python" + "hosted"
    )
    texts = [
        *SOURCES,
        *(ROOT / "tests").rglob("*.py"),
        *(ROOT / "installer").rglob("*.py"),
        *ROOT.glob("*.md"),
    ]
    texts += [*ROOT.glob("*.lock"), ROOT / "pyproject.toml", *(ROOT / "resources").rglob("*.toml")]
    for path in texts:
        found = forbidden.search(path.read_text(encoding="utf-8"))
        assert found is None, _name(path)


def test_the_top_level_holds_what_was_agreed() -> None:
    agreed = {
        "pyproject.toml",
        "street_desk",
        "resources",
        "installer",
        "tests",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "demo",
    }
    found = {p.name for p in ROOT.iterdir() if not p.name.startswith(".") and p.suffix != ".lock"}
    assert found - agreed <= {"dist", "build"}


# Sheets ------------------------------------------------------------------------------------------------------------------


def test_every_sheet_has_its_table(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "x.desk")
    for sheet in SHEETS.values():
        found = {
            str(r[0]): str(r[1])
            for r in store.connection.execute("SELECT name, type FROM pragma_table_info(?)", (sheet.name,))
        }
        wanted = {c.key: c.kind.sql for c in sheet.typed}
        assert {k: v for k, v in found.items() if k in wanted} == wanted
        spare = {k for k in found if k not in wanted}
        assert spare <= {*HIDDEN, "extra"}, sheet.name
    store.close()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda s: s.name)
def test_the_columns_of_a_sheet_are_told_apart(sheet: Any) -> None:
    keys = [c.key for c in sheet.columns]
    assert len(set(keys)) == len(keys)
    names: dict[str, str] = {}
    for column in sheet.columns:
        assert column.title
        assert column.heading
        for name in column.names:
            assert names.setdefault(name, column.key) == column.key, name
        if isinstance(column.kind, Choice):
            options = [o.key for o in column.kind.options]
            assert len(set(options)) == len(options)


def test_every_stated_derived_column_is_worked_out() -> None:
    standard = packs.standard_of(packs.pack_text(packs.BUILT_IN), packs.BUILT_IN)
    own = {"pay_star", "committee_actual", "public_posts_actual", "secretary", "change"}
    # The document states no insurance rates: the column waits for a standard that does.
    waiting = {"employer_insurance"}
    for name in ("communities", "workers"):
        derived = {c.key for c in SHEETS[name].columns if c.derived}
        items = {i.key for i in standard.items if i.rows == name}
        assert items <= derived
        assert derived - items - own - waiting == set()


# Forms, standards, problems, words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.id)
def test_every_form_has_a_name(form: Form) -> None:
    assert form.shown()
    assert form.title
    assert FORMS[form.id] is form


@pytest.mark.parametrize("form", TABLES.values(), ids=lambda f: f.id)
def test_every_form_key_has_a_column(form: TableForm) -> None:
    keys = [column.key for column in form.columns]
    assert len(keys) == len(set(keys))
    for column in form.columns:
        key = column.source.partition(".")[0]
        assert key == "" or key in SHEETS[form.sheet], column.source
        if isinstance(column.formula, Sum):
            assert set(column.formula.of + column.formula.less) <= set(keys)
    assert all(any(key in SHEETS[sheet] for sheet in ("communities", "workers")) for key in form.items)
    assert all(isinstance(s, str) and (s in OFFICE or not s.isascii()) for s in form.signers)
    assert set(form.needed) <= set(keys)


@pytest.mark.parametrize("name", packs.shipped())
def test_every_shipped_standard_is_sound_and_keeps_its_bands_whole(name: str) -> None:
    standard = packs.standard_of(packs.pack_text(name), name)
    assert standard.id == name
    assert len(standard.examples) >= 5
    for band in standard.bands:
        edges = [edge.at for edge in band.edges]
        assert edges == sorted(set(edges))
    for item in standard.items:
        assert item.key in SHEETS[item.rows]
        assert item.clause in standard.clause


def test_every_rule_form_says_which_it_is_and_has_words_of_its_own() -> None:
    assert len(FORMS_OF_RULES) >= 23
    for tag, form in FORMS_OF_RULES.items():
        assert re.match(r"\d+: ", form.__doc__ or ""), tag
        assert form.work is not RuleForm.work, tag


def test_the_inputs_rules_may_read_are_columns() -> None:
    for name, inputs in KNOWN.items():
        for key in inputs.keys() - {"months", "months_in_post", "pay_star"}:
            prefix, _, bare = key.rpartition(".")
            assert bare in SHEETS["communities" if prefix == "community" else name], key


def _problems() -> Iterator[type[Problem]]:
    waiting = [Problem]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            yield kind


def test_every_problem_says_what_to_do() -> None:
    found = list(_problems())
    assert len(found) > 30
    for kind in found:
        assert kind.what, kind.__name__
        assert kind.to_do, kind.__name__
    assert (
        len(
            {
                kind.what
                for kind in vars(problems).values()
                if inspect.isclass(kind) and issubclass(kind, Problem)
            }
        )
        > 30
    )


def test_the_catalogue_is_whole_and_compiled() -> None:
    folder = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES"
    with (folder / "street_desk.po").open("rb") as file:
        written = read_po(file)
    with (folder / "street_desk.mo").open("rb") as file:
        compiled = read_mo(file)
    for message in written:
        if message.id:
            assert message.string, message.id
            assert not message.fuzzy, message.id
            assert compiled.get(message.id).string == message.string, message.id


def test_no_message_hides_in_a_formatted_string() -> None:
    """The catalogue's reader does not look into f-strings before Python 3.12."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                called = {getattr(n.func, "id", "") for n in ast.walk(node) if isinstance(n, ast.Call)}
                assert not called & {"N_", "message"}, f"{_name(path)}:{node.lineno}"


def test_translations_keep_their_values() -> None:
    with (ROOT / "resources/translations/zh_CN/LC_MESSAGES/street_desk.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                fields = re.findall(r"{\w*}", str(message.id))
                assert set(re.findall(r"{\w*}", str(message.string))) <= set(fields), message.id


def test_every_message_in_the_code_is_in_the_catalogue() -> None:
    sys.path.insert(0, str(ROOT / "installer"))
    try:
        import messages
    finally:
        sys.path.pop(0)
    assert messages.main(["--check"]) == 0
