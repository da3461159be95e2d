"""A developer's one command: makes the environment it needs, then runs the program, its tests or its checks.

Standard library only, because it runs before anything is installed:

    python3 installer/dev.py demo | desk | test | check | bench | messages | lock
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)


def version_problem(version: tuple[int, int]) -> str | None:
    """Why this Python cannot be used, or None."""
    if version >= OLDEST:
        return None
    return (
        f"Street Desk needs Python {OLDEST[0]}.{OLDEST[1]} or newer and this is {version[0]}.{version[1]}: "
        "run this file with a newer one."
    )


if problem := version_problem(sys.version_info[:2]):
    sys.exit(problem)

import debian  # noqa: E402  (the Python must be good enough first)
import environment  # noqa: E402

ROOT = environment.ROOT
DEMO = ROOT / "demo"
PASSING_ON = {"desk", "test", "bench", "messages", "lock"}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    # What follows such a command belongs to the program that it calls, --help included.
    passed_on = given[1:] if given and given[0] in PASSING_ON else []
    chosen = _parser().parse_args(given[: len(given) - len(passed_on)])
    try:
        environment.ensure()
        return int(chosen.run(passed_on))
    except KeyboardInterrupt:
        return 130


def demo(_: list[str]) -> int:
    """makes the sample street in the folder demo/"""
    try:
        if DEMO.exists():
            shutil.rmtree(DEMO)
    except OSError as error:
        sys.exit(f"{DEMO} cannot be made anew: close what has a file of it open ({error.strerror}).")
    return _python("-m", "street_desk", "demo", str(DEMO))


def desk(arguments: list[str]) -> int:
    """opens the window on the sample street; what follows is passed on"""
    debian.ensure(debian.WINDOW)
    if sys.platform == "linux" and not _has_screen():
        sys.exit("There is no screen to open a window on: log in to a desktop, or start this under xvfb-run.")
    code = 0 if any(DEMO.glob("*.desk")) else demo([])
    sample = next(DEMO.glob("*.desk"), None)
    if sample is None:
        return code or 1
    return _python("-m", "street_desk", str(sample), *arguments)


def test(arguments: list[str]) -> int:
    """runs the tests; what follows is passed to pytest"""
    debian.ensure(debian.TESTS)
    return _python("-m", "pytest", *arguments, **_offscreen())


def check(_: list[str]) -> int:
    """lints, checks format, types, layers and the catalogue of messages"""
    steps = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "layers": ["-c", "import importlinter.cli as layers; layers.lint_imports_command()", "--no-logo"],
        "messages": ["installer/messages.py", "--check"],
    }
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if _python(*command):
            failed.append(name)
    print(f"Not clean: {', '.join(failed)}." if failed else "All clean.")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """times what has to be quick; what follows is passed to pytest"""
    debian.ensure(debian.OFFSCREEN)
    return _python("-m", "pytest", "tests/bench", "--benchmark-enable", *arguments, **_offscreen())


def messages(arguments: list[str]) -> int:
    """brings the catalogue of messages up to date with the code (--check only compares)"""
    return _python("installer/messages.py", *arguments)


def lock(arguments: list[str]) -> int:
    """remakes the lock files (--upgrade takes newer releases)"""
    for name, group in (("requirements.lock", "build"), ("requirements-dev.lock", "dev")):
        code = _python(
            *("-m", "uv", "pip", "compile", "pyproject.toml", "--group", group, "--output-file", name),
            *("--universal", "--python-version", f"{OLDEST[0]}.{OLDEST[1]}", "--generate-hashes", "--quiet"),
            *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
            *arguments,
        )
        if code:
            return code
        print(f"{name} is made.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Street Desk for developers.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for run in (demo, desk, test, check, bench, messages, lock):
        command = commands.add_parser(run.__name__, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
    return parser


def _has_screen() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _offscreen() -> dict[str, str]:
    return {"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}


def _python(*arguments: str, **variables: str) -> int:
    """Runs the environment's Python in the root, with the source tree as the only copy of the program."""
    command = [str(environment.PYTHON), *arguments]
    variables = {**environment.clean(os.environ), "PYTHONPATH": str(ROOT), **variables}
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
