"""What must not lie in the output folder: all that stands there is given out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from feeder.config import Config
from feeder.config.faults import Fault
from feeder.storeurl import file_of


def faults(config: Config, named: Path) -> Iterator[Fault]:
    """The configuration or the store, where a web server would hand it to everyone.

    Args:
        config: the configuration, with paths in which no link is left.
        named: its file as it was given: a link to it is read by a web server too.
    """
    for what, path in dict.fromkeys(_private(config, named)):
        if path.is_relative_to(config.output):
            yield Fault(
                ("site", "output"),
                f'"{config.output}": {what} lies in it, and whoever serves the feeds gives that out too: name a folder '
                "for the feeds alone",
            )


def _private(config: Config, named: Path) -> Iterator[tuple[str, Path]]:
    yield "this configuration", config.path
    yield "this configuration", named.parent.resolve() / named.name
    for path in config.included:
        yield f"{path.name}, which it includes,", path
    if store := file_of(config.state):
        yield "the store", store
