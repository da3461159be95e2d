"""Commands: everything the program does, without a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from street_desk.cli import files, history, money, paper, rows
from street_desk.cli.output import DONE, PROBLEM, USAGE
from street_desk.domain.problems import Problem
from street_desk.language import N_, _


class DeskGroup(click.Group):
    """Commands by name; anything else that could be a file opens the window."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and args[0].lower().endswith(".desk"):
            return "window", self.commands["window"], args
        return super().resolve_command(ctx, args)


@click.group(
    cls=DeskGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--shot", type=click.Path(), hidden=True)
@click.version_option(package_name="street-desk", message="%(version)s")
@click.pass_context
def desk(ctx: click.Context, shot: str | None) -> None:
    """街道台账 Street Desk: what each community of a street is due, and why.

    Without a command the window opens; `street-desk FILE.desk` opens it on a file.
    """
    if ctx.invoked_subcommand is None:
        ctx.exit(files.open_window(None, shot))


for module in (files, history, rows, money, paper):
    for command in module.COMMANDS:
        desk.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line; returns 0 done, 1 done but something was refused, 2 wrong usage, 3 a Problem."""
    try:
        code = desk.main(args=list(arguments), prog_name="street-desk", standalone_mode=False)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return USAGE
    except click.Abort:
        print(_(N_("Stopped; nothing was changed.")), file=sys.stderr)
        return PROBLEM
    except Problem as problem:
        print(problem.text(), file=sys.stderr)
        return PROBLEM
    return code if isinstance(code, int) else DONE
