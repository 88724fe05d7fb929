"""The tables of the configuration as they are written: their keys, forms and defaults."""

from __future__ import annotations

from datetime import timedelta
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from feeder.config import forms, templates, wording
from feeder.config.faults import Fault
from feeder.model import Site, Source, Topic
from feeder.storeurl import SQLITE, file_of

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.config.files import Files as ConfigFiles

Text = Annotated[str, AfterValidator(forms.text)]
Line = Annotated[str, AfterValidator(forms.line)]
FolderPath = Annotated[str, AfterValidator(forms.path)]
Files = Annotated[str, AfterValidator(forms.files)]
SourceName = Annotated[str, AfterValidator(forms.source_name)]
TopicName = Annotated[str, AfterValidator(forms.topic_name)]
Duration = Annotated[
    timedelta,
    BeforeValidator(forms.duration),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d+\s*[a-z]+\s*$", "examples": ["90s", "5m", "2h"]}),
]
Zone = Annotated[
    ZoneInfo, BeforeValidator(forms.zone), WithJsonSchema({"type": "string", "examples": ["Europe/Berlin"]})
]
Language = Annotated[str, AfterValidator(forms.language)]
TickerAddress = Annotated[str, AfterValidator(forms.ticker_address)]
Address = Annotated[str, AfterValidator(forms.address)]
SiteAddress = Annotated[str, AfterValidator(forms.site_address)]
Authority = Annotated[str, AfterValidator(forms.authority)]
State = Annotated[str, AfterValidator(forms.state)]
Output = Annotated[str, AfterValidator(forms.output)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class SiteTable(_Table):
    """`[site]`: where the feeds are served, and in whose name."""

    title: Line = Field(examples=["My tickers by topic"])
    url: SiteAddress = Field(examples=["http://127.0.0.1:8080/"])
    authority: Authority = Field(examples=["news.example.org,2026"])
    output: FolderPath = "public"
    state: State = "sqlite:///state/feeder.db"
    outputs: list[Output] = Field(default=["atom", "page"], min_length=1)
    contact: Line | None = None
    index: bool = False
    templates: FolderPath | None = None
    rights: Line | None = None
    icon: Address | None = None
    logo: Address | None = None
    id_scope: Literal["entry", "feed"] = "entry"
    precompress: bool = False
    language: Language | None = None
    timezone: Zone | None = None


class SourceTable(_Table):
    """`[[source]]`: a ticker to read."""

    name: SourceName = Field(examples=["live"])
    folder: Files | None = None
    url: TickerAddress | None = None
    tickers: Literal["one", "per-file"] = "one"
    timezone: Zone | None = None
    language: Language | None = None
    title: Line | None = None
    every: Duration = Field(default=timedelta(minutes=5), json_schema_extra={"default": "5m"})
    allow_private: bool = False
    robots: bool = True
    was: list[SourceName] = []
    follow: Line | None = None
    layout: Literal["text", "linked-data", "repeated", "feed"] | None = None
    content: Literal["full", "summary"] = "full"
    rights: Line | None = None
    withdraw_after: int = Field(default=3, ge=1, le=1000)
    withdrawn: Literal["mark", "drop"] = "mark"
    tombstones: bool = False


class TopicTable(_Table):
    """`[[topic]]`: what one feed is about."""

    name: TopicName = Field(examples=["gas"])
    title: Line | None = None
    query: Text = Field(examples=["gas OR oil"])
    sources: list[str] = []
    matches: list[Text] = []
    ignores: list[Text] = []
    language: Language | None = None
    edits: bool = False
    backfill: bool = True
    entries: int = Field(default=100, ge=1, le=500)
    days: int = Field(default=7, ge=1, le=3650)
    window: Duration = Field(default=timedelta(hours=48), json_schema_extra={"default": "48h"})
    archive: bool = True
    was: list[TopicName] = []
    private: bool = False


TABLES: dict[str, type[BaseModel]] = {"site": SiteTable, "source": SourceTable, "topic": TopicTable}


class Tables(_Table):
    """The whole configuration."""

    include: list[Files] = Field(default=[], examples=[["topics.d/*.toml"]])
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

    def build(self, files: ConfigFiles, warnings: tuple[str, ...]) -> Config:
        """The configuration that these tables mean; relative paths are relative to the folder of their file."""
        from feeder.config import Config

        path = files.main.path.resolve()
        folders = files.folders("source")
        return Config(
            path=path,
            included=tuple(file.path.resolve() for file in files.included),
            site=self._site(path.parent),
            output=(path.parent / self.site.output).resolve(),
            state=_state(path.parent, self.site.state),
            sources=tuple(self._source(*each) for each in zip(folders, self.source, strict=True)),
            topics=tuple(self._topic(table) for table in self.topic),
            warnings=warnings,
        )

    def _site(self, folder: Path) -> Site:
        return Site(
            title=self.site.title,
            url=self.site.url,
            authority=self.site.authority,
            language=self.language,
            timezone=self.timezone,
            outputs=tuple(dict.fromkeys(self.site.outputs)),
            contact=self.site.contact or "",
            index=self.site.index,
            rights=self.site.rights or "",
            icon=self.site.icon or "",
            logo=self.site.logo or "",
            id_scope=self.site.id_scope,
            precompress=self.site.precompress,
            templates=templates.read(folder / self.site.templates) if self.site.templates else (),
        )

    def _source(self, folder: Path, table: SourceTable) -> Source:
        return Source(
            name=table.name,
            kind="folder" if table.folder else "url",
            # The file's own folder is no pattern, whatever stands in its name.
            location=str(Path(escape(str(folder))) / table.folder) if table.folder else str(table.url),
            timezone=table.timezone or self.timezone,
            language=table.language or self.language,
            title=table.title or table.name,
            every=table.every,
            per_file=table.tickers == "per-file",
            allow_private=table.allow_private,
            robots=table.robots,
            was=tuple(table.was),
            follow=table.follow or "",
            layout=table.layout or "",
            content=table.content,
            rights=table.rights or "",
            withdraw_after=table.withdraw_after,
            withdrawn=table.withdrawn,
            tombstones=table.tombstones,
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
            edits=table.edits,
            backfill=table.backfill,
            was=tuple(table.was),
            private=table.private,
            entries=table.entries,
            days=table.days,
            window=table.window,
            archive=table.archive and "atom" in self.site.outputs,  # no other format knows them
        )


def parse(data: dict[str, Any]) -> tuple[Tables | None, list[Fault]]:
    """The tables of parsed TOML, or none and all faults of form."""
    try:
        return Tables.model_validate(data), []
    except ValidationError as error:
        return None, wording.faults(error, data, TABLES)


def schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors."""
    made = Tables.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "feeder.toml"}


def _state(folder: Path, url: str) -> str:
    file = file_of(url)
    return f"{SQLITE}{(folder / file).resolve()}" if file else url
