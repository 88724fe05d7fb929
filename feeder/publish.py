"""Publish: a file stands on disk whole or not at all, and is touched only if it changed.

Web servers tell a changed file by its date in whole seconds and its size, and some readers drop an answer whose date
has not moved (RFC 9110 section 8.8.2). So a changed file is always at least one whole second younger than before.
"""

from __future__ import annotations

import gzip
import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from feeder.errors import PublishError, quoted
from feeder.model import Document

_FILE_MODE = 0o644  # web servers run as another user
_FOLDER_MODE = 0o755
_SUFFIX = ".tmp"
_HALF_WRITTEN = re.compile(r"\.(.+)\.[a-z0-9_]{8}\.tmp")
_LONGEST_WRITE = timedelta(hours=1)


def publish(document: Document, folder: Path, now: datetime, *, compressed: bool = False) -> bool:
    """Whether the document's file had to be written: not if it holds these bytes already.

    Args:
        document: what must stand on disk.
        folder: the output folder.
        now: becomes the file's date, if the old one is older by a whole second.
        compressed: beside the file stands its twin, packed with gzip, of the same date. It is replaced first, since a
            server would go on serving an older one; where it cannot be written, or is not wanted, none is there.

    Raises:
        PublishError: the file could not be written; what stood there still stands.
    """
    target = folder / _inside(document.path)
    try:
        if _holds(target, document.content):
            _pack(target, document.content, int(target.stat().st_mtime), compressed=compressed)
            return False
        _make(target.parent)
        date = _date(target, now)
        _pack(target, document.content, date, compressed=compressed)
        _replace(target, document.content, date)
    except OSError as error:
        raise PublishError(_explain(target, error)) from error
    return True


def remove(path: str, folder: Path) -> bool:
    """Whether a file had to be taken away; its compressed twin goes with it.

    Args:
        path: of the file, below the folder.
        folder: the output folder.

    Raises:
        PublishError: it cannot be taken away.
    """
    target = folder / _inside(path)
    found = [each for each in (_twin(target), target) if each.is_file()]
    try:
        for each in found:
            each.unlink()
        if found:
            _sync(target.parent)
    except OSError as error:
        raise PublishError(f"{target}: cannot be taken away: {error.strerror}; see who may write there") from error
    return bool(found)


def sweep(folder: Path, now: datetime) -> None:
    """Take away what killed processes have left half written beside the files below the folder, if an hour old.

    What cannot be taken away stays: nobody is served it, and it stands in nobody's way.
    """
    for path in folder.rglob(f".*{_SUFFIX}"):
        with suppress(OSError):
            is_old = path.stat().st_mtime < (now - _LONGEST_WRITE).timestamp()
            # Ours alone: the folder may hold files of others, hidden ones too.
            if is_old and (half := _HALF_WRITTEN.fullmatch(path.name)) and path.with_name(half[1]).is_file():
                path.unlink()


def _inside(path: str) -> PurePosixPath:
    """The path, if it leads to a file below the folder that it starts from."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.name:
        raise PublishError(f"{quoted(path)}: not written: the path leaves the output folder; name a file below it")
    return pure


def _twin(target: Path) -> Path:
    return target.with_name(f"{target.name}.gz")


def _pack(target: Path, content: bytes, date: int, *, compressed: bool) -> None:
    twin = _twin(target)
    if not compressed:
        twin.unlink(missing_ok=True)
        return
    # No name and no time in it: the same bytes for the same content.
    packed = gzip.compress(content, mtime=0)
    try:
        if not _holds(twin, packed) or int(twin.stat().st_mtime) != date:
            _replace(twin, packed, date)
    except OSError:
        twin.unlink(missing_ok=True)


def _holds(target: Path, content: bytes) -> bool:
    try:
        # Most files that differ do so in size: that is cheaper to ask for.
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except FileNotFoundError:
        return False


def _date(target: Path, now: datetime) -> int:
    """The file's new date in whole seconds: now, but always later than that of the file it replaces."""
    try:
        return max(int(now.timestamp()), int(target.stat().st_mtime) + 1)
    except FileNotFoundError:
        return int(now.timestamp())


def _make(folder: Path) -> None:
    """The folder with its parents, readable for all whatever the umask is."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(_FOLDER_MODE)
    _sync(folder.parent)


def _replace(target: Path, content: bytes, date: int) -> None:
    # A dot name, which web servers do not serve; in the same folder, as a rename does not cross file systems.
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_SUFFIX, dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(number, _FILE_MODE)
            os.utime(number, (date, date))
            os.fsync(number)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(target.parent)


def _sync(folder: Path) -> None:
    """After a crash of the machine the folder's names are as they are now."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _explain(target: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return (
        f"{target}: cannot be written: {reason}; see that {target.parent} is a folder that this user may write to, "
        "that no folder has the file's name, and that there is room on the disk"
    )
