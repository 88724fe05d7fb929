"""What stands on disk where the configuration points. `check` looks there; loading a configuration does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from feeder.config import Config
from feeder.config.faults import Fault
from feeder.errors import FetchError
from feeder.model import Source
from feeder.sources.folder import matching
from feeder.storeurl import file_of


def faults(config: Config) -> Iterator[Fault]:
    """Places where nothing can ever be written."""
    if config.output.exists() and not config.output.is_dir():
        yield Fault(("site", "output"), f'"{config.output}": a file stands there: name a folder, or move the file away')
    file = file_of(config.state)
    if file and file.is_dir():
        yield Fault(
            ("site", "state"), f'"{file}": a folder stands there: name a file in it, say "{file / "feeder.db"}"'
        )


def waiting(config: Config) -> Iterator[str]:
    """Why sources have nothing to read yet: no file matches, or none can be looked for."""
    for source in config.sources:
        if source.kind == "folder" and (reason := _reason(source)):
            yield f"{source.name}: {reason}"


def _reason(source: Source) -> str:
    try:
        if matching(source.location):
            return ""
    except FetchError as error:
        return str(error)
    if Path(source.location).is_dir():
        return f'{source.location} is a folder: say which files in it, "{source.location}/*.txt"'
    return f"no file matches {source.location} yet"
