"""What several commands share: options, progress, tables, time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.progress import in_silence

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.table import Table
    from rich.text import Text

    from feeder.config import Config
    from feeder.store import Store

config_option = click.option(
    "--config",
    metavar="FILE",
    # What is wrong with the file is told by the configuration itself.
    type=click.Path(path_type=Path, readable=False),
    help="The configuration; else $FEEDER_CONFIG, ./feeder.toml, ./config/feeder.toml, /etc/feeder/feeder.toml.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="For scripts: JSON instead of a table.")

_QUIET_SECONDS = 1.0
_UNCUT = 10_000  # columns: what goes to a file or another program is for no screen


def counted(number: int, thing: str, things: str = "") -> str:
    """How many there are, in words: `1 source`, `2 sources`."""
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


@contextmanager
def existing_store(settings: Config) -> Iterator[Store]:
    """The store, which must be there: from nothing, empty feeds would be written over full ones.

    Raises:
        StoreError: it is not there, or cannot be opened.
    """
    from feeder import store
    from feeder.errors import StoreError
    from feeder.storeurl import shown

    if not store.exists(settings.state):
        raise StoreError(
            f"{shown(settings.state)}: no such store: look at [site] state, or make one by `feeder run --once`"
        )
    opened = store.connect(settings.state)
    try:
        yield opened
    finally:
        opened.close()


# ---------------------------------------------------------------- tables


def table(*headings: str, numbers: str, flexible: str) -> Table:
    """An empty table.

    Args:
        headings: of its columns, from left to right.
        numbers: the heading of the column that holds numbers.
        flexible: the heading of the column that gives way where a line is too short; it holds what `shortened` gives.
    """
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        made.add_column(heading, justify="right" if heading == numbers else "left", no_wrap=heading != flexible)
    return made


def shortened(text: str, style: str = "") -> Text:
    """Text that is cut where there is no room for it."""
    from rich.text import Text

    return Text(text, style=style, no_wrap=True, overflow="ellipsis")


def screen() -> Console:
    """Where tables are shown; what is no terminal gets them whole and without colours."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else _UNCUT)


# ---------------------------------------------------------------- progress


@contextmanager
def progress(clock: Callable[[], float] = time.monotonic) -> Iterator[Callable[[str, int, int], None]]:
    """Whom to tell of progress: a bar on a terminal, for work that takes longer than a second; else nobody."""
    bar = _Bar(clock)
    try:
        yield bar.tell if sys.stderr.isatty() else in_silence
    finally:
        bar.stop()


class _Bar:
    """A bar that appears after a second."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun = clock()
        self._shown: Progress | None = None

    def tell(self, what: str, done: int, of: int) -> None:
        """Show how far the work is."""
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], description=what, completed=done, total=of)
        elif self._clock() - self._begun >= _QUIET_SECONDS:
            self._shown = _started(what, done, of)

    def stop(self) -> None:
        """Take it away."""
        if self._shown is not None:
            self._shown.stop()


def _started(what: str, done: int, of: int) -> Progress:
    """A bar on standard error; standard output is left alone, since it may be a file."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn())
    shown = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    shown.add_task(what, completed=done, total=of)
    shown.start()
    return shown
