"""`feeder serve`: the output folder over HTTP, and the administrator's page beside it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.serve import Server

_ADMIN_PORT = 8081


@click.command("serve")
@config_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port to listen at.")
@click.option(
    "--admin-port",
    type=click.IntRange(0, 65535),
    help=f"Port of this machine for the page to try filters; else {_ADMIN_PORT}, if it is free.",
)
@click.option("--no-admin", is_flag=True, help="Without that page.")
def command(config: Path | None, host: str, port: int, admin_port: int | None, *, no_admin: bool) -> None:
    """Serve the feeds over HTTP.

    For this machine and for trying out: with ETag, 304 and the right content types, but without TLS. It only reads the
    output folder; `feeder run` writes it. On a port of its own, which only this machine reaches, is a page to try
    filters on all entries that are kept.
    """
    from feeder import serve
    from feeder.config import load

    settings = load(config)
    with _end_of_service() as end, ExitStack() as stack:
        server = stack.enter_context(serve.start(settings.output, host, port))
        admin = None if no_admin else _admin(settings, admin_port)
        click.echo(f"{server.url} shows {settings.output}. Ctrl-C ends it.")
        if admin:
            stack.enter_context(admin)
            click.echo(f"{admin.url} is for this machine alone: try filters on what is kept.")
        end.wait()


def _admin(settings: Config, port: int | None) -> Server | None:
    """The administrator's listener; none where nobody asked for a port and the usual one is taken.

    Raises:
        ConfigError: the port that was asked for is taken.
    """
    from feeder import admin, serve
    from feeder.errors import ConfigError

    try:
        return serve.listen(admin.app(settings), "127.0.0.1", _ADMIN_PORT if port is None else port)
    except ConfigError:
        if port is not None:
            raise
        click.echo(
            f"feeder: warning: 127.0.0.1:{_ADMIN_PORT}: another program listens at this port, so there is no page to "
            "try filters: take another one with --admin-port",
            err=True,
        )
        return None


@contextmanager
def _end_of_service() -> Iterator[Event]:
    """An event that SIGINT and SIGTERM set; after the block they do what they did before."""
    end = Event()
    before = {number: signal.signal(number, lambda *_: end.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
