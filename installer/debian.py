"""System packages of a developer's machine: what is missing, and how it comes there.

Only Debian and its children are served; elsewhere the need is said in words.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterable  # noqa: UP035  (this file is read by older Pythons, too, before they are refused)

OFFSCREEN = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
)
WINDOW = (
    *OFFSCREEN,
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libcups2",
)
TESTS = (*WINDOW, "xvfb", "xauth", "libreoffice-calc", "poppler-utils")

# The program by which a system without dpkg shows that it has what Debian calls so.
PROGRAMS = {"xvfb": "Xvfb", "libreoffice-calc": "soffice", "poppler-utils": "pdftotext"}

APT = ("apt-get", "-o", "DPkg::Lock::Timeout=300")


def is_here() -> bool:
    """Whether this is Debian or a child of it."""
    return Path("/etc/debian_version").exists() and shutil.which("dpkg-query") is not None


def is_root() -> bool:
    """Whether packages can be installed as this user."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_line(packages: Iterable[str]) -> str:
    """The line that a person with the right to do so types to install `packages`."""
    return f"sudo {' '.join(APT)} install -y --no-install-recommends {' '.join(packages)}"


def missing(packages: Iterable[str]) -> list[str]:
    """The ones of `packages` that dpkg neither has nor has under a newer name (libglib2.0-0t64)."""
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}\t${Package}\t${Provides}\n"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    present = set()
    for line in shown.splitlines():
        status, name, provides = line.split("\t")
        if status == "installed":
            present |= {name, *(entry.split()[0] for entry in provides.split(",") if entry.strip())}
    return [name for name in packages if name not in present]


def ensure(packages: Iterable[str], as_root: bool | None = None) -> None:
    """Installs the packages that are missing, or exits with the line to type."""
    if sys.platform == "win32":
        return
    if not is_here():
        _require_programs(packages)
        return
    absent = missing(packages)
    if not absent:
        return
    if not (is_root() if as_root is None else as_root):
        sys.exit(
            f"System packages are missing; type this line and repeat the command:\n  {install_line(absent)}"
        )
    print(f"Installing system packages: {' '.join(absent)}", flush=True)
    if _apt("install", absent):
        return
    # A machine that never read the package lists, or only old ones.
    _apt("update")
    if not _apt("install", absent, final=True):
        sys.exit(f"apt-get could not install what is missing. To see why, type:\n  {install_line(absent)}")


def _apt(action: str, packages: Iterable[str] = (), final: bool = False) -> bool:
    options = ["-y", "--no-install-recommends"] if action == "install" else []
    done = subprocess.run(
        [*APT, "-qq", action, *options, *packages],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode and final:
        print("\n".join(line for line in done.stdout.splitlines() if line.startswith("E:")), file=sys.stderr)
    return done.returncode == 0


def _require_programs(packages: Iterable[str]) -> None:
    absent = [name for name in packages if name in PROGRAMS and shutil.which(PROGRAMS[name]) is None]
    if absent:
        sys.exit(f"First install what Debian calls {', '.join(absent)} with this system's package manager.")
