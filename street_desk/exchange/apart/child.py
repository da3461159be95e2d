"""The child: gets a Task, plans its workbooks one after another, and says what became of each."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
import threading
import traceback
from typing import BinaryIO

from street_desk.exchange.apart.frames import Fault, OutOfMemory, Reading, Started, receive, send
from street_desk.exchange.apart.limits import Limits, hold

_OBJECTS = 500_000
"""So many new objects before the child looks for garbage."""
_GRACE = 10.0
"""So many seconds beyond the limit the child ends itself, should the parent not do it."""


def serve() -> int:
    """Serves one parent over standard input and output. Returns when all is said; the parent may end it before."""
    incoming, outgoing = _pipes()
    limits = receive(incoming)
    assert isinstance(limits, Limits)
    # Before anything large is loaded.
    hold(limits)
    # A large workbook is a million small objects that all stay: looking through them again and again takes seconds.
    gc.set_threshold(_OBJECTS)
    send(outgoing, Started(os.getpid()))
    try:
        _serve(receive(incoming), incoming, outgoing, limits)
    except MemoryError:
        # What was half done is in the way, and nothing here can be relied on any more.
        send(outgoing, OutOfMemory())
    except Exception:
        send(outgoing, Fault(traceback.format_exc()))
    # At once: taking a large workbook's objects apart one by one takes a second.
    os._exit(0)


def _serve(task: object, incoming: BinaryIO, outgoing: BinaryIO, limits: Limits) -> None:
    from street_desk import language
    from street_desk.domain.problems import Problem
    from street_desk.exchange.batch import Planner, Task
    from street_desk.exchange.filling.matching import Recogniser

    assert isinstance(task, Task)
    threading.Thread(target=_follow, args=(incoming,), daemon=True).start()
    # The few words that are put down as they are shown, such as a choice's, are in the user's language.
    language.use(task.language)
    planner: Planner | Recogniser = Recogniser(task) if task.filling else Planner(task)
    for path in task.workbooks:
        # Its own thread needs no interpreter: it also ends a library that hangs after the parent has gone.
        faulthandler.dump_traceback_later(limits.seconds + _GRACE, exit=True, file=2)
        send(outgoing, Reading())
        try:
            send(outgoing, planner.planned(path))
        except Problem as problem:
            send(outgoing, problem)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes for this module alone: what libraries print goes to standard error."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for pipe in (incoming, outgoing):
            msvcrt.setmode(pipe, os.O_BINARY)
    return os.fdopen(incoming, "rb", buffering=0), os.fdopen(outgoing, "wb")


def _follow(incoming: BinaryIO) -> None:
    """Ends this process with its parent, which holds the other end of the pipe as long as it lives."""
    os.read(incoming.fileno(), 1)
    os._exit(1)
