"""`feeder serve`: the output folder over HTTP."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import click

from feeder.cli.common import config_option


@click.command("serve")
@config_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port to listen at.")
def command(config: Path | None, host: str, port: int) -> None:
    """Serve the feeds over HTTP.

    For this machine and for trying out: with ETag, 304 and the right content types, but without TLS. It only reads the
    output folder; `feeder run` writes it.
    """
    from feeder import serve
    from feeder.config import load

    output = load(config).output
    with _end_of_service() as end, serve.start(output, host, port) as server:
        click.echo(f"{server.url} shows {output}. Ctrl-C ends it.")
        end.wait()


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
