"""The program's entry: `street-desk` and `python -m street_desk`."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs a command, or opens the window without one; returns the exit code of commands.md."""
    from street_desk.exchange.apart import FLAG

    if sys.argv[1:] == [FLAG]:
        # Not a command: the program starts itself so, to read foreign workbooks apart.
        from street_desk.exchange.apart.child import serve

        return serve()
    from street_desk import language, preferences
    from street_desk.cli import run

    language.use(preferences.language() or language.of_system())
    for stream in (sys.stdout, sys.stderr):
        # A Windows program without a console has neither stream.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
