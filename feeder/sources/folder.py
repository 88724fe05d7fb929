"""Fetches the files of a folder: each one that has come to rest is a state of the ticker.

A file rests when it was last modified two seconds ago or earlier. A younger one is left for a later pass; where there
is none (`once`), it is looked at again until two looks agree. A modification time in the future tells nothing, and
would not grow old for long: such a file is always looked at twice. A file that does not come to rest within the
patience of the fetch is read up to its last complete line.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from glob import escape, glob, has_magic
from itertools import takewhile
from math import ceil
from pathlib import Path

from feeder.errors import FetchError
from feeder.model import Fetched, Snapshot, Source, Validators
from feeder.sources.terms import Terms

MOST_BYTES = 50_000_000
_REST_SECONDS = 2.0
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_BETWEEN_LOOKS = 0.2  # seconds
_GONE = (FileNotFoundError, NotADirectoryError)
_MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonfeed": "application/feed+json",
    ".rdf": "application/rdf+xml",
    ".rss": "application/rss+xml",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a file held when it was looked at; two looks are equal if nothing happened between them."""

    path: str
    content: bytes
    modified_ns: int

    def age(self, now: datetime) -> float:
        """Seconds since its last modification; negative if that lies in the future."""
        return now.timestamp() - self.modified_ns / 1e9


def fetch(source: Source, _validators: Validators, now: datetime, terms: Terms) -> Fetched:
    """The files that match the source's glob, in natural order of their names; none is no failure.

    Args:
        source: its location is an absolute glob; `**` goes through folders, hidden files must be named.
        now: the time of this pass.
        terms: `once`, `unsettled_since`, `patience` and `pause` count here.

    Raises:
        FetchError: the folder cannot be read, or none of its files can, or is too large; the text names them.
    """
    looks, faults = _looked(matching(source.location))
    if faults and not looks:
        raise FetchError("; ".join(faults))
    resting = [each for each in looks if each.age(now) >= _REST_SECONDS]
    young = [each for each in looks if -_REST_SECONDS < each.age(now) < _REST_SECONDS]
    ahead = [each for each in looks if each.age(now) <= -_REST_SECONDS]
    if terms.once:
        rested, restless = _watch(young + ahead, ceil(terms.patience.total_seconds() / _BETWEEN_LOOKS), terms.pause)
    else:
        rested, restless = _watch(ahead, 1, terms.pause)
        restless += young
    since = terms.unsettled_since
    waited_enough = terms.once or (since is not None and now - since >= terms.patience)
    cut = [whole for each in restless if waited_enough and (whole := _complete_lines(each)).content]
    taken = sorted(resting + rested + cut, key=lambda each: natural(each.path))
    cut_paths = {each.path for each in cut}
    return Fetched(
        snapshots=tuple(_snapshot(source, each, now) for each in taken),
        unsettled=tuple(sorted((readable(each.path) for each in restless if each.path not in cut_paths), key=natural)),
        remarks=tuple(_remarks(taken, cut_paths, now)),
        faults=tuple(faults),
    )


def matching(location: str) -> tuple[str, ...]:
    """The paths of the regular files that match the glob, in natural order."""
    _check_folder(location)
    return tuple(sorted(filter(_is_file, _found(location)), key=natural))


def _found(location: str) -> set[str]:
    """What matches the glob; through `**` each folder once, since by links to itself one has paths without number."""
    whole = re.sub(r"(/\*\*)+(?=/|$)", "/**", location)
    before, stars, after = (f"{whole}/*" if whole.endswith("/**") else whole).partition("/**/")
    if not stars:
        return set(glob(location))  # noqa: PTH207 # Path.glob shows hidden files
    folders = _folders_below(glob(before or "/"))  # noqa: PTH207 # the same
    return {path for folder in folders for path in _found(f"{escape(folder)}/{after}")}


def _folders_below(folders: Sequence[str]) -> Iterator[str]:
    """These folders and those in them that are not hidden, each once; by links only what has no other path."""
    plain, linked, seen = list(folders), list[str](), set[tuple[int, int]]()
    while plain or linked:
        folder = (plain or linked).pop(0)
        with suppress(OSError):  # it is closed to us, or gone: `glob` finds nothing in it either
            status = os.stat(folder)  # noqa: PTH116 # glob gives text
            if (status.st_dev, status.st_ino) in seen:
                continue
            below = [Path(folder, name) for name in sorted(os.listdir(folder)) if not name.startswith(".")]  # noqa: PTH208 # names are enough
            seen.add((status.st_dev, status.st_ino))
            yield folder
            for each in below:
                if each.is_dir():  # no link to itself is
                    (linked if each.is_symlink() else plain).append(str(each))


def natural(name: str) -> tuple[list[str | int], str]:
    """A sort key for names: the numbers in them count as numbers."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)], name


def readable(path: str) -> str:
    """The path as text that can be shown and stored: what of it is not UTF-8, or would break a line, is replaced."""
    return _CONTROL.sub("\ufffd", os.fsencode(path).decode("utf-8", "replace"))


def _looked(paths: Sequence[str]) -> tuple[list[Look], list[str]]:
    """What the files hold, and why some cannot be read: one odd file keeps none of the others back."""
    looks, faults = [], []
    for path in paths:
        try:
            found = look(path)
        except FetchError as error:
            faults.append(str(error))
        else:
            looks += [found] if found else []
    return looks, faults


def look(path: str) -> Look | None:
    """What the file holds now; none if it is gone or is no regular file.

    Raises:
        FetchError: it cannot be read, or is too large.
    """
    try:
        # Not blocking: someone may have put a FIFO in its place meanwhile.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123 # Path.open takes no flags
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            content = file.read(MOST_BYTES + 1)
            modified_ns = os.fstat(file.fileno()).st_mtime_ns  # after the reading: it tells of writing meanwhile
    except _GONE:
        return None
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > MOST_BYTES:
        raise FetchError(
            f'"{readable(path)}": it is larger than {MOST_BYTES // 1_000_000} MB: no ticker is; move it away'
        )
    return Look(path=path, content=content, modified_ns=modified_ns)


def _watch(looks: Sequence[Look], times: int, pause: Callable[[float], None]) -> tuple[list[Look], list[Look]]:
    """Those that look the same twice, and the last looks at those that never do."""
    rested: list[Look] = []
    restless = list(looks)
    for _ in range(times):
        if not restless:
            break
        pause(_BETWEEN_LOOKS)
        pairs = [(before, look(before.path)) for before in restless]
        rested += [after for before, after in pairs if after == before]
        restless = [after for before, after in pairs if after and after != before]
    return rested, restless


def _complete_lines(look: Look) -> Look:
    return replace(look, content=look.content[: look.content.rfind(b"\n") + 1])


def _snapshot(source: Source, look: Look, now: datetime) -> Snapshot:
    return Snapshot(
        source=source,
        origin=readable(look.path),
        content=look.content,
        media_type=_MEDIA_TYPES.get(Path(look.path).suffix.lower(), "text/plain"),
        fetched_at=now,
        # A time to come is when nothing can have been written: it is no date.
        modified_at=datetime.fromtimestamp(look.modified_ns / 1e9, UTC) if look.age(now) >= 0 else None,
    )


def _remarks(looks: Sequence[Look], cut: set[str], now: datetime) -> list[str]:
    return [
        f'"{readable(each.path)}": it is still being written; it was read up to its last complete line'
        for each in looks
        if each.path in cut
    ] + [
        f'"{readable(each.path)}": its modification time lies in the future; the time of this pass is taken for it'
        for each in looks
        if each.path not in cut and each.age(now) <= -_REST_SECONDS
    ]


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 # glob gives text
    except _GONE:
        return False
    except OSError:
        return True  # it is there; why it cannot be read is told where it is read


def _check_folder(location: str) -> None:
    """Raises FetchError if the folder is there but closed to us: glob would find nothing in it and say nothing."""
    parts = Path(location).parent.parts
    folder = Path(*takewhile(lambda part: not has_magic(part), parts))
    try:
        os.scandir(folder).close()
    except _GONE:
        return
    except OSError as error:
        raise _unreadable(str(folder), error) from error


def _unreadable(path: str, error: OSError) -> FetchError:
    return FetchError(
        f'"{readable(path)}": it cannot be read ({error.strerror}): give the user that runs feeder the right to'
    )
