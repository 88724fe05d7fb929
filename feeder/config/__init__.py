"""TOML → frozen configuration. Every check of what a user writes is in this package.

`load` gives a `Config` or raises a `ConfigError` that names all faults at once, each with file, line and remedy.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feeder.config import syntax
from feeder.config.faults import report
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
        ConfigError: there is none, or the environment names one that is not there.
    """
    if path is None and (named := os.environ.get("FEEDER_CONFIG")):
        path = Path(named)
        if not path.exists():
            raise ConfigError(f"{path}: there is no such file, but $FEEDER_CONFIG names it: unset it, or mend the path")
    if path is not None:
        return path
    for candidate in DEFAULT_PATHS:
        if candidate.is_file():
            return candidate
    *others, last = map(str, DEFAULT_PATHS)
    raise ConfigError(
        f"no configuration: neither {', '.join(others)} nor {last} is there: `feeder init` writes one to begin with; "
        "one that lies elsewhere is named by --config"
    )


def load(path: Path | None = None) -> Config:
    """The checked configuration of the file.

    Raises:
        ConfigError: the file cannot be read, or holds faults; the message has one line for each.
    """
    found = find(path)
    text = syntax.text_of(found)
    return build(found, text, syntax.parse(found, text))


def build(path: Path, text: str, data: dict[str, Any]) -> Config:
    """The checked configuration of parsed TOML.

    Args:
        path: where it stands; relative paths are relative to its folder.
        text: the TOML itself, to find the lines of faults.
        data: what the TOML says.

    Raises:
        ConfigError: it holds faults; the message has one line for each.
    """
    from feeder.config import checks, exposure, tables

    parsed, faults = tables.parse(data)
    faults += checks.check(data)
    if parsed is None or faults:
        raise ConfigError(report(path, text, faults))
    built = parsed.build(path.resolve(), tuple(checks.warnings(parsed)))
    if faults := list(exposure.faults(built, path)):
        raise ConfigError(report(path, text, faults))
    return built
