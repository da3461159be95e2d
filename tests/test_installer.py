"""The developers' set-up: one command, an environment exactly as locked, refusals in plain words."""

from __future__ import annotations

import gettext
import hashlib
import io
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import debian
import dev
import environment
import messages
import pytest
import xlsxwriter
from packaging.requirements import Requirement
from packaging.version import Version
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.conftest import Poppler

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pinned(lock: str) -> dict[str, Version]:
    """Names and versions of a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {
        name: Version(version) for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.MULTILINE)
    }


def wanted(project: dict[str, list[str]], group: str) -> list[Requirement]:
    """What pyproject.toml asks for: the program's own requirements and those of a dependency group."""
    names = {"dev": ("dev", "build"), "build": ("build",)}[group]
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    texts = [
        *project["dependencies"],
        *(text for name in names for text in groups[name] if isinstance(text, str)),
    ]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize(
    ("lock", "group"), [("requirements.lock", "build"), ("requirements-dev.lock", "dev")]
)
def test_locks_hold_everything_that_pyproject_asks_for(lock: str, group: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = pinned(lock)
    for requirement in wanted(project, group):
        assert versions[requirement.name.lower()] in requirement.specifier, requirement


def test_locks_agree_with_each_other_and_with_the_build_backend() -> None:
    runtime, development = map(pinned, LOCKS)
    assert runtime.items() <= development.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["build-system"]["requires"] == [f"hatchling=={runtime['hatchling']}"]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_every_package_by_hash_and_name_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(pinned(lock)) > 20
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "#" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)


def test_stamp_changes_with_the_lock_file_and_with_the_python(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "some.lock", tmp_path / "stamp"
    lock.write_bytes(b"click==1\n")
    first = environment.stamp_for(lock, (3, 11))
    assert not environment.is_current(stamp, first)
    stamp.write_text(first, encoding="utf-8")
    assert environment.is_current(stamp, first)
    assert not environment.is_current(stamp, environment.stamp_for(lock, (3, 13)))
    lock.write_bytes(b"click==1\r\n")
    assert environment.is_current(stamp, environment.stamp_for(lock, (3, 11)))
    lock.write_bytes(b"click==2\n")
    assert not environment.is_current(stamp, environment.stamp_for(lock, (3, 11)))


def test_a_users_python_and_pip_settings_cannot_change_what_is_installed() -> None:
    harmless = {"HOME": "h", "PIP_INDEX_URL": "i", "PIP_PROXY": "p", "PIP_CERT": "c", "PIP_CONFIG_FILE": "f"}
    harmful = {
        "PYTHONPATH": "x",
        "PYTHONOPTIMIZE": "2",
        "PIP_TARGET": "t",
        "PIP_CONSTRAINT": "c",
        "PIP_NO_DEPS": "1",
    }
    assert environment.clean({**harmless, **harmful}) == {**harmless, "PYTHONUTF8": "1"}


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (
            "WARNING: Retrying … NewConnectionError('… Network is unreachable')\nERROR: No matching",
            "connect to",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "do not use it"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "The disk is full"),
        ("Collecting x\nERROR: something new\n", "ERROR: something new"),
    ],
)
def test_what_stops_pip_is_said_in_one_sentence(output: str, says: str) -> None:
    sentence = environment.pip_problem(output)
    assert says in sentence
    assert "\n" not in sentence


def test_a_newer_release_than_the_locked_one_is_not_taken_for_an_extra(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    asking = invented_wheel(wheels, "asking", "1.0", "Requires-Dist: asked[more]>=1.0")
    asked = invented_wheel(wheels, "asked", "1.0", "Provides-Extra: more")
    invented_wheel(wheels, "asked", "2.0", "Provides-Extra: more")
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "".join(
            f"{wheel.name.split('-')[0]}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
            for wheel in (asking, asked)
        ),
        encoding="utf-8",
    )
    command = environment.install_command(Path(sys.executable), lock)
    there = ["--no-index", "--find-links", str(wheels), "--target", str(tmp_path / "there")]
    done = subprocess.run([*command, *there], capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {found.name for found in (tmp_path / "there").glob("*.dist-info")} == {
        "asking-1.0.dist-info",
        "asked-1.0.dist-info",
    }


def invented_wheel(folder: Path, name: str, version: str, line: str) -> Path:
    """Writes a wheel that holds nothing but its description."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        described = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{line}\n"
        wheel.writestr(f"{about}/METADATA", described)
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return path


def test_an_older_python_is_refused_in_words() -> None:
    assert dev.version_problem((3, 11)) is None
    assert dev.version_problem((4, 0)) is None
    assert "3.11 or newer and this is 3.9" in (dev.version_problem((3, 9)) or "")


@pytest.mark.parametrize(
    "arguments",
    [[], ["dance"], ["demo", "elsewhere"], ["check", "--fix"]],
    ids=lambda a: " ".join(a) or "nothing",
)
def test_wrong_usage_exits_2_and_shows_how(arguments: list[str]) -> None:
    command = [sys.executable, str(ROOT / "installer" / "dev.py"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("usage: dev.py")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not debian.is_here(), reason="asks dpkg")
def test_a_missing_system_package_is_found_and_its_line_printed_to_who_may_not_install() -> None:
    assert debian.missing(["dpkg", "no-such-package-here"]) == ["no-such-package-here"]
    debian.ensure(["dpkg"], as_root=False)
    with pytest.raises(SystemExit) as stopped:
        debian.ensure(["dpkg", "no-such-package-here"], as_root=False)
    assert str(stopped.value.code).endswith(
        "sudo apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends no-such-package-here"
    )


def test_recalculated_shows_what_a_formula_gives_and_not_what_is_stored_beside_it(
    tmp_path: Path, recalculated: Callable[[Path], Workbook]
) -> None:
    path = tmp_path / "sum.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, [20, 22])
        sheet.write_formula(2, 0, "=SUM(A1:A2)", value=99)
    assert recalculated(path).worksheets[0]["A3"].value == 42


def test_poppler_reads_text_fonts_and_pages(tmp_path: Path, poppler: Poppler) -> None:
    path = tmp_path / "page.pdf"
    pdfmetrics.registerFont(TTFont("Sans", ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"))
    canvas = Canvas(str(path), pagesize=(200, 100))
    canvas.setFont("Sans", 12)
    canvas.drawString(20, 50, "社区户数")
    canvas.showPage()
    canvas.save()
    assert poppler.pdftotext(path).strip() == "社区户数"
    (font,) = (font for font in poppler.pdffonts(path) if font.name.endswith("NotoSansSC-Regular"))
    assert (font.kind, font.embedded, font.has_unicode) == ("TrueType", True, True)
    (picture,) = poppler.pdftoppm(path, dpi=72)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_messages_are_extracted_with_every_keyword_and_keep_their_translation(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text(
        'a = _("one")\nb = N_("two")\nc = Message("three {n}", {"n": 3})\n'
        'd = message("four", n=1)\ne = message(N_("five"), n=_("six"))\nf = ngettext("row", "rows", 2)\n'
        'g = message(a)\nh = other("seven")\n',
        encoding="utf-8",
    )
    po = tmp_path / "street_desk.po"
    first = messages.updated(po, tmp_path)
    ids = {message.id for message in first if message.id}
    assert ids == {"one", "two", "three {n}", "four", "five", "six", ("row", "rows")}
    first["two"].string = "二"
    text, compiled = messages.written(first)
    po.write_bytes(text)
    assert messages.written(messages.updated(po, tmp_path)) == (text, compiled)
    assert gettext.GNUTranslations(io.BytesIO(compiled)).gettext("two") == "二"
    assert b"words.py" not in text
    assert b"Date" not in text


def test_messages_that_the_code_lost_leave_the_catalogue(tmp_path: Path) -> None:
    source, po = tmp_path / "words.py", tmp_path / "street_desk.po"
    source.write_text('_("Save the file")\n', encoding="utf-8")
    catalogue = messages.updated(po, tmp_path)
    catalogue["Save the file"].string = "保存"
    po.write_bytes(messages.written(catalogue)[0])
    source.write_text('_("Save the files")\n', encoding="utf-8")
    changed = messages.updated(po, tmp_path)
    assert "Save the file" not in changed
    assert not changed["Save the files"].string
    assert "保存".encode() not in messages.written(changed)[0]


def test_what_commands_say_of_themselves_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "a.py").write_text(
        '@click.command("x")\n@click.option("--y", help="what y is")\n'
        'def x(y):\n    """Does x.\n\n    And then more.\n    """\n\n\n'
        'def helper():\n    """Nobody reads this."""\n',
        encoding="utf-8",
    )
    ids = {str(message.id) for message in messages.extracted(tmp_path) if message.id}
    assert ids == {"Does x.\n\nAnd then more.", "what y is"}


def test_the_demo_says_each_path_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran: list[tuple[str, ...]] = []
    folder = tmp_path / "demo"

    def python(*arguments: str, **_variables: str) -> int:
        ran.append(arguments)
        folder.mkdir(exist_ok=True)
        (folder / "funding.pdf").touch()
        return 0

    monkeypatch.setattr(dev, "_python", python)
    monkeypatch.setattr(dev, "DEMO", folder)
    assert dev.demo([]) == 0
    assert ran == [("-m", "street_desk", "demo", str(folder))]
    assert capsys.readouterr().out == ""
