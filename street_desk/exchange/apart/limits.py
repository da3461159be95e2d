"""Limits: how much memory and time one workbook may take, and how a process holds itself to them."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may take, in bytes and seconds.

    `granted` is what the child may ask of the system, which refuses it more; `used` is what it may really fill before
    the parent ends it, which holds where the system has no such limit. `seconds` is for one workbook.
    """

    # 120,000 rows of 20 columns, more than any street has, take 0.5 GB; a bomb takes all there is.
    granted: int = 1024**3
    used: int = 1024**3
    # The same rows take a slow library 40 s on a middling PC, and offices have slower ones.
    seconds: float = 120.0


LIMITS = Limits()


def hold(limits: Limits) -> None:
    """Holds this process to the memory granted from now on. What the system cannot do is left to the parent's watch."""
    if sys.platform == "win32":
        _join_job(limits.granted)
    else:
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = limits.granted if hard == resource.RLIM_INFINITY else min(limits.granted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def taken(pid: int) -> int | None:
    """The bytes of memory a process fills; None where it has ended."""
    import psutil

    try:
        found = psutil.Process(pid).memory_info()
    except psutil.Error:
        return None
    # Windows moves idle pages out of the working set; what is private counts there.
    return int(getattr(found, "private", found.rss))


def end(pid: int) -> None:
    """Ends a process at once."""
    import psutil

    with contextlib.suppress(psutil.Error):
        psutil.Process(pid).kill()


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x100, 0x2000

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("per_process_time", wintypes.LARGE_INTEGER),
            ("per_job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the counters are six numbers of 64 bits."""

        _fields_ = (
            ("basic", _BasicLimits),
            ("counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def _join_job(memory: int) -> None:
        """Puts this process into a job of its own, whose handle stays open as long as the process lives."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            wintypes.LPVOID,
            wintypes.DWORD,
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job = kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = _PROCESS_MEMORY | _KILL_ON_CLOSE
        limits.process_memory = memory
        if job and kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
