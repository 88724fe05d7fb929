"""What a pass needs: what the user asks for, what is known, and who is told of progress."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from feeder import __version__
from feeder.config import Config
from feeder.errors import ConfigError
from feeder.model import Entry, Source, Topic
from feeder.progress import Progress, in_silence
from feeder.sources import Files, Terms, of_files
from feeder.store import Store
from feeder.topics.matcher import Matcher

_TOLD = ("kind", "layout", "content", "rights", "allow_private")

OVERVIEW = "_site"
"""What the front page and the list of feeds are called among the dirty feeds; no topic can have this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The sources that stand there now: a folder of tickers has one for each file.

    Attributes:
        of: those that a configured source stands for, by its name.
        closed: why a folder of tickers stands for none, or not for all of its files, by its name.
    """

    of: Mapping[str, tuple[Source, ...]]
    closed: Mapping[str, str]

    @property
    def sources(self) -> tuple[Source, ...]:
        """All of them, in the order of the configuration."""
        return tuple(source for sources in self.of.values() for source in sources)


@dataclass(frozen=True, kw_only=True)
class Work:
    """All that a pass needs beside the time.

    Attributes:
        config: what the user asks for.
        store: what is known.
        terms: on which sources are fetched.
        progress: who is told.
    """

    config: Config
    store: Store
    terms: Terms = field(default_factory=Terms)
    progress: Progress = in_silence

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """By name."""
        return {topic.name: topic for topic in self.config.topics}

    @cached_property
    def public(self) -> frozenset[str]:
        """The names of the topics that everybody may read."""
        return frozenset(topic.name for topic in self.config.topics if not topic.private)

    @property
    def has_permalinks(self) -> bool:
        """Each entry has a page of its own."""
        return "entry" in self.config.site.outputs

    @cached_property
    def matcher(self) -> Matcher:
        """Over all topics at once."""
        return Matcher.of(self.config.topics)

    @cached_property
    def asked(self) -> dict[str, str]:
        """What the members of each topic are chosen by; the version is in it, since matching may have improved."""
        folders = [source.name for source in self.config.sources if source.per_file]
        return {
            topic.name: repr(
                (topic.query, topic.sources, topic.backfill, folders if topic.sources else [], __version__)
            )
            for topic in self.config.topics
        }

    @cached_property
    def all_asked(self) -> str:
        """A digest of what the members of all topics are chosen by."""
        return hashlib.sha256(repr(list(self.asked.items())).encode()).hexdigest()

    def dropping(self, sources: Iterable[Source]) -> frozenset[str]:
        """The names of those of the sources whose withdrawn entries leave the feeds.

        Args:
            sources: as the store knows them; a file in a folder of tickers does as its folder.
        """
        return self._of(sources, {source.name for source in self.config.sources if source.withdrawn == "drop"})

    def burying(self, sources: Iterable[Source]) -> frozenset[str]:
        """The names of those of the sources whose withdrawn entries have a tombstone.

        Args:
            sources: as the store knows them.
        """
        return self._of(sources, {source.name for source in self.config.sources if source.tombstones})

    def told_of(self, sources: Mapping[str, Source]) -> dict[str, Source]:
        """The sources with what the configuration tells of them beyond what the store keeps, by name.

        Args:
            sources: as the store knows them, by name; those that are configured no more stay as they are.
        """
        configured = {source.name: source for source in self.config.sources}
        told = {}
        for name, source in sources.items():
            each = configured.get(configured_name(self.config, source))
            told[name] = replace(source, **{key: getattr(each, key) for key in _TOLD}) if each else source
        return told

    def _of(self, sources: Iterable[Source], configured: Collection[str]) -> frozenset[str]:
        if not configured:
            return frozenset()
        return frozenset(each.name for each in sources if configured_name(self.config, each) in configured)

    def standing(self) -> Standing:
        """The sources that stand there now; what is wrong with one file or folder is no matter of the others."""
        taken = {source.name: source for source in self.config.sources if not source.per_file}
        of: dict[str, tuple[Source, ...]] = {}
        closed = {}
        for source in self.config.sources:
            try:
                files = of_files(source, taken) if source.per_file else Files(sources={source.name: source})
            except ConfigError as error:
                closed[source.name] = str(error)
                continue
            taken |= files.sources
            of[source.name] = tuple(files.sources.values())
            if files.faults:
                closed[source.name] = "; ".join(files.faults)
        return Standing(of=of, closed=closed)


def taken_by(matcher: Matcher, entry: Entry, source: Source, config: Config) -> frozenset[str]:
    """The names of the topics that take the entry."""
    return matcher.match(entry.item, source=configured_name(config, source), language=source.language)


def as_configured(config: Config, source: Source) -> Source:
    """A source that is kept, with the language that the configuration gives it now."""
    name = configured_name(config, source)
    language = next((each.language for each in config.sources if each.name == name), source.language)
    return replace(source, language=language)


def configured_name(config: Config, source: Source) -> str:
    """The name by which topics call the source: of a file in a folder of tickers, the folder's."""
    folders = (each.name for each in config.sources if each.per_file and source.name.startswith(f"{each.name}-"))
    names = {each.name for each in config.sources if not each.per_file}
    return source.name if source.name in names else max(folders, key=len, default=source.name)
