"""TOML → frozen configuration. Every check of what a user writes is in this package.

`load` gives a `Config` or raises a `ConfigError` that names all faults at once, each with file, line and remedy.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from feeder.config import syntax
from feeder.errors import ConfigError
from feeder.model import Site, Source, Topic

DEFAULT_PATHS = (Path("feeder.toml"), Path("config/feeder.toml"), Path("/etc/feeder/feeder.toml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the user asks for, checked.

    Attributes:
        path: the file that it was read from.
        included: the further files that it names.
        site: where the feeds are served, and in whose name.
        output: absolute folder of the feeds.
        state: database URL of the store, absolute.
        sources: in the order of the files.
        topics: in the order of the files.
        warnings: what is allowed, but hardly meant.
    """

    path: Path
    included: tuple[Path, ...]
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
    return build(found, syntax.text_of(found))


def build(path: Path, text: str) -> Config:
    """The checked configuration of a file with this text, and of the files that it includes.

    Args:
        path: where it stands; relative paths are relative to the folder of the file that names them.
        text: its TOML.

    Raises:
        ConfigError: it holds faults; the message has one line for each.
    """
    from feeder.config import checks, exposure, tables
    from feeder.config.files import files_of

    files = files_of(path, text)
    data = files.data
    parsed, faults = tables.parse(data)
    faults += checks.check(data)
    if parsed is None or faults or files.faults:
        raise ConfigError(files.report(faults))
    built = parsed.build(files, (*files.warnings, *checks.warnings(parsed)))
    if faults := list(exposure.faults(built, path)):
        raise ConfigError(files.report(faults))
    return built
