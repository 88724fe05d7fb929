"""feeder add: one more source in the configuration."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from glob import escape, has_magic
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click

from feeder.cli import look
from feeder.cli.common import config_option
from feeder.errors import ConfigError, FetchError, ReadError, quoted
from feeder.text import slug

if TYPE_CHECKING:
    from feeder.model import Snapshot, Source, Ticker

# In which a page, a feed or a JSON Feed names its language.
_LANGUAGES = re.compile(
    rb"<(?:html|feed)\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z_-]+)|<language>\s*([A-Za-z_-]+)|\"language\"\s*:\s*\"([A-Za-z_-]+)\""
)
_HEAD = 100_000  # bytes, in which it does so
_OFFSETS = re.compile(rb"(20\d\d-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?([+-]\d\d:?\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a ticker is.

    Attributes:
        key: `folder` or `url`.
        written: as it stands in the configuration.
        location: absolute, as a source holds it.
        named: what a source there could be called.
    """

    key: str
    written: str
    location: str
    named: str


@click.command
@click.argument("origin", metavar="FOLDER-OR-URL")
@click.option("--name", metavar="NAME", help="Stands in the ids of its entries; else made from its host or folder.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@config_option
@click.option("--timezone", metavar="ZONE", callback=look.zone, help="Of its clocks; else that of the site.")
@click.option("--language", metavar="LANG", callback=look.language, help="Of its texts; else what it says itself.")
@click.option("--allow-private", is_flag=True, help="An address may lie on this machine or on a private network.")
def command(  # noqa: PLR0913  # one for each option
    origin: str,
    *,
    name: str | None,
    yes: bool,
    config: Path | None,
    timezone: ZoneInfo | None,
    language: str | None,
    allow_private: bool,
) -> None:
    """Read a ticker, show what it would publish, ask, and write its [[source]] into the configuration.

    All else in the file stays as it is, byte for byte.
    """
    from feeder import config as configuration
    from feeder.config import additions
    from feeder.model import Source

    file = configuration.find(config)
    settings = configuration.load(file)
    before = file.read_bytes()
    place = _place(settings.path.parent, origin)
    additions.refuse_known(settings, place.location)
    source = Source(
        name="added",
        kind=place.key,
        location=place.location,
        timezone=timezone or settings.site.timezone,
        language=language or settings.site.language,
        title=origin,
        allow_private=allow_private,
    )
    snapshot = _snapshot(source)
    told = _language(snapshot.content)
    ticker = _ticker(snapshot)
    addition = additions.Addition(
        name=name or additions.free_name(settings, place.named),
        key=place.key,
        place=place.written,
        timezone=source.timezone.key,
        language=language or told or source.language,
        title=ticker.title or "",
        allow_private=allow_private,
    )
    after = additions.appended(file, before, addition)
    look.show(source, ticker)
    click.echo(addition.toml())
    if timezone is None:
        click.echo(_about_zone(source.timezone, snapshot.content))
    if not (language or told):
        click.echo(f'language = "{source.language}" is that of the site; --language says another')
    if not (yes or _agreed(file)):
        click.echo("nothing was written")
        return
    additions.replace(file, before, after)
    click.echo(f"wrote it to {file}; a daemon that runs reads the file anew when it gets SIGHUP")


# ---------------------------------------------------------------- where it is


def _place(folder: Path, origin: str) -> Place:
    """Where the ticker is that the user names.

    Raises:
        ConfigError: it is no address, file or folder, or the folder is empty.
    """
    if look.is_address(origin):
        host = (urlsplit(origin).hostname or "").removeprefix("www.")
        labels = host.split(".")
        is_number = labels[-1].isdecimal()
        return Place(
            key="url",
            written=origin,
            location=origin,
            named=slug(host if is_number else " ".join(labels[:-1] or labels)),
        )
    path = Path(origin)
    if not _is_unicode(str(path.resolve())):
        raise ConfigError(f"{quoted(ascii(origin))}: its name is no UTF-8, which a configuration is: rename it first")
    if path.is_dir():
        pattern = Path(escape(str(path.resolve()))) / f"*{_suffix(path)}"
        named = path.resolve().name
    elif path.is_file():
        pattern, named = Path(escape(str(path.resolve()))), path.stem
    elif has_magic(origin):
        fixed = Path(*takewhile(lambda part: not has_magic(part), path.parts))
        pattern = Path(escape(str(fixed.resolve())), *path.parts[len(fixed.parts) :])
        named = fixed.resolve().name
    else:
        raise ConfigError(f"{quoted(origin)}: {look.nothing(origin)}")
    base = Path(escape(str(folder)))
    written = pattern.relative_to(base) if pattern.is_relative_to(base) else pattern
    return Place(key="folder", written=written.as_posix(), location=str(pattern), named=slug(named))


def _is_unicode(name: str) -> bool:
    """It was decoded whole: bytes that are no UTF-8 stay as lone surrogates."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _suffix(folder: Path) -> str:
    """The ending that most of its files have.

    Raises:
        ConfigError: there is no file in it.
    """
    endings = Counter(each.suffix for each in sorted(folder.iterdir()) if each.is_file() and each.name[0] != ".")
    if not endings:
        raise ConfigError(f"{quoted(str(folder))}: no file is in it yet: put the ticker's text there first")
    return endings.most_common(1)[0][0]


# ---------------------------------------------------------------- what it shows


def _snapshot(source: Source) -> Snapshot:
    """The last state that stands there.

    Raises:
        ConfigError: there is none, or it cannot be brought in.
    """
    try:
        found = look.snapshots(source)
    except FetchError as error:
        raise ConfigError(f"nothing was written: {error}") from error
    if not found:
        raise ConfigError(f"{quoted(source.title)}: no file matches this: put the ticker's text there first")
    return found[-1]


def _ticker(snapshot: Snapshot) -> Ticker:
    """What is read there.

    Raises:
        ConfigError: it is no ticker.
    """
    from feeder.reading import read

    try:
        return read(snapshot)
    except ReadError as error:
        raise ConfigError(
            f"nothing was written: {error}: `feeder parse` shows more; a ticker that is yet to begin is added by hand"
        ) from error


def _language(content: bytes) -> str:
    """The language that the page or feed names, if it is one."""
    from feeder.config import forms

    match = _LANGUAGES.search(content[:_HEAD])
    if not match:
        return ""
    tag = next(filter(None, match.groups())).decode().replace("_", "-")
    try:
        return forms.language(tag[:2].lower() + tag[2:])
    except ValueError:
        return ""


def _about_zone(zone: ZoneInfo, content: bytes) -> str:
    """Where the zone comes from, and whether the page's own times agree."""
    said = f'timezone = "{zone.key}" is that of the site; --timezone says another'
    moments = [moment for match in _OFFSETS.finditer(content) if (moment := _moment(match))]
    if not moments:
        return said
    others = sorted({f"{each:%z}" for each in moments if each.astimezone(zone).utcoffset() != each.utcoffset()})
    if others:
        return f"{said}; note that times on the page are {', '.join(others)} of UTC, which is another zone"
    return f'timezone = "{zone.key}" is that of the site, and the page\'s own times agree'


def _moment(match: re.Match[bytes]) -> datetime | None:
    try:
        return datetime.fromisoformat(b"".join(match.groups()).decode())
    except ValueError:
        return None


def _agreed(file: Path) -> bool:
    """Whether the user says yes.

    Raises:
        ConfigError: nobody answers.
    """
    try:
        return click.confirm(f"Write this to {file}?", default=True)
    except click.Abort as error:
        raise ConfigError("nothing was written, since nobody answered: --yes does not ask") from error
