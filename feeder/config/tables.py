"""The tables of the configuration as they are written: their keys, forms and defaults."""

from __future__ import annotations

import difflib
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from feeder.config.faults import Fault
from feeder.model import Site, Source, Topic

if TYPE_CHECKING:
    from feeder.config import Config

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_NAME = 100
_SQLITE = "sqlite:///"


def _name(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value) or len(value) > _LONGEST_NAME:
        raise ValueError("a name has lower-case letters a to z, digits and hyphens, and begins with no hyphen")
    return value


def _duration(value: Any) -> timedelta:
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value) if isinstance(value, str) else None
    if not match or not int(match[1]):
        raise ValueError('write a number and a unit, say "90s", "5m", "1h" or "1d"')
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _timezone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, TypeError, OSError) as error:
        from zoneinfo import available_timezones

        near = difflib.get_close_matches(str(value), sorted(available_timezones()), 1)
        hint = f'did you mean "{near[0]}"?' if near else 'write one like "Europe/Berlin"'
        raise ValueError(f"no such time zone; {hint}") from error


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise ValueError('write a language tag like "de" or "en-GB" (BCP 47)')
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", value):
        raise ValueError('write a whole address that begins with "http://" or "https://"')
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("it is empty")
    return value


Name = Annotated[str, AfterValidator(_name)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Zone = Annotated[ZoneInfo, BeforeValidator(_timezone)]
Language = Annotated[str, AfterValidator(_language)]
Address = Annotated[str, AfterValidator(_address)]
Text = Annotated[str, AfterValidator(_text)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class SiteTable(_Table):
    """`[site]`: where the feeds are served, and in whose name."""

    title: Text
    url: Address
    authority: Text
    output: Text = "public"
    state: Text = "sqlite:///state/feeder.db"
    outputs: list[Text] = Field(default=["atom", "page"], min_length=1)
    contact: str = ""
    language: Language | None = None
    timezone: Zone | None = None


class SourceTable(_Table):
    """`[[source]]`: a ticker to read."""

    name: Name
    folder: Text | None = None
    url: Address | None = None
    tickers: Literal["one", "per-file"] = "one"
    timezone: Zone | None = None
    language: Language | None = None
    title: Text | None = None
    every: Duration = timedelta(minutes=5)
    allow_private: bool = False
    robots: bool = True
    was: list[Name] = []


class TopicTable(_Table):
    """`[[topic]]`: what one feed is about."""

    name: Name
    title: Text | None = None
    query: Text
    sources: list[str] = []
    matches: list[Text] = []
    ignores: list[Text] = []
    language: Language | None = None
    was: list[Name] = []


class Tables(_Table):
    """The whole file."""

    site: SiteTable
    source: list[SourceTable] = []
    topic: list[TopicTable] = []

    @property
    def language(self) -> str:
        """Of the site: as given, else that of the first source."""
        return self.site.language or next((source.language for source in self.source if source.language), "en")

    @property
    def timezone(self) -> ZoneInfo:
        """Of the site: as given, else that of the first source."""
        zones = (source.timezone for source in self.source if source.timezone)
        return self.site.timezone or next(zones, ZoneInfo("UTC"))

    def build(self, path: Path) -> Config:
        """The configuration that these tables mean; relative paths are relative to the file's folder."""
        from feeder.config import Config
        from feeder.config.checks import warnings

        folder = path.parent
        return Config(
            path=path,
            site=self._site(),
            output=(folder / self.site.output).resolve(),
            state=_state(folder, self.site.state),
            sources=tuple(self._source(folder, table) for table in self.source),
            topics=tuple(self._topic(table) for table in self.topic),
            warnings=tuple(warnings(self)),
        )

    def _site(self) -> Site:
        return Site(
            title=self.site.title,
            url=self.site.url.rstrip("/") + "/",
            authority=self.site.authority,
            language=self.language,
            timezone=self.timezone,
            outputs=tuple(dict.fromkeys(self.site.outputs)),
            contact=self.site.contact,
        )

    def _source(self, folder: Path, table: SourceTable) -> Source:
        return Source(
            name=table.name,
            kind="folder" if table.folder else "url",
            location=str(folder.resolve() / table.folder) if table.folder else str(table.url),
            timezone=table.timezone or self.timezone,
            language=table.language or self.language,
            title=table.title or table.name,
            every=table.every,
            per_file=table.tickers == "per-file",
            allow_private=table.allow_private,
            robots=table.robots,
            was=tuple(table.was),
        )

    def _topic(self, table: TopicTable) -> Topic:
        return Topic(
            name=table.name,
            title=table.title or table.name,
            query=table.query,
            language=table.language or self.language,
            sources=tuple(table.sources),
            matches=tuple(table.matches),
            ignores=tuple(table.ignores),
            was=tuple(table.was),
        )


def parse(data: dict[str, Any]) -> tuple[Tables | None, list[Fault]]:
    """The tables of parsed TOML, or none and all faults of form."""
    try:
        return Tables.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(dict(each), data) for each in error.errors(include_url=False)]


def _fault(error: dict[str, Any], data: dict[str, Any]) -> Fault:
    place = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            return Fault(place, _unknown(place))
        case "missing":
            return Fault(place, "it is missing" if len(place) > 1 else f"the table [{place[0]}] is missing")
        case "value_error":
            return Fault(place, f"{_shown(data, place)}: {error['ctx']['error']}")
        case _:
            return Fault(place, f"{_shown(data, place)}: {error['msg'][0].lower()}{error['msg'][1:]}")


def _unknown(place: tuple[str | int, ...]) -> str:
    tables: dict[str | int, type[BaseModel]] = {"site": SiteTable, "source": SourceTable, "topic": TopicTable}
    known = list((tables.get(place[0], Tables) if len(place) > 1 else Tables).model_fields)
    near = difflib.get_close_matches(str(place[-1]), known, 1, 0.5)
    return f'unknown key; did you mean "{near[0]}"?' if near else f"unknown key; known are {', '.join(known)}"


def _shown(data: Any, place: tuple[str | int, ...]) -> str:
    from feeder.errors import quoted

    for step in place:
        data = data[step]
    return quoted(str(data))


def _state(folder: Path, url: str) -> str:
    if not url.startswith(_SQLITE):
        return url
    return _SQLITE + str((folder / url.removeprefix(_SQLITE)).resolve())
