"""Folders that are watched, so that a change is read at once and not only when its source is due."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from feeder.model import Source

_WILDCARDS = "*?["
_PATIENCE_SECONDS = 30


class Watch:
    """A thread that tells which sources' folders changed, until it is stopped."""

    def __init__(self, sources: Sequence[Source], changed: Callable[[str], None]) -> None:
        self._folders = {source.name: base(source.location) for source in sources if source.kind == "folder"}
        self._changed = changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        if self._folders:
            self._thread.start()

    def stop(self) -> None:
        """End; a change that was not told yet is found when its source is due."""
        self._stop.set()
        if self._thread.ident:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        from watchfiles import watch

        while not self._stop.is_set():
            folders = sorted({folder for folder in self._folders.values() if folder.is_dir()})
            if folders:
                # A folder that vanishes ends the watch without a word; it is looked for again after a while.
                for changes in watch(*folders, watch_filter=None, stop_event=self._stop, raise_interrupt=False):
                    self._tell(Path(path) for _, path in changes)
                    if not all(folder.is_dir() for folder in folders):
                        break
            self._stop.wait(_PATIENCE_SECONDS)

    def _tell(self, paths: Iterable[Path]) -> None:
        touched = {name for path in paths for name, folder in self._folders.items() if path.is_relative_to(folder)}
        for name in sorted(touched):
            self._changed(name)


def base(location: str) -> Path:
    """The deepest folder of a glob that is no pattern itself."""
    parts = Path(location).parts
    plain = next((at for at, part in enumerate(parts) if any(sign in part for sign in _WILDCARDS)), len(parts) - 1)
    return Path(*parts[:plain])
