"""Fetch: brings in the states of a folder or an address. The kind of a source is the name of the file that does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from glob import escape
from importlib import import_module
from pathlib import Path

from feeder.errors import ConfigError, FetchError, quoted
from feeder.model import Fetched, Source, Validators
from feeder.sources.terms import Terms
from feeder.text import slug

__all__ = ["Terms", "expand", "fetch", "of_files"]


def fetch(source: Source, validators: Validators, now: datetime, terms: Terms | None = None) -> Fetched:
    """The states of the source that stand there now.

    Args:
        source: whose text or page to bring in; its kind names the module that can.
        validators: what the last good fetch of it gave.
        now: the time of this pass; every snapshot carries it.
        terms: what this fetch may take, and in whose name it asks.

    Raises:
        FetchError: they could not be brought in; its text says why and what to do.
    """
    fetched: Fetched = import_module(f"feeder.sources.{source.kind}").fetch(source, validators, now, terms or Terms())
    return fetched


def expand(sources: Sequence[Source]) -> tuple[Source, ...]:
    """The sources, with one for each file in place of a folder whose files are tickers of their own.

    Raises:
        ConfigError: two sources would have one name, a file's name gives none, or the folder is closed to us.
    """
    taken = {source.name: source for source in sources if not source.per_file}
    expanded: dict[str, Source] = {}
    for source in sources:
        expanded |= of_files(source, taken | expanded) if source.per_file else {source.name: source}
    return tuple(expanded.values())


def of_files(source: Source, taken: Mapping[str, Source]) -> dict[str, Source]:
    """By name, a source for each file of a folder of tickers.

    Args:
        source: the folder.
        taken: the sources whose names no file may have.

    Raises:
        ConfigError: two sources would have one name, a file's name gives none, or the folder is closed to us.
    """
    found: dict[str, Source] = {}
    for each in _of_files(source):
        if other := taken.get(each.name) or found.get(each.name):
            raise ConfigError(
                f'source {quoted(source.name)}: "{other.location}" and "{each.location}" would both be the source '
                f"{quoted(each.name)}: rename one of them"
            )
        found[each.name] = each
    return found


def _of_files(source: Source) -> Iterator[Source]:
    from feeder.sources.folder import matching, readable

    try:
        paths = matching(source.location)
    except FetchError as error:
        raise ConfigError(f"source {quoted(source.name)}: {error}") from error
    for path in paths:
        stem = Path(path).stem
        part = slug(stem)
        if not part or readable(path) != path:
            raise ConfigError(
                f"source {quoted(source.name)}: the file {quoted(readable(path))} cannot name a source: "
                "rename it so that it has letters a-z or digits, in UTF-8"
            )
        yield replace(
            source,
            name=f"{source.name}-{part}",
            title=stem.replace("_", " "),
            location=escape(path),
            per_file=False,
            was=tuple(f"{old}-{part}" for old in source.was),
        )
