"""feeder parse: what the reader sees in a file or page."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from feeder.cli import look
from feeder.cli.common import json_option, progress, screen
from feeder.errors import FetchError, ReadError, quoted
from feeder.progress import in_silence

if TYPE_CHECKING:
    from rich.text import Text

    from feeder.model import Item, Snapshot, Source, Ticker
    from feeder.reading import Reference
    from feeder.reading.explained import Line

_DAY = "%Y-%m-%d"
# Of what a line was read as, on a terminal.
_STYLES = {
    "mark": "bold cyan",
    "title": "bold green",
    "text": "",
    "author": "magenta",
    "caption": "yellow",
    "lead": "blue",
    "left out": "dim strike",
}


@click.command
@click.argument("origins", metavar="FILE-OR-URL...", nargs=-1, required=True)
@json_option
@click.option("--explain", is_flag=True, help="Show the text itself, and what each line of it was read as.")
@click.option("--timezone", metavar="ZONE", callback=look.zone, default="UTC", show_default=True, help="Of its clocks.")
@click.option(
    "--language", metavar="LANG", callback=look.language, default="en", show_default=True, help="Of its texts."
)
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
    explain: bool,
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

    if as_json and explain:
        raise click.UsageError("--json is for scripts and --explain for people: choose one")
    reference = Reference(day=reference_date.date() if reference_date else None)
    show = _print_json if as_json else _print_explained if explain else _print_table
    is_missing = False
    # What is printed on a terminal shows the progress there.
    with nullcontext(in_silence) if sys.stdout.isatty() else progress() as tell:
        for done, origin in enumerate(origins):
            tell("parsing", done, len(origins))
            source = Source(
                name="parsed",
                kind="url" if look.is_address(origin) else "folder",
                location=origin if look.is_address(origin) else escape(str(Path(origin).absolute())),
                timezone=timezone,
                language=language,
                title=origin,
                allow_private=allow_private,
            )
            try:
                snapshot = _snapshot(source)
            except FetchError as error:
                click.echo(f"feeder: {error}", err=True)
                is_missing = True
                continue
            ticker = _ticker(snapshot, reference)
            if ticker:
                show(snapshot, ticker)
    raise SystemExit(2 if is_missing else 0)


def _snapshot(source: Source) -> Snapshot:
    """The one state that stands there.

    Raises:
        FetchError: there is no such file or address.
    """
    found = look.snapshots(source)
    if not found:
        raise FetchError(f"{quoted(source.title)}: {look.nothing(source.title)}")
    return found[0]


def _ticker(snapshot: Snapshot, reference: Reference) -> Ticker | None:
    """What is read there, with remarks on stderr; none, and the reason there, if it is no ticker."""
    from feeder.reading import read

    try:
        ticker = read(snapshot, reference)
    except ReadError as error:
        click.echo(f"feeder: {error}", err=True)
        return None
    for remark in ticker.remarks:
        click.echo(f"feeder: {remark}", err=True)
    return ticker


def _print_table(snapshot: Snapshot, ticker: Ticker) -> None:
    look.show(snapshot.source, ticker)


# ---------------------------------------------------------------- explained


def _print_explained(snapshot: Snapshot, ticker: Ticker) -> None:
    """The text line by line; on a terminal in colours, else with what each part is in brackets before it."""
    from feeder.reading.explained import explain

    console = screen()
    parts: list[Line] = []
    for part in explain(snapshot, ticker):
        parts.append(part)
        if not part.goes_on:
            console.print(_in_colours(parts) if console.is_terminal else _in_brackets(parts), markup=False)
            parts = []
    if console.is_terminal:
        console.print(_legend())
    look.show(snapshot.source, ticker)


def _in_colours(parts: list[Line]) -> Text:
    from rich.text import Text

    line = Text()
    for part in parts:
        line.append(part.text, style=_STYLES.get(part.role, ""))
    if reason := _reason(parts):
        line.append(f"  ← {reason}", style="dim italic")
    return line


def _in_brackets(parts: list[Line]) -> str:
    line = " ".join(f"[{part.role}] {part.text.strip()}" if part.role else "" for part in parts)
    return line + (f"  ← {reason}" if (reason := _reason(parts)) else "")


def _reason(parts: list[Line]) -> str:
    return "; ".join(part.reason for part in parts if part.reason)


def _legend() -> Text:
    from rich.text import Text

    return Text("  ").join(Text(role, style=style) for role, style in _STYLES.items())


# ---------------------------------------------------------------- for scripts


def _print_json(snapshot: Snapshot, ticker: Ticker) -> None:
    for item in ticker.items:
        click.echo(json.dumps(_as_data(item, snapshot.source.timezone), ensure_ascii=False))


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
