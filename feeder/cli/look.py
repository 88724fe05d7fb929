"""What the commands share that look at one ticker: bringing it in, and the table of what it would publish."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from feeder.cli.common import counted, screen, shortened, table
from feeder.clock import now
from feeder.errors import FetchError, quoted

if TYPE_CHECKING:
    from feeder.model import Item, Snapshot, Source, Ticker

_DAY = "%Y-%m-%d"
_CLOCKS = {"second": " %H:%M:%S", "minute": " %H:%M", "hour": " %H:%M"}


def is_address(origin: str) -> bool:
    """It is an http(s) address, no file."""
    return bool(re.match("https?://", origin, re.IGNORECASE))


def zone(_ctx: click.Context, _option: click.Parameter, value: str | None) -> ZoneInfo | None:
    """The zone that an option names."""
    from feeder.config import forms

    try:
        return None if value is None else forms.zone(value)
    except ValueError as error:
        raise click.BadParameter(f"{quoted(value or '')}: {error}") from error


def language(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The language that an option names."""
    from feeder.config import forms

    try:
        return None if value is None else forms.language(value)
    except ValueError as error:
        raise click.BadParameter(f"{quoted(value or '')}: {error}") from error


def snapshots(source: Source) -> tuple[Snapshot, ...]:
    """The states that stand there.

    Raises:
        FetchError: there are none, or they cannot be read.
    """
    from feeder.model import Validators
    from feeder.sources import Terms, fetch

    try:
        fetched = fetch(source, Validators(), now(), Terms(once=True))
    except FetchError as error:
        # Here no source has keys.
        advice = str(error).replace("set `allow_private = true` for this source", "add --allow-private")
        raise FetchError(advice) from error
    for remark in fetched.remarks:
        click.echo(f"feeder: {remark}", err=True)
    return fetched.snapshots


def nothing(origin: str) -> str:
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


def show(source: Source, ticker: Ticker) -> None:
    """Print a table of what the ticker would publish, and how sure the reader is."""
    from feeder.text import headline

    shown = table("published", "characters", "title", numbers="characters", flexible="title")
    for item in ticker.items:
        # A feed shows a title made from the text where the ticker gives none.
        title = shortened(item.title) if item.title else shortened(headline(item.text), style="italic")
        shown.add_row(_moment(item, source.timezone), str(len(item.text)), title)
    counts = counted(len(ticker.items), "entry", "entries")
    why = f" ({ticker.reason})" if ticker.reason else ""
    console = screen()
    console.print(shown)
    console.print(
        f"{source.title}: {counts}, certainty {ticker.certainty:.2f}{why}, times in {source.timezone.key}\n",
        markup=False,
    )


def _moment(item: Item, zone: ZoneInfo) -> str:
    if item.published is None:
        return "–"
    return item.published.astimezone(zone).strftime(_DAY + _CLOCKS.get(item.precision, ""))
