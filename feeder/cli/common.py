"""What several commands share: options, progress, time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

config_option = click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The configuration; else $FEEDER_CONFIG, ./feeder.toml, ./config/feeder.toml, /etc/feeder/feeder.toml.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="For scripts: JSON instead of a table.")

_QUIET_SECONDS = 1.0


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Whom to tell of progress: a bar on a terminal, for work that takes longer than a second; else nobody."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _of: None
        return
    bar = _Bar()
    try:
        yield bar.tell
    finally:
        bar.stop()


class _Bar:
    """A bar that appears after a second."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown: object | None = None
        self._tasks: dict[str, int] = {}

    def tell(self, what: str, done: int, of: int) -> None:
        """Show how far the work is."""
        if time.monotonic() - self._begun < _QUIET_SECONDS:
            return
        from rich.console import Console
        from rich.progress import Progress, TaskID

        if self._shown is None:
            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.start()
        if isinstance(self._shown, Progress):
            task = self._tasks.setdefault(what, 0) or self._shown.add_task(what, total=of) + 1
            self._tasks[what] = task
            self._shown.update(TaskID(task - 1), completed=done, total=of)

    def stop(self) -> None:
        """Take it away."""
        from rich.progress import Progress

        if isinstance(self._shown, Progress):
            self._shown.stop()
