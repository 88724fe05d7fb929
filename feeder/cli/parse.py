"""feeder parse: what the reader sees in a file or page."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from feeder.cli.common import json_option, now, progress
from feeder.errors import FetchError, ReadError

if TYPE_CHECKING:
    from feeder.model import Item, Snapshot, Ticker


class _Zone(click.ParamType[ZoneInfo]):
    """A time zone by its IANA name."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        try:
            return value if isinstance(value, ZoneInfo) else ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            self.fail(f"{value!r} is no time zone; write one like Europe/Berlin", param, ctx)


@click.command
@click.argument("origins", metavar="FILE-OR-URL...", nargs=-1, required=True)
@json_option
@click.option("--timezone", metavar="ZONE", type=_Zone(), default="UTC", show_default=True, help="Zone of its clocks.")
@click.option("--language", metavar="LANG", default="en", show_default=True, help="Language of its texts.")
@click.option(
    "--reference-date",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day on which it was read: no entry lies after it. Without it, clocks without a day stay undated.",
)
def command(
    origins: tuple[str, ...], *, as_json: bool, timezone: ZoneInfo, language: str, reference_date: datetime | None
) -> None:
    """Show what the reader sees in a ticker. Needs no configuration.

    Ends with 0, also where it is no ticker (the reason is told on stderr), and with 2 if there is no such file or
    address.
    """
    from feeder.reading import Reference, read

    reference = Reference(day=reference_date.date() if reference_date else None)
    with progress() as tell:
        for done, origin in enumerate(origins):
            tell("parsing", done, len(origins))
            snapshot = _snapshot(origin, timezone, language)
            try:
                ticker = read(snapshot, reference)
            except ReadError as error:
                click.echo(f"feeder: {error}", err=True)
                continue
            for remark in ticker.remarks:
                click.echo(f"feeder: {remark}", err=True)
            _show(origin, ticker, timezone, as_json=as_json)


def _snapshot(origin: str, timezone: ZoneInfo, language: str) -> Snapshot:
    """The one state that stands there.

    Raises:
        SystemExit: with 2, there is none.
    """
    from glob import escape

    from feeder.model import Source, Validators
    from feeder.sources import Terms, fetch

    is_address = origin.startswith(("http://", "https://"))
    location = origin if is_address else escape(str(Path(origin).absolute()))
    kind = "url" if is_address else "folder"
    source = Source(name="parsed", kind=kind, location=location, timezone=timezone, language=language, title=origin)
    try:
        fetched = fetch(source, Validators(), now(), Terms(once=True))
    except FetchError as error:
        click.echo(f"feeder: {error}", err=True)
        raise SystemExit(2) from error
    if not fetched.snapshots:
        click.echo(f"feeder: {origin}: there is no such file", err=True)
        raise SystemExit(2)
    return fetched.snapshots[0]


def _show(origin: str, ticker: Ticker, zone: ZoneInfo, *, as_json: bool) -> None:
    if as_json:
        for item in ticker.items:
            click.echo(json.dumps(_as_data(item, zone), ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("published", no_wrap=True)
    table.add_column("title or text", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("characters", justify="right")
    for item in ticker.items:
        moment = item.published.astimezone(zone).strftime("%Y-%m-%d %H:%M") if item.published else "–"
        said = Text(item.title) if item.title else Text(item.text.replace("\n", " "), style="italic")
        table.add_row(moment, said, str(len(item.text)))
    console = Console(highlight=False)
    console.print(table)
    counted = f"{len(ticker.items)} entries" if len(ticker.items) != 1 else "1 entry"
    console.print(f"\n{origin}: {counted}, certainty {ticker.certainty:.2f}, times in {zone.key}", markup=False)


def _as_data(item: Item, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "published": item.published.astimezone(zone).isoformat() if item.published else None,
        "precision": item.precision,
        "title": item.title,
        "text": item.text,
        "html": item.html,
        "author": item.author,
        "key": item.key,
        "link": item.link,
        "images": [{"url": image.url, "alt": image.alt} for image in item.images],
        "captions": list(item.captions),
    }
