"""The parent: has a Task's workbooks planned by a child, watches it, and goes on after a workbook that it dies of."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from types import TracebackType
from typing import BinaryIO, NamedTuple

from street_desk.domain.problems import Cancelled, Problem
from street_desk.exchange.apart import FLAG, Proceed, Progress
from street_desk.exchange.apart.frames import Fault, OutOfMemory, Reading, Started, receive, send
from street_desk.exchange.apart.limits import LIMITS, Limits, end, taken
from street_desk.exchange.batch import Batch, Planned, Task, told_apart
from street_desk.exchange.filling.recognised import Recognised
from street_desk.exchange.importing.earlier import told_of
from street_desk.exchange.importing.missing import told_by
from street_desk.exchange.problems import DamagedWorkbook, TookTooLong, TooMuchMemory

_STEP = 0.05
_KEPT = 4_000
_KILLED = 9
_TO_START = 60.0
"""So many seconds the child may take before it opens the first workbook."""
# What libraries in Rust and C++ say when the system refuses them memory, which they cannot survive.
_STARVED = (b"memory allocation of", b"bad_alloc")
# `-m` would put the current directory before everything: a folder of an office's files is no place to load code from.
_START = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
    "from street_desk.__main__ import main; sys.exit(main())"
)


class ReadingFailed(RuntimeError):
    """A bug met in the child, with its traceback; not a Problem, for no workbook is to blame."""


class _Ended(NamedTuple):
    """The child has gone; nothing more will come."""


def plan(task: Task, proceed: Proceed | None = None, limits: Limits = LIMITS) -> Batch:
    """What the workbooks would bring. A bad one becomes a Problem in the batch, and the others go in.

    Raises Cancelled where `proceed` answers False, and ReadingFailed for a bug.
    """
    task = replace(task, names=told_apart(task.workbooks))
    outcomes: list[Planned | Problem] = []
    while len(outcomes) < len(task.workbooks):
        with _Child(limits, _rest(task, outcomes)) as child:
            for path in task.workbooks[len(outcomes) :]:
                progress = Progress(path.name, len(outcomes) + 1, len(task.workbooks))
                outcome = _outcome(child, path, progress, proceed)
                assert not isinstance(outcome, Recognised)
                outcomes.append(outcome)
                if child.gone:
                    break
    return Batch.of(task.workbooks, outcomes)


def recognise(task: Task, proceed: Proceed | None = None, limits: Limits = LIMITS) -> Recognised:
    """What the one workbook of a Task is to be filled in with.

    Raises the workbook's own Problem, Cancelled where `proceed` answers False, and ReadingFailed for a bug.
    """
    (path,) = task.workbooks
    with _Child(limits, task) as child:
        found = _outcome(child, path, Progress(path.name, 1, 1), proceed)
    if isinstance(found, Problem):
        raise found
    assert isinstance(found, Recognised)
    return found


def _rest(task: Task, outcomes: Sequence[Planned | Problem]) -> Task:
    """The Task without the workbooks that are done; what they bring is in it."""
    named = zip(task.workbooks, outcomes, strict=False)
    brought = [(task.names[path], one) for path, one in named if isinstance(one, Planned)]
    planned = [one for _name, one in brought]
    return replace(
        task,
        workbooks=task.workbooks[len(outcomes) :],
        brought=(*task.brought, *(change for one in planned for change in one.changes())),
        told=told_by(one.preview for one in planned),
        earlier=tuple(table for name, one in brought for table in told_of(name, one.preview)),
    )


def _outcome(
    child: _Child, path: Path, progress: Progress, proceed: Proceed | None
) -> Planned | Recognised | Problem:
    """What becomes of the next workbook, if only that the child is gone over it."""
    child.wait_anew()
    while True:
        if proceed is not None and not proceed(progress):
            raise Cancelled
        frame = child.next(_STEP)
        if isinstance(frame, Planned | Recognised | Problem):
            return frame
        if isinstance(frame, Fault):
            raise ReadingFailed(frame.text)
        lost = child.lost(frame, path)
        if lost is not None:
            if not child.begun:
                # No workbook has been touched: the program is not whole, or the PC has no memory left.
                raise ReadingFailed(f"{lost.text('en')}\n{child.said()}")
            return lost


def command(executable: str = sys.executable) -> list[str]:
    """How the child is started: by an interpreter, or by the installed program, which loads the package by itself."""
    # Reads the paths of both systems.
    if PureWindowsPath(executable).stem.lower().startswith(("python", "pypy")):
        root = str(Path(__file__).resolve().parents[3])
        return [executable, "-P", "-X", "utf8", "-c", _START, root, FLAG]
    return [executable, FLAG]


class _Child:
    """One child at work on a Task; on leaving the `with` it is gone, whatever happened.

    `begun`: it has opened a workbook. `gone`: it has ended or has to.
    """

    def __init__(self, limits: Limits, task: Task) -> None:
        self._limits = limits
        self._frames: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._said = b""
        self._since = time.monotonic()
        self.begun = self.gone = False
        # A terminal's Ctrl+C is the parent's to take, so the child has a session of its own.
        self._process = subprocess.Popen(  # noqa: S603  (this very program)
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # glibc otherwise reserves 64 MB for each thread, which count against what is granted.
            env={**os.environ, "MALLOC_ARENA_MAX": "1"},
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        # In a Windows venv the process started only launches another one, which tells its own.
        self._pid = self._process.pid
        stdin, stdout, stderr = self._process.stdin, self._process.stdout, self._process.stderr
        assert stdin is not None
        assert stdout is not None
        assert stderr is not None
        self._pipes = (stdin, stdout, stderr)
        # Pipes hold little and block when full, so each has a thread that waits for it.
        self._threads = (
            threading.Thread(target=self._tell, args=(stdin, limits, task), daemon=True),
            threading.Thread(target=self._hear, args=(stdout,), daemon=True),
            threading.Thread(target=self._overhear, args=(stderr,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> _Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        end(self._pid)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in self._pipes:
            # What was not sent any more cannot be flushed either.
            with contextlib.suppress(OSError):
                pipe.close()

    def wait_anew(self) -> None:
        """The time of the next workbook counts from now."""
        self._since = time.monotonic()

    def next(self, seconds: float) -> object | None:
        """What comes next; None where that is nothing within so many seconds, or nothing of a workbook."""
        try:
            frame = self._frames.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(frame, Started):
            self._pid = frame.pid
        elif isinstance(frame, Reading):
            self.begun = True
            self.wait_anew()
        else:
            return frame
        return None

    def lost(self, frame: object | None, path: Path) -> Problem | None:
        """Why the child is lost over a workbook, if it is."""
        found: Problem | None = None
        if isinstance(frame, OutOfMemory) or self._starved() or (taken(self._pid) or 0) > self._limits.used:
            found = TooMuchMemory(path=path.name)
        elif isinstance(frame, _Ended):
            found = TooMuchMemory(path=path.name) if self._was_killed() else DamagedWorkbook(path=path.name)
        elif time.monotonic() - self._since > (self._limits.seconds if self.begun else _TO_START):
            found = TookTooLong(path=path.name)
        self.gone = found is not None
        return found

    def _starved(self) -> bool:
        """Whether a library in the child has given up for want of memory; some hang instead of ending then."""
        said = self._said
        return any(words in said for words in _STARVED)

    def _was_killed(self) -> bool:
        """Whether the child ended for want of memory: the system kills it then, or a library says so and gives up."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            ended = self._process.wait(1)
            # Its last words may still be on their way.
            self._threads[-1].join(1)
            return ended == -_KILLED or self._starved()
        return False

    def said(self) -> str:
        """The end of what the child and its libraries printed."""
        return self._said.decode("utf-8", "replace")

    def _tell(self, stdin: BinaryIO, limits: Limits, task: Task) -> None:
        try:
            send(stdin, limits)
            send(stdin, task)
        except OSError:
            # It has ended already, which its other pipe tells.
            return
        except Exception:
            self._frames.put(Fault(traceback.format_exc()))

    def _hear(self, stdout: BinaryIO) -> None:
        try:
            while True:
                self._frames.put(receive(stdout))
        except (EOFError, OSError):
            self._frames.put(_Ended())
        except Exception:
            self._frames.put(Fault(traceback.format_exc()))

    def _overhear(self, stderr: BinaryIO) -> None:
        while piece := os.read(stderr.fileno(), _KEPT):
            self._said = (self._said + piece)[-_KEPT:]
