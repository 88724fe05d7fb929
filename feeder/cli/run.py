"""feeder run: the daemon, or one pass."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, now, progress

if TYPE_CHECKING:
    from feeder.config import Config


@click.command
@config_option
@click.option("--once", is_flag=True, help="One pass over every source, publish, stop.")
@click.option("--serve", is_flag=True, help="Serve the feeds too, as `feeder serve` does.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on; the feeds' links follow it.")
@click.option("--log", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the log, on stderr.")
def command(  # noqa: PLR0913  # one for each option
    config: Path | None, *, once: bool, serve: bool, host: str, port: int | None, form: str
) -> None:
    """Read the sources when they are due, and keep the feeds up to date.

    SIGHUP reloads the configuration, SIGTERM ends. Ends with 1 if a source failed or a file could not be written (with
    --once), with 2 if the configuration or the store is wrong.
    """
    from feeder import config as configuration

    if once and serve:
        raise click.UsageError("--once stops after one pass: there is nothing left to serve")
    if port and not serve:
        raise click.UsageError("--port goes with --serve")
    if once:
        raise SystemExit(_once(configuration.load(config)))
    from feeder import daemon, log

    log.configure(form)

    def load() -> Config:
        return _moved(configuration.load(config), host, port) if port else configuration.load(config)

    where = daemon.Address(host=host, port=port or _port(load())) if serve else None
    with progress() as tell:
        status = daemon.run_daemon(load, where, tell, _announce if serve else _in_silence)
    raise SystemExit(status)


def _moved(settings: Config, host: str, port: int) -> Config:
    """The configuration with the address at which the feeds are served here."""
    from dataclasses import replace

    shown = f"[{host}]" if ":" in host else host
    return replace(settings, site=replace(settings.site, url=f"http://{shown}:{port}/"))


def _port(settings: Config) -> int:
    """The port that the site's address names."""
    from urllib.parse import urlsplit

    return urlsplit(settings.site.url).port or 8080


def _announce(settings: Config) -> None:
    """Tell where the feeds are, for whoever started this by hand."""
    url = settings.site.url
    click.echo(f"{settings.site.title}: {url}")
    for topic in settings.topics:
        for output in settings.site.outputs:
            ending = "html" if output == "page" else output
            click.echo(f"  {url}{topic.name}.{ending}")
    click.echo("Subscribe to an address that ends in .atom with any feed reader; Ctrl-C ends.")


def _in_silence(_settings: Config) -> None:
    pass


def _once(settings: Config) -> int:
    from feeder import run, store
    from feeder.sources import Terms
    from feeder.work import Work

    opened = store.connect(settings.state)
    try:
        with progress() as tell:
            work = Work(config=settings, store=opened, terms=Terms(once=True), progress=tell)
            statuses, faults = run.once(work, now())
    finally:
        opened.close()
    ill = [status for status in statuses if not status.state.is_well]
    for status in ill:
        click.echo(f"feeder: source {status.source} is {status.state}: {status.reason}", err=True)
    for fault in faults:
        click.echo(f"feeder: {fault}", err=True)
    return 1 if ill or faults else 0
