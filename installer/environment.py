"""The project's own Python environment: `.venv` in the project's root, exactly as the lock file says."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Mapping  # noqa: UP035  (this file is read by older Pythons, too, before they are refused)

import debian

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = FOLDER / "installed.stamp"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

# How pip finds its packages is the user's affair; what it installs, and where, is the lock file's.
_KEPT_FOR_PIP = {
    "PIP_CACHE_DIR",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TIMEOUT",
    "PIP_TRUSTED_HOST",
}

_NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|ProxyError|Connection(Reset|Refused)?Error"
    r"|Max retries exceeded|Network is unreachable|name resolution",
)


def clean(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment variables without those that make Python or pip behave in a way of their own."""
    kept = {
        name: value
        for name, value in variables.items()
        if not name.upper().startswith("PYTHON")
        and (not name.upper().startswith("PIP_") or name.upper() in _KEPT_FOR_PIP)
    }
    return {**kept, "PYTHONUTF8": "1"}


def stamp_for(lock: Path, python: tuple[int, int]) -> str:
    """What identifies an installed environment: the lock file's content and the Python it was made with."""
    content = lock.read_bytes().replace(b"\r\n", b"\n")
    return f"python {python[0]}.{python[1]} {platform.machine()} {hashlib.sha256(content).hexdigest()}\n"


def is_current(stamp: Path, wanted: str) -> bool:
    """Whether the environment that left `stamp` is the wanted one."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def ensure() -> None:
    """Makes `.venv`, anew when the lock file or the Python changed; exits in words when it cannot."""
    wanted = stamp_for(LOCK, (sys.version_info[0], sys.version_info[1]))
    if PYTHON.is_file() and is_current(STAMP, wanted):
        return
    if importlib.util.find_spec("ensurepip") is None:
        # Debian keeps this part of Python in a package of its own.
        debian.ensure(["python3-venv"])
    print("Making .venv from requirements-dev.lock; the first time this takes a few minutes.", flush=True)
    # Seen from inside a virtual environment, sys.executable would be the one that is about to be replaced.
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = _run([base, "-I", "-m", "venv", "--clear", str(FOLDER)])
    if made.returncode:
        sys.exit(f"Python could not make {FOLDER}: {_last_line(made.stdout)}")
    installed = _run([*install_command(PYTHON, LOCK), "--quiet"])
    if installed.returncode:
        sys.exit(pip_problem(installed.stdout))
    whole = _run([str(PYTHON), "-I", "-m", "pip", "check", "--disable-pip-version-check"])
    if whole.returncode:
        sys.exit(f"requirements-dev.lock is not whole: {_last_line(whole.stdout)}")
    STAMP.write_text(wanted, encoding="utf-8")


def install_command(python: Path, lock: Path) -> list[str]:
    """How pip installs what `lock` names, and nothing else.

    The lock file is whole, so pip need not look for what its packages ask for; where a package asks for another with
    an extra, older releases of pip would take the newest one, and then refuse it for want of a hash.
    """
    pip = [
        str(python),
        "-I",
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "off",
    ]
    return [*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]


def pip_problem(output: str) -> str:
    """What went wrong with pip, in one sentence that says what to do."""
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one that requirements-dev.lock names: "
            "do not use it, and see whether a mirror or proxy in pip's configuration changes packages."
        )
    if "No space left on device" in output:
        return "The disk is full: .venv needs about 1 GB; make room and repeat the command."
    if _NO_NETWORK.search(output):
        return (
            "The packages cannot be fetched: connect to the network, or name a proxy or a mirror "
            "in pip's own configuration, and repeat the command."
        )
    return f"pip could not install requirements-dev.lock: {_last_line(output)}"


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["it gave no reason"])[-1]


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=clean(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
