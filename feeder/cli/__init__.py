"""The commands: one file for each, and the only place that prints.

A command is the object `command` of the module that has its name. It is imported when it is called, and imports what it
needs when it runs, so that `feeder --version` stays quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from feeder import __version__
from feeder.errors import FeederError, PublishError, SourceError

COMMANDS = (
    "init",
    "add",
    "run",
    "parse",
    "check",
    "serve",
    "status",
    "history",
    "why",
    "rebuild",
    "forget",
    "feeds",
    "topics",
    "schema",
)


class _Commands(click.Group):
    """The commands in the order of a user's day."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"feeder.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(COMMANDS)}"
            ctx.fail(f"No such command '{name}'; {hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="feeder", message="%(prog)s %(version)s")
def commands() -> None:
    """Read live tickers and keep one Atom feed per topic on disk.

    New here? `feeder init` writes a configuration to begin with, `feeder run` starts the daemon.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command line; what feeder expects to go wrong is told in words, and ends with 1 or 2.

    Args:
        arguments: behind the program's name; those of the process if none are given.

    Raises:
        SystemExit: always, with the status.
    """
    try:
        commands.main(arguments, prog_name="feeder")
    except FeederError as error:
        click.echo(f"feeder: {error}", err=True)
        raise SystemExit(1 if isinstance(error, SourceError | PublishError) else 2) from error
