"""Commands: everything the program does, without a window.

Each command is loaded when it is run, so that the window and a short command start at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from street_desk import __version__
from street_desk.cli.codes import DONE, PROBLEM, USAGE
from street_desk.cli.speaking import speaking, usage_lines
from street_desk.language import N_, _

_MODULES = {
    "files": ("window", "new", "year", "backup", "verify", "demo"),
    "history": ("log", "undo", "redo"),
    "rows": ("show", "set"),
    "columns": ("columns",),
    "money": ("assess", "explain", "check"),
    "standards": ("standards",),
    "importing": ("import",),
    "exporting": ("export",),
    "forms": ("forms",),
    "filling": ("fill",),
}
_HOME = {command: module for module, commands in _MODULES.items() for command in commands}


class DeskGroup(click.Group):
    """Commands by name; a file's name in the place of a command opens the window on it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOME)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HOME:
            return None
        commands = import_module(f"street_desk.cli.{_HOME[cmd_name]}").COMMANDS
        return speaking(next(c for c in commands if c.name == cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _HOME and args[0].lower().endswith(".desk"):
            return "window", self.get_command(ctx, "window"), args
        return super().resolve_command(ctx, args)


@click.group(cls=DeskGroup, invoke_without_command=True)
@click.option("--shot", type=click.Path(), help="save a picture of the window and quit")
@click.version_option(__version__, message="%(version)s", help="show the version and end")
@click.pass_context
def desk(ctx: click.Context, shot: str | None) -> None:
    """街道台账 Street Desk: what each community of a street is due, and why.

    Without a command the window opens; `street-desk FILE.desk` opens it on a file.
    """
    if ctx.invoked_subcommand is None:
        from street_desk.application import open_desk

        ctx.exit(open_desk(None, shot))


def run(arguments: Sequence[str]) -> int:
    """Runs one command line; returns 0 done, 1 done but something was refused, 2 wrong usage, 3 a Problem."""
    try:
        code = speaking(desk).main(args=list(arguments), prog_name="street-desk", standalone_mode=False)
    except click.ClickException as error:
        print("\n".join(usage_lines(error)), file=sys.stderr)
        return USAGE
    except click.Abort:
        print(_(N_("Stopped; nothing was changed.")), file=sys.stderr)
        return PROBLEM
    except Exception as error:
        return _told(error)
    return code if isinstance(code, int) else DONE


def _told(error: Exception) -> int:
    """Says a Problem in words; anything else is a bug and goes on."""
    from street_desk.domain.problems import Problem

    if not isinstance(error, Problem):
        raise error
    print(error.text(), file=sys.stderr)
    return PROBLEM
