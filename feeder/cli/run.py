"""feeder run: the daemon, or one pass."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, counted, progress
from feeder.clock import now

if TYPE_CHECKING:
    from feeder.config import Config


@click.command
@config_option
@click.option("--once", is_flag=True, help="One pass over every source, publish, stop.")
@click.option("--serve", is_flag=True, help="Serve the feeds too, as `feeder serve` does.")
@click.option("--host", help="With --serve: address of this machine to serve at; else 127.0.0.1.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="With --serve: port to serve at, and the feeds' links follow it; else that of [site] url, or 8080.",
)
@click.option("--log", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the log, on stderr.")
def command(  # noqa: PLR0913  # one for each option
    config: Path | None, *, once: bool, serve: bool, host: str | None, port: int | None, form: str
) -> None:
    """Read the sources when they are due, and keep the feeds up to date.

    SIGHUP reloads the configuration, SIGTERM ends. Ends with 1 if a source failed or a file could not be written (with
    --once), with 2 if the configuration or the store is wrong.
    """
    from feeder import config as configuration

    if once and serve:
        raise click.UsageError("--once stops after one pass: there is nothing left to serve")
    if not serve and (host or port):
        raise click.UsageError(f"{'--host' if host else '--port'} goes with --serve")
    if once:
        raise SystemExit(_once(configuration.load(config)))
    raise SystemExit(_daemon(config, form, (host or "127.0.0.1", port) if serve else None))


def _daemon(config: Path | None, form: str, serving: tuple[str, int | None] | None) -> int:
    """Run until a signal ends it; with an address, serve the feeds there."""
    from feeder import config as configuration
    from feeder import daemon, log

    log.configure(form)
    host, port = serving or ("", None)

    def load() -> Config:
        return _moved(configuration.load(config), host, port) if port else configuration.load(config)

    where = daemon.Address(host=host, port=port or _port(load())) if serving else None
    with ExitStack() as shown:
        tell = shown.enter_context(progress())

        def ready(settings: Config) -> None:
            # From now on it works in silence, for days.
            shown.close()
            if serving:
                _announce(settings)

        return daemon.run_daemon(load, where, tell, ready)


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


def _once(settings: Config) -> int:
    import traceback

    from feeder import run, store
    from feeder.config import examples
    from feeder.errors import bug_behind
    from feeder.sources import Terms
    from feeder.work import Work

    opened = store.connect(settings.state)
    try:
        with progress() as tell:
            work = Work(config=settings, store=opened, terms=Terms(once=True), progress=tell)
            report = run.once(work, now())
    finally:
        opened.close()
    if wrong := examples.report(settings):
        click.echo(f"feeder: warning: {wrong}", err=True)
    for status in report.statuses:
        if status.reason:
            click.echo(f"feeder: source {status.source} is {status.state}: {status.reason}", err=True)
    for fault in report.unwritten:
        click.echo(f"feeder: {fault}", err=True)
    for bug in filter(None, (*report.bugs, *map(bug_behind, report.unwritten))):
        click.echo("".join(traceback.format_exception(bug)), err=True, nl=False)
    if sys.stdout.isatty():
        _tell(settings, len(report.statuses))
    return 1 if report.unwritten or not all(status.state.is_well for status in report.statuses) else 0


def _tell(settings: Config, sources: int) -> None:
    """What was done, for whoever started this by hand; a timer wants to hear of faults alone."""
    from feeder.config.places import waiting

    for reason in waiting(settings):
        click.echo(reason)
    click.echo(f"{counted(sources, 'source')}, {counted(len(settings.topics), 'topic')}: feeds in {settings.output}")
