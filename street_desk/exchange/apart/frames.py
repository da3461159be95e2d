"""Frames: what parent and child say to each other, each a pickle behind its length."""

from __future__ import annotations

import pickle
from typing import BinaryIO, NamedTuple

_LENGTH = 8


class Started(NamedTuple):
    """The child is there. Its own process id: that of the process started may be a mere launcher's."""

    pid: int


class Reading(NamedTuple):
    """The next workbook of the Task is begun."""


class OutOfMemory(NamedTuple):
    """The workbook begun last needs more memory than there is; the child ends."""


class Fault(NamedTuple):
    """The program itself failed over the workbook begun last: the traceback; the child ends."""

    text: str


def send(stream: BinaryIO, thing: object) -> None:
    """Sends one thing whole."""
    content = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    stream.write(len(content).to_bytes(_LENGTH, "little"))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> object:
    """The next thing sent. Raises EOFError where the other side has gone, if in the midst of a frame."""
    size = int.from_bytes(_exactly(stream, _LENGTH), "little")
    # Both sides are this program, run by the same user.
    return pickle.loads(_exactly(stream, size))  # noqa: S301


def _exactly(stream: BinaryIO, size: int) -> bytes:
    # A pipe that is read without a buffer gives what it holds, which is less than a large frame.
    content = bytearray()
    while len(content) < size:
        piece = stream.read(size - len(content))
        if not piece:
            raise EOFError
        content += piece
    return bytes(content)
