"""TOML → frozen configuration. Every check of what a user writes is in this package.

`load` gives a `Config` or raises a `ConfigError` that names all faults at once, each with file, line and remedy.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feeder.config.faults import Fault, report
from feeder.errors import ConfigError
from feeder.model import Site, Source, Topic

DEFAULT_PATHS = (Path("feeder.toml"), Path("config/feeder.toml"), Path("/etc/feeder/feeder.toml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the user asks for, checked.

    Attributes:
        path: the file that it was read from.
        site: where the feeds are served, and in whose name.
        output: absolute folder of the feeds.
        state: database URL of the store, absolute.
        sources: in the order of the file.
        topics: in the order of the file.
        warnings: what is allowed, but hardly meant.
    """

    path: Path
    site: Site
    output: Path
    state: str
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    warnings: tuple[str, ...] = ()


def find(path: Path | None) -> Path:
    """The configuration file: the given one, `$FEEDER_CONFIG`, or the first default that is there.

    Raises:
        ConfigError: there is none.
    """
    if path is None and (named := os.environ.get("FEEDER_CONFIG")):
        path = Path(named)
    if path is not None:
        return path
    for candidate in DEFAULT_PATHS:
        if candidate.is_file():
            return candidate
    looked = ", ".join(map(str, DEFAULT_PATHS))
    raise ConfigError(
        f"no configuration: none of {looked} is there: `feeder init` writes one, or name yours by --config"
    )


def load(path: Path | None = None) -> Config:
    """The checked configuration of the file.

    Raises:
        ConfigError: the file cannot be read, or holds faults; the message has one line for each.
    """
    found = find(path)
    try:
        text = found.read_bytes().decode()
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{found}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{found}: byte {error.start} is no UTF-8: TOML files are UTF-8; save it so") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{found}: no TOML: {error}") from error
    return build(found, text, data)


def build(path: Path, text: str, data: dict[str, Any]) -> Config:
    """The checked configuration of parsed TOML.

    Args:
        path: where it stands; relative paths are relative to its folder.
        text: the TOML itself, to find the lines of faults.
        data: what the TOML says.

    Raises:
        ConfigError: it holds faults.
    """
    from feeder.config.checks import check
    from feeder.config.tables import parse

    tables, faults = parse(data)
    if tables is None:
        raise ConfigError(report(path, text, faults))
    faults = check(tables)
    if faults:
        raise ConfigError(report(path, text, faults))
    config = tables.build(path.resolve())
    if query_faults := _query_faults(config.topics):
        raise ConfigError(report(path, text, query_faults))
    return config


def _query_faults(topics: Sequence[Topic]) -> list[Fault]:
    from feeder.errors import QueryError
    from feeder.topics.query import parse as parse_query

    faults = []
    for number, topic in enumerate(topics):
        try:
            parse_query(topic.query)
        except QueryError as error:
            pointed = f"{error}\n      {topic.query}\n      {' ' * error.position}^"
            faults.append(Fault(("topic", number, "query"), pointed))
    return faults
