"""Reading apart: whatever a workbook does to the process that reads it, the others go in and the program lives on."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from street_desk import language
from street_desk.domain import problems
from street_desk.domain.book import Book
from street_desk.domain.problems import Cancelled, FileMissing, Problem
from street_desk.exchange import packs
from street_desk.exchange.apart import FLAG, Progress, frames
from street_desk.exchange.apart.limits import Limits
from street_desk.exchange.apart.parent import ReadingFailed, command, plan
from street_desk.exchange.batch import Task
from street_desk.exchange.problems import DamagedWorkbook, TookTooLong, TooMuchMemory
from street_desk.session import Session
from tests.files.importing.cases import Tab, write
from tests.streets import big_street, small_street

MB = 1024**2


def _names(folder: Path, name: str, *communities: str) -> Path:
    return write(folder / name, Tab((("社区名称", "户数"), *((c, 1000) for c in communities))))


def _task(*workbooks: Path) -> Task:
    return Task(workbooks, Book(2026, {}), None, None, {"communities": 1, "workers": 1}, {})


def _child() -> psutil.Process | None:
    """The process that reads, as the system lists it."""
    for found in psutil.Process().children(recursive=True):
        # One that has just ended says nothing any more.
        with contextlib.suppress(psutil.Error):
            if FLAG in found.cmdline():
                return found
    return None


def _brought(batch: Any) -> list[str]:
    return [change.after["name"] for change in batch.changes]


@pytest.fixture
def three(tmp_path: Path, long_list: Path) -> tuple[Path, ...]:
    """A long list between two short ones."""
    return _names(tmp_path, "一.xlsx", "甲社区"), long_list, _names(tmp_path, "三.xlsx", "乙社区")


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Session]:
    session = small_street(tmp_path)
    yield session
    session.close()


# What comes back -------------------------------------------------------------------------------------------------------


def test_a_workbook_sees_what_those_before_it_bring(tmp_path: Path) -> None:
    first = _names(tmp_path, "一.xlsx", "甲社区", "乙社区")
    second = write(
        tmp_path / "二.xlsx",
        Tab((("社区", "姓名", "职务"), ("乙社区", "张样一", "书记"), ("丙社区", "李样二", "委员"))),
    )
    batch = plan(_task(first, tmp_path / "没有.xlsx", second))
    assert [preview.file for preview in batch.previews] == ["一.xlsx", "二.xlsx"]
    assert [(c.sheet, c.row) for c in batch.changes] == [
        ("communities", 1),
        ("communities", 2),
        ("workers", 1),
    ]
    assert batch.changes[-1].after is not None
    assert batch.changes[-1].after["community"] == 2
    assert [question.id for question in batch.previews[1].questions] == ["community:丙社区"]
    assert batch.failed == (tmp_path / "没有.xlsx",)
    assert isinstance(batch.problems[0], FileMissing)
    assert batch.to_json()[-1]["file"] == "没有.xlsx"


def test_words_put_down_in_the_child_are_in_the_users_language(street: Session, tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", Tab((("社区名称", "党组织设置"), ("幸福社区", "党委"))))
    shown = {}
    for code in language.LANGUAGES:
        language.use(code)
        (row,) = street.plan_import(2027, [path], {}).previews[0].rows()
        shown[code] = (row.cells["party_organisation"].old, row.cells["party_organisation"].text)
    language.use("en")
    assert shown["zh_CN"] == ("党支部", "党委")
    assert shown["en"] != shown["zh_CN"]


def test_progress_names_each_workbook_in_turn(tmp_path: Path) -> None:
    seen: dict[Progress, None] = {}
    workbooks = [_names(tmp_path, f"{n}.xlsx", f"第{n}社区") for n in (1, 2, 3)]
    plan(_task(*workbooks), lambda progress: seen.setdefault(progress) is None)
    assert list(seen) == [("1.xlsx", 1, 3), ("2.xlsx", 2, 3), ("3.xlsx", 3, 3)]


@pytest.mark.parametrize(
    "kind", [k for k in vars(problems).values() if isinstance(k, type) and issubclass(k, Problem)]
)
def test_a_problem_crosses_whole(kind: type[Problem]) -> None:
    values = dict.fromkeys(re.findall(r"{(\w+)}", kind.what + kind.to_do), "某")
    problem = pickle.loads(pickle.dumps(kind(**values)))  # noqa: S301
    assert type(problem) is kind
    assert problem.text() == kind(**values).text()


# What goes wrong -------------------------------------------------------------------------------------------------------


def _usual(workbook: Path, measure: Callable[[psutil.Process], int]) -> int:
    """How much a child takes for short workbooks; after the first, all it needs is loaded."""
    found = [0]

    def look(_progress: Progress) -> bool:
        child = _child()
        with contextlib.suppress(psutil.Error):
            if child is not None:
                found.append(measure(child))
        return True

    plan(_task(*[workbook] * 10), look)
    return max(found)


@pytest.mark.parametrize("limit", ["granted", "used"])
def test_a_workbook_that_takes_too_much_memory_is_left_and_the_others_go_in(
    three: tuple[Path, ...], limit: str
) -> None:
    usual = _usual(three[0], lambda p: p.memory_info().vms if limit == "granted" else p.memory_info().rss)
    limits = Limits(**{limit: usual + 30 * MB})
    batch = plan(_task(*three), None, limits)
    assert [type(problem) for problem in batch.problems] == [TooMuchMemory]
    assert batch.failed == (three[1],)
    assert _brought(batch) == ["甲社区", "乙社区"]
    assert [change.row for change in batch.changes] == [1, 2]


def test_a_workbook_that_takes_too_long_is_left_and_the_others_go_in(three: tuple[Path, ...]) -> None:
    batch = plan(_task(*three), None, Limits(seconds=1.0))
    assert [type(problem) for problem in batch.problems] == [TookTooLong]
    assert batch.failed == (three[1],)
    assert _brought(batch) == ["甲社区", "乙社区"]


def test_a_child_killed_from_outside_costs_one_workbook(three: tuple[Path, ...]) -> None:
    killed: list[psutil.Process] = []

    def kill(progress: Progress) -> bool:
        child = _child()
        if progress.number == 2 and child is not None and not killed:
            killed.append(child)
            child.kill()
        return True

    batch = plan(_task(*three), kill)
    assert killed
    assert batch.failed == (three[1],)
    assert isinstance(batch.problems[0], TooMuchMemory | DamagedWorkbook)
    assert _brought(batch) == ["甲社区", "乙社区"]


def test_what_was_said_before_a_lost_workbook_is_known_after_it(
    three: tuple[Path, ...], tmp_path: Path
) -> None:
    rows = (("社区名称", "户数"), ("甲社区", 9))
    batch = plan(_task(*three[:2], write(tmp_path / "又.xlsx", Tab(rows))), None, Limits(seconds=1.0))
    assert batch.failed == (three[1],)
    (refused,) = batch.previews[1].regions[0].refused
    assert refused.why.text("en").startswith(f"differs from {three[0].name} Sheet1!B2")


def test_stopping_ends_the_child_and_says_that_nothing_was_changed(three: tuple[Path, ...]) -> None:
    found = []

    def stop(progress: Progress) -> bool:
        if progress.number < 2:
            return True
        found.append(_child())
        return False

    with pytest.raises(Cancelled, match="nothing was changed"):
        plan(_task(*three), stop)
    assert len(found) == 1, "it is not asked again"
    assert found[0] is not None
    assert not found[0].is_running()


def test_a_bug_is_no_bad_workbook_and_comes_with_its_traceback(tmp_path: Path) -> None:
    task = Task((_names(tmp_path, "一.xlsx", "甲社区"),), Book(2026, {}), None, ("not a pack", "x"), {}, {})
    with pytest.raises(ReadingFailed, match="Traceback") as raised:
        plan(task)
    assert "load_pack" in str(raised.value)
    assert _child() is None


def test_the_child_does_not_outlive_the_program(three: tuple[Path, ...], tmp_path: Path) -> None:
    script = (
        "import os, sys; from tests.exchange.test_apart import _child, _task, plan; from pathlib import Path\n"
        "def told(progress):\n"
        "    if progress.number == 2: print(_child().pid, flush=True); os.kill(os.getpid(), 9)\n"
        "    return True\n"
        "plan(_task(*map(Path, sys.argv[1:])), told)"
    )
    ran = subprocess.run([sys.executable, "-c", script, *map(str, three)], capture_output=True, text=True)
    assert ran.returncode != 0
    pid = int(ran.stdout)
    until = time.monotonic() + 30
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not psutil.pid_exists(pid)


# How it is started -----------------------------------------------------------------------------------------------------


def test_an_interpreter_is_told_what_to_run_and_the_installed_program_is_not() -> None:
    for name in ("/usr/bin/python3.11", r"C:\Python\python.exe", r"D:\venv\Scripts\pythonw.exe"):
        first, *rest = command(name)
        assert (first, rest[-1]) == (name, FLAG)
        assert "-c" in rest
    program = r"C:\程序\街道台账\StreetDesk.exe"
    assert command(program) == [program, FLAG]


def test_the_child_loads_nothing_from_the_folder_it_is_started_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("street_desk", "pickle", "openpyxl"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('loaded from the office's own folder')")
    path = _names(tmp_path, "一.xlsx", "甲社区")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH")
    assert _brought(plan(_task(path.relative_to(tmp_path)))) == ["甲社区"]


def test_what_libraries_print_does_not_come_between() -> None:
    code = (
        "import os; from street_desk.exchange.apart import child, frames; _, out = child._pipes(); "
        "print('noise', flush=True); os.write(1, b'noise'); frames.send(out, ['whole'])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, stdin=subprocess.DEVNULL)
    said = io.BytesIO(ran.stdout)
    assert frames.receive(said) == ["whole"]
    assert said.read() == b""
    assert b"noise" in ran.stderr


def test_the_child_loads_no_window_and_no_command_line(tmp_path: Path) -> None:
    code = (
        "import sys, street_desk.exchange.apart.child, street_desk.exchange.batch; "
        "found = {'PySide6', 'click', 'apsw', 'reportlab', 'xlsxwriter'} & set(sys.modules); "
        "sys.exit(str(found) if found else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr


def test_people_leave_no_trace_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long_list: Path
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    seen = []

    def look(progress: Progress) -> bool:
        seen.append(os.listdir(folder))
        # A second of the long list is enough.
        return progress.number == 1 or len(seen) < 30

    with pytest.raises(Cancelled):
        plan(_task(_names(tmp_path, "一.xlsx", "甲社区"), long_list), look)
    assert seen == [[]] * len(seen)


def test_a_street_under_a_standard_is_planned_as_it_stands(street: Session, tmp_path: Path) -> None:
    path = _names(tmp_path, "表.xlsx", "幸福社区", "新社区")
    batch = street.plan_import(2027, [path], {})
    assert [(c.row, c.before is None) for c in batch.changes] == [(1, False), (4, True)]
    assert street.standard(2027).id == packs.BUILT_IN
    assert street.take_import(2027, batch)
    assert street.plan_import(2027, [path], {}).changes == ()


def test_a_frame_that_no_pipe_holds_at_once_arrives_whole() -> None:
    incoming, outgoing = os.pipe()
    thing = {"rows": list(range(200_000))}
    with os.fdopen(incoming, "rb", buffering=0) as reading, os.fdopen(outgoing, "wb") as writing:
        sending = threading.Thread(target=frames.send, args=(writing, thing))
        sending.start()
        assert frames.receive(reading) == thing
        sending.join()


def test_a_street_of_many_people_goes_over_to_the_child(tmp_path: Path) -> None:
    session = big_street(tmp_path, 50, 3_000)
    try:
        book = write(tmp_path / "表.xlsx", Tab((("社区名称", "户数"), ("第1社区", 5))))
        batch = session.plan_import(2027, [book], {})
    finally:
        session.close()
    assert batch.problems == ()
    assert len(batch.changes) == 1
