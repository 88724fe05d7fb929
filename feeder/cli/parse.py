"""feeder parse: what the reader sees in a file or page."""

from __future__ import annotations

import json
import re
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from feeder.cli.common import counted, in_silence, json_option, now, progress, screen, shortened, table
from feeder.errors import FetchError, ReadError, quoted

if TYPE_CHECKING:
    from feeder.model import Item, Snapshot, Source, Ticker
    from feeder.reading import Reference

_DAY = "%Y-%m-%d"
_CLOCKS = {"second": " %H:%M:%S", "minute": " %H:%M", "hour": " %H:%M"}


def _zone(_ctx: click.Context, _option: click.Parameter, value: str) -> ZoneInfo:
    from feeder.config import forms

    try:
        return forms.zone(value)
    except ValueError as error:
        raise click.BadParameter(f"{quoted(value)}: {error}") from error


def _language(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    from feeder.config import forms

    try:
        return forms.language(value)
    except ValueError as error:
        raise click.BadParameter(f"{quoted(value)}: {error}") from error


@click.command
@click.argument("origins", metavar="FILE-OR-URL...", nargs=-1, required=True)
@json_option
@click.option("--timezone", metavar="ZONE", callback=_zone, default="UTC", show_default=True, help="Of its clocks.")
@click.option("--language", metavar="LANG", callback=_language, default="en", show_default=True, help="Of its texts.")
@click.option(
    "--reference-date",
    metavar="DATE",
    type=click.DateTime([_DAY]),
    help="Day on which it was read: no entry lies after it. Without it, clocks without a day stay undated.",
)
@click.option("--allow-private", is_flag=True, help="An address may lie on this machine or on a private network.")
def command(  # noqa: PLR0913  # one for each option
    origins: tuple[str, ...],
    *,
    as_json: bool,
    timezone: ZoneInfo,
    language: str,
    reference_date: datetime | None,
    allow_private: bool,
) -> None:
    """Show what the reader sees in a ticker. Needs no configuration.

    Ends with 0, also where it is no ticker (the reason is told on stderr), and with 2 if there is no such file or
    address.
    """
    from feeder.model import Source
    from feeder.reading import Reference

    reference = Reference(day=reference_date.date() if reference_date else None)
    is_missing = False
    # What is printed on a terminal shows the progress there.
    with nullcontext(in_silence) if sys.stdout.isatty() else progress() as tell:
        for done, origin in enumerate(origins):
            tell("parsing", done, len(origins))
            source = Source(
                name="parsed",
                kind="url" if _is_address(origin) else "folder",
                location=origin,
                timezone=timezone,
                language=language,
                title=origin,
                allow_private=allow_private,
            )
            try:
                _parse(source, reference, as_json=as_json)
            except FetchError as error:
                click.echo(f"feeder: {error}", err=True)
                is_missing = True
    raise SystemExit(2 if is_missing else 0)


def _is_address(origin: str) -> bool:
    return bool(re.match("https?://", origin, re.IGNORECASE))


def _parse(source: Source, reference: Reference, *, as_json: bool) -> None:
    """Show one ticker, or tell why it is none.

    Raises:
        FetchError: there is no such file or address.
    """
    from feeder.reading import read

    snapshot = _snapshot(source)
    try:
        ticker = read(snapshot, reference)
    except ReadError as error:
        click.echo(f"feeder: {error}", err=True)
        return
    for remark in ticker.remarks:
        click.echo(f"feeder: {remark}", err=True)
    if as_json:
        for item in ticker.items:
            click.echo(json.dumps(_as_data(item, source.timezone), ensure_ascii=False))
    else:
        _show(source, ticker)


def _snapshot(source: Source) -> Snapshot:
    """The one state that stands there."""
    from dataclasses import replace
    from glob import escape

    from feeder.model import Validators
    from feeder.sources import Terms, fetch

    origin = source.location
    if source.kind == "folder":
        source = replace(source, location=escape(str(Path(origin).absolute())))
    try:
        fetched = fetch(source, Validators(), now(), Terms(once=True))
    except FetchError as error:
        # Here no source has keys.
        advice = str(error).replace("set `allow_private = true` for this source", "add --allow-private")
        raise FetchError(advice) from error
    for remark in fetched.remarks:
        click.echo(f"feeder: {remark}", err=True)
    if not fetched.snapshots:
        raise FetchError(f"{quoted(origin)}: {_nothing(origin)}")
    return fetched.snapshots[0]


def _nothing(origin: str) -> str:
    """Why there is nothing to read."""
    if "://" in origin:
        return "only addresses that begin with http:// or https:// can be read"
    path = Path(origin)
    if path.is_dir():
        return f"it is a folder: name the files in it, say {path / '*.txt'}"
    if path.exists():
        return "it is neither a file nor a folder: copy what it gives into a file"
    is_like_address = re.match(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}/", origin)
    return "there is no such file" + ("; an address begins with https://" if is_like_address else "")


def _show(source: Source, ticker: Ticker) -> None:
    from feeder.text import headline

    shown = table("published", "characters", "title", numbers="characters", flexible="title")
    for item in ticker.items:
        # A feed shows a title made from the text where the ticker gives none.
        title = shortened(item.title) if item.title else shortened(headline(item.text), style="italic")
        shown.add_row(_moment(item, source.timezone), str(len(item.text)), title)
    counts = counted(len(ticker.items), "entry", "entries")
    console = screen()
    console.print(shown)
    console.print(
        f"{source.title}: {counts}, certainty {ticker.certainty:.2f}, times in {source.timezone.key}\n", markup=False
    )


def _moment(item: Item, zone: ZoneInfo) -> str:
    if item.published is None:
        return "–"
    return item.published.astimezone(zone).strftime(_DAY + _CLOCKS.get(item.precision, ""))


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
