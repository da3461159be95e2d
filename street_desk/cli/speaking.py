"""What commands say of themselves: help and wrong usage, all of it in the user's language.

click's own words are English or follow the environment, not this program's language. So every command is used as a copy
whose --help is ours, and a usage error is put into our own sentences. The texts are the docstrings of the commands and
the help= of their options, which installer/messages.py collects.
"""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Iterator, Sequence

import click

from street_desk.language import CHINESE, N_, Message, _, current, message

_HELP = ("-h", "--help")
# click's sentences that carry no more than text.
_SENTENCES = (
    (re.compile(r"Got unexpected extra arguments? \((?P<text>.*)\)"), N_("“{text}” is too much here.")),
    (re.compile(r"No such command '(?P<text>.*)'\."), N_("There is no command “{text}”.")),
    (re.compile(r"Option '(?P<text>.*)' requires an argument\."), N_("{text} needs a value after it.")),
    (re.compile(r"Option '(?P<text>.*)' does not take a value\."), N_("{text} takes no value.")),
    (re.compile(r"Missing command\."), N_("No command is named.")),
)


def speaking(command: click.Command) -> click.Command:
    """A copy of a command, and of those below it, whose --help speaks the user's language."""
    found = copy.copy(command)
    found.add_help_option = False
    found.no_args_is_help = False
    helping = click.Option(
        _HELP, is_flag=True, expose_value=False, is_eager=True, callback=_helped, help=_(N_("show this help"))
    )
    found.params = [*command.params, helping]
    if isinstance(found, click.Group):
        found.commands = {name: speaking(one) for name, one in found.commands.items()}
    return found


def _helped(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(help_text(ctx))
        ctx.exit()


def help_text(ctx: click.Context) -> str:
    """What a command does, how it is called, its options and the commands below it."""
    options = [_record(option) for option in ctx.command.params if isinstance(option, click.Option)]
    blocks = [[usage(ctx)], [f"  {line}".rstrip() for line in _said(ctx.command).splitlines()]]
    blocks.append([message(N_("{title}:"), title=_(N_("Options"))).text(), *_indented(options)])
    if isinstance(ctx.command, click.Group):
        named = ((name, ctx.command.get_command(ctx, name)) for name in ctx.command.list_commands(ctx))
        commands = [(name, _first(one)) for name, one in named if one is not None and not one.hidden]
        blocks.append([message(N_("{title}:"), title=_(N_("Commands"))).text(), *_indented(commands)])
    return "\n\n".join("\n".join(block) for block in blocks)


def _indented(records: Sequence[tuple[str, str]]) -> Iterator[str]:
    from street_desk.cli.output import table

    return (f"  {line}" for line in table(("", ""), records)[1:])


def usage(ctx: click.Context) -> str:
    """The line that says how a command is called."""
    pieces = [_(N_("[OPTIONS]"))]
    for parameter in ctx.command.params:
        if isinstance(parameter, click.Argument):
            pieces += parameter.get_usage_pieces(ctx)
    if isinstance(ctx.command, click.Group):
        pieces.append(_(N_("COMMAND …")))
    return message(N_("Usage: {line}"), line=" ".join((ctx.command_path, *pieces))).text()


def usage_lines(error: click.ClickException) -> Iterator[str]:
    """What was wrong with a command line, and how the command is called."""
    yield message(N_("Wrong usage: {what}"), what=_wrong(error)).text()
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        yield usage(ctx)
        yield message(N_("More: {line}"), line=f"{ctx.command_path} --help").text()


def _wrong(error: click.ClickException) -> Message | str:
    """click's reason in our own words."""
    if isinstance(error, click.MissingParameter):
        return message(N_("{name} is missing."), name=_name(error.param))
    if isinstance(error, click.NoSuchOption):
        return message(N_("There is no option {name}."), name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _misfit(error.param, error)
    for pattern, said in _SENTENCES:
        if found := pattern.match(error.message):
            return Message(said, found.groupdict())
    return error.message


def _misfit(parameter: click.Parameter, error: click.BadParameter) -> Message:
    name, kind = _name(parameter), parameter.type
    if isinstance(kind, click.IntRange):
        return message(
            N_("{name} is a whole number from {low} to {high}."),
            name=name,
            low=str(kind.min),
            high=str(kind.max),
        )
    if isinstance(kind, click.Choice):
        return message(N_("{name} is one of: {choices}."), name=name, choices=tuple(map(str, kind.choices)))
    return message(N_("{name}: {why}"), name=name, why=error.message)


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "?"
    if isinstance(parameter, click.Option):
        return parameter.opts[-1]
    return parameter.metavar or (parameter.name or "").upper()


def _record(option: click.Option) -> tuple[str, str]:
    """An option as its line of help has it: its names and its value, what it is for, default, whether required."""
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag else f" {option.metavar or _value(option.type)}"
    said = [_(option.help) if option.help else ""]
    if option.show_default and option.default:
        said.append(message(N_("(unless said: {default})"), default=str(option.default)).text())
    if option.required:
        said.append(_(N_("(required)")))
    return names + value, ("" if current() == CHINESE else " ").join(said)


def _value(kind: object) -> str:
    if isinstance(kind, click.Choice):
        return "|".join(map(str, kind.choices))
    if isinstance(kind, click.Path):
        return _(N_("PATH"))
    return _(N_("NUMBER")) if isinstance(kind, click.IntRange) else _(N_("TEXT"))


def _said(command: click.Command) -> str:
    return _(inspect.cleandoc(command.help or ""))


def _first(command: click.Command) -> str:
    """The first line of what a command says of itself."""
    return _said(command).partition("\n")[0]
