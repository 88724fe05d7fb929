"""Folders that are watched, so that a change is read at once and not only when its source is due."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path

from feeder.model import Source

_WILDCARDS = "*?["
_LOOK_SECONDS = 1.0
_STEP_MILLISECONDS = 200  # each is a wake-up, also of an idle daemon; a file takes two seconds to settle anyhow
_PATIENCE_SECONDS = 30.0

Folders = Mapping[Path, tuple[int, int]]
"""Folders that are there, with their device and inode: one that was replaced is another."""


class Watch:
    """Tells which sources' files changed, until it is stopped. A folder may vanish, and appear at any time.

    What changed before the watch over a folder stood is told as well: when it stands, all its sources are.
    """

    def __init__(
        self, sources: Sequence[Source], changed: Callable[[str], None], failed: Callable[[str], None]
    ) -> None:
        """Watch nothing yet.

        Args:
            sources: those that are no folders are passed over.
            changed: told the name of a source.
            failed: told why folders cannot be watched; it is tried again, but each reason is told once.
        """
        self._changed = changed
        self._failed = failed
        self._stop = threading.Event()
        locations = {source.name: source.location for source in sources if source.kind == "folder"}
        # Apart, since a folder whose own files are wanted may hold the whole of somebody's home.
        flat = {name: location for name, location in locations.items() if not is_deep(location)}
        deep = {name: location for name, location in locations.items() if is_deep(location)}
        self._threads = [
            threading.Thread(target=self._run, args=(group, group is deep), name="watch", daemon=True)
            for group in (flat, deep)
            if group
        ]

    def start(self) -> None:
        """Begin to watch."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End; a change that was not told yet is found when its source is due."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _run(self, locations: Mapping[str, str], deep: bool) -> None:  # noqa: FBT001  # a thread's arguments
        told: set[str] = set()
        while not self._stop.is_set():
            folders = there(locations.values())
            try:
                if folders:
                    self._watch(locations, folders, deep=deep)
                else:
                    self._stop.wait(_LOOK_SECONDS)
            except (OSError, RuntimeError) as error:  # the latter is what the library makes of what it does not know
                if str(error) not in told:
                    told.add(str(error))
                    self._failed(str(error))
                self._stop.wait(_PATIENCE_SECONDS)

    def _watch(self, locations: Mapping[str, str], folders: Folders, *, deep: bool) -> None:
        """Tell of changes, until one of the folders is not what it was, or another is there."""
        from watchfiles import Change, watch

        changes = watch(
            *folders,
            watch_filter=None,
            step=_STEP_MILLISECONDS,
            stop_event=self._stop,
            rust_timeout=int(_LOOK_SECONDS * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=deep,
            ignore_permission_denied=True,
        )
        waiting = {name for name, location in locations.items() if base(location) in folders}
        with closing(changes):
            for found in changes:
                touched = {name for _, path in found for name in locations if concerns(Path(path), locations[name])}
                for name in sorted(waiting | touched):
                    self._changed(name)
                waiting = set()
                gone = {Path(path) for change, path in found if change is Change.deleted}
                if gone & folders.keys() or there(locations.values()) != folders:
                    return


def there(locations: Iterable[str]) -> Folders:
    """The folders of these globs that are there."""
    found = {}
    for folder in sorted({base(location) for location in locations}):
        try:
            status = os.stat(folder)  # noqa: PTH116  # it gives both answers at once
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            found[folder] = (status.st_dev, status.st_ino)
    return found


def base(location: str) -> Path:
    """The deepest folder of a glob that is no pattern itself."""
    parts = Path(location).parts
    plain = next((at for at, part in enumerate(parts) if any(sign in part for sign in _WILDCARDS)), len(parts) - 1)
    return Path(*parts[:plain])


def is_deep(location: str) -> bool:
    """Whether the files of a glob lie in folders below its base, not in the base itself."""
    return len(Path(location).parts) > len(base(location).parts) + 1


def concerns(path: Path, location: str) -> bool:
    """Whether a change of the path may be one of the glob's files: it is one, or a folder on the way to them.

    All else in a folder is passed over: if the store lies there too, a pass that writes to it must not cause the next.
    """
    patterns = Path(location).parts
    for part, pattern in zip(path.parts, patterns, strict=False):
        if pattern == "**":
            return path.is_dir() or fnmatchcase(path.name, patterns[-1])
        if not fnmatchcase(part, pattern):
            return False
    return len(path.parts) <= len(patterns)
