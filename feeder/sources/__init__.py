"""Fetch: brings in the states of a folder or an address. The kind of a source is the name of the file that does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from glob import escape
from importlib import import_module
from pathlib import Path

from feeder.errors import ConfigError, FetchError, quoted
from feeder.model import Fetched, Source, Validators
from feeder.sources.terms import Terms
from feeder.text import slug

__all__ = ["Files", "Terms", "expand", "fetch", "of_files"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What the files of a folder of tickers are.

    Attributes:
        sources: one for each file that names one, by its name.
        faults: why others name none; they are not read.
    """

    sources: Mapping[str, Source]
    faults: tuple[str, ...] = ()


def expand(sources: Sequence[Source]) -> tuple[Source, ...]:
    """The sources, with one for each file in place of a folder whose files are tickers of their own.

    Raises:
        ConfigError: two sources would have one name, a file's name gives none, or the folder is closed to us.
    """
    taken = {source.name: source for source in sources if not source.per_file}
    expanded: dict[str, Source] = {}
    for source in sources:
        files = of_files(source, taken | expanded) if source.per_file else Files(sources={source.name: source})
        if files.faults:
            raise ConfigError("; ".join(files.faults))
        expanded |= files.sources
    return tuple(expanded.values())


def of_files(source: Source, taken: Mapping[str, Source]) -> Files:
    """A source for each file of a folder of tickers.

    Files that would be one source are none: nobody knows which of them goes on with its entries.

    Args:
        source: the folder.
        taken: the sources whose names no file may have.

    Raises:
        ConfigError: the folder is closed to us.
    """
    named: defaultdict[str, list[Source]] = defaultdict(list)
    faults = []
    for path in _paths(source):
        name = _name(path)
        if name is None:
            faults.append(_nameless(source, path))
        else:
            each = _of_file(source, path, name)
            named[each.name].append(each)
    sources = {}
    for name, found in named.items():
        rivals = [taken[name], *found] if name in taken else found
        if len(rivals) > 1:
            faults.append(_of_one_name(source, rivals[0], rivals[1]))
        else:
            sources[name] = found[0]
    return Files(sources=sources, faults=tuple(faults))


def _paths(source: Source) -> tuple[str, ...]:
    from feeder.sources.folder import matching

    try:
        return matching(source.location)
    except FetchError as error:
        raise ConfigError(f"source {quoted(source.name)}: {error}") from error


def _name(path: str) -> str | None:
    """What the file's name gives of its source's name; none where it gives nothing."""
    from feeder.sources.folder import readable

    return (slug(Path(path).stem) or None) if readable(path) == path else None


def _of_file(source: Source, path: str, name: str) -> Source:
    return replace(
        source,
        name=f"{source.name}-{name}",
        title=Path(path).stem.replace("_", " "),
        location=escape(path),
        per_file=False,
        was=tuple(f"{old}-{name}" for old in source.was),
    )


def _nameless(source: Source, path: str) -> str:
    from feeder.sources.folder import readable

    return (
        f"source {quoted(source.name)}: the file {quoted(readable(Path(path).name))} cannot name a source: "
        "rename it so that it has letters a-z or digits, in UTF-8"
    )


def _of_one_name(source: Source, one: Source, other: Source) -> str:
    return (
        f'source {quoted(source.name)}: "{one.location}" and "{other.location}" would both be the source '
        f"{quoted(other.name)}: rename one of them"
    )
